import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@testable import Desk

@Suite("工作台下的账本", .ownThreads)
struct LedgerPlaceTests {
  private static let fields = [
    ("number", "案1"), ("type", "刑事"), ("recipient", "张三"), ("on", "2025-03-05"),
  ]

  @Test("before there is a ledger the desk asks for one, and makes it")
  func firstLedger() async throws {
    let office = try await Office(hasLedger: false)
    let key = try office.session()
    let page = try office.get("/", key: key)
    #expect(page.status == 200 && page.title == "打开账本")
    let number = try Office.number(in: page)
    let fields = [
      ("form", number), ("step", "new"), ("agency", "新区司法局"), ("region", "新区"),
      ("name", "测试经办"), ("path", office.path),
    ]
    #expect(try office.post("/ledger", key: key, fields).status == 303)
    #expect(try office.get("/", key: key).text.contains("新区司法局"))
    #expect(try office.entryCount() == 1)
  }

  @Test("a ledger that was taken away is said to be, and one that stands there next is taken")
  func movedAway() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    #expect(try office.get("/cases", key: key).status == 200)
    let number = try Office.number(in: office.get("/act/case-accept", key: key))
    let files = FileManager.default
    let elsewhere = office.folder.file("别处.sqlite")
    try files.moveItem(atPath: office.path, toPath: elsewhere)
    // The first who asks meets the move itself, the others what it left.
    for (target, words) in [
      ("/cases", "移动或删除"), ("/", "账本.sqlite”不在原来的地方了"), ("/log", "账本.sqlite”不在原来的地方了"),
    ] {
      let page = try office.get(target, key: key)
      #expect(page.title == "打开账本" && page.status == 503, "\(target) \(page.status)")
      #expect(page.text.contains(words), "\(target) \(page.text)")
    }
    let answer = try office.post(
      "/act/case-accept", key: key, Self.fields + [("form", number), ("step", "check")])
    #expect(answer.title == "打开账本")
    try Office.newLedger(at: office.path, agency: "另一个司法局")
    #expect(try office.get("/cases", key: key).text.contains("另一个司法局"))
    #expect(try office.get("/", key: key).status == 200)
    #expect(try office.entryCount() == 1)
  }

  @Test("a file that is no ledger is said to be none, whatever page is asked for")
  func notALedger() async throws {
    let office = try await Office()
    let key = try office.session()
    try FileManager.default.removeItem(atPath: office.path)
    try office.folder.write(
      "not a ledger, but long enough to be taken for something", to: "账本.sqlite")
    for target in ["/cases", "/", "/log", "/act/case-accept"] {
      let page = try office.get(target, key: key)
      #expect(page.text.contains("不是账本文件") || target.hasPrefix("/act"), "\(target)")
      #expect((200..<600).contains(page.status), "\(target)")
    }
    #expect(try office.folder.text(of: "账本.sqlite").hasPrefix("not a ledger"))
  }

  @Test("a form of another ledger is refused, whichever way the other came into its place")
  func otherLedger() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let number = try Office.number(in: office.get("/act/case-accept", key: key))
    let own = Self.fields + [("form", number)]
    let page = try office.post("/act/case-accept", key: key, own + [("step", "check")])
    let done = own + [("step", "do"), ("head", try Office.head(in: page))]
    func expectRefused(sourceLocation: SourceLocation = #_sourceLocation) throws {
      for fields in [own, own + [("step", "edit")], done] {
        let answer = try office.post("/act/case-accept", key: key, fields)
        #expect(answer.status == 409, sourceLocation: sourceLocation)
        #expect(answer.title == "账本已经换过了", sourceLocation: sourceLocation)
      }
    }
    // The officer opens another.
    let other = office.folder.file("另一个.sqlite")
    try Office.newLedger(at: other, agency: "另一个司法局")
    office.desk.take(ledgerAt: other)
    try expectRefused()
    // Back again, it serves.
    office.desk.take(ledgerAt: office.path)
    #expect(try office.post("/act/case-accept", key: key, own + [("step", "edit")]).status == 200)
    // Another file is put into its place.
    try FileManager.default.moveItem(
      atPath: office.path, toPath: office.folder.file("从前.sqlite"))
    try FileManager.default.moveItem(atPath: other, toPath: office.path)
    _ = try office.get("/", key: key)
    try expectRefused()
    #expect(try office.entryCount() == 1)
  }

  @Test("while another program holds the ledger, what was typed stays and serves later")
  func locked() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let number = try Office.number(in: office.get("/act/case-accept", key: key))
    let fields = Self.fields + [("form", number)]
    let release = try Self.hold(office.path)
    let answer = try office.post("/act/case-accept", key: key, fields)
    #expect(answer.status == 503 && answer.text.contains("账本正被另一个程序占用"))
    #expect(answer.text.contains("value=\"张三\""))
    #expect(try Office.number(in: answer) == number)
    release.signal()
    let again = try office.post("/act/case-accept", key: key, fields)
    #expect(again.status == 200 && again.text.contains("受理案件 案1"))
    #expect(try office.entryCount() == 1)
  }

  /// Holds the turn to write until it is told to end, and then appends something or nothing.
  static func hold(
    _ path: String, _ append: (@Sendable (LedgerWriter) throws -> Void)? = nil
  ) throws -> DispatchSemaphore {
    let store = try LedgerStore.open(at: path)
    let (begun, end) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let stamp = EntryStamp(
      recordedAt: "2025-03-05T00:00:00Z", operatorName: "别人", kind: "import")
    Thread.detachNewThread {
      try? store.append(stamp, isRehearsal: append == nil) { writer in
        begun.signal()
        end.wait()
        try append?(writer)
      }
    }
    begun.wait()
    return end
  }
}
