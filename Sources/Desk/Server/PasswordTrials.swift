import Foundation
import Synchronization

/// Wrong passwords (密码错误): each makes the next trial wait longer, whichever browser tries.
final class PasswordTrials: Sendable {
  private static let pauseMax = 30
  private let time: @Sendable () -> Int
  private let wrong = Mutex<(count: Int, last: Int)>((0, 0))

  init(time: @escaping @Sendable () -> Int = secondsSinceStart) {
    self.time = time
  }

  /// Makes a trial, after as long a pause as the wrong ones before ask for.
  func trying<Value>(_ trial: () throws -> Value) throws -> Value {
    // One after the other: what is tried at the same time waits as well.
    try wrong.withLock { wrong in
      let pause = wrong.count == 0 ? 0 : min(1 << min(wrong.count, 6), Self.pauseMax)
      let left = wrong.last + pause - time()
      if left > 0 { sleep(UInt32(left)) }
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
