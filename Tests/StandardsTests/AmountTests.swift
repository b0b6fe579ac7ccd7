import LedgerCore
import Standards
import TestSupport
import Testing

@Suite("标准的金额")
struct AmountTests {
  @Test(
    "each kind of amount",
    arguments: [
      ("400", "", "400.00 元"), ("\"1,500.50\"", "", "1,500.50 元"), ("0", "", "0.00 元"),
      ("{最低: 1000, 最高: 3000}", "", "1,000.00 至 3,000.00 元"),
      ("{最低: 200}", "", "不低于 200.00 元"), ("{最高: 30000}", "", "不超过 30,000.00 元"),
      ("{low: 5, high: 5}", "", "5.00 元"),
      ("{直接费用: 600, 基本劳务: 770}", "", "1,370.00 元"),
      ("{直接费用: {最低: 100, 最高: 200}, 基本劳务: 770}", "", "870.00 至 970.00 元"),
      ("{直接费用: {最低: 100}, 基本劳务: 770}", "", "不低于 870.00 元"),
      ("{日工资: 300, 天数: 5}", "", "1,500.00 元"), ("{日工资: 300, 天数: 4.5}", "", "1,350.00 元"),
      ("{日工资: 300, 天数: {最低: 4, 最高: 6}}", "", "1,200.00 至 1,800.00 元"),
      ("{直接费用: 100, 日工资: 300, 天数: {最低: 4, 最高: 6}}", "", "1,300.00 至 1,900.00 元"),
      ("{日工资: {最低: 300}, 天数: 2}", "", "不低于 600.00 元"),
      ("{日工资: 300, 天数: {数量: 实际天数}}", "实际天数=3.5", "1,050.00 元"),
      ("{每单位: 50, 数量: 会见次数}", "会见次数=3", "150.00 元"),
      ("{每单位: {最低: 10, 最高: 20}, 数量: 页数}", "页数=7", "70.00 至 140.00 元"),
      ("{每单位: 50, 数量: 会见次数}", "会见次数=0", "0.00 元"),
    ])
  func kinds(amount: String, query: String, expected: String) throws {
    #expect(try oneLine(amount).priced(query) == expected)
  }

