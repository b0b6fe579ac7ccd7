import Interchange
import LedgerCore
import OfficeFiles

/// What must hold of a table of any bytes.
enum TableLaws {
  /// Every fault has its row, and what was read is written as a table that is read as the same.
  static func checkTable(_ bytes: [UInt8], in scratch: ScratchFolder) throws {
    let read = try Read(path: scratch.write(bytes, to: "table.csv"))
    let rowsMax = bytes.count { $0 == 0x0A || $0 == 0x0D } + 2
    for fault in read.faults {
      guard let row = fault.row, fault.column != nil else {
        throw BrokenLaw("a fault without a place: \(fault)")
      }
      try law((1...rowsMax).contains(row), "row \(row) of \(rowsMax): \(fault)")
    }
    try checkRoundTrip(read.records, in: scratch)
  }

  static func checkWorkbook(_ text: String, in scratch: ScratchFolder) throws {
    let parts = WorkbookParts(text)
    // A name that no archive can hold.
    guard let bytes = try? ZipWriter.archive(parts.all) else { return }
    let read = try Read(path: scratch.write(bytes, to: "workbook.xlsx"))
    try checkRoundTrip(read.records, in: scratch)
  }

  static func checkArchive(_ bytes: [UInt8], in scratch: ScratchFolder) throws {
    let read = try Read(path: scratch.write(bytes, to: "archive.xlsx"))
    try checkRoundTrip(read.records, in: scratch)
  }

  static func checkPage(_ bytes: [UInt8], in scratch: ScratchFolder) throws {
    let page = Array("<html>".utf8) + bytes
    try checkRoundTrip(Read(path: scratch.write(page, to: "page.xls")).records, in: scratch)
  }

  static func checkSpreadsheet(_ text: String, in scratch: ScratchFolder) throws {
    let uri = "urn:schemas-microsoft-com:office:spreadsheet"
    let book = "<Workbook xmlns=\"\(uri)\" xmlns:ss=\"\(uri)\">\(text)</Workbook>"
    let path = try scratch.write(Array(book.utf8), to: "spreadsheet.xls")
    try checkRoundTrip(Read(path: path).records, in: scratch)
  }

  static func checkOpenDocument(_ text: String, in scratch: ScratchFolder) throws {
    let names = ["office", "table", "text", "style"].map {
      "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
    }.joined(separator: " ")
    let parts = [
      ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
      ("content.xml", "<office:document-content \(names)>\(text)</office:document-content>"),
    ]
    let path = try scratch.write(try ZipWriter.archive(parts), to: "document.ods")
    try checkRoundTrip(Read(path: path).records, in: scratch)
  }

  private static func checkRoundTrip(
    _ records: [TableRecord], in scratch: ScratchFolder
  ) throws {
    for kind in TableKind.allCases {
      let own = records.filter { $0.kind == kind }
      if own.isEmpty { continue }
      let writer = TableWriter(kind)
      let text = writer.beginning + own.map(writer.line).joined()
      let again = try Read(path: scratch.write(Array(text.utf8), to: "again.csv"), kind: kind)
      try law(again.faults.isEmpty, "\(again.faults.first?.description ?? "") in:\n\(text)")
      try law(again.records == own, "another record than was written:\n\(text)")
    }
  }

  /// What a file brings, with what must hold of all words that are told of it.
  private struct Read {
    var records: [TableRecord] = []
    var faults: [ImportFault] = []

    init(path: String, kind: TableKind? = nil) throws {
      var reader = ImportReader(paths: [path], ImportRequest(kind: kind))
      while let item = reader.next() {
        switch item {
        case .record(let record, _): records.append(record)
        case .notice(let notice): try checkWords(notice.description)
        case .fault(let fault):
          try checkWords(fault.description)
          faults.append(fault)
        }
      }
      try law(reader.bytesRead <= reader.bytesTotal, "more was read than there is")
    }
  }
}

/// The parts of a workbook: those that a text names, and for the rest what every workbook has.
///
/// A line `@name` begins a part; what stands before the first is the sheet.
private struct WorkbookParts {
  private(set) var all: [(name: String, text: String)]

  init(_ text: String) {
    var named: [(name: String, text: String)] = [("xl/worksheets/sheet1.xml", "")]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("@xl/"), line.utf8.count < 60 {
        named.append((String(line.dropFirst()), ""))
      } else {
        named[named.count - 1].text += line + "\n"
      }
    }
    var names: Set<String> = []
    all = (named + Self.usual).filter { names.insert($0.name).inserted }
  }

  private static let kinds =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private static let usual: [(name: String, text: String)] = [
    (
      "_rels/.rels",
      #"<Relationships><Relationship Id="a" Type="\#(kinds)/officeDocument""#
        + #" Target="xl/workbook.xml"/></Relationships>"#
    ),
    (
      "xl/workbook.xml",
      #"<workbook xmlns:r="\#(kinds)"><sheets><sheet name="表" sheetId="1" r:id="a"/></sheets>"#
        + "</workbook>"
    ),
    (
      "xl/_rels/workbook.xml.rels",
      #"<Relationships><Relationship Id="a" Type="\#(kinds)/worksheet""#
        + #" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="\#(kinds)/sharedStrings""#
        + #" Target="sharedStrings.xml"/><Relationship Id="c" Type="\#(kinds)/styles""#
        + #" Target="styles.xml"/></Relationships>"#
    ),
    ("xl/sharedStrings.xml", "<sst><si><t>金额</t></si></sst>"),
    (
      "xl/styles.xml",
      #"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="4"/></cellXfs>"#
        + "</styleSheet>"
    ),
  ]
}
