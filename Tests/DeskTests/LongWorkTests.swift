import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@testable import Desk

@Suite("办得久的事", .ownThreads)
struct LongWorkTests {
  private static let path = "/act/case-accept"

  /// A form that was checked and is to be done.
  private static func checked(_ office: Office, _ key: String) throws -> [(String, String)] {
    let fields = [
      ("number", "案1"), ("type", "刑事"), ("recipient", "张三"), ("on", "2025-03-05"),
      ("form", try Office.number(in: office.get(path, key: key))),
    ]
    let page = try office.post(path, key: key, fields + [("step", "check")])
    return fields + [("step", "do"), ("head", try Office.head(in: page))]
  }

  /// Asks again until the page is another than that of what is under way.
  private static func waited(
    _ office: Office, _ target: String, _ key: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Answer {
    for _ in 0..<2_000 {
      let page = try office.get(target, key: key)
      if page.title != "正在办理" { return page }
      #expect(page.text.contains("http-equiv=\"refresh\""), sourceLocation: sourceLocation)
      try await Task.sleep(for: .milliseconds(10))
    }
    throw BrowserFault(description: "still under way")
  }

  @Test("what takes long has a page that comes again by itself, and can be left for other pages")
  func left() async throws {
    let office = try await Office(patience: .seconds(2))
    let key = try office.namedSession()
    let done = try Self.checked(office, key)
    let release = try LedgerPlaceTests.hold(office.path)
    // The browser is led to where the receipt will be, and the desk answers other pages meanwhile.
    let answer = try office.post(Self.path, key: key, done)
    #expect(answer.status == 303)
    let receipt = try #require(answer["location"])
    let page = try office.get(receipt, key: key)
    #expect(page.title == "正在办理" && page.text.contains("http-equiv=\"refresh\""))
    #expect(page.text.contains("登记受理的案件：正在办理") && page.text.contains("先办别的"))
    let other = try office.get("/cases", key: key)
    #expect(other.title == "案件" && other.text.contains("正在办理：登记受理的案件</a>"))
    // A second click is led to the same place.
    #expect(try office.post(Self.path, key: key, done)["location"] == receipt)
    release.signal()
    #expect(try await Self.waited(office, receipt, key).title == "已办好")
    #expect(try office.entryCount() == 2)
    // The receipt stays, and nothing is said to be under way any more.
    #expect(try office.get(receipt, key: key).title == "已办好")
    #expect(try !office.get("/cases", key: key).text.contains("：登记受理的案件</a>"))
  }

  @Test("what is refused after it was left says why under the same address, with what was typed")
  func refusedLater() async throws {
    let office = try await Office(patience: .seconds(2))
    let key = try office.namedSession()
    let done = try Self.checked(office, key)
    // Another registers the case while the desk waits for its turn.
    let release = try LedgerPlaceTests.hold(office.path) { writer in
      try writer.append(
        LegalAidCase(
          number: .of("案1"), type: .criminal, recipient: "李四", acceptedOn: Day(text: "2025-03-04")))
    }
    let answer = try office.post(Self.path, key: key, done)
    let receipt = try #require(answer["location"])
    #expect(try office.get(receipt, key: key).title == "正在办理")
    release.signal()
    let page = try await Self.waited(office, receipt, key)
    #expect(page.text.contains("role=\"alert\"") && page.text.contains("value=\"张三\""))
    #expect(try office.entryCount() == 2)
    // It was seen; the form was not done, and serves again.
    #expect(try office.get(receipt, key: key).title == "还没有办")
  }

  @Test("a browser that goes away in the middle finds what became of its form by its number")
  func brokenOff() async throws {
    let office = try await Office(patience: .seconds(2))
    let key = try office.namedSession()
    let done = try Self.checked(office, key)
    let number = try #require(done.first { $0.0 == "form" }?.1)
    let release = try LedgerPlaceTests.hold(office.path)
    let body = Fields(done).encoded
    let kind = "application/x-www-form-urlencoded"
    let browser = try RawBrowser(port: office.port)
    browser.send(
      office.postHead(Self.path, key: key, kind: kind, length: body.utf8.count) + body)
    while try office.get("/receipt?number=\(number)", key: key).title != "正在办理" {
      try await Task.sleep(for: .milliseconds(5))
    }
    browser.breakOff()
    release.signal()
    let page = try await Self.waited(office, "/receipt?number=\(number)", key)
    #expect(page.title == "已办好" && page.text.contains("记入流水第 2 号"))
  }

  @Test("the desk ends after what it has begun, and nothing is written by a half")
  func stopped() async throws {
    let office = try await Office(patience: .seconds(2))
    let key = try office.namedSession()
    let done = try Self.checked(office, key)
    let release = try LedgerPlaceTests.hold(office.path)
    #expect(try office.post(Self.path, key: key, done).status == 303)
    let stop = Task(executorPreference: Threads.shared) { await office.stop() }
    try await Task.sleep(for: .milliseconds(100))
    release.signal()
    await stop.value
    #expect(try office.entryCount() == 2)
  }

  @Test("a page that takes long comes when it is there, and never as it was before an entry")
  func longPage() throws {
    let others = DispatchGroup()
    let clock = TestClock()
    let (begin, time) = (DispatchSemaphore(value: 0), { @Sendable in clock.now })
    let work = Work("对账", head: "1", among: others, time: time) { work in
      work.tell("已看 1 案")
      begin.wait()
      return Response(200, [], [1])
    }
    while work.words == nil { usleep(1_000) }
    #expect(work.response(within: .milliseconds(20)) == nil && !work.hasEnded)
    #expect(work.holds(for: "1") && !work.holds(for: "2"))
    clock.goOn(100)
    #expect(work.seconds == 100 && work.words == "已看 1 案" && work.holds(for: "1"))
    begin.signal()
    #expect(work.response(within: .seconds(60))?.body == [1])
    #expect(work.holds(for: "1") && !work.holds(for: "2"))
    clock.goOn(60)
    #expect(!work.holds(for: "1"))
    #expect(others.wait(timeout: .now() + 60) == .success)
  }
}
