import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("人员命令")
struct PeopleTests {
  private static func office(cases: Int = 1) async throws -> PeopleWorkplace {
    try await PeopleWorkplace(SmallBook.workplace(cases: cases))
  }

  @Test("what needs two is asked for by one and carried out by the other, as pending and log tell")
  func twoPeople() async throws {
    let office = try await Self.office()
    try await office.succeed(
      "甲", "case", "accept", "案2", "--type", "民事", "--recipient", Secret.recipient, "--on",
      "2024-02-01")
    let asked = try await office.succeed("甲", "case", "void", "案2", "--reason", "登记错了")
    #expect(asked.contains("“作废案件”须两人办（作废）：已记为第 1 号待复核事项"))
    #expect(asked.contains("legalaid confirm 1"))
    for name in ["甲", "乙"] {
      let pending = try await office.succeed(name, "pending")
      #expect(pending.contains("作废案件") && pending.contains("案2") && pending.contains("登记错了"))
    }
    let today = try await office.run("甲", ["today", "--on", "2024-06-01"])
    #expect(today.stdout.contains("待复核") && today.stdout.contains("作废案件"))
    let own = try await office.run("甲", ["confirm", "1"])
    expectRefused(own, saying: ["自己提请的，不能由自己确认"])
    #expect(try await office.succeed("乙", "confirm", "1", "--dry-run").contains("试算"))
    #expect(try await office.succeed("乙", "confirm", "1") == "已作废案件 案2\n")
    expectRefused(try await office.run("乙", ["confirm", "1"]), saying: ["已经确认"])
    expectRefused(try await office.run("乙", ["confirm", "9"]), saying: ["没有第 9 号"])
    let log = try await office.succeed("甲", "log", "--kind", "作废", "--format", "csv")
    #expect(log.contains("作废案件") && log.contains("乙") && log.contains("已签名，甲 提请"))
    let verified = try await office.succeed("甲", "verify")
    #expect(verified.hasPrefix("账本完好") && verified.contains("已设人员 2 人，第 3 号流水起逐笔签名"))
    let statement = try await office.run("甲", ["reconcile", "--year", "2024"])
    #expect(statement.stdout.contains("已设人员 2 人"))
  }

  @Test("a day that was left out is the day of asking, also when another confirms on a later one")
  func lateConfirmation() async throws {
    let office = try await Self.office()
    for words in [
      ["case", "accept", "案9", "--type", "民事", "--recipient", "某", "--on", "2024-02-01"],
      ["case", "close", "案9", "--on", "2024-03-01"],
      ["claim", "submit", "申9", "--case", "案9", "--amount", "500", "--on", "2024-03-10"],
    ] {
      try await office.run("甲", words).expectDone()
    }
    // Two days ago, as the program would have asked for it then.
    let earlier = Date(timeIntervalSinceNow: -2 * 86_400)
    let day = try Day(text: String(earlier.ISO8601Format(.init(timeZone: .current)).prefix(10)))
    try await Self.ask(
      for: ["claim", "approve", "申9"], of: office, now: earlier.ISO8601Format(), today: day)
    try await office.run("乙", ["confirm", "1"]).expectDone()
    let shown = try await office.succeed("甲", "case", "show", "案9")
    #expect(shown.contains("\(day)"), "\(day): \(shown)")
  }

