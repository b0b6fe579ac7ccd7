import Testing

/// A ledger of three years in which much went as it should not: what an export must carry over.
enum MessyBook {
  /// Records the book with commands and imports, into the ledger of a workplace.
  ///
  /// - Parameters:
  ///   - workplace: Where the ledger is.
  ///   - look: Called after each act.
  /// - Throws: What the program or the look throws.
  static func record(
    in workplace: Workplace, look: () async throws -> Void = {}
  ) async throws {
    for line in funds + register + claims + payments {
      try await obey(line, in: workplace)
      try await look()
    }
    try workplace.write(pastCases, to: "过去/案件.csv")
    try workplace.write(pastClaims, to: "过去/申报.csv")
    try workplace.write(pastPayments, to: "过去/支付.csv")
    try workplace.write(bank, to: "过去/国库.csv")
    _ = try await expectDone(workplace.legalaid("import", "过去"))
    try await look()
    try workplace.write(amendedCase, to: "更正.csv")
    let amended = try await expectDone(workplace.legalaid("import", "更正.csv", "--amend", "按卷宗更正"))
    #expect(amended.stdout.contains("案件：新增 0，补填 0，更正 1"))
    try await look()
    try workplace.write(matches, to: "匹配.csv")
    _ = try await expectDone(workplace.legalaid("import", "匹配.csv"))
    try await look()
    for line in explanations {
      try await obey(line, in: workplace)
      try await look()
    }
  }

  private static func obey(_ line: String, in workplace: Workplace) async throws {
    _ = try await expectDone(workplace.run(line.split(separator: " ").map(String.init)))
  }

  private static func expectDone(_ run: Run) -> Run {
    #expect(run.exitCode == 0, "\(run.stderr)")
    return run
  }

  private static let funds = [
    "fund opening --year 2023 --amount 1,000",
    "fund receive 甲财〔2023〕1号 --fund-source 本级财政 --fiscal-year 2023 --on 2023-01-10 --amount 9000",
    "fund receive 乙财〔2024〕1号 --fund-source 中央转移支付 --fiscal-year 2024 --on 2024-01-10 --amount 20000"
      + " --permitted-uses 以案定补、法律咨询 --note 首批,“第一笔”",
    "fund receive 甲财〔2023〕1号 --fund-source 本级财政 --fiscal-year 2024 --on 2024-01-02 --amount 3000"
      + " --origin-year 2023",
    "fund receive 捐〔2024〕1号 --fund-source 捐赠 --fiscal-year 2024 --on 2024-02-10 --amount 888.88",
    "fund adjust 乙财〔2024〕1号 --amount 500.50 --on 2024-05-01 --reason 追加",
    "fund adjust 乙财〔2024〕1号 --amount -200 --on 2024-06-01 --reason 调减",
    "fund recall 甲财〔2023〕1号 --fiscal-year 2024 --amount 300 --on 2024-11-01 --reason 收回",
    "fund opening --year 2024 --amount 3000",
    "fund opening --year 2024 --amount 3,333.33 --note 更正 --reason 决算数 --override",
  ]

  private static let register = [
    "case accept 案〔2024〕1号 --type 民事 --recipient 欧阳翠花 --on 2024-01-05 --matter =1+1,“赡养”",
    "case assign 案〔2024〕1号 --on 2024-01-06 --lawyer 王五 --firm 甲律师事务所",
    "case close 案〔2024〕1号 --on 2024-03-01 --grade 一类 --judgment-number （2024）宁1号",
    "case file 案〔2024〕1号 --on 2024-03-20",
    "case accept 案〔2024〕2号 --type 刑事 --recipient 李四 --on 2024-02-05",
    "case assign 案〔2024〕2号 --on 2024-02-05 --lawyer 赵六 --firm 乙律师事务所",
    "case close 案〔2024〕2号 --on 2024-04-01 --outcome 终止",
    "case accept 案〔2024〕3号 --type 行政 --recipient 张三 --on 2024-07-05",
    "duty record 值1 --on 2024-02-01 --site 看守所 --lawyer 周八 --firm 甲律师事务所 --rate 200",
    "duty record 值2 --on 2024-02-02 --site 看守所 --lawyer 周八 --firm 甲律师事务所 --rate 200"
      + " --quantity 1.5 --unit 半天 --amount 250",
  ]

