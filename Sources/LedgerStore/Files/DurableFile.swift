import Crypto
package import Foundation

/// Files that appear under their names only when they are whole, and stay when the power goes.
///
/// Every file is its owner's alone: mode 0600.
package enum DurableFile {
  /// Whether anything has a name, even a link that leads nowhere.
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
    Foundation.close(try descriptor(of: draft, for: path))
  }

  /// Writes a file under a draft's name, whole and on the disk when this returns.
  package static func write(
    _ data: Data, to draft: String, for path: String
  ) throws(StoreFault) {
    let descriptor = try descriptor(of: draft, for: path)
    defer { Foundation.close(descriptor) }
    guard put(data, descriptor), fsync(descriptor) == 0 else {
      let fault = StoreFault.refused(path)
      unlink(draft)
      throw fault
    }
  }

  private static func descriptor(
    of draft: String, for path: String
  ) throws(StoreFault) -> Int32 {
    let descriptor = Foundation.open(draft, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600)
    guard descriptor >= 0 else { throw .refused(path) }
    return descriptor
  }

  /// Writes all bytes; false with `errno` when the disk does not take them.
  private static func put(_ data: Data, _ descriptor: Int32) -> Bool {
    data.withUnsafeBytes { bytes in
      var done = 0
      while let start = bytes.baseAddress, done < bytes.count {
        let written = Foundation.write(descriptor, start + done, bytes.count - done)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { return false }
        done += written
      }
      return true
    }
  }

  /// Writes a new file under its name, whole and on the disk when this returns.
  ///
  /// - Throws: ``StoreFault``; then there is no file.
  package static func put(_ data: Data, at path: String) throws(StoreFault) {
    let draft = DraftName(for: path, "draft").path
    defer { unlink(draft) }
    try write(data, to: draft, for: path)
    try publish(draft, as: path)
  }

  /// Gives a finished file its name, and never takes the name from another file.
  ///
  /// - Throws: ``StoreFault``; then the name is free again.
  package static func publish(_ draft: String, as path: String) throws(StoreFault) {
    if link(draft, path) == 0 {
      unlink(draft)
    } else {
      switch errno {
      case EEXIST: throw .exists(path: path)
      case EPERM, EOPNOTSUPP, EMLINK:
        // File systems without hard links, such as a memory stick's.
        guard !isTaken(path), rename(draft, path) == 0 else { throw .exists(path: path) }
      default: throw .refused(path)
      }
    }
    do {
      try syncFolder(of: path)
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Makes the names in a file's folder durable, as far as the file system allows.
  ///
  /// - Throws: ``StoreFault`` when the disk could not.
  package static func syncFolder(of path: String) throws(StoreFault) {
    try sync(folder: URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  /// Makes the names in a folder durable, as far as the file system allows.
  ///
  /// - Throws: ``StoreFault`` when the disk could not.
  package static func sync(folder: String) throws(StoreFault) {
    let descriptor = Foundation.open(folder, O_RDONLY)
    guard descriptor >= 0 else {
      // Who may write into a folder may be forbidden to read it.
      if errno == EACCES { return }
      throw .refused(folder)
    }
    defer { Foundation.close(descriptor) }
    guard fsync(descriptor) != 0 else { return }
    // Some file systems know no such thing.
    guard [EINVAL, ENOSYS, EOPNOTSUPP, EROFS].contains(errno) else { throw .refused(folder) }
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
  /// - Parameters:
  ///   - path: The file that is read.
  ///   - draft: The name of the copy, which nothing has.
  ///   - target: The path that the draft is for; a fault names it.
  /// - Returns: The digest and the size.
  /// - Throws: ``StoreFault`` when the file cannot be read or the copy not be written.
  package static func content(
    of path: String, copiedTo draft: String? = nil, for target: String = ""
  ) throws(StoreFault) -> Content {
    guard isPlain(path), let source = FileHandle(forReadingAtPath: path) else {
      throw .unreadableFile(path: path)
    }
    defer { try? source.close() }
    let copy = try draft.map { (draft) throws(StoreFault) in try descriptor(of: draft, for: target)
    }
    defer { copy.map { _ = Foundation.close($0) } }
    var (hash, size) = (SHA256(), 0)
    do throws(StoreFault) {
      while let bytes = try read(source, path), !bytes.isEmpty {
        hash.update(data: bytes)
        size += bytes.count
        if let copy, !put(bytes, copy) { throw StoreFault.refused(target) }
      }
      if let copy, fsync(copy) != 0 { throw StoreFault.refused(target) }
    } catch {
      if let draft { unlink(draft) }
      throw error
    }
    return Content(sha256: hexadecimal(Data(hash.finalize())), size: size)
  }

  private static func read(_ file: FileHandle, _ path: String) throws(StoreFault) -> Data? {
    do {
      return try file.read(upToCount: 1 << 20)
    } catch {
      throw .unreadableFile(path: path)
    }
  }

  /// Removes a database and what SQLite keeps beside it.
  package static func removeDatabase(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }
}
