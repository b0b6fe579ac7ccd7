import Foundation
import Testing

@Suite("终端")
struct TerminalTests {
  /// What a command prints on a terminal: the program `script` is one.
  private static func onTerminal(
    _ line: String, environment: [String: String?] = [:]
  ) async throws -> String {
    let workplace = try Workplace()
    let run = try await Program.shell(
      "script --quiet --return --command '\(line)' typescript",
      environment: environment, in: workplace.path)
    #expect(run.exitCode == 0, "\(run.stderr)")
    return run.stdout
  }

  private static let hasTerminal: Bool = {
    ["/usr/bin/script", "/bin/script"].contains(
      where: FileManager.default.isExecutableFile(atPath:))
  }()

  @Test("colour shows on a terminal only, and NO_COLOR turns it off", .enabled(if: hasTerminal))
  func colour() async throws {
    let escape = "\u{1B}["
    let terminal: [String: String?] = ["TERM": "xterm"]
    let coloured = try await Self.onTerminal("legalaid demo", environment: terminal)
    #expect(coloured.contains(escape))
    let plain = try await Self.onTerminal(
      "legalaid demo", environment: ["TERM": "xterm", "NO_COLOR": "1"])
    #expect(plain.contains("红寺堡区"))
    #expect(!plain.contains(escape))
    let dumb = try await Self.onTerminal("legalaid demo | cat", environment: terminal)
    #expect(!dumb.contains(escape))
  }

  @Test("a reader that goes away after one line is no failure")
  func readerGoesAway() async throws {
    let workplace = try Workplace()
    let run = try await Program.shell(
      "{ legalaid demo; echo \"code $?\" >&2; } | head -n 1", in: workplace.path)
    #expect(run.stdout.split(separator: "\n").count == 1)
    #expect(run.stderr == "code 0\n")
  }
}
