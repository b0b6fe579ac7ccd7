import Foundation
import TestSupport
import Testing

@Suite("登记收款人的命令")
struct PayeeCommandTests {
  private static let account = "6222 0202 0011 2233"
  /// Any six digits of it that are no part of what is shown.
  private static let secrets = ["62220202", "02020011", "2020 0", "0202 0011"]

  /// A workplace in which 甲律师事务所 was paid and is registered.
  private static func workplace() async throws -> Workplace {
    let workplace = try await SmallBook.workplace(cases: 2)
    #expect(try await workplace.run(SmallBook.pay("支1", 1)).exitCode == 0)
    let run = try await workplace.legalaid(
      "payee", "add", "甲律师事务所", "--bank", "中国银行红寺堡支行", "--account", account, "--alias", "甲所")
    #expect(run.exitCode == 0, "\(run.stderr)")
    #expect(run.stdout == "已登记收款单位 甲律师事务所（又名 甲所）：中国银行红寺堡支行，账号 ****2233\n")
    return workplace
  }

  @Test("an account stands on the roster, and nowhere else, whatever is printed or refused")
  func onlyOnTheRoster() async throws {
    let workplace = try await Self.workplace()
    let roster = try await workplace.succeed("report", "roster", "--year", "2024")
    #expect(roster.contains("收款单位：甲律师事务所\n") && roster.contains("开户行：中国银行红寺堡支行"))
    #expect(roster.contains("账号：\(Self.account)"))
    let lines = [
      "payee list", "payee list --format json", "payee list --format csv",
      "payee add 乙所 --bank 某行 --account 6222020200112233 --dry-run",
      "payee add 甲所 --bank 某行 --account 6222-0202-0011-2233",
      "payee add 乙所 --bank 某行 --account 6222020200112233x",
      "payee add 乙所 --bank 某行 --account 6222 0202 0011 2233 622202020011223362220202001122336",
      "payee add 乙所 --account 6222020200112233",
      "payee add --bank 某行 --account 6222020200112233",
      "payee add 乙所 --bnk 某行 --account 6222020200112233",
      "payee amend 甲所 --account 62220202 --reason 换户 --dry-run",
      "payee amend 甲所 --account 6222020200112233 --reason 没有换",
      "payee end 甲所 --reason 注销 --dry-run",
      "report roster --year 2024 --format json", "report notice --year 2024",
      "report notice --year 2024 --format json", "report tax-list --year 2024",
      "report tables --year 2024 --format json", "pay list", "case show 案1", "verify --format json",
      "pay batch --on 2024-05-01 --voucher-prefix 批- --dry-run", "today --on 2024-12-31",
      "reconcile --year 2024 --format json", "export 出", "payee --help",
    ]
    for line in lines {
      let run = try await workplace.run(line.split(separator: " ").map(String.init))
      for secret in Self.secrets {
        #expect(!run.stdout.contains(secret) && !run.stderr.contains(secret), "\(line)")
      }
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: workplace.file("出")) {
      #expect(try !workplace.text(of: "出/\(name)").contains("2233"), "\(name)")
    }
  }

  @Test(
    "an account is never found, whole or in part",
    arguments: ["6222020200112233", "6222 0202 0011 2233", "62220202", "0011", "2233", "中国银行"])
  func notFound(part: String) async throws {
    let workplace = try await Self.workplace()
    try await workplace.succeed("payee", "amend", "甲所", "--bank", "某行", "--reason", "换了支行")
    let rows = try json(try await workplace.succeed("find", part, "--format", "json"))["rows"]
    #expect((rows as? [Any])?.isEmpty == true, "\(part)")
    #expect(!(try await workplace.succeed("find", "换了支行")).contains("2233"))
  }

  @Test("a payee is amended, listed and ended; the roster follows")
  func life() async throws {
    let workplace = try await Self.workplace()
    let before = try await workplace.state()
    let preview = try await workplace.succeed(
      "payee", "amend", "甲所", "--account", "1111222233334444", "--reason", "换户", "--dry-run")
    #expect(preview.contains("账号 ****4444"), "\(preview)")
    #expect(try await workplace.state() == before)
    try await workplace.succeed(
      "payee", "amend", "甲 所", "--account", "1111222233334444", "--alias", "甲律所", "--drop-alias",
      "甲所", "--reason", "换户")
    let list = try await workplace.succeed("payee", "list", "--format", "csv")
    #expect(list.contains("1,甲律师事务所,甲律所,中国银行红寺堡支行,****4444,在用"), "\(list)")
    let roster = try await workplace.succeed("report", "roster", "--year", "2024")
    #expect(roster.contains("账号：1111 2222 3333 4444"))
    try await workplace.succeed("payee", "end", "甲律所", "--reason", "注销")
    let blank = try await workplace.succeed("report", "roster", "--year", "2024")
    #expect(blank.contains("账号：____") && !blank.contains("1111"))
    #expect(try await workplace.succeed("payee", "list").contains("停用"))
    let verified = try await workplace.legalaid("verify")
    #expect(verified.exitCode == 0, "\(verified.stdout)")
  }

