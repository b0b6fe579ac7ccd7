import Foundation
import LedgerCore
import Reconciliation
import Reporting
import Testing

@Suite("JSON")
struct ReportJSONTests {
  @Test("the reconciliation has exactly the keys of the contract")
  func reconciliationKeys() throws {
    let json = try parsed(try SampleBook.hongsibu().document().statement(.json))
    #expect(
      Set(json.keys) == [
        "schema", "agency", "region", "year", "as_of", "ledger_head", "result", "totals",
        "identities", "findings", "counts_by_rule", "set_aside", "people",
      ])
    #expect(json["schema"] as? String == "legalaid.reconciliation/1")
    #expect(json["as_of"] as? String == "2024-12-31")
    #expect(json["year"] as? Int == 2024)
    #expect(json["result"] as? String == "outstanding")
    #expect(json["ledger_head"] as? String == "5f3c9a")
    let totals = try #require(json["totals"] as? [String: Any])
    #expect(
      Set(totals.keys) == [
        "cases_accepted", "cases_closed", "cases_terminated", "cases_withdrawn", "claimed_fen",
        "approved_fen", "appropriated_fen", "appropriated_transfer_fen", "appropriated_local_fen",
        "appropriated_other_fen", "opening_fen", "paid_case_fen", "paid_duty_fen",
        "paid_other_fen", "paid_fen",
      ])
    #expect(totals["opening_fen"] is NSNull)
    #expect(totals["paid_fen"] as? Int == 26_360_000)
    #expect(totals["cases_accepted"] as? Int == 364)
  }

  @Test("identities and findings have the keys of the contract and no others, nulls included")
  func entryKeys() throws {
    let json = try parsed(try SampleBook.hongsibu().document().statement(.json))
    let identities = try #require(json["identities"] as? [[String: Any]])
    for identity in identities {
      #expect(
        Set(identity.keys) == ["id", "title", "left", "right", "difference", "unit", "outcome"])
    }
    let untestable = try #require(identities.first { $0["id"] as? String == "I03" })
    #expect(untestable["left"] is NSNull && untestable["difference"] is NSNull)
    #expect(untestable["outcome"] as? String == "not_testable")
    let findings = try #require(json["findings"] as? [[String: Any]])
    for finding in findings {
      #expect(
        Set(finding.keys) == [
          "rule", "severity", "outcome", "subject", "related", "amount_fen", "date", "message",
          "explanation", "lapsed_explanation",
        ])
      #expect(finding["explanation"] is NSNull && finding["lapsed_explanation"] is NSNull)
    }
    #expect(findings.map { $0["rule"] as? String } == ["F01", "F03"])
    #expect(findings[1]["subject"] as? String == "2024")
    #expect(findings[1]["amount_fen"] as? Int == 360_000)
    #expect(findings[1]["date"] is NSNull)
    #expect(json["counts_by_rule"] as? [String: Int] == ["F01": 1, "F03": 1])
  }

  @Test("a year that agrees is clean")
  func clean() throws {
    let json = try parsed(try SampleBook.odd(seed: 7).document().statement(.json))
    #expect(json["result"] as? String == "clean")
    #expect((json["findings"] as? [Any])?.isEmpty == true)
    #expect((json["counts_by_rule"] as? [String: Any])?.isEmpty == true)
  }

  @Test("paragraph and tables give one and the same report")
  func report() throws {
    let document = try SampleBook.odd(seed: 3).document()
    #expect(document.paragraph(.json) == document.tables(.json))
    let json = try parsed(document.tables(.json))
    #expect(
      Set(json.keys) == ["schema", "year", "from", "to", "as_of", "paragraph", "figures", "tables"])
    #expect(json["schema"] as? String == "legalaid.report/1")
    #expect(json["paragraph"] as? String == document.paragraph)
    let tables = try #require(json["tables"] as? [[String: Any]])
    #expect(tables.count == document.tables.count && tables.count >= 6)
    for table in tables {
      #expect(Set(table.keys) == ["id", "title", "columns", "rows", "totals", "figures"])
      let columns = try #require(table["columns"] as? [[String: String]])
      #expect(columns.allSatisfy { Set($0.keys) == ["key", "title"] })
      for row in try #require(table["rows"] as? [[Any]]) {
        #expect(row.count == columns.count)
        for (cell, column) in zip(row, columns) where column["key"]?.hasSuffix("_fen") == true {
          #expect(cell is Int || cell is NSNull)
        }
      }
    }
  }

  @Test(
    "a figure is the same in report, reconciliation, paragraph and statement", arguments: 0..<20)
  func figuresAgree(seed: UInt64) throws {
    let document = try SampleBook.odd(seed: seed, opening: seed % 2 == 0).document()
    let report = try parsed(document.tables(.json))
    let totals = try #require(
      try parsed(document.statement(.json))["totals"] as? [String: Any])
    let figures = try #require(report["figures"] as? [String: [String: Any]])
    let statement = document.statement(.text)
    // A part that is nothing is not listed.
    let parts: Set<FigureName> = [.casesClosedFromEarlierYears]
    for name in FigureName.allCases {
      if parts.contains(name), document.figures[name].count == 0 {
        #expect(figures[name.rawValue] == nil)
        continue
      }
      let entry = try #require(figures[name.rawValue])
      let figure = document.figures[name]
      let key = name.kind.rawValue
      #expect(Set(entry.keys) == [key, "printed", "source"])
      #expect(entry[key] as? Int64 == figure.money?.fen ?? figure.count.map { Int64($0) })
      #expect(entry[key] as? String == figure.rate?.text)
      if let total = totals[name.rawValue] {
        #expect(total as? Int64 == entry[key] as? Int64, "\(name)")
        #expect((total is NSNull) == (figure.value == nil), "\(name)")
        let printed = figure.money?.groupedYuanText ?? figure.count.map { "\($0) 件" } ?? "-"
        #expect(statement.contains(printed), "\(name)")
      }
      #expect((entry["printed"] is NSNull) == (figure.value == nil))
    }
    let published: [FigureName] = [
      .casesAccepted, .casesClosed, .claimed, .appropriated, .appropriatedTransfer,
      .appropriatedLocal, .paidCase, .paidDuty, .paidConsultation, .recalled,
    ]
    for name in published {
      let printed = try #require(figures[name.rawValue]?["printed"] as? String)
      #expect(document.paragraph.contains(printed), "\(name)")
    }
  }

  @Test("identities stand in the report by their codes, with fen and not words")
  func identityTable() throws {
    let report = try parsed(try SampleBook.hongsibu().document().tables(.json))
    let tables = try #require(report["tables"] as? [[String: Any]])
    let table = try #require(tables.first { $0["id"] as? String == "identities" })
    #expect(table["totals"] is NSNull)
    let row = try #require((table["rows"] as? [[Any]])?.first)
    #expect(row[0] as? String == "I01" && row[1] as? String == "pass")
    #expect(row[2] as? Int == 26_000_000 && row[5] as? String == "fen")
  }

  @Test("the same book gives the same bytes")
  func sameBytes() throws {
    let first = try SampleBook.odd(seed: 5).document()
    let second = try SampleBook.odd(seed: 5).document()
    for format in OutputFormat.allCases {
      #expect(first.statement(format) == second.statement(format))
      #expect(first.tables(format) == second.tables(format))
    }
  }

  @Test("a text is written so that it is read back the same")
  func texts() throws {
    let text = "引\"号\\ 行\n\r\t\u{0}\u{1B}\u{7F}\u{9B}\u{2028}𠮷/"
    let written = JSONValue.object([.init("a", .string(text))]).text
    #expect(try parsed(written)["a"] as? String == text)
    let raw: Set<Unicode.Scalar> = ["\u{0}", "\u{1B}", "\u{7F}", "\u{9B}", "\u{2028}", "\r"]
    #expect(!written.unicodeScalars.contains { raw.contains($0) })
  }

  @Test("empty lists and objects stand on one line")
  func emptyCollections() {
    let value = JSONValue.object([.init("a", .array([])), .init("b", .object([]))])
    #expect(value.text == "{\n  \"a\": [],\n  \"b\": {}\n}\n")
  }

  private func parsed(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }
}
