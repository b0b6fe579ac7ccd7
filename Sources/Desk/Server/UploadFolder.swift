import Foundation
import LedgerCore
import Synchronization

extension Upload {
  /// The most that the files of one request may hold, in bytes.
  static let sizeMax = 64 << 20
}

/// Where dropped files lie until they are read: a folder of this run that only this user opens.
///
/// It is removed with the desk. What a run left that was killed is removed by the next one.
package final class UploadFolder: Sendable {
  private static let namePrefix = "legalaid-desk-"
  /// Held locked by the run for as long as it lives.
  private static let lockName = "lock"
  /// A folder without a lock is being made, unless it is older than this, in seconds.
  private static let makingTime = 3600.0

  let path: String
  private let lock: Mutex<Int32?>
  private let opening: @Sendable (String) -> Int32

  /// - Parameters:
  ///   - place: The folder in which it is made; nil for the system's temporary one.
  ///   - opening: Makes a file that was not there; its descriptor, or less than 0.
  /// - Throws: ``RequestFault/diskFull`` when it cannot be made.
  package init(
    in place: String? = nil,
    opening: @escaping @Sendable (String) -> Int32 = UploadFolder.newFile(at:)
  ) throws {
    let place = place ?? FileManager.default.temporaryDirectory.path
    Self.removeLeftovers(in: place)
    path = place + "/" + Self.namePrefix + UUID().uuidString
    self.opening = opening
    guard mkdir(path, 0o700) == 0 else { throw RequestFault.diskFull }
    let descriptor = Self.newFile(at: path + "/" + Self.lockName)
    lock = Mutex(descriptor)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw RequestFault.diskFull
    }
  }

  deinit { remove() }

  /// Removes the folder and all that lies in it; nothing can be dropped any more.
  func remove() {
    lock.withLock { lock in
      guard let descriptor = lock else { return }
      try? FileManager.default.removeItem(atPath: path)
      if descriptor >= 0 { close(descriptor) }
      lock = nil
    }
  }

  /// Makes a file for this user only.
  package static func newFile(at path: String) -> Int32 {
    Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  }

  /// Removes the folders of runs of this user that live no more.
  private static func removeLeftovers(in place: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    for name in names where name.hasPrefix(namePrefix) {
      let folder = place + "/" + name
      var status = stat()
      guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
        status.st_uid == geteuid(), status.st_mode & 0o077 == 0
      else { continue }
      let lock = Foundation.open(folder + "/" + lockName, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      defer { if lock >= 0 { close(lock) } }
      let age = Date().timeIntervalSince1970 - Double(status.st_mtim.tv_sec)
      let isLeft = lock >= 0 ? flock(lock, LOCK_EX | LOCK_NB) == 0 : age > makingTime
      if isLeft { try? FileManager.default.removeItem(atPath: folder) }
    }
  }

  /// Opens a file for what was dropped under a name; nil when it cannot be made.
  func open(named name: String) -> OpenUpload? {
    let shown = Self.shownName(name)
    let ending = shown.split(separator: ".").dropFirst().last.map { "." + $0.lowercased() } ?? ""
    let isPlain = ending.dropFirst().utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
    }
    let file = "\(path)/\(UUID().uuidString)\(isPlain && ending.utf8.count <= 6 ? ending : "")"
    let descriptor = opening(file)
    return descriptor < 0
      ? nil : OpenUpload(name: shown, file: KeptFile(path: file), descriptor: descriptor)
  }

  /// A name of this folder for what the desk makes for an officer to take away.
  func newFile(ending: String) -> String { "\(path)/\(UUID().uuidString).\(ending)" }

  /// The last part of a name as people read it.
  static func shownName(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    return String(printable(last.replacing("%22", with: "\"")).prefix(120))
  }
}

/// A file of ours that is removed with the last who keeps it.
final class KeptFile: Sendable {
  let path: String

  init(path: String) {
    self.path = path
  }

  deinit { unlink(path) }
}

/// A file that is being kept; what is given up before it is finished is removed.
final class OpenUpload: Sendable {
  let name: String
  private let file: KeptFile
  private let state: Mutex<State>

  private struct State {
    /// nil once it is closed.
    var descriptor: Int32?
    var size = 0
  }

  init(name: String, file: KeptFile, descriptor: Int32) {
    (self.name, self.file) = (name, file)
    state = Mutex(State(descriptor: descriptor))
  }

  deinit {
    if let descriptor = state.withLock(\.descriptor) { close(descriptor) }
  }

  /// How many bytes it has taken.
  var size: Int { state.withLock(\.size) }

  /// False when the disk takes no more.
  func write(_ bytes: ArraySlice<UInt8>) -> Bool {
    state.withLock { state in
      guard let descriptor = state.descriptor else { return false }
      var rest = bytes
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          Foundation.write(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      state.size += bytes.count
      return true
    }
  }

  /// The file as it was sent; nil when the disk did not take it.
  func finish() -> Upload? {
    state.withLock { state in
      guard let descriptor = state.descriptor else { return nil }
      state.descriptor = nil
      return close(descriptor) == 0 ? Upload(name: name, size: state.size, file: file) : nil
    }
  }
}
