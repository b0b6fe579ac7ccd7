import TestSupport
import Testing

@testable import OfficeFiles

@Suite("读工作表")
struct SheetReadingTests {
  @Test("every kind of cell is read as a person would type it")
  func kinds() throws {
    var book = HandMadeWorkbook()
    book.sharedTexts = [
      "<si><t>张三</t></si>",
      "<si><r><t>甲</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 乙</t></r>"
        + "<rPh sb=\"0\" eb=\"1\"><t>jia</t></rPh></si>",
      "<si><t>一_x000A_二</t></si>",
    ]
    book.formats = ["yyyy/m/d", "0.00"]
    book.add(
      "甲",
      rows: """
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>\
        <c r="C2" t="s"><v>2</v></c><c r="D2" s="2"><v>1234.5600000000001</v></c>\
        <c r="E2" s="1"><v>45356</v></c><c r="F2" t="b"><v>1</v></c>\
        <c r="G2" t="e"><v>#REF!</v></c><c r="H2" t="str"><f>A2</f><v>算出</v></c>\
        <c r="I2"><f>SUM(A1)</f></c><c r="J2" t="inlineStr"><is><t>=1+1</t></is></c>\
        <c r="K2"><v>6.22E+18</v></c><c r="L2" t="d"><v>2024-03-05T00:00:00</v></c>\
        <c r="M2" s="1"/><c r="AA2"><v>3</v></c></row>
        """)
    #expect(
      try cells(try book.bytes()) == [
        .init("2:0", .text, "张三"), .init("2:1", .text, "甲 乙"), .init("2:2", .text, "一\n二"),
        .init("2:3", .number, "1234.56"), .init("2:4", .day, "2024-03-05"),
        .init("2:5", .boolean, "TRUE"), .init("2:6", .error, "#REF!"),
        .init("2:7", .text, "算出"), .init("2:8", .uncalculated, ""), .init("2:9", .text, "=1+1"),
        .init("2:10", .longNumber, "6.22E+18"), .init("2:11", .day, "2024-03-05 00:00:00"),
        .init("2:26", .number, "3"),
      ])
  }

  @Test("what the style of a cell strikes out is told, whatever it says")
  func struck() throws {
    var book = HandMadeWorkbook()
    book.formats = ["0.00", "yyyy/m/d"]
    book.strikesOut = true
    book.add(
      "甲",
      rows: """
        <row r="1"><c r="A1" t="str" s="2"><v>案1</v></c><c r="B1" s="2"><v>45356</v></c>\
        <c r="C1" s="1"><v>800.25</v></c><c r="D1" t="str" s="2"><v> </v></c></row>
        """)
    #expect(
      try cells(try book.bytes()) == [
        .init("1:0", .struck, "案1"), .init("1:1", .struck, "2024-03-05"),
        .init("1:2", .number, "800.25"), .init("1:3", .text, " "),
      ])
  }

  @Test("cells without references follow one another, rows may be left out, prefixes are allowed")
  func places() throws {
    var book = HandMadeWorkbook(rows: "<row><c><v>1</v></c><c/><c><v>2</v></c></row>")
    book.add("乙", rows: "<row r=\"7\"><c r=\"C7\"><v>3</v></c><c><v>4</v></c></row>")
    book.sheets.append(
      (
        "丙", "",
        "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
          + "<x:sheetData><x:row><x:c><x:v>5</x:v></x:c></x:row>"
          + "</x:sheetData></x:worksheet>"
      ))
    let bytes = try book.bytes()
    #expect(try cells(bytes) == [.init("1:0", .number, "1"), .init("1:2", .number, "2")])
    #expect(try cells(bytes, sheet: 1) == [.init("7:2", .number, "3"), .init("7:3", .number, "4")])
    #expect(try cells(bytes, sheet: 2) == [.init("1:0", .number, "5")])
  }

  @Test("what lies in a merged cell is told, row by row, but for its first cell")
  func merged() throws {
    let book = HandMadeWorkbook(
      rows: (1...4).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>1</v></c></row>" }.joined(),
      after: "<mergeCells><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"A1:C1\"/></mergeCells>")
    let parts = try rows(try book.bytes()).map(\.mergedParts)
    #expect(parts.map { $0.map(\.columns) } == [[1...2], [], [1...1], []])
    #expect(parts.map { $0.map(\.range) } == [["A1:C1"], [], ["B2:B3"], []])
  }

  @Test("hidden sheets and rows are told")
  func hidden() throws {
    var book = HandMadeWorkbook(rows: "<row hidden=\"1\"><c><v>1</v></c></row>")
    book.add("藏", rows: "", attributes: "state=\"veryHidden\"")
    let folder = try TemporaryFolder()
    let reader = try open(try book.bytes(), in: folder)
    #expect(reader.sheets.map(\.isHidden) == [false, true])
    #expect(try rows(try book.bytes()).map(\.isHidden) == [true])
  }

  @Test("days of a workbook that counts from 1904")
  func from1904() throws {
    var book = HandMadeWorkbook(rows: "<row><c s=\"1\"><v>43894</v></c></row>")
    book.formats = ["yyyy/m/d"]
    book.isFrom1904 = true
    #expect(try cells(try book.bytes()) == [.init("1:0", .day, "2024-03-05")])
  }
}
