import Foundation
import Testing

/// A workplace whose ledger has people, each with a runtime folder of their own, as two users of
/// one machine have it.
struct PeopleWorkplace {
  let workplace: Workplace
  private let folders: RuntimeFolders

  /// Runtime folders in memory where there is such a place; removed with their owner.
  private final class RuntimeFolders: Sendable {
    let path: String

    init() throws {
      let memory = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : nil
      let place = memory ?? FileManager.default.temporaryDirectory.path
      path = "\(place)/legalaid-test-\(UUID().uuidString)"
      for name in PeopleWorkplace.passwords.keys {
        try FileManager.default.createDirectory(
          atPath: "\(path)/\(name)", withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700])
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  static let passwords = ["甲": "mima-jia-01", "乙": "mima-yi-02", "丙": "mima-bing-03"]

  /// Who will be people, when the ledger has any: their folders and passwords are there.
  init(withoutPeople workplace: Workplace) throws {
    self.workplace = workplace
    folders = try RuntimeFolders()
    for (name, password) in Self.passwords { try write("\(password)\n", toPrivate: "\(name).密码") }
  }

  /// 甲 keeps the book and the people, 乙 reviews and decides; both have signed in.
  init(_ workplace: Workplace) async throws {
    try self.init(withoutPeople: workplace)
    try await succeed("甲", "people", "start", "甲")
    try await succeed("甲", "sign-in", "甲")
    try await succeed(
      "甲", ["people", "add", "乙", "--roles", "复核、负责"],
      environment: ["LEGALAID_PASSWORD_FILE": "乙.密码"])
    try await succeed("乙", "sign-in", "乙")
  }

  /// Writes a file that only its owner reads.
  func write(_ text: String, toPrivate name: String) throws {
    try workplace.write(text, to: name)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: workplace.file(name))
  }

  /// 丙 comes in besides, as the two agree, and signs in.
  func hire(_ roles: String) async throws {
    let asked = try await succeed(
      "甲", ["people", "add", "丙", "--roles", roles],
      environment: ["LEGALAID_PASSWORD_FILE": "丙.密码"])
    let number = try #require(asked.firstMatch(of: /第 (\d+) 号待复核事项/)).output.1
    try await succeed("乙", "confirm", String(number))
    try await succeed("丙", "sign-in", "丙")
  }

  /// Everything that was carried out, as the log tells it: what was only asked for is left out.
  func carriedOut() async throws -> [Substring] {
    try await succeed("甲", "log", "--format", "csv").split(whereSeparator: \.isNewline)
      .filter { !$0.contains("提请复核") }
  }

  /// The environment of one of them.
  func environment(of name: String) -> [String: String?] {
    [
      "XDG_RUNTIME_DIR": "\(folders.path)/\(name)", "LEGALAID_PASSWORD_FILE": "\(name).密码",
      "LEGALAID_OPERATOR": "环境里的名字",
    ]
  }

  /// The folder in which a person's opened keys lie.
  func keys(of name: String) -> String { "\(folders.path)/\(name)/legalaid" }

  /// Runs the program as one of them.
  func run(
    _ name: String, _ arguments: [String], environment changes: [String: String?] = [:]
  ) async throws -> Run {
    let environment = environment(of: name).merging(changes) { _, new in new }
    return try await workplace.run(arguments, environment: environment)
  }

  /// The same at once, however many others are running: of what a pause of seconds may outlast.
  func runAtOnce(
    _ name: String, _ arguments: [String], environment changes: [String: String?] = [:]
  ) async throws -> Run {
    let environment = environment(of: name).merging(changes) { _, new in new }
    return try await workplace.start(arguments, environment: environment).finish()
  }

  @discardableResult
  func succeed(
    _ name: String, _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await succeed(name, arguments, sourceLocation: sourceLocation)
  }

  @discardableResult
  func succeed(
    _ name: String, _ arguments: [String], environment: [String: String?] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let run = try await run(name, arguments, environment: environment)
    #expect(
      run.exitCode == 0 && run.stderr == "", "\(arguments) \(run.stderr)",
      sourceLocation: sourceLocation)
    return run.stdout
  }
}
