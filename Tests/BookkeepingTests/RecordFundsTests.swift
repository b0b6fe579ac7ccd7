import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("经费指标的登记")
struct RecordFundsTests {
  private func change(
    _ session: Session, _ kind: AppropriationChange.Kind, _ amount: String,
    of document: String = "文1", year: Int? = nil, on day: String = "2024-05-01"
  ) throws {
    try RecordFunds(session).change(
      .of(document), fiscalYear: year.map { try .of($0) }, kind, on: .of(day),
      amount: .yuan(amount), reason: "文件〔2024〕5号")
  }

  @Test("an appropriation is received once for each budget year")
  func receive() throws {
    let session = try Session.sample()
    let funds = RecordFunds(session)
    try funds.receive(.sample())
    try funds.receive(.sample(year: 2025))
    #expect(try session.lastStamp().kind == "fund receive")
    let again = try session.refusal { try funds.receive(.sample(" 文１", amount: "5")) }
    #expect(again.name == "alreadyRegistered")
    #expect(again.description.contains("2024 年度"))
    #expect(
      try session.store.read { try $0.funds.appropriations() } == [.sample(), .sample(year: 2025)])
  }

  @Test("money of a later year cannot be carried over into an earlier one")
  func originYear() throws {
    let session = try Session.sample()
    let refusal = try session.refusal {
      try RecordFunds(session).receive(.sample(year: 2024, carriedFrom: 2025))
    }
    #expect(refusal.name == "originAfterFiscalYear")
    try RecordFunds(session).receive(.sample(year: 2024, carriedFrom: 2023))
  }

  @Test("adjustments and recalls are numbered facts with their reason in the journal")
  func changes() throws {
    let session = try Session.sample(.clean())
    try change(session, .adjustment, "500")
    #expect(try session.lastStamp().kind == "fund adjust")
    #expect(try session.lastStamp().reason == "文件〔2024〕5号")
    try change(session, .recall, "99.5")
    #expect(try session.lastStamp().kind == "fund recall")
    let changes = try session.store.read { try $0.funds.changes() }
    #expect(changes.map(\.number) == [1, 2])
    #expect(changes.map(\.change.amount) == [try .yuan("500"), try .yuan("99.5")])
    let accounts = try ListRegister(session.store).appropriations(of: .of(2024))
    #expect(accounts.map(\.balance) == [try .yuan("99400.5")])
  }

  @Test("the year may be left out only when the document has one row")
  func unclearYear() throws {
    var book = try InventedBook.clean()
    book.appropriations.append(try .sample(year: 2023))
    let session = try Session.sample(book)
    let refusal = try session.refusal { try change(session, .adjustment, "5") }
    #expect(refusal.name == "appropriationUnclear")
    #expect(refusal.description.contains("2023、2024"))
    try change(session, .adjustment, "5", year: 2023)
    let changed = try session.store.read {
      try $0.funds.changes().map(\.change.appropriation)
    }
    #expect(changed == [try .sample(year: 2023)])
    #expect(
      try session.refusal { try change(session, .adjustment, "5", year: 2022) }.name
        == "notRegistered")
    #expect(
      try session.refusal { try change(session, .adjustment, "5", of: "文9") }.name
        == "notRegistered")
  }

  @Test("a recall below what was paid is F01, also through several payments and reversals")
  func recallBelowPaid() throws {
    var book = try InventedBook.clean()
    let paid = try PaymentLine.sample("凭2/1", amount: "600", case: nil, use: .other)
    book.lines += [paid, try paid.reversed(by: "冲1/1", on: "2024-04-20", amount: "250")]
    let session = try Session.sample(book)
    // 100,000 less 1,000 less 600 and back 250.
    let refusal = try session.refusal { try change(session, .recall, "98650.01") }
    #expect(refusal.name == "rules: F01")
    #expect(refusal.findings.first?.amount.fen == 1)
    try change(session, .recall, "98650")
    #expect(try session.findings().isEmpty)
    #expect(try session.refusal { try change(session, .adjustment, "-0.01") }.name == "rules: F01")
  }

  @Test("what stands already is not laid to a change; what it makes worse is")
  func standing() throws {
    var book = try InventedBook.clean()
    book.appropriations = [try .sample(amount: "900")]
    let session = try Session.sample(book)
    #expect(try session.findings().map(\.rule) == ["F01", "F03"])
    try change(session, .adjustment, "50")
    #expect(try session.refusal { try change(session, .recall, "10") }.name == "rules: F01")
  }

  @Test("a recall dated back is held against what was paid in later years")
  func datedBack() throws {
    var book = try InventedBook.clean()
    book.lines = [try .sample(paid: "2025-01-10")]
    let session = try Session.sample(book)
    let refusal = try session.refusal { try change(session, .recall, "99500", on: "2024-12-31") }
    #expect(Set(refusal.findings.map(\.rule)) == ["F01"])
    #expect(Set(refusal.findings.map(\.amount.fen)) == [50_000])
  }

  @Test("an amount that says nothing never enters")
  func amounts() throws {
    let session = try Session.sample(.clean())
    let head = try session.head()
    for (kind, amount) in [
      (AppropriationChange.Kind.adjustment, "0"), (.recall, "0"), (.recall, "-5"),
    ] {
      #expect(throws: (any Error).self) { try change(session, kind, amount) }
    }
    #expect(try session.head() == head)
  }

  @Test("an opening is stated once, and again only with a reason")
  func opening() throws {
    let session = try Session.sample()
    let funds = RecordFunds(session)
    let stated = OpeningBalance(fiscalYear: try .of(2024), amount: try .yuan("100"))
    let corrected = OpeningBalance(fiscalYear: try .of(2024), amount: .zero, note: "核对")
    try funds.open(stated)
    #expect(try session.lastStamp().kind == "fund opening")
    let head = try session.head()
    try funds.open(stated)
    #expect(try session.head() == head)
    #expect(try session.refusal { try funds.open(corrected) }.name == "openingStated")
    try funds.open(corrected, amending: "银行对账单")
    #expect(try session.lastStamp().reason == "银行对账单")
    #expect(try session.store.read { try $0.funds.openings() } == [corrected])
    try funds.open(OpeningBalance(fiscalYear: try .of(2025), amount: .zero))
    #expect(
      try session.store.read { try $0.funds.openings().map(\.fiscalYear.number) } == [2024, 2025])
  }

  @Test("an opening other than what was carried over is refused, by closing or by rows")
  func openingNotCarried() throws {
    let session = try Session.sample(.clean())
    try session.close()
    let funds = RecordFunds(session)
    let other = OpeningBalance(fiscalYear: try .of(2025), amount: try .yuan("99000.01"))
    let refusal = try session.refusal { try funds.open(other) }
    #expect(refusal.name == "openingNotCarried")
    for words in ["2025 年度", "99,000.00 元", "99,000.01 元"] {
      #expect(refusal.description.contains(words), "\(words)")
    }
    #expect(refusal.steps == [.override])
    // A reason to amend is none to override.
    #expect(
      try session.refusal { try funds.open(other, amending: "核对") }.name == "openingNotCarried")
    try funds.open(other, override: Override(reason: "财政核定"))
    #expect(try session.lastStamp().reason == "越过规则 F07：财政核定")
    #expect(try session.findings(2025, judging: ["F07"]).map(\.amount.fen) == [1])
    try funds.open(OpeningBalance(fiscalYear: .of(2025), amount: .yuan("99000")), amending: "更正")
    #expect(try session.findings(2025, judging: ["F07"]).isEmpty)
  }

  @Test("rows that were carried over count where no closing did it")
  func openingBesideRows() throws {
    let session = try Session.sample()
    let funds = RecordFunds(session)
    try funds.receive(.sample("文9", amount: "5", carriedFrom: 2023))
    let nothing = OpeningBalance(fiscalYear: try .of(2024), amount: .zero)
    #expect(try session.refusal { try funds.open(nothing) }.name == "openingNotCarried")
    try funds.open(OpeningBalance(fiscalYear: .of(2024), amount: .yuan("5")))
  }

  @Test("a rehearsal writes nothing and refuses all the same")
  func rehearsal() throws {
    let session = try Session.sample(.clean())
    let head = try session.head()
    let funds = RecordFunds(session.rehearsing)
    try funds.receive(.sample("文2"))
    try change(session.rehearsing, .adjustment, "5")
    try funds.open(OpeningBalance(fiscalYear: .of(2024), amount: .zero))
    #expect(try session.refusal { try funds.receive(.sample()) }.name == "alreadyRegistered")
    #expect(
      try session.refusal { try change(session.rehearsing, .recall, "99500") }.name == "rules: F01")
    #expect(try session.head() == head)
  }
}
