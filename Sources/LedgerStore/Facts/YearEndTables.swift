import GRDB
package import LedgerCore

// Columns ↔ values of explanations, matches and closings.

extension FactTable {
  static let explanation = FactTable(
    code: 14, name: "explanation", title: "说明", naming: "第 {number} 号",
    columns: [
      "number", "rule", "subject", "digest", "reason", "explainedBy", "confirmedBy", "explainedOn",
    ],
    accounts: [.named(.finding, by: "rule", "subject")])

  static let bankMatch = FactTable(
    code: 15, name: "bankMatch", title: "匹配", naming: "第 {number} 号（凭证 {printedVoucherNumber}）",
    columns: [
      "number", "voucherNumber", "printedVoucherNumber", "bankReference", "kind", "reason",
    ],
    accounts: [.named(.bankLine, by: "bankReference"), .named(.voucher, by: "voucherNumber")])

  static let yearClosing = FactTable(
    code: 16, name: "yearClosing", title: "年终结账", naming: "第 {number} 号（{fiscalYear} 年度{kind}）",
    columns: ["number", "fiscalYear", "kind", "doneOn", "packDigest", "reason"],
    accounts: [.named(.year, by: "fiscalYear")])

  static let carriedBalance = FactTable(
    code: 17, name: "carriedBalance", title: "结转余额",
    naming: "{printedDocumentNumber}（{fiscalYear} 年度，第 {closing} 号结账）",
    columns: [
      "closing", "documentNumber", "fiscalYear", "firstRevision", "printedDocumentNumber",
      "amount",
    ],
    accounts: [.named(.appropriation, by: "documentNumber", "fiscalYear")])

  static let packFile = FactTable(
    code: 18, name: "packFile", title: "报表包文件", naming: "{name}（第 {closing} 号结账）",
    columns: ["closing", "name", "text"])

  static let appropriationWithdrawal = FactTable(
    code: 19, name: "appropriationWithdrawal", title: "结转撤回",
    naming: "{documentNumber}（{fiscalYear} 年度）",
    columns: ["documentNumber", "fiscalYear", "revision", "reason"],
    accounts: [.named(.appropriation, by: "documentNumber", "fiscalYear")])

  static let sealedFinding = FactTable(
    code: 21, name: "sealedFinding", title: "结账时的不符事项", naming: "{rule} {subject}（第 {closing} 号结账）",
    columns: ["closing", "position", "rule", "subject", "amount", "facts"])
}

/// A closing or reopening with its number, from 1 in the order they were done.
package struct NumberedClosing: Equatable, Sendable {
  package let number: Int
  package let closing: YearClosing
}

extension LedgerWriter {
  /// Appends an explanation under the next number.
  package func append(_ explanation: Explanation) throws {
    try append(
      .explanation,
      [
        .of(try nextNumber(in: .explanation)), .text(explanation.rule),
        .text(explanation.subject), .text(explanation.digest), .text(explanation.reason),
        .text(explanation.by), .optional(explanation.confirmedBy), .of(explanation.on),
      ])
  }

  /// Appends a decision about a bank line under the next number.
  ///
  /// - Throws: ``YearClosed`` when the line is of a closed year.
  package func append(_ match: BankMatch) throws {
    if let line = try ledger.treasury.line(match.reference) {
      try closedYears().check("国库流水日期", on: line.bookedOn)
    }
    let number = try nextNumber(in: .bankMatch)
    for voucher in match.vouchers {
      try append(
        .bankMatch,
        [
          .of(number), .text(voucher.key), .text(voucher.printed), .text(match.reference.key),
          .text(match.kind.rawValue), .text(match.reason),
        ])
    }
  }

  /// Appends a closing with what it carries forward, the files it seals and the findings that its
  /// statement told, or a reopening.
  package func append(
    _ closing: YearClosing, carrying carried: [CarriedBalance] = [], sealing pack: [PackFile] = [],
    telling findings: [SealedFinding] = []
  ) throws {
    let number = try nextNumber(in: .yearClosing)
    try append(
      .yearClosing,
      [
        .of(number), .of(closing.fiscalYear.number), .text(closing.kind.rawValue),
        .of(closing.on), .optional(closing.packDigest), .optional(closing.reason),
      ])
    for balance in carried {
      try append(
        .carriedBalance,
        [
          .of(number), .text(balance.from.document.key), .of(balance.from.fiscalYear.number),
          .integer(1), .text(balance.from.document.printed), .of(balance.amount),
        ])
    }
    for file in pack { try append(.packFile, [.of(number), .text(file.name), .text(file.text)]) }
    for (index, finding) in findings.enumerated() {
      try append(
        .sealedFinding,
        [
          .of(number), .of(index + 1), .text(finding.rule), .text(finding.subject),
          .of(finding.amount), .text(finding.facts.joined(separator: " ")),
        ])
    }
    closedYearsChanged()
  }

  /// Ends a row that was carried over and no more is.
  package func withdraw(_ id: AppropriationID, reason: String) throws {
    guard let last = try ledger.funds.lastRevision(of: id) else { return }
    try append(
      .appropriationWithdrawal,
      [
        .text(id.document.key), .of(id.fiscalYear.number), .of(last.number), .text(reason),
      ])
  }
}

extension LedgerWriter {
  /// The number after the highest of a table that counts from 1.
  func nextNumber(in table: FactTable) throws -> Int {
    let last = try Int.fetchOne(
      ledger.database, sql: "SELECT max(number) FROM \(table.name)")
    return (last ?? 0) + 1
  }
}
