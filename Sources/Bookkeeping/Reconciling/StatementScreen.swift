import LedgerCore
import LedgerStore
import Reconciliation

/// Tells the vouchers that one line of the statement settles, so that only the rest is matched.
///
/// Such a voucher was neither returned nor corrected, takes nothing back, and no decision speaks of
/// it; one line names it, of its amount and payee. Stage 1 matches the two whatever else there is,
/// no other stage looks at either, and no rule speaks of them: they only count in sums.
struct StatementScreen {
  /// What was settled.
  private(set) var settled = SettledLines()
  /// The vouchers that are left, as their sketches name them.
  private(set) var rest: Set<UInt64> = []

  /// - Parameters:
  ///   - lines: The lines of the statement that name a voucher.
  ///   - payments: All payments.
  ///   - touched: The vouchers that reversals, decisions or later numbers speak of.
  ///   - period: Sees both sides; they lie in one year, so that every New Year's Eve sees both or
  ///     neither.
  /// - Throws: ``MoneyOverflow`` when the sum of what is settled leaves 64 bits.
  init(
    _ lines: inout [TreasurySketch], _ payments: inout [TreasurySketch], touched: Set<UInt64>,
    in period: Period
  ) throws(MoneyOverflow) {
    rest = touched
    lines.sort { $0.voucher < $1.voucher }
    payments.sort { $0.voucher < $1.voucher }
    var (line, payment) = (0, 0)
    while line < lines.count || payment < payments.count {
      let voucher = min(
        line < lines.count ? lines[line].voucher : .max,
        payment < payments.count ? payments[payment].voucher : .max)
      let ofLines = line..<lines.end(of: voucher, from: line)
      let ofPayments = payment..<payments.end(of: voucher, from: payment)
      if ofLines.count == 1, !touched.contains(voucher),
        let day = Self.day(lines[line], settling: payments[ofPayments], period)
      {
        try settled.add(lines[line].fen, bookedOn: day)
      } else {
        rest.insert(voucher)
      }
      (line, payment) = (ofLines.upperBound, ofPayments.upperBound)
    }
  }

  /// The day of a line that settles the payments of a voucher; nil when it does not.
  private static func day(
    _ line: TreasurySketch, settling payments: ArraySlice<TreasurySketch>, _ period: Period
  ) -> Day? {
    guard let first = payments.first, line.payee >= 0, line.payee == first.payee else { return nil }
    var sum: Int64 = 0
    for payment in payments {
      let (next, overflow) = sum.addingReportingOverflow(payment.fen)
      guard !overflow, payment.day == first.day, payment.payee == first.payee else { return nil }
      sum = next
    }
    guard sum == line.fen, let booked = Day(number: Int(line.day)),
      let paid = Day(number: Int(first.day)), period.sees(booked), period.sees(paid),
      booked.fiscalYear == paid.fiscalYear
    else { return nil }
    return booked
  }
}

extension [TreasurySketch] {
  /// Where the sketches of a voucher end, that begin at a place or are not there.
  fileprivate func end(of voucher: UInt64, from start: Int) -> Int {
    var end = start
    while end < count, self[end].voucher == voucher { end += 1 }
    return end
  }
}
