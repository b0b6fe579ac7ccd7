import Foundation
import LedgerCore
import Reconciliation
import Reporting
import TestSupport
import Testing

@Suite("国库对账")
struct TreasuryTests {
  /// Every kind of thing left, and every kind of match, over two years.
  private static func book() throws -> SampleBook {
    var book = try SampleBook()
    book.appropriations = [try .sample(amount: "5000")]
    let returned = try line("凭3", on: "2024-03-01", "300")
    book.uncited = [
      try line("凭1", on: "2023-06-01", "50"),
      try line("凭2", on: "2024-02-01", "1000", to: "欧阳某甲"), returned,
      try returned.reversed(by: "冲3/1", on: "2024-04-01"), try line("凭4", on: "2024-05-01", "40"),
      try line("凭5", on: "2024-05-01", "60"), try line("凭6", on: "2024-08-01", "8"),
      try line("凭7", on: "2024-08-01", "8"), try line("凭8", on: "2024-09-01", "900", to: "赵某丙"),
    ]
    book.bankLines = [
      try .sample("流2", booked: "2023-12-31", amount: "990", payee: "王某甲", voucher: "凭2"),
      try .sample("流3", booked: "2024-03-02", amount: "300", voucher: "凭3"),
      try .sample("流4", booked: "2024-05-03", amount: "100"),
      try .sample("流6", booked: "2024-08-02", amount: "8"),
      try .sample("流9", booked: "2024-10-01", amount: "-20", payee: "马某乙"),
    ]
    return book
  }

  private static func line(
    _ number: String, on day: String, _ amount: String, to payee: String = "甲所"
  ) throws -> PaymentLine {
    try .sample("\(number)/1", paid: day, amount: amount, case: nil, use: .other, payee: payee)
  }

  private static let names = ["欧阳某甲", "赵某丙", "王某甲", "马某乙"]
  private static let formats = OutputFormat.allCases

  @Test("without a bank line the statement says that nothing was held against the treasury")
  func noLine() throws {
    var book = try Self.book()
    book.bankLines = []
    let document = try book.document()
    for format in [OutputFormat.text, .markdown, .csv, .html] {
      let printed = document.statement(format)
      #expect(printed.contains("四、国库对账（未达账项）"))
      #expect(printed.contains("截至日没有国库支付明细，账上的支付没有与国库核对"))
      #expect(!printed.contains("调节"), "\(format)")
    }
  }

  @Test("what neither side explains stands on the statement with its reason, payees masked")
  func openItems() throws {
    let csv = try Self.book().document().statement(.csv).components(separatedBy: "\r\n")
    for row in [
      "凭1,付款,2023-06-01,50.00,甲所,日期早于国库流水的第一天 2023-12-31,",
      "凭8,付款,2024-09-01,900.00,赵某某,没有流水写明它的凭证号",
      "流6,2024-08-02,8.00,甲所,可能对应的凭证有 凭6、凭7，不能确定是哪一张,",
      "流9,2024-10-01,-20.00,马某某,是退回的款项，没有写凭证号，账上没有金额、收款人相同、日期相差不超过 5 天的退票,",
    ] {
      #expect(csv.contains { $0.hasPrefix(row) }, "\(row)")
    }
  }

  @Test("a bridge that agrees says so, and leads to the balance to compare with the bank's")
  func balanced() throws {
    let csv = try Self.book().document().statement(.csv)
    for row in [
      "账上净支付（全部年度，至截至日）,2066.00", "减：国库流水开始以前的支付,50.00", "减：账上已付、国库未付,916.00",
      "加：国库已付、账上未记,-12.00", "加减：金额不一致的差额（国库−账上）,290.00", "调节后,1378.00",
      "国库流水合计,1378.00", "账上指标余额,2934.00", "加：账上净支付与国库流水合计之差,688.00", "国库应有余额,3622.00",
    ] {
      #expect(csv.contains("\r\n\(row)\r\n"), "\(row)\n\(csv)")
    }
    #expect(csv.contains("调节相符") && !csv.contains("调节不符"))
  }

  @Test("a bridge that does not agree says so")
  func broken() throws {
    var book = try Self.book()
    // Taken back of a voucher that is not recorded: nothing the ledger would let happen.
    book.uncited.append(
      try Self.line("凭99", on: "2024-05-01", "1").reversed(by: "冲9/1", on: "2024-06-01"))
    let document = try book.document()
    for format in [OutputFormat.text, .markdown, .csv, .html] {
      let printed = document.statement(format)
      #expect(printed.contains("调节不符：请核对账簿") && !printed.contains("调节相符"))
    }
  }

