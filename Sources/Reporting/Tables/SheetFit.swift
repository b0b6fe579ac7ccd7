import LedgerCore

/// How a table is set so that its rows fit on a sheet of A4, by what stands in its cells.
enum SheetFit: String, CaseIterable, Sendable {
  /// In the type of all tables.
  case plain
  /// In smaller type, for many columns.
  case wide
  /// In the smallest type.
  case dense
  /// In the smallest type, on a sheet laid across.
  case broad

  init(_ table: ReportTable) {
    guard table.columns.count >= Self.wideColumns else {
      self = .plain
      return
    }
    let widths = Self.widths(of: table)
    self =
      [.wide, .dense].first { fit in
        widths.reduce(0) { $0 + $1 * fit.characterWidth + fit.padding } <= Self.sheetWidth
      } ?? .broad
  }

  /// The classes of the element: each look adds to the one before.
  var classes: [String] {
    Self.allCases.prefix { $0 != self }.dropFirst().map(\.rawValue)
      + (self == .plain ? [] : [rawValue])
  }

  private static let wideColumns = 9

  /// What an upright sheet holds between its margins; so are all lengths here, in hundredths of a
  /// millimetre.
  private static let sheetWidth = 178_00

  /// A digit, or half a Chinese character, with what the fonts in use differ.
  private var characterWidth: Int { self == .dense ? 1_36 : 1_55 }

  /// What stands beside the text of a cell.
  private var padding: Int { self == .dense ? 1_10 : 2_00 }

  /// How many narrow characters each column needs at least: figures are not broken, words are.
  private static func widths(of table: ReportTable) -> [Int] {
    let rows = table.rows + (table.totals.map { [$0] } ?? [])
    let name = table.columns.firstIndex { !$0.isNumeric }
    return table.columns.enumerated().map { index, column in
      let cells = rows.map { displayWidth($0[index].forPeople) }
      let width = (cells + [displayWidth(column.title)]).max() ?? 0
      return column.isNumeric ? width : min(width, index == name ? nameWidth : wordWidth)
    }
  }

  /// The column that names the rows, and other columns of words.
  private static let nameWidth = 18
  private static let wordWidth = 12
}
