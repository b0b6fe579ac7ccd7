import OfficeFiles
import TestSupport
import Testing

@Suite("别种工作簿")
struct OtherBookTests {
  private static let styles = """
    <Style ss:ID="s1"><NumberFormat ss:Format="0000"/></Style>\
    <Style ss:ID="s2"><NumberFormat ss:Format="0.00&quot;万元&quot;"/></Style>\
    <Style ss:ID="s3"><NumberFormat ss:Format="Standard"/></Style>\
    <Style ss:ID="s4"><Font ss:Bold="1" ss:StrikeThrough="1"/></Style>\
    <Style ss:ID="s5"><Font ss:StrikeThrough="0"/><NumberFormat ss:Format="0000"/></Style>
    """

  @Test(
    "cells of Excel 2003 in XML",
    arguments: [
      ("<Cell><Data ss:Type=\"String\">甲<B xmlns=\"u\">乙</B></Data></Cell>", .text, "甲乙"),
      ("<Cell><Data>甲</Data><Comment><Data>批注</Data></Comment></Cell>", .text, "甲"),
      ("<Cell><Data ss:Type=\"Number\">609.9999999999994</Data></Cell>", .number, "610"),
      ("<Cell ss:StyleID=\"s1\"><Data ss:Type=\"Number\">7</Data></Cell>", .number, "0007"),
      ("<Cell ss:StyleID=\"s2\"><Data ss:Type=\"Number\">8</Data></Cell>", .scaled, "8"),
      ("<Cell ss:StyleID=\"s3\"><Data ss:Type=\"Number\">8</Data></Cell>", .shownOtherwise, "8"),
      ("<Cell ss:StyleID=\"s4\"><Data ss:Type=\"Number\">8</Data></Cell>", .struck, "8"),
      ("<Cell ss:StyleID=\"s4\"><Data ss:Type=\"String\">案</Data></Cell>", .struck, "案"),
      ("<Cell ss:StyleID=\"s5\"><Data ss:Type=\"Number\">8</Data></Cell>", .number, "0008"),
      (
        "<Cell><Data ss:Type=\"DateTime\">2024-03-05T00:00:00.000</Data></Cell>", .day,
        "2024-03-05"
      ),
      (
        "<Cell><Data ss:Type=\"DateTime\">2024-03-05T10:20:00.000</Data></Cell>", .day,
        "2024-03-05 10:20:00"
      ),
      ("<Cell><Data ss:Type=\"Boolean\">1</Data></Cell>", .boolean, "TRUE"),
      ("<Cell><Data ss:Type=\"Error\">#REF!</Data></Cell>", .error, "#REF!"),
      ("<Cell ss:Formula=\"=RC[1]\"><Data ss:Type=\"Number\"></Data></Cell>", .uncalculated, ""),
      ("<Cell ss:Formula=\"=RC[1]\"/>", .uncalculated, ""),
    ] as [(String, SheetCell.Kind, String)])
  func xmlCells(cell: String, kind: SheetCell.Kind, text: String) throws {
    let book = TableFileForm.xmlSpreadsheet(rows: "<Row>\(cell)</Row>", styles: Self.styles)
    #expect(try cells(Array(book.utf8)) == [ReadCell("1:0", kind, text)])
  }

  @Test("places of Excel 2003 in XML: indices, spans, merged cells, hidden rows and sheets")
  func xmlPlaces() throws {
    let one = "<Data ss:Type=\"Number\">1</Data>"
    let book = TableFileForm.xmlSpreadsheet(
      rows: """
        <Row ss:Span="2"/><Row><Cell ss:Index="3">\(one)</Cell><Cell>\(one)</Cell></Row>\
        <Row ss:Index="7" ss:Hidden="1"><Cell ss:MergeAcross="1" ss:MergeDown="1">\(one)</Cell>\
        <Cell>\(one)</Cell></Row><Row><Cell ss:Index="4">\(one)</Cell></Row>
        """)
    let read = try rows(Array(book.utf8))
    #expect(read.map(\.number) == [4, 7, 8])
    #expect(read.map { $0.cells.map(\.column) } == [[2, 3], [0, 2], [3]])
    #expect(read.map(\.isHidden) == [false, true, false])
    #expect(read.map { $0.mergedParts.map(\.columns) } == [[], [1...1], [0...1]])
    #expect(read[2].mergedParts.map(\.range) == ["A7:B8"])
    let hidden = book.replacing(
      "</Table></Worksheet>",
      with: "</Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
        + "</Worksheet><Worksheet><Table><Row><Cell><Data>乙</Data></Cell></Row></Table></Worksheet>"
    )
    let sheets = try open(Array(hidden.utf8), in: try TemporaryFolder()).sheets
    #expect(sheets.map(\.isHidden) == [true, false])
    #expect(sheets.map(\.name) == ["表", "表2"])
    #expect(try cells(Array(hidden.utf8), sheet: 1) == [ReadCell("1:0", .text, "乙")])
  }

  private static func openCell(_ attributes: String, _ shown: String) -> String {
    "<table:table-cell \(attributes)><text:p>\(shown)</text:p></table:table-cell>"
  }

