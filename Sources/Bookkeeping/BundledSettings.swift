import LedgerCore
import Reconciliation
import Schema

extension RuleSettings {
  /// The official working-day calendar that the program brings along.
  ///
  /// It is read once, when it is first asked for; that it cannot be read, a test forbids.
  static let bundledCalendar = Result { () throws(CalendarFault) in
    try WorkdayCalendar(table: CalendarTable.workdays)
  }
}
