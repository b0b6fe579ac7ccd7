/// A table as a head and rows of figures of one width.
struct TableShape {
  let width: Int
  /// The rows of figures, without rows of blanks and rows of words alone.
  let rows: [Grid.Row]
  /// The words over each column.
  let headers: [String]
  /// Whether its figures are amounts in 万元 or the like, which were rounded.
  let isRounded: Bool
  /// Rows without figures below the head: notes, amounts in words.
  let notes: [Grid.Row]

  /// Reads a grid; nil where its rows have different numbers of cells.
  ///
  /// - Parameters:
  ///   - grid: The table.
  ///   - isInLargeUnit: Whether the words before it name a unit such as 万元.
  init?(_ grid: Grid, isInLargeUnit: Bool) {
    var widths: [Int: Int] = [:]
    for row in grid.rows where row.hasFigures { widths[row.cells.count, default: 0] += 1 }
    guard let width = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key, width > 1,
      let first = grid.rows.firstIndex(where: Self.isData)
    else { return nil }
    let below = grid.rows[first...]
    let data = below.filter(\.hasFigures)
    guard data.allSatisfy({ $0.cells.count == width }) else { return nil }
    self.width = width
    rows = data
    notes = below.filter { !$0.hasFigures && $0.cells.contains(where: \.isWords) }
    let heads = grid.rows[..<first].filter { $0.cells.count == width }
    headers = (0..<width).map { column in
      var words: [String] = []
      for row in heads where words.last != row.cells[column].key {
        words.append(row.cells[column].key)
      }
      return words.joined()
    }
    let words = grid.rows.flatMap(\.cells).filter(\.isWords).map { Array($0.key.unicodeScalars) }
    let isLarge = isInLargeUnit || words.contains { Self.largeUnits.isFound(in: $0[...]) }
    let isYuan = words.contains { Self.yuan.isFound(in: $0[...]) }
    let hasDecimals = data.contains { row in
      row.cells.contains { ($0.number?.exponent ?? 0) < 0 }
    }
    isRounded = isLarge || hasDecimals && !isYuan
  }

  private static func isData(_ row: Grid.Row) -> Bool {
    row.hasFigures && row.cells.count { $0.isWords } * 2 <= row.cells.count + 1
  }

  /// The words of a row that say what it is.
  func label(_ row: Grid.Row) -> String { row.cells.first { $0.isWords }?.key ?? "" }

  func isTotal(_ row: Grid.Row) -> Bool { Self.isTotal(label(row)) }

  /// Whether the rows are days or months, of which balances are not added.
  var isByTime: Bool {
    let labels = rows.filter { !isTotal($0) }.map { label($0) }
    return labels.count { label in
      Self.times.isFound(in: Array(label.unicodeScalars)[...])
        || label.split(separator: "-").count == 2 && label.contains(where: \.isNumber)
    } * 2 > labels.count
  }

  static func isTotal(_ words: String) -> Bool {
    let bare = words.split(separator: "（").first ?? ""
    return bare == "全年" || ["合计", "总计", "小计", "总数", "共计"].contains { bare.hasSuffix($0) }
  }

  /// The columns whose head holds one of some words.
  func columns(_ words: Words) -> [Int] {
    headers.indices.filter { words.isFound(in: Array(headers[$0].unicodeScalars)[...]) }
  }

  private static let largeUnits = Words("万元 亿元 千元 百万 万人 万件 万吨")
  private static let yuan = Words("单位：元 （元） 元/ 元）", notIn: "万元 亿元 千元 百万元")
  private static let times = Words("1月 2月 3月 4月 5月 6月 7月 8月 9月 0月 季度 年度 上旬 中旬 下旬 2年 1年 3年 4年 5年 6年")
}

extension Grid.Row {
  var hasFigures: Bool { cells.contains { $0.number != nil } }
}
