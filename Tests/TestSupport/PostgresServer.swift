import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own: a temporary folder, a socket in it, no network.
///
/// One serves the whole run; it ends with this process, however that ends.
package final class PostgresServer: Sendable {
  private static let programs = "/usr/lib/postgresql/15/bin"

  /// Whether it is there; where everything must be tested it is asked for whether there or not.
  package static let isToBeTested: Bool = {
    ProcessInfo.processInfo.environment["CI"] != nil
      || FileManager.default.isExecutableFile(atPath: "\(programs)/initdb")
  }()

  package static let shared = Result { try PostgresServer() }

  private let folder: String
  /// An end of a pipe: closed when this process ends, which ends the server.
  private let life: Int32
  private let templates = Mutex<Set<String>>([])

  package init() throws {
    folder = NSTemporaryDirectory() + "legalaid-pg-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if getuid() == 0 {
      // The server refuses to be run by root.
      _ = try Self.run("chown", ["postgres", folder])
    }
    _ = try Self.server(
      "initdb", ["-D", "\(folder)/data", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"])
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failed(description: "no pipe") }
    // No other program that is started keeps the server alive.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = try Self.spawn(
      [
        "/bin/sh", "-c",
        "read never; \(Self.command("pg_ctl")) -D \(folder)/data -m immediate stop; "
          + "rm -rf \(folder)",
      ], input: ends[0], output: "/dev/null")
    close(ends[0])
    life = ends[1]
    try start()
  }

  /// Starts it, for the first time or after it was killed.
  package func start() throws {
    let settings = [
      "listen_addresses=", "unix_socket_directories=\(folder)", "fsync=off",
      "max_connections=60", "shared_buffers=32MB",
    ]
    _ = try Self.server(
      "pg_ctl",
      [
        "-D", "\(folder)/data", "-w", "-l", "\(folder)/log", "-o",
        settings.map { "-c \($0)" }.joined(separator: " "), "start",
      ])
  }

  /// Ends it as a power cut would.
  package func kill() throws {
    _ = try Self.server("pg_ctl", ["-D", "\(folder)/data", "-m", "immediate", "-w", "stop"])
  }

  package func url(_ database: String, user: String = "postgres") -> String {
    "postgresql://\(user)@/\(database)?host=\(folder)"
  }

  /// A new database like another one, which is made when it is first asked for.
  ///
  /// - Parameters:
  ///   - template: What the other one is called.
  ///   - prepare: Given the address of the other one, empty, once.
  /// - Returns: What the new one is called.
  /// - Throws: What the closure throws, or what the server said.
  package func database(
    like template: String, prepare: (String) throws -> Void
  ) throws -> String {
    let name = newName()
    // No one may be connected to a database that is copied.
    try templates.withLock { templates in
      if !templates.contains(template) {
        _ = try sql("postgres", "CREATE DATABASE \(template)")
        try prepare(url(template))
        templates.insert(template)
      }
      _ = try sql("postgres", "CREATE DATABASE \(name) TEMPLATE \(template)")
    }
    return name
  }

  /// A new database with nothing in it.
  package func emptyDatabase() throws -> String {
    let name = newName()
    _ = try sql("postgres", "CREATE DATABASE \(name)")
    return name
  }

  private func newName() -> String {
    "d" + UUID().uuidString.replacing("-", with: "").lowercased()
  }

  /// Runs statements as the owner, or as somebody else: the rows, a column from the next by a bar.
  package func sql(_ database: String, _ statements: String, user: String = "postgres") throws
    -> String
  {
    try Self.run(
      "psql", [url(database, user: user), "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statements])
  }

  private static func command(_ name: String) -> String {
    (getuid() == 0 ? "runuser -u postgres -- " : "") + "\(programs)/\(name)"
  }

  private static func server(_ name: String, _ arguments: [String]) throws -> String {
    getuid() == 0
      ? try run("runuser", ["-u", "postgres", "--", "\(programs)/\(name)"] + arguments)
      : try run("\(programs)/\(name)", arguments)
  }

  private struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  private static func run(_ name: String, _ arguments: [String]) throws -> String {
    // What pg_ctl starts would keep a pipe open: what is said goes into a file.
    let path = NSTemporaryDirectory() + "legalaid-said-" + UUID().uuidString
    try Data().write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let process = try spawn(["/usr/bin/env", name] + arguments, input: nil, output: path)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let text = try String(contentsOfFile: path, encoding: .utf8)
    guard status == 0 else { throw Failed(description: "\(name) \(arguments): \(text)") }
    return text
  }

  /// Starts a program in the root folder, which every user may enter.
  ///
  /// Not by Foundation's `Process`, which reads beyond a buffer as it starts one.
  private static func spawn(
    _ words: [String], input: Int32?, output path: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let all = ["/bin/sh", "-c", "cd / && exec \"$@\"", "sh"] + words
    var pointers = all.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process: pid_t = 0
    guard posix_spawn(&process, "/bin/sh", &actions, nil, &pointers, environ) == 0 else {
      throw Failed(description: "\(words[0]) does not start")
    }
    return process
  }
}
