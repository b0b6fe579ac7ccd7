/// A piece of a text: a paragraph of prose or a table.
enum Block: Sendable {
  case prose(Passage)
  case grid(Grid)
  /// A table of one cell a line, from a line on: what belongs to what is lost.
  case flatTable(Int)
}

/// Joins lines to paragraphs and tables, one line at a time.
///
/// A sentence goes on over a single line break; an empty line, a heading or a table ends it. A
/// table goes on over an empty line, as where a page was broken.
struct BlockReader {
  private var prose: [SourceLine] = []
  private var proseLength = 0
  private var grid = Grid()
  /// Whether an empty line has stood behind the open table.
  private var gapCount = 0
  private var cells = CellLines()

  /// Takes a line and returns the blocks that it ends.
  mutating func feed(_ line: SourceLine) -> [Block] {
    let shape = LineShape(line.text)
    let flat = cells.feed(line, shape)
    return (flat.map { [.flatTable($0)] } ?? []) + feed(line, shape)
  }

  private mutating func feed(_ line: SourceLine, _ shape: LineShape) -> [Block] {
    if case .prose = shape.kind, cells.isCell { return endProse() + endGrid() }
    switch shape.kind {
    case .empty:
      gapCount += 1
      let ended = goesOn ? [] : endProse()
      return ended + (gapCount > 1 ? endGrid() : [])
    case .rule, .blankRow:
      return []
    case .row(let cells):
      let ended = endProse()
      gapCount = 0
      grid.rows.append(Grid.Row(line: line.number, cells: cells.map(Grid.Cell.init)))
      return ended + (grid.rows.count >= Grid.rowsMax ? endGrid() : [])
    case .prose:
      return endGrid() + addProse(line, shape)
    }
  }

  /// Takes a piece of a page and returns the blocks that it ends.
  mutating func feed(_ piece: MarkupReader.Piece) -> [Block] {
    switch piece {
    case .line(let line): return feed(line)
    case .end: return endProse()
    case .grid(let table):
      let ended = endProse() + endGrid()
      return ended + [.grid(table)]
    }
  }

  /// The blocks that are still open.
  mutating func finish() -> [Block] {
    endProse() + endGrid() + (cells.finish().map { [.flatTable($0)] } ?? [])
  }

  private mutating func addProse(_ line: SourceLine, _ shape: LineShape) -> [Block] {
    var ended: [Block] = []
    if shape.isHeading || proseLength + line.text.count > Passage.lengthMax { ended = endProse() }
    guard line.text.count <= Passage.lengthMax else { return ended }
    prose.append(line)
    proseLength += line.text.count + 1
    if shape.isHeading && shape.isShort { ended += endProse() }
    return ended
  }

  /// Whether the last line breaks off within a sentence, as at the foot of a page.
  private var goesOn: Bool {
    guard let last = prose.last?.text.last(where: { !$0.properties.isWhitespace }) else {
      return false
    }
    return "，、,：".unicodeScalars.contains(last)
  }

  private mutating func endProse() -> [Block] {
    defer {
      prose = []
      proseLength = 0
    }
    let isTold = prose.contains { line in
      LineShape(line.text).isHeading || line.text.contains(where: LineShape.isTelling)
    }
    guard isTold else { return [] }
    return [.prose(Passage(prose))]
  }

  private mutating func endGrid() -> [Block] {
    defer { grid = Grid() }
    gapCount = 0
    return grid.rows.isEmpty ? [] : [.grid(grid)]
  }
}

/// What a line looks like.
struct LineShape {
  enum Kind {
    case empty
    /// The line under the head of a table.
    case rule
    case row([ArraySlice<Unicode.Scalar>])
    /// A row of a table without anything in its cells.
    case blankRow
    case prose
  }

  let kind: Kind
  let isHeading: Bool
  let isShort: Bool

  init(_ line: [Unicode.Scalar]) {
    let text = line[...].trimmed
    isShort = text.count < 30 && !text.contains { "，。；、,".unicodeScalars.contains($0) }
    isHeading = Self.isHeading(text)
    if text.isEmpty {
      kind = line.contains("\t") ? .blankRow : .empty
    } else if text.allSatisfy({ "-|: \t=+—─━┄".unicodeScalars.contains($0) }) {
      kind = .rule
    } else if let cells = Self.cells(of: line, text) {
      kind = .row(cells)
    } else {
      kind = .prose
    }
  }

