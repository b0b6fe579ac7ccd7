import LedgerCore
import Schema
import Standards
import TestSupport
import Testing

@Suite("计价的规律")
struct PricingLawTests {
  @Test("a price never depends on the order of the lines")
  func orderOfLines() throws {
    for (name, _) in BundledStandards.all {
      let standard = try bundled(name)
      let queries = standard.lines.map { standard.query(reaching: $0) } + combinations(of: standard)
      for seed in UInt64(1)...5 {
        var generator = SeededGenerator(seed: seed)
        let shuffled = standard.with(lines: standard.lines.shuffled(using: &generator))
        #expect(shuffled.flaws.isEmpty, "\(name) seed \(seed)")
        for query in queries.shuffled(using: &generator).prefix(200) {
          #expect(
            amount(standard, query) == amount(shuffled, query),
            "\(name) seed \(seed) \(query.words)")
        }
      }
    }
  }

  @Test("every combination that a standard names is priced, by one line; all others are refused")
  func total() throws {
    for (name, _) in BundledStandards.all {
      let standard = try bundled(name)
      var pricedCount = 0
      for query in combinations(of: standard) {
        // Naively: a line selects when each of its conditions holds.
        let selected = standard.lines.filter { line in
          line.unit == query.unit
            && line.selection.terms.allSatisfy { $1.contains(query.terms[$0] ?? "") }
            && (line.selection.flags.isEmpty
              || line.selection.flags.contains(where: query.flags.contains))
            && !line.selection.excludedFlags.contains(where: query.flags.contains)
        }
        #expect(selected.count <= 1, "\(name) \(query.words)")
        do throws(PricingRefusal) {
          #expect(try standard.price(query).line == selected.first?.id, "\(name) \(query.words)")
          pricedCount += 1
        } catch {
          // A band that the standard does not know is refused even where no line asks for one.
          if case .unknownName(.regionBand, "没有写的", _, standard.title) = error { continue }
          guard case .noLine(query.words, _, standard.title) = error, selected.isEmpty else {
            Issue.record("\(name) \(query.words): \(error)")
            continue
          }
        }
      }
      #expect(pricedCount >= standard.lines.count, "\(name)")
    }
  }

  @Test("an unknown dimension is refused by name or does not matter; it is never guessed")
  func nothingIsGuessed() throws {
    for (name, _) in BundledStandards.all {
      let standard = try bundled(name)
      for line in standard.lines {
        let whole = standard.query(reaching: line)
        for dimension in Dimension.allCases {
          var query = whole
          query.set(dimension, to: nil)
          do throws(PricingRefusal) {
            let price = try standard.price(query).amount
            #expect(price == amount(standard, whole), "\(name) \(line.id)")
          } catch {
            guard case .notKnown(let dimensions, _, _) = error else {
              Issue.record("\(name) \(query.words): \(error)")
              continue
            }
            #expect(dimensions.contains(dimension))
          }
        }
      }
    }
  }

  @Test("caps and floors hold, whatever comes before them and however it is rounded")
  func limitsHold() throws {
    for seed in UInt64(1)...400 {
      var generator = SeededGenerator(seed: seed)
      var made = try randomStandard(&generator)
      let unit = made.rounding.unit.fen
      let floor = Money(fen: Int64(generator.number(0...2_000)) * unit)
      let cap = try floor + Money(fen: Int64(generator.number(0...2_000)) * unit)
      made = made.with(
        modifiers: made.modifiers + [
          try limit("顶", .cap(cap)), try limit("底", .floor(floor)),
        ])
      let query = try randomQuery(&generator, knownTo: made)
      let amount = try made.price(query).amount
      #expect(amount.low >= floor && amount.high ?? cap <= cap && amount.low <= cap, "seed \(seed)")
      #expect(amount.high ?? cap >= amount.low, "seed \(seed)")
      #expect(amount.low.fen % unit == 0, "seed \(seed)")
    }
  }

  @Test("each step begins where the one before ended, and the last is the amount")
  func stepsAreAChain() throws {
    for seed in UInt64(1)...400 {
      var generator = SeededGenerator(seed: seed)
      let standard = try randomStandard(&generator)
      let explanation = try standard.price(randomQuery(&generator, knownTo: standard))
      for (step, next) in zip(explanation.steps, explanation.steps.dropFirst()) {
        #expect(next.before == step.after, "seed \(seed)")
      }
      #expect(explanation.steps.first?.before == nil, "seed \(seed)")
      #expect(explanation.steps.last?.after == ExactRange(explanation.amount), "seed \(seed)")
    }
  }

  @Test("interpolation between rising points rises, meets its points and stays between them")
  func interpolation() throws {
    for seed in UInt64(1)...100 {
      var generator = SeededGenerator(seed: seed)
      let table = try risingTable(.interpolated, &generator)
      var last = Rational.zero
      for tier in table.tiers {
        #expect(try table.amount(at: tier.start) == Rational(tier.amount), "seed \(seed)")
      }
      let first = try #require(table.tiers.first?.start.numerator)
      for tenths in first * 10...first * 10 + 600 {
        let amount = try #require(try table.amount(at: Rational(Quantity(tenths: tenths))))
        #expect(amount >= last, "seed \(seed) at \(tenths)")
        last = amount
      }
      #expect(try table.amount(at: Rational(first - 1)) == nil, "seed \(seed)")
    }
  }

  @Test("fractions: exact, in lowest terms, and an overflow throws")
  func fractions() throws {
    for seed in UInt64(1)...500 {
      var generator = SeededGenerator(seed: seed)
      let numbers = try (0..<3).map { _ in
        try #require(
          Rational(
            Int64(generator.number(-9_999...9_999)), over: Int64(generator.number(1...9_999))))
      }
      let (a, b, c) = (numbers[0], numbers[1], numbers[2])
      #expect(try a + b == b + a && a * b == b * a, "seed \(seed)")
      #expect(try a * (b + c) == a * b + a * c, "seed \(seed)")
      #expect(try (a - b) + b == a, "seed \(seed)")
      if b != .zero { #expect(try a / b * b == a, "seed \(seed)") }
      #expect(try (a < b) == (a - b < .zero), "seed \(seed)")
    }
    #expect(throws: RationalOverflow.self) { try Rational(.max) + .one }
    #expect(throws: RationalOverflow.self) { try Rational(.max) * Rational(2) }
    #expect(throws: RationalOverflow.self) { try Rational.one / .zero }
    #expect(Rational(1, over: 0) == nil)
    #expect(Rational(.min, over: -1) == nil)
    #expect(try Rational(.min) / Rational(.min) == .one)
    #expect(["1.50", "0", "12.05"].map { Rational(decimal: $0)?.text } == ["1.5", "0", "12.05"])
    let unreadable = ["", "-1", "1.", ".5", "1e3", "1,5", "1.2.3"]
    #expect(unreadable.allSatisfy { Rational(decimal: $0) == nil })
    #expect(Rational(percentage: "12.5％")?.percentText == "12.5%")
    #expect(Rational(1, over: 3)?.text == "1/3")
    #expect(Rational(-5, over: 4)?.text == "-1.25")
  }

  // MARK: - Generators

  private func amount(_ standard: SubsidyStandard, _ query: PricingQuery) -> AmountRange? {
    try? standard.price(query).amount
  }

  private func limit(_ id: String, _ action: Modifier.Action) throws -> Modifier {
    Modifier(id: try .of(id), clause: "限", selection: .all, lines: nil, action: action)
  }

  /// All combinations of the terms that a standard names and one that it does not, of no flag and
  /// of each, and of its units.
  private func combinations(of standard: SubsidyStandard) -> [PricingQuery] {
    let flags = Set(standard.lines.flatMap { $0.selection.flags + $0.selection.excludedFlags })
    var queries: [PricingQuery] = []
    for unit in Set(standard.lines.map(\.unit)) {
      for flag in [nil] + flags.map(Optional.some) {
        var query = PricingQuery(flags: flag.map { [$0] } ?? [], unit: unit)
        for unit in SubsidyUnit.allCases { query.set(Quantity(tenths: 15), of: unit.rawValue) }
        queries.append(query)
      }
    }
    for dimension in Dimension.allCases {
      let terms = standard.namedTerms(of: dimension) + ["没有写的"]
      // Any band is one that a standard without bands does not know.
      if dimension == .regionBand, terms.count == 1 { continue }
      queries = queries.flatMap { query in
        terms.map { term in
          var query = query
          query.set(dimension, to: term)
          return query
        }
      }
    }
    return queries
  }

  private func risingTable(
    _ kind: TierTable.Kind, _ generator: inout SeededGenerator
  ) throws -> TierTable {
    var start = Int64(generator.number(1...9))
    var amount = Int64(generator.number(0...10_000))
    var tiers: [TierTable.Tier] = []
    for _ in 0..<generator.number(2...5) {
      tiers.append(
        TierTable.Tier(
          start: Rational(start), amount: Money(fen: amount),
          rate: kind == .perUnitAbove ? Money(fen: Int64(generator.number(0...99))) : .zero))
      start += Int64(generator.number(1...20))
      amount += Int64(generator.number(0...10_000))
    }
    return TierTable(quantity: "页数", kind: kind, tiers: tiers)
  }

  /// The quantities that a standard may ask for, those alone that it does: a quantity that it does
  /// not know it refuses by name.
  private func randomQuery(
    _ generator: inout SeededGenerator, knownTo standard: SubsidyStandard
  ) throws -> PricingQuery {
    let all = [
      "页数": Quantity(tenths: Int64(generator.number(100...3_000))),
      "人数": Quantity(tenths: Int64(generator.number(0...8)) * 10),
    ]
    let names = standard.detailNames
    return PricingQuery(quantities: all.filter { names.knows($0.key, as: .quantities) })
  }

  /// A standard of one line of any kind, with some modifiers and any rounding.
  private func randomStandard(_ generator: inout SeededGenerator) throws -> SubsidyStandard {
    let low = Money(fen: Int64(generator.number(0...500_000)))
    let range = AmountRange(
      low: low,
      high: generator.chance(oneIn: 4)
        ? nil : Money(fen: low.fen + Int64(generator.number(0...200_000))))
    let flat = try risingTable(.flat, &generator)
    let amount = generator.pick(
      LineAmount.stated(range), .directAndLabour(direct: range, labour: AmountRange(low)),
      .wage(
        daily: range, days: .stated(low: Rational(4), high: Rational(6)), direct: range),
      .perUnit(range, quantity: "人数"), .tiers(try risingTable(.interpolated, &generator)),
      .tiers(flat), .tiers(try risingTable(.perUnitAbove, &generator)))
    let share = try #require(
      Rational(Int64(generator.number(0...300)), over: Int64(generator.number(1...199))))
    let actions: [Modifier.Action] = [
      .multiply(share), .add(low), .addPerUnit(Money(fen: 7), quantity: "页数"),
      .perExtra(
        .init(quantity: "人数", beyond: .one, each: .share(share), most: .amount(low))),
      .perExtra(.init(quantity: "人数", beyond: .one, each: .amount(low), most: nil)),
    ]
    let modifiers = try actions.shuffled(using: &generator).prefix(generator.number(0...5))
      .enumerated().map { try limit("调\($0.offset)", $0.element) }
    let step = generator.pick(Rounding.Step.each, .result)
    let unit = generator.pick(Rounding.Unit.fen, .jiao, .yuan, .tenYuan)
    let mode = generator.pick(Rounding.Mode.halfUp, .down, .halfEven)
    return SubsidyStandard(
      title: "随机", document: .unnumbered(because: "测试"), region: "甲地",
      inForce: .init(from: .earliest), selectedBy: .closing, source: "测试",
      rounding: Rounding(step: step, unit: unit, mode: mode),
      lines: [
        StandardLine(
          id: try .of("甲"), clause: "一", selection: .all, unit: .item, amount: amount)
      ],
      modifiers: modifiers)
  }
}
