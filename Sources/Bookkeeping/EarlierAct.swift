package import LedgerCore
import LedgerStore

/// What was done before (首次办理), told where the same is asked for again: under which entry, when
/// and by whom.
package struct EarlierAct: Equatable, Sendable {
  package let entry: Int
  /// In ISO 8601, UTC.
  package let recordedAt: String
  package let operatorName: String

  /// Its entry, its time and who did it.
  package var words: Guidance {
    "第 \(entry) 号流水，\(instant: recordedAt)，经办人 \(printable(operatorName))"
  }
}

extension EarlierAct {
  /// The act that recorded a payment line; nil when it is not recorded.
  init?(recording line: PaymentLineID, in ledger: LedgerSnapshot) throws {
    guard let entry = try ledger.payments.entry(of: line) else { return nil }
    try self.init(under: entry, in: ledger)
  }

  /// The act of an entry; nil when there is none of this number.
  init?(under entry: Int, in ledger: LedgerSnapshot) throws {
    guard let found = try ledger.journal.entry(entry) else { return nil }
    self.init(
      entry: found.number, recordedAt: found.stamp.recordedAt,
      operatorName: found.stamp.operatorName)
  }
}

extension EarlierAct? {
  /// In brackets behind what was done; nothing where it is not known.
  var aside: Guidance { map { "（\($0.words)）" } ?? "" }
}
