import LedgerCore

/// What a table was taken for (识别结果): a person looks at it before its rows are entered.
package struct RecognisedTable: Equatable, Sendable {
  /// The file as it was named, with its sheet.
  package let file: String
  /// The kinds of rows that it holds: one, or a case and its claim side by side.
  package private(set) var kinds: [TableKind] = []
  /// How many rows of data were read so far.
  package private(set) var rowCount = 0
  private var columns: [RecognisedColumn]
  /// How many columns are the days of a month's duty sheet.
  package private(set) var dayCount = 0
  /// The columns of the ledger's tables that this one does not have.
  package private(set) var absent: [String] = []

  /// So many rows are shown.
  package static let samplesMax = 3

  private var layouts: [TableLayout] = []
  private var sampledRows: [Int] = []
  private var lastRow: Int?

  fileprivate init(_ layout: TableLayout) {
    file = layout.file
    columns = layout.headers.map(RecognisedColumn.init)
    dayCount = layout.dayCells.count
  }

  /// The columns that have a name, in their order, without those that are days.
  package var named: [RecognisedColumn] {
    let days = layouts.first?.dayCells ?? []
    return columns.enumerated().filter { cell, column in
      !column.header.isEmpty && !days.contains(cell)
    }.map(\.element)
  }

  /// The columns as which one of this table may be read.
  package var possibleFields: [String] {
    kinds.flatMap { $0.columns.map(\.header) }.reduce(into: []) { fields, field in
      if !fields.contains(field) { fields.append(field) }
    }
  }

  fileprivate mutating func see(_ record: TableRecord, _ place: RowPlace) {
    if !layouts.contains(where: { $0 === place.layout }) { add(place.layout) }
    if lastRow != place.row {
      lastRow = place.row
      rowCount += 1
      if sampledRows.count < Self.samplesMax { sampledRows.append(place.row) }
    }
    guard sampledRows.last == place.row else { return }
    for (slot, spec) in place.kind.columns.enumerated() where place.layout.cells[slot] >= 0 {
      let cell = place.layout.cells[slot]
      guard columns.indices.contains(cell), columns[cell].samples.count < sampledRows.count
      else { continue }
      columns[cell].samples.append(record[slot: slot].map { Self.shown($0, spec.column) } ?? "")
    }
  }

  private mutating func add(_ layout: TableLayout) {
    layouts.append(layout)
    guard !kinds.contains(layout.kind) else { return }
    kinds.append(layout.kind)
    for (slot, spec) in layout.kind.columns.enumerated() {
      let cell = layout.cells[slot]
      if columns.indices.contains(cell) {
        guard !columns[cell].fields.contains(spec.header) else { continue }
        columns[cell].fields.append(spec.header)
      } else if layout.fills[slot] == nil, layout.dayCells.isEmpty, !absent.contains(spec.header) {
        absent.append(spec.header)
      }
    }
    for (side, cell) in layout.sides.sorted(by: { $0.value < $1.value })
    where columns.indices.contains(cell) {
      columns[cell].fields.append(side.title)
    }
  }

  private static func shown(_ value: CellValue, _ column: Column) -> String {
    switch column {
    case .payee: maskedPayee(value.text)
    case .recipient, .lawyer, .submittedBy, .approvedBy, .explainedBy, .confirmedBy, .setAsideBy:
      maskedPerson(value.text)
    default: excerpt(value.text, scalarsMax: 24)
    }
  }
}

/// One column of a table that was recognised.
package struct RecognisedColumn: Equatable, Sendable {
  /// Its name as it stands there.
  package let header: String
  /// The columns of the ledger as which it is read; none where it is not read.
  package fileprivate(set) var fields: [String] = []
  /// What the first rows say in it, as it was read; names are masked.
  package fileprivate(set) var samples: [String] = []

  fileprivate init(header: String) { self.header = excerpt(header, scalarsMax: 40) }
}

/// What the tables of an import were taken for, as their rows come.
package struct RecognisedTables: Sendable {
  package private(set) var tables: [RecognisedTable] = []

  package init() {}

  /// Sees the next row.
  package mutating func see(_ record: TableRecord, _ place: RowPlace) {
    if tables.last?.file != place.file { tables.append(RecognisedTable(place.layout)) }
    tables[tables.count - 1].see(record, place)
  }
}

extension SideColumn {
  fileprivate var title: String {
    switch self {
    case .debitAmount: "借方金额"
    case .creditAmount: "贷方金额"
    case .balance: "余额"
    }
  }
}
