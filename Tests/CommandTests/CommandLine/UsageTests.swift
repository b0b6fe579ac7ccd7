import Foundation
import Testing

@Suite("命令写法")
struct UsageTests {
  /// A command line that is wrong, and what must be said of it.
  struct Slip: CustomTestStringConvertible, Sendable {
    let line: [String]
    let words: [String]

    /// - Parameters:
    ///   - line: Its words; `∅` is an empty one.
    ///   - words: What standard error must hold.
    init(_ line: String, _ words: String...) {
      self.line = line.split(separator: " ").map { $0 == "∅" ? "" : String($0) }
      self.words = words
    }

    var testDescription: String { line.joined(separator: " ") }
  }

  private static let slips = [
    Slip("reconcile", "缺少 --year"),
    Slip("reconcile --year", "--year 后面没有写值"),
    Slip("reconcile --year abc", "--year 的值“abc”不对", "四位数字"),
    Slip("reconcile --year 24", "--year 的值“24”不对"),
    Slip("reconcile --year 2024 --as-of 2024-02-30", "日历上没有这一天"),
    Slip("reconcile --year 2024 --format pdf", "可选：text、json、csv、markdown、html、docx、xlsx"),
    Slip("reconcile --year 2024 --forma csv", "没有 --forma 这个选项", "--format"),
    Slip("reconcile --year 2024 --top 0", "--top"),
    Slip("reconcile --year 2024 --bogus", "没有 --bogus 这个选项"),
    Slip("reconcile --year 2024 多余", "多余"),
    Slip("report tables --year 2024 --format xml", "--format 的值“xml”不对"),
    Slip("report 没有", "没有"),
    Slip("没有这个命令", "没有这个命令"),
    Slip("case list --open=是", "--open"),
    Slip("case list -x", "没有 -x 这个选项"),
    Slip("case accept", "缺少 <编号>"),
    Slip("case accept 案1 --type 民事 --recipient 甲 --on 2024-02-30", "日历上没有这一天"),
    Slip("case accept 案1 --type 商事 --recipient 甲 --on 2024-02-03", "可选：民事、刑事、行政"),
    Slip("case close 案1 --on 2024-02-03 --outcome 结束", "可选：办结、终止、撤回"),
    Slip("fund receive 文1", "缺少"),
    Slip("fund receive 文1 --fund-source 天上 --fiscal-year 2024 --on 2024-01-01 --amount 5", "本级财政"),
    Slip("fund adjust 文1 --amount 0 --on 2024-01-01 --reason 甲", "不能是 0"),
    Slip("fund recall 文1 --amount=-5 --on 2024-01-01 --reason 甲", "必须大于 0"),
    Slip("fund opening --year 2024 --amount=-5", "不能小于 0"),
    Slip("claim submit 申1 --case 案1 --on 2024-01-01 --amount=-5", "必须大于 0"),
    Slip("claim submit 申1 --case 案1 --on 2024-01-01 --amount 0", "必须大于 0"),
    Slip("claim submit 申1 --case 案1 --on 2024-01-01 --amount 1.234", "最多两位小数"),
    Slip("claim submit 申1 --case 案1 --on 2024-01-01 --amount 1.800元", "最多两位小数"),
    Slip("claim submit 申1 --case 案1 --on 2024-01-01 --amount 99999999999999999999", "超出范围"),
    Slip("claim submit 申1 --case 案1 --on 24-01-01 --amount 5", "年份要写四位"),
    Slip("duty record 值1 --on 2024-01-01 --site 甲 --lawyer 乙 --firm 丙 --rate 5 --quantity 0", "数量"),
    Slip("pay record 支1 --on 2024-01-01 --document 文1 --case 案1 --duty 值1", "只能写一个"),
    Slip("pay record 支1 --on 2024-01-01 --document 文1 --override", "--reason"),
    Slip("pay record 支1 --on 2024-01-01 --document 文1 --reason 甲", "--override"),
    Slip("pay record 支1 --on 2024-01-01 --document 文1 --line 0", "从 1 开始"),
    Slip("pay reverse 支1 --on 2024-01-01 --reason 甲", "缺少 --as"),
    Slip("explain P05", "缺少"),
    Slip("explain P05 案1", "缺少 --reason"),
    Slip("explain P05 案1 --reason ∅", "不能为空"),
    Slip("explain P05 案1 --reason 甲 --confirmed-by ∅", "不能为空"),
    Slip("explain P05 案1 --reason 甲 --as-of 2024-06-30", "--as-of 要和 --year 一起用"),
    Slip("explain P05 案1 --reason 甲 --year 今年", "四位数字"),
    Slip("close-year", "缺少"),
    Slip("close-year 今年", "四位数字"),
    Slip("reopen-year 2024", "缺少 --reason"),
    Slip("report pack", "缺少 --year"),
    Slip("bank match --undo", "要写流水号"),
    Slip("bank match --voucher 支1", "要写流水号"),
    Slip("bank match --reason 甲", "要写流水号"),
    Slip("bank match 流1", "--voucher", "--undo", "[<流水号> ...]"),
    Slip("bank match 流1 --reason 甲", "--voucher", "--undo"),
    Slip("bank match 流1 --voucher 支1 --undo --reason 甲", "--voucher", "--undo"),
    Slip("bank match 流1 --voucher 支1", "请用 --reason 写明原因"),
    Slip("bank match 流1 --undo", "请用 --reason 写明原因"),
    Slip("bank match 流1 --undo --reason ∅", "不能为空"),
    Slip("bank match 流1 --voucher ∅ --reason 甲", "--voucher 的值"),
    Slip("bank match 流1 流2 --undo --reason 甲", "流2"),
    Slip("bank list --unmatch", "没有 --unmatch 这个选项", "--unmatched"),
    Slip("bank list --year 今年", "四位数字"),
    Slip("bank list --format pdf", "可选：text、json、csv、markdown、html、docx、xlsx"),
    Slip("today --on 2024-02-30", "日历上没有这一天"),
    Slip("today --on", "--on 后面没有写值"),
    Slip("today --format pdf", "--format 的值“pdf”不对"),
    Slip("today 2024-04-10", "2024-04-10"),
    Slip("guide 九十九", "<章> 的值“九十九”不对", "没有这一章", "  1  先用示例练手\n", "全部"),
    Slip("guide ∅", "没有这一章"),
    Slip("guide 账", "不止一章", "  2  新建自己的账本\n"),
    Slip("guide 一 二", "二"),
    Slip("import", "缺少"),
    Slip("import --kind 菜单 甲.csv", "可选：", "cases（案件）"),
    Slip("init --agency 甲", "缺少 --region"),
    Slip("init --agency= --region 甲", "--agency 后面没有写值"),
    Slip("init --agency ∅ --region 甲", "--agency 的值", "不能为空"),
    Slip("verify --operator", "--operator 后面没有写值"),
    Slip("verify --operator ∅", "--operator 不能为空"),
    Slip("--ledger", "没有写子命令"),
    Slip("--ledger 甲.sqlite case", "没有写子命令"),
    Slip("--generate-completion-script nosh", "可选：zsh、bash、fish"),
  ]

