package import LedgerCore

/// What S01–S06 and I07 say of a year, straight from the sentences of rules.md.
@dynamicMemberLookup
package struct NaiveStatement {
  package typealias Movement = NaiveMatching.Movement

  let year: Int
  let asOf: Day
  let calendar: InventedCalendar
  package let now: NaiveMatching
  /// As 31 December of the year before sees it.
  private let before: NaiveMatching
  /// Whether everything that stands is told, whatever year it belongs to.
  private var isAudit = false

  package init(
    _ book: InventedBook, year: FiscalYear, asOf: Day?, under calendar: InventedCalendar = .full
  ) throws {
    self.year = year.number
    self.asOf = try asOf ?? .of("\(year)-12-31")
    self.calendar = calendar
    now = NaiveMatching(book, on: self.asOf)
    before = NaiveMatching(book, on: min(self.asOf, try .of("\(year.number - 1)-12-31")))
  }

  package subscript<Value>(dynamicMember path: KeyPath<NaiveMatching, Value>) -> Value {
    now[keyPath: path]
  }

  private func isOfYear(_ day: Day) -> Bool { isAudit || day.year == year }

  package var isTestable: Bool { now.seen.contains { isOfYear($0.bookedOn) } }

  /// The day after the third working day after a day; the day itself where the calendar cannot
  /// tell.
  private func due(_ day: Day) -> Day {
    calendar.workday(3, after: day)?.adding(days: 1) ?? day
  }

  private func statement(
    _ rule: String, _ severity: String, _ subject: String, _ fen: Int64, _ day: Day
  ) -> NaiveChecker.Statement {
    NaiveChecker.Statement(
      rule: rule, severity: severity, subject: subject, fen: fen, day: Int(day.number))
  }

  /// The findings of S01–S06, in the order of the statement.
  package func statements() -> [NaiveChecker.Statement] {
    (withoutLine() + withoutMovement() + amounts() + payees()).inOrder()
  }

  /// Everything that stands on a day, whatever year it belongs to.
  package static func audit(
    _ book: InventedBook, asOf: Day, under calendar: InventedCalendar = .full
  ) throws -> [NaiveChecker.Statement] {
    var statement = try NaiveStatement(book, year: asOf.fiscalYear, asOf: asOf, under: calendar)
    statement.isAudit = true
    return statement.statements().filter { !$0.isUntestable }
  }

  /// S01 and S06, or that neither can be tested.
  private func withoutLine() -> [NaiveChecker.Statement] {
    guard isTestable, let first = now.seen.map(\.bookedOn).min() else {
      return [statement("S01", "info", "\(year)", 0, asOf)]
    }
    return now.movements.compactMap { movement in
      guard movement.fen != 0, !now.isMatched(movement), !now.isCandidateOfTied(movement),
        movement.day >= first
      else { return nil }
      let due = due(movement.day)
      let isWaiting = asOf < due
      let day = isWaiting ? movement.day : max(due, movement.changedOn)
      guard isOfYear(day) else { return nil }
      return statement(
        movement.isIncoming ? "S06" : "S01", isWaiting ? "info" : "high", movement.voucher.printed,
        movement.fen, day)
    }
  }

  /// S02 or S04 of a line, as a matching leaves it; nil when it is matched.
  private func rule(of line: BankLine, in matching: NaiveMatching) -> String? {
    guard line.bookedOn <= matching.asOf, !matching.isMatched(line) else { return nil }
    return matching.isTied(line) ? "S04" : "S02"
  }

  private func withoutMovement() -> [NaiveChecker.Statement] {
    now.bank.compactMap { line in
      guard let rule = rule(of: line, in: now) else { return nil }
      let due = due(line.bookedOn)
      let isReturn = line.amount.fen < 0
      let own = isReturn && asOf >= due ? due : line.bookedOn
      let isNew = line.bookedOn.year < year && self.rule(of: line, in: before) != rule
      guard isOfYear(own) || isNew else { return nil }
      let severity = rule == "S04" ? "medium" : isReturn && asOf < due ? "info" : "block"
      return statement(rule, severity, line.reference.printed, line.amount.fen, own)
    }
  }

  private func naming(_ movement: Movement) -> [BankLine] {
    now.matched.filter { $0.stage == "凭证号" && $0.movements == [movement] }.map(\.line)
  }

  /// What the lines that count for a movement sum to beyond it.
  ///
  /// A match that a person registered, and one of equal amounts, leaves nothing over.
  private func difference(_ movement: Movement) -> Int64 {
    let lines = naming(movement)
    let others = now.matched.filter { $0.stage != "凭证号" && $0.movements.contains(movement) }
    guard !lines.isEmpty else { return 0 }
    return lines.reduce(0) { $0 + $1.amount.fen } - (others.isEmpty ? movement.fen : 0)
  }

  private func amounts() -> [NaiveChecker.Statement] {
    now.movements.compactMap { movement in
      let difference = difference(movement)
      let booked = now.matched.filter { $0.movements.contains(movement) }.map(\.line.bookedOn)
      guard difference != 0, let latest = booked.max() else { return nil }
      let day = max(latest, movement.day, movement.changedOn)
      guard isOfYear(day) else { return nil }
      return statement("S03", "block", movement.voucher.printed, difference, day)
    }
  }

  private func payees() -> [NaiveChecker.Statement] {
    now.matched.filter { match in
      isOfYear(match.line.bookedOn)
        && match.movements.contains { $0.payee != naiveName(match.line.payee) }
    }.map { match in
      let line = match.line
      return statement("S05", "high", line.reference.printed, line.amount.fen, line.bookedOn)
    }
  }

  /// Every line that is matched, with its stage and the vouchers of its movements.
  package func pairs() -> [String] {
    now.matched.map { match in
      let numbers = match.movements.map { movement in
        movement.voucher.printed + (movement.returned.map { "退\($0)" } ?? "")
      }
      return "\(match.stage) \(match.line.reference)=\(numbers.sorted().joined(separator: "+"))"
    }.sorted()
  }

  /// Both sides of I07.
  package var matchedOnBothSides: (left: Int64, right: Int64) {
    let counting = now.bank.filter { now.isMatched($0) }.reduce(0) { $0 + $1.amount.fen }
    let differences = now.movements.reduce(0) { $0 + difference($1) }
    let matched = now.movements.filter { now.isMatched($0) }
    return (counting - differences, matched.reduce(0) { $0 + $1.fen })
  }

  /// What the bridge is made of: all movements; those before the statement, and those since that
  /// went out and that came in, that no line matches; the lines that match nothing, the
  /// differences, the lines that are not the ledger's, and all lines.
  package func figures() -> [Int64] {
    let left = now.movements.filter { !now.isMatched($0) }
    let first = now.seen.map(\.bookedOn).min() ?? asOf
    func sum(_ movements: [Movement]) -> Int64 { movements.reduce(0) { $0 + $1.fen } }
    return [
      sum(now.movements), sum(left.filter { $0.day < first }),
      sum(left.filter { $0.day >= first && !$0.isIncoming }),
      sum(left.filter { $0.day >= first && $0.isIncoming }),
      now.bank.filter { !now.isMatched($0) }.reduce(0) { $0 + $1.amount.fen },
      now.movements.reduce(0) { $0 + difference($1) },
      now.seen.filter { !now.bank.contains($0) }.reduce(0) { $0 + $1.amount.fen },
      now.seen.reduce(0) { $0 + $1.amount.fen },
    ]
  }
}
