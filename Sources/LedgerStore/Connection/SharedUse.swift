package import Foundation
import Synchronization

/// One program's share in the use of a ledger by several (共用): who has the file open, and whose
/// turn it is to write.
///
/// SQLite alone keeps the file whole. But it lets those who wait look in now and then, so that one
/// of many may wait for ever; and it does not know of a file that is put in another's place. Here
/// writers come in the order in which they asked, and a file is replaced when nobody has it open.
///
/// The locks lie on single bytes of an empty file beside the ledger. The system lets go of them
/// with their holder, however it ends: the file may stay, and be removed while nobody works.
package final class SharedUse: Sendable {
  /// How long a command waits for the others, all told.
  package static let waitSeconds = 10

  /// The bytes that are locked.
  private enum Place: Int64 {
    /// Passed on the way in; closed while somebody waits to be alone.
    case entrance
    /// Held by all who have the ledger open, or by one alone.
    case presence
    /// Held by the one who writes.
    case writing
  }

  private enum Kind {
    case together
    case alone
    case none
  }

  private let descriptor: Int32

  /// Fails where there is no file of the locks, or none can be had: SQLite's own locks remain.
  ///
  /// - Parameters:
  ///   - path: The ledger's file; a link is followed.
  ///   - makesFile: Make the file of the locks where there is none.
  package init?(of path: String, makesFile: Bool) {
    let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | (makesFile ? O_CREAT : 0)
    descriptor = open(Self.file(of: path), flags, 0o600)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// The file whose bytes are locked, out of the officer's sight.
  static func file(of path: String) -> String {
    let ledger = FilePath.resolved(path)
    let folder = ledger.utf8.lastIndex(of: UInt8(ascii: "/")).map(ledger.utf8.index(after:))
    let name = folder ?? ledger.startIndex
    return "\(ledger[..<name]).\(ledger[name...])-lock"
  }

  /// When a command that begins to wait now gives up.
  static func deadline() -> DispatchTime { .now() + .seconds(waitSeconds) }

  /// Makes this program one of those that have the ledger open, as long as this value lives.
  ///
  /// - Throws: ``StoreFault/locked`` when one who wants to be alone does not come to an end.
  package func enter(until deadline: DispatchTime) throws(StoreFault) {
    try lock(.entrance, .together, until: deadline)
    defer { leave(.entrance) }
    try lock(.presence, .together, until: deadline)
  }

  /// Ends what ``enter(until:)`` began before this value ends.
  func leave() { leave(.presence) }

  /// Makes this program the only one that has the ledger open, as long as this value lives; who
  /// comes later waits at the entrance.
  ///
  /// - Returns: nil where the locks cannot be had.
  /// - Throws: ``StoreFault/locked`` when the others do not come to an end.
  package static func alone(with path: String) throws(StoreFault) -> SharedUse? {
    guard let use = SharedUse(of: path, makesFile: true) else { return nil }
    let deadline = deadline()
    try use.lock(.entrance, .alone, until: deadline)
    try use.lock(.presence, .alone, until: deadline)
    return use
  }

  /// Writes when it is this program's turn, in the order of asking.
  ///
  /// - Throws: What the body throws, or ``StoreFault/locked`` when the turn does not come.
  package func takingTurn<Value>(
    until deadline: DispatchTime, _ body: () throws -> Value
  ) throws -> Value {
    try lock(.writing, .alone, until: deadline)
    defer { leave(.writing) }
    return try body()
  }

  private func lock(
    _ place: Place, _ kind: Kind, until deadline: DispatchTime
  ) throws(StoreFault) {
    if set(place, kind, waits: false) { return }
    let waiting = Waiting()
    // The system's own queue cannot be waited in for a time: another thread stands in it, one of
    // its own, since the shared ones may all be waiting.
    DispatchQueue(label: "ledger-turn").async { [self] in
      _ = set(place, kind, waits: true)
      if !waiting.arrive() { leave(place) }
    }
    guard waiting.isArrived(by: deadline) else { throw .locked }
  }

  private func leave(_ place: Place) { _ = set(place, .none, waits: false) }

  /// - Returns: False when another program holds the place. A file system that knows no locks gives
  ///   every place to everybody.
  private func set(_ place: Place, _ kind: Kind, waits: Bool) -> Bool {
    var lock = flock()
    lock.l_type =
      switch kind {
      case .together: Int16(F_RDLCK)
      case .alone: Int16(F_WRLCK)
      case .none: Int16(F_UNLCK)
      }
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = off_t(place.rawValue)
    lock.l_len = 1
    while fcntl(descriptor, waits ? Self.setOwnAndWait : Self.setOwn, &lock) != 0 {
      if errno != EINTR { return errno != EAGAIN && errno != EACCES }
    }
    return true
  }

  // F_OFD_SETLK and F_OFD_SETLKW, which the C library's module leaves out: the lock is the open
  // file's and not the process's, so that two stores of one process are two users.
  private static let setOwn: Int32 = 37
  private static let setOwnAndWait: Int32 = 38
}

/// One who waits, and gives up at some time.
private final class Waiting: Sendable {
  private enum State {
    case waiting
    case arrived
    case gone
  }

  private let state = Mutex(State.waiting)
  private let semaphore = DispatchSemaphore(value: 0)

  /// - Returns: False when nobody waits any more.
  func arrive() -> Bool {
    let isAwaited = state.withLock { state in
      if state == .waiting { state = .arrived }
      return state == .arrived
    }
    semaphore.signal()
    return isAwaited
  }

  /// - Returns: False when it took too long; then it is too late for ever.
  func isArrived(by deadline: DispatchTime) -> Bool {
    _ = semaphore.wait(timeout: deadline)
    return state.withLock { state in
      if state == .waiting { state = .gone }
      return state == .arrived
    }
  }
}
