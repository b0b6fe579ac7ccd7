import LedgerCore

/// What a picture shows of a table: each number in it is a cell of that table, or no number at all.
package struct Picture: Sendable {
  /// The identifier of the table.
  package let table: String
  let title: String
  /// The column that names the rows; where two rows have one name, the second column tells them.
  let name: String
  let secondName: String?
  let bars: [Bar]

  /// The columns of one bar of each row.
  package struct Bar: Sendable {
    let title: String
    /// Its parts end to end, each a column.
    let parts: [Part]
    /// The column that is printed beside it.
    let printed: String
    let printedTitle: String

    /// A bar that shows one column and prints it.
    package static func column(
      _ column: String, _ title: String, _ look: Hatching, unit: String
    ) -> Bar {
      Bar(
        title: title, parts: [Part(column: column, title: title, look: look)], printed: column,
        printedTitle: unit)
    }
  }

  /// A column drawn as a part of a bar.
  package struct Part: Sendable {
    let column: String
    let title: String
    let look: Hatching
  }

  package init(
    of table: String, _ title: String, name: String, or secondName: String? = nil, _ bars: [Bar]
  ) {
    self.table = table
    self.title = title
    self.name = name
    self.secondName = secondName
    self.bars = bars
  }

  /// So many rows at most stand in one picture, to stay on a sheet.
  private static let rowsMax = 40

  /// The picture of a table, in several of nearly the same size where it has too many rows for one.
  ///
  /// - Returns: None when nothing can be drawn: no rows, nothing but zeros, or no such columns.
  package func charts(of table: ReportTable) -> [BarChart] {
    guard let rows = rows(of: table) else { return [] }
    let whole = chart(rows, in: table, title: title, number: 1)
    guard !whole.isBlank else { return [] }
    let count = (rows.count + Self.rowsMax - 1) / Self.rowsMax
    guard count > 1 else { return [whole] }
    return (0..<count).map { index in
      let part = rows[(rows.count * index / count)..<(rows.count * (index + 1) / count)]
      return chart(
        Array(part), in: table, title: "\(title)（之 \(index + 1)，共 \(count)）", number: index + 1)
    }
  }

  private func chart(
    _ rows: [BarChart.Row], in table: ReportTable, title: String, number: Int
  ) -> BarChart {
    let shown = bars.lazy.flatMap(\.parts).map(\.column)
    let isCount = table.rows.first.map { row in
      table.columns.indices.contains { index in
        guard case .count = row[index].value else { return false }
        return shown.contains(table.columns[index].key)
      }
    }
    let column = bars.first?.parts.first?.column ?? ""
    return BarChart(
      id: "\(table.id)-\(column)-\(number)".replacing("_", with: "-"), title: title,
      unit: isCount == true ? .cases : .fen,
      bars: bars.map { bar in
        BarChart.Bar(
          title: bar.title,
          parts: bar.parts.map { BarChart.Part(title: $0.title, look: $0.look) },
          printedTitle: bar.printedTitle)
      },
      rows: rows)
  }

  private func rows(of table: ReportTable) -> [BarChart.Row]? {
    guard let name = table.index(of: name) else { return nil }
    var columns: [(parts: [Int], printed: Int)] = []
    for bar in bars {
      let parts = bar.parts.compactMap { table.index(of: $0.column) }
      guard parts.count == bar.parts.count, let printed = table.index(of: bar.printed) else {
        return nil
      }
      columns.append((parts, printed))
    }
    let second = secondName.flatMap(table.index)
    let names = table.rows.map { $0[name].forPeople }
    let times = names.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    return zip(table.rows, names).map { row, name in
      let isAlone = times[name] == 1
      let more = isAlone ? nil : second.map { " " + row[$0].forPeople }
      return BarChart.Row(
        name: name + (more ?? ""),
        values: columns.map { column in
          BarChart.Value(
            parts: column.parts.map { row[$0].drawn }, printed: row[column.printed].forPeople,
            figure: row[column.printed].figure)
        })
    }
  }
}

extension ReportTable {
  /// The place of the column of a key.
  func index(of key: String) -> Int? {
    columns.firstIndex { $0.key == key }
  }
}

extension ReportTable.Cell {
  /// What a bar shows of the cell: nothing of words and of what is not known.
  fileprivate var drawn: Int64 {
    switch value {
    case .money(let money): money?.fen ?? 0
    case .count(let count): Int64(count ?? 0)
    case .text, .term, .wan, .percent: 0
    }
  }
}
