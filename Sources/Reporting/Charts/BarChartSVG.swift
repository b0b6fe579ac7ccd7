import LedgerCore

/// A bar chart as an SVG element: names on the left, bars between, values in a column on the right.
///
/// Nothing can overlap: names, bars and values have columns of their own, as wide as they need.
struct BarChartSVG: Sendable {
  private let chart: BarChart
  private let scale: ChartScale
  private let labels: [ChartLabel]
  /// Where the bars begin and end, in hundredths of a unit; so are all lengths here.
  private let left: Int
  private let right: Int
  private var lines: [String] = []
  private var y = 0

  /// The element, without a line end.
  static func text(_ chart: BarChart) -> String {
    var drawing = BarChartSVG(chart)
    return drawing.draw()
  }

  private init(_ chart: BarChart) {
    self.chart = chart
    scale = chart.scale
    labels = chart.rows.map { ChartLabel($0.name, within: Self.labelMax) }
    let unit = Self.words(of: chart.unit.tickUnit(chart.scale))
    left = (labels.map(\.width) + [ChartLabel.width(of: unit)]).reduce(0, max) + Self.gap
    right = Self.width - Self.valueWidth(of: chart) - Self.gap
  }

  private static let width = 680_00
  private static let labelMax = 170_00
  private static let gap = 8_00
  private static let barHeight = 9_00
  private static let barPitch = 12_00
  private static let rowPadding = 5_00
  private static let lineHeight = 13_00
  /// From the middle of a line of words to the line that they stand on.
  private static let baseline = 4_00

  /// How wide the printed values are, with the names of their bars where there are several.
  private static func valueWidth(of chart: BarChart) -> Int {
    let widths = chart.bars.enumerated().map { index, bar in
      let printed = chart.rows.map { ChartLabel.width(of: $0.values[index].printed) }.max() ?? 0
      let head = ChartLabel.width(of: bar.printedTitle)
      return chart.bars.count == 1
        ? max(head, printed) : max(head, ChartLabel.width(of: bar.title) + gap + printed)
    }
    return widths.max() ?? 0
  }

  private static func words(of unit: ChartUnit.TickUnit) -> String { "（\(unit.word)）" }

  private mutating func draw() -> String {
    if chart.parts.count > 1 { drawLegend() }
    drawHeads()
    let top = y
    var rows: [String] = []
    for (row, label) in zip(chart.rows, labels) { rows += drawn(row, label) }
    y += 2_00
    lines += [grid(from: top)] + rows + [zero(from: top)]
    let names = "aria-labelledby=\"\(chart.id)-title \(chart.id)-desc\""
    let looks = Set(chart.parts.map(\.look))
    let definitions = Hatching.allCases.filter(looks.contains)
      .compactMap { $0.definition(in: chart.id) }.joined()
    let head = [
      "<svg viewBox=\"0 0 \(Self.units(Self.width)) \(Self.units(y))\" role=\"img\" \(names)>",
      HTMLTable.element("title", chart.title, " id=\"\(chart.id)-title\""),
      HTMLTable.element("desc", chart.description, " id=\"\(chart.id)-desc\""),
    ]
    let patterns = definitions.isEmpty ? [] : ["<defs>\(definitions)</defs>"]
    return (head + patterns + lines + ["</svg>"]).joined(separator: "\n")
  }

  /// A sample of each series with its name, in as many lines as they need.
  private mutating func drawLegend() {
    let sample = 16_00
    var x = 0
    for part in chart.parts {
      let width = sample + 5_00 + ChartLabel.width(of: part.title)
      if x > 0, x + width > Self.width {
        x = 0
        y += Self.lineHeight
      }
      lines += [
        bar(x: x, y: y + 2_00, width: sample, part.look),
        text(part.title, x: x + sample + 5_00, middle: y + 6_50),
      ]
      x += width + 18_00
    }
    y += Self.lineHeight + 5_00
  }

