import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("F07 结转不符")
struct OpeningRuleTests {
  @Test("what a year opens with is what the year before left", arguments: rows + open + closed)
  func f07(row: RuleRow) throws { try row.check(judging: ["F07"]) }

  /// The opening that is stated beside the rows that were carried over.
  static let rows = [
    row("silent: no year before is known") { $0.appropriations = [try .sample(amount: "400")] },
    row("holds: stated is what the rows bring") {
      try $0.stateOpening("400")
      $0.appropriations = [
        try .sample(amount: "150", carriedFrom: 2023),
        try .sample("文2", amount: "250", carriedFrom: 2021), try .sample("文3"),
      ]
    },
    row("breaks: one fen more is stated", finds: "F07 high 2024 0.01 -") {
      try $0.stateOpening("400.01")
      $0.appropriations = [try .sample(amount: "400", carriedFrom: 2023)]
    },
    row("breaks: one fen less", finds: "F07 high 2024 -0.01 -") {
      try $0.stateOpening("399.99")
      $0.appropriations = [try .sample(amount: "400", carriedFrom: 2023)]
    },
    row("silent: stated, and no row was carried over") {
      try $0.stateOpening("400")
      $0.appropriations = [try .sample()]
    },
    row("silent: the row is not received yet", asOf: "2024-01-09") {
      try $0.stateOpening("7")
      $0.appropriations = [try .sample(received: "2024-01-10", amount: "400", carriedFrom: 2023)]
    },
    row("breaks from its receipt on", finds: "F07 high 2024 -393.00 -", asOf: "2024-01-10") {
      try $0.stateOpening("7")
      $0.appropriations = [try .sample(received: "2024-01-10", amount: "400", carriedFrom: 2023)]
    },
    row("silent: a year without an opening follows one that left something") { try $0.spend2023() },
  ]

  /// The year before is not closed.
  static let open = [
    row("holds: stated is what the year before left") {
      try $0.spend2023()
      try $0.stateOpening("400")
    },
    row("breaks: less is stated", finds: "F07 high 2024 -0.01 -") {
      try $0.spend2023()
      try $0.stateOpening("399.99")
    },
    row("breaks: the rows bring more", finds: "F07 high 2024 5.00 -") {
      try $0.spend2023()
      $0.appropriations.append(try .sample(amount: "405", carriedFrom: 2023))
    },
    row("silent: nobody knows what the year before began with") {
      try $0.spend2023()
      $0.openings = []
      try $0.stateOpening("7")
    },
    row("breaks: money came back on 31 December", finds: "F07 high 2024 -600.00 -") {
      try $0.spend2023()
      try $0.stateOpening("400")
      $0.lines.append(try $0.lines[0].reversed(by: "冲1/1", on: "2023-12-31"))
    },
    row("holds: on 1 January it is the new year's") {
      try $0.spend2023()
      try $0.stateOpening("400")
      $0.lines.append(try $0.lines[0].reversed(by: "冲1/1", on: "2024-01-01"))
    },
    row(
      "breaks: what was paid without a row left the year all the same",
      finds: "F07 high 2024 50.00 -"
    ) {
      try $0.spend2023()
      try $0.stateOpening("400")
      $0.lines.append(
        try .sample("凭2/1", paid: "2023-12-31", amount: "50", case: nil, use: .other, document: "无")
      )
    },
    row("the largest difference is told, as it is signed", finds: "F07 high 2024 -300.00 -") {
      try $0.spend2023()
      try $0.stateOpening("100")
      $0.appropriations.append(try .sample(amount: "350", carriedFrom: 2023))
    },
  ]

