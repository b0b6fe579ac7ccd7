import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("记账前的核查")
struct EntryCheckTests {
  @Test("before a payment is recorded it finds exactly what the year's end would find more")
  func sameAsYearEnd() throws {
    // What is left at a year's end is no payment's doing.
    let openRules = Set(RuleCatalogue.openFundRules.map(\.description.id))
    var spoken = 0
    for seed in UInt64(9_001)...10_000 {
      let book = try RandomBook.book(seed: seed)
      let line = try RandomBook.candidate(seed: seed)
      let period = Period(year: line.paidOn.fiscalYear)
      let calendar = RandomBook.calendar(seed: seed)
      var bookAfter = book
      bookAfter.lines.append(line)
      let standing = try book.reconcile(period, under: calendar).findings
      let expected = try bookAfter.reconcile(period, under: calendar).findings
        .filter { !standing.contains($0) && !openRules.contains($0.rule) }
      let found = try book.entryCheck(period, under: calendar)
        .findings(adding: line, to: book.account(of: line))
      #expect(found == expected, "seed \(seed)")
      spoken += found.count
    }
    #expect(spoken > 1_000)
  }

  @Test("before an approval is recorded it finds what any year's end would, but open items")
  func sameAsYearEndForApprovals() throws {
    let openItems = Set(RuleCatalogue.openItemRules.map(\.description.id))
    var spoken: [RuleID: Int] = [:]
    for seed in UInt64(11_001)...11_400 {
      let book = try RandomBook.book(seed: seed).ofCases
      let after = try Self.yearEnds(of: book)
      for index in book.claims.indices where book.claims[index].approval != nil {
        var before = book
        before.claims[index].approval = nil
        before.claims[index].approvedBy = nil
        let number = book.claims[index].caseNumber
        let found = try EntryCheck.findings(
          changing: before.dossier(number), to: book.dossier(number))
        let expected = try Self.broughtAbout(after, Self.yearEnds(of: before))
          .filter { !openItems.contains($0.rule) }
        #expect(found.map(\.summary) == expected.map(\.summary), "seed \(seed)")
        for finding in found { spoken[finding.rule, default: 0] += 1 }
      }
    }
    for rule: RuleID in ["C04", "C06", "C07"] {
      #expect(spoken[rule, default: 0] > 20, "\(rule)")
    }
  }

  @Test("before a duty shift is recorded it finds what any year's end would")
  func sameAsYearEndForDuty() throws {
    var spoken: [RuleID: Int] = [:]
    for seed in UInt64(12_001)...12_400 {
      let book = try RandomBook.book(seed: seed).ofDuty
      let standards = try DutyStandards(seed: seed).register
      let after = try Self.yearEnds(of: book, with: standards)
      for shift in book.shifts {
        var before = book
        before.shifts.removeAll { $0.number == shift.number }
        let sameDay = before.shifts.filter { $0.servedOn == shift.servedOn }
        let account = before.dutyAccounts.first { $0.dutyNumber == shift.number }
        let found = try EntryCheck.findings(
          recording: shift, in: account ?? DutyAccount(dutyNumber: shift.number), among: sameDay,
          settings: RuleSettings(standards: standards))
        let expected = try Self.broughtAbout(after, Self.yearEnds(of: before, with: standards))
        #expect(found.map(\.summary) == expected.map(\.summary), "seed \(seed)")
        for finding in found { spoken[finding.rule, default: 0] += 1 }
      }
    }
    for rule: RuleID in ["D01", "D02", "D04", "D05", "D06", "D07", "D08"] {
      #expect(spoken[rule, default: 0] > 20, "\(rule)")
    }
  }

  /// What the end of each year finds in a book.
  private static func yearEnds(
    of book: InventedBook, with standards: StandardRegister = StandardRegister()
  ) throws -> [[Finding]] {
    try (2022...2026).map { year in
      try book.reconcile(Period(year: .of(year), asOf: .latest), with: standards).findings
    }
  }

  /// What the ends of all years find after something that they did not find before; each finding
  /// once.
  private static func broughtAbout(_ after: [[Finding]], _ before: [[Finding]]) -> [Finding] {
    var found: [Finding] = []
    for (after, standing) in zip(after, before) {
      found += after.filter { !standing.contains($0) && !found.contains($0) }
    }
    return found.sorted()
  }

