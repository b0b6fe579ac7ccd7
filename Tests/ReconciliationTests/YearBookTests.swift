import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("年度账与勾稽关系")
struct YearBookTests {
  @Test("本年各项合计: every fact by its own day, nothing left out because a rule speaks")
  func totals() throws {
    let book = try everyKindOfFact().reconcile().book
    #expect(book.cases(\.accepted) == 3)
    #expect(book.cases(\.closed) == 1 && book.cases(\.terminated) == 1)
    #expect(book.cases(\.withdrawn) == 1)
    #expect(try book.cases(\.claimed).yuanText == "1900.00")
    #expect(try book.cases(\.approved).yuanText == "1500.00")
    #expect(try book.cases(\.paid).yuanText == "2300.00")
    #expect(book.paid(for: .perCaseSubsidy).yuanText == "2300.00")
    #expect(book.paid(for: .duty).yuanText == "200.00")
    #expect(try book.paidOther().yuanText == "80.00")
    #expect(book.funds.netPaidInYear.yuanText == "2580.00")
    #expect(book.dutyShiftCount == 1 && book.dutyAmount.yuanText == "200.00")
    #expect(book.casesByType[.civil]?.accepted == 2)
    #expect(book.casesByType[.criminal]?.accepted == 1)
    #expect(book.casesByType[.administrative] == nil)
    #expect(book.casesByType[nil]?.paid.yuanText == "500.00")
    #expect(book.paidBySource[.centralTransfer]?.yuanText == "2080.00")
    #expect(book.paidBySource[nil]?.yuanText == "500.00")
    #expect(book.paidByPayee == [normalized("甲(一)所"): try .yuan("2580")])
    // 400 of the reversal counted as positive, beside 2,980 paid.
    #expect(book.examined.paymentLines == 6 && book.examined.amount.yuanText == "3380.00")
  }

  /// Three cases, a claim for a fourth that is unknown, a duty shift, other costs, a reversal.
  private func everyKindOfFact() throws -> InventedBook {
    var book = InventedBook()
    book.appropriations = [try .sample()]
    book.cases = [
      try .sample(closed: "2024-03-01"),
      try .sample("案2", closed: "2024-03-01", outcome: .terminated),
      try .sample("案3", closed: "2024-12-31", outcome: .withdrawn, type: .criminal),
      try .sample("案4", accepted: "2023-12-31", type: .administrative),
      try .sample("案5", accepted: "2025-01-01"),
    ]
    book.claims = [
      try .sample(approved: "2024-03-10"),
      try .sample("申2", case: "案9", amount: "900", approved: "2025-01-01"),
      try .sample(
        "申3", case: "案2", claimed: "2023-12-31", approved: "2024-01-01", approvedAmount: "500"),
      try .sample("申4", case: "案2", amount: "7000", approved: "2024-05-01", returned: "2024-06-01"),
    ]
    book.shifts = [try .sample(), try .sample("值2", served: "2025-01-01")]
    let large = try PaymentLine.sample(amount: "2200", payee: "甲（一）所")
    book.lines = [
      large, try large.reversed(by: "凭2", on: "2024-12-31", amount: "400"),
      try .sample("凭3", amount: "500", case: "案9", document: "文9", payee: "甲[一]所"),
      try .dutySample(payee: "甲(一) 所"),
      try .sample("凭4", amount: "50", case: nil, use: .drafting, payee: "甲(一)所"),
      try .sample("凭5", amount: "30", case: "案2", use: .directCosts, payee: "甲(一)所"),
      try .sample("凭6", paid: "2025-01-01", payee: "甲(一)所"),
    ]
    return book
  }

  @Test("appropriated takes the year's new rows and adjustments, by source; recalls stand apart")
  func appropriated() throws {
    var book = InventedBook()
    book.appropriations = [
      try .sample(amount: "250000"),
      try .sample("文2", source: .localBudget, received: "2024-03-01", amount: "10000"),
      try .sample("文3", source: .provincialTransfer, amount: "700", carriedFrom: 2023),
      try .sample("文4", year: 2023, source: .cityTransfer, amount: "9999"),
      try .sample("文5", source: .lotteryFund, received: "2025-01-01", amount: "1"),
      try .sample("文6", source: .donation, amount: "20"),
    ]
    book.changes = [
      try .adjustment(of: "文2", on: "2024-06-01", "-1000"),
      try .adjustment(of: "文4", year: 2023, on: "2024-06-01", "5"),
      try .adjustment(of: "文4", year: 2023, on: "2023-06-01", "6"),
      try .recall(of: "文1", on: "2024-12-31", "300"),
      try .recall(of: "文1", on: "2025-01-01", "400"),
    ]
    let funds = try book.reconcile().book.funds
    #expect(try funds.appropriated().yuanText == "259025.00")
    #expect(try funds.appropriated { $0.group == .transfer }.yuanText == "250005.00")
    #expect(try funds.appropriated { $0.group == .local }.yuanText == "9000.00")
    #expect(try funds.appropriated { $0.group == .other }.yuanText == "20.00")
    #expect(try funds.recalled().yuanText == "300.00")
    #expect(funds.opening?.yuanText == "700.00")
    #expect(try funds.available().yuanText == "259425.00")
  }

