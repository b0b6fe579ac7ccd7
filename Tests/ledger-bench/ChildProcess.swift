import Foundation

/// A program run to its end, with what it took.
struct ChildProcess {
  let seconds: Double
  /// User and system time.
  let cpuSeconds: Double
  /// The most memory it held.
  let peakMegabytes: Double
  let exitCode: Int32
  let output: String

  /// Runs a program with its output in a file.
  ///
  /// - Parameters:
  ///   - command: The program and its arguments.
  ///   - input: What it reads on standard input.
  ///   - accepted: Exit codes that are no failure.
  ///   - folder: Where its output is kept.
  /// - Returns: What it took and printed.
  /// - Throws: ``BenchFault`` when it cannot be run or ends otherwise.
  static func run(
    _ command: [String], input: String = "", accepted: Set<Int32> = [0], in folder: URL
  ) throws -> ChildProcess {
    let files = (folder.appending(path: "stdin"), folder.appending(path: "stdout"))
    try Data(input.utf8).write(to: files.0)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, files.0.path, O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 1, files.1.path, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, files.1.path + ".err", flags, 0o600)
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let start = ContinuousClock.now
    let result = posix_spawnp(&child, command[0], &actions, nil, &arguments, environ)
    guard result == 0 else { throw BenchFault("没有找到程序 \(command[0])，请先编译或安装") }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(child, &status, 0, &usage) == child else { throw BenchFault("等不到 \(command[0])") }
    let elapsed = ContinuousClock.now - start
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    let output = String(decoding: try Data(contentsOf: files.1), as: UTF8.self)
    guard accepted.contains(code) else {
      let words = (try? String(contentsOfFile: files.1.path + ".err", encoding: .utf8)) ?? ""
      throw BenchFault("\(command.joined(separator: " ")) 以 \(code) 结束：\(words.prefix(400))")
    }
    return ChildProcess(
      seconds: elapsed / .seconds(1), cpuSeconds: usage.ru_utime.seconds + usage.ru_stime.seconds,
      peakMegabytes: Double(usage.ru_maxrss) / 1_024, exitCode: code, output: output)
  }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1_000_000 }
}

/// A benchmark that cannot be carried out.
struct BenchFault: Error, CustomStringConvertible {
  let description: String

  init(_ words: String) { description = "基准测试无法进行：\(words)" }
}
