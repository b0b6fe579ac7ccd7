import Bookkeeping
import LedgerCore
import LedgerStore
import Schema
import TestSupport
import Testing

@Suite("发放表和免税申报清单的数据")
struct RosterTests {
  @Test("a line says the case, the recipient, the lawyer, the grounds and the document")
  func lines() throws {
    var book = try InventedBook.unpaid()
    book.cases[0].grade = "一类"
    let rosters = try BatchOffice(book).pay().rosters
    #expect(rosters.count == 4)
    let roster = rosters[2]
    #expect(roster.voucher.printed == "支-003")
    #expect(roster.payee == "甲所")
    #expect(roster.paidOn == (try .of("2024-04-01")))
    #expect(
      roster.lines == [
        .init(
          line: 1, use: .perCaseSubsidy, subject: "案1", recipient: "马小1", firm: "甲所",
          lawyer: "承办人甲",
          basis: "一类，核发 1,000.00 元", document: try .of("文1"), amount: try .yuan("1000")),
        .init(
          line: 2, use: .perCaseSubsidy, subject: "案2", recipient: "马小2", firm: "甲所",
          lawyer: "承办人甲",
          basis: "核发 800.00 元", document: try .of("文1"), amount: try .yuan("800")),
      ])
    #expect(try roster.total() == .yuan("1800"))
    #expect(
      rosters[3].lines == [
        .init(
          line: 1, use: .duty, subject: "值1", recipient: nil, firm: "甲所", lawyer: "值班律师甲",
          basis: "1 天 × 200.00 元", document: try .of("本1"), amount: try .yuan("200"))
      ])
  }

  @Test("where the ledger has a standard a line says what it grants")
  func standard() throws {
    var book = try InventedBook.unpaid()
    book.cases[0].grade = "一类"
    let session = try BatchOffice(book)
    let ningxia = try #require(BundledStandards.all.first { $0.name == "ningxia-2015" })
    try LoadStandard(session.session)(ningxia.text, name: ningxia.name)
    let rosters = try session.pay().rosters
    let lines = try #require(rosters.first { $0.voucher.printed == "支-003" }).lines
    #expect(lines[0].basis == "一类，标准 400.00 元，核发 1,000.00 元")
    #expect(lines[1].basis == "核发 800.00 元")
  }

  @Test("a roster says what was approved on the day of payment, whatever was corrected later")
  func correctedLater() throws {
    let session = try BatchOffice(.unpaid())
    let before = try session.pay().rosters
    let stamp = EntryStamp(recordedAt: "2025-01-03T00:00:00Z", operatorName: "甲", kind: "import")
    try session.session.store.append(stamp) { writer in
      var changed = try #require(try writer.ledger.cases.claim(try .of("申3")))
      changed.approval = Approval(on: try .of("2024-05-01"), amount: try .yuan("2000"))
      try writer.append(changed, reason: "更正")
      try writer.append(try Claim.sample("申9", case: "案1", amount: "5", approved: "2024-05-01"))
    }
    let after = try ReadRosters(session.session.store)(where: { _ in true })
    #expect(after.map(\.voucher) == before.map(\.voucher))
    #expect(after.last == before.last)
    #expect(after[1].lines.map(\.basis) == ["核发 0.00 元"])
  }

  @Test("a voucher is taken whole, others are left out")
  func selection() throws {
    let session = try BatchOffice(.unpaid())
    _ = try session.pay()
    let rosters = try ReadRosters(session.session.store)(where: { $0.id == (try? .of("支-003/2")) })
    #expect(rosters.map(\.lines.count) == [2])
    #expect(try ReadRosters(session.session.store)(where: { _ in false }).isEmpty)
  }

  @Test("lines without a case or duty have no subject and no grounds")
  func uncited() throws {
    var book = try InventedBook.unpaid()
    book.lines = [try .sample("手1/1", amount: "30", case: nil, use: .drafting)]
    let rosters = try ReadRosters(BatchOffice(book).session.store)(where: { _ in true })
    let line = try #require(rosters.first?.lines.first)
    #expect(line.subject.isEmpty && line.basis.isEmpty && line.recipient == nil)
  }

  @Test("the lawyers' list: subsidies of the year by firm and lawyer, reversals taken off")
  func exemptIncome() throws {
    let session = try BatchOffice(.unpaid())
    _ = try session.pay()
    try session.session.reverse(
      "支-003/2", by: "冲1", on: "2024-06-01", amount: "300", reason: "多付")
    let incomes = try ListExemptIncome(session.session.store)(where: isOf(2024))
    #expect(
      incomes == [
        .init(lawyer: "值班律师甲", payee: "丙所", caseCount: 1, amount: try .yuan("200")),
        .init(lawyer: "承办人甲", payee: "乙所", caseCount: 1, amount: try .yuan("1200.50")),
        .init(lawyer: "值班律师甲", payee: "甲所", caseCount: 1, amount: try .yuan("200")),
        .init(lawyer: "承办人甲", payee: "甲所", caseCount: 2, amount: try .yuan("1500")),
      ])
    #expect(try ListExemptIncome(session.session.store)(where: isOf(2023)).isEmpty)
  }

  @Test("a payment that came back and was paid again is one case in the lawyers' list")
  func paidAgain() throws {
    var book = try InventedBook.unpaid()
    let line = try PaymentLine.sample("手1/1", amount: "1000")
    book.lines = [
      line, try line.reversed(by: "冲1/1", on: "2024-05-01"),
      try .sample("手2/1", paid: "2024-05-02", amount: "1000"),
    ]
    let incomes = try ListExemptIncome(BatchOffice(book).session.store)(where: isOf(2024))
    #expect(incomes.map(\.caseCount) == [1])
    #expect(incomes.map(\.amount.fen) == [100_000])
  }

  @Test("other uses are not in the lawyers' list, nor what nets to nothing")
  func leftOut() throws {
    var book = try InventedBook.unpaid()
    let line = try PaymentLine.sample("手1/1", amount: "1000")
    book.lines = [
      line, try line.reversed(by: "冲1/1", on: "2024-05-01"),
      try .sample("手2/1", amount: "30", use: .directCosts),
    ]
    #expect(try ListExemptIncome(BatchOffice(book).session.store)(where: isOf(2024)).isEmpty)
  }

  @Test("over random books, rosters and lists add up to the payments", arguments: 0..<60)
  func sums(seed: Int) throws {
    let session = try BatchOffice(try RandomBook.book(seed: UInt64(seed)))
    let lines = try session.lines()
    func net(_ lines: [PaymentLine]) throws -> Money {
      try lines.filter { !$0.isReversal }.map(\.amount).total()
        - lines.filter(\.isReversal).map(\.amount).total()
    }
    let rosters = try ReadRosters(session.session.store)(where: { _ in true })
    #expect(try rosters.map { try $0.total() }.total() == net(lines))
    #expect(rosters.reduce(0) { $0 + $1.lines.count } == lines.count)
    for number in 2023...2025 {
      let year = try FiscalYear.of(number)
      let subsidies = lines.filter {
        $0.paidOn.fiscalYear == year && [.perCaseSubsidy, .duty].contains($0.use)
      }
      let incomes = try ListExemptIncome(session.session.store)(where: isOf(year.number))
      #expect(try incomes.map(\.amount).total() == net(subsidies))
      #expect(incomes.allSatisfy { $0.amount != .zero })
    }
  }

  @Test("papers are chosen by batch, by the days of payment, or by the quarter of the closings")
  func choices() throws {
    var book = try InventedBook.unpaid()
    try book.addUnpaid(
      "4", amount: "500", firm: "甲所", closed: "2024-04-02", approved: "2024-04-09")
    book.claims[3].claimedOn = try .of("2024-04-03")
    let session = try BatchOffice(book)
    _ = try session.pay()
    _ = try session.pay(on: "2024-05-01", prefix: "补-")
    func vouchers(_ choice: RosterChoice) throws -> [String] {
      let read = ReadRosters(session.session.store)
      return try read(where: read.taken(by: choice)).map(\.voucher.printed)
    }
    #expect(try vouchers(RosterChoice(batch: "补－")) == ["补-001"])
    let span = try Span(from: .of("2024-04-01"), through: .of("2024-04-30"))
    let first = ["支-001", "支-002", "支-003", "支-004"]
    #expect(try vouchers(RosterChoice(paidIn: span)) == first)
    let quarters = try ["2024Q1", "2024Q2", "2024Q3"].map { text in
      let quarter: Quarter? = Quarter(text: text)
      return try vouchers(RosterChoice(closedIn: quarter))
    }
    #expect(quarters == [first, ["补-001"], []])
    let second = try #require(Quarter(text: "2024Q2"))
    #expect(try vouchers(RosterChoice(vouchers: [.of("支-001")], closedIn: second)).isEmpty)
  }
}

/// Whether a line was paid in a year.
private func isOf(_ year: Int) -> (PaymentLine) -> Bool {
  { $0.paidOn.year == year }
}
