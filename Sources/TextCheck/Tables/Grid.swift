/// A table as rows of cells, however it was printed.
struct Grid: Sendable {
  var rows: [Row] = []

  /// One row with the line on which it begins.
  struct Row: Sendable {
    let line: Int
    var cells: [Cell]
  }

  /// One cell: what was printed and the number in it.
  struct Cell: Sendable {
    let text: String
    let content: Content
  }

  /// What a cell holds.
  enum Content: Equatable, Sendable {
    case blank
    case number(PrintedNumber)
    case words
  }

  /// The longest table that is read.
  static let rowsMax = 3_000
}

extension Grid.Cell {
  static let blank = Grid.Cell(text: "", content: .blank)

  init(_ printed: ArraySlice<Unicode.Scalar>) {
    // Most cells are plain numbers or empty.
    if printed.isEmpty {
      self = .blank
      return
    }
    let printed = printed.withoutMarks
    if printed.allSatisfy(isDigit), let number = PrintedNumber(digits: printed) {
      text = String(printed)
      content = .number(number)
      return
    }
    let passage = Passage([SourceLine(number: 0, text: Array(printed))])
    text = squeezed(printed)
    content = Self.content(of: passage.text.filter { $0 != " " })
  }

  var number: PrintedNumber? {
    if case .number(let number) = content { number } else { nil }
  }

  var isWords: Bool { content == .words }
  var isBlank: Bool { content == .blank }

  /// The words in the form that is read.
  var key: String {
    String(Passage([SourceLine(number: 0, text: Array(text.unicodeScalars))]).text)
  }

  private static func content(of text: [Unicode.Scalar]) -> Grid.Content {
    if text.allSatisfy({ blanks.contains($0) }) { return .blank }
    var rest = text[...]
    for word in prefixes where rest.starts(with: word) { rest = rest.dropFirst(word.count) }
    let isMinus = rest.first == "-"
    if isMinus { rest = rest.dropFirst() }
    let digits = rest.prefix { isDigit($0) || $0 == "." || $0 == "," }
    guard let number = PrintedNumber(digits: digits), digits.last != "." else { return .words }
    let behind = rest[digits.endIndex...]
    guard behind.isEmpty || isUnit(behind) else { return .words }
    return .number(isMinus ? number.negated : number)
  }

  /// A unit printed behind the number, which the column has for all cells.
  private static func isUnit(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let read = MeasureUnit.read(in: text, at: text.startIndex) else { return false }
    return read.end == text.endIndex && !read.isNear && read.unit.dimension.isAddable
  }

  private static let blanks: Set<Unicode.Scalar> = ["-", "/", "\\", " ", "―", "─", "*"]
  private static let prefixes = ["单位：", "¥", "￥"].map { Array($0.unicodeScalars) }
}

extension ArraySlice<Unicode.Scalar> {
  /// Without the marks of bold print in Markdown: **合计**.
  fileprivate var withoutMarks: ArraySlice<Unicode.Scalar> {
    var text = self
    while text.count > 2, let first = text.first, first == text.last,
      first == "*" || first == "_" || first == "`"
    {
      text = text.dropFirst().dropLast()
    }
    return text
  }
}

extension Grid.Row {
  /// The cells behind the last one with words: the figures of the row.
  var figures: ArraySlice<Grid.Cell> {
    guard let last = cells.lastIndex(where: \.isWords) else { return cells[...] }
    return cells[(last + 1)...]
  }

  /// The words of the row, without white space.
  var label: String { cells.filter(\.isWords).map(\.key).joined() }

  /// The row as printed, its cells parted by bars.
  var quote: String { cells.map(\.text).filter { !$0.isEmpty }.joined(separator: " | ") }
}
