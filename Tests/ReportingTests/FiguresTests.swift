import LedgerCore
import Reconciliation
import Reporting
import Testing

@Suite("公布数字")
struct FiguresTests {
  @Test("the example's figures are those published")
  func example() throws {
    let figures = try SampleBook.hongsibu().document().figures
    let fen: [FigureName: Int64] = [
      .claimed: 25_500_000, .approved: 25_500_000, .appropriated: 26_000_000,
      .appropriatedTransfer: 25_000_000, .appropriatedLocal: 1_000_000, .appropriatedOther: 0,
      .paidCase: 25_500_000, .paidDuty: 860_000, .paidOther: 0, .paid: 26_360_000,
      .available: 26_000_000, .balance: -360_000, .overspent: 360_000, .recalled: 0,
    ]
    for (name, fen) in fen { #expect(figures[name].money == Money(fen: fen), "\(name)") }
    #expect(figures[.opening].value == nil && figures[.closing].value == nil)
    #expect(figures[.casesAccepted].count == 364 && figures[.casesClosed].count == 352)
    #expect(figures[.dutyShifts].count == 86)
  }

  @Test("every name has a figure with a title and a source of its own")
  func everyNameIsDefined() throws {
    let figures = try SampleBook().document().figures
    for name in FigureName.allCases {
      #expect(figures[name].name == name)
      #expect(!figures[name].title.isEmpty && !figures[name].source.contains("DAYS"))
      let isCount = !name.rawValue.hasSuffix("_fen") && !name.rawValue.hasSuffix("_rate")
      #expect(isCount == (figures[name].count != nil), "\(name)")
    }
    #expect(Set(FigureName.allCases.map { figures[$0].title }).count == FigureName.allCases.count)
    #expect(figures[.paid].source.contains("2024-01-01..2024-12-31"))
  }

  @Test("terminated and withdrawn cases are counted apart from closed ones")
  func outcomes() throws {
    var book = try SampleBook()
    try book.accept("1", closing: .closed)
    try book.accept("2", closing: .terminated)
    try book.accept("3", closing: .withdrawn)
    try book.accept("4", closing: .withdrawn)
    let figures = try book.document().figures
    let names: [FigureName] = [.casesAccepted, .casesClosed, .casesTerminated, .casesWithdrawn]
    #expect(names.map { figures[$0].count } == [4, 1, 1, 2])
  }

  @Test(
    "of what was closed it is said what was accepted before the year, where there is such a case",
    arguments: [("2024-01-01", 0), ("2023-12-31", 1), ("2022-06-01", 1)])
  func closedFromEarlierYears(accepted: String, count: Int) throws {
    var book = try SampleBook()
    try book.accept("1", closing: .closed)
    try book.accept("2", closing: .closed)
    book.dossiers[0].legalAidCase?.acceptedOn = try #require(try? Day(text: accepted))
    try book.accept("3", closing: .terminated)
    book.dossiers[2].legalAidCase?.acceptedOn = try #require(try? Day(text: "2023-12-31"))
    let document = try book.document()
    #expect(document.figures[.casesClosedFromEarlierYears].count == count)
    let clause = "件（其中上年及以前受理1件）"
    for variant in ParagraphVariant.allCases {
      let text = try ParagraphTemplate(variant).text(document.values)
      #expect(text.contains("办结2" + clause) == (count > 0), "\(text)")
      #expect(text.contains("受理1件）") == (count > 0))
    }
    #expect(document.tables(.text).contains("办结案件中，上年及以前受理的 1 件") == (count > 0))
    #expect(document.tables(.json).contains("cases_closed_from_earlier_years") == (count > 0))
  }

  @Test("the columns of every table add to its totals, which are the figures", arguments: 0..<50)
  func tablesAgree(seed: UInt64) throws {
    var book = try SampleBook.odd(seed: seed, opening: seed % 2 == 0)
    if seed % 3 == 0 { try book.spend(.other, "付9", fen: 12_345, from: "无〔2024〕9号") }
    let document = try book.document()
    for table in document.tables {
      guard let totals = table.totals else { continue }
      for (index, column) in table.columns.enumerated() where column.isNumeric {
        let cells = table.rows.map { $0[index] }
        // What was left at the end of the last month is left at the end of the span.
        if table.id == "by_month", column.key == "balance_fen" {
          #expect(cells.last?.value == totals[index].value, "seed \(seed)")
          continue
        }
        switch totals[index].value {
        case .money(let total?):
          #expect(try cells.map(money).total() == total, "\(table.id).\(column.key), seed \(seed)")
        case .wan(let total):
          let sum = cells.reduce(0) { $0 + wan($1) }
          #expect(sum == total?.hundredths, "\(table.id).\(column.key), seed \(seed)")
        default: continue
        }
      }
    }
    let figures = document.figures
    for id in ["funds_by_source", "funds_by_appropriation"] {
      let table = try #require(document.tables.first { $0.id == id })
      #expect(total(table, "opening_fen") == .money(figures[.opening].money))
      #expect(total(table, "appropriated_fen") == .money(figures[.appropriated].money))
      #expect(total(table, "recalled_fen") == .money(figures[.recalled].money))
      #expect(total(table, "paid_fen") == .money(figures[.paid].money))
      #expect(total(table, "balance_fen") == .money(figures[.balance].money))
    }
    let uses = try #require(document.tables.first { $0.id == "payments_by_use" })
    #expect(total(uses, "paid_fen") == .money(figures[.paid].money))
    let cases = try #require(document.tables.first { $0.id == "cases_by_type" })
    #expect(total(cases, "claimed_fen") == .money(figures[.claimed].money))
    #expect(total(cases, "paid_fen") == .money(figures[.paidCase].money))
  }

  private func money(_ cell: ReportTable.Cell) -> Money {
    if case .money(let money?) = cell.value { money } else { .zero }
  }

  private func wan(_ cell: ReportTable.Cell) -> Int64 {
    if case .wan(let wan?) = cell.value { wan.hundredths } else { 0 }
  }

  private func total(_ table: ReportTable, _ key: String) -> ReportTable.Cell.Value? {
    table.columns.firstIndex { $0.key == key }.flatMap { table.totals?[$0].value }
  }

  @Test("payments without a row and an opening without a row have lines of their own")
  func ownLines() throws {
    var book = try SampleBook()
    try book.receive("结〔2023〕1号", .cityTransfer, fen: 500_000, year: 2024, origin: 2023)
    try book.spend(.other, "付1", fen: 12_300, from: "无〔2024〕9号")
    let names = { (book: SampleBook) in
      try book.document().tables[0].rows.map { $0[0] }
    }
    #expect(try names(book) == [.text("市级转移支付"), .text("无此指标")])
    book.open(fen: 500_000)
    #expect(try names(book) == [.text("市级转移支付"), .text("无此指标")])
    book.openings = []
    book.open(fen: 600_000)
    let rows = try book.document().tables[0].rows
    #expect(rows.last?.first == .text("上年结转登记数（未列入指标）"))
    #expect(rows.last?[1] == .money(Money(fen: 100_000)))
  }

  @Test("an earlier year's row stands in the tables only when it moved in the year")
  func earlierRows() throws {
    var book = try SampleBook()
    try book.receive("旧〔2023〕1号", .donation, fen: 500_000, year: 2023)
    #expect(try book.document().tables[1].rows.isEmpty)
    try book.spend(.other, "付1", fen: 12_300, from: "旧〔2023〕1号")
    let rows = try book.document().tables[1].rows
    #expect(rows.map { $0[0] } == [.text("旧〔2023〕1号")])
    #expect(rows.first?[8] == .money(Money(fen: -12_300)))
  }

  @Test("a case that is paid but not registered has a row of its own")
  func unregisteredCase() throws {
    var book = try SampleBook()
    try book.receive("本〔2024〕1号", .localBudget, fen: 1_000_000)
    try book.payCase("民1", fen: 1_000, from: "本〔2024〕1号")
    let cases = { (book: SampleBook) in
      try #require(try book.document().tables.first { $0.id == "cases_by_type" }).rows
    }
    #expect(try cases(book).count == 3)
    book.dossiers[0].legalAidCase = nil
    #expect(try cases(book).last?.first == .text("未登记案件"))
    #expect(try cases(book).last?.last == .money(Money(fen: 1_000)))
  }
}