  /// A digit, the unit that a line above a table names, or a word of requests and reviews.
  static func isTelling(_ scalar: Unicode.Scalar) -> Bool {
    isAnyDigit(scalar) || "元申诉议請訴議圆".unicodeScalars.contains(scalar)
  }

  /// A full-width or ASCII digit.
  static func isAnyDigit(_ scalar: Unicode.Scalar) -> Bool {
    isDigit(scalar) || (0xFF10...0xFF19).contains(scalar.value)
  }

  /// 一、 or （一） or # at the start.
  private static func isHeading(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = text.first else { return false }
    if first == "#" { return true }
    var rest = text
    let isBracketed = first == "（" || first == "("
    if isBracketed { rest = rest.dropFirst() }
    let numerals = rest.prefix { "一二三四五六七八九十".unicodeScalars.contains($0) }
    guard (1...3).contains(numerals.count), let next = rest.dropFirst(numerals.count).first else {
      return false
    }
    return isBracketed ? next == "）" || next == ")" : next == "、"
  }

  private static func cells(
    of line: [Unicode.Scalar], _ text: ArraySlice<Unicode.Scalar>
  ) -> [ArraySlice<Unicode.Scalar>]? {
    if text.first == "|" || text.filter({ $0 == "|" }).count >= 2 {
      var inner = text
      if inner.first == "|" { inner = inner.dropFirst() }
      if inner.last == "|" { inner = inner.dropLast() }
      return inner.split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed)
    }
    if text.contains("\t") {
      let end = line.lastIndex { $0 != "\r" && $0 != "\n" && $0 != " " } ?? line.startIndex
      return line[...end].split(separator: "\t", omittingEmptySubsequences: false).map(\.trimmed)
    }
    return spacedCells(of: text) ?? columns(of: text)
  }

  /// A line of three short pieces or more, parted by two spaces or more: aligned text.
  private static func columns(
    of text: ArraySlice<Unicode.Scalar>
  ) -> [ArraySlice<Unicode.Scalar>]? {
    guard text.count < 400, !text.contains(where: { "。；".unicodeScalars.contains($0) }) else {
      return nil
    }
    var pieces: [ArraySlice<Unicode.Scalar>] = []
    var start = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      let isGap = text[index] == " " && index + 1 < text.endIndex && text[index + 1] == " "
      guard isGap || text[index] == "\u{3000}" else {
        index += 1
        continue
      }
      pieces.append(text[start..<index])
      while index < text.endIndex, text[index] == " " || text[index] == "\u{3000}" { index += 1 }
      start = index
    }
    pieces.append(text[start...])
    let isAligned = pieces.count > 2 && pieces.allSatisfy { !$0.isEmpty && $0.count <= 24 }
    return isAligned ? pieces : nil
  }

  /// A line that ends in three numbers or more, parted by spaces.
  private static func spacedCells(
    of text: ArraySlice<Unicode.Scalar>
  ) -> [ArraySlice<Unicode.Scalar>]? {
    guard let last = text.last, isAnyDigit(last), text.count < 400 else { return nil }
    let words = text.split { $0 == " " || $0 == "\u{3000}" }
    let numbers = words.reversed().prefix { word in
      word.allSatisfy { isAnyDigit($0) || $0 == "." || $0 == "," }
    }
    guard numbers.count >= 3, let first = numbers.last else { return nil }
    let label = text[..<first.startIndex].trimmed
    return (label.isEmpty ? [] : [label]) + numbers.reversed()
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// Without white space at its ends.
  var trimmed: ArraySlice<Unicode.Scalar> {
    let isSpace = { (scalar: Unicode.Scalar) in
      scalar.value <= 0x20 || scalar.value == 0x3000 || scalar.value == 0xA0
        || (0x2000...0x200F).contains(scalar.value) || scalar.value == 0xFEFF
    }
    guard let first = firstIndex(where: { !isSpace($0) }),
      let last = lastIndex(where: { !isSpace($0) })
    else { return self[endIndex...] }
    return self[first...last]
  }
}
