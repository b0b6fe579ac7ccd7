import Foundation
package import Interchange
package import LedgerCore
import LedgerStore
import Standards

/// Brings tables into the ledger: all rows of all files in one transaction, or none.
///
/// A row whose key is known is held against what stands: equal, it is skipped; empty cells that now
/// have a value are progress; a changed value stops the import, or is an amendment with a reason.
/// Facts that break a rule come in all the same: they happened, and reconciliation will say so.
package struct ImportTables {
  private let session: Session
  private let kind: TableKind?
  private let amendReason: String?
  private let terms: [TableTerm]
  private let fills: [String: String]

  /// - Parameters:
  ///   - session: Where the facts go.
  ///   - kind: The kind of every file, where the headers do not decide it.
  ///   - amendReason: Why changed cells are amended; nil makes them conflicts.
  ///   - terms: What a person says of the tables' columns, words and sheets: it is kept with the
  ///     import, for the next table.
  ///   - fills: What stands in each row of a column that the tables lack, by the ledger's name.
  package init(
    _ session: Session, kind: TableKind? = nil, amendReason: String? = nil,
    terms: [TableTerm] = [], fills: [String: String] = [:]
  ) {
    self.fills = fills
    self.session = session
    self.kind = kind
    self.amendReason = amendReason
    self.terms = terms
  }

  /// Imports files and folders.
  ///
  /// - Parameters:
  ///   - paths: Files, and folders that mean the tables in them.
  ///   - watch: Told of notices as they come, and of progress now and then.
  /// - Returns: With what was done, for each kind of table.
  /// - Throws: ``ImportRefused`` with the faults of all files; nothing is written then.
  @discardableResult
  package func callAsFunction(
    _ paths: [String], watch: (ImportEvent) -> Void
  ) throws -> Receipt<ImportSummary> {
    let receipt = try session.append("import", reason: amendReason, isLarge: true) { writer in
      var importing = try Importing(writer: writer, amendReason: amendReason)
      let known = try writer.ledger.tableTerms()
      for term in terms where known.last(where: { $0.isAbout(term) }) != term {
        try writer.append(term)
      }
      for path in StandardFiles.standards(in: paths) { try importing.load(path) }
      let tables = StandardFiles.tables(in: paths)
      var request = ImportRequest(
        kind: kind, today: session.today, mapping: ColumnMapping(known + terms),
        dutyRates: try DutyRates(StandardRegister(of: writer.ledger)))
      request.mapping.fills = fills
      let reader = ImportAhead(paths: tables, request)
      defer { reader.close() }
      var toldCount = 0
      while let batch = reader.nextBatch() {
        for run in batch.runs {
          try importing.take(batch.items[run.items], run.statements) { watch(.notice($0)) }
        }
        let thousands = importing.recordCount / 1_000 * 1_000
        if thousands > toldCount {
          toldCount = thousands
          watch(.progress(rows: toldCount, read: batch.bytesRead, of: batch.bytesTotal))
          WorkShare.tell("已读 \(toldCount) 行", batch.bytesRead, of: batch.bytesTotal)
        }
      }
      watch(.tables(importing.recognised.tables))
      return try importing.finish(rereading: { ImportReader(paths: tables, request) }) {
        watch(.notice($0))
      }
    }
    if let asked = session.confirmation { session.removeTables(of: asked.proposal) }
    return receipt
  }
}

/// An import under way inside its transaction.
private struct Importing {
  private let writer: LedgerWriter
  private let amendReason: String?
  /// What became of case numbers: rows that cite an old one mean the new one.
  private let renumberings: CaseRenumberings
  private var summary = ImportSummary()
  private(set) var recognised = RecognisedTables()
  private(set) var recordCount = 0
  private var rowCount = 0
  private var faults = FirstFaults()
  private var noticeCount = 0
  private var deferred = DeferredRows()
  private var detailNames = KnownDetailNames()
  /// The cases that rows cite, and which the register may have under another number.
  private var cited = NearCaseNumbers()
  /// Rows that say another thing than what stands, be it in the ledger or in a row before.
  private var contradictions: [Contradiction] = []
  /// The kinds of which the last row was known: their next one is looked up before it is appended.
  private var knownKinds: Set<TableKind> = []

