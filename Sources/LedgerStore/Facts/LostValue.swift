import GRDB
import LedgerCore

/// Finds what a changed fact said before, where one column was changed and its old value is one of
/// few: a day, a round amount, a small number, a term, or nothing.
///
/// The mark of the journal proves what is found. Free texts are neither sought nor printed.
enum LostValue {
  /// How many facts of one ledger are searched: where thousands were changed, no few values help.
  static let searchedFactsMax = 20

  /// What was changed, as the end of a sentence; empty when it cannot be known.
  static func words(_ fact: MetFact, _ mark: FactMark) -> String {
    for (index, column) in fact.table.columns.enumerated() {
      let candidates = candidates(for: column, now: fact.values[index])
      guard let old = first(of: candidates, at: index, giving: mark, fact) else { continue }
      let (before, now) = (printed(old, column), printed(fact.values[index], column))
      return "；被改的是\(columnTitle(column))，原为\(before)，现为\(now)"
    }
    return ""
  }

  /// The value that gives the mark in a column's place.
  private static func first(
    of candidates: [DatabaseValue], at index: Int, giving mark: FactMark, _ fact: MetFact
  ) -> DatabaseValue? {
    // All but the one value is encoded once.
    var (head, tail, whole) = (ValueBytes(), ValueBytes(), ValueBytes())
    head.write(text: fact.table.name)
    for value in fact.values[..<index] { head.write(value) }
    for value in fact.values[(index + 1)...] { tail.write(value) }
    return candidates.first { candidate in
      whole = head
      whole.write(candidate)
      whole.append(tail)
      return FactMark(fact.table, encoded: whole) == mark
    }
  }

  private static func candidates(for column: String, now: DatabaseValue) -> [DatabaseValue] {
    var candidates = now.isNull ? [] : [DatabaseValue.null]
    switch kind(of: column) {
    case .day: candidates += days
    case .amount: candidates += amounts
    case .number: candidates += smallNumbers
    case .term: candidates += terms
    case .text: break
    }
    return candidates
  }

  private enum Kind {
    case day, amount, number, term, text
  }

  private static func kind(of column: String) -> Kind {
    if column.hasSuffix("On") { return .day }
    if column == "rate" || column.lowercased().hasSuffix("amount") { return .amount }
    if numberColumns.contains(column) { return .number }
    return termColumns.contains(column) ? .term : .text
  }

  private static let numberColumns: Set<String> = [
    "closing", "firstLine", "firstRevision", "fiscalYear", "id", "isEnded", "isMoved", "line",
    "number",
    "originYear", "quantityTenths", "reversesLine", "revision",
  ]
  private static let termColumns: Set<String> = [
    "citedKind", "field", "kind", "outcome", "source", "type", "unit", "use",
  ]

  /// 2015–2035.
  private static let days: [DatabaseValue] = (2_015...2_035).flatMap { year in
    (1...12).flatMap { month in
      (1...31).map { (year * 10_000 + month * 100 + $0).databaseValue }
    }
  }
  /// Every yuan up to 3,000, and every hundred up to 1,000,000.
  private static let amounts: [DatabaseValue] =
    ((0...3_000).map { $0 * 100 } + (31...10_000).map { $0 * 10_000 }).map(\.databaseValue)
  private static let smallNumbers: [DatabaseValue] =
    (Array(0...300) + Array(2_000...2_050)).map(\.databaseValue)
  private static let terms: [DatabaseValue] = {
    let words =
      CaseType.allCases.map(\.rawValue) + Outcome.allCases.map(\.rawValue)
      + FundSource.allCases.map(\.rawValue) + PaymentUse.allCases.map(\.rawValue)
      + DutyUnit.allCases.map(\.rawValue) + BankMatch.Kind.allCases.map(\.rawValue)
      + BankSetAside.Kind.allCases.map(\.rawValue) + YearClosing.Kind.allCases.map(\.rawValue) + [
        "调整", "收回", "退票", "重付", "确认", "退回",
      ]
      + ["case", "duty", "none", "voucherNumber", "memo"]
    return Set(words).sorted().map(\.databaseValue)
  }()

  private static func printed(_ value: DatabaseValue, _ column: String) -> String {
    switch value.storage {
    case .null: "空"
    case .int64(let number):
      switch kind(of: column) {
      case .day: Day(number: Int(number))?.description ?? " \(number)"
      case .amount: " \(Money(fen: number).groupedYuanText) 元"
      default: " \(number)"
      }
    case .string(let text): terms.contains(value) ? "“\(text)”" : "别的内容"
    default: "别的内容"
    }
  }
}
