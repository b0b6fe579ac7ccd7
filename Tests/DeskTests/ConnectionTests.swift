import Foundation
import NIOCore
import TestSupport
import Testing

@testable import Desk

@Suite("连接", .ownThreads)
struct ConnectionTests {
  /// A desk with one limit that a test can wait for.
  private static func office(
    _ limit: WritableKeyPath<ServerLimits, TimeAmount>
  ) async throws -> Office {
    var limits = ServerLimits()
    limits[keyPath: limit] = .milliseconds(200)
    return try await Office(limits: limits)
  }

  @Test("a browser that does not finish its head is left, without a word")
  func slowHead() async throws {
    let office = try await Self.office(\.headTime)
    let browser = try RawBrowser(port: office.port)
    let began = ContinuousClock.now
    for letter in "GET / HTTP/1.1" {
      guard browser.send(String(letter)) else { break }
      usleep(20_000)
    }
    #expect(browser.receiveAll() == [])
    #expect(ContinuousClock.now - began < .seconds(30))
  }

  @Test("a browser that does not finish its form is told, and nothing of it is kept")
  func slowBody() async throws {
    let office = try await Self.office(\.bodyTime)
    let key = try office.session()
    let browser = try RawBrowser(port: office.port)
    browser.send(
      office.postHead(
        "/who", key: key, kind: "multipart/form-data; boundary=b", length: 10_000)
        + "--b\r\nContent-Disposition: form-data; name=\"t\"; filename=\"a.csv\"\r\n\r\nabc")
    var rest: [UInt8] = []
    let answer = try browser.answer(rest: &rest)
    #expect(answer.status == 408 && answer.title == "提交得太慢，没有收完")
    browser.endSending()
    #expect(browser.receiveAll() == [])
    try await waitUntil { try office.keptFiles() == [] }
  }

  @Test("words behind the size of a chunk that do not end are dropped, until the time is over")
  func endlessChunkExtension() async throws {
    let office = try await Self.office(\.bodyTime)
    let key = try office.session()
    let browser = try RawBrowser(port: office.port)
    let headers = [
      "Origin: http://127.0.0.1:\(office.port)", "Transfer-Encoding: chunked",
      "Content-Type: application/x-www-form-urlencoded",
    ]
    browser.send(office.head("POST /who", key: key, headers) + "1;")
    browser.send([UInt8](repeating: 0x61, count: 4 << 20))
    var rest: [UInt8] = []
    #expect(try browser.answer(rest: &rest).status == 408)
  }

  @Test("a browser that is quiet between two requests is left after a while")
  func quiet() async throws {
    let office = try await Self.office(\.quietTime)
    let browser = try RawBrowser(port: office.port)
    browser.send(office.head("GET /desk.css", key: nil))
    var rest: [UInt8] = []
    #expect(try browser.answer(rest: &rest).status == 200)
    #expect(browser.receiveAll() == [])
  }

  @Test("a browser that does not take its answer is left after a while")
  func deaf() async throws {
    var limits = ServerLimits()
    limits.answerTime = .milliseconds(200)
    limits.quietTime = .milliseconds(200)
    // More than the system keeps for both sides.
    let body = [UInt8](repeating: 0x61, count: 32 << 20)
    let answer: @Sendable (Request) -> Response = { _ in Response(200, [], body) }
    let server = try await DeskServer(
      port: 0, into: UploadFolder(), limits: limits, isKnown: { _ in true }, answer)
    let serving = Task(executorPreference: Threads.shared) { try await server.run() }
    let browser = try RawBrowser(port: server.port)
    browser.send("GET / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n")
    try await Task.sleep(for: .seconds(1))
    #expect(browser.receiveAll().count < body.count)
    serving.cancel()
    _ = await serving.result
    await server.stop()
  }

  @Test("requests one behind the other on a connection are answered in their order")
  func pipelining() async throws {
    let office = try await Office()
    let key = try office.session()
    let browser = try RawBrowser(port: office.port)
    let targets = ["/help", "/desk.css", "/nowhere", "/rules", "/favicon.ico", "/log"]
    browser.send(
      targets.map { office.head("GET \($0)", key: key) }.joined() + "garbage\r\n\r\n")
    var rest: [UInt8] = []
    let statuses = try targets.map { _ in try browser.answer(rest: &rest).status }
    // A page that is not there ends no connection.
    #expect(statuses == [200, 200, 404, 200, 204, 200])
    #expect(try browser.answer(rest: &rest).status == 400)
    #expect(rest + browser.receiveAll() == [])
  }

