import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("流水与摘要")
struct JournalTests {
  @Test("the digest of an entry is SHA-256 of the bytes the design says")
  func format() throws {
    // Computed outside this program, over: 32 zero bytes; the marks; number, instant, operator,
    // kind, no reason, one fact. The one mark is the code 1 and 15 bytes of the SHA-256 over the
    // bureau's row (table, id, agency, region). Integers are tag 1 and eight bytes, texts tag 2 and
    // marks tag 3 with four bytes of length, no value is tag 0. A change of this format makes every
    // ledger that exists fail its check.
    #expect(
      try LedgerStore.sample().head()
        == "cf59650f0ca92ee5a60f9838a7a723848200f53cabf0113ff4796d45b4cab989")
  }

  @Test("the same facts with the same stamps give the same head", arguments: UInt64(1)...5)
  func same(seed: UInt64) throws {
    let rich = try RichBook(seed: seed)
    let folder = try TemporaryFolder()
    let stores = [try LedgerStore.sample(), try folder.newLedger()]
    for store in stores {
      try store.append(.sample("a")) { try $0.append(rich.book) }
      try store.append(.sample("b", reason: "更正")) { writer in
        for line in rich.bankLines { try writer.append(line) }
        try writer.appendStandardsAndRemarks(of: rich)
      }
    }
    #expect(try stores[0].head() == stores[1].head())
    #expect(try stores[0].head().count == 64)
    #expect(try stores[1].problems() == [])
  }

  /// A ledger of two entries, with one thing changed.
  private static func head(
    bureau: Bureau = .sample, first: EntryStamp = .sample("a"), firm: String? = "甲所",
    isSwapped: Bool = false, isOneEntry: Bool = false
  ) throws -> String {
    let store = try LedgerStore.inMemory(bureau: bureau, stamp: .sample("init"))
    let one = try LegalAidCase.sample("案1", firm: firm)
    let two = try LegalAidCase.sample("案2")
    let last = try LegalAidCase.sample("案3")
    try store.append(first) { writer in
      for fact in isSwapped ? [two, one] : [one, two] { try writer.append(fact) }
      if isOneEntry { try writer.append(last) }
    }
    if !isOneEntry { try store.append(.sample("b")) { try $0.append(last) } }
    return try store.head()
  }

  @Test("whatever differs anywhere in the chain, the head differs")
  func different() throws {
    func stamp(at: String = "2025-01-02T03:04:05Z", by: String = "经办人甲", _ kind: String = "a")
      -> EntryStamp
    { EntryStamp(recordedAt: at, operatorName: by, kind: kind) }
    let heads = [
      try Self.head(),
      try Self.head(bureau: Bureau(agency: "测试区司法局", region: "试区")),
      // The same letters, parted at another place.
      try Self.head(bureau: Bureau(agency: "测试区司法局测", region: "试区")),
      try Self.head(first: stamp(at: "2025-01-02T03:04:06Z")),
      try Self.head(first: stamp(by: "经办人乙")),
      try Self.head(first: stamp("aa")),
      try Self.head(first: .sample("a", reason: "")),
      try Self.head(first: .sample("a", reason: "改")),
      try Self.head(firm: nil),
      try Self.head(firm: "甲所 "),
      try Self.head(isSwapped: true),
      try Self.head(isOneEntry: true),
    ]
    #expect(Set(heads).count == heads.count)
    #expect(try Self.head(first: stamp()) == heads[0])
  }

  @Test("entries are numbered without gaps and keep their stamps")
  func entries() throws {
    let store = try LedgerStore.sample()
    try store.appendOfEveryKind()
    try store.read { ledger in
      let entries = try (1...4).map { try #require(try ledger.journal.entry($0)) }
      #expect(entries.map(\.number) == [1, 2, 3, 4])
      #expect(entries.map(\.stamp.kind) == ["init", "first", "second", "third"])
      #expect(entries.map(\.stamp.reason) == [nil, nil, "更正", nil])
      #expect(entries.allSatisfy { $0.stamp.operatorName == "经办人甲" })
      #expect(try ledger.journal.entry(5) == nil)
      #expect(try ledger.journal.lastEntry() == entries[3])
      #expect(try ledger.journal.head() == hexadecimal(entries[3].digest))
      let verification = try Verification(of: ledger)
      #expect(verification.entryCount == 4)
      #expect(verification.factCount == entries.map(\.factCount).reduce(0, +))
      #expect(verification.head == hexadecimal(entries[3].digest))
      #expect(verification.problems == [])
    }
  }

  @Test("the reason that an act finds on its way goes before the stamp's")
  func reasons() throws {
    let store = try LedgerStore.sample()
    try store.append(.sample(reason: "事先")) { writer in
      writer.reason = "途中"
      try writer.append(LegalAidCase.sample())
    }
    #expect(try store.read { try $0.journal.lastEntry()?.stamp.reason } == "途中")
    #expect(try store.problems() == [])
  }

  @Test("a rehearsal goes through the whole act and leaves the file as it was")
  func rehearsal() throws {
    let folder = try TemporaryFolder()
    let store = try folder.newLedger()
    let before = try store.read { try Verification(of: $0) }
    let seen = try store.append(.sample(), isRehearsal: true) { writer in
      try writer.append(.clean())
      return try writer.ledger.cases.legalAidCase(.of("案1"))
    }
    #expect(seen != nil)
    #expect(try store.read { try Verification(of: $0) } == before)
    #expect(try store.dossiers().isEmpty)
    #expect(try LedgerStore.open(at: folder.file()).read { try Verification(of: $0) } == before)
  }

  @Test("a rehearsal refuses what the act would refuse")
  func rehearsalRefuses() throws {
    #expect(throws: StoreFault.self) {
      try LedgerStore.sample().append(.sample(), isRehearsal: true) { writer in
        try writer.append(PaymentLine.sample())
        try writer.append(PaymentLine.sample())
      }
    }
  }

  @Test("an act that appends nothing leaves no entry")
  func nothing() throws {
    let store = try LedgerStore.sample()
    let before = try store.read { try Verification(of: $0) }
    #expect(try store.append(.sample()) { _ in 7 } == 7)
    #expect(try store.read { try Verification(of: $0) } == before)
  }

  @Test("a body that throws leaves nothing, and the next act goes on as if it had not been")
  func throwing() throws {
    struct Stop: Error {}
    let (stopped, other) = (try LedgerStore.sample(), try LedgerStore.sample())
    #expect(throws: Stop.self) {
      try stopped.append(.sample()) { writer in
        try writer.append(.clean())
        throw Stop()
      }
    }
    #expect(try stopped.head() == other.head())
    #expect(try stopped.dossiers().isEmpty)
    for store in [stopped, other] { try store.append(.sample()) { try $0.append(.cleanDuty()) } }
    #expect(try stopped.head() == other.head())
  }

  @Test("a fact that the schema refuses takes the whole act with it")
  func refusedFact() throws {
    let store = try LedgerStore.sample()
    let head = try store.head()
    #expect(throws: StoreFault.self) {
      try store.append(.sample()) { writer in
        try writer.append(.clean())
        var line = try PaymentLine.sample("凭9")
        line.amount = .zero
        try writer.append(line)
      }
    }
    #expect(try store.head() == head)
    #expect(try store.dossiers().isEmpty)
  }

  @Test("the words of a fault carry no value of a row")
  func privacy() throws {
    let store = try LedgerStore.sample()
    let fault = #expect(throws: StoreFault.self) {
      try store.append(.sample()) { writer in
        try writer.append(LegalAidCase.sample(recipient: "欧阳某某某"))
        try writer.append(PaymentLine.sample())
        try writer.append(PaymentLine.sample())
      }
    }
    let words = try #require(fault).description
    #expect(!words.contains("甲所") && !words.contains("欧阳"))
  }
}
