package import LedgerCore

extension PaymentLineID {
  /// The line that a record of payments is.
  package init(record: TableRecord) {
    self.init(
      voucher: record.required(.voucherNumber, record.identifier),
      line: record.required(.line, record.integer))
  }
}

extension PaymentLine {
  /// The payment or reversal that a row says.
  ///
  /// - Parameters:
  ///   - record: A row of payments. A reversal that leaves its case, duty or lawyer empty takes
  ///     them from its line: see ``TableRecord/completed(from:)``.
  ///   - reverses: The line found for ``TableRecord/reversedLine``; nil for a payment.
  package init(record: TableRecord, reverses: ReversedLine? = nil) {
    let subject: PaymentSubject =
      if let number: CaseNumber = record.identifier(.caseNumber) {
        .legalAidCase(number)
      } else if let number: DutyNumber = record.identifier(.dutyNumber) {
        .dutyShift(number)
      } else {
        .none
      }
    self.init(
      id: PaymentLineID(record: record),
      paidOn: record.required(.paidOn, record.day),
      use: record.required(.use, record.choice),
      subject: subject,
      document: record.required(.documentNumber, record.identifier),
      amount: record.required(.amount, record.money),
      payee: record.required(.payee, record.text),
      lawyer: record.text(.lawyer),
      approvedBy: record.text(.approvedBy),
      reverses: reverses)
  }
}

extension BankLine {
  package init(record: TableRecord) {
    self.init(
      reference: record.required(.bankReference, record.identifier),
      bookedOn: record.required(.bookedOn, record.day),
      amount: record.required(.amount, record.money),
      payee: record.required(.payee, record.text),
      voucher: record.identifier(.voucherNumber),
      memo: record.text(.memo))
  }
}

extension TableRecord {
  /// The line that a row of payments takes back; nil when the row is a payment.
  ///
  /// An empty 冲销行号 means the row's own 行号.
  package var reversedLine: PaymentLineID? {
    guard let voucher: VoucherNumber = identifier(.reversesVoucher) else { return nil }
    return PaymentLineID(
      voucher: voucher, line: integer(.reversesLine) ?? required(.line, integer))
  }

  /// Whether the row's reversal corrects or is a bank return.
  package var reversalKind: ReversalKind { choice(.reversalKind) ?? .correction }

  /// The returned line (退票) that a row of payments pays again (重付); nil for none.
  ///
  /// An empty 重付行号 means the row's own 行号.
  package var reissuedLine: PaymentLineID? {
    guard let voucher: VoucherNumber = identifier(.reissuesVoucher) else { return nil }
    return PaymentLineID(
      voucher: voucher, line: integer(.reissuesLine) ?? required(.line, integer))
  }

  /// This reversal with the case, duty and lawyer of its line where the row leaves them empty.
  ///
  /// - Parameter line: The line that the row takes back.
  /// - Returns: The row with nothing left to be looked up.
  package func completed(from line: PaymentLine) -> TableRecord {
    var record = self
    if record[.caseNumber] == nil, record[.dutyNumber] == nil {
      record[.caseNumber] = line.subject.caseNumber.map { CellValue($0) }
      record[.dutyNumber] = line.subject.dutyNumber.map { CellValue($0) }
    }
    record[.lawyer] = record[.lawyer] ?? line.lawyer.map(CellValue.text)
    return record
  }

  /// The payment or reversal as a row; a reversal names its line in full.
  ///
  /// - Parameters:
  ///   - line: As recorded.
  ///   - reissued: The returned line that it pays again.
  package init(_ line: PaymentLine, paysAgain reissued: PaymentLineID? = nil) {
    self.init(.payments)
    self[.voucherNumber] = CellValue(line.id.voucher)
    self[.line] = .integer(line.id.line)
    self[.paidOn] = .day(line.paidOn)
    self[.use] = .choice(line.use.rawValue)
    self[.caseNumber] = line.subject.caseNumber.map { CellValue($0) }
    self[.dutyNumber] = line.subject.dutyNumber.map { CellValue($0) }
    self[.documentNumber] = CellValue(line.document)
    self[.amount] = .money(line.amount)
    self[.payee] = .text(line.payee)
    self[.lawyer] = line.lawyer.map(CellValue.text)
    self[.approvedBy] = line.approvedBy.map(CellValue.text)
    if let reversed = line.reverses {
      self[.reversesVoucher] = CellValue(reversed.id.voucher)
      self[.reversesLine] = .integer(reversed.id.line)
      self[.reversalKind] = .choice(reversed.kind.rawValue)
    }
    if let reissued {
      self[.reissuesVoucher] = CellValue(reissued.voucher)
      self[.reissuesLine] = .integer(reissued.line)
    }
  }

  package init(_ line: BankLine) {
    self.init(.bank)
    self[.bankReference] = CellValue(line.reference)
    self[.bookedOn] = .day(line.bookedOn)
    self[.amount] = .money(line.amount)
    self[.payee] = .text(line.payee)
    self[.voucherNumber] = line.voucher.map { CellValue($0) }
    self[.memo] = line.memo.map(CellValue.text)
  }
}
