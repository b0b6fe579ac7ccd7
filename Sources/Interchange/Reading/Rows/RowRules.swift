internal import LedgerCore

/// One row as it was read: its record, and which cells were empty, filled in or at fault.
struct CheckedRow {
  var record: TableRecord
  let place: RowPlace
  /// The cells as they were read.
  let row: RawRow
  private(set) var faults: [ImportFault] = []
  /// The slots of the cells that are filled in, a bit for each.
  private var filled: UInt64 = 0

  init(record: TableRecord, place: RowPlace, row: RawRow) {
    self.record = record
    self.place = place
    self.row = row
  }

  mutating func fill(_ slot: Int) { filled |= 1 << UInt64(slot) }

  /// Whether a cell is filled in, be it readable or not.
  func isFilled(_ column: Column) -> Bool {
    record.kind.slot(of: column).map { filled >> UInt64($0) & 1 == 1 } ?? false
  }

  /// The text of a cell, trimmed; empty for an empty or missing cell.
  private func text(_ column: Column) -> String {
    guard let slot = record.kind.slot(of: column), filled >> UInt64(slot) & 1 == 1 else {
      return ""
    }
    let cell = place.layout.cells[slot]
    return cell >= 0 ? row.text(cell) : place.layout.fills[slot] ?? ""
  }

  mutating func addFault(_ column: Column, _ problem: String, advice: String) {
    faults.append(
      place.fault(
        at: column, problem: problem, read: column.echo(text(column)),
        advice: Guidance(advice)))
  }
}

extension CheckedRow {
  /// Notes a day that has not come.
  mutating func addFuture(_ spec: ColumnSpec, _ today: Day) {
    addFault(
      spec.column, "\(spec.header)在今天（\(today)）之后，还没有发生", advice: "请核对日期，发生以后再导入")
  }

  /// Checks what the cells of a row must be to one another.
  ///
  /// A cell that cannot be read counts as filled in: its own fault is enough.
  mutating func checkAcrossCells(today: Day) {
    switch record.kind {
    case .appropriations: checkOriginYear()
    case .cases:
      if isFilled(.outcome), !isFilled(.closedOn) {
        addFault(.outcome, "没有结案日期，不能写结案方式", advice: "请补结案日期，或清空结案方式")
      }
    case .claims:
      checkTogether(.approvedOn, .approvedAmount)
      checkTogether(.returnedOn, .returnReason)
    case .payments:
      checkSubject()
      checkReversal()
    case .fundChanges: checkRecall()
    case .explanations:
      checkDigest()
      checkSecondPerson()
    case .openings:
      if let year = record.year(.fiscalYear), year.firstDay > today {
        addFault(.fiscalYear, "\(year) 年度还没有开始（今天是 \(today)）", advice: "请核对预算年度")
      }
    case .duty, .bank, .matches, .setAsides: break
    }
  }

  private mutating func checkDigest() {
    guard let digest = record.text(.digest), !digest.isDigest else { return }
    addFault(.digest, "摘要应是 64 位十六进制字符", advice: "请原样填写导出的摘要，不要改动")
  }

  private mutating func checkSecondPerson() {
    guard let explainer = record.text(.explainedBy), let second = record.text(.confirmedBy),
      normalized(explainer) == normalized(second)
    else { return }
    addFault(.confirmedBy, "复核人和说明人不能是同一人", advice: "请写另一人的姓名，或清空复核人")
  }

  private mutating func checkOriginYear() {
    guard let origin = record.year(.originYear), let year = record.year(.fiscalYear),
      origin > year
    else { return }
    addFault(.originYear, "结转自年度晚于预算年度 \(year)", advice: "请写钱款原来的年度，或清空")
  }

  private mutating func checkTogether(_ first: Column, _ second: Column) {
    guard isFilled(first) != isFilled(second) else { return }
    let (empty, filled) = isFilled(first) ? (second, first) : (first, second)
    let kind = record.kind
    addFault(
      empty, "\(kind.header(of: filled))和\(kind.header(of: empty))要一起填写",
      advice: "请补\(kind.header(of: empty))，或清空\(kind.header(of: filled))")
  }

  /// Per-case subsidies cite a case, duty lawyers' subsidies a shift, other uses at most a case.
  ///
  /// A reversal may leave the number empty: it is the one of the line it takes back.
  private mutating func checkSubject() {
    guard let use: PaymentUse = record.choice(.use) else { return }
    let isReversal = isFilled(.reversesVoucher)
    switch use {
    case .perCaseSubsidy:
      if !isFilled(.caseNumber), !isReversal { addMissingSubject(.caseNumber, use) }
      if isFilled(.dutyNumber) { addForbiddenSubject(.dutyNumber, use) }
    case .duty:
      if !isFilled(.dutyNumber), !isReversal { addMissingSubject(.dutyNumber, use) }
      if isFilled(.caseNumber) { addForbiddenSubject(.caseNumber, use) }
    case .consultation, .drafting, .directCosts, .other:
      if isFilled(.dutyNumber) { addForbiddenSubject(.dutyNumber, use) }
    }
  }

  /// What is said of a reversal or of a second payment needs the line that it is said of.
  private mutating func checkReversal() {
    let needs: [(Column, Column)] = [
      (.reversesLine, .reversesVoucher), (.reversalKind, .reversesVoucher),
      (.reissuesLine, .reissuesVoucher),
    ]
    for (column, needed) in needs where isFilled(column) && !isFilled(needed) {
      let (header, other) = (record.kind.header(of: column), record.kind.header(of: needed))
      addFault(column, "没有\(other)，不能写\(header)", advice: "请补\(other)，或清空\(header)")
    }
    if isFilled(.reissuesVoucher), isFilled(.reversesVoucher) {
      addFault(.reissuesVoucher, "冲销行不能写重付凭证号", advice: "重付另记一行支付；冲销行请清空重付凭证号")
    }
  }

  private mutating func addMissingSubject(_ column: Column, _ use: PaymentUse) {
    let header = record.kind.header(of: column)
    addFault(column, "支出用途是\(use.rawValue)，\(header)不能为空", advice: "请填写\(header)")
  }

  private mutating func addForbiddenSubject(_ column: Column, _ use: PaymentUse) {
    let header = record.kind.header(of: column)
    addFault(
      column, "支出用途是\(use.rawValue)，不能写\(header)", advice: "请清空\(header)，或改正支出用途")
  }

  private mutating func checkRecall() {
    guard let kind: AppropriationChange.Kind = record.choice(.changeKind), kind == .recall,
      let amount = record.money(.amount), amount < .zero
    else { return }
    addFault(.amount, "收回的金额必须大于 0", advice: "请写正数；减少指标的调整才写负数")
  }
}

extension String {
  /// Whether the text is a SHA-256 in hexadecimal, as the ledger writes it.
  fileprivate var isDigest: Bool {
    utf8.count == 64
      && utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
