import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@testable import Bookkeeping
@testable import Desk

@Suite("姓名的显示", .ownThreads)
struct NamesTests {
  private static let recipient = "欧阳修竹"
  private static let pages = ["/cases", "/case?number=%E6%A1%881"]

  /// A desk whose ledger has a case of a recipient.
  private static func office() async throws -> Office {
    let office = try await Office()
    let store = try LedgerStore.open(at: office.path)
    try store.append(
      EntryStamp(recordedAt: "2025-01-02T03:04:05Z", operatorName: "测试经办", kind: "case accept")
    ) {
      try $0.append(
        LegalAidCase(
          number: #require(CaseNumber("案1")), type: .civil, recipient: recipient,
          acceptedOn: try Day(text: "2025-02-01")))
    }
    try store.close()
    return office
  }

  /// Presses the button of a page.
  private static func press(
    _ office: Office, _ key: String, _ page: String, step: String = "show"
  ) throws -> Answer {
    let shown = try office.get(page, key: key)
    var fields = [("form", try Office.number(in: shown)), ("step", step), ("back", page)]
    if page != pages[0] { fields.append(("number", "案1")) }
    return try office.post("/names", key: key, fields)
  }

  private static func isShown(_ office: Office, _ key: String, _ page: String) throws -> Bool {
    try office.get(page, key: key).text.contains(recipient)
  }

  @Test("names are masked until somebody asks, on that page, in that browser, for ten minutes")
  func asked() async throws {
    let office = try await Self.office()
    let (key, other) = (try office.namedSession(), try office.namedSession())
    for page in Self.pages {
      let entries = try office.entryCount()
      #expect(try !Self.isShown(office, key, page))
      let answer = try Self.press(office, key, page)
      #expect(answer.status == 303 && answer["location"] == page)
      #expect(try Self.isShown(office, key, page) && !Self.isShown(office, other, page))
      #expect(try office.entryCount() == entries + 1)
      // To mask them again is nothing to record, and they come back only when asked for again.
      _ = try Self.press(office, key, page, step: "mask")
      #expect(try !Self.isShown(office, key, page))
      #expect(try office.entryCount() == entries + 1)
      _ = try Self.press(office, key, page)
      office.clock.goOn(ShownNames.time - 1)
      #expect(try Self.isShown(office, key, page))
      office.clock.goOn(1)
      #expect(try !Self.isShown(office, key, page))
    }
    // Shown on one page, masked on the other.
    _ = try Self.press(office, key, Self.pages[1])
    #expect(try Self.isShown(office, key, Self.pages[1]))
    #expect(try !Self.isShown(office, key, Self.pages[0]))
    let log = try office.get("/log", key: key).text
    #expect(log.contains("显示姓名") && !log.contains(Self.recipient))
  }

  @Test("it asks who it is, and leads back; who comes after sees masked names")
  func who() async throws {
    let office = try await Self.office()
    let key = try office.session()
    let page = Self.pages[0]
    let ask = try Self.press(office, key, page)
    #expect(ask.status == 401 && ask.title == "经办人")
    #expect(try !Self.isShown(office, key, page))
    let named = try office.post(
      "/who", key: key,
      [("form", try Office.number(in: ask)), ("name", "甲"), ("back", page)])
    #expect(named.status == 303 && named["location"] == page)
    _ = try Self.press(office, key, page)
    #expect(try Self.isShown(office, key, page))
    let who = try Office.number(in: office.get("/who", key: key))
    _ = try office.post("/who", key: key, [("form", who), ("name", "乙")])
    #expect(try !Self.isShown(office, key, page))
  }

  @Test("a form that leads away from the desk leads to no such place")
  func back() async throws {
    let office = try await Self.office()
    let key = try office.namedSession()
    for target in ["//evil.example/", "https://evil.example", "/\\evil", "/a\r\nSet-Cookie: x=1"] {
      let number = try Office.number(in: office.get("/cases", key: key))
      let answer = try office.post(
        "/names", key: key, [("form", number), ("step", "show"), ("back", target)])
      #expect(answer.status == 303 && answer["location"] == "/cases", "\(target)")
      #expect(answer["set-cookie"] == nil)
    }
  }

  @Test("what is shown ends when the ledger has its entry no more, as after a restore")
  func restored() async throws {
    let office = try await Self.office()
    let key = try office.namedSession()
    let backup = try Data(contentsOf: URL(filePath: office.path))
    _ = try Self.press(office, key, Self.pages[0])
    #expect(try Self.isShown(office, key, Self.pages[0]))
    // The desk lets go of a file that it has not used for a while; until then the file's log lies
    // beside it, and would be read into whatever stands there.
    for _ in 0..<600 where FileManager.default.fileExists(atPath: office.path + "-wal") {
      try await Task.sleep(for: .milliseconds(100))
    }
    try #require(!FileManager.default.fileExists(atPath: office.path + "-wal"))
    try backup.write(to: URL(filePath: office.path), options: .atomic)
    // The first who asks finds that it is another file; the next reads that one.
    _ = try office.get("/cases", key: key)
    #expect(try !Self.isShown(office, key, Self.pages[0]))
  }

  @Test("the page of a case says where it stands, and leads to its next act")
  func nextAct() async throws {
    let office = try await Self.office()
    let page = try office.get(Self.pages[1], key: office.session()).text
    #expect(page.contains("<dt>结案</dt><dd>还没有</dd>"), "\(page)")
    let next = "<a class=\"button main\" href=\"/act/case-assign?number=%E6%A1%881\">登记指派</a>"
    #expect(page.contains(next) && !page.contains("&lt;a "), "\(page)")
  }

  @Test("two clicks show once, and a number of another form shows nothing")
  func once() async throws {
    let office = try await Self.office()
    let key = try office.namedSession()
    let entries = try office.entryCount()
    let number = try Office.number(in: office.get("/cases", key: key))
    for _ in 1...2 {
      let answer = try office.post("/names", key: key, [("form", number), ("step", "show")])
      #expect(answer.status == 303)
    }
    #expect(try office.entryCount() == entries + 1)
    let other = try Office.number(in: office.get("/act/case-accept", key: key))
    let answer = try office.post("/names", key: key, [("form", other), ("step", "show")])
    #expect(answer.status != 303)
    #expect(try office.get("/names", key: key).status == 405)
    #expect(try office.entryCount() == entries + 1)
  }
}