  /// The year before is closed.
  static let closed = [
    row("holds: carried is what the year before left") {
      try $0.spend2023()
      $0.carried[try .of(2024)] = try .yuan("400")
    },
    row("breaks: a deficit was not carried", finds: "F07 high 2024 70.00 -") {
      try $0.spend2023()
      $0.appropriations.append(try .sample("文2", year: 2023, amount: "30"))
      $0.lines.append(
        try .sample(
          "凭2/1", paid: "2023-12-01", amount: "100", case: nil, use: .other, document: "文2"))
      $0.carried[try .of(2024)] = try .yuan("400")
    },
    row("holds: it was covered before the year's end") {
      try $0.spend2023()
      $0.appropriations.append(try .sample("文2", year: 2023, amount: "30"))
      $0.lines.append(
        try .sample(
          "凭2/1", paid: "2023-12-01", amount: "100", case: nil, use: .other, document: "文2"))
      $0.changes = [try .adjustment(of: "文2", year: 2023, on: "2023-12-31", "70")]
      $0.carried[try .of(2024)] = try .yuan("400")
    },
    row("breaks: something else is stated than the rows bring", finds: "F07 high 2024 599.00 -") {
      try $0.spend2023()
      $0.carried[try .of(2024)] = try .yuan("400")
      $0.appropriations.append(try .sample(amount: "400", carriedFrom: 2023))
      try $0.stateOpening("999")
    },
    row("silent: nobody knows what the closed year began with") {
      try $0.spend2023()
      $0.openings = []
      $0.carried[try .of(2024)] = try .yuan("7")
    },
    row("what a closing of another year carried is no matter of this one") {
      try $0.spend2023()
      $0.carried[try .of(2025)] = try .yuan("7")
    },
  ]

  private static func row(
    _ name: String, finds expected: String..., asOf: String? = nil,
    _ change: @escaping @Sendable (inout InventedBook) throws -> Void
  ) -> RuleRow {
    RuleRow(name, finding: expected, asOf: asOf, in: .empty, change)
  }

  @Test("I08 what the rows hold = 年末结余", arguments: identities)
  func i08(row: YearIdentityTests.Row) throws { try row.check("I08") }

  static let identities = [
    identity("the rows hold what the year left", "40000 = 40000 fen pass", year: 2023) {
      try $0.spend2023()
    },
    identity(
      "on the as-of day before the year's end", "100000 = 100000 fen pass", year: 2023,
      asOf: "2023-11-30"
    ) { try $0.spend2023() },
    identity(
      "what moves after the year's end is the next year's", "40000 = 40000 fen pass", year: 2023,
      asOf: "2024-06-30"
    ) {
      try $0.spend2023()
      $0.lines.append(try $0.lines[0].reversed(by: "冲1/1", on: "2024-01-01"))
    },
    identity("what was paid without a row is taken off", "35000 = 35000 fen pass", year: 2023) {
      try $0.spend2023()
      $0.lines.append(
        try .sample("凭2/1", paid: "2023-12-31", amount: "50", case: nil, use: .other, document: "无")
      )
    },
    identity("an opening that no row holds", "40000 = 50000 fen contradiction", year: 2023) {
      try $0.spend2023()
      $0.openings = []
      try $0.stateOpening("100", year: 2023)
    },
    identity("a deficit that was not carried", "33000 = 40000 fen contradiction") {
      try $0.spend2023()
      $0.appropriations += [
        try .sample("文2", year: 2023, amount: "30"), try .sample(amount: "400", carriedFrom: 2023),
      ]
      $0.lines.append(
        try .sample(
          "凭2/1", paid: "2023-12-01", amount: "100", case: nil, use: .other, document: "文2"))
    },
    identity("money of a later budget year is no part of it", "40000 = 40000 fen pass", year: 2023)
    {
      try $0.spend2023()
      $0.appropriations.append(try .sample("文2", received: "2023-12-20"))
    },
    identity(
      "carried on in the next year, it still stands at the year's end", "40000 = 40000 fen pass",
      year: 2023, asOf: "2024-06-30"
    ) {
      try $0.spend2023()
      $0.appropriations.append(try .sample(amount: "400", carriedFrom: 2023))
    },
  ]

  private static func identity(
    _ name: String, _ sides: String, year: Int = 2024, asOf: String? = nil,
    _ change: @escaping @Sendable (inout InventedBook) throws -> Void
  ) -> YearIdentityTests.Row {
    YearIdentityTests.Row(name, sides, year: year, asOf: asOf, in: .empty, change)
  }

  @Test("without an opening the rows cannot be held against a closing")
  func notTestable() throws {
    var book = InventedBook()
    book.appropriations = [try .sample()]
    let identity = try #require(try book.reconcile().identities.first { $0.id == "I08" })
    #expect(identity.outcome == .notTestable && identity.left == nil && identity.right == nil)
  }
}

extension InventedBook {
  /// A year 2023 that began with nothing, received 1,000 yuan and paid 600 of them in December.
  fileprivate mutating func spend2023() throws {
    try stateOpening("0", year: 2023)
    appropriations = [try .sample(year: 2023, amount: "1000")]
    lines = [try .sample("凭1/1", paid: "2023-12-29", amount: "600", case: nil, use: .other)]
  }
}
