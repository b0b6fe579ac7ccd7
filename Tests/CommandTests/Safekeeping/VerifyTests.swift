import Foundation
import LedgerCore
import LedgerStore
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
    let words = "第 2 号流水的案件 案2 第 1 次登记内容被改动：与记账时的指纹不符"
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

  /// A workplace whose ledger was backed up and has lost its last entry since.
  private static func cutAfterBackup() async throws -> (workplace: Workplace, lostHead: String) {
    let (workplace, _) = try await grown()
    let head = try await head(of: workplace)
    try await workplace.succeed("backup", "备份.sqlite")
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: workplace.file(Workplace.ledgerName + suffix))
    }
    try workplace.copy("旧.sqlite", to: Workplace.ledgerName)
    return (workplace, head)
  }

  @Test("another backup does not take away what shows that the tail was cut off")
  func backupAfterCut() async throws {
    let (workplace, lost) = try await Self.cutAfterBackup()
    for number in 1...2 {
      let run = try await workplace.legalaid("backup", "再备\(number).sqlite")
      #expect(run.exitCode == 0 && run.stderr.contains("尾部被截去"), "\(run.stderr)")
      let verify = try await workplace.legalaid("verify")
      #expect(verify.exitCode == 2, "\(verify.stdout)")
      #expect(verify.stdout.contains("校验码 \(lost.prefix(16))…"), "\(verify.stdout)")
      _ = try await workplace.run(SmallBook.pay("另\(number)", number))
    }
    // The cut ledger restored upon itself answers nothing either.
    let restored = try await workplace.legalaid("restore", "再备1.sqlite", "--yes")
    #expect(restored.exitCode == 0, "\(restored.stderr)")
    #expect(try await workplace.legalaid("verify").exitCode == 2)
    // The backup that has the head does.
    #expect(try await workplace.legalaid("restore", "备份.sqlite", "--yes").exitCode == 0)
    let back = try await workplace.state()
    #expect(back.contains(lost) && !back.contains("校验码 \(lost.prefix(16))…"))
  }

  @Test("a lost head stays open until somebody settles it by name, and is shown afterwards")
  func settled() async throws {
    let (workplace, lost) = try await Self.cutAfterBackup()
    expectRefused(
      try await workplace.legalaid("settle-head", "00000000", "--reason", "认错了"),
      saying: ["没有以这几位开头"])
    let head = String(lost.prefix(16))
    let rehearsed = try await workplace.legalaid(
      "settle-head", head, "--reason", "误用了旧文件", "--dry-run")
    #expect(rehearsed.exitCode == 0)
    #expect(try await workplace.legalaid("verify").exitCode == 2)
    try await workplace.succeed(
      "settle-head", head, "--reason", "误用了旧文件", "--operator", "赵六")
    let words = try await workplace.state()
    #expect(words.contains("已由赵六于 ") && words.contains("查明：误用了旧文件"), "\(words)")
    try await workplace.succeed("backup", "再备.sqlite")
    #expect(try await workplace.state().contains("查明：误用了旧文件"))
    expectRefused(
      try await workplace.legalaid("settle-head", head, "--reason", "再说一次"),
      saying: ["没有以这几位开头"])
  }

  @Test("who restores an older backup with --yes has settled what goes by that, and nothing else")
  func olderBackup() async throws {
    let workplace = try await SmallBook.workplace(cases: 2)
    try await workplace.succeed("backup", "备1.sqlite")
    _ = try await workplace.run(SmallBook.pay("支1", 1))
    try await workplace.succeed("backup", "备2.sqlite")
    let run = try await workplace.legalaid("restore", "备1.sqlite", "--yes", "--operator", "赵六")
    #expect(run.exitCode == 0, "\(run.stderr)")
    #expect(try await workplace.state().contains("已由赵六于 "))
  }

  @Test("times that run backwards are shown, and are no damage")
  func timesBackwards() async throws {
    let workplace = try await SmallBook.workplace()
    let store = try LedgerStore.open(at: workplace.file(Workplace.ledgerName))
    for (number, instant) in [("案8", "2001-02-03T04:05:06Z"), ("案9", "2001-02-03T04:05:06Z")] {
      let stamp = EntryStamp(recordedAt: instant, operatorName: "甲", kind: "accept-case")
      try store.append(stamp) { try $0.append(LegalAidCase.sample(number)) }
    }
    try store.close()
    let words = "第 3 号流水记于 2001-02-03T04:05:06Z，早于前一笔（第 2 号，"
    for format in ["text", "csv", "markdown", "html", "json"] {
      let run = try await workplace.succeed("verify", "--format", format)
      #expect(run.contains(words) && !run.contains("第 4 号流水记于"), "\(run)")
    }
  }
}