  private static let claims = [
    "claim submit 申1 --case 案〔2024〕1号 --on 2024-03-05 --amount 1500 --submitted-by 王五",
    "claim return 申1 --on 2024-03-06 --reason 材料不全",
    "claim submit 申2 --case 案〔2024〕1号 --on 2024-03-07 --amount 1500 --submitted-by 王五",
    "claim approve 申2 --on 2024-03-10 --amount 1,200.50 --approved-by 钱七",
    "claim submit 申3 --case 案〔2024〕2号 --on 2024-04-05 --amount 900 --submitted-by 赵六",
    "claim approve 申3 --on 2024-04-10 --amount 0 --approved-by 赵六",
  ]

  private static let payments = [
    "pay record 支1 --case 案〔2024〕1号 --document 乙财〔2024〕1号 --on 2024-03-15",
    "pay reverse 支1 --as 支2 --on 2024-03-20 --amount 200.25 --reason 部分退票",
    "pay reverse 支1 --as 支3 --on 2024-03-21 --amount 100 --reason 再退",
    "pay record 支4 --case 案〔2024〕1号 --document 乙财〔2024〕1号 --on 2024-04-15",
    "pay record 支5 --case 案〔2024〕2号 --document 乙财〔2024〕1号 --on 2024-05-15 --amount 400"
      + " --override --reason 领导批示",
    "pay record 支6 --duty 值1 --document 甲财〔2023〕1号 --on 2024-03-01",
    "pay record 支6 --duty 值2 --document 甲财〔2023〕1号 --on 2024-03-01 --line 2"
      + " --override --reason 领导批示",
    "pay record 支7 --document 乙财〔2024〕1号 --on 2024-08-01 --use 法律咨询 --amount 50 --payee 甲律师事务所",
    "pay record 支8 --document 捐〔2024〕1号 --on 2025-01-08 --use 其他 --amount 60 --payee 乙律师事务所",
  ]

  private static let pastCases = """
    案件编号,案件类型,受援人,受理日期,结案日期,结案方式,承办单位
    旧1,民事,孙九,2023-05-01,2023-03-01,办结,甲律师事务所
    旧2,民事,"周,十",2023-06-01,2023-08-01,办结,乙律师事务所
    旧3,刑事,吴""十一"",2023-06-02,2023-08-02,撤回,
    """.replacing("吴\"\"十一\"\"", with: "\"吴\"\"十一\"\"\"") + "\n"
  private static let pastClaims = """
    申报编号,案件编号,申报日期,申报金额,核发日期,核发金额
    旧申1,旧1,2023-09-01,600,2023-09-10,600
    旧申2,旧1,2023-09-02,600,2023-09-10,600
    旧申3,没登记,2023-09-03,700,,

    """
  private static let pastPayments = """
    支付凭证号,行号,支付日期,支出用途,案件编号,值班编号,指标文号,金额,收款单位,冲销凭证号,冲销行号
    旧支1,1,2023-10-01,以案定补,旧1,,甲财〔2023〕1号,600,别的律师事务所,,
    旧支2,1,2023-10-02,以案定补,旧1,,甲财（2023）1号,600,甲律师事务所,,
    旧支3,1,2023-10-03,以案定补,旧2,,没登记的指标,650,乙律师事务所,,
    旧支4,1,2023-10-04,值班律师,,没登记的值班,甲财〔2023〕1号,8000,甲律师事务所,,
    旧支5,1,2024-01-04,值班律师,,没登记的值班,甲财〔2023〕1号,1000,甲律师事务所,旧支4,1

    """
  private static let bank = """
    流水号,日期,金额,收款人,支付凭证号,摘要
    国1,2024-03-15,1200.50,甲律师事务所,支1,补贴
    国2,2024-03-20,-200.25,甲律师事务所,,退票

    """
  private static let matches = """
    流水号,支付凭证号,匹配结果,原因
    国1,支1,匹配,凭证号一致
    国2,支2、支3,撤销,"金额不符,待查"

    """
  /// The first is explained twice; the facts under the second change at last.
  private static let explanations = [
    "explain P05 旧1 --reason 初步核实 --confirmed-by 钱七 --operator 张三",
    "explain P05 旧1 --reason 已报批,“附件一” --confirmed-by 钱七 --operator 张三",
    "explain P05 案〔2024〕2号 --reason 领导已批示 --confirmed-by 钱七 --operator 张三",
    "explain K01 旧1 --reason 卷宗如此 --operator 李四",
    "pay reverse 支5 --as 支9 --on 2024-12-30 --amount 1 --reason 退回零头",
  ]
  private static let amendedCase = """
    案件编号,案件类型,受援人,受理日期,受援人类别
    案〔2024〕3号,民事,张三,2024-07-06,农民、残疾人

    """
}
