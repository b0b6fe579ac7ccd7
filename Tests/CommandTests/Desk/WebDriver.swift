import Foundation
import TestSupport

/// A headless browser, driven by the protocol that all browsers speak (W3C WebDriver).
///
/// Its driver is asked over a plain socket: Foundation's own client does not get on with it.
struct WebDriver: Sendable {
  private let driver: RunUnderWay
  private let port: Int
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
  /// - Throws: ``TestFault`` when there is no browser.
  init(in folder: String, runsScripts: Bool = true) async throws {
    let driver = try Program.start(
      URL(filePath: "/usr/bin/chromedriver"), ["--port=0"],
      environment: ["HOME": folder, "LANG": "C.UTF-8"], in: folder)
    self.driver = driver
    port = try await driver.printed { text in
      text.firstMatch(of: /successfully on port (\d+)/).flatMap { Int($0.1) }
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

  /// What a script hands to the function that is its one argument.
  func runAsync(_ script: String) async throws -> Any {
    try await ask("POST", "/execute/async", ["script": script, "args": []])
  }

  /// Shows pages as a screen of so many pixels of style sheets does.
  func setScreen(width: Int, height: Int, scale: Int) async throws {
    let values: [String: Any] = [
      "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false,
    ]
    try await ask(
      "POST", "/goog/cdp/execute",
      ["cmd": "Emulation.setDeviceMetricsOverride", "params": values])
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
    _ port: Int, _ method: String, _ path: String, _ body: [String: Any]?
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
    let request = Data(head.utf8) + content
    // On a thread of its own: a page may take a while.
    let answer = try await Task(executorPreference: Threads.shared) {
      let socket = try RawBrowser(port: port, patience: 600)
      guard socket.send(request) else { throw TestFault(description: "the driver went away") }
      var rest: [UInt8] = []
      return try socket.answer(rest: &rest)
    }.value
    guard
      let object = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
    else { throw TestFault(description: "no answer to \(method) \(path)") }
    if let fault = object["value"] as? [String: Any], let error = fault["error"] {
      throw TestFault(description: "\(method) \(path): \(error) \(fault["message"] ?? "")")
    }
    return object["value"] ?? NSNull()
  }
}
