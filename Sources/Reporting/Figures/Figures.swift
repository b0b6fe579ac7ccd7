package import LedgerCore
package import Reconciliation

/// One published figure with its value and where it comes from.
package struct Figure: Equatable, Sendable {
  package let name: FigureName
  /// What officers call it: 本年支出.
  package let title: String
  /// nil when the book does not know it.
  package let value: Value?
  /// The facts it sums, in one short phrase.
  package let source: String

  /// Money, a count or a rate.
  package enum Value: Equatable, Sendable {
    case money(Money)
    case count(Int)
    case rate(Percent)
  }

  /// The amount; nil for a count and for what the book does not know.
  package var money: Money? {
    if case .money(let money) = value { money } else { nil }
  }

  /// The count; nil for an amount.
  package var count: Int? {
    if case .count(let count) = value { count } else { nil }
  }

  /// The rate; nil for an amount, a count and what the book does not know.
  package var rate: Percent? {
    if case .rate(let rate) = value { rate } else { nil }
  }

  /// What a count counts.
  package var counter: String { name.counter }

  /// As officers read it, exactly: `263,600.00 元（26.36 万元）`, `352 件`, 未知.
  package var inWords: String { inWords(value) }

  /// A value of this figure in the same words.
  func inWords(_ value: Value?) -> String {
    switch value {
    case .money(let money): money.inWords
    case .count(let count): "\(count) \(counter)"
    case .rate(let rate): rate.text
    case nil: "未知"
    }
  }
}

/// Every published figure of one span, each computed once.
package struct Figures: Sendable {
  /// The span, and the last day whose facts are seen.
  package let period: Period
  private let figures: [FigureName: Figure]
  private let printed: [FigureName: Wan]

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(_ book: YearTotals) throws(MoneyOverflow) {
    period = book.period
    var figures: [FigureName: Figure] = [:]
    for definition in FigureDefinition.all {
      figures[definition.name] = Figure(
        name: definition.name, title: period.span.phrase(definition.title),
        value: try definition.value(book), source: definition.source(in: period))
    }
    self.figures = figures
    printed = PrintedAmounts(figures.compactMapValues(\.money)).byName
  }

  package subscript(name: FigureName) -> Figure {
    guard let figure = figures[name] else {
      preconditionFailure("The figure \(name.rawValue) has no definition.")
    }
    return figure
  }

  /// A figure in 万元 as it is printed everywhere; nil for a count or an unknown amount.
  package func wan(_ name: FigureName) -> Wan? {
    printed[name]
  }
}

/// The amounts in 万元, rounded together so that printed parts add to printed totals.
///
/// Totals are rounded to the nearest unit. With an opening balance, opening, appropriated, recalled
/// and paid add to the closing as printed; so do sources to the appropriated and uses to the paid.
private struct PrintedAmounts {
  private let amounts: [FigureName: Money]
  private(set) var byName: [FigureName: Wan]

  init(_ amounts: [FigureName: Money]) {
    self.amounts = amounts
    byName = amounts.mapValues(Wan.init(nearest:))
    roundMovements()
    round(
      .appropriated,
      as: [
        .appropriatedTransfer, .appropriatedLocal, .appropriatedLottery, .appropriatedDonation,
        .appropriatedUnclassified,
      ])
    round(
      .appropriatedTransfer,
      as: [.appropriatedCentral, .appropriatedProvincial, .appropriatedCity])
    round(
      .paid,
      as: [
        .paidCase, .paidDuty, .paidConsultation, .paidDrafting, .paidDirectCosts,
        .paidUnclassified,
      ])
    round(.paidCase, as: [.paidCaseRegular, .paidCaseLottery])
    round(.unpaid, as: [.unpaidCaseAmount, .unpaidDutyAmount])
    byName[.appropriatedOther] = sum(
      .appropriatedLottery, .appropriatedDonation, .appropriatedUnclassified)
    byName[.paidOther] = sum(
      .paidConsultation, .paidDrafting, .paidDirectCosts, .paidUnclassified)
  }

  /// Opening + appropriated − recalled − paid = closing, as printed.
  private mutating func roundMovements() {
    let plus: [FigureName] = [.opening, .appropriated]
    let minus: [FigureName] = [.recalled, .paid]
    if let closing = byName[.closing] {
      let parts = plus.map(amount) + minus.map { Money(fen: -amount($0).fen) }
      let rounded = LargestRemainder.wan(parts, addingTo: closing)
      for (name, wan) in zip(plus, rounded) { byName[name] = wan }
      for (name, wan) in zip(minus, rounded.dropFirst(plus.count)) {
        byName[name] = Wan(hundredths: -wan.hundredths)
      }
    }
    let available = sum(.opening, .appropriated) - sum(.recalled)
    let balance = available - sum(.paid)
    byName[.available] = available
    byName[.balance] = balance
    byName[.overspent] = Wan(hundredths: max(0, -balance.hundredths))
  }

  private mutating func round(_ total: FigureName, as parts: [FigureName]) {
    let rounded = LargestRemainder.wan(parts.map(amount), addingTo: sum(total))
    for (name, wan) in zip(parts, rounded) { byName[name] = wan }
  }

  private func amount(_ name: FigureName) -> Money {
    amounts[name] ?? .zero
  }

  /// What the names come to as printed; an unknown amount counts zero.
  private func sum(_ names: FigureName...) -> Wan {
    names.compactMap { byName[$0] }.reduce(Wan(hundredths: 0), +)
  }
}
