import Foundation
import GRDB
import Synchronization

/// The connections of one store to its ledger's file: each is used by one at a time, and as many
/// are opened as are wanted at a time.
///
/// A command has the ledger open until it ends. A program that stays open lets go of it when it has
/// not used it for a while: nothing of it is open then, so that a restore need not wait for it, and
/// the next use finds out whether the file is still the one it was.
final class FileConnections: Sendable {
  /// What a connection is wanted for.
  enum Purpose {
    case reading
    case writing
  }

  /// Where the file is and which one it is.
  struct Place: Sendable {
    let path: String
    /// What SQLite opens.
    let source: String
    let identity: FileIdentity?

    /// Whether another file has the ledger's name.
    var isTakenByAnother: Bool { FileIdentity(path).map { $0 != identity } ?? false }
    /// Whether the ledger's own file stands there.
    var isInPlace: Bool { FileIdentity(path) == identity }
  }

  private struct State {
    /// Open, and used by nobody.
    var idle: [Connection] = []
    /// That the ledger is open, as others see it; nil where there is no file of the locks.
    var use: SharedUse?
    var isPresent = true
    var isClosed = false
    var userCount = 0
    var lastUse = DispatchTime.now()
    var isTimed = false

    /// Takes out the connections that nobody uses.
    mutating func takeIdle() -> Held {
      defer { idle = [] }
      return Held(connections: idle, use: nil)
    }

    /// Takes out all that keeps the ledger open.
    mutating func takeAll() -> Held {
      defer { (idle, use, isPresent) = ([], nil, false) }
      return Held(connections: idle, use: use)
    }
  }

  /// What keeps the ledger open.
  private struct Held {
    let connections: [Connection]
    let use: SharedUse?
  }

  /// How many read at a time; who comes later waits for one of them.
  private static let readersMax = 8

  private let place: Place
  private let isAlone: Bool
  /// How long a store that stays open keeps the ledger after its last use; nil for a command.
  private let idleTime: DispatchTimeInterval?
  /// Keeps the number of the file from being given to another one while the file is not open.
  private let pin: FilePin?
  private let state: Mutex<State>
  /// Of its own: the shared ones may all be waiting for something.
  private let idleQueue = DispatchQueue(label: "ledger-idle")
  private let readers = DispatchSemaphore(value: FileConnections.readersMax)

  /// Opens the first connection, and brings the ledger up to date.
  ///
  /// - Parameters:
  ///   - place: The file.
  ///   - use: By which the caller has made the ledger known as open.
  ///   - isAlone: Whether the caller has it to itself.
  ///   - idleTime: How long a store that stays open keeps the ledger after its last use.
  /// - Throws: A `DatabaseError` or ``StoreFault``.
  init(
    _ place: Place, use: SharedUse?, isAlone: Bool, idleTime: DispatchTimeInterval?
  ) throws {
    self.place = place
    self.isAlone = isAlone
    self.idleTime = idleTime
    pin = idleTime == nil ? nil : FilePin(place.path)
    let first = try Self.open(place, isGuarded: isAlone || use != nil)
    state = Mutex(State(idle: [first], use: use, isTimed: idleTime != nil))
    if let idleTime { wait(idleTime) }
  }

  deinit {
    let held = state.withLock { $0.takeAll() }
    try? end(held)
  }

  /// Does something while the ledger is known to others as open.
  ///
  /// - Throws: What the body throws; ``StoreFault/replaced`` when another file took the place of
  ///   the one that a store stays open for.
  func present<Value>(_ body: () throws -> Value) throws -> Value {
    try enter()
    defer { leave() }
    return try body()
  }

  /// Uses a connection that nobody else uses meanwhile.
  func withConnection<Value>(
    for purpose: Purpose, _ body: (Connection) throws -> Value
  ) throws -> Value {
    try present {
      if purpose == .reading { readers.wait() }
      defer { if purpose == .reading { readers.signal() } }
      let connection = try take()
      defer { giveBack(connection) }
      return try body(connection)
    }
  }