  @Test("a wrong command line is told in Chinese, prints nothing and exits 64", arguments: slips)
  func slip(_ slip: Slip) async throws {
    let workplace = try Workplace()
    let run = try await workplace.run(slip.line)
    expectRefused(run, code: 64, saying: slip.words + ["\n用法：legalaid", "\n详细说明：legalaid"])
    #expect(run.stderr.firstMatch(of: /<[a-z]/) == nil, "\(run.stderr)")
    #expect(try workplace.names() == [])
  }

  private static let helpPages = [
    "", "demo", "init", "import", "export", "fund", "fund receive", "fund adjust", "fund recall",
    "fund opening", "fund list", "case", "case accept", "case assign", "case close", "case file",
    "case show", "case list", "claim", "claim submit", "claim approve", "claim return",
    "claim list", "duty", "duty record", "duty list", "pay", "pay record", "pay reverse",
    "pay list", "reconcile", "report", "report paragraph", "report tables", "verify", "bank",
    "bank match", "bank list", "today", "backup", "restore", "guide", "case reassign",
    "case amend", "case renumber", "case void", "claim amend", "claim void", "duty amend",
    "duty void", "fund amend", "fund void", "bank amend", "bank void", "payee", "payee add",
    "payee amend", "payee end", "payee list", "report roster", "report notice",
    "report duty-sheet",
  ]

  @Test("help is in Chinese from its headings to the names of values", arguments: helpPages)
  func help(page: String) async throws {
    let workplace = try Workplace()
    let words = page.split(separator: " ").map(String.init)
    let run = try await workplace.run(words + ["--help"])
    #expect(run.exitCode == 0)
    #expect(run.stderr == "")
    for heading in ["说明：", "\n用法：legalaid", "\n选项：\n", "显示帮助"] {
      #expect(run.stdout.contains(heading))
    }
    #expect(englishSentence(in: run.stdout) == nil)
    #expect(run.stdout.firstMatch(of: /[A-Z]{4,}:|<[a-z]/) == nil)
    let asked = try await workplace.run(["help"] + words)
    #expect(asked.stdout == run.stdout)
  }

