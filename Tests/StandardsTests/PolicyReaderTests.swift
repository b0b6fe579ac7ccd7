import LedgerCore
import Schema
import Standards
import TestSupport
import Testing

@Suite("读取发放政策文件")
struct PolicyReaderTests {
  /// A sound policy of eight lines; a test puts another line in the place of one, or none.
  private static let sound = [
    "名称: 甲地政策", "地区: 甲地", "生效: {自: 2024-01-01, 至: 2024-12-31}", "来源: 测试", "未知: [甲, 乙]", "收款: 单位",
    "期限: [{事项: 核发到支付, 天数: 20, 计算: 工作日}]",
    "资金次序: [{用途: 以案定补, 次序: [中央转移支付, 本级财政]}]",
  ]

  /// The sound policy with another text on a line, from 1.
  private static func yaml(_ line: Int = 8, _ text: String? = nil) -> String {
    var lines = sound
    if let text { lines[line - 1] = text }
    return lines.joined(separator: "\n")
  }

  private func faults(_ yaml: String) -> [String] {
    do throws(StandardFaults) {
      _ = try PolicyReader.read(yaml, file: "甲.yaml")
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  @Test("a sound file, in Chinese keys and in English ones")
  func sound() throws {
    let policy = try PolicyReader.read(Self.yaml(), file: "甲.yaml")
    #expect(
      policy
        == RegionPolicy(
          title: "甲地政策", region: "甲地", from: try .of("2024-01-01"), to: try .of("2024-12-31"),
          source: "测试", unknown: ["甲", "乙"], payee: .firm,
          deadlines: [.init(step: .paymentAfterApproval, days: 20, calendar: .workdays)],
          sourceOrder: [.perCaseSubsidy: [.centralTransfer, .localBudget]]))
    let english = """
      title: 甲地政策
      region: 甲地
      in_force: {from: 2024-01-01, to: 2024-12-31}
      source: 测试
      unknown: [甲, 乙]
      payee: 单位
      deadlines: [{matter: 核发到支付, days: 20, calendar: 工作日}]
      source_order: [{use: 以案定补, order: [中央转移支付, 本级财政]}]
      """
    #expect(try PolicyReader.read(english, file: "甲.yaml") == policy)
  }

  @Test("what may be left out: the end, what is unknown, the deadlines; 省级 is a name of 自治区")
  func optional() throws {
    let policy = try PolicyReader.read(
      """
      名称: 甲地政策
      地区: 甲地
      生效: {自: 2024-01-01}
      来源: [一, 二]
      收款: 个人
      值班单位: [天, 半天]
      资金次序:
        - {用途: 值班律师, 次序: 省级转移支付}
      """, file: "甲.yaml")
    #expect(policy.to == nil)
    #expect(policy.source == "一；二")
    #expect(policy.payee == .person)
    #expect(policy.deadlines.isEmpty)
    #expect(policy.dutyUnits == [.day, .halfDay])
    #expect(throws: StandardFaults.self) {
      try PolicyReader.read(Self.yaml() + "\n值班单位: [小时]", file: "甲.yaml")
    }
    #expect(policy.sources(for: .duty) == [.provincialTransfer])
  }

