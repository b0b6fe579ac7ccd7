import GRDB
package import LedgerCore

// Running totals of what is paid: worked out from the payment lines, and kept so that one payment
// need not read all others.

extension PostedGroup {
  /// A group as a row has it: document, years, and the day of reversals or 0.
  fileprivate init(_ rows: PreparedStatement, of table: String) throws {
    guard let document = rows.text(0), let drawnIn = FiscalYear(Int(rows.number(1))),
      let paidIn = FiscalYear(Int(rows.number(2)))
    else { throw StoreFault.unreadableRow(table: table, column: "drawnIn") }
    let day = Int(rows.number(3))
    let reversedOn = Day(number: day)
    guard day == 0 || reversedOn != nil else {
      throw StoreFault.unreadableRow(table: table, column: "reversedOn")
    }
    self.init(
      document: DocumentNumber(key: document, printed: document), drawnIn: drawnIn,
      paidIn: paidIn, reversedOn: reversedOn)
  }

  /// By document, years, and payments before reversals: the order in which SQLite groups lines.
  fileprivate static func isBefore(_ left: Self, _ right: Self) -> Bool {
    if left.document != right.document { return left.document < right.document }
    return (left.drawnIn, left.paidIn, left.reversalNumber)
      < (right.drawnIn, right.paidIn, right.reversalNumber)
  }

  private var reversalNumber: Int { reversedOn.map { Int($0.number) } ?? 0 }

  fileprivate var fields: [FieldValue] {
    [.text(document.key), .of(drawnIn.number), .of(paidIn.number), .of(reversalNumber)]
  }
}

/// What was appended in a transaction and stands in no total yet.
final class PendingTotals {
  private(set) var sums: [PostedGroup: Money] = [:]

  func add(_ amount: Money, to group: PostedGroup) throws {
    sums[group] = try (sums[group] ?? .zero) + amount
  }

  /// Adds payments, of which those that follow each other mostly go to one group.
  func add(_ payments: [NewFacts.Payment]) throws {
    guard var group = payments.first?.group else { return }
    var amount = Money.zero
    for payment in payments {
      if payment.group != group {
        try add(amount, to: group)
        (group, amount) = (payment.group, .zero)
      }
      amount = try amount + payment.amount
    }
    try add(amount, to: group)
  }
}

extension PaymentRegister {
  /// Everything paid up to a day, summed by document, drawing year and payment year; reversals by
  /// their day.
  ///
  /// - Complexity: Up to the end of a year, one step for each group; else reads every payment line.
  package func postedSums(upTo day: Day) throws -> [PostedSum] {
    guard day == day.fiscalYear.lastDay else { return try sumsOfLines(upTo: day) }
    let totals = try postedTotals()
    let pending = snapshot.pending.sums
    guard !pending.isEmpty else { return totals.filter { $0.group.paidIn <= day.fiscalYear } }
    var sums = Dictionary(uniqueKeysWithValues: totals.map { ($0.group, $0.amount) })
    for (group, amount) in pending { sums[group] = try (sums[group] ?? .zero) + amount }
    return sums.filter { $0.key.paidIn <= day.fiscalYear }
      .sorted { PostedGroup.isBefore($0.key, $1.key) }.map { PostedSum($0.key, $0.value) }
  }

  /// The newest total of each group, by document, years and day.
  ///
  /// The next group is sought from the day after the last one's: SQLite goes through every row that
  /// equals the start of a `>`, here a total for each entry.
  private func postedTotals() throws -> [PostedSum] {
    let rows = try snapshot.rows(
      "postedTotals",
      """
      SELECT documentNumber, drawnIn, paidIn, reversedOn, amount FROM postedTotal
      WHERE (documentNumber, drawnIn, paidIn, reversedOn) >= (?1, ?2, ?3, ?4 + 1)
      ORDER BY documentNumber, drawnIn, paidIn, reversedOn, entry DESC LIMIT 1
      """)
    var totals: [PostedSum] = []
    var last: [FieldValue] = [.text(""), .integer(0), .integer(0), .integer(0)]
    while true {
      try rows.bind(last)
      guard try rows.step() else { break }
      let group = try PostedGroup(rows, of: "postedTotal")
      totals.append(PostedSum(group, Money(fen: rows.number(4))))
      last = group.fields
      rows.reset()
    }
    rows.reset()
    return totals
  }

