import Foundation
import TestSupport
import Testing

/// The table of what two people must do, row by row, and the roads on which one might do it alone.
@Suite("须两人办的事：一个人，每条路")
struct TwoPersonTableTests {
  /// A row of the table, with an act that it holds of.
  struct Row: CustomTestStringConvertible, Sendable {
    /// As the guide's table has it.
    let ground: String
    /// The act by somebody who has every role.
    let act: [String]
    /// The same in a ledger without people, where it needs something else.
    var actWithoutPeople: [String]?
    /// What tables carry of it, when another ledger in which it was done is exported.
    var byImport = Imported.nothing

    var testDescription: String { ground }
  }

  enum Imported: Sendable {
    /// The import waits for a second person.
    case asked
    /// Tables say nothing of it; of a closing at most with what the next year opens.
    case nothing
    /// The facts come in as what happened; the finding stands until two explain it.
    case found(String)
  }

  static let rows = [
    Row(
      ground: "越过规则",
      act: SmallBook.pay("支2", 1, "--amount", "100", "--override", "--reason", "确需再付"),
      byImport: .found("P05")),
    Row(
      ground: "说明严重事项", act: ["explain", "P01", "支9/1", "--reason", "已核实"],
      actWithoutPeople: [
        "explain", "P01", "支9/1", "--reason", "已核实", "--confirmed-by", "乙",
      ], byImport: .asked),
    Row(
      ground: "核发自己登记的申报", act: ["claim", "approve", "申9", "--on", "2024-04-01"],
      byImport: .asked),
    Row(ground: "结账和重新打开年度", act: ["close-year", "2023", "--folder", "包"]),
    Row(ground: "作废", act: ["case", "void", "案8", "--reason", "登记错了"]),
    Row(
      ground: "人员和职责", act: ["people", "role", "甲", "--roles", "记账、管理", "--reason", "分工"],
      actWithoutPeople: ["people", "start", "丁"]),
  ]

  /// A book in which each of the acts can be done; 前.sqlite is a backup from before the people.
  static func office() async throws -> PeopleWorkplace {
    let workplace = try await SmallBook.workplace(cases: 2)
    try await workplace.succeed(SmallBook.pay("支1", 1))
    try workplace.write(
      "支付凭证号,支付日期,支出用途,案件编号,指标文号,金额,收款单位\n"
        + "支9,2024-04-01,以案定补,案没有,\(SmallBook.document),50,甲律师事务所\n", to: "错.csv")
    #expect(try await workplace.legalaid("import", "错.csv").exitCode == 0)
    try await workplace.succeed(Self.accept("案8"))
    try await workplace.succeed(Self.accept("案9"))
    try await workplace.succeed("case", "close", "案9", "--on", "2024-03-01")
    try await workplace.succeed("backup", "前.sqlite")
    let office = try await PeopleWorkplace(workplace)
    try await office.run("甲", Self.submit).expectDone()
    return office
  }

  private static func accept(_ number: String) -> [String] {
    ["case", "accept", number, "--type", "民事", "--recipient", number, "--on", "2024-02-01"]
  }

  private static let submit = [
    "claim", "submit", "申9", "--case", "案9", "--amount", "500", "--on", "2024-03-10",
    "--submitted-by", "王五五",
  ]

  @Test("the guide's table has these rows")
  func table() throws {
    let lines = try repositoryText("db/guide/09-renyuan.md").split(separator: "\n")
    let table = lines.drop { !$0.hasPrefix("| 须两人办的事") }.prefix { $0.hasPrefix("|") }
    let grounds = table.dropFirst(2).compactMap { $0.split(separator: "|").first }
    #expect(grounds.map { String($0.drop { $0 == " " }.dropLast()) } == Self.rows.map(\.ground))
  }

  @Test("by command and by the environment it is asked for, and he cannot confirm", arguments: rows)
  func command(row: Row) async throws {
    let office = try await Self.office()
    let before = try await office.carriedOut()
    // Nobody is somebody else because he says so.
    let other: [String: String?] = ["LEGALAID_OPERATOR": "乙"]
    expectRefused(try await office.run("甲", row.act + ["--operator", "乙"]), saying: ["不能写别人"])
    let asked = try await office.run("甲", row.act, environment: other)
    #expect(asked.exitCode == 0, "\(asked.stderr)")
    #expect(asked.stdout.contains("须两人办") && asked.stdout.contains(row.ground))
    for words in [[], ["--operator", "甲"]] {
      let own = try await office.run("甲", ["confirm", "1"] + words, environment: other)
      expectRefused(own, saying: ["自己提请的，不能由自己确认"])
    }
    let nobody = ["XDG_RUNTIME_DIR": office.workplace.file("没有")] as [String: String?]
    #expect(try await office.run("甲", ["confirm", "1"], environment: nobody).exitCode == 1)
    #expect(try await office.carriedOut() == before)
    // The other carries it out, and it is whole.
    try await office.run("乙", ["confirm", "1"]).expectDone()
    #expect(try await office.carriedOut().count == before.count + 1)
    #expect(try await office.workplace.state().contains("已设人员 2 人"))
  }

