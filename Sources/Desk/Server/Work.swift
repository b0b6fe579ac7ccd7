import Foundation
import Synchronization

/// An answer that is being worked out on a thread of its own (正在办理): it may take long, and who
/// asked for it may leave.
final class Work: Sendable {
  /// What it is, in a word or two.
  let title: String
  /// The head of the ledger when it was begun; nil where there was none.
  let head: String?
  private let time: @Sendable () -> Int
  private let begunAt: Int
  private let state = Mutex(State())
  private let underWay = DispatchGroup()

  private struct State {
    var words: String?
    var response: Response?
    var endedAt: Int?
  }

  /// For how long an answer is given to who asks for the same again, in seconds.
  private static let keptTime = 60

  /// Begins.
  ///
  /// - Parameters:
  ///   - title: What it is.
  ///   - head: The head of the ledger now.
  ///   - others: All that is under way.
  ///   - time: Seconds of a clock that nobody sets.
  ///   - answer: Works it out, and may tell how far it is.
  init(
    _ title: String, head: String?, among others: DispatchGroup,
    time: @escaping @Sendable () -> Int, _ answer: @escaping @Sendable (Work) -> Response
  ) {
    (self.title, self.head, self.time) = (title, head, time)
    begunAt = time()
    underWay.enter()
    others.enter()
    Thread.detachNewThread {
      let response = answer(self)
      self.state.withLock { state in
        state.response = response
        state.endedAt = time()
      }
      self.underWay.leave()
      others.leave()
    }
  }

  /// Says how far it is.
  func tell(_ words: String) { state.withLock { $0.words = words } }

  /// How far it is, where it said so.
  var words: String? { state.withLock(\.words) }

  /// For how long it has been under way.
  var seconds: Int { time() - begunAt }

  var hasEnded: Bool { state.withLock { $0.response != nil } }

  /// Whether its answer is that of a ledger with a head, now or as soon as it is there.
  func holds(for head: String?) -> Bool {
    let endedAt = state.withLock(\.endedAt)
    return head == self.head && time() - (endedAt ?? time()) < Self.keptTime
  }

  /// The answer, waited for as long as somebody is patient; nil where it takes longer.
  func response(within patience: DispatchTimeInterval) -> Response? {
    _ = underWay.wait(timeout: .now() + patience)
    return state.withLock(\.response)
  }
}
