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
        .of(try reader.nextNumber(in: .explanation)), .text(explanation.rule),
        .text(explanation.subject), .text(explanation.digest), .text(explanation.reason),
        .text(explanation.by), .optional(explanation.confirmedBy), .of(explanation.on),
      ])
  }

  /// Appends a decision about a bank line under the next number.
  ///
  /// - Throws: ``YearClosed`` when the line is of a closed year.
  package func append(_ match: BankMatch) throws {
    if let line = try reader.bankLine(match.reference) {
      try closedYears().check("国库流水日期", on: line.bookedOn)
    }
    let number = try reader.nextNumber(in: .bankMatch)
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
    let number = try reader.nextNumber(in: .yearClosing)
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
    guard let last = try reader.lastRevision(of: id) else { return }
    try append(
      .appropriationWithdrawal,
      [
        .text(id.document.key), .of(id.fiscalYear.number), .of(last.number), .text(reason),
      ])
  }
}

extension LedgerReader {
  /// The explanations in the order they were given.
  package func explanations() throws -> [Explanation] { try explanations("ORDER BY number") }

  /// The explanations that count: of those of the same rule, subject and facts the last.
  package func lastExplanations() throws -> [Explanation] {
    var seen: Set<Explanation.Key> = []
    return try explanations().reversed().filter { seen.insert($0.key).inserted }.reversed()
  }

  /// The explanation that was last given of a rule, subject and facts; nil for none.
  package func explanation(_ key: Explanation.Key) throws -> Explanation? {
    try explanations("WHERE digest = ? ORDER BY number", [.text(key.digest)]).last { $0.key == key }
  }

  private func explanations(
    _ tail: String, _ arguments: [FieldValue] = []
  ) throws -> [Explanation] {
    try all(.explanation, tail, arguments) { row in
      var fields = FieldReader(row, of: .explanation)
      _ = try fields.integer()
      return Explanation(
        rule: try fields.text(), subject: try fields.text(), digest: try fields.text(),
        reason: try fields.text(), by: try fields.text(), confirmedBy: try fields.optionalText(),
        on: try fields.day())
    }
  }

  /// What stands of each bank line that was decided about, in the order of the decisions.
  package func bankMatches() throws -> [BankMatch] {
    try bankMatches("number IN (SELECT max(number) FROM bankMatch GROUP BY bankReference)")
  }

  /// What stands of one bank line; nil when nobody decided about it.
  package func bankMatch(_ reference: BankReference) throws -> BankMatch? {
    try bankMatches(
      "number = (SELECT max(number) FROM bankMatch WHERE bankReference = ?)",
      [.text(reference.key)]
    ).first
  }

  /// Decisions in the order of their numbers, the rows of each put together.
  private func bankMatches(
    _ condition: String, _ arguments: [FieldValue] = []
  ) throws -> [BankMatch] {
    let row = try PreparedStatement(
      """
      SELECT \(FactTable.bankMatch.columnList), (SELECT printedBankReference FROM bankLine
        WHERE bankLine.bankReference = bankMatch.bankReference)
      FROM bankMatch WHERE \(condition) ORDER BY number, voucherNumber
      """, in: database)
    try row.bind(arguments)
    var matches: [BankMatch] = []
    var last = 0
    while try row.step() {
      var fields = FieldReader(row, of: .bankMatch)
      let number = try fields.integer()
      let voucher = VoucherNumber(key: try fields.text(), printed: try fields.text())
      let reference = try fields.text()
      let earlier = number == last ? matches.removeLast().vouchers : []
      let kind = try fields.term(BankMatch.Kind.self)
      let reason = try fields.text()
      matches.append(
        BankMatch(
          reference: BankReference(key: reference, printed: try fields.optionalText() ?? reference),
          vouchers: earlier + [voucher], kind: kind, reason: reason))
      last = number
    }
    return matches
  }

  /// All closings and reopenings, in the order they were done.
  package func closings() throws -> [NumberedClosing] {
    try all(.yearClosing, "ORDER BY number") { row in
      var fields = FieldReader(row, of: .yearClosing)
      return NumberedClosing(
        number: try fields.integer(),
        closing: YearClosing(
          fiscalYear: try fields.year(), kind: try fields.term(YearClosing.Kind.self),
          on: try fields.day(), packDigest: try fields.optionalText(),
          reason: try fields.optionalText()))
    }
  }

  /// The closing that stands of each closed year, in order of year.
  package func standingClosings() throws -> [NumberedClosing] {
    var newest: [FiscalYear: NumberedClosing] = [:]
    for closing in try closings() { newest[closing.closing.fiscalYear] = closing }
    return newest.values.filter { $0.closing.kind == .closed }
      .sorted { $0.closing.fiscalYear < $1.closing.fiscalYear }
  }

  /// The years that take no fact dated in them.
  package func closedYears() throws -> ClosedYears {
    ClosedYears(try standingClosings().map(\.closing.fiscalYear))
  }

