import GRDB
package import LedgerCore

// Columns ↔ values of loaded standards and of remarks on payments.

extension FactTable {
  static let subsidyStandard = FactTable(
    code: 12, name: "subsidyStandard", title: "补贴标准", naming: "第 {number} 号",
    columns: ["number", "name", "text"],
    accounts: [.named(.standard, by: "name")])

  static let paymentRemark = FactTable(
    code: 13, name: "paymentRemark", title: "支付备注", naming: "{voucherNumber} 第 {line} 行（{kind}）",
    columns: ["voucherNumber", "line", "kind", "firstVoucher", "firstLine"],
    accounts: [.named(.voucher, by: "voucherNumber"), .named(.voucher, by: "firstVoucher")])
}

/// A subsidy standard (补贴标准) as it was loaded: the file's name and its whole text.
package struct LoadedStandard: Equatable, Sendable {
  /// From 1, in order of loading.
  package let number: Int
  package let name: String
  package let text: String
}

/// What is remarked of a payment line beside what it pays.
package enum PaymentRemark: Equatable, Sendable {
  /// The reversal is the bank's return of a payment (退票).
  case bankReturn
  /// The payment is made again after a return; the line names the first attempt (重付).
  case reissue(of: PaymentLineID)

  fileprivate var fields: [FieldValue] {
    switch self {
    case .bankReturn: [.text("退票"), .null, .null]
    case .reissue(let first): [.text("重付"), .text(first.voucher.key), .of(first.line)]
    }
  }
}

extension LedgerWriter {
  /// Appends a standard under the next number.
  package func append(standard name: String, text: String) throws {
    let number = try ledger.standards.all().count + 1
    try append(.subsidyStandard, [.of(number), .text(name), .text(text)])
  }

  /// Appends a remark on a line that was appended before.
  package func append(_ remark: PaymentRemark, on id: PaymentLineID) throws {
    try append(.paymentRemark, [.text(id.voucher.key), .of(id.line)] + remark.fields)
  }
}

/// The subsidy standards (补贴标准) that were loaded.
package struct LoadedStandards {
  let snapshot: LedgerSnapshot

  /// The standards that were loaded, in order of loading.
  package func all() throws -> [LoadedStandard] {
    try snapshot.all(.subsidyStandard, "ORDER BY number") { row in
      var fields = FieldReader(row, of: .subsidyStandard)
      return LoadedStandard(
        number: try fields.integer(), name: try fields.text(), text: try fields.text())
    }
  }
}
