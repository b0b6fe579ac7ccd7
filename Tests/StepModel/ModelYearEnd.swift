import LedgerCore
import TestSupport

/// An explanation with everything that lay under its finding when it was given.
struct GivenExplanation {
  let statement: NaiveChecker.Statement
  let ground: InventedBook
  /// For C05 and D08: the standards that were loaded.
  let standards: [ModelStandard]
  /// For C03: the claim it names, and the first claim of the case.
  let claim: Claim?
  let first: Claim?
  /// Whether a second person confirmed it.
  var isConfirmed = true
  /// Whether it was surely recorded; else one of the same facts may have stood already.
  var isCertain = true

  /// What stops a payment needs two people.
  var suffices: Bool { isConfirmed || statement.severity != "block" }
}

/// Whether a finding is explained, as far as the contract says.
enum Explained: Equatable {
  case yes
  case no
  /// Facts near it changed and its amount and day did not: whether it rests on them the contract
  /// does not say.
  case open
}

extension LegalAidCase {
  /// What is in the register of it on a day.
  func seen(_ asOf: Day) -> LegalAidCase {
    func seen(_ day: Day?) -> Day? { day.flatMap { $0 <= asOf ? $0 : nil } }
    var fact = self
    fact.assignedOn = seen(assignedOn)
    fact.filedOn = seen(filedOn)
    if seen(closing?.on) == nil { fact.closing = nil }
    return fact
  }
}

extension InventedBook {
  /// What is in the register on a day.
  fileprivate func seen(_ asOf: Day) -> InventedBook {
    func seen(_ day: Day?) -> Day? { day.flatMap { $0 <= asOf ? $0 : nil } }
    var book = self
    book.cases = cases.filter { $0.acceptedOn <= asOf }.map { $0.seen(asOf) }
    book.claims = claims.filter { $0.claimedOn <= asOf || seen($0.approval?.on) != nil }
      .map { claim in
        var claim = claim
        if seen(claim.approval?.on) == nil { claim.approval = nil }
        if seen(claim.returned?.on) == nil { claim.returned = nil }
        return claim
      }
    book.shifts = shifts.filter { $0.servedOn <= asOf }
    book.changes = changes.filter { $0.changedOn <= asOf }
    book.lines = lines.filter { $0.paidOn <= asOf }
    book.bankLines = bankLines.filter { $0.bookedOn <= asOf }
    return book
  }
}

extension LedgerModel {
  /// Everything that does not agree in a year, what cannot be tested among it.
  func everything(_ year: FiscalYear, asOf: Day) throws -> [NaiveChecker.Statement] {
    var checker = try NaiveChecker(book, year: year, asOf: asOf, under: .published)
    checker.isExplainedRepeat = isExplainedRepeat
    checker.dutyRates = try dutyRates()
    return try checker.statements()
      + NaiveStatement(book, year: year, asOf: asOf, under: .published).statements()
      + offStandard(year, asOf: asOf)
  }

  /// Whether a person explained that a claim is the second of its case, of these two claims as they
  /// are.
  func isExplainedRepeat(_ claim: Claim, _ first: Claim) -> Bool {
    func isAs(_ one: Claim?, _ two: Claim) -> Bool {
      one.map {
        $0.number == two.number && $0.claimedOn == two.claimedOn
          && $0.claimedAmount == two.claimedAmount
      } ?? false
    }
    return explanations.last { isAs($0.claim, claim) && isAs($0.first, first) }?.suffices ?? false
  }

  func explained(_ finding: NaiveChecker.Statement, asOf: Day) throws -> Explained {
    if Self.isUntestable(finding) { return .no }
    let given = explanations.filter {
      $0.statement.rule == finding.rule && $0.statement.subject == finding.subject
    }
    if finding.rule == "C03" {
      guard let claim = claim(try .of(finding.subject)),
        let first = NaiveDay(book, on: asOf).first(of: claim.caseNumber)
      else { return .no }
      return isExplainedRepeat(claim, first) ? .yes : .no
    }
    // The day of an excess is that on which it is looked at.
    let hasOwnDay = !["P05", "P06", "D04"].contains(finding.rule)
    let alike = given.filter {
      $0.statement.fen == finding.fen && (!hasOwnDay || $0.statement.day == finding.day)
    }
    guard let last = alike.last else { return .no }
    let ground = try ground(of: finding).seen(asOf)
    let isSame = alike.map { isSameGround($0, finding, ground) }
    // Of those of the same facts the last counts; which are of the same facts may be open.
    if alike.allSatisfy({ !$0.suffices }) { return .no }
    if isSame.contains(true), alike.allSatisfy(\.suffices) { return .yes }
    guard isSame.last == true, last.isCertain else { return .open }
    return last.suffices ? .yes : .no
  }