  @Test(
    "per unit of the line: 人次, 天, 半天, 份",
    arguments: [
      ("人次", "7", "700.00 元"), ("天", "1.5", "150.00 元"), ("半天", "3", "300.00 元"),
      ("份", "1", "100.00 元"),
    ])
  func units(unit: String, count: String, expected: String) throws {
    let standard = try oneLine("{每单位: 100}", unit: unit)
    #expect(try standard.priced("\(unit) \(unit)=\(count)") == expected)
    #expect(throws: PricingRefusal.missingQuantity(unit, neededBy: "甲", standard: "甲地标准")) {
      try standard.price(PricingQuery(unit))
    }
  }

  static let flat = "{数量: 小时, 计法: 按档, 档次: [{起: 0, 金额: 195}, {超过: 4, 金额: 385}]}"
  static let above =
    "{数量: 页数, 计法: 超过起点按单位, 档次: [{起: 0, 金额: 500}, {起: 100, 金额: 500, 每单位: 2},"
    + " {起: 200, 金额: 700, 每单位: \"0.33\"}]}"
  static let between =
    "{数量: 页数, 计法: 插值, 档次: [{起: 10, 金额: 100}, {起: 40, 金额: 200}, {起: 100, 金额: 200}]}"

  @Test(
    "tiers, at and around their starts",
    arguments: [
      (flat, "小时=0", "195.00 元"), (flat, "小时=4", "195.00 元"), (flat, "小时=4.1", "385.00 元"),
      (flat, "小时=900", "385.00 元"),
      (above, "页数=0", "500.00 元"), (above, "页数=99", "500.00 元"), (above, "页数=100", "500.00 元"),
      (above, "页数=101", "502.00 元"), (above, "页数=100.5", "501.00 元"),
      (above, "页数=200", "700.00 元"), (above, "页数=203", "700.99 元"),
      (between, "页数=10", "100.00 元"), (between, "页数=11", "103.33 元"),
      (between, "页数=12", "106.67 元"), (between, "页数=25", "150.00 元"),
      (between, "页数=40", "200.00 元"), (between, "页数=70", "200.00 元"),
      (between, "页数=1000", "200.00 元"),
    ])
  func tiers(amount: String, query: String, expected: String) throws {
    #expect(try oneLine(amount).priced(query) == expected)
  }

  @Test("below the first tier, without the quantity, or with less than nothing: refused by name")
  func tierRefusals() throws {
    let standard = try oneLine(Self.between)
    #expect(
      throws: PricingRefusal.belowFirstTier(
        "页数", Rational(Quantity(tenths: 99)), line: try .of("甲"), firstTier: "10 起")
    ) { try standard.price(PricingQuery("页数=9.9")) }
    #expect(throws: PricingRefusal.missingQuantity("页数", neededBy: "甲", standard: "甲地标准")) {
      try standard.price(PricingQuery(""))
    }
    #expect(throws: PricingRefusal.negativeQuantity("页数", Rational(Quantity(tenths: -1)))) {
      try standard.price(PricingQuery(quantities: ["页数": Quantity(tenths: -1)]))
    }
  }

  @Test("a share of another line is of what that line states, before modifiers")
  func shares() throws {
    let standard = try standard(
      """
      标准:
        - {编号: 一审, 条款: 第一条, 适用: {办理阶段: 一审}, 金额: {最低: 1000, 最高: 3000}}
        - {编号: 二审, 条款: 第一条, 适用: {办理阶段: 二审}, 金额: {百分比: 50%, 标准: 一审}}
        - {编号: 再审, 条款: 第一条, 适用: {办理阶段: 再审}, 金额: {百分比: 12.5%, 标准: 二审}}
      调整:
        - {编号: 加倍, 条款: 第二条, 倍数: 2}
      """)
    #expect(try standard.priced("一审") == "2,000.00 至 6,000.00 元")
    #expect(try standard.priced("二审") == "1,000.00 至 3,000.00 元")
    #expect(try standard.priced("再审") == "125.00 至 375.00 元")
  }

  @Test(
    "roundings, each step or the result",
    arguments: [
      ("{时点: 结果, 单位: 分, 方式: 四舍五入}", "0.01", "0.01 元"),
      ("{时点: 结果, 单位: 分, 方式: 舍去}", "0.01", "0.00 元"),
      ("{时点: 结果, 单位: 分, 方式: 四舍六入五成双}", "0.01", "0.00 元"),
      ("{时点: 结果, 单位: 分, 方式: 四舍六入五成双}", "0.03", "0.02 元"),
      ("{时点: 结果, 单位: 角, 方式: 四舍五入}", "24.90", "12.50 元"),
      ("{时点: 结果, 单位: 角, 方式: 舍去}", "24.90", "12.40 元"),
      ("{时点: 结果, 单位: 元, 方式: 四舍五入}", "2469", "1,235.00 元"),
      ("{时点: 结果, 单位: 元, 方式: 四舍六入五成双}", "2469", "1,234.00 元"),
      ("{时点: 结果, 单位: 元, 方式: 四舍六入五成双}", "2471", "1,236.00 元"),
      ("{时点: 结果, 单位: 十元, 方式: 四舍五入}", "2469", "1,230.00 元"),
      ("{时点: 结果, 单位: 十元, 方式: 四舍五入}", "2470", "1,240.00 元"),
      // Each step: 2,469 becomes 2,470 before it is halved.
      ("{时点: 每步, 单位: 十元, 方式: 四舍五入}", "2469", "1,240.00 元"),
      ("{时点: 每步, 单位: 十元, 方式: 舍去}", "2479", "1,230.00 元"),
    ])
  func rounding(rounding: String, amount: String, expected: String) throws {
    let standard = try oneLine(
      "\"\(amount)\"", modifiers: modifier("减半", "倍数: 0.5"), rounding: rounding)
    #expect(try standard.priced("") == expected)
  }

  @Test("amounts beyond what can be counted are refused, not wrapped")
  func overflow() throws {
    let standard = try oneLine(
      "{每单位: \"10000000000000\", 数量: 页数}", modifiers: modifier("多", "倍数: 999999999"))
    #expect(throws: PricingRefusal.tooLarge(line: try .of("甲"))) {
      try standard.price(PricingQuery("页数=2"))
    }
    #expect(throws: PricingRefusal.tooLarge(line: try .of("甲"))) {
      try standard.price(PricingQuery("页数=900000"))
    }
  }
}
