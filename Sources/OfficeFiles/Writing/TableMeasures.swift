internal import LedgerCore

/// How a table is fitted to the paper: the size of its type, and how wide each column is.
struct TableMeasures: Equatable {
  /// Whether the table needs the paper turned.
  let isWide: Bool
  /// In half points.
  let fontSize: Int
  /// In twips; together as wide as the text.
  let columnWidths: [Int]

  /// 小四 and 五号; on turned paper smaller still.
  private static let fontSizes = [24, 21]
  private static let smallFontSizes = [18, 15]
  /// Between a cell's text and its lines, both sides together, in twips.
  private static let padding = 170
  /// Words wider than this may break into lines; in half-width characters.
  private static let unbrokenMax = 12
  /// Room for a signature; in half-width characters.
  private static let handWidth = 8

  init(_ table: WordDocument.Table) {
    let columns = table.columns.indices.map { Self.widths(ofColumn: $0, in: table) }
    for (isWide, width) in [(false, PaperMeasures.textWidth), (true, PaperMeasures.textHeight)] {
      let sizes = isWide ? Self.fontSizes + Self.smallFontSizes : Self.fontSizes
      // In type of the usual size words may break rather than the type become smaller.
      for size in sizes where Self.sum(columns.map(\.least), size) <= width {
        self.isWide = isWide
        fontSize = size
        columnWidths = Self.shared(width, columns, size)
        return
      }
    }
    isWide = true
    fontSize = Self.smallFontSizes.last ?? PaperMeasures.noteSize
    let all = columns.reduce(0) { $0 + max(1, $1.least) }
    columnWidths = columns.map { PaperMeasures.textHeight * max(1, $0.least) / max(1, all) }
  }

  /// What a column must have so that no number breaks, and what it would like; in half-width
  /// characters.
  private static func widths(
    ofColumn column: Int, in table: WordDocument.Table
  ) -> (least: Int, natural: Int) {
    let cells = (table.rows + (table.totals.map { [$0] } ?? [])).map { $0[column] }
    let heading = displayWidth(table.columns[column].title)
    let widest = cells.map(displayWidth).max() ?? 0
    if table.columns[column].isForHand { return (handWidth, handWidth + 4) }
    if table.columns[column].isNumeric {
      // Bold totals and signs are a little wider than half a character.
      return (max(widest, min(heading, unbrokenMax / 2)) + 1, max(widest, heading) + 1)
    }
    return (max(4, min(max(widest, heading), unbrokenMax)), max(widest, heading))
  }

  private static func twips(_ characters: Int, _ size: Int) -> Int {
    // A half-width character is half as wide as the type is high; ten twips for a half point.
    (characters * size * 10 + 1) / 2 + padding
  }

  private static func sum(_ characters: [Int], _ size: Int) -> Int {
    characters.reduce(0) { $0 + twips($1, size) }
  }

  /// Gives each column what it must have, and shares out the rest by what they would like.
  private static func shared(
    _ width: Int, _ columns: [(least: Int, natural: Int)], _ size: Int
  ) -> [Int] {
    let rest = width - sum(columns.map(\.least), size)
    let wishes = columns.map { min($0.natural, 80) - $0.least + 1 }
    let all = wishes.reduce(0, +)
    var widths = zip(columns, wishes).map { twips($0.least, size) + rest * $1 / max(1, all) }
    if let last = widths.indices.last { widths[last] += width - widths.reduce(0, +) }
    return widths
  }
}

/// The paper of an official document: A4 with 22 lines of 28 characters; in twips.
enum PaperMeasures {
  static let width = 11_906
  static let height = 16_838
  static let top = 2_098
  static let left = 1_587
  /// 156 mm.
  static let textWidth = 8_844
  /// 225 mm.
  static let textHeight = 12_756
  static let right = width - left - textWidth
  static let bottom = height - top - textHeight
  /// The page number stands 7 mm below the text.
  static let footer = 1_225
  /// A 22nd of the text's height.
  static let line = 579
  /// 二号, 三号, 四号, 五号; in half points.
  static let titleSize = 44
  static let bodySize = 32
  static let pageNumberSize = 28
  static let noteSize = 21
}
