package import LedgerCore

/// Judges a book straight from the sentences of rules.md, fact against fact, as slowly as need be.
///
/// It shares nothing with the engine but the values of facts: no account, no view, no running sum,
/// no normalising of names, no order of findings.
package struct NaiveChecker {
  let book: InventedBook
  let year: Int
  package let asOf: Day
  let calendar: InventedCalendar
  /// Whether somebody explained that a claim comes after the first one of its case.
  package var isExplainedRepeat: (_ claim: Claim, _ first: Claim) -> Bool = { _, _ in false }

  /// What a finding states, in plain values.
  package struct Statement: Hashable, CustomStringConvertible {
    package let rule: String
    package let severity: String
    package let subject: String
    package let fen: Int64
    /// The day as a number; 0 for none.
    package let day: Int

    package init(rule: String, severity: String, subject: String, fen: Int64, day: Int) {
      self.rule = rule
      self.severity = severity
      self.subject = subject
      self.fen = fen
      self.day = day
    }

    package var description: String { "\(rule) \(severity) \(subject) \(fen) \(day)" }
  }

  package init(
    _ book: InventedBook, year: FiscalYear, asOf: Day?, under calendar: InventedCalendar = .full
  ) throws {
    self.book = book
    self.calendar = calendar
    self.year = year.number
    self.asOf = try asOf ?? .of("\(year)-12-31")
  }

  /// Everything that does not agree, in the order of the statement.
  package func statements() -> [Statement] {
    let all = stoppingStatements() + registerStatements()
    let ranks = ["block": 0, "high": 1, "medium": 2, "info": 3]
    return all.sorted { left, right in
      let ranked = (ranks[left.severity] ?? 9, ranks[right.severity] ?? 9)
      if ranked.0 != ranked.1 { return ranked.0 < ranked.1 }
      if left.rule != right.rule { return left.rule < right.rule }
      if left.subject != right.subject {
        return left.subject.unicodeScalars.lexicographicallyPrecedes(right.subject.unicodeScalars)
      }
      return left.fen == right.fen ? left.day < right.day : left.fen < right.fen
    }
  }

  /// What accounts, claims and shifts say of themselves, in no order: among it all that stops an
  /// act.
  package func stoppingStatements() -> [Statement] {
    fundStatements() + lineStatements() + caseStatements() + dutyStatements()
  }
}

// MARK: - What is in the register

extension NaiveChecker {
  package func isOfYear(_ day: Day) -> Bool { day.year == year }

  package var seenCases: [LegalAidCase] { book.cases.filter { $0.acceptedOn <= asOf } }
  package var seenShifts: [DutyShift] { book.shifts.filter { $0.servedOn <= asOf } }

  /// Claims that are not returned, whatever their own day.
  var unreturned: [Claim] {
    book.claims.filter { claim in
      guard let returned = claim.returned else { return true }
      return returned.on > asOf
    }
  }

  package var seenClaims: [Claim] { unreturned.filter { $0.claimedOn <= asOf } }

  /// Claims with an approval in the register, an approval independently of the claim's day.
  package var approvals: [(claim: Claim, on: Day, fen: Int64)] {
    unreturned.compactMap { claim in
      guard let approval = claim.approval, approval.on <= asOf else { return nil }
      return (claim, approval.on, approval.amount.fen)
    }
  }

  var seenPayments: [PaymentLine] { book.lines.filter { $0.reverses == nil && $0.paidOn <= asOf } }
  var seenReversals: [PaymentLine] { book.lines.filter { $0.reverses != nil && $0.paidOn <= asOf } }

  /// What is left of a line.
  package func left(_ line: PaymentLine) -> Int64 {
    seenReversals.filter { $0.reverses?.id == line.id }.reduce(line.amount.fen) {
      $0 - $1.amount.fen
    }
  }

  /// Live lines by paid_on, voucher, line.
  package var live: [PaymentLine] {
    seenPayments.filter { left($0) > 0 }.sorted { one, two in
      if one.paidOn != two.paidOn { return one.paidOn < two.paidOn }
      if one.id.voucher != two.id.voucher { return one.id.voucher < two.id.voucher }
      return one.id.line < two.id.line
    }
  }

  func subsidyLines(of number: CaseNumber) -> [PaymentLine] {
    live.filter { $0.subject == .legalAidCase(number) && $0.use == .perCaseSubsidy }
  }

