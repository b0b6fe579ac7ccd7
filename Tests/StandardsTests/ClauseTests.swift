import LedgerCore
import Standards
import TestSupport
import Testing

@Suite("真实条款的写法")
struct ClauseTests {
  /// A query in words with costs, decisions and a day.
  private func query(
    _ words: String, costs: String? = nil, decided: String? = nil, flags: String? = nil,
    source: FundSource? = nil, manner: String? = nil, on day: String? = nil
  ) throws -> PricingQuery {
    var details = CaseDetails()
    if let costs { try details.say(.costs, costs) }
    if let decided { try details.say(.discretions, decided) }
    if let flags { try details.say(.flags, flags) }
    details.fundSource = source
    details.closingManner = manner
    var query = PricingQuery(details)
    query.day = try day.map { try .of($0) }
    let typed = try PricingQuery(words)
    for (dimension, term) in typed.terms { query.set(dimension, to: term) }
    for flag in typed.flags { query.insert(flag: flag) }
    for (name, value) in typed.quantities {
      query.set(Quantity(tenths: try (value * Rational(10)).numerator), of: name)
    }
    return query
  }

  private static let byCount = """
    标准:
      - {编号: 甲, 条款: 第一条, 金额: 1000}
    调整:
      - {编号: 二至四人, 条款: 第二条, 适用: {数量: {被告人数: {最低: 2, 最高: 4, 未登记: 不适用}}}, 倍数: 1.2}
      - {编号: 五人以上, 条款: 第二条, 适用: {数量: {被告人数: {最低: 5, 未登记: 不适用}}}, 倍数: 1.3}
    """

  @Test(
    "a modifier by the range of a quantity, silent for cases without it",
    arguments: [
      ("", "1,000.00 元"), ("被告人数=0", "1,000.00 元"), ("被告人数=1", "1,000.00 元"),
      ("被告人数=2", "1,200.00 元"), ("被告人数=4", "1,200.00 元"), ("被告人数=5", "1,300.00 元"),
      ("被告人数=30", "1,300.00 元"),
    ])
  func ranges(words: String, expected: String) throws {
    #expect(try standard(Self.byCount).priced(words) == expected)
  }

