import Foundation
import TestSupport
import Testing

/// What is asked for by command is confirmed at the desk, and the other way round.
@Suite("须两人办的事：命令提请、工作台确认，和反过来", .ownThreads)
struct TwoFrontEndsTests {
  /// A row of the table as a form of the desk.
  struct Form: CustomTestStringConvertible, Sendable {
    let ground: String
    let name: String
    let fields: [(String, String)]

    var testDescription: String { ground }
  }

  static let forms = [
    Form(
      ground: "越过规则", name: "pay-record",
      fields: [
        ("voucher", "支2"), ("on", "2024-04-01"), ("case", "案1"), ("document", SmallBook.document),
        ("amount", "100"), ("override", "1"), ("reason", "确需再付"),
      ]),
    Form(
      ground: "说明严重事项", name: "explain",
      fields: [("rule", "P01"), ("subject", "支9/1"), ("reason", "已核实")]),
    Form(
      ground: "核发自己登记的申报", name: "claim-approve", fields: [("number", "申9"), ("on", "2024-04-01")]),
    Form(ground: "结账和重新打开年度", name: "close-year", fields: [("year", "2023")]),
    Form(ground: "作废", name: "case-void", fields: [("number", "案8"), ("reason", "登记错了")]),
    Form(
      ground: "人员和职责", name: "people-role",
      fields: [("person", "甲"), ("role-记账", "1"), ("role-管理", "1"), ("reason", "分工")]),
  ]

  @Test("each row of the table has a form")
  func table() {
    #expect(Self.forms.map(\.ground) == TwoPersonTableTests.rows.map(\.ground))
  }

  /// Lets a body work at a desk of the office.
  static func atDesk(
    of office: PeopleWorkplace, _ body: (DeskGuest) async throws -> Void
  ) async throws {
    let desk = try await DeskRun.start(office.workplace)
    do {
      try await body(DeskGuest(desk))
    } catch {
      desk.run.kill()
      _ = try? await desk.run.finish()
      throw error
    }
    desk.run.interrupt(by: SIGTERM)
    let run = try await desk.run.finish()
    // What a command says is shown to the browser, and not where the desk was started.
    #expect(run.exitCode == 0 && run.stderr == "", "\(run.stderr)")
    #expect(!run.stdout.contains("已办"), "\(run.stdout)")
  }

  @Test(
    "what is asked for by command is confirmed at the desk", arguments: TwoPersonTableTests.rows)
  func commandToDesk(row: TwoPersonTableTests.Row) async throws {
    let office = try await TwoPersonTableTests.office()
    let before = try await office.carriedOut()
    try await office.run("甲", row.act).expectDone()
    try await Self.atDesk(of: office) { guest in
      try await guest.signIn("甲")
      let own = try await guest.people([("step", "confirm"), ("number", "1")])
      #expect(own.contains("自己提请的，不能由自己确认"), "\(own)")
      try await guest.signIn("乙")
      let done = try await guest.people([("step", "confirm"), ("number", "1")])
      #expect(done.contains("<h1>已办好</h1>"), "\(done)")
      #expect(done.firstMatch(of: /记入流水第 \d+ 号/) != nil, "\(done)")
      // Once only.
      let again = try await guest.people([("step", "confirm"), ("number", "1")])
      #expect(again.contains("第 1 号待复核事项已经确认"), "\(again)")
    }
    #expect(try await office.carriedOut().count == before.count + 1)
    #expect(try await office.workplace.state().contains("已设人员 2 人"))
  }

  @Test("what is asked for at the desk is confirmed by command", arguments: forms)
  func deskToCommand(form: Form) async throws {
    let office = try await TwoPersonTableTests.office()
    let before = try await office.carriedOut()
    try await Self.atDesk(of: office) { guest in
      try await guest.signIn("甲")
      let asked = try await guest.act(form.name, form.fields)
      #expect(asked.contains("须两人办") && asked.contains(form.ground), "\(asked)")
    }
    expectRefused(try await office.run("甲", ["confirm", "1"]), saying: ["自己提请的，不能由自己确认"])
    #expect(try await office.carriedOut() == before)
    let rehearsed = try await office.run("乙", ["confirm", "1", "--dry-run"])
    #expect(rehearsed.exitCode == 0 && rehearsed.stdout.contains("未写入"), "\(rehearsed.stderr)")
    try await office.run("乙", ["confirm", "1"]).expectDone()
    #expect(try await office.carriedOut().count == before.count + 1)
    #expect(try await office.workplace.state().contains("已设人员 2 人"))
  }

  @Test("a person who comes in, and a new key, are asked for at the desk and confirmed either way")
  func keys() async throws {
    let office = try await TwoPersonTableTests.office()
    let password = PeopleWorkplace.passwords["丙"] ?? ""
    try await Self.atDesk(of: office) { guest in
      try await guest.signIn("甲")
      let asked = try await guest.people([
        ("step", "add"), ("name", "丙"), ("role-记账", "1"), ("password", password),
        ("again", password),
      ])
      #expect(asked.contains("须两人办（人员和职责）") && !asked.contains(password), "\(asked)")
      try await office.succeed("乙", "confirm", "1")
      try await office.succeed("丙", "sign-in", "丙")
      let key = try await guest.people([
        ("step", "key"), ("name", "丙"), ("reason", "忘了"), ("password", "mima-bing-04"),
        ("again", "mima-bing-04"),
      ])
      #expect(key.contains("须两人办（人员和职责）"), "\(key)")
      try await guest.signIn("乙")
      let done = try await guest.people([("step", "confirm"), ("number", "2")])
      #expect(done.contains("新密钥"), "\(done)")
    }
    // The old password opens nothing any more.
    let old = try await office.run("丙", ["sign-in", "丙"])
    #expect(old.exitCode == 1 && old.stderr.contains("姓名或密码不对"), "\(old.stderr)")
    let file: [String: String?] = ["LEGALAID_PASSWORD_FILE": "新.密码"]
    try office.write("mima-bing-04\n", toPrivate: "新.密码")
    // It may have to wait for the wrong password before it.
    let new = try await office.run("丙", ["sign-in", "丙"], environment: file)
    #expect(new.exitCode == 0, "\(new.stderr)")
    #expect(new.stderr.isEmpty || new.stderr.hasPrefix("前面的密码不对，请等"), "\(new.stderr)")
    #expect(try await office.workplace.state().contains("已设人员 3 人"))
  }
}
