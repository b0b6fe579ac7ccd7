#if os(Linux)
  import Foundation
  import TestSupport

  /// The points of a run at which it is interrupted.
  enum DiskPoints {
    /// Every point is tried, not a sample: `EVERY_POINT=1 swift test`.
    static let areAllTried = !(ProcessInfo.processInfo.environment["EVERY_POINT"] ?? "").isEmpty

    static let seed: UInt64 = 20_241_231

    /// All points, or so many of them by the seed, in order; the first and the last always.
    static func chosen<Point: Sendable>(_ points: [Point], atMost count: Int) -> [Point] {
      guard !areAllTried, points.count > count else { return points }
      var generator = SeededGenerator(seed: seed)
      let inner = points.indices.dropFirst().dropLast().shuffled(using: &generator)
      let kept = Set([points.startIndex, points.count - 1] + inner.prefix(count - 2))
      return points.indices.filter(kept.contains).map { points[$0] }
    }

    /// Goes through points two at a time.
    static func forEach<Point: Sendable>(
      _ points: [Point], _ body: @escaping @Sendable (Point) async throws -> Void
    ) async throws {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for lane in 0..<2 {
          group.addTask {
            for index in stride(from: lane, to: points.count, by: 2) {
              try await body(points[index])
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }
#endif
