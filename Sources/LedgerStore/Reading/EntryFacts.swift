import GRDB
package import LedgerCore

/// The facts of entries, by what finds them: numbers, never a person's name.
package struct EntryFacts {
  let snapshot: LedgerSnapshot

  /// The facts of some entries in the order of their recording, a few of each.
  ///
  /// - Parameters:
  ///   - first: The first entry.
  ///   - last: The last.
  ///   - limit: How many facts of an entry are named.
  ///   - codes: Of the tables that have such facts; nil for all.
  /// - Returns: For each entry the words for its facts.
  /// - Throws: A fault of the store.
  package func words(
    from first: Int, through last: Int, limit: Int, codes: Set<UInt8>? = nil
  ) throws -> [Int: [String]] {
    var found: [Int: [(ordinal: Int, words: String)]] = [:]
    for table in FactTable.all where codes?.contains(table.code) ?? true {
      let rows = try PreparedStatement(
        """
        SELECT entry, ordinal, \(table.columnList) FROM \(table.name)
        WHERE entry BETWEEN ? AND ? ORDER BY entry, ordinal
        """, in: snapshot.database)
      try rows.bind([.of(first), .of(last)])
      var (entry, count) = (0, 0)
      while try rows.step() {
        if entry != Int(rows.number(0)) { (entry, count) = (Int(rows.number(0)), 0) }
        count += 1
        guard count <= limit else { continue }
        let values = (2..<(table.columns.count + 2)).map(rows.value)
        let key = table.words(for: values)
        found[entry, default: []].append(
          (Int(rows.number(1)), key.isEmpty ? table.title : "\(table.title) \(key)"))
      }
    }
    return found.mapValues { facts in
      facts.sorted { $0.ordinal < $1.ordinal }.prefix(limit).map(\.words)
    }
  }
}

extension EntryFacts {
  /// The first fact of each of some entries.
  ///
  /// - Complexity: Reads those facts alone where a table has an index of entries.
  package func firstWords(of entries: [Int]) throws -> [Int: String] {
    var found: [Int: String] = [:]
    for table in FactTable.all {
      let rows = try PreparedStatement(
        """
        SELECT entry, \(table.columnList) FROM \(table.name)
        WHERE entry IN (\(Self.list(entries))) AND ordinal = 1
        """, in: snapshot.database)
      while try rows.step() {
        let values = (1...table.columns.count).map(rows.value)
        let key = table.words(for: values)
        found[Int(rows.number(0))] = key.isEmpty ? table.title : "\(table.title) \(key)"
      }
    }
    return found
  }

  private static func list(_ entries: [Int]) -> String {
    entries.map(String.init).joined(separator: ", ")
  }

  /// What each entry came to in money, where one kind of money stands in it: what was paid less
  /// what was taken back, granted or else claimed, earned by duty, received, adjusted or opened.
  package func amounts(from first: Int, through last: Int) throws -> [Int: Money] {
    try amounts("entry BETWEEN \(first) AND \(last)")
  }

  /// The same of some entries.
  package func amounts(of entries: [Int]) throws -> [Int: Money] {
    try amounts("entry IN (\(Self.list(entries)))")
  }

  private func amounts(_ condition: String) throws -> [Int: Money] {
    var amounts: [Int: Money] = [:]
    var several: Set<Int> = []
    for (table, amount) in Self.money {
      let rows = try PreparedStatement(
        """
        SELECT entry, sum(\(amount)) FROM \(table) WHERE \(condition) GROUP BY entry
        """, in: snapshot.database)
      while try rows.step() {
        guard !rows.isNull(1) else { continue }
        let entry = Int(rows.number(0))
        if amounts.updateValue(Money(fen: rows.number(1)), forKey: entry) != nil {
          several.insert(entry)
        }
      }
    }
    return amounts.filter { !several.contains($0.key) }
  }

  private static let money = [
    ("paymentLine", "iif(reversesVoucher IS NULL, amount, -amount)"),
    ("claim", "iif(isMoved = 1, NULL, coalesce(approvedAmount, claimedAmount))"),
    ("dutyShift", "amount"), ("appropriation", "amount"),
    ("appropriationChange", "iif(kind = '收回', -amount, amount)"), ("openingBalance", "amount"),
  ]

  /// The entries with facts about a case, under any of the numbers that it had.
  package func entries(about cases: [CaseNumber]) throws -> Set<Int> {
    let marks = Array(repeating: "?", count: cases.count).joined(separator: ", ")
    var entries: Set<Int> = []
    for table in FactTable.all {
      for account in table.accounts where account.kind == .legalAidCase {
        let rows = try PreparedStatement(
          "SELECT entry FROM \(table.name) WHERE \(account.parts[0]) IN (\(marks))",
          in: snapshot.database)
        try rows.bind(cases.map { .text($0.key) })
        while try rows.step() { entries.insert(Int(rows.number(0))) }
      }
    }
    return entries
  }

  /// The name of every recipient that was ever registered, so that it can be masked.
  ///
  /// - Parameters:
  ///   - last: Only of later entries.
  ///   - body: Takes a name, perhaps more than once.
  /// - Throws: A fault of the store, or what the body throws.
  package func forEachRecipient(
    after last: Int = 0, _ body: (String) throws -> Void
  ) throws {
    let rows = try PreparedStatement(
      "SELECT DISTINCT recipient FROM legalAidCase WHERE entry > ?", in: snapshot.database)
    try rows.bind(last, to: 1)
    while try rows.step() { try body(rows.text(0) ?? "") }
  }
}

extension LedgerWriter {
  private static let namedFactsMax = 20

  /// What was appended so far, by what finds it.
  package func appendedWords() throws -> [String] {
    let words = try EntryFacts(snapshot: ledger).words(
      from: nextEntry, through: nextEntry, limit: Self.namedFactsMax, codes: tableCodes)
    let named = words[nextEntry] ?? []
    return appendedCount > named.count ? named + ["等共 \(appendedCount) 条记录"] : named
  }
}
