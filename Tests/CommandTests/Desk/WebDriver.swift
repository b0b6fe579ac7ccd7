import Foundation

/// A headless browser, driven by the protocol that all browsers speak (W3C WebDriver).
///
/// Its driver is asked over a plain socket: Foundation's own client does not get on with it.
struct WebDriver: Sendable {
  private let driver: RunUnderWay
  private let port: UInt16
  private let session: String

  /// Whether a browser is there; where everything must be tested it is asked for whether or not.
  static let isToBeTested: Bool = {
    ProcessInfo.processInfo.environment["CI"] != nil
      || ["/usr/bin/chromium", "/usr/bin/chromedriver"].allSatisfy(
        FileManager.default.isExecutableFile(atPath:))
  }()

  /// - Parameters:
  ///   - folder: Where the browser keeps what it keeps.
  ///   - runsScripts: Whether pages may run scripts.
  /// - Throws: What starting the driver or asking it throws.
  init(in folder: String, runsScripts: Bool = true) async throws {
    let driver = try Program.start(
      URL(filePath: "/usr/bin/chromedriver"), ["--port=0"],
      environment: ["HOME": folder, "LANG": "C.UTF-8"], in: folder)
    self.driver = driver
    port = try await driver.printed { text in
      text.firstMatch(of: /successfully on port (\d+)/).flatMap { UInt16($0.1) }
    }
    var options: [String: Any] = [
      "binary": "/usr/bin/chromium",
      "args": [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--window-size=1366,768", "--user-data-dir=\(folder)/browser",
      ],
    ]
    if !runsScripts {
      options["prefs"] = ["profile.managed_default_content_settings.javascript": 2]
    }
    let asked: [String: Any] = [
      "capabilities": ["alwaysMatch": ["goog:chromeOptions": options]]
    ]
    let answer = try await Self.ask(port, "POST", "/session", asked)
    guard let session = (answer as? [String: Any])?["sessionId"] as? String else {
      throw TestFault(description: "no browser: \(answer)")
    }
    self.session = session
  }

  /// Ends the browser.
  func end() async {
    _ = try? await ask("DELETE", "", nil)
    driver.kill()
    _ = try? await driver.finish()
  }

  // MARK: Pages

  func go(_ address: String) async throws { try await ask("POST", "/url", ["url": address]) }

  func address() async throws -> String { try await ask("GET", "/url", nil) as? String ?? "" }

  /// What a script on the page returns.
  @discardableResult
  func run(_ script: String) async throws -> Any {
    try await ask("POST", "/execute/sync", ["script": script, "args": []])
  }

  /// The text of the first element that fits a selector.
  func text(_ selector: String) async throws -> String {
    try await ask("GET", "/element/\(element(selector))/text", nil) as? String ?? ""
  }

  /// Whether some element fits a selector.
  func has(_ selector: String) async throws -> Bool { try await !elements(selector).isEmpty }

  func click(_ selector: String) async throws {
    try await ask("POST", "/element/\(element(selector))/click", [:])
  }

  /// Does what leads to another page, and waits for that page.
  func leaving(_ body: () async throws -> Void) async throws {
    let page = try await element("html")
    try await body()
    for _ in 0..<500 {
      guard (try? await ask("GET", "/element/\(page)/name", nil)) != nil else {
        _ = try await element("main")
        return
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw TestFault(description: "the page stays at \(try await address())")
  }

  /// Types into an element, after what stands in it where it is not cleared.
  func type(_ text: String, into selector: String, clears: Bool = true) async throws {
    let element = try await element(selector)
    if clears { try await ask("POST", "/element/\(element)/clear", [:]) }
    try await ask("POST", "/element/\(element)/value", ["text": text])
  }

  /// Presses keys, wherever the focus is.
  func press(_ keys: String) async throws {
    let actions = keys.flatMap { key in
      [["type": "keyDown", "value": String(key)], ["type": "keyUp", "value": String(key)]]
    }
    try await ask(
      "POST", "/actions", ["actions": [["type": "key", "id": "keys", "actions": actions]]])
  }

  /// The page as a picture.
  func screenshot() async throws -> Data {
    (try await ask("GET", "/screenshot", nil) as? String).flatMap { Data(base64Encoded: $0) }
      ?? Data()
  }

  /// A selector begun with `/` is an XPath.
  private func elements(_ selector: String) async throws -> [String] {
    let way = selector.hasPrefix("/") ? "xpath" : "css selector"
    let found = try await ask("POST", "/elements", ["using": way, "value": selector])
    return (found as? [[String: String]] ?? []).compactMap(\.values.first)
  }

  private func element(_ selector: String) async throws -> String {
    for _ in 0..<100 {
      if let first = try await elements(selector).first { return first }
      try await Task.sleep(for: .milliseconds(20))
    }
    let page = (try? await ask("GET", "/source", nil) as? String) ?? ""
    throw TestFault(description: "no element \(selector) in\n\(page.suffix(3_000))")
  }

  // MARK: The protocol

  @discardableResult
  private func ask(_ method: String, _ path: String, _ body: [String: Any]?) async throws -> Any {
    try await Self.ask(port, method, "/session/\(session)\(path)", body)
  }

  private static func ask(
    _ port: UInt16, _ method: String, _ path: String, _ body: [String: Any]?
  ) async throws -> Any {
    let content = try body.map { try JSONSerialization.data(withJSONObject: $0) } ?? Data()
    let head = """
      \(method) \(path) HTTP/1.1\r
      Host: 127.0.0.1:\(port)\r
      Content-Type: application/json\r
      Content-Length: \(content.count)\r
      Connection: close\r
      \r

      """
    let answer = try await PlainSocket.exchange(Data(head.utf8) + content, port: port)
    guard let gap = answer.firstRange(of: Data("\r\n\r\n".utf8)),
      let object = try JSONSerialization.jsonObject(with: answer[gap.upperBound...])
        as? [String: Any]
    else { throw TestFault(description: "no answer to \(method) \(path)") }
    if let fault = object["value"] as? [String: Any], let error = fault["error"] {
      throw TestFault(description: "\(method) \(path): \(error) \(fault["message"] ?? "")")
    }
    return object["value"] ?? NSNull()
  }
}

/// Bytes sent to a port of this machine, and the one answer of HTTP that comes back.
enum PlainSocket {
  static func exchange(_ bytes: Data, port: UInt16) async throws -> Data {
    // Not on a thread of the tests: a page may take a while.
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try exchangeNow(bytes, port) })
      }
    }
  }

  private static func exchangeNow(_ bytes: Data, _ port: UInt16) throws -> Data {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw TestFault(description: "no socket") }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw TestFault(description: "nobody listens on port \(port)") }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw TestFault(description: "the other side went away") }
      rest = rest.dropFirst(count)
    }
    var answer = Data()
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while !isWhole(answer) {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return answer }
      answer += buffer[..<count]
    }
    return answer
  }

  /// Whether an answer is as long as it says: the other side may keep the connection open.
  private static func isWhole(_ answer: Data) -> Bool {
    guard let gap = answer.firstRange(of: Data("\r\n\r\n".utf8)) else { return false }
    let head = String(decoding: answer[..<gap.lowerBound], as: UTF8.self).lowercased()
    guard let said = head.firstMatch(of: /content-length: *(\d+)/), let length = Int(said.1) else {
      return false
    }
    return answer.count >= gap.upperBound + length
  }
}
