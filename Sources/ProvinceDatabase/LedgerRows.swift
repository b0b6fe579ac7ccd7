import Foundation
import LedgerCore
import LedgerStore

/// The journal and the facts of one ledger as rows: out of a replica, and back into one.
struct LedgerRows {
  private let connection: PostgresConnection
  private let code: RegionCode
  private let ledger: Int

  init(_ connection: PostgresConnection, _ code: RegionCode, _ ledger: Int) {
    self.connection = connection
    self.code = code
    self.ledger = ledger
  }

  private var key: [Value] { [.of(code), .of(ledger)] }

  private static let entryColumns = [
    "entry", "recorded_at", "operator", "kind", "reason", "fact_count", "digest", "marks",
    "person_key", "signature",
  ]
  private static let numberColumns = [
    "entry", "ordinal", "table_name", "column_name", "recorded",
  ]

  /// Appends what a replica has after an entry.
  ///
  /// - Returns: Which years the new facts bear on.
  func append(_ replica: LedgerSnapshot, after entry: Int) throws -> TouchedYears {
    try connection.copy(
      into: "legalaid.journal_entry", ["bureau", "ledger"] + Self.entryColumns
    ) { row in
      try replica.forEachEntry(after: entry) { own in
        try row(
          key + [
            .of(own.number), .text(own.stamp.recordedAt), .text(own.stamp.operatorName),
            .text(own.stamp.kind), .optional(own.stamp.reason), .of(own.factCount),
            .bytes(own.digest), own.marks.map(Value.bytes) ?? .null,
            .optional(own.signature?.key), .optional(own.signature?.text),
          ])
      }
    }
    let numbers = try replica.earlierNumbers(after: entry)
    if !numbers.isEmpty {
      try connection.copy(
        into: "legalaid.earlier_number", ["bureau", "ledger"] + Self.numberColumns
      ) { row in
        for own in numbers {
          try row(
            key + [
              .of(own.entry), .of(own.ordinal), .text(own.table), .text(own.column),
              .text(own.recorded),
            ])
        }
      }
    }
    var touched = TouchedYears()
    for fact in try DatabaseSchema.factTables() {
      var rows: [ImageRow] = []
      try replica.forEachRow(of: fact.table, after: entry) { rows.append($0) }
      guard !rows.isEmpty else { continue }
      touched.add(rows, of: fact.table)
      try append(rows, to: fact)
    }
    return touched
  }

  private func append(_ rows: [ImageRow], to fact: DatabaseSchema.FactTable) throws {
    try connection.copy(
      into: fact.place,
      ["bureau", "ledger", "year", "entry", "ordinal"] + fact.table.columns.map(\.name)
    ) { row in
      for own in rows {
        try row(
          key + [.of(own.year(in: fact.table) ?? 0), .of(own.entry), .of(own.ordinal)]
            + own.values.map { value in
              switch value {
              case .null: .null
              case .integer(let number): .integer(number)
              case .text(let text): .text(text)
              }
            })
      }
    }
  }

  /// Gives an empty replica every row.
  func fill(_ replica: ImageWriter) throws {
    for fact in try DatabaseSchema.factTables() {
      let columns = ["entry", "ordinal"] + fact.table.columns.map { "\"\($0.name)\"" }
      let rows = try selected(columns, from: fact.place, "entry, ordinal")
      _ = try rows.map { row in
        let values = fact.table.columns.enumerated().map { index, column -> ImageRow.Value in
          guard let text = row.optionalText(index + 2) else { return .null }
          return column.isInteger ? .integer(row.integer(index + 2)) : .text(text)
        }
        try replica.append(
          ImageRow(entry: row.number(0), ordinal: row.number(1), values: values), to: fact.table)
      }
    }
    _ = try selected(Self.entryColumns, from: "legalaid.journal_entry", "entry").map { row in
      try replica.append(
        ImageEntry(
          number: row.number(0),
          stamp: EntryStamp(
            recordedAt: row.text(1), operatorName: row.text(2), kind: row.text(3),
            reason: row.optionalText(4)),
          factCount: row.number(5), digest: row.optionalBytes(6) ?? Data(),
          marks: row.optionalBytes(7),
          signature: row.optionalInteger(8).map { (Int($0), row.text(9)) }))
    }
    _ = try selected(Self.numberColumns, from: "legalaid.earlier_number", "entry, ordinal")
      .map { row in
        try replica.append(
          ImageNumber(
            table: row.text(2), column: row.text(3), entry: row.number(0),
            ordinal: row.number(1), recorded: row.text(4)))
      }
  }

  private func selected(
    _ columns: [String], from table: String, _ order: String
  ) throws -> PostgresRows {
    try connection.query(
      """
      SELECT \(columns.joined(separator: ", ")) FROM \(table)
      WHERE bureau = $1 AND ledger = $2 ORDER BY \(order)
      """, key)
  }
}

/// The years whose figures, findings and standing facts may have moved by new facts.
struct TouchedYears {
  /// The first of them; 0 for all.
  private(set) var first = Int.max

  /// Kinds whose first statement of a fact bears on its own year and those after it alone.
  private static let datedTables: Set<String> = [
    "bankLine", "claim", "dutyShift", "legalAidCase", "paymentLine",
  ]

  mutating func add(_ rows: [ImageRow], of table: ImageTable) {
    let revision = table.columns.firstIndex { $0.name == "revision" }
    let days = table.columns.indices.filter { table.columns[$0].name.hasSuffix("On") }
    for row in rows {
      let isFirst = revision.map { row.values[$0] == .integer(1) } ?? true
      let isDated = isFirst && Self.datedTables.contains(table.name)
      // Days may stand in any order, where something was registered wrongly.
      let years = days.compactMap { day -> Int? in
        if case .integer(let number) = row.values[day] { Int(number) / 10_000 } else { nil }
      }
      first = min(first, isDated ? years.min() ?? 0 : 0)
    }
  }

  /// Everything.
  static var all: TouchedYears {
    var years = TouchedYears()
    years.first = 0
    return years
  }
}

extension ProvinceDatabase {
  /// Makes a replica of the rows of a ledger; whether they hold together is not asked.
  func makeReplica(of ledger: HeldLedger, at path: String) throws {
    try LedgerStore.createReplica(at: path) { replica in
      try LedgerRows(connection, ledger.code, ledger.number).fill(replica)
    }
  }
}
