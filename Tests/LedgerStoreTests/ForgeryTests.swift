import Foundation
import GRDB
import LedgerCore
import TestSupport
import Testing

@testable import LedgerStore

/// What a clerk could do with the file and his own password alone.
@Suite("伪造必被发现")
struct ForgeryTests {
  /// 丙 keeps the people, 甲 is the clerk, 乙 reviews; who has which key.
  private static let names = [1: "管理丙", 2: "经办人甲", 3: "复核人乙"]
  private static let clerk = 2

  private static func signer(_ number: Int) -> EntrySigner {
    EntrySigner(person: number, name: names[number] ?? "", key: .sample(number))
  }

  /// A year in little: entries 1 and 2 are unsigned, 3 to 6 make the people.
  private static func record(in store: LedgerStore) throws {
    func act(
      _ kind: String, by number: Int, reason: String? = nil,
      _ body: (LedgerWriter) throws -> Void
    ) throws {
      let stamp = EntryStamp(
        recordedAt: "2025-01-02T03:04:05Z", operatorName: names[number] ?? "", kind: kind,
        reason: reason)
      try store.append(stamp, signer: signer(number)) { try body($0) }
    }
    func person(_ number: Int, _ roles: Set<Role>, _ writer: LedgerWriter) throws {
      try writer.append(Person(number: number, name: names[number] ?? "", roles: roles))
      try writer.append(OpenKey.sample(number).sampleSealed(), of: number)
    }
    try store.append(.sample("case accept")) { try $0.append(LegalAidCase.sample("案8")) }
    try act("people start", by: 1) { try person(1, [.manage, .lead], $0) }
    // 4: nobody could confirm the first of them; 5 and 6: the second was asked for.
    try act("people add", by: 1) { try person(2, [.record], $0) }
    try act("people add", by: 1) { try person(3, [.record, .review, .lead], $0) }
    // 6…
    try act("fund receive", by: clerk) { try $0.append(Appropriation.sample()) }
    try act("case accept", by: clerk) { writer in
      for number in ["案1", "案2"] {
        try writer.append(LegalAidCase.sample(number, closed: "2024-03-01"))
      }
    }
    try act("claim submit", by: clerk) { try $0.append(Claim.sample()) }
    // 9
    try act("claim approve", by: 3) { writer in
      var claim = try Claim.sample(approved: "2024-03-10")
      claim.approvedBy = "复核人乙"
      try writer.append(claim)
    }
    try act("pay record", by: clerk) { try $0.append(PaymentLine.sample()) }
    try act("propose", by: clerk) { _ = try $0.append(.sample("case void")) }
    // 12
    try act("case void", by: 3) { writer in
      try writer.append(Voiding(.voided, .legalAidCase(.of("案2")), reason: "重复"))
      try writer.append(ProposalDecision(proposal: 1, kind: .confirmed, reason: nil))
    }
    try act("duty record", by: clerk) { try $0.append(DutyShift.sample()) }
  }

  /// What the clerk does, and what of it is named: the entry and a part of the words.
  struct Deed: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Whose entries he signs anew with his own key: his own, or everybody's.
    var signsAll = false
    let sql: String
    let named: [Int: String]

