internal import LedgerCore

/// Turns the rows of one file into checked records.
struct RowReader {
  enum Reading {
    case row(CheckedRow)
    case faults([ImportFault])
  }

  /// The text of a totalled column in a total row.
  struct CellText {
    let column: Column
    let text: String
    let unit: AmountUnit
    /// Whether it is a formula whose result is not in the file.
    let isUncalculated: Bool
  }

  let layout: TableLayout
  private let columns: [ColumnSpec]
  /// The cells with the numbers of a row.
  let keyCells: [Int]
  /// The cells with an amount, in the order of the kind's columns.
  private let amountCells: [Int]
  /// The cells of the header without a name, in which nothing may stand.
  private let unnamedCells: [Int]
  private let today: Day
  private let keySlots: [Int]

  /// - Parameters:
  ///   - layout: Where the columns stand.
  ///   - today: The day of the import: a fact of a later day has not happened.
  init(_ layout: TableLayout, today: Day) {
    self.today = today
    self.layout = layout
    columns = layout.kind.columns
    keySlots = layout.kind.keyColumns.compactMap(layout.kind.slot)
    keyCells = layout.kind.keyColumns.compactMap { layout.position(of: $0).map { $0 - 1 } }
    amountCells = zip(layout.kind.columns, layout.cells).compactMap { spec, cell in
      if case .money = spec.type, cell >= 0 { cell } else { nil }
    }
    unnamedCells = layout.headers.indices.prefix(layout.width).filter { layout.headers[$0].isEmpty }
  }

  /// Reads a row of data; all that is wrong with it comes out, not only the first.
  ///
  /// - Parameter row: A row that is not damaged and of which ``RowSorter`` says that it is data.
  /// - Returns: What it says, or why its cells have slipped.
  func read(_ row: RawRow) -> Reading {
    let place = RowPlace(layout: layout, row: row.number)
    let last = row.ends.indices.last { !row.isBlank($0) } ?? 0
    if let fault = surplusCells(of: row, last: last, place) { return .faults([fault]) }
    return .row(checked(row, place))
  }

  private func checked(_ row: RawRow, _ place: RowPlace) -> CheckedRow {
    var checked = CheckedRow(record: TableRecord(layout.kind), place: place, row: row)
    for (slot, spec) in columns.enumerated() {
      let cell = layout.cells[slot]
      let text =
        cell >= 0 ? (cell < row.ends.count ? row.text(cell) : "") : layout.fills[slot] ?? ""
      if cell < 0, layout.kind == .bank, read(spec, slot, besides: row, into: &checked) { continue }
      if !row.marks.isEmpty, let mark = row.mark(ofCell: cell),
        let flaw = spec.flaw(of: mark, isEmpty: text.isEmpty)
      {
        if !text.isEmpty { checked.fill(slot) }
        checked.addFault(spec.column, flaw.problem, advice: flaw.advice)
        continue
      }
      if text.isEmpty {
        if spec.isRequired {
          checked.addFault(
            spec.column, "\(spec.header)不能为空", advice: "请填写\(spec.header)")
        }
        continue
      }
      checked.fill(slot)
      if cell >= 0, keySlots.contains(slot), row.mayHideSomething(cell),
        let flaw = spec.flaw(ofOwn: String(decoding: row.cell(cell), as: UTF8.self))
      {
        checked.addFault(spec.column, flaw.problem, advice: flaw.advice)
        continue
      }
      do {
        let value = try spec.value(of: text, layout.words[slot])
        checked.record[slot: slot] = value
        keepManner(text, value, spec.column, in: &checked.record)
        if case .day(let day) = value, day > today { checked.addFuture(spec, today) }
      } catch {
        checked.addFault(spec.column, error.problem, advice: error.advice)
      }
    }
    checked.checkAcrossCells(today: today)
    return checked
  }

  /// Keeps in what manner a case was closed where the outcome says it: 判决 is 办结, and more.
  private func keepManner(
    _ text: String, _ value: CellValue, _ column: Column, in record: inout TableRecord
  ) {
    guard column == .outcome, value.text == Outcome.closed.rawValue,
      normalized(text) != value.text, layout.position(of: .closingManner) == nil
    else { return }
    record[.closingManner] = .text(printable(text))
  }

  /// Reads what a bank's statement says in other columns than ours; false for every other column.
  private func read(
    _ spec: ColumnSpec, _ slot: Int, besides row: RawRow, into checked: inout CheckedRow
  ) -> Bool {
    switch spec.column {
    case .bankReference: return true  // Given when it is known which of equal lines it is.
    case .amount where !layout.sides.isEmpty:
      do {
        checked.record[slot: slot] = .money(try statementAmount(of: row, spec, slot))
        checked.fill(slot)
      } catch {
        checked.addFault(spec.column, error.problem, advice: error.advice)
      }
      return true
    default: return false
    }
  }

