#if os(Linux)
  import Foundation
  import LedgerCore
  import LedgerStore
  import TestSupport
  import Testing

  @Suite("账本文件出了意外")
  struct LostFileTests {
    /// What happens to the ledger's file while a payment is on its way into it.
    struct Mishap: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let happen: @Sendable (Workplace) throws -> Void

      static let all = [
        Mishap(testDescription: "deleted") {
          try FileManager.default.removeItem(atPath: $0.file(Workplace.ledgerName))
        },
        Mishap(testDescription: "moved away") {
          try $0.move(Workplace.ledgerName, to: "别处.sqlite")
        },
        Mishap(testDescription: "replaced by another") {
          try $0.copy("另一个.sqlite", to: "新.sqlite")
          rename($0.file("新.sqlite"), $0.file(Workplace.ledgerName))
        },
        Mishap(testDescription: "a folder in its place") {
          try $0.move(Workplace.ledgerName, to: "别处.sqlite")
          try FileManager.default.createDirectory(
            atPath: $0.file(Workplace.ledgerName), withIntermediateDirectories: false)
        },
      ]
    }

    @Test(
      "a payment into a file that was taken away meanwhile is never said to be recorded",
      arguments: Mishap.all, ["before it is written", "after it is written"])
    func lost(_ mishap: Mishap, _ moment: String) async throws {
      let scene = try await Scene.of(.pay)
      let place = try scene.base.twin()
      try place.copy(Workplace.ledgerName, to: "另一个.sqlite")
      let syncs = scene.calls.filter { $0.verb == .sync && $0.path.hasSuffix("-wal") }
      let opening = scene.calls.first { $0.verb == .create && $0.path.hasSuffix("-wal") }
      let stop = moment.hasPrefix("before") ? opening?.number : syncs.dropFirst().first?.number
      let run = try place.start(
        Act.pay.arguments, on: FaultyDisk(fault: .stopped(at: #require(stop))))
      try await run.waitUntilStopped()
      try mishap.happen(place)
      run.goOn()
      let ended = try await run.finish()
      #expect(ended.exitCode == 1 && ended.stdout == "")
      let words =
        moment.hasPrefix("before")
        ? "账本文件刚才被换成了另一个（恢复备份、移动或删除）：这次什么也没有写入，账本没有改动"
        : "账本文件在记账途中被移走、删除或替换，现在这个位置上的账本没有改动"
      #expect(ended.stderr.contains("错误：" + words), "\(ended.stderr)")
      for name in ["别处.sqlite", "另一个.sqlite"] where place.exists(name) {
        #expect(try LedgerState(of: place.file(name)).problems == [])
      }
    }

    @Test("a payment whose file loses its permissions meanwhile is recorded")
    func permissions() async throws {
      let scene = try await Scene.of(.pay)
      let place = try scene.base.twin()
      let stop = scene.calls.first { $0.verb == .sync }?.number
      let run = try place.start(
        Act.pay.arguments, on: FaultyDisk(fault: .stopped(at: #require(stop))))
      try await run.waitUntilStopped()
      chmod(place.file(Workplace.ledgerName), 0)
      run.goOn()
      let ended = try await run.finish()
      #expect(ended.exitCode == 0, "\(ended.stderr)")
      chmod(place.file(Workplace.ledgerName), 0o600)
      #expect(try LedgerState(of: place.file(Workplace.ledgerName)) == scene.after)
    }

    /// A place where an import was killed when its rows were in the log and not yet in the file.
    private static func killedAfterCommit(_ scene: Scene) async throws -> Workplace {
      let place = try scene.base.twin()
      let write = scene.calls.first { $0.verb == .write && $0.path == Workplace.ledgerName }
      let run = try await place.run(
        scene.act, on: FaultyDisk(fault: .killed(at: #require(write?.number))))
      #expect(run.isKilled && place.exists(Workplace.ledgerName + "-wal"))
      return place
    }

    @Test("a log that was left behind is taken up, whatever became of the file of its index")
    func leftBehind() async throws {
      let scene = try await Scene.of(.importing)
      for shared in [nil, "", String(repeating: "乱", count: 20_000)] as [String?] {
        let place = try await Self.killedAfterCommit(scene)
        let index = Workplace.ledgerName + "-shm"
        try? FileManager.default.removeItem(atPath: place.file(index))
        if let shared { try place.write(shared, to: index) }
        #expect(try LedgerState(of: place.file(Workplace.ledgerName)) == scene.after)
      }
    }

    @Test("a log that was deleted takes its facts with it, and a head that was printed shows it")
    func deletedLog() async throws {
      let scene = try await Scene.of(.importing)
      let place = try await Self.killedAfterCommit(scene)
      for suffix in ["-wal", "-shm"] {
        try FileManager.default.removeItem(atPath: place.file(Workplace.ledgerName + suffix))
      }
      #expect(try LedgerState(of: place.file(Workplace.ledgerName)) == scene.before)
      let run = try await place.legalaid("verify", "--head", scene.after.head)
      #expect(run.exitCode == 2)
      #expect(run.stdout.contains("不在账本里：尾部被截去"), "\(run.stdout)")
    }

    @Test("the log of another ledger is never taken up unnoticed")
    func strangersLog() async throws {
      let scene = try await Scene.of(.importing)
      let killed = try await Self.killedAfterCommit(scene)
      let place = try await SmallBook.workplace(cases: 5)
      let log = Workplace.ledgerName + "-wal"
      try place.write(try killed.bytes(of: log), to: log)
      let run = try await place.legalaid("verify")
      #expect(run.exitCode != 0 && !run.stdout.hasPrefix("账本完好"), "\(run.stdout)\(run.stderr)")
    }

    @Test(
      "a ledger may have any name that the system allows",
      arguments: [
        "我的 账本.sqlite", "a'b\"c`.sqlite", "50%20?x#y&z.sqlite", "-dash", "file:x?mode=ro",
        ":memory:",
        "换\n行", "$(HOME);*", "\u{1B}[31m红.sqlite",
      ])
    func names(_ name: String) async throws {
      let workplace = try Workplace()
      let ledger = ["--ledger=\(name)"]
      let made = try await workplace.run(["init", "--agency", "甲", "--region", "乙"] + ledger)
      #expect(made.exitCode == 0, "\(made.stderr)")
      let accept = try await workplace.run(
        ["case", "accept", "案1", "--type", "民事", "--recipient", "李四", "--on", "2024-01-05"] + ledger
      )
      #expect(accept.exitCode == 0, "\(accept.stderr)")
      let verify = try await workplace.run(["verify"] + ledger)
      #expect(verify.stdout.hasPrefix("账本完好：流水 2 笔"), "\(verify.stderr)")
      let backup = try await workplace.run(["backup", "备份.sqlite"] + ledger)
      #expect(backup.exitCode == 0, "\(backup.stderr)")
      #expect(try workplace.names().contains(name))
      let missing = try await workplace.run(["verify", "--ledger=\(name)无"])
      expectRefused(missing, saying: ["没有找到账本文件"])
      #expect(!missing.stderr.contains("\u{1B}"))
    }

    @Test(
      "a result that the disk does not take in full is no success",
      arguments: ["report tables --year 2024", "case list --format json", "verify"])
    func fullOutput(_ line: String) async throws {
      let workplace = try await SmallBook.workplace()
      let run = try await Program.shell("legalaid \(line) >/dev/full", in: workplace.path)
      expectRefused(run, saying: ["结果没有写完（磁盘已满）"])
      let piped = try await Program.shell("legalaid \(line) | true", in: workplace.path)
      #expect(piped.stderr == "")
    }

    @Test("what a program that knows no turns records while a restore is on its way is not lost")
    func restoreRace() async throws {
      let scene = try await Scene.of(.restore)
      let place = try scene.base.twin()
      // The ledger was compared with the backup, and is opened once more to be held.
      let opening = scene.calls.last { $0.verb == .open && $0.path == Workplace.ledgerName }
      let run = try place.start(
        Act.restore.arguments, on: FaultyDisk(fault: .stopped(at: #require(opening?.number))))
      try await run.waitUntilStopped()
      let store = try LedgerStore.open(at: place.file(Workplace.ledgerName), isAlone: true)
      let stamp = EntryStamp(
        recordedAt: "2024-12-31T03:00:00Z", operatorName: "别人", kind: "accept-case")
      try store.append(stamp) { try $0.append(LegalAidCase.sample("案9")) }
      try store.close()
      run.goOn()
      expectRefused(try await run.finish(), saying: ["账本没有改动"])
      let state = try LedgerState(of: place.file(Workplace.ledgerName))
      #expect(state.problems == [] && state.entries == scene.before.entries + 1)
    }
  }

  extension Workplace {
    fileprivate func move(_ name: String, to other: String) throws {
      try FileManager.default.moveItem(atPath: file(name), toPath: file(other))
    }

    func start(_ arguments: [String], on disk: FaultyDisk) throws -> RunUnderWay {
      try start(arguments, environment: disk.environment(in: path))
    }
  }
#endif
