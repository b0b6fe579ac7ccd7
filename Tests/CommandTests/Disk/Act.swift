#if os(Linux)
  import Bookkeeping
  import Foundation
  import LedgerCore
  import LedgerStore
  import Testing

  /// A command that is interrupted, and where.
  struct Act: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let arguments: [String]
    /// A workplace in which the command succeeds.
    let workplace: @Sendable () async throws -> Workplace
    /// What it makes besides the ledger: under these names stands the whole or nothing.
    var products: [String] = []
    /// Whether the ledger is another one afterwards.
    var changesLedger = true
    /// The names that may stand in the workplace afterwards besides those from before.
    var additions: [String] = []

    static let pay = Act(testDescription: "pay record", arguments: SmallBook.pay("支1", 1)) {
      try await SmallBook.workplace()
    }

    static let importing = Act(testDescription: "import", arguments: ["import", "新表"]) {
      let workplace = try await SmallBook.workplace()
      try workplace.write(BigTable.cases(40, prefix: "新案"), to: "新表/案件.csv")
      try workplace.write(
        "指标文号,资金来源,预算年度,下达日期,金额\n红财〔2024〕2号,本级财政,2024,2024-02-10,500\n",
        to: "新表/指标.csv")
      return workplace
    }

    static let batch = Act(
      testDescription: "pay batch",
      arguments: ["pay", "batch", "--on", "2024-04-01", "--voucher-prefix", "批"]
    ) { try await SmallBook.workplace(cases: 3) }

    static let closing = Act(
      testDescription: "close-year",
      arguments: ["close-year", "2024", "--folder", "包/2024年度报表包"],
      workplace: {
        let workplace = try await SmallBook.workplace(cases: 2)
        for number in 1...2 { _ = try await workplace.run(SmallBook.pay("支\(number)", number)) }
        return workplace
      }, products: ["包/2024年度报表包"], additions: ["包"])

    static let backup = Act(
      testDescription: "backup", arguments: ["backup", "备份.sqlite"],
      workplace: { try await SmallBook.workplace() },
      products: ["备份.sqlite", "备份.sqlite.manifest.json"], changesLedger: false,
      additions: [
        "备份.sqlite", "备份.sqlite.manifest.json", ".legalaid.sqlite-backup",
      ])

    static let restore = Act(
      testDescription: "restore", arguments: ["restore", "备份.sqlite", "--yes"],
      workplace: {
        let workplace = try await SmallBook.workplace()
        try await workplace.succeed("backup", "备份.sqlite")
        _ = try await workplace.run(SmallBook.pay("支1", 1))
        return workplace
      })

    static let export = Act(
      testDescription: "export", arguments: ["export", "交/导出"],
      workplace: { try await SmallBook.workplace() },
      products: [
        "appropriations.csv", "cases.csv", "claims.csv", "duty.csv", "payments.csv", "bank.csv",
      ].map { "交/导出/" + $0 }, changesLedger: false, additions: ["交"])

    static let all = [pay, importing, batch, closing, backup, restore, export]
  }

  /// How a ledger stands; two ledgers with one head hold the same facts.
  struct LedgerState: Equatable {
    let head: String
    let entries: Int
    let facts: Int
    /// What `verify` finds.
    let problems: [String]

    init(of path: String) throws {
      let store = try LedgerStore.open(at: path)
      defer { try? store.close() }
      let found = try VerifyLedger(store)().verification
      head = found.head
      entries = found.entryCount
      facts = found.factCount
      problems = found.problems.map(\.message)
    }
  }

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

    init(_ act: Act) async throws {
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
    /// Checks that a place is as before or as after, and whole.
    ///
    /// - Returns: Whether it is as after.
    @discardableResult
    func check(
      _ place: Workplace, mustBeDone: Bool = false, _ note: String,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Bool {
      let problems = try problems(in: place, mustBeDone: mustBeDone)
      #expect(problems == [], "\(act.testDescription), \(note)", sourceLocation: sourceLocation)
      return try isDone(in: place)
    }

    /// What is wrong in a place where the act was interrupted.
    func problems(in place: Workplace, mustBeDone: Bool = false) throws -> [String] {
      var problems: [String] = []
      do {
        let state = try LedgerState(of: place.file(Workplace.ledgerName))
        problems += state.problems
        if state != before, state != after { problems.append("the ledger is neither: \(state)") }
      } catch {
        return ["the ledger does not open: \(error)"]
      }
      for (path, whole) in try place.contents(of: act.products) where products[path] != whole {
        problems.append("\(path) is not whole")
      }
      problems += try foldersCutShort(in: place)
      if mustBeDone, try !isDone(in: place) { problems.append("what was said to be done is not") }
      problems += try strangers(in: place)
      if act.testDescription == Act.restore.testDescription {
        problems += try replacedLedgerProblems(in: place)
      }
      return problems
    }

    func isDone(in place: Workplace) throws -> Bool {
      try LedgerState(of: place.file(Workplace.ledgerName)) == after
        && place.contents(of: act.products).keys == products.keys
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
    private func replacedLedgerProblems(in place: Workplace) throws -> [String] {
      let kept = try place.names().filter {
        $0.contains(".replaced-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
      }
      let states = try kept.map { try LedgerState(of: place.file($0)) }
      let isReplaced = try LedgerState(of: place.file(Workplace.ledgerName)) == after
      if isReplaced, !states.contains(before) { return ["the replaced ledger is lost"] }
      return states.allSatisfy { $0 == before || $0 == after } ? [] : ["\(kept) is not whole"]
    }

    /// Does the act again: it ends as if nothing had been, and cleans up.
    func complete(
      _ place: Workplace, _ note: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
      let wasDone = try isDone(in: place)
      let run = try await place.run(act, on: FaultyDisk(fault: nil))
      let note = "\(act.testDescription), \(note): \(run.stderr)"
      #expect(run.exitCode == 0 || wasDone, "\(note)", sourceLocation: sourceLocation)
      #expect(try isDone(in: place), "\(note)", sourceLocation: sourceLocation)
      #expect(try problems(in: place) == [], "\(note)", sourceLocation: sourceLocation)
      guard run.exitCode == 0 else { return }
      let drafts = try FileManager.default.subpathsOfDirectory(atPath: place.path).filter {
        $0.firstMatch(of: /(draft|backup|proof|restore|export)-[0-9A-F]/) != nil
      }
      #expect(drafts == [], "\(note)", sourceLocation: sourceLocation)
    }
  }

  extension Workplace {
    /// A workplace with copies of everything here.
    func twin() throws -> Workplace {
      let twin = try Workplace()
      for name in try FileManager.default.contentsOfDirectory(atPath: path) {
        try copy(name, to: twin, name)
      }
      return twin
    }

    private func copy(_ name: String, to other: Workplace, _ otherName: String) throws {
      try FileManager.default.copyItem(atPath: file(name), toPath: other.file(otherName))
    }

    func run(_ act: Act, on disk: FaultyDisk) async throws -> Run {
      try await run(act.arguments, environment: disk.environment(in: path))
    }

    func isFolder(_ name: String) -> Bool {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: file(name), isDirectory: &isFolder)
        && isFolder.boolValue
    }

    /// The content of those files that are there, and of the files in those that are folders.
    func contents(of names: [String]) throws -> [String: Data] {
      var contents: [String: Data] = [:]
      for name in names where exists(name) {
        guard isFolder(name) else {
          contents[name] = try bytes(of: name)
          continue
        }
        for inner in try FileManager.default.contentsOfDirectory(atPath: file(name)) {
          contents["\(name)/\(inner)"] = try bytes(of: "\(name)/\(inner)")
        }
      }
      return contents
    }
  }
#endif