  /// The row of the document whose budget year is the year of payment; else the latest earlier;
  /// else the earliest.
  package func row(of line: PaymentLine) -> Appropriation? {
    let rows = book.appropriations.filter { $0.id.document == line.document }
    let paidIn = line.paidOn.year
    if let same = rows.first(where: { $0.id.fiscalYear.number == paidIn }) { return same }
    let earlier = rows.filter { $0.id.fiscalYear.number < paidIn }
    return earlier.max { $0.id.fiscalYear < $1.id.fiscalYear }
      ?? rows.min { $0.id.fiscalYear < $1.id.fiscalYear }
  }

  /// Names without white space, in half width, brackets alike: enough for what the books hold.
  package func name(_ text: String) -> String {
    text.map { character in
      switch character {
      case "０"..."９": character.wholeNumberValue.map(String.init) ?? ""
      case "（", "[", "［", "〔", "【": "("
      case "）", "]", "］", "〕", "】": ")"
      case " ", "\u{3000}", "\t": ""
      default: String(character)
      }
    }.joined()
  }

  func statement(
    _ rule: String, _ severity: String, _ subject: String, _ fen: Int64, _ day: Day?
  ) -> Statement {
    Statement(
      rule: rule, severity: severity, subject: subject, fen: fen,
      day: day.map { $0.year * 10_000 + $0.month * 100 + $0.day } ?? 0)
  }

  /// A finding on a live line, where the line is of the year.
  func onLine(_ rule: String, _ severity: String, _ line: PaymentLine) -> [Statement] {
    guard isOfYear(line.paidOn) else { return [] }
    let subject = "\(line.id.voucher.printed)/\(line.id.line)"
    return [statement(rule, severity, subject, left(line), line.paidOn)]
  }
}

// MARK: - Funds

extension NaiveChecker {
  /// Net paid from a row: its lines less their reversals, whenever.
  package func netPaid(from row: Appropriation) -> Int64 {
    seenPayments.filter { self.row(of: $0)?.id == row.id }.reduce(0) { $0 + left($1) }
  }

  /// Those of rows that were received: money that has not come is not there to be changed.
  func changes(_ kind: AppropriationChange.Kind) -> [AppropriationChange] {
    book.changes.filter { change in
      let isThere = book.appropriations.contains {
        $0.id == change.appropriation && $0.receivedOn <= asOf
      }
      return isThere && change.kind == kind && change.changedOn <= asOf
    }
  }

  /// Net paid in the year: lines paid in it less reversals dated in it.
  package var netPaidInYear: Int64 {
    seenPayments.filter { isOfYear($0.paidOn) }.reduce(0) { $0 + $1.amount.fen }
      - seenReversals.filter { isOfYear($0.paidOn) }.reduce(0) { $0 + $1.amount.fen }
  }

  package var opening: Int64? {
    if let stated = book.openings.first(where: { $0.fiscalYear.number == year }) {
      return stated.amount.fen
    }
    if let closed = book.carried.first(where: { $0.key.number == year }) { return closed.value.fen }
    let carried = book.appropriations.filter {
      $0.receivedOn <= asOf && $0.id.fiscalYear.number == year && $0.originYear.number < year
    }
    return carried.isEmpty ? nil : carried.reduce(0) { $0 + $1.amount.fen }
  }

  package var appropriated: Int64 {
    let rows = book.appropriations.filter {
      $0.receivedOn <= asOf && $0.id.fiscalYear.number == year && $0.originYear.number >= year
    }
    let adjustments = changes(.adjustment).filter { isOfYear($0.changedOn) }
    return rows.reduce(0) { $0 + $1.amount.fen } + adjustments.reduce(0) { $0 + $1.amount.fen }
  }

  package var recalled: Int64 {
    changes(.recall).filter { isOfYear($0.changedOn) }.reduce(0) { $0 + $1.amount.fen }
  }

  func fundStatements() -> [Statement] {
    var found: [Statement] = []
    for row in book.appropriations {
      var limit: Int64 = row.receivedOn <= asOf ? row.amount.fen : 0
      for change in changes(.adjustment) where change.appropriation == row.id {
        limit += change.amount.fen
      }
      for change in changes(.recall) where change.appropriation == row.id {
        limit -= change.amount.fen
      }
      let paidInYear = seenPayments.contains {
        isOfYear($0.paidOn) && self.row(of: $0)?.id == row.id
      }
      let excess = netPaid(from: row) - limit
      if excess > 0, row.id.fiscalYear.number == year || paidInYear {
        found.append(statement("F01", "block", row.id.document.printed, excess, nil))
      }
    }
    let excess = netPaidInYear - ((opening ?? 0) + appropriated - recalled)
    if excess > 0 { found.append(statement("F03", "high", "\(year)", excess, nil)) }
    return found
  }

