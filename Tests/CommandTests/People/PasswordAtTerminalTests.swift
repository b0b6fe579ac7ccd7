import Foundation
import Testing

/// Passwords as a person types them: `script` is the terminal.
@Suite("终端里输入密码", .enabled(if: Typist.hasTerminal))
struct PasswordAtTerminalTests {
  /// What is typed once a prompt shows.
  private static let interrupt = "\\003"
  private static let end = "\\004"

  private static func office() async throws -> PeopleWorkplace {
    let office = try await PeopleWorkplace(Workplace.withLedger())
    try await office.succeed("甲", "sign-out")
    return office
  }

  private static func keys(of office: PeopleWorkplace) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: office.keys(of: "甲")).sorted()
  }

  @Test("a password is asked for, not shown, and opens the key")
  func signIn() async throws {
    let office = try await Self.office()
    let password = try #require(PeopleWorkplace.passwords["甲"])
    let run = try await Typist.run(
      "legalaid sign-in 甲", typing: [("密码：", "\(password)\\n")], in: office)
    #expect(run.exitCode == 0 && run.stdout.contains("已登录：甲"), "\(run.stdout)")
    #expect(!run.stdout.contains(password) && !run.stdout.contains("mima"), "\(run.stdout)")
    #expect(try Self.keys(of: office).contains { $0.hasSuffix(".key") })
    try await office.succeed("甲", "people", "list")
  }

  /// What is no password, and the words for it.
  static let nothings: [(String, String, String)] = [
    ("a wrong one", "mima-bu-dui\\n", "姓名或密码不对"), ("an empty one", "\\n", "没有输入密码"),
    ("the end of input", end, "没有输入密码"), ("an interruption", interrupt, "中断了"),
    ("an interruption in the middle", "mima-jia" + interrupt, "中断了"),
  ]

  @Test("what is no password opens nothing and leaves nothing", arguments: nothings)
  func nothing(what: String, typed: String, words: String) async throws {
    let office = try await Self.office()
    let before = try await office.workplace.state()
    let names = try office.workplace.names()
    let run = try await Typist.run(
      "legalaid sign-in 甲", typing: [("密码：", typed)], in: office)
    #expect(run.exitCode == 1 && run.stdout.contains(words), "\(what) \(run.stdout)")
    #expect(!run.stdout.contains("mima"), "\(run.stdout)")
    // Of a wrong one stays that the next trial waits, and nothing else.
    let left = try Self.keys(of: office)
    #expect(left.allSatisfy { words.contains("不对") && $0.hasSuffix(".wrong") }, "\(left)")
    #expect(try office.workplace.names() == names)
    #expect(try await office.workplace.state() == before)
  }

  @Test("a new password is typed twice alike, else nobody is made")
  func newPassword() async throws {
    let workplace = try await Workplace.withLedger()
    let office = try PeopleWorkplace(withoutPeople: workplace)
    let before = try await workplace.state()
    let first = "甲 的新密码："
    let again = "再输入一次："
    for (typed, words) in [
      ([(first, "mima-jia-01\\n"), (again, "mima-jia-02\\n")], "两次输入的密码不同"),
      ([(first, "short\\n")], "至少要"), ([(first, "mima-jia-01\\n"), (again, "\\n")], "没有输入密码"),
      ([(first, "mima-jia-01\\n"), (again, Self.interrupt)], "中断了"),
    ] {
      let run = try await Typist.run("legalaid people start 甲", typing: typed, in: office)
      #expect(run.exitCode == 1 && run.stdout.contains(words), "\(run.stdout)")
      #expect(!run.stdout.contains("mima"), "\(run.stdout)")
      let made = try await Typist.run(
        "legalaid init --agency 甲局 --region 甲区 --first-person 甲 --ledger 新.sqlite",
        typing: typed, in: office)
      #expect(made.exitCode == 1 && made.stdout.contains(words), "\(made.stdout)")
      #expect(!workplace.exists("新.sqlite"))
    }
    #expect(try await workplace.state() == before)
    let run = try await Typist.run(
      "legalaid people start 甲",
      typing: [(first, "mima-jia-01\\n"), (again, "mima-jia-01\\n")], in: office)
    #expect(run.exitCode == 0 && run.stdout.contains("已设第一个人员 甲"), "\(run.stdout)")
    #expect(!run.stdout.contains("mima"), "\(run.stdout)")
  }
}

/// Somebody at a terminal, who types what is asked for when it is asked for.
enum Typist {
  static let hasTerminal = ["/usr/bin/script", "/bin/script"].contains(
    where: FileManager.default.isExecutableFile(atPath:))

  /// What the terminal showed lies there while the program runs.
  static let record = "typescript"

  /// Runs a command line as 甲, without a password file.
  ///
  /// - Parameters:
  ///   - line: The command line.
  ///   - answers: What to wait for on the screen, and what `printf` then types.
  ///   - office: Where.
  /// - Returns: With the screen as standard output.
  /// - Throws: When nothing can be run here.
  static func run(
    _ line: String, typing answers: [(prompt: String, typed: String)], in office: PeopleWorkplace
  ) async throws -> Run {
    try office.workplace.write("", to: record)
    let hand = answers.map { prompt, typed in
      """
      n=0; until grep -q '\(prompt)' \(record) || [ $n -gt 600 ]; do
        sleep 0.05; n=$((n + 1))
      done; printf '\(typed)'
      """
    }
    // The hand stays at the keys until the program has ended: the end of what is typed is one key.
    let wait = "n=0; until [ -e ended ] || [ $n -gt 600 ]; do sleep 0.05; n=$((n + 1)); done"
    defer {
      for name in [record, "ended"] {
        try? FileManager.default.removeItem(atPath: office.workplace.file(name))
      }
    }
    var environment = office.environment(of: "甲")
    environment["LEGALAID_PASSWORD_FILE"] = .some(nil)
    return try await Program.shell(
      "{ \(hand.joined(separator: "\n"))\n\(wait); } | script --quiet --flush --return --command "
        + "'\(line); code=$?; touch ended; exit $code' \(record)",
      environment: environment, in: office.workplace.path)
  }
}
