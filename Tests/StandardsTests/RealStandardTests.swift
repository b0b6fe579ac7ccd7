import LedgerCore
import Standards
import TestSupport
import Testing

/// Each expectation was worked out by hand from the source that the file names.
@Suite("真实标准的手算案例")
struct RealStandardTests {
  @Test(
    "三个手算案例",
    arguments: [
      // 1,200；1,000 + 500；(1,200 × 50%) = 600
      ("hanjiang-2016", "民事 一审 件", "", "1,200.00 元"),
      ("hanjiang-2016", "刑事 审查起诉 件 +跨设区市", "", "1,500.00 元"),
      ("hanjiang-2016", "民事 一审 件 +聘用法律服务工作者", "", "600.00 元"),
      // 1,200 + 200 × 4；1,200 + 200 × 29 = 7,000 → 5,000，再加跨省 1,000；中心律师 300；值班 2 天
      ("hanjiang-2016", "民事 一审 件 同案件数=5", "", "2,000.00 元"),
      ("hanjiang-2016", "民事 一审 件 +跨省 同案件数=30", "", "6,000.00 元"),
      ("hanjiang-2016", "刑事 侦查 件 +中心律师", "", "300.00 元"),
      ("hanjiang-2016", "值班 天 天=2", "", "200.00 元"),
      // 幅度；受援人 4 人加 600；300 人加 20,000 封顶
      ("rizhao-2017", "民事 一审 市内 件", "", "1,200.00 至 1,890.00 元"),
      ("rizhao-2017", "民事 一审 市外 件 受援人数=4", "", "2,100.00 至 2,800.00 元"),
      ("rizhao-2017", "民事 一审 市内 件 受援人数=300", "", "21,200.00 至 21,890.00 元"),
      // 600–900 的 1 至 2 倍；翻译费另付
      ("rizhao-2017", "刑事 侦查 件 +特别重大疑难复杂", "", "600.00 至 1,800.00 元"),
      ("rizhao-2017", "刑事 侦查 件 +需要翻译", "翻译费=350.50", "950.50 至 1,250.50 元"),
      ("ningde-2016", "民事 一审 市区内", "", "600.00 至 1,200.00 元"),
      ("ningde-2016", "刑事 侦查 市区外", "", "800.00 至 1,500.00 元"),
      ("ningde-2016", "行政 一审 跨省", "", "3,500.00 至 4,000.00 元"),
      ("shaanxi-2009", "刑事 侦查 本县", "", "300.00 至 700.00 元"),
      ("shaanxi-2009", "民事 一审 跨县", "", "700.00 至 1,300.00 元"),
      ("shaanxi-2009", "民事 调解", "", "200.00 至 400.00 元"),
      ("quanzhou-tsq-2020", "民事 一审 本区及近邻", "", "1,000.00 至 2,000.00 元"),
      ("quanzhou-tsq-2020", "刑事 一审 跨设区市", "", "3,000.00 至 4,500.00 元"),
      ("quanzhou-tsq-2020", "行政 调解", "", "200.00 至 1,500.00 元"),
      // 1,000–2,500；少两项减 40%：(1,000–2,000) × 0.6；少五项不发
      ("xiamen-2016", "刑事 侦查 件", "", "1,000.00 至 2,500.00 元"),
      ("xiamen-2016", "民事 一审 件 缺少项数=2", "", "600.00 至 1,200.00 元"),
      ("xiamen-2016", "民事 调解 件 缺少项数=5", "", "0.00 元"),
      ("xiamen-2016", "行政 一审 件 缺少项数=0", "", "1,000.00 至 2,000.00 元"),
      ("shenzhen-2019", "民事 一审 件", "", "3,500.00 元"),
      ("shenzhen-2019", "刑事 二审 件", "", "3,000.00 元"),
      ("shenzhen-2019", "民事 再审 件", "", "3,500.00 元"),
      ("shenzhen-2002", "民事 一审 件", "", "3,000.00 元"),
      ("shenzhen-2002", "刑事 一审 件", "", "1,500.00 元"),
      ("shenzhen-2002", "民事 二审 件", "", "3,000.00 元"),
      ("lottery-east", "刑事 一审", "", "1,600.00 元"),
      ("lottery-east", "民事 一审 +跨地区", "", "2,800.00 至 5,000.00 元"),
      ("lottery-east", "民事 二审 +案情简单", "", "不超过 2,800.00 元"),
    ])
  func worked(name: String, words: String, costs: String, expected: String) throws {
    var query = try PricingQuery(words)
    if !costs.isEmpty {
      var details = CaseDetails()
      try details.say(.costs, costs)
      let priced = PricingQuery(details)
      query = priced.with(query)
    }
    #expect(try bundled(name).price(query).amount.text == expected)
  }

  @Test("深圳：新标准取代旧标准，按结案日期选用；没有写金额的阶段不计价")
  func versions() throws {
    var register = StandardRegister()
    try register.add(bundled("shenzhen-2002"))
    try register.add(bundled("shenzhen-2019"))
    let old = try register.standard(for: "深圳市", on: .of("2019-02-28"))
    #expect(try old.price(PricingQuery("民事 一审 件")).amount.exact == .yuan("3000"))
    let new = try register.standard(for: "深圳市", on: .of("2019-03-01"))
    #expect(try new.price(PricingQuery("民事 一审 件")).amount.exact == .yuan("3500"))
    #expect(throws: PricingRefusal.self) { try new.price(PricingQuery("刑事 侦查 件")) }
  }

  @Test("what a standard needs is said of each")
  func needs() throws {
    #expect(try bundled("ningde-2016").detailNames.words == ["地域（市区内、市区外、跨省）"])
    #expect(
      try bundled("rizhao-2017").detailNames.words == [
        "地域（市内、市外）", "标记（特别重大疑难复杂、需要翻译）", "计价数量（天、受援人数）",
        "实际费用（翻译费）", "裁量（重大疑难）",
      ])
  }
}

extension PricingQuery {
  /// The query with the terms, flags and quantities of another.
  fileprivate func with(_ other: PricingQuery) -> PricingQuery {
    var all = self
    all.unit = other.unit
    for (dimension, term) in other.terms { all.set(dimension, to: term) }
    for flag in other.flags { all.insert(flag: flag) }
    return all
  }
}
