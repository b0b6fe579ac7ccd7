import TestSupport
import Testing

@Suite("命令行的用词")
struct FrontEndWordTests {
  /// The modules that know no front end.
  private static let below: Set<String> = [
    "LedgerCore", "Reconciliation", "LedgerStore", "OfficeFiles", "Interchange", "Standards",
    "TextCheck", "Bookkeeping", "Reporting", "Province",
  ]

  @Test("no text below the front ends names an option or a command")
  func names() throws {
    let files = SourceTree.sources.filter { Self.below.contains($0.module) }
    #expect(Set(files.map(\.module)) == Self.below)
    let found = try files.flatMap { file in
      let text = try repositoryText(file.path)
      return Self.names(in: CodeText.strings(in: text)).map { "\(file.path): \($0)" }
    }
    #expect(found == [])
  }

  @Test("an option, a command with its program, and a command among Chinese words are found")
  func findsNames() {
    let texts = [
      "请用 --amount 写明": ["--amount"], "请运行 legalaid verify 查看": ["legalaid verify"],
      "用 import --amend 更正": ["--amend"], "登记上年结转（fund opening）": ["fund opening"],
      "请核对账簿（verify）": ["verify"], "先用 reopen-year 重新打开": ["reopen-year"],
      "用 pay record 重付": ["pay record"],
    ]
    for (text, names) in texts { #expect(Self.names(in: text) == names, "\(text)") }
    for text in ["法律援助", "legalaid.report/1", "| --- | ---: |", "案件 import", "2024-12-31"] {
      #expect(Self.names(in: text) == [], "\(text)")
    }
  }

  /// The options and commands that a text names.
  private static func names(in text: String) -> [String] {
    let option = /(?:^|[^\-\w])(--[a-z][a-z\-]*)|\b(legalaid [a-z][a-z\-]*)/
    // A word of English in brackets or behind 用, 照 or 运行 is a command, and no name of a column.
    let command = /(?:（|用 |照 |运行 )([a-z][a-z\-]*(?: [a-z]+)?)(?:）| )(?!--)/
    let commands = text.matches(of: command).map { String($0.1) }.filter(Self.isCommand)
    return text.matches(of: option).map { String($0.1 ?? $0.2 ?? "") } + commands
  }

  private static func isCommand(_ words: String) -> Bool {
    let first = words.prefix { $0 != " " }
    return Self.commands.contains(String(first))
  }

  /// The program's commands, but for `find`, which is a command of the shell too.
  private static let commands: Set<String> = [
    "demo", "guide", "init", "import", "export", "fund", "case", "claim", "duty", "pay", "bank",
    "payee", "standards", "today", "reconcile", "explain", "report", "close-year", "reopen-year",
    "verify",
    "backup", "settle-head", "restore", "check-text", "people", "sign-in", "sign-out", "pending",
    "confirm", "decline", "log", "publish", "region-code",
  ]
}
