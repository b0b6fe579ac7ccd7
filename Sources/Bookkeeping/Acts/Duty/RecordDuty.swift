package import LedgerCore
import LedgerStore
import Reconciliation

/// Keeps the register of duty shifts (值班).
package struct RecordDuty {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Registers a shift, once no rule stops it.
  ///
  /// - Throws: ``Refusal`` when the number is taken, or more was paid on it, or earlier, than the
  ///   shift allows (D04, D05).
  @discardableResult
  package func callAsFunction(
    _ shift: DutyShift, override: Override? = nil
  ) throws -> Receipt<DutyShift> {
    try session.checkHappened("值班日期", on: shift.servedOn)
    return try session.append("duty record") { writer, reminders in
      let ledger = writer.ledger
      guard try ledger.duty.shift(shift.number) == nil else {
        throw Refusal.alreadyRegistered(.dutyShift, number: shift.number.printed)
      }
      let findings = try EntryCheck.findings(
        recording: shift, in: ledger.duty.account(shift.number),
        among: ledger.duty.shifts(on: shift.servedOn))
      writer.reason = try findings.settled(override)
      try writer.append(shift)
      reminders = findings.reminders
      return shift
    }
  }
}