  private func sumsOfLines(upTo day: Day) throws -> [PostedSum] {
    let rows = try PreparedStatement(
      """
      SELECT documentNumber, coalesce(reversesPaidOn, paidOn) / 10000 AS drawnIn,
        paidOn / 10000 AS paidIn, iif(reversesPaidOn IS NULL, 0, paidOn) AS reversedOn, sum(amount)
      FROM paymentLine WHERE paidOn <= ? GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
      """, in: snapshot.database)
    try rows.bind([.of(day)])
    var sums: [PostedSum] = []
    while try rows.step() {
      sums.append(
        PostedSum(try PostedGroup(rows, of: "paymentLine"), Money(fen: rows.number(4))))
    }
    return sums
  }

  /// The running totals as the payment lines give them, as SQL.
  private static let workedOut = """
    SELECT documentNumber, drawnIn, paidIn, reversedOn, entry, sum(amount) OVER (
      PARTITION BY documentNumber, drawnIn, paidIn, reversedOn ORDER BY entry) AS amount
    FROM (
      SELECT documentNumber, coalesce(reversesPaidOn, paidOn) / 10000 AS drawnIn,
        paidOn / 10000 AS paidIn, iif(reversesPaidOn IS NULL, 0, paidOn) AS reversedOn, entry,
        sum(amount) AS amount
      FROM paymentLine GROUP BY 1, 2, 3, 4, 5)
    """

  /// Appends the totals of entries whose lines were appended as they are, from one on.
  ///
  /// - Complexity: Reads every payment line once.
  func appendTotals(from first: Int) throws {
    let insertion = try PreparedStatement(
      """
      INSERT INTO postedTotal (documentNumber, drawnIn, paidIn, reversedOn, entry, amount)
      SELECT documentNumber, drawnIn, paidIn, reversedOn, entry, amount
      FROM (\(Self.workedOut)) WHERE entry >= ?
      """, in: snapshot.database)
    try insertion.bind([.of(first)])
    _ = try insertion.step()
  }

  /// What is wrong with the running totals, held against the payment lines.
  ///
  /// - Complexity: Reads every payment line and total once, and sorts them.
  func postedTotalProblems() throws -> [IntegrityProblem] {
    let rows = try PreparedStatement(
      """
      WITH worked AS (\(Self.workedOut)),
      kept AS (
        SELECT documentNumber, drawnIn, paidIn, reversedOn, entry, amount FROM postedTotal)
      SELECT documentNumber, paidIn, entry FROM (SELECT * FROM worked EXCEPT SELECT * FROM kept)
      UNION
      SELECT documentNumber, paidIn, entry FROM (SELECT * FROM kept EXCEPT SELECT * FROM worked)
      ORDER BY 3, 1, 2
      """, in: snapshot.database)
    var problems: [IntegrityProblem] = []
    while try rows.step() {
      let document = printable(rows.text(0) ?? "")
      problems.append(
        IntegrityProblem(
          .consistency, entry: Int(rows.number(2)), table: "支付累计", key: document,
          "支付累计与支付明细不符：指标 \(document) \(rows.number(1)) 年，第 \(rows.number(2)) 号流水"))
    }
    return problems
  }
}

extension LedgerWriter {
  /// Appends the totals of the groups that lines were appended to.
  func appendTotals(under entry: Int) throws {
    let pending = ledger.pending.sums
    guard !pending.isEmpty else { return }
    let newest = try ledger.rows(
      "postedTotal",
      """
      SELECT amount FROM postedTotal
      WHERE documentNumber = ?1 AND drawnIn = ?2 AND paidIn = ?3 AND reversedOn = ?4
      ORDER BY entry DESC LIMIT 1
      """)
    let insertion = try ledger.rows(
      "postedTotal new",
      """
      INSERT INTO postedTotal (documentNumber, drawnIn, paidIn, reversedOn, entry, amount)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """)
    for (group, amount) in pending {
      try newest.bind(group.fields)
      let total = try Money(fen: newest.step() ? newest.number(0) : 0) + amount
      newest.reset()
      try insertion.bind(group.fields + [.of(entry), .of(total)])
      _ = try insertion.step()
      insertion.reset()
    }
  }
}
