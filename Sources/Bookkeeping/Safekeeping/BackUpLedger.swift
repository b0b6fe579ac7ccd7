import Foundation
package import LedgerCore
package import LedgerStore
import Schema

/// Takes a backup (备份) of a ledger that others may be writing to, and proves it.
package struct BackUpLedger {
  private let session: Session
  private let programVersion: String

  package init(_ session: Session, programVersion: String) {
    self.session = session
    self.programVersion = programVersion
  }

  /// Why a backup was not made; no file has its name.
  package enum Fault: OfficerError {
    case exists(path: String)
    case noFolder(path: String)
    case notSound([Guidance])
    /// What was read back is not what was written.
    case notProven(path: String)

    package var description: String { guidance.words }

    package var guidance: Guidance {
      switch self {
      case .exists(let path): "“\(path)”已经存在，没有改动它：请换一个文件名"
      case .noFolder(let path): "“\(path)”所在的文件夹不存在：请先建好文件夹，再备份"
      case .notSound(let problems):
        """
        账本核验没有通过，没有备份，账本没有改动：
          \(problems.joined(separator: "\n  "))
        要留下现状备查，请直接复制账本文件；恢复请用以前的备份
        """
      case .notProven(let path):
        "写到“\(path)”的备份读回来不对，没有保留它：请检查磁盘，或换一个地方备份；账本没有改动"
      }
    }
  }

  /// Copies, restores the copy into a scratch place, verifies it there, and only then gives it its
  /// name.
  ///
  /// - Parameters:
  ///   - path: The backup's file; neither it nor its manifest may exist.
  ///   - today: The calendar day.
  /// - Returns: The manifest that was written beside the backup.
  /// - Throws: ``Fault`` or a fault of the store; then nothing was published.
  package func callAsFunction(to path: String, on today: Day) throws -> BackupManifest {
    let manifestPath = BackupManifest.path(of: path)
    try checkTarget(path, manifestPath)
    let draft = DraftName(for: path, "backup").path
    let manifestDraft = DraftName(for: manifestPath, "backup").path
    defer {
      DurableFile.removeDatabase(draft)
      unlink(manifestDraft)
    }
    try DurableFile.create(draft, for: path)
    let content = try WorkShare.step(1, of: 2, "复制账本") {
      try session.store.copy(to: draft, for: path)
      return try DurableFile.content(of: draft)
    }
    let manifest = try WorkShare.step(2, of: 2, "试恢复，核验") {
      try prove(draft, content, for: path)
    }
    guard !session.isRehearsal else { return manifest }
    try DurableFile.write(manifest.data, to: manifestDraft, for: path)
    try publish(draft, as: path, manifestDraft, as: manifestPath)
    if let ledger = session.store.filePath {
      let before = BackupRecord(beside: ledger)
      try session.store.read { try BackupRecord(manifest, on: today, after: before, $0.journal) }
        .write(beside: ledger)
    }
    return manifest
  }

  /// The last proven backup of a ledger; nil when none is known of.
  package static func last(of store: LedgerStore) throws -> BackupState? {
    try store.read { try BackupRecord(beside: store)?.state($0.journal) }
  }

  /// What an earlier backup says against the ledger; taking another one does not answer it.
  package func lostHeads() throws -> [Guidance] {
    try session.store.read { ledger in
      try BackupRecord(beside: session.store)?.problems(ledger.journal).map(\.guidance) ?? []
    }
  }

  private func checkTarget(_ path: String, _ manifestPath: String) throws(Fault) {
    guard !DurableFile.isTaken(path) else { throw .exists(path: path) }
    // A manifest without its backup is what a run that was cut off left behind.
    let isLeftOver = BackupManifest.read(manifestPath) != nil
    guard isLeftOver || !DurableFile.isTaken(manifestPath) else {
      throw .exists(path: manifestPath)
    }
    var isFolder: ObjCBool = false
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else { throw .noFolder(path: path) }
  }

  /// Restores the copy into a folder of its own and verifies what came back.
  private func prove(
    _ draft: String, _ content: DurableFile.Content, for path: String
  ) throws -> BackupManifest {
    let scratch = DraftName(for: path, "proof").path
    guard mkdir(scratch, 0o700) == 0 else { throw StoreFault.refused(path) }
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let restored = scratch + "/ledger.sqlite"
    guard try DurableFile.content(of: draft, copiedTo: restored, for: path) == content else {
      throw Fault.notProven(path: path)
    }
    let store = try LedgerStore.open(at: restored)
    defer { try? store.close() }
    let outcome = try VerifyLedger(store)()
    let found = outcome.verification
    guard found.problems.isEmpty, let bureau = outcome.bureau else {
      throw Fault.notSound(found.problems.map(\.guidance))
    }
    // What came back is the ledger as it was a moment ago, and no other.
    let isOurs = try session.store.read { ledger in
      try ledger.journal.has(found.head, at: found.entryCount)
    }
    guard isOurs else { throw Fault.notProven(path: path) }
    return BackupManifest(
      schema: BackupManifest.schema, agency: bureau.agency, region: bureau.region,
      takenAt: session.now, operatorName: session.operatorName, entryCount: found.entryCount,
      factCount: found.factCount, head: found.head, sha256: content.sha256, size: content.size,
      programVersion: programVersion, ledgerVersion: Migrations.scripts.count)
  }

  /// The manifest first: a backup under its name always has one.
  private func publish(
    _ draft: String, as path: String, _ manifestDraft: String, as manifestPath: String
  ) throws {
    if BackupManifest.read(manifestPath) != nil { unlink(manifestPath) }
    try DurableFile.publish(manifestDraft, as: manifestPath)
    do {
      try DurableFile.publish(draft, as: path)
    } catch {
      unlink(manifestPath)
      throw error
    }
  }
}
