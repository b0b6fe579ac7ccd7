package import LedgerCore
import Mustache
package import Reconciliation

/// What the tags of a template stand for in one period.
package struct ParagraphValues: Sendable {
  private let figures: Figures
  private let previous: Figures?
  private let bureau: Bureau
  private let period: Period

  /// - Parameters:
  ///   - figures: Of the period.
  ///   - previous: Of the same days of the year before; nil when the book has nothing of them.
  ///   - bureau: Whose text it is.
  ///   - period: What the text speaks of.
  package init(
    _ figures: Figures, previous: Figures? = nil, of bureau: Bureau, in period: Period
  ) {
    self.figures = figures
    self.previous = previous
    self.bureau = bureau
    self.period = period
  }

  /// A printed value, and whether the clause of its tag stands.
  struct Value: MustacheCustomRenderable, MustacheParent, Sendable {
    let text: String
    let stands: Bool

    var renderText: String { text }
    var isNull: Bool { !stands }

    /// A value has no parts that a template could name.
    func child(named: String) -> Any? { nil }
  }

  var byTag: [String: Value] {
    Dictionary(uniqueKeysWithValues: ParagraphTag.all.map { ($0.name, value(of: $0)) })
  }

  func value(of tag: ParagraphTag) -> Value {
    switch tag.source {
    case .word(let word):
      let text = PeriodWords(period, bureau)[word]
      return Value(text: text ?? "", stands: text != nil)
    case .figure(let name): return Value(text: printed(name), stands: stands(name))
    case .yuan(let name):
      return Value(text: figures[name].money?.groupedYuanText ?? "", stands: stands(name))
    case .growth(let name):
      let text = growth(of: name)
      return Value(text: text ?? "", stands: text != nil)
    case .parts(let parts):
      let standing = parts.parts.filter { stands($0.name) }
      let words = standing.map { $0.words + printedWithUnit($0.name) }
      return Value(text: words.joined(separator: "、"), stands: !words.isEmpty)
    }
  }

  /// A figure as texts print it, without its unit.
  private func printed(_ name: FigureName) -> String {
    let figure = figures[name]
    return figure.count.map { "\($0)" } ?? figure.rate?.text ?? figures.wan(name)?.text ?? ""
  }

  private func printedWithUnit(_ name: FigureName) -> String {
    switch name.kind {
    case .money: printed(name) + "万元"
    case .count: printed(name) + name.counter
    case .rate: printed(name)
    }
  }

  /// Whether the book has such money or such cases at all.
  private func stands(_ name: FigureName) -> Bool {
    switch figures[name].value {
    // What is left is said where something is.
    case .money(let money) where name == .closing: money > .zero
    case .money(let money): money != .zero
    case .count(let count): count != 0
    case .rate: true
    case nil: false
    }
  }

  /// `同比增长12.50%`; nil when the year before has nothing to compare with.
  private func growth(of name: FigureName) -> String? {
    guard let before = previous?[name].size, before > 0, let now = figures[name].size else {
      return nil
    }
    guard now != before else { return "与上年同期持平" }
    let points = LargestRemainder.nearest(
      (Int128(now) - Int128(before)).magnitudeAsInt * 10_000, per: Int128(before))
    let change = Percent(basisPoints: Int64(clamping: points)).text
    return now > before ? "同比增长\(change)" : "同比下降\(change)"
  }
}

extension Figure {
  /// The amount in fen, or the count.
  fileprivate var size: Int64? { money?.fen ?? count.map(Int64.init) }
}

extension Int128 {
  fileprivate var magnitudeAsInt: Int128 { self < 0 ? -self : self }
}

/// The words in which a text names its period.
struct PeriodWords {
  private let period: Period
  private let bureau: Bureau

  init(_ period: Period, _ bureau: Bureau) {
    self.period = period
    self.bureau = bureau
  }

  private var isInterim: Bool { period.asOf < period.span.lastDay }

  /// nil where the word does not stand.
  subscript(word: ParagraphWord) -> String? {
    switch word {
    case .agency: printable(bureau.agency)
    case .region: printable(bureau.region)
    case .period: period.span.inWords
    case .asOf: isInterim ? period.asOf.inWords : nil
    case .lastSeenDay: period.asOf.inWords
    case .term: period.span.phrase("本年度")
    case .termShort: period.span.phrase("本年")
    case .openingName: period.span.phrase("上年结转")
    case .atEnd: isInterim ? "截至当日" : period.span.phrase("年末")
    }
  }
}
