import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@testable import Desk

/// From one page of the desk to the next.
@Suite("接下来", .ownThreads)
struct OnwardTests {
  private static let accepted = [
    ("number", "案1"), ("type", "刑事"), ("recipient", "张三"), ("on", "2025-01-05"),
  ]

  private static func fund(_ office: Office, _ key: String, _ document: String) throws {
    let received = try office.act(
      key, "fund-receive",
      [
        ("document", document), ("source", "本级财政"), ("year", "2025"), ("on", "2025-01-02"),
        ("amount", "5000"),
      ])
    #expect(received.title == "已办好", "\(received.text)")
  }

  @Test(
    "a page that a text names is a link to it; the words of an element, and other names, are none",
    arguments: [
      ("<p>请到“支付”页和“案件”页</p>", "<p>请到[支付]和[案件]</p>"), ("<p>没有名字</p>", "<p>没有名字</p>"),
      ("<p>“别的”页、“支付”页面</p>", "<p>“别的”页、[支付]面</p>"),
      (
        "<input title=\"“支付”页“案件”页\"><p>“支付”页</p>",
        "<input title=\"“支付”页“案件”页\"><p>[支付]</p>"
      ),
      ("<p>支付”页，““支付”页</p>", "<p>支付”页，“[支付]</p>"),
    ] as [(HTML, String)])
  func linked(piece: HTML, expected: String) {
    let markup = RoomName.linked(piece).markup
      .replacing(/<a href="[^"]*">“([^”]*)”页<\/a>/) { "[\($0.1)]" }
    #expect(markup == expected)
  }

  @Test("the receipt of each act on a case leads to the next, from acceptance to payment")
  func course() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    try Self.fund(office, key, "文1")
    let steps: [(name: String, fields: [(String, String)], next: String)] = [
      ("case-accept", Self.accepted, "登记指派"),
      (
        "case-assign",
        [("number", "案1"), ("on", "2025-01-06"), ("lawyer", "王五"), ("firm", "甲所")], "登记结案"
      ),
      ("case-close", [("number", "案1"), ("on", "2025-02-01"), ("outcome", "办结")], "申报补贴"),
      ("claim-submit", [("case", "案1"), ("on", "2025-02-02"), ("amount", "800")], "核发这份申报"),
      ("claim-approve", [("number", "案1"), ("on", "2025-02-03"), ("approver", "赵六")], "付款"),
      (
        "pay-record",
        [("voucher", "支1"), ("on", "2025-02-04"), ("case", "案1"), ("document", "文1")],
        "打印发放表，供签字"
      ),
    ]
    for step in steps {
      let receipt = try office.act(key, step.name, step.fields)
      #expect(receipt.title == "已办好" && receipt.text.contains(">\(step.next)</a>"), "\(step.name)")
      #expect(receipt.text.contains(">看这件案件</a>"), "\(step.name) \(receipt.text)")
    }
    let amended = try office.act(
      key, "case-amend", [("number", "案1"), ("to-matter", "盗窃"), ("reason", "补正")])
    #expect(amended.title == "已办好" && amended.text.contains(">看这件案件</a>"), "\(amended.text)")
  }

  @Test("a payment is offered the appropriations that have something left; one alone stands there")
  func funds() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let path = "/act/pay-record"
    #expect(try !office.get(path, key: key).text.contains("<option value=\"文"))
    try Self.fund(office, key, "文1")
    let one = try office.get(path, key: key).text
    #expect(one.contains("name=\"document\" required value=\"文1\""), "\(one)")
    #expect(one.contains("<option value=\"文1\">2025 年度，本级财政，余额 5,000.00 元</option>"))
    try Self.fund(office, key, "文2")
    let two = try office.get(path, key: key).text
    #expect(two.contains("name=\"document\" required value=\"\"") && two.contains("value=\"文2\">"))
    // What was typed, or left empty, stays as it was.
    let number = try Office.number(in: office.get(path, key: key))
    let refused = try office.post(path, key: key, [("form", number), ("step", "check")]).text
    #expect(refused.contains("name=\"document\" required value=\"\""), "\(refused)")
  }

  @Test(
    "a refusal stands on top and beside the field it speaks of, and leads there",
    arguments: [
      ([("on", "2025-03-06")], "on", "受理日期"), ([("number", "案2025")], "number", "案件编号"),
    ])
  func refusedField(typed: [(String, String)], field: String, title: String) async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let known = Self.accepted.map { $0.0 == "number" ? ("number", "案2025") : $0 }
    #expect(try office.act(key, "case-accept", known).title == "已办好")
    let fields = Self.accepted.filter { pair in !typed.contains { $0.0 == pair.0 } } + typed
    let page = try office.act(key, "case-accept", fields)
    #expect(page.status == 422 && page.text.contains("role=\"alert\""), "\(page.text)")
    #expect(page.text.contains("<a href=\"#f-\(field)\">\(title)</a>"), "\(page.text)")
    #expect(page.text.contains("id=\"f-\(field)-fault\""), "\(page.text)")
    #expect(page.text.components(separatedBy: "aria-invalid").count == 2, "\(page.text)")
  }

  @Test("a refusal that speaks of no field marks none")
  func noField() throws {
    struct Refused: OfficerError { let description: String }
    let form = try #require(AllForms.named("case-accept"))
    let fields = Fields([("number", "1"), ("recipient", "张三"), ("matter", "盗窃案")])
    for (words, name) in [
      ("账本上有 1 件：请核对", nil), ("受援人没有写全名：请核对", "recipient"), ("“盗窃案”不在案由表里", "matter"),
      ("没有办成", nil),
    ] {
      #expect(RefusedField(Refused(description: words), fields, of: form)?.field.name == name)
    }
    #expect(RefusedField(StoreFault.diskFull, fields, of: form) == nil)
  }
}
