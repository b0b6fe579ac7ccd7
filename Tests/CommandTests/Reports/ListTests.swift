import Foundation
import Testing

@Suite("登记簿")
struct ListTests {
  /// A book with a row in each register.
  private static func workplace() async throws -> Workplace {
    let workplace = try await SmallBook.workplace(cases: 2)
    _ = try await workplace.run(SmallBook.pay("支1", 1))
    try await workplace.succeed(
      "duty", "record", "值1", "--on", "2024-02-01", "--site", "看守所", "--lawyer", "周八八", "--firm",
      "乙律师事务所", "--rate", "200", "--quantity", "1")
    try await workplace.succeed(
      "case", "accept", "案3", "--type", "刑事", "--recipient", Secret.recipient, "--on", "2023-06-01")
    return workplace
  }

  /// A list: its command, the key of its first column, and the first cells of its rows.
  struct List: CustomTestStringConvertible, Sendable {
    let command: [String]
    let key: String
    let first: [String]
    var testDescription: String { command.joined(separator: " ") }

    init(_ command: String, _ key: String, _ first: String...) {
      self.command = command.split(separator: " ").map(String.init)
      self.key = key
      self.first = first
    }
  }

  @Test(
    "a list holds its rows in each of the five formats, and no recipient",
    arguments: [
      List("fund list", "document_number", "红财〔2024〕1号"),
      List("fund list --year 2023", "document_number"),
      List("case list", "case_number", "案1", "案2", "案3"),
      List("case list --open", "case_number", "案3"),
      List("case list --year 2024", "case_number", "案1", "案2"),
      List("claim list", "claim_number", "申1", "申2"),
      List("claim list --year 2023", "claim_number"),
      List("duty list", "duty_number", "值1"),
      List("pay list", "line", "支1/1"),
      List("pay list --year 2023", "line"),
    ])
  func formats(_ list: List) async throws {
    let workplace = try await Self.workplace()
    func printed(_ format: String) async throws -> String {
      let run = try await workplace.run(list.command + ["--format", format])
      #expect(run.exitCode == 0)
      #expect(run.stderr == "")
      #expect(!run.stdout.contains(Secret.recipient))
      return run.stdout
    }
    let object = try json(try await printed("json"))
    let columns = try #require(object["columns"] as? [[String: String]])
    let rows = try #require(object["rows"] as? [[Any]])
    #expect(columns.first?["key"] == list.key)
    #expect(rows.map { $0.first as? String } == list.first)
    #expect(rows.allSatisfy { $0.count == columns.count })
    let headers = columns.compactMap { $0["title"] }
    let table = try await printed("csv")
    let csv = table.components(separatedBy: "\r\n").filter { !$0.isEmpty }
    // Excel reads lines that end in CR LF, all of them, the last too.
    #expect(table.utf8.count { $0 == 0x0A } == table.utf8.count { $0 == 0x0D })
    #expect(table.hasSuffix("\r\n") && !table.hasSuffix("\r\n\r\n"))
    #expect(csv.contains(headers.joined(separator: ",")), "\(csv)")
    // The totals come last, but for what is said of an empty list.
    let end = try #require(csv.lastIndex { $0.hasPrefix("合计,") })
    for (first, line) in zip(list.first, csv[..<end].suffix(list.first.count)) {
      #expect(line.hasPrefix(first + ","))
    }
    let totals = try #require(object["totals"] as? [Any])
    #expect(totals.count == columns.count)
    #expect((totals[1] as? String)?.hasPrefix("\(list.first.count) ") ?? false, "\(totals)")
    let markdown = try await printed("markdown")
    #expect(markdown.contains("| " + headers.joined(separator: " | ") + " |"), "\(markdown)")
    for first in list.first { #expect(markdown.contains("\n| \(first) | ")) }
    let html = try await printed("html")
    #expect(html.components(separatedBy: "<table").count == 2)
    for header in headers { #expect(html.contains(">\(header)</th>"), "\(html)") }
    for first in list.first { #expect(html.contains(">\(first)</th>")) }
    let text = try await printed("text")
    #expect(text == (try await workplace.run(list.command)).stdout)
    for word in headers + list.first { #expect(text.contains(word), "\(word)\n\(text)") }
  }

  /// A list narrowed in some way, and the first cells of what is left of it.
  struct Narrowed: CustomTestStringConvertible, Sendable {
    let line: String
    let first: [String]
    var testDescription: String { line }

    init(_ line: String, _ first: String...) {
      self.line = line
      self.first = first
    }
  }

  @Test("every way to narrow a list takes what it says and nothing else")
  func narrowed() async throws {
    let workplace = try await Self.workplace()
    _ = try await workplace.legalaid(
      "pay", "reverse", "支1", "--as", "支2", "--on", "2024-05-01", "--amount", "300", "--reason", "错"
    )
    for list in [
      Narrowed("case list --recipient 欧阳翠花", "案1", "案2", "案3"),
      Narrowed("case list --recipient 欧阳翠"), Narrowed("case list --recipient 王五五"),
      Narrowed("case list --lawyer 王五五", "案1", "案2"),
      Narrowed("case list --firm 甲律师事务所 --search 案２", "案2"),
      Narrowed("case list --search 赡养", "案1", "案2"), Narrowed("case list --voucher 支1", "案1"),
      Narrowed("case list --document 红财(2024)1号", "案1"), Narrowed("case list --state 在办", "案3"),
      Narrowed("case list --state 待付", "案1", "案2"), Narrowed("case list --state 付清"),
      Narrowed("case list --quarter 2024Q1", "案1", "案2"),
      Narrowed("case list --from 2023-05-01 --to 2023-12-31", "案3"),
      Narrowed("claim list --state 已核发 --recipient 欧阳翠花", "申1", "申2"),
      Narrowed("claim list --state 待核发"), Narrowed("claim list --month 2024-03", "申1", "申2"),
      Narrowed("claim list --voucher 支1", "申1"), Narrowed("claim list --search 赵六六", "申1", "申2"),
      Narrowed("duty list --lawyer 周八八", "值1"), Narrowed("duty list --firm 甲律师事务所"),
      Narrowed("duty list --state 未付", "值1"), Narrowed("duty list --state 付清"),
      Narrowed("pay list --recipient 欧阳翠花", "支1/1", "支2/1"),
      Narrowed("pay list --state 更正", "支2/1"), Narrowed("pay list --state 退票"),
      Narrowed("pay list --firm 甲律师事务所 --month 2024-04", "支1/1"),
      Narrowed("pay list --search 案1 --state 支付", "支1/1"),
      Narrowed("fund list --state 有余额", "红财〔2024〕1号"), Narrowed("fund list --state 透支"),
      Narrowed("fund list --document 红财〔2024〕1号", "红财〔2024〕1号"),
      Narrowed("fund list --search 没有"),
    ] {
      let words = list.line.split(separator: " ").map(String.init)
      let text = try await workplace.succeed(words)
      let object = try json(try await workplace.succeed(words + ["--format", "json"]))
      let rows = try #require(object["rows"] as? [[Any]])
      #expect(rows.map { $0.first as? String } == list.first, "\(list.line)")
      #expect(text.contains("没有符合条件的") == list.first.isEmpty, "\(list.line)")
      #expect(!text.contains(Secret.recipient), "\(list.line)")
    }
    let payments = try json(try await workplace.succeed("pay", "list", "--format", "json"))
    #expect((payments["totals"] as? [Any])?[5] as? Int == 50_000)
  }

  @Test("case show tells acceptance, closing, claim, approval and payment, names masked")
  func caseShow() async throws {
    let workplace = try await Self.workplace()
    _ = try await workplace.legalaid(
      "pay", "reverse", "支1", "--as", "支2", "--on", "2024-05-01", "--amount", "300", "--reason",
      "退票")
    for format in ["text", "markdown", "csv", "html", "json"] {
      let shown = try await workplace.succeed("case", "show", "案1", "--format", format)
      for word in [
        "2024-01-05", "2024-03-01", "甲律师事务所", "申1", "2024-03-10", "800.00", "支1", "2024-04-01",
        "支2", "300.00", "欧阳某某",
      ] {
        #expect(shown.contains(word), "\(format) \(word)\n\(shown)")
      }
      for name in [Secret.recipient, "王五五", "赵六六"] {
        #expect(!shown.contains(name), "\(format) \(name)")
      }
      #expect(!shown.contains("案2"))
    }
  }

  @Test("no report and no statement names a person")
  func noNames() async throws {
    let workplace = try await Self.workplace()
    for line in ["reconcile", "report paragraph", "report tables"] {
      for format in ["text", "markdown", "csv", "html", "json"] {
        let words = line.split(separator: " ").map(String.init)
        let run = try await workplace.run(words + ["--year", "2024", "--format", format])
        for name in [Secret.recipient, "王五五", "赵六六", "周八八"] {
          #expect(!(run.stdout + run.stderr).contains(name), "\(line) \(format)")
        }
      }
    }
    let exported = try await workplace.legalaid("export", "导出")
    #expect(exported.exitCode == 0)
    #expect(try workplace.text(of: "导出/cases.csv").contains(Secret.recipient))
  }
}
