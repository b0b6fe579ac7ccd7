import Foundation
package import LedgerCore
import LedgerStore

/// What is remembered of backups that were proven, in a file beside the ledger: the last one, and
/// every earlier head that the ledger has lost since.
///
/// A backup is no fact of the book. The file may be deleted at any time: then none is known of. But
/// nothing the program does takes a lost head out of it: neither the next backup nor a restore.
struct BackupRecord: SideRecord, Equatable {
  static let suffix = "backup"

  let takenAt: String
  let takenOn: Day
  let entry: Int
  let head: String
  /// Heads of earlier backups that the ledger does not have any more; nil in an older file.
  private(set) var lost: [LostHead]?

  /// A head that the ledger once had (对不上的校验码).
  struct LostHead: Codable, Equatable {
    let takenAt: String
    let entry: Int
    let head: String
    /// Who has looked into it and said why; nil for one that still stands open.
    var settled: Settlement?
  }

  /// A person's word on a lost head (了结).
  struct Settlement: Codable, Equatable {
    let by: String
    let at: String
    let reason: String
  }

  /// The record of a backup, with what was remembered of those before.
  ///
  /// - Parameters:
  ///   - manifest: The backup.
  ///   - day: The calendar day.
  ///   - before: The record so far; nil for none.
  ///   - journal: Of the ledger as it stands after the backup.
  /// - Throws: A fault of the store.
  init(
    _ manifest: BackupManifest, on day: Day, after before: BackupRecord?, _ journal: Journal
  ) throws {
    takenAt = manifest.takenAt
    takenOn = day
    entry = manifest.entryCount
    head = manifest.head
    lost = try before?.heads.filter { try !$0.stands(in: journal) }
  }

  /// The record beside a ledger; nil for none.
  init?(beside store: LedgerStore) {
    guard let ledger = store.filePath else { return nil }
    self.init(beside: ledger)
  }

  /// The record beside a ledger's file; nil for none.
  init?(beside ledger: String) {
    guard let record = Self.read(beside: ledger) else { return nil }
    self = record
  }

  /// The state of the backup as seen from the ledger; nil when it is another ledger's.
  func state(_ journal: Journal) throws -> BackupState? {
    guard try last.stands(in: journal) else { return nil }
    let newest = try journal.lastEntry()?.number ?? entry
    return BackupState(takenOn: takenOn, entriesSince: newest - entry)
  }

  /// What it says against a ledger that is shorter than it was, or another; nothing of what
  /// somebody has settled.
  func problems(_ journal: Journal) throws -> [IntegrityProblem] {
    try heads.filter { try $0.settled == nil && !$0.stands(in: journal) }.map { lost in
      IntegrityProblem(
        .head, entry: lost.entry,
        "备份（\(printable(lost.takenAt))）时账本有 \(lost.entry) 笔流水，校验码 \(lost.printedHead)…；"
          + "现在的账本里没有它：尾部被截去、账被改写，或换过账本",
        advice: "查明原因后，\(using: .settleHead(lost.printedHead))写明原因，才不再提示")
    }
  }

  /// What somebody has settled, for the record.
  var settlements: [String] {
    (lost ?? []).compactMap { lost in
      lost.settled.map { settled in
        "备份（\(printable(lost.takenAt))）时的校验码 \(lost.printedHead)…不在账本里，已由\(printable(settled.by))"
          + "于 \(printable(settled.at)) 查明：\(printable(settled.reason))"
      }
    }
  }

  /// Settles the heads that the ledger has lost and that begin with some digits.
  ///
  /// - Returns: How many there were.
  mutating func settle(
    _ digits: String, _ settlement: Settlement, _ journal: Journal
  ) throws -> Int {
    var count = 0
    lost = try heads.filter { try !$0.stands(in: journal) }.map { head in
      guard head.settled == nil, head.head.hasPrefix(digits) else { return head }
      var head = head
      head.settled = settlement
      count += 1
      return head
    }
    return count
  }

  /// The record in which the heads that go from a ledger are settled, if it has them now.
  func settling(headsIn present: Set<String>, _ settlement: Settlement) -> BackupRecord {
    var record = self
    record.lost = heads.map { head in
      guard head.settled == nil, present.contains(head.head) else { return head }
      var head = head
      head.settled = settlement
      return head
    }
    return record
  }

  private var last: LostHead { LostHead(takenAt: takenAt, entry: entry, head: head) }

  /// All heads that are remembered, each once.
  private var heads: [LostHead] {
    let lost = lost ?? []
    return lost.contains { $0.head == head } ? lost : lost + [last]
  }
}

extension BackupRecord.LostHead {
  fileprivate var printedHead: String { printable(String(head.prefix(16))) }

  /// Whether it is the head of the entry it was recorded with.
  fileprivate func stands(in journal: Journal) throws -> Bool {
    try journal.has(head, at: entry)
  }
}

/// Settles a head that the ledger has lost (了结): somebody says by name why it is not there.
package struct SettleHead {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Why nothing was settled.
  package enum Fault: OfficerError {
    case noSuchHead
    case notWritten

    package var description: String { guidance.words }

    package var guidance: Guidance {
      switch self {
      case .noSuchHead: "没有以这几位开头、待查明的校验码：请照核验列出的写\(aside: .verify)；没有改动"
      case .notWritten: "不能写入账本旁边的备份记录：请检查文件夹权限和磁盘空间；没有改动"
      }
    }
  }

  /// Writes the reason beside the head; `verify` then says who gave it, and calls it sound again.
  ///
  /// - Parameters:
  ///   - digits: The head, or its beginning.
  ///   - reason: Why the ledger does not have it.
  /// - Throws: ``Fault``, or a fault of the store.
  package func callAsFunction(_ digits: String, reason: String) throws {
    try session.check("了结校验码", isOf: [.lead, .manage])
    guard let ledger = session.store.filePath, var record = BackupRecord(beside: ledger) else {
      throw Fault.noSuchHead
    }
    let settlement = BackupRecord.Settlement(
      by: session.operatorName, at: session.now, reason: reason)
    let count = try session.store.read { try record.settle(digits, settlement, $0.journal) }
    guard count > 0 else { throw Fault.noSuchHead }
    guard session.isRehearsal || record.write(beside: ledger) else { throw Fault.notWritten }
  }
}