  @Test("no format of the statement or the list shows a person's name", arguments: formats)
  func noNames(format: OutputFormat) throws {
    let document = try Self.book().document()
    let printed = [
      document.statement(format),
      try StatementTables.printed(document.result.statement, format),
    ]
    for page in printed {
      for name in Self.names { #expect(!page.contains(name), "\(name)\n\(page)") }
    }
  }

  @Test("the list has the matches with their grounds, and what is left", arguments: formats)
  func list(format: OutputFormat) throws {
    let statement = try Self.book().result().statement
    let all = try StatementTables.printed(statement, format)
    let left = try StatementTables.printed(statement, format, in: .open)
    for words in ["已核对的国库流水", "凭证号", "合计对应", "凭4、凭5", "只有这一种凑法", "流2"] {
      #expect(all.contains(words), "\(words)\n\(all)")
    }
    #expect(!left.contains("已核对的国库流水") && !left.contains("凭4、凭5"))
    for words in ["账上已付、国库未付", "国库已付、账上未记", "凭8", "流9"] {
      #expect(all.contains(words) && left.contains(words), "\(words)")
    }
  }

  @Test("the list of a year holds its lines and vouchers only")
  func year() throws {
    let statement = try Self.book().result().statement
    func first(_ year: Int?) throws -> [[String]] {
      let year = try year.map { try FiscalYear.of($0) }
      let filter = RegisterFilter(span: year.map { Span($0) })
      let text = try StatementTables.printed(statement, .json, narrowedBy: filter)
      let page = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      #expect(Set(try #require(page).keys) == ["schema", "tables"])
      #expect(page?["schema"] as? String == "legalaid.statement/1")
      let tables = try #require(page?["tables"] as? [[String: Any]])
      #expect(
        tables.map { $0["id"] as? String } == ["matched", "open_vouchers", "open_lines"])
      return tables.map { ($0["rows"] as? [[Any]] ?? []).map { "\($0[0])" } }
    }
    #expect(
      try first(nil) == [["流2", "流3", "流4"], ["凭1", "凭6", "凭7", "凭8"], ["流6", "流9"]])
    #expect(try first(2023) == [["流2"], ["凭1"], []])
    #expect(try first(2024) == [["流3", "流4"], ["凭6", "凭7", "凭8"], ["流6", "流9"]])
    #expect(try first(2022) == [[], [], []])
  }

  @Test("a ledger without a bank line has an empty list that says so")
  func emptyList() throws {
    let text = try StatementTables.printed(nil, .text)
    #expect(text.hasSuffix("\n还没有导入国库支付明细\n"))
    #expect(text.components(separatedBy: "（无）").count == 4)
  }

  @Test("payments in another year than the case was closed in stand apart")
  func acrossYears() throws {
    var invented = InventedBook()
    invented.cases = [
      try .sample("案1", accepted: "2023-01-05", closed: "2023-12-01"),
      try .sample("案2", closed: "2024-03-01"), try .sample("案3", closed: "2024-03-01"),
    ]
    invented.claims = [
      try .sample("申1", case: "案1", claimed: "2023-12-05", approved: "2023-12-10"),
      try .sample("申2", case: "案2", amount: "800", approved: "2024-03-10"),
      try .sample("申3", case: "案3", amount: "600", approved: "2024-03-10"),
    ]
    invented.lines = [
      try .sample("凭1/1", paid: "2024-02-01", case: "案1"),
      try .sample("凭2/1", amount: "500", case: "案2"),
      try .sample("凭3/1", paid: "2025-01-10", amount: "600", case: "案3"),
    ]
    var book = try SampleBook()
    book.appropriations = [try .sample()]
    book.dossiers = invented.dossiers
    let document = try book.document()
    let table = try #require(document.tables.first { $0.id == "across_years" })
    #expect(
      table.rows.map { $0.map(\.value) } == [
        [.text("本年支付以前年度结案案件的金额"), .count(1), .money(try .yuan("1000"))],
        [.text("本年结案案件核发未付"), .count(nil), .money(try .yuan("900"))],
        [.text("本年结案案件在以后年度支付"), .count(nil), .money(try .yuan("600"))],
      ])
    #expect(document.tables(.csv).contains("\r\n本年支付以前年度结案案件的金额,1,1000.00\r\n"))
    #expect(document.tables(.markdown).contains("\n| 本年结案案件核发未付 | - | 900.00 |\n"))
  }
}
