import Foundation
import GRDB
import LedgerCore
import LedgerStore
import TestSupport

extension Bureau {
  static let sample = Bureau(agency: "测试区司法局", region: "测试区")
}

extension EntryStamp {
  /// A stamp of a fixed instant and operator.
  static func sample(_ kind: String = "test", reason: String? = nil) -> EntryStamp {
    EntryStamp(
      recordedAt: "2025-01-02T03:04:05Z", operatorName: "经办人甲", kind: kind, reason: reason)
  }
}

extension Payee {
  /// A payee with an alias and an account.
  static func sample(
    _ number: Int, account: String = "6222020200112233", isEnded: Bool = false
  ) throws -> Payee {
    Payee(
      number: number, name: "甲\(number)所", aliases: ["甲\(number)", "第\(number)所"],
      account: BankAccount(bank: "某行", number: try AccountNumber(account)), isEnded: isEnded)
  }
}

extension OpenKey {
  /// A key of a fixed secret, as only tests have it.
  static func sample(_ number: Int) -> OpenKey {
    OpenKey(secret: Data(repeating: UInt8(number), count: 32)) ?? OpenKey()
  }

  /// Sealed at a cost that tests can afford.
  func sampleSealed(under password: String = "一个密码 password") throws -> SealedKey {
    try sealed(
      under: password, cost: ScryptCost(rounds: 16, blockSize: 1, parallelism: 1))
  }
}

extension EntrySigner {
  /// Who signs with the first sample key.
  static let sample = EntrySigner(person: 1, name: "经办人甲", key: .sample(1))
}

extension Proposal {
  static func sample(_ act: String = "case void") -> Proposal {
    Proposal(
      act: act, grounds: [.voiding], words: ["case", "void", "案6"], preview: ["案件 案6作废"],
      reason: "登记错了", factsDigest: sha256("案6"))
  }
}

extension TemporaryFolder {
  static let ledgerName = "ledger.sqlite"

  /// The path of the ledger; the file need not exist.
  func file() -> String { file(Self.ledgerName) }

  func bytes() throws -> Data { try bytes(of: Self.ledgerName) }

  /// A new ledger file, open.
  func newLedger(_ name: String = TemporaryFolder.ledgerName) throws -> LedgerStore {
    try LedgerStore.create(at: file(name), bureau: .sample, stamp: .sample("init"))
    return try LedgerStore.open(at: file(name))
  }

  /// A connection as any other program would make it: nothing of the store's settings.
  func rawConnection(_ name: String = TemporaryFolder.ledgerName) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    return try DatabaseQueue(path: file(name), configuration: configuration)
  }
}

extension LedgerStore {
  /// A new ledger in memory.
  static func sample() throws -> LedgerStore {
    try inMemory(bureau: .sample, stamp: .sample("init"))
  }

  func head() throws -> String { try read { try $0.journal.head() } }

  /// What `verify` says is wrong.
  func problems() throws -> [String] {
    try read { try Verification(of: $0).problems.map(\.message) }
  }
}

extension LedgerWriter {
  /// Appends every fact of a book, in the order the book has them.
  func append(_ book: InventedBook) throws {
    for fact in book.appropriations { try append(fact) }
    for fact in book.changes { try append(fact) }
    for fact in book.openings { try append(fact) }
    for fact in book.cases { try append(fact) }
    for fact in book.claims { try append(fact) }
    for fact in book.shifts { try append(fact) }
    for fact in book.lines { try append(fact) }
  }

  /// Appends the standards of a book, and its remarks on lines that were appended before.
  func appendStandardsAndRemarks(of rich: RichBook) throws {
    for standard in rich.standards { try append(standard: standard.name, text: standard.text) }
    for (id, remark) in rich.remarks { try append(remark, on: id) }
  }

  /// Appends what a book has of year-ends; what they name was appended before.
  func appendYearEnds(of rich: RichBook) throws {
    for explanation in rich.explanations { try append(explanation) }
    for match in rich.matches { try append(match) }
    for end in rich.yearEnds {
      try append(end.closing, carrying: end.carried, sealing: end.pack)
    }
    for id in rich.withdrawn { try withdraw(id, reason: "撤回") }
  }
}

