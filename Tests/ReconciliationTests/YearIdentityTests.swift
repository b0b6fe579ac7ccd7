import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("I04、I05 与跨年度支付")
struct YearIdentityTests {
  /// A book and both sides of one identity of a year.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sides: String
    let year: Int
    let asOf: String?
    let base: InventedBook.Base
    let change: @Sendable (inout InventedBook) throws -> Void

    init(
      _ name: String, _ sides: String, year: Int = 2024, asOf: String? = nil,
      in base: InventedBook.Base = .clean,
      _ change: @escaping @Sendable (inout InventedBook) throws -> Void = { _ in }
    ) {
      testDescription = name
      self.sides = sides
      self.year = year
      self.asOf = asOf
      self.base = base
      self.change = change
    }

    /// Compares left, right, unit and outcome, in three orders of the facts.
    func check(_ id: String) throws {
      var book = try InventedBook.of(base)
      try change(&book)
      var generator = SeededGenerator(seed: 2)
      for _ in 1...3 {
        let found = try #require(
          try book.reconcile(year: year, asOf: asOf).identities.first { $0.id == id })
        let (left, right) = (try #require(found.left), try #require(found.right))
        #expect("\(left) = \(right) \(found.unit.rawValue) \(found.outcome)" == sides)
        #expect(found.difference == left - right)
        book = book.shuffled(using: &generator)
      }
    }
  }

  @Test("I04 approved − paid = open remainders − overpayments", arguments: open + openDays)
  func i04(row: Row) throws { try row.check("I04") }

  static let open = [
    Row("paid in full", "0 = 0 fen pass"),
    Row("not paid", "100000 = 100000 fen pass") { $0.lines = [] },
    Row("paid in part", "1 = 1 fen pass") { $0.lines = [try .sample(amount: "999.99")] },
    Row("paid over", "-1 = -1 fen pass") { $0.lines = [try .sample(amount: "1000.01")] },
    Row("a part taken back", "30000 = 30000 fen pass") {
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-05-01", amount: "300"))
    },
    Row("one case open, another overpaid", "-20000 = -20000 fen pass") {
      $0.lines = [try .sample(amount: "900"), try .sample("凭2", amount: "300", case: "案2")]
      $0.cases.append(try .sample("案2"))
    },
    Row("approved as nothing", "0 = 0 fen pass") {
      $0.claims = [try .sample(approved: "2024-03-10", approvedAmount: "0")]
      $0.lines = []
    },
    Row("a claim that is not approved", "-100000 = -100000 fen pass") {
      $0.claims = [try .sample()]
    },
    Row("a claim that is returned", "-100000 = -100000 fen pass") {
      $0.claims = [try .sample(approved: "2024-03-10", returned: "2024-04-01")]
    },
    Row("a claim that C03 names counts nothing", "0 = 0 fen pass") {
      $0.claims.append(try .sample("申2", claimed: "2024-03-06", approved: "2024-03-11"))
    },
    Row("cases that nobody knows", "40000 = 40000 fen pass") {
      $0.claims.append(try .sample("申2", case: "案8", amount: "900", approved: "2024-03-11"))
      $0.lines.append(try .sample("凭2", amount: "500", case: "案9"))
    },
    Row("of those no claim is named by C03", "200000 = 200000 fen pass") {
      $0.claims += [
        try .sample("申2", case: "案8", approved: "2024-03-11"),
        try .sample("申3", case: "案8", approved: "2024-03-12"),
      ]
    },
    Row("other uses are no case payments", "0 = 0 fen pass") {
      $0.lines += [
        try .sample("凭2", use: .directCosts), try .sample("凭3", case: nil, use: .other),
        try .dutySample(),
      ]
    },
    Row("no case at all", "0 = 0 fen pass", in: .duty),
  ]

  static let openDays = [
    Row("before the approval", "0 = 0 fen pass", asOf: "2024-03-09"),
    Row("from the day of the approval on", "100000 = 100000 fen pass", asOf: "2024-03-10"),
    Row("on the day before the payment", "100000 = 100000 fen pass", asOf: "2024-03-31"),
    Row("from the day of the payment on", "0 = 0 fen pass", asOf: "2024-04-01"),
    Row("approved before it was claimed", "100000 = 100000 fen pass", asOf: "2024-03-20") {
      $0.claims = [try .sample(claimed: "2024-04-01", approved: "2024-03-10")]
    },
    Row("a reversal after the as-of day", "0 = 0 fen pass") {
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2025-01-01"))
    },
    Row("to date: also what the next year brought", "100000 = 100000 fen pass", asOf: "2025-01-01")
    {
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2025-01-01"))
    },
    Row("of all years", "70000 = 70000 fen pass", year: 2025) {
      $0.claims.append(
        try .sample("申2", case: "案2", claimed: "2021-03-06", approved: "2021-03-11"))
      $0.lines.append(try .sample("凭2", paid: "2025-05-05", amount: "300", case: "案2"))
    },
    Row(
      "the same whatever the year that is asked", "100000 = 100000 fen pass", year: 2020,
      asOf: "2024-03-31"),
  ]

  @Test("I04 counts a second claim once its repetition is explained")
  func explainedRepetition() throws {
    var book = try InventedBook.clean()
    book.claims.append(try .sample("申2", claimed: "2024-03-06", approved: "2024-03-11"))
    let finding = try #require(try book.reconcile().findings.first { $0.rule == "C03" })
    let result = try book.reconcile(
      Period(year: .of(2024)), explained: [finding.explanationSample()])
    let identity = try #require(result.identities.first { $0.id == "I04" })
    #expect(identity.left == 100_000 && identity.right == 100_000)
  }

  @Test("I05 open at start + accepted = ended + open at the end", arguments: cases + caseDays)
  func i05(row: Row) throws { try row.check("I05") }

  static let cases = [
    Row("no case", "0 = 0 case pass", in: .duty),
    Row("accepted and closed in the year", "1 = 1 case pass"),
    register("every way to end, and one that stays open", "4 = 4 case pass") {
      [
        try .sample(closed: "2024-03-01"),
        try .sample("案2", closed: "2024-03-01", outcome: .terminated),
        try .sample("案3", closed: "2024-03-01", outcome: .withdrawn), try .sample("案4"),
      ]
    },
    register("open at the start and never closed", "1 = 1 case pass") {
      [try .sample(accepted: "2019-01-01")]
    },
    register("accepted on the last day of the year before", "1 = 1 case pass") {
      [try .sample(accepted: "2023-12-31", closed: "2024-01-01")]
    },
    register("closed on that day: of neither year's concern", "0 = 0 case pass") {
      [try .sample(accepted: "2023-12-31", closed: "2023-12-31")]
    },
    register("closed on 31 December", "1 = 1 case pass") {
      [try .sample(accepted: "2024-12-31", closed: "2024-12-31")]
    },
    register("accepted on 1 January of the next year", "0 = 0 case pass", asOf: "2025-12-31") {
      [try .sample(accepted: "2025-01-01", closed: "2025-01-01")]
    },
    register("closed before it was accepted, in one year", "1 = 1 case pass") {
      [try .sample(accepted: "2024-03-09", closed: "2024-03-01")]
    },
    register("closed in the year before its acceptance", "1 = 0 case contradiction") {
      [try .sample(accepted: "2024-03-09", closed: "2023-12-31")]
    },
    register("and seen from there", "0 = 1 case contradiction", year: 2023, asOf: "2024-12-31") {
      [try .sample(accepted: "2024-03-09", closed: "2023-12-31")]
    },
    register("a case is open at the end of the last of all years", "1 = 1 case pass", year: 2999) {
      [try .sample(accepted: "2999-12-31")]
    },
    register("and at the end of the first", "1 = 1 case pass", year: 1900) {
      [try .sample(accepted: "1900-01-01")]
    },
  ]

  static let caseDays = [
    register("in mid-year: open on the as-of day", "2 = 2 case pass", asOf: "2024-06-30") {
      try mixed()
    },
    register("at the year's end", "4 = 4 case pass") { try mixed() },
    register("a later day changes nothing of the year", "4 = 4 case pass", asOf: "2026-01-01") {
      try mixed()
    },
    register("what is closed later is open at the start", "3 = 3 case pass", year: 2025) {
      try mixed()
    },
    register("before the year began", "2 = 2 case pass", year: 2025, asOf: "2024-06-30") {
      try mixed()
    },
    register(
      "after the year, a late acceptance is not seen", "1 = 1 case pass", year: 2023,
      asOf: "2024-06-29"
    ) { try mixed() },
  ]

  /// Open since 2023; closed in June; two of December, one of them closed a year later.
  private static func mixed() throws -> [LegalAidCase] {
    [
      try .sample(accepted: "2023-12-01"),
      try .sample("案2", accepted: "2024-06-30", closed: "2024-07-01"),
      try .sample("案3", accepted: "2024-12-01"),
      try .sample("案4", accepted: "2024-12-31", closed: "2025-12-31", outcome: .terminated),
    ]
  }

  /// A row about cases alone.
  private static func register(
    _ name: String, _ sides: String, year: Int = 2024, asOf: String? = nil,
    _ make: @escaping @Sendable () throws -> [LegalAidCase]
  ) -> Row {
    Row(name, sides, year: year, asOf: asOf, in: .empty) { $0.cases = try make() }
  }
}

