import Foundation
import Testing

/// A desk that serves a ledger of a workplace, and a browser in front of it.
struct DeskAtWork {
  let workplace: Workplace
  let browser: WebDriver
  private let desk: RunUnderWay
  private let address: String
  /// How often something was clicked, and how many keys were pressed.
  private let effort = Effort()

  private final class Effort: @unchecked Sendable {
    // Each browser is used by one test, one step after the other.
    var clicks = 0
    var keys = 0
  }

  init(runsScripts: Bool = true) async throws {
    workplace = try Workplace()
    // The browser first: the address of the desk is good for a minute.
    browser = try await WebDriver(in: workplace.path, runsScripts: runsScripts)
    desk = try workplace.start(["desk", "--no-browser", "--ledger", "账本.sqlite"])
    let opening = try await desk.printed { text in
      text.firstMatch(of: #/http://127\.0\.0\.1:\d+/open\?code=\w+/#).map { String($0.output) }
    }
    address = String(opening.prefix { $0 != "?" }.dropLast("/open".count))
    try await browser.go(opening)
  }

  /// Ends the desk and the browser.
  func end() async {
    await browser.end()
    desk.kill()
    _ = try? await desk.finish()
  }

  /// Works at a desk, which is ended however it goes.
  static func work(
    runsScripts: Bool = true, _ body: @escaping @Sendable (DeskAtWork) async throws -> Void
  ) async throws {
    try await Gate.browsers.pass {
      let desk = try await DeskAtWork(runsScripts: runsScripts)
      do {
        try await body(desk)
      } catch {
        await desk.end()
        throw error
      }
      await desk.end()
    }
  }

  var clicks: Int { effort.clicks }
  var keys: Int { effort.keys }

  // MARK: Pages

  func go(_ path: String) async throws { try await browser.go(address + path) }

  func text() async throws -> String { try await browser.text("main") }

  func title() async throws -> String { try await browser.text("h1") }

  func click(_ selector: String) async throws {
    effort.clicks += 1
    try await browser.click(selector)
  }

  /// Clicks what leads to another page.
  func follow(_ selector: String) async throws {
    try await browser.leaving { try await click(selector) }
  }

  /// Presses the button, or follows the link, of these words, to another page.
  func press(_ words: String) async throws {
    try await follow("//main//*[self::button or self::a][normalize-space(.)='\(words)']")
  }

  /// Types into the field of this title.
  func type(_ text: String, into title: String) async throws {
    effort.keys += text.count
    let label = "//main//label[starts-with(normalize-space(.),'\(title)')]"
    let field = "\(label)/following-sibling::*[self::input or self::textarea][1]"
    try await browser.type(text, into: field)
  }

  /// Chooses in the field of this title.
  func choose(_ value: String, in title: String) async throws {
    let label = "//main//label[starts-with(normalize-space(.),'\(title)')]"
    try await click("\(label)/following-sibling::select[1]/option[normalize-space(.)='\(value)']")
  }

  /// Fills in a form, has it checked, does it, and expects the receipt.
  ///
  /// - Returns: What the page shows of the act before it is done.
  @discardableResult
  func fill(
    _ fields: [String: String], choosing choices: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    for (title, text) in fields { try await type(text, into: title) }
    for (title, value) in choices { try await choose(value, in: title) }
    try await press("核对")
    let shown = try await text()
    let isRefused = try await browser.has("[role=alert]")
    #expect(!isRefused, "\(shown)", sourceLocation: sourceLocation)
    try await press("确定")
    let receipt = try await title()
    #expect(receipt == "已办好", "\(shown)", sourceLocation: sourceLocation)
    return shown
  }

  /// The new ledger of an office, by the first page.
  func newLedger() async throws {
    for (field, text) in [("agency", "测试区司法局"), ("region", "测试区"), ("name", "经办甲")] {
      try await browser.type(text, into: "#new-\(field)")
    }
    try await follow("//button[.='新建']")
  }

  /// Drops files of the workplace on the page of imports.
  func drop(_ names: String...) async throws {
    try await go("/import")
    let paths = names.map { workplace.file($0) }.joined(separator: "\n")
    try await browser.type(paths, into: "input[type=file]", clears: false)
    try await press("读表")
  }
}

extension Gate {
  /// A browser takes as much of a machine as a dozen commands.
  static let browsers = Gate(1)
}
