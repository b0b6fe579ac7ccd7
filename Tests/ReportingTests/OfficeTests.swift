import Foundation
import LedgerCore
import TestSupport
import Testing

@testable import OfficeFiles
@testable import Reporting

@Suite("Word 和 Excel")
struct OfficeTests {
  private static func table(
    _ rows: [[ReportTable.Cell]], totals: [ReportTable.Cell]? = nil, notes: [String] = []
  ) -> ReportTable {
    ReportTable(
      id: "t", title: "收支表（单位：元）",
      columns: [.text("a", "项目"), .number("b", "金额"), .number("c", "件"), .number("d", "率")],
      rows: rows, totals: totals, notes: notes)
  }

  private static func rows(_ table: ReportTable) -> [Workbook.Row] {
    PageWorkbook.workbook(of: table.page).sheets[0].rows
  }

  @Test("a total is a formula where it is the sum of its column, and a value elsewhere")
  func totals() throws {
    let body: [[ReportTable.Cell]] = [
      [.text("=甲"), .money(Money(fen: 10)), .count(1), .percent(Percent(basisPoints: 9_807))],
      [.text("乙"), .money(nil), .count(2), .percent(nil)],
    ]
    let rows = Self.rows(
      Self.table(
        body,
        totals: [
          .text("合计"), .money(Money(fen: 10)), .count(4), .percent(Percent(basisPoints: 9_807)),
        ]))
    #expect(rows.map(\.look) == [.title, .header, .body, .body, .total])
    #expect(
      rows[2].cells == [
        .text("=甲"), .number("0.10", .money), .number("1", .count), .number("0.9807", .percent),
      ])
    #expect(rows[3].cells == [.text("乙"), .empty, .number("2", .count), .empty])
    #expect(
      rows[4].cells == [
        .text("合计"), .sum(rows: 2..<4, "0.10", .money), .number("4", .count),
        .number("0.9807", .percent),
      ])
  }

  @Test("an amount of more digits than a cell keeps stays exact, as text")
  func hugeAmount() throws {
    let money = Money(fen: 999_999_999_999_999_999)
    let rows = Self.rows(
      Self.table(
        [[.text("甲"), .money(money), .count(1), .percent(nil)]],
        totals: [.text("合计"), .money(money), .count(1), .percent(nil)]))
    #expect(rows[2].cells[1] == .text("9999999999999999.99"))
    #expect(rows[3].cells[1] == .text("9999999999999999.99"))
  }

  @Test("a percentage is a part of one, whatever its size and sign")
  func percentages() {
    for (points, text) in [
      (9_807, "0.9807"), (10_000, "1.0000"), (-5, "-0.0005"), (136_00, "1.3600"),
    ]
      as [(Int64, String)]
    {
      let rows = Self.rows(
        Self.table([[.text(""), .money(nil), .count(nil), .percent(Percent(basisPoints: points))]]))
      #expect(rows[2].cells[3] == .number(text, .percent))
    }
  }

  @Test("each roster is one sheet with its capitals and signatures, named by what tells it apart")
  func rosters() throws {
    let papers = Rosters(of: Bureau(agency: "测试区司法局", region: "测试区"))
    let rosters = try ["支-001", "支-002"].map { number in
      Roster(
        voucher: try .of(number), paidOn: try .of("2024-04-01"), payee: "甲律师事务所",
        lines: [
          .init(
            line: 1, use: .perCaseSubsidy, subject: "测援〔2024〕1号", recipient: "马小明",
            lawyer: "王律", basis: "核发", document: try .of("文1"), amount: try .yuan("50"))
        ])
    }
    let book = PageWorkbook.workbook(of: try papers.rostersPage(rosters))
    #expect(book.sheets.map(\.name) == ["支-001", "支-002"])
    let words = book.sheets[0].rows.flatMap(\.cells)
    #expect(words.contains(.text("合计（大写）：人民币伍拾元整")))
    #expect(words.contains { if case .text(let text) = $0 { text.contains("制表") } else { false } })
    #expect(!"\(book)".contains("马小明"))
  }

  @Test("what closes a sheet closes its table in Word, however long that is")
  func signing() throws {
    let papers = Rosters(of: Bureau(agency: "测试区司法局", region: "测试区"))
    let lines = try (1...40).map { number in
      Roster.Line(
        line: number, use: .perCaseSubsidy, subject: "测援〔2024〕\(number)号", recipient: "马小明",
        lawyer: "王律", basis: "核发", document: try .of("文1"), amount: try .yuan("50"))
    }
    for count in [1, 10, 11, 40] {
      let roster = Roster(
        voucher: try .of("支-001"), paidOn: try .of("2024-04-01"), payee: "甲律师事务所",
        lines: Array(lines.prefix(count)))
      let blocks = PageWord.document(of: try papers.rostersPage([roster])).blocks
      guard case .table(let table) = try #require(blocks.last) else {
        Issue.record("the table does not end the sheet")
        continue
      }
      #expect(
        table.closing.map { String($0.prefix(4)) } == ["合计（大", "领款单位", "经办人（", "制表：_"])
    }
  }

  @Test("a column for signatures is empty and wide enough to sign in, in Excel and in Word")
  func signatures() throws {
    let table = ReportTable(
      id: "t", title: "表", columns: [.text("a", "项目"), .forHand("b", "签领")],
      rows: [[.text("甲"), .text("")]])
    let sheet = PageWorkbook.workbook(of: table.page).sheets[0]
    #expect(sheet.columnWidths[1] >= 12)
    let words = PageWord.document(of: table.page).blocks
    #expect(
      words.contains {
        if case .table(let table) = $0 { table.columns[1].isForHand } else { false }
      })
  }

  @Test("a page of several tables has a sheet for each, and one before them for the rest")
  func statement() throws {
    let document = try SampleBook.hongsibu().document()
    let book = PageWorkbook.workbook(of: document.statementPage())
    #expect(book.sheets.map(\.name).prefix(4) == ["首页", "金额", "勾稽关系", "不符事项"])
    #expect(Set(book.sheets.map(\.name)).count == book.sheets.count)
    let tables = PageWorkbook.workbook(of: document.tablesPage)
    #expect(tables.sheets.count == document.tables.count + 1)
    #expect(tables.sheets.dropFirst().allSatisfy { $0.headerRow != nil })
  }

  @Test("Word holds every word of the statement and of the tables")
  func words() throws {
    let document = try SampleBook.hongsibu().document()
    let blocks = PageWord.document(of: document.tablesPage).blocks
    let tables = blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    #expect(tables.count == document.tables.count)
    for (word, table) in zip(tables, document.tables) {
      #expect(word.rows == table.rows.map { $0.map(\.forPeople) })
      #expect(word.totals == table.totals.map { $0.map(\.forPeople) })
    }
    let page = document.paragraphPage(.docx, by: try ParagraphTemplate(.disclosure))
    let paragraph = PageWord.document(of: page).blocks
    #expect(paragraph.contains(.paragraph(document.paragraph)))
    #expect(paragraph.last == .signature(agency: document.bureau.agency))
  }

  @Test(
    "the pack has the yearly report in Word: the same bytes each time, and the mark of its ledger")
  func packInWord() throws {
    let document = try SampleBook.hongsibu().document()
    let pack = try document.pack()
    let word = try #require(pack.first { $0.name == "年度报告.docx" })
    #expect(word.bytes == (try document.annualReportPage.file(.docx)))
    #expect(try document.pack() == pack && word.bytes.starts(with: [0x50, 0x4B]))
    let marked = try document.pack(marking: .unsound(problems: 2))
    #expect(zip(pack, marked).allSatisfy { $0.name == $1.name && $0.text != $1.text })
    let blocks = PageWord.document(of: document.annualReportPage).blocks
    for title in ["公开段落", "图表", "对账表"] { #expect(blocks.contains(.title(title))) }
    #expect(blocks.contains(.paragraph(document.paragraph)))
  }

  @Test("the same book gives the same bytes", arguments: OfficeFormat.allCases)
  func deterministic(format: OfficeFormat) throws {
    let document = try SampleBook.hongsibu().document()
    #expect(try document.tablesPage.file(format) == document.tablesPage.file(format))
  }
}
