import LedgerCore
package import Reconciliation

/// Where a figure comes from: its facts or its terms, and that they come to it.
package struct FigureProvenance: Sendable {
  package let figure: Figure
  package let period: Period
  /// In order; none for a figure that is made of others.
  package let facts: [FigureFact]
  /// The figures it is made of; none for one that is a sum of facts.
  package let terms: [Term]
  /// What they come to; nil when the book does not know the figure.
  package let sum: Figure.Value?

  /// A figure that another adds (1) or takes away (−1).
  package struct Term: Sendable {
    package let sign: Int64
    package let figure: Figure
  }

  /// Whether the first term is divided by the second rather than the terms added.
  package let isRatio: Bool

  init(of name: FigureName, in figures: Figures, _ facts: [FigureFact]) throws {
    figure = figures[name]
    period = figures.period
    self.facts = facts
    switch name.origin {
    case .terms(let terms, let atLeastZero):
      self.terms = terms.map { Term(sign: $0.sign, figure: figures[$0.name]) }
      isRatio = false
      // An opening that nobody knows counts zero where the figure stands all the same.
      let total = try self.terms.map { Money(fen: $0.sign * ($0.figure.value?.number ?? 0)) }
        .total()
      sum = figure.value == nil ? nil : .money(atLeastZero ? max(.zero, total) : total)
    case .ratio(let part, let whole):
      terms = [part, whole].map { Term(sign: 1, figure: figures[$0]) }
      isRatio = true
      let (paid, available) = (figures[part].money ?? .zero, figures[whole].money)
      sum = available.flatMap { Percent(paid: paid, of: $0) }.map { .rate($0) }
    default:
      terms = []
      isRatio = false
      let total = try facts.map { Money(fen: $0.number) }.total()
      let isUnknown = figure.value == nil && facts.isEmpty
      sum = isUnknown ? nil : name.isMoney ? .money(total) : .count(Int(total.fen))
    }
    guard sum == figure.value else { throw FigureDisagreement(figure: figure, sum: sum) }
  }
}

/// The facts of a figure that do not come to it: an error of the program, which nobody may miss.
package struct FigureDisagreement: OfficerError {
  let figure: Figure
  let sum: Figure.Value?

  package var description: String {
    "\(figure.title)（\(figure.name.rawValue)）与它的明细不符：数字是 \(figure.inWords)，"
      + "明细合计 \(figure.inWords(sum))。这是程序的错误，请先不要使用这个数字，并报告"
  }
}
