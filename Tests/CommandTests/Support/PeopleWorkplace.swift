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
      for name in ["甲", "乙"] {
        try FileManager.default.createDirectory(
          atPath: "\(path)/\(name)", withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700])
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  static let passwords = ["甲": "mima-jia-01", "乙": "mima-yi-02"]

  /// 甲 keeps the book and the people, 乙 reviews and decides; both have signed in.
  init(_ workplace: Workplace) async throws {
    self.workplace = workplace
    folders = try RuntimeFolders()
    for (name, password) in Self.passwords {
      try workplace.write("\(password)\n", to: "\(name).密码")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: workplace.file("\(name).密码"))
    }
    try await succeed("甲", "people", "start", "甲")
    try await succeed("甲", "sign-in", "甲")
    try await succeed(
      "甲", ["people", "add", "乙", "--roles", "复核、负责"],
      environment: ["LEGALAID_PASSWORD_FILE": "乙.密码"])
    try await succeed("乙", "sign-in", "乙")
  }

  /// The environment of one of the two.
  func environment(of name: String) -> [String: String?] {
    [
      "XDG_RUNTIME_DIR": "\(folders.path)/\(name)", "LEGALAID_PASSWORD_FILE": "\(name).密码",
      "LEGALAID_OPERATOR": "环境里的名字",
    ]
  }

  /// The folder in which a person's opened keys lie.
  func keys(of name: String) -> String { "\(folders.path)/\(name)/legalaid" }

  /// Runs the program as one of the two.
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
