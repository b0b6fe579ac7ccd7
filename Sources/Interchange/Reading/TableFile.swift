internal import LedgerCore

/// One file of text or one sheet as it is read: first its header, then its rows.
struct TableFile {
  private let path: String
  /// The number of the file in its import.
  private let index: Int
  private let request: ImportRequest
  private var rows: RowSource
  private let head: TableHead
  /// The first rows, until it is known which of them is the header.
  private var firstRows: [RawRow] = []
  private var firstRowsLength = 0
  /// What ended the file while its first rows were read.
  private var flaw: ScanFlaw?
  private var isAtEnd = false
  /// How the rows are read; nil until the header is found.
  private var body: TableBody?
  /// The same of a month's duty sheet.
  private var month: DutyMonth?
  /// Whether there is anything that was meant for a table of ours.
  private(set) var isTable = false

  /// So many bytes are looked at for a header, however long their rows are.
  private static let firstRowsLengthMax = 4 << 20

  /// - Parameters:
  ///   - rows: Where the rows come from.
  ///   - path: The file as messages name it.
  ///   - index: The number of the table in its import.
  ///   - request: What the import says of its tables.
  init(_ rows: RowSource, path: String, index: Int, _ request: ImportRequest) {
    self.rows = rows
    self.path = path
    self.index = index
    self.request = request
    head = TableHead(kind: request.kind, mapping: request.mapping)
  }

  var bytesRead: Int { rows.bytesRead }

  /// Reads one row and adds what it brings; false when nothing more can be read.
  mutating func step(into items: inout [ImportItem], _ vouchers: inout VoucherLines) -> Bool {
    guard body == nil, month == nil else { return readRow(into: &items, &vouchers) }
    guard !isAtEnd, firstRows.count < TableHead.rowsMax,
      firstRowsLength < Self.firstRowsLengthMax
    else { return beginBody(into: &items, &vouchers) }
    do {
      guard try rows.next() else {
        isAtEnd = true
        return true
      }
      guard rows.row.isDamaged || rows.row.ends.indices.contains(where: { !rows.row.isBlank($0) })
      else { return true }
      firstRows.append(rows.row)
      firstRowsLength += rows.row.bytes.count
    } catch {
      flaw = error
      isAtEnd = true
    }
    return true
  }

  /// Finds the header among the first rows and reads those behind it.
  private mutating func beginBody(
    into items: inout [ImportItem], _ vouchers: inout VoucherLines
  ) -> Bool {
    let waiting = firstRows
    firstRows = []
    let readable = waiting.prefix { !$0.isDamaged }
    let headRows = readable.enumerated().map { index, row in
      TableHead.Row(index: index, number: row.number, texts: row.ends.indices.map(row.text))
    }
    if let month = DutyMonth(headRows, file: path, parting: rows.parting, request) {
      isTable = true
      items += month.head
      guard !month.hasFault else { return false }
      for row in waiting.dropFirst(month.rowsBefore) { month.read(row, into: &items) }
      self.month = month
      return isAtEnd ? finish(into: &items) : true
    }
    guard let found = head.find(in: headRows) else {
      noteMissingHeader(headRows, damaged: waiting.dropFirst(readable.count).first, into: &items)
      return false
    }
    isTable = true
    let sample = headRows.dropFirst(found.rowsBefore).prefix(20)
    var plan = TablePlan(
      found, file: path, parting: rows.parting, mapping: head.mapping, sample: Array(sample))
    items += plan.takeItems()
    guard let layouts = plan.layouts else { return false }
    var body = TableBody(
      layouts, titles: found.titles, unit: plan.unit, today: request.today, index: index,
      mapping: head.mapping)
    for row in waiting.dropFirst(found.rowsBefore) { body.read(row, into: &items, &vouchers) }
    self.body = body
    guard isAtEnd else { return true }
    return finish(into: &items)
  }

  private mutating func readRow(
    into items: inout [ImportItem], _ vouchers: inout VoucherLines
  ) -> Bool {
    do {
      guard try rows.next() else { return finish(into: &items) }
      month?.read(rows.row, into: &items)
      body?.read(rows.row, into: &items, &vouchers)
      return true
    } catch {
      flaw = error
      return finish(into: &items)
    }
  }

  /// The file has come to its end, or cannot be read further; always false.
  private mutating func finish(into items: inout [ImportItem]) -> Bool {
    body?.finish(into: &items, isWhole: flaw == nil)
    if let flaw {
      items.append(.fault(flaw.fault(file: path, at: rows.row)))
    } else if rows.hiddenRowCount > 0 {
      let text = "有 \(rows.hiddenRowCount) 个隐藏的行，照样读了"
      items.append(.notice(ImportNotice(file: path, text: text, isWarning: true)))
    }
    return false
  }

  /// Nothing was found that is a header.
  ///
  /// A workbook has sheets for other things too: one without the numbers of a table of ours, and
  /// without most of its columns, is passed over.
  private mutating func noteMissingHeader(
    _ headRows: [TableHead.Row], damaged: RawRow?, into items: inout [ImportItem]
  ) {
    let nearest = head.nearest(in: headRows)
    if let damaged {
      isTable = true
      items += damaged.damages(file: path).map(ImportItem.fault)
    } else if let flaw {
      isTable = true
      items.append(.fault(flaw.fault(file: path, at: rows.row)))
    } else if rows.parting == .sheet, !(nearest.map { isMeant($0.match) } ?? false) {
      let text =
        headRows.isEmpty ? "空的工作表，没有读取" : "缺少必填的列，不是要导入的表，没有读取"
      items.append(
        .notice(ImportNotice(file: path, text: text, isWarning: !headRows.isEmpty)))
    } else {
      isTable = true
      let faults = head.faults(file: path, headRows, nearest)
      items +=
        (faults.isEmpty ? [FileFlaw.empty.fault(file: path, row: 1)] : faults)
        .map(ImportItem.fault)
    }
  }

  /// Whether a sheet that lacks columns was meant for a table: it has the numbers of its rows, or
  /// at least half of what is required.
  private func isMeant(_ match: TableHead.Match) -> Bool {
    let hasKeys = match.kind.keyColumns.allSatisfy(match.has)
    let required = match.kind.columns.count(where: \.isRequired)
    return hasKeys && match.foundCount > 1 || (required - match.missing.count) * 2 >= required
  }
}
