import LedgerCore
import TestSupport

// Tables of changes of appropriations, of openings, of decisions about bank lines and of
// explanations.

extension LedgerModel {
  /// A change is known by its number, and never changed itself.
  mutating func takeRow(_ new: AppropriationChange, number: Int) throws -> RowOutcome {
    if let index = changeNumbers.firstIndex(of: number) {
      guard book.changes[index] == new else { throw Refused("conflict") }
      return .unchanged
    }
    guard row(new.appropriation) != nil else { throw Refused("notRegistered") }
    try check(new.changedOn)
    add(new, number: number)
    return .added
  }

  /// What a closing carried into a year stands there until something else is stated, with a reason.
  mutating func takeRow(_ new: OpeningBalance, _ isAmending: Bool) throws -> RowOutcome {
    let year = new.fiscalYear
    let stated = book.openings.first { $0.fiscalYear == year }?.amount
    guard let known = stated ?? book.carried[year] else {
      try put(new)
      return .added
    }
    let cells = [CellPair(old: "\(known)", new: "\(new.amount)")]
    if try outcome(cells, isAmending) == .unchanged { return .unchanged }
    try put(new)
    return .amended
  }

  /// The last decision about a line is held against the row.
  mutating func takeRow(_ new: BankMatch, _ isAmending: Bool) throws -> RowOutcome {
    let last = book.bankMatches.last { $0.reference == new.reference }
    if let last {
      func words(_ match: BankMatch) -> String {
        match.vouchers.map { name($0.printed) }.sorted().joined(separator: " ")
      }
      let cells = [
        CellPair(old: words(last), new: words(new)),
        CellPair(old: "\(last.kind)", new: "\(new.kind)"),
        CellPair(old: last.reason, new: new.reason),
      ]
      if try outcome(cells, isAmending) == .unchanged { return .unchanged }
    }
    guard let line = book.bankLines.first(where: { $0.reference == new.reference }) else {
      throw Refused("notRegistered")
    }
    try check(line.bookedOn)
    book.bankMatches.append(new)
    return last == nil ? .added : .amended
  }
}

// MARK: - Explanations

/// An explanation that a table brings in: of a finding, or of nothing that the ledger holds.
enum ImportedExplanation {
  case given(GivenExplanation)
  case ofNothing(key: String)
}

extension LedgerModel {
  /// The explanations among rows, each of what its year's reconciliation said before the import.
  func explanations(
    in facts: [RowFact], spoiled: Int?
  ) throws -> [Int: ImportedExplanation] {
    var found: [Int: ImportedExplanation] = [:]
    for (index, fact) in facts.enumerated() {
      guard case .explanation(let row) = fact, index != spoiled else { continue }
      let findings = try everything(.of(row.year), asOf: .of(row.year * 10_000 + 1231)).filter {
        $0.rule == row.rule && $0.subject == row.subject && !Self.isUntestable($0)
      }
      if let finding = findings.first, findings.count == 1 {
        var given = try given(of: finding, on: .of(row.year * 10_000 + 1231))
        given.isConfirmed = row.second != nil
        found[index] = .given(given)
      } else {
        found[index] = .ofNothing(key: "\(row.rule) \(name(row.subject))")
      }
    }
    return found
  }

  /// An explanation stays as it was given: one of the same rule, subject and facts brings nothing.
  mutating func takeRow(_ new: ImportedExplanation) -> RowOutcome {
    switch new {
    case .ofNothing(let key):
      return idleExplanations.insert(key).inserted ? .added : .unchanged
    case .given(var new):
      let alike = explanations.filter {
        $0.statement.rule == new.statement.rule
          && name($0.statement.subject) == name(new.statement.subject)
          && $0.statement.fen == new.statement.fen && $0.statement.day == new.statement.day
      }
      if alike.contains(where: { isSame($0, new) }) { return .unchanged }
      // C03 rests on two claims and nothing else.
      new.isCertain = alike.isEmpty || new.statement.rule == "C03"
      explanations.append(new)
      return new.isCertain ? .added : .addedPerhaps
    }
  }

  private func isSame(_ one: GivenExplanation, _ two: GivenExplanation) -> Bool {
    func isAs(_ one: Claim?, _ two: Claim?) -> Bool {
      one?.number == two?.number && one?.claimedOn == two?.claimedOn
        && one?.claimedAmount == two?.claimedAmount
    }
    if two.statement.rule == "C03" {
      return isAs(one.claim, two.claim) && isAs(one.first, two.first)
    }
    return one.ground == two.ground
      && (!["C05", "D08"].contains(two.statement.rule) || one.standards == two.standards)
  }
}
