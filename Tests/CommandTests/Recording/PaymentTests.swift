import Foundation
import LedgerStore
import Testing

@Suite("支付命令")
struct PaymentTests {
  @Test("pay record says in plain words what it pays, to whom, for what and what will be left")
  func preview() async throws {
    let workplace = try await SmallBook.workplace()
    let run = try await workplace.run(SmallBook.pay("支1", 1))
    #expect(run.exitCode == 0)
    #expect(run.stderr == "")
    #expect(
      run.stdout == """
        支付凭证 支1 第 1 行，2024-04-01：向“甲律师事务所”支付 800.00 元（捌佰元整）
        用于：以案定补，案件 案1
        使用指标：红财〔2024〕1号（本级财政，2024 年度），支付前余额 10,000.00 元，支付后余额 9,200.00 元
        已记账：支付凭证 支1

        """)
  }

  /// The end of a payment's command line, as most people write it.
  static let plainLines = [
    "支1 --case 案1 --document 红财〔2024〕1号 --on 2024-04-01",
    "支1 --case 案1 --document 红财〔2024〕1号 --on 2024年4月1日 --amount 1,00.5",
    "支1 --case 案1 --document 红财〔2024〕1号 --on 2024-04-01 --amount 99999",
    "--on 2024-04-01 --document 红财（2024）1号 --amount １００ --case 案１ 支1",
    "支1 --duty 值1 --document 红财〔2024〕1号 --on 2024-04-01",
    "支1 --case 没有的案 --document 红财〔2024〕1号 --on 2024-04-01",
    "支1 --case 案1 --document 没有的文 --on 2024-04-01", "支1 --document 红财〔2024〕1号 --on 2024-04-01",
    "支1 --case 案1 --duty 值1 --document 红财〔2024〕1号 --on 2024-04-01",
    "支1 --case 案1 --document 红财〔2024〕1号 --on 2024-13-01", "支1 --case 案1 --on 2024-04-01",
    "支1 --case 案1 --document 红财〔2024〕1号 --on 2024-04-01 --amount -5",
    "支1 支2 --case 案1 --document 红财〔2024〕1号 --on 2024-04-01",
    "支1 --case 案1 --case 案2 --document 红财〔2024〕1号 --on 2024-04-01",
    "支1 --case --document 红财〔2024〕1号 --on 2024-04-01", "支1 --help", "",
  ]

  @Test("a payment is the same whichever way its command line is read", arguments: plainLines)
  func plainAndOther(line: String) async throws {
    let words = ["pay", "record"] + line.split(separator: " ").map(String.init)
    let one = try await SmallBook.workplace()
    let plain = try await one.run(words + ["--operator", "张某"])
    let other = try await SmallBook.workplace()
    // With an equals sign the line is left to the library.
    let library = try await other.run(words + ["--operator=张某"])
    #expect(plain.exitCode == library.exitCode)
    #expect(plain.stdout == library.stdout)
    #expect(plain.stderr == library.stderr)
    let payments = ["pay", "list", "--format", "json"]
    #expect(try await one.run(payments).stdout == other.run(payments).stdout)
  }

  @Test("a rehearsal shows the same and leaves no trace")
  func rehearsal() async throws {
    let workplace = try await SmallBook.workplace()
    let before = try workplace.bytes(of: Workplace.ledgerName)
    let rehearsed = try await workplace.run(SmallBook.pay("支1", 1, "--dry-run"))
    #expect(rehearsed.exitCode == 0)
    #expect(try workplace.bytes(of: Workplace.ledgerName) == before)
    let done = try await workplace.run(SmallBook.pay("支1", 1))
    #expect(rehearsed.stdout == done.stdout.replacing("已记账", with: "（试算，未写入）已记账"))
  }

  @Test("every command that writes has a rehearsal that leaves no trace")
  func rehearsals() async throws {
    let workplace = try await SmallBook.workplace()
    _ = try await workplace.run(SmallBook.pay("支1", 1, "--amount", "100"))
    try await workplace.succeed(
      "case", "accept", "案2", "--type", "民事", "--recipient", "李四", "--on", "2024-01-06")
    try workplace.write(BigTable.cases(3, prefix: "导"), to: "新.csv")
    let before = try workplace.bytes(of: Workplace.ledgerName)
    let lines = [
      "fund receive 新文 --fund-source 捐赠 --fiscal-year 2024 --on 2024-01-01 --amount 5",
      "fund adjust \(SmallBook.document) --amount -5 --on 2024-05-01 --reason 调减",
      "fund recall \(SmallBook.document) --amount 5 --on 2024-05-01 --reason 收回",
      "fund opening --year 2024 --amount 5",
      "case accept 新1 --type 民事 --recipient 李四 --on 2024-01-06",
      "case file 案1 --on 2024-04-06", "claim submit 新申 --case 案2 --on 2024-05-01 --amount 5",
      "duty record 新值 --on 2024-01-06 --site 甲 --lawyer 乙 --firm 丙 --rate 5",
      "pay reverse 支1 --as 支2 --on 2024-05-01 --reason 退票", "import 新.csv", "export 导出",
    ]
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      let run = try await workplace.run(words + ["--dry-run"])
      #expect(run.exitCode == 0, "\(line)\n\(run.stderr)")
      #expect(run.stdout.contains("（试算，未写入）"), "\(line)")
      #expect(try workplace.bytes(of: Workplace.ledgerName) == before, "\(line)")
    }
    #expect(!workplace.exists("导出"))
    for line in lines {
      let run = try await workplace.run(line.split(separator: " ").map(String.init))
      #expect(run.exitCode == 0, "\(line)\n\(run.stderr)")
    }
  }

  /// A payment that a rule forbids, and what must be said of it.
  struct Forbidden: CustomTestStringConvertible, Sendable {
    let rule: String
    let rest: [String]
    let words: [String]
    var testDescription: String { rule }

    init(_ rule: String, _ rest: String, _ words: String...) {
      self.rule = rule
      self.rest = rest.split(separator: " ").map(String.init)
      self.words = words
    }
  }

  @Test(
    "a payment that a rule forbids is refused with the rule, the reason and the way out",
    arguments: [
      Forbidden("P05", "--amount 900", "900.00", "800.00"),
      Forbidden("P01", "--case 没有的案件 --payee 甲所 --amount 5", "没有的案件"),
      Forbidden("P03", "--on 2024-02-01", "2024-02-01", "2024-03-01"),
      Forbidden("F06", "--document 没有的文号", "没有的文号"),
      Forbidden("P02", "--on 2024-01-04", "2024-01-04", "2024-01-05"),
    ])
  func forbidden(_ forbidden: Forbidden) async throws {
    let workplace = try await SmallBook.workplace()
    let before = try await workplace.state()
    let line = SmallBook.pay("支1", 1) + forbidden.rest
    let run = try await workplace.run(line)
    #expect(run.exitCode == 1)
    #expect(run.stdout == "")
    // The preview comes first, so that the officer sees what is refused.
    #expect(run.stderr.hasPrefix("支付凭证 支1 第 1 行，"), "\(run.stderr)")
    for words in forbidden.words + [
      "错误：有规则不允许，账本没有改动", "\n  \(forbidden.rule) ", "怎么办：", "--override",
    ] {
      #expect(run.stderr.contains(words), "\(words)\n\(run.stderr)")
    }
    #expect(!run.stderr.contains(Secret.recipient))
    #expect(try await workplace.state() == before)
    let overridden = try await workplace.run(line + ["--override", "--reason", "领导批示"])
    #expect(overridden.exitCode == 0, "\(overridden.stderr)")
    #expect(try await workplace.state() != before)
  }

  @Test("what is overridden is recorded, and reconciliation still finds it")
  func override() async throws {
    let workplace = try await SmallBook.workplace()
    let line = SmallBook.pay("支1", 1, "--amount", "900", "--override", "--reason", "领导批示")
    #expect(try await workplace.run(line).exitCode == 0)
    let run = try await workplace.legalaid("reconcile", "--year", "2024", "--format", "json")
    #expect(run.exitCode == 2)
    #expect(
      try json(run.stdout).countsByRule
        == ["C05": 1, "K03": 1, "P05": 1, "S01": 1])
  }

  @Test("a claim that was paid on is returned only with --override, and its reason is kept")
  func claimReturn() async throws {
    let workplace = try await SmallBook.workplace()
    #expect(try await workplace.run(SmallBook.pay("支1", 1)).exitCode == 0)
    let before = try await workplace.state()
    let line = ["claim", "return", "申1", "--on", "2024-05-01", "--reason", "材料不实"]
    let refused = try await workplace.run(line)
    expectRefused(refused, saying: ["有规则不允许，账本没有改动", "\n  P05 ", "案1", "800.00", "--override"])
    #expect(try await workplace.state() == before)
    let rehearsed = try await workplace.run(line + ["--override", "--dry-run"])
    #expect(rehearsed.exitCode == 0, "\(rehearsed.stderr)")
    #expect(try await workplace.state() == before)
    let returned = try await workplace.run(line + ["--override"])
    #expect(returned.exitCode == 0, "\(returned.stderr)")
    #expect(returned.stdout == "已登记申报 申1 退回（2024-05-01）\n")
    let store = try LedgerStore.open(at: workplace.file(Workplace.ledgerName))
    defer { try? store.close() }
    let entry = try store.read { try $0.journal.lastEntry() }
    #expect(entry?.stamp.reason == "越过规则 P05：材料不实")
    let run = try await workplace.legalaid("reconcile", "--year", "2024", "--format", "json")
    #expect(try json(run.stdout).countsByRule["P05"] == 1)
    // Once returned it is no claim, and cannot be returned again.
    expectRefused(try await workplace.run(line + ["--override"]), saying: ["申1", "已"])
  }

  @Test("what a graver rule does not forbid is recorded with a reminder in the preview")
  func reminder() async throws {
    let workplace = try await SmallBook.workplace()
    try await workplace.succeed(
      "fund", "receive", "迟〔2024〕2号", "--fund-source", "本级财政", "--fiscal-year", "2024", "--on",
      "2024-06-01", "--amount", "900")
    let run = try await workplace.run(SmallBook.pay("支1", 1) + ["--document", "迟〔2024〕2号"])
    #expect(run.exitCode == 0, "\(run.stderr)")
    #expect(run.stdout.contains("\n提醒 F02 "), "\(run.stdout)")
    #expect(run.stdout.hasSuffix("\n已记账：支付凭证 支1\n"))
  }

  @Test("a reversal gives the money back, in part and whole, and never more")
  func reversal() async throws {
    let workplace = try await SmallBook.workplace()
    _ = try await workplace.run(SmallBook.pay("支1", 1))
    func reverse(_ voucher: String, _ rest: String...) async throws -> Run {
      try await workplace.run(
        ["pay", "reverse", "支1", "--as", voucher, "--on", "2024-05-01", "--reason", "退票"] + rest)
    }
    let part = try await reverse("支2", "--amount", "300")
    #expect(
      part.stdout
        == "已冲销支付凭证 支1 第 1 行 300.00 元，退回指标 红财〔2024〕1号（更正，冲销凭证 支2）；"
        + "支付凭证 支1 还剩 500.00 元没有冲销\n")
    let before = try await workplace.state()
    expectRefused(try await reverse("支3", "--amount", "500.01"), saying: ["超过", "500.00 元"])
    expectRefused(try await reverse("支3", "--line", "2"), saying: ["支1 第 2 行不存在"])
    expectRefused(try await reverse("支2"), saying: ["--as-line", "号流水", "经办人"])
    expectRefused(try await reverse("支3", "--on", "2024-03-31"), saying: ["早于", "2024-04-01"])
    #expect(try await workplace.state() == before)
    let rest = try await reverse("支3")
    #expect(rest.stdout.contains("500.00 元"))
    expectRefused(try await reverse("支4"), saying: ["0.00 元", "支2/1、支3/1", "号流水"])
    let funds = try await workplace.succeed("fund", "list", "--format", "csv")
    #expect(funds.contains("10000.00,0.00,0.00,0.00,10000.00"), "\(funds)")
    // The case may be paid again.
    #expect(try await workplace.run(SmallBook.pay("支5", 1)).exitCode == 0)
  }

  @Test("an unregistered case, claim or document is refused by its name")
  func unregistered() async throws {
    let workplace = try await SmallBook.workplace()
    let before = try await workplace.state()
    for line in [
      "case close 没有 --on 2024-01-01", "case assign 没有 --on 2024-01-01 --lawyer 甲 --firm 乙",
      "case file 没有 --on 2024-01-01", "case show 没有",
      "claim approve 没有 --on 2024-01-01 --amount 5",
      "claim return 没有 --on 2024-01-01 --reason 甲",
      "fund adjust 没有 --on 2024-01-01 --amount 5 --reason 甲",
      "fund recall 没有 --on 2024-01-01 --amount 5 --reason 甲",
      "pay reverse 没有 --as 支9 --on 2024-01-01 --reason 甲",
    ] {
      let run = try await workplace.run(line.split(separator: " ").map(String.init))
      expectRefused(run, saying: ["没有"])
    }
    for line in [
      "case accept 案1 --type 民事 --recipient 甲 --on 2024-01-01", "case close 案1 --on 2024-03-02",
      "claim submit 申1 --case 案1 --on 2024-03-05 --amount 800",
      "claim approve 申1 --on 2024-03-05 --amount 800",
      "fund receive \(SmallBook.document) --fund-source 捐赠 --fiscal-year 2024 --on 2024-01-01"
        + " --amount 5",
    ] {
      let run = try await workplace.run(line.split(separator: " ").map(String.init))
      expectRefused(run, saying: ["已"])
    }
    #expect(try await workplace.state() == before)
  }
}
