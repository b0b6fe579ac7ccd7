import LedgerCore
import TestSupport

// What is void is taken out of the book and kept beside it.

/// What is void, as it was registered.
struct VoidFacts {
  var cases: [LegalAidCase] = []
  var claims: [Claim] = []
  var shifts: [DutyShift] = []
  var appropriations: [Appropriation] = []
  var bankLines: [BankLine] = []
  /// The returned claims that went with each case.
  var claimsOfCase: [CaseNumber: [ClaimNumber]] = [:]
}

extension LedgerModel {
  mutating func takeCorrection(_ step: Step) throws -> Int {
    switch step {
    case .void(let thing, let number, let year, let isForced):
      switch thing {
      case .ofCase: try voidCase(.of(number))
      case .claim: try voidClaim(.of(number), isForced)
      case .duty: try voidShift(.of(number))
      case .fund: try voidFund(.of(number), year)
      case .bank: try voidBankLine(.of(number))
      }
    case .restore(let thing, let number, let year, let isForced):
      switch thing {
      case .ofCase: try restoreCase(.of(number), isForced)
      case .claim: try restoreClaim(.of(number), isForced)
      case .duty: try restoreShift(.of(number), isForced)
      case .fund: try restoreFund(.of(number), year, isForced)
      case .bank: try restoreBankLine(.of(number))
      }
    case .renumber(let old, let new): try renumber(.of(old), to: .of(new))
    default: return 0
    }
    return 1
  }

  /// Refuses what is void, where the ledger says so.
  func checkNotVoid(_ number: CaseNumber) throws(Refused) {
    if void.cases.contains(where: { $0.number == number }) { throw Refused("isVoid") }
  }

  func checkNotVoid(_ number: ClaimNumber) throws(Refused) {
    if void.claims.contains(where: { $0.number == number }) { throw Refused("isVoid") }
  }

  func checkNotVoid(_ document: DocumentNumber, _ year: Int?) throws(Refused) {
    let isVoid = void.appropriations.contains {
      $0.id.document == document && (year ?? $0.id.fiscalYear.number) == $0.id.fiscalYear.number
    }
    if isVoid { throw Refused("isVoid") }
  }
}

// MARK: - Taken back

extension LedgerModel {
  private mutating func voidCase(_ number: CaseNumber) throws {
    guard let fact = legalAidCase(number) else {
      try checkNotVoid(number)
      throw Refused("notRegistered")
    }
    let claims = book.claims.filter { $0.caseNumber == number }.sorted { $0.number < $1.number }
    if claims.contains(where: { $0.returned == nil }) { throw Refused("claimsRest") }
    try checkNothingRests(on: book.lines.filter { $0.subject == .legalAidCase(number) })
    for claim in claims { try check(parts(claim), replacing: nil) }
    try check(parts(fact), replacing: nil)
    book.cases.removeAll { $0.number == number }
    book.claims.removeAll { $0.caseNumber == number }
    void.cases.append(fact)
    void.claims += claims
    void.claimsOfCase[number] = claims.map(\.number)
  }

  private mutating func voidClaim(_ number: ClaimNumber, _ isForced: Bool) throws {
    guard let claim = claim(number) else {
      try checkNotVoid(number)
      throw Refused("notRegistered")
    }
    let before = dossier(claim.caseNumber)
    var after = before
    after.claims.removeAll { $0.number == number }
    if claim.approval != nil, claim.returned == nil {
      if !after.claims.contains(where: { $0.approval != nil && $0.returned == nil }) {
        try checkNothingRests(on: before.lines.filter { $0.use == .perCaseSubsidy })
      }
      if !isForced { throw Refused("approvalRests") }
    }
    try ask(from: before, to: after, in: years(of: after), isForced, datesToo: false)
    try check(parts(claim), replacing: nil)
    book.claims.removeAll { $0.number == number }
    void.claims.append(claim)
  }

  private mutating func voidShift(_ number: DutyNumber) throws {
    guard let shift = shift(number) else {
      let isVoid = void.shifts.contains { $0.number == number }
      throw Refused(isVoid ? "isVoid" : "notRegistered")
    }
    try checkNothingRests(on: book.lines.filter { $0.subject == .dutyShift(number) })
    try check(parts(shift), replacing: nil)
    book.shifts.removeAll { $0.number == number }
    void.shifts.append(shift)
  }

