package import LedgerCore
import Reconciliation

/// 与上年同期对比表: a span's figures beside those of the same span of the year before.
struct ComparisonTable {
  private let figures: Figures
  private let before: Figures

  /// Nil when the ledger has nothing of the year before.
  init?(_ figures: Figures, before: Figures?) {
    guard let before, !before.isEmpty else { return nil }
    self.figures = figures
    self.before = before
  }

  /// Figures that stand whatever they are; the others where one of the years has them.
  private static let always: Set<FigureName> = [
    .casesAccepted, .casesClosed, .claimed, .approved, .appropriated, .paid, .paidCase, .paidDuty,
    .balance,
  ]

  private static let names: [FigureName] = [
    .casesAccepted, .casesClosed, .casesTerminated, .casesWithdrawn, .dutyShifts, .claimed,
    .approved, .dutyAmount, .opening, .appropriated, .appropriatedTransfer, .appropriatedLocal,
    .appropriatedLottery, .appropriatedDonation, .appropriatedUnclassified, .recalled, .paid,
    .paidCase, .paidDuty, .paidConsultation, .paidDrafting, .paidDirectCosts, .paidUnclassified,
    .balance,
  ]

  /// - Throws: ``MoneyOverflow`` when a difference leaves 64 bits.
  func table() throws(MoneyOverflow) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    for name in Self.names {
      let change = try FigureChange(of: name, figures, before)
      guard Self.always.contains(name) || !change.isNothing else { continue }
      rows.append([
        .text(figures[name].title), figures.cell(name), before.cell(name), change.cell,
        .percent(change.percent),
      ])
    }
    return ReportTable(
      id: "year_on_year", title: "与上年同期对比表（金额单位：元）",
      columns: [
        .text("item", "项目"), .number("this", figures.period.span.inWords),
        .number("before", before.period.span.inWords), .number("difference", "增减"),
        .number("change", "增减幅度"),
      ],
      rows: rows, notes: notes)
  }

  private var notes: [String] {
    let (now, then) = (figures.period, before.period)
    let seen =
      now.asOf == now.year.lastDay
      ? [] : ["本期按截至 \(now.asOf.inWords)的记录计，上年同期按截至 \(then.asOf.inWords)的记录计"]
    return seen + ["上年同期为 0 的，不计算增减幅度"]
  }
}

/// How a figure changed against the year before (增减).
package struct FigureChange: Sendable {
  /// This year's less last year's, in fen or as a count; nil when one of them is not known.
  package let difference: Figure.Value?
  /// The difference in percent of last year's; nil where that is not above 0.
  package let percent: Percent?
  fileprivate let isNothing: Bool
  private let isMoney: Bool

  /// - Throws: ``MoneyOverflow`` when the difference leaves 64 bits.
  package init(
    of name: FigureName, _ figures: Figures, _ before: Figures
  ) throws(MoneyOverflow) {
    isMoney = name.isMoney
    let (now, then) = (figures[name].value?.number, before[name].value?.number)
    isNothing = (now ?? 0) == 0 && (then ?? 0) == 0
    guard let now, let then else {
      (difference, percent) = (nil, nil)
      return
    }
    let change = try Money(fen: now) - Money(fen: then)
    difference = isMoney ? .money(change) : .count(Int(change.fen))
    percent = Percent(change: change.fen, of: then)
  }

  fileprivate var cell: ReportTable.Cell {
    switch difference {
    case .money(let money): .money(money)
    case .count(let count): .count(count)
    case .rate(let rate): .percent(rate)
    case nil: isMoney ? .money(nil) : .count(nil)
    }
  }
}

extension Figures {
  /// Whether the span did nothing and nothing was there.
  fileprivate var isEmpty: Bool {
    FigureName.allCases.allSatisfy { (self[$0].value?.number ?? 0) == 0 }
  }

  /// Whether a use has a line of its own: those that every bureau has, and those paid for.
  func stands(_ use: PaymentUse) -> Bool {
    use == .perCaseSubsidy || use == .duty || self[use.paidName].money != .zero
  }
}

extension Figure.Value {
  /// Fen, a count, or hundredths of a percent.
  var number: Int64 {
    switch self {
    case .money(let money): money.fen
    case .count(let count): Int64(count)
    case .rate(let rate): rate.basisPoints
    }
  }
}
