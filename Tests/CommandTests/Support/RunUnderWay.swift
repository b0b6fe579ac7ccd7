import Foundation

/// A program that was started.
///
/// Not Foundation's `Process`: as it starts a program it reads `/proc/self/fd` beyond the end of a
/// buffer, and now and then the whole test run dies of it.
struct RunUnderWay: Sendable {
  private let processID: pid_t
  private let capture: String

  init(
    _ executable: String, _ arguments: [String], _ environment: [String: String], _ folder: String
  ) throws {
    // Files and not pipes: nothing that a program prints can make it wait for its reader.
    capture =
      FileManager.default.temporaryDirectory
      .appending(path: "legalaid-run-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: capture, withIntermediateDirectories: true)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let creating = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 1, capture + "/stdout", creating, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, capture + "/stderr", creating, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // No signal blocked: threads of this process block some.
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    // The shell goes to the folder and then becomes the program.
    let shell = "/bin/sh"
    let words = CStrings(
      [shell, "-c", "cd \"$0\" && exec \"$@\"", folder, executable] + arguments)
    let variables = CStrings(environment.map { "\($0.key)=\($0.value)" })
    var processID: pid_t = 0
    let code = posix_spawn(
      &processID, shell, &actions, &attributes, words.pointers, variables.pointers)
    guard code == 0 else {
      throw TestFault(description: "cannot start \(executable): \(String(cString: strerror(code)))")
    }
    self.processID = processID
  }

  /// Waits until the program has printed something of interest on its standard output.
  ///
  /// - Parameter find: Finds it in all that was printed so far; nil where it is not there yet.
  /// - Returns: What was found.
  /// - Throws: ``TestFault`` when the program ends before.
  func printed<Value>(_ find: (String) -> Value?) async throws -> Value {
    while isRunning {
      let text = (try? String(contentsOfFile: capture + "/stdout", encoding: .utf8)) ?? ""
      if let value = find(text) { return value }
      try await Task.sleep(for: .milliseconds(10))
    }
    let run = try await finish()
    throw TestFault(description: "the program ended: \(run.stdout)\(run.stderr)")
  }

  /// Whether the program has not ended; false ever after.
  var isRunning: Bool {
    var info = siginfo_t()
    // The end is only looked at: ``finish()`` takes it.
    let code = waitid(P_PID, id_t(processID), &info, WEXITED | WNOHANG | WNOWAIT)
    return code == 0 && info.si_signo == 0
  }

  /// Waits until the run has stopped at a planned point.
  func waitUntilStopped() async throws {
    var info = siginfo_t()
    while isRunning {
      _ = waitid(P_PID, id_t(processID), &info, WSTOPPED | WNOHANG | WNOWAIT)
      if info.si_signo != 0 { return }
      try await Task.sleep(for: .milliseconds(2))
    }
    throw TestFault(description: "the run ended before it stopped")
  }

  /// Lets a stopped run go on.
  func goOn() {
    Foundation.kill(processID, SIGCONT)
  }

  /// Ends the run at once, as a power cut would; to be called before ``finish()``.
  func kill() {
    Foundation.kill(processID, SIGKILL)
  }

  /// What the run came to, once it has ended.
  func finish() async throws -> Run {
    var status: Int32 = 0
    while waitpid(processID, &status, WNOHANG) == 0 {
      try await Task.sleep(for: .milliseconds(2))
    }
    defer { try? FileManager.default.removeItem(atPath: capture) }
    let signal = status & 0x7F
    return Run(
      stdout: try text("stdout"), stderr: try text("stderr"),
      exitCode: signal == 0 ? status >> 8 & 0xFF : signal, isKilled: signal != 0)
  }

  private func text(_ name: String) throws -> String {
    let data = try Data(contentsOf: URL(filePath: capture + "/" + name))
    guard let text = String(validating: data, as: UTF8.self) else {
      throw TestFault(description: "\(name) is not UTF-8")
    }
    return text
  }
}

/// Strings as C programs are given them, ended by a null pointer.
private final class CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) {
    pointers = strings.map { strdup($0) } + [nil]
  }

  deinit {
    for pointer in pointers { free(pointer) }
  }
}