  @Test("a browser that asks before it sends is told to go on, or why not")
  func expectContinue() async throws {
    let office = try await Office()
    let key = try office.session()
    let body = "name=1"
    let browser = try RawBrowser(port: office.port)
    let kind = "application/x-www-form-urlencoded\r\nExpect: 100-continue"
    browser.send(office.postHead("/who", key: key, kind: kind, length: body.utf8.count))
    var rest: [UInt8] = []
    #expect(try browser.answer(rest: &rest).status == 100)
    browser.send(body)
    #expect(try browser.answer(rest: &rest).status == 409)
    let foreign = try RawBrowser(port: office.port)
    foreign.send(office.postHead("/who", key: nil, kind: kind, length: body.utf8.count))
    rest = []
    #expect(try foreign.answer(rest: &rest).status == 403)
  }

  @Test("a browser without a session gets to read why, while it still sends")
  func refusedEarly() async throws {
    let office = try await Office()
    let browser = try RawBrowser(port: office.port)
    let size = 8 << 20
    browser.send(
      office.postHead(
        "/import", key: nil, kind: "multipart/form-data; boundary=b", length: size))
    let piece = [UInt8](repeating: 0x61, count: 1 << 20)
    for _ in 0..<8 { #expect(browser.send(piece)) }
    var rest: [UInt8] = []
    #expect(try browser.answer(rest: &rest).status == 403)
    #expect(rest + browser.receiveAll() == [])
    #expect(try office.keptFiles() == [])
  }

  @Test("a browser that closes in the middle leaves nothing behind, and the desk goes on")
  func brokenOff() async throws {
    let office = try await Office()
    let key = try office.session()
    let upload =
      office.postHead("/who", key: key, kind: "multipart/form-data; boundary=b", length: 9_999)
      + "--b\r\nContent-Disposition: form-data; name=\"t\"; filename=\"a.csv\"\r\n\r\nabc"
    for request in ["GET /", office.head("GET /help", key: key), upload] {
      for isHard in [true, false] {
        let browser = try RawBrowser(port: office.port)
        browser.send(request)
        if isHard { browser.breakOff() } else { browser.endSending() }
      }
    }
    #expect(try office.get("/", key: key).status == 200)
    try await waitUntil { try office.keptFiles() == [] }
  }

  @Test("more connections than any browser has are told to come later, and more still nothing")
  func connectionCount() async throws {
    var limits = ServerLimits()
    limits.connectionsMax = 3
    let office = try await Office(limits: limits)
    let request = office.head("GET /desk.css", key: nil)
    var kept: [RawBrowser] = []
    var statuses: [Int?] = []
    for _ in 0..<7 {
      let browser = try RawBrowser(port: office.port)
      browser.send(request)
      var rest: [UInt8] = []
      statuses.append((try? browser.answer(rest: &rest))?.status)
      kept.append(browser)
    }
    #expect(statuses == [200, 200, 200, 503, 503, 503, nil])
    kept = []
    // Each look is a connection more: they come slowly enough to be gone before the next.
    try await waitUntil(lookingEach: .milliseconds(200)) {
      (try? office.raw(request))?.status == 200
    }
  }

  @Test("the desk stops promptly, whatever connections are open")
  func stopping() async throws {
    let office = try await Office()
    let key = try office.session()
    let idle = try RawBrowser(port: office.port)
    let begun = try RawBrowser(port: office.port)
    begun.send("GET / HT")
    let sending = try RawBrowser(port: office.port)
    sending.send(
      office.postHead("/who", key: key, kind: "multipart/form-data; boundary=b", length: 9_999)
        + "--b\r\nContent-Disposition: form-data; name=\"t\"; filename=\"a.csv\"\r\n\r\nabc")
    // Answers that nobody takes.
    let deaf = try RawBrowser(port: office.port)
    deaf.send(String(repeating: office.head("GET /rules", key: key), count: 200))
    let kept = try RawBrowser(port: office.port)
    kept.send(office.head("GET /help", key: key))
    var rest: [UInt8] = []
    #expect(try kept.answer(rest: &rest).status == 200)
    let began = ContinuousClock.now
    await office.stop()
    #expect(ContinuousClock.now - began < .seconds(30))
    for browser in [idle, begun, sending, deaf, kept] { _ = browser.receiveAll() }
    #expect(!FileManager.default.fileExists(atPath: office.desk.folder.path))
  }

  @Test("a port that is taken, on either address of the machine, is said to be")
  func portTaken() async throws {
    let office = try await Office()
    let port = office.port
    await #expect(throws: DeskServer.Fault.portTaken(port)) { try await Office(port: port) }
    #expect(DeskServer.Fault.portTaken(port).description.contains("端口 \(port) 已经有人在用"))
  }

  private func waitUntil(
    lookingEach pause: Duration = .milliseconds(10), _ isSo: () throws -> Bool
  ) async throws {
    let start = ContinuousClock.now
    while try !isSo(), ContinuousClock.now - start < .seconds(60) {
      try await Task.sleep(for: pause)
    }
    #expect(try isSo())
  }
}
