import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@testable import Bookkeeping
@testable import Desk

@Suite("谁在办", .ownThreads)
struct WhoTests {
  private static let fields = [
    ("number", "案1"), ("type", "刑事"), ("recipient", "张三"), ("on", "2025-03-05"),
    ("matter", "\"引号\"<b>"),
  ]
  private static let password = "correct horse"

  /// A desk whose ledger has one person, 甲.
  private static func office() async throws -> Office {
    let office = try await Office()
    let key = OpenKey()
    let session = Session(
      store: try LedgerStore.open(at: office.path), operatorName: "环境",
      now: "2025-01-02T03:04:05Z", today: .latest,
      signer: EntrySigner(person: 1, name: "甲", key: key))
    let cost = ScryptCost(rounds: 16, blockSize: 1, parallelism: 1)
    try KeepPeople(session).start("甲", key: try key.sealed(under: password, cost: cost))
    try session.store.close()
    return office
  }

  @Test("an act of nobody asks who it is, and goes on with what was filled in")
  func name() async throws {
    let office = try await Office()
    let key = try office.session()
    let number = try Office.number(in: office.get("/act/case-accept", key: key))
    let ask = try office.post("/act/case-accept", key: key, Self.fields + [("form", number)])
    #expect(ask.status == 401 && ask.title == "经办人")
    let form = try Self.goingOn(ask)
    let answer = try office.post("/who", key: key, form + [("name", "测试经办")])
    #expect(answer.status == 200 && answer.title == "登记受理的案件")
    for kept in ["value=\"案1\"", "value=\"张三\"", "value=\"&quot;引号&quot;&lt;b&gt;\""] {
      #expect(answer.text.contains(kept), "\(kept)")
    }
    let checked = try office.post(
      "/act/case-accept", key: key,
      Self.fields + [("form", try Office.number(in: answer))])
    #expect(checked.status == 200 && checked.text.contains("受理案件 案1"))
  }

  /// The hidden fields with which a page of sign-in goes on.
  private static func goingOn(_ page: Answer) throws -> [(String, String)] {
    let kept = try #require(page.text.firstMatch(of: /name="kept" value="([^"]*)"/)?.1)
    return [
      ("form", try Office.number(in: page)), ("then", "case-accept"),
      ("kept", String(kept).replacing("&amp;", with: "&")),
    ]
  }

  @Test("in a ledger with people an act asks for sign-in, and goes on with what was filled in")
  func signIn() async throws {
    let office = try await Self.office()
    let key = try office.session()
    let before = try office.entryCount()
    let number = try Office.number(in: office.get("/act/case-accept", key: key))
    let ask = try office.post("/act/case-accept", key: key, Self.fields + [("form", number)])
    #expect(ask.status == 401 && ask.title == "登录")
    var form = try Self.goingOn(ask)
    let wrong = try office.post("/who", key: key, form + [("name", "甲"), ("password", "wrong")])
    #expect(wrong.status == 422 && wrong.text.contains("姓名或密码不对"))
    #expect(!wrong.text.contains("wrong\""))
    form = try Self.goingOn(wrong)
    let name = [("name", "甲"), ("password", Self.password)]
    // Too early after a wrong one, even the right password is not looked at.
    let early = try office.post("/who", key: key, form + name)
    #expect(early.status == 422 && early.text.contains("请等 2 秒"))
    office.clock.goOn(2)
    form = try Self.goingOn(early)
    let answer = try office.post("/who", key: key, form + name)
    #expect(answer.status == 200 && answer.title == "登记受理的案件")
    #expect(answer.text.contains("value=\"案1\""))
    let next = Self.fields + [("form", try Office.number(in: answer))]
    let checked = try office.post("/act/case-accept", key: key, next)
    #expect(checked.status == 200)
    let done = next + [("step", "do"), ("head", try Office.head(in: checked))]
    #expect(try office.post("/act/case-accept", key: key, done).status == 303)
    #expect(try office.entryCount() == before + 1)
    // Another browser is somebody else.
    let other = try office.session()
    #expect(try office.get("/who", key: other).text.contains("name=\"password\""))
    #expect(!(try office.get("/", key: other).text.contains("经办人：甲")))
  }

  @Test("each wrong password makes the next trial wait longer, up to half a minute")
  func pauses() throws {
    let clock = TestClock()
    let trials = PasswordTrials(time: { clock.now })
    struct Wrong: Error {}
    for pause in [2, 4, 8, 16, 30, 30, 30] {
      #expect(throws: Wrong.self) { try trials.trying { throw Wrong() } }
      clock.goOn(pause - 1)
      let early = #expect(throws: PasswordTrials.TooEarly.self) { try trials.trying {} }
      #expect(early?.seconds == 1)
      clock.goOn(1)
    }
    try trials.trying {}
    // A right one forgets the wrong ones.
    try trials.trying {}
  }
}
