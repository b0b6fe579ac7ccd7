import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("结转下年")
struct CarryForwardTests {
  @Test("each balance goes over with its document, source, uses, origin year and note")
  func rows() throws {
    var book = try InventedBook.clean()
    book.appropriations += [
      try .sample("文2", source: .localBudget, amount: "500", uses: [.perCaseSubsidy, .other]),
      try .sample("文3", source: .donation, amount: "700", carriedFrom: 2021),
      try .sample("文4", amount: "80"),
    ]
    book.appropriations[1].note = "首批"
    book.changes = [
      try .adjustment(of: "文2", on: "2024-06-01", "50.5"),
      try .recall(of: "文2", on: "2024-07-01", "100"),
    ]
    let spent = try PaymentLine.sample("凭2/1", amount: "80", case: nil, use: .other, document: "文4")
    book.lines.append(spent)
    let session = try Session.sample(book)
    let outcome = try session.close()
    #expect(
      outcome.carried.map { "\($0.from.document) \($0.amount.yuanText)" }
        == ["文1 99000.00", "文2 450.50", "文3 700.00"])
    #expect(try session.row("文1", 2025) == "99000.00 中央转移支付 2024 2025-01-01")
    #expect(try session.row("文2", 2025) == "450.50 本级财政 2024 2025-01-01")
    #expect(try session.row("文3", 2025) == "700.00 捐赠 2021 2025-01-01")
    #expect(try session.row("文4", 2025) == nil)
    let second = try session.store.read { try $0.funds.appropriation(.sample("文2", year: 2025)) }
    #expect(second?.permittedUses == [.perCaseSubsidy, .other] && second?.note == "首批")
    // In 2024 the money is where it was, in 2025 where it went.
    #expect(
      try session.balances(2024).filter { $0.contains(" 2024 ") } == [
        "文1 2024 99000.00", "文2 2024 450.50", "文3 2024 700.00", "文4 2024 0.00",
      ])
    #expect(
      try session.balances(2025) == [
        "文1 2024 0.00", "文1 2025 99000.00", "文2 2024 0.00", "文2 2025 450.50", "文3 2024 0.00",
        "文3 2025 700.00", "文4 2024 0.00",
      ])
    let next = try ReconcileYear(session.store)(Period(year: .of(2025))).result
    #expect(next.identities.filter { $0.outcome == .contradiction }.isEmpty)
    #expect(next.identities.contains { $0.id == "I03" && $0.outcome == .pass })
    #expect(next.book.funds.opening?.yuanText == "100150.50")
    #expect(try next.book.funds.appropriated() == .zero)
  }

  @Test("what is paid in the next year is drawn on the row that was carried")
  func paidLater() throws {
    let session = try Session.sample(.clean())
    try session.close()
    try session.hold {
      $0.lines = [try .sample("凭9/1", paid: "2025-02-01", case: nil, use: .other)]
    }
    #expect(try session.balances(2025) == ["文1 2024 0.00", "文1 2025 98000.00"])
    #expect(try session.findings(2025, judging: ["F01", "F02", "F03", "F06"]).isEmpty)
  }

  @Test("a row that was registered beforehand as the same money is what was carried")
  func registeredEqual() throws {
    var book = try InventedBook.clean()
    var registered = try Appropriation.sample(
      year: 2025, received: "2025-01-20", amount: "99000", uses: [.other], carriedFrom: 2024)
    registered.note = "结转文件"
    book.appropriations.append(registered)
    let session = try Session.sample(book)
    let outcome = try session.close()
    #expect(outcome.carried.map(\.amount.yuanText) == ["99000.00"])
    #expect(try session.store.read { try $0.funds.appropriation(registered.id) } == registered)
    #expect(try session.opening(2025) == "99000.00")
    #expect(outcome.warnings.isEmpty)
  }

  @Test(
    "a row that was registered beforehand as other money stops the closing, with both in words",
    arguments: [
      ("98999.99", FundSource.centralTransfer, 2024, "中央转移支付 98,999.99 元（来源年度 2024）"),
      ("99000", .localBudget, 2024, "本级财政 99,000.00 元（来源年度 2024）"),
      ("99000", .centralTransfer, 2023, "中央转移支付 99,000.00 元（来源年度 2023）"),
      ("99000", .centralTransfer, 2025, "中央转移支付 99,000.00 元（来源年度 2025）"),
    ])
  func registeredOther(amount: String, source: FundSource, origin: Int, words: String) throws {
    var book = try InventedBook.clean()
    book.appropriations.append(
      try .sample(year: 2025, source: source, amount: amount, carriedFrom: origin))
    let session = try Session.sample(book)
    let refusal = try session.closingRefusal { try session.close() }
    #expect(refusal.name == "rowTaken")
    #expect(refusal.description.contains("已登记\(words)"))
    #expect(refusal.description.contains("要结转的中央转移支付 99,000.00 元（来源年度 2024）不同"))
    try session.importing(
      "指标文号,资金来源,预算年度,下达日期,金额,结转自年度\n文1,中央转移支付,2025,2025-01-01,99000,2024\n",
      amending: "按结转数更正")
    #expect(try session.close().isNew)
  }

  @Test("two rows of a document that both hold money cannot go over into one")
  func twoRows() throws {
    // All of 2023 was spent; in 2024 the bank returned a part, beside new money of the document.
    var book = InventedBook()
    let paid = try PaymentLine.sample("凭1/1", paid: "2023-05-01", case: nil, use: .other)
    // Donations, of which F05 does not ask how long they are kept.
    book.appropriations = [
      try .sample(year: 2023, source: .donation, amount: "1000"),
      try .sample(source: .donation, amount: "70"),
    ]
    book.lines = [paid, try paid.reversed(by: "冲1/1", on: "2024-02-01", amount: "30")]
    let session = try Session.sample(book)
    #expect(try session.close(2023).carried.isEmpty)
    let refusal = try session.closingRefusal { try session.close() }
    #expect(refusal.name == "twoRows" && refusal.description.contains("文1 在 2023、2024 年度都有余额"))
    try session.hold { $0.changes = [try .recall(year: 2023, on: "2024-12-30", "30")] }
    #expect(try session.close().carried.map(\.amount.yuanText) == ["70.00"])
  }

  @Test("what comes back to a row of an earlier year goes over with that year as its origin")
  func returnedLater() throws {
    var book = InventedBook()
    let paid = try PaymentLine.sample("凭1/1", paid: "2023-05-01", case: nil, use: .other)
    book.appropriations = [try .sample(year: 2023, source: .donation, amount: "1000")]
    book.lines = [paid, try paid.reversed(by: "冲1/1", on: "2024-02-01", amount: "30")]
    let session = try Session.sample(book)
    try session.close(2023)
    #expect(try session.close().carried.map(\.amount.yuanText) == ["30.00"])
    #expect(try session.row("文1", 2025) == "30.00 捐赠 2023 2025-01-01")
  }

  @Test("what comes back after the carry-over is there for the row that carries it on")
  func returnedToEndedRow() throws {
    var book = try InventedBook.clean()
    book.appropriations[0].source = .donation
    book.openings = [OpeningBalance(fiscalYear: try .of(2024), amount: .zero)]
    let session = try Session.sample(book)
    try session.close()
    try session.hold { $0.lines = [try book.lines[0].reversed(by: "冲1/1", on: "2025-02-01")] }
    #expect(try session.balances(2025) == ["文1 2024 0.00", "文1 2025 100000.00"])
    #expect(
      try ListRegister(session.store).appropriations(of: nil).map(\.balance.yuanText)
        == ["0.00", "100000.00"])
    // The case is paid again, from the row that was carried.
    try session.hold { $0.lines = [try .sample("凭9/1", paid: "2025-03-01")] }
    let outcome = try session.close(2025)
    #expect(outcome.carried.map(\.amount.yuanText) == ["99000.00"])
    #expect(outcome.warnings.isEmpty)
    for year in 2024...2026 {
      let result = try ReconcileYear(session.store)(Period(year: .of(year))).result
      #expect(result.identities.allSatisfy { $0.outcome != .contradiction }, "\(year)")
      #expect(result.findings.filter { $0.rule == "F07" }.isEmpty, "\(year)")
      #expect(try result.book.closing()?.yuanText == "99000.00", "\(year)")
    }
  }

  @Test("a balance of zero is not carried, and the next year opens with nothing, known")
  func zero() throws {
    var book = try InventedBook.clean()
    book.appropriations[0].amount = try .yuan("1000")
    let session = try Session.sample(book)
    #expect(try session.opening(2025) == nil)
    let outcome = try session.close()
    #expect(outcome.carried.isEmpty && outcome.warnings.isEmpty)
    #expect(try session.row("文1", 2025) == nil)
    #expect(try session.opening(2025) == "0.00")
    let identities = try ReconcileYear(session.store)(Period(year: .of(2025))).result.identities
    #expect(identities.first { $0.id == "I03" }?.outcome == .pass)
  }

  @Test("what was overspent is not carried, and the difference is told")
  func negative() throws {
    var book = try InventedBook.clean()
    book.appropriations = [try .sample(amount: "900"), try .sample("文2", amount: "500")]
    book.openings = [OpeningBalance(fiscalYear: try .of(2024), amount: .zero)]
    let session = try Session.sample(book)
    try session.explain("F01", "文1")
    let outcome = try session.close()
    #expect(outcome.carried.map { "\($0.from.document) \($0.amount.yuanText)" } == ["文2 500.00"])
    #expect(outcome.warnings.count == 1)
    #expect(outcome.warnings[0].words.contains("年末结余 400.00 元，按指标结转 500.00 元"))
    #expect(try session.opening(2025) == "500.00")
    // It stands in the next year until somebody says why.
    #expect(try session.findings(2025, judging: ["F07"]).map(\.amount.fen) == [10_000])
  }

  @Test("an opening of the next year that was stated otherwise stands, and is told")
  func statedOpening() throws {
    var book = try InventedBook.clean()
    try book.openings.append(OpeningBalance(fiscalYear: .of(2025), amount: .yuan("98000")))
    let session = try Session.sample(book)
    let outcome = try session.close()
    #expect(outcome.warnings.count == 1)
    #expect(outcome.warnings[0].words.contains("2025 年度已登记上年结转 98,000.00 元"))
    #expect(outcome.warnings[0].words.contains("99,000.00 元不同"))
    #expect(try session.opening(2025) == "98000.00")
  }

  @Test("money of a later budget year stays where it is")
  func laterYear() throws {
    var book = try InventedBook.clean()
    book.appropriations.append(try .sample("文2", year: 2025, received: "2024-12-20", amount: "7"))
    let session = try Session.sample(book)
    #expect(try session.close().carried.map(\.from.document.key) == ["文1"])
    #expect(try session.row("文2", 2025) == "7.00 中央转移支付 2025 2024-12-20")
    #expect(try session.opening(2025) == "99000.00")
  }

  @Test("closed again after a change, the carried row is revised; equal, it is left alone")
  func revised() throws {
    let session = try Session.sample(.clean())
    try session.close()
    try session.reopen()
    try session.close()
    #expect(
      try session.store.read { try $0.years.carriedBalances(of: 3).map(\.amount.yuanText) } == [
        "99000.00"
      ]
    )
    try session.reopen()
    try session.hold { $0.lines = [try .sample("凭2/1", amount: "9000", case: nil, use: .other)] }
    let outcome = try session.close()
    #expect(outcome.times == 3)
    #expect(try session.row("文1", 2025) == "90000.00 中央转移支付 2024 2025-01-01")
    #expect(try session.opening(2025) == "90000.00")
    #expect(try session.balances(2025) == ["文1 2024 0.00", "文1 2025 90000.00"])
    #expect(try session.store.read { try Verification(of: $0).problems } == [])
  }

  @Test("closed again without a balance, the carried row is withdrawn; with one, it comes back")
  func withdrawn() throws {
    let session = try Session.sample(.clean())
    try session.close()
    try session.reopen()
    let spent = try PaymentLine.sample("凭2/1", amount: "99000", case: nil, use: .other)
    try session.hold { $0.lines = [spent] }
    #expect(try session.close().carried.isEmpty)
    #expect(try session.row("文1", 2025) == nil)
    #expect(try session.opening(2025) == "0.00")
    #expect(try session.balances(2025) == ["文1 2024 0.00"])
    // Withdrawn once is enough.
    try session.reopen()
    try session.close()
    try session.reopen()
    try session.hold { $0.lines = [try spent.reversed(by: "冲2/1", on: "2024-12-31", amount: "5")] }
    try session.close()
    #expect(try session.row("文1", 2025) == "5.00 中央转移支付 2024 2025-01-01")
    #expect(try session.balances(2025) == ["文1 2024 0.00", "文1 2025 5.00"])
    #expect(try session.store.read { try Verification(of: $0).problems } == [])
  }

  @Test("over three years the money keeps the year it came from")
  func threeYears() throws {
    var book = InventedBook()
    book.appropriations = [
      try .sample("捐1", year: 2022, source: .donation, amount: "1000", uses: [.other])
    ]
    book.lines = try [2022, 2023, 2024, 2025].map { year in
      try .sample(
        "凭\(year)/1", paid: "\(year)-05-01", amount: "100", case: nil, use: .other, document: "捐1")
    }
    let session = try Session.sample(book)
    for year in 2022...2024 { try session.close(year, on: "2026-01-05") }
    #expect(try session.row("捐1", 2023) == "900.00 捐赠 2022 2023-01-01")
    #expect(try session.row("捐1", 2024) == "800.00 捐赠 2022 2024-01-01")
    #expect(try session.row("捐1", 2025) == "700.00 捐赠 2022 2025-01-01")
    #expect(
      try session.balances(2025) == [
        "捐1 2022 0.00", "捐1 2023 0.00", "捐1 2024 0.00", "捐1 2025 600.00",
      ])
    for (year, opening) in [(2023, "900.00"), (2024, "800.00"), (2025, "700.00")] {
      let result = try ReconcileYear(session.store)(Period(year: .of(year))).result
      #expect(result.book.funds.opening?.yuanText == opening)
      #expect(result.identities.allSatisfy { $0.outcome != .contradiction }, "\(year)")
    }
  }
}
