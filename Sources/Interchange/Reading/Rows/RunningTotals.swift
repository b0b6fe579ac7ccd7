internal import LedgerCore

/// Adds up the amounts of a file's rows and compares them with its total rows (合计行).
struct RunningTotals {
  /// The sums of one column; nil once an amount could not be read or the sum overflowed.
  private struct Sums {
    let column: Column
    var fromStart: Money? = .zero
    /// What it was at the total rows before, the last ones; a part may begin at each of them.
    var atTotals: [Money] = []

    mutating func add(_ amount: Money) {
      fromStart = fromStart.flatMap { try? $0 + amount }
    }

    mutating func spoil() {
      fromStart = nil
    }

    /// A total row was passed.
    mutating func mark() {
      guard let fromStart, atTotals.last != fromStart else { return }
      atTotals.append(fromStart)
      if atTotals.count > RunningTotals.marksMax { atTotals.removeFirst() }
    }
  }

  /// A year has twelve months, four quarters, and as many pages.
  private static let marksMax = 24

  private let kind: TableKind
  private var sums: [Sums]

  init(_ kind: TableKind) {
    self.kind = kind
    sums = kind.totalledColumns.map { Sums(column: $0) }
  }

  /// Adds a row's amounts; a reversal's counts as minus.
  mutating func add(_ row: CheckedRow) {
    let isReversal = kind == .payments && row.isFilled(.reversesVoucher)
    for index in sums.indices {
      let column = sums[index].column
      guard let amount = row.record.money(column) else {
        if row.isFilled(column) { sums[index].spoil() }
        continue
      }
      sums[index].add(isReversal ? Money(fen: -amount.fen) : amount)
    }
  }

  /// A row could not be read: no total can be compared any more.
  mutating func addUnreadableRow() {
    for index in sums.indices { sums[index].spoil() }
  }

  /// The notice about a total row, which is skipped; a warning where its amounts do not agree.
  mutating func notice(
    of total: TotalRow, amounts: [RowReader.CellText], file: String, row: Int
  ) -> ImportNotice {
    var differences: [String] = []
    var agreeing: [String] = []
    for cell in amounts where !cell.text.isEmpty || cell.isUncalculated {
      guard let sum = sums.first(where: { $0.column == cell.column }) else { continue }
      let header = kind.header(of: cell.column)
      if let difference = difference(of: cell, from: sum, total) {
        differences.append(header + difference)
      } else {
        agreeing.append(header)
      }
    }
    for index in sums.indices { sums[index].mark() }
    var text = total.skipped
    if !agreeing.isEmpty { text += "，\(agreeing.joined(separator: "、"))与以上各行相符" }
    if !differences.isEmpty { text += "；\(differences.joined(separator: "；"))" }
    return ImportNotice(file: file, row: row, text: text, isWarning: !differences.isEmpty)
  }

  private func difference(
    of cell: RowReader.CellText, from sum: Sums, _ total: TotalRow
  ) -> String? {
    guard !cell.isUncalculated else { return "是公式，文件里没有结果，没有核对" }
    guard let stated = try? Money(cell: cell.text, in: cell.unit) else { return "无法识别，没有核对" }
    guard let computed = sum.fromStart else { return "没有核对：以上有无法识别的金额" }
    if stated == computed { return nil }
    if total.isOfPart, sum.atTotals.contains(where: { (try? computed - $0) == stated }) {
      return nil
    }
    guard let difference = try? stated - computed else { return "超出可计算的范围" }
    return "与以上各行之和不符：写的是 \(stated.groupedYuanText)，"
      + "各行之和是 \(computed.groupedYuanText)，相差 \(difference.groupedYuanText)"
  }
}