extension LedgerStore {
  /// Appends in several entries until every table of facts has rows, most of them two or more.
  func appendOfEveryKind() throws {
    try append(.sample("first")) { writer in
      try writer.append(.clean())
      try writer.append(DutyShift.sample())
      try writer.append(PaymentLine.dutySample())
      try writer.append(AppropriationChange.adjustment(on: "2024-05-01", "500"))
      try writer.append(OpeningBalance(fiscalYear: .of(2024), amount: .yuan("100")))
      try writer.append(PaymentLine.sample("凭2/1", case: nil, use: .other))
      try writer.append(standard: "甲地", text: "名称: 甲地标准\n")
      try writer.append(lawyer: "律师甲", of: .of("凭1/1"))
      for name in ["流1", "流2"] {
        try writer.append(
          BankLine(
            reference: .of(name), bookedOn: .of("2024-04-02"), amount: .yuan("1000"), payee: "甲所"))
      }
    }
    try append(.sample("second", reason: "更正")) { writer in
      var legalAidCase = try LegalAidCase.sample(closed: "2024-03-02", outcome: .terminated)
      legalAidCase.judgmentNumber = try .of("民初1号")
      try writer.append(legalAidCase, reason: "日期写错")
      try writer.append(Claim.sample(case: "案2"), reason: "案件写错")
      try writer.append(Appropriation.sample(amount: "90000", uses: [.other]), reason: "金额写错")
      try writer.append(OpeningBalance(fiscalYear: .of(2024), amount: .zero, note: "核对"))
      try writer.append(DutyShift.sample(served: "2024-02-03"), reason: "日期写错")
      try writer.append(AppropriationChange.recall(on: "2024-06-01", "20"))
    }
    try append(.sample("third"), signer: .sample) { writer in
      let paid = try PaymentLine.sample()
      try writer.append(paid.reversed(by: "冲1/1", on: "2024-07-01", amount: "400"))
      try writer.append(.bankReturn, on: .of("冲1/1"))
      try writer.append(PaymentLine.sample("重1/1", paid: "2024-07-02", amount: "400"))
      try writer.append(.reissue(of: paid.id), on: .of("重1/1"))
      try writer.append(standard: "乙地", text: "名称: 乙地标准\n")
      try writer.append(lawyer: "律师乙", of: .of("凭2/1"))
      for number in [1, 2] { try writer.append(Payee.sample(number)) }
      try writer.append(Payee.sample(1, account: "1111222233334444"), reason: "换了账户")
      for line in ["凭1/1", "凭2/1"] { try writer.append(approvedBy: "审批人丙", of: .of(line)) }
      try writer.appendSupplement(to: .of("流1"), voucher: .of("凭1"), memo: "补贴")
      try writer.append(Claim.sample("申2", returned: "2024-04-05"))
      try writer.append(TableTerm.column(header: "承办律师名", means: "承办人"))
      try writer.append(TableTerm.word(column: "案件类型", word: "商事", means: "民事"))
      for manner in ["判决", "调解"] { try writer.append(closingManner: manner, of: .of("案1")) }
      for details in [CaseDetails(regionBand: "跨县", flags: []), try .sample()] {
        try writer.append(details: details, of: .of("案1"), reason: nil)
      }
      try writer.append(NamedPage.caseList)
      try writer.append(NamedPage.legalAidCase(.of("案1")))
      try writer.appendYearEnds()
      try writer.appendPeople()
      for _ in 1...2 { try writer.appendForProvince() }
    }
  }
}

extension LedgerWriter {
  /// Appends rows of every table of a year-end; no year is closed when this returns.
  fileprivate func appendYearEnds() throws {
    try append(Explanation.sample())
    try append(Explanation.sample("P07", confirmedBy: "复核人乙"))
    try append(BankMatch.sample("流1", ["凭1", "凭2"]))
    try append(BankMatch.sample("流2", ["凭2"], .undone, reason: "认错了"))
    try append(BankSetAside.sample("流2"))
    try append(BankSetAside.sample("流2", .undone, reason: "是本局的"))
    for name in ["文8", "文9"] {
      try append(Appropriation.sample(name, year: 2025, carriedFrom: 2022))
    }
    try append(
      YearClosing.sample(2022),
      carrying: ["文8", "文9"].map {
        CarriedBalance(from: try .sample($0, year: 2025), amount: try .yuan("5"))
      },
      sealing: [PackFile(name: "甲.txt", text: "甲\n"), PackFile(name: "乙.txt", text: "乙\n")],
      telling: ["凭1/1", "凭2/1"].map {
        SealedFinding(rule: "P09", subject: $0, amount: Money(fen: 5), facts: [sha256($0)])
      })
    try append(YearClosing.reopening(2022))
    for name in ["文8", "文9"] {
      try withdraw(.sample(name, year: 2025), reason: "没有余额")
    }
    try appendCorrections()
  }

  /// What is kept for a province, and what the province keeps.
  fileprivate func appendForProvince() throws {
    try append(RegionCode.sample)
    var row = try Appropriation.sample("文1", amount: "90000", uses: [.other])
    row.origin = AppropriationOrigin(issuer: "某厅第 \(nextEntry)-\(appendedCount) 号")
    try append(row)
    try append(publishing: OpenKey.sample(3).sampleSealed())
    try append(FiledReceipt.sample())
    try append(ReportingBureau.samples[0])
    try append(ReportingKey.sample)
    try append(ReceivedSegment.sample)
    try append(Allocation.sample())
  }

  /// Two people with their keys, and two things that one asked of the other.
  fileprivate func appendPeople() throws {
    for (number, name) in [(1, "经办人甲"), (2, "复核人乙")] {
      try append(Person(number: number, name: name, roles: Set(Role.allCases)))
      try append(OpenKey.sample(number).sampleSealed(), of: number)
    }
    for kind in [ProposalDecision.Kind.confirmed, .declined] {
      let number = try append(Proposal.sample())
      try append(ProposalDecision(proposal: number, kind: kind, reason: "核对过"))
    }
  }

  /// Takes a case back and puts it back, and gives it another number and yet another.
  private func appendCorrections() throws {
    let thing = RegisteredThing.legalAidCase(try .of("案8"))
    try append(LegalAidCase.sample("案8"))
    try append(Voiding(.voided, thing, reason: "登记错了"))
    try append(Voiding(.restored, thing, reason: "没有错"))
    for (old, new) in [("案8", "案9"), ("案9", "案10")] {
      try append(CaseRenumbering(from: .of(old), to: .of(new), reason: "编号写错"))
    }
  }
}