  /// What went out, or came back with a minus; a zero is no amount.
  private func statementAmount(
    of row: RawRow, _ spec: ColumnSpec, _ slot: Int
  ) throws(CellFlaw) -> Money {
    var amounts: [Money] = []
    for (side, sign) in [(SideColumn.debitAmount, Int64(1)), (.creditAmount, -1)] {
      guard let cell = layout.sides[side], cell < row.ends.count, !row.isBlank(cell) else {
        continue
      }
      let text = row.text(cell)
      guard !["-", "--", "—"].contains(text) else { continue }
      let amount: Money
      do {
        amount = try Money(cell: text, in: layout.words[slot].unit)
      } catch {
        throw CellFlaw("\(layout.headers[cell])：\(error.description)", advice: error.advice)
      }
      if amount != .zero { amounts.append(Money(fen: sign * amount.fen)) }
    }
    guard let amount = amounts.first else {
      throw CellFlaw("借方和贷方都没有金额", advice: "请核对这一行；没有发生额的行请删去")
    }
    guard amounts.count == 1 else {
      throw CellFlaw("借方和贷方都有金额", advice: "一行只能是支出或收入，请分成两行")
    }
    return amount
  }

  /// What was left in the account after a row, where the table says it.
  func balance(of row: RawRow) -> Money? {
    guard let cell = layout.sides[.balance], cell < row.ends.count, !row.isBlank(cell) else {
      return nil
    }
    let ofAmounts = layout.kind.slot(of: .amount).map { layout.words[$0].unit }
    let unit = HeaderName(layout.headers[cell]).unit ?? ofAmounts ?? .yuan
    return try? Money(cell: row.text(cell), in: unit)
  }

  /// The fault of a row with more cells than the header: mostly an amount with an unquoted comma.
  private func surplusCells(of row: RawRow, last: Int, _ place: RowPlace) -> ImportFault? {
    let unnamed = unnamedCells.first { $0 < row.ends.count && !row.isBlank($0) }
    if let cell = unnamed ?? (layout.parting == .sheet && last >= layout.width ? last : nil) {
      return ImportFault(
        file: layout.file, row: row.number, column: cell + 1, problem: "这一列没有表头，却有内容",
        read: hiddenEcho, advice: "请给这一列写上列名，或删去其中的内容")
    }
    guard layout.parting != .sheet else { return nil }
    let parted = layout.parting == .commas ? partedAmount(in: row) : nil
    if last >= layout.width || row.ends.count > layout.rawWidth && parted != nil {
      return ImportFault(
        file: layout.file, row: row.number, column: min(last, layout.width) + 1,
        problem: "这一行的格子比表头多，各列已经错位",
        read: "读到 \(max(last + 1, row.ends.count)) 格，表头 \(layout.width) 格",
        advice: "带千分位逗号的金额要加英文双引号，例如 \"1,500.00\"")
    }
    // Nor may the end of an amount be read as something else, in a row that lacks its last cell.
    guard let parted, takesEndOfAmount(parted + 1, in: row) else { return nil }
    return ImportFault(
      file: layout.file, row: row.number, column: parted + 1,
      problem: "金额像被千分位逗号分成了两格，后面各列会错位", read: hiddenEcho,
      advice: "带千分位逗号的金额要加英文双引号，例如 \"1,500.00\"；后一格本来就是三位数字的，请在其中加几个字")
  }

  /// The cell of an amount that looks like `1` with `500` in the next cell; nil for none.
  private func partedAmount(in row: RawRow) -> Int? {
    amountCells.first { cell in
      guard cell + 1 < row.ends.count else { return false }
      let whole = row.cell(cell).drop { !isDigit($0) }
      let next = row.cell(cell + 1)
      return (1...3).contains(whole.count) && whole.allSatisfy(isDigit)
        && next.count >= 3 && next.prefix(3).allSatisfy(isDigit)
        && (next.count == 3 || !isDigit(next[next.startIndex + 3]))
    }
  }

  /// Whether a cell would take the end of an amount for something else: a text does, and a column
  /// that is not read, in which a count may stand but hardly `500.00` beside `1`.
  private func takesEndOfAmount(_ cell: Int, in row: RawRow) -> Bool {
    guard let slot = layout.cells.firstIndex(of: cell) else {
      return row.cell(cell).count > 3 && !layout.sides.values.contains(cell)
    }
    if case .text = columns[slot].type { return true }
    return false
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte)
  }
}