  /// 甲 asks for the approval of 申9.
  private static func ask(
    for request: [String], of office: PeopleWorkplace, now: String, today: Day
  ) async throws {
    let store = try LedgerStore.open(at: office.workplace.file("legalaid.sqlite"))
    defer { try? store.close() }
    let password = try #require(PeopleWorkplace.passwords["甲"])
    let session = try Session(
      store: store, operatorName: "", now: now, today: today,
      signer: SignIn(store)("甲", password: password), request: request)
    let claim = try #require(ClaimNumber("申9"))
    #expect(throws: ActProposed.self) {
      try RecordClaims(session).approve(claim, on: today, by: "甲")
    }
  }

  @Test("a rule is overridden by two, with the rule and the reason in the log")
  func override() async throws {
    let office = try await Self.office()
    try await office.succeed("甲", SmallBook.pay("支1", 1))
    let again = SmallBook.pay("支2", 1, "--amount", "100", "--override", "--reason", "确需再付")
    let asked = try await office.succeed("甲", again)
    #expect(asked.contains("须两人办（越过规则）"))
    let before = try await office.succeed("甲", "pay", "list")
    #expect(!before.contains("支2"))
    try await office.run("乙", ["confirm", "1"]).expectDone()
    #expect(try await office.succeed("甲", "pay", "list").contains("支2"))
    let log = try await office.succeed("甲", "log", "--person", "乙", "--format", "csv")
    #expect(log.contains("支付") && log.contains("P05") && log.contains("确需再付"))
  }

  @Test("a claim is in the name of who submits it, though another confirms it")
  func submitter() async throws {
    let office = try await Self.office()
    let again = ["claim", "submit", "申9", "--case", "案1", "--amount", "5", "--on", "2024-03-20"]
    try await office.succeed("甲", again + ["--override", "--reason", "确需"])
    try await office.run("乙", ["confirm", "1"]).expectDone()
    try await office.succeed(
      "甲", "case", "accept", "案2", "--type", "民事", "--recipient", Secret.recipient, "--on",
      "2024-02-01")
    try await office.run(
      "甲",
      [
        "case", "close", "案2", "--on", "2024-03-01", "--claim", "--claimed-on", "2024-03-05",
        "--amount", "700",
      ]
    ).expectDone()
    try await office.run("甲", ["export", "出"]).expectDone()
    let folder = office.workplace.file("出")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.contains("claims") })
    let rows = try office.workplace.text(of: "出/\(name)").split(whereSeparator: \.isNewline)
    for amount in ["5.00", "700.00"] {
      let row = try #require(rows.first { $0.contains(",\(amount),") }, "\(rows)")
      #expect(row.contains(",甲,"), "\(row)")
    }
  }

  @Test("nobody who has not signed in records anything; who has is named, whatever is said")
  func signIn() async throws {
    let office = try await Self.office()
    let pay = SmallBook.pay("支1", 1)
    try await office.succeed("甲", "sign-out")
    expectRefused(try await office.run("甲", pay), saying: ["要先登录", "legalaid sign-in"])
    expectRefused(
      try await office.run("甲", pay, environment: ["LEGALAID_OPERATOR": "乙"]), saying: ["要先登录"])
    try await office.succeed("甲", "sign-in", "甲")
    expectRefused(try await office.run("甲", pay + ["--operator", "乙"]), saying: ["不能写别人"])
    try await office.succeed("甲", pay)
    let log = try await office.succeed("甲", "log", "--kind", "支付", "--format", "csv")
    #expect(log.contains("甲") && !log.contains("环境里的名字"))
    expectRefused(try await office.run("乙", SmallBook.pay("支2", 1)), saying: ["记账的职责"])
  }

  @Test("an opened key is this user's alone, for this ledger, for its time")
  func openedKey() async throws {
    let office = try await Self.office()
    let folder = office.keys(of: "甲")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".key") })
    let path = folder + "/" + name
    let mode = { (path: String) in
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
    }
    #expect(try mode(path)?.intValue == 0o600)
    #expect(try mode(folder)?.intValue == 0o700)
    // Another ledger with a person of the same name.
    try await office.workplace.newLedger("另.sqlite")
    try await office.succeed("甲", "people", "start", "甲", "--ledger", "另.sqlite")
    let elsewhere = SmallBook.pay("支1", 1) + ["--ledger", "另.sqlite"]
    expectRefused(try await office.run("甲", elsewhere), saying: ["要先登录"])
    // A file that others can read is not believed, nor one whose time is over.
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    expectRefused(try await office.run("甲", SmallBook.pay("支1", 1)), saying: ["要先登录"])
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 7)
    lines[5] = "1"
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    expectRefused(try await office.run("甲", SmallBook.pay("支1", 1)), saying: ["要先登录"])
    // Nothing of the key or a password lies in the ledger, beside it, or is printed.
    for file in try office.workplace.names() where !file.hasSuffix("密码") {
      let bytes = (try? office.workplace.bytes(of: file)) ?? Data()
      for secret in Array(PeopleWorkplace.passwords.values) + [String(lines[6])] {
        #expect(bytes.firstRange(of: Data(secret.utf8)) == nil, "\(file)")
      }
    }
  }

  @Test("a wrong password and an unknown person are told alike, and the next trial waits")
  func wrongPassword() async throws {
    let office = try await Self.office()
    let wrong = ["LEGALAID_PASSWORD_FILE": "甲.密码"]
    let first = try await office.runAtOnce("乙", ["sign-in", "乙"], environment: wrong)
    expectRefused(first, saying: ["姓名或密码不对"])
    let second = try await office.runAtOnce("乙", ["sign-in", "丙"], environment: wrong)
    #expect(second.exitCode == 1 && second.stderr.hasSuffix(first.stderr))
    // The pause doubles each time: on a machine that is slow to start a program a later one shows.
    var later: [Run] = []
    while later.count < 4, !later.contains(where: \.hasWaited) {
      later.append(try await office.runAtOnce("乙", ["sign-in", "乙"], environment: wrong))
    }
    let hasWaited = later.contains(where: \.hasWaited)
    #expect(hasWaited, "\(later.map(\.stderr))")
    for run in [first, second] + later {
      for secret in PeopleWorkplace.passwords.values {
        #expect(!run.stderr.contains(secret) && !run.stdout.contains(secret))
      }
    }
  }

  @Test("a password is changed by its person; a lost one is a new key that two people give")
  func newPassword() async throws {
    let office = try await Self.office()
    try office.workplace.write("mima-jia-01\nmima-jia-99\n", to: "改.密码")
    try office.workplace.write("mima-jia-99\n", to: "新.密码")
    for name in ["改.密码", "新.密码"] {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: office.workplace.file(name))
    }
    try await office.succeed(
      "甲", ["people", "password"], environment: ["LEGALAID_PASSWORD_FILE": "改.密码"])
    // The key is the same: who has signed in goes on.
    try await office.succeed("甲", SmallBook.pay("支1", 1))
    #expect(try await office.run("甲", ["sign-in", "甲"]).exitCode == 1)
    // It may say that it waits, after the wrong one.
    try await office.run(
      "甲", ["sign-in", "甲"], environment: ["LEGALAID_PASSWORD_FILE": "新.密码"]
    ).expectDone()
    let asked = try await office.succeed(
      "甲", ["people", "key", "乙", "--reason", "密码忘了"],
      environment: ["LEGALAID_PASSWORD_FILE": "新.密码"])
    #expect(asked.contains("第 1 号待复核事项") && !asked.contains("mima"))
    #expect(try await office.succeed("甲", "verify").hasPrefix("账本完好"))
  }

  @Test("a password that is too easy, or that cannot be asked for, changes nothing")
  func badPasswords() async throws {
    let workplace = try await Workplace.withLedger()
    for (password, words) in [("short", "至少要"), ("aaaaaaaaaa", "重复"), ("张三三三-123", "姓名")] {
      try workplace.write(password + "\n", to: "密码")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: workplace.file("密码"))
      let run = try await workplace.legalaid(
        "people", "start", "张三三三", environment: ["LEGALAID_PASSWORD_FILE": "密码"])
      expectRefused(run, saying: [words, "没有改动"])
      #expect(!run.stderr.contains(password))
    }
    #expect(try await workplace.state().contains("未设人员"))
  }

  @Test("every format of the log says the same, and no recipient is named")
  func logFormats() async throws {
    let office = try await Self.office()
    try await office.succeed("甲", SmallBook.pay("支1", 1))
    for format in ["text", "json", "csv", "markdown", "html"] {
      let log = try await office.succeed("甲", "log", "--case", "案1", "--format", format)
      #expect(log.contains("支付凭证") || log.contains("支付明细"), "\(format) \(log)")
      #expect(!log.contains(Secret.recipient))
    }
    for format in ["xlsx", "docx"] {
      let run = try await office.run("甲", ["log", "--format", format, "-o", "日志.\(format)"])
      #expect(run.exitCode == 0)
    }
    let none = try await office.succeed("甲", "log", "--from", "1999-01-01", "--to", "1999-12-31")
    #expect(none.contains("没有这样的流水"))
    expectRefused(try await office.run("甲", ["log", "--case", "没有"]), saying: ["没有登记"])
  }
}

extension Run {
  /// Whether a sign-in waited because of wrong ones before it.
  fileprivate var hasWaited: Bool { stderr.contains("前面的密码不对，请等") }

  /// Expects that a command did what it was to, whatever it reminded of.
  func expectDone(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(exitCode == 0, "\(stderr)", sourceLocation: sourceLocation)
  }
}
