import LedgerCore
import TestSupport

extension LedgerModel {
  mutating func takeFunds(_ step: Step) throws -> Int {
    switch step {
    case .receive(let document, let year, let source, let on, let fen, let uses, let origin):
      let id = try AppropriationID.sample(document, year: year)
      guard row(id) == nil else { throw Refused("alreadyRegistered") }
      guard origin ?? year <= year else { throw Refused("originAfterFiscalYear") }
      try put(
        Appropriation(
          id: id, source: source, receivedOn: .of(on), amount: Money(fen: fen),
          permittedUses: Set(uses), originYear: try origin.map { try .of($0) }))
      return 1
    case .change(let document, let year, let isRecall, let on, let fen, let isForced):
      let rows = try rows(of: document).filter { year == nil || $0.id.fiscalYear.number == year }
      guard let row = rows.first else {
        try checkNotVoid(try .of(document), year)
        throw Refused("notRegistered")
      }
      guard rows.count == 1 else { throw Refused("appropriationUnclear") }
      let change = AppropriationChange(
        appropriation: row.id, kind: isRecall ? .recall : .adjustment, changedOn: try .of(on),
        amount: Money(fen: fen), reason: "变动")
      try askAboutFunds(change, isForced: isForced)
      try check(change.changedOn)
      add(change, number: (changeNumbers.max() ?? 0) + 1)
      return 1
    case .opening(let year, let fen, let isAmending):
      let stated = book.openings.first { $0.fiscalYear.number == year }
      if let stated, stated.amount.fen == fen { return 0 }
      guard stated == nil || isAmending else { throw Refused("openingStated") }
      if let carried = try carriedOver(into: .of(year)), carried != fen {
        throw Refused("openingNotCarried")
      }
      try put(OpeningBalance(fiscalYear: .of(year), amount: Money(fen: fen)))
      return 1
    default: return 0
    }
  }

  mutating func add(_ change: AppropriationChange, number: Int) {
    book.changes.append(change)
    changeNumbers.append(number)
    note(change.changedOn)
  }

  /// What was carried into a year: by a closing, else by rows; nil for nothing known.
  private func carriedOver(into year: FiscalYear) -> Int64? {
    if let carried = book.carried[year] { return carried.fen }
    let rows = book.appropriations.filter { $0.id.fiscalYear == year && $0.isCarriedOver }
    return rows.isEmpty ? nil : rows.reduce(0) { $0 + $1.amount.fen }
  }

  private func rows(of document: String) throws -> [Appropriation] {
    let number = try DocumentNumber.of(document)
    return book.appropriations.filter { $0.id.document == number }
  }

  /// F01 must not come about or grow by a change, in the row's year and in the change's.
  private func askAboutFunds(_ change: AppropriationChange, isForced: Bool) throws {
    guard !isForced else { return }
    var before = InventedBook()
    let document = change.appropriation.document
    before.appropriations = book.appropriations.filter { $0.id.document == document }
    before.changes = book.changes.filter { $0.appropriation.document == document }
    before.lines = book.lines.filter { $0.document == document }
    var after = before
    after.changes.append(change)
    let years: Set = [change.appropriation.fiscalYear, change.changedOn.fiscalYear]
    let periods = years.map { ($0, Day.latest) }
    let news = try worsened(from: before, to: after, in: periods)
    let stopping = news.filter { $0.rule == "F01" }
    if !stopping.isEmpty { throw Refused(rules: stopping.map(\.rule)) }
  }

  /// What does not agree after an act and did not before, in any of the periods, without what got
  /// better by it: a smaller excess may be one of another year.
  func worsened(
    from before: InventedBook, to after: InventedBook, in periods: [(FiscalYear, Day)]
  ) throws -> [NaiveChecker.Statement] {
    let old = try periods.flatMap { try statements(of: before, year: $0, asOf: $1) }
    let new = try periods.flatMap { try statements(of: after, year: $0, asOf: $1) }
    let gone = Self.fresh(old, since: new)
    return Self.fresh(new, since: old).filter { finding in
      !gone.contains {
        $0.rule == finding.rule && $0.subject == finding.subject && $0.fen >= finding.fen
      }
    }
  }

  /// What was not found before; what is found once more than before, of two rows of a document,
  /// is new as well.
  static func fresh(
    _ now: [NaiveChecker.Statement], since before: [NaiveChecker.Statement]
  ) -> [NaiveChecker.Statement] {
    var rest = before
    return now.filter { finding in
      guard let index = rest.firstIndex(of: finding) else { return true }
      rest.remove(at: index)
      return false
    }
  }

  /// What a part of the book says of a year, as an act asks it.
  func statements(
    of part: InventedBook, year: FiscalYear, asOf: Day
  ) throws -> [NaiveChecker.Statement] {
    var checker = try NaiveChecker(mistaken(part), year: year, asOf: asOf)
    checker.isExplainedRepeat = isExplainedRepeat
    return checker.stoppingStatements()
  }

  /// A part of the book as the mistake on purpose would have it.
  private func mistaken(_ part: InventedBook) -> InventedBook {
    guard let defect else { return part }
    var part = part
    switch defect {
    case .limitOffByOneFen:
      for index in part.appropriations.indices {
        part.appropriations[index].amount = Money(fen: part.appropriations[index].amount.fen - 1)
      }
    case .returnedClaimIsPaid:
      for index in part.claims.indices { part.claims[index].returned = nil }
    }
    return part
  }
}
