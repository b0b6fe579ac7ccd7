#if os(Linux)
  import Foundation
  import Synchronization
  import Testing

  /// An act that was done once from beginning to end, with everything it did to the disk.
  struct Scene: Sendable {
    let act: Act
    /// As it was before.
    let base: Workplace
    let before: LedgerState
    let after: LedgerState
    let calls: [DiskCall]
    /// What the act made, by its path.
    let products: [String: Data]

    /// The scene of an act, which is made once for all tests.
    static func of(_ act: Act) async throws -> Scene { try await Scenes.shared.scene(of: act) }

    fileprivate init(_ act: Act) async throws {
      self.act = act
      base = try await act.workplace()
      before = try LedgerState(of: base.file(Workplace.ledgerName))
      let place = try base.twin()
      let record = place.path + ".record"
      defer { try? FileManager.default.removeItem(atPath: record) }
      let run = try await place.run(act, on: FaultyDisk(fault: nil, record: record))
      #expect(run.exitCode == 0, "\(run.stderr)")
      calls = try DiskCall.all(in: Data(contentsOf: URL(filePath: record)), of: place.path)
      after = try LedgerState(of: place.file(Workplace.ledgerName))
      #expect(before.problems + after.problems == [])
      #expect((before == after) != act.changesLedger)
      products = try place.contents(of: act.products)
      #expect(products.isEmpty == act.products.isEmpty)
    }

    /// The last call that changes a file.
    var callCount: Int { calls.last?.number ?? 0 }

    var readCount: Int { calls.last { $0.verb == .reads }?.offset ?? 0 }
  }

  // What must hold after an interruption.
  extension Scene {
    /// What is found in a place where the act was interrupted.
    struct Found {
      /// Whether all is as after the act.
      let isDone: Bool
      /// What is neither as before nor as after, or not whole.
      let problems: [String]
    }

    /// Checks that a place is as before or as after, and whole.
    ///
    /// - Returns: Whether it is as after.
    @discardableResult
    func check(
      _ place: Workplace, mustBeDone: Bool = false, _ note: String,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Bool {
      let found = try found(in: place, mustBeDone: mustBeDone)
      #expect(found.problems == [], "\(act), \(note)", sourceLocation: sourceLocation)
      return found.isDone
    }

    func found(in place: Workplace, mustBeDone: Bool = false) throws -> Found {
      let state: LedgerState
      do {
        state = try LedgerState(of: place.file(Workplace.ledgerName))
      } catch {
        return Found(isDone: false, problems: ["the ledger does not open: \(error)"])
      }
      var problems = state.problems
      if state != before, state != after { problems.append("the ledger is neither: \(state)") }
      let made = try place.contents(of: act.products)
      problems += made.filter { products[$0.key] != $0.value }.map { "\($0.key) is not whole" }
      problems += try foldersCutShort(in: place) + strangers(in: place)
      if act.keepsReplaced { problems += try replacedLedgerProblems(in: place, state) }
      let isDone = state == after && made.keys == products.keys
      if mustBeDone, !isDone { problems.append("what was said to be done is not") }
      return Found(isDone: isDone, problems: problems)
    }

    /// A folder that is one product is there with all its files.
    private func foldersCutShort(in place: Workplace) throws -> [String] {
      act.products.filter { place.isFolder($0) }.filter { folder in
        let names = try? FileManager.default.contentsOfDirectory(atPath: place.file(folder))
        let whole = products.keys.filter { $0.hasPrefix(folder + "/") }
        return names?.count != whole.count
      }.map { "\($0) lacks files" }
    }

    /// Files that an officer would see and not know.
    private func strangers(in place: Workplace) throws -> [String] {
      let known = try Set(
        FileManager.default.contentsOfDirectory(atPath: base.path) + act.additions
          + ["-wal", "-shm", "-journal"].map { Workplace.ledgerName + $0 })
      return try FileManager.default.contentsOfDirectory(atPath: place.path)
        .filter { !known.contains($0) && !$0.hasPrefix(".") && !$0.contains(".replaced-") }
        .map { "a stranger: \($0)" }
    }

    /// The ledger that a restore replaced is kept, whole.
    private func replacedLedgerProblems(
      in place: Workplace, _ state: LedgerState
    ) throws -> [String] {
      let kept = try place.names().filter { $0.firstMatch(of: /\.replaced-[0-9TZ-]+$/) != nil }
      let states = try kept.map { try LedgerState(of: place.file($0)) }
      if state == after, !states.contains(before) { return ["the replaced ledger is lost"] }
      return states.allSatisfy { $0 == before || $0 == after } ? [] : ["\(kept) is not whole"]
    }

    /// Does the act again: it ends as if nothing had been, and cleans up.
    func complete(
      _ place: Workplace, wasDone: Bool, _ note: String,
      sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
      let run = try await place.run(act, on: FaultyDisk(fault: nil))
      let note = "\(act), \(note): \(run.stderr)"
      #expect(run.exitCode == 0 || wasDone, "\(note)", sourceLocation: sourceLocation)
      let found = try found(in: place, mustBeDone: true)
      #expect(found.problems == [], "\(note)", sourceLocation: sourceLocation)
      guard run.exitCode == 0 else { return }
      let drafts = try FileManager.default.subpathsOfDirectory(atPath: place.path).filter {
        $0.firstMatch(of: /(draft|backup|proof|restore|export)-[0-9A-F]/) != nil
      }
      #expect(drafts == [], "\(note)", sourceLocation: sourceLocation)
    }
  }

  /// The scenes that were made, kept to the end of the process.
  private actor Scenes {
    static let shared = Scenes()

    private var scenes: [String: Task<Scene, any Error>] = [:]
    /// The folders that are removed at the end.
    private static let folders = Mutex<[String]>([])

    func scene(of act: Act) async throws -> Scene {
      if let known = scenes["\(act)"] { return try await known.value }
      let making = Task {
        let scene = try await Scene(act)
        Self.folders.withLock { folders in
          if folders.isEmpty { atexit { Scenes.removeFolders() } }
          folders.append(scene.base.path)
        }
        return scene
      }
      scenes["\(act)"] = making
      return try await making.value
    }

    private static func removeFolders() {
      for folder in folders.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: folder) }
    }
  }
#endif
