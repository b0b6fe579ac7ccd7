import Foundation
import TestSupport
import Testing

/// A folder in which a test works as an officer does; it is removed with its owner.
final class Workplace: Sendable {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "legalaid-work-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// A workplace with a new ledger under the default name.
  static func withLedger() async throws -> Workplace {
    let workplace = try Workplace()
    try await workplace.newLedger()
    return workplace
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of a file here; the file need not exist.
  func file(_ name: String) -> String { path + "/" + name }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

  /// The names of everything here, in order, without what reconciling keeps beside a ledger.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { !$0.hasSuffix(".sqlite-lock") }.sorted()
  }

  func write(_ text: String, to name: String) throws {
    try write(Data(text.utf8), to: name)
  }

  func write(_ data: Data, to name: String) throws {
    let url = URL(filePath: file(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  func bytes(of name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: file(name)))
  }

  func text(of name: String) throws -> String {
    guard let text = String(validating: try bytes(of: name), as: UTF8.self) else {
      throw TestFault(description: "\(name) is not UTF-8")
    }
    return text
  }

  func copy(_ name: String, to other: String) throws {
    try FileManager.default.copyItem(atPath: file(name), toPath: file(other))
  }
}

extension Workplace {
  /// The ledger that commands take when nothing else is said.
  static let ledgerName = "legalaid.sqlite"

  /// Runs the program here.
  func legalaid(_ arguments: String..., environment: [String: String?] = [:]) async throws -> Run {
    try await run(arguments, environment: environment)
  }

  func run(_ arguments: [String], environment: [String: String?] = [:]) async throws -> Run {
    try await Gate.runs.pass { try await self.start(arguments, environment: environment).finish() }
  }

  /// Starts the program here at once, however many others are running.
  func start(_ arguments: [String], environment: [String: String?] = [:]) throws -> RunUnderWay {
    try Program.start(Program.legalaid(), arguments, environment: environment, in: path)
  }

  /// Runs a command that must succeed and say nothing on standard error.
  @discardableResult
  func succeed(
    _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let run = try await run(arguments)
    #expect(run.exitCode == 0, "\(arguments)", sourceLocation: sourceLocation)
    #expect(run.stderr == "", "\(arguments)", sourceLocation: sourceLocation)
    return run.stdout
  }

  /// The same, of words that are at hand.
  @discardableResult
  func succeed(
    _ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let run = try await run(arguments)
    #expect(run.exitCode == 0 && run.stderr == "", "\(arguments)", sourceLocation: sourceLocation)
    return run.stdout
  }

  func newLedger(_ name: String = Workplace.ledgerName) async throws {
    try await succeed("init", "--agency", "测试区司法局", "--region", "测试区", "--ledger", name)
  }

  /// What `verify` says of a ledger: its head and how much it holds; the ledger must be whole.
  func state(
    of ledger: String = Workplace.ledgerName, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let run = try await legalaid("verify", "--ledger", ledger)
    #expect(run.exitCode == 0, "\(run.stdout)", sourceLocation: sourceLocation)
    #expect(run.stdout.hasPrefix("账本完好"), sourceLocation: sourceLocation)
    return run.stdout
  }

  /// Writes the bundled example tables into a folder here.
  func layOutExample(in folder: String = "示例") throws {
    for kind in ["appropriations", "bank", "cases", "claims", "duty", "payments"] {
      try write(
        try repositoryText("db/examples/hongsibu-2024/\(kind).csv"), to: "\(folder)/\(kind).csv")
    }
  }
}