@Suite("跨年度支付")
struct AcrossYearsTests {
  @Test("paid in the year for cases closed earlier, each case once; later for those closed in it")
  func sums() throws {
    var book = InventedBook()
    book.appropriations = [try .sample(year: 2023), try .sample()]
    book.cases = [
      try .sample("案1", closed: "2023-12-31"), try .sample("案2", closed: "2023-06-01"),
      try .sample("案3", closed: "2024-01-01", outcome: .terminated), try .sample("案4"),
      try .sample("案5", closed: "2024-06-01"),
    ]
    for index in book.cases.indices { book.cases[index].acceptedOn = try .of("2023-01-01") }
    book.claims = try (1...5).map {
      try .sample("申\($0)", case: "案\($0)", claimed: "2024-01-02", approved: "2024-01-03")
    }
    book.lines = [
      try .sample("凭1", paid: "2024-01-01", amount: "300", case: "案1"),
      try .sample("凭2", paid: "2024-12-31", amount: "200", case: "案1"),
      try .sample("凭3", paid: "2023-12-30", amount: "50", case: "案1"),
      try .sample("凭4", paid: "2024-05-01", amount: "70", case: "案2", use: .directCosts),
      try .sample("凭5", paid: "2024-05-01", amount: "400", case: "案3"),
      try .sample("凭6", paid: "2025-01-01", amount: "100", case: "案3"),
      try .sample("凭7", paid: "2024-05-01", amount: "90", case: "案4"),
      try .sample("凭8", paid: "2024-07-01", amount: "1200", case: "案5"),
      try .sample("凭9", paid: "2024-07-01", amount: "80", case: "案9"),
    ]
    #expect(try across(book) == "500.00 of 1, 100.00 later, 600.00 unpaid")
    #expect(try across(book, asOf: "2025-01-01") == "500.00 of 1, 100.00 later, 500.00 unpaid")
    #expect(try across(book, asOf: "2024-05-31") == "300.00 of 1, 100.00 later, 600.00 unpaid")
    #expect(try across(book, year: 2023) == "0.00 of 0, 500.00 later, 0.00 unpaid")
    #expect(
      try across(book, year: 2023, asOf: "2024-12-31")
        == "0.00 of 0, 500.00 later, 1450.00 unpaid")
    #expect(try across(book, year: 2025) == "100.00 of 1, 0.00 later, 0.00 unpaid")
  }

  @Test("a reversal counts in the year of its own day; what comes to nothing is no case's")
  func reversals() throws {
    var book = try InventedBook.clean()
    book.cases = [try .sample(accepted: "2023-01-01", closed: "2023-12-31")]
    let line = try PaymentLine.sample(paid: "2023-12-31")
    book.lines = [line, try line.reversed(by: "凭2", on: "2024-02-01", amount: "300")]
    #expect(try across(book, year: 2023) == "0.00 of 0, -300.00 later, 0.00 unpaid")
    #expect(try across(book) == "-300.00 of 1, 0.00 later, 0.00 unpaid")
    book.lines.append(try .sample("凭3", paid: "2024-03-01", amount: "300"))
    #expect(try across(book) == "0.00 of 0, 0.00 later, 0.00 unpaid")
    book.lines.append(try line.reversed(by: "凭4", on: "2025-03-01", amount: "10"))
    #expect(try across(book, year: 2025) == "-10.00 of 1, 0.00 later, 0.00 unpaid")
  }

  private func across(
    _ book: InventedBook, year: Int = 2024, asOf: String? = nil
  ) throws -> String {
    let across = try book.reconcile(year: year, asOf: asOf).book.acrossYears
    return "\(across.forEarlier.yuanText) of \(across.casesForEarlier), "
      + "\(across.paidLater.yuanText) later, \(across.unpaid.yuanText) unpaid"
  }
}
