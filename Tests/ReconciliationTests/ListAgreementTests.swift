import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("各清单和逐笔核算")
struct ListAgreementTests {
  private static let seeds = UInt64(30_001)...31_000

  /// A random book with what the engine and the naive checker see of it.
  private struct Drawn {
    let seed: UInt64
    let book: InventedBook
    let period: Period
    let result: ReconciliationResult
    let naive: NaiveChecker

    init(seed: UInt64, namesLawyers: Bool = false) throws {
      self.seed = seed
      var book = try RandomBook.book(seed: seed)
      // Rare among the sources as they are drawn.
      for index in book.appropriations.indices where seed % 2 == 0 {
        book.appropriations[index].source = index % 2 == 0 ? .lotteryFund : .localBudget
      }
      self.book = book
      let (year, asOf) = try RandomBook.period(seed: seed)
      period = Period(year: year, asOf: asOf)
      let calendar = RandomBook.calendar(seed: seed)
      result = try book.run(
        period, RuleSettings(calendar: calendar.asKept), namesLawyers: namesLawyers
      ).finish()
      naive = try NaiveChecker(book, year: year, asOf: asOf, under: calendar)
    }

    func ofYear(_ lines: [PaymentLine]) -> [PaymentLine] {
      lines.filter { naive.isOfYear($0.paidOn) && $0.paidOn <= naive.asOf }
    }

    func source(of line: PaymentLine) -> FundSource? {
      naive.row(of: line)?.source
    }
  }

