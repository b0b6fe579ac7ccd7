import Foundation
import LedgerCore
import Reconciliation
import Reporting
import TestSupport
import Testing

@Suite("今日工作页")
struct MorningPageTests {
  /// A day on which something stands under each heading.
  private func page() throws -> MorningPage {
    var book = try SampleBook(asOf: "2024-12-01")
    book.calendar = InventedCalendar.full.asKept
    book.appropriations = [try .sample(amount: "5000")]
    var invented = InventedBook()
    // Approved in March and never paid.
    invented.cases = [
      try .sample(assigned: "2024-01-06", closed: "2024-03-01", filed: "2024-03-04")
    ]
    invented.claims = [try .sample(amount: "800", approved: "2024-03-10")]
    book.dossiers = invented.dossiers
    book.uncited = [
      try .sample("凭0/1", paid: "2024-01-02", amount: "7", case: nil, use: .other),
      try .sample("凭1/1", paid: "2024-06-01", amount: "100", case: nil, use: .other),
      try .sample("凭2/1", paid: "2024-07-01", amount: "50", case: nil, use: .other),
    ]
    for index in book.uncited.indices { book.uncited[index].approvedBy = "赵六六" }
    book.bankLines = [
      try .sample("流2", booked: "2024-06-01", amount: "49.5", voucher: "凭2"),
      try .sample("流3", booked: "2024-08-01", amount: "12345", payee: "马某乙"),
    ]
    let due = DueToday(
      cases: 2, caseAmount: try .yuan("1800.5"), shifts: 3, shiftAmount: try .yuan("600"),
      payees: 4, held: ["案件 案9：没有登记承办单位"])
    return try book.morning(due: due, openYears: [.of(2022), .of(2023)])
  }

  @Test("the text tells the day, what is due, to match, to explain and overdue")
  func text() throws {
    let text = try page().printed(.text)
    for words in [
      "红寺堡区司法局 今日工作\n", "\n日期：2024年12月1日\n距年末：30 天\n还没有结账：2022、2023 年度\n",
      "\n一、待付\n\n案件：2 件，1,800.50 元\n值班：3 次，600.00 元\n合计：2,400.50 元，4 个收款单位\n",
      "\n不能直接付的：\n案件 案9：没有登记承办单位\n",
      "\n二、待核对（国库流水）\n\n账上已付、国库未付：1 笔付款，100.00 元\n",
      "\n账上已记退票、国库未退：0 笔退回，0.00 元\n国库已付、账上未记：1 笔流水，12,345.00 元\n",
      "\n金额不一致的差额：-0.50 元\n", "\n三、待说明\n", "\n四、逾期\n",
      "\n五、指标余额和进度\n", "注：照今年到今天的平均速度推算，只供安排付款参考\n",
    ] {
      #expect(text.contains(words), "\(words)\n\(text)")
    }
  }

