import LedgerCore
import Standards
import TestSupport
import Testing

@Suite("补贴标准的版本")
struct RegisterTests {
  /// A version of one region: title, first day, last day or nil, and what it replaces.
  private func version(
    _ title: String, _ from: String, _ to: String? = nil, replaces: [String] = [],
    selectedBy: SubsidyStandard.Event = .closing
  ) throws -> SubsidyStandard {
    let base = try standard("标准: [{编号: 甲, 条款: 一, 金额: 1}]")
    return base.with(
      inForce: .init(from: try .of(from), to: try to.map { try .of($0) }), replaces: replaces,
      title: title, document: .numbered(try .of("甲司发〔\(title)〕1号")), selectedBy: selectedBy)
  }

  private func made(_ versions: [SubsidyStandard]) throws -> StandardRegister {
    var register = StandardRegister()
    for version in versions { try register.add(version) }
    return register
  }

  @Test("versions that touch need not name each other, in whatever order they are added")
  func touching() throws {
    let versions = [
      try version("一", "2015-01-01", "2019-12-31"), try version("二", "2020-01-01", "2022-12-31"),
      try version("三", "2023-01-01"),
    ]
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2]] {
      let register = try made(order.map { versions[$0] })
      #expect(register.versions(of: " 甲地 ").map(\.standard.title) == ["一", "二", "三"])
      for (day, title) in [
        ("2015-01-01", "一"), ("2019-12-31", "一"), ("2020-01-01", "二"), ("2022-12-31", "二"),
        ("2023-01-01", "三"), ("2999-12-31", "三"),
      ] {
        #expect(try register.standard(for: "甲地", on: .of(day)).title == title)
      }
    }
  }

  @Test("a version that replaces another ends it the day before, by title or document number")
  func replacing() throws {
    for name in ["一", "甲司发〔一〕1号", "甲司发[一]1 号"] {
      let register = try made([
        try version("一", "2015-01-01"), try version("二", "2020-03-01", replaces: [name]),
      ])
      let ends = register.versions(of: "甲地").map(\.inForce.to)
      #expect(try ends == [.of("2020-02-29"), nil])
    }
    // Said once, it also closes a gap.
    let register = try made([
      try version("一", "2015-01-01", "2018-12-31"),
      try version("二", "2020-03-01", replaces: ["一"]),
    ])
    #expect(try register.standard(for: "甲地", on: .of("2019-06-01")).title == "一")
  }

  @Test("an overlap, a gap, the same beginning and the same standard are refused; nothing changes")
  func refusals() throws {
    var register = try made([try version("一", "2015-01-01", "2018-12-31")])
    let before = register
    #expect(throws: StandardRegisterRefusal.self) {
      try register.add(try version("二", "2018-12-31"))
    }
    #expect(throws: StandardRegisterRefusal.self) {
      try register.add(try version("二", "2019-01-02"))
    }
    #expect(
      throws: StandardRegisterRefusal.gap(
        older: "一（甲司发〔一〕1号）", newer: "二（甲司发〔二〕1号）", after: try .of("2018-12-31"),
        before: try .of("2019-01-02"))
    ) { try register.add(try version("二", "2019-01-02", replaces: ["三"])) }
    #expect(throws: StandardRegisterRefusal.self) {
      try register.add(try version("二", "2015-01-01", replaces: ["一"]))
    }
    #expect(throws: StandardRegisterRefusal.alreadyThere("一（甲司发〔一〕1号）")) {
      try register.add(try version("一", "2019-01-01"))
    }
    // An older version that is added later: the newer one, which is there, must name it.
    #expect(throws: StandardRegisterRefusal.self) {
      try register.add(try version("零", "2010-01-01", replaces: ["一"]))
    }
    #expect(register == before)
    try register.add(try version("零", "2010-01-01", "2014-12-31"))
    #expect(register.versions(of: "甲地").count == 2)
  }

  @Test("no standard, none in force, no such region")
  func notFound() throws {
    let register = try made([try version("一", "2015-01-01", "2018-12-31")])
    #expect(throws: StandardRegisterRefusal.noStandard(region: "乙地")) {
      try register.standard(for: "乙地", on: .of("2016-01-01"))
    }
    #expect(
      throws: StandardRegisterRefusal.notInForce(
        region: "甲地", try .of("2014-12-31"),
        versions: ["一（甲司发〔一〕1号），2015-01-01 至 2018-12-31"])
    ) { try register.standard(for: "甲地", on: .of("2014-12-31")) }
  }

  @Test("each version is asked for the day of its own event")
  func events() throws {
    let register = try made([
      try version("一", "2015-01-01", "2019-12-31", selectedBy: .assignment),
      try version("二", "2020-01-01", selectedBy: .closing),
    ])
    let before: Day = try .of("2019-12-31")
    let after: Day = try .of("2020-01-01")
    let select = { (days: EventDays) in
      try register.standard(for: "甲地", days: days).title
    }
    #expect(try select(EventDays(assignedOn: before)) == "一")
    #expect(try select(EventDays(assignedOn: after, closedOn: after)) == "二")
    #expect(throws: StandardRegisterRefusal.self) {
      try select(EventDays(assignedOn: before, closedOn: after))
    }
    #expect(throws: StandardRegisterRefusal.eventNotKnown([.closing])) {
      try select(EventDays(assignedOn: after, claimedOn: after))
    }
  }

  @Test("the two accounts of Ningxia are refused side by side until one says it replaces the other")
  func ningxia() throws {
    let (old, later) = (try bundled("ningxia-2015"), try bundled("ningxia-later"))
    #expect(throws: StandardRegisterRefusal.self) { try made([old, later]) }
    #expect(throws: StandardRegisterRefusal.self) { try made([later, old]) }
    let register = try made([later.with(replaces: [old.title]), old])
    #expect(try register.standard(for: "宁夏回族自治区", on: .of("2020-01-01")) == old)
    #expect(try register.standard(for: "宁夏回族自治区", on: .of("2024-01-01")).title == later.title)
  }

  @Test("随机的版本：任何一天至多一个有效，接起来没有空隙")
  func random() throws {
    for seed in UInt64(1)...200 {
      var generator = SeededGenerator(seed: seed)
      var register = StandardRegister()
      for number in 0..<6 {
        let days = generator.number(0...40) * 30
        let from = try #require(try Day.of("2015-01-01").adding(days: days))
        let to = generator.chance(oneIn: 2) ? nil : from.adding(days: generator.number(0...200))
        let version = try version(
          "\(number)", from.description, to?.description,
          replaces: (0..<6).filter { _ in generator.chance(oneIn: 2) }.map(String.init))
        let before = register
        do throws(StandardRegisterRefusal) {
          try register.add(version)
        } catch {
          #expect(register == before, "seed \(seed)")
        }
      }
      let versions = register.versions(of: "甲地")
      for (older, newer) in zip(versions, versions.dropFirst()) {
        #expect(older.inForce.to == newer.inForce.from.adding(days: -1), "seed \(seed)")
      }
    }
  }
}
