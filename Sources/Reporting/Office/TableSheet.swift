import LedgerCore
import OfficeFiles

/// A table as the rows of a sheet: heading, typed cells, totals as formulas, notes.
enum TableSheet {
  /// In half-width characters: what is wider breaks into lines.
  ///
  /// The narrower ones are for tables that would not fit even on turned paper.
  private static let widestTexts = [40, 30, 22]
  private static let landscapeWidth = 136
  private static let leastWidth = 6
  /// Room for a signature.
  private static let handWidth = 14
  /// What is wider than this is printed on turned paper.
  private static let portraitWidth = 90
  /// A cell keeps so many digits exactly.
  private static let exactDigitsMax = 15

  /// An empty sheet with columns as wide as a table needs them.
  static func sheet(named name: String, asWideAs table: ReportTable?) -> Workbook.Sheet {
    guard let table else {
      return Workbook.Sheet(name: name, columnWidths: [portraitWidth], isLandscape: false)
    }
    let rows = table.rows + (table.totals.map { [$0] } ?? [])
    let natural = table.columns.indices.map { column in
      let cells = rows.map { displayWidth($0[column].forPeople) }
      let least = table.columns[column].isForHand ? handWidth : leastWidth
      return max(least, displayWidth(table.columns[column].title), cells.max() ?? 0)
    }
    var widths = natural
    for widest in widestTexts {
      widths = zip(natural, table.columns).map { $1.isNumeric ? $0 : min($0, widest) }
      if widths.reduce(0, +) <= landscapeWidth { break }
    }
    return Workbook.Sheet(
      name: name, columnWidths: widths, isLandscape: widths.reduce(0, +) > portraitWidth)
  }

  static func add(_ look: Workbook.Look, _ text: String, to sheet: inout Workbook.Sheet) {
    sheet.rows.append(Workbook.Row(look, spanning: text))
  }

  /// Adds names with what stands for them, a line each.
  static func add(_ facts: [(name: String, value: String)], to sheet: inout Workbook.Sheet) {
    for fact in facts { add(.sentence, "\(fact.name)：\(printable(fact.value))", to: &sheet) }
  }

  /// Adds a table without its title.
  static func add(_ table: ReportTable, to sheet: inout Workbook.Sheet) {
    sheet.headerRow = sheet.rows.count
    sheet.rows.append(Workbook.Row(.header, table.columns.map { .text(printable($0.title)) }))
    let first = sheet.rows.count
    sheet.rows += table.rows.map { Workbook.Row(.body, $0.map(cell)) }
    let rows = first..<sheet.rows.count
    if table.rows.isEmpty { add(.sentence, "（无）", to: &sheet) }
    if let totals = table.totals {
      let cells = totals.indices.map { column in
        total(totals[column], of: table.rows.map { $0[column] }, rows)
      }
      sheet.rows.append(Workbook.Row(.total, cells))
    }
    for note in table.notes { add(.note, "注：" + printable(note), to: &sheet) }
  }

  private static func cell(_ cell: ReportTable.Cell) -> Workbook.Cell {
    switch cell.value {
    case .text, .term: cell.forFiles.isEmpty ? .empty : .text(cell.forFiles)
    case .money(let money?): number(money.yuanText, .money)
    case .wan(let wan?): number(wan.text, .plain)
    case .count(let count?): number("\(count)", .count)
    case .percent(let percent?): number(percent.fractionText, .percent)
    case .money(nil), .wan(nil), .count(nil), .percent(nil): .empty
    }
  }

  /// A number cell; an amount of more digits than a cell keeps stays exact as text.
  private static func number(_ decimal: String, _ look: Workbook.NumberLook) -> Workbook.Cell {
    let digits = decimal.utf8.count { (0x30...0x39).contains($0) }
    return digits <= exactDigitsMax ? .number(decimal, look) : .text(decimal)
  }

  /// A total: a formula where it is the sum of its column, else the value that stands for itself.
  private static func total(
    _ total: ReportTable.Cell, of column: [ReportTable.Cell], _ rows: Range<Int>
  ) -> Workbook.Cell {
    guard case .number(let decimal, let look) = cell(total), !rows.isEmpty,
      column.allSatisfy({ if case .text = cell($0) { false } else { true } }),
      let parts = total.summand, let sum = sum(of: column), sum == parts
    else { return cell(total) }
    return .sum(rows: rows, decimal, look)
  }

  /// The sum of a column of one kind; nil on overflow.
  private static func sum(of column: [ReportTable.Cell]) -> Int64? {
    column.reduce(0) { (sum: Int64?, cell) in
      guard let sum else { return nil }
      // What is not known is an empty cell, which a sum passes over.
      let (next, overflow) = sum.addingReportingOverflow(cell.summand ?? 0)
      return overflow ? nil : next
    }
  }
}

extension ReportTable.Cell {
  /// The value in its smallest unit, of a kind that may be added up.
  ///
  /// Percentages may not: a rate of the whole is no sum of rates.
  fileprivate var summand: Int64? {
    switch value {
    case .money(let money): money?.fen
    case .wan(let wan): wan?.hundredths
    case .count(let count): count.map(Int64.init)
    case .text, .term, .percent: nil
    }
  }
}

extension Percent {
  /// The part of one: `0.9807` for 98.07%.
  fileprivate var fractionText: String {
    let magnitude = basisPoints.magnitude
    let decimals = "\(magnitude % 10_000)"
    let zeros = String(repeating: "0", count: 4 - decimals.count)
    return "\(basisPoints < 0 ? "-" : "")\(magnitude / 10_000).\(zeros)\(decimals)"
  }
}
