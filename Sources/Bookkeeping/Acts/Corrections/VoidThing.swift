package import LedgerCore
import LedgerStore
import Reconciliation

/// Takes back what was registered in error (作废), and puts it back (恢复).
///
/// What is void stays in the history and counts for nothing. Nothing that stands may rest on it;
/// what is dated in a closed year is left alone.
package struct VoidThing {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// What was taken back or put back.
  package struct Outcome: Equatable, Sendable {
    /// Under the number as it was registered.
    package let thing: RegisteredThing
    /// The returned claims that went or came with their case.
    package let claims: [ClaimNumber]
  }

  /// Takes back a case; its returned claims go with it.
  ///
  /// - Throws: ``Refusal`` when the case is unknown; ``CorrectionRefusal`` when it is void, or when
  ///   claims or payments rest on it; ``YearClosed``.
  @discardableResult
  package func voidCase(_ number: CaseNumber, reason: String) throws -> Receipt<Outcome> {
    try session.append("case void", reason: reason) { writer in
      let registered = try writer.ledger.cases.registeredCase(number)
      let thing = RegisteredThing.legalAidCase(registered.number)
      let dossier = try writer.ledger.cases.dossier(registered.number)
      let living = dossier.claims.filter { $0.returned == nil }.map(\.number)
      guard living.isEmpty else {
        throw CorrectionRefusal.claimsRest(registered.number, living)
      }
      try dossier.lines.checkNothingRests(on: thing)
      for claim in dossier.claims {
        try writer.append(Voiding(.voided, .claim(claim.number), reason: reason))
      }
      try writer.append(Voiding(.voided, thing, reason: reason))
      return Outcome(thing: thing, claims: dossier.claims.map(\.number))
    }
  }

  /// Puts a case back, with the claims that went with it.
  ///
  /// - Throws: ``Refusal`` when the case is unknown or a rule stops it, ``CorrectionRefusal`` when
  ///   it is not void; ``YearClosed``.
  @discardableResult
  package func restoreCase(
    _ number: CaseNumber, reason: String, override: Override? = nil
  ) throws -> Receipt<Outcome> {
    try session.append("case restore", reason: reason) { writer, reminders in
      let number = try writer.ledger.caseNumbers.present(number)
      guard let void = try writer.ledger.voided.legalAidCase(number) else {
        throw CorrectionRefusal.notVoid(
          .legalAidCase(try writer.ledger.cases.registeredCase(number).number))
      }
      let thing = RegisteredThing.legalAidCase(void.number)
      let claims = try writer.ledger.voided.claims(voidedWith: void.number)
      (writer.reason, reminders) = try writer.judge(void, bringing: claims, override)
      try writer.append(Voiding(.restored, thing, reason: reason))
      for claim in claims {
        try writer.append(Voiding(.restored, .claim(claim.number), reason: reason))
      }
      return Outcome(thing: thing, claims: claims.map(\.number))
    }
  }

  /// Takes back a claim.
  ///
  /// What is approved is returned first; only who overrides that takes both back at once, and never
  /// what was paid on it.
  ///
  /// - Throws: ``Refusal`` when the claim is unknown or a rule stops it; ``CorrectionRefusal`` when
  ///   it is void, or an approval or payments rest on it; ``YearClosed``.
  @discardableResult
  package func voidClaim(
    _ number: ClaimNumber, reason: String, override: Override? = nil
  ) throws -> Receipt<Outcome> {
    try session.append("claim void", reason: reason) { writer, reminders in
      let claim = try writer.ledger.cases.registeredClaim(number)
      let thing = RegisteredThing.claim(claim.number)
      let before = try writer.ledger.cases.dossier(claim.caseNumber)
      var after = before
      after.claims.removeAll { $0.number == claim.number }
      if let approval = claim.approval, claim.returned == nil {
        if !after.claims.contains(where: { $0.approval != nil && $0.returned == nil }) {
          try before.lines.filter { $0.use == .perCaseSubsidy }.checkNothingRests(on: thing)
        }
        guard override != nil else {
          throw CorrectionRefusal.approvalRests(claim.number, approval)
        }
      }
      let findings = try EntryCheck.worsening(
        before, to: after, RuleSettings.complete(in: writer.ledger))
      writer.reason = try findings.settled(override)
      reminders = findings.reminders
      try writer.append(Voiding(.voided, thing, reason: reason))
      return Outcome(thing: thing, claims: [])
    }
  }

  /// Puts a claim back.
  ///
  /// - Throws: ``Refusal`` when the claim is unknown or a rule stops it, ``CorrectionRefusal`` when
  ///   it is not void; ``YearClosed``.
  @discardableResult
  package func restoreClaim(
    _ number: ClaimNumber, reason: String, override: Override? = nil
  ) throws -> Receipt<Outcome> {
    try session.append("claim restore", reason: reason) { writer, reminders in
      guard let void = try writer.ledger.voided.claim(number) else {
        throw CorrectionRefusal.notVoid(
          .claim(try writer.ledger.cases.registeredClaim(number).number))
      }
      let thing = RegisteredThing.claim(void.number)
      (writer.reason, reminders) = try writer.judge(void, override)
      try writer.append(Voiding(.restored, thing, reason: reason))
      return Outcome(thing: thing, claims: [])
    }
  }

  /// Takes back a duty shift.
  ///
  /// - Throws: ``Refusal`` when the shift is unknown; ``CorrectionRefusal`` when it is void, or
  ///   payments rest on it; ``YearClosed``.
  @discardableResult
  package func voidShift(_ number: DutyNumber, reason: String) throws -> Receipt<Outcome> {
    try session.append("duty void", reason: reason) { writer in
      let thing = RegisteredThing.dutyShift(try writer.ledger.duty.registeredShift(number).number)
      try writer.ledger.duty.account(number).lines.checkNothingRests(on: thing)
      try writer.append(Voiding(.voided, thing, reason: reason))
      return Outcome(thing: thing, claims: [])
    }
  }

  /// Puts a duty shift back.
  ///
  /// - Throws: ``Refusal`` when the shift is unknown or a rule stops it, ``CorrectionRefusal`` when
  ///   it is not void; ``YearClosed``.
  @discardableResult
  package func restoreShift(
    _ number: DutyNumber, reason: String, override: Override? = nil
  ) throws -> Receipt<Outcome> {
    try session.append("duty restore", reason: reason) { writer, reminders in
      guard let void = try writer.ledger.voided.shift(number) else {
        throw CorrectionRefusal.notVoid(
          .dutyShift(try writer.ledger.duty.registeredShift(number).number))
      }
      let thing = RegisteredThing.dutyShift(void.number)
      (writer.reason, reminders) = try writer.judge(void, override)
      try writer.append(Voiding(.restored, thing, reason: reason))
      return Outcome(thing: thing, claims: [])
    }
  }

  /// Takes back a line of the treasury's statement.
  ///
  /// - Throws: ``Refusal`` when the line is unknown; ``CorrectionRefusal`` when it is void, or when
  ///   a match of it is registered; ``YearClosed``.
  @discardableResult
  package func voidBankLine(
    _ reference: BankReference, reason: String
  ) throws -> Receipt<Outcome> {
    try session.append("bank void", reason: reason) { writer in
      let line = try writer.ledger.treasury.registeredLine(reference)
      let thing = RegisteredThing.bankLine(line.reference)
      if let match = try writer.ledger.treasury.match(of: reference), match.kind == .matched {
        throw CorrectionRefusal.matched(line.reference, match.vouchers)
      }
      try writer.append(Voiding(.voided, thing, reason: reason))
      return Outcome(thing: thing, claims: [])
    }
  }

  /// Puts a line of the treasury's statement back.
  ///
  /// - Throws: ``Refusal`` when the line is unknown, ``CorrectionRefusal`` when it is not void;
  ///   ``YearClosed``.
  @discardableResult
  package func restoreBankLine(
    _ reference: BankReference, reason: String
  ) throws -> Receipt<Outcome> {
    try session.append("bank restore", reason: reason) { writer in
      guard let void = try writer.ledger.voided.bankLine(reference) else {
        throw CorrectionRefusal.notVoid(
          .bankLine(try writer.ledger.treasury.registeredLine(reference).reference))
      }
      let thing = RegisteredThing.bankLine(void.reference)
      try writer.append(Voiding(.restored, thing, reason: reason))
      return Outcome(thing: thing, claims: [])
    }
  }
}

