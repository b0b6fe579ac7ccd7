import Foundation
import GRDB

/// A ledger that may be read and not written (只读): on a medium that takes nothing, or without the
/// right to write the file or into its folder.
///
/// Nothing is written beside it. Where no log lies beside it, the file is the whole ledger and is
/// read without locks; what somebody else writes meanwhile is noticed, and ends the reading. Where
/// one does, the file alone would lack the last entries: it is read with its log, or not at all.
struct ReadOnlyLedger: Sendable {
  private let path: String
  /// The path of the file itself, links followed.
  private let file: String
  private let state: State

  /// nil for a ledger that may be written, or not even read.
  init?(_ path: String) {
    self.init(reading: path)
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    guard access(file, R_OK) == 0, access(file, W_OK) != 0 || access(folder, W_OK) != 0 else {
      return nil
    }
  }

  /// A ledger that is not written, whether or not it may be.
  init(reading path: String) {
    self.path = path
    file = FilePath.resolved(path)
    state = State(file)
  }

  /// What SQLite opens: the file with what it is to know of it.
  var source: String {
    let name = file.utf8.map { byte in
      Self.plain.contains(byte) ? String(UnicodeScalar(byte)) : "%" + Self.hexadecimal(byte)
    }
    return "file:\(name.joined())?\(state.hasLog ? "readonly_shm=1" : "immutable=1")"
  }

  /// Opens it.
  ///
  /// - Throws: ``StoreFault/unreadableLog(path:)`` where a log lies beside it that cannot be read.
  func open() throws -> DatabaseQueue {
    guard state.hasLog else {
      return try DatabaseQueue(path: source, configuration: Self.configuration)
    }
    do {
      // A journal of the older kind takes back what the file holds too much, and only by writing.
      guard !state.hasJournal else { throw StoreFault.unreadableLog(path: path) }
      let queue = try DatabaseQueue(path: source, configuration: Self.configuration)
      _ = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
      return queue
    } catch is DatabaseError {
      throw StoreFault.unreadableLog(path: path)
    }
  }

  /// - Throws: ``StoreFault/changedMeanwhile`` when somebody has written since it was opened.
  func checkUnchanged() throws(StoreFault) {
    guard state.hasLog || State(file) == state else { throw .changedMeanwhile }
  }

  static var configuration: Configuration {
    var configuration = LedgerStore.configuration()
    configuration.readonly = true
    return configuration
  }

  private static let plain = Set("/-_.~".utf8)
    .union(UInt8(ascii: "a")...UInt8(ascii: "z")).union(UInt8(ascii: "A")...UInt8(ascii: "Z"))
    .union(UInt8(ascii: "0")...UInt8(ascii: "9"))

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  /// The file and what lies beside it, as far as a write shows there.
  private struct State: Equatable {
    private let number: UInt
    private let size: Int
    private let seconds: Int
    private let nanoseconds: Int
    private let logSize: Int
    let hasJournal: Bool
    var hasLog: Bool { logSize > 0 || hasJournal }

    init(_ file: String) {
      var status = stat()
      if stat(file, &status) != 0 { status = stat() }
      number = UInt(status.st_ino)
      size = Int(status.st_size)
      seconds = Int(status.st_mtim.tv_sec)
      nanoseconds = Int(status.st_mtim.tv_nsec)
      logSize = Self.size(of: file + "-wal")
      hasJournal = Self.size(of: file + "-journal") > 0
    }

    private static func size(of path: String) -> Int {
      var status = stat()
      return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
  }
}
