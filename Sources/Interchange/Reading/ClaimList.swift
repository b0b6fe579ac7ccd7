package import LedgerCore

/// A list of claims, with the amount of each or without: a column of numbers and perhaps one of
/// amounts, in a table with a header or as plain lines.
///
/// It is no table of the ledger: it says which claims an act is about.
package struct ClaimList: Sendable {
  /// A claim that the list names.
  package struct Row: Sendable {
    package let number: ClaimNumber
    /// Zero or more; nil where the list says none.
    package let amount: Money?
    /// The row as a spreadsheet counts it, from 1.
    package let row: Int
  }

  /// In the order of the file.
  package private(set) var rows: [Row] = []
  /// What cannot be read; of a list with a fault nothing is to be done.
  package private(set) var faults: [ImportFault] = []

  private let file: String

  /// Reads a file of text (UTF-8 or GB18030) or the first sheet of a workbook.
  ///
  /// Where one of the first rows names the column 申报编号, that is the header: numbers stand below
  /// it, and amounts below 核发金额, in the unit that the header or a row before it names. Else each
  /// line is a number, and behind a comma its amount.
  ///
  /// - Parameter path: The file; what is wrong with it comes out as a fault.
  package init(path: String) {
    file = path
    switch FileListEntry.entries(paths: [path]).first {
    case .file(let found, _)? where found == path: break
    case .fault(let fault)?:
      faults.append(fault)
      return
    default:
      faults.append(FileFlaw.notAFile.fault(file: path, row: nil))
      return
    }
    var lines: [Line] = []
    do throws(FileFlaw) {
      var source = try RowSource(firstOf: path)
      lines = readLines(&source)
    } catch {
      faults.append(error.fault(file: path, row: nil))
    }
    let header = lines.prefix(Self.headerRowsMax).firstIndex { line in
      line.cells.contains { Self.column($0) == .claimNumber }
    }
    var columns = header.map { Columns(lines[$0].cells) } ?? Columns()
    for title in lines.prefix(header ?? 0) { noteUnit(of: title, &columns) }
    if let header { noteHeader(lines[header], columns) }
    var total = Money.zero
    for line in header.map({ lines[($0 + 1)...] }) ?? lines[...] {
      if !noteMarks(of: line, columns) { read(line.cells, row: line.row, columns, &total) }
    }
    if rows.isEmpty, faults.isEmpty {
      faults.append(
        ImportFault(
          file: path, problem: "没有列出申报编号", read: "读到 \(lines.count) 行",
          advice: "每行写一个申报编号，要写金额的，写在逗号后面"))
    }
  }

  private static let headerRowsMax = 10

  /// The column of the table of claims that a header names.
  private static func column(_ header: String) -> Column? {
    TableKind.claims.column(named: header)
  }

  /// Where numbers and amounts stand.
  private struct Columns {
    var number = 0
    /// nil where a header names no column of amounts.
    var amount: Int? = 1
    /// What the amounts are counted in.
    var unit = AmountUnit.yuan
    /// Whether the header of the amounts names the unit itself.
    var saysUnit = false

    init() {}

    init(_ header: [String]) {
      number = header.firstIndex { column($0) == .claimNumber } ?? 0
      amount = header.firstIndex { column($0) == .approvedAmount }
      if let named = amount.flatMap({ HeaderName(header[$0]).unit }) {
        unit = named
        saysUnit = true
      }
    }
  }

  private struct Line {
    let row: Int
    let cells: [String]
    let marks: [CellMark]
  }

  /// The cells of each row that holds any, as far as the file can be read.
  private mutating func readLines(_ source: inout RowSource) -> [Line] {
    var lines: [Line] = []
    do throws(ScanFlaw) {
      while try source.next() {
        let row = source.row
        faults += row.damages(file: file)
        let cells = row.ends.indices.map(row.text)
        if cells.contains(where: { !$0.isEmpty }) {
          lines.append(Line(row: row.number, cells: cells, marks: row.marks))
        }
      }
    } catch {
      faults.append(error.fault(file: file, at: source.row))
    }
    return lines
  }

  /// Notes a column that may hold the amounts and is not read.
  private mutating func noteHeader(_ header: Line, _ columns: Columns) {
    for (cell, text) in header.cells.enumerated() where cell != columns.amount {
      let isAmount = Self.column(text) == .approvedAmount
      let mayBeAmount =
        columns.amount == nil && Self.column(text) == nil
        && ["金额", "核发", "核准", "审批", "批准"].contains(where: normalized(text).contains)
      guard isAmount || mayBeAmount else { continue }
      let shown = excerpt(text, scalarsMax: 20)
      note(
        header.row, cell, .approvedAmount,
        isAmount ? "“\(shown)”和前面的一列都是核发金额" : "“\(shown)”可能是核发金额，没有读", text,
        "请只把核发金额一列的列名写成 核发金额，别的列删去")
    }
  }

  /// Takes the unit that a row before the header names for all amounts.
  private mutating func noteUnit(of title: Line, _ columns: inout Columns) {
    guard columns.amount != nil, !columns.saysUnit else { return }
    for (cell, text) in title.cells.enumerated() where !text.isEmpty {
      switch AmountUnit.statement(in: text) {
      case nil: continue
      case .unit(let unit): columns.unit = unit
      case .unclear:
        note(
          title.row, cell, .approvedAmount, "表头之前提到万元或亿元，说不准是不是金额的单位", text,
          "请在列名后面写明单位，例如 核发金额（元），并从标题里删去")
      }
    }
  }

  /// Notes what a workbook says of the number and the amount; whether it is a fault.
  private mutating func noteMarks(of line: Line, _ columns: Columns) -> Bool {
    var isFault = false
    for (column, kind) in [(columns.number, Column.claimNumber), (columns.amount, .approvedAmount)]
    {
      guard let column, let mark = line.marks.first(where: { $0.cells.contains(column) }),
        let spec = TableKind.claims.columns.first(where: { $0.column == kind })
      else { continue }
      let text = column < line.cells.count ? line.cells[column] : ""
      guard let flaw = spec.flaw(of: mark.kind, isEmpty: text.isEmpty) else { continue }
      note(line.row, column, kind, flaw.problem, text, flaw.advice)
      isFault = true
    }
    return isFault
  }

  /// Whether one of some texts makes their row a line of signatures or a remark.
  private static func isUnderTable(_ texts: [String]) -> Bool {
    texts.contains { text in
      !LineUnderTable.signatures(in: text).isEmpty || LineUnderTable.remark(text) != nil
    }
  }

  private mutating func read(
    _ cells: [String], row: Int, _ columns: Columns, _ total: inout Money
  ) {
    let text = columns.number < cells.count ? cells[columns.number] : ""
    let amountText = columns.amount.flatMap { $0 < cells.count ? cells[$0] : nil } ?? ""
    do {
      guard !Self.isUnderTable(text.isEmpty ? cells : [text]) else { return }
      let amount = try amountText.isEmpty ? nil : Money(cell: amountText, in: columns.unit)
      if let sum = (text.isEmpty ? cells : [text]).lazy.compactMap({ TotalRow($0) }).first {
        guard let amount, amount != total, !sum.isOfPart else { return }
        return note(row, columns.amount, .approvedAmount, "合计与上面各行相加不符", amountText, "请核对各行金额")
      }
      guard amount ?? .zero >= .zero else {
        return note(
          row, columns.amount, .approvedAmount, "核发金额不能小于 0", amountText, "请写 0 或大于 0 的金额")
      }
      guard let number = ClaimNumber(text), NumberFlaw(of: text, isCited: true) == nil else {
        return note(row, columns.number, .claimNumber, "申报编号不对", text, "每行写一个申报编号")
      }
      total = try total + (amount ?? .zero)
      rows.append(Row(number: number, amount: amount, row: row))
    } catch let flaw as MoneyTextError {
      note(row, columns.amount, .approvedAmount, "\(flaw)", amountText, flaw.advice)
    } catch {
      note(row, columns.amount, .approvedAmount, "金额超出范围", amountText, "请核对金额")
    }
  }

  private mutating func note(
    _ row: Int, _ column: Int?, _ kind: Column, _ problem: String, _ text: String, _ advice: String
  ) {
    faults.append(
      ImportFault(
        file: file, row: row, column: (column ?? 0) + 1, problem: problem, read: kind.echo(text),
        advice: Guidance(advice)))
  }
}