  @Test("the unpaid items are those of I04, with the open shifts, oldest first")
  func unpaid() throws {
    var kinds: [UnpaidItem.AgeClass: Int] = [:]
    for seed in Self.seeds {
      let drawn = try Drawn(seed: seed)
      let (result, naive) = (drawn.result, drawn.naive)
      let cases = result.unpaid.filter { $0.kind == .legalAidCase }
      let shifts = result.unpaid.filter { $0.kind == .dutyShift }
      #expect(try cases.map(\.remaining).total() == result.book.openRemainders, "seed \(seed)")
      #expect(cases.count == result.book.unpaidCases, "seed \(seed)")
      #expect(shifts.count == result.book.unpaidShifts, "seed \(seed)")
      var due: [String: Int64] = [:]
      for shift in naive.seenShifts {
        let paid = naive.live.filter { $0.subject == .dutyShift(shift.number) }
          .reduce(0) { $0 + naive.left($1) }
        if paid < shift.amount.fen { due[shift.number.printed] = shift.amount.fen - paid }
      }
      let found = Dictionary(uniqueKeysWithValues: shifts.map { ($0.number, $0.remaining.fen) })
      #expect(found == due, "seed \(seed)")
      #expect(result.unpaid == result.unpaid.sorted(), "seed \(seed)")
      #expect(result.unpaid.allSatisfy { $0.remaining > .zero && $0.paid >= .zero })
      for item in result.unpaid { kinds[item.age.ageClass, default: 0] += 1 }
    }
    for kind in UnpaidItem.AgeClass.allCases { #expect(kinds[kind, default: 0] >= 10, "\(kind)") }
  }

  @Test("what firms handled and received adds to the totals, and the money to each payee's")
  func firms() throws {
    for seed in Self.seeds {
      let book = try Drawn(seed: seed).result.book
      var sum = HandlerTotals()
      for totals in book.handlers.values { try sum += totals }
      #expect(sum.closed == book.cases(\.closed), "seed \(seed)")
      #expect(sum.dutyShifts == book.dutyShiftCount, "seed \(seed)")
      #expect(try sum.claimed == book.cases(\.claimed), "seed \(seed)")
      #expect(try sum.approved == book.cases(\.approved), "seed \(seed)")
      #expect(sum.paidCase == book.paid(for: .perCaseSubsidy), "seed \(seed)")
      #expect(sum.paidDuty == book.paid(for: .duty), "seed \(seed)")
      #expect(try sum.paidOther == book.paidOther(), "seed \(seed)")
      for (firm, totals) in book.handlers {
        #expect(firm.lawyer.isEmpty)
        #expect(try totals.paid == book.paidByPayee[firm.firm] ?? .zero, "seed \(seed): \(firm)")
      }
    }
  }

  @Test("lawyers told apart add to their firms, and a line's own lawyer comes first")
  func lawyers() throws {
    for seed in Self.seeds where seed % 5 == 0 {
      let firms = try Drawn(seed: seed).result.book.handlers
      let named = try Drawn(seed: seed, namesLawyers: true).result.book.handlers
      var sums: [String: HandlerTotals] = [:]
      for (handler, totals) in named {
        try sums[handler.firm, default: HandlerTotals()] += totals
      }
      sums = sums.filter { $0.value != HandlerTotals() }
      #expect(
        sums == Dictionary(uniqueKeysWithValues: firms.map { ($0.key.firm, $0.value) }),
        "seed \(seed)")
    }
    var book = try InventedBook.clean()
    book.lines[0].lawyer = "承办人 乙"
    book.lines.append(try .sample("凭2/1", amount: "300"))
    book.lines.append(try .sample("凭3/1", amount: "200", payee: "乙所"))
    let handlers = try book.run(
      Period(year: .of(2024)), RuleSettings(), namesLawyers: true
    ).finish().book.handlers
    let paid = Dictionary(
      uniqueKeysWithValues: handlers.map { ("\($0.key.firm)/\($0.key.lawyer)", $0.value.paidCase) })
    #expect(
      try paid == [
        "甲所/承办人乙": .yuan("1000"), "甲所/承办人甲": .yuan("300"), "乙所/": .yuan("200"),
      ])
  }

  @Test("the lottery fund's cases are those of its lines, by type and by group")
  func lottery() throws {
    var (paid, checked) = (0, 0)
    for seed in Self.seeds {
      let drawn = try Drawn(seed: seed)
      let book = drawn.result.book
      let lines = drawn.book.lines.filter { line in
        line.use == .perCaseSubsidy && drawn.source(of: line) == .lotteryFund
          && line.paidOn <= drawn.naive.asOf
      }
      let ofYear = Dictionary(grouping: drawn.ofYear(lines)) { $0.subject.caseNumber }
      var byType: [CaseType?: Int64] = [:]
      var cases: [CaseType?: Int] = [:]
      for (number, lines) in ofYear {
        let net = try lines.netTotal()
        let type = drawn.naive.seenCases.first { $0.number == number }?.type
        byType[type, default: 0] += net.fen
        cases[type, default: 0] += net > .zero ? 1 : 0
      }
      for type in CaseType.allCases + [nil] {
        let found = book.lottery.byType[type]
        #expect(found?.amount.fen ?? 0 == byType[type] ?? 0, "seed \(seed)")
        #expect(found?.cases ?? 0 == cases[type] ?? 0, "seed \(seed)")
      }
      let total = book.lottery.byType.values.reduce(0) { $0 + $1.cases }
      for group in book.lottery.byGroup.values { #expect(group.cases <= total, "seed \(seed)") }
      paid += total
      checked += drawn.result.lotteryChecks.count
      let pots = book.closedByPot
      #expect(pots.lottery + pots.perCase + pots.unpaid == book.cases(\.closed), "seed \(seed)")
    }
    #expect(paid >= 100 && checked >= 50)
  }

  @Test("accepted cases count once under each group of their recipients")
  func recipients() throws {
    for seed in Self.seeds where seed % 4 == 0 {
      let drawn = try Drawn(seed: seed)
      let accepted = drawn.naive.seenCases.filter { drawn.naive.isOfYear($0.acceptedOn) }
      for group in RecipientGroup.allCases {
        let count = accepted.count {
          RecipientGroup.groups(in: $0.recipientCategories).contains(group)
        }
        #expect(drawn.result.book.acceptedByGroup[group] ?? 0 == count, "seed \(seed), \(group)")
      }
    }
  }

  @Test("a case that the lottery fund paid is checked for its recipient and for other money")
  func checks() throws {
    let change = { (groups: String?, also: Bool) in
      var book = try InventedBook.clean()
      book.appropriations = [try .sample(source: .lotteryFund), try .sample("文2")]
      book.cases[0].recipientCategories = groups
      if also { book.lines.append(try .sample("凭2/1", amount: "1", document: "文2")) }
      return try book.reconcile()
    }
    #expect(try change("妇女", false).lotteryChecks == [])
    #expect(try change("低保、妇女", false).lotteryChecks == [])
    #expect(try change("低保", false).lotteryChecks.map(\.reasons) == [[.noGroup]])
    #expect(try change(nil, true).lotteryChecks.map(\.reasons) == [[.noGroup, .paidTwice]])
    #expect(try change("妇女", true).lotteryChecks.map(\.caseNumber) == ["案1"])
    #expect(try change("妇女", true).book.closedByPot.lottery == 1)
  }
}
