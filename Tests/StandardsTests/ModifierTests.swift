import LedgerCore
import Standards
import TestSupport
import Testing

@Suite("标准的调整")
struct ModifierTests {
  @Test(
    "each kind of modifier, on an amount of 1,000",
    arguments: [
      ("倍数: 1.5", "", "1,500.00 元"), ("倍数: 0", "", "0.00 元"), ("增加: 385", "", "1,385.00 元"),
      ("增加: \"0.01\"", "", "1,000.01 元"),
      ("增加: {每单位: 180, 数量: 天}", "天=2.5", "1,450.00 元"),
      ("封顶: 800", "", "800.00 元"), ("封顶: 1000", "", "1,000.00 元"), ("封顶: 1200", "", "1,000.00 元"),
      ("保底: 1200", "", "1,200.00 元"), ("保底: 800", "", "1,000.00 元"),
      ("按数量增加: {数量: 受援人数, 超过: 1, 每增一个: 200}", "受援人数=1", "1,000.00 元"),
      ("按数量增加: {数量: 受援人数, 超过: 1, 每增一个: 200}", "受援人数=0", "1,000.00 元"),
      ("按数量增加: {数量: 受援人数, 超过: 1, 每增一个: 200}", "受援人数=4", "1,600.00 元"),
      ("按数量增加: {数量: 受援人数, 超过: 1, 每增一个: 200, 最多增加: 500}", "受援人数=4", "1,500.00 元"),
      ("按数量增加: {数量: 受援人数, 超过: 1, 每增一个: 10%}", "受援人数=4", "1,300.00 元"),
      ("按数量增加: {数量: 受援人数, 超过: 1, 每增一个: 10%, 最多增加: 25%}", "受援人数=4", "1,250.00 元"),
      ("按数量增加: {数量: 受援人数, 超过: 1, 每增一个: 10%, 最多增加: 120}", "受援人数=4", "1,120.00 元"),
      ("按数量增加: {数量: 同案件数, 超过: 1, 每增一个: 50%}", "同案件数=2", "1,500.00 元"),
    ])
  func kinds(action: String, query: String, expected: String) throws {
    let standard = try oneLine("1000", modifiers: modifier("乙", action))
    #expect(try standard.priced(query) == expected)
  }

  @Test(
    "ranges keep both ends, or none above",
    arguments: [
      ("{最低: 1000, 最高: 3000}", "倍数: 1.5", "1,500.00 至 4,500.00 元"),
      ("{最低: 1000, 最高: 3000}", "封顶: 2000", "1,000.00 至 2,000.00 元"),
      ("{最低: 1000, 最高: 3000}", "封顶: 500", "500.00 元"),
      ("{最低: 1000, 最高: 3000}", "保底: 2000", "2,000.00 至 3,000.00 元"),
      ("{最低: 1000, 最高: 3000}", "保底: 5000", "5,000.00 元"),
      ("{最低: 200}", "增加: 100", "不低于 300.00 元"), ("{最低: 200}", "封顶: 500", "200.00 至 500.00 元"),
      ("{最低: 200}", "保底: 500", "不低于 500.00 元"), ("{最高: 300}", "倍数: 2", "不超过 600.00 元"),
      (
        "{最低: 1000, 最高: 3000}", "按数量增加: {数量: 天, 超过: 1, 每增一个: 10%, 最多增加: 150}",
        "1,100.00 至 3,150.00 元"
      ),
    ])
  func ranges(amount: String, action: String, expected: String) throws {
    #expect(try oneLine(amount, modifiers: modifier("乙", action)).priced("天=2") == expected)
  }

  @Test("modifiers apply in the order in which they stand")
  func order() throws {
    let (double, more) = (modifier("加倍", "倍数: 2"), modifier("增加", "增加: 100"))
    #expect(try oneLine("1000", modifiers: double + more).priced("") == "2,100.00 元")
    #expect(try oneLine("1000", modifiers: more + double).priced("") == "2,200.00 元")
    let cap = modifier("封顶", "封顶: 1500")
    #expect(try oneLine("1000", modifiers: double + cap + more).priced("") == "1,600.00 元")
  }