  /// A file may have a total row after each row.
  private static let toldNoticesMax = 100

  init(writer: LedgerWriter, amendReason: String?) throws {
    self.writer = writer
    self.amendReason = amendReason
    renumberings = try writer.ledger.caseNumbers.renumberings()
  }

  private mutating func add(_ fault: ImportFault) {
    // A place of its own: what a deferred row before it turns out to lack comes before it.
    rowCount += 1
    faults.add(fault, row: rowCount)
  }

  /// Loads a standard that an export wrote, or any other, unless it is there already.
  mutating func load(_ path: String) throws {
    let name = (path as NSString).lastPathComponent
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else { return add(Self.fault(path, "补贴标准读不出来", "请核对路径，文件应是 UTF-8 文本")) }
    guard try !writer.ledger.standards.all().contains(where: { $0.text == text }) else { return }
    do {
      _ = try writer.load(text, name: name)
    } catch let faults as StandardFaults {
      for fault in faults.faults { add(fault.fault(of: path)) }
    } catch let refusal as StandardRegisterRefusal {
      add(Self.fault(path, refusal.description, "请核对标准的地区和生效日期"))
    } catch let refusal as Refusal {
      add(Self.fault(path, refusal.description, "请核对标准的地区"))
    }
  }

  private static func fault(_ path: String, _ problem: String, _ advice: Guidance) -> ImportFault {
    ImportFault(file: path, problem: problem, read: "补贴标准文件", advice: advice)
  }

  /// Imports what was read; the statements append the facts of the rows if they are new.
  mutating func take(
    _ items: ArraySlice<ImportItem>, _ statements: NewFacts?,
    tell: (ImportNotice) -> Void
  ) throws {
    if let statements, case .record(let record, _)? = items.first, try mayAppend(record.kind),
      try writer.appendIfAllNew(statements)
    {
      for case .record(let record, let place) in items {
        recognised.see(record, place)
        cited.see(record, at: place)
      }
      count(record.kind, \.added, items.count)
      recordCount += items.count
      rowCount += items.count
      return
    }
    for (index, item) in items.enumerated() {
      switch item {
      case .notice(let notice):
        noticeCount += 1
        if noticeCount <= Self.toldNoticesMax { tell(notice) }
      case .fault(let fault): add(fault)
      case .record(let record, let place): try take(record, place, statements, at: index)
      }
    }
  }

  /// Imports a row; one of the statements appends its fact if it is new.
  private mutating func take(
    _ record: TableRecord, _ place: RowPlace, _ statements: NewFacts?, at index: Int
  ) throws {
    recordCount += 1
    rowCount += 1
    recognised.see(record, place)
    let record = try presentNumbers(of: record)
    cited.see(record, at: place)
    if let statements, try mayAppend(record.kind),
      try writer.appendIfNew(statements, at: index)
    {
      count(record.kind, \.added)
    } else if record.reversedLine != nil || record.reissuedLine != nil
      || [.fundChanges, .matches, .setAsides].contains(record.kind)
    {
      deferred.append(rowCount, record, place)
    } else {
      try settle(record, place, row: rowCount)
    }
  }

  /// A row with the present number of its case in place of an old one.
  private func presentNumbers(of record: TableRecord) throws -> TableRecord {
    guard let number: CaseNumber = record.identifier(.caseNumber),
      renumberings.keys.contains(number.key)
    else { return record }
    return record.citing(try writer.ledger.caseNumbers.present(number))
  }

  /// Settles what waited for other rows.
  ///
  /// - Parameters:
  ///   - reader: Reads the tables once more, where rows contradict one another.
  ///   - tell: Told how many notices there were besides those that were told.
  /// - Returns: What was done.
  /// - Throws: ``ImportRefused`` when there was a fault.
  mutating func finish(
    rereading reader: () -> ImportReader, tell: (ImportNotice) -> Void
  ) throws -> ImportSummary {
    if noticeCount > Self.toldNoticesMax {
      tell(.further(noticeCount - Self.toldNoticesMax))
    }
    for item in deferred.inOrder { try settle(item.record, item.place, row: item.row) }
    let firstPlaces = contradictions.firstPlaces(reader)
    for item in contradictions {
      let first = firstPlaces[item.record.identity].flatMap { $0 == item.place ? nil : $0 }
      for fault in conflicts(of: item.merge, item.place, and: first) {
        faults.add(fault, row: item.row)
      }
    }
    guard faults.isEmpty else { throw faults.refused() }
    try cited.notices(in: writer.ledger).forEach(tell)
    return summary
  }