  /// What a closing carried forward, in order of document and budget year.
  package func carriedBalances(of closing: Int) throws -> [CarriedBalance] {
    try all(
      .carriedBalance, "WHERE closing = ? ORDER BY documentNumber, fiscalYear", [.of(closing)]
    ) { row in
      var fields = FieldReader(row, of: .carriedBalance)
      _ = try fields.integer()
      let key = try fields.text()
      let year = try fields.year()
      _ = try fields.integer()
      let document = DocumentNumber(key: key, printed: try fields.text())
      return CarriedBalance(
        from: AppropriationID(document: document, fiscalYear: year), amount: try fields.money())
    }
  }

  /// What standing closings carried into each year: its opening where none is stated.
  package func carriedOpenings() throws -> [FiscalYear: Money] {
    var openings: [FiscalYear: Money] = [:]
    for closing in try standingClosings() {
      guard let next = closing.closing.fiscalYear.next else { continue }
      openings[next] = try carriedBalances(of: closing.number).map(\.amount).total()
    }
    return openings
  }

  /// The opening of each year as stated, else what the closing of the year before carried into it.
  package func knownOpenings() throws -> [OpeningBalance] {
    let stated = try openings()
    let years = Set(stated.map(\.fiscalYear))
    let carried = try carriedOpenings().filter { !years.contains($0.key) }
      .map { OpeningBalance(fiscalYear: $0.key, amount: $0.value, note: "结账结转") }
    return (stated + carried).sorted { $0.fiscalYear < $1.fiscalYear }
  }

  /// The files that a closing sealed, in order of name.
  package func packFiles(of closing: Int) throws -> [PackFile] {
    try all(.packFile, "WHERE closing = ? ORDER BY name", [.of(closing)]) { row in
      var fields = FieldReader(row, of: .packFile)
      _ = try fields.integer()
      return PackFile(name: try fields.text(), text: try fields.text())
    }
  }

  /// The findings that the statement of a closing told, in its order.
  package func sealedFindings(of closing: Int) throws -> [SealedFinding] {
    try all(.sealedFinding, "WHERE closing = ? ORDER BY position", [.of(closing)]) { row in
      var fields = FieldReader(row, of: .sealedFinding)
      _ = try fields.integer()
      _ = try fields.integer()
      let rule = try fields.text()
      let subject = try fields.text()
      return SealedFinding(
        rule: rule, subject: subject, amount: try fields.money(),
        facts: try fields.text().split(separator: " ").map(String.init))
    }
  }

  /// The revision up to which a row was withdrawn; 0 for a row that never was.
  func withdrawnRevisions() throws -> [AppropriationID: Int] {
    var withdrawn: [AppropriationID: Int] = [:]
    let rows = try all(.appropriationWithdrawal, "ORDER BY revision") { row in
      var fields = FieldReader(row, of: .appropriationWithdrawal)
      let key = try fields.text()
      let id = AppropriationID(
        document: DocumentNumber(key: key, printed: key), fiscalYear: try fields.year())
      return (id, try fields.integer())
    }
    for (id, revision) in rows { withdrawn[id] = revision }
    return withdrawn
  }

  /// The number after the highest of a table that counts from 1.
  fileprivate func nextNumber(in table: FactTable) throws -> Int {
    let last = try Int.fetchOne(database, sql: "SELECT max(number) FROM \(table.name)")
    return (last ?? 0) + 1
  }
}

extension LedgerReader {
  /// The years that any fact is dated in, in order.
  package func years() throws -> [FiscalYear] {
    try years(
      """
      SELECT acceptedOn / 10000 FROM legalAidCase UNION SELECT closedOn / 10000 FROM legalAidCase
      UNION SELECT assignedOn / 10000 FROM legalAidCase
      UNION SELECT filedOn / 10000 FROM legalAidCase
      UNION SELECT claimedOn / 10000 FROM claim UNION SELECT approvedOn / 10000 FROM claim
      UNION SELECT returnedOn / 10000 FROM claim
      UNION SELECT servedOn / 10000 FROM dutyShift
      UNION SELECT changedOn / 10000 FROM appropriationChange
      """)
  }

  /// The years in which money was received, brought in, paid or booked, in order.
  package func yearsWithMoney() throws -> [FiscalYear] {
    try years("SELECT fiscalYear FROM openingBalance")
  }

  /// The years of money and of further columns.
  private func years(_ further: String) throws -> [FiscalYear] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        \(further) UNION SELECT fiscalYear FROM appropriation
        UNION SELECT fiscalYear FROM openingBalance UNION SELECT paidOn / 10000 FROM paymentLine
        UNION SELECT bookedOn / 10000 FROM bankLine
        """)
    return rows.compactMap { (row: Row) -> FiscalYear? in
      let number: Int? = row[0]
      return number.flatMap { FiscalYear($0) }
    }.sorted()
  }
}