  /// Ends the use of the file: what others are doing through it is done to its end.
  func close() throws {
    let held = state.withLock { state in
      state.isClosed = true
      // Whoever still uses it gives up the rest.
      return state.userCount == 0 ? state.takeAll() : state.takeIdle()
    }
    try end(held)
  }

  private func take() throws -> Connection {
    let idle = try state.withLock { state in
      guard !state.isClosed else { throw Self.closed }
      return state.idle.popLast()
    }
    return try idle ?? Self.open(place, isGuarded: isAlone || state.withLock { $0.use != nil })
  }

  private func giveBack(_ connection: Connection) {
    let isKept = state.withLock { state in
      if !state.isClosed { state.idle.append(connection) }
      return !state.isClosed
    }
    if !isKept { try? end(Held(connections: [connection], use: nil)) }
  }

  private static let closed = DatabaseError(
    resultCode: .SQLITE_MISUSE, message: "Connection is closed")

  private static func open(_ place: Place, isGuarded: Bool) throws -> Connection {
    guard place.isInPlace else { throw StoreFault.replaced }
    let connection = Connection(
      try DatabaseQueue(path: place.source, configuration: LedgerStore.configuration()))
    do {
      guard place.isInPlace else { throw StoreFault.replaced }
      try connection.run { database, _ in
        if try LedgerStore.isOfEarlierVersion(database, path: place.path) {
          try LedgerStore.bringUpToDate(database)
        }
        // Who takes the log away leaves the file of the locks behind; and without it, the file that
        // was opened may have been replaced by now, and its log would meet the other.
        if isGuarded { try LedgerStore.restoreJournalMode(database) }
      }
    } catch {
      try? connection.close(leavesLog: place.isTakenByAnother)
      throw error
    }
    return connection
  }
}

// Presence.
extension FileConnections {
  private func enter() throws {
    let isPresent = try state.withLock { state in
      guard !state.isClosed else { throw Self.closed }
      state.userCount += 1
      return state.isPresent
    }
    guard idleTime != nil else { return }
    do {
      if !isPresent { try comeBack() }
      guard place.isInPlace else { throw StoreFault.replaced }
    } catch {
      leave()
      throw error
    }
  }

  /// Makes the ledger known as open once more; several may do so at once, and one of them counts.
  private func comeBack() throws {
    let use = SharedUse(of: place.path, makesFile: false)
    try use?.enter(until: SharedUse.deadline())
    try SoleName.check(place.path, isGuarded: use != nil)
    state.withLock { state in
      guard !state.isPresent, !state.isClosed else { return }
      (state.use, state.isPresent) = (use, true)
    }
  }

  private func leave() {
    let (held, waits) = state.withLock { state -> (Held?, Bool) in
      state.userCount -= 1
      guard state.userCount == 0 else { return (nil, false) }
      if state.isClosed { return (state.takeAll(), false) }
      state.lastUse = .now()
      defer { state.isTimed = true }
      return (nil, !state.isTimed)
    }
    if let held { try? end(held) }
    if waits, let idleTime { wait(idleTime) }
  }

  /// Looks after a while whether the ledger was used meanwhile, and lets go of it if not.
  private func wait(_ time: DispatchTimeInterval) {
    idleQueue.asyncAfter(deadline: .now() + time) { [weak self] in
      self?.letGoIfIdle()
    }
  }

  private func letGoIfIdle() {
    guard let idleTime else { return }
    let (held, waits) = state.withLock { state -> (Held?, Bool) in
      guard state.userCount == 0, !state.isClosed else {
        // Whoever leaves last looks again.
        state.isTimed = false
        return (nil, false)
      }
      guard state.lastUse + idleTime <= .now() else { return (nil, true) }
      state.isTimed = false
      return (state.takeAll(), false)
    }
    if let held { try? end(held) }
    if waits { wait(idleTime) }
  }

  /// Ends connections, and after them that the ledger is known as open.
  private func end(_ held: Held) throws {
    var failure: (any Error)?
    for connection in held.connections {
      do {
        try connection.close(leavesLog: place.isTakenByAnother)
      } catch {
        failure = failure ?? error
      }
    }
    held.use?.leave()
    if let failure { throw failure }
  }
}
