import LedgerCore
import Reporting
import TestSupport
import Testing

@Suite("条形图")
struct BarChartTests {
  /// A chart of any size, with values of any magnitude and sign, a third of them nothing.
  private static func chart(seed: UInt64) -> BarChart {
    var random = SeededGenerator(seed: seed)
    let looks = Hatching.allCases
    let counts = (0..<random.number(1...3)).map { _ in random.number(1...3) }
    let bars = counts.enumerated().map { index, count in
      BarChart.Bar(
        title: "第\(index)条",
        parts: (0..<count).map { .init(title: "第\($0)段", look: looks[(index + $0) % looks.count]) },
        printedTitle: "元")
    }
    let names = [
      "民事", "宁财（政法）指标〔2024〕示例1号", "<甲>&“乙”", "",
      "宁夏回族自治区财政厅关于下达二〇二四年法律援助经费的通知（第十二批）〔2024〕112号",
    ]
    let rows = (0..<random.number(1...50)).map { row in
      BarChart.Row(
        name: (random.pick(from: names) ?? "") + "\(row)",
        values: counts.map { count in
          let parts = (0..<count).map { _ in
            random.chance(oneIn: 3) ? 0 : random.money().fen
          }
          return .init(parts: parts, printed: Money(fen: parts[0]).groupedYuanText)
        })
    }
    return BarChart(id: "p\(seed)", title: "图\(seed)", unit: .fen, bars: bars, rows: rows)
  }

  /// Where the parts of a value begin and end: above zero to the right, below zero to the left.
  private static func extents(_ parts: [Int64]) -> [(from: Int128, to: Int128)] {
    parts.indices.filter { parts[$0] != 0 }.map { index in
      let before = parts[..<index].filter { ($0 < 0) == (parts[index] < 0) }
      let start = before.reduce(Int128(0)) { $0 + Int128($1) }
      let end = start + Int128(parts[index])
      return (min(start, end), max(start, end))
    }
  }

  @Test(
    "every bar is as long as its value, from the zero line, on the scale of the ticks",
    arguments: 0..<60)
  func proportional(seed: UInt64) throws {
    let chart = Self.chart(seed: seed)
    let drawing = try Drawing(chart.svg)
    let ticks = chart.scale.ticks
    try #require(ticks.count == drawing.ticks.count && ticks.count >= 2)
    let span = ticks[ticks.count - 1] - ticks[0]
    let length = Int128(drawing.ticks[ticks.count - 1] - drawing.ticks[0])
    func place(of value: Int128) -> Int {
      drawing.ticks[0] + Int((value - ticks[0]) * length / span)
    }
    let samples = chart.bars.flatMap(\.parts).count
    let drawn = drawing.bars.dropFirst(samples > 1 ? samples : 0)
    let expected = chart.rows.flatMap { $0.values.flatMap { Self.extents($0.parts) } }
    try #require(drawn.count == expected.count, "seed \(seed)")
    for (bar, extent) in zip(drawn, expected) {
      // Each place is rounded to a hundredth of a unit, and so are the ticks it is measured by.
      #expect(abs(bar.left - place(of: extent.from)) <= 3, "seed \(seed)")
      #expect(abs(bar.right - place(of: extent.to)) <= 4, "seed \(seed)")
      #expect(bar.width >= 1, "seed \(seed)")
    }
  }

  @Test(
    "everything lies inside the box, and names, bars and values keep to themselves",
    arguments: 0..<60)
  func inside(seed: UInt64) throws {
    let chart = Self.chart(seed: seed)
    let drawing = try Drawing(chart.svg)
    for bar in drawing.bars {
      #expect(bar.left >= 0 && bar.right <= drawing.width && bar.top + bar.height <= drawing.height)
    }
    // Eleven units a Chinese character, half of it for others.
    for words in drawing.words {
      let width = displayWidth(words.text) * 5_50
      let left = ["start": words.x, "middle": words.x - width / 2][words.anchor] ?? words.x - width
      #expect(left >= 0 && left + width <= drawing.width, "seed \(seed): \(words.text)")
      #expect(words.y > 0 && words.y <= drawing.height, "seed \(seed): \(words.text)")
    }
    let samples = chart.bars.flatMap(\.parts).count
    let bars = drawing.bars.dropFirst(samples > 1 ? samples : 0)
    let values = drawing.words.filter { $0.anchor == "end" && $0.x == drawing.width }
    let names = drawing.words.filter { $0.anchor == "end" && $0.x != drawing.width }
    for bar in bars {
      #expect(names.allSatisfy { $0.x < bar.left })
      #expect(values.allSatisfy { $0.x - displayWidth($0.text) * 5_50 > bar.right })
    }
    for (first, second) in zip(bars, bars.dropFirst()) {
      let isBelow = second.top >= first.top + first.height
      let isBeside =
        second.top == first.top
        && (second.left >= first.right - 2 || second.right <= first.left + 2)
      #expect(isBelow || isBeside, "seed \(seed)")
    }
  }

  @Test("the values are printed as they come, row by row, and the drawing is the same each time")
  func values() throws {
    for seed in UInt64(0)..<20 {
      let chart = Self.chart(seed: seed)
      let svg = chart.svg
      let drawing = try Drawing(svg)
      let printed = drawing.words.filter { $0.anchor == "end" && $0.x == drawing.width }
      #expect(printed.map(\.text) == ["元"] + chart.rows.flatMap { $0.values.map(\.printed) })
      #expect(svg == Self.chart(seed: seed).svg)
    }
  }

