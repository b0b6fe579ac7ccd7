import Foundation
import TestSupport
import Testing

/// Looks at pages of the desk as browsers with other people before them show them: with axe-core,
/// on narrow and on low screens, at twice the size.
final class PageCheck {
  /// Where `.ci/run` put axe-core, which is not ours to keep.
  private static let axePath = ProcessInfo.processInfo.environment["LEGALAID_AXE"]

  /// Whether axe-core and a browser are there; where everything must be tested both are asked for
  /// whether or not.
  static let isToBeTested =
    WebDriver.isToBeTested && (axePath != nil || ProcessInfo.processInfo.environment["CI"] != nil)

  /// Width and height in the pixels of style sheets: an office's screen, the same at twice the
  /// size, and the narrowest one that a page must still fit.
  private static let screens = [(1366, 768, 1), (683, 384, 2), (320, 640, 1)]

  private let desk: DeskAtWork
  private let axe: String
  /// Where the pictures of pages lie, for a person to look at.
  private let pictures: URL
  private(set) var report: [String] = []

  init(_ desk: DeskAtWork) throws {
    self.desk = desk
    guard let path = Self.axePath else {
      throw TestFault(description: "no axe-core: LEGALAID_AXE names no file; see .ci/run")
    }
    axe = try String(contentsOfFile: path, encoding: .utf8)
    pictures = repositoryRoot.appending(path: ".build/desk-pages")
    try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
  }

  /// Looks at the page that the browser shows.
  ///
  /// - Parameter name: Of the page, in the report and for its picture.
  /// - Throws: `TestFault` when the browser does not answer.
  func look(at name: String) async throws {
    let faults = try await violations()
    var wide: [Int] = []
    // What is laid out for paper is as wide as paper.
    let isPaper = name.contains("form_print")
    for (width, height, scale) in Self.screens where !isPaper || width > 320 {
      try await desk.browser.setScreen(width: width, height: height, scale: scale)
      if try await isTooWide() { wide.append(width) }
      if width == Self.screens[0].0 {
        try await desk.browser.screenshot().write(to: pictures.appending(path: "\(name).png"))
      }
    }
    try await desk.browser.setScreen(width: 1366, height: 768, scale: 1)
    #expect(faults.isEmpty, "\(name): \(faults.joined(separator: "\n"))")
    #expect(wide.isEmpty, "\(name) scrolls sideways on screens \(wide) wide")
    report.append("\(name): \(faults.count + wide.count)")
  }

  /// What was looked at, and where the pictures lie.
  func tell() {
    print("desk pages, each with what is wrong with it: \(report.joined(separator: ", "))")
    print("pictures: \(pictures.path)")
  }

  private func isTooWide() async throws -> Bool {
    let script = "const e = document.documentElement; return e.scrollWidth > e.clientWidth"
    return try await desk.browser.run(script) as? Bool ?? true
  }

  /// What axe-core finds that is serious or critical, with the first element it finds it of.
  private func violations() async throws -> [String] {
    try await desk.browser.run(axe)
    let found = try await desk.browser.runAsync(
      """
      const done = arguments[0];
      axe.run(document, { resultTypes: ["violations"] }).then(
        (result) => done(result.violations
          .filter((fault) => ["serious", "critical"].includes(fault.impact))
          .map((fault) => `${fault.id} (${fault.help}) ${fault.nodes.length}: `
            + `${fault.nodes[0].html} ${fault.nodes[0].failureSummary}`)),
        (error) => done(["axe: " + error]));
      """)
    return found as? [String] ?? ["axe gave no answer: \(found)"]
  }
}
