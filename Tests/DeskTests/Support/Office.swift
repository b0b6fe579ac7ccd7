import Foundation
import LedgerCore
import LedgerStore
import Synchronization
import TestSupport
import Testing

@testable import Desk

/// A desk that serves in this process, with a new ledger in a folder of its own.
final class Office: Sendable {
  let folder: TemporaryFolder
  let desk: Desk
  let server: DeskServer
  /// Seconds that pass as the test says.
  let clock: TestClock
  private let serving: Task<Void, Never>

  /// A desk with these limits, on a port or on one that is free, with a new ledger or none.
  init(
    limits: ServerLimits = ServerLimits(), port: Int = 0, hasLedger: Bool = true,
    patience: DispatchTimeInterval = .seconds(60)
  ) async throws {
    folder = try TemporaryFolder()
    let clock = TestClock()
    self.clock = clock
    if hasLedger { try Self.newLedger(at: folder.file("账本.sqlite")) }
    let today = try Day(text: "2025-03-05")
    let desk = try Desk(
      ledgerAt: folder.file("账本.sqlite"),
      clock: Desk.Clock(
        now: { "2025-03-05T01:02:03Z" }, today: { today }, local: { $0 }),
      programVersion: "0",
      carryOutCommand: { _, _ in throw BrowserFault(description: "no commands here") },
      uploadsIn: folder.path, time: { clock.now },
      awakeTime: { clock.awake },
      patience: patience)
    self.desk = desk
    let server = try await desk.server(port: port, limits: limits)
    self.server = server
    serving = Task(executorPreference: Threads.shared) {
      await desk.serve(on: server, lookingEach: .milliseconds(20))
    }
  }

  deinit { serving.cancel() }

  /// Stops the desk, and waits until it has.
  func stop() async {
    serving.cancel()
    await serving.value
  }

  /// Waits until the desk has stopped by itself.
  func waitUntilStopped() async { await serving.value }

  var port: Int { server.port }
  var path: String { folder.file("账本.sqlite") }
  var cookieName: String { "legalaid-\(port)" }

  static func newLedger(at path: String, agency: String = "测试区司法局") throws {
    try LedgerStore.create(
      at: path, bureau: Bureau(agency: agency, region: "测试区"),
      stamp: EntryStamp(
        recordedAt: "2025-01-02T03:04:05Z", operatorName: "测试经办", kind: "init"))
  }

  /// How many entries the ledger has.
  func entryCount() throws -> Int {
    let store = try LedgerStore.open(at: path)
    defer { try? store.close() }
    return try store.read { try $0.journal.heads().count }
  }

  /// The dropped files that lie there now.
  func keptFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: desk.folder.path).filter { $0 != "lock" }
  }

  // MARK: Requests

  /// A browser that has come in by an opening link.
  func session(sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    let code = desk.sessions.newOpening()
    let answer = try get("/open?code=\(code)", key: nil)
    let cookie = try #require(answer["set-cookie"], sourceLocation: sourceLocation)
    return try #require(
      cookie.firstMatch(of: /=([0-9a-f]{64});/).map { String($0.1) },
      sourceLocation: sourceLocation)
  }

  /// A session in which somebody is known to act.
  func namedSession() throws -> String {
    let key = try session()
    let page = try get("/who", key: key)
    let answer = try post(
      "/who", key: key, [("name", "测试经办"), ("form", try Self.number(in: page))])
    guard answer.status == 303 else { throw BrowserFault(description: "\(answer.text)") }
    return key
  }

  /// One request, as its bytes are.
  func raw(_ request: some Collection<UInt8>, isHead: Bool = false) throws -> Answer {
    let browser = try RawBrowser(port: port)
    browser.send(request)
    var rest: [UInt8] = []
    return try browser.answer(isHead: isHead, rest: &rest)
  }

  func raw(_ request: String, isHead: Bool = false) throws -> Answer {
    try raw(request.utf8, isHead: isHead)
  }

  func head(_ line: String, key: String?, _ headers: [String] = []) -> String {
    let cookie = key.map { ["Cookie: \(cookieName)=\($0)"] } ?? []
    return ([line + " HTTP/1.1", "Host: 127.0.0.1:\(port)"] + cookie + headers)
      .joined(separator: "\r\n") + "\r\n\r\n"
  }

  func get(_ target: String, key: String?) throws -> Answer {
    try raw(head("GET \(target)", key: key))
  }

  /// The head of a form that this desk's own page sends.
  func postHead(_ target: String, key: String?, kind: String, length: Int) -> String {
    head(
      "POST \(target)", key: key,
      [
        "Origin: http://127.0.0.1:\(port)", "Content-Type: \(kind)", "Content-Length: \(length)",
      ])
  }

  func post(
    _ target: String, key: String?, _ fields: [(String, String)]
  ) throws -> Answer {
    let body = Fields(fields).encoded
    let kind = "application/x-www-form-urlencoded"
    return try raw(
      postHead(target, key: key, kind: kind, length: body.utf8.count) + body)
  }

  /// Carries an act out over its pages.
  ///
  /// - Returns: The receipt, or the page that says why there is none.
  func act(_ key: String, _ name: String, _ fields: [(String, String)]) throws -> Answer {
    let path = "/act/\(name)"
    let form = [("form", try Self.number(in: get(path, key: key)))]
    let page = try post(path, key: key, fields + form + [("step", "check")])
    guard page.status == 200 else { return page }
    let head = try Self.head(in: page)
    let done = try post(path, key: key, fields + form + [("step", "do"), ("head", head)])
    guard let receipt = done["location"] else { return done }
    return try get(receipt, key: key)
  }

  /// The number of the form on a page.
  static func number(
    in page: Answer, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    try #require(
      page.text.firstMatch(of: /name="form" value="([0-9a-f]{64})"/).map { String($0.1) },
      "\(page.status) \(page.title)", sourceLocation: sourceLocation)
  }

  /// The head of the ledger that a page was made of.
  static func head(
    in page: Answer, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    try #require(
      page.text.firstMatch(of: /name="head" value="([0-9a-f]+)"/).map { String($0.1) },
      "\(page.status) \(page.title) \(page.text)", sourceLocation: sourceLocation)
  }
}

/// A clock that goes on when it is told to.
final class TestClock: Sendable {
  private let seconds = Atomic(1_000)
  private let asleep = Atomic(0)

  var now: Int { awake + asleep.load(ordering: .relaxed) }

  /// Without the machine's sleep.
  var awake: Int { seconds.load(ordering: .relaxed) }

  func goOn(_ count: Int) { seconds.add(count, ordering: .relaxed) }

  func sleep(_ count: Int) { asleep.add(count, ordering: .relaxed) }
}
