import LedgerCore
import TestSupport
import Testing

@Suite("值班一天的标准")
struct DutyRateTests {
  private func rate(_ standards: SubsidyStandard..., on days: String...) throws -> DutyRate? {
    var register = StandardRegister()
    for standard in standards { try register.add(standard) }
    return DutyRates(register).rate(on: try days.map { try .of($0) })
  }

  private func oneLine() throws -> SubsidyStandard {
    let standard = try bundled("structure-b")
    return standard.with(
      lines: standard.lines.filter { $0.unit != .halfDay },
      modifiers: standard.modifiers.filter { $0.id.printed != "跨县值班" })
  }

  @Test("one line that is exact and counted in days is the rate, with the standard that says it")
  func one() throws {
    let standard = try oneLine()
    let found = try #require(try rate(standard, on: "2030-03-01", "2030-03-31"))
    #expect(try found.rate == .yuan("385"))
    #expect(found.citation == "\(standard.citation)“值班”")
  }

  @Test(
    "a range, a half day of its own, something to be added or no line leave a choice",
    arguments: ["structure-b", "ningxia-later", "shaanxi-2019", "yongding-2020", "ningxia-2015"])
  func open(name: String) throws {
    #expect(try rate(bundled(name), on: "2030-03-01") == nil)
  }

  @Test("days of two versions, before the first or of none have no rate")
  func days() throws {
    let old = try oneLine()
    let new = old.with(
      inForce: .init(from: try .of("2030-03-15")), replaces: [old.title], title: "新标准",
      document: .numbered(try .of("新1")))
    #expect(try rate(old, new, on: "2030-03-14") != nil)
    #expect(try rate(old, new, on: "2030-03-15")?.citation.hasPrefix("新标准") == true)
    #expect(try rate(old, new, on: "2030-03-14", "2030-03-15") == nil)
    #expect(try rate(old, on: "1999-01-01") == nil)
    #expect(try rate(old) == nil)
  }
}
