import ArgumentParser
import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import Reporting
import Wording

/// Which days of a year are meant, said in one way; or none.
struct SpanChoice: ParsableArguments {
  @Option(help: "年度", transform: WordReading.year) var year: FiscalYear?
  @Option(help: "季度，例如 2024Q2", transform: WordReading.quarter) var quarter: Quarter?
  @Option(help: "月份，例如 2024-05", transform: WordReading.month) var month: Month?
  @Option(help: "从这一天起，和 --to 一起用", transform: WordReading.day) var from: Day?
  @Option(help: "到这一天止，在同一年度内", transform: WordReading.day) var to: Day?

  func validate() throws {
    let ways = [year != nil, quarter != nil, month != nil, from != nil || to != nil]
    guard ways.count(where: \.self) <= 1 else { throw ValidationError(Self.advice) }
    guard (from == nil) == (to == nil) else {
      throw ValidationError("--from 和 --to 要一起用")
    }
    do { _ = try span } catch { throw ValidationError("\(error)") }
  }

  static let advice = "请用 --year、--quarter、--month 或 --from 加 --to 指明期间，只用一种"

  /// The days; nil when nothing is said of them.
  var span: Span? {
    get throws {
      if let from, let to { return try Span(from: from, through: to) }
      return year.map { Span($0) } ?? quarter.map { Span($0) } ?? month.map { Span($0) }
    }
  }
}

/// Which days figures are asked of, seen up to which day.
struct SpanOptions: ParsableArguments {
  @OptionGroup var choice: SpanChoice
  @Option(help: "截至日；不写则为该年 12 月 31 日", transform: WordReading.day)
  var asOf: Day?

  func validate() throws {
    guard try choice.span != nil else { throw ValidationError(SpanChoice.advice) }
    do { _ = try period } catch { throw ValidationError("\(error)") }
  }

  var period: Period {
    get throws {
      guard let span = try choice.span else { throw ValidationError(SpanChoice.advice) }
      return try Period(span, asOf: asOf)
    }
  }

  /// Reconciles the year and makes ready what can be printed of the span.
  func document(of store: LedgerStore) throws -> Document {
    try Document(of: ReconcileYear(store)(period, comparing: true), in: .commandLine)
  }
}
