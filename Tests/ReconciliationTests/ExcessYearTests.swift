import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("P05、P06、D04 属于哪一年")
struct ExcessYearTests {
  @Test(
    "P05 and P06 at the turn of the year", arguments: paidLater + takenBack + returnedRows + twice)
  func cases(row: RuleRow) throws { try row.check(judging: ["P04", "P05", "P06"]) }

  static let paidLater = [
    paid("a line of 31 December", finds: "P05 block 案1 5.00 2024-12-31", then: ("2024-12-31", "5")),
    paid("and nothing in the next year", year: 2025, then: ("2024-12-31", "5")),
    paid(
      "a line of New Year's Day: not of the year before", asOf: "2025-12-31",
      then: ("2025-01-01", "5")),
    paid(
      "but of its own", finds: "P05 block 案1 5.00 2025-01-01", year: 2025, then: ("2025-01-01", "5")
    ),
    paid(
      "before it is paid nothing stands", year: 2025, asOf: "2024-12-31",
      then: ("2025-01-01", "5")),
    paid(
      "more in the next year: told in both, the sum of the as-of day",
      finds: "P05 block 案1 12.00 2024-12-31", asOf: "2025-12-31", then: ("2024-12-31", "5"),
      ("2025-01-01", "7")),
    paid(
      "and in the next by its own line", finds: "P05 block 案1 12.00 2025-01-01", year: 2025,
      then: ("2024-12-31", "5"), ("2025-01-01", "7")),
    paid(
      "dated by the last line of the year", finds: "P05 block 案1 13.00 2025-03-01", year: 2025,
      then: ("2024-12-31", "5"), ("2025-01-01", "7"), ("2025-03-01", "1")),
    paid("a third year without a line tells nothing", year: 2026, then: ("2024-12-31", "5")),
    paid(
      "up to the as-of day within the year", finds: "P05 block 案1 7.00 2025-02-01", year: 2025,
      asOf: "2025-02-28", then: ("2025-02-01", "7"), ("2025-03-01", "1")),
  ]

  static let takenBack = [
    RuleRow("smaller than a year ago, without a line of its own: silent", year: 2025, in: .funded) {
      $0.lines.append(try .sample("凭2", paid: "2024-12-31", amount: "5"))
      $0.lines.append(try $0.lines[1].reversed(by: "凭3", on: "2025-01-01", amount: "2"))
    },
    RuleRow(
      "a line of the year beyond what is approved is told although the excess shrank",
      finds: "P05 block 案1 4.00 2025-02-01", year: 2025, in: .funded
    ) {
      $0.lines.append(try .sample("凭2", paid: "2024-12-31", amount: "5"))
      $0.lines.append(try $0.lines[1].reversed(by: "凭3", on: "2025-01-01", amount: "2"))
      $0.lines.append(try .sample("凭4", paid: "2025-02-01", amount: "1"))
    },
    RuleRow("healed by the as-of day: silent in every year", asOf: "2025-01-01", in: .funded) {
      $0.lines.append(try .sample("凭2", paid: "2024-12-31", amount: "5"))
      $0.lines.append(try $0.lines[1].reversed(by: "凭3", on: "2025-01-01"))
    },
  ]

  static let returnedRows = [
    returned(
      "the claim is returned in the next year: the excess grew in it",
      finds: "P05 block 案1 1000.00 2025-12-31", year: 2025, on: "2025-01-01"),
    returned(
      "before the day of the return nothing stands", year: 2025, asOf: "2024-12-31",
      on: "2025-01-01"),
    returned(
      "dated by the as-of day", finds: "P05 block 案1 1000.00 2025-01-01", year: 2025,
      asOf: "2025-01-01", on: "2025-01-01"),
    returned(
      "returned on 31 December: of that year, by the line from which it is too much",
      finds: "P05 block 案1 1000.00 2024-04-01", on: "2024-12-31"),
    returned("and not of the next", year: 2025, on: "2024-12-31"),
    returned(
      "told in the year of the line as well, once the as-of day sees the return",
      finds: "P05 block 案1 1000.00 2024-04-01", asOf: "2025-12-31", on: "2025-02-01"),
    returned(
      "the line stood approved on its day: P04 is silent", asOf: "2025-01-31", on: "2025-02-01"),
    returned(
      "returned on the day of the payment: P04, and P05 for there was an approval",
      finds: "P04 block 凭1/1 1000.00 2024-04-01", "P05 block 案1 1000.00 2024-04-01",
      on: "2024-04-01"),
    returned(
      "the day after it: approved on its day", finds: "P05 block 案1 1000.00 2024-04-01",
      on: "2024-04-02"),
    RuleRow("approved again since: nothing is too much", year: 2025, in: .funded) {
      $0.claims = [
        try .sample(approved: "2024-03-10", returned: "2025-02-01"),
        try .sample("申2", claimed: "2025-02-02", approved: "2025-02-03"),
      ]
    },
  ]

