#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  @Suite("磁盘出错", .serialized)
  struct FailingDiskTests {
    @Test(
      "a command whose disk fails once or for good does all or nothing, and says which",
      arguments: Act.all, FaultyDisk.Refusal.allCases)
    func refused(_ act: Act, _ refusal: FaultyDisk.Refusal) async throws {
      let scene = try await Scene.of(act)
      // Only a write can be cut short.
      let calls = scene.calls.filter {
        refusal == .half ? $0.verb == .write : $0.verb != .say && $0.verb != .reads
      }
      let points = calls.map(\.number)
      try await DiskPoints.forEach(DiskPoints.chosen(points, atMost: 14)) { point in
        let call = calls.first { $0.number == point }
        let note = "seed \(DiskPoints.seed), \(refusal) at \(point) (\(String(describing: call)))"
        try await Self.judge(scene, .refused(at: point, as: refusal), note)
      }
    }

    @Test("a command that cannot read does all or nothing, and says which", arguments: Act.all)
    func unreadable(_ act: Act) async throws {
      let scene = try await Scene.of(act)
      #expect(scene.readCount > 5)
      let points = DiskPoints.chosen(Array(1...scene.readCount), atMost: 10)
      try await DiskPoints.forEach(points) { point in
        let note = "seed \(DiskPoints.seed), read \(point)"
        try await Self.judge(scene, .unreadable(at: point), note)
      }
    }

    /// Runs the act on a disk that fails, and holds what it says against what is there.
    private static func judge(
      _ scene: Scene, _ fault: FaultyDisk.Fault, _ note: String
    ) async throws {
      let place = try scene.base.twin()
      let record = place.path + ".record"
      defer { try? FileManager.default.removeItem(atPath: record) }
      var disk = try PowerlessDisk(place.path)
      let run = try await place.run(scene.act, on: FaultyDisk(fault: fault, record: record))
      let note = "\(note): exit \(run.exitCode), \(run.stdout)\(run.stderr)"
      for call in try DiskCall.all(in: Data(contentsOf: URL(filePath: record)), of: place.path) {
        disk.take(call)
      }
      #expect(!run.isKilled, "\(note)")
      let isDone = try scene.check(place, note)
      if run.exitCode == 0 {
        #expect(isDone, "\(note)")
        // Done is what survives the loss of everything that was not synced.
        var generator = SeededGenerator(seed: DiskPoints.seed)
        let certain = try Workplace(disk.found(.nothing, &generator))
        try scene.check(certain, mustBeDone: true, "\(note), after a power cut")
      } else {
        let state = try LedgerState(of: place.file(Workplace.ledgerName))
        // 3 says that it is done although something failed afterwards.
        #expect([1, 3].contains(run.exitCode), "\(note)")
        if run.exitCode == 3 { #expect(state != scene.before, "\(note)") }
        expectHonest(run, isChanged: state != scene.before, note)
      }
      try await scene.complete(place, wasDone: isDone, note)
    }

    /// Expects a Chinese message that says whether the ledger was changed, and tells the truth.
    private static func expectHonest(_ run: Run, isChanged: Bool, _ note: String) {
      let lines = run.stderr.split(separator: "\n")
      #expect(lines.contains { $0.hasPrefix("错误：") }, "\(note)")
      #expect(englishSentence(in: run.stderr) == nil, "\(note)")
      let saysUnchanged = run.stderr.contains("账本没有改动")
      let saysChanged = run.stderr.contains("账本已经改动")
      #expect(saysUnchanged != saysChanged, "\(note)")
      #expect(saysChanged == isChanged, "\(note)")
    }
  }
#endif
