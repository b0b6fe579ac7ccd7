import Foundation
package import LedgerCore
package import LedgerStore
import Reconciliation

/// The folder that a report pack (报表包) is written into: all of its files, or no folder.
package struct PackFolder: Sendable {
  private let folder: URL
  private let draftPrefix: String
  private let draft: URL

  /// - Parameter path: The folder; it is made, and one that is there is never changed.
  package init(_ path: String) {
    folder = URL(fileURLWithPath: path, isDirectory: true)
    draftPrefix = ".\(folder.lastPathComponent).draft-"
    // A draft of its own for each process: none takes another's from under it.
    let process = ProcessInfo.processInfo.processIdentifier
    draft = folder.deletingLastPathComponent()
      .appendingPathComponent(draftPrefix + "\(process)", isDirectory: true)
  }

  package var path: String { folder.path }

  /// Why a pack was not written.
  package enum Fault: Error, CustomStringConvertible {
    case exists(path: String)
    case cannotWrite(path: String)

    package var description: String {
      switch self {
      case .exists(let path):
        "“\(path)”已经存在，内容不同，没有改动它：请用 --folder 换一个文件夹，或先移走它"
      case .cannotWrite(let path):
        "不能把报表包写到“\(path)”：请检查文件夹权限和磁盘空间，或用 --folder 换一个文件夹"
      }
    }
  }

  /// Writes the files where nobody looks for them yet, and makes them durable.
  ///
  /// - Throws: ``Fault`` when the folder holds something else already, or the disk refuses.
  package func prepare(_ files: [PackFile]) throws(Fault) {
    DraftName.removeAbandoned(in: folder.deletingLastPathComponent(), draftPrefix)
    guard FileManager.default.fileExists(atPath: folder.path) else {
      do {
        try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
        for file in files { try write(file) }
      } catch {
        try? FileManager.default.removeItem(at: draft)
        throw .cannotWrite(path: folder.path)
      }
      return
    }
    guard holds(files) else { throw .exists(path: folder.path) }
  }

  /// Gives the prepared files their folder's name.
  ///
  /// - Throws: ``Fault`` when the name was taken meanwhile for something else.
  package func publish(_ files: [PackFile]) throws(Fault) {
    guard FileManager.default.fileExists(atPath: draft.path) else { return }
    if rename(draft.path, folder.path) == 0 { return }
    discard()
    // Another run may have published the same pack a moment ago.
    guard holds(files) else { throw .cannotWrite(path: folder.path) }
  }

  /// Takes back what was prepared and is not to be published.
  package func discard() {
    try? FileManager.default.removeItem(at: draft)
  }

  private func holds(_ files: [PackFile]) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return Set(names) == Set(files.map(\.name))
      && files.allSatisfy { file in
        let place = folder.appendingPathComponent(file.name)
        return (try? Data(contentsOf: place)) == Data(file.text.utf8)
      }
  }

  private func write(_ file: PackFile) throws {
    let place = draft.appendingPathComponent(file.name)
    guard
      FileManager.default.createFile(
        atPath: place.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { throw Fault.cannotWrite(path: folder.path) }
    let handle = try FileHandle(forWritingTo: place)
    try handle.write(contentsOf: Data(file.text.utf8))
    try handle.synchronize()
    try handle.close()
  }
}

/// Answers what is in the report pack of a year: as sealed for a closed year, else as it is now.
package struct ReadPack {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// The pack, and how often the year was closed.
  package struct Outcome: Sendable {
    package let files: [PackFile]
    package let isSealed: Bool
    package let times: Int
  }

  /// Reads the sealed pack, or makes one of the open year.
  package func callAsFunction(
    _ year: FiscalYear, makePack: (ReconcileYear.Outcome) throws -> [PackFile]
  ) throws -> Outcome {
    try store.read { reader in
      if let sealed = try reader.sealed(year) {
        return Outcome(files: sealed.pack, isSealed: true, times: sealed.times)
      }
      let outcome = try ReconcileYear.outcome(Period(year: year), reader, comparing: true)
      return Outcome(
        files: try makePack(outcome), isSealed: false, times: try reader.timesClosed(year))
    }
  }
}
