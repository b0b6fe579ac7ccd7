import GRDB
package import LedgerCore

// Columns ↔ values of what a county's ledger keeps for the province: its region code, where its
// appropriations came from, the key it signs with, and the receipts.

extension FactTable {
  static let regionCode = FactTable(
    code: 40, name: "regionCode", title: "行政区划代码", naming: "第 {number} 号",
    columns: ["number", "code"])

  static let appropriationOrigin = FactTable(
    code: 41, name: "appropriationOrigin", title: "指标的来源",
    naming: "第 {number} 号（{documentNumber}，{fiscalYear} 年度）",
    columns: [
      "number", "documentNumber", "fiscalYear", "superiorDocument", "printedSuperiorDocument",
      "issuer", "projectCode", "reason",
    ], accounts: [.named(.appropriation, by: "documentNumber", "fiscalYear")])

  static let publishingKey = FactTable(
    code: 42, name: "publishingKey", title: "报送用的密钥", naming: "第 {number} 号",
    columns: [
      "number", "algorithm", "publicKey", "sealedKey", "salt", "scryptRounds", "scryptBlockSize",
      "scryptParallelism",
    ])

  static let filedReceipt = FactTable(
    code: 43, name: "filedReceipt", title: "省里的回执", naming: "第 {number} 号",
    columns: [
      "number", "throughEntry", "head", "receivedAt", "receiver", "receiverKey", "text",
    ])
}

/// What a ledger keeps for the province (报送).
package struct PublishingRegister {
  let snapshot: LedgerSnapshot

  /// The bureau's region code as it was said last; nil for none.
  package func regionCode() throws -> RegionCode? {
    try snapshot.all(.regionCode, "ORDER BY number DESC LIMIT 1") { row in
      var fields = FieldReader(row, of: .regionCode)
      _ = try fields.integer()
      guard let code = RegionCode(try fields.text()) else {
        throw StoreFault.unreadableRow(table: FactTable.regionCode.name, column: "code")
      }
      return code
    }.first
  }

  /// The key that segments are signed with in a ledger without people; nil for none.
  package func key() throws -> SealedKey? {
    try snapshot.all(.publishingKey, "ORDER BY number DESC LIMIT 1") { row in
      var fields = FieldReader(row, of: .publishingKey)
      _ = try fields.integer()
      _ = try fields.text()
      return SealedKey(
        publicKey: try fields.text(), sealedKey: try fields.text(), salt: try fields.text(),
        cost: ScryptCost(
          rounds: try fields.integer(), blockSize: try fields.integer(),
          parallelism: try fields.integer()))
    }.first
  }

  /// The receipts in the order in which they were filed.
  package func receipts() throws -> [FiledReceipt] {
    try snapshot.all(.filedReceipt, "ORDER BY number") { row in
      var fields = FieldReader(row, of: .filedReceipt)
      _ = try fields.integer()
      return FiledReceipt(
        throughEntry: try fields.integer(), head: try fields.text(),
        receivedAt: try fields.text(), receiver: try fields.text(),
        receiverKey: try fields.text(), text: try fields.text())
    }
  }

  /// Where each appropriation came from, as it was said last.
  func origins() throws -> [AppropriationID: AppropriationOrigin] {
    var last: [AppropriationID: AppropriationOrigin] = [:]
    for (id, origin) in try said("ORDER BY number", []) { last[id] = origin }
    return last
  }

  /// The same of one appropriation; nil for nothing known.
  func origin(of id: AppropriationID) throws -> AppropriationOrigin? {
    try said(
      "WHERE documentNumber = ? AND fiscalYear = ? ORDER BY number DESC LIMIT 1",
      [.text(id.document.key), .of(id.fiscalYear.number)]
    ).first?.1
  }

  private func said(
    _ tail: String, _ arguments: [FieldValue]
  ) throws -> [(AppropriationID, AppropriationOrigin?)] {
    try snapshot.all(.appropriationOrigin, tail, arguments) { row in
      var fields = FieldReader(row, of: .appropriationOrigin)
      _ = try fields.integer()
      let document = try fields.text()
      let id = AppropriationID(
        document: DocumentNumber(key: document, printed: document), fiscalYear: try fields.year())
      let (key, printed) = (try fields.optionalText(), try fields.optionalText())
      return (
        id,
        AppropriationOrigin(
          superiorDocument: key.map { DocumentNumber(key: $0, printed: printed ?? $0) },
          issuer: try fields.optionalText(), projectCode: try fields.optionalText())
      )
    }
  }
}

extension LedgerWriter {
  /// Appends the bureau's region code, which stands from now on.
  package func append(_ code: RegionCode) throws {
    try append(.regionCode, [.of(try nextNumber(in: .regionCode)), .text(code.digits)])
  }

  /// Appends a key that segments are signed with from now on.
  package func append(publishing key: SealedKey) throws {
    try append(
      .publishingKey,
      [
        .of(try nextNumber(in: .publishingKey)), .text(SealedKey.algorithm), .text(key.publicKey),
        .text(key.sealedKey), .text(key.salt), .of(key.cost.rounds), .of(key.cost.blockSize),
        .of(key.cost.parallelism),
      ])
  }

  /// Appends a receipt of the province.
  package func append(_ receipt: FiledReceipt) throws {
    try append(
      .filedReceipt,
      [
        .of(try nextNumber(in: .filedReceipt)), .of(receipt.throughEntry), .text(receipt.head),
        .text(receipt.receivedAt), .text(receipt.receiver), .text(receipt.receiverKey),
        .text(receipt.text),
      ])
  }

  /// Appends where an appropriation came from, unless that stands already.
  func append(
    _ origin: AppropriationOrigin?, of id: AppropriationID, reason: String?
  ) throws {
    guard try ledger.publishing.origin(of: id) != origin else { return }
    try append(
      .appropriationOrigin,
      [
        .of(try nextNumber(in: .appropriationOrigin)), .text(id.document.key),
        .of(id.fiscalYear.number), .optional(origin?.superiorDocument?.key),
        .optional(origin?.superiorDocument?.printed), .optional(origin?.issuer),
        .optional(origin?.projectCode), .optional(reason),
      ])
  }
}
