import OfficeFiles
import TestSupport
import Testing

@Suite("格子里的内容是什么")
struct CellRuleTests {
  private static func cell(
    _ xml: String, formats: [String] = [], texts: [String] = []
  ) throws -> ReadCell? {
    var book = HandMadeWorkbook(rows: "<row>\(xml)</row>")
    book.formats = formats
    book.sharedTexts = texts.map { "<si><t>\($0)</t></si>" }
    return try cells(try book.bytes()).first
  }

  @Test(
    "a formula without a result is never calculated, however it is written",
    arguments: [
      "<c><f>A1*2</f></c>", "<c><f>A1*2</f><v/></c>", "<c><f>A1*2</f><v></v></c>",
      "<c><f/><v/></c>",
      "<c><f>A1*2</f><v> </v></c>", "<c t=\"n\"><f t=\"shared\" si=\"0\"/><v/></c>",
      "<c t=\"b\"><f>A1</f><v/></c>", "<c t=\"e\"><f>A1</f><v/></c>", "<c t=\"str\"><f>A1</f></c>",
      "<c t=\"s\"><f>A1</f><v/></c>",
    ])
  func uncalculated(xml: String) throws {
    #expect(try Self.cell(xml) == ReadCell("1:0", .uncalculated, ""))
  }

  @Test(
    "no cell at all: a formula of text that comes to nothing, an empty value without a formula",
    arguments: [
      "<c t=\"str\"><f>IF(A1,\"\",\"\")</f><v></v></c>", "<c><v/></c>", "<c t=\"s\"><v/></c>",
      "<c t=\"s\"/>", "<c t=\"s\"><v> </v></c>", "<c t=\"b\"><v/></c>",
    ])
  func empty(xml: String) throws {
    #expect(try Self.cell(xml) == nil)
  }

  @Test(
    "a shared text that is not there is a mark at its cell", arguments: ["1", "-1", "x", "1e9"])
  func missingText(index: String) throws {
    let cell = try Self.cell("<c t=\"s\"><v>\(index)</v></c>", texts: ["甲"])
    #expect(cell == ReadCell("1:0", .missingText, index))
  }

  @Test(
    "truth in words and numbers",
    arguments: [
      ("1", "TRUE"), ("true", "TRUE"), ("TRUE", "TRUE"), ("0", "FALSE"), ("false", "FALSE"),
    ])
  func truth(value: String, text: String) throws {
    #expect(try Self.cell("<c t=\"b\"><v>\(value)</v></c>") == ReadCell("1:0", .boolean, text))
  }

  @Test(
    "a number is told as it is shown where that can be no other, and marked where it cannot",
    arguments: [
      ("0000", "7", .number, "0007"), ("0000", "12345", .number, "12345"),
      ("&quot;援&quot;000&quot;号&quot;", "7", .number, "援007号"),
      ("000\\-0000", "1234567", .number, "123-4567"), ("\\N\\o0", "7", .number, "No7"),
      ("G/通用格式&quot;号&quot;", "12", .number, "12号"), ("0", "7", .number, "7"),
      ("0_ ", "7", .number, "7"),
      ("[红色]0000", "7", .number, "0007"), ("[$-804]0000;[Red]\\-0000", "7", .number, "0007"),
      ("General", "7.5", .number, "7.5"), ("#,##0", "12", .number, "12"),
      ("0.00", "12.34", .number, "12.34"), ("0.00", "7", .shownOtherwise, "7"),
      ("0.00", "12.345", .shownOtherwise, "12.345"), ("#,##0", "1234", .shownOtherwise, "1234"),
      ("0", "7.5", .shownOtherwise, "7.5"), ("0&quot;元&quot;", "800", .shownOtherwise, "800"),
      ("&quot;¥&quot;#,##0.00", "800", .shownOtherwise, "800"),
      ("[DBNum2]0", "8", .shownOtherwise, "8"), ("# ?/?", "0.5", .shownOtherwise, "0.5"),
      ("0.00E+00", "8", .shownOtherwise, "8"), (";;;", "8", .shownOtherwise, "8"),
      ("h:mm", "0.5", .shownOtherwise, "0.5"), ("0;(0)", "-7", .shownOtherwise, "-7"),
      ("0;-0;&quot;无&quot;", "0", .shownOtherwise, "0"),
      ("[&gt;5]0;000", "7", .shownOtherwise, "7"),
      ("0!.0,&quot;万&quot;", "80000", .scaled, "80000"), ("0.00,", "800", .scaled, "800"),
      ("#,##0.00&quot;万元&quot;", "0.08", .scaled, "0.08"), ("0%", "0.5", .scaled, "0.5"),
      ("0.0,,", "800", .scaled, "800"), ("0,.0", "800", .scaled, "800"),
      ("[&gt;=10000]0!.0,&quot;万&quot;;0", "800", .scaled, "800"), ("0\\.0", "85", .scaled, "85"),
    ] as [(String, String, SheetCell.Kind, String)])
  func shown(format: String, value: String, kind: SheetCell.Kind, text: String) throws {
    let cell = try Self.cell("<c s=\"1\"><v>\(value)</v></c>", formats: [format])
    #expect(cell == ReadCell("1:0", kind, text))
  }

  @Test("formats with a number and no code are known too", arguments: [2, 3, 4, 9, 10, 11, 44, 49])
  func builtIn(format: Int) throws {
    var parts = HandMadeWorkbook(rows: "<row><c s=\"0\"><v>1234</v></c></row>").parts
    for index in parts.indices where parts[index].name == "xl/styles.xml" {
      parts[index].text = parts[index].text.replacing(
        "<xf numFmtId=\"0\"/>", with: "<xf numFmtId=\"\(format)\"/>")
    }
    let kinds: [Int: SheetCell.Kind] = [9: .scaled, 10: .scaled, 49: .number]
    let cell = try cells(try ZipWriter.archive(parts)).first
    #expect(cell == ReadCell("1:0", kinds[format] ?? .shownOtherwise, "1234"))
  }
}