  @Test("carry-over ends the earlier row on the day the carried-over row is received")
  func carryOver() throws {
    var book = try InventedBook.of(.session)
    book.appropriations = [
      try .sample(amount: "3000"), try .sample("文2", amount: "10"),
      try .sample(year: 2025, received: "2025-01-10", amount: "2000", carriedFrom: 2024),
    ]
    book.lines.append(try .sample("凭2", paid: "2025-02-01", amount: "600", case: nil, use: .other))
    try book.stateOpening("2000", year: 2025)
    let before = try balances(book, year: 2025, asOf: "2025-01-09")
    #expect(before == ["文1 2024 2000.00 0.00", "文1 2025 0.00 0.00", "文2 2024 10.00 0.00"])
    let after = try balances(book, year: 2025, asOf: "2025-01-10")
    #expect(after == ["文1 2024 0.00 2000.00", "文1 2025 2000.00 0.00", "文2 2024 10.00 0.00"])
    let later = try balances(book, year: 2025)
    #expect(later == ["文1 2024 0.00 2000.00", "文1 2025 1400.00 0.00", "文2 2024 10.00 0.00"])
  }

  @Test("only the next earlier row of the same document is ended, and only by carry-over")
  func carryOverEndsOneRow() throws {
    var book = InventedBook()
    book.appropriations = [
      try .sample(year: 2022, amount: "100"), try .sample(year: 2023, amount: "200"),
      try .sample(year: 2024, amount: "50", carriedFrom: 2022),
      try .sample("文2", year: 2023, amount: "300"), try .sample("文2", year: 2024, amount: "400"),
    ]
    #expect(
      try balances(book, year: 2024) == [
        "文1 2022 100.00 0.00", "文1 2023 0.00 50.00", "文1 2024 50.00 0.00",
        "文2 2023 300.00 0.00", "文2 2024 400.00 0.00",
      ])
  }

  @Test("I02 shows what went over: amount ± adjustments − recalls − paid − carried = balance")
  func rowIdentity() throws {
    var book = try InventedBook.of(.session)
    book.appropriations = [
      try .sample(amount: "3000"), try .sample(year: 2025, amount: "1750", carriedFrom: 2024),
    ]
    book.changes = [
      try .adjustment(on: "2024-05-01", "-200"), try .recall(on: "2024-06-01", "50"),
    ]
    let result = try book.reconcile(year: 2025)
    let identity = try #require(result.identities.first { $0.id == "I02" })
    #expect(identity.left == 175_000 && identity.right == 175_000 && identity.outcome == .pass)
    let row = try #require(result.book.funds.accounts.first)
    #expect(try row.limit.yuanText == "2750.00" && row.carriedOn?.yuanText == "1750.00")
  }

  @Test("the identities of a small year, with their figures")
  func identities() throws {
    var book = try InventedBook.clean()
    book.appropriations.append(try .sample("文2", source: .localBudget, amount: "500"))
    book.changes = [try .recall(of: "文2", on: "2024-11-01", "100")]
    let without = try #require(book.reconcile().identities.first { $0.id == "I03" })
    #expect(without.outcome == .notTestable)
    #expect(without.left == nil && without.right == nil && without.difference == nil)
    try book.stateOpening("2000")
    let result = try book.reconcile()
    let figures = result.identities.map {
      "\($0.id) \($0.left ?? -1) \($0.right ?? -1) \($0.outcome)"
    }
    for expected in [
      "I01 10050000 10050000 pass", "I02 9940000 9940000 pass", "I03 10140000 10140000 pass",
      "I06a 100000 100000 pass", "I06b 100000 100000 pass", "I06c 100000 100000 pass",
      "I08 9940000 10140000 contradiction",
    ] {
      #expect(figures.contains(expected), "\(expected) is not in \(figures)")
    }
    #expect(try result.book.closing()?.yuanText == "101400.00")
    // No row holds the stated opening.
    #expect(
      result.identities.allSatisfy {
        $0.difference == 0 || $0.outcome == .notTestable || $0.id == "I08"
      })
    #expect(result.identities.map(\.id) == result.identities.map(\.id).sorted())
  }

  @Test("a book whose sums leave 64 bits throws, it never prints a wrong sum")
  func overflow() throws {
    var book = try InventedBook.of(.session)
    book.lines[0].amount = Money(fen: .max)
    book.lines.append(try .sample("凭2", case: nil, use: .other))
    #expect(throws: MoneyOverflow.self) { try book.reconcile() }
  }

  @Test("clean is not outstanding, info is not outstanding, high is")
  func outstanding() throws {
    var book = try InventedBook.of(.funded)
    #expect(try !book.reconcile().isOutstanding)
    book.appropriations = [try .sample(source: .localBudget, received: "2024-05-01")]
    #expect(try book.reconcile().countsByRule["F02"] == 1)
    #expect(try !book.reconcile().isOutstanding)
    book.appropriations[0].source = .cityTransfer
    #expect(try book.reconcile().isOutstanding)
  }

  @Test("every rule in the catalogue has a description, once, and speaks Chinese in full sentences")
  func catalogue() {
    let ids = RuleCatalogue.descriptions.map(\.id)
    #expect(judgedRules.isSubset(of: Set(ids)))
    #expect(Set(ids).count == ids.count && ids == ids.sorted())
    for description in RuleCatalogue.descriptions {
      #expect(RuleCatalogue.description(of: description.id)?.title == description.title)
      for text in [
        description.title, description.holdsWhen, description.basis, description.advice.words,
      ] {
        #expect(!text.isEmpty, "\(description.id)")
      }
    }
    #expect(RuleCatalogue.description(of: "X99") == nil)
  }

  /// Each row's document, year, balance and what was carried away.
  private func balances(
    _ book: InventedBook, year: Int, asOf: String? = nil
  ) throws -> [String] {
    try book.reconcile(year: year, asOf: asOf).book.funds.accounts.map { account in
      let id = account.appropriation.id
      return "\(id.document) \(id.fiscalYear) \(account.balance.yuanText)"
        + " \(account.carriedOn?.yuanText ?? "0.00")"
    }
  }
}
