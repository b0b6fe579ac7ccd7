internal import LedgerCore

/// One file of text or one sheet as it is read: first its header, then its rows.
struct TableFile {
  private let path: String
  /// The number of the file in its import.
  private let index: Int
  private let today: Day
  private var rows: RowSource
  private var search: HeaderSearch
  /// How the rows are read; nil until the header is found.
  private var reader: RowReader?
  private var totals = RunningTotals(.cases)
  private var hasRows = false
  /// Whether there is anything that was meant for a table of ours.
  private(set) var isTable = false

  /// - Parameters:
  ///   - rows: Where the rows come from.
  ///   - path: The file as messages name it.
  ///   - index: The number of the table in its import.
  ///   - kind: The kind it must have; nil lets its header decide.
  ///   - today: The day of the import.
  init(_ rows: RowSource, path: String, index: Int, kind: TableKind?, today: Day) {
    self.today = today
    self.rows = rows
    self.path = path
    self.index = index
    search = HeaderSearch(kind: kind)
  }

  var bytesRead: Int { rows.bytesRead }

  /// Reads one row and adds what it brings; false when nothing more can be read.
  mutating func step(into items: inout [ImportItem], _ vouchers: inout VoucherLines) -> Bool {
    do {
      guard try rows.next() else {
        finish(into: &items)
        return false
      }
    } catch {
      isTable = true
      items.append(.fault(error.fault(file: path, at: rows.row)))
      return false
    }
    guard let reader else { return readHeader(into: &items) }
    readRow(reader, into: &items, &vouchers)
    return true
  }

  private mutating func readRow(
    _ reader: RowReader, into items: inout [ImportItem], _ vouchers: inout VoucherLines
  ) {
    switch reader.read(rows.row) {
    case .blank: return
    case .totals(let word, let amounts):
      let notice = totals.notice(
        of: word, amounts: amounts, file: path, row: rows.row.number)
      items.append(.notice(notice))
    case .faults(let faults):
      totals.addUnreadableRow()
      items += faults.map(ImportItem.fault)
    case .row(var row):
      totals.add(row)
      if row.record.kind == .payments { vouchers.number(&row, file: index) }
      if row.faults.isEmpty {
        items.append(.record(row.record, row.place))
      } else {
        items += row.faults.map(ImportItem.fault)
      }
    }
    hasRows = true
  }

  /// The file has come to its end.
  private mutating func finish(into items: inout [ImportItem]) {
    if reader == nil {
      noteMissingHeader(into: &items)
    } else if !hasRows {
      items.append(.notice(ImportNotice(file: path, text: "只有表头，没有数据行")))
    }
    if rows.hiddenRowCount > 0 {
      let text = "有 \(rows.hiddenRowCount) 个隐藏的行，照样读了"
      items.append(.notice(ImportNotice(file: path, text: text, isWarning: true)))
    }
  }

  /// Nothing was found that is a header.
  ///
  /// A workbook has sheets for other things too: one without any column of ours is passed over.
  private mutating func noteMissingHeader(into items: inout [ImportItem]) {
    if rows.isSheet, (search.nearest?.match.foundCount ?? 0) == 0 {
      let isEmpty = search.nearest == nil
      let text = isEmpty ? "空的工作表，没有读取" : "没有认得的列名，不是要导入的表，没有读取"
      items.append(.notice(ImportNotice(file: path, text: text, isWarning: !isEmpty)))
      return
    }
    isTable = true
    items.append(.fault(search.fault(file: path) ?? FileFlaw.empty.fault(file: path, row: 1)))
  }
}

extension TableFile {
  /// Looks whether the row is the header; false when the file cannot be read further.
  private mutating func readHeader(into items: inout [ImportItem]) -> Bool {
    let row = rows.row
    guard !row.isDamaged else {
      isTable = true
      items += row.damages(file: path).map(ImportItem.fault)
      return false
    }
    let headers = row.ends.indices.map(row.text)
    guard let last = headers.lastIndex(where: { !$0.isEmpty }) else { return true }
    let matches = search.matches(row: row.number, headers: headers)
    guard let match = matches.first else {
      guard search.isExhausted else { return true }
      noteMissingHeader(into: &items)
      return false
    }
    isTable = true
    guard matches.count == 1 else {
      let kinds = matches.map(\.kind)
      items.append(.fault(HeaderSearch.ambiguity(file: path, row: row.number, kinds: kinds)))
      return false
    }
    items += search.seenRows.map { .notice(.titleRow(file: path, row: $0)) }
    guard match.repeated.isEmpty else {
      items += match.repeated.map { .fault(repeatedColumn(headers[$0], cell: $0)) }
      return false
    }
    if !match.unknown.isEmpty {
      let names = match.unknown.map { excerpt(headers[$0], scalarsMax: 20) }
      items.append(.notice(.unknownColumns(file: path, row: row.number, names: names)))
    }
    let layout = TableLayout(
      file: path, kind: match.kind, cells: match.cells, width: last + 1, rawWidth: headers.count,
      isSheet: rows.isSheet)
    reader = RowReader(layout, today: today)
    totals = RunningTotals(match.kind)
    return true
  }

  private func repeatedColumn(_ header: String, cell: Int) -> ImportFault {
    ImportFault(
      file: path, row: rows.row.number, column: cell + 1, problem: "同一列在表头里出现两次",
      read: "读到“\(excerpt(header, scalarsMax: 20))”", advice: "请删去重复的列，中文名和英文名只留一个")
  }
}

extension ImportNotice {
  fileprivate static func titleRow(file: String, row: Int) -> Self {
    ImportNotice(file: file, row: row, text: "已跳过表头之前的标题行")
  }

  fileprivate static func unknownColumns(file: String, row: Int, names: [String]) -> Self {
    ImportNotice(
      file: file, row: row, text: "已忽略不认得的列：\(names.joined(separator: "、"))")
  }
}
