#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  /// A ledger is made while the disk fails, the process is killed or the power goes.
  @Suite("新建账本时磁盘出错", .serialized)
  struct NewLedgerTests {
    private static let line = ["init", "--agency", "测试区司法局", "--region", "测试区"]

    @Test(
      "a new ledger is there whole or not at all, whichever call of its making is refused",
      arguments: FaultyDisk.Refusal.allCases)
    func refused(_ refusal: FaultyDisk.Refusal) async throws {
      let calls = try await Self.calls().filter {
        refusal == .half ? $0.verb == .write : $0.verb != .say && $0.verb != .reads
      }
      #expect(calls.count > 20)
      try await DiskPoints.forEach(DiskPoints.chosen(calls, atMost: 40)) { call in
        let note = "\(refusal) at \(call.number) (\(call.verb) \(call.path))"
        try await Self.judge(.refused(at: call.number, as: refusal), note)
      }
    }

    @Test("a new ledger is there whole or not at all, whatever could not be read")
    func unreadable() async throws {
      let reads = try await Self.calls().last { $0.verb == .reads }?.offset ?? 0
      #expect(reads > 1)
      try await DiskPoints.forEach(Array(1...reads)) { read in
        try await Self.judge(.unreadable(at: read), "read \(read)")
      }
    }

    @Test("killed right before a call of its making, a ledger is there whole or not at all")
    func killed() async throws {
      let count = try await Self.calls().last?.number ?? 0
      let points = DiskPoints.chosen(Array(1...count), atMost: 40)
      try await DiskPoints.forEach(points) { point in
        let place = try Workplace()
        let disk = FaultyDisk(fault: .killed(at: point))
        let run = try await place.run(Self.line, environment: disk.environment(in: place.path))
        #expect(run.isKilled, "call \(point)")
        try await Self.complete(place, "killed at \(point)")
      }
    }

    @Test("after a power cut a new ledger is there if that was said, else whole or not at all")
    func cut() async throws {
      let empty = try Workplace()
      var disk = try PowerlessDisk(empty.path)
      var generator = SeededGenerator(seed: DiskPoints.seed)
      var known: Set<[String: [UInt8]?]> = []
      var isSaid = false
      for call in try await Self.calls(in: empty) {
        disk.take(call)
        if call.verb == .say, !isSaid {
          isSaid = true
          known = []
        }
        for rest in PowerlessDisk.Rest.allCases where disk.isUncertain || rest == .nothing {
          let found = disk.found(rest, &generator)
          guard known.insert(found).inserted else { continue }
          let note = "cut after call \(call.number) (\(call.verb) \(call.path)), \(rest)"
          let isThere = try Self.isThere(in: Workplace(found), note)
          #expect(isThere || !isSaid, "\(note)")
        }
      }
      #expect(isSaid)
    }

    /// Everything that the making of a ledger does to the disk.
    private static func calls(in place: Workplace? = nil) async throws -> [DiskCall] {
      let place = try place ?? Workplace()
      let record = place.path + ".record"
      defer { try? FileManager.default.removeItem(atPath: record) }
      let disk = FaultyDisk(fault: nil, record: record)
      let run = try await place.run(line, environment: disk.environment(in: place.path))
      #expect(run.exitCode == 0, "\(run.stderr)")
      return try DiskCall.all(in: Data(contentsOf: URL(filePath: record)), of: place.path)
    }

    /// Makes a ledger on a disk that fails, and holds what is said against what is there.
    private static func judge(_ fault: FaultyDisk.Fault, _ note: String) async throws {
      let place = try Workplace()
      let record = place.path + ".record"
      defer { try? FileManager.default.removeItem(atPath: record) }
      var disk = try PowerlessDisk(place.path)
      let faulty = FaultyDisk(fault: fault, record: record)
      let run = try await place.run(line, environment: faulty.environment(in: place.path))
      let note = "\(note): exit \(run.exitCode), \(run.stdout)\(run.stderr)"
      let isThere = try isThere(in: place, note)
      if run.exitCode == 0 {
        #expect(isThere, "\(note)")
        for call in try DiskCall.all(in: Data(contentsOf: URL(filePath: record)), of: place.path) {
          disk.take(call)
        }
        var generator = SeededGenerator(seed: DiskPoints.seed)
        let certain = try Workplace(disk.found(.nothing, &generator))
        #expect(try Self.isThere(in: certain, note), "\(note), after a power cut")
      } else {
        #expect(run.exitCode == 1 && !run.isKilled && !isThere, "\(note)")
        #expect(run.stderr.hasPrefix("错误："), "\(note)")
        #expect(englishSentence(in: run.stderr) == nil, "\(note)")
        #expect(run.stderr.contains("账本没有改动"), "\(note)")
      }
      try await complete(place, note)
    }

    /// Whether the ledger is there; it is whole then, and nothing else that an officer would see.
    private static func isThere(in place: Workplace, _ note: String) throws -> Bool {
      let seen = try place.names().filter { !$0.hasPrefix(".") }
      #expect(seen == [] || seen == [Workplace.ledgerName], "\(note)")
      guard place.exists(Workplace.ledgerName) else { return false }
      let state = try LedgerState(of: place.file(Workplace.ledgerName))
      #expect(state.problems == [] && state.entries == 1, "\(note)")
      return true
    }

    /// The same command makes the ledger, or finds it made, and leaves no draft.
    private static func complete(_ place: Workplace, _ note: String) async throws {
      let wasThere = try isThere(in: place, note)
      let run = try await place.run(line)
      #expect(run.exitCode == (wasThere ? 1 : 0), "\(note): \(run.stderr)")
      #expect(try isThere(in: place, note), "\(note)")
      let drafts = try place.names().filter { $0.contains(".new-") }
      #expect(wasThere || drafts == [], "\(note)")
    }
  }
#endif
