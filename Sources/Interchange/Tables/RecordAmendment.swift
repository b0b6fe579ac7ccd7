package import LedgerCore

/// One cell of a record that stands, said anew (更正); an empty text clears it.
package struct AmendedCell: Equatable, Sendable {
  package let column: Column
  package let text: String

  package init(_ column: Column, _ text: String) {
    self.column = column
    self.text = text
  }
}

/// Why a cell cannot be said anew; what was read is not carried.
package struct AmendmentFlaw: OfficerError, Equatable {
  package let column: Column
  package let problem: String
  package let advice: Guidance

  package var description: String { guidance.words }
  package var guidance: Guidance { "\(problem)，账本没有改动：\(advice)" }
}

extension TableRecord {
  /// The record with some of its cells said anew, under the checks of a row that is imported.
  ///
  /// - Parameters:
  ///   - cells: Of columns that are no part of the key; of two for one column the later counts.
  ///   - today: The day of the act: a fact of a later day has not happened.
  /// - Returns: The record as it would stand.
  /// - Throws: ``AmendmentFlaw`` for the first cell that cannot stand, alone or beside the others.
  package func amended(
    _ cells: [AmendedCell], today: Day
  ) throws(AmendmentFlaw) -> TableRecord {
    var record = self
    for cell in cells {
      guard let spec = kind.columns.first(where: { $0.column == cell.column }) else { continue }
      guard !kind.keyColumns.contains(cell.column) else {
        throw flaw(cell.column, "\(spec.header)是编号，不能更正", "登记错了编号的，请作废后重新登记；案件改号")
      }
      record[cell.column] = try value(of: cell, spec, today)
    }
    let isEndNamed = cells.contains { $0.column == .outcome }
    if kind == .cases, record[.closedOn] == nil, !isEndNamed { record[.outcome] = nil }
    try record.checkAcrossCells()
    return record
  }

  private func value(
    of cell: AmendedCell, _ spec: ColumnSpec, _ today: Day
  ) throws(AmendmentFlaw) -> CellValue? {
    let text = cell.text.trimmed
    guard !text.isEmpty else {
      guard spec.isRequired else { return nil }
      throw flaw(spec.column, "\(spec.header)不能为空", "请填写\(spec.header)")
    }
    let value: CellValue
    do {
      value = try spec.value(of: text, ColumnWords())
    } catch {
      throw flaw(spec.column, error.problem, error.advice)
    }
    if case .day(let day) = value, day > today {
      throw flaw(spec.column, "\(spec.header)在今天（\(today)）之后，还没有发生", "请核对日期")
    }
    if spec.column.isName, isMasked(text) {
      throw flaw(spec.column, "\(spec.header)是隐去了的姓名，不是全名", "请填写全名")
    }
    return value
  }

  /// What the cells of a record must be to one another.
  private func checkAcrossCells() throws(AmendmentFlaw) {
    switch kind {
    case .cases:
      if self[.outcome] != nil, self[.closedOn] == nil {
        throw flaw(.outcome, "没有结案日期，不能写结案方式", "请补结案日期，或清空结案方式")
      }
    case .claims:
      try checkTogether(.approvedOn, .approvedAmount)
      try checkTogether(.returnedOn, .returnReason)
    case .appropriations:
      if let origin = year(.originYear), let year = year(.fiscalYear), origin > year {
        throw flaw(.originYear, "结转自年度晚于预算年度 \(year)", "请写钱款原来的年度，或清空")
      }
    default: break
    }
  }

  private func checkTogether(_ first: Column, _ second: Column) throws(AmendmentFlaw) {
    guard (self[first] == nil) != (self[second] == nil) else { return }
    let (empty, filled) = self[first] == nil ? (first, second) : (second, first)
    throw flaw(
      empty, "\(kind.header(of: filled))和\(kind.header(of: empty))要一起填写",
      "请补\(kind.header(of: empty))，或一起清空")
  }

  private func flaw(_ column: Column, _ problem: String, _ advice: String) -> AmendmentFlaw {
    AmendmentFlaw(column: column, problem: problem, advice: Guidance(advice))
  }
}
