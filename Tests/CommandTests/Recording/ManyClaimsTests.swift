import Foundation
import Testing

@Suite("成批核发和退回的命令")
struct ManyClaimsCommandTests {
  /// Cases 案1 to 案4 are finished; 申1 to 申3 wait for approval, 申4 is approved.
  private static func workplace() async throws -> Workplace {
    let workplace = try await Workplace.withLedger()
    var register = "案件编号,案件类型,受援人,受理日期,承办人,承办单位,结案日期\n"
    var claims = "申报编号,案件编号,申报日期,申报金额,申报人,核发日期,核发金额,审核人\n"
    for number in 1...4 {
      let firm = number == 2 ? "乙律师事务所" : "甲律师事务所"
      register += "案\(number),民事,\(Secret.recipient),2024-01-05,王五五,\(firm),2024-03-01\n"
      let approval = number == 4 ? "2024-03-10,400,赵六六" : ",,"
      claims += "申\(number),案\(number),2024-03-05,\(number)00,王五五,\(approval)\n"
    }
    try workplace.write(register, to: "表/案件.csv")
    try workplace.write(claims, to: "表/申报.csv")
    let run = try await workplace.legalaid("import", "表")
    #expect(run.exitCode == 0, "\(run.stderr)")
    return workplace
  }

  private static let approve = ["claim", "approve", "--approved-by", "赵六六", "--on", "2024-03-20"]

  @Test("without a terminal nothing is done before --yes; the preview says what would be")
  func confirmation() async throws {
    let workplace = try await Self.workplace()
    let before = try await workplace.state()
    let asked = try await workplace.run(Self.approve + ["--all"])
    #expect(asked.exitCode == 1 && asked.stdout == "")
    for word in [
      "核发（2024-03-20）：", "申报 申1，案件 案1，申报 100.00 元，核发 100.00 元（申报数）", "合计 3 份，核发 600.00 元",
      "加 --yes",
    ] {
      #expect(asked.stderr.contains(word), "\(asked.stderr)")
    }
    let rehearsed = try await workplace.run(Self.approve + ["--all", "--dry-run"])
    #expect(rehearsed.exitCode == 0 && rehearsed.stdout.contains("（试算，未写入）已核发 3 份申报"))
    #expect(try await workplace.state() == before)
    let done = try await workplace.run(Self.approve + ["--all", "--yes"])
    #expect(done.exitCode == 0 && done.stderr == "", "\(done.stderr)")
    #expect(done.stdout.hasSuffix("已核发 3 份申报\n") && !done.stdout.contains(Secret.recipient))
    expectRefused(
      try await workplace.run(Self.approve + ["--all", "--yes"]), saying: ["没有可以核发的申报"])
  }

  @Test("numbers, a list, a firm or a span say which; half a batch that is wrong records none")
  func which() async throws {
    let workplace = try await Self.workplace()
    let before = try await workplace.state()
    let wrong = try await workplace.run(Self.approve + ["申1", "申4", "申9", "--yes"])
    #expect(wrong.exitCode == 1 && wrong.stdout == "")
    for word in ["有 2 份申报办不了，整批都没有记账", "申4", "已有核发", "申9", "没有登记"] {
      #expect(wrong.stderr.contains(word), "\(wrong.stderr)")
    }
    try workplace.write("申报编号,核发金额\n申1,九十\n", to: "坏.csv")
    expectRefused(
      try await workplace.run(Self.approve + ["--file", "坏.csv", "--yes"]), saying: ["坏.csv:2:2"])
    #expect(try await workplace.state() == before)
    try workplace.write("申报编号,核发金额\n申1,90\n申3,\n", to: "单.csv")
    let listed = try await workplace.run(Self.approve + ["--file", "单.csv", "--yes"])
    #expect(listed.stdout.contains("核发 90.00 元（写明的金额）"), "\(listed.stderr)")
    #expect(listed.stdout.contains("核发 300.00 元（申报数）"))
    for narrowed in [["--firm", "甲律师事务所"], ["--month", "2024-04"]] {
      expectRefused(
        try await workplace.run(Self.approve + ["--all", "--yes"] + narrowed),
        saying: ["没有可以核发的申报"])
    }
    let rest = try await workplace.run(
      Self.approve + ["--all", "--yes", "--firm", "乙 律师事务所", "--quarter", "2024Q1"])
    #expect(rest.exitCode == 0 && rest.stdout.contains("已核发 1 份申报"), "\(rest.stderr)")
  }

