import Foundation

/// Which file it is that a path leads to.
struct FileIdentity: Equatable {
  private let device: UInt
  private let number: UInt
  /// How many names lead to the file; a symbolic link is none of them.
  let nameCount: Int

  /// - Returns: nil when there is no file.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt(status.st_dev)
    number = UInt(status.st_ino)
    nameCount = Int(status.st_nlink)
  }

  static func == (left: FileIdentity, right: FileIdentity) -> Bool {
    left.device == right.device && left.number == right.number
  }
}

/// Keeps a file's number its own, even when all its names are gone.
///
/// The file is not opened to be read: to close it takes none of the process's locks on it away.
final class FilePin: Sendable {
  private let descriptor: Int32

  /// Fails where the system cannot do it.
  init?(_ path: String) {
    descriptor = open(path, Self.onlyPath | O_CLOEXEC)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  // O_PATH, which the C library's module leaves out.
  private static let onlyPath: Int32 = 0o10_000_000
}

/// Where a file stands.
enum FilePath {
  /// The path from the root without links: by the C library where the file is there, which takes
  /// it a tenth of the time.
  static func resolved(_ path: String) -> String {
    guard let found = realpath(path, nil) else {
      return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
    defer { free(found) }
    return String(cString: found)
  }
}

/// That a ledger has one name (硬链接): who opens it under another sees neither its log nor its
/// locks, and the two write over each other.
enum SoleName {
  /// Refuses a file of several names, once those are gone that a run of ours left which was ended
  /// between giving a file its name and taking its draft's away.
  ///
  /// - Parameters:
  ///   - path: The ledger.
  ///   - isGuarded: Whether no restore can be on its way, whose second name must stay.
  /// - Throws: ``StoreFault/severalNames(path:)`` or ``StoreFault/locked``.
  static func check(_ path: String, isGuarded: Bool) throws(StoreFault) {
    guard DurableFile.isPlain(path), let identity = FileIdentity(path), identity.nameCount > 1
    else { return }
    let use = isGuarded ? nil : SharedUse(of: path, makesFile: true)
    try use?.enter(until: SharedUse.deadline())
    defer { use?.leave() }
    if isGuarded || use != nil { removeLeftNames(of: identity, beside: FilePath.resolved(path)) }
    guard FileIdentity(path)?.nameCount == 1 else { throw .severalNames(path: path) }
  }

  /// Only a name is removed: the file stays under the ledger's.
  private static func removeLeftNames(of identity: FileIdentity, beside ledger: String) {
    let place = URL(fileURLWithPath: ledger)
    let folder = place.deletingLastPathComponent()
    let own = place.lastPathComponent
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(".\(own).") || name.hasPrefix("\(own).replaced-") {
      let path = folder.appendingPathComponent(name).path
      if DurableFile.isPlain(path), FileIdentity(path) == identity { unlink(path) }
    }
  }
}
