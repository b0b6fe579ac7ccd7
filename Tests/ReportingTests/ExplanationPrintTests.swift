import Foundation
import LedgerCore
import Reconciliation
import Reporting
import Testing

@Suite("说明的印出")
struct ExplanationPrintTests {
  /// The overspent year with its F01 explained, and its F03 explained on other facts.
  private func document() throws -> Document {
    var book = try SampleBook.hongsibu()
    let findings = try book.result().findings
    let digests = findings.map { ExplanationRegister().digest(of: $0) }
    book.explanations = zip(findings, [digests[0], "别的账目"]).map { finding, digest in
      Explanation(
        rule: finding.rule.description, subject: finding.subject, digest: digest,
        reason: "上年结转\u{1B}[31m未登记", by: "张三三", confirmedBy: "赵六六", on: .earliest)
    }
    return try book.document()
  }

  @Test("the statement says who explained what, when and why, and what lapsed")
  func text() throws {
    let text = try document().statement(.text)
    let flat = text.filter { !$0.isWhitespace }
    #expect(flat.contains("（已说明）"))
    #expect(flat.contains("说明：上年结转未登记（张三三1900-01-01说明，赵六六复核）"))
    #expect(flat.contains("原有说明因账目变动已失效，请重新说明：上年结转未登记（张三三"))
    #expect(text.hasSuffix("\n结果：有 1 项不符（重要 1 项）；另有已说明 1 项\n"))
    #expect(!text.contains("\u{1B}"))
    let markdown = try document().statement(.markdown)
    #expect(markdown.contains("已说明") && markdown.contains("原有说明因账目变动已失效"))
  }

  @Test("a spreadsheet and a web page hold both explanations in the row of their finding")
  func tables() throws {
    let csv = try document().statement(.csv).components(separatedBy: "\r\n")
    let explained = try #require(csv.first { $0.hasPrefix("严重,F01,") })
    #expect(explained.contains(",已说明,"))
    #expect(explained.hasSuffix(",说明：上年结转未登记（张三三 1900-01-01 说明，赵六六 复核）"))
    let lapsed = try #require(csv.first { $0.hasPrefix("重要,F03,") })
    #expect(lapsed.contains(",不符,"))
    #expect(
      lapsed.hasSuffix(",原有说明因账目变动已失效，请重新说明：上年结转未登记（张三三 1900-01-01 说明，赵六六 复核）"))
    let rows = try HTMLElements(document().statement(.html))["tr"].map(\.text)
    let standing = try #require(rows.first { $0.contains("。说明：") })
    #expect(standing.contains("已说明") && standing.contains("赵六六 复核"))
    #expect(rows.contains { $0.contains("不符") && $0.contains("原有说明因账目变动已失效") })
  }

  @Test("the JSON has the standing explanation and the lapsed one under keys of their own")
  func json() throws {
    let data = Data(try document().statement(.json).utf8)
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let findings = try #require(json["findings"] as? [[String: Any]])
    #expect(findings.map { $0["outcome"] as? String } == ["explained", "contradiction"])
    for (finding, keys) in zip(
      findings,
      [("explanation", "lapsed_explanation"), ("lapsed_explanation", "explanation")])
    {
      let words = try #require(finding[keys.0] as? [String: Any])
      #expect(Set(words.keys) == ["by", "on", "reason", "confirmed_by"])
      #expect(words["by"] as? String == "张三三" && words["on"] as? String == "1900-01-01")
      #expect(finding[keys.1] is NSNull)
    }
    #expect(json["result"] as? String == "outstanding")
    #expect(json["counts_by_rule"] as? [String: Int] == ["F01": 1, "F03": 1])
  }
}
