package import LedgerCore

/// Judges a book straight from the sentences of rules.md, fact against fact, as slowly as need be.
///
/// It shares nothing with the engine but the values of facts: no account, no view, no running sum,
/// no normalising of names, no order of findings. Where a rule compares two days it looks at the
/// whole book anew as each of them sees it.
@dynamicMemberLookup
package struct NaiveChecker {
  let book: InventedBook
  let year: Int
  package let asOf: Day
  let calendar: InventedCalendar
  /// What standards grant for duty (D08).
  package var dutyRates: [NaiveDutyRate] = []
  /// What cases are granted by their details (C05); nil where that is not asked.
  package var tariff: NaiveTariff?
  /// As the as-of day sees it.
  package private(set) var now: NaiveDay
  /// As the earlier of the as-of day and 31 December of the year sees it.
  private(set) var end: NaiveDay
  /// As 31 December of the year before sees it.
  private(set) var before: NaiveDay
  /// Whether everything that stands is told, whatever year it belongs to.
  private var isAudit = false

  /// What a finding states, in plain values.
  package struct Statement: Hashable, CustomStringConvertible {
    package let rule: String
    package let severity: String
    package let subject: String
    package let fen: Int64
    /// The day as a number; 0 for none.
    package let day: Int
    /// What else it names, where rules.md says so; else nil.
    package var related: String?

    package init(
      rule: String, severity: String, subject: String, fen: Int64, day: Int, related: String? = nil
    ) {
      self.rule = rule
      self.severity = severity
      self.subject = subject
      self.fen = fen
      self.day = day
      self.related = related
    }

    package var description: String {
      "\(rule) \(severity) \(subject) \(fen) \(day)" + (related.map { " → \($0)" } ?? "")
    }

    /// Whether it says that a rule cannot be tested: of the year itself, as only F03 and F07 do.
    package var isUntestable: Bool { severity == "info" && subject.count == 4 && day != 0 }
  }

  package init(
    _ book: InventedBook, year: FiscalYear, asOf: Day?, under calendar: InventedCalendar = .full
  ) throws {
    self.book = book
    self.calendar = calendar
    self.year = year.number
    let last = try Day.of("\(year)-12-31")
    self.asOf = asOf ?? last
    now = NaiveDay(book, on: self.asOf)
    end = NaiveDay(book, on: min(self.asOf, last))
    before = NaiveDay(book, on: min(self.asOf, try .of("\(year.number - 1)-12-31")))
  }

  package subscript<Value>(dynamicMember path: KeyPath<NaiveDay, Value>) -> Value {
    now[keyPath: path]
  }

  /// Whether somebody explained that a claim comes after the first one of its case.
  package var isExplainedRepeat: (_ claim: Claim, _ first: Claim) -> Bool {
    get { now.isExplainedRepeat }
    set {
      now.isExplainedRepeat = newValue
      end.isExplainedRepeat = newValue
      before.isExplainedRepeat = newValue
    }
  }

  /// Everything that does not agree, in the order of the statement.
  package func statements() -> [Statement] {
    (stoppingStatements() + keptTooLong() + registerStatements()).inOrder()
  }

  /// Everything that stands on a day, whatever year it belongs to; what speaks of a year itself for
  /// each of some years.
  package static func audit(
    _ book: InventedBook, years: ClosedRange<Int>, asOf: Day,
    isExplainedRepeat: @escaping (Claim, Claim) -> Bool = { _, _ in false }
  ) throws -> [Statement] {
    var found: [Statement] = []
    for year in years {
      var checker = try NaiveChecker(book, year: .of(year), asOf: asOf)
      checker.isExplainedRepeat = isExplainedRepeat
      found += checker.yearStatements()
      guard year == years.upperBound else { continue }
      checker.isAudit = true
      found +=
        checker.exceededRows() + checker.lineStatements() + checker.caseStatements()
        + checker.dutyStatements() + checker.registerStatements()
    }
    return found.filter { !$0.isUntestable }.inOrder()
  }

  /// What accounts, claims and shifts say of themselves, in no order: among it all that stops an
  /// act.
  package func stoppingStatements() -> [Statement] {
    fundStatements() + lineStatements() + caseStatements() + dutyStatements()
  }
}

extension [NaiveChecker.Statement] {
  /// By severity, rule, subject, amount and date; texts by code points.
  package func inOrder() -> [NaiveChecker.Statement] {
    let ranks = ["block": 0, "high": 1, "medium": 2, "info": 3]
    return sorted { left, right in
      let ranked = (ranks[left.severity] ?? 9, ranks[right.severity] ?? 9)
      if ranked.0 != ranked.1 { return ranked.0 < ranked.1 }
      if left.rule != right.rule { return left.rule < right.rule }
      if left.subject != right.subject {
        return left.subject.unicodeScalars.lexicographicallyPrecedes(right.subject.unicodeScalars)
      }
      return left.fen == right.fen ? left.day < right.day : left.fen < right.fen
    }
  }
}

extension NaiveChecker {
  package func isOfYear(_ day: Day) -> Bool { isAudit || day.year == year }

  /// Whether a budget year is the one that is judged.
  func isJudged(_ other: Int) -> Bool { isAudit || other == year }

  var yearEnd: Day { Day(year: year, month: 12, day: 31) ?? .latest }

  package func left(_ line: PaymentLine) -> Int64 { now.left(line) }
  package func row(of line: PaymentLine) -> Appropriation? { now.row(of: line) }
  package var netPaidInYear: Int64 { now.netPaid(in: year) }
  package var opening: Int64? { now.opening(of: year) }
  package var appropriated: Int64 { now.appropriated(in: year) }
  package var recalled: Int64 { now.recalled(in: year) }

  func statement(
    _ rule: String, _ severity: String, _ subject: String, _ fen: Int64, _ day: Day?,
    related: String? = nil
  ) -> Statement {
    Statement(
      rule: rule, severity: severity, subject: subject, fen: fen,
      day: day.map { Int($0.number) } ?? 0, related: related)
  }

  /// A finding on a live line, where the day it belongs to is of the year; that of payment for nil.
  func onLine(
    _ rule: String, _ severity: String, _ line: PaymentLine, of day: Day? = nil
  ) -> [Statement] {
    let day = day ?? line.paidOn
    guard isOfYear(day) else { return [] }
    let subject = "\(line.id.voucher.printed)/\(line.id.line)"
    return [statement(rule, severity, subject, left(line), day)]
  }

  /// P05, P06, D04: the excess grew in the year, or a line of the year lies beyond the limit.
  func onExcess(
    _ rule: String, _ subject: String, over limit: Int64, _ lines: [PaymentLine],
    _ excess: (NaiveDay) -> Int64
  ) -> [Statement] {
    let stands = excess(now)
    let last = now.beyond(limit, lines).last { isOfYear($0.paidOn) }
    guard stands > 0, last != nil || excess(end) > excess(before) else { return [] }
    return [statement(rule, "block", subject, stands, last?.paidOn ?? asOf)]
  }
}