  static let twice = [
    paid(
      "P06 of the year of the second line", finds: "P06 block 案1 1000.00 2025-01-01", year: 2025,
      then: ("2025-01-01", "1000")),
    paid("and not of the first line's year", asOf: "2025-12-31", then: ("2025-01-01", "1000")),
    paid(
      "P06 grows by a third line", finds: "P06 block 案1 1007.00 2025-03-01", year: 2025,
      then: ("2024-12-31", "1000"), ("2025-03-01", "7")),
    RuleRow(
      "what was paid twice is too much otherwise once nothing is approved: P05 grew from nothing",
      finds: "P05 block 案1 2000.00 2025-12-31", year: 2025, in: .funded
    ) {
      $0.claims = [try .sample(approved: "2024-03-10", returned: "2025-02-01")]
      $0.lines.append(try .sample("凭2", paid: "2024-12-31"))
    },
  ]

  @Test("D04 at the turn of the year", arguments: dutyRows)
  func shifts(row: RuleRow) throws { try row.check(judging: ["D04"]) }

  static let dutyRows = [
    shift(
      "a line of 31 December", finds: "D04 block 值1 5.00 2024-12-31", then: ("2024-12-31", "5")),
    shift("and nothing in the next year", year: 2025, then: ("2024-12-31", "5")),
    shift(
      "a line of New Year's Day: not of the year before", asOf: "2025-12-31",
      then: ("2025-01-01", "5")),
    shift(
      "but of its own", finds: "D04 block 值1 5.00 2025-01-01", year: 2025, then: ("2025-01-01", "5")
    ),
    shift(
      "more in the next year: told again", finds: "D04 block 值1 12.00 2025-01-01", year: 2025,
      then: ("2024-12-31", "5"), ("2025-01-01", "7")),
    RuleRow(
      "paid before it was served: too much from the duty day on, of its year",
      finds: "D04 block 值1 100.00 2025-12-31", year: 2025, in: .duty
    ) {
      $0.shifts = [try .sample(served: "2025-01-01", rate: "100", amount: "100")]
      $0.lines = [try .dutySample(paid: "2024-12-31")]
    },
  ]
}

extension ExcessYearTests {
  /// A case with 1,000 yuan approved and paid in April 2024, and further lines.
  private static func paid(
    _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil,
    then further: (day: String, amount: String)...
  ) -> RuleRow {
    RuleRow(name, finding: expected, year: year, asOf: asOf, in: .funded) { book in
      for (index, line) in further.enumerated() {
        book.lines.append(try .sample("凭\(index + 2)", paid: line.day, amount: line.amount))
      }
    }
  }

  /// The same case whose claim is returned on a day.
  private static func returned(
    _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil, on day: String
  ) -> RuleRow {
    RuleRow(name, finding: expected, year: year, asOf: asOf, in: .funded) { book in
      book.claims = [try .sample(approved: "2024-03-10", returned: day)]
    }
  }

  /// A shift of 200 yuan paid in April 2024, and further lines.
  private static func shift(
    _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil,
    then further: (day: String, amount: String)...
  ) -> RuleRow {
    RuleRow(name, finding: expected, year: year, asOf: asOf, in: .duty) { book in
      for (index, line) in further.enumerated() {
        book.lines.append(try .dutySample("凭\(index + 2)", paid: line.day, amount: line.amount))
      }
    }
  }
}
