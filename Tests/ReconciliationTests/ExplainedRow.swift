import LedgerCore
import Reconciliation
import TestSupport
import Testing

/// One row of the table of explanations: a book in which a rule speaks, and changes of facts under
/// what it says.
struct ExplainedRow: Sendable, CustomTestStringConvertible {
  /// A change of a book, with what it is.
  struct Change: Sendable {
    let name: String
    let make: @Sendable (inout InventedBook) throws -> Void

    init(_ name: String, _ make: @escaping @Sendable (inout InventedBook) throws -> Void) {
      self.name = name
      self.make = make
    }
  }

  let rule: RuleID
  private let base: InventedBook.Base
  private let plan: StandardPlan?
  private let plant: @Sendable (inout InventedBook) throws -> Void
  private let unrelated: [Change]
  private let lapsing: [Change]

  /// - Parameters:
  ///   - rule: The rule that speaks once in the planted book.
  ///   - base: The clean book it is planted in.
  ///   - plan: A standard of subsidies that is in force.
  ///   - plant: Makes the rule speak.
  ///   - unrelated: What it does not rest on, besides what no finding rests on.
  ///   - lapsing: What it rests on; the rule still speaks of the same subject after each.
  init(
    _ rule: RuleID, in base: InventedBook.Base = .funded, under plan: StandardPlan? = nil,
    _ plant: @escaping @Sendable (inout InventedBook) throws -> Void, unrelated: [Change] = [],
    lapsing: [Change]
  ) {
    self.rule = rule
    self.base = base
    self.plan = plan
    self.plant = plant
    self.unrelated = unrelated
    self.lapsing = lapsing
  }

  var testDescription: String { rule.description }
}

extension ExplainedRow {
  /// The book in which the rule speaks; its case is not filed.
  private func planted() throws -> InventedBook {
    var book = try InventedBook.of(base)
    for index in book.cases.indices { book.cases[index].filedOn = nil }
    try plant(&book)
    return book
  }

  private func findings(
    in book: InventedBook, year: Int = 2024, explained: [Explanation] = []
  ) throws -> [Finding] {
    var standards = StandardRegister()
    if let plan { try standards.add(plan.standard()) }
    return try book.reconcile(
      Period(year: .of(year)), with: standards, explained: explained
    ).findings
  }

  /// Explains what the rule says, and expects the explanation to stand, or to lapse.
  func check() throws {
    let book = try planted()
    let before = try findings(in: book)
    let spoken = before.filter { $0.rule == rule && $0.outcome == .contradiction }
    let finding = try #require(spoken.first)
    #expect(spoken.count == 1)
    #expect(!finding.facts.isEmpty)
    let explanation = finding.explanationSample()
    try expectStanding(explanation, in: book, before)
    // All payments of the year lie under F03, those of other money as well.
    let always = rule == "F03" ? Array(Self.unrelatedToAll.dropFirst()) : Self.unrelatedToAll
    for change in unrelated + always
      + (["K02", "K04"].contains(rule) ? [] : [Self.people])
    {
      var changed = book
      try change.make(&changed)
      let found = try findings(in: changed, explained: [explanation])
        .filter { $0.rule == rule && $0.subject == finding.subject }
      #expect(found.map(\.outcome) == [.explained], "\(change.name)")
    }
    for change in lapsing {
      var changed = book
      try change.make(&changed)
      let found = try findings(in: changed, explained: [explanation])
        .filter { $0.rule == rule && $0.subject == finding.subject }
      #expect(found.map(\.outcome) == [.contradiction], "\(change.name)")
      #expect(found.map(\.explanation) == [.lapsed(explanation)], "\(change.name)")
    }
    #expect(!lapsing.isEmpty)
  }

  /// The explained finding is as it was but for its outcome, and no other is touched; a year later,
  /// when it is still spoken of, it is explained as well.
  private func expectStanding(
    _ explanation: Explanation, in book: InventedBook, _ before: [Finding]
  ) throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 1...3 {
      let shuffled = book.shuffled(using: &generator)
      let after = try findings(in: shuffled, explained: [explanation])
      #expect(after.map(\.statement) == before.map(\.statement))
      for finding in after {
        let isExplained =
          finding.rule == rule && finding.subject == explanation.subject
          && finding.outcome != .notTestable
        #expect(finding.explanation == (isExplained ? .standing(explanation) : .none))
        #expect((finding.outcome == .explained) == isExplained)
      }
    }
    for year in [2023, 2025] {
      let found = try findings(in: book, year: year, explained: [explanation])
        .filter { $0.rule == rule && $0.outcome != .notTestable }
      #expect(found.allSatisfy { $0.explanation.standing == explanation }, "\(year)")
    }
  }

  /// What no finding of the clean books rests on.
  private static let unrelatedToAll = [
    Change("another clean case with money of its own") { book in
      book.cases.append(
        try .sample("案甲", accepted: "2024-05-01", closed: "2024-05-02", filed: "2024-05-03"))
      book.claims.append(
        try .sample("申甲", case: "案甲", claimed: "2024-05-03", approved: "2024-05-04"))
      book.appropriations.append(try .sample("文甲", received: "2024-05-05", amount: "1000"))
      book.lines.append(try .sample("凭甲", paid: "2024-05-05", case: "案甲", document: "文甲"))
    },
    Change("a payment of the next year") { book in
      book.appropriations.append(try .sample("文乙", year: 2025))
      book.lines.append(
        try .sample("凭乙", paid: "2025-05-05", case: nil, use: .other, document: "文乙"))
    },
  ]

  /// What none but K02 and K04 rests on: they compare recipients.
  private static let people = Change("the matter and another recipient") { book in
    for index in book.cases.indices {
      book.cases[index].matter = "劳动争议"
      book.cases[index].recipient = "受援人乙"
      book.cases[index].lawyer = "承办人乙"
    }
  }
}

extension ExplainedRow.Change {
  /// The day on which the case was filed, filled in.
  static let filing = Self("the filing day filled in") { book in
    for index in book.cases.indices { book.cases[index].filedOn = try .of("2024-12-20") }
  }

  /// What any finding on a payment line rests on: its amount, its day, its payee, what is left.
  static let ofLine: [Self] =
    [
      Self("another amount") { $0.lines[0].amount = try .yuan("987") },
      Self("another payee") { $0.lines[0].payee = "戊所" },
    ] + [partReversed]

  static let partReversed = Self("a part taken back") { book in
    book.lines.append(try book.lines[0].reversed(by: "冲1/1", on: "2024-09-01", amount: "1"))
  }
}

extension Finding {
  /// An explanation that is tied to this finding as it is.
  func explanationSample(
    _ reason: String = "已核实", register: ExplanationRegister = ExplanationRegister()
  ) -> Explanation {
    Explanation(
      rule: rule.description, subject: subject, digest: register.digest(of: self),
      reason: reason, by: "经办人甲", confirmedBy: "复核人乙", on: .latest)
  }

  /// What it states, whatever became of it.
  var statement: String {
    "\(rule) \(severity) \(subject) \(amount.yuanText) \(date.map(\.description) ?? "-") \(message)"
  }
}