    init(_ what: String, signsAll: Bool = false, _ sql: String, _ named: [Int: String]) {
      testDescription = what
      self.signsAll = signsAll
      self.sql = sql
      self.named = named
    }
  }

  private static let sound = "的签名与内容不符"

  static let deeds = [
    Deed(
      "another amount in what the reviewer approved",
      "UPDATE claim SET approvedAmount = 900000 WHERE revision = 2",
      [9: sound, 12: sound]),
    Deed(
      "another amount in his own payment, with everything later signed anew where he can",
      "UPDATE paymentLine SET amount = 1", [12: sound]),
    Deed(
      "a fact taken out", "DELETE FROM voiding", [12: sound]),
    Deed(
      "the reviewer's entries signed with his own key under the reviewer's number", signsAll: true,
      "UPDATE claim SET approvedAmount = 900000 WHERE revision = 2", [9: sound, 12: sound]),
    Deed(
      "the reviewer's approval signed as his own", signsAll: true,
      "UPDATE entrySignature SET personKey = 2 WHERE entry = 9",
      [9: "写的经办人不是签名的人"]),
    Deed(
      "the reviewer's approval made his own in name too", signsAll: true,
      """
      UPDATE entrySignature SET personKey = 2 WHERE entry = 9;
      UPDATE journalEntry SET operator = '经办人甲' WHERE number = 9;
      """, [9: "由没有复核职责的人员"]),
    Deed(
      "an approval made a submission, so that his role fits", signsAll: true,
      """
      UPDATE entrySignature SET personKey = 2 WHERE entry = 9;
      UPDATE journalEntry SET operator = '经办人甲', kind = 'claim submit' WHERE number = 9;
      """, [9: "须两人办（核发自己登记的申报），却只有一人"]),
    Deed(
      "a signature taken away", "DELETE FROM entrySignature WHERE entry = 9", [9: "没有签名"]),
    Deed(
      "all signatures taken away", "DELETE FROM entrySignature", [3: "没有签名", 13: "没有签名"]),
    Deed(
      "a signature of an entry from before there were people",
      "INSERT INTO entrySignature VALUES (2, 2, '00')", [2: "多出签名"]),
    Deed(
      "a confirmation of what he asked for himself", signsAll: true,
      """
      UPDATE entrySignature SET personKey = 2 WHERE entry = 12;
      UPDATE journalEntry SET operator = '经办人甲' WHERE number = 12;
      """, [12: "由提请的人自己确认"]),
    Deed(
      "what needs two done alone", signsAll: true,
      """
      UPDATE entrySignature SET personKey = 2 WHERE entry = 12;
      UPDATE journalEntry SET operator = '经办人甲' WHERE number = 12;
      DELETE FROM proposalDecision;
      """, [12: "须两人办（作废），却只有一人"]),
    Deed(
      "a voiding hidden in a plain act of his own", signsAll: true,
      """
      DELETE FROM proposalDecision;
      UPDATE voiding SET entry = 13, ordinal = 2;
      """, [13: "须两人办（作废），却只有一人"]),
    Deed(
      "a rule overridden without a second person", signsAll: true,
      "UPDATE journalEntry SET reason = '越过规则 P03：确需' WHERE number = 10",
      [10: "须两人办（越过规则），却只有一人"]),
    Deed(
      "another act carried out under a proposal", signsAll: true,
      "UPDATE proposal SET act = 'bank void'", [12: "却没有这样的提请"]),
    Deed(
      "a role given to himself where the people were made",
      "UPDATE person SET roles = roles || char(10) || '复核' WHERE number = 2",
      [4: sound, 5: sound]),
    Deed(
      "the reviewer's key exchanged for his own where the people were made",
      """
      UPDATE personKey SET publicKey = (SELECT publicKey FROM personKey WHERE number = 2)
      WHERE number = 3;
      """, [5: sound, 9: sound]),
    Deed(
      "a key of his own given to the reviewer later", signsAll: true,
      """
      INSERT INTO personKey SELECT 4, 8, 2, 3, algorithm, publicKey, sealedKey, salt,
        scryptRounds, scryptBlockSize, scryptParallelism FROM personKey WHERE number = 2;
      UPDATE entrySignature SET personKey = 4 WHERE entry IN (9, 12);
      """, [8: "须两人办（人员和职责），却只有一人"]),
    Deed(
      "himself ended and acting on", signsAll: true,
      """
      INSERT INTO person SELECT number, 2, 8, 2, '离岗', name, roles, 1 FROM person WHERE number = 2
      """, [10: "由已停用的人员", 13: "由已停用的人员"]),
    Deed(
      "a key that is no longer the one to sign with", signsAll: true,
      """
      INSERT INTO personKey SELECT 4, 8, 2, 2, algorithm, publicKey, sealedKey, salt,
        scryptRounds, scryptBlockSize, scryptParallelism FROM personKey WHERE number = 3
      """, [10: "用的不是当时有效的密钥"]),
    Deed(
      "a payment under the name of an act that anybody may do", signsAll: true,
      "UPDATE journalEntry SET kind = 'decline' WHERE number = 10", [10: "记着不是这种事的内容"]),
    Deed(
      "a closing of a year by himself", signsAll: true,
      """
      INSERT INTO yearClosing SELECT 1, 13, 2, 2023, '结账', 20240101,
        '\(String(repeating: "a", count: 64))', NULL
      """, [13: "须两人办（结账和重新打开年度），却只有一人"]),
  ]

  @Test("every way to rewrite the file and recompute the chain is named", arguments: deeds)
  func deed(_ deed: Deed) throws {
    let folder = try TemporaryFolder()
    let store = try folder.newLedger()
    try Self.record(in: store)
    #expect(try store.problems() == [])
    try store.close()
    let raw = try folder.rawConnection()
    try raw.writeWithoutTransaction { database in
      let triggers = try String.fetchAll(
        database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
      try database.dropGuards()
      try database.execute(sql: deed.sql)
      try Forger(database: database) { _, person in
        deed.signsAll || person == Self.clerk ? OpenKey.sample(Self.clerk) : nil
      }.recompute()
      for trigger in triggers { try database.execute(sql: trigger) }
    }
    try raw.close()
    let found = try LedgerStore.open(at: folder.file()).read { try Verification(of: $0) }
    // The chain itself was made anew: of it nothing is wrong.
    let ofChain: Set<IntegrityProblem.Kind> = [.changed, .missing, .added, .moved, .journal]
    #expect(!found.problems.contains { ofChain.contains($0.kind) })
    for (entry, words) in deed.named {
      let isNamed = found.problems.contains { $0.entry == entry && $0.message.contains(words) }
      #expect(isNamed, "\(entry) \(words): \(found.problems.map(\.message))")
    }
  }

  @Test("the newest signatures alone tell of a change below them")
  func newest() throws {
    let folder = try TemporaryFolder()
    let store = try folder.newLedger()
    try Self.record(in: store)
    try store.close()
    let raw = try folder.rawConnection()
    try raw.writeWithoutTransaction { database in
      try database.dropGuards()
      try database.execute(sql: "UPDATE appropriation SET amount = 1")
      try Forger(database: database) { _, _ in nil }.recompute()
    }
    try raw.close()
    try LedgerStore.open(at: folder.file()).read { ledger in
      let problems = try SignatureCheck.problems(in: ledger, severeRules: [], lastCount: 1)
      #expect(problems.map(\.entry) == [13])
    }
  }

  @Test("what a forger can take away altogether is only told by a head that was printed before")
  func withoutPeople() throws {
    let folder = try TemporaryFolder()
    let store = try folder.newLedger()
    try Self.record(in: store)
    let head = try store.head()
    try store.close()
    let raw = try folder.rawConnection()
    try raw.writeWithoutTransaction { database in
      let triggers = try String.fetchAll(
        database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
      try database.dropGuards()
      for table in ["person", "personKey", "proposal", "proposalDecision", "entrySignature"] {
        try database.execute(sql: "DELETE FROM \(table)")
      }
      try Forger(database: database) { _, _ in nil }.recompute()
      for trigger in triggers { try database.execute(sql: trigger) }
    }
    try raw.close()
    try LedgerStore.open(at: folder.file()).read { ledger in
      let (standing, heads) = (try ledger.people.standing(), try ledger.journal.heads())
      #expect(standing == .unset)
      #expect(!heads.contains(head))
    }
  }

  @Test("a ledger with people takes no entry that nobody signs, whatever appends it")
  func unsigned() throws {
    let store = try LedgerStore.sample()
    try Self.record(in: store)
    let head = try store.head()
    #expect(throws: StoreFault.unsigned) {
      try store.append(.sample()) { try $0.append(DutyShift.sample("值9")) }
    }
    let stranger = EntrySigner(person: 9, name: "别人", key: OpenKey())
    #expect(throws: StoreFault.unsigned) {
      try store.append(.sample(), signer: stranger) { try $0.append(DutyShift.sample("值9")) }
    }
    #expect(try store.head() == head)
  }
}
