package import LedgerCore
import LedgerStore
import Reconciliation

/// Keeps the register of duty shifts (值班).
package struct RecordDuty {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// What the standard grants for one unit of duty on a day: the rate of a shift that names none.
  ///
  /// - Throws: ``Refusal/rateMissing(_:_:)`` where no standard in force grants one amount.
  package func rate(of unit: DutyUnit, on day: Day) throws -> Money {
    let rates = try session.store.read { try DutyRates(StandardRegister(of: $0)) }
    guard let rate = rates.rate(of: unit, on: day)?.granted.exact, rate > .zero else {
      throw Refusal.rateMissing(unit, day)
    }
    return rate
  }

  /// Registers a shift, once no rule stops it.
  ///
  /// - Parameters:
  ///   - shift: As it was served.
  ///   - reason: Why its rate is another than the standard's (D08); the journal keeps it.
  ///   - override: A person's decision to go on, with the reason for that.
  /// - Returns: The shift, with what the rules remind of.
  /// - Throws: ``Refusal`` when the number is taken, when more was paid on it, or earlier, than the
  ///   shift allows (D04, D05), or when its rate is off the standard without a reason.
  @discardableResult
  package func callAsFunction(
    _ shift: DutyShift, reason: String? = nil, override: Override? = nil
  ) throws -> Receipt<DutyShift> {
    try session.checkHappened("值班日期", on: shift.servedOn)
    return try session.append("duty record", reason: reason) { writer, reminders in
      let ledger = writer.ledger
      guard try ledger.duty.shift(shift.number) == nil else {
        throw Refusal.alreadyRegistered(.dutyShift, number: shift.number.printed)
      }
      (writer.reason, reminders) = try writer.judge(shift, override)
      writer.reason = writer.reason ?? reason
      let offStandard = reminders.filter { $0.rule == "D08" }
      guard writer.reason != nil || offStandard.isEmpty else {
        throw Refusal.rateNeedsReason(offStandard)
      }
      try writer.append(shift)
      return shift
    }
  }
}

extension LedgerWriter {
  /// Judges a shift as it would stand.
  ///
  /// - Returns: What the journal says of an override, and what the rules remind of.
  /// - Throws: ``Refusal/rules(_:)``.
  func judge(
    _ shift: DutyShift, _ override: Override?
  ) throws -> (reason: String?, reminders: [Finding]) {
    let account = try ledger.duty.account(shift.number)
    let sameDay = try ledger.duty.shifts(on: shift.servedOn).filter { $0.number != shift.number }
    let settings = try RuleSettings.forStandingFindings(in: ledger)
    var gone: [Finding] = []
    if let standing = account.shift {
      var amended = account
      amended.shift = shift
      gone = try EntryCheck.findings(
        recording: standing, in: amended, among: sameDay, settings: settings)
    }
    let findings = try EntryCheck.findings(
      recording: shift, in: account, among: sameDay, settings: settings
    ).worse(than: gone)
    return (try findings.settled(override), findings.reminders)
  }
}
