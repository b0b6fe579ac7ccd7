import Foundation
import LedgerCore
import LedgerStore
import Synchronization

/// The browsers at the desk.
///
/// Each came by an opening link that serves once, and has a key that the browser gives back with
/// every request. All of it lives in memory and ends with the desk.
package final class BrowserSessions: Sendable {
  /// How long an opening link waits to be followed, in seconds.
  static let openingTime = 60
  /// How long a browser may stay without a request, in seconds.
  static let idleTime = 30 * 60
  /// One more ends the one that was seen the longest ago.
  static let sessionsMax = 16

  let time: @Sendable () -> Int
  private let awakeTime: @Sendable () -> Int
  private let state = Mutex(State())

  private struct State {
    var openings: [String: Int] = [:]
    var sessions: [String: BrowserSession] = [:]
    /// By the clock that stands still while the machine sleeps.
    var lastRequest: Int?
  }

  /// - Parameters:
  ///   - time: Seconds of a clock that nobody sets, and that goes on while the machine sleeps.
  ///   - awakeTime: Seconds of one that then stands still.
  package init(
    time: @escaping @Sendable () -> Int = secondsSinceStart,
    awakeTime: @escaping @Sendable () -> Int = secondsAwake
  ) {
    self.time = time
    self.awakeTime = awakeTime
  }

  /// A code for a link that opens the desk in one browser.
  package func newOpening() -> String {
    let code = randomKey()
    let now = time()
    state.withLock { state in
      state.openings = state.openings.filter { now - $0.value < Self.openingTime }
      state.openings[code] = now
      state.lastRequest = awakeTime()
    }
    return code
  }

  /// Opens the desk in a browser; nil where the code was used, or waited too long.
  func open(_ code: String) -> BrowserSession? {
    let now = time()
    return state.withLock { state in
      guard let made = state.openings.removeValue(forKey: code), now - made < Self.openingTime
      else { return nil }
      let session = BrowserSession(key: randomKey(), now: now)
      state.sessions[session.key] = session
      state.lastRequest = awakeTime()
      if state.sessions.count > Self.sessionsMax,
        let oldest = state.sessions.values.min(by: { $0.lastSeen < $1.lastSeen })
      {
        oldest.end()
        state.sessions[oldest.key] = nil
      }
      return session
    }
  }

  /// The session of a key; nil where there is none, or its time is over.
  func session(_ key: String?) -> BrowserSession? {
    let now = time()
    endIdle()
    return state.withLock { state in
      guard let session = key.flatMap({ state.sessions[$0] }) else { return nil }
      session.seen(at: now)
      state.lastRequest = awakeTime()
      return session
    }
  }

  /// Ends the sessions whose time is over, with all that was kept for them.
  func endIdle() {
    let now = time()
    state.withLock { state in
      for (key, session) in state.sessions where now - session.lastSeen >= Self.idleTime {
        session.end()
        state.sessions[key] = nil
      }
    }
  }

  /// Ends all sessions.
  func endAll() {
    state.withLock { state in
      for session in state.sessions.values { session.end() }
      state.sessions = [:]
      state.openings = [:]
    }
  }

  /// Seconds of the clock by which sessions end.
  var now: Int { time() }

  /// For how many seconds nobody has asked for anything while the machine was awake: who comes back
  /// to one that slept is still told that the session is over.
  var idleSeconds: Int {
    let now = awakeTime()
    return state.withLock { now - ($0.lastRequest ?? now) }
  }
}

