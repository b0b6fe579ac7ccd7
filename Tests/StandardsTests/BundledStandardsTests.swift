import LedgerCore
import Schema
import Standards
import TestSupport
import Testing

@Suite("随附的补贴标准")
struct BundledStandardsTests {
  @Test("each is read without a fault, names its source, and says what is not known")
  func areRead() throws {
    #expect(
      BundledStandards.all.map(\.name) == [
        "hanjiang-2016", "lottery-east", "ningde-2016", "ningxia-2015", "ningxia-later",
        "quanzhou-tsq-2020", "rizhao-2017", "shaanxi-2009", "shaanxi-2019", "shenzhen-2002",
        "shenzhen-2019", "structure-b", "tianchang-2020", "xiamen-2016", "yongding-2020",
      ])
    for (name, text) in BundledStandards.all {
      let standard = try StandardReader.read(text, file: name)
      #expect(standard.flaws.isEmpty, "\(name)")
      #expect(standard.source.count > 10, "\(name)")
      #expect(!standard.unknown.isEmpty, "\(name)")
      #expect(standard.inForce.to == nil, "\(name)")
    }
  }

  @Test("every line is reached by a case, and that line alone")
  func everyLineIsReachable() throws {
    for (name, _) in BundledStandards.all {
      let standard = try bundled(name)
      for line in standard.lines {
        let explanation = try standard.price(standard.query(reaching: line))
        #expect(explanation.line == line.id, "\(name) \(line.id)")
      }
    }
  }

  @Test(
    "amounts as their sources state them",
    arguments: [
      ("ningxia-2015", "一类", "400.00 元"), ("ningxia-2015", "民事 二审 二类", "800.00 元"),
      ("ningxia-2015", "三类", "1,100.00 元"),
      ("ningxia-2015", "三类 +标的额大", "不超过 30,000.00 元"),
      ("ningxia-later", "件 一类", "1,500.00 元"), ("ningxia-later", "件 一类 +优秀", "1,800.00 元"),
      ("ningxia-later", "值班 天 天=3", "不低于 600.00 元"),
      ("tianchang-2020", "民事 一审 办结 合格", "1,200.00 元"),
      ("tianchang-2020", "民事 二审 办结 良好", "1,400.00 元"),
      ("tianchang-2020", "民事 执行 +全部执行到位", "1,000.00 元"),
      ("tianchang-2020", "刑事 侦查 合格", "800.00 元"), ("tianchang-2020", "刑事 侦查 良好", "1,000.00 元"),
      ("tianchang-2020", "刑事 审查起诉 良好", "1,400.00 元"),
      ("tianchang-2020", "刑事 一审 合格", "1,300.00 元"), ("tianchang-2020", "民事 调解", "800.00 元"),
      ("shaanxi-2019", "民事 一审 本地 件", "1,000.00 至 3,000.00 元"),
      ("shaanxi-2019", "刑事 一审 跨区域 件", "2,000.00 至 4,500.00 元"),
      ("shaanxi-2019", "刑事 一审 本地 件 +死刑", "1,500.00 至 4,500.00 元"),
      ("shaanxi-2019", "刑事 死刑复核 跨区域 件 +死刑", "3,000.00 至 6,750.00 元"),
      ("shaanxi-2019", "刑事 死刑复核 跨区域 件", "3,000.00 至 6,750.00 元"),
      ("shaanxi-2019", "值班 天 天=2", "200.00 至 1,000.00 元"),
      ("shaanxi-2019", "代拟法律文书 份 份=1", "200.00 至 500.00 元"),
      ("yongding-2020", "刑事 侦查", "600.00 元"), ("yongding-2020", "刑事 二审", "1,200.00 元"),
      ("yongding-2020", "民事 劳动仲裁", "1,400.00 元"), ("yongding-2020", "民事 非诉讼", "250.00 元"),
      ("yongding-2020", "法律帮助 天 天=1", "不低于 200.00 元"),
      ("yongding-2020", "法律咨询 天 天=1.5", "300.00 元"),
    ])
  func amounts(name: String, query: String, expected: String) throws {
    #expect(try bundled(name).priced(query) == expected)
  }

  @Test("天长：撤诉按撤诉时间，需要另外说明")
  func withdrawals() throws {
    let standard = try bundled("tianchang-2020")
    var query = try PricingQuery("民事 一审")
    query.set(.outcome, to: "庭前撤诉")
    #expect(try standard.price(query).amount.exact == .yuan("600"))
    query.set(.outcome, to: "庭中撤诉")
    #expect(try standard.price(query).amount.exact == .yuan("1000"))
    query.set(.outcome, to: "终止")
    #expect(throws: PricingRefusal.self) { try standard.price(query) }
  }

  @Test("structure B adds up as its source does: 600+770=1370 and so on")
  func structureBChecksItself() throws {
    let standard = try bundled("structure-b")
    let rows = [
      ("侦查", [(600, 770, 1370), (800, 965, 1765), (1000, 1155, 2155)]),
      ("一审", [(700, 1155, 1855), (1000, 1350, 2350), (1300, 1925, 3225)]),
    ]
    for (stage, amounts) in rows {
      for (band, (direct, labour, total)) in zip(["本辖区", "跨县", "跨市"], amounts) {
        #expect(direct + labour == total)
        let explanation = try standard.price(PricingQuery("刑事 刑事辩护 \(stage) \(band)"))
        #expect(explanation.amount.exact == Money(fen: Int64(total) * 100))
        #expect(
          explanation.steps.first?.words
            == "直接费用 \(Money(fen: Int64(direct) * 100).groupedYuanText) 元"
            + " + 基本劳务 \(Money(fen: Int64(labour) * 100).groupedYuanText) 元")
      }
    }
    for (query, expected) in [
      ("刑事 刑事辩护 一审 本辖区 +死刑", "2,820.00 元"), ("刑事 刑事辩护 一审 跨县 +无期徒刑", "3,505.00 元"),
      ("刑事 刑事辩护 二审 跨市 +死刑 +无期徒刑", "4,765.00 元"),
      ("刑事 刑事辩护 一审 本辖区 +兼刑事附带民事", "2,240.00 元"),
      ("值班 天 天=1", "385.00 元"), ("值班 半天 半天=1", "195.00 元"),
      ("值班 天 天=2 +跨县值班", "1,130.00 元"),
      ("法律帮助 本辖区 +已阅卷", "1,096.00 元"), ("法律帮助 跨县 +已阅卷", "1,412.00 元"),
    ] {
      #expect(try standard.priced(query) == expected, "\(query)")
    }
    var check = try PricingQuery("本辖区")
    check.set(.serviceForm, to: "讯问合法性核查")
    #expect(try standard.price(check).amount.exact == .yuan("548"))
  }

  @Test("a duty shift is priced by its own unit and quantity")
  func dutyShift() throws {
    let shift = DutyShift(
      number: try .of("值1"), servedOn: try .of("2024-01-04"), site: "法院", lawyer: "某",
      firm: "某所", quantity: Quantity(tenths: 15), unit: .day, rate: try .yuan("385"),
      amount: try .yuan("577.50"))
    #expect(try bundled("structure-b").price(PricingQuery(shift)).amount.exact == .yuan("578"))
    #expect(
      try bundled("ningxia-later").price(PricingQuery(shift)).amount
        == AmountRange(low: .yuan("300"), high: nil))
    #expect(throws: PricingRefusal.self) {
      try bundled("ningxia-2015").price(PricingQuery(shift))
    }
  }

  @Test("宁夏：一类案件的 1% 可以评优秀")
  func quota() throws {
    let quota = try #require(try bundled("ningxia-later").quotas.first)
    let plain = try PricingQuery("件 一类")
    let excellent = try PricingQuery("件 一类 +优秀")
    let other = try PricingQuery("件 二类 +优秀")
    var cases = Array(repeating: plain, count: 98) + [excellent, other]
    #expect(quota.use(by: cases) == Quota.Use(counted: 1, base: 99, share: quota.share))
    #expect(!quota.use(by: cases).isWithin)
    cases.append(plain)
    #expect(quota.use(by: cases).isWithin)
    #expect(quota.use(by: cases).allowed == 1)
    #expect(quota.use(by: cases + [excellent]).isWithin == false)
  }

  @Test("the example's 352 closed cases come to what was claimed for each, with an explanation")
  func exampleCases() throws {
    let register = try exampleRegister()
    let claims = try rows("claims.csv").map { ($0["案件编号"], $0["申报金额"], $0["申报日期"]) }
    let cases = Dictionary(
      uniqueKeysWithValues: try rows("cases.csv").map { ($0["案件编号"] ?? "", $0) })
    #expect(claims.count == 352)
    var total = Money.zero
    for (number, amount, claimedOn) in claims {
      let row = try #require(cases[number ?? ""])
      let legalAidCase = try example(row)
      let standard = try register.standard(
        for: "宁夏回族自治区",
        days: EventDays(legalAidCase, claimedOn: try .of(claimedOn ?? "")))
      let explanation = try standard.price(PricingQuery(legalAidCase))
      #expect(explanation.amount.exact == (try .yuan(amount ?? "")), "\(number ?? "")")
      #expect(explanation.steps.count == 1)
      try total += explanation.amount.low
    }
    #expect(total == (try .yuan("255000")))
  }

  private func exampleRegister() throws -> StandardRegister {
    var register = StandardRegister()
    try register.add(try bundled("ningxia-2015"))
    return register
  }

  /// The rows of an example table, which has no quoted cells in the columns used here.
  private func rows(_ file: String) throws -> [[String: String]] {
    let text = try #require(ExampleTables.hongsibu2024.first { $0.name == file }?.text)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
  }

  private func example(_ row: [String: String]) throws -> LegalAidCase {
    let type = try #require(CaseType(rawValue: row["案件类型"] ?? ""))
    var legalAidCase = LegalAidCase(
      number: try .of(row["案件编号"] ?? ""), type: type, recipient: row["受援人"] ?? "",
      acceptedOn: try .of(row["受理日期"] ?? ""))
    legalAidCase.serviceForm = row["服务形式"]
    legalAidCase.stage = row["办理阶段"]
    legalAidCase.grade = row["等级"]
    legalAidCase.closing = .init(on: try .of(row["结案日期"] ?? ""), outcome: .closed)
    return legalAidCase
  }
}