  /// The ticks' numbers and their unit, and what the printed values are.
  private mutating func drawHeads() {
    let unit = chart.unit.tickUnit(scale)
    let middle = y + 6_50
    var end = 0
    for tick in scale.ticks {
      let words = unit.text(tick)
      let half = ChartLabel.width(of: words) / 2
      let x = position(of: tick)
      // A number that would run into the one before it is left out; its line stays.
      guard x - half >= end else { continue }
      lines.append(text(words, x: x, middle: middle, anchor: "middle"))
      end = x + half + 4_00
    }
    let head = chart.bars.map(\.printedTitle).first ?? ""
    lines += [
      text(Self.words(of: unit), x: 0, middle: middle),
      text(head, x: Self.width, middle: middle, anchor: "end"),
    ]
    y += Self.lineHeight + 4_00
  }

  private mutating func drawn(_ row: BarChart.Row, _ label: ChartLabel) -> [String] {
    let height =
      max(chart.bars.count * Self.barPitch, label.lines.count * Self.lineHeight)
      + Self.rowPadding
    let middle = y + height / 2
    var drawn = [name(label, middle: middle)]
    for (index, value) in row.values.enumerated() {
      let centre = middle + (2 * index - chart.bars.count + 1) * Self.barPitch / 2
      drawn += zip(BarChart.extents(of: value), chart.bars[index].parts).compactMap {
        part($0, centre: centre, $1.look)
      }
      if chart.bars.count > 1 {
        drawn.append(text(chart.bars[index].title, x: right + Self.gap, middle: centre))
      }
      let figure = value.figure.map(HTMLTable.attributes) ?? ""
      drawn.append(text(value.printed, x: Self.width, middle: centre, anchor: "end", figure))
    }
    y += height
    return drawn
  }

  private func name(_ label: ChartLabel, middle: Int) -> String {
    let first = middle - (label.lines.count - 1) * Self.lineHeight / 2
    let lines = label.lines.enumerated().map { index, line in
      let place = point(left - Self.gap, first + index * Self.lineHeight + Self.baseline)
      return "<tspan \(place)>\(HTMLTable.escaped(line))</tspan>"
    }
    let whole = label.isShortened ? HTMLTable.element("title", label.whole) : ""
    return "<text text-anchor=\"end\">\(whole)\(lines.joined())</text>"
  }

  /// One part of a bar, at least a line; nil for nothing.
  private func part(_ extent: ClosedRange<Int128>, centre: Int, _ look: Hatching) -> String? {
    guard extent.lowerBound < extent.upperBound else { return nil }
    let start = position(of: extent.lowerBound)
    let end = position(of: extent.upperBound)
    let width = max(1, end - start)
    // Away from zero, on its own side of it.
    let x = extent.lowerBound < 0 ? end - width : start
    return bar(x: x, y: centre - Self.barHeight / 2, width: width, look)
  }

  private func position(of value: Int128) -> Int {
    left + scale.position(of: value, along: right - left)
  }

  private func grid(from top: Int) -> String {
    let marks = scale.ticks.map {
      "M\(Self.units(position(of: $0))) \(Self.units(top))V\(Self.units(y))"
    }
    return "<path d=\"\(marks.joined())\" stroke=\"#999\" stroke-width=\"0.5\"/>"
  }

  private func zero(from top: Int) -> String {
    let x = Self.units(position(of: 0))
    return "<path d=\"M\(x) \(Self.units(top))V\(Self.units(y))\" stroke=\"#000\"/>"
  }

  private func bar(x: Int, y: Int, width: Int, _ look: Hatching) -> String {
    """
    <rect \(point(x, y)) width="\(Self.units(width))" height="\(Self.units(Self.barHeight))" \
    fill="\(look.fill(in: chart.id))" stroke="#000" stroke-width="0.75"/>
    """
  }

  private func text(
    _ words: String, x: Int, middle: Int, anchor: String = "start", _ more: String = ""
  ) -> String {
    let anchor = anchor == "start" ? "" : " text-anchor=\"\(anchor)\""
    let place = " " + point(x, middle + Self.baseline)
    return HTMLTable.element("text", words, place + anchor + more)
  }

  private func point(_ x: Int, _ y: Int) -> String {
    "x=\"\(Self.units(x))\" y=\"\(Self.units(y))\""
  }

  /// Hundredths as SVG writes them: `12.5`.
  private static func units(_ hundredths: Int) -> String {
    let decimals = hundredths % 100
    let whole = "\(hundredths / 100)"
    if decimals == 0 { return whole }
    if decimals % 10 == 0 { return whole + ".\(decimals / 10)" }
    return whole + (decimals < 10 ? ".0" : ".") + "\(decimals)"
  }
}
