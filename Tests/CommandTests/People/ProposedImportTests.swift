import Foundation
import TestSupport
import Testing

/// An import at the desk that needs a second person.
@Suite("须两人办的导入：在工作台提请", .ownThreads)
struct ProposedImportTests {
  private static let name = "八月核发.csv"
  /// He registered the claim, and the table approves it.
  private static let table = Data(
    "申报编号,案件编号,申报金额,申报日期,申报人,核发金额,审核日期,审核人\n申9,案9,500,2024-03-10,王五五,500,2024-04-01,甲\n".utf8)

  /// What lies beside the ledger until somebody decides.
  private static func copies(_ office: PeopleWorkplace) -> [String] {
    let folder = office.workplace.file(".\(Workplace.ledgerName)-proposed")
    return (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  private static func approval(_ office: PeopleWorkplace) async throws -> Bool {
    try await office.succeed("甲", "claim", "list", "--format", "csv").contains("2024-04-01")
  }

  /// 甲 asks for the import at the desk.
  private static func asked(_ guest: DeskGuest) async throws -> String {
    try await guest.signIn("甲")
    return try await guest.enter(await guest.drop(name, table))
  }

  @Test("it waits with its tables, which the other sees, and is confirmed whole at the desk")
  func atDesk() async throws {
    let office = try await TwoPersonTableTests.office()
    let before = try await office.carriedOut()
    try await TwoFrontEndsTests.atDesk(of: office) { guest in
      let asked = try await Self.asked(guest)
      #expect(asked.contains("须两人办（核发自己登记的申报）") && asked.contains("第 1 号待复核事项"), "\(asked)")
      #expect(try await office.carriedOut() == before && Self.copies(office).count == 1)
      let page = try await guest.get("/people")
      #expect(page.contains("补贴申报：新增 0，补填 1，更正 0，未变 0") && page.contains(Self.name), "\(page)")
      // The same again is asked for once only, and leaves no second copy.
      let again = try await guest.enter(await guest.drop(Self.name, Self.table))
      #expect(again.contains("已经提请过，是第 1 号待复核事项"), "\(again)")
      #expect(Self.copies(office).count == 1)
      let own = try await guest.people([("step", "confirm"), ("number", "1")])
      #expect(own.contains("自己提请的，不能由自己确认"), "\(own)")
      try await guest.signIn("乙")
      let table = try await guest.get("/people/table?number=1&table=0")
      #expect(table.hasSuffix(String(decoding: Self.table, as: UTF8.self)), "\(table)")
      let done = try await guest.people([("step", "confirm"), ("number", "1")])
      #expect(done.contains("<h1>已办好</h1>") && done.contains(Self.name), "\(done)")
      #expect(done.firstMatch(of: /记入流水第 \d+ 号/) != nil, "\(done)")
    }
    #expect(try await office.carriedOut().count == before.count + 1)
    #expect(try await Self.approval(office) && Self.copies(office) == [])
    #expect(try await office.workplace.state().contains("已设人员 2 人"))
  }

  @Test("it is confirmed by command as well, after its desk has ended")
  func byCommand() async throws {
    let office = try await TwoPersonTableTests.office()
    try await TwoFrontEndsTests.atDesk(of: office) { guest in _ = try await Self.asked(guest) }
    let rehearsed = try await office.run("乙", ["confirm", "1", "--dry-run"])
    #expect(rehearsed.exitCode == 0 && rehearsed.stdout.contains("未写入"), "\(rehearsed.stderr)")
    #expect(Self.copies(office).count == 1)
    #expect(try await !Self.approval(office))
    let done = try await office.run("乙", ["confirm", "1"])
    #expect(done.exitCode == 0 && done.stdout.contains("导入 \(Self.name)："), "\(done)")
    #expect(try await Self.approval(office) && Self.copies(office) == [])
  }

  @Test("what is declined leaves nothing")
  func declined() async throws {
    let office = try await TwoPersonTableTests.office()
    try await TwoFrontEndsTests.atDesk(of: office) { guest in _ = try await Self.asked(guest) }
    try await office.succeed("乙", "decline", "1", "--reason", "不是本月的")
    #expect(Self.copies(office) == [])
    #expect(try await !Self.approval(office))
  }

  @Test("a copy that was changed or is gone is not carried out, and nothing of it is")
  func changed() async throws {
    let office = try await TwoPersonTableTests.office()
    try await TwoFrontEndsTests.atDesk(of: office) { guest in _ = try await Self.asked(guest) }
    let before = try await office.carriedOut()
    let copy = try #require(Self.copies(office).first)
    let place = ".\(Workplace.ledgerName)-proposed/\(copy)"
    let changed = String(decoding: Self.table, as: UTF8.self).replacing(
      ",500,2024-04", with: ",400,2024-04")
    for (text, words) in [
      (changed, "要记的内容变了"), (changed + "申10,没有,x,,,,,\n", Self.name), (nil, "不在账本旁边了"),
    ] as [(String?, String)] {
      if let text {
        try office.workplace.write(text, to: place)
      } else {
        try FileManager.default.removeItem(atPath: office.workplace.file(place))
      }
      expectRefused(try await office.run("乙", ["confirm", "1"]), saying: [words])
    }
    #expect(try await office.carriedOut() == before)
    #expect(try await office.workplace.state().contains("已设人员 2 人"))
  }

  @Test("an import that one person is enough for keeps no copy, and a role that is missing is told")
  func alone() async throws {
    let office = try await TwoPersonTableTests.office()
    let cases = Data("案件编号,案件类型,受援人,受理日期\n案20,民事,赵六,2024-03-05\n".utf8)
    try await TwoFrontEndsTests.atDesk(of: office) { guest in
      try await guest.signIn("乙")
      let refused = try await guest.enter(await guest.drop("案件.csv", cases))
      #expect(refused.hasPrefix("HTTP/1.1 422") && refused.contains("要有记账的职责"), "\(refused)")
      #expect(refused.contains("入账</button>") && Self.copies(office) == [], "\(refused)")
      try await guest.signIn("甲")
      let done = try await guest.enter(await guest.drop("案件.csv", cases))
      #expect(done.contains("<h1>已办好</h1>") && done.contains("案件：新增 1"), "\(done)")
      #expect(Self.copies(office) == [])
    }
  }
}
