import Foundation
import LedgerCore
import LedgerStore

/// What the province signed for, remembered in a file beside the ledger as well: a backup from
/// before a receipt does not have it, and to go on from there is a fork.
struct ReceiptRecord: SideRecord, Equatable {
  static let suffix = "receipts"

  private(set) var receipts: [Kept] = []

  /// What a receipt signs for.
  struct Kept: Codable, Equatable {
    let throughEntry: Int
    let head: String
    let receivedAt: String
    let receiver: String
    /// Who went on without it all the same, and why.
    var settled: BackupRecord.Settlement?

    init(_ receipt: FiledReceipt) {
      throughEntry = receipt.throughEntry
      head = receipt.head
      receivedAt = receipt.receivedAt
      receiver = receipt.receiver
    }

    /// Whether a ledger has what was signed for.
    func stands(in journal: Journal) throws -> Bool {
      try journal.has(head, at: throughEntry)
    }
  }

  /// The record beside a ledger's file; empty where there is none.
  init(beside ledger: String) {
    self = Self.read(beside: ledger) ?? ReceiptRecord()
  }

  /// The record beside a ledger, with the receipts that the ledger itself has.
  init(of ledger: LedgerSnapshot, beside store: LedgerStore) throws {
    if let path = store.filePath { self.init(beside: path) } else { self = ReceiptRecord() }
    for receipt in try ledger.publishing.receipts() { self = adding(receipt) }
  }

  private init() {}

  /// The record with one more receipt.
  func adding(_ receipt: FiledReceipt) -> ReceiptRecord {
    var record = self
    let isKnown = receipts.contains {
      $0.head == receipt.head && $0.throughEntry == receipt.throughEntry
    }
    if !isKnown { record.receipts.append(Kept(receipt)) }
    return record
  }

  /// The record in which somebody answers for what a ledger no longer has.
  func settling(
    _ journal: Journal, _ settlement: BackupRecord.Settlement
  ) throws -> ReceiptRecord {
    var record = self
    record.receipts = try receipts.map { kept in
      var kept = kept
      if try kept.settled == nil && !kept.stands(in: journal) { kept.settled = settlement }
      return kept
    }
    return record
  }

  /// The newest receipt that a ledger should have and has not; nil where all stand or are answered
  /// for.
  func missing(in journal: Journal) throws -> Kept? {
    try receipts.filter { try $0.settled == nil && !$0.stands(in: journal) }
      .max { $0.throughEntry < $1.throughEntry }
  }

  /// What the receipts say against a ledger.
  func problems(_ journal: Journal) throws -> [IntegrityProblem] {
    guard let missing = try missing(in: journal) else { return [] }
    return [
      IntegrityProblem(
        .head, entry: missing.throughEntry,
        "\(printable(missing.receiver))的回执（\(printable(missing.receivedAt))）"
          + "收到第 \(missing.throughEntry) 号流水，"
          + "校验码 \(printable(String(missing.head.prefix(16))))…；现在的账本里没有它："
          + "恢复过旧的备份、尾部被截去或账被改写，再报送会成为分叉")
    ]
  }

  /// What somebody has answered for.
  var settlements: [String] {
    receipts.compactMap { kept in
      kept.settled.map { settled in
        "\(printable(kept.receiver))收到过的第 \(kept.throughEntry) 号流水"
          + "（校验码 \(printable(String(kept.head.prefix(16))))…）不在账本里，"
          + "\(printable(settled.by))于 \(printable(settled.at)) 说明：\(printable(settled.reason))"
      }
    }
  }
}
