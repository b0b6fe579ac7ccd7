import Foundation
import TestSupport
import Testing

@testable import Desk

@Suite("敌意的请求", .ownThreads)
struct RequestTests {
  @Test("what is no request of a browser gets a page in Chinese, and the connection ends")
  func garbage() async throws {
    let office = try await Office()
    let key = try office.session()
    let host = "Host: 127.0.0.1:\(office.port)"
    let cookie = "Cookie: \(office.cookieName)=\(key)"
    let form = "Content-Type: application/x-www-form-urlencoded"
    let origin = "Origin: http://127.0.0.1:\(office.port)"
    let posted = "POST /who HTTP/1.1\r\n\(host)\r\n\(cookie)\r\n\(origin)\r\n\(form)\r\n"
    let requests = [
      "nothing of the kind\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\r\n\r\n", "GET /\r\n\r\n",
      "GET / HTTP/9.9\r\n\(host)\r\n\r\n", "GET\r\n\r\n", "你好 / HTTP/1.1\r\n\(host)\r\n\r\n",
      "GET / HTTP/1.1\n\(host)\n\(cookie)\n\n", "GET / HTTP/1.1\r\n\(host)\n\(cookie)\r\n\r\n",
      "GET / HTTP/1.1\r\n\(host)\r\n no name: 1\r\n\r\n",
      "GET / HTTP/1.1\r\n\(host)\r\nno: \u{0}\r\n\r\n",
      "GET / HTTP/1.1\r\nno name\r\n\r\n", "GET / HTTP/1.1\r\n\(host)\r\nbad name : 1\r\n\r\n",
      posted + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nform=1",
      posted + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      posted + "Content-Length: -4\r\n\r\nform", posted + "Content-Length: 4x\r\n\r\nform",
      posted + "Content-Length: 99999999999999999999\r\n\r\n",
      posted + "Transfer-Encoding: chunked\r\n\r\nzz\r\nform\r\n",
      posted + "Transfer-Encoding: chunked\r\n\r\n-1\r\nform\r\n",
      posted + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nform\r\n",
      posted + "Transfer-Encoding: gzip\r\n\r\nform",
      "GET /%zz HTTP/1.1\r\n\(host)\r\n\(cookie)\r\n\r\n", "GET /% HTTP/1.1\r\n\(host)\r\n\r\n",
      "GET /?q=%ff HTTP/1.1\r\n\(host)\r\n\(cookie)\r\n\r\n", "GET * HTTP/1.1\r\n\(host)\r\n\r\n",
    ]
    for request in requests {
      let browser = try RawBrowser(port: office.port)
      browser.send(request)
      var rest: [UInt8] = []
      let note = "\(request.debugDescription)"
      let answer = try #require(try? browser.answer(rest: &rest), "\(note)")
      #expect((400..<500).contains(answer.status), "\(answer.status) for \(note)")
      #expect(answer.text.contains("账本没有改动"), "\(note)")
      #expect(answer["connection"] == "close" && answer["x-frame-options"] == "DENY", "\(note)")
      #expect(rest + browser.receiveAll() == [], "\(note)")
    }
    #expect(try office.get("/", key: key).status == 200)
    #expect(try office.entryCount() == 1)
  }

  @Test("a form of no known kind, or that is no text, is refused")
  func kinds() async throws {
    let office = try await Office()
    let key = try office.session()
    let form = "application/x-www-form-urlencoded"
    let bodies: [(String, [UInt8])] = [
      ("text/plain", Array("form=1".utf8)), ("application/json", Array("{}".utf8)),
      ("multipart/form-data", Array("form=1".utf8)),
      ("multipart/form-data; boundary=", Array("form=1".utf8)),
      ("multipart/form-data; boundary=\(String(repeating: "b", count: 71))", []),
      ("multipart/form-data; boundary=b", Array("form=1".utf8)), ("", Array("form=1".utf8)),
      (form, Array("form=%".utf8)), (form, Array("form=%f".utf8)), (form, Array("%c3=1".utf8)),
      (form, [0xC3, 0x28]), (form, Array("form=%00%ff".utf8)),
      ("\(form)\r\nContent-Type: \(form)", Array("form=1".utf8)),
    ]
    for (kind, body) in bodies {
      let head = office.postHead("/who", key: key, kind: kind, length: body.count)
      let answer = try office.raw(Array(head.utf8) + body)
      #expect(answer.status == 400, "\(kind) \(String(decoding: body, as: UTF8.self))")
    }
    let withBody = office.head("GET /", key: key, ["Content-Length: 6"]) + "form=1"
    #expect(try office.raw(withBody).status == 400)
  }