  /// Whether a row of a kind may be appended without looking further, unless its number is known.
  private func mayAppend(_ kind: TableKind) throws -> Bool {
    try !knownKinds.contains(kind) && renumberings.isEmpty && writer.closedYears().isEmpty
  }

  /// Appends what a row brings, or notes its faults.
  private mutating func settle(_ record: TableRecord, _ place: RowPlace, row: Int) throws {
    do {
      try merge(record, place, row: row)
    } catch let closed as YearClosed {
      let fault = place.fault(
        at: nil, problem: "\(closed.year) 年度已经结账", read: closed.what, advice: closed.advice)
      faults.add(fault, row: row)
    } catch let problem as VoucherProblem {
      faults.add(problem.fault(of: record, at: place), row: row)
    } catch let refusal as Refusal {
      faults.add(refusal.fault(of: record, at: place), row: row)
    } catch let refusal as CorrectionRefusal {
      faults.add(refusal.fault(of: record, at: place), row: row)
    } catch let first as CaseDetailFlaw {
      let flaws = try detailNames.flaws(first, of: record, in: writer.ledger)
      for flaw in flaws { faults.add(flaw.fault(of: record, at: place), row: row) }
    }
  }

  private mutating func merge(_ record: TableRecord, _ place: RowPlace, row: Int) throws {
    guard let existing = try record.standing(in: writer.ledger) else {
      try record.registeredThing.map(writer.ledger.voided.checkStands)
      guard !noteMaskedNames(of: record, place, row: row) else { return }
      knownKinds.remove(record.kind)
      try append(record, reason: nil)
      return count(record.kind, \.added)
    }
    knownKinds.insert(record.kind)
    // An explanation stays as it was given.
    guard record.kind != .explanations else { return count(record.kind, \.unchanged) }
    let record = record.unmasked(by: existing)
    guard !noteMaskedNames(of: record, place, row: row) else { return }
    let merge = record.merged(onto: existing)
    guard conflicts(of: merge, place).isEmpty else {
      contradictions.append(
        Contradiction(row: row, record: record, place: place, merge: merge))
      return
    }
    if merge.isUnchanged {
      count(record.kind, \.unchanged)
    } else if merge.changed.isEmpty {
      if try !writer.appendSupplement(merge) { try append(merge.merged, reason: nil) }
      count(record.kind, \.filled)
    } else {
      try append(merge.merged, reason: amendReason)
      count(record.kind, \.amended)
    }
  }

  /// Notes masked names, which are nobody's: they come back from lists that this program printed.
  ///
  /// - Returns: Whether there were any.
  private mutating func noteMaskedNames(
    of record: TableRecord, _ place: RowPlace, row: Int
  ) -> Bool {
    let columns = record.maskedNames
    for column in columns {
      let fault = place.fault(
        at: column, problem: "\(record.kind.header(of: column))是隐去了的姓名，不是全名",
        read: column.echo(record.text(column) ?? ""),
        advice: "请填写全名；程序列出的表隐去姓名，要改登记请用账本导出的表\(aside: .exportTables)")
      faults.add(fault, row: row)
    }
    return !columns.isEmpty
  }

  private mutating func count(
    _ kind: TableKind, _ counter: WritableKeyPath<ImportSummary.Counts, Int>,
    _ rowCount: Int = 1
  ) {
    summary.byKind[kind, default: ImportSummary.Counts()][keyPath: counter] += rowCount
  }

