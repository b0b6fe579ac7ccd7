import Bookkeeping
import LedgerCore
import Synchronization

/// Wrong passwords (密码错误): each makes the next trial wait longer, whichever browser tries.
final class PasswordTrials: Sendable {
  private let time: @Sendable () -> Int
  private let wrong = Mutex<(count: Int, last: Int)>((0, 0))

  init(time: @escaping @Sendable () -> Int = secondsSinceStart) {
    self.time = time
  }

  /// A trial that came too early: the password was not looked at.
  struct TooEarly: OfficerError {
    let seconds: Int

    var description: String { "刚才的密码不对，这一次没有核对：请等 \(seconds) 秒再登录；账本没有改动" }
  }

  /// Makes a trial, unless the wrong ones before ask for a longer pause.
  ///
  /// - Throws: ``TooEarly``; what the trial throws, which then counts as a wrong one.
  func trying<Value>(_ trial: () throws -> Value) throws -> Value {
    // One after the other: what is tried at the same time is too early as well.
    try wrong.withLock { wrong in
      let left = wrong.last + SignIn.pause(afterWrong: wrong.count) - time()
      guard left <= 0 else { throw TooEarly(seconds: left) }
      do {
        let value = try trial()
        wrong = (0, 0)
        return value
      } catch {
        wrong = (wrong.count + 1, time())
        throw error
      }
    }
  }
}
