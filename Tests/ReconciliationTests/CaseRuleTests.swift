import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("K 案件登记规则")
struct CaseRuleTests {
  @Test("K01 日期倒置", arguments: outOfOrder)
  func k01(row: RuleRow) throws { try row.check() }

  static let outOfOrder = [
    registered("holds: every day stands in order") {
      try .sample(
        accepted: "2024-03-01", assigned: "2024-03-02", closed: "2024-03-03", filed: "2024-03-04")
    },
    registered("boundary: all on one day") {
      try .sample(
        accepted: "2024-03-01", assigned: "2024-03-01", closed: "2024-03-01", filed: "2024-03-01")
    },
    registered("breaks: accepted after closing", finds: "K01 high 案1 0.00 2024-03-02") {
      try .sample(accepted: "2024-03-02", closed: "2024-03-01")
    },
    registered("breaks: closed after filing", finds: "K01 high 案1 0.00 2024-03-03") {
      try .sample(accepted: "2024-03-01", closed: "2024-03-03", filed: "2024-03-02")
    },
    registered("breaks: accepted after filing", finds: "K01 high 案1 0.00 2024-03-03") {
      try .sample(accepted: "2024-03-03", filed: "2024-03-02")
    },
    registered("breaks: assigned after closing", finds: "K01 high 案1 0.00 2024-03-05") {
      try .sample(accepted: "2024-03-01", assigned: "2024-03-05", closed: "2024-03-04")
    },
    registered("holds: assigned before acceptance (先行提供)") {
      try .sample(accepted: "2024-03-05", assigned: "2024-03-01", closed: "2024-03-06")
    },
    registered("holds: assigned after filing, not closed: no rule compares them") {
      try .sample(accepted: "2024-03-01", assigned: "2024-03-09", filed: "2024-03-05")
    },
    registered("a case is named once, with its latest day", finds: "K01 high 案1 0.00 2024-03-09") {
      try .sample(
        accepted: "2024-03-09", assigned: "2024-03-08", closed: "2024-03-07", filed: "2024-03-06")
    },
    registered(
      "the latest day may be one that is in order", finds: "K01 high 案1 0.00 2024-06-01"
    ) {
      try .sample(accepted: "2024-03-09", closed: "2024-03-01", filed: "2024-06-01")
    },
    registered(
      "belongs to the year of its latest day", finds: "K01 high 案1 0.00 2025-01-02", year: 2025
    ) { try .sample(accepted: "2024-03-09", closed: "2024-03-01", filed: "2025-01-02") },
    registered("silent in the earlier year", asOf: "2025-01-02") {
      try .sample(accepted: "2024-03-09", closed: "2024-03-01", filed: "2025-01-02")
    },
    registered(
      "a day after the as-of day does not stand", finds: "K01 high 案1 0.00 2024-03-09"
    ) { try .sample(accepted: "2024-03-09", closed: "2024-03-01", filed: "2025-01-02") },
    registered("silent: the closing is not yet seen", asOf: "2024-03-03") {
      try .sample(accepted: "2024-03-01", closed: "2024-03-04", filed: "2024-03-02")
    },
    registered("silent: not accepted by the as-of day", asOf: "2024-03-08") {
      try .sample(accepted: "2024-03-09", closed: "2024-03-01")
    },
  ]

  /// A row about one case with neither claim nor payment.
  private static func registered(
    _ name: String, finds expected: String? = nil, year: Int = 2024, asOf: String? = nil,
    _ legalAidCase: @escaping @Sendable () throws -> LegalAidCase
  ) -> RuleRow {
    let change: @Sendable (inout InventedBook) throws -> Void = { $0.cases = [try legalAidCase()] }
    return expected.map { RuleRow(name, finds: $0, year: year, asOf: asOf, in: .empty, change) }
      ?? RuleRow(name, year: year, asOf: asOf, in: .empty, change)
  }

  @Test("K01 over every order of four days around one another, said again in full")
  func everyOrder() throws {
    let days = try (1...4).map { try Day.of("2024-03-0\($0)") }
    let optional = days.map(Optional.some) + [nil]
    for accepted in days {
      for assigned in optional {
        for closed in optional {
          for filed in optional {
            var legalAidCase = try LegalAidCase.sample()
            legalAidCase.acceptedOn = accepted
            legalAidCase.assignedOn = assigned
            legalAidCase.closing = closed.map { .init(on: $0, outcome: .closed) }
            legalAidCase.filedOn = filed
            var breaks = false
            if let closed, accepted > closed { breaks = true }
            if let closed, let filed, closed > filed { breaks = true }
            if let filed, accepted > filed { breaks = true }
            if let assigned, let closed, assigned > closed { breaks = true }
            var book = InventedBook()
            book.cases = [legalAidCase]
            let found = try book.reconcile().findings.filter { $0.rule == "K01" }
            #expect(
              found.count == (breaks ? 1 : 0),
              "\(accepted) \(String(describing: [assigned, closed, filed]))")
          }
        }
      }
    }
  }
}
