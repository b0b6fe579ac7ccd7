package import LedgerCore

/// The explanations (说明) that people gave of findings.
package struct GivenExplanations {
  let snapshot: LedgerSnapshot

  /// The explanations in the order they were given.
  package func all() throws -> [Explanation] { try rows("ORDER BY number") }

  /// The explanations that count: of those of the same rule, subject and facts the last.
  package func lastOfEach() throws -> [Explanation] {
    var seen: Set<Explanation.Key> = []
    return try all().reversed().filter { seen.insert($0.key).inserted }.reversed()
  }

  /// The explanation that was last given of a rule, subject and facts; nil for none.
  package func last(of key: Explanation.Key) throws -> Explanation? {
    try rows("WHERE digest = ? ORDER BY number", [.text(key.digest)]).last { $0.key == key }
  }

  /// The explanations in the order they were given, each with its journal entry.
  package func recorded() throws -> [(entry: Int, explanation: Explanation)] {
    try snapshot.all(.explanation, "ORDER BY number", []) { row in
      (LedgerSnapshot.entry(of: row), try Self.explanation(row))
    }
  }

  private func rows(
    _ tail: String, _ arguments: [FieldValue] = []
  ) throws -> [Explanation] {
    try snapshot.all(.explanation, tail, arguments, Self.explanation)
  }

  private static func explanation(_ row: PreparedStatement) throws -> Explanation {
    var fields = FieldReader(row, of: .explanation)
    _ = try fields.integer()
    return Explanation(
      rule: try fields.text(), subject: try fields.text(), digest: try fields.text(),
      reason: try fields.text(), by: try fields.text(), confirmedBy: try fields.optionalText(),
      on: try fields.day())
  }
}