  @Test("nothing is against a clean payment")
  func clean() throws {
    let book = try InventedBook.clean()
    var without = book
    without.lines = []
    let line = book.lines[0]
    let period = Period(year: try .of(2024))
    #expect(
      try without.entryCheck(period).findings(adding: line, to: without.account(of: line)).isEmpty)
  }

  @Test("what stood before is not laid to the payment; what it makes worse is")
  func standing() throws {
    var book = try InventedBook.funded()
    book.lines.append(try .sample("凭0", paid: "2024-02-01", amount: "10", payee: "乙所"))
    let period = Period(year: try .of(2024))
    let line = try PaymentLine.sample("凭2", paid: "2024-06-01", amount: "5")
    let found = try book.entryCheck(period).findings(adding: line, to: book.account(of: line))
    // P03 and P09 of 凭0 stood before; the excess of P05 grows from 10 to 15.
    #expect(found.map(\.summary) == ["P05 block 案1 15.00 2024-06-01"])
  }

  @Test("a payment dated in another year is judged in its own year")
  func ownYear() throws {
    let book = try InventedBook.clean()
    let line = try PaymentLine.sample("凭2", paid: "2025-01-02")
    let found = try book.entryCheck(Period(year: line.paidOn.fiscalYear))
      .findings(adding: line, to: book.account(of: line))
    #expect(
      found.map(\.summary)
        == ["P06 block 案1 1000.00 2025-01-02", "F03 high 2025 1000.00 -"])
  }

  @Test("a recall or a smaller adjustment shows F01 and F03 as they would be")
  func change() throws {
    var book = try InventedBook.clean()
    book.appropriations = [try .sample(amount: "1500")]
    let period = Period(year: try .of(2024))
    let before = try book.entryCheck(period)
    book.changes = [try .recall(on: "2024-05-01", "500")]
    #expect(try EntryCheck.findings(before: before, after: book.entryCheck(period), on: []).isEmpty)
    book.changes.append(try .recall(on: "2024-05-02", "0.01"))
    let found = try EntryCheck.findings(before: before, after: book.entryCheck(period), on: [])
    #expect(found.map(\.summary) == ["F01 block 文1 0.01 -", "F03 high 2024 0.01 -"])
  }

  @Test("the balance shown is that of the row the payment draws on, before it")
  func balance() throws {
    var book = try InventedBook.clean()
    book.appropriations = [
      try .sample(year: 2023, amount: "70"), try .sample(amount: "5000"),
    ]
    let check = try book.entryCheck(Period(year: .of(2024)))
    let line = try PaymentLine.sample("凭2", paid: "2024-05-01")
    let (row, balance) = try #require(check.balance(for: line))
    #expect(try row.id == .sample(year: 2024) && balance == .yuan("4000"))
    #expect(check.balance(for: try .sample(paid: "2023-05-01"))?.balance.yuanText == "70.00")
    #expect(check.balance(for: try .sample(document: "文9")) == nil)
  }
}

extension InventedBook {
  /// Without duty: each of many passes over it takes less.
  fileprivate var ofCases: InventedBook {
    var book = self
    book.shifts = []
    book.lines.removeAll { if case .dutyShift = $0.subject { true } else { false } }
    return book
  }

  /// Without cases.
  fileprivate var ofDuty: InventedBook {
    var book = self
    (book.cases, book.claims) = ([], [])
    book.lines.removeAll { if case .legalAidCase = $0.subject { true } else { false } }
    return book
  }

  fileprivate static func funded() throws -> InventedBook { try of(.funded) }

  /// The check against everything in the book that the period sees, as the store sums it.
  fileprivate func entryCheck(
    _ period: Period, under calendar: InventedCalendar = .full
  ) throws -> EntryCheck {
    let posted = lines.filter { period.sees($0.paidOn) }.map { PostedSum($0) }
    return try EntryCheck(
      period: period,
      register: register,
      posted: posted, settings: RuleSettings(calendar: calendar.asKept))
  }

  fileprivate func dossier(_ number: CaseNumber) -> Dossier {
    dossiers.first { $0.caseNumber == number } ?? Dossier(caseNumber: number)
  }

  fileprivate func account(of line: PaymentLine) -> PaidAccount {
    switch line.subject {
    case .legalAidCase(let number):
      .legalAidCase(dossier(number))
    case .dutyShift(let number):
      .dutyShift(dutyAccounts.first { $0.dutyNumber == number } ?? DutyAccount(dutyNumber: number))
    case .none: .none([])
    }
  }
}
