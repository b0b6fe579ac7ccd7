package import LedgerCore
import LedgerStore
import Reconciliation

/// Keeps the appropriations (经费指标): receipt, adjustment, recall, and the opening of a year.
package struct RecordFunds {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Registers an appropriation (下达).
  ///
  /// - Throws: ``Refusal`` when its document and budget year are taken.
  @discardableResult
  package func receive(_ appropriation: Appropriation) throws -> Receipt<Appropriation> {
    try session.checkHappened("下达日期", on: appropriation.receivedOn)
    return try session.append("fund receive") { writer in
      let id = appropriation.id
      guard try writer.ledger.funds.appropriation(id) == nil else {
        throw Refusal.alreadyRegistered(
          .appropriation, number: "\(id.document)（\(id.fiscalYear) 年度）")
      }
      guard appropriation.originYear <= id.fiscalYear else {
        throw Refusal.originAfterFiscalYear(id)
      }
      try writer.append(appropriation)
      return appropriation
    }
  }

  /// Changes the amount of an appropriation: an adjustment (调整) or a recall (收回).
  ///
  /// - Parameters:
  ///   - document: The appropriation's document number.
  ///   - fiscalYear: May be left out when the document has one row.
  ///   - kind: Adjustment or recall.
  ///   - day: It counts from this day.
  ///   - amount: Signed for an adjustment; more than zero for a recall.
  ///   - reason: What the journal keeps of it.
  ///   - override: Recorded although more is paid than is left (F01).
  /// - Returns: The change as recorded.
  /// - Throws: ``Refusal`` when the appropriation is unknown or less is left than was paid.
  @discardableResult
  package func change(
    _ document: DocumentNumber, fiscalYear: FiscalYear?, _ kind: AppropriationChange.Kind,
    on day: Day, amount: Money, reason: String, override: Override? = nil
  ) throws -> Receipt<AppropriationChange> {
    try session.checkHappened("\(kind.rawValue)日期", on: day)
    return try session.append(kind == .recall ? "fund recall" : "fund adjust") { writer in
      let row = try writer.ledger.funds.registeredAppropriation(document, fiscalYear: fiscalYear)
      let change = AppropriationChange(
        appropriation: row.id, kind: kind, changedOn: day, amount: amount, reason: reason)
      var changed = try FundRegister(of: writer.ledger)
      changed.changes.append(change)
      let findings = try writer.ledger.worsening(
        to: changed, in: [row.id.fiscalYear, day.fiscalYear])
      writer.reason = try findings.settled(override) ?? reason
      try writer.append(change)
      return change
    }
  }

  /// States the money brought into a year (上年结转).
  ///
  /// - Parameters:
  ///   - opening: The year and the amount.
  ///   - reason: Why it is stated anew, where another amount was.
  ///   - override: Recorded although something else was carried over (F07).
  /// - Returns: The opening as it is now stated.
  /// - Throws: ``Refusal`` when another amount was stated already and no reason is given, or when
  ///   other money was carried into the year than is stated.
  @discardableResult
  package func open(
    _ opening: OpeningBalance, amending reason: String? = nil, override: Override? = nil
  ) throws -> Receipt<OpeningBalance> {
    try session.checkHappened("上年结转的日期", on: opening.fiscalYear.firstDay)
    return try session.append("fund opening", reason: reason) { writer in
      let stated = try writer.ledger.funds.openings().first { $0.fiscalYear == opening.fiscalYear }
      guard stated != opening else { return opening }
      let reason = reason ?? override?.reason
      guard stated == nil || reason != nil else {
        throw Refusal.openingStated(opening.fiscalYear)
      }
      if let carried = try Self.carriedOver(into: opening.fiscalYear, in: writer.ledger),
        carried != opening.amount
      {
        guard let override else { throw Refusal.openingNotCarried(opening, carried: carried) }
        writer.reason = "越过规则 F07：\(override.reason)"
      }
      try writer.append(opening, reason: stated == nil ? nil : reason)
      return opening
    }
  }

  /// What was carried into a year: by the closing of the year before, else by its rows; nil for
  /// nothing known.
  private static func carriedOver(
    into year: FiscalYear, in ledger: LedgerSnapshot
  ) throws -> Money? {
    let opening = try FundAccounts(of: ledger, Period(year: year, asOf: .latest)).ofYear.opening
    return opening.carried ?? opening.rows
  }
}

extension LedgerSnapshot {
  /// What other appropriations would make worse, gravest first.
  ///
  /// - Parameters:
  ///   - changed: The appropriations as they would be.
  ///   - years: Those that are judged.
  ///   - lines: Payments and reversals that are judged with them.
  /// - Returns: Empty when nothing is against it.
  /// - Throws: A fault of the store, or `MoneyOverflow` when a sum leaves 64 bits.
  func worsening(
    to changed: FundRegister, in years: Set<FiscalYear>, judging lines: [PaymentLine] = []
  ) throws -> [Finding] {
    let now = try FundRegister(of: self)
    let posted = try payments.postedSums(upTo: .latest)
    let settings = try RuleSettings.forPayments(in: self)
    var findings: [Finding] = []
    for year in years.sorted() {
      func check(_ register: FundRegister) throws -> EntryCheck {
        try EntryCheck(
          period: Period(year: year, asOf: .latest), register: register, posted: posted,
          settings: settings)
      }
      let (before, after) = (try check(now), try check(changed))
      findings += try EntryCheck.findings(before: before, after: after, on: lines)
        .worse(than: EntryCheck.findings(before: after, after: before, on: lines))
        .filter { !findings.contains($0) }
    }
    return findings.sorted()
  }
}