  /// Whether an explanation was given of just what lies under a finding now.
  func isSameGround(
    _ given: GivenExplanation, _ finding: NaiveChecker.Statement, _ ground: InventedBook
  ) -> Bool {
    given.ground == ground
      && (!["C05", "D08"].contains(finding.rule) || given.standards == standards)
  }

  /// A rule that cannot be tested speaks of the year itself; only F03 does so too.
  static func isUntestable(_ finding: NaiveChecker.Statement) -> Bool {
    finding.severity == "info" && finding.subject.count == 4 && Int(finding.subject) != nil
  }

  /// All facts that a finding may rest on.
  func ground(of finding: NaiveChecker.Statement) throws -> InventedBook {
    // The matching looks at all lines and vouchers, F03 and D02 at more than one account.
    let wide: Set = ["F03", "D02", "K02", "K04"]
    if finding.rule.hasPrefix("S") || wide.contains(finding.rule) { return book }
    var ground = InventedBook()
    let id = finding.subject.contains("/") ? try PaymentLineID.of(finding.subject) : nil
    let paid = id.flatMap(line)
    let claim = try claim(.of(finding.subject))
    let number = try paid?.subject.caseNumber ?? claim?.caseNumber ?? .of(finding.subject)
    let duty = try paid?.subject.dutyNumber ?? .of(finding.subject)
    let document = try paid?.document ?? .of(finding.subject)
    ground.cases = book.cases.filter { $0.number == number }
    ground.claims = book.claims.filter { $0.caseNumber == number }
    ground.shifts = book.shifts.filter { $0.number == duty }
    ground.appropriations = book.appropriations.filter { $0.id.document == document }
    ground.changes = book.changes.filter { $0.appropriation.document == document }
    ground.lines = book.lines.filter { line in
      line.subject.caseNumber == number || line.subject.dutyNumber == duty
        || line.document == document || line.id == id || line.reverses?.id == id
    }
    return ground
  }

  mutating func takeYearEnd(_ step: Step, _ told: Verdict?) throws -> (String, Int) {
    switch step {
    case .explain(let rule, let subject, let year, let second):
      return ("", try explain(rule, subject, year, second, told))
    case .closeYear(let year, let on):
      return try close(year, on: .of(on), told)
    case .reopenYear(let year):
      guard closed.contains(year) else { throw Refused("notClosed") }
      guard !closed.contains(where: { $0 > year }) else { throw Refused("laterClosed") }
      closed.remove(year)
      self.told[year] = nil
      book.carried[try .of(year + 1)] = nil
      return ("", 1)
    default: return ("", 0)
    }
  }

  private mutating func explain(
    _ rule: String, _ subject: String, _ year: Int?, _ second: String?, _ told: Verdict?
  ) throws -> Int {
    if let year { try check(year: year) }
    let asked =
      year.map { [$0] } ?? years.union(years.map { $0 + 1 }).filter { !isEnded($0) }.sorted()
    var found: [(NaiveChecker.Statement, Day)] = []
    var mayBe: [(NaiveChecker.Statement, Day)] = []
    for year in asked {
      for asOf in [try .of(year * 10_000 + 1231), Day.latest] {
        let later = try afterClosing(toldIn: year, asOf: asOf)
        let all = try everything(.of(year), asOf: asOf) + later.certain
        let isAsked = { (finding: NaiveChecker.Statement) in
          finding.rule == rule && name(finding.subject) == name(subject)
        }
        found += all.filter(isAsked).map { ($0, asOf) }
        mayBe += later.open.filter(isAsked).map { ($0, asOf) }
      }
    }
    // Whether what rests on other facts is told, the ledger may say.
    if found.isEmpty,
      told.map({ $0 != .refused("noFinding") && $0 != .refused("closedYears") })
        ?? false
    {
      found = mayBe
    }
    guard !found.isEmpty else {
      let isAllClosed = year == nil && !years.isEmpty && years.allSatisfy(isEnded)
      throw Refused(isAllClosed ? "closedYears" : "noFinding")
    }
    let testable = found.filter { !Self.isUntestable($0.0) }
    guard !testable.isEmpty else { throw Refused("notTestable") }
    if let second, name(second) == name(ModelOffice.officer) { throw Refused("samePerson") }
    if second == nil, testable.contains(where: { $0.0.severity == "block" }) {
      throw Refused("secondPersonMissing")
    }
    for (finding, asOf) in testable + mayBe {
      explanations.append(try given(of: finding, on: asOf))
    }
    return testable.count
  }