extension VoidThing {
  /// Takes back an appropriation.
  ///
  /// - Parameters:
  ///   - document: Its document number.
  ///   - fiscalYear: May be left out when the document has one row.
  ///   - reason: Why.
  ///   - override: Taken back although a rule stops it.
  /// - Returns: With the row that was taken back.
  /// - Throws: ``Refusal`` when the row is unknown or a rule stops it; ``CorrectionRefusal`` when
  ///   it is void, when payments draw on it, or when it was changed or carried on; ``YearClosed``.
  @discardableResult
  package func voidAppropriation(
    _ document: DocumentNumber, fiscalYear: FiscalYear?, reason: String,
    override: Override? = nil
  ) throws -> Receipt<Outcome> {
    try session.append("fund void", reason: reason) { writer, reminders in
      let ledger = writer.ledger
      let row = try ledger.funds.registeredAppropriation(document, fiscalYear: fiscalYear)
      try ledger.checkNothingRests(on: row)
      let changes = try ledger.funds.changes().map(\.change)
        .filter { $0.appropriation == row.id }
      for change in changes {
        try writer.closedYears().check("\(change.kind.rawValue)日期", on: change.changedOn)
      }
      (writer.reason, reminders) = try writer.judge(row, becomes: nil, override)
      try writer.append(Voiding(.voided, .appropriation(row.id), reason: reason))
      return Outcome(thing: .appropriation(row.id), claims: [])
    }
  }

