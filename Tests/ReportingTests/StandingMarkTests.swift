import Foundation
import LedgerCore
import TestSupport
import Testing

@testable import Reporting

@Suite("核验状态的标注")
struct StandingMarkTests {
  @Test("a sound ledger's text is left as it is", arguments: OutputFormat.allCases)
  func sound(_ format: OutputFormat) {
    let text = "{\n  \"a\": 1\n}\n"
    #expect(LedgerStanding.sound.marking(text, format) == text)
    #expect(LedgerStanding.sound.guidance == nil)
  }

  @Test(
    "a mark stands at the head of each format, and the rest follows unchanged",
    arguments: [LedgerStanding.unverified, .unsound(problems: 3)])
  func marks(_ standing: LedgerStanding) throws {
    let words = try #require(standing.guidance?.words)
    #expect(standing.marking("甲\n", .text) == "【\(words)】\n\n甲\n")
    #expect(standing.marking("# 甲\n", .markdown) == "> **\(words)**\n\n# 甲\n")
    #expect(standing.marking("\u{FEFF}甲,乙\r\n", .csv) == "\u{FEFF}\(words)\r\n\r\n甲,乙\r\n")
    let html = standing.marking("<body>\n<main>\n<body>\n", .html)
    #expect(html.hasPrefix("<body>\n<p role=\"alert\"><strong>\(words)</strong></p>\n<main>"))
    let json = standing.marking("{\n  \"a\": 1\n}\n", .json)
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(object?["a"] as? Int == 1)
    let verification = object?["verification"] as? [String: Any]
    #expect(verification?["problems"] as? Int == (standing == .unverified ? nil : 3))
  }
}
