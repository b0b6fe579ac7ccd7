import Foundation
package import LedgerCore
package import LedgerStore
import Reconciliation

/// The folder that a report pack (报表包) is written into: all of its files, or no folder.
package struct PackFolder: Sendable {
  private let folder: URL
  /// A draft of its own for each process: none takes another's from under it.
  private let draft: DraftName

  /// - Parameter path: The folder; it is made, and one that is there is never changed.
  package init(_ path: String) {
    folder = URL(fileURLWithPath: path, isDirectory: true)
    draft = DraftName(for: folder.path, "draft", isCleared: false)
  }

  package var path: String { folder.path }

  /// Why a pack was not written.
  package enum Fault: OfficerError {
    case exists(path: String)
    case cannotWrite(path: String)

    package var description: String { guidance.words }

    package var guidance: Guidance {
      switch self {
      case .exists(let path):
        "“\(path)”已经存在，内容不同，没有改动它：请\(using: .chooseFolder)换一个文件夹，或先移走它；账本没有改动"
      case .cannotWrite(let path):
        "不能把报表包写到“\(path)”：请检查文件夹权限和磁盘空间，或\(using: .chooseFolder)换一个文件夹；账本没有改动"
      }
    }
  }

  /// Writes the files where nobody looks for them yet, and makes them durable.
  ///
  /// - Throws: ``Fault`` when the folder holds something else already, or the disk refuses.
  package func prepare(_ files: [PackFile]) throws(Fault) {
    draft.removeAbandoned()
    guard !FileManager.default.fileExists(atPath: folder.path) else {
      guard holds(files) else { throw .exists(path: folder.path) }
      return
    }
    do {
      try DurableFolder.write(
        files.map { ($0.name, Data($0.bytes)) }, to: draft.path, for: folder.path)
    } catch {
      throw .cannotWrite(path: folder.path)
    }
  }

  /// Gives the prepared files their folder's name, for good.
  ///
  /// - Throws: ``Fault`` when the name was taken meanwhile for something else, or the disk refuses.
  package func publish(_ files: [PackFile]) throws(Fault) {
    guard FileManager.default.fileExists(atPath: draft.path) else { return }
    let isPublished = try? DurableFolder.publish(draft.path, as: folder.path)
    if isPublished == true { return }
    discard()
    // Another run may have published the same pack a moment ago.
    guard isPublished == false, holds(files) else { throw .cannotWrite(path: folder.path) }
  }

  /// Takes back what was prepared and is not to be published.
  package func discard() {
    try? FileManager.default.removeItem(atPath: draft.path)
  }

  private func holds(_ files: [PackFile]) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return Set(names) == Set(files.map(\.name))
      && files.allSatisfy { file in
        let place = folder.appendingPathComponent(file.name)
        return (try? Data(contentsOf: place)) == Data(file.bytes)
      }
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
    /// Whether the files still have the digest that the closing sealed them with.
    package let isAsSealed: Bool
    package let times: Int
  }

  /// Reads the sealed pack, or makes one of the open year.
  package func callAsFunction(
    _ year: FiscalYear, makePack: (ReconcileYear.Outcome) throws -> [PackFile]
  ) throws -> Outcome {
    try store.read { ledger in
      if let sealed = try CloseYear.Outcome(sealed: year, in: ledger.years) {
        return Outcome(
          files: sealed.pack, isSealed: true,
          isAsSealed: sealed.pack.digest == sealed.packDigest, times: sealed.times)
      }
      let outcome = try ReconcileYear.outcome(Period(year: year), ledger, comparing: true)
      return Outcome(
        files: try makePack(outcome), isSealed: false, isAsSealed: true,
        times: try ledger.years.timesClosed(year))
    }
  }
}
