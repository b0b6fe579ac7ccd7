import LedgerCore
import Standards
import TestSupport
import Testing

@Suite("外地的标准，只写 YAML")
struct ForeignScheduleTests {
  /// A made-up schedule: pages of the file by tiers, a percentage for each further defendant,
  /// hours in court interpolated, a cap, and rounding to the cent.
  static let yaml = """
    名称: 某国法律援助酬金表（虚构）
    文号说明: 虚构的标准，只用于测试
    地区: 某国
    生效: {自: 2023-04-01, 至: 2025-03-31}
    版本依据: 指派
    来源: 虚构
    取整: {时点: 结果, 单位: 分, 方式: 四舍六入五成双}
    用语:
      服务形式: [庭审, 阅卷]
      等级: [甲等, 乙等]
      标记: [认罪, 案情复杂]
    标准:
      - 编号: 阅卷
        条款: 附表一第 1 段
        适用: {服务形式: 阅卷}
        金额:
          数量: 页数
          计法: 超过起点按单位
          档次:
            - {起: 0, 金额: "201.34"}
            - {超过: 50, 金额: "201.34", 每单位: "1.17"}
            - {超过: 1000, 金额: "1312.84", 每单位: "0.65"}
      - 编号: 庭审-甲等
        条款: 附表一第 2 段
        适用: {服务形式: 庭审, 等级: 甲等}
        金额:
          数量: 庭审小时
          计法: 插值
          档次:
            - {起: 1, 金额: "330.33"}
            - {起: 4, 金额: 1000}
            - {起: 10, 金额: "2100.05"}
      - 编号: 庭审-乙等
        条款: 附表一第 3 段
        适用: {服务形式: 庭审, 等级: 乙等}
        金额: {百分比: 66.6%, 标准: 庭审-甲等}
    调整:
      - 编号: 认罪
        条款: 附表二
        适用: {标记: 认罪, 不带标记: 案情复杂}
        标准: [庭审-甲等, 庭审-乙等]
        倍数: 0.75
      - 编号: 同案被告人
        条款: 附表三
        按数量增加: {数量: 被告人数, 超过: 1, 每增一个: 20%, 最多增加: 50%}
      - 编号: 最高额
        条款: 附表四
        适用: {不带标记: 案情复杂}
        封顶: "3000.00"
    """

  @Test(
    "priced to the cent",
    arguments: [
      // 201.34 to 50 pages inclusive, then 1.17 a page, then 0.65 above 1,000.
      ("阅卷", [], ["页数": 50], "201.34"), ("阅卷", [], ["页数": 51], "202.51"),
      ("阅卷", [], ["页数": 1000], "1312.84"), ("阅卷", [], ["页数": 1001], "1313.49"),
      // 202.51 × 120 % = 243.012; × 150 % = 303.765, of which the half goes to the even cent.
      ("阅卷", [], ["页数": 51, "被告人数": 2], "243.01"), ("阅卷", [], ["页数": 51, "被告人数": 9], "303.76"),
      ("阅卷", [], ["页数": 9000], "3000.00"), ("阅卷", ["案情复杂"], ["页数": 9000], "6512.84"),
      // Two hours: 330.33 + 669.67 ÷ 3 = 553.553…
      ("庭审 甲等", [], ["庭审小时": 2], "553.55"), ("庭审 甲等", [], ["庭审小时": 4], "1000.00"),
      ("庭审 甲等", [], ["庭审小时": 7], "1550.02"), ("庭审 甲等", ["认罪"], ["庭审小时": 2], "415.16"),
      ("庭审 甲等", ["认罪", "案情复杂"], ["庭审小时": 2], "553.55"),
      // 66.6 % of 553.553… is 368.666…
      ("庭审 乙等", [], ["庭审小时": 2], "368.67"), ("庭审 乙等", ["认罪"], ["庭审小时": 2], "276.50"),
      ("庭审 乙等", ["认罪"], ["庭审小时": 2, "被告人数": 3], "387.10"),
    ])
  func prices(
    query: String, flags: [String], quantities: [String: Int64], expected: String
  ) throws {
    let standard = try StandardReader.read(Self.yaml, file: "某国.yaml")
    let words = query.split(separator: " ").map(String.init)
    var pricing = PricingQuery(
      flags: flags, quantities: quantities.mapValues { Quantity(tenths: $0 * 10) })
    if quantities["被告人数"] == nil { pricing.set(Quantity(tenths: 10), of: "被告人数") }
    pricing.set(.serviceForm, to: words.first)
    pricing.set(.grade, to: words.dropFirst().first)
    #expect(try standard.price(pricing).amount.exact == .yuan(expected))
  }

  @Test("its sheet, as it is pinned to a voucher")
  func sheet() throws {
    let standard = try StandardReader.read(Self.yaml, file: "某国.yaml")
    var query = PricingQuery(flags: ["认罪"])
    query.set(.serviceForm, to: "庭审")
    query.set(.grade, to: "乙等")
    query.set(Quantity(tenths: 20), of: "庭审小时")
    query.set(Quantity(tenths: 30), of: "被告人数")
    let text = PriceSheet.text(
      try standard.price(query), heading: [("案件编号", "甲援〔2024〕1号"), ("支付凭证", "支001")])
    let expected = """
      补贴计算单
      案件编号：甲援〔2024〕1号
      支付凭证：支001
      补贴标准：某国法律援助酬金表（虚构）（文号不详）
      文号说明：虚构的标准，只用于测试
      适用地区：某国
      有效期：  2023-04-01 至 2025-03-31
      情形：    服务形式 庭审，等级 乙等，标记 认罪，庭审小时 2，被告人数 3
      适用标准：庭审-乙等（单位：件）

      步骤  项目        条款                   之前          之后
      -----------------------------------------------------------
      1     庭审-乙等   附表一第 3 段                约 368.67 元
            “庭审-甲等”庭审小时 2，在 1 起的一档：在 1（330.33 元）与 4（1,000.00 元）之间插值，\
      约 553.55 元，取 66.6%
      2     认罪        附表二         约 368.67 元  约 276.50 元
            约 368.67 元 × 0.75
      3     同案被告人  附表三         约 276.50 元  约 387.10 元
            被告人数 3，超过 1 的 2 × 每个增加 20%，最多增加 50%
      4     最高额      附表四         约 387.10 元  约 387.10 元
            封顶 3,000.00 元
      5     取整                       约 387.10 元     387.10 元
            结果四舍六入五成双到分
      -----------------------------------------------------------
      合计：    387.10 元
      合计大写：叁佰捌拾柒元壹角整
      """
    #expect(text == expected, "\(lineDifference(from: expected, to: text))")
  }

  @Test("the sheet of a range says that it is a limit and writes no capitals")
  func rangeSheet() throws {
    let explanation = try bundled("shaanxi-2019").price(PricingQuery("民事 一审 本地 件"))
    #expect(
      PriceSheet.text(explanation).hasSuffix(
        "合计：    1,000.00 至 3,000.00 元\n合计大写：（标准只定了限额，金额须在限额内核定）"))
  }
}