  private mutating func voidFund(_ document: DocumentNumber, _ year: Int?) throws {
    let ofDocument = book.appropriations.filter { $0.id.document == document }
    let rows = ofDocument.filter { year == nil || $0.id.fiscalYear.number == year }
    guard let row = rows.first else {
      try checkNotVoid(document, year)
      throw Refused("notRegistered")
    }
    guard rows.count == 1 else { throw Refused("appropriationUnclear") }
    let isCarriedOn = ofDocument.contains {
      $0.isCarriedOver && $0.id.fiscalYear > row.id.fiscalYear
    }
    if isCarriedOn { throw Refused("carriedOn") }
    let changes = book.changes.filter { $0.appropriation == row.id }
    let net = changes.reduce(0) { $0 + ($1.kind == .recall ? -$1.amount.fen : $1.amount.fen) }
    if net != 0 { throw Refused("changesRest") }
    let lines = book.lines.filter { line in
      line.document == document && drawnRow(ofDocument, line.drawnOn.year)?.id == row.id
    }
    try checkNothingRests(on: lines)
    for change in changes { try check(change.changedOn) }
    try check(year: row.id.fiscalYear.number)
    try check(parts(row), replacing: nil)
    book.appropriations.removeAll { $0.id == row.id }
    void.appropriations.append(row)
    forgetMoney(of: row.id.fiscalYear.number)
  }

  /// A year that nothing but what is void had money in need not be closed.
  private mutating func forgetMoney(of year: Int) {
    let carried = carriedRows.values.flatMap(\.self).map(\.fiscalYear.number)
    let years =
      book.appropriations.map(\.id.fiscalYear.number) + book.openings.map(\.fiscalYear.number)
      + book.lines.map(\.paidOn.year) + book.bankLines.map(\.bookedOn.year) + carried
    if !years.contains(year) { moneyYears.remove(year) }
  }

  /// The row of the year of payment; else the latest earlier; else the earliest.
  private func drawnRow(_ rows: [Appropriation], _ year: Int) -> Appropriation? {
    let rows = rows.sorted { $0.id.fiscalYear < $1.id.fiscalYear }
    return rows.last { $0.id.fiscalYear.number <= year } ?? rows.first
  }

  private mutating func voidBankLine(_ reference: BankReference) throws {
    guard let line = book.bankLines.first(where: { $0.reference == reference }) else {
      let isVoid = void.bankLines.contains { $0.reference == reference }
      throw Refused(isVoid ? "isVoid" : "notRegistered")
    }
    let decision = book.bankMatches.last { $0.reference == reference }
    if decision?.kind == .matched { throw Refused("matched") }
    try check(line.bookedOn)
    book.bankLines.removeAll { $0.reference == reference }
    void.bankLines.append(line)
    forgetMoney(of: line.bookedOn.year)
  }

  /// A payment rests on a thing while something of it was left at the end of its year.
  private func checkNothingRests(on lines: [PaymentLine]) throws(Refused) {
    var isDead = false
    for line in lines where !line.isReversal {
      if left(of: line.id) > 0 { throw Refused("paymentsRest") }
      let inYear = book.lines
        .filter { $0.reverses?.id == line.id && $0.paidOn.year == line.paidOn.year }
      if inYear.reduce(0, { $0 + $1.amount.fen }) < line.amount.fen { isDead = true }
    }
    if isDead { throw Refused("paymentsRested") }
  }
}

// MARK: - Put back

extension LedgerModel {
  private mutating func restoreCase(_ number: CaseNumber, _ isForced: Bool) throws {
    guard let fact = void.cases.first(where: { $0.number == number }) else {
      throw Refused(legalAidCase(number) == nil ? "notRegistered" : "notVoid")
    }
    let numbers = void.claimsOfCase[number] ?? []
    let claims = void.claims.filter { numbers.contains($0.number) }
      .sorted { $0.number < $1.number }
    let before = dossier(number)
    var after = before
    after.cases = [fact]
    after.claims += claims
    try ask(from: before, to: after, in: years(of: after), isForced)
    try check(parts(fact), replacing: nil)
    for claim in claims { try check(parts(claim), replacing: nil) }
    book.cases.append(fact)
    book.claims += claims
    void.cases.removeAll { $0.number == number }
    void.claims.removeAll { numbers.contains($0.number) }
    void.claimsOfCase[number] = nil
  }

