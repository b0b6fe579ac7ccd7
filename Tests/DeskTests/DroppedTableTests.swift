import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@testable import Desk

@Suite("放进来的表", .ownThreads)
struct DroppedTableTests {
  private static let table = "案件编号,案件类型,受援人,受理日期,案由\n案1,刑事,张三,2025-03-04,盗窃\n"

  /// Drops the table, and gives the page that comes of it.
  private static func drop(
    _ office: Office, _ key: String, _ table: String = table
  ) throws -> Answer {
    let number = try Office.number(in: office.get("/import", key: key))
    func part(_ name: String, _ rest: String = "") -> String {
      "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\(rest)\r\n\r\n"
    }
    let body =
      part("form") + "\(number)\r\n" + part("step") + "check\r\n"
      + part("files", "; filename=\"台账.csv\"") + table + "\r\n--b--\r\n"
    let kind = "multipart/form-data; boundary=b"
    let head = office.postHead("/import", key: key, kind: kind, length: body.utf8.count)
    return try office.raw(head + body)
  }

  private static func done(_ page: Answer) throws -> [(String, String)] {
    [
      ("form", try Office.number(in: page)), ("head", try Office.head(in: page)), ("step", "do"),
    ]
  }

  @Test("what others wrote meanwhile on the same case is shown before tables are entered")
  func outdated() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let checked = try Self.drop(office, key)
    #expect(checked.status == 200 && checked.text.contains("<td class=\"number\">1</td>"))
    let fields = [
      ("number", "案1"), ("type", "刑事"), ("recipient", "张三"), ("on", "2025-03-04"),
    ]
    #expect(try office.act(key, "case-accept", fields).title == "已办好")
    let again = try office.post("/import", key: key, Self.done(checked))
    #expect(again.status == 409 && again.text.contains("案件“案1”（第 2 号流水）"), "\(again.text)")
    #expect(try office.entryCount() == 2)
    let answer = try office.post("/import", key: key, Self.done(again))
    let receipt = try office.get(try #require(answer["location"]), key: key)
    #expect(receipt.text.contains("案件：新增 0，补填 1，更正 0，未变 0"), "\(receipt.text)")
  }

  @Test("nothing is entered of which no page was shown")
  func unseen() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let fields = try Self.done(Self.drop(office, key)).filter { $0.0 != "head" }
    let page = try office.post("/import", key: key, fields)
    #expect(page.status == 200 && page.text.contains("入账</button>"), "\(page.text)")
    #expect(try office.entryCount() == 1)
  }

  @Test("who is asked for their name goes on with the tables they dropped")
  func asked() async throws {
    let office = try await Office()
    let key = try office.session()
    let page = try Self.drop(office, key)
    #expect(page.status == 401 && page.title == "经办人", "\(page.text)")
    let name = [("name", "测试经办"), ("form", try Office.number(in: page)), ("back", "/import")]
    #expect(page.text.contains("name=\"back\" value=\"/import\""), "\(page.text)")
    #expect(try office.post("/who", key: key, name)["location"] == "/import")
    let waiting = try office.get("/import", key: key)
    #expect(waiting.text.contains("台账.csv") && waiting.text.contains("再核对一次"))
    let checked = try office.post(
      "/import", key: key, [("form", try Office.number(in: waiting)), ("step", "check")])
    #expect(checked.status == 200 && checked.text.contains("入账</button>"), "\(checked.text)")
  }

  @Test(
    "each column is shown with what it is read as, and can be read otherwise before it is entered")
  func readOtherwise() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let checked = try Self.drop(office, key)
    #expect(checked.text.contains("<summary>台账.csv：案件，1 行</summary>"), "\(checked.text)")
    #expect(checked.text.contains("<th scope=\"row\">案由</th><td>案由</td><td>盗窃</td>"))
    #expect(!checked.text.contains("张三") && checked.text.contains("张某"))
    #expect(checked.text.contains("账上留空：") && checked.text.contains("、结案日期、"))
    // Who says another thing and 入账 in one is shown first what comes of it.
    let other = [("header-0", "案由"), ("means-0", "none")]
    let again = try office.post("/import", key: key, Self.done(checked) + other)
    #expect(
      again.status == 200 && again.text.contains("<th scope=\"row\">案由</th><td class=\"off\">不读"))
    #expect(try office.entryCount() == 1)
    // And may take it back.
    let said = try #require(again.text.firstMatch(of: /name="untell" value="([^"]*)"/))
    let value = String(said.1).replacing("&amp;", with: "&")
    let back = try office.post(
      "/import", key: key,
      [("form", try Office.number(in: again)), ("step", "check"), ("untell", value)])
    #expect(back.text.contains("<th scope=\"row\">案由</th><td>案由</td><td>盗窃</td>"), "\(back.text)")
    let answer = try office.post("/import", key: key, Self.done(back))
    let receipt = try office.get(try #require(answer["location"]), key: key)
    #expect(receipt.text.contains("案件：新增 1"), "\(receipt.text)")
  }

  @Test("what is asked about a column is ticked, and the table is read so")
  func ticked() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let asked = try Self.drop(
      office, key,
      """
      案件编号,案件类型,受援人,受理日期,结案日期,补贴金额
      案1,刑事,张三,2025-01-04,2025-02-03,500

      """)
    #expect(asked.status == 422 && asked.text.contains("没有导入"), "\(asked.text)")
    let term = try #require(
      asked.text.firstMatch(of: /name="term" value="([^"]*)"/).map { String($0.1) })
    let checked = try office.post(
      "/import", key: key,
      [
        ("form", try Office.number(in: asked)), ("step", "check"),
        ("term", term.replacing("&amp;", with: "&")),
      ])
    #expect(checked.status == 200 && checked.text.contains("不算：“补贴金额”读作申报金额"))
    let answer = try office.post("/import", key: key, Self.done(checked))
    let receipt = try office.get(try #require(answer["location"]), key: key)
    #expect(receipt.text.contains("补贴申报：新增 1"), "\(receipt.text)")
  }
}
