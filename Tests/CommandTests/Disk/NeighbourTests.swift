#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  /// A command that has the ledger open when the power goes, and a payment recorded meanwhile.
  struct Neighbour: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let arguments: [String]
    /// Where it stands still: at the first such call, with the ledger open.
    let stops: DiskCall.Verb

    static let all = [
      Neighbour(
        testDescription: "report pack", arguments: ["report", "pack", "--year", "2024"],
        stops: .mkdir),
      Neighbour(testDescription: "export", arguments: ["export", "导出"], stops: .mkdir),
    ]
  }

  /// With a second program at the file the log stays when the first one closes it: what was
  /// recorded lies there, and nowhere else, when the power goes.
  @Suite("停电时另一个程序也打开着账本", .serialized)
  struct NeighbourTests {
    @Test(
      "what was said to be recorded survives a power cut beside another program",
      arguments: Neighbour.all)
    func cut(_ neighbour: Neighbour) async throws {
      let problems = try await Self.problems(neighbour)
      #expect(problems == [])
    }

    @Test(
      "without the syncs of files something is lost beside another program",
      arguments: Neighbour.all)
    func withoutSyncs(_ neighbour: Neighbour) async throws {
      let problems = try await Self.problems(neighbour) { $0.verb == .sync }
      #expect(problems != [])
    }

    /// What is wrong after power cuts here and there in the payment beside a neighbour, when some
    /// calls do nothing.
    private static func problems(
      _ neighbour: Neighbour, ignoring: @escaping (DiskCall) -> Bool = { _ in false }
    ) async throws -> [String] {
      let base = try await SmallBook.workplace()
      let lawful = try await lawful(neighbour, base)
      var (before, calls, disk) = try await recorded(neighbour, in: base.twin())
      disk.ignored = ignoring
      for call in before { disk.take(call) }
      var generator = SeededGenerator(seed: DiskPoints.seed)
      var known: Set<[String: [UInt8]?]> = []
      var (isSaid, cuts, problems) = (false, 0, [String]())
      for call in calls {
        disk.take(call)
        if call.verb == .say, !isSaid {
          isSaid = true
          known = []
        }
        let isBoundary = [.sync, .syncFolder, .say, .reads].contains(call.verb)
        guard isBoundary || DiskPoints.areAllTried || generator.chance(oneIn: 4) else { continue }
        for rest in PowerlessDisk.Rest.allCases where disk.isUncertain || rest == .nothing {
          let found = disk.found(rest, &generator)
          guard known.insert(found.filter { !$0.key.hasSuffix("-shm") }).inserted else { continue }
          cuts += 1
          let state = try? state(in: Workplace(found))
          let isLawful = state.map { isSaid ? $0 == lawful.last : lawful.contains($0) } ?? false
          if isLawful, state?.problems == [] { continue }
          problems.append("cut after call \(call.number) (\(call.verb) \(call.path)), \(rest)")
        }
      }
      #expect(isSaid && cuts > 5)
      return problems
    }

    private static func state(in place: Workplace) throws -> LedgerState {
      try LedgerState(of: place.file(Workplace.ledgerName))
    }

    private static let payment = SmallBook.pay("支1", 1)

    /// The ledger before and after the payment; the neighbour changes nothing in it.
    private static func lawful(
      _ neighbour: Neighbour, _ base: Workplace
    ) async throws -> [LedgerState] {
      let place = try base.twin()
      var states = [try state(in: place)]
      for line in [neighbour.arguments, payment] {
        let disk = FaultyDisk(fault: nil)
        let run = try await place.run(line, environment: disk.environment(in: place.path))
        #expect([0, 2].contains(run.exitCode), "\(run.stderr)")
        states.append(try state(in: place))
      }
      #expect(states[0] == states[1] && states[1] != states[2])
      return states
    }

    /// Lets the neighbour come as far as it should, records beside it, and ends both.
    ///
    /// - Returns: What the neighbour did to the disk by then, what was done beside it, and the disk
    ///   as it was before both.
    private static func recorded(
      _ neighbour: Neighbour, in place: Workplace
    ) async throws -> (before: [DiskCall], calls: [DiskCall], disk: PowerlessDisk) {
      let record = place.path + ".record"
      defer { try? FileManager.default.removeItem(atPath: record) }
      func calls(in place: Workplace) throws -> [DiskCall] {
        try DiskCall.all(in: Data(contentsOf: URL(filePath: record)), of: place.path)
      }
      let rehearsal = try place.twin()
      let whole = FaultyDisk(fault: nil, record: record)
      _ = try await rehearsal.run(
        neighbour.arguments, environment: whole.environment(in: rehearsal.path))
      let stop = try calls(in: rehearsal).first { $0.verb == neighbour.stops }?.number
      try FileManager.default.removeItem(atPath: record)
      let disk = try PowerlessDisk(place.path)
      let stopping = FaultyDisk(fault: .stopped(at: try #require(stop)), record: record)
      let other = try place.start(
        neighbour.arguments, environment: stopping.environment(in: place.path))
      try await other.waitUntilStopped()
      let before = try calls(in: place)
      let run = try await place.run(
        payment, environment: whole.environment(in: place.path))
      other.kill()
      _ = try await other.finish()
      #expect(run.exitCode == 0, "\(run.stderr)")
      #expect(place.exists(Workplace.ledgerName + "-wal"), "nobody else had the ledger open")
      return (before, Array(try calls(in: place).dropFirst(before.count)), disk)
    }
  }
#endif
