import Foundation
import Testing

@Suite("终端")
struct TerminalTests {
  /// What a command prints on a terminal: the program `script` is one.
  private static func onTerminal(
    _ line: String, environment: [String: String?] = [:]
  ) async throws -> String {
    let workplace = try Workplace()
    let run = try await Program.shell(
      "script --quiet --return --command '\(line)' typescript",
      environment: environment, in: workplace.path)
    #expect(run.exitCode == 0, "\(run.stderr)")
    return run.stdout
  }

  private static let hasTerminal: Bool = {
    ["/usr/bin/script", "/bin/script"].contains(
      where: FileManager.default.isExecutableFile(atPath:))
  }()

  @Test("colour shows on a terminal only, and NO_COLOR turns it off", .enabled(if: hasTerminal))
  func colour() async throws {
    let escape = "\u{1B}["
    let terminal: [String: String?] = ["TERM": "xterm"]
    let coloured = try await Self.onTerminal("legalaid demo", environment: terminal)
    #expect(coloured.contains(escape))
    let plain = try await Self.onTerminal(
      "legalaid demo", environment: ["TERM": "xterm", "NO_COLOR": "1"])
    #expect(plain.contains("红寺堡区"))
    #expect(!plain.contains(escape))
    let dumb = try await Self.onTerminal("legalaid demo | cat", environment: terminal)
    #expect(!dumb.contains(escape))
  }

  @Test("a reader that goes away after one line is no failure")
  func readerGoesAway() async throws {
    let workplace = try Workplace()
    let run = try await Program.shell(
      "{ legalaid demo; echo \"code $?\" >&2; } | head -n 1", in: workplace.path)
    #expect(run.stdout.split(separator: "\n").count == 1)
    #expect(run.stderr == "code 0\n")
  }

  @Test(
    "at a terminal many claims are approved once the question is answered, and not otherwise",
    .enabled(if: hasTerminal))
  func confirmation() async throws {
    let workplace = try await SmallBook.workplace(cases: 3)
    for number in 1...3 {
      try await workplace.succeed(
        "claim", "return", "申\(number)", "--on", "2024-03-12", "--reason", "重报")
      try await workplace.succeed(
        "claim", "submit", "再\(number)", "--case", "案\(number)", "--on", "2024-03-13", "--amount",
        "700", "--submitted-by", "王五五")
    }
    func answer(_ words: String) async throws -> Run {
      let command = "legalaid claim approve --all --on 2024-03-20 --approved-by 赵六六"
      return try await Program.shell(
        "printf '\(words)\\n' | script --quiet --return --command '\(command)' typescript",
        in: workplace.path)
    }
    let before = try await workplace.state()
    let declined = try await answer("否")
    #expect(declined.exitCode == 1 && declined.stdout.contains("没有确认"), "\(declined.stdout)")
    #expect(try await workplace.state() == before)
    let done = try await answer("是")
    #expect(done.exitCode == 0, "\(done.stdout)")
    for word in ["以上核对无误吗", "合计 3 份，核发 2,100.00 元", "已核发 3 份申报"] {
      #expect(done.stdout.contains(word), "\(done.stdout)")
    }
  }

  @Test(
    "at a terminal a name is asked for once where only root is logged in",
    .enabled(if: hasTerminal && NSUserName() == "root"))
  func operatorName() async throws {
    let workplace = try await SmallBook.workplace()
    let run = try await Program.shell(
      "printf '钱七\\n' | script --quiet --return --command "
        + "'legalaid case file 案1 --on 2024-03-20' typescript",
      environment: ["LEGALAID_OPERATOR": nil], in: workplace.path)
    #expect(run.exitCode == 0 && !run.stdout.contains("记为"), "\(run.stdout)")
    #expect(run.stdout.components(separatedBy: "请输入姓名").count == 2, "\(run.stdout)")
    #expect(try await workplace.succeed("case", "show", "案1").contains("  钱七\n"))
  }
}
