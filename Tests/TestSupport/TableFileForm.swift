import Foundation
import OfficeFiles

/// The kinds of file in which a table is kept, each written as its programs write it.
package enum TableFileForm: String, CaseIterable, Sendable {
  case commas
  case semicolons
  case tabs
  case tabsInGBK
  case unicodeText
  case unicodeTextBigEndian
  /// Tabs between cells such as `="007"`.
  case quotedFormulas
  case page
  case pageInGBK
  case xmlSpreadsheet
  case openDocument
  case workbook
  case strictWorkbook
  case oldWorkbook
  case oldWorkbookInGBK

  /// A file of these rows.
  package func bytes(_ rows: [[String]]) throws -> [UInt8] {
    switch self {
    case .commas: Array(Self.text(rows, ",").utf8)
    case .semicolons: Array(Self.text(rows, ";").utf8)
    case .tabs: Array(Self.text(rows, "\t").utf8)
    case .tabsInGBK: Self.gbk(Self.text(rows, "\t"))
    case .unicodeText:
      ("\u{FEFF}" + Self.text(rows, "\t")).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .unicodeTextBigEndian:
      ("\u{FEFF}" + Self.text(rows, "\t")).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .quotedFormulas:
      Self.gbk(Self.lines(rows, "\t") { "=\"\($0.replacing("\"", with: "\"\""))\"" })
    case .page: Array(Self.page(rows, charset: "utf-8").utf8)
    case .pageInGBK: Self.gbk(Self.page(rows, charset: "gbk"))
    case .xmlSpreadsheet: Array(Self.xmlSpreadsheet(rows).utf8)
    case .openDocument: try Self.openDocument(Self.openRows(rows))
    case .workbook: try Self.workbook(rows).bytes()
    case .oldWorkbook: HandMadeOldWorkbook(rows).bytes()
    case .oldWorkbookInGBK: HandMadeOldWorkbook(rows, isUnicode: false).bytes()
    case .strictWorkbook:
      try ZipWriter.archive(
        Self.workbook(rows).parts.map { name, text in
          (
            name,
            text.replacing(
              "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
              with: "http://purl.oclc.org/ooxml/officeDocument/relationships"
            ).replacing(
              "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
              with: "http://purl.oclc.org/ooxml/spreadsheetml/main")
          )
        })
    }
  }

  /// A text in GBK.
  package static func gbk(_ text: String) -> [UInt8] {
    Array(text.data(using: String.Encoding(rawValue: 0x8000_0632)) ?? Data())
  }

  private static func text(_ rows: [[String]], _ separator: String) -> String {
    lines(rows, separator) { cell in
      cell.contains { "\"\n,;\t".contains($0) } || cell.hasPrefix("=")
        ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
    }
  }

  private static func lines(
    _ rows: [[String]], _ separator: String, _ cell: (String) -> String
  ) -> String {
    rows.map { $0.map(cell).joined(separator: separator) + "\r\n" }.joined()
  }

  /// A text as markup has it.
  package static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  private static func page(_ rows: [[String]], charset: String) -> String {
    let table = rows.map { row in
      let cells = row.map { "<td class=xl24 style='mso-number-format:\"\\@\"'>\(escaped($0))</td>" }
      return "<tr height=18>\(cells.joined())</tr>"
    }
    return """
      <html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="\(charset)">
      <style>td { mso-number-format:"<td>"; }</style><!-- <table><tr><td>不是</td></tr></table> -->
      </head><body><table border=0>\(table.joined(separator: "\n"))</table></body></html>
      """
  }

  /// A workbook of Excel 2003 in XML, with what stands in its sheet given as XML.
  package static func xmlSpreadsheet(rows: String, styles: String = "") -> String {
    """
    <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
     xmlns:x="urn:schemas-microsoft-com:office:excel"
     xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Styles>\(styles)</Styles><Worksheet ss:Name="表"><Table>\(rows)</Table></Worksheet></Workbook>
    """
  }

  private static func xmlSpreadsheet(_ rows: [[String]]) -> String {
    xmlSpreadsheet(
      rows: rows.map { row in
        let cells = row.map {
          "<Cell><Data ss:Type=\"String\">\(escaped($0))</Data></Cell>"
        }
        return "<Row>\(cells.joined())</Row>"
      }.joined())
  }

  private static func openRows(_ rows: [[String]]) -> String {
    rows.map { row in
      let cells = row.map { text in
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return "<table:table-cell office:value-type=\"string\">"
          + lines.map { "<text:p>\(escaped(String($0)))</text:p>" }.joined()
          + "</table:table-cell>"
      }
      return "<table:table-row>\(cells.joined())</table:table-row>"
    }.joined()
  }

  /// An OpenDocument spreadsheet of one sheet, whose rows are given as XML.
  package static func openDocument(_ rows: String, before: String = "") throws -> [UInt8] {
    let names = ["office", "table", "text", "style"].map {
      "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
    }.joined(separator: " ")
    let calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    return try ZipWriter.archive([
      ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
      (
        "content.xml",
        "<office:document-content \(names) xmlns:calcext=\"\(calc)\">\(before)<office:body>"
          + "<office:spreadsheet><table:table table:name=\"表\">\(rows)</table:table>"
          + "</office:spreadsheet></office:body></office:document-content>"
      ),
    ])
  }

  private static func workbook(_ rows: [[String]]) -> HandMadeWorkbook {
    var book = HandMadeWorkbook()
    book.add("表", rows.map { $0.map(escaped) })
    return book
  }
}
