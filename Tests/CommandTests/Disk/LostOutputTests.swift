#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  @Suite("结果写不出来")
  struct LostOutputTests {
    /// A command that writes, and what must be there when its words were lost.
    struct Writing: Sendable, CustomTestStringConvertible {
      let line: String
      /// A line that shows what was recorded or made.
      let proof: String

      var testDescription: String { line }

      static let all = [
        Writing(line: SmallBook.pay("支1", 1).joined(separator: " "), proof: "pay list | grep 支1"),
        Writing(
          line: "pay record 支1 --use 其他 --amount 5 --payee 甲公司 --on 2024-12-01"
            + " --document \(SmallBook.document)", proof: "pay list | grep 支1"),
        Writing(
          line: "case accept 案9 --type 民事 --recipient 李四 --on 2024-02-01",
          proof: "case list | grep 案9"),
        Writing(line: "import 新表", proof: "case list | grep 批1"),
        Writing(
          line: "fund adjust \(SmallBook.document) --fiscal-year 2024 --amount 1 --on 2024-05-01"
            + " --reason 核对", proof: "verify | grep 流水.3"),
        Writing(
          line: "pay batch --on 2024-12-20 --voucher-prefix 批-", proof: "pay list | grep 批-"),
        Writing(line: "close-year 2024 --folder 包", proof: "verify | grep 流水.4"),
        Writing(line: "backup 备份.sqlite", proof: "verify --ledger 备份.sqlite"),
        Writing(line: "export 表册", proof: "verify; test -f 表册/cases.csv"),
        Writing(
          line: "init --agency 甲 --region 乙 --ledger 新.sqlite",
          proof: "verify --ledger 新.sqlite"),
        Writing(line: "report pack --year 2024 --folder 包", proof: "verify; test -d 包"),
      ]
    }

    @Test("what was recorded is done, whatever becomes of its words", arguments: Writing.all)
    func writing(_ writing: Writing) async throws {
      for loss in [">/dev/full", ">&-"] {
        let workplace = try await SmallBook.workplace()
        if writing.line.hasPrefix("close-year") {
          _ = try await workplace.run(SmallBook.pay("支1", 1))
        }
        try workplace.write(BigTable.cases(3, prefix: "批"), to: "新表/案件.csv")
        let run = try await Program.shell("legalaid \(writing.line) \(loss)", in: workplace.path)
        #expect(run.exitCode == 3, "\(loss): \(run.stderr)")
        #expect(run.stderr.contains("错误：已经办好"), "\(run.stderr)")
        #expect(run.stderr.contains("请勿再运行这条命令"), "\(run.stderr)")
        #expect(englishSentence(in: run.stderr) == nil, "\(run.stderr)")
        let proof = try await Program.shell("legalaid \(writing.proof)", in: workplace.path)
        #expect(proof.exitCode == 0, "\(loss): \(proof.stdout)\(proof.stderr)")
      }
    }

    @Test("a reader that has gone away loses what was recorded as well")
    func pipe() async throws {
      let workplace = try await SmallBook.workplace()
      let pay = SmallBook.pay("支1", 1).joined(separator: " ")
      let run = try await Program.shell(
        "{ sleep 0.5; legalaid \(pay); echo \"code $?\" >&2; } | true", in: workplace.path)
      #expect(run.stderr.contains("已经办好") && run.stderr.contains("code 3"), "\(run.stderr)")
      #expect(try await workplace.vouchers() == ["支1"])
    }

    @Test(
      "before a fact, and for what only reads, nothing is done: exit code 1",
      arguments: [
        "case list", "reconcile --year 2024", "report paragraph --year 2024", "verify",
        "fund list --format json", "--help", "pay record --help",
        SmallBook.pay("支1", 1).joined(separator: " ") + " --dry-run",
        "backup 备份.sqlite --dry-run",
      ])
    func reading(_ line: String) async throws {
      let workplace = try await SmallBook.workplace()
      let before = try await workplace.state()
      for loss in [">/dev/full", ">&-"] {
        let run = try await Program.shell("legalaid \(line) \(loss)", in: workplace.path)
        expectRefused(run, saying: ["结果没有写完", "账本没有改动"])
      }
      #expect(try await workplace.state() == before)
      #expect(!workplace.exists("备份.sqlite"))
    }

    @Test("no file takes the place of an output that was closed")
    func closedOutputs() async throws {
      let workplace = try await SmallBook.workplace()
      let before = try await workplace.state()
      let run = try await Program.shell(
        "legalaid case list >&- 2>&-; legalaid verify <&- >&- 2>&-; true", in: workplace.path)
      #expect(run.stdout == "" && run.stderr == "")
      #expect(try await workplace.state() == before)
      let lock = ".\(Workplace.ledgerName)-lock"
      if workplace.exists(lock) { #expect(try workplace.bytes(of: lock) == Data()) }
    }
  }
#endif
