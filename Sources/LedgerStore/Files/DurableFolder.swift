package import Foundation

/// Folders that appear under their names with all of their files, and stay when the power goes.
package enum DurableFolder {
  /// Makes a folder, and those it lies in as far as need be, and makes their names durable.
  ///
  /// Every folder is its owner's alone: mode 0700.
  ///
  /// - Throws: ``StoreFault`` when a folder cannot be made.
  package static func make(_ path: String) throws(StoreFault) {
    let url = URL(fileURLWithPath: path, isDirectory: true)
    guard !FileManager.default.fileExists(atPath: url.path), url.path != "/" else { return }
    try make(url.deletingLastPathComponent().path)
    guard mkdir(url.path, 0o700) == 0 || errno == EEXIST else { throw .refused(path) }
    try DurableFile.syncFolder(of: url.path)
  }

  /// Writes files into a folder of a draft's name, all of them on the disk when this returns.
  ///
  /// - Parameters:
  ///   - files: Names and contents.
  ///   - draft: The folder, which does not exist.
  ///   - path: What the draft is for; a fault names it.
  /// - Throws: ``StoreFault`` when a file cannot be written; the draft is gone then.
  package static func write(
    _ files: [(name: String, data: Data)], to draft: String, for path: String
  ) throws(StoreFault) {
    do {
      try make(draft)
      for file in files {
        try DurableFile.write(file.data, to: draft + "/" + file.name, for: path)
      }
      try DurableFile.sync(folder: draft)
    } catch {
      try? FileManager.default.removeItem(atPath: draft)
      throw error
    }
  }

  /// Gives a finished folder its name, which nothing has but an empty folder.
  ///
  /// - Returns: False, and nothing is changed, when the name is taken.
  /// - Throws: ``StoreFault`` when the disk does not take the name; the folder is a draft again.
  package static func publish(_ draft: String, as path: String) throws(StoreFault) -> Bool {
    guard rename(draft, path) == 0 else {
      if [EEXIST, ENOTEMPTY, ENOTDIR].contains(errno) { return false }
      throw .refused(path)
    }
    do {
      try DurableFile.syncFolder(of: path)
    } catch {
      rename(path, draft)
      throw error
    }
    return true
  }
}
