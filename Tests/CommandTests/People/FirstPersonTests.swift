import Foundation
import Testing

@Suite("新建账本时设第一个人员")
struct FirstPersonTests {
  private static let line = [
    "init", "--agency", "测试区司法局", "--region", "测试区", "--first-person", "甲",
  ]

  private static func workplace(_ password: String) throws -> Workplace {
    let workplace = try Workplace()
    try workplace.write(password + "\n", to: "密码")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: workplace.file("密码"))
    return workplace
  }

  private static let password: [String: String?] = ["LEGALAID_PASSWORD_FILE": "密码"]

  @Test("a new ledger has its first person, and says what that changes")
  func made() async throws {
    let workplace = try Self.workplace("mima-jia-01")
    let run = try await workplace.run(Self.line, environment: Self.password)
    #expect(run.exitCode == 0 && run.stderr == "", "\(run.stderr)")
    for words in ["已新建账本", "已设第一个人员 甲（记账、复核、负责、管理）", "每一笔都要登录后签名", "须两人办的："] {
      #expect(run.stdout.contains(words), "\(run.stdout)")
    }
    let state = try await workplace.state()
    #expect(state.contains("已设人员 1 人，第 2 号流水起逐笔签名"))
    #expect(try workplace.mode(of: Workplace.ledgerName) == 0o600)
    let accept = [
      "case", "accept", "案1", "--type", "民事", "--recipient", Secret.recipient, "--on", "2024-02-01",
    ]
    let runtime = workplace.file("运行")
    try FileManager.default.createDirectory(
      atPath: runtime, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let environment = Self.password.merging(["XDG_RUNTIME_DIR": runtime]) { _, new in new }
    expectRefused(
      try await workplace.run(accept, environment: environment), saying: ["要先登录"])
    for line in [["sign-in", "甲"], accept] {
      let run = try await workplace.run(line, environment: environment)
      #expect(run.exitCode == 0, "\(run.stderr)")
    }
    expectRefused(
      try await workplace.legalaid("people", "start", "乙", environment: Self.password),
      saying: ["账本已设人员"])
  }

  @Test("a rehearsal asks for no password and leaves nothing")
  func rehearsal() async throws {
    let workplace = try Workplace()
    let run = try await workplace.run(Self.line + ["--dry-run"])
    #expect(run.exitCode == 0 && run.stdout.contains("试算"), "\(run.stdout) \(run.stderr)")
    #expect(try workplace.names() == [])
  }

  @Test("whatever fails, no ledger is left, nor anything of one")
  func failures() async throws {
    for (password, words) in [("short", "至少要"), ("", "没有写密码"), ("aaaaaaaaaa", "重复")] {
      let workplace = try Self.workplace(password)
      let run = try await workplace.run(Self.line, environment: Self.password)
      expectRefused(run, saying: [words, "没有改动"])
      #expect(try workplace.names() == ["密码"])
    }
    let workplace = try Self.workplace("mima-jia-01")
    // Nobody to ask, and a name that is none.
    let unasked = try await workplace.run(Self.line)
    #expect(unasked.exitCode == 1 && unasked.stderr.contains("没有终端"), "\(unasked.stderr)")
    let blank = try await workplace.run(
      Self.line.dropLast() + ["　"], environment: Self.password)
    #expect(blank.exitCode == 64, "\(blank.stderr)")
    let elsewhere = try await workplace.run(
      Self.line + ["--ledger", "没有/账.sqlite"], environment: Self.password)
    #expect(elsewhere.exitCode == 1)
    #expect(try workplace.names() == ["密码"])
    // A ledger that is there stays as it was, and no password is asked for.
    try await workplace.newLedger()
    let before = try workplace.bytes(of: Workplace.ledgerName)
    expectRefused(try await workplace.run(Self.line), saying: ["已经存在"])
    #expect(try workplace.bytes(of: Workplace.ledgerName) == before)
  }

  @Test("who is killed at any write while the two are made leaves no ledger, or the whole one")
  func killed() async throws {
    let workplace = try Self.workplace("mima-jia-01")
    for milliseconds in stride(from: 0, through: 400, by: 40) {
      let run = try workplace.start(Self.line, environment: Self.password)
      try await Task.sleep(for: .milliseconds(milliseconds))
      run.kill()
      _ = try await run.finish()
      guard workplace.exists(Workplace.ledgerName) else { continue }
      #expect(try await workplace.state().contains("已设人员 1 人"))
      for name in try workplace.names() where name != "密码" {
        try FileManager.default.removeItem(atPath: workplace.file(name))
      }
    }
  }
}