  @Test("the version and the completion script are printed")
  func versionAndCompletion() async throws {
    let workplace = try Workplace()
    let version = try await workplace.succeed("--version")
    #expect(version.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
    let script = try await workplace.succeed("--generate-completion-script", "bash")
    #expect(script.contains("complete -o filenames -F _legalaid legalaid"))
    try workplace.write(script, to: "completion.bash")
    let check = try await Program.shell("bash -n completion.bash", in: workplace.path)
    #expect(check.exitCode == 0, "\(check.stderr)")
  }
}

@Suite("账本和经办人")
struct LedgerOptionTests {
  @Test("--ledger may stand before the command or behind it, with a space or an equals sign")
  func ledgerAnywhere() async throws {
    let workplace = try Workplace()
    try await workplace.newLedger("甲.sqlite")
    let expected = try await workplace.state(of: "甲.sqlite")
    for line in [
      ["--ledger", "甲.sqlite", "verify"], ["--ledger=甲.sqlite", "verify"],
      ["verify", "--ledger", "甲.sqlite"], ["verify", "--ledger=甲.sqlite"],
      ["--operator", "乙", "--ledger", "甲.sqlite", "verify"],
    ] {
      let run = try await workplace.run(line)
      #expect(run.exitCode == 0, "\(line)")
      #expect(run.stdout == expected, "\(line)")
    }
    let accepted = try await workplace.legalaid(
      "--ledger", "甲.sqlite", "case", "accept", "--type", "民事", "--recipient", "李四", "--on",
      "2024-01-06", "--", "--案1")
    #expect(accepted.exitCode == 0, "\(accepted.stderr)")
  }

  @Test("LEGALAID_LEDGER names the ledger, --ledger overrules it, and empty is the default")
  func ledgerFromEnvironment() async throws {
    let workplace = try Workplace()
    try await workplace.newLedger("甲.sqlite")
    let expected = try await workplace.state(of: "甲.sqlite")
    let named: [String: String?] = ["LEGALAID_LEDGER": "甲.sqlite"]
    #expect(try await workplace.legalaid("verify", environment: named).stdout == expected)
    let overruled = try await workplace.legalaid(
      "verify", "--ledger", "乙.sqlite", environment: named)
    expectRefused(overruled, saying: ["乙.sqlite"])
    let empty = try await workplace.legalaid("verify", environment: ["LEGALAID_LEDGER": ""])
    expectRefused(empty, saying: ["legalaid.sqlite"])
  }

  @Test("the operator is --operator, else LEGALAID_OPERATOR, else the login name")
  func operatorName() async throws {
    let workplace = try await Workplace.withLedger()
    let named: [String: String?] = ["LEGALAID_OPERATOR": "环境经办"]
    let accept = ["case", "accept", "--type", "民事", "--recipient", "李四", "--on", "2024-01-06"]
    _ = try await workplace.run(accept + ["案1"], environment: named)
    _ = try await workplace.run(accept + ["案2", "--operator", "选项经办"], environment: named)
    _ = try await workplace.run(["--operator", "前置经办"] + accept + ["案3"], environment: named)
    _ = try await workplace.run(accept + ["案4"])
    for (number, name) in [
      ("案1", "环境经办"), ("案2", "选项经办"), ("案3", "前置经办"), ("案4", NSUserName()),
    ] {
      let shown = try await workplace.succeed("case", "show", number)
      #expect(shown.contains("  \(name)\n"), "\(shown)")
    }
  }

  @Test("a new ledger is for its owner only, and an existing file is never touched")
  func initialisation() async throws {
    let workplace = try Workplace()
    let rehearsed = try await workplace.succeed(
      "init", "--agency", "甲局", "--region", "甲区", "--dry-run")
    #expect(rehearsed.hasPrefix("（试算，未写入）"))
    #expect(try workplace.names() == [])
    try await workplace.newLedger()
    #expect(try workplace.names() == [Workplace.ledgerName])
    let path = workplace.file(Workplace.ledgerName)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let before = try workplace.bytes(of: Workplace.ledgerName)
    for extra in [[], ["--dry-run"]] {
      let again = try await workplace.run(["init", "--agency", "乙局", "--region", "乙区"] + extra)
      expectRefused(again, saying: ["已经存在"])
    }
    #expect(try workplace.bytes(of: Workplace.ledgerName) == before)
    let nowhere = try await workplace.legalaid(
      "init", "--agency", "甲局", "--region", "甲区", "--ledger", "没有/甲.sqlite")
    expectRefused(nowhere, saying: ["文件夹不存在"])
  }
}
