import Foundation
import LedgerCore
import Synchronization

extension Upload {
  /// The most that the files of one request may hold, in bytes.
  static let sizeMax = 64 << 20
}

/// Where dropped files lie until they are read: a folder of this run that only this user opens.
package final class UploadFolder: Sendable {
  private let path: String

  /// - Throws: ``RequestFault/diskFull`` when it cannot be made.
  init() throws {
    let name = "legalaid-desk-\(UUID().uuidString)"
    path = FileManager.default.temporaryDirectory.appending(path: name).path
    guard mkdir(path, 0o700) == 0 else { throw RequestFault.diskFull }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Opens a file for what was dropped under a name; nil when it cannot be made.
  func open(named name: String) -> OpenUpload? {
    let shown = Self.shownName(name)
    let ending = shown.split(separator: ".").last.map { "." + $0.lowercased() } ?? ""
    let isPlain = ending.dropFirst().utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
    }
    let file = "\(path)/\(UUID().uuidString)\(isPlain && ending.utf8.count <= 6 ? ending : "")"
    let descriptor = Foundation.open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    return descriptor < 0 ? nil : OpenUpload(name: shown, path: file, descriptor: descriptor)
  }

  /// A name of this folder for what the desk makes for an officer to take away.
  func newFile(ending: String) -> String { "\(path)/\(UUID().uuidString).\(ending)" }

  /// The last part of a name as people read it.
  static func shownName(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    return String(printable(last.replacing("%22", with: "\"")).prefix(120))
  }
}

/// A file that is being kept.
final class OpenUpload: Sendable {
  private let name: String
  private let path: String
  private let descriptor: Int32
  private let written = Mutex(0)

  init(name: String, path: String, descriptor: Int32) {
    (self.name, self.path, self.descriptor) = (name, path, descriptor)
  }

  var size: Int { written.withLock(\.self) }

  /// False when the disk takes no more.
  func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    written.withLock { $0 += bytes.count }
    return true
  }

  /// The file as it was sent; nil when the disk did not take it.
  func finish() -> Upload? {
    close(descriptor) == 0 ? Upload(name: name, path: path, size: size) : nil
  }

  func remove() {
    close(descriptor)
    unlink(path)
  }
}
