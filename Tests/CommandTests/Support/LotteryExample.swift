import Testing

/// An invented county whose cases are paid from two pots, its own money and the lottery fund's,
/// over two years.
enum LotteryExample {
  static let lawyer = "苏明远"
  static let dutyLawyer = "贺知秋"

  /// A workplace with the ledger of the example.
  static func workplace() async throws -> Workplace {
    let workplace = try Workplace()
    try await workplace.succeed("init", "--agency", "云山县司法局", "--region", "云山县")
    try workplace.write(appropriations, to: "表/经费指标.csv")
    try workplace.write(duty, to: "表/值班.csv")
    try workplace.write(register.joined(separator: "\n"), to: "表/案件.csv")
    try workplace.write(claims.joined(separator: "\n"), to: "表/补贴申报.csv")
    try workplace.write(payments.joined(separator: "\n"), to: "表/支付.csv")
    let run = try await workplace.legalaid("import", "表")
    #expect(run.exitCode == 0, "\(run.stderr)")
    return workplace
  }

  private static let appropriations = """
    指标文号,资金来源,预算年度,下达日期,金额,结转自年度
    云财〔2023〕1号,本级财政,2023,2023-01-16,3500,
    云财〔2024〕1号,中央转移支付,2024,2024-01-15,8000,
    云财〔2024〕2号,本级财政,2024,2024-02-20,6000,
    云财〔2024〕3号,本级财政,2024,2025-01-20,2000,
    彩项目〔2024〕8号,彩票公益金,2024,2024-04-08,7500,
    彩项目〔2023〕8号,彩票公益金,2024,2024-01-02,1200,2023

    """

  private static let duty = """
    值班编号,值班日期,值班地点,值班律师,所属单位,数量,标准,补贴金额
    值1,2024-03-05,看守所,\(LotteryExample.dutyLawyer),明山律师事务所,1,200,200
    值2,2024-06-12,法院,\(LotteryExample.dutyLawyer),明山律师事务所,1.5,200,300
    值3,2024-12-18,法院,\(LotteryExample.dutyLawyer),明山律师事务所,1,200,200

    """

  /// What one case is, and the pot that pays it: its document, or none.
  private struct Row {
    let type: String
    let groups: String
    let firm: String
    let accepted: String
    let closed: String
    let amount: Int
    let paid: (on: String, document: String)?
  }

  private static let own = "云财〔2024〕1号"
  private static let local = "云财〔2024〕2号"
  private static let lottery = "彩项目〔2024〕8号"

  private static let rows: [Row] = [
    row("民事", "农民工", "2023-02-01", "2023-05-10", 1100, ("2023-07-01", "云财〔2023〕1号")),
    row("刑事", "其他", "2023-03-01", "2023-06-10", 1500, ("2023-08-01", "云财〔2023〕1号")),
    row("民事", "妇女", "2023-08-01", "2023-11-10", 900, ("2023-12-20", "云财〔2023〕1号")),
    // Closed in 2023, paid in 2024.
    row("民事", "农民", "2023-09-01", "2023-12-11", 1100, ("2024-02-26", own)),
    row("民事", "农民工", "2024-01-08", "2024-03-11", 1341, ("2024-04-22", lottery)),
    row("民事", "农民工、妇女", "2024-01-09", "2024-03-18", 1341, ("2024-04-22", lottery)),
    row("民事", "残疾人", "2024-02-01", "2024-05-06", 1341, ("2024-06-20", "彩项目〔2024〕８号")),
    row("民事", "老年人", "2024-03-04", "2024-06-03", 1200, ("2024-06-24", "彩项目（2023）8号")),
    row("行政", "农民", "2024-03-05", "2024-05-30", 1341, ("2024-06-20", lottery)),
    row("刑事", "未成年人", "2024-03-06", "2024-06-20", 1746, ("2024-07-15", own)),
    row("刑事", "其他", "2024-04-01", "2024-07-01", 1746, ("2024-08-15", own)),
    row("刑事", "其他", "2024-04-02", "2024-07-02", 1751, ("2024-08-15", local)),
    // Approved, and not paid by the year's end.
    row("民事", "军人军属", "2024-06-01", "2024-08-30", 1746, nil),
    row("民事", "低保", "2024-09-01", "2024-11-25", 1746, nil),
    row("民事", "妇女", "2024-10-08", "", 0, nil),
  ]

  private static func row(
    _ type: String, _ groups: String, _ accepted: String, _ closed: String, _ amount: Int,
    _ paid: (String, String)?
  ) -> Row {
    Row(
      type: type, groups: groups, firm: type == "民事" ? "清河（云山）律师事务所" : "明山律师事务所",
      accepted: accepted, closed: closed, amount: amount,
      paid: paid.map { (on: $0.0, document: $0.1) })
  }

  private static let register =
    ["案件编号,案件类型,受援人,受援人类别,受理日期,承办人,承办单位,结案日期"]
    + rows.enumerated().map { index, row in
      "云援〔\(row.accepted.prefix(4))〕\(index + 1)号,\(row.type),\(Secret.recipient),\(row.groups),"
        + "\(row.accepted),\(LotteryExample.lawyer),\(row.firm),\(row.closed)"
    }

  private static let claims =
    ["申报编号,案件编号,申报日期,申报金额,核发日期,核发金额"]
    + rows.enumerated().filter { $0.element.amount > 0 }.map { index, row in
      "申\(index + 1),云援〔\(row.accepted.prefix(4))〕\(index + 1)号,"
        + "\(row.closed),\(row.amount),\(row.closed),\(row.amount)"
    }

  private static let payments =
    ["支付凭证号,支付日期,支出用途,案件编号,值班编号,指标文号,金额,收款单位,承办人"]
    + rows.enumerated().compactMap { index, row in
      row.paid.map { paid in
        "支\(index + 1),\(paid.on),以案定补,云援〔\(row.accepted.prefix(4))〕\(index + 1)号,,"
          + "\(paid.document),\(row.amount),\(row.firm),\(LotteryExample.lawyer)"
      }
    }
    + [
      "支值1,2024-04-10,值班律师,,值1,\(local),200,明山律师事务所,\(LotteryExample.dutyLawyer)",
      "支值2,2024-07-10,值班律师,,值2,\(local),300,明山律师事务所,\(LotteryExample.dutyLawyer)",
    ]
}
