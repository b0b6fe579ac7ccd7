import Interchange
import LedgerCore

/// Rows of an import that name another row, which may come after them.
struct DeferredRows {
  /// A row and its place among all.
  struct Row {
    let row: Int
    let record: TableRecord
    let place: RowPlace
  }

  private var rows: [Row] = []

  mutating func append(_ row: Int, _ record: TableRecord, _ place: RowPlace) {
    rows.append(Row(row: row, record: record, place: place))
  }

  /// What they name comes before them: of payments made again each after the one that it makes
  /// again, and then what takes payments back; else in the order in which they were read.
  var inOrder: [Row] {
    func makesAgain(_ row: Row) -> Bool {
      row.record.reissuedLine != nil && row.record.reversedLine == nil
    }
    let again = rows.filter(makesAgain)
    guard !again.isEmpty else { return rows }
    let lines = Set(again.compactMap(\.record.paymentLine))
    var followers = Dictionary(grouping: again, by: \.record.reissuedLine)
    var ordered = again.filter { row in row.record.reissuedLine.map { !lines.contains($0) } ?? true
    }
    var next = 0
    while next < ordered.count {
      ordered += followers.removeValue(forKey: ordered[next].record.paymentLine) ?? []
      next += 1
    }
    // Rows that make each other again are faults, whichever comes first.
    let taken = Set(ordered.map(\.row))
    ordered += again.filter { !taken.contains($0.row) }
    return ordered + rows.filter { !makesAgain($0) }
  }
}

extension TableRecord {
  /// The line of a payment's row.
  fileprivate var paymentLine: PaymentLineID? {
    guard let voucher: VoucherNumber = identifier(.voucherNumber) else { return nil }
    return PaymentLineID(voucher: voucher, line: integer(.line) ?? 1)
  }
}
