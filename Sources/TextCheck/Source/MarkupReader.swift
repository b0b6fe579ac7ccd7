/// Reads HTML, also in Markdown: words as lines, tables as grids; what it does not know it skips.
///
/// Line numbers are those of the source. Scripts, styles and comments are left out.
struct MarkupReader {
  /// What a page is made of.
  enum Piece {
    case line(SourceLine)
    /// The end of a paragraph.
    case end
    case grid(Grid)
  }

  private var line: [Unicode.Scalar] = []
  private var lineNumber = 1
  private var number = 1
  private var tables: [OpenTable] = []
  private let emit: (Piece) -> Void

  /// Whether a text has elements of a page.
  static func isMarkup(_ bytes: [UInt8]) -> Bool {
    let starts = ["<!doctype", "<html", "<table", "<p>", "<p ", "<div", "<br", "<td"]
      .map { Array($0.utf8) }
    return bytes.indices.contains { index in
      bytes[index] == 0x3C
        && starts.contains { start in
          bytes[index...].prefix(start.count).map { $0 | 0x20 }.elementsEqual(
            start.map { $0 | 0x20 })
        }
    }
  }

  /// Reads a page and hands over its pieces in order.
  static func read(_ bytes: [UInt8], _ emit: (Piece) -> Void) {
    withoutActuallyEscaping(emit) { emit in
      var reader = MarkupReader(emit: emit)
      reader.read(Array(String(decoding: bytes, as: UTF8.self).unicodeScalars))
    }
  }

  private init(emit: @escaping (Piece) -> Void) {
    self.emit = emit
  }

  private mutating func read(_ text: [Unicode.Scalar]) {
    var index = 0
    // Where the next tag can end: looked for once, however many begin before it.
    var close = 0
    while index < text.count {
      switch text[index] {
      case "<":
        if close < index { close = text[index...].firstIndex(of: ">") ?? text.count }
        if let tag = MarkupTag(text, at: index, closingFrom: close) {
          take(tag)
          number += text[index..<tag.end].count { $0 == "\n" }
          index = tag.end
          continue
        }
        add("<")
      case "&":
        let (scalar, length) = MarkupEntity.read(text, at: index)
        add(scalar)
        index += length
        continue
      case "\n": endLine()
      default: add(text[index])
      }
      if text[index] == "\n" { number += 1 }
      index += 1
    }
    while !tables.isEmpty { endTable() }
    endLine()
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    if let last = tables.indices.last {
      tables[last].add(scalar)
    } else {
      if line.isEmpty { lineNumber = number }
      line.append(scalar)
    }
  }

  private mutating func endLine() {
    if let last = tables.indices.last {
      tables[last].add(" ")
      return
    }
    emit(.line(SourceLine(number: line.isEmpty ? number : lineNumber, text: line)))
    line = []
  }

  private mutating func endParagraph() {
    if !tables.isEmpty {
      endLine()
      return
    }
    if line.contains(where: { !$0.properties.isWhitespace }) { endLine() }
    line = []
    emit(.end)
  }

  private mutating func take(_ tag: MarkupTag) {
    switch tag.name {
    case "table":
      if tag.isEnd { endTable() } else { beginTable() }
    case "tr", "td", "th":
      guard let last = tables.indices.last else { return }
      tables[last].take(tag, line: number)
    case "br": endLine()
    case "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "title", "section",
      "article", "caption", "dt", "dd", "blockquote", "body", "tbody", "thead":
      endParagraph()
    default: return
    }
  }

  private mutating func beginTable() {
    if tables.isEmpty { endParagraph() }
    tables.append(OpenTable())
  }

  private mutating func endTable() {
    guard var table = tables.popLast() else { return }
    let grid = table.finish()
    if !grid.rows.isEmpty { emit(.grid(grid)) }
  }
}

/// A table that is being read: rows with cells that may span others.
private struct OpenTable {
  private var grid = Grid()
  private var cells: [Grid.Cell] = []
  private var rowLine = 1
  private var cell: [Unicode.Scalar]?
  private var span = (columns: 1, rows: 1)
  /// Cells that reach down into the next rows, by column.
  private var hanging: [Int: (cell: Grid.Cell, rows: Int)] = [:]
  private var isInRow = false

  private static let columnsMax = 200

  mutating func add(_ scalar: Unicode.Scalar) {
    if let count = cell?.count, count < 2_000 { cell?.append(scalar) }
  }

  mutating func take(_ tag: MarkupTag, line: Int) {
    if tag.name == "tr" {
      endRow()
      isInRow = !tag.isEnd
      rowLine = line
      return
    }
    endCell()
    guard !tag.isEnd else { return }
    if !isInRow {
      isInRow = true
      rowLine = line
    }
    cell = []
    span = (tag.number("colspan"), tag.number("rowspan"))
  }

  mutating func finish() -> Grid {
    endRow()
    return grid
  }

  private mutating func endCell() {
    guard let text = cell else { return }
    cell = nil
    takeHanging()
    let read = Grid.Cell(text[...])
    for _ in 0..<span.columns where cells.count < Self.columnsMax {
      if span.rows > 1 { hanging[cells.count] = (read, span.rows) }
      cells.append(read)
    }
  }

  /// Puts in the cells of earlier rows that reach down to this one.
  private mutating func takeHanging() {
    while cells.count < Self.columnsMax, let above = hanging[cells.count] {
      let column = cells.count
      hanging[column] = above.rows > 2 ? (above.cell, above.rows - 1) : nil
      cells.append(above.cell)
    }
  }

  private mutating func endRow() {
    endCell()
    guard isInRow, grid.rows.count < Grid.rowsMax else {
      cells = []
      return
    }
    takeHanging()
    if !cells.isEmpty { grid.rows.append(Grid.Row(line: rowLine, cells: cells)) }
    cells = []
    isInRow = false
  }
}
