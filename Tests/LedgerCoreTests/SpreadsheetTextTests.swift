import LedgerCore
import TestSupport
import Testing

@Suite("给电子表格的文字")
struct SpreadsheetTextTests {
  @Test(
    "what a spreadsheet would run as a formula gets an apostrophe, nothing else does",
    arguments: [
      ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("＝1", "'＝1"), (" =1", "' =1"),
      ("\t甲", "'\t甲"), ("\r", "'\r"), ("'=1", "''=1"), ("''-", "'''-"), ("'甲", "'甲"), ("甲=", "甲="),
      ("", ""), ("'", "'"), ("1-2", "1-2"), ("=\u{338}1", "'=\u{338}1"), ("－", "'－"),
    ])
  func marked(text: String, cell: String) {
    #expect(spreadsheetText(text) == cell)
    #expect(textOfSpreadsheet(cell) == text)
  }

  @Test("every text comes back as it was, and no cell begins with a sign")
  func roundTrip() {
    let seed: UInt64 = 20_240_305
    var generator = SeededGenerator(seed: seed)
    let signs = ["'", "=", "+", "-", "@", " ", "\t", "\r", "＝", "甲", "1", "\u{338}", "　"]
    for _ in 0..<20_000 {
      let text = (0..<generator.number(0...5)).compactMap { _ in generator.pick(from: signs) }
        .joined()
      let cell = spreadsheetText(text)
      #expect(
        textOfSpreadsheet(cell).unicodeScalars.elementsEqual(text.unicodeScalars), "seed \(seed)")
      let first = cell.unicodeScalars.first { !$0.properties.isWhitespace }
      #expect(first.map { !"=+-@＝＋－＠".unicodeScalars.contains($0) } ?? true, "seed \(seed)")
    }
  }
}
