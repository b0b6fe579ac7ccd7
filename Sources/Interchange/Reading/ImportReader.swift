package import LedgerCore
internal import OfficeFiles

/// What reading a table brings, in the order of the files and rows.
package enum ImportItem: Equatable, Sendable {
  /// A checked row.
  case record(TableRecord, RowPlace)
  /// What stops the import; reading goes on, so that every fault comes out.
  case fault(ImportFault)
  /// What is told and stops nothing.
  case notice(ImportNotice)
}

/// What an import says of its tables.
package struct ImportRequest: Sendable {
  /// The kind that every table must have; nil lets each header decide.
  package var kind: TableKind?
  /// The day of the import: a fact of a later day has not happened.
  package var today: Day
  /// What a person said of columns, words and sheets.
  package var mapping: ColumnMapping
  /// What the ledger's standards grant for a day of duty.
  package var dutyRates: DutyRates

  package init(
    kind: TableKind? = nil, today: Day = .latest, mapping: ColumnMapping = ColumnMapping(),
    dutyRates: DutyRates = DutyRates()
  ) {
    self.dutyRates = dutyRates
    self.kind = kind
    self.today = today
    self.mapping = mapping
  }
}

/// Reads tables of files and folders row by row, holding one row at a time.
///
/// It keeps what spans rows and files: the running totals of a file and the line numbers of
/// vouchers. It knows no ledger: whether a record is new, known or in conflict is for its caller.
package struct ImportReader {
  /// The length of all files together, for a progress bar.
  package let bytesTotal: Int

  private let request: ImportRequest
  private var entries: ArraySlice<FileListEntry>
  private var file: TableFile?
  /// The workbook whose sheets are being read.
  private var book: WorkbookFile?
  private var fileCount = 0
  private var bytesOfFinishedFiles = 0
  private var currentLength = 0
  private var vouchers = VoucherLines()
  private var items: [ImportItem] = []
  private var nextItem = 0

  /// A reader over files and folders; what is wrong with the paths comes out as faults.
  ///
  /// - Parameters:
  ///   - paths: Files, and folders that mean the tables in them.
  ///   - request: What the import says of its tables.
  package init(paths: [String], _ request: ImportRequest = ImportRequest()) {
    self.request = request
    let entries = FileListEntry.entries(paths: paths)
    self.entries = entries[...]
    bytesTotal = entries.reduce(0) { sum, entry in
      if case .file(_, let length) = entry { sum + length } else { sum }
    }
  }

  /// How much of ``bytesTotal`` has been read.
  package var bytesRead: Int {
    min(bytesOfFinishedFiles + (file?.bytesRead ?? 0), bytesTotal)
  }

  /// The next record, fault or notice; nil when all files have been read.
  package mutating func next() -> ImportItem? {
    while nextItem == items.count {
      items.removeAll(keepingCapacity: true)
      nextItem = 0
      guard readFile() || openNextSheet() || openNextEntry() else { return nil }
    }
    defer { nextItem += 1 }
    return items[nextItem]
  }

  /// Reads a row of the open file; false when none is open.
  private mutating func readFile() -> Bool {
    guard file != nil else { return false }
    if file?.step(into: &items, &vouchers) == false {
      if let file { book?.note(file) }
      file = nil
      bytesOfFinishedFiles += currentLength
    }
    return true
  }

  /// Opens the next file; false when there is none.
  private mutating func openNextEntry() -> Bool {
    switch entries.popFirst() {
    case nil: return false
    case .fault(let fault): items.append(.fault(fault))
    case .notice(let notice): items.append(.notice(notice))
    case .file(let path, let length):
      do {
        try open(path, length)
      } catch {
        items.append(.fault(error.fault(file: path, row: error == .unreadable ? nil : 1)))
        bytesOfFinishedFiles += length
      }
    }
    return true
  }

  private mutating func open(_ path: String, _ length: Int) throws(FileFlaw) {
    let form = try FileKind(head: TextStream.head(of: path))
    guard form == .text else {
      book = try WorkbookFile(path: path, kind: form, length: length)
      return
    }
    defer { fileCount += 1 }
    let rows = try RowSource(path: path)
    if let name = rows.guessedEncodingName {
      items.append(.notice(.guessedEncoding(name, file: path)))
    }
    file = TableFile(rows, path: path, index: fileCount, request)
    currentLength = length
  }

  /// Opens the next sheet of the workbook; false when there is none.
  private mutating func openNextSheet() -> Bool {
    guard var open = book else { return false }
    let step = open.next(index: fileCount, request)
    book = open
    switch step {
    case .table(let table, let share):
      file = table
      currentLength = share
      fileCount += 1
    case .items(let items): self.items += items
    case .end:
      if let fault = open.fault { items.append(.fault(fault)) }
      book = nil
    }
    return true
  }
}
