internal import LedgerCore
internal import OfficeFiles

/// The tables of a web page, each a sheet; many official systems give such pages the name `.xls`.
struct PageBook: SheetBook {
  let sheets: [SheetEntry]
  private let path: String

  static let tableCountMax = 500

  /// Reads the page once, for its tables and for bytes that are no text.
  ///
  /// - Throws: ``FileFlaw`` when it cannot be read.
  init(path: String) throws(FileFlaw) {
    self.path = path
    var stream = try TextStream(path: path)
    var tables = PageTables(wanted: nil)
    do throws(OfficeFlaw) {
      while let piece = try Self.next(&stream) { try tables.feed(piece) }
    } catch {
      throw .workbook(error)
    }
    sheets = (0..<tables.count).map {
      SheetEntry(name: "表\($0 + 1)", isHidden: false, place: "\($0)")
    }
  }

  func rows(of sheet: SheetEntry) throws(OfficeFlaw) -> any SheetRows {
    guard let stream = try? TextStream(path: path) else { throw .unreadable }
    return PageRows(stream, table: Int(sheet.place) ?? 0)
  }

  fileprivate static func next(_ stream: inout TextStream) throws(OfficeFlaw) -> [UInt8]? {
    do {
      return try stream.next()
    } catch {
      throw error == .unreadable ? .unreadable : .notText
    }
  }

  /// The rows of one table.
  private final class PageRows: SheetRows {
    private var stream: TextStream
    private var tables: PageTables
    private var waiting: [SheetRow] = []
    private var isAtEnd = false

    init(_ stream: TextStream, table: Int) {
      self.stream = stream
      tables = PageTables(wanted: table)
    }

    var bytesRead: Int { stream.bytesRead }
    var bytesTotal: Int { stream.length }
    var rowNumber: Int { tables.rowNumber }

    func next() throws(OfficeFlaw) -> SheetRow? {
      while waiting.isEmpty {
        guard !isAtEnd else { return nil }
        if let piece = try PageBook.next(&stream), !tables.isDone {
          try tables.feed(piece)
        } else {
          try tables.finish()
          isAtEnd = true
        }
        waiting = tables.takeRows().reversed()
      }
      return waiting.popLast()
    }
  }
}

/// Finds the tables of a page, tables within tables too, and puts together the rows of one.
struct PageTables {
  /// How many tables have begun.
  private(set) var count = 0
  /// Whether the wanted table has ended.
  private(set) var isDone = false

  private let wanted: Int?
  private var scanner = MarkupScanner()
  /// The open tables, the innermost last.
  private var open: [Int] = []
  private var rows = RowBuilder()
  private var isInCell = false
  private var cellColumnCount = 1
  /// The number behind what the cell shows, where Excel wrote the page.
  private var number: String?
  private var text: [UInt8] = []
  private var endsWithSpace = true

  init(wanted: Int?) {
    self.wanted = wanted
  }

  var rowNumber: Int { rows.rowNumber }
  mutating func takeRows() -> [SheetRow] { rows.takeRows() }

  mutating func feed(_ piece: [UInt8]) throws(OfficeFlaw) {
    guard let events = scanner.feed(piece) else { throw .tooLarge }
    for event in events where !isDone { try take(event) }
  }

  /// The page has come to its end; what is open ends with it.
  mutating func finish() throws(OfficeFlaw) {
    for event in scanner.finish() where !isDone { try take(event) }
    try endRow()
  }

  private var isInWanted: Bool { open.last != nil && open.last == wanted }

  private mutating func take(_ event: MarkupEvent) throws(OfficeFlaw) {
    switch event {
    case .begin("table", _):
      open.append(count)
      count += 1
      guard count <= PageBook.tableCountMax, open.count <= 50 else { throw .tooLarge }
    case .end("table"):
      guard !open.isEmpty else { return }
      if isInWanted {
        try endRow()
        isDone = true
      }
      open.removeLast()
    case .begin(let name, let attributes) where isInWanted:
      try begin(name, attributes)
    case .end(let name) where isInWanted:
      switch name {
      case "tr", "tbody", "thead", "tfoot": try endRow()
      case "td", "th": try endCell()
      case "p", "div", "li": breakLine()
      default: break
      }
    case .text(let bytes) where isInWanted && isInCell: add(CharacterReferences.resolved(bytes))
    case .begin, .end, .text: break
    }
  }

  private mutating func begin(
    _ name: String, _ attributes: MarkupAttributes
  ) throws(OfficeFlaw) {
    switch name {
    case "tr":
      try endRow()
      try rows.beginRow(isHidden: attributes.isHidden)
    case "td", "th":
      try endCell()
      if !rows.isInRow { try rows.beginRow() }
      rows.skipCovered()
      cellColumnCount = attributes.span("colspan")
      try rows.merge(rowCount: attributes.span("rowspan"), columnCount: cellColumnCount)
      number = attributes["x:num"]
      isInCell = true
      text = []
      endsWithSpace = true
    case "br", "p", "div", "li": breakLine()
    default: break
    }
  }

  /// Adds text; white space between words is one space, however much of it is written.
  private mutating func add(_ bytes: [UInt8]) {
    for byte in bytes {
      let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
      if isSpace, endsWithSpace { continue }
      guard text.count <= 4 * RawRow.cellLengthMax else { return }
      text.append(isSpace ? 0x20 : byte)
      endsWithSpace = isSpace
    }
  }

  private mutating func breakLine() {
    guard isInCell, !text.isEmpty, text.last != 0x0A else { return }
    text.append(0x0A)
    endsWithSpace = true
  }

  private mutating func endCell() throws(OfficeFlaw) {
    guard isInCell else { return }
    isInCell = false
    while let last = text.last, last == 0x20 || last == 0x0A { text.removeLast() }
    var kind = SheetCell.Kind.text
    if let number, !number.isEmpty, !text.contains(where: Self.isPartOfDay) {
      let (shownKind, content) = ShownNumber.content(
        number, shown: String(decoding: text, as: UTF8.self))
      kind = shownKind
      text = Array(content.utf8)
    }
    try rows.add(kind, text[...])
    if cellColumnCount > 1 { try rows.add(.text, [], count: cellColumnCount - 1) }
  }

  /// Excel counts days by numbers too; what is shown of them has such signs.
  private static func isPartOfDay(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "/"), UInt8(ascii: ":")].contains(byte)
  }

  private mutating func endRow() throws(OfficeFlaw) {
    try endCell()
    try rows.endRow()
  }
}

extension MarkupAttributes {
  /// Whether a style sheet hides the element.
  fileprivate var isHidden: Bool {
    self["hidden"] != nil
      || (self["style"] ?? "").lowercased().filter { $0 != " " }
        .contains("display:none")
  }

  /// Over how many rows or columns a cell is spread.
  fileprivate func span(_ name: String) -> Int {
    min(max(1, self[name].flatMap { Int($0.trimmed) } ?? 1), RawRow.cellCountMax)
  }
}
