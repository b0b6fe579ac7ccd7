import LedgerCore
import Reconciliation
import ReportTemplates
import Reporting
import Testing

@Suite("文稿模板")
struct ParagraphTemplateTests {
  private func text(_ template: String) throws -> String {
    try ParagraphTemplate(text: template).text(try SampleBook.hongsibu().document().values)
  }

  @Test("a bureau's own template prints figures, clauses that stand, and paragraphs")
  func ownTemplate() throws {
    let printed = try text(
      """
      {{! 本单位的模板 }}
      \u{20} {{ region }}受理{{casesAccepted}}件，
      支出{{paid}}万元（{{paidYuan}}元）。\r
      {{#closing}}结余{{.}}万元{{/closing}}{{^closing}}没有结余{{/closing}}

      \t
      {{#paidDuty}}值班{{#dutyShifts}}{{.}}次{{/dutyShifts}}，{{.}}万元{{/paidDuty}}
      {{#casesWithdrawn}}撤回{{.}}件{{/casesWithdrawn}}

      """)
    #expect(
      printed == """
        红寺堡区受理364件，支出26.36万元（263,600.00元）。没有结余
        值班86次，0.86万元
        """)
  }

  @Test("a tag may be written by its Chinese title")
  func chineseTags() throws {
    #expect(try text("{{地区}}支出{{本年支出}}万元{{#上年结转}}，{{.}}{{/上年结转}}") == "红寺堡区支出26.36万元")
  }

  @Test(
    "what a template must not say is refused with its line",
    arguments: [
      ("", 1, "没有内容"), ("\n \n", 1, "没有内容"), ("{{!只有备注}}", 1, "没有内容"),
      ("一\n二{{paid", 2, "没有在同一行写完"), ("一\n{{paid\n}}", 2, "没有在同一行写完"),
      ("{{recipient}}", 1, "没有名为“recipient”"), ("{{受援人}}", 1, "没有名为“受援人”"),
      ("一\n\n{{casesAcepted}}", 3, "是不是 {{casesAccepted}}"),
      ("{{paid}}\n{{&paid}}", 2, "不能用"), ("{{{paid}}}", 1, "不能用"), ("{{paid}}}", 1, "不能用"),
      ("{{> paid}}", 1, "不能用"), ("{{<paid}}{{/paid}}", 1, "不能用"), ("{{$paid}}", 1, "不能用"),
      ("{{=<% %>=}}", 1, "不能用"), ("{{% CONTENT_TYPE:HTML}}", 1, "不能用"), ("{{}}", 1, "不能用"),
      ("{{reversed(paid)}}", 1, "不能用"), ("{{paid.text}}", 1, "不能用"), ("{{.}}", 1, "要写在"),
      ("{{#paid}}一", 1, "没有在本段内写完"), ("{{#paid}}一\n\n{{/paid}}", 1, "没有在本段内写完"),
      ("一\n{{/paid}}", 2, "多出 {{/paid}}"),
      ("{{#paid}}\n{{#claimed}}\n{{/paid}}{{/claimed}}", 2, "{{#claimed}} 没有"),
      ("好\u{0}坏", 1, "不是 UTF-8 文本"), (String(repeating: "长", count: 40_000), 1, "模板太大"),
    ])
  func faults(template: String, line: Int, words: String) {
    let fault = #expect(throws: TemplateFault.self) { try ParagraphTemplate(text: template) }
    #expect(fault?.line == line)
    #expect("\(fault.map { "\($0)" } ?? "")".contains(words), "\(fault.map { "\($0)" } ?? "")")
  }

  @Test("nothing in a template reaches behind the values: no text of a value, no other object")
  func closed() throws {
    // Inside a clause the value is at hand; its own parts have no names.
    for name in ["text", "stands", "byTag", "figures", "bureau"] {
      #expect(throws: TemplateFault.self) { try text("{{#paid}}{{\(name)}}{{/paid}}") }
    }
  }

  @Test("nothing is escaped, and what would steer a terminal is dropped")
  func plainText() throws {
    #expect(try text("<b>&\"{{region}}\u{1B}[31m") == "<b>&\"红寺堡区")
  }

  @Test("our templates pass the check that others must pass, and each has a variant")
  func ours() throws {
    #expect(Set(ReportTemplates.names) == Set(ParagraphVariant.allCases.map(\.rawValue)))
    for variant in ParagraphVariant.allCases {
      #expect(try !ParagraphTemplate(variant).text(SampleBook().document().values).isEmpty)
      #expect(ParagraphVariant(name: variant.name) == variant)
    }
    #expect(ParagraphVariant(name: "别的") == nil)
  }

  @Test("the list of tags has every tag once, with a title and the value as it is printed")
  func tagList() throws {
    let list = try SampleBook.hongsibu().document().tags.printed(.csv)
    let rows = list.split(separator: "\r\n").filter { $0.hasPrefix("{{") }
    #expect(rows.count > FigureName.allCases.count)
    #expect(Set(rows.map { $0.prefix { $0 != "," } }).count == rows.count)
    #expect(rows.contains("{{paidCase}},以案定补案件支出,25.5"))
    for row in rows {
      let tag = String(row.prefix { $0 != "," })
      #expect(throws: Never.self) { try ParagraphTemplate(text: tag) }
    }
  }
}