  @Test("what does not say who is meant, or is no account, is refused and writes nothing")
  func refusals() async throws {
    let workplace = try await Self.workplace()
    let before = try await workplace.state()
    let account = ["--bank", "某行", "--account", "11112222"]
    for (line, code, words) in [
      (["payee", "add", "甲 所"] + account, 1, "已经是登记过的收款单位“甲律师事务所”的名称或别名"),
      (["payee", "add", "丙所", "--alias", "丙", "--alias", "甲所"] + account, 1, "“甲所”已经是"),
      (["payee", "add", "丙所", "--alias", "丙 所"] + account, 1, "出现了两次"),
      (["payee", "amend", "丁所", "--bank", "某行", "--reason", "更正"], 1, "没有登记过叫“丁所”的收款单位"),
      (["payee", "end", "丁所", "--reason", "注销"], 1, "没有登记过叫“丁所”的收款单位"),
      (["payee", "amend", "甲所", "--drop-alias", "甲", "--reason", "更正"], 1, "不在它的别名里"),
      (["payee", "amend", "甲所", "--reason", "更正"], 64, "请写明要改什么"),
      (["payee", "amend", "甲所", "--bank", "某行"], 64, "缺少 --reason"),
      (["payee", "add", "丙所", "--bank", "某行"], 64, "缺少 --account"),
      (["payee", "add", "丙所", "--bank", " ", "--account", "11112222"], 64, "不能为空"),
      (["payee", "add", "丙所", "--bank", "某行", "--account", "1111222"], 64, "账号写了 7 位数字"),
      (["payee", "add", "丙所", "--bank", "某行", "--account", "6.22E+18"], 64, "账号只能由数字组成"),
    ] as [([String], Int32, String)] {
      expectRefused(try await workplace.run(line), code: code, saying: [words])
      #expect(try await workplace.state() == before, "\(line)")
    }
    try await workplace.succeed("payee", "end", "甲所", "--reason", "注销")
    expectRefused(
      try await workplace.legalaid("payee", "end", "甲所", "--reason", "注销"), saying: ["已经停用"])
  }

  @Test("an export says that payees are not in it, where there are any")
  func export() async throws {
    let workplace = try await SmallBook.workplace()
    #expect(try await workplace.legalaid("export", "甲").stderr == "")
    try await workplace.succeed("payee", "add", "乙所", "--bank", "某行", "--account", "11112222")
    let run = try await workplace.legalaid("export", "乙")
    #expect(run.exitCode == 0 && run.stderr.contains("收款人登记（名称、开户行、账号）不在导出的表里"))
  }
}

@Suite("值班补贴月表的命令")
struct DutySheetCommandTests {
  @Test("a month's duty is a sheet in every format; a month without any is refused")
  func sheet() async throws {
    let workplace = try await Workplace.withLedger()
    for (number, day) in [("值1", "2024-05-03"), ("值2", "2024-05-20")] {
      try await workplace.succeed(
        "duty", "record", number, "--on", day, "--site", "看守所", "--lawyer", "周八", "--firm",
        "甲律师事务所",
        "--rate", "200")
    }
    let text = try await workplace.succeed("report", "duty-sheet", "--month", "2024-05")
    #expect(text.contains("3日、20日") && text.contains("人民币肆佰元整"), "\(text)")
    for format in ["json", "csv", "markdown", "html"] {
      let run = try await workplace.legalaid(
        "report", "duty-sheet", "--month", "2024-05", "--format", format)
      #expect(run.exitCode == 0 && run.stdout.contains("周八"), "\(format)")
    }
    for format in ["docx", "xlsx"] {
      let run = try await workplace.legalaid(
        "report", "duty-sheet", "--month", "2024-05", "--format", format, "-o", "表.\(format)")
      #expect(run.exitCode == 0 && workplace.exists("表.\(format)"), "\(run.stderr)")
    }
    expectRefused(
      try await workplace.legalaid("report", "duty-sheet", "--month", "2024-06"),
      saying: ["2024-06 没有登记值班"])
    expectRefused(
      try await workplace.legalaid("report", "duty-sheet"), code: 64, saying: ["--month"])
    expectRefused(
      try await workplace.legalaid("report", "duty-sheet", "--month", "2024-13"), code: 64,
      saying: ["月份写成"])
  }
}