  @Test("a modifier changes only its lines, and only where its condition holds")
  func conditions() throws {
    let standard = try standard(
      """
      标准:
        - {编号: 民事, 条款: 第一条, 适用: {案件类型: 民事}, 金额: 1000}
        - {编号: 刑事, 条款: 第一条, 适用: {案件类型: 刑事}, 金额: 1000}
      调整:
        - {编号: 死刑, 条款: 第二条, 适用: {标记: [死刑, 无期]}, 标准: 刑事, 倍数: 1.5}
        - {编号: 跨县, 条款: 第三条, 适用: {地域: [跨县, 跨市], 不带标记: 速裁}, 增加: 200}
      """)
    #expect(try standard.priced("民事 本县 +死刑") == "1,000.00 元")
    #expect(try standard.priced("刑事 本县 +死刑") == "1,500.00 元")
    #expect(try standard.priced("刑事 跨市 +死刑 +无期") == "1,700.00 元")
    #expect(try standard.priced("刑事 跨市 +速裁") == "1,000.00 元")
    // Whether it was across counties decides 200 yuan, so it must be said.
    #expect(
      throws: PricingRefusal.notKnown(
        [.regionBand], needed: ["地域（是否跨县、跨市）"], standard: "甲地标准")
    ) { try standard.price(PricingQuery("民事")) }
    #expect(try standard.priced("民事 +速裁") == "1,000.00 元")
  }

  @Test("each step of the explanation has its clause, its words and both amounts")
  func explanation() throws {
    let standard = try oneLine(
      "{直接费用: 600, 基本劳务: 770}",
      modifiers: modifier("三分之一", "倍数: 0.3333") + modifier("保底", "保底: 500"),
      rounding: "{时点: 每步, 单位: 元, 方式: 四舍五入}")
    let explanation = try standard.price(PricingQuery("民事 一审"))
    #expect(explanation.citation == "甲地标准（甲司发〔2024〕1号）")
    #expect(explanation.combination == "案件类型 民事，办理阶段 一审")
    #expect(explanation.steps.map(\.name) == ["甲", "三分之一", "取整", "保底"])
    #expect(explanation.steps.map(\.clause) == ["第一条", "第二条", "", "第二条"])
    #expect(
      explanation.steps.map(\.words) == [
        "直接费用 600.00 元 + 基本劳务 770.00 元", "1,370.00 元 × 0.3333", "每步四舍五入到元", "保底 500.00 元",
      ])
    #expect(
      explanation.steps.map { $0.before?.text ?? "" } == [
        "", "1,370.00 元", "约 456.62 元", "457.00 元",
      ])
    #expect(explanation.amount.exact == (try .yuan("500")))
    #expect(
      explanation.summary
        == "甲地标准（甲司发〔2024〕1号）“甲”：直接费用 600.00 元 + 基本劳务 770.00 元；"
        + "1,370.00 元 × 0.3333；"
        + "每步四舍五入到元；保底 500.00 元；合计 500.00 元")
  }

  @Test("缺什么、多什么，都按名字拒绝")
  func refusals() throws {
    let standard = try standard(
      """
      标准:
        - {编号: 一类, 条款: 第一条, 适用: {案件类型: 民事, 等级: 一类}, 金额: 1000}
        - {编号: 二类, 条款: 第一条, 适用: {案件类型: 民事, 等级: 二类}, 金额: 800}
        - {编号: 值班, 条款: 第一条, 适用: {服务形式: 值班, 案件类型: 刑事}, 单位: 天, 金额: {每单位: 200}}
        - {编号: 值班半天, 条款: 第一条, 适用: {服务形式: 值班, 案件类型: 刑事}, 单位: 半天, 金额: {每单位: 100}}
      调整:
        - {编号: 人数, 条款: 第二条, 标准: 一类, 按数量增加: {数量: 受援人数, 超过: 1, 每增一个: 10%}}
      """)
    #expect(
      throws: PricingRefusal.notKnown([.grade], needed: ["等级（一类、二类）"], standard: "甲地标准")
    ) { try standard.price(PricingQuery("民事 件")) }
    #expect(
      throws: PricingRefusal.noLine(
        combination: "案件类型 行政，等级 一类", hint: "案件类型只规定了民事、刑事，没有“行政”",
        standard: "甲地标准")
    ) { try standard.price(PricingQuery("行政 一类")) }
    #expect(
      throws: PricingRefusal.noLine(combination: "案件类型 民事，等级 三类", hint: nil, standard: "甲地标准")
    ) { try standard.price(PricingQuery("民事 三类")) }
    #expect(throws: PricingRefusal.unitNotSaid(units: [.day, .halfDay], standard: "甲地标准")) {
      try standard.price(PricingQuery("刑事 值班"))
    }
    #expect(throws: PricingRefusal.missingQuantity("受援人数", neededBy: "人数", standard: "甲地标准")) {
      try standard.price(PricingQuery("民事 一类 件"))
    }
    #expect(try standard.priced("民事 二类 件") == "800.00 元")
    #expect(try standard.priced("刑事 值班 半天 半天=1") == "100.00 元")
  }

  @Test("a standard put together in code that overlaps or goes in circles is refused, not looped")
  func unsound() throws {
    let sound = try standard("标准: [{编号: 甲, 条款: 一, 适用: {案件类型: 民事}, 金额: 1}]")
    let line = try #require(sound.lines.first)
    let twin = StandardLine(
      id: try .of("乙"), clause: "一", selection: .all, unit: .item, amount: line.amount)
    #expect(throws: PricingRefusal.self) {
      try sound.with(lines: [line, twin]).price(PricingQuery("民事"))
    }
    let circle = StandardLine(
      id: line.id, clause: "一", selection: .all, unit: .item,
      amount: .share(.one, of: line.id))
    #expect(throws: PricingRefusal.circularLines([line.id, line.id])) {
      try sound.with(lines: [circle]).price(PricingQuery("民事"))
    }
    let dangling = StandardLine(
      id: line.id, clause: "一", selection: .all, unit: .item,
      amount: .share(.one, of: twin.id))
    #expect(throws: PricingRefusal.missingLine(twin.id, neededBy: "甲")) {
      try sound.with(lines: [dangling]).price(PricingQuery("民事"))
    }
  }
}
