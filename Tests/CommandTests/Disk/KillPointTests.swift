#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  @Suite("在每一次写盘前被杀", .serialized)
  struct KillPointTests {
    @Test(
      "killed right before a call that changes a file, a command has done all or nothing",
      arguments: Act.all)
    func killed(_ act: Act) async throws {
      let scene = try await Scene.of(act)
      let points = Array(1...scene.callCount)
      #expect(points.count > 20)
      let chosen = DiskPoints.chosen(points, atMost: points.count > 60 ? 30 : 60)
      try await DiskPoints.forEach(chosen) { point in
        let place = try scene.base.twin()
        let run = try await place.run(act, on: FaultyDisk(fault: .killed(at: point)))
        // Two threads may come to a call more or less than they did the first time.
        #expect(run.isKilled || point > scene.callCount - 5, "call \(point)")
        let note = "seed \(DiskPoints.seed), killed at \(point)"
        let isDone = try scene.check(place, note)
        try await scene.complete(place, wasDone: isDone, note)
      }
    }
  }
#endif
