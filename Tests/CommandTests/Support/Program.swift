import Foundation
import Testing

/// What a run of a program came to.
struct Run: Sendable {
  let stdout: String
  let stderr: String
  /// The exit code, or the signal that ended the run.
  let exitCode: Int32
  let isKilled: Bool
}

/// A test cannot be carried out at all.
struct TestFault: Error, CustomStringConvertible {
  let description: String
}

/// The built programs and how tests run them.
enum Program {
  /// The folder of the built products, in which the executable and the test bundle stand.
  static func products() throws -> URL {
    let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let places = [Bundle.main.executableURL, Bundle.main.bundleURL].compactMap(\.self) + bundles
    for place in places.map({ $0.resolvingSymlinksInPath().deletingLastPathComponent() })
    where FileManager.default.isExecutableFile(atPath: place.appending(path: "legalaid").path) {
      return place
    }
    throw TestFault(description: "no executable legalaid beside \(places.map(\.path))")
  }

  static func legalaid() throws -> URL {
    try products().appending(path: "legalaid")
  }

  /// The environment of a run: this process's own without anything the program or its output
  /// could depend on, and with some changes; nil takes a variable away.
  static func environment(_ changes: [String: String?] = [:]) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment.filter { name, _ in
      !name.hasPrefix("LEGALAID_") && !name.hasPrefix("LC_") && name != "LANGUAGE"
        && name != "NO_COLOR"
    }
    environment["TZ"] = "UTC"
    // Who acts is said, wherever the tests run.
    environment["LEGALAID_OPERATOR"] = "测试经办"
    environment["LANG"] = "C"
    for (name, value) in changes { environment[name] = value }
    return environment
  }

  /// Starts a program with nothing on its standard input.
  static func start(
    _ executable: URL, _ arguments: [String], environment: [String: String?] = [:],
    in folder: String
  ) throws -> RunUnderWay {
    try RunUnderWay(executable.path, arguments, Self.environment(environment), folder)
  }

  /// Runs a line of the shell, in which `legalaid` is the built program.
  static func shell(
    _ line: String, environment: [String: String?] = [:], in folder: String
  ) async throws -> Run {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    var changes = environment
    changes["PATH"] = "\(try products().path):\(path)"
    let (shell, words, changed) = (URL(filePath: "/bin/sh"), ["-c", line], changes)
    return try await Gate.runs.pass {
      try await start(shell, words, environment: changed, in: folder).finish()
    }
  }
}
