import Foundation
import TestSupport
import Testing

@Suite(
  "工作台给每个人用", .ownThreads,
  .enabled(if: PageCheck.isToBeTested, "LEGALAID_AXE names no axe-core, or there is no browser"))
struct AccessibilityTests {
  /// What pages lead to that is no page of its own: files, and what would be the same once more.
  private static let passedOver = ["/reports/paper", "/year-end/pack", "/help", "/figure"]

  @Test("axe-core finds nothing serious, and no page scrolls sideways, small or at twice the size")
  func everyPage() async throws {
    try await DeskAtWork.work { desk in
      let check = try PageCheck(desk)
      try await check.look(at: "first")
      try await desk.press("打开例子")
      try await Self.lookAround(desk, check)
      for address in [
        "/reports/paper?kind=tables&year=2024", "/reports/paper?kind=statement&year=2024",
        "/reports/paper?kind=tables&year=2024&form=print", "/year-end/pack?year=2024",
        "/help?chapter=10", "/find?q=2024", "/nothing-here",
      ] {
        try await desk.go(address)
        try await check.look(at: Self.name(address))
      }
      try await Self.lookAtAct(desk, check)
      try await Self.lookAtPeople(desk, check)
      check.tell()
      // The menu, the forms of its pages, and what an act shows on its way.
      #expect(check.report.count > 60)
    }
  }

  /// Every page that the menu leads to, and every page that those lead to, once.
  private static func lookAround(_ desk: DeskAtWork, _ check: PageCheck) async throws {
    var waiting = ["/"]
    var seen = Set(["/"] + passedOver)
    while !waiting.isEmpty {
      let address = waiting.removeFirst()
      try await desk.go(address)
      try await check.look(at: name(address))
      let links = try await desk.browser.run(
        """
        return [...document.links].filter((link) => link.origin === location.origin)
          .map((link) => link.pathname + link.search)
        """)
      for link in links as? [String] ?? [] {
        let path = String(link.prefix { $0 != "?" })
        if seen.insert(path).inserted { waiting.append(link) }
      }
    }
  }

  private static func name(_ address: String) -> String {
    let name = address.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" }
    return String(name.prefix(60))
  }

  /// A form that is refused, the page on which it is checked, and the receipt.
  private static func lookAtAct(_ desk: DeskAtWork, _ check: PageCheck) async throws {
    try await desk.go("/act/duty-record")
    try await desk.press("核对")
    #expect(try await desk.browser.has("[role=alert]"))
    try await check.look(at: "refused")
    for (title, text) in ["值班编号": "值新1", "值班日期": "2024-12-30", "数量": "1", "标准": "200"] {
      try await desk.type(text, into: title)
    }
    for (title, text) in ["值班地点": "看守所", "值班律师": "律师一", "所属单位": "示例律师事务所"] {
      try await desk.type(text, into: title)
    }
    try await desk.press("核对")
    try await check.look(at: "checked")
    try await desk.press("确定")
    #expect(try await desk.title() == "已办好")
    try await check.look(at: "receipt")
  }

  /// What a ledger with people asks and shows.
  private static func lookAtPeople(_ desk: DeskAtWork, _ check: PageCheck) async throws {
    try await desk.go("/people")
    for (field, text) in [("name", "赵一"), ("password", "lianxi-yi-1"), ("again", "lianxi-yi-1")] {
      try await desk.browser.type(text, into: "#start-\(field)")
    }
    try await desk.press("设人员")
    try await desk.go("/people")
    try await check.look(at: "people")
    try await desk.go("/who")
    try await check.look(at: "sign-in")
  }

  @Test("the focus is seen wherever Tab leads, and ? shows the letters of the menu")
  func keyboard() async throws {
    try await DeskAtWork.work { desk in
      try await desk.newLedger()
      for address in ["/", "/claims", "/act/case-accept", "/import"] {
        try await desk.go(address)
        var places: Set<String> = []
        for _ in 0..<40 {
          try await desk.browser.press("\u{E004}")
          let seen = try await desk.browser.run(
            """
            const at = document.activeElement, style = getComputedStyle(at);
            return [at.tagName + (at.id || at.href || at.name || at.textContent),
              at === document.body || style.outlineStyle !== "none"
                && parseFloat(style.outlineWidth) >= 2];
            """)
          let place = (seen as? [Any])?.first as? String ?? ""
          #expect((seen as? [Any])?.last as? Bool == true, "\(address) \(place)")
          places.insert(place)
        }
        #expect(places.count > 20, "\(address) \(places)")
      }
      try await desk.go("/")
      try await desk.browser.press("?")
      let keys = try await desk.browser.run(
        "return [...document.querySelectorAll('.menu kbd')].map((key) => key.textContent)")
      #expect(Set(keys as? [String] ?? []).count == 21)
    }
  }
}
