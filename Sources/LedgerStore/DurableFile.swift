import Crypto
package import Foundation

/// Files that appear under their names only when they are whole, and stay when the power goes.
///
/// Every file is its owner's alone: mode 0600.
package enum DurableFile {
  /// Whether anything stands under a name, a link that leads nowhere included.
  package static func isTaken(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Whether a path, links followed, leads to a plain file.
  package static func isPlain(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Makes an empty file under a name that nothing has, not even a link.
  ///
  /// - Throws: ``StoreFault`` that names the path the file is made for.
  package static func create(_ draft: String, for path: String) throws(StoreFault) {
    let descriptor = Foundation.open(draft, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600)
    guard descriptor >= 0 else {
      throw errno == ENOSPC ? .diskFull : .folderMissing(path: path)
    }
    close(descriptor)
  }

  /// Writes a file under a draft's name, whole and on the disk when this returns.
  package static func write(
    _ data: Data, to draft: String, for path: String
  ) throws(StoreFault) {
    try create(draft, for: path)
    do {
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: draft))
      defer { try? handle.close() }
      try handle.write(contentsOf: data)
      try handle.synchronize()
    } catch {
      unlink(draft)
      throw errno == ENOSPC ? .diskFull : .folderMissing(path: path)
    }
  }

  /// Gives a finished file its name, and never takes the name from another file.
  package static func publish(_ draft: String, as path: String) throws(StoreFault) {
    if link(draft, path) == 0 {
      unlink(draft)
    } else {
      switch errno {
      case EEXIST: throw .exists(path: path)
      case EPERM, EOPNOTSUPP, EMLINK:
        // File systems without hard links, such as a memory stick's.
        guard !isTaken(path), rename(draft, path) == 0 else { throw .exists(path: path) }
      default: throw .folderMissing(path: path)
      }
    }
    syncFolder(of: path)
  }

  /// Makes the names in a file's folder durable, as far as the file system allows.
  package static func syncFolder(of path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = Foundation.open(folder, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// What the bytes of a file come to.
  package struct Content: Equatable, Sendable {
    /// In hexadecimal.
    package let sha256: String
    package let size: Int
  }

  /// Reads a file once, and writes it to a draft if one is named; the digest is that of the bytes
  /// that were written.
  ///
  /// - Throws: ``StoreFault`` when the file cannot be read or the copy not be written.
  package static func content(
    of path: String, copiedTo draft: String? = nil
  ) throws -> Content {
    guard isPlain(path), let source = FileHandle(forReadingAtPath: path) else {
      throw StoreFault.unreadableFile(path: path)
    }
    defer { try? source.close() }
    if let draft { try create(draft, for: draft) }
    let copy = try draft.map { try FileHandle(forWritingTo: URL(fileURLWithPath: $0)) }
    defer { try? copy?.close() }
    var (hash, size) = (SHA256(), 0)
    do {
      while let bytes = try source.read(upToCount: 1 << 20), !bytes.isEmpty {
        hash.update(data: bytes)
        size += bytes.count
        try copy?.write(contentsOf: bytes)
      }
      try copy?.synchronize()
    } catch {
      if let draft { unlink(draft) }
      throw errno == ENOSPC ? StoreFault.diskFull : .unreadableFile(path: path)
    }
    return Content(sha256: hexadecimal(Data(hash.finalize())), size: size)
  }

  /// Removes a database and what SQLite keeps beside it.
  package static func removeDatabase(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }
}

/// Where a program prepares what it will publish: a name of its own beside the final one.
package struct DraftName: Sendable {
  package let path: String

  /// - Parameters:
  ///   - final: The path that the draft is for.
  ///   - what: A word for what is prepared, such as `backup`.
  package init(for final: String, _ what: String) {
    let place = URL(fileURLWithPath: final)
    let folder = place.deletingLastPathComponent()
    let prefix = ".\(place.lastPathComponent).\(what)-"
    path =
      folder.appendingPathComponent(prefix + "\(ProcessInfo.processInfo.processIdentifier)").path
    Self.removeAbandoned(in: folder, prefix)
  }

  /// Removes the drafts of this process, and of runs that were ended before they could.
  package static func removeAbandoned(in folder: URL, _ prefix: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let digits = name.dropFirst(prefix.count).prefix { $0.isNumber }
      guard let process = pid_t(digits),
        process == ProcessInfo.processInfo.processIdentifier
          || kill(process, 0) != 0 && errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
  }
}