  @Test("by tables and by a backup from elsewhere, where he did it alone", arguments: rows)
  func elsewhere(row: Row) async throws {
    let office = try await Self.office()
    let before = try await office.carriedOut()
    let workplace = office.workplace
    // From the backup of before the people he makes himself a ledger in which he is alone.
    let alone: [String: String?] = [
      "LEGALAID_OPERATOR": "甲", "LEGALAID_PASSWORD_FILE": "甲.密码", "LEGALAID_LEDGER": "副.sqlite",
    ]
    for line in [
      ["restore", "前.sqlite"], Self.submit, row.actWithoutPeople ?? row.act,
    ] {
      try await workplace.run(line, environment: alone).expectDone()
    }
    let isSigned = row.actWithoutPeople?.first == "people"
    try await workplace.run(["export", "出"], environment: alone).expectDone()
    if isSigned {
      try workplace.copy("副.sqlite", to: "副备.sqlite")
    } else {
      try await workplace.run(["backup", "副备.sqlite"], environment: alone).expectDone()
    }

    // A restore is his alone no more than the act is.
    let restore = ["restore", "副备.sqlite", "--yes"] + (isSigned ? ["--without-manifest"] : [])
    let head = try await workplace.extent().head
    try office.write("mima-jia-01\nmima-jia-01\n", toPrivate: "两个.密码")
    let twice = ["LEGALAID_PASSWORD_FILE": "两个.密码"] as [String: String?]
    for (line, environment, words) in [
      (restore, [:], "须两人"), (restore, ["LEGALAID_OPERATOR": "乙"], "须两人"),
      (restore + ["--second", "甲"], twice, "须两人"),
      (restore + ["--second", "乙"], twice, "姓名或密码不对"),
      (restore, ["XDG_RUNTIME_DIR": workplace.file("没有")], "要先登录"),
    ] as [([String], [String: String?], String)] {
      let run = try await office.run("甲", line, environment: environment)
      #expect(run.exitCode == 1 && run.stderr.contains(words), "\(line) \(run.stderr)")
    }
    #expect(try await workplace.extent().head == head)

    // Nor is the import of what he did there.
    let imported = try await office.run("甲", ["import", "出"])
    #expect(imported.exitCode == 0, "\(imported.stderr)")
    switch row.byImport {
    case .asked:
      #expect(imported.stdout.contains("须两人办") && imported.stdout.contains(row.ground))
      #expect(try await office.carriedOut() == before)
    case .nothing:
      let done = try await office.carriedOut().filter { !$0.contains(",导入,") }
      #expect(done == before.filter { !$0.contains(",导入,") })
    case .found(let rule):
      let statement = try await office.run("甲", ["reconcile", "--year", "2024"])
      #expect(statement.exitCode == 2 && statement.stdout.contains(rule), "\(statement.stdout)")
    }
  }

  @Test("two people restore what was made before there were people, and are told that none is left")
  func restored() async throws {
    let office = try await Self.office()
    let workplace = office.workplace
    try office.write("mima-jia-01\nmima-yi-02\n", toPrivate: "两个.密码")
    let restore = ["restore", "前.sqlite", "--yes", "--second", "乙"]
    let both: [String: String?] = ["LEGALAID_PASSWORD_FILE": "两个.密码"]
    // Who may not, may not with another either.
    let other = try await office.run("乙", ["restore", "前.sqlite", "--yes", "--second", "甲"])
    #expect(other.exitCode == 1)
    let rehearsed = try await office.run("甲", restore + ["--dry-run"])
    #expect(rehearsed.exitCode == 0 && rehearsed.stderr.contains("设人员以前的"), "\(rehearsed.stderr)")
    #expect(try await workplace.state().contains("已设人员 2 人"))
    let run = try await office.run("甲", restore, environment: both)
    #expect(run.exitCode == 0, "\(run.stderr)")
    #expect(run.stdout.contains("人员：未设人员"), "\(run.stdout)")
    #expect(run.stderr.contains("备份是设人员以前的，恢复后没有人员"), "\(run.stderr)")
    #expect(try await workplace.state().contains("未设人员"))
    try await workplace.succeed(SmallBook.pay("支2", 2))
    // The signed ledger lies beside it, whole.
    let kept = try #require(try workplace.names().first { $0.contains(".replaced-") })
    #expect(try await workplace.state(of: kept).contains("已设人员 2 人"))
  }

  @Test("a backup that only goes on from the ledger takes nothing away, and needs no second person")
  func goesOn() async throws {
    let office = try await Self.office()
    let workplace = office.workplace
    try workplace.copy(Workplace.ledgerName, to: "早.sqlite")
    try await office.succeed("甲", SmallBook.pay("支2", 2))
    try await office.succeed("甲", "backup", "晚.sqlite")
    let head = try await workplace.extent().head
    try FileManager.default.removeItem(atPath: workplace.file(Workplace.ledgerName))
    try workplace.copy("早.sqlite", to: Workplace.ledgerName)
    let run = try await office.run("甲", ["restore", "晚.sqlite"])
    #expect(run.exitCode == 0 && run.stdout.contains("已设人员 2 人"), "\(run.stderr)")
    #expect(try await workplace.extent().head == head)
  }
}