/// One browser at the desk.
package final class BrowserSession: Sendable {
  let key: String
  private let state: Mutex<State>

  private struct State {
    var lastSeen: Int
    var signer: EntrySigner?
    var operatorName: String?
    var forms: [FormNumber: FormRecord] = [:]
    /// In which the numbers were given out.
    var order: [FormNumber] = []
    var drop: DroppedTables?
    var shownNames: [NamedPage: ShownNames] = [:]
    /// What takes long, by the number of its form or the address of its page.
    var works: [(name: String, work: Work)] = []
  }

  /// One more, and the one begun first is not found again.
  private static let worksMax = 20
  /// One more, and the oldest serves no more.
  static let formsMax = 500

  init(key: String, now: Int) {
    self.key = key
    state = Mutex(State(lastSeen: now))
  }

  var lastSeen: Int { state.withLock(\.lastSeen) }

  func seen(at now: Int) { state.withLock { $0.lastSeen = now } }

  /// Who has signed in here.
  var signer: EntrySigner? {
    get { state.withLock(\.signer) }
    set { state.withLock { $0.signer = newValue } }
  }

  /// Who acts in a ledger without people, as typed here.
  var operatorName: String? {
    get { state.withLock(\.operatorName) }
    set { state.withLock { $0.operatorName = newValue } }
  }

  /// The tables that were dropped and are not entered yet.
  var drop: DroppedTables? {
    get { state.withLock(\.drop) }
    set { state.withLock { $0.drop = newValue } }
  }

  /// The names that are shown here on a page; nil where they are masked.
  subscript(page: NamedPage) -> ShownNames? {
    get { state.withLock { $0.shownNames[page] } }
    set { state.withLock { $0.shownNames[page] = newValue } }
  }

  /// What is under way, or has ended and was not seen, under a form's number or an address.
  func work(_ name: String) -> Work? {
    state.withLock { $0.works.first { $0.name == name }?.work }
  }

  /// The acts among all that is under way or was not seen yet.
  func works() -> [(number: FormNumber, work: Work)] {
    state.withLock { state in
      state.works.compactMap { name, work in
        let number = FormNumber(text: name)
        return state.forms[number].map { _ in (number, work) }
      }
    }
  }

  func keep(_ work: Work, as name: String) {
    state.withLock { state in
      state.works.removeAll { $0.name == name }
      state.works.append((name, work))
      if state.works.count > Self.worksMax { state.works.removeFirst() }
    }
  }

  func forgetWork(_ name: String) { state.withLock { $0.works.removeAll { $0.name == name } } }

  /// Nothing of it may be used any more.
  func end() {
    state.withLock { $0 = State(lastSeen: $0.lastSeen) }
  }

  /// A new number for a form: it serves for that form, in this browser, once.
  ///
  /// - Parameters:
  ///   - name: Of the form.
  ///   - ledger: The digest of the first entry of the ledger it was made for; nil for a form that
  ///     is about no ledger.
  /// - Returns: The number, which nobody can guess.
  func newForm(_ name: String, of ledger: Data? = nil) -> FormNumber {
    let number = FormNumber(text: randomKey())
    state.withLock { state in
      state.forms[number] = FormRecord(name: name, ledger: ledger)
      state.order.append(number)
      if state.order.count > Self.formsMax {
        state.forms[state.order.removeFirst()] = nil
      }
    }
    return number
  }

  /// What is known of a form's number; nil where it is none of this browser's, or another form's.
  func form(_ number: FormNumber?, named name: String) -> FormRecord? {
    guard let number, let record = state.withLock({ $0.forms[number] }), record.name == name
    else { return nil }
    return record
  }

  /// What is known of a form's number, whatever its form.
  func form(_ number: FormNumber) -> FormRecord? { state.withLock { $0.forms[number] } }

  /// Begins the one act of a form; false where it was begun before.
  func begin(_ number: FormNumber) -> Bool {
    state.withLock { state in
      guard case .open = state.forms[number]?.state else { return false }
      state.forms[number]?.state = .underWay
      return true
    }
  }

  /// The act of a form was done, or may be tried again.
  func settle(_ number: FormNumber, _ new: FormRecord.State) {
    state.withLock { $0.forms[number]?.state = new }
  }
}

/// The one-time number of a form.
struct FormNumber: Hashable, Sendable {
  let text: String

  /// As the form sends it.
  var input: HTML { "<input type=\"hidden\" name=\"form\" value=\"\(text)\">" }
}

/// A form that was given out, and what came of it.
struct FormRecord: Sendable {
  let name: String
  /// The digest of the first entry of the ledger it was made for.
  let ledger: Data?
  var state = State.open

  enum State: Sendable {
    case open
    case underWay
    case done(DoneAct)
  }
}

/// 256 bits of chance, as letters and digits.
func randomKey() -> String {
  var generator = SystemRandomNumberGenerator()
  let digits = Array("0123456789abcdef")
  return String((0..<64).map { _ in digits[Int.random(in: 0..<16, using: &generator)] })
}

/// Seconds since the machine was started, without its sleep.
package func secondsAwake() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec
}

/// Seconds since the machine was started, its sleep counted in.
package func secondsSinceStart() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_BOOTTIME, &time)
  return time.tv_sec
}
