internal import LedgerCore

/// The rows of a table below its header.
struct TableBody {
  private let file: String
  private let index: Int
  private let sorter: RowSorter
  private let unit: AmountUnit
  /// One for each record that a row holds: a case, and its claim beside it.
  private let readers: [RowReader]
  private let unread: UnreadWords
  private var totals: [RunningTotals]
  private var statement = StatementNumbers()
  private var balance = RunningBalance()
  private var hasRows = false
  /// Rows of which it is not certain that they are data, and that follow one another.
  private var uncertain: (first: Int, last: Int)?

  /// - Parameters:
  ///   - layouts: Of the records that a row holds; at least one.
  ///   - titles: The rows before the header.
  ///   - unit: What the table as a whole counts its amounts in.
  ///   - today: The day of the import.
  ///   - index: The number of the table in its import.
  ///   - mapping: What a person said of its columns.
  init(
    _ layouts: [TableLayout], titles: [TableHead.Row], unit: AmountUnit, today: Day, index: Int,
    mapping: ColumnMapping
  ) {
    unread = UnreadWords(layouts, mapping)
    readers = layouts.map { RowReader($0, today: today) }
    totals = layouts.map { RunningTotals($0.kind) }
    sorter = RowSorter(layouts[0], keyCells: readers[0].keyCells, titles: titles)
    file = layouts[0].file
    self.unit = unit
    self.index = index
  }

  /// Reads a row and adds what it brings.
  mutating func read(
    _ row: RawRow, into items: inout [ImportItem], _ vouchers: inout VoucherLines
  ) {
    guard !row.isDamaged else {
      addUnreadable(row.damages(file: file), into: &items)
      return
    }
    if let other = sorter.otherRow(row), !isDoubtful(other) || !readers[0].holdsTyped(row) {
      note(other, row, into: &items)
    } else if isUncertain(row) {
      uncertain = (uncertain?.first ?? row.number, row.number)
      for index in totals.indices { totals[index].addUnreadableRow() }
    } else {
      tellUncertain(into: &items)
      readData(row, into: &items, &vouchers)
    }
  }

  private mutating func readData(
    _ row: RawRow, into items: inout [ImportItem], _ vouchers: inout VoucherLines
  ) {
    hasRows = true
    var seenCells: Set<Int> = []
    for (place, reader) in readers.enumerated() {
      // A case whose claim is not yet made has nothing in its columns.
      if place > 0, reader.isSilent(in: row, except: Set(readers[0].layout.cells)) { continue }
      switch reader.read(row) {
      case .faults(let faults):
        if place == 0 { addUnreadable(faults, into: &items) }
        return
      case .row(var checked):
        totals[place].add(checked)
        switch checked.record.kind {
        case .payments: vouchers.number(&checked, file: index)
        case .bank:
          statement.number(&checked)
          compareBalance(of: checked, reader, row, into: &items)
        default: break
        }
        var faults = checked.faults.filter { !seenCells.contains($0.column ?? 0) }
        if place == 0, let fault = unread.fault(of: row, read: checked.record) {
          items.append(.fault(fault))
          faults.removeAll { $0.column == fault.column }
        }
        if checked.faults.isEmpty {
          items.append(.record(checked.record, checked.place))
        } else {
          items += faults.map(ImportItem.fault)
        }
        seenCells.formUnion(faults.compactMap(\.column))
      }
    }
  }

  /// Warns of a balance that does not follow from the line before.
  private mutating func compareBalance(
    of checked: CheckedRow, _ reader: RowReader, _ row: RawRow, into items: inout [ImportItem]
  ) {
    guard reader.layout.sides[.balance] != nil,
      let text = balance.difference(checked.record.money(.amount), reader.balance(of: row))
    else { return }
    items.append(
      .notice(ImportNotice(file: file, row: row.number, text: text, isWarning: true)))
  }

