#if os(Linux)
  import Foundation
  import LedgerCore
  import LedgerStore
  import TestSupport
  import Testing

  @Suite(
    "只读的账本，命令",
    .enabled("the superuser cannot step down here") { try await OrdinaryUser.canWork() })
  struct ReadOnlyTests {
    /// What an auditor may not do with a folder that holds a ledger.
    struct Right: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let file: mode_t
      let folder: mode_t

      static let all = [
        Right(testDescription: "to write anything", file: 0o444, folder: 0o555),
        Right(testDescription: "to write the file", file: 0o444, folder: 0o755),
        Right(testDescription: "to write into the folder", file: 0o644, folder: 0o555),
      ]
    }

    private static let lines = [
      "verify", "fund list", "case list", "pay list", "reconcile --year 2024",
      "report paragraph --year 2024", "report tables --year 2024 --format json",
      "report roster --year 2024", "today --on 2024-12-31",
    ]

    @Test("who may only read reads what the owner reads, and leaves nothing", arguments: Right.all)
    func reading(_ right: Right) async throws {
      let workplace = try await SmallBook.workplace()
      _ = try await workplace.run(SmallBook.pay("支1", 1))
      try FileManager.default.createDirectory(
        atPath: workplace.file("账"), withIntermediateDirectories: false)
      try workplace.copy(Workplace.ledgerName, to: "账/本.sqlite")
      let bytes = try workplace.bytes(of: "账/本.sqlite")
      for line in Self.lines {
        let usual = try await Program.shell("legalaid \(line)", in: workplace.path)
        chmod(workplace.file("账/本.sqlite"), right.file)
        chmod(workplace.file("账"), right.folder)
        let run = try await OrdinaryUser.run(
          "legalaid \(line) --ledger 账/本.sqlite", in: workplace)
        #expect(run.stdout == usual.stdout && run.exitCode == usual.exitCode, "\(run.stderr)")
      }
      for line in ["export 表册", "backup 备份.sqlite", "report pack --year 2024 --folder 包"] {
        let run = try await OrdinaryUser.run(
          "legalaid \(line) --ledger 账/本.sqlite", in: workplace)
        #expect(run.exitCode == 0, "\(run.stderr)")
      }
      let accept = "case accept 案9 --type 民事 --recipient \(Secret.recipient) --on 2024-06-01"
      for line in [accept, "close-year 2024"] {
        let run = try await OrdinaryUser.run(
          "legalaid \(line) --ledger 账/本.sqlite", in: workplace)
        #expect(run.exitCode == 1 && run.stderr.contains("账本没有改动"), "\(line)\n\(run.stderr)")
      }
      chmod(workplace.file("账"), 0o755)
      #expect(try workplace.bytes(of: "账/本.sqlite") == bytes)
      let names = try FileManager.default.contentsOfDirectory(atPath: workplace.file("账"))
      // Who asks to write stands in the queue, where a file can be made for it.
      let others = ["-backup", "-lock"]
      #expect(names.filter { name in !others.contains { name.hasSuffix($0) } } == ["本.sqlite"])
      #expect(try await workplace.state(of: "备份.sqlite") == workplace.state())
    }

    @Test("who may only read sees what the owner has recorded a moment ago")
    func besideTheOwner() async throws {
      let workplace = try await SmallBook.workplace()
      let owner = try LedgerStore.open(at: workplace.file(Workplace.ledgerName))
      let stamp = EntryStamp(recordedAt: "2024-12-31T03:00:00Z", operatorName: "甲", kind: "accept")
      try owner.append(stamp) { try $0.append(LegalAidCase.sample("案9")) }
      for suffix in ["", "-wal", "-shm"] {
        chmod(workplace.file(Workplace.ledgerName + suffix), 0o444)
      }
      chmod(workplace.path, 0o555)
      let run = try await OrdinaryUser.run("legalaid verify", in: workplace)
      #expect(run.stdout.hasPrefix("账本完好：流水 3 笔"), "\(run.stderr)")
      // Without the index of the log, the log's entries cannot be seen.
      chmod(workplace.file(Workplace.ledgerName + "-shm"), 0)
      let blind = try await OrdinaryUser.run("legalaid verify", in: workplace)
      expectRefused(blind, saying: ["旁边还有没并入的日志", "一起复制到可以写的文件夹"])
      chmod(workplace.path, 0o755)
      try owner.close()
    }
  }
#endif
