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
    let number = try reader.standards().count + 1
    try append(.subsidyStandard, [.of(number), .text(name), .text(text)])
  }

  /// Appends a remark on a line that was appended before.
  package func append(_ remark: PaymentRemark, on id: PaymentLineID) throws {
    try append(.paymentRemark, [.text(id.voucher.key), .of(id.line)] + remark.fields)
  }
}

extension LedgerReader {
  /// The standards that were loaded, in order of loading.
  package func standards() throws -> [LoadedStandard] {
    try all(.subsidyStandard, "ORDER BY number") { row in
      var fields = FieldReader(row, of: .subsidyStandard)
      return LoadedStandard(
        number: try fields.integer(), name: try fields.text(), text: try fields.text())
    }
  }

  /// Whether a reversal is the bank's return of a payment (退票).
  func isBankReturn(_ reversal: PaymentLineID) throws -> Bool {
    try remarks(on: reversal).contains(.bankReturn)
  }

  /// What is remarked of a line.
  package func remarks(on id: PaymentLineID) throws -> [PaymentRemark] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT kind, firstVoucher, firstLine FROM paymentRemark
        WHERE voucherNumber = ? AND line = ? ORDER BY kind
        """, arguments: [id.voucher.key, id.line])
    return rows.map { row in
      guard let key: String = row["firstVoucher"], let line: Int = row["firstLine"] else {
        return .bankReturn
      }
      let voucher = VoucherNumber(key: key, printed: key)
      return .reissue(of: PaymentLineID(voucher: voucher, line: line))
    }
  }

  /// The returned line that a line pays again; nil for none.
  package func reissued(by id: PaymentLineID) throws -> PaymentLineID? {
    for case .reissue(let first) in try remarks(on: id) { return first }
    return nil
  }

  /// Every line that pays a returned one again, with that one.
  package func reissues() throws -> [PaymentLineID: PaymentLineID] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT voucherNumber, line, firstLine,
          (SELECT printedVoucherNumber FROM paymentLine AS first
           WHERE first.voucherNumber = firstVoucher AND first.line = firstLine) AS printed,
          firstVoucher FROM paymentRemark WHERE kind = '重付'
        """)
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        let (own, key): (String, String) = (row["voucherNumber"], row["firstVoucher"])
        let printed: String? = row["printed"]
        return (
          PaymentLineID(voucher: VoucherNumber(key: own, printed: own), line: row["line"]),
          PaymentLineID(
            voucher: VoucherNumber(key: key, printed: printed ?? key), line: row["firstLine"])
        )
      })
  }

  /// The lines that made a returned payment again, in the order of their numbers.
  package func reissues(of first: PaymentLineID) throws -> [PaymentLineID] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT voucherNumber, line FROM paymentRemark
        WHERE kind = '重付' AND firstVoucher = ? AND firstLine = ? ORDER BY 1, 2
        """, arguments: [first.voucher.key, first.line])
    return rows.map { row in
      let key: String = row["voucherNumber"]
      return PaymentLineID(voucher: VoucherNumber(key: key, printed: key), line: row["line"])
    }
  }
}
