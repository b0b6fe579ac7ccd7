import Foundation
import LedgerCore
import LedgerStore
import Reconciliation
import Schema

/// What a complete run over a year gathered, kept in a file beside the ledger.
///
/// It holds nothing that the ledger does not: it may be deleted at any time, and is then made anew.
/// The file is a line of JSON, and behind it what the run has packed.
struct SavedRun {
  let gathered: ReconciliationRun.Gathered
  private let head: Head

  /// What the file begins with.
  private struct Head: Codable {
    /// What the run rests on besides the facts.
    let basis: Basis
    /// The last journal entry that the run saw.
    let entry: Int
    /// Its digest, in hexadecimal: another ledger, or a changed one, has another.
    let digest: String
    let counted: ReconciliationRun.Gathered.Counted
  }

  /// The last journal entry that the run saw.
  var entry: Int { head.entry }

  /// The program, the rules' settings and the arguments of a run.
  struct Basis: Equatable, Codable {
    let program: String
    let settings: String
    let period: Period

    init(_ period: Period, _ reader: LedgerReader) throws {
      self.period = period
      program = Self.executable
      settings = sha256(
        CalendarTable.workdays + (try reader.standards().map(\.text).joined(separator: "\n")))
    }

    /// Changes with every build of the program.
    private static let executable: String = {
      let path = Bundle.main.executablePath ?? ""
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      let size = (attributes?[.size] as? NSNumber)?.int64Value ?? 0
      let modified = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      return "\(size) \(modified)"
    }()
  }

  init(_ basis: Basis, _ gathered: ReconciliationRun.Gathered, _ reader: LedgerReader) throws {
    self.gathered = gathered
    head = Head(
      basis: basis, entry: try reader.lastEntry()?.number ?? 0, digest: try reader.head(),
      counted: gathered.counted)
  }

  /// Where the run of a year is kept, out of the officer's sight; nil for a ledger that is no file
  /// and for a span of less than the year.
  static func path(beside store: LedgerStore, _ period: Period) -> String? {
    guard period.span.isWholeYear else { return nil }
    return store.filePath.map { path in
      let ledger = URL(fileURLWithPath: path)
      return ledger.deletingLastPathComponent()
        .appendingPathComponent(".\(ledger.lastPathComponent)-reconciled-\(period.year)").path
    }
  }

  /// The run as kept, when it is one of this ledger, program and arguments.
  static func read(from path: String, on basis: Basis, _ reader: LedgerReader) -> SavedRun? {
    guard let data = FileManager.default.contents(atPath: path),
      let end = data.withUnsafeBytes({ $0.firstIndex(of: UInt8(ascii: "\n")) }),
      let head = try? JSONDecoder().decode(Head.self, from: data[..<end]), head.basis == basis,
      let entry = try? reader.journalEntry(head.entry), hexadecimal(entry.digest) == head.digest
    else { return nil }
    let gathered = data[(end + 1)...].withUnsafeBytes { bytes in
      ReconciliationRun.Gathered(head.counted, packed: bytes.bindMemory(to: UInt8.self))
    }
    return gathered.map { SavedRun(gathered: $0, head: head) }
  }

  private init(gathered: ReconciliationRun.Gathered, head: Head) {
    self.gathered = gathered
    self.head = head
  }

  /// Keeps the run, readable by its owner only; where that fails, the next run is a full one.
  func write(beside store: LedgerStore) {
    guard let path = Self.path(beside: store, head.basis.period) else { return }
    let draft = "\(path).new-\(ProcessInfo.processInfo.processIdentifier)"
    let encoder = JSONEncoder()
    // What has nothing escaped is read faster.
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let data = try? encoder.encode(head),
      FileManager.default.createFile(
        atPath: draft, contents: data + Data("\n\(gathered.packed)".utf8),
        attributes: [.posixPermissions: 0o600])
    else { return }
    if rename(draft, path) != 0 { unlink(draft) }
  }
}
