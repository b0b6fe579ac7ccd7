package import Reconciliation

/// Which figure a printed number is: its name, and the period it is of.
///
/// Equal references stand for equal values, wherever they are printed.
package struct FigureReference: Hashable, Sendable {
  package let name: FigureName
  package let period: Period

  package init(name: FigureName, period: Period) {
    self.name = name
    self.period = period
  }
}

extension Figures {
  /// A figure as a cell of a table: an amount in yuan, a count or a rate.
  func cell(_ name: FigureName) -> ReportTable.Cell {
    let figure = self[name]
    let cell: ReportTable.Cell =
      switch name.kind {
      case .money: .money(figure.money)
      case .count: .count(figure.count)
      case .rate: .percent(figure.rate)
      }
    return cell.being(name, in: period)
  }

  /// A figure in 万元 as a cell of a table.
  func wanCell(_ name: FigureName) -> ReportTable.Cell {
    ReportTable.Cell.wan(wan(name)).being(name, in: period)
  }
}
