import Foundation
import Testing

@Suite("整张凭证的命令")
struct VoucherTests {
  /// 支1 pays 案1 and 案2 in two lines of 800; 红财〔2024〕2号 has money too.
  private static func workplace() async throws -> Workplace {
    let workplace = try await SmallBook.workplace(cases: 2)
    try await workplace.succeed(
      "fund", "receive", "红财〔2024〕2号", "--fund-source", "中央转移支付", "--fiscal-year", "2024", "--on",
      "2024-01-10", "--amount", "5000")
    for (line, number) in [("1", 1), ("2", 2)] {
      let run = try await workplace.run(SmallBook.pay("支1", number, "--line", line))
      #expect(run.exitCode == 0, "\(run.stderr)")
    }
    return workplace
  }

  private static func words(_ line: String) -> [String] {
    line.split(separator: " ").map(String.init)
  }

  @Test("a voucher comes back, is paid again and is recharged, each in one command")
  func wholes() async throws {
    let workplace = try await Self.workplace()
    let recharged = try await workplace.run(
      Self.words("pay recharge 支1/2 --document 红财〔2024〕2号 --reason 文号写错"))
    #expect(
      recharged.stdout == """
        支付凭证 支1，2024-04-01：在原凭证内更正 1 行，800.00 元；凭证的金额、日期和收款单位不变
          第 3 行：冲销第 2 行，案件 案2，以案定补 -800.00 元，指标 红财〔2024〕1号
          第 4 行：案件 案2，以案定补 800.00 元，指标 红财〔2024〕2号
        使用指标：红财〔2024〕1号（本级财政，2024 年度），支付前余额 8,400.00 元，支付后余额 9,200.00 元
        使用指标：红财〔2024〕2号（中央转移支付，2024 年度），支付前余额 5,000.00 元，支付后余额 4,200.00 元
        已改列：支付凭证 支1，1 行

        """)
    let returned = try await workplace.run(
      Self.words("pay reverse 支1 --as 退1 --bank-return --on 2024-04-10 --reason 账号有误"))
    #expect(
      returned.stdout == """
        已冲销支付凭证 支1 全部 2 行 1,600.00 元，退回指标 红财〔2024〕1号 800.00 元、红财〔2024〕2号 800.00 元\
        （退票，冲销凭证 退1）；支付凭证 支1 没有剩余

        """)
    let again = try await workplace.run(Self.words("pay again 退1 --as 重1 --on 2024-04-20"))
    #expect(
      again.stdout == """
        支付凭证 重1，2024-04-20：向“甲律师事务所”重付 退1 退回的 2 行，1,600.00 元（壹仟陆佰元整）
          第 1 行：案件 案1，以案定补 800.00 元，指标 红财〔2024〕1号
          第 2 行：案件 案2，以案定补 800.00 元，指标 红财〔2024〕2号
        使用指标：红财〔2024〕1号（本级财政，2024 年度），支付前余额 10,000.00 元，支付后余额 9,200.00 元
        使用指标：红财〔2024〕2号（中央转移支付，2024 年度），支付前余额 5,000.00 元，支付后余额 4,200.00 元
        已重付：支付凭证 重1，2 行

        """)
    try workplace.write(
      "流水号,日期,金额,收款人,支付凭证号\n流1,2024-04-01,1600,甲律师事务所,支1\n"
        + "流2,2024-04-10,-1600,甲律师事务所,支1\n流3,2024-04-20,1600,甲律师事务所,重1\n", to: "流水.csv")
    try await workplace.succeed("import", "流水.csv")
    let printed = try await workplace.run(["reconcile", "--year", "2024", "--format", "json"])
    let rules = try json(printed.stdout).countsByRule.keys
    #expect(rules.filter { "FPS".contains($0.prefix(1)) }.isEmpty, "\(rules)")
    try await workplace.succeed("verify")
  }

  @Test("each has a rehearsal, and refuses what it is not for with a reason, writing nothing")
  func refusals() async throws {
    let workplace = try await Self.workplace()
    _ = try await workplace.run(
      Self.words("pay reverse 支1 --as 退1 --bank-return --on 2024-04-10 --reason 账号有误"))
    let before = try await workplace.state()
    try await workplace.succeed(
      "pay", "again", "退1", "--as", "重1", "--on", "2024-04-20", "--dry-run")
    let refused: [(line: String, words: [String])] = [
      ("pay again 退9 --as 重1 --on 2024-04-20", ["退9", "没有登记"]),
      (
        "pay again 支1 --as 重1 --on 2024-04-20",
        ["支1 上没有退票", "用 legalaid pay reverse --bank-return 登记"]
      ),
      ("pay again 退1 --as 重1 --on 2024-04-09", ["2024-04-10", "不能早于退票"]),
      ("pay again 退1 --as 支1 --on 2024-04-20", ["支1 已有记录", "号流水", "请换一个凭证号"]),
      ("pay reverse 支1 --on 2024-04-20 --reason 甲", ["已经全部冲销", "退1/1、退1/2", "经办人"]),
      ("pay reverse 支9 --on 2024-04-20 --reason 甲", ["支9", "没有登记"]),
      ("pay reverse 退1 --on 2024-04-20 --reason 甲", ["本身是冲销"]),
      ("pay recharge 支1 --document 红财〔2024〕2号 --reason 甲", ["已经全部冲销"]),
      ("pay recharge 支9/1 --document 红财〔2024〕2号 --reason 甲", ["支9", "没有登记"]),
    ]
    for (line, words) in refused {
      expectRefused(try await workplace.run(Self.words(line)), saying: words)
    }
    let other = try await workplace.run(
      Self.words("pay again 退1 --as 重1 --on 2024-04-20 --payee 乙所"))
    #expect(other.exitCode == 1 && other.stdout == "")
    for word in ["向“乙所”重付", "错误：", "P09", "--override --reason"] {
      #expect(other.stderr.contains(word), "\(other.stderr)")
    }
    #expect(try await workplace.state() == before)
    try await workplace.succeed("pay", "again", "退1", "--as", "重1", "--on", "2024-04-20")
    expectRefused(
      try await workplace.run(Self.words("pay again 退1 --as 重2 --on 2024-04-20")),
      saying: ["已经重付", "第 1 行由 重1/1 重付", "号流水"])
  }

  @Test("a voucher's own number may hold a slash, and goes before a line of another")
  func slash() async throws {
    let workplace = try await SmallBook.workplace(cases: 2)
    _ = try await workplace.run(SmallBook.pay("2024/1", 1))
    _ = try await workplace.run(SmallBook.pay("2024", 2))
    let run = try await workplace.run(
      Self.words("pay reverse 2024/1 --on 2024-04-20 --reason 甲"))
    #expect(run.stdout.contains("已冲销支付凭证 2024/1 第 1 行"), "\(run.stdout)\(run.stderr)")
    let line = try await workplace.run(
      Self.words("pay reverse 2024/1/1 --on 2024-04-20 --reason 甲"))
    expectRefused(line, saying: ["2024/1/1 已经全部冲销"])
  }
}
