import LedgerCore
import Reconciliation

/// How fast an appropriation is spent, and until when its balance lasts at that pace.
struct Pace: Equatable, Sendable {
  /// Net paid in the year, on average a day, rounded to the fen; nil when nothing was.
  let perDay: Money?
  /// The last day the balance covers; nil when nothing is spent or nothing is left.
  let lastsUntil: Day?

  /// The pace of the year so far: from 1 January, or from the receipt if that was later.
  init(of account: AppropriationAccount, in period: Period) {
    let start = max(period.year.firstDay, account.appropriation.receivedOn)
    let elapsed = Int64(period.asOf.days(since: start)) + 1
    let paid = account.netPaidInYear.fen
    guard elapsed > 0, paid > 0 else {
      (perDay, lastsUntil) = (nil, nil)
      return
    }
    perDay = Money(fen: paid / elapsed + (paid % elapsed * 2 >= elapsed ? 1 : 0))
    guard account.balance > .zero else {
      lastsUntil = nil
      return
    }
    // Whole days that the balance covers: balance ÷ (paid ÷ elapsed), without rounding the pace.
    let days = Int128(account.balance.fen) * Int128(elapsed) / Int128(paid)
    lastsUntil = Int(exactly: days).flatMap { period.asOf.adding(days: $0) }
  }
}