  /// An explanation of a finding as a day sees it.
  func given(of finding: NaiveChecker.Statement, on end: Day) throws -> GivenExplanation {
    let claim = finding.rule == "C03" ? claim(try .of(finding.subject)) : nil
    let first = claim.flatMap { NaiveDay(book, on: end).first(of: $0.caseNumber) }
    return GivenExplanation(
      statement: finding, ground: try ground(of: finding).seen(end), standards: standards,
      claim: claim, first: first)
  }
}

// MARK: - Closing a year

extension LedgerModel {
  private mutating func close(
    _ year: Int, on today: Day, _ told: Verdict?
  ) throws -> (String, Int) {
    if closed.contains(year) { return ("again", 0) }
    let end = try Day.of(year * 10_000 + 1231)
    guard today >= end else { throw Refused("notEnded") }
    guard !isEnded(year) else { throw Refused("ended") }
    guard !moneyYears.contains(where: { $0 < year && !closed.contains($0) }) else {
      throw Refused("earlierOpen")
    }
    let later = try afterClosing(toldIn: year, asOf: end)
    let all = try everything(.of(year), asOf: end)
    func states(of findings: [NaiveChecker.Statement]) throws -> [Explained] {
      try findings.filter { $0.severity == "block" || $0.severity == "high" }
        .map { try explained($0, asOf: end) }
    }
    let known = try states(of: all + later.certain)
    if known.contains(.no) { throw Refused("blocked") }
    let isOpen = try known.contains(.open) || states(of: later.open).contains { $0 != .yes }
    if isOpen, told == .refused("blocked") { throw Refused("blocked") }
    let carried = try carryForward(year)
    closed.insert(year)
    self.told[year] = (all + later.certain + later.open).filter { !Self.isUntestable($0) }
    book.carried[try .of(year + 1)] = Money(fen: carried.reduce(0) { $0 + $1.fen })
    return ("", 1)
  }

  /// Each row's balance becomes the document's row of the next year.
  private mutating func carryForward(_ year: Int) throws -> [(id: AppropriationID, fen: Int64)] {
    let end = try Day.of(year * 10_000 + 1231)
    let atEnd = NaiveDay(book, on: end)
    let standing = book.appropriations
      .filter { $0.id.fiscalYear.number <= year }.sorted { $0.id < $1.id }
      .map { (row: $0, fen: atEnd.balance(of: $0)) }.filter { $0.fen > 0 }
    let documents = standing.map(\.row.id.document)
    guard Set(documents).count == documents.count else { throw Refused("twoRows") }
    let next = try FiscalYear.of(year + 1)
    let before = carriedRows[year] ?? []
    var carried: [(id: AppropriationID, fen: Int64)] = []
    for (row, fen) in standing {
      let new = Appropriation(
        id: AppropriationID(document: row.id.document, fiscalYear: next), source: row.source,
        receivedOn: next.firstDay, amount: Money(fen: fen), permittedUses: row.permittedUses,
        originYear: row.originYear, note: row.note)
      let registered = self.row(new.id)
      let isSame = registered.map {
        $0.amount == new.amount && $0.source == new.source && $0.originYear == new.originYear
      }
      if isSame == false, !before.contains(new.id) { throw Refused("rowTaken") }
      if isSame != true { try put(new) }
      carried.append((new.id, fen))
    }
    for id in before where !carried.contains(where: { $0.id == id }) {
      book.appropriations.removeAll { $0.id == id }
    }
    carriedRows[year] = before.union(carried.map(\.id))
    return carried
  }
}
