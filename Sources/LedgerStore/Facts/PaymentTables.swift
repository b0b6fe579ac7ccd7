import GRDB
import LedgerCore

// Columns ↔ values of payment lines and bank lines.

extension FactTable {
  static let paymentLine = FactTable(
    code: 8, name: "paymentLine", title: "支付明细", naming: "{printedVoucherNumber} 第 {line} 行",
    columns: [
      "citedKind", "citedNumber", "voucherNumber", "line", "printedCitedNumber",
      "printedVoucherNumber", "paidOn", "use", "documentNumber", "printedDocumentNumber", "amount",
      "payee", "lawyer", "reversesVoucher", "reversesLine", "reversesPaidOn",
    ],
    accounts: AccountColumns.cited
      + [
        .named(.voucher, by: "voucherNumber"), .named(.voucher, by: "reversesVoucher"), .drawnOn,
      ] + AccountColumns.days("paidOn"))

  static let paymentSupplement = FactTable(
    code: 9, name: "paymentSupplement", title: "承办人补填", naming: "{voucherNumber} 第 {line} 行",
    columns: ["voucherNumber", "line", "lawyer"],
    accounts: [.named(.voucher, by: "voucherNumber")])

  static let paymentApproval = FactTable(
    code: 20, name: "paymentApproval", title: "支付审批", naming: "{voucherNumber} 第 {line} 行",
    columns: ["voucherNumber", "line", "approvedBy"],
    accounts: [.named(.voucher, by: "voucherNumber")])

  static let bankLine = FactTable(
    code: 10, name: "bankLine", title: "国库支付明细", naming: "{printedBankReference}",
    columns: [
      "bankReference", "printedBankReference", "bookedOn", "amount", "payee", "voucherNumber",
      "printedVoucherNumber", "memo",
    ],
    accounts: [.named(.bankLine, by: "bankReference"), .named(.voucher, by: "voucherNumber")]
      + AccountColumns.days("bookedOn"))

  static let bankSupplement = FactTable(
    code: 11, name: "bankSupplement", title: "国库支付明细补填", naming: "{bankReference}",
    columns: ["bankReference", "field", "value"],
    accounts: [.named(.bankLine, by: "bankReference")])
}

extension PaymentSubject {
  /// How the table writes what is cited: kind, key, printed form.
  var cited: (kind: String, key: String, printed: String) {
    switch self {
    case .legalAidCase(let number): ("case", number.key, number.printed)
    case .dutyShift(let number): ("duty", number.key, number.printed)
    case .none: ("none", "", "")
    }
  }
}

extension PaymentLine {
  var fields: [FieldValue] {
    let cited = subject.cited
    return [
      .text(cited.kind), .text(cited.key), .text(id.voucher.key), .of(id.line),
      .text(cited.printed), .text(id.voucher.printed), .of(paidOn), .text(use.rawValue),
      .text(document.key), .text(document.printed), .of(amount), .text(payee), .optional(lawyer),
      .optional(reverses?.id.voucher.key), .optional(reverses?.id.line),
      .optional(reverses?.paidOn),
    ]
  }

  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .paymentLine)
    let kind = try fields.text()
    let cited = try fields.text()
    let voucher = try fields.text()
    let line = try fields.integer()
    let printedCited = try fields.text()
    let id = PaymentLineID(
      voucher: VoucherNumber(key: voucher, printed: try fields.text()), line: line)
    let subject: PaymentSubject =
      switch kind {
      case "case": .legalAidCase(CaseNumber(key: cited, printed: printedCited))
      case "duty": .dutyShift(DutyNumber(key: cited, printed: printedCited))
      default: .none
      }
    let paidOn = try fields.day()
    let use = try fields.term(PaymentUse.self)
    let document = try fields.text()
    self.init(
      id: id, paidOn: paidOn, use: use, subject: subject,
      document: DocumentNumber(key: document, printed: try fields.text()),
      amount: try fields.money(), payee: try fields.text(), lawyer: try fields.optionalText())
    let reversedVoucher = try fields.optionalText()
    let reversedLine = try fields.optionalInteger()
    let reversedPaidOn = try fields.optionalDay()
    if let reversedVoucher, let reversedLine, let reversedPaidOn {
      let number = VoucherNumber(key: reversedVoucher, printed: reversedVoucher)
      reverses = ReversedLine(
        id: PaymentLineID(voucher: number, line: Int(reversedLine)), paidOn: reversedPaidOn)
    }
  }
}

extension BankLine {
  var fields: [FieldValue] {
    [
      .text(reference.key), .text(reference.printed), .of(bookedOn), .of(amount), .text(payee),
      .optional(voucher?.key), .optional(voucher?.printed), .optional(memo),
    ]
  }

  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .bankLine)
    let key = try fields.text()
    let reference = BankReference(key: key, printed: try fields.text())
    self.init(
      reference: reference, bookedOn: try fields.day(), amount: try fields.money(),
      payee: try fields.text())
    let voucherKey = try fields.optionalText()
    let voucherPrinted = try fields.optionalText()
    if let voucherKey, let voucherPrinted {
      voucher = VoucherNumber(key: voucherKey, printed: voucherPrinted)
    }
    memo = try fields.optionalText()
  }

  /// The line with what the bank said later of it.
  func supplemented(field: String, value: String) -> BankLine {
    var line = self
    switch field {
    case "voucherNumber": line.voucher = VoucherNumber(value)
    default: line.memo = value
    }
    return line
  }
}