  @Test("what is due and overdue stands in every format, and nobody's name", arguments: formats)
  func everyFormat(format: OutputFormat) throws {
    let page = try page()
    let printed = try page.printed(format)
    for words in ["案件 案9：没有登记承办单位", "P08", "核发未付", "文1", "S02"] {
      #expect(printed.contains(words), "\(words)\n\(printed)")
    }
    for name in ["受援人甲", "承办人甲", "马某乙", "申报人甲"] { #expect(!printed.contains(name)) }
    #expect(try page.printed(format) == printed)
    // By bytes: the end of a CSV line is one character.
    #expect(printed.utf8.last == UInt8(ascii: "\n"))
  }

  private static let formats = OutputFormat.allCases

  @Test("Markdown, CSV and HTML are each of their kind")
  func kinds() throws {
    let page = try page()
    let markdown = try page.printed(.markdown)
    #expect(markdown.hasPrefix("# 红寺堡区司法局 今日工作\n"))
    #expect(markdown.contains("\n## 一、待付\n\n- 案件：2 件，1,800.50 元\n"))
    #expect(markdown.contains("\n| 指标文号 | 预算年度 |"))
    let csv = try page.printed(.csv)
    #expect(csv.contains("\r\n合计,\"2,400.50 元，4 个收款单位\"\r\n"))
    #expect(csv.utf8.count { $0 == 0x0A } == csv.utf8.count { $0 == 0x0D })
    let elements = try HTMLElements(page.printed(.html))
    #expect(elements["h1"].map(\.text) == ["红寺堡区司法局 今日工作"])
    #expect(elements["table"].count == 3)
  }

  @Test("the JSON has exactly the keys of its schema, amounts in fen")
  func json() throws {
    let json = try parsed(try page().printed(.json))
    #expect(
      Set(json.keys) == [
        "schema", "agency", "today", "days_to_year_end", "open_years", "backup", "due",
        "unmatched", "tables", "pending", "filing",
      ])
    #expect(json["schema"] as? String == "legalaid.today/1")
    #expect(json["agency"] as? String == "红寺堡区司法局")
    #expect(json["today"] as? String == "2024-12-01")
    #expect(json["days_to_year_end"] as? Int == 30)
    #expect(json["open_years"] as? [Int] == [2022, 2023])
    let due = try #require(json["due"] as? [String: Any])
    #expect(
      Set(due.keys) == [
        "cases", "case_fen", "shifts", "shift_fen", "total_fen", "payees", "held",
      ])
    #expect(due["total_fen"] as? Int == 240_050 && due["payees"] as? Int == 4)
    #expect(due["held"] as? [String] == ["案件 案9：没有登记承办单位"])
    #expect(
      json["unmatched"] as? [String: Int]
        == [
          "vouchers": 1, "voucher_fen": 10_000, "returns": 0, "return_fen": 0, "bank_lines": 1,
          "bank_fen": 1_234_500,
        ])
    let tables = try #require(json["tables"] as? [[String: Any]])
    #expect(tables.map { $0["id"] as? String } == ["to_explain", "overdue", "balances"])
    for table in tables {
      #expect(Set(table.keys) == ["id", "title", "columns", "rows", "totals"])
    }
    let explain = try #require(tables.first?["rows"] as? [[Any]])
    #expect(explain.map { $0[1] as? String } == ["S02", "S03", "P08", "S01"])
    #expect(explain.map { $0[0] as? String } == ["block", "block", "high", "high"])
    let overdue = try #require(tables[1]["rows"] as? [[Any]])
    #expect(overdue.map { $0[0] as? String } == ["P08"])
    #expect(overdue.first?[3] as? Int == 80_000)
  }

  @Test("what a front end does a step with stands beside it")
  func dialect() throws {
    let step = Dialect { step in
      switch step {
      case .closeYear: "结账键"
      case .payBatch: "付款键"
      case .listUnmatched: "核对键"
      case .backUp: "备份键"
      case .payAgain(let first): "重付键 \(first)"
      default: nil
      }
    }
    let again = try NextStep.payAgain(.of("凭1/1"))
    let due = DueToday(
      cases: 0, caseAmount: .zero, shifts: 0, shiftAmount: .zero, payees: 0,
      held: ["案件 案9：请\(using: again)重付"])
    var book = try SampleBook(asOf: "2024-12-31")
    book.bankLines = [try .sample("流3", booked: "2024-08-01", amount: "12345", payee: "马某乙")]
    let page = try book.morning(due: due, openYears: [.of(2023)], in: step)
    let json = try page.printed(.json)
    #expect(json.contains("案件 案9：请用 重付键 凭1/1 重付"))
    let text = try page.printed(.text)
    for words in [
      "2023 年度（结账键）\n", "个收款单位（付款键）\n", " 元（核对键）\n", "请备份（备份键）\n",
      "\n案件 案9：请用 重付键 凭1/1 重付\n",
    ] {
      #expect(text.contains(words), "\(words)\n\(text)")
    }
  }

  @Test("an empty book has a page without money, statement or open years")
  func empty() throws {
    var book = try SampleBook(asOf: "2024-12-31")
    book.bankLines = []
    let page = try book.morning()
    let text = try page.printed(.text)
    #expect(
      text.contains("\n日期：2024年12月31日\n距年末：0 天\n备份：还没有备份：请备份\n\n一、待付\n"))
    #expect(text.contains("\n合计：0.00 元，0 个收款单位\n"))
    #expect(text.contains("\n还没有导入国库支付明细\n"))
    #expect(!text.contains("还没有结账") && !text.contains("不能直接付的"))
    let json = try parsed(try page.printed(.json))
    #expect(json["unmatched"] is NSNull)
    #expect((json["open_years"] as? [Any])?.isEmpty == true)
  }

  @Test(
    "the page says how old the last backup is, and when the next is due",
    arguments: [
      ("2024-12-01", 0, "备份：今天，之后没有新的流水\n", 0),
      ("2024-12-01", 3, "备份：今天，之后又记了 3 笔流水\n", 0),
      ("2024-11-25", 3, "备份：6 天前（2024-11-25），之后又记了 3 笔流水\n", 0),
      ("2024-11-24", 3, "备份：7 天前（2024-11-24），之后又记了 3 笔流水：请再备份一次\n", 1),
      ("2024-01-01", 0, "天前（2024-01-01），之后没有新的流水\n", 0),
    ])
  func backup(taken: String, since: Int, words: String, isDue: Int) throws {
    let state = BackupState(takenOn: try .of(taken), entriesSince: since)
    let page = try SampleBook(asOf: "2024-12-01").morning(backup: state)
    #expect(try page.printed(.text).contains(words))
    let json = try parsed(try page.printed(.json))
    let backup = try #require(json["backup"] as? [String: Any])
    #expect(backup["taken_on"] as? String == taken)
    #expect(backup["entries_since"] as? Int == since && backup["is_due"] as? Int == isDue)
  }

  @Test("a case within its deadline waits, but is not overdue and needs no explanation")
  func withinDeadline() throws {
    var invented = InventedBook()
    invented.cases = [
      try .sample(assigned: "2024-01-06", closed: "2024-03-01", filed: "2024-03-04")
    ]
    invented.claims = [try .sample(amount: "800", approved: "2024-03-10")]
    for (day, years, waits, isOverdue) in [
      ("2024-03-11", 2024...2024, false, false), ("2024-12-01", 2024...2024, true, true),
      // Of a year that the calendar does not know, nobody can say that a deadline has passed.
      ("2024-12-01", nil, true, false),
    ] as [(String, ClosedRange<Int>?, Bool, Bool)] {
      var book = try SampleBook(asOf: day)
      book.calendar = InventedCalendar(knowing: years).asKept
      book.dossiers = invented.dossiers
      let csv = try book.morning().printed(.csv)
      #expect(csv.contains(",P08,核发未付,") == waits, "\(day)")
      #expect(csv.contains("\r\nP08,案1,2024-03-10,800.00\r\n") == isOverdue, "\(day)")
    }
  }

  @Test("what is explained no longer waits, and what lapsed is counted")
  func explained() throws {
    var book = try SampleBook.hongsibu()
    let findings = try book.result().findings
    let digests = findings.map { ExplanationRegister().digest(of: $0) }
    book.explanations = zip(findings, [digests[0], "别的账目"]).map { finding, digest in
      Explanation(
        rule: finding.rule.description, subject: finding.subject, digest: digest, reason: "已核实",
        by: "张三三", confirmedBy: "赵六六", on: .earliest)
    }
    let json = try parsed(try book.morning().printed(.json))
    let tables = try #require(json["tables"] as? [[String: Any]])
    let rows = try #require(tables.first?["rows"] as? [[Any]])
    #expect(rows.map { $0[1] as? String } == ["F03"])
    #expect(rows.first?[3] as? Int == 1 && rows.first?[4] as? Int == 1)
  }

  @Test("a sum due that leaves 64 bits is refused, not wrapped")
  func overflow() throws {
    let due = DueToday(
      cases: 1, caseAmount: Money(fen: .max), shifts: 1, shiftAmount: Money(fen: 1), payees: 1,
      held: [])
    let page = try SampleBook(asOf: "2024-12-01").morning(due: due)
    #expect(throws: MoneyOverflow.self) { try page.printed(.text) }
  }

  private func parsed(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }
}