  /// Puts an appropriation back.
  ///
  /// - Throws: ``Refusal`` when the row is unknown, when several rows of the document are void and
  ///   no year is given, or a rule stops it; ``CorrectionRefusal`` when it is not void;
  ///   ``YearClosed``.
  @discardableResult
  package func restoreAppropriation(
    _ document: DocumentNumber, fiscalYear: FiscalYear?, reason: String,
    override: Override? = nil
  ) throws -> Receipt<Outcome> {
    try session.append("fund restore", reason: reason) { writer, reminders in
      let ledger = writer.ledger
      let rows = try ledger.voided.appropriations()
        .filter { $0.id.document == document }
        .filter { (fiscalYear ?? $0.id.fiscalYear) == $0.id.fiscalYear }
      guard let void = rows.first else {
        throw CorrectionRefusal.notVoid(
          .appropriation(
            try ledger.funds.registeredAppropriation(document, fiscalYear: fiscalYear).id))
      }
      guard rows.count == 1 else {
        throw Refusal.appropriationUnclear(document, years: rows.map(\.id.fiscalYear))
      }
      (writer.reason, reminders) = try writer.judge(nil, becomes: void, override)
      try writer.append(Voiding(.restored, .appropriation(void.id), reason: reason))
      return Outcome(thing: .appropriation(void.id), claims: [])
    }
  }
}

extension [PaymentLine] {
  /// Refuses when something of a payment among these was left at the end of its year.
  ///
  /// What was taken back later stands in its own year all the same: there it would cite what is not
  /// registered.
  fileprivate func checkNothingRests(on thing: RegisteredThing) throws {
    var (living, dead): ([PaymentLineID], [PaymentLineID]) = ([], [])
    for line in self where !line.isReversal {
      let reversals = filter { $0.reverses?.id == line.id }
      let inYear = reversals.filter { $0.paidOn <= line.paidOn.fiscalYear.lastDay }
      if try reversals.map(\.amount).total() < line.amount {
        living.append(line.id)
      } else if try inYear.map(\.amount).total() < line.amount {
        dead.append(line.id)
      }
    }
    guard living.isEmpty else { throw CorrectionRefusal.paymentsRest(thing, living) }
    guard dead.isEmpty else { throw CorrectionRefusal.paymentsRested(thing, dead) }
  }
}

extension LedgerSnapshot {
  /// Refuses an appropriation that is drawn on, changed, carried on or carried over by a closing.
  fileprivate func checkNothingRests(on row: Appropriation) throws {
    let ofDocument = try funds.appropriations().filter { $0.id.document == row.id.document }
    let later = ofDocument.first { $0.isCarriedOver && $0.id.fiscalYear > row.id.fiscalYear }
    if let later { throw CorrectionRefusal.carriedOn(row.id, into: later.id.fiscalYear) }
    if let closing = try closingThatCarried(into: row.id) {
      throw CorrectionRefusal.carriedOver(row.id, from: closing)
    }
    let changes = try funds.changes().map(\.change).filter { $0.appropriation == row.id }
    let net = try changes.map { $0.kind == .recall ? Money(fen: -$0.amount.fen) : $0.amount }
      .total()
    guard net == .zero else { throw CorrectionRefusal.changesRest(row.id) }
    let accounts = try FundAccounts(
      period: Period(year: row.id.fiscalYear, asOf: .latest), register: FundRegister(of: self))
    var lines: [PaymentLine] = []
    try payments.forEachLine { line in
      let drawn = accounts.appropriation(of: line.document, paidIn: line.drawnOn.fiscalYear)
      if drawn?.id == row.id { lines.append(line) }
    }
    try lines.checkNothingRests(on: .appropriation(row.id))
  }

  /// The closed year whose standing closing made a row; nil for a row that was registered.
  private func closingThatCarried(into id: AppropriationID) throws -> FiscalYear? {
    for closing in try years.standingClosings()
    where closing.closing.fiscalYear.next == id.fiscalYear {
      let carried = try years.carriedBalances(of: closing.number)
      if carried.contains(where: { $0.from.document == id.document }) {
        return closing.closing.fiscalYear
      }
    }
    return nil
  }
}

extension LedgerWriter {
  /// Judges an appropriation that comes, goes or changes, with the lines of its document.
  ///
  /// - Returns: What the journal says of an override, and what the rules remind of.
  /// - Throws: ``Refusal/rules(_:)``.
  func judge(
    _ old: Appropriation?, becomes new: Appropriation?, _ override: Override?
  ) throws -> (reason: String?, reminders: [Finding]) {
    guard let row = new ?? old else { return (nil, []) }
    let now = try FundRegister(of: ledger)
    let rows = now.appropriations.filter { $0.id != row.id }
    let changed = FundRegister(
      appropriations: rows + (new.map { [$0] } ?? []), changes: now.changes,
      openings: now.openings, carried: now.carried)
    var lines: [PaymentLine] = []
    try ledger.payments.forEachLine { if $0.document == row.id.document { lines.append($0) } }
    let years = Set(
      [row.id.fiscalYear, row.receivedOn.fiscalYear] + lines.map(\.paidOn.fiscalYear)
        + [old?.receivedOn.fiscalYear].compactMap(\.self))
    let findings = try ledger.worsening(to: changed, in: years, judging: lines)
    return (try findings.settled(override), findings.reminders)
  }
}
