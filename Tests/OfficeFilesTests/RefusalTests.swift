import Foundation
import TestSupport
import Testing

@testable import OfficeFiles

@Suite("不能读的工作簿")
struct RefusalTests {
  private static func flaw(_ bytes: [UInt8]) throws -> OfficeFlaw? {
    do {
      _ = try cells(bytes)
      return nil
    } catch let flaw as OfficeFlaw {
      return flaw
    }
  }

  private static func good() -> HandMadeWorkbook {
    HandMadeWorkbook(rows: (1...2_000).map { _ in "<row><c><v>1</v></c></row>" }.joined())
  }

  @Test("a document type is refused before any entity grows")
  func documentType() throws {
    let bomb = """
      <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\
      <worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>
      """
    var book = HandMadeWorkbook()
    book.sheets = [("表", "", bomb)]
    #expect(try Self.flaw(try book.bytes()) == .documentType)
  }

  @Test("a file that is cut off anywhere is damaged, and nothing of it is read")
  func truncated() throws {
    let bytes = try Self.good().bytes()
    #expect(try Self.flaw(bytes) == nil)
    for part in 1...9 {
      let flaw = try Self.flaw(Array(bytes[..<(bytes.count * part / 10)]))
      #expect(flaw == .damaged, "\(part)/10")
    }
  }

  @Test("a changed byte in a sheet is found by its checksum")
  func changed() throws {
    var bytes = try Self.good().bytes()
    let name = Array("xl/worksheets/sheet1.xml".utf8)
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
    bytes[start + name.count + 60] ^= 0xFF
    let flaw = try #require(try Self.flaw(bytes))
    #expect([.damaged, .malformed].contains(flaw))
  }

  @Test("an archive of something else is no workbook")
  func others() throws {
    #expect(try Self.flaw(try ZipWriter.archive([("a.txt", "x")])) == .foreign(.archive))
    #expect(try Self.flaw(try WordDocument(title: "x").file()) == .foreign(.wordDocument))
    #expect(
      try Self.flaw(try ZipWriter.archive([("mimetype", "epub")])) == .foreign(.otherDocument))
    let slides = try ZipWriter.archive([("ppt/presentation.xml", "")])
    #expect(try Self.flaw(slides) == .foreign(.presentation))
    let binary = try ZipWriter.archive([("xl/workbook.bin", "")])
    #expect(try Self.flaw(binary) == .foreign(.binaryWorkbook))
  }

  @Test("a part that unpacks to far more than its length is refused unread")
  func bomb() throws {
    var book = HandMadeWorkbook()
    let blanks = String(repeating: " ", count: 80 << 20)
    book.sheets = [("表", "", HandMadeWorkbook.sheet(blanks))]
    let bytes = try book.bytes()
    #expect(bytes.count < 1 << 20)
    #expect(try Self.flaw(bytes) == .tooLarge)
  }

  @Test("elements within elements are read to a depth and refused beyond, in every part")
  func nested() throws {
    func deep(_ depth: Int) -> String {
      String(repeating: "<x>", count: depth) + String(repeating: "</x>", count: depth)
    }
    var book = HandMadeWorkbook()
    // The sheet and its rows are two levels themselves.
    book.sheets = [("表", "", HandMadeWorkbook.sheet(deep(Limits.depthMax - 2)))]
    #expect(try Self.flaw(try book.bytes()) == nil)
    book.sheets = [("表", "", HandMadeWorkbook.sheet(deep(Limits.depthMax - 1)))]
    #expect(try Self.flaw(try book.bytes()) == .tooDeep)
    // Never closed, as a file made to do harm would have it.
    let open = String(repeating: "<x>", count: 2_000_000)
    book.sheets = [("表", "", HandMadeWorkbook.sheet(open))]
    #expect(try Self.flaw(try book.bytes()) == .tooDeep)
    for part in Self.good().parts.map(\.name) {
      let parts = Self.good().parts.map { ($0.name, $0.name == part ? open : $0.text) }
      let flaw = try Self.flaw(try ZipWriter.archive(parts))
      #expect([.tooDeep, .foreign(.archive)].contains(flaw), "\(part)")
    }
  }

  @Test("an endless tag and a row of endless texts are refused before they fill the memory")
  func endless() throws {
    // Letters that do not repeat, so that the part does not shrink like a bomb.
    var generator = SeededGenerator(seed: 3)
    let letters = (0..<(6 << 20)).map { _ in UInt8(truncatingIfNeeded: 97 + generator.next() % 8) }
    let noise = String(decoding: letters, as: UTF8.self)
    var book = HandMadeWorkbook(rows: "<row r=\"\(noise)\"/>")
    #expect(try Self.flaw(try book.bytes()) == .tooLarge)
    book = HandMadeWorkbook(
      rows: "<row>" + String(repeating: "<c t=\"s\"><v>0</v></c>", count: 300) + "</row>")
    book.sharedTexts = ["<si><t>\(noise.prefix(32_000))</t></si>"]
    #expect(try Self.flaw(try book.bytes()) == .tooLarge)
  }

  @Test(
    "what a sheet cannot be is malformed",
    arguments: [
      "<row r=\"2\"/><row r=\"1\"/>", "<row r=\"1048577\"/>", "<row r=\"x\"/>",
      "<row><c r=\"B1\"/><c r=\"A1\"/></row>", "<row><c r=\"XFE1\"/></row>",
      "<row><c r=\"1\"/></row>", "<p:row/>", "<row>", "<row></c></row>", "&nbsp;",
    ])
  func malformed(rows: String) throws {
    #expect(try Self.flaw(try HandMadeWorkbook(rows: rows).bytes()) == .malformed)
  }

  @Test("every flaw says in Chinese what to do")
  func words() {
    let flaws: [OfficeFlaw] =
      [
        .unreadable, .damaged, .encrypted, .notText, .tooLarge, .documentType, .malformed,
        .ambiguousPart, .tooManyRows, .cannotWrite,
      ] + ForeignKind.allCases.map(OfficeFlaw.foreign)
    #expect(Set(flaws.map(\.description)).count == flaws.count)
    #expect(flaws.allSatisfy { $0.advice.hasPrefix("请") || $0.advice.contains("请核对") })
  }
}