  @Test("one number is approved without a question; its day is today where none is said")
  func one() async throws {
    let workplace = try await Self.workplace()
    let run = try await workplace.legalaid("claim", "approve", "申2", "--approved-by", "赵六六")
    let today = ISO8601DateFormatter().string(from: Date()).prefix(10)
    #expect(run.stdout == "已登记申报 申2 核发 200.00 元（\(today)）\n", "\(run.stderr)")
    let back = try await workplace.legalaid("claim", "return", "申3", "--reason", "缺材料")
    #expect(back.stdout == "已登记申报 申3 退回（\(today)）\n", "\(back.stderr)")
  }

  @Test("many are sent back with one reason")
  func sendBack() async throws {
    let workplace = try await Self.workplace()
    let line = ["claim", "return", "--on", "2024-03-20", "--reason", "缺材料"]
    let asked = try await workplace.run(line + ["申1", "申2"])
    #expect(asked.exitCode == 1 && asked.stderr.contains("退回（2024-03-20）："))
    let done = try await workplace.run(line + ["申1", "申2", "--yes"])
    #expect(done.stdout.contains("已退回 2 份申报") && done.stderr == "", "\(done.stderr)")
    let again = try await workplace.run(line + ["申1", "申3", "--yes"])
    #expect(again.exitCode == 1 && again.stderr.contains("已有退回"))
    #expect(!again.stderr.contains("申3："))
  }

  @Test("a closed year takes no approval of a batch")
  func closedYear() async throws {
    let workplace = try await Self.workplace()
    let closed = try await workplace.legalaid("close-year", "2023")
    #expect(closed.exitCode == 0, "\(closed.stderr)")
    let before = try await workplace.state()
    let run = try await workplace.legalaid(
      "claim", "approve", "申1", "申2", "--on", "2023-12-31", "--yes")
    #expect(run.exitCode == 1 && run.stdout == "" && run.stderr.contains("2023"), "\(run.stderr)")
    #expect(try await workplace.state() == before)
  }

  @Test("a batch of claims lists its cases and whom it leaves out, and is printed again as it was")
  func batch() async throws {
    let workplace = try await Workplace.withLedger()
    var register = "案件编号,案件类型,受援人,受理日期,承办单位,结案日期,结案方式,等级\n"
    for (number, end) in [
      "2024-03-01,办结,二类", "2024-03-02,办结,一类", ",,", "2024-03-03,终止,二类", "2024-03-30,办结,二类",
    ].enumerated() {
      register += "案\(number + 1),民事,\(Secret.recipient),2024-01-05,甲律师事务所,\(end)\n"
    }
    try workplace.write(register, to: "案件.csv")
    try await workplace.succeed("import", "案件.csv")
    let loaded = try await workplace.legalaid("standards", "load", "ningxia-2015")
    #expect(loaded.exitCode == 0 && loaded.stderr.contains("还要看案件的这些资料"), "\(loaded.stderr)")
    let line = ["claim", "batch", "--quarter", "2024Q1"]
    let printed = try await workplace.succeed(
      line + ["--on", "2024-03-20", "--prefix", "批-", "--format", "markdown"])
    for word in [
      "申报的案件", "| 批-001 | 案1 |", "| 批-002 | 案2 |", "没有申报的案件", "| 案3 | 还没有结案 |", "| 案4 |", "终止",
      "| 案5 |", "在申报日期之后", "**3 件**",
    ] {
      #expect(printed.contains(word), "\(word)\n\(printed)")
    }
    #expect(!printed.contains(Secret.recipient))
    let again = try await workplace.succeed(
      line + ["--again", "--prefix", "批-", "--format", "markdown"])
    #expect(!again.isEmpty && printed.hasPrefix(again.trimmingCharacters(in: .newlines)))
    let object = try json(
      try await workplace.succeed(line + ["--again", "--on", "2024-03-20", "--format", "json"]))
    let cases = try #require(object["cases"] as? [String: Any])
    #expect(object["id"] as? String == "claim_summary" && (cases["rows"] as? [Any])?.count == 2)
    #expect(
      try await workplace.succeed(line + ["--again", "--prefix", "别的-"]).contains("账上没有这样的申报"))
    _ = try await workplace.legalaid(
      "claim", "return", "批-001", "--on", "2024-03-21", "--reason", "错")
    let less = try await workplace.succeed(line + ["--again"])
    #expect(less.contains("已退回的申报 1 份，没有计入：批-001") && !less.contains("案1 "), "\(less)")
  }
}