extension RowReader {
  /// The amounts of a row of sums.
  func amounts(of row: RawRow) -> [CellText] {
    layout.kind.totalledColumns.compactMap { column in
      guard let slot = layout.kind.slot(of: column) else { return nil }
      let cell = layout.cells[slot]
      guard cell >= 0, cell < row.ends.count else { return nil }
      return CellText(
        column: column, text: row.text(cell), unit: layout.words[slot].unit,
        isUncalculated: row.mark(ofCell: cell) == .uncalculated)
    }
  }

  /// Whether a row says nothing of this kind in other cells than some.
  func isSilent(in row: RawRow, except kept: Set<Int>) -> Bool {
    !layout.cells.contains { cell in
      cell >= 0 && !kept.contains(cell) && cell < row.ends.count && !row.isBlank(cell)
    }
  }

  /// Whether a required day, amount or term of a row can be read: no line under a table has one.
  func holdsTyped(_ row: RawRow) -> Bool {
    columns.indices.contains { slot in
      let cell = layout.cells[slot]
      guard columns[slot].isRequired, columns[slot].isTyped, cell >= 0, cell < row.ends.count,
        !row.isBlank(cell)
      else { return false }
      return (try? columns[slot].value(of: row.text(cell), layout.words[slot])) != nil
    }
  }

  /// How many required cells a row fills, and how many there are.
  func filling(of row: RawRow) -> (filled: Int, required: Int) {
    let required = zip(columns, layout.cells).filter { $0.isRequired && $1 >= 0 }.map(\.1)
    return (required.count { $0 < row.ends.count && !row.isBlank($0) }, required.count)
  }
}

extension RawRow {
  /// The trimmed text of a cell.
  func text(_ index: Int) -> String {
    let bytes = cell(index)
    let text = String(decoding: bytes, as: UTF8.self)
    // To trim by Unicode is slow, and few cells need it.
    guard let first = bytes.first, let last = bytes.last, first >= 0x80 || last >= 0x80 else {
      return text
    }
    let lastStart = bytes.lastIndex { $0 & 0xC0 != 0x80 } ?? bytes.startIndex
    return mayBeInvisible(bytes) || mayBeInvisible(bytes[lastStart...]) ? text.trimmed : text
  }

  /// Whether a cell holds nothing but white space and invisible marks.
  func isBlank(_ index: Int) -> Bool {
    let bytes = cell(index)
    return bytes.isEmpty || mayBeInvisible(bytes) && text(index).isEmpty
  }

  /// Whether a cell may hold a control or what shows nothing; most do not, by their bytes.
  func mayHideSomething(_ index: Int) -> Bool {
    var bytes = cell(index)[...]
    while let byte = bytes.first {
      switch byte {
      case 0x20...0x7E: bytes.removeFirst()
      case 0xE4...0xE9: bytes.removeFirst(min(3, bytes.count))
      default: return true
      }
    }
    return false
  }

  /// Whether bytes may begin with white space or an invisible mark beyond ASCII.
  private func mayBeInvisible(_ bytes: ArraySlice<UInt8>) -> Bool {
    switch bytes.first {
    case 0xC2, 0xCD, 0xD8, 0xDB, 0xDC, 0xE0, 0xE1, 0xF0, 0xF3: true
    case 0xE2: [0x80, 0x81, 0xA0].contains(byte(1, of: bytes))
    case 0xE3:
      byte(1, of: bytes) == 0x80 && byte(2, of: bytes) == 0x80 || byte(1, of: bytes) == 0x85
    case 0xEF: [0xB8, 0xBB, 0xBE, 0xBF].contains(byte(1, of: bytes))
    default: false
    }
  }

  /// 0 beyond the end.
  private func byte(_ place: Int, of bytes: ArraySlice<UInt8>) -> UInt8 {
    let index = bytes.startIndex + place
    return index < bytes.endIndex ? bytes[index] : 0
  }

  /// The faults of cells that cannot be read as text.
  func damages(file: String) -> [ImportFault] {
    func fault(_ cell: Int, _ problem: String, _ read: String, _ advice: Guidance) -> ImportFault {
      ImportFault(
        file: file, row: number, column: cell + 1, problem: problem, read: read, advice: advice)
    }
    var faults = oversizedCells.map {
      fault(
        $0, "格子里的内容超过 \(Self.cellLengthMax) 个字符", "内容太长，不显示",
        "请缩短内容，并检查前面是否少了一个引号")
    }
    if let nulCell {
      faults.append(
        fault(nulCell, "格子里有空字节（NUL）", "读到的字节不显示", "请另存为“CSV UTF-8（逗号分隔）”"))
    }
    if hasTooManyCells {
      faults.append(
        fault(
          Self.cellCountMax, "这一行超过 \(Self.cellCountMax) 格", "内容太长，不显示", "请检查文件是否完整"))
    }
    return faults
  }
}