  @Test(
    "cells of OpenDocument: what is stored beside what is shown",
    arguments: [
      (openCell("office:value-type=\"string\"", "甲<text:s text:c=\"2\"/>乙"), .text, "甲  乙"),
      (openCell("office:value-type=\"float\" office:value=\"7\"", "0007"), .number, "0007"),
      (openCell("office:value-type=\"float\" office:value=\"7\"", "援007号"), .number, "援007号"),
      (openCell("office:value-type=\"float\" office:value=\"7\"", "7.00"), .shownOtherwise, "7"),
      (openCell("office:value-type=\"float\" office:value=\"7\"", "7元"), .shownOtherwise, "7"),
      (
        openCell("office:value-type=\"float\" office:value=\"1234\"", "1,234"), .shownOtherwise,
        "1234"
      ),
      (
        openCell("office:value-type=\"float\" office:value=\"9.999\"", "10.00"), .shownOtherwise,
        "9.999"
      ),
      (openCell("office:value-type=\"float\" office:value=\"80000\"", "8.0"), .scaled, "80000"),
      (openCell("office:value-type=\"float\" office:value=\"0.08\"", "0.08万元"), .scaled, "0.08"),
      (openCell("office:value-type=\"percentage\" office:value=\"0.5\"", "50%"), .scaled, "0.5"),
      (
        openCell("office:value-type=\"float\" office:value=\"609.9999999999994\"", "610"), .number,
        "610"
      ),
      (
        openCell("office:value-type=\"float\" office:value=\"6.22E+18\"", "6.22E+18"), .longNumber,
        "6.22E+18"
      ),
      (
        openCell("office:value-type=\"date\" office:date-value=\"2024-03-05\"", "24/3/5"), .day,
        "2024-03-05"
      ),
      (
        openCell("office:value-type=\"boolean\" office:boolean-value=\"true\"", "真"), .boolean,
        "TRUE"
      ),
      (
        openCell("office:value-type=\"string\" calcext:value-type=\"error\"", "Err:509"), .error,
        "#VALUE!"
      ),
      ("<table:table-cell table:formula=\"of:=A1\"/>", .uncalculated, ""),
      (
        "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>批注</text:p>"
          + "</office:annotation><text:p>一</text:p><text:p>二</text:p></table:table-cell>", .text,
        "一\n二"
      ),
    ] as [(String, SheetCell.Kind, String)])
  func openCells(cell: String, kind: SheetCell.Kind, text: String) throws {
    let bytes = try TableFileForm.openDocument("<table:table-row>\(cell)</table:table-row>")
    #expect(try cells(bytes) == [ReadCell("1:0", kind, text)])
  }

  @Test("what a style of OpenDocument strikes out is told: a cell's, or one of a part of its text")
  func openStruck() throws {
    let styles = ["solid", "none"].map {
      "<style:style style:name=\"\($0)\"><style:text-properties "
        + "style:text-line-through-style=\"\($0)\"/></style:style>"
    }.joined()
    for (name, kind) in [("solid", SheetCell.Kind.struck), ("none", .text)] {
      let part = "甲<text:span text:style-name=\"\(name)\">乙</text:span>"
      for attribute in ["", "table:style-name=\"\(name)\" "] {
        let cell = Self.openCell(
          attribute + "office:value-type=\"string\"", attribute.isEmpty ? part : "甲乙")
        let bytes = try TableFileForm.openDocument(
          "<table:table-row>\(cell)</table:table-row>",
          before: "<office:automatic-styles>\(styles)</office:automatic-styles>")
        #expect(try cells(bytes) == [ReadCell("1:0", kind, "甲乙")], "\(attribute)")
      }
    }
  }

  @Test("places of OpenDocument: repeated cells and rows, merged cells, hidden rows and sheets")
  func openPlaces() throws {
    let one = Self.openCell("office:value-type=\"float\" office:value=\"1\"", "1")
    let repeated = one.replacing(
      "<table:table-cell", with: "<table:table-cell table:number-columns-repeated=\"2\"")
    let merged = one.replacing(
      "<table:table-cell",
      with: "<table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"2\"")
    let bytes = try TableFileForm.openDocument(
      """
      <table:table-row table:number-rows-repeated="3"><table:table-cell \
      table:number-columns-repeated="16384"/></table:table-row>\
      <table:table-row table:number-rows-repeated="2"><table:table-cell/>\(repeated)\
      <table:table-cell table:number-columns-repeated="16381"/></table:table-row>\
      <table:table-row table:visibility="collapse">\(merged)<table:covered-table-cell/>\(one)\
      </table:table-row><table:table-row><table:covered-table-cell \
      table:number-columns-repeated="2"/>\(one)</table:table-row>\
      <table:table-row table:number-rows-repeated="1048569"><table:table-cell/></table:table-row>
      """)
    let read = try rows(bytes)
    #expect(read.map(\.number) == [4, 5, 6, 7])
    #expect(read.map { $0.cells.map(\.column) } == [[1, 2], [1, 2], [0, 2], [2]])
    #expect(read.map(\.isHidden) == [false, false, true, false])
    #expect(read[3].mergedParts.map(\.range) == ["A6:B7"])
  }

  @Test("an OpenDocument that repeats without bound, has a password or is a letter is refused")
  func openRefusals() throws {
    let one = Self.openCell("office:value-type=\"string\"", String(repeating: "甲", count: 100))
    let endless = try TableFileForm.openDocument(
      "<table:table-row table:number-rows-repeated=\"1048576\">\(one)</table:table-row>")
    #expect(throws: OfficeFlaw.tooLarge) { try cells(endless) }
    let manifest =
      "<m:encryption-data xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>"
    let type = "application/vnd.oasis.opendocument."
    for (type, flaw) in [
      (type + "spreadsheet", .encrypted), (type + "text", .foreign(.wordDocument)),
      (type + "presentation", .foreign(.presentation)),
      (type + "graphics", .foreign(.otherDocument)),
    ] as [(String, OfficeFlaw)] {
      let bytes = try ZipWriter.archive([
        ("mimetype", type), ("META-INF/manifest.xml", manifest), ("content.xml", "无"),
      ])
      #expect(throws: flaw) { try cells(bytes) }
    }
  }
}
