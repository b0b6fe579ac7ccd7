import Foundation
import TestSupport
import Testing

/// A desk that was started and serves, asked as a browser asks it.
struct DeskRun {
  let run: RunUnderWay
  let port: Int
  /// Of the address that it printed.
  let code: String

  /// Starts the desk in a workplace, and waits for the address that it prints.
  static func start(
    _ workplace: Workplace, _ arguments: String..., environment: [String: String?] = [:]
  ) async throws -> DeskRun {
    let run = try workplace.start(
      ["desk", "--no-browser"] + arguments,
      environment: environment.merging(["TMPDIR": workplace.path]) { _, new in new })
    for _ in 0..<9_000 where run.isRunning {
      let address = /http:\/\/127\.0\.0\.1:(\d+)\/open\?code=([0-9a-f]{64})\n/
      if let match = try run.printed().firstMatch(of: address), let port = Int(match.1) {
        return DeskRun(run: run, port: port, code: String(match.2))
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    let ended = try await run.finish()
    throw TestFault(description: "the desk did not start: \(ended)")
  }

  /// What it answers to a request.
  func ask(
    _ target: String, _ headers: String = "", body: [UInt8]? = nil
  ) async throws -> String {
    try await Task(executorPreference: Threads.shared) {
      let browser = try RawBrowser(port: port)
      let head =
        "\(body == nil ? "GET" : "POST") \(target) HTTP/1.1\r\n"
        + "Host: 127.0.0.1:\(port)\r\n\(headers)"
      guard browser.send(Array("\(head)Connection: close\r\n\r\n".utf8) + (body ?? [])) else {
        throw TestFault(description: "nothing could be sent")
      }
      return String(decoding: browser.receiveAll(), as: UTF8.self)
    }.value
  }
}

/// A browser that has come in at a desk, and fills in its forms.
struct DeskGuest {
  private let desk: DeskRun
  private let cookie: String

  init(_ desk: DeskRun) async throws {
    self.desk = desk
    let opened = try await desk.ask("/open?code=\(desk.code)")
    cookie = String(try #require(opened.firstMatch(of: /(legalaid-\d+=[0-9a-f]{64});/)?.1))
  }

  /// A page; where that is of something under way, it comes again until that is done.
  func get(_ target: String) async throws -> String {
    for _ in 0..<600 {
      let page = try await desk.ask(target, "Cookie: \(cookie)\r\n")
      guard page.contains("<meta http-equiv=\"refresh\"") else { return page }
      try await Task.sleep(for: .milliseconds(200))
    }
    throw TestFault(description: "what \(target) waits for does not end")
  }

  func post(_ target: String, _ fields: [(String, String)]) async throws -> String {
    let body = fields.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
    return try await post(target, "application/x-www-form-urlencoded", Array(body.utf8))
  }

  private func post(_ target: String, _ kind: String, _ body: [UInt8]) async throws -> String {
    let headers =
      "Cookie: \(cookie)\r\nOrigin: http://127.0.0.1:\(desk.port)\r\n"
      + "Content-Type: \(kind)\r\nContent-Length: \(body.count)\r\n"
    return try await desk.ask(target, headers, body: body)
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { String(format: "%%%02X", $0) }.joined()
  }

  /// Signs in as a person.
  func signIn(_ name: String) async throws {
    let number = try Self.value("form", in: await get("/who"))
    let answer = try await post(
      "/who",
      [("form", number), ("name", name), ("password", PeopleWorkplace.passwords[name] ?? "")])
    let came = try await receipt(of: answer)
    #expect(answer.hasPrefix("HTTP/1.1 303") && !came.hasPrefix("HTTP/1.1 4"), "\(came)")
  }

  /// Fills in a form, has it checked, and does it.
  ///
  /// - Returns: The receipt, or the page that says why there is none.
  func act(_ form: String, _ fields: [(String, String)]) async throws -> String {
    let path = "/act/\(form)"
    let number = try Self.value("form", in: await get(path))
    let checked = try await receipt(of: post(path, fields + [("form", number)]))
    guard checked.hasPrefix("HTTP/1.1 200") else { return checked }
    let head = try Self.value("head", in: checked)
    let done = try await post(path, fields + [("form", number), ("step", "do"), ("head", head)])
    return try await receipt(of: done)
  }

  /// Writes who acts, in a ledger without people.
  func write(name: String) async throws {
    let number = try Self.value("form", in: await get("/who"))
    let answer = try await post("/who", [("form", number), ("name", name)])
    #expect(answer.hasPrefix("HTTP/1.1 303"), "\(answer)")
  }

  /// Drops a table on the page of imports.
  ///
  /// - Returns: The page on which it is checked.
  func drop(_ name: String, _ table: Data) async throws -> String {
    let number = try Self.value("form", in: await get("/import"))
    func part(_ name: String, _ rest: String = "") -> String {
      "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\(rest)\r\n\r\n"
    }
    let start =
      part("form") + "\(number)\r\n" + part("step") + "check\r\n"
      + part("files", "; filename=\"\(name)\"")
    let body = Array(start.utf8) + table + Array("\r\n--b--\r\n".utf8)
    return try await receipt(of: post("/import", "multipart/form-data; boundary=b", body))
  }

  /// Enters what was dropped and checked.
  ///
  /// - Returns: The receipt, or the page that says why there is none.
  func enter(_ checked: String, _ fields: [(String, String)] = []) async throws -> String {
    let hidden = try ["form", "head"].map { ($0, try Self.value($0, in: checked)) }
    return try await receipt(of: post("/import", hidden + [("step", "do")] + fields))
  }

  /// Presses a button of the room of people.
  func people(_ fields: [(String, String)]) async throws -> String {
    let number = try Self.value("form", in: await get("/people"))
    return try await receipt(of: post("/people", fields + [("form", number)]))
  }

  private func receipt(of answer: String) async throws -> String {
    guard let target = answer.firstMatch(of: /\r\nlocation: (\S+)\r\n/)?.1 else { return answer }
    return try await get(String(target))
  }

  private static func value(_ name: String, in page: String) throws -> String {
    let hidden = try Regex("name=\"\(name)\" value=\"([0-9a-f]+)\"")
    return String(try #require(page.firstMatch(of: hidden)?.output[1].substring, "\(page)"))
  }
}
