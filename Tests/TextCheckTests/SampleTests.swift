import TestSupport
import Testing
import TextCheck

@Suite("公开文本核对：真实样例")
struct SampleTests {
  private static func checks() throws -> [Check] {
    let text = try repositoryText("db/examples/texts/hongsibu-2024-annual-report.txt")
    return PublishedText(utf8: Array(text.utf8)).checks()
  }

  @Test("the parts of 38 and of 26 add up; 25.5 and 0.86 do not agree with 26")
  func paragraph() throws {
    let checks = try Self.checks()
    let sums = checks.filter { $0.kind == .sum }
    #expect(sums.map(\.outcome) == [.pass, .pass])
    #expect(sums.map(\.stated) == ["38", "26"])
    #expect(sums[0].parts == ["17", "8", "3", "1", "2", "1", "1", "1", "2", "2"])
    #expect(sums[1].parts == ["25", "1"])
    let funds = try #require(checks.first { $0.kind == .funds })
    #expect(funds.outcome == .contradiction)
    #expect(funds.parts == ["25.5", "0.86"])
    #expect(funds.stated == "26")
    #expect(funds.computed == "26.36")
    #expect(funds.unit == "万元")
    #expect(funds.line == 15)
    #expect(funds.message.contains("只有 26 是取整到 1 万元的数时"))
  }

  @Test("the identities of table three hold in each row and column, and the four reviews add up")
  func tables() throws {
    let checks = try Self.checks()
    let rows = checks.filter { $0.kind == .tableRow }
    #expect(rows.count == 25 + 3)
    #expect(rows.contains { $0.parts == ["1", "1", "1", "1"] && $0.stated == "4" })
    let identities = checks.filter { $0.kind == .tableIdentity }
    #expect(identities.count == 14)
    #expect((rows + identities).allSatisfy { $0.outcome == .pass })
    let text = checks.filter { $0.kind == .textTable && $0.outcome == .pass }
    #expect(text.map(\.stated) == ["0", "4"])
  }

  @Test("nothing else is said of it but a document number, and reviews without requests")
  func silence() throws {
    let checks = try Self.checks()
    let odd = checks.filter { $0.outcome != .pass }
    #expect(odd.map(\.kind) == [.form, .funds, .textTable])
    #expect(odd.map(\.outcome) == [.contradiction, .contradiction, .notTestable])
    #expect(odd[0].message.contains("国办公开办函〔2024〕30号"))
  }
}