  private mutating func addUnreadable(_ faults: [ImportFault], into items: inout [ImportItem]) {
    hasRows = true
    tellUncertain(into: &items)
    for index in totals.indices { totals[index].addUnreadableRow() }
    items += faults.map(ImportItem.fault)
  }

  /// The table has come to its end.
  ///
  /// - Parameters:
  ///   - items: Gets what is still to be said.
  ///   - isWhole: Whether it was read to its end.
  mutating func finish(into items: inout [ImportItem], isWhole: Bool) {
    tellUncertain(into: &items)
    if isWhole, !hasRows {
      items.append(.notice(ImportNotice(file: file, text: "只有表头，没有数据行")))
    }
  }
}

extension TableBody {
  /// Tells what a row is that is no data.
  private mutating func note(_ other: OtherRow, _ row: RawRow, into items: inout [ImportItem]) {
    guard let words = other.words else { return }
    tellUncertain(into: &items)
    if case .total(let total) = other {
      hasRows = true
      // The sums of a row are one row of sums, whatever records stand beside one another.
      let notices = zip(totals.indices, readers).map { place, reader in
        totals[place].notice(
          of: total, amounts: reader.amounts(of: row), file: file, row: row.number)
      }
      let notice = notices.first { $0.text != total.skipped } ?? notices.first
      if let notice { items.append(.notice(notice)) }
      return
    }
    items.append(.notice(ImportNotice(file: file, row: row.number, text: words)))
    // A header and a title that come again say what they said before.
    guard isDoubtful(other), other != .titleAgain else { return }
    if let fault = unitFault(below: row) { items.append(.fault(fault)) }
  }

  /// The fault of a line below rows that were read already, when it says another unit than theirs.
  private func unitFault(below row: RawRow) -> ImportFault? {
    for cell in row.ends.indices where !row.isBlank(cell) {
      switch AmountUnit.statement(in: row.text(cell)) {
      case nil: continue
      case .unit(let said) where said == unit: continue
      case .unit(let said):
        return ImportFault(
          file: file, row: row.number, column: cell + 1,
          problem: "表下写着单位是\(said.rawValue)，以上各行却是按\(unit.rawValue)读的", read: hiddenEcho,
          advice: "请把单位写到表头之前或列名后面，例如 金额（\(said.rawValue)）")
      case .unclear:
        return ImportFault(
          file: file, row: row.number, column: cell + 1, problem: "表下提到万元或亿元，说不准是不是金额的单位",
          read: hiddenEcho, advice: "请在列名后面写明单位，例如 金额（元），并删去这一行")
      }
    }
    return nil
  }

  /// Whether what a row is taken for goes by a word alone, which a row of data may hold as well.
  private func isDoubtful(_ other: OtherRow) -> Bool {
    switch other {
    case .signature, .remark, .titleAgain: true
    case .blank, .total, .headerAgain: false
    }
  }

  /// Whether a row without a number has so little that it may be no data.
  private func isUncertain(_ row: RawRow) -> Bool {
    guard let key = readers[0].keyCells.first, key >= row.ends.count || row.isBlank(key) else {
      return false
    }
    let (filled, required) = readers[0].filling(of: row)
    return filled * 2 < required
  }

  /// Tells of rows that may be no data, once for all that follow one another.
  private mutating func tellUncertain(into items: inout [ImportItem]) {
    guard let (first, last) = uncertain else { return }
    uncertain = nil
    hasRows = true
    let kind = readers[0].layout.kind
    let key = kind.keyColumns.first.map(kind.header) ?? ""
    let rows = first == last ? "这一行" : "第 \(first) 至 \(last) 行"
    items.append(
      .fault(
        ImportFault(
          file: file, row: first, column: (readers[0].keyCells.first ?? 0) + 1,
          problem: "\(rows)没有\(key)，其他必填的列也大多空着，不能确定是不是数据", read: hiddenEcho,
          advice: "是数据的，请补\(key)；合计行请写上“合计”，签字、说明请写成“制表人：”“说明：”，或删去")))
  }
}