  /// The cells that may not become what the row says, or that an earlier row said otherwise.
  private func conflicts(
    of merge: RecordMerge, _ place: RowPlace, and first: RowPlace? = nil
  ) -> [ImportFault] {
    let kind = place.kind
    var faults: [ImportFault] = []
    for change in merge.changed where amendReason == nil || kind.adviceAgainstAmending != nil {
      faults.append(
        place.fault(
          at: change.column,
          problem: kind.header(of: change.column) + difference(change, first),
          read: change.column.echo(change.new.text),
          advice: first.map { _ in Self.adviceOnTwoRows } ?? kind.adviceAgainstAmending
            ?? "请核对；确需更正的，\(using: .importAsAmendment)写明原因重新导入"))
    }
    if let fillable = kind.fillable {
      for column in merge.filled where !fillable.contains(column) {
        faults.append(
          place.fault(
            at: column, problem: "\(kind.header(of: column))账上为空，不能后来补写",
            read: column.echo(merge.merged[column]?.text ?? ""),
            advice: "已入账的支付和流水不能改，只能冲销后重记"))
      }
    }
    return faults
  }

  private static let adviceOnTwoRows: Guidance = """
    是两件事的，请改成不同的编号（例如各表都从 1 编起的，前面加上月份）；是一件事的，请只留一行，\
    确需更正的，\(using: .importAsAmendment)写明原因
    """

  private func difference(_ change: RecordMerge.Change, _ first: RowPlace?) -> String {
    guard let first else { return "与账上不同：\(bothSides(of: change))" }
    let (old, new) = (shown(change.old, change.column), shown(change.new, change.column))
    return "在同一编号的两行里不同：\(first.shown)写\(old)，这一行写\(new)"
      + (old == new ? "（隐去的部分不同）" : "")
  }

  /// Both sides of a conflict; names are masked.
  private func bothSides(of change: RecordMerge.Change) -> String {
    let (old, new) = (shown(change.old, change.column), shown(change.new, change.column))
    return "账上\(old)，表里\(new)" + (old == new ? "（隐去的部分不同）" : "")
  }

  private func shown(_ value: CellValue, _ column: Column) -> String {
    switch column {
    case .recipient, .lawyer, .submittedBy, .approvedBy: "“\(maskedPerson(value.text))”"
    case .payee: "“\(maskedPayee(value.text))”"
    default: String(column.echo(value.text).trimmingPrefix("读到"))
    }
  }

  /// Appends the fact a record says.
  ///
  /// - Throws: ``VoucherProblem`` or ``Refusal`` when it breaks a law of the ledger.
  private mutating func append(_ record: TableRecord, reason: String?) throws {
    switch record.kind {
    case .appropriations: try writer.append(Appropriation(record: record), reason: reason)
    case .cases:
      try writer.append(register: record, named: detailNames.read(writer.ledger), reason: reason)
    case .claims: try writer.append(Claim(record: record), reason: reason)
    case .duty: try writer.append(DutyShift(record: record), reason: reason)
    case .bank: try writer.append(BankLine(record: record))
    case .openings: try writer.append(OpeningBalance(record: record), reason: reason)
    case .explanations: try writer.append(Explanation(record: record))
    case .payments, .fundChanges, .matches, .setAsides: try appendLawful(record)
    }
  }

  private func appendLawful(_ record: TableRecord) throws {
    let ledger = writer.ledger
    let vouchers = VoucherCheck(ledger.payments)
    if record.kind == .fundChanges {
      let change = AppropriationChange(record: record)
      guard try ledger.funds.appropriation(change.appropriation) != nil else {
        throw Refusal.notRegistered(.appropriation, number: change.appropriation.document.printed)
      }
      try writer.append(change, number: record.integer(.changeNumber))
    } else if [.matches, .setAsides].contains(record.kind) {
      try writer.append(decision: record)
    } else if let target = record.reversedLine {
      let reversed = try vouchers.reversed(target).line
      let line = PaymentLine(
        record: record.completed(from: reversed),
        reverses: ReversedLine(
          id: reversed.id, paidOn: reversed.paidOn, kind: record.reversalKind))
      try writer.append(try vouchers.lawful(line))
    } else {
      let line = try vouchers.lawful(PaymentLine(record: record))
      let first = try record.reissuedLine.map { try vouchers.reissuable($0, by: line) }
      try writer.append(line)
      if let first { try writer.append(.reissue(of: first), on: line.id) }
    }
  }
}
