import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@testable import Bookkeeping
@testable import Desk

@Suite("填写、核对、确定、回执", .ownThreads)
struct FlowTests {
  private static let path = "/act/case-accept"

  /// What is typed to accept a case.
  private static func typed(
    _ number: String = "案1", recipient: String = "张三", on day: String = "2025-03-05"
  ) -> [(String, String)] {
    [("number", number), ("type", "刑事"), ("recipient", recipient), ("on", day)]
  }

  /// The number of a new form of the act.
  private static func form(
    _ office: Office, _ key: String, at path: String = path
  ) throws -> String {
    try Office.number(in: office.get(path, key: key))
  }

  /// Sends a form to be checked, and gives the number and head with which it is done.
  private static func check(
    _ office: Office, _ key: String, _ fields: [(String, String)] = typed(),
    at path: String = path
  ) throws -> [(String, String)] {
    let number = try form(office, key, at: path)
    let page = try office.post(path, key: key, fields + [("form", number), ("step", "check")])
    return fields + [
      ("form", number), ("step", "do"), ("head", try Office.head(in: page)),
    ]
  }

  @Test("an act is filled in, checked, done once and has its receipt")
  func wholeWay() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let empty = try office.get(Self.path + "?number=%E6%A1%881", key: key)
    #expect(empty.status == 200 && empty.text.contains("value=\"案1\""))
    let number = try Office.number(in: empty)
    let page = try office.post(
      Self.path, key: key, Self.typed() + [("form", number), ("step", "check")])
    #expect(page.status == 200 && page.title == "核对：登记受理的案件")
    #expect(page.text.contains("受理案件 案1"))
    #expect(try office.entryCount() == 1)
    let done =
      Self.typed() + [
        ("form", number), ("step", "do"), ("head", try Office.head(in: page)),
      ]
    let answer = try office.post(Self.path, key: key, done)
    #expect(answer.status == 303 && answer["location"] == "/receipt?number=\(number)")
    #expect(try office.entryCount() == 2)
    let receipt = try office.get("/receipt?number=\(number)", key: key)
    #expect(receipt.title == "已办好" && receipt.text.contains("记入流水第 2 号"))
    // A second click, a look back and another check are all answered by what was done.
    for step in ["do", "check", "edit"] {
      let again = try office.post(
        Self.path, key: key, done.filter { $0.0 != "step" } + [("step", step)])
      #expect(again.status == 303 && again["location"] == answer["location"], "\(step)")
    }
    #expect(try office.entryCount() == 2)
    // What was typed may be changed on the way.
    let other = try Self.form(office, key)
    let back = try office.post(
      Self.path, key: key, Self.typed("案2") + [("form", other), ("step", "edit")])
    #expect(back.status == 200 && back.text.contains("value=\"案2\""))
    #expect(try Office.number(in: back) == other)
  }

  @Test("two clicks at the same moment write once, and both are led to the one receipt")
  func sameMoment() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    for round in 1...5 {
      let done = try Self.check(office, key, Self.typed("案\(round)"))
      let answers = try await withThrowingTaskGroup(of: Answer.self) { tasks in
        for _ in 0..<4 { tasks.addTask { try office.post(Self.path, key: key, done) } }
        return try await tasks.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.map(\.status) == [303, 303, 303, 303])
      #expect(Set(answers.compactMap { $0["location"] }).count == 1)
      #expect(try office.entryCount() == 1 + round)
    }
  }

  @Test("nothing is done of which no page was shown")
  func withoutHead() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let number = try Self.form(office, key)
    let answer = try office.post(
      Self.path, key: key, Self.typed() + [("form", number), ("step", "do")])
    #expect(answer.status == 200 && answer.title == "核对：登记受理的案件")
    for head in ["", "0", String(repeating: "0", count: 64)] {
      let fields = Self.typed() + [("form", number), ("step", "do"), ("head", head)]
      #expect(try office.post(Self.path, key: key, fields).status == 409, "\(head)")
    }
    #expect(try office.entryCount() == 1)
  }

  @Test("an error stands on top and beside its field, leads there, and what was typed stays")
  func errors() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let number = try Self.form(office, key)
    for step in ["check", "do"] {
      let fields = Self.typed(recipient: "李四", on: "2025-02-30")
      let page = try office.post(
        Self.path, key: key, fields + [("form", number), ("step", step), ("head", "0")])
      #expect(page.status == 422, "\(step)")
      #expect(page.text.contains("role=\"alert\"") && page.text.contains("<a href=\"#f-on\">受理日期"))
      #expect(page.text.contains("id=\"f-on-fault\""))
      #expect(page.text.contains("aria-describedby=\"f-on-fault\" aria-invalid=\"true\""))
      for kept in ["value=\"李四\"", "value=\"2025-02-30\"", "value=\"案1\"", "value=\"刑事\" selected"]
      {
        #expect(page.text.contains(kept), "\(kept)")
      }
      // The same number serves once it is right.
      #expect(try Office.number(in: page) == number)
    }
    #expect(try office.entryCount() == 1)
  }

  @Test("a form's number is of no use elsewhere: in another browser, for another form, made up")
  func foreignNumbers() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let other = try office.namedSession()
    let number = try Self.form(office, key)
    let checked = try Self.check(office, key)
    func answers(_ path: String, _ key: String, _ number: String?) throws -> [Answer] {
      let fields = checked.filter { $0.0 != "form" } + (number.map { [("form", $0)] } ?? [])
      return try ["check", "do"].map { step in
        try office.post(path, key: key, fields.filter { $0.0 != "step" } + [("step", step)])
      }
    }
    let made = String(repeating: "0", count: 64)
    for (path, key, number) in [
      (Self.path, other, number), ("/act/case-assign", key, number), (Self.path, key, made),
      (Self.path, key, ""), (Self.path, key, nil),
      (Self.path, key, try Office.number(in: office.get("/who", key: key))),
    ] {
      for answer in try answers(path, key, number) {
        #expect(answer.status == 409 && answer.text.contains("这张表单已经失效"), "\(path)")
        // What was typed is there, under a number that serves.
        #expect(answer.text.contains("value=\"案1\""), "\(path)")
        #expect(try Office.number(in: answer) != number)
      }
      #expect(try office.post("/who", key: key, [("form", number ?? "")]).status != 303)
    }
    #expect(try office.get("/receipt?number=\(number)", key: other).status == 404)
    #expect(try office.entryCount() == 1)
  }

  @Test("only so many forms are remembered; one that is not keeps what was typed all the same")
  func formCount() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let checked = try Self.check(office, key)
    let session = try #require(office.desk.sessions.session(key))
    for _ in 0..<BrowserSession.formsMax { _ = session.newForm("another") }
    let answer = try office.post(Self.path, key: key, checked)
    #expect(answer.status == 409 && answer.text.contains("value=\"案1\""))
    #expect(try office.entryCount() == 1)
  }

  @Test("what others wrote meanwhile on the same case is shown before anything is done")
  func headMoved() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let other = try office.namedSession()
    _ = try office.post(Self.path, key: key, try Self.check(office, key))
    let assign = "/act/case-assign"
    let close = "/act/case-close"
    let day = [("number", "案1"), ("on", "2025-03-05")]
    let mine = try Self.check(office, key, day + [("outcome", "办结")], at: close)
    let theirs = try Self.check(
      office, other, day + [("lawyer", "王五"), ("firm", "律所")], at: assign)
    #expect(try office.post(assign, key: other, theirs).status == 303)
    #expect(try office.entryCount() == 3)
    let answer = try office.post(close, key: key, mine)
    #expect(answer.status == 409 && answer.title == "核对：登记结案")
    #expect(answer.text.contains("role=\"alert\"") && answer.text.contains("value=\"案1\""))
    #expect(try office.entryCount() == 3)
    let anew = mine.filter { $0.0 != "head" } + [("head", try Office.head(in: answer))]
    #expect(try office.post(close, key: key, anew).status == 303)
    #expect(try office.entryCount() == 4)
  }

  @Test("what is typed comes back as text, on every page of an act")
  func hostileText() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let hostile = "\"'><script>alert(1)</script><img src=x onerror=y>&amp;"
    let names = [
      "number", "recipient", "categories", "service", "stage", "matter", "lawyer", "firm", "reason",
    ]
    var fields = names.map { ($0, "\($0)\(hostile)") } + [("type", "刑事"), ("on", "2025-03-05")]
    let number = try Self.form(office, key)
    func expectText(_ page: Answer, sourceLocation: SourceLocation = #_sourceLocation) {
      for raw in ["<script>a", "<img", "\"'>", "onerror=y>"] {
        #expect(!page.text.contains(raw), "\(raw)", sourceLocation: sourceLocation)
      }
      let shown = "&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
      #expect(page.text.contains(shown), sourceLocation: sourceLocation)
    }
    let checked = try office.post(Self.path, key: key, fields + [("form", number)])
    #expect(checked.status == 200)
    expectText(checked)
    expectText(
      try office.post(Self.path, key: key, fields + [("form", number), ("step", "edit")]))
    fields.append(("<script>a", hostile))
    let done =
      fields + [
        ("form", number), ("step", "do"), ("head", try Office.head(in: checked)),
      ]
    #expect(try office.post(Self.path, key: key, done).status == 303)
    expectText(try office.get("/receipt?number=\(number)", key: key))
    let query = Fields([("q", hostile), ("lawyer", hostile), ("firm", hostile)]).encoded
    expectText(try office.get("/cases?" + query, key: key))
    for name in names {
      let wrong =
        fields.filter { $0.0 != "on" && $0.0 != name }
        + [("on", hostile), (name, hostile)]
      let page = try office.post(
        Self.path, key: key, wrong + [("form", try Self.form(office, key))])
      #expect(page.status == 422)
      expectText(page)
    }
  }
}
