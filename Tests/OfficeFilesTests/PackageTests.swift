import OfficeFiles
import TestSupport
import Testing

@Suite("工作簿的各个部分")
struct PackageTests {
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let day = "<row><c s=\"1\"><v>43894</v></c></row>"

  private static func dated(from1904: Bool = true) -> HandMadeWorkbook {
    var book = HandMadeWorkbook(rows: day)
    book.formats = ["yyyy/m/d"]
    book.isFrom1904 = from1904
    return book
  }

  private static func changed(
    _ book: HandMadeWorkbook, _ name: String, _ old: String, _ new: String
  ) throws -> [UInt8] {
    let isThere = book.parts.contains { $0.name == name && $0.text.contains(old) }
    try #require(isThere)
    return try ZipWriter.archive(
      book.parts.map { ($0.name, $0.name == name ? $0.text.replacing(old, with: new) : $0.text) })
  }

  @Test("what another namespace calls by the same name is something else")
  func namespaces() throws {
    let x15 = "xmlns:x15=\"http://schemas.microsoft.com/office/spreadsheetml/2010/11/main\""
    let read = [ReadCell("1:0", .day, "2024-03-05")]
    for (part, old, new) in [
      // Every Excel since 2013 writes the first.
      (
        "xl/workbook.xml", "<sheets>", "<x15:workbookPr \(x15) chartTrackingRefBase=\"1\"/><sheets>"
      ),
      ("xl/workbook.xml", "<sheets>", "<sheets><x15:sheet \(x15) name=\"x\" sheetId=\"9\"/>"),
      ("xl/styles.xml", "<cellXfs>", "<cellXfs><x15:xf \(x15) numFmtId=\"1\"/>"),
      ("xl/worksheets/sheet1.xml", "<row>", "<x15:row \(x15) r=\"9\"/><row>"),
      ("xl/worksheets/sheet1.xml", "<v>", "<x15:v \(x15)>5</x15:v><v>"),
      ("xl/worksheets/sheet1.xml", "<c s=", "<c \(x15) x15:s=\"0\" x15:t=\"e\" s="),
    ] {
      #expect(try cells(try Self.changed(Self.dated(), part, old, new)) == read, "\(new)")
    }
    let merged = try Self.changed(
      Self.dated(), "xl/worksheets/sheet1.xml", "</sheetData>",
      "</sheetData><x15:mergeCell \(x15) ref=\"x\"/>"
        + "<y:mergeCell xmlns:y=\"\(Self.main)\" ref=\"A1:B1\"/>"
    )
    #expect(try rows(merged).map(\.mergedParts.count) == [1])
  }

  @Test("the names of the strict edition are the same names")
  func strict() throws {
    let parts = Self.dated(from1904: false).parts.map { name, text in
      let strict = text.replacing(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        with: "http://purl.oclc.org/ooxml/officeDocument/relationships"
      ).replacing(Self.main, with: "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replacing(Self.day, with: "<row><c t=\"d\" s=\"1\"><v>2024-03-05</v></c></row>")
      return (name, strict)
    }
    #expect(try cells(try ZipWriter.archive(parts)) == [ReadCell("1:0", .day, "2024-03-05")])
  }

  @Test("folders parted by backslashes, and names in another case, are found")
  func names() throws {
    let read = try cells(try Self.dated().bytes())
    for change: (String) -> String in [
      { $0.replacing("/", with: "\\") }, { $0.lowercased() }, { $0.uppercased() },
    ] {
      let bytes = try ZipWriter.archive(Self.dated().parts.map { (change($0.name), $0.text) })
      #expect(try cells(bytes) == read)
    }
  }

  @Test("two parts of one name but for case are told, wherever they are asked for")
  func twice() throws {
    for (name, text) in Self.dated().parts {
      let bytes = try ZipWriter.archive(Self.dated().parts + [(name.uppercased(), text)])
      #expect(throws: OfficeFlaw.ambiguousPart, "\(name)") { try cells(bytes) }
    }
    let other = try ZipWriter.archive(Self.dated().parts + [("a.png", ""), ("A.png", "")])
    #expect(try cells(other).count == 1)
  }
}
