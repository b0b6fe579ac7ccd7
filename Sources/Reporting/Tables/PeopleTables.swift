package import LedgerCore

/// What waits for a second person, as it is printed.
package struct PendingRow: Sendable {
  package let number: Int
  let proposedAt: ReportTable.Cell
  let proposer: String
  let act: String
  let grounds: String
  let subject: String
  let reason: String

  /// - Parameters:
  ///   - number: By which it is confirmed.
  ///   - proposedAt: When it was asked for.
  ///   - proposer: Who did.
  ///   - act: What is asked for, in the officer's words.
  ///   - grounds: Why it needs two.
  ///   - subject: What it is about, by numbers.
  ///   - reason: Why it is asked for; empty for none.
  package init(
    number: Int, proposedAt: ReportTable.Cell, proposer: String, act: String, grounds: String,
    subject: String, reason: String
  ) {
    self.number = number
    self.proposedAt = proposedAt
    self.proposer = proposer
    self.act = act
    self.grounds = grounds
    self.subject = subject
    self.reason = reason
  }
}

/// An entry of the journal as a person reads it (日志).
package struct LogRow: Sendable {
  let number: Int
  let recordedAt: ReportTable.Cell
  let person: String
  let act: ReportTable.Cell
  let subject: String
  let amount: Money?
  let reason: String
  let overridden: String
  let signature: String

  /// - Parameters:
  ///   - number: Of the entry.
  ///   - recordedAt: When it was recorded.
  ///   - person: Who acted.
  ///   - act: What was done.
  ///   - subject: What it is about, by numbers.
  ///   - amount: What was paid, granted or received by it; nil where it has none.
  ///   - reason: Why; empty for none.
  ///   - overridden: The rules that were overridden; empty for none.
  ///   - signature: How it is signed, and who asked for it.
  package init(
    number: Int, recordedAt: ReportTable.Cell, person: String, act: ReportTable.Cell,
    subject: String, amount: Money?, reason: String, overridden: String, signature: String
  ) {
    self.number = number
    self.recordedAt = recordedAt
    self.person = person
    self.act = act
    self.subject = subject
    self.amount = amount
    self.reason = reason
    self.overridden = overridden
    self.signature = signature
  }
}

/// The people of a ledger, what they ask each other for, and what they did, as tables.
package enum PeopleTables {
  /// The people in order of registration.
  package static func people(_ people: [Person]) -> ReportTable {
    ReportTable(
      id: "people", title: "人员",
      columns: [
        .number("number", "序号"), .text("name", "姓名"), .text("roles", "职责"),
        .text("state", "状态"),
      ],
      rows: people.map { person in
        [
          .count(person.number), .text(person.name), .text(person.roles.inWords),
          .text(person.isEnded ? "停用" : "在用"),
        ]
      }, notes: people.isEmpty ? [PeopleStanding.unset.words] : [])
  }

  /// What waits for a second person, in order of number.
  package static func pending(_ rows: [PendingRow]) -> ReportTable {
    ReportTable(
      id: "pending", title: "待复核事项",
      columns: [
        .number("number", "号"), .text("proposed_at", "提请时间"), .text("proposer", "提请人"),
        .text("act", "事项"), .text("grounds", "须两人的原因"), .text("subject", "内容"),
        .text("reason", "理由"),
      ],
      rows: rows.map { row in
        [
          .count(row.number), row.proposedAt, .text(row.proposer), .text(row.act),
          .text(row.grounds), .text(row.subject), .text(row.reason),
        ]
      }, notes: rows.isEmpty ? ["没有待复核的事项"] : [])
  }

  /// The entries in their order.
  package static func log(_ rows: [LogRow]) -> ReportTable {
    ReportTable(
      id: "log", title: "操作日志",
      columns: [
        .number("number", "流水号"), .text("recorded_at", "时间"), .text("person", "经办人"),
        .text("act", "事项"), .text("subject", "内容"), .number("amount_fen", "金额（元）"),
        .text("reason", "理由"), .text("overridden", "越过的规则"), .text("signature", "签名"),
      ],
      rows: rows.map { row in
        [
          .count(row.number), row.recordedAt, .text(row.person), row.act, .text(row.subject),
          .money(row.amount), .text(row.reason), .text(row.overridden), .text(row.signature),
        ]
      }, notes: rows.isEmpty ? ["没有这样的流水"] : [])
  }
}
