import Foundation
import TestSupport
import Testing

@testable import OfficeFiles

@Suite("写工作簿")
struct WorkbookWritingTests {
  private static func sample() -> Workbook {
    var book = Workbook(title: "报表 & <一>")
    var sheet = Workbook.Sheet(name: "收支[总]表", columnWidths: [10, 12, 8, 8], isLandscape: true)
    sheet.rows = [
      Workbook.Row(.title, spanning: "标题"),
      Workbook.Row(.header, [.text("项目"), .text("金额"), .text("件"), .text("率")]),
      Workbook.Row(
        .body,
        [
          .text("=1+1"), .number("0.10", .money), .number("364", .count),
          .number("0.9807", .percent),
        ]
      ),
      Workbook.Row(.body, [.text("-甲_x000A_"), .number("0.20", .money), .empty, .empty]),
      Workbook.Row(
        .total,
        [.text("合计"), .sum(rows: 2..<4, "0.30", .money), .number("364", .count), .empty]),
      Workbook.Row(.note, spanning: "注：…"),
    ]
    sheet.headerRow = 1
    book.sheets = [sheet]
    return book
  }

  /// A part of a file as text.
  static func part(_ name: String, of bytes: [UInt8]) throws -> String {
    let folder = try TemporaryFolder()
    let part = try ZipArchive(path: try folder.write(bytes, to: "t.xlsx")).part(name)
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = try buffer.withUnsafeMutableBytes { (raw) throws(OfficeFlaw) in
        try part.read(into: raw)
      }
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      text += buffer[..<count]
    }
  }

  @Test("what is written is read back: texts as texts, numbers as numbers")
  func roundTrip() throws {
    #expect(
      try cells(try Self.sample().file()) == [
        .init("1:0", .text, "标题"), .init("2:0", .text, "项目"), .init("2:1", .text, "金额"),
        .init("2:2", .text, "件"), .init("2:3", .text, "率"), .init("3:0", .text, "=1+1"),
        .init("3:1", .shownOtherwise, "0.1"), .init("3:2", .number, "364"),
        .init("3:3", .scaled, "0.9807"),
        .init("4:0", .text, "-甲_x000A_"), .init("4:1", .shownOtherwise, "0.2"),
        .init("5:0", .text, "合计"), .init("5:1", .shownOtherwise, "0.3"),
        .init("5:2", .number, "364"),
        .init("6:0", .text, "注：…"),
      ])
  }

  @Test("a total is a formula with its value beside it; heading, paper and pages are set up")
  func setUp() throws {
    let sheet = try Self.part("xl/worksheets/sheet1.xml", of: try Self.sample().file())
    #expect(sheet.contains("<f>SUM(B3:B4)</f><v>0.3</v>"))
    #expect(sheet.components(of: "<f>") == 1)
    #expect(sheet.contains("ySplit=\"2\"") && sheet.contains("state=\"frozen\""))
    #expect(sheet.contains("paperSize=\"9\"") && sheet.contains("orientation=\"landscape\""))
    #expect(sheet.contains("fitToHeight=\"0\"") && sheet.contains("第 &amp;P 页"))
    let book = try Self.part("xl/workbook.xml", of: try Self.sample().file())
    #expect(book.contains("_xlnm.Print_Titles") && book.contains("$2:$2"))
    #expect(book.contains("name=\"收支_总_表\""))
  }

  @Test("the same workbook gives the same bytes")
  func deterministic() throws {
    let first = try Self.sample().file()
    Thread.sleep(forTimeInterval: 1.1)
    #expect(try Self.sample().file() == first)
  }

  @Test("every amount of fen up to 10^13 survives the cell, which is binary")
  func everyFen() throws {
    var generator = SeededGenerator(seed: 7)
    var amounts: [Int64] = [0, 1, 10, 99, 100, 9_999_999_999_999, 10_000_000_000_000]
    for digits in 1...13 {
      let top = (0..<digits).reduce(Int64(1)) { product, _ in product * 10 }
      amounts += (0..<1_000).map { _ in Int64.random(in: -top...top, using: &generator) }
    }
    let texts = amounts.map { fen in
      let rest = fen.magnitude % 100
      return "\(fen < 0 ? "-" : "")\(fen.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
    var book = Workbook(title: "分")
    var sheet = Workbook.Sheet(name: "分", columnWidths: [20], isLandscape: false)
    sheet.rows = texts.map { Workbook.Row(.body, [.number($0, .money)]) }
    book.sheets = [sheet]
    let read = try cells(try book.file())
    #expect(read.count == amounts.count)
    for (cell, fen) in zip(read, amounts) {
      let parts = cell.text.split(separator: ".")
      let decimals = parts.count == 2 ? (parts[1] + "00").prefix(2) : "00"
      let digits = parts[0].filter { $0 != "-" } + decimals
      #expect(Int64(digits) == Int64(fen.magnitude), "\(cell) is not \(fen)")
      #expect(cell.text.hasPrefix("-") == (fen < 0))
    }
  }

  @Test(
    "sheet names are what Excel allows, and differ",
    arguments: [
      (["甲:乙*丙?", "a/b\\c"], ["甲_乙_丙_", "a_b_c"]), (["", "'x'"], ["表", "x"]),
      (["History"], ["表History"]), (["A", "a", "A"], ["A", "a(2)", "A(3)"]),
      ([String(repeating: "长", count: 40)], [String(repeating: "长", count: 31)]),
      (
        [String(repeating: "长", count: 31), String(repeating: "长", count: 32)],
        [String(repeating: "长", count: 31), String(repeating: "长", count: 28) + "(2)"]
      ),
    ])
  func names(wishes: [String], names: [String]) {
    var sheetNames = SheetNames()
    #expect(wishes.map { sheetNames.name(for: $0) } == names)
  }
}

extension String {
  /// How often a text stands in this one.
  func components(of text: String) -> Int {
    components(separatedBy: text).count - 1
  }
}