  private mutating func restoreClaim(_ number: ClaimNumber, _ isForced: Bool) throws {
    guard let fact = void.claims.first(where: { $0.number == number }) else {
      throw Refused(claim(number) == nil ? "notRegistered" : "notVoid")
    }
    let before = dossier(fact.caseNumber)
    var after = before
    after.claims.append(fact)
    try ask(from: before, to: after, in: years(of: after), isForced, datesToo: false)
    try check(parts(fact), replacing: nil)
    book.claims.append(fact)
    void.claims.removeAll { $0.number == number }
    // It comes back by itself now, and not with its case.
    for (ofCase, claims) in void.claimsOfCase {
      void.claimsOfCase[ofCase] = claims.filter { $0 != number }
    }
  }

  private mutating func restoreShift(_ number: DutyNumber, _ isForced: Bool) throws {
    guard let fact = void.shifts.first(where: { $0.number == number }) else {
      throw Refused(shift(number) == nil ? "notRegistered" : "notVoid")
    }
    var before = InventedBook()
    before.lines = book.lines.filter { $0.subject == .dutyShift(number) }
    var after = before
    after.shifts = [fact]
    let years = Set([fact.servedOn.fiscalYear] + before.lines.map(\.paidOn.fiscalYear))
    try ask(from: before, to: after, in: years, isForced)
    try check(parts(fact), replacing: nil)
    book.shifts.append(fact)
    void.shifts.removeAll { $0.number == number }
  }

  private mutating func restoreFund(
    _ document: DocumentNumber, _ year: Int?, _ isForced: Bool
  ) throws {
    let rows = void.appropriations.filter {
      $0.id.document == document && (year ?? $0.id.fiscalYear.number) == $0.id.fiscalYear.number
    }
    guard let row = rows.first else {
      let standing = book.appropriations.filter {
        $0.id.document == document && (year ?? $0.id.fiscalYear.number) == $0.id.fiscalYear.number
      }
      if standing.isEmpty { throw Refused("notRegistered") }
      throw Refused(standing.count == 1 ? "notVoid" : "appropriationUnclear")
    }
    guard rows.count == 1 else { throw Refused("appropriationUnclear") }
    try askAboutRow(nil, becomes: row, isForced)
    try check(year: row.id.fiscalYear.number)
    try check(parts(row), replacing: nil)
    book.appropriations.append(row)
    note(year: row.id.fiscalYear.number, isMoney: true)
    void.appropriations.removeAll { $0.id == row.id }
  }

  /// What a row that comes back or is another stops, with the lines of its document.
  func askAboutRow(_ old: Appropriation?, becomes row: Appropriation, _ isForced: Bool) throws {
    guard !isForced else { return }
    let document = row.id.document
    var before = InventedBook()
    before.appropriations = book.appropriations.filter { $0.id.document == document }
    before.changes = book.changes.filter { $0.appropriation.document == document }
    before.lines = book.lines.filter { $0.document == document }
    var after = before
    after.appropriations.removeAll { $0.id == row.id }
    after.appropriations.append(row)
    let days = [row.receivedOn, old?.receivedOn].compactMap(\.self) + before.lines.map(\.paidOn)
    let years = Set([row.id.fiscalYear] + days.map(\.fiscalYear))
    let news = try worsened(from: before, to: after, in: years.map { ($0, Day.latest) })
    let stopping = news.filter { $0.rule.hasPrefix("F") && $0.severity == "block" }
    if !stopping.isEmpty { throw Refused(rules: stopping.map(\.rule)) }
  }

  private mutating func restoreBankLine(_ reference: BankReference) throws {
    guard let line = void.bankLines.first(where: { $0.reference == reference }) else {
      let isThere = book.bankLines.contains { $0.reference == reference }
      throw Refused(isThere ? "notVoid" : "notRegistered")
    }
    try check(line.bookedOn)
    book.bankLines.append(line)
    note(line.bookedOn, isMoney: true)
    void.bankLines.removeAll { $0.reference == reference }
  }
}
