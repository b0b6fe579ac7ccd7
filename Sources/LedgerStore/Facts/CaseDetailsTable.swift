import GRDB
package import LedgerCore

// Columns ↔ values of what the price of a case rests on.

extension FactTable {
  static let caseDetails = FactTable(
    code: 32, name: "caseDetails", title: "计价资料", naming: "第 {number} 号（案件 {caseNumber}）",
    columns: [
      "number", "caseNumber", "reason", "regionBand", "flags", "quantities", "costs",
      "discretions", "source",
    ],
    accounts: [.named(.legalAidCase, by: "caseNumber")])
}

extension CaseDetails {
  /// The parts that the table of details holds; the manner of the closing has its own.
  fileprivate static let storedParts = Part.allCases.filter { $0 != .closingManner }
}

extension LedgerWriter {
  /// Appends the details of a case as they now stand, where they differ from what stands.
  package func append(details: CaseDetails, of number: CaseNumber, reason: String?) throws {
    let number = try ledger.caseNumbers.present(number)
    let standing = try ledger.cases.details(of: number)
    if let manner = details.closingManner, manner != standing.closingManner {
      try append(closingManner: manner, of: number)
    }
    let parts = CaseDetails.storedParts
    guard parts.contains(where: { details.text(of: $0) != standing.text(of: $0) }) else { return }
    try append(
      .caseDetails,
      [.of(try nextNumber(in: .caseDetails)), .text(number.key), .optional(reason)]
        + parts.map { .optional(details.text(of: $0)) })
  }
}

extension CaseRegister {
  /// One statement of the details of a case, and why it was made where that was said.
  package struct DetailStatement: Sendable {
    package let entry: Int
    package let details: CaseDetails
    package let reason: String?
  }

  /// The details of a case as they were said last, under any number it had.
  package func details(of number: CaseNumber) throws -> CaseDetails {
    var details = try detailStatements(of: number).last?.details ?? CaseDetails()
    details.closingManner = try closingManner(of: number)
    return details
  }

  /// All that was said of the details of a case, but for the manner of its closing.
  package func detailStatements(of number: CaseNumber) throws -> [DetailStatement] {
    try snapshot.caseNumbers.stretches(of: number).flatMap { stretch in
      try snapshot.all(
        .caseDetails, "WHERE caseNumber = ? AND entry > ? AND entry <= ? ORDER BY number",
        [.text(stretch.number.key), .of(stretch.after), .of(stretch.through ?? .max)]
      ) { try Self.statement($0).statement }
    }
  }

  /// The details of each case of which any were said, by the key of its present number.
  func allDetails() throws -> [String: CaseDetails] {
    let renumberings = try snapshot.caseNumbers.renumberings()
    var all: [String: CaseDetails] = [:]
    for (number, statement) in try snapshot.all(
      .caseDetails, "ORDER BY number", [], Self.statement)
    {
      all[renumberings.present(number, citedIn: statement.entry).key] = statement.details
    }
    for (key, manner) in try closingManners() {
      all[key, default: CaseDetails()].closingManner = manner
    }
    return all
  }

  private static func statement(
    _ row: PreparedStatement
  ) throws -> (number: CaseNumber, statement: DetailStatement) {
    var fields = FieldReader(row, of: .caseDetails)
    _ = try fields.integer()
    let key = try fields.text()
    let reason = try fields.optionalText()
    var details = CaseDetails()
    for part in CaseDetails.storedParts {
      guard let text = try fields.optionalText() else { continue }
      do {
        try details.say(part, text)
      } catch {
        throw StoreFault.unreadableRow(table: "caseDetails", column: part.rawValue)
      }
    }
    return (
      CaseNumber(key: key, printed: key),
      DetailStatement(entry: LedgerSnapshot.entry(of: row), details: details, reason: reason)
    )
  }

  /// The keys of the cases that an outline does not know enough of to price them: those with
  /// details, and those closed in a manner that some standard speaks of.
  func keysWithDetails() throws -> Set<String> {
    let detailed = try allDetails()
    let texts = try snapshot.standards.all().map { normalized($0.text) }
    return Set(
      detailed.filter { _, details in
        !details.isEmpty
          || details.closingManner.map { manner in
            texts.contains { $0.contains(normalized(manner)) }
          } ?? false
      }.keys)
  }
}
