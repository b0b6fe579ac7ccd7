import LedgerCore

/// A picture of bars that lie: a row for each name, a bar or several in it, parts end to end.
///
/// Its numbers come with their words: it draws, and computes no figure.
package struct BarChart: Equatable, Sendable {
  /// Unlike any other on the page.
  let id: String
  let title: String
  let unit: ChartUnit
  /// The bars of every row.
  package let bars: [Bar]
  package let rows: [Row]

  package init(id: String, title: String, unit: ChartUnit, bars: [Bar], rows: [Row]) {
    precondition(
      rows.allSatisfy { row in
        row.values.count == bars.count
          && zip(bars, row.values).allSatisfy { $0.parts.count == $1.parts.count }
      }, "A row has each part of each bar.")
    self.id = id
    self.title = title
    self.unit = unit
    self.bars = bars
    self.rows = rows
  }

  /// The picture as an SVG element.
  package var svg: String { BarChartSVG.text(self) }

  /// One bar of each row.
  package struct Bar: Equatable, Sendable {
    let title: String
    /// What stands in it end to end.
    package let parts: [Part]
    /// What stands over its printed values.
    let printedTitle: String

    package init(title: String, parts: [Part], printedTitle: String) {
      self.title = title
      self.parts = parts
      self.printedTitle = printedTitle
    }
  }

  /// A part of the bars, with its look in all rows.
  package struct Part: Equatable, Sendable {
    let title: String
    let look: Hatching

    package init(title: String, look: Hatching) {
      self.title = title
      self.look = look
    }
  }

  /// A name with its bars.
  package struct Row: Equatable, Sendable {
    package let name: String
    package let values: [Value]

    package init(name: String, values: [Value]) {
      self.name = name
      self.values = values
    }
  }

  /// What one bar of a row shows.
  package struct Value: Equatable, Sendable {
    /// Drawn end to end: above zero to the right, below zero to the left.
    package let parts: [Int64]
    /// As it is printed in the table.
    package let printed: String
    /// The published figure that is printed; nil for what is no figure.
    let figure: FigureReference?

    package init(parts: [Int64], printed: String, figure: FigureReference? = nil) {
      self.parts = parts
      self.printed = printed
      self.figure = figure
    }
  }

  /// Whether there is nothing to draw.
  var isBlank: Bool {
    rows.allSatisfy { $0.values.allSatisfy { $0.parts.allSatisfy { $0 == 0 } } }
  }

  /// All parts of all bars, in order.
  var parts: [Part] { bars.flatMap(\.parts) }

  /// Where each part of a bar begins and ends, in order.
  static func extents(of value: Value) -> [ClosedRange<Int128>] {
    var above: Int128 = 0
    var below: Int128 = 0
    return value.parts.map { part in
      if part < 0 {
        below += Int128(part)
        return below...(below - Int128(part))
      }
      above += Int128(part)
      return (above - Int128(part))...above
    }
  }

  /// The axis of all bars.
  package var scale: ChartScale {
    let extents = rows.flatMap { $0.values.flatMap(Self.extents) }
    return ChartScale(covering: extents.flatMap { [$0.lowerBound, $0.upperBound] })
  }

  /// The picture in words, for those who do not see it.
  var description: String {
    let told = rows.prefix(Self.rowsTold).map { row in
      row.name + "：" + zip(bars, row.values).map { $0.title + $1.printed }.joined(separator: "，")
    }
    let rest = rows.count - told.count
    return told.joined(separator: "；") + (rest > 0 ? "；其余 \(rest) 行" : "") + "。数据见图下的表。"
  }

  private static let rowsTold = 15
}
