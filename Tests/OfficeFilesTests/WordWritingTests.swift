import Foundation
import TestSupport
import Testing

@testable import OfficeFiles

@Suite("写公文")
struct WordWritingTests {
  private static func table(columns: Int, rows: Int = 2) -> WordDocument.Table {
    WordDocument.Table(
      columns: (0..<columns).map { .init(title: "列 \($0)", isNumeric: $0 > 0) },
      rows: (0..<rows).map { row in (0..<columns).map { $0 == 0 ? "行 \(row)" : "1,234,567.89" } },
      totals: nil)
  }

  private static func document(_ blocks: [WordDocument.Block]) -> WordDocument {
    var document = WordDocument(title: "测试")
    document.blocks = blocks
    return document
  }

  private static func body(_ blocks: [WordDocument.Block]) throws -> String {
    try WorkbookWritingTests.part("word/document.xml", of: try document(blocks).file())
  }

  private static let all: [WordDocument.Block] = [
    .title("标题 <&> \u{FFFE}\u{1}"), .heading("一、甲", level: 1), .heading("（一）乙", level: 2),
    .paragraph("正文"), .fact("校验码：0a0b"), .banner(["注意"]), .caption("表一"),
    .table(table(columns: 3)), .note("注：无"), .caption("表二"), .table(table(columns: 12)),
    .signature(agency: "测试区司法局"), .table(table(columns: 2, rows: 0)),
  ]

  /// Reads XML for being well formed.
  private final class Nothing: XMLHandler {
    let namespaces: [XMLNamespace] = []
    func begin(_ name: String, _ attributes: XMLAttributes) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func end(_ name: String) {}
  }

  @Test("every part is well-formed XML, whatever stands in the text")
  func wellFormed() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.document(Self.all).file(), to: "t.docx")
    let archive = try ZipArchive(path: file)
    let names = [
      "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels",
      "word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/footer1.xml",
      "word/footer2.xml", "docProps/core.xml",
    ]
    for name in names {
      #expect(throws: Never.self, "\(name)") {
        try XMLParsing.parse(try archive.part(name), Nothing())
      }
    }
  }

  @Test("the paper is the one of GB/T 9704: A4, 37 and 28 mm, 22 lines of 28 characters")
  func paper() throws {
    let body = try Self.body([.paragraph("文")])
    #expect(body.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"))
    #expect(body.contains("w:top=\"2098\""))
    #expect(body.contains("w:left=\"1587\""))
    // Tenths of a millimetre from twips.
    #expect((PaperMeasures.textWidth * 254 + 720) / 1_440 == 1_560)
    #expect((PaperMeasures.textHeight * 254 + 720) / 1_440 == 2_250)
    #expect(PaperMeasures.textHeight / PaperMeasures.line == 22)
    // A character of 16 points, a quarter point less between two.
    #expect(PaperMeasures.textWidth / (16 * 20 - 5) == 28)
  }

  @Test("a heading row is repeated, no row is torn, and a wide table turns its paper")
  func tables() throws {
    let body = try Self.body(Self.all)
    #expect(body.components(of: "<w:tblHeader/>") == 3)
    #expect(body.components(of: "<w:tr>") == body.components(of: "<w:cantSplit/>"))
    #expect(body.components(of: "w:orient=\"landscape\"") == 1)
    #expect(body.components(of: "<w:sectPr>") == 3)
    let caption = try #require(body.range(of: "表二"))
    let portrait = try #require(body.range(of: "</w:sectPr>"))
    #expect(portrait.upperBound < caption.lowerBound)
    #expect(body.contains("（无）"))
  }

  @Test("columns together are as wide as the text, whatever the table")
  func widths() {
    for columns in 1...30 {
      for rows in [0, 3] {
        let measures = TableMeasures(Self.table(columns: columns, rows: rows))
        let width = measures.isWide ? PaperMeasures.textHeight : PaperMeasures.textWidth
        let sum = measures.columnWidths.reduce(0, +)
        #expect(abs(sum - width) <= 30, "\(columns) columns: \(measures)")
        #expect(measures.columnWidths.allSatisfy { $0 > 0 })
      }
    }
  }

  @Test("each further title begins a page")
  func pages() throws {
    let body = try Self.body([.title("甲"), .paragraph("文"), .title("乙")])
    #expect(body.components(of: "<w:pageBreakBefore/>") == 1)
  }

  @Test(
    "the lines that close a table stay with each other and with its last rows, however long it is")
  func closing() throws {
    for (rows, kept) in [(2, 2), (10, 10), (11, 3), (40, 3)] {
      var table = Self.table(columns: 2, rows: rows)
      table.closing = ["合计（大写）：壹元整", "制表：____"]
      let written = try Self.body([.table(table)]).split(separator: "<w:tr>").dropFirst()
        .map { $0.contains("<w:keepNext/>") }
      // The heading, rows that may be parted, rows that may not, and the first of the lines.
      let totals = table.totals == nil ? [] : [true]
      let free = Array(repeating: false, count: rows - kept)
      let held = Array(repeating: true, count: kept)
      #expect(Array(written) == [true] + free + held + totals + [true, false], "\(rows)")
    }
  }

  @Test("the same document gives the same bytes")
  func deterministic() throws {
    let first = try Self.document(Self.all).file()
    Thread.sleep(forTimeInterval: 2.1)
    #expect(try Self.document(Self.all).file() == first)
  }
}
