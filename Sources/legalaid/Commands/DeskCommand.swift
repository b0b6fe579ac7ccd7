import ArgumentParser
import Desk
import Foundation
import LedgerCore
import Synchronization
import Wording

struct DeskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk", abstract: "打开工作台：在浏览器里记账、对账、出报表",
    discussion: """
      工作台只供本机使用，地址里的口令只能用一次；半小时没有人用，就自己停止。
      还没有账本的，在第一页新建，或先打开例子。停止：在这个窗口按 Ctrl+C。
      """)

  @Option(
    help: ArgumentHelp("端口；不写则由系统给一个", valueName: "端口"), transform: WordReading.port)
  var port = 0
  @Flag(help: "不打开浏览器，只写出地址") var noBrowser = false
  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    // Commands run one after the other on the main thread; this one waits for its server.
    let ended = DispatchSemaphore(value: 0)
    let outcome = Mutex<Result<Void, any Error>>(.success(()))
    let serving = Task {
      do { try await serve() } catch { outcome.withLock { $0 = .failure(error) } }
      ended.signal()
    }
    // What is being done then comes to its end, and nothing is left behind.
    let stops = [SIGINT, SIGTERM, SIGHUP].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { serving.cancel() }
      source.resume()
      return source
    }
    ended.wait()
    for stop in stops { stop.cancel() }
    try outcome.withLock(\.self).get()
  }

  private func serve() async throws {
    let desk = try Desk(
      ledgerAt: ledger.path,
      clock: Desk.Clock(now: Clock.now, today: Clock.today, local: Clock.local),
      programVersion: LegalAid.configuration.version, carryOutCommand: UnderWay.carryOutSaying)
    let server = try await desk.server(port: port)
    let address = desk.openingAddress(port: server.port)
    Output.result("工作台已打开，请在浏览器里看：\n\(address)\n（地址只能用一次，一分钟内有效；停止请按 Ctrl+C）")
    if !noBrowser { Browser.open(address) }
    await desk.serve(on: server)
    Output.result("工作台已停止")
  }
}

/// The browser of this machine's user.
private enum Browser {
  /// Opens an address where there is something to open it with.
  ///
  /// It has nothing of ours open, blocks no signal that our threads block, and Ctrl+C here does not
  /// end it.
  static func open(_ address: String) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for standard in Int32(0)...2 {
      posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_RDWR, 0)
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for descriptor in names.compactMap({ Int32($0) }) where descriptor > 2 {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var words: [UnsafeMutablePointer<CChar>?] = [strdup("xdg-open"), strdup(address), nil]
    defer { for word in words { free(word) } }
    var processID: pid_t = 0
    guard posix_spawnp(&processID, "xdg-open", &actions, &attributes, &words, environ) == 0 else {
      return
    }
    let started = processID
    Thread.detachNewThread {
      var status: Int32 = 0
      waitpid(started, &status, 0)
    }
  }
}

extension WordReading {
  /// The number of a port.
  static func port(_ text: String) throws -> Int {
    guard let port = Int(halfWidth(text).trimmed), (0...65_535).contains(port) else {
      throw Problem(description: "端口要写 0 到 65535 的整数")
    }
    return port
  }
}
