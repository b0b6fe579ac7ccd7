import LedgerCore

/// The first of some streams' keys; nil when all are at their end.
func earliestKey(_ keys: String?...) -> String? {
  keys.compactMap(\.self).min { $0.precedesByCodePoint($1) }
}

/// Rows in the order of a key, taken key by key.
final class KeyedStream<Fact> {
  /// The key of the row at hand; nil at the end.
  private(set) var key: String?
  private let rows: PreparedStatement
  private let table: FactTable
  private let keyColumn: Int
  private let decode: (PreparedStatement) throws -> Fact

  init(
    _ rows: PreparedStatement, table: FactTable, keyColumn: Int,
    _ decode: @escaping (PreparedStatement) throws -> Fact
  ) throws {
    self.rows = rows
    self.table = table
    self.keyColumn = keyColumn
    self.decode = decode
    try advance()
  }

  /// The facts of a key, when the row at hand has it; none otherwise.
  func take(_ key: String, upTo limit: Int = .max) throws -> [Fact] {
    var facts: [Fact] = []
    while facts.count < limit, let own = self.key, own.hasBytes(of: key) {
      facts.append(try decode(rows))
      try advance()
    }
    return facts
  }

  private func advance() throws {
    guard try rows.step() else {
      key = nil
      return
    }
    guard let text = rows.text(keyColumn) else {
      throw StoreFault.unreadableRow(table: table.name, column: table.columns[keyColumn])
    }
    key = text
  }
}