  @Test("a range that is not said to be silent asks for its quantity")
  func rangeAsks() throws {
    let standard = try standard(Self.byCount.replacing(", 未登记: 不适用", with: ""))
    #expect(
      throws: PricingRefusal.missingQuantity("被告人数", neededBy: "二至四人", standard: "甲地标准")
    ) { try standard.price(PricingQuery()) }
    #expect(try standard.priced("被告人数=3") == "1,200.00 元")
  }

  @Test("lines by ranges that do not meet are no overlap, and those that do are")
  func rangesOverlap() throws {
    func two(_ first: String, _ second: String) -> String {
      """
      标准:
        - {编号: 甲, 条款: 第一条, 适用: {数量: {人数: {\(first)}}}, 金额: 100}
        - {编号: 乙, 条款: 第一条, 适用: {数量: {人数: {\(second)}}}, 金额: 200}
      """
    }
    #expect(try standard(two("最高: 4", "超过: 4")).priced("人数=4") == "100.00 元")
    #expect(try standard(two("不满: 4", "最低: 4")).priced("人数=4") == "200.00 元")
    #expect(throws: StandardFaults.self) { try standard(two("最高: 4", "最低: 4")) }
    #expect(throws: StandardFaults.self) { try standard(two("最低: 5, 最高: 4", "最低: 9")) }
  }

  @Test("the higher or the lower of two lines")
  func extremes() throws {
    func standard(_ key: String) throws -> SubsidyStandard {
      try StandardsTests.standard(
        """
        标准:
          - {编号: 按件, 条款: 第一条, 只供引用: 是, 金额: 1000}
          - {编号: 按天, 条款: 第一条, 只供引用: 是, 金额: {每单位: 300, 数量: 天数}}
          - {编号: 甲, 条款: 第一条, 金额: {\(key): [按件, 按天]}}
        """)
    }
    #expect(try standard("取高").priced("天数=3") == "1,000.00 元")
    #expect(try standard("取高").priced("天数=4") == "1,200.00 元")
    #expect(try standard("取低").priced("天数=4") == "1,000.00 元")
    #expect(try standard("取低").priced("天数=0") == "0.00 元")
  }

  @Test("a multiple at discretion is a range until it is decided, and its reason is kept")
  func discretion() throws {
    let standard = try oneLine("1000", modifiers: modifier("质量浮动", "裁量: {最低: 80%, 最高: 120%}"))
    #expect(try standard.priced("") == "800.00 至 1,200.00 元")
    let decided = try query("", decided: "质量浮动=110%（证据复杂）")
    #expect(try standard.price(decided).amount.text == "1,100.00 元")
    let beyond = try query("", decided: "质量浮动=121%（证据复杂）")
    #expect(throws: PricingRefusal.self) { try standard.price(beyond) }
    var details = CaseDetails()
    #expect(throws: CaseDetailFlaw.self) { try details.say(.discretions, "质量浮动=110%（）") }
    #expect(throws: CaseDetailFlaw.self) { try details.say(.discretions, "质量浮动=110%") }
  }

  @Test("actual costs up to a cap, to the fen, beside labour or added")
  func costs() throws {
    let line = try oneLine("{实际费用: 差旅费, 最高: 2000, 基本劳务: 800}")
    #expect(try line.price(query("", costs: "差旅费=1234.56")).amount.text == "2,034.56 元")
    #expect(try line.price(query("", costs: "差旅费=2000.01")).amount.text == "2,800.00 元")
    #expect(try line.price(query("", costs: "差旅费=0")).amount.text == "800.00 元")
    #expect(throws: PricingRefusal.missingCost("差旅费", neededBy: "甲", standard: "甲地标准")) {
      try line.price(PricingQuery())
    }
    let added = try oneLine(
      "1000", modifiers: modifier("差旅", "增加: {实际费用: 差旅费, 最高: 500}", when: "标记: 速裁"))
    #expect(
      try added.price(query("+速裁", costs: "差旅费=600")).amount.text == "1,500.00 元")
  }

  @Test("a share of what the same case would get with other terms")
  func shareAs() throws {
    let standard = try standard(
      """
      标准:
        - {编号: 侦查本县, 条款: 第一条, 适用: {办理阶段: 侦查, 地域: 本县}, 金额: 600}
        - {编号: 侦查跨县, 条款: 第一条, 适用: {办理阶段: 侦查, 地域: 跨县}, 金额: 900}
        - {编号: 死刑复核, 条款: 第二条, 适用: {办理阶段: 死刑复核}, 金额: {百分比: 40%, 按: {办理阶段: 侦查}}}
      """)
    #expect(try standard.priced("死刑复核 本县") == "240.00 元")
    #expect(try standard.priced("死刑复核 跨县") == "360.00 元")
    #expect(throws: PricingRefusal.self) { try standard.priced("死刑复核") }
  }

  @Test(
    "a line or modifier that refers to itself is refused",
    arguments: [
      "标准:\n  - {编号: 甲, 条款: 一, 金额: {百分比: 40%, 标准: 甲}}",
      "标准:\n  - {编号: 甲, 条款: 一, 金额: {百分比: 40%, 按: {办理阶段: 侦查}}}",
      "标准:\n  - {编号: 甲, 条款: 一, 金额: {取高: [甲, 甲]}}",
      "标准:\n  - {编号: 甲, 条款: 一, 金额: 100}\n调整:\n"
        + "  - {编号: 乙, 条款: 二, 按标准增加: {百分比: 50%, 标准: 甲}}",
    ])
  func selfReference(parts: String) {
    #expect {
      try standard(parts)
    } throws: { error in
      "\(error)".contains("互相引用")
    }
  }

  @Test(
    "an amount of reference by the day that chose the version",
    arguments: [
      ("2023-12-31", "500.00 元"), ("2024-01-01", "550.10 元"), ("2025-06-30", "550.10 元"),
    ])
  func reference(day: String, expected: String) throws {
    let standard = try standard(
      """
      参照表:
        日平均工资: [{自: 2023-01-01, 金额: 250}, {自: 2024-01-01, 金额: "275.05"}]
      标准:
        - {编号: 甲, 条款: 第一条, 金额: {参照: 日平均工资, 数量: 天数}}
      """)
    #expect(try standard.price(query("天数=2", on: day)).amount.text == expected)
    #expect(throws: PricingRefusal.self) { try standard.price(query("天数=2")) }
    #expect(throws: PricingRefusal.self) { try standard.price(query("天数=2", on: "2022-12-31")) }
  }

  @Test("two tariffs at once, each for the source that pays")
  func sources() throws {
    let standard = try standard(
      """
      标准:
        - {编号: 中彩金, 条款: 第一条, 适用: {资金来源: 彩票公益金}, 金额: 2800}
        - {编号: 本级, 条款: 第二条, 适用: {资金来源: [本级财政, 中央转移支付]}, 金额: 1200}
      """)
    #expect(try standard.price(query("", source: .lotteryFund)).amount.text == "2,800.00 元")
    #expect(try standard.price(query("", source: .localBudget)).amount.text == "1,200.00 元")
    #expect(throws: PricingRefusal.self) { try standard.price(PricingQuery()) }
  }

  @Test("the manner of the closing takes the outcome's place where a standard names it")
  func manners() throws {
    let standard = try bundled("tianchang-2020")
    let words = "民事 一审 办结 合格"
    #expect(try standard.price(query(words, manner: "庭前撤诉")).amount.text == "600.00 元")
    #expect(try standard.price(query(words, manner: "判决")).amount.text == "1,200.00 元")
  }

  @Test(
    "a detail that a standard does not know is refused by name with the nearest",
    arguments: [
      ("+速才", "标记“速才”；是不是“速裁”？"), ("民事 页数=3", "计价数量“页数”"),
    ])
  func unknown(words: String, told: String) throws {
    let standard = try oneLine("400")
    #expect {
      try standard.price(PricingQuery(words))
    } throws: { error in
      "\(error)".contains(told)
    }
  }

  @Test("flags that must be recorded are asked for; none is said by a word")
  func flagsAsked() throws {
    let standard = try standard(
      "须登记: [标记]\n标准:\n  - {编号: 甲, 条款: 第一条, 金额: 400}\n调整:\n"
        + modifier("速裁", "倍数: 0.5", when: "标记: 速裁"))
    #expect(throws: PricingRefusal.flagsNotSaid(flags: ["无期", "死刑", "速裁", "优秀"], standard: "甲地标准"))
    {
      try standard.price(query(""))
    }
    #expect(try standard.price(query("", flags: "无")).amount.text == "400.00 元")
    #expect(try standard.price(query("", flags: "速裁")).amount.text == "200.00 元")
  }

  @Test("the order of flags and of lines never matters", arguments: [1, 2, 3])
  func order(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let base = try bundled("structure-b")
    let turned = base.with(lines: base.lines.shuffled(using: &generator))
    for line in base.lines {
      let query = base.query(reaching: line)
      #expect(
        try base.price(query).amount == turned.price(query).amount, "seed \(seed) \(line.id)")
    }
    var details = CaseDetails()
    try details.say(.flags, "死刑、速裁、兼办")
    var other = CaseDetails()
    try other.say(.flags, "兼办,死刑；速裁")
    #expect(details == other && details.text(of: .flags) == other.text(of: .flags))
  }

  @Test(
    "every way of rounding, to the fen",
    arguments: [
      ("分", "四舍五入", "0.05", "10%", "0.01 元"), ("分", "舍去", "0.05", "10%", "0.00 元"),
      ("分", "四舍六入五成双", "0.05", "10%", "0.00 元"), ("分", "四舍六入五成双", "0.15", "10%", "0.02 元"),
      ("角", "四舍五入", "1.25", "100%", "1.30 元"), ("角", "四舍六入五成双", "1.25", "100%", "1.20 元"),
      ("角", "舍去", "1.29", "100%", "1.20 元"), ("元", "四舍五入", "2.50", "100%", "3.00 元"),
      ("元", "四舍六入五成双", "2.50", "100%", "2.00 元"), ("元", "四舍六入五成双", "3.50", "100%", "4.00 元"),
      ("元", "舍去", "2.99", "100%", "2.00 元"), ("十元", "四舍五入", "15", "100%", "20.00 元"),
      ("十元", "四舍六入五成双", "25", "100%", "20.00 元"), ("十元", "舍去", "19.99", "100%", "10.00 元"),
    ])
  func rounding(unit: String, mode: String, amount: String, share: String, expected: String) throws
  {
    let standard = try standard(
      """
      标准:
        - {编号: 乙, 条款: 第一条, 只供引用: 是, 金额: "\(amount)"}
        - {编号: 甲, 条款: 第一条, 金额: {百分比: \(share), 标准: 乙}}
      """, rounding: "{时点: 结果, 单位: \(unit), 方式: \(mode)}")
    #expect(try standard.priced("") == expected)
  }

  @Test(
    "a name that no standard has is refused when it is said anew, and stands where it stood",
    arguments: [
      ("", "跨省", true), ("跨省", "跨省", false), ("跨省", "跨省、出差", true), ("跨省", "无", false),
    ])
  func unknownNames(standing: String, said: String, isRefused: Bool) throws {
    let names = DetailNames([try standard(Self.byCount)])
    func details(_ flags: String) throws -> CaseDetails {
      var details = CaseDetails()
      if !flags.isEmpty { try details.say(.flags, flags) }
      return details
    }
    let (before, after) = (try details(standing), try details(said))
    if isRefused {
      #expect(throws: CaseDetailFlaw.self) { try names.check(after, besides: before) }
    } else {
      try names.check(after, besides: before)
    }
  }
}
