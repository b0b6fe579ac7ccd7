import Foundation
import TestSupport
import Testing

@Suite("核验命令")
struct VerifyTests {
  /// A workplace whose ledger was paid from after its state was printed.
  private static func grown() async throws -> (workplace: Workplace, oldHead: String) {
    let workplace = try await SmallBook.workplace(cases: 2)
    let head = try await head(of: workplace)
    try workplace.copy(Workplace.ledgerName, to: "旧.sqlite")
    let run = try await workplace.run(SmallBook.pay("支1", 1))
    #expect(run.exitCode == 0, "\(run.stderr)")
    return (workplace, head)
  }

  private static func head(
    of workplace: Workplace, _ ledger: String = Workplace.ledgerName
  ) async throws -> String {
    let state = try await workplace.state(of: ledger)
    return String(state.split(separator: "\n")[1].drop { $0 != " " }.dropFirst())
  }

  @Test("a head of an earlier paper is found in the chain, whole or by its beginning")
  func earlierHead() async throws {
    let (workplace, old) = try await Self.grown()
    for digits in [old, String(old.prefix(8)), old.uppercased()] {
      let words = try await workplace.succeed("verify", "--head", digits)
      #expect(words.contains("是记完第 2 号流水（"), "\(words)")
      #expect(words.contains("之后又记了 1 笔流水"))
    }
    let present = try await Self.head(of: workplace)
    #expect(try await workplace.succeed("verify", "--head", present).contains("之后没有新的流水"))
  }

  @Test("a tail that was cut off is found by the head of a paper printed before")
  func cutTail() async throws {
    let (workplace, _) = try await Self.grown()
    let present = try await Self.head(of: workplace)
    // The file as it was before the payment: a ledger whose last entry was cut off, and whole.
    _ = try await workplace.state(of: "旧.sqlite")
    let run = try await workplace.legalaid("verify", "--ledger", "旧.sqlite", "--head", present)
    #expect(run.exitCode == 2)
    #expect(run.stdout.contains("不符：校验码 \(present) 不在账本里：尾部被截去"), "\(run.stdout)")
    let forged = try await workplace.legalaid("verify", "--head", "00000000")
    #expect(forged.exitCode == 2)
  }

  @Test("a tail that was cut off after a backup is found without any paper")
  func cutAfterBackup() async throws {
    let (workplace, _) = try await Self.grown()
    try await workplace.succeed("backup", "备份.sqlite")
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: workplace.file(Workplace.ledgerName + suffix))
    }
    try workplace.copy("旧.sqlite", to: Workplace.ledgerName)
    let run = try await workplace.legalaid("verify")
    #expect(run.exitCode == 2)
    #expect(run.stdout.contains("时账本有 3 笔流水") && run.stdout.contains("尾部被截去"), "\(run.stdout)")
  }

  @Test("what is no head is a wrong command line", arguments: ["1234567", "xyzxyzxy", ""])
  func wrongHead(digits: String) async throws {
    let workplace = try await Workplace.withLedger()
    let run = try await workplace.legalaid("verify", "--head", digits)
    expectRefused(run, code: 64, saying: ["至少 8 位"])
  }

  @Test("every format says the same")
  func formats() async throws {
    let workplace = try await SmallBook.workplace(cases: 2)
    var bytes = try workplace.bytes(of: Workplace.ledgerName)
    let place = try #require(bytes.firstRange(of: Data("甲律师事务所".utf8)))
    bytes.replaceSubrange(place, with: Data("乙律师事务所".utf8))
    try workplace.write(bytes, to: "改.sqlite")
    let words = "第 2 号流水的案件 案1 第 1 次登记内容被改动：与记账时的指纹不符"
    for format in ["text", "csv", "markdown", "html", "json"] {
      let run = try await workplace.legalaid(
        "verify", "--ledger", "改.sqlite", "--format", format)
      #expect(run.exitCode == 2)
      #expect(run.stderr == "")
      #expect(run.stdout.contains(words), "\(run.stdout)")
      #expect(!run.stdout.contains(Secret.recipient) && !run.stdout.contains("乙律师"))
    }
    let run = try await workplace.legalaid(
      "verify", "--ledger", "改.sqlite", "--format", "json", "--head", "00000000")
    let object = try json(run.stdout)
    #expect(object["schema"] as? String == "legalaid.verification/1")
    #expect(object["result"] as? String == "unsound")
    #expect(object["entry_count"] as? Int == 2)
    let problems = try #require(object["problems"] as? [[String: Any]])
    #expect(problems.map { $0["kind"] as? String } == ["changed", "head"])
    #expect(problems[0]["table"] as? String == "案件" && problems[0]["entry"] as? Int == 2)
    #expect((object["asked_head"] as? [String: Any])?["entry"] is NSNull)
    let sound = try json(try await workplace.succeed("verify", "--format", "json"))
    #expect(sound["result"] as? String == "sound")
  }
}
