import Foundation
package import LedgerCore
package import LedgerStore

/// Puts a backup in the place of a ledger (恢复), after it has been verified; the replaced file is
/// kept beside it.
package struct RestoreLedger {
  private let ledger: String
  private let operatorName: String
  private let now: String
  private let isRehearsal: Bool
  private let signers: [EntrySigner]

  /// - Parameters:
  ///   - ledger: The ledger's file, which need not exist; a link is followed.
  ///   - operatorName: Who restores.
  ///   - now: The instant in ISO 8601, UTC.
  ///   - isRehearsal: Verify and compare, and replace nothing.
  ///   - signers: Who restores, and who agrees; asked for by a ledger with people.
  package init(
    _ ledger: String, operatorName: String, now: String, isRehearsal: Bool = false,
    signers: [EntrySigner] = []
  ) {
    self.ledger = URL(fileURLWithPath: ledger).resolvingSymlinksInPath().path
    self.operatorName =
      signers.isEmpty ? operatorName : signers.map(\.name).joined(separator: "、")
    self.signers = signers
    self.now = now
    self.isRehearsal = isRehearsal
  }

  /// What the officer allows beyond the ordinary.
  package struct Consent: Sendable {
    /// Entries of the present ledger that the backup does not have may go.
    package let losesEntries: Bool
    /// The backup may lack its manifest.
    package let lacksManifest: Bool
    /// Why the ledger goes on from before what the province signed for; nil where it does not.
    package let forkReason: String?

    package init(
      losesEntries: Bool = false, lacksManifest: Bool = false, forkReason: String? = nil
    ) {
      self.losesEntries = losesEntries
      self.lacksManifest = lacksManifest
      self.forkReason = forkReason
    }
  }

  /// What was put in whose place.
  package struct Outcome: Sendable {
    package let bureau: Bureau
    package let restored: Verification
    package let difference: LedgerDifference
    /// Where the replaced ledger stands now; nil when there was none, or nothing was replaced.
    package let kept: String?
    /// Whether the ledger that was put there has people.
    package let people: PeopleStanding
    /// Whether there were people, and are none any more.
    package let losesPeople: Bool
  }

  /// Verifies the backup, compares it with the ledger, and replaces the one by the other at once.
  ///
  /// - Parameters:
  ///   - backup: The backup's file.
  ///   - consent: What the officer allows.
  /// - Returns: What was done, or would be.
  /// - Throws: ``RestoreRefusal`` or a fault of the store; then the ledger is as it was.
  package func callAsFunction(from backup: String, _ consent: Consent) throws -> Outcome {
    try checkPlaces(backup)
    let draft = DraftName(for: ledger, "restore").path
    defer { DurableFile.removeDatabase(draft) }
    let manifest = try copy(backup, to: draft, consent)
    let (bureau, restored, people) = try verify(draft, manifest)
    // Nobody records anything between the comparison and the end.
    let use =
      try isRehearsal || !DurableFile.isTaken(ledger) ? nil : SharedUse.alone(with: ledger)
    defer { withExtendedLifetime(use) {} }
    var (isAgreed, losesPeople) = (true, false)
    var receipts = ReceiptRecord(beside: ledger)
    let (difference, heads) = try LedgerDifference.between(
      ledger, and: draft, isAlone: use != nil
    ) { present in
      losesPeople = try people == .unset && present.people.isSet()
      isAgreed = try agree(on: present)
      for receipt in try present.publishing.receipts() { receipts = receipts.adding(receipt) }
    }
    receipts = try answered(receipts, for: draft, consent)
    guard !isRehearsal else {
      return Outcome(
        bureau: bureau, restored: restored, difference: difference, kept: nil, people: people,
        losesPeople: losesPeople)
    }
    guard isAgreed || !difference.losesSomething else {
      throw RestoreRefusal.secondPersonMissing(difference)
    }
    guard consent.losesEntries || !difference.losesSomething else {
      throw RestoreRefusal.losesEntries(difference)
    }
    let record = try manifest.flatMap { try remembered($0, in: draft, insteadOf: heads) }
    let kept = try replace(by: draft, difference)
    record?.write(beside: ledger)
    if !receipts.receipts.isEmpty { receipts.write(beside: ledger) }
    return Outcome(
      bureau: bureau, restored: restored, difference: difference, kept: kept, people: people,
      losesPeople: losesPeople)
  }

  /// The receipts of the ledger that is replaced, where the backup has what they sign for or
  /// somebody answers for it.
  ///
  /// - Throws: ``RestoreRefusal/beforeReceipt(receiver:at:entry:)``.
  private func answered(
    _ receipts: ReceiptRecord, for draft: String, _ consent: Consent
  ) throws -> ReceiptRecord {
    guard !receipts.receipts.isEmpty else { return receipts }
    let store = try LedgerStore.open(at: draft)
    defer { try? store.close() }
    return try store.read { other in
      guard let missing = try receipts.missing(in: other.journal) else { return receipts }
      guard let reason = consent.forkReason else {
        throw RestoreRefusal.beforeReceipt(
          receiver: missing.receiver, at: missing.receivedAt, entry: missing.throughEntry)
      }
      return try receipts.settling(
        other.journal, BackupRecord.Settlement(by: operatorName, at: now, reason: reason))
    }
  }

  /// Whether enough people want the present ledger replaced for its signed entries to go.
  ///
  /// - Throws: ``PersonRefusal`` when who restores may not.
  private func agree(on present: LedgerSnapshot) throws -> Bool {
    guard !isRehearsal, try present.people.isSet() else { return true }
    let people = try signers.map { try present.people.acting($0) }
    guard let first = people.first else { throw PersonRefusal.nobodySignedIn }
    let roles: Set<Role> = [.lead, .manage]
    guard first.acts(as: roles) else {
      throw PersonRefusal.notAllowed(.named("恢复", roles), roles)
    }
    return people.contains {
      $0.number != first.number && $0.acts(as: SecondPersonGround.people.confirmers)
    }
  }

  /// What is remembered once the backup is the ledger; a head that goes with this restore is
  /// settled by who consented to it, one that was lost before stays as it is.
  private func remembered(
    _ manifest: BackupManifest, in draft: String, insteadOf heads: [String]
  ) throws -> BackupRecord? {
    guard let day = try? Day(text: String(manifest.takenAt.prefix(10))) else { return nil }
    let settlement = BackupRecord.Settlement(
      by: operatorName, at: now, reason: "同意丢弃，恢复了没有它的备份")
    let before = BackupRecord(beside: ledger)?.settling(headsIn: Set(heads), settlement)
    let store = try LedgerStore.open(at: draft)
    defer { try? store.close() }
    return try store.read { try BackupRecord(manifest, on: day, after: before, $0.journal) }
  }

  private func checkPlaces(_ backup: String) throws {
    let source = URL(fileURLWithPath: backup).resolvingSymlinksInPath().path
    guard source != ledger else { throw RestoreRefusal.sameFile }
    guard DurableFile.isPlain(backup) else { throw StoreFault.unreadableFile(path: backup) }
    guard !DurableFile.isTaken(ledger) || DurableFile.isPlain(ledger) else {
      throw StoreFault.notALedger(path: ledger)
    }
  }

  /// Copies the backup beside the ledger; what is verified there is what will be used.
  private func copy(
    _ backup: String, to draft: String, _ consent: Consent
  ) throws -> BackupManifest? {
    let path = BackupManifest.path(of: backup)
    let manifest = BackupManifest.read(path)
    guard manifest != nil || consent.lacksManifest && !DurableFile.isTaken(path) else {
      throw DurableFile.isTaken(path)
        ? RestoreRefusal.badManifest(path: path) : .noManifest(path: path)
    }
    let content = try DurableFile.content(of: backup, copiedTo: draft, for: ledger)
    if let manifest {
      let isSame = content.sha256 == manifest.sha256 && content.size == manifest.size
      guard isSame else { throw RestoreRefusal.notTheFile(path: backup) }
    }
    return manifest
  }

  private func verify(
    _ draft: String, _ manifest: BackupManifest?
  ) throws -> (Bureau, Verification, PeopleStanding) {
    let store = try LedgerStore.open(at: draft)
    defer { try? store.close() }
    let outcome = try VerifyLedger(store)()
    let found = outcome.verification
    guard found.problems.isEmpty, let bureau = outcome.bureau else {
      throw RestoreRefusal.notSound(found.problems.map(\.guidance))
    }
    if let manifest {
      guard found.head == manifest.head, found.entryCount == manifest.entryCount else {
        throw RestoreRefusal.otherHead
      }
    }
    // A backup of an earlier version was brought up to date as it was opened.
    try store.emptyLog()
    return (bureau, found, try store.read { try $0.people.standing() })
  }

  /// Gives the draft the ledger's name in one step; until then the ledger is as it was.
  ///
  /// - Returns: Where the replaced file stands.
  private func replace(by draft: String, _ difference: LedgerDifference) throws -> String? {
    guard DurableFile.isTaken(ledger) else {
      // Nothing may lie there that SQLite would take for the new ledger's log.
      for suffix in ["-wal", "-shm", "-journal"] where DurableFile.isTaken(ledger + suffix) {
        throw RestoreRefusal.strayLog(path: ledger + suffix)
      }
      try DurableFile.publish(draft, as: ledger)
      return nil
    }
    let held = try hold()
    defer { held?.release() }
    // A program that knows no turns may have written since the two were compared.
    if let count = difference.presentCount, held?.entryCount() != count {
      throw StoreFault.locked
    }
    let kept = try keep()
    if held == nil { moveLogs(from: ledger, to: kept) }
    do {
      // The second name, and that no log lies there any more, are durable before the first name
      // goes to another file.
      try DurableFile.syncFolder(of: ledger)
      guard rename(draft, ledger) == 0 else { throw StoreFault.refused(ledger) }
    } catch {
      if held == nil { moveLogs(from: kept, to: ledger) }
      unlink(kept)
      throw error
    }
    do {
      try DurableFile.syncFolder(of: ledger)
    } catch {
      throw RestoreRefusal.notConfirmed(kept: kept)
    }
    return kept
  }

  /// Holds the ledger so that nobody writes to it meanwhile; nil for a file that is no database.
  private func hold() throws -> HeldLedger? {
    do {
      return try HeldLedger(ledger)
    } catch StoreFault.notALedger, StoreFault.damaged {
      return nil
    }
  }

  /// Gives the present file a second name; none that is there is ever taken.
  private func keep() throws -> String {
    let stamp = now.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
    for number in 1...99 {
      let kept = "\(ledger).replaced-\(stamp)" + (number == 1 ? "" : "-\(number)")
      if link(ledger, kept) == 0 { return kept }
      switch errno {
      case EEXIST: continue
      case EPERM, EOPNOTSUPP, EMLINK:
        guard !DurableFile.isTaken(kept) else { continue }
        _ = try DurableFile.content(of: ledger, copiedTo: kept, for: kept)
        return kept
      default: throw StoreFault.refused(kept)
      }
    }
    throw StoreFault.folderMissing(path: ledger)
  }

  /// The logs of a file that could not be opened go with it: they must not meet the new ledger.
  private func moveLogs(from old: String, to new: String) {
    for suffix in ["-wal", "-journal"] where DurableFile.isTaken(old + suffix) {
      rename(old + suffix, new + suffix)
    }
    unlink(old + "-shm")
  }
}
