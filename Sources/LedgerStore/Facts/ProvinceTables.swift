import GRDB
package import LedgerCore

// Columns ↔ values of what the province's own ledger keeps: who sends, by which keys, what came,
// and the money that was sent down.

extension FactTable {
  static let reportingBureau = FactTable(
    code: 44, name: "reportingBureau", title: "报送单位", naming: "第 {number} 号（{code}）",
    columns: ["number", "code", "name", "city", "expectedFrom", "expectedTo"])

  static let reportingKey = FactTable(
    code: 45, name: "reportingKey", title: "报送密钥", naming: "第 {number} 号（{bureauCode}）",
    columns: ["number", "bureauCode", "publicKey", "kind"])

  static let receivedSegment = FactTable(
    code: 46, name: "receivedSegment", title: "收到的账段", naming: "第 {number} 号（{bureauCode}）",
    columns: [
      "number", "bureauCode", "identity", "firstEntry", "lastEntry", "head", "outcome",
      "fileDigest",
    ])

  static let allocation = FactTable(
    code: 47, name: "allocation", title: "下达", naming: "第 {number} 号（{printedDocumentNumber}）",
    columns: [
      "number", "documentNumber", "printedDocumentNumber", "fromCode", "toCode", "fiscalYear",
      "source", "sentOn", "amount", "superiorDocument", "printedSuperiorDocument",
    ])
}

extension FieldReader {
  fileprivate mutating func code() throws -> RegionCode {
    let text = try text()
    guard let code = RegionCode(text) else { throw StoreFault.damaged }
    return code
  }

  fileprivate mutating func optionalMonth() throws -> Month? {
    guard let number = try optionalInteger() else { return nil }
    guard let month = Month(text: "\(number)") else { throw StoreFault.damaged }
    return month
  }
}

extension Month {
  fileprivate var stored: Int { year.number * 100 + number }
}

/// What the province's own ledger keeps.
package struct ProvinceRegister {
  let snapshot: LedgerSnapshot

  /// A segment that came, with the instant at which it did.
  package typealias Arrival = (segment: ReceivedSegment, at: String)

  /// Each bureau as it was said last, in order of code.
  package func bureaus() throws -> [ReportingBureau] {
    let said = try snapshot.all(.reportingBureau, "ORDER BY number") { row in
      var fields = FieldReader(row, of: .reportingBureau)
      _ = try fields.integer()
      let code = try fields.code()
      let (name, city) = (try fields.text(), try fields.text())
      guard let from = try fields.optionalMonth() else { throw StoreFault.damaged }
      return ReportingBureau(
        code: code, name: name, city: city, expectedFrom: from,
        expectedTo: try fields.optionalMonth())
    }
    return Dictionary(said.map { ($0.code, $0) }, uniquingKeysWith: { $1 }).values
      .sorted { $0.code < $1.code }
  }

  /// All that was said of keys, in order; what was said last of a key stands.
  package func keys() throws -> [ReportingKey] {
    try snapshot.all(.reportingKey, "ORDER BY number") { row in
      var fields = FieldReader(row, of: .reportingKey)
      _ = try fields.integer()
      return ReportingKey(
        bureau: try fields.code(), publicKey: try fields.text(),
        kind: try fields.term(ReportingKey.Kind.self))
    }
  }

  /// The segments that came, in order.
  package func arrivals() throws -> [Arrival] {
    try snapshot.facts("arrivals", [], Self.arrival) {
      """
      SELECT receivedSegment.number, bureauCode, identity, firstEntry, lastEntry, head, outcome,
        fileDigest, recordedAt
      FROM receivedSegment JOIN journalEntry ON journalEntry.number = receivedSegment.entry
      ORDER BY receivedSegment.number
      """
    }
  }

  private static func arrival(_ row: PreparedStatement) throws -> Arrival {
    var fields = FieldReader(row, of: .receivedSegment)
    _ = try fields.integer()
    let segment = ReceivedSegment(
      bureau: try fields.code(), identity: try fields.text(), firstEntry: try fields.integer(),
      lastEntry: try fields.integer(), head: try fields.text(),
      outcome: try fields.term(ReceivedSegment.Outcome.self), fileDigest: try fields.text())
    return (segment, try fields.text())
  }

  /// The money that was sent down, in the order in which it was recorded.
  package func allocations() throws -> [Allocation] {
    try snapshot.all(.allocation, "ORDER BY number") { row in
      var fields = FieldReader(row, of: .allocation)
      _ = try fields.integer()
      let document = DocumentNumber(key: try fields.text(), printed: try fields.text())
      let (from, to) = (try fields.code(), try fields.code())
      let year = try fields.year()
      let source = try fields.term(FundSource.self)
      let (day, amount) = (try fields.day(), try fields.money())
      let (key, printed) = (try fields.optionalText(), try fields.optionalText())
      return Allocation(
        document: document, from: from, to: to, fiscalYear: year, source: source, sentOn: day,
        amount: amount,
        superiorDocument: key.map { DocumentNumber(key: $0, printed: printed ?? $0) })
    }
  }
}

extension LedgerWriter {
  /// Appends a bureau as it is expected from now on.
  package func append(_ bureau: ReportingBureau) throws {
    try append(
      .reportingBureau,
      [
        .of(try nextNumber(in: .reportingBureau)), .text(bureau.code.digits), .text(bureau.name),
        .text(bureau.city), .of(bureau.expectedFrom.stored),
        .optional(bureau.expectedTo.map(\.stored)),
      ])
  }

  /// Appends what is said of a key.
  package func append(_ key: ReportingKey) throws {
    try append(
      .reportingKey,
      [
        .of(try nextNumber(in: .reportingKey)), .text(key.bureau.digits), .text(key.publicKey),
        .text(key.kind.rawValue),
      ])
  }

  /// Appends a segment that came.
  package func append(_ segment: ReceivedSegment) throws {
    try append(
      .receivedSegment,
      [
        .of(try nextNumber(in: .receivedSegment)), .text(segment.bureau.digits),
        .text(segment.identity), .of(segment.firstEntry), .of(segment.lastEntry),
        .text(segment.head), .text(segment.outcome.rawValue), .text(segment.fileDigest),
      ])
  }

  /// Appends money that was sent down.
  package func append(_ allocation: Allocation) throws {
    try append(
      .allocation,
      [
        .of(try nextNumber(in: .allocation)), .text(allocation.document.key),
        .text(allocation.document.printed), .text(allocation.from.digits),
        .text(allocation.to.digits), .of(allocation.fiscalYear.number),
        .text(allocation.source.rawValue), .of(allocation.sentOn), .of(allocation.amount),
        .optional(allocation.superiorDocument?.key),
        .optional(allocation.superiorDocument?.printed),
      ])
  }
}
