import Foundation
import TestSupport
import Testing

@testable import Desk

@Suite("入口检查", .ownThreads)
struct DoorTests {
  private static func get(_ headers: [String]) -> String {
    (["GET / HTTP/1.1"] + headers).joined(separator: "\r\n") + "\r\n\r\n"
  }

  @Test("a request for another name than ours is misdirected, as is one without or with two names")
  func host() async throws {
    let office = try await Office()
    let key = try office.session()
    let cookie = "Cookie: \(office.cookieName)=\(key)"
    let port = office.port
    for host in ["127.0.0.1:\(port)", "localhost:\(port)", "LOCALHOST:\(port)", "[::1]:\(port)"] {
      #expect(try office.raw(Self.get(["Host: \(host)", cookie])).status == 200, "\(host)")
    }
    let foreign = [
      "evil.example", "evil.example:\(port)", "127.0.0.1", "localhost", "127.0.0.1:\(port + 1)",
      "127.0.0.1.evil.example:\(port)", "0.0.0.0:\(port)", "127.0.0.2:\(port)", "",
      "127.0.0.1:\(port), evil.example", "127.0.0.1:\(port)@evil.example", "[::]:\(port)",
    ]
    for host in foreign {
      let answer = try office.raw(Self.get(["Host: \(host)", cookie]))
      #expect(answer.status == 421 && answer.title == "地址不对", "\(host): \(answer.status)")
    }
    let ours = "Host: 127.0.0.1:\(port)"
    for hosts in [[], [ours, ours], [ours, "Host: evil.example"], ["Host: evil.example", ours]] {
      #expect(try office.raw(Self.get(hosts + [cookie])).status == 421, "\(hosts)")
    }
    // The whole address in the line names another host than the header.
    let whole = "GET http://evil.example/ HTTP/1.1\r\n\(ours)\r\n\(cookie)\r\n\r\n"
    #expect(try office.raw(whole).status == 400)
  }

  @Test("a form from a page of another port, of no page or of two is refused")
  func origin() async throws {
    let office = try await Office()
    let key = try office.session()
    let ours = "http://127.0.0.1:\(office.port)"
    func post(_ origins: [String]) throws -> Answer {
      let headers =
        origins.map { "Origin: \($0)" } + [
          "Content-Type: application/x-www-form-urlencoded", "Content-Length: 0",
        ]
      return try office.raw(office.head("POST /who", key: key, headers))
    }
    #expect(try post([ours]).status == 409)
    let foreign = [
      [], ["null"], ["http://127.0.0.1:\(office.port + 1)"], ["http://127.0.0.1"],
      ["https://127.0.0.1:\(office.port)"], ["http://localhost:\(office.port)"],
      ["http://evil.example"], [ours, ours], [ours, "null"], ["\(ours) http://evil.example"],
      ["\(ours)/"], [""],
    ]
    for origins in foreign {
      let answer = try post(origins)
      #expect(answer.status == 403, "\(origins)")
      #expect(answer.title == "这个请求不是从工作台的页面来的", "\(origins)")
    }
  }

  @Test("without a session, with a foreign key or with two cookies nothing is shown")
  func sessionKeys() async throws {
    let office = try await Office()
    let key = try office.session()
    #expect(try office.get("/", key: key).status == 200)
    for foreign in [nil, "", String(repeating: "0", count: 64), key.uppercased(), key + "0"] {
      for path in ["/", "/cases", "/act/case-accept", "/receipt?number=1", "/nowhere"] {
        let answer = try office.get(path, key: foreign)
        #expect(answer.status == 403 && !answer.text.contains("测试区"), "\(path)")
      }
      #expect(try office.post("/who", key: foreign, []).status == 403)
    }
    let name = office.cookieName
    for cookies in [
      ["Cookie: \(name)=\(key); \(name)=\(key)"], ["Cookie: \(name)=\(key); \(name)=0"],
      ["Cookie: \(name)=\(key)", "Cookie: \(name)=\(key)"], ["Cookie: \(name)x=\(key)"],
      ["Cookie: legalaid-\(office.port + 1)=\(key)"],
    ] {
      #expect(try office.raw(office.head("GET /", key: nil, cookies)).status == 403, "\(cookies)")
    }
    let among = ["Cookie: a=1; \(name)=\(key);b=2"]
    #expect(try office.raw(office.head("GET /", key: nil, among)).status == 200)
  }

