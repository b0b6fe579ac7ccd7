/// Recognises a table of which each cell stands on a line of its own.
///
/// Such a table cannot be read: which figure belongs to which words is lost with its rows.
struct CellLines {
  private var first = 1
  private var count = 0
  private var figureCount = 0
  /// Whether the last line is a figure alone amid other cells.
  private(set) var isCell = false

  private static let lengthMax = 16
  private static let linesMin = 6

  /// Takes a line.
  ///
  /// - Returns: The first line of the table that it ends; nil for none.
  mutating func feed(_ line: SourceLine, _ shape: LineShape) -> Int? {
    isCell = false
    if case .empty = shape.kind { return nil }
    guard case .prose = shape.kind else { return finish() }
    let text = line.text[...].trimmed
    guard text.count <= Self.lengthMax, !text.contains(where: Self.isMark) else { return finish() }
    if count == 0 { first = line.number }
    count += 1
    if text.allSatisfy(Self.isFigure), text.contains(where: LineShape.isAnyDigit) {
      figureCount += 1
      isCell = count > 1
    }
    return nil
  }

  /// The first line of the table that the text ends with; nil for none.
  mutating func finish() -> Int? {
    defer { (count, figureCount) = (0, 0) }
    let isTable = count >= Self.linesMin && figureCount >= 3 && figureCount * 3 >= count
    return isTable ? first : nil
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    "。，；：！？".unicodeScalars.contains(scalar)
  }

  private static func isFigure(_ scalar: Unicode.Scalar) -> Bool {
    LineShape.isAnyDigit(scalar) || ".,%-/".unicodeScalars.contains(scalar)
  }
}
