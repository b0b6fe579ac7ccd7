#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  /// The power goes at a moment of a run that was written down, and what was not synced is lost,
  /// torn or in another order.
  @Suite("停电", .serialized)
  struct PowerCutTests {
    @Test("the record of a run is all that it did to the disk", arguments: Act.all)
    func record(_ act: Act) async throws {
      let scene = try await Scene.of(act)
      let place = try scene.base.twin()
      let record = place.path + ".record"
      defer { try? FileManager.default.removeItem(atPath: record) }
      var disk = try PowerlessDisk(place.path)
      _ = try await place.run(act, on: FaultyDisk(fault: nil, record: record))
      let calls = try DiskCall.all(in: Data(contentsOf: URL(filePath: record)), of: place.path)
      for call in calls { disk.take(call) }
      var generator = SeededGenerator(seed: DiskPoints.seed)
      let laidOut = try Workplace(disk.found(.everything, &generator))
      let names = try FileManager.default.subpathsOfDirectory(atPath: place.path).sorted()
      #expect(try FileManager.default.subpathsOfDirectory(atPath: laidOut.path).sorted() == names)
      for name in names where !place.isFolder(name) {
        #expect(try place.bytes(of: name) == laidOut.bytes(of: name), "\(name)")
      }
    }

    @Test(
      "after a power cut a command that had said it was done is there, any other whole or not",
      arguments: Act.all)
    func cut(_ act: Act) async throws {
      let recording = try await Recording(act)
      var cuts = 0
      try await recording.forEachCut(every: DiskPoints.areAllTried ? 1 : 6) { cut in
        cuts += 1
        let place = try Workplace(cut.found)
        let isDone = try recording.scene.check(place, mustBeDone: cut.isSaid, cut.note)
        if DiskPoints.areAllTried || cuts.isMultiple(of: 8) {
          try await recording.scene.complete(place, wasDone: isDone, cut.note)
        }
      }
      #expect(cuts > 12)
    }

    @Test("without the syncs of files a power cut loses something", arguments: Act.all)
    func withoutSyncs(_ act: Act) async throws {
      let recording = try await Recording(act)
      #expect(try await recording.isLossFound { $0.verb == .sync })
    }

    @Test(
      "without the syncs of folders a power cut loses something",
      arguments: [Act.closing, .backup, .restore, .export])
    func withoutFolderSyncs(_ act: Act) async throws {
      let recording = try await Recording(act)
      #expect(try await recording.isLossFound { $0.verb == .syncFolder })
    }
  }

  /// A run that was written down, to be cut off anywhere.
  private struct Recording {
    let scene: Scene
    private let place: Workplace
    private let calls: [DiskCall]
    private let disk: PowerlessDisk

    init(_ act: Act) async throws {
      scene = try await Scene.of(act)
      place = try scene.base.twin()
      let record = place.path + ".record"
      defer { try? FileManager.default.removeItem(atPath: record) }
      disk = try PowerlessDisk(place.path)
      _ = try await place.run(act, on: FaultyDisk(fault: nil, record: record))
      calls = try DiskCall.all(in: Data(contentsOf: URL(filePath: record)), of: place.path)
    }

    /// A moment at which the power goes.
    struct Cut {
      let found: [String: [UInt8]?]
      /// Whether the command had said by then that it was done.
      let isSaid: Bool
      let note: String
    }

    /// Cuts right before and after every sync and wherever something was said, and at some of the
    /// calls between; what was found before is not looked at again.
    func forEachCut(
      every step: Int, ignoring: @escaping (DiskCall) -> Bool = { _ in false },
      _ body: (Cut) async throws -> Void
    ) async throws {
      var disk = disk
      disk.ignored = ignoring
      var generator = SeededGenerator(seed: DiskPoints.seed)
      var isSaid = false
      var known: Set<[String: [UInt8]?]> = []
      for (index, call) in calls.enumerated() {
        disk.take(call)
        if call.verb == .say, !isSaid {
          isSaid = true
          known = []
        }
        let next = index + 1 < calls.count ? calls[index + 1] : nil
        let isBoundary = [call, next].contains { call in
          [.sync, .syncFolder, .say, .reads].contains(call?.verb)
        }
        guard isBoundary || generator.chance(oneIn: step) else { continue }
        let rests = PowerlessDisk.Rest.allCases
        let tried =
          isBoundary || DiskPoints.areAllTried ? rests : generator.pick(from: rests).map { [$0] }
        for rest in tried ?? [] where disk.isUncertain || rest == .nothing {
          let seed = generator.next()
          var chance = SeededGenerator(seed: seed)
          let found = disk.found(rest, &chance)
          guard known.insert(found.filter { !$0.key.hasSuffix("-shm") }).inserted else { continue }
          let note =
            "cut after call \(call.number) (\(call.verb) \(call.path)), \(rest), seed \(seed)"
          try await body(Cut(found: found, isSaid: isSaid, note: note))
        }
      }
    }

    /// Whether a cut finds something wrong when some syncs do nothing.
    func isLossFound(ignoring: @escaping (DiskCall) -> Bool) async throws -> Bool {
      struct Found: Error {}
      do {
        try await forEachCut(every: 20, ignoring: ignoring) { cut in
          let found = try scene.found(in: Workplace(cut.found), mustBeDone: cut.isSaid)
          if !found.problems.isEmpty { throw Found() }
        }
        return false
      } catch is Found {
        return true
      }
    }
  }
#endif
