import Testing

/// A command line in which one number or name has a slip of the pen.
struct Misspelt: Sendable, CustomTestStringConvertible {
  let words: [String]
  /// What was meant.
  let meant: String
  /// A list tells it and goes on.
  let isList: Bool

  init(_ line: String, _ meant: String, isList: Bool = false) {
    words = line.split(separator: " ").map(String.init)
    self.meant = meant
    self.isList = isList
  }

  var testDescription: String { words.joined(separator: " ") }

  private static let legalAidCase = [
    "pay record 支9 --case 红援〔2024〕民字071号 --document 红财〔2024〕16号",
    "pay record 支9 --case 红援〔2024〕民字071号 --document 红财〔2024〕16号 --amount 5",
    "pay record 支9 --case 红援〔2024〕民字071号 --document 红财〔2024〕16号 --payee 甲所 --amount 5",
    "pay batch --on 2024-04-01 --case 红援〔2024〕民字071号",
    "claim submit 申9 --case 红援〔2024〕民字071号 --on 2024-04-01 --amount 5",
    "claim submit --case 红援〔2024〕民字071号 --on 2024-04-01 --amount 5",
    "claim amend 补9 --案件编号 红援〔2024〕民字071号 --reason 错",
    "case assign 红援〔2024〕民字071号 --on 2024-04-01 --lawyer 甲 --firm 乙",
    "case close 红援〔2024〕民字071号 --on 2024-04-01",
    "case close 红援〔2024〕民字071号 --on 2024-04-01 --claim --amount 5",
    "case file 红援〔2024〕民字071号 --on 2024-04-01",
    "case reassign 红援〔2024〕民字071号 --lawyer 甲 --firm 乙 --on 2024-04-01 --reason 错",
    "case amend 红援〔2024〕民字071号 --案由 赡养 --reason 错",
    "case renumber 红援〔2024〕民字071号 新1 --reason 错",
    "case void 红援〔2024〕民字071号 --reason 错",
    "case void 红援〔2024〕民字071号 --undo --reason 错",
    "case show 红援〔2024〕民字071号",
    "log --case 红援〔2024〕民字071号",
    "standards price 红援〔2024〕民字071号",
    "explain K03 红援〔2024〕民字071号 --reason 错",
  ].map { Misspelt($0, "红援〔2024〕民字017号") }

  private static let claim = [
    "claim approve 申报2024-08 --on 2024-04-01",
    "claim approve 申报2024-08 申报2024-97 --on 2024-04-01",
    "claim return 申报2024-08 --on 2024-04-01 --reason 错",
    "claim return 申报2024-08 申报2024-97 --on 2024-04-01 --reason 错",
    "claim amend 申报2024-08 --申报金额 5 --reason 错",
    "claim void 申报2024-08 --reason 错", "claim void 申报2024-08 --undo --reason 错",
  ].map { Misspelt($0, "申报2024-07") }

  private static let duty = [
    "pay record 支9 --duty 值班2024-08 --document 红财〔2024〕16号",
    "pay record 支9 --duty 值班2024-08 --document 红财〔2024〕16号 --payee 甲所",
    "pay record 支9 --duty 值班2024-08 --document 红财〔2024〕16号 --payee 甲所 --amount 5",
    "duty amend 值班2024-08 --值班地点 法院 --reason 错",
    "duty void 值班2024-08 --reason 错", "duty void 值班2024-08 --undo --reason 错",
  ].map { Misspelt($0, "值班2024-07") }

  private static let document = [
    "pay record 支9 --duty 值班2024-07 --document 红财〔2024〕18号",
    "pay recharge 支付2024-07 --document 红财〔2024〕18号 --reason 错",
    "fund adjust 红财〔2024〕18号 --on 2024-04-01 --amount 5 --reason 错",
    "fund recall 红财〔2024〕18号 --on 2024-04-01 --amount 5 --reason 错",
    "fund amend 红财〔2024〕18号 --金额 5 --reason 错",
    "fund void 红财〔2024〕18号 --reason 错", "fund void 红财〔2024〕18号 --undo --reason 错",
  ].map { Misspelt($0, "红财〔2024〕16号") }

  private static let voucher =
    [
      "pay record 支9 --duty 值班2024-07 --document 红财〔2024〕16号 --reissues 支付2024-08/1",
      "pay reverse 支付2024-08 --reason 错", "pay reverse 支付2024-08/1 --reason 错",
      "pay reverse 支付2024-08 --line 1 --reason 错", "pay again 支付2024-08 --as 支9",
      "pay recharge 支付2024-08 --use 以案定补 --reason 错",
      "bank match 流水2024-07 --voucher 支付2024-08 --reason 错",
      "report roster --voucher 支付2024-08", "report notice --voucher 支付2024-08",
      "report tax-list --voucher 支付2024-08",
    ].map { Misspelt($0, "支付2024-07") }
    + ["case", "claim", "duty", "pay", "bank"].map {
      Misspelt("\($0) list --voucher 支付2024-08", "支付2024-07", isList: true)
    }