  @Test("a head, a line, a chunk or a field without end is refused before it fills the memory")
  func endless() async throws {
    let office = try await Office()
    let key = try office.session()
    let long = String(repeating: "a", count: 1 << 20)
    let form = "application/x-www-form-urlencoded"
    func chunked(_ target: String, kind: String) -> String {
      let headers = [
        "Origin: http://127.0.0.1:\(office.port)", "Content-Type: \(kind)",
        "Transfer-Encoding: chunked",
      ]
      return office.head("POST \(target)", key: key, headers)
    }
    let part = "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"
    let requests = [
      "GET /\(long)", "\(long)",
      office.head("GET /\(String(repeating: "a", count: 9_000))", key: key),
      office.head("GET /", key: key, ["Long: \(long)"]),
      "GET / HTTP/1.1\r\nLong: \(long)", "GET / HTTP/1.1\r\n\(long)",
      office.head("GET /", key: key, (0..<10_000).map { "H\($0): 1" }),
      office.head("GET /", key: key, (0..<101).map { "H\($0): 1" }),
      office.postHead("/who", key: key, kind: form, length: 2 << 20),
      chunked("/who", kind: form) + "200000\r\n\(long)\(long)",
      chunked("/who", kind: form) + "0\r\nTrailer: \(long)",
      chunked("/who", kind: form) + "8000\r\n"
        + String(repeating: "a=1&", count: 8_192) + "\r\n0\r\n\r\n",
      chunked("/who", kind: "multipart/form-data; boundary=b") + "200000\r\n\(part)\(long)",
      chunked("/who", kind: "multipart/form-data; boundary=b") + "200000\r\n--b\r\n\(long)",
      chunked("/who", kind: "multipart/form-data; boundary=b") + "200000\r\n\(long)",
    ]
    for request in requests {
      let browser = try RawBrowser(port: office.port)
      browser.send(request)
      var rest: [UInt8] = []
      let answer = try #require(try? browser.answer(rest: &rest), "\(request.prefix(160))")
      #expect([400, 413].contains(answer.status), "\(request.prefix(160)): \(answer.status)")
      #expect(answer.text.contains("账本没有改动"), "\(request.prefix(160))")
    }
    #expect(try office.keptFiles() == [])
    #expect(try office.get("/", key: key).status == 200)
  }

  @Test("nothing but GET, HEAD and POST is answered")
  func methods() async throws {
    let office = try await Office()
    let key = try office.session()
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "LINK"] {
      let answer = try office.raw(office.head("\(method) /", key: key))
      #expect(answer.status == 405 && answer.title == "这一页不能这样打开", "\(method)")
      #expect(answer["access-control-allow-origin"] == nil)
    }
    let connect = "CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: 127.0.0.1:\(office.port)\r\n\r\n"
    #expect((400..<500).contains(try office.raw(connect).status))
    // A form's address is no page to be posted to elsewhere.
    #expect(try office.get("/act/no-such-act", key: key).status == 404)
  }

  @Test("HEAD answers as GET does, without a body")
  func headMethod() async throws {
    let office = try await Office()
    let key = try office.session()
    for path in ["/help", "/rules", "/desk.css", "/nowhere"] {
      let whole = try office.get(path, key: key)
      let browser = try RawBrowser(port: office.port)
      browser.send(office.head("HEAD \(path)", key: key, ["Connection: close"]))
      var rest: [UInt8] = []
      let head = try browser.answer(isHead: true, rest: &rest)
      #expect(head.status == whole.status && head["content-length"] == "\(whole.body.count)")
      #expect(head["content-type"] == whole["content-type"])
      #expect(rest + browser.receiveAll() == [], "\(path)")
    }
  }

  @Test("no address leads to a file of the machine")
  func traversal() async throws {
    let office = try await Office()
    let key = try office.session()
    let targets = [
      "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
      "/desk.css/../../账本.sqlite", "/desk.css%00", "/%00", "/act/../ledger", "/./cases",
      "/cases/", "/act/", "/act/%2e%2e/who", "/%5c..%5c", "/desk%2ecss%0d%0aX:%201",
    ].map { $0.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.union(["%"])) ?? "" }
    for target in targets {
      let answer = try office.get(target, key: key)
      #expect(answer.status == 404, "\(target): \(answer.status)")
      #expect(!answer.text.contains("root:") && !answer.text.contains("SQLite"), "\(target)")
    }
  }

  @Test("names with line breaks in them put no header into an answer")
  func headerInjection() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let hostile = "a%0d%0aSet-Cookie:%20x=1%0d%0a%0d%0a%3Cscript%3E"
    for target in [
      "/receipt?number=\(hostile)", "/find?q=\(hostile)", "/cases?q=\(hostile)", "/\(hostile)",
      "/case?number=\(hostile)", "/act/case-accept?number=\(hostile)", "/open?code=\(hostile)",
    ] {
      let answer = try office.get(target, key: key)
      #expect(answer["set-cookie"] == nil, "\(target)")
      #expect(!answer.text.contains("<script>"), "\(target)")
    }
    let download = Response.file(
      "表\r\nSet-Cookie: x=1\r\n\r\n\"; filename=\"x.exe", .csv, [])
    let value = try #require(download.headers.first { $0.name == "content-disposition" }?.value)
    #expect(value.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 })
    #expect(value.hasPrefix("attachment; filename*=UTF-8''%E8%A1%A8%0D%0ASet-Cookie%3A%20x%3D1"))
  }
}
