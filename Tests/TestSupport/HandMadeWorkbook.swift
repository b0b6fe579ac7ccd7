import OfficeFiles

/// An Excel workbook put together from its XML, so that it can be as awkward as a test wants.
package struct HandMadeWorkbook {
  /// The sheets: what is listed of each besides its name, and its XML.
  package var sheets: [(name: String, attributes: String, xml: String)] = []
  /// Each an `si` element.
  package var sharedTexts: [String] = []
  /// Codes of the number formats of the styles 1, 2, 3…; style 0 is General.
  package var formats: [String] = []
  package var isFrom1904 = false
  /// Whether the font of the last style strikes out what it shows.
  package var strikesOut = false

  package init() {}

  /// A workbook of one sheet with rows given as XML.
  package init(rows: String, after: String = "") {
    add("表", rows: rows, after: after)
  }

  /// Adds a sheet with rows given as XML.
  package mutating func add(
    _ name: String, rows: String, after: String = "", attributes: String = ""
  ) {
    sheets.append((name, attributes, Self.sheet(rows, after)))
  }

  /// Adds a sheet of texts, a row each.
  package mutating func add(_ name: String, _ rows: [[String]], attributes: String = "") {
    add(name, rows: Self.rows(rows), attributes: attributes)
  }

  /// Rows of inline texts; an empty text is no cell.
  package static func rows(_ rows: [[String]]) -> String {
    rows.map { row in
      let cells = row.enumerated().map { column, text in
        text.isEmpty ? "<c/>" : "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>"
      }
      return "<row>\(cells.joined())</row>"
    }.joined()
  }

  package static func sheet(_ rows: String, _ after: String = "") -> String {
    "\(declaration)<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData>\(after)</worksheet>"
  }

  /// The parts of the package, which a test may change before it is packed.
  package var parts: [(name: String, text: String)] {
    let listed = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" \(sheet.attributes) "
        + "r:id=\"rId\(index + 1)\"/>"
    }
    let links = sheets.indices.map {
      Self.link("rId\($0 + 1)", "worksheet", "worksheets/sheet\($0 + 1).xml")
    }
    let codes = formats.enumerated().map {
      "<numFmt numFmtId=\"\(200 + $0)\" formatCode=\"\($1)\"/>"
    }
    let styles =
      ["<xf numFmtId=\"0\"/>"]
      + formats.indices.map { index in
        let font = strikesOut && index == formats.count - 1 ? 1 : 0
        return "<xf numFmtId=\"\(200 + index)\" fontId=\"\(font)\"/>"
      }
    return [
      ("_rels/.rels", Self.links([Self.link("rId1", "officeDocument", "xl/workbook.xml")])),
      (
        "xl/workbook.xml",
        Self.declaration + "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.kinds)\">"
          + "<workbookPr date1904=\"\(isFrom1904 ? 1 : 0)\"/><sheets>\(listed.joined())</sheets>"
          + "</workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        Self.links(
          links + [
            Self.link("s1", "sharedStrings", "sharedStrings.xml"),
            Self.link("s2", "styles", "/xl/styles.xml"),
          ])
      ),
      (
        "xl/sharedStrings.xml",
        Self.declaration + "<sst xmlns=\"\(Self.main)\">\(sharedTexts.joined())</sst>"
      ),
      (
        "xl/styles.xml",
        Self.declaration + "<styleSheet xmlns=\"\(Self.main)\"><numFmts>\(codes.joined())</numFmts>"
          + "<fonts><font><strike val=\"0\"/></font><font><b/><strike/></font></fonts>"
          + "<dxfs><dxf><font><strike/></font></dxf></dxfs>"
          + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
          + "<cellXfs>\(styles.joined())</cellXfs></styleSheet>"
      ),
    ] + sheets.enumerated().map { ("xl/worksheets/sheet\($0 + 1).xml", $1.xml) }
  }

  /// The file.
  package func bytes() throws -> [UInt8] {
    try ZipWriter.archive(parts)
  }

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private static func links(_ links: [String]) -> String {
    declaration + "<Relationships>" + links.joined() + "</Relationships>"
  }

  private static func link(_ id: String, _ kind: String, _ target: String) -> String {
    "<Relationship Id=\"\(id)\" Type=\"\(kinds)/\(kind)\" Target=\"\(target)\"/>"
  }
}
