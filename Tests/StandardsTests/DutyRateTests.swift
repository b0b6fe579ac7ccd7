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

  @Test(
    "each unit has its own rate; flags that no register of duty holds add nothing",
    arguments: [
      ("structure-b", DutyUnit.day, "385", "385"), ("structure-b", .halfDay, "195", "195"),
      ("structure-b", .person, nil, nil), ("structure-b", .item, nil, nil),
      ("ningxia-later", .day, "200", nil), ("ningxia-later", .halfDay, nil, nil),
      ("shaanxi-2019", .day, "100", "500"), ("yongding-2020", .day, nil, nil),
      ("ningxia-2015", .day, nil, nil), ("tianchang-2020", .item, nil, nil),
    ] as [(String, DutyUnit, String?, String?)])
  func units(name: String, unit: DutyUnit, low: String?, high: String?) throws {
    var register = StandardRegister()
    try register.add(bundled(name))
    let rate = try DutyRates(register).rate(of: unit, on: .of("2030-03-01"))
    #expect(try rate?.granted.low == low.map { try .yuan($0) })
    #expect(try rate?.granted.high == high.map { try .yuan($0) })
    #expect(try DutyRates(register).rate(of: unit, on: .of("1999-01-01")) == nil)
  }

  @Test(
    "by tiers, or where it must be known where duty was served, no unit has a rate",
    arguments: [
      "适用: {服务形式: 值班}, 金额: {数量: 天, 计法: 按档, 档次: [{起: 0, 金额: 200}, {超过: 3, 金额: 500}]}",
      "适用: {服务形式: 值班, 地域: 本县}, 金额: {每单位: 200}",
    ])
  func undecided(line: String) throws {
    var register = StandardRegister()
    try register.add(standard("标准:\n  - {编号: 值班, 条款: 第一条, 单位: 天, \(line)}\n"))
    #expect(try DutyRates(register).rate(of: .day, on: .of("2024-03-01")) == nil)
  }
}