  @Test("an opening link serves once, and for a minute")
  func opening() async throws {
    let office = try await Office()
    let code = office.desk.sessions.newOpening()
    let first = try office.get("/open?code=\(code)", key: nil)
    #expect(first.status == 303 && first["location"] == "/")
    let cookie = try #require(first["set-cookie"])
    #expect(cookie.hasPrefix(office.cookieName + "="))
    #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
    let second = try office.get("/open?code=\(code)", key: nil)
    #expect(second.status == 403 && second["set-cookie"] == nil)
    // The browser that is in already comes in again, and gets no new key.
    let key = try office.session()
    let again = try office.get("/open?code=\(code)", key: key)
    #expect(again.status == 303 && again["set-cookie"] == nil)
    let late = office.desk.sessions.newOpening()
    office.clock.goOn(59)
    let later = office.desk.sessions.newOpening()
    office.clock.goOn(1)
    #expect(try office.get("/open?code=\(late)", key: nil).status == 403)
    #expect(try office.get("/open?code=\(later)", key: nil).status == 303)
    for wrong in ["", "?code=", "?code=0", "?code=\(String(repeating: "0", count: 64))"] {
      #expect(try office.get("/open\(wrong)", key: nil).status == 403, "\(wrong)")
    }
  }

  @Test("a session ends after thirty minutes without a request")
  func idleSession() async throws {
    let office = try await Office()
    let key = try office.session()
    let other = try office.session()
    office.clock.goOn(BrowserSessions.idleTime - 1)
    #expect(try office.get("/", key: key).status == 200)
    office.clock.goOn(1)
    // The one that was seen goes on; the other is over.
    #expect(try office.get("/", key: key).status == 200)
    #expect(try office.get("/", key: other).status == 403)
  }

  @Test("the desk stops by itself when nobody has looked for thirty minutes")
  func idleDesk() async throws {
    let office = try await Office()
    _ = try office.session()
    office.clock.goOn(BrowserSessions.idleTime)
    await office.waitUntilStopped()
    #expect(!FileManager.default.fileExists(atPath: office.desk.folder.path))
  }

  @Test("after a night asleep the desk says that the time is over, and shows nothing else")
  func asleep() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let number = try Office.number(in: office.get("/act/case-accept", key: key))
    office.clock.sleep(8 * 3_600)
    for target in ["/", "/cases", "/receipt?number=\(number)"] {
      let page = try office.get(target, key: key)
      #expect(page.status == 403 && page.title.contains("过了时间"), "\(target)")
      #expect(page.text.contains("账本没有改动") && page.text.contains("再打开一次"), "\(target)")
    }
    let answer = try office.post(
      "/act/case-accept", key: key, [("form", number), ("number", "案1"), ("step", "do")])
    #expect(answer.status == 403)
    #expect(try office.get("/", key: try office.session()).status == 200)
    // Awake, it ends by itself as ever.
    office.clock.goOn(BrowserSessions.idleTime)
    await office.waitUntilStopped()
    #expect(try office.entryCount() == 1)
  }

  @Test("only so many browsers are kept: one more ends the one that was seen the longest ago")
  func sessionCount() async throws {
    let office = try await Office()
    var keys: [String] = []
    for _ in 0...BrowserSessions.sessionsMax {
      keys.append(try office.session())
      office.clock.goOn(1)
    }
    #expect(try office.get("/", key: keys[0]).status == 403)
    #expect(try office.get("/", key: keys[1]).status == 200)
  }

  @Test("a desk that begins again on the same port does not know the keys of the one before")
  func restarted() async throws {
    let first = try await Office()
    let key = try first.session()
    await first.stop()
    // A program that another test started may still hold the port.
    let again = try? await Office(port: first.port)
    let second = if let again { again } else { try await Office() }
    #expect(try second.get("/", key: key).status == 403)
    // The new key takes the place of the old one in the browser: one name, one path.
    #expect(again == nil || second.cookieName == first.cookieName)
    #expect(try second.get("/", key: try second.session()).status == 200)
  }

  @Test("the page of no other program frames, runs or keeps anything, whatever is answered")
  func headers() async throws {
    let office = try await Office()
    let key = try office.session()
    let answers = [
      try office.get("/", key: key), try office.get("/help", key: key),
      try office.get("/nowhere", key: key), try office.get("/", key: nil),
      try office.get("/desk.css", key: nil), try office.get("/favicon.ico", key: nil),
      try office.get("/open?code=0", key: nil), try office.post("/who", key: key, []),
      try office.get("/open?code=\(office.desk.sessions.newOpening())", key: nil),
      try office.raw("garbage\r\n\r\n"), try office.raw("GET / HTTP/1.1\r\n\r\n"),
      try office.raw(office.head("DELETE /", key: key)),
      try office.raw(office.head("HEAD /", key: key), isHead: true),
    ]
    for answer in answers {
      let policy = try #require(answer["content-security-policy"], "\(answer.status)")
      for rule in [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'",
        "frame-ancestors 'none'", "base-uri 'none'",
      ] {
        #expect(policy.contains(rule), "\(answer.status)")
      }
      #expect(!policy.contains("unsafe"))
      #expect(answer["x-frame-options"] == "DENY")
      #expect(answer["x-content-type-options"] == "nosniff")
      #expect(answer["referrer-policy"] == "same-origin")
      #expect(answer["cache-control"] == "no-store")
      #expect(answer["cross-origin-resource-policy"] == "same-origin")
      #expect(Set(answer.headers.map(\.name)).count == answer.headers.count, "\(answer.headers)")
    }
  }
}
