import LedgerCore
import Reconciliation
import TestSupport

extension PaymentLine {
  /// 1,000 yuan for office work to 甲所 on 1 April 2024.
  static func voucher(
    _ id: String, paid: String = "2024-04-01", amount: String = "1000", payee: String = "甲所"
  ) throws -> PaymentLine {
    try .sample(id, paid: paid, amount: amount, case: nil, use: .other, payee: payee)
  }
}

extension InventedBook {
  /// 凭9 of 2025 with its line: without one nothing of that year is testable.
  mutating func lineOf2025() throws {
    lines += [try .voucher("凭9", paid: "2025-03-01", amount: "5")]
    bankLines += [try .sample("流9", booked: "2025-03-01", amount: "5", voucher: "凭9")]
  }

  /// 凭1 of 1 April 2024, paid by the bank, and what 退1 returns of it.
  mutating func paidAndReturned(
    on day: String = "2024-06-03", amount: String? = nil
  ) throws {
    let line = try PaymentLine.voucher("凭1")
    lines += [line, try line.reversed(by: "退1", on: day, amount: amount, kind: .bankReturn)]
    bankLines += [try .sample(voucher: "凭1")]
  }

  /// A line that came back on 26 December 2024, and two returns of its amount in the ledger.
  mutating func returnedTwin() throws {
    try paidAndReturned(on: "2024-12-26")
    let line = try PaymentLine.voucher("凭2", paid: "2024-04-02")
    lines += [line, try line.reversed(by: "退2", on: "2024-12-26", kind: .bankReturn)]
    bankLines += [
      try .sample("流2", booked: "2024-12-26", amount: "-1000"),
      try .sample("流3", booked: "2024-04-02", voucher: "凭2"),
    ]
  }
}

/// A row that starts from 凭0 of 2 January 2024, which its line 流0 names.
func treasuryRow(
  _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil,
  knowing years: ClosedRange<Int>? = 2023...2025,
  _ change: @escaping @Sendable (inout InventedBook) throws -> Void
) -> RuleRow {
  RuleRow(name, finding: expected, year: year, asOf: asOf, knowing: years, in: .empty) { book in
    book.lines = [try .voucher("凭0", paid: "2024-01-02", amount: "5")]
    book.bankLines = [try .sample("流0", booked: "2024-01-02", amount: "5", voucher: "凭0")]
    try change(&book)
  }
}