  @Test("a chart is an image with a name and its values in words, whatever stands in names")
  func alternatives() throws {
    let value = { (fen: Int64) in
      BarChart.Value(parts: [fen], printed: Money(fen: fen).groupedYuanText)
    }
    let chart = BarChart(
      id: "p", title: "<甲>的支出", unit: .fen,
      bars: [.init(title: "支出", parts: [.init(title: "支出", look: .crossed)], printedTitle: "元")],
      rows: [.init(name: "&甲", values: [value(1_234_500)]), .init(name: "乙", values: [value(-1)])])
    let drawing = try Drawing(chart.svg)
    let root = drawing.elements[0]
    #expect(root.attributes["role"] == "img")
    #expect(root.attributes["aria-labelledby"] == "p-title p-desc")
    let named = drawing.elements.filter { ["title", "desc"].contains($0.name) }
    #expect(named.map { $0.attributes["id"] } == ["p-title", "p-desc"])
    #expect(
      named.map(\.text) == ["<甲>的支出", "&甲：支出12,345.00；乙：支出-0.01。数据见图下的表。"])
    // A pattern is named by what uses it, and there is one bar for each value.
    #expect(drawing.bars.map(\.fill) == ["url(#p-crossed)", "url(#p-crossed)"])
    #expect(drawing.elements.first { $0.name == "pattern" }?.attributes["id"] == "p-crossed")
    // The least of something is seen; below zero is left of it.
    #expect(drawing.bars[1].width >= 1 && drawing.bars[1].right <= drawing.bars[0].left)
  }

  @Test(
    "a long name is set in two lines that break well, and what is left out stands in its title",
    arguments: [
      (name: "民事", lines: ["民事"], isWhole: true),
      (name: "宁财（政法）指标〔2024〕示例1号", lines: ["宁财（政法）指标", "〔2024〕示例1号"], isWhole: true),
      (
        name: "法律援助中心值班律师法律帮助补贴支出项目", lines: ["法律援助中心值班律师", "法律帮助补贴支出项目"],
        isWhole: true
      ),
      (
        name: "自治区财政厅关于下达二〇二四年法律援助办案补助经费（第十九批）的通知〔2024〕119号",
        lines: ["自治区财政厅关于下达二〇二四年", "…补助经费（第十九批）的通知〔2024〕119号"], isWhole: false
      ),
    ])
  func names(name: String, lines: [String], isWhole: Bool) throws {
    let part = BarChart.Part(title: "支出", look: .solid)
    let chart = BarChart(
      id: "p", title: "图", unit: .cases,
      bars: [.init(title: "支出", parts: [part], printedTitle: "件")],
      rows: [.init(name: name, values: [.init(parts: [1], printed: "1")])])
    let drawing = try Drawing(chart.svg)
    let printed = drawing.elements.filter { $0.name == "tspan" }.map(\.text)
    let title = drawing.elements.filter { $0.name == "title" }.dropFirst().map(\.text)
    #expect(title == (isWhole ? [] : [name]))
    if isWhole {
      #expect(printed == lines)
    } else {
      #expect(printed.count == 2 && name.hasPrefix(printed[0]))
      #expect(printed[1].hasPrefix("…") && name.hasSuffix(printed[1].dropFirst()))
    }
  }
}

@Suite("刻度")
struct ChartScaleTests {
  @Test(
    "ticks are few, round, in order, of one distance, and hold zero and all values",
    arguments: 0..<300)
  func ticks(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let values = (0..<random.number(0...6)).map { _ in Int128(random.money().fen) * 3 }
    let scale = ChartScale(covering: values)
    let ticks = scale.ticks
    #expect((2...7).contains(ticks.count), "seed \(seed)")
    #expect(ticks.contains(0))
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $1 - $0 == scale.step })
    var head = scale.step
    while head % 10 == 0 { head /= 10 }
    #expect([1, 2, 5].contains(head), "seed \(seed)")
    #expect((values + ticks).allSatisfy { scale.low <= $0 && $0 <= scale.high })
    // No axis is more than half empty: a coarser one would do.
    let least = min(0, values.min() ?? 0)
    let most = max(0, values.max() ?? 0)
    #expect(most == least || scale.high - scale.low <= 2 * (most - least), "seed \(seed)")
  }

  private static let someScales: [(values: [Int128], ticks: [Int128])] = [
    ([], [0, 1]),
    ([0, 0], [0, 1]),
    ([7], [0, 2, 4, 6, 8]),
    ([364, 352], [0, 100, 200, 300, 400]),
    ([20_000_000, -360_000], [0, 5_000_000, 10_000_000, 15_000_000, 20_000_000]),
    ([-7], [-8, -6, -4, -2, 0]),
    ([10, -10], [-10, -5, 0, 5, 10]),
  ]

  @Test("the scale of some values", arguments: someScales)
  func examples(values: [Int128], ticks: [Int128]) {
    #expect(ChartScale(covering: values).ticks == ticks)
  }

  @Test("a value's place grows with it, from one end of the axis to the other", arguments: 0..<50)
  func places(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let values = (0..<8).map { _ in Int128(random.money().fen) }.sorted()
    let scale = ChartScale(covering: values)
    let places = values.map { scale.position(of: $0, along: 400_00) }
    #expect(places == places.sorted())
    #expect(scale.position(of: scale.low, along: 400_00) == 0)
    #expect(scale.position(of: scale.high, along: 400_00) == 400_00)
  }
}
