package import Bookkeeping
package import Foundation
package import LedgerCore
import LedgerStore
import Reporting
import Schema
import Synchronization
import Wording

/// The desk (工作台): the ledger's acts and answers as pages for the browsers of this machine.
package final class Desk: Sendable {
  /// The clock, read at the edge only.
  package struct Clock: Sendable {
    /// The instant in ISO 8601, UTC, to the second.
    let now: @Sendable () -> String
    /// The calendar day where the officer sits.
    let today: @Sendable () -> Day
    /// An instant as the officer's clock shows it.
    let local: @Sendable (String) -> String

    package init(
      now: @escaping @Sendable () -> String, today: @escaping @Sendable () -> Day,
      local: @escaping @Sendable (String) -> String
    ) {
      (self.now, self.today, self.local) = (now, today, local)
    }
  }

  let clock: Clock
  let programVersion: String
  let carryOutCommand: CommandRun
  let folder: UploadFolder
  package let sessions: BrowserSessions
  let trials: PasswordTrials
  /// Passes over the whole ledger, in memory for as long as they hold.
  let held = HeldPasses()
  /// What is under way for browsers that may have left.
  let works = DispatchGroup()
  /// How long a browser waits for an answer before it gets the page of what is under way.
  let patience: DispatchTimeInterval
  private let door: Mutex<Door?> = Mutex(nil)
  private let opened = Mutex<OpenedLedger?>(nil)
  /// Where the ledger was that was opened last; nil before any was.
  private let lastOpened = Mutex<String?>(nil)
  /// Where the ledger is, or will be made, unless the officer names another.
  private let place: Mutex<String>

  /// Carries out, as the second person of a session, an act that was asked for by a command's
  /// words; gives what it says, a line each.
  package typealias CommandRun =
    @Sendable (_ words: [String], _ session: Session) throws -> [String]

  private struct OpenedLedger {
    let path: String
    let store: LedgerStore
    /// The digest of its first entry: that of no other ledger.
    let identity: Data?
  }

  /// How long after its last use the ledger may be restored or moved by others.
  private static let idleTime = DispatchTimeInterval.seconds(2)

  /// - Parameters:
  ///   - path: The ledger; it need not be there yet.
  ///   - clock: The clock.
  ///   - programVersion: Written into the manifests of backups.
  ///   - carryOutCommand: How an act is carried out that was asked for by a command.
  ///   - uploads: The folder in which the one for dropped files is made; nil for the system's
  ///     temporary one.
  ///   - time: Seconds of a clock that nobody sets, by which sessions end.
  ///   - awakeTime: The same without the machine's sleep, by which the desk ends.
  ///   - patience: How long a browser waits before it is told how far its work is.
  /// - Throws: When there is no folder for what will be dropped.
  package init(
    ledgerAt path: String, clock: Clock, programVersion: String,
    carryOutCommand: @escaping CommandRun, uploadsIn uploads: String? = nil,
    time: @escaping @Sendable () -> Int = secondsSinceStart,
    awakeTime: @escaping @Sendable () -> Int = secondsAwake,
    patience: DispatchTimeInterval = .seconds(3)
  ) throws {
    self.patience = patience
    place = Mutex(path)
    self.programVersion = programVersion
    self.carryOutCommand = carryOutCommand
    self.clock = clock
    folder = try UploadFolder(in: uploads)
    sessions = BrowserSessions(time: time, awakeTime: awakeTime)
    trials = PasswordTrials(time: time)
  }

  /// Serves on a port; 0 for one that is free.
  ///
  /// - Throws: ``DeskServer/Fault``.
  package func server(
    port: Int, limits: ServerLimits = ServerLimits()
  ) async throws -> DeskServer {
    let sessions = sessions
    let server = try await DeskServer(
      port: port, into: folder, limits: limits,
      isKnown: { sessions.session($0) != nil }, { self.answer($0) })
    let bound = server.port
    door.withLock { $0 = Door(port: bound) }
    return server
  }

  /// Serves until nobody has looked for half an hour, or the task is cancelled; nothing is kept
  /// afterwards that a browser gave.
  ///
  /// - Parameters:
  ///   - server: Of this desk.
  ///   - pause: Between two looks at who is still there.
  package func serve(on server: DeskServer, lookingEach pause: Duration = .seconds(5)) async {
    await withTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try? await server.run() }
      tasks.addTask {
        while !Task.isCancelled, self.sessions.idleSeconds < BrowserSessions.idleTime {
          self.sessions.endIdle()
          try? await Task.sleep(for: pause)
        }
      }
      await tasks.next()
      tasks.cancelAll()
    }
    await server.stop()
    // What was begun comes to its end, as it would have with a browser that waits.
    await withCheckedContinuation { ended in works.notify(queue: .global()) { ended.resume() } }
    sessions.endAll()
    letGo()
    folder.remove()
  }

  /// An address that opens the desk in one browser, once.
  package func openingAddress(port: Int) -> String {
    "http://127.0.0.1:\(port)/open?code=\(sessions.newOpening())"
  }

  /// Where the ledger is, or will be made.
  var path: String { place.withLock(\.self) }

  /// Whether the ledger was open before, and is not where it was.
  var hasLostLedger: Bool { lastOpened.withLock(\.self) == path }

  /// Takes another ledger from here on.
  func take(ledgerAt path: String) {
    place.withLock { $0 = path }
    letGo()
  }

  /// The ledger, opened where it is not.
  ///
  /// - Throws: ``StoreFault`` when there is none, or it cannot be opened.
  func store() throws -> LedgerStore { try ledger().store }

  /// The digest of the ledger's first entry, by which it is told from another in its place.
  ///
  /// - Throws: ``StoreFault`` when there is none, or it cannot be opened.
  func identity() throws -> Data? { try ledger().identity }

  private func ledger() throws -> OpenedLedger {
    let path = path
    return try opened.withLock { opened in
      if let opened, opened.path == path { return opened }
      let store = try LedgerStore.open(at: path, keptFor: Self.idleTime)
      let identity = try store.read { try $0.journal.entry(1)?.digest }
      let ledger = OpenedLedger(path: path, store: store, identity: identity)
      opened = ledger
      lastOpened.withLock { $0 = path }
      return ledger
    }
  }

  /// Forgets the opened ledger: another may stand in its place.
  ///
  /// Who still reads it has it open to the end.
  func letGo() {
    opened.withLock { $0 = nil }
  }

  // MARK: Answers

  /// Answers a request that was let in.
  package func answer(_ request: Request) -> Response {
    do {
      return try routed(request)
    } catch let fault as RequestFault {
      return FaultPage.response(fault)
    } catch {
      return .page(
        Frame(title: "没有办成").page(Problem(error, clock).html), status: 500)
    }
  }

  private func routed(_ request: Request) throws -> Response {
    if let asset = Self.asset(request.path) { return asset }
    if request.path == "/open", request.method == .get { return try open(request) }
    guard let browser = sessions.session(request.sessionKey) else { throw RequestFault.noSession }
    return WorkRoom.answer(Visit(desk: self, request: request, browser: browser)) { visit in
      self.answered(visit)
    }
  }

  /// What the room says, be it why it says nothing.
  private func answered(_ visit: Visit) -> Response {
    do {
      return try Rooms.answer(visit)
    } catch let fault as RequestFault {
      return FaultPage.response(fault)
    } catch let fault as StoreFault {
      // What stands there now is looked at anew by the next request.
      letGo()
      return FirstRoom.unopened(visit, fault)
    } catch {
      return visit.page("没有办成", Problem(error, clock).html, status: 422)
    }
  }

  private func open(_ request: Request) throws(RequestFault) -> Response {
    guard let code = request.query["code"], let browser = sessions.open(code),
      let door = door.withLock(\.self)
    else {
      // A browser that is in already may come by its old link.
      guard sessions.session(request.sessionKey) != nil else { throw .noSession }
      return .redirect("/")
    }
    var response = Response.redirect("/")
    response.headers.append(door.cookie(browser.key))
    return response
  }

  private static func asset(_ path: String) -> Response? {
    switch path {
    case "/desk.css":
      Response(
        200, [("content-type", "text/css; charset=utf-8")], Array(DeskAssets.style.utf8))
    case "/paper.css":
      Response(200, [("content-type", "text/css; charset=utf-8")], Array(Page.styleSheet.utf8))
    case "/desk.js":
      Response(
        200, [("content-type", "text/javascript; charset=utf-8")], Array(DeskAssets.script.utf8))
    case "/favicon.ico": Response(204, [], [])
    default: nil
    }
  }
}

/// Why something was not done, for the top of a page.
struct Problem {
  private let words: String

  init(_ error: any Error, _ clock: Desk.Clock) {
    words =
      (error as? any OfficerError)?.guidance.words(in: .desk.showing(time: clock.local))
      ?? "没有预料到的问题（\(type(of: error))）；账本没有改动"
  }

  var html: HTML {
    let lines = words.split(separator: "\n").map { line -> HTML in "<p>\(String(line))</p>" }
    return RoomName.linked("<div class=\"fault\" role=\"alert\">\(lines)</div>")
  }
}
