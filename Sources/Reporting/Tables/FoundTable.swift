package import LedgerCore

/// What a search found, as a table.
package enum FoundTable {
  /// A fact that holds what was looked for.
  package struct Row: Sendable {
    let kind: String
    let key: String
    let when: ReportTable.Cell
    let amount: Money?
    let matched: String
    let command: String

    /// - Parameters:
    ///   - kind: What it is, in the officer's words.
    ///   - key: Its number.
    ///   - when: Its day, or when it was recorded.
    ///   - amount: nil where it has none.
    ///   - matched: Its words that hold what was looked for; nobody named in full.
    ///   - command: How to look at it; empty where nothing shows it.
    package init(
      kind: String, key: String, when: ReportTable.Cell, amount: Money?, matched: String,
      command: String
    ) {
      self.kind = kind
      self.key = key
      self.when = when
      self.amount = amount
      self.matched = matched
      self.command = command
    }
  }

  /// The rows with their count.
  ///
  /// - Parameters:
  ///   - rows: All that was found.
  ///   - top: How many are listed at most; what is counted is all.
  /// - Returns: The table; of nothing found it says so.
  package static func table(_ rows: [Row], top: Int) -> ReportTable {
    var notes: [String] = []
    if rows.isEmpty { notes = ["没有找到：案件、申报、值班、支付、指标、国库流水和流水理由里都没有"] }
    if rows.count > top { notes = ["另有 \(rows.count - top) 处没有列出：请多写几个字，或多列一些"] }
    return ReportTable(
      id: "found", title: "查找结果",
      columns: [
        .text("kind", "类别"), .text("key", "编号"), .text("day", "日期"),
        .number("amount_fen", "金额"), .text("matched", "找到的内容"), .text("command", "查看"),
      ],
      rows: rows.prefix(top).map { row in
        [
          .text(row.kind), .text(row.key), row.when, .money(row.amount), .text(row.matched),
          .text(row.command),
        ]
      },
      totals: [.text("合计"), .text("\(rows.count) 处")]
        + [ReportTable.Cell](repeating: .text(""), count: 4), notes: notes)
  }
}