  private static let bankLine = [
    "bank match 流水2024-08 --voucher 支付2024-07 --reason 错",
    "bank match 流水2024-08 --undo --reason 错", "bank set-aside 流水2024-08 --reason 错",
    "bank set-aside 流水2024-08 --undo --reason 错", "bank void 流水2024-08 --reason 错",
    "bank void 流水2024-08 --undo --reason 错", "bank amend 流水2024-08 --摘要 文 --reason 错",
  ].map { Misspelt($0, "流水2024-07") }

  private static let firm =
    [
      "payee amend 甲律师事务索 --bank 某银行 --reason 错", "payee end 甲律师事务索 --reason 错",
      "pay batch --on 2024-04-01 --firm 甲律师事务索",
      "claim approve --all --firm 甲律师事务索 --on 2024-04-01",
    ].map { Misspelt($0, "甲律师事务所") }
    + ["case", "claim", "duty", "pay", "bank"].map {
      Misspelt("\($0) list --firm 甲律师事务索", "甲律师事务所", isList: true)
    }

  static let all =
    legalAidCase + claim + duty + document + voucher + bankLine + firm
    + ["case", "claim", "duty", "pay", "fund"].map {
      Misspelt("\($0) list --document 红财〔2024〕18号", "红财〔2024〕16号", isList: true)
    }
}

@Suite("是不是另一个编号，每个命令都问")
struct NearestNumberTests {
  /// A ledger in which each kind of thing has one number.
  private static let office = Task {
    let workplace = try await Workplace.withLedger()
    let tables = [
      "指标": """
      指标文号,资金来源,预算年度,下达日期,金额
      红财〔2024〕16号,本级财政,2024,2024-01-10,10000
      """,
      "案件": """
      案件编号,案件类型,受援人,受理日期,指派日期,承办人,承办单位,结案日期,归档日期
      红援〔2024〕民字017号,民事,\(Secret.recipient),2024-01-05,2024-01-06,王五五,甲律师事务所,2024-02-01,2024-04-30
      外1,民事,\(Secret.recipient),2024-01-05,,,,2024-02-01,2024-02-02
      """,
      "申报": """
      申报编号,案件编号,申报日期,申报金额,核发日期,核发金额,申报人,审核人
      申报2024-07,红援〔2024〕民字017号,2024-03-05,800,2024-03-10,800,王五五,赵六六
      补9,外1,2024-03-05,800,,,王五五,
      """,
      "值班": """
      值班编号,值班日期,值班地点,值班律师,所属单位,数量,计量单位,标准,补贴金额
      值班2024-07,2024-03-05,看守所,王五五,甲律师事务所,1,天,200,200
      """,
      "支付": """
      支付凭证号,行号,支付日期,支出用途,案件编号,指标文号,金额,收款单位
      支付2024-07,1,2024-04-01,以案定补,红援〔2024〕民字017号,红财〔2024〕16号,800,甲律师事务所
      """,
      "流水": """
      流水号,日期,金额,收款人
      流水2024-07,2024-04-01,800,甲律师事务所
      """,
    ]
    for (name, text) in tables { try workplace.write(text + "\n", to: "表/\(name).csv") }
    try await workplace.succeed("import", "表")
    try await workplace.succeed(
      "payee", "add", "甲律师事务所", "--bank", "某银行", "--account", "62220000111122")
    return workplace
  }

  @Test("an unknown number or firm is answered with the nearest known one", arguments: Misspelt.all)
  func nearest(line: Misspelt) async throws {
    let workplace = try await Self.office.value
    let run = try await workplace.run(line.words)
    #expect(run.stderr.contains("是不是 \(line.meant)？"), "\(run.stderr)")
    #expect(run.exitCode == (line.isList ? 0 : 1), "\(run.stderr)")
  }

  @Test("no person is proposed by name, and nothing for a number that is far from all")
  func nothingNear() async throws {
    let workplace = try await Self.office.value
    try await workplace.succeed(
      "payee", "add", "欧阳丙丁", "--bank", "某银行", "--account", "62220000111133")
    for words in [
      ["payee", "end", "欧阳丙了", "--reason", "错"],
      ["pay", "record", "支9", "--case", "完全不同", "--document", "红财〔2024〕16号"],
      ["report", "roster", "--voucher", "完全不同"],
    ] {
      let run = try await workplace.run(words)
      #expect(run.exitCode == 1 && !run.stderr.contains("是不是"), "\(run.stderr)")
      #expect(!run.stderr.contains("丙丁"))
    }
  }
}
