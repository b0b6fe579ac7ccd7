import LedgerCore
import Reconciliation
import TestSupport
import Testing

/// A standard of subsidies as a row of a table states it.
struct StandardPlan: Sendable {
  private let build: @Sendable () throws -> SubsidyStandard

  /// A standard with one line.
  ///
  /// - Parameters:
  ///   - low: The amount in yuan.
  ///   - high: The upper limit, where it is a range.
  ///   - isOpen: Whether there is no upper limit.
  ///   - number: Its document number.
  ///   - from: The first day in force.
  ///   - until: The last day in force; open-ended for nil.
  ///   - event: What chooses the version.
  ///   - replaces: The versions it replaces.
  ///   - types: The types of cases it is for; all for nil.
  ///   - criminal: An amount for criminal cases, in a second line.
  ///   - grade: The grade it asks for.
  ///   - duty: What it grants for duty, each by the unit.
  init(
    _ low: String, to high: String? = nil, isOpen: Bool = false, number: String = "标1",
    from: String = "2020-01-01", until: String? = nil, by event: SubsidyStandard.Event = .closing,
    replaces: [String] = [], types: [CaseType]? = nil, criminal: String? = nil,
    grade: String? = nil, duty: [DutyUnit: DutyAmount] = [:]
  ) {
    build = {
      var terms: [Dimension: [String]] = [:]
      terms[.caseType] = types?.map(\.rawValue)
      terms[.grade] = grade.map { [$0] }
      let amount = AmountRange(
        low: try .yuan(low), high: isOpen ? nil : try .yuan(high ?? low))
      // A line for all that is counted in 件 leaves none for duty.
      var lines =
        duty[.item] == nil ? [try Self.line("甲", Selection(terms: terms), amount)] : []
      if let criminal {
        let terms = [Dimension.caseType: [CaseType.criminal.rawValue]]
        lines.append(
          try Self.line("刑", Selection(terms: terms), AmountRange(try .yuan(criminal))))
      }
      var declared: [Dimension: [String]] = [:]
      declared[.grade] = grade.map { [$0] }
      let bands = duty.values.compactMap(\.band)
      declared[.regionBand] = bands.isEmpty ? nil : bands
      for (unit, amount) in duty { lines.append(try amount.line(countedIn: unit)) }
      return SubsidyStandard(
        title: "测试标准", document: .numbered(try .of(number)), region: "测试区",
        inForce: .init(from: try .of(from), to: try until.map { try .of($0) }),
        selectedBy: event, replaces: replaces, source: "测试",
        rounding: Rounding(step: .result, unit: .fen, mode: .halfUp),
        declaredTerms: declared, lines: lines)
    }
  }

  private static func line(
    _ id: String, _ selection: Selection, _ amount: AmountRange
  ) throws -> StandardLine {
    StandardLine(
      id: try .of(id), clause: "第一条", selection: selection, unit: .item,
      amount: .stated(amount))
  }

  func standard() throws -> SubsidyStandard {
    let standard = try build()
    #expect(standard.flaws.isEmpty, "a standard of a test has flaws")
    return standard
  }
}

/// What a standard of a test grants for a unit of duty.
struct DutyAmount: Sendable, ExpressibleByStringLiteral {
  let low: String
  /// Without an upper limit for nil.
  let high: String?
  /// Where duty must be served for it.
  var band: String?

  init(_ low: String, to high: String?, band: String? = nil) {
    self.low = low
    self.high = high
    self.band = band
  }

  init(stringLiteral value: String) { self.init(value, to: value) }

  func line(countedIn unit: DutyUnit) throws -> StandardLine {
    var terms: [Dimension: [String]] = [.serviceForm: ["值班"]]
    terms[.regionBand] = band.map { [$0] }
    let amount = AmountRange(low: try .yuan(low), high: try high.map { try .yuan($0) })
    return StandardLine(
      id: try .of("值班\(unit.rawValue)"), clause: "第二条", selection: Selection(terms: terms),
      unit: try #require(SubsidyUnit(rawValue: unit.rawValue)),
      amount: .perUnit(amount, quantity: unit.rawValue))
  }
}

/// One row of the table of C05 or D08: a clean book, the standards, what is changed, what is then
/// found.
struct StandardRow: Sendable, CustomTestStringConvertible {
  let testDescription: String
  private let rule: RuleID
  private let base: InventedBook.Base
  private let plans: [StandardPlan]
  private let period: @Sendable () throws -> Period
  private let expected: [String]
  private let change: @Sendable (inout InventedBook) throws -> Void

  /// A row that starts from the clean book; see ``RuleRow``.
  init(
    _ name: String, _ plans: [StandardPlan], year: Int = 2024, asOf: String? = nil,
    finds expected: String...,
    change: @escaping @Sendable (inout InventedBook) throws -> Void = { _ in }
  ) {
    self.init(
      name, plans, year: year, asOf: asOf, judging: "C05", in: .clean, finding: expected,
      change: change)
  }

  /// A row of another rule, or from another book.
  init(
    _ name: String, _ plans: [StandardPlan], year: Int = 2024, asOf: String? = nil,
    judging rule: RuleID, in base: InventedBook.Base, finding expected: [String],
    change: @escaping @Sendable (inout InventedBook) throws -> Void
  ) {
    testDescription = name
    self.rule = rule
    self.base = base
    self.plans = plans
    self.expected = expected
    self.change = change
    period = { Period(year: try .of(year), asOf: try asOf.map { try .of($0) }) }
  }

  /// Reconciles the row's book and compares what the rule says, in three orders of the facts.
  func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
    var book = try InventedBook.of(base)
    try change(&book)
    var generator = SeededGenerator(seed: 1)
    for _ in 1...3 {
      let found = try Self.findings(in: book, under: plans, period(), of: rule).map(\.summary)
      #expect(found == expected, "\(testDescription)", sourceLocation: sourceLocation)
      book = book.shuffled(using: &generator)
    }
  }

  /// What a rule finds in a book under some standards.
  static func findings(
    in book: InventedBook, under plans: [StandardPlan], _ period: Period, of rule: RuleID = "C05"
  ) throws -> [Finding] {
    var register = StandardRegister()
    for plan in plans { try register.add(plan.standard()) }
    var run = try ReconciliationRun(
      period: period,
      register: book.register,
      settings: RuleSettings(standards: register))
    for dossier in book.dossiers { try run.observe(dossier) }
    for account in book.dutyAccounts { try run.observe(account) }
    for lines in book.uncitedLines { try run.observe(uncited: lines[0].id, lines) }
    return try run.finish().findings.filter { $0.rule == rule }
  }
}
