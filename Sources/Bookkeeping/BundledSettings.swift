import LedgerCore
import Reconciliation
import Schema

extension RuleSettings {
  /// What the program brings along for the rules: the official working-day calendar.
  ///
  /// - Throws: ``CalendarFault`` when the bundled table cannot be read, which a test forbids.
  static func bundled() throws(CalendarFault) -> RuleSettings {
    RuleSettings(calendar: try bundledCalendar.get())
  }

  /// Read once, when it is first asked for.
  private static let bundledCalendar = Result { () throws(CalendarFault) in
    try WorkdayCalendar(table: CalendarTable.workdays)
  }
}