  func lineStatements() -> [Statement] {
    live.flatMap { line -> [Statement] in
      guard let row = row(of: line) else { return onLine("F06", "block", line) }
      var found: [Statement] = []
      if line.paidOn < row.receivedOn {
        found += onLine("F02", row.source == .localBudget ? "info" : "high", line)
      }
      let isPermitted = row.permittedUses.isEmpty || row.permittedUses.contains(line.use)
      let isLotteryMisuse = row.source == .lotteryFund && line.use != .perCaseSubsidy
      if row.receivedOn <= asOf, !isPermitted || isLotteryMisuse {
        found += onLine("F04", "block", line)
      }
      return found
    }
  }
}

// MARK: - Cases and claims

extension NaiveChecker {
  func caseStatements() -> [Statement] {
    seenCases.flatMap { lineStatements(of: $0) + overpayment(of: $0) + datesOutOfOrder($0) }
      + seenCases.flatMap { paidAfterTermination($0) + openItems(of: $0) }
      + claimStatements() + approvalStatements()
      + live.flatMap { line -> [Statement] in
        guard case .legalAidCase(let number) = line.subject,
          !seenCases.contains(where: { $0.number == number })
        else { return [] }
        return onLine("P01", "block", line)
      }
  }

  func lineStatements(of legalAidCase: LegalAidCase) -> [Statement] {
    subsidyLines(of: legalAidCase.number).flatMap { line -> [Statement] in
      var found: [Statement] = []
      let approvedBefore = approvals.contains {
        $0.claim.caseNumber == legalAidCase.number && $0.on <= line.paidOn
      }
      if line.paidOn < legalAidCase.acceptedOn {
        found += onLine("P02", "block", line)
      } else if !isClosed(legalAidCase, on: line.paidOn) {
        found += onLine("P03", "block", line)
      } else if !approvedBefore {
        found += onLine("P04", "block", line)
      }
      if let firm = legalAidCase.firm, name(firm) != name(line.payee) {
        found += onLine("P09", "high", line)
      }
      return found
    }
  }

  func isClosed(_ legalAidCase: LegalAidCase, on day: Day) -> Bool {
    guard let closing = legalAidCase.closing else { return false }
    return closing.on <= day && closing.on <= asOf
  }

  /// P05 or P06.
  func overpayment(of legalAidCase: LegalAidCase) -> [Statement] {
    let lines = subsidyLines(of: legalAidCase.number)
    let ofCase = approvals.filter { $0.claim.caseNumber == legalAidCase.number }
    let approved = approved(on: legalAidCase)
    let excess = lines.reduce(0) { $0 + left($1) } - approved
    guard excess > 0, !ofCase.isEmpty else { return [] }
    // The first line at which all lines up to it come to more than is approved.
    let exceeding = lines.indices.first { index in
      lines[...index].reduce(0) { $0 + left($1) } > approved
    }
    guard let exceeding, isOfYear(lines[exceeding].paidOn) else { return [] }
    let isTwice = lines.contains { one in
      lines.contains { two in
        one.id != two.id && name(one.payee) == name(two.payee) && left(one) == left(two)
          && left(one) <= excess
      }
    }
    return [
      statement(
        isTwice && approved > 0 ? "P06" : "P05", "block", legalAidCase.number.printed, excess,
        lines[exceeding].paidOn)
    ]
  }

  /// Whether another claim of the case comes before this one, by claimed_on and then number.
  func isNamedByC03(_ claim: Claim) -> Bool {
    guard claim.claimedOn <= asOf else { return false }
    return seenClaims.contains { other in
      other.caseNumber == claim.caseNumber
        && (other.claimedOn < claim.claimedOn
          || (other.claimedOn == claim.claimedOn && other.number < claim.number))
    }
  }

  func datesOutOfOrder(_ legalAidCase: LegalAidCase) -> [Statement] {
    func standing(_ day: Day?) -> Day? { day.flatMap { $0 <= asOf ? $0 : nil } }
    func stands(_ first: Day?, _ second: Day?) -> Bool {
      guard let first, let second else { return true }
      return first <= second
    }
    let accepted = legalAidCase.acceptedOn
    let assigned = standing(legalAidCase.assignedOn)
    let closed = standing(legalAidCase.closing?.on)
    let filed = standing(legalAidCase.filedOn)
    let isOrdered =
      stands(accepted, closed) && stands(closed, filed) && stands(accepted, filed)
      && stands(assigned, closed)
    let latest = [accepted, assigned, closed, filed].compactMap { $0 }.max() ?? accepted
    guard !isOrdered, isOfYear(latest) else { return [] }
    return [statement("K01", "high", legalAidCase.number.printed, 0, latest)]
  }
}