  @Test("a voucher draws on one appropriation unless the policy lets it draw on any")
  func voucherScope() throws {
    #expect(try PolicyReader.read(Self.yaml(), file: "甲.yaml").voucherScope == .oneAppropriation)
    for (word, scope) in [("单一", RegionPolicy.VoucherScope.oneAppropriation), ("不限", .any)] {
      let policy = try PolicyReader.read(Self.yaml() + "\n凭证指标: \(word)", file: "甲.yaml")
      #expect(policy.voucherScope == scope)
    }
    #expect(throws: StandardFaults.self) {
      try PolicyReader.read(Self.yaml() + "\n凭证指标: 两个", file: "甲.yaml")
    }
  }

  @Test(
    "one thing wrong is one fault at its line",
    arguments: [
      (5, "未只: 甲", "甲.yaml:5 — 政策文件里没有这一项 — 读到“未只” — 是不是“未知”？"),
      (5, "文号: 甲", "甲.yaml:5 — 政策文件里没有这一项 — 读到“文号”"),
      (1, "#", "甲.yaml:2 — 政策文件缺少“名称”"), (2, "#", "甲.yaml:1 — 政策文件缺少“地区”"),
      (3, "#", "甲.yaml:1 — 政策文件缺少“生效”"), (4, "#", "甲.yaml:1 — 政策文件缺少“来源”"),
      (6, "#", "甲.yaml:1 — 政策文件缺少“收款”"), (8, "#", "甲.yaml:1 — 政策文件缺少“资金次序”"),
      (3, "生效: {至: 2024-12-31}", "甲.yaml:3 — “生效”缺少“自”"),
      (3, "生效: {自: 2024-13-01}", "甲.yaml:3 — “自”的"),
      (3, "生效: 2024-01-01", "甲.yaml:3 — “生效”应当是几项“名称: 值”"),
      (
        3, "生效: {自: 2024-02-01, 至: 2024-01-31}",
        "甲.yaml:3 — “生效”的起止日期颠倒 — 读到 2024-02-01 至 2024-01-31"
      ),
      (4, "来源:", "甲.yaml:4 — “来源”没有填写"),
      (6, "收款: 律师", "甲.yaml:6 — “收款”里没有这个词 — 读到“律师” — 可以写：单位、个人"),
      (6, "收款: 单位\n收款: 个人", "甲.yaml:6 — 同一项写了两次"),
      (7, "期限: 20", "甲.yaml:7 — “期限”应当是一个列表"), (7, "期限: []", "甲.yaml:7 — “期限”是空的"),
      (7, "期限: [20]", "甲.yaml:7 — 一项期限应当是几项“名称: 值”"),
      (7, "期限: [{事项: 核发到支付, 天数: 20}]", "甲.yaml:7 — 一项期限缺少“计算”"),
      (7, "期限: [{事项: 核发, 天数: 20, 计算: 工作日}]", "甲.yaml:7 — “事项”里没有这个词 — 读到“核发”"),
      (7, "期限: [{事项: 核发到支付, 天数: 20, 计算: 自然日}]", "甲.yaml:7 — “计算”里没有这个词"),
      (7, "期限: [{事项: 核发到支付, 天数: 0, 计算: 工作日}]", "甲.yaml:7 — “天数”应当是 1 至 3650 的整数 — 读到“0”"),
      (7, "期限: [{事项: 核发到支付, 天数: -1, 计算: 工作日}]", "甲.yaml:7 — “天数”应当是 1 至 3650 的整数"),
      (7, "期限: [{事项: 核发到支付, 天数: 1.5, 计算: 工作日}]", "甲.yaml:7 — “天数”应当是 1 至 3650 的整数"),
      (7, "期限: [{事项: 核发到支付, 天数: 3651, 计算: 工作日}]", "甲.yaml:7 — “天数”应当是 1 至 3650 的整数"),
      (7, "期限: [{事项: 核发到支付, 天数: 二十, 计算: 工作日}]", "甲.yaml:7 — “天数”应当是 1 至 3650 的整数"),
      (
        7,
        "期限:\n  - {事项: 核发到支付, 天数: 20, 计算: 工作日}\n  - {事项: 核发到支付, 天数: 9, 计算: 日历日}",
        "甲.yaml:9 — 同一项写了两次 — 读到第二个“核发到支付”"
      ),
      (8, "资金次序: [{用途: 以案定补}]", "甲.yaml:8 — 一项资金次序缺少“次序”"),
      (8, "资金次序: [{用途: 办案, 次序: 本级财政}]", "甲.yaml:8 — “用途”里没有这个词 — 读到“办案”"),
      (8, "资金次序: [{用途: 值班律师, 次序: [本级财证]}]", "甲.yaml:8 — “次序”里没有这种资金来源 — 读到“本级财证” — 是不是“本级财政”？"),
      (8, "资金次序: [{用途: 值班律师, 次序: []}]", "甲.yaml:8 — “次序”是空的"),
      (8, "资金次序: [{用途: 值班律师, 次序: [本级财政, 本级财政]}]", "甲.yaml:8 — 同一项写了两次 — 读到第二个“本级财政”"),
      (
        8, "资金次序: [{用途: 以案定补, 次序: [省级转移支付, 自治区转移支付]}]",
        "甲.yaml:8 — 同一项写了两次 — 读到第二个“自治区转移支付”"
      ),
      (8, "资金次序: [{用途: 值班律师, 次序: [彩票公益金]}]", "甲.yaml:8 — 彩票公益金只用于以案定补 — 读到用途“值班律师”"),
      (
        8, "资金次序:\n  - {用途: 其他, 次序: 捐赠}\n  - {用途: 其他, 次序: 其他}",
        "甲.yaml:10 — 同一项写了两次 — 读到第二个“其他”"
      ),
      (8, "资金次序: &a [1]", "甲.yaml:8 — 政策文件不使用 YAML 的锚点"),
      (8, "资金次序: [", "甲.yaml:"),
    ])
  func oneFault(line: Int, text: String, expected: String) {
    let faults = faults(Self.yaml(line, text))
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.hasPrefix(expected) == true, "\(faults)")
    #expect(!faults.joined().contains("标准"), "\(faults)")
  }

  @Test("all faults at once, in the order of the lines")
  func allFaults() {
    let faults = faults(
      """
      名称: 甲
      生效: {自: 2024-02-01, 至: 2024-01-01}
      来源: 测试
      收款: 律师
      期限: [{事项: 核发到支付, 天数: 0, 计算: 工作日}]
      资金次序: [{用途: 值班律师, 次序: [彩票公益金, 国库]}]
      """)
    #expect(faults.map { $0.prefix(9) } == [1, 2, 4, 5, 6, 6].map { "甲.yaml:\($0) " })
  }

  @Test(
    "what is no policy at all",
    arguments: ["", "# 空\n", "[]", "一句话", "a: b: c", "--- \n- 1\n---\n- 2"])
  func noPolicy(yaml: String) {
    #expect(!faults(yaml).isEmpty)
  }

  @Test("every bundled policy is read, cites its sources and says what is unknown")
  func bundled() throws {
    let policies = try BundledPolicies.all.map { bundled in
      try PolicyReader.read(bundled.text, file: "\(bundled.name).yaml")
    }
    #expect(BundledPolicies.all.map(\.name) == ["ningxia"])
    #expect(policies.allSatisfy { !$0.source.isEmpty && !$0.unknown.isEmpty })
  }

  @Test("Ningxia: to the firm, 30 days, 20 and 10 working days, duty from the local budget only")
  func ningxia() throws {
    let bundled = try #require(BundledPolicies.all.first { $0.name == "ningxia" })
    let policy = try PolicyReader.read(bundled.text, file: "ningxia.yaml")
    #expect(policy.region == "宁夏回族自治区")
    #expect(policy.payee == .firm)
    #expect(
      policy.deadlines == [
        .init(step: .filingAfterClosing, days: 30, calendar: .calendarDays),
        .init(step: .paymentAfterApproval, days: 20, calendar: .workdays),
        .init(step: .handoverAfterPayment, days: 10, calendar: .workdays),
      ])
    #expect(
      policy.sources(for: .perCaseSubsidy) == [
        .centralTransfer, .provincialTransfer, .cityTransfer, .localBudget,
      ])
    #expect(policy.sources(for: .duty) == [.localBudget])
    #expect(policy.isInForce(on: try .of("2024-12-20")))
    #expect(!policy.isInForce(on: try .of("2021-08-31")))
    #expect(policy.isInForce(on: try .of("2021-09-01")))
  }

  @Test(
    "in force from the first day to the last",
    arguments: [
      ("2023-12-31", false), ("2024-01-01", true), ("2024-12-31", true), ("2025-01-01", false),
    ])
  func inForce(day: String, expected: Bool) throws {
    let policy = try PolicyReader.read(Self.yaml(), file: "甲.yaml")
    #expect(policy.isInForce(on: try .of(day)) == expected)
  }
}
