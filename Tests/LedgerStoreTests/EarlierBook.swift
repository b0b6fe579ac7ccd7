import LedgerCore
import LedgerStore
import Schema
import TestSupport
import Testing

/// A small book with rows in every table that a version of the schema has, and sound throughout.
///
/// The committed ledgers of earlier versions hold it: see `Ledgers/README.md`.
enum EarlierBook {
  static func record(_ version: Int, in store: LedgerStore) throws {
    try store.append(.sample("first"), register)
    try store.append(.sample("second", reason: "更正"), revise)
    if version >= 3 { try store.append(.sample("third"), remark) }
    if version >= 4 {
      try store.append(.sample("fourth"), explain)
      try store.append(.sample("fifth"), closeWithBalances)
      try store.append(.sample("sixth"), spendTheRest)
      try store.append(.sample("seventh")) { try closeAgain($0, telling: version >= 7 ? told : []) }
    }
    if version >= 7 {
      try store.append(.sample("eighth")) { try $0.append(approvedBy: "审批人甲", of: .of("凭3/1")) }
    }
    if version >= 10 {
      try store.append(.sample("ninth"), takeBack)
      try store.append(.sample("tenth", reason: "编号写错")) {
        try $0.append(CaseRenumbering(from: .of("案3"), to: .of("案4"), reason: "编号写错"))
      }
      try store.append(.sample("eleventh")) { try $0.append(BankSetAside.sample()) }
      try store.append(.sample("twelfth")) { writer in
        try writer.append(Payee.sample(1))
        try writer.append(Payee.sample(1, isEnded: true), reason: "不再使用")
      }
    }
    if version >= 11 { try signPeople(in: store) }
    if version >= 12 {
      try store.append(.sample("import"), signer: .sample) { writer in
        try writer.append(TableTerm.column(header: "承办律师名", means: "承办人"))
        try writer.append(TableTerm.sheet("草稿"))
        try writer.append(closingManner: "判决", of: .of("案1"))
      }
    }
    if version >= 13 {
      try store.append(.sample("case amend"), signer: .sample) { writer in
        try writer.append(details: .sample(), of: .of("案1"), reason: "补登记")
      }
      try store.append(.sample("show names"), signer: .sample) { writer in
        try writer.append(NamedPage.caseList)
        try writer.append(NamedPage.legalAidCase(.of("案1")))
      }
      try store.append(.sample("receipt file"), signer: .sample, recordForProvince)
    }
  }

  /// What a ledger keeps for the province, and what the province's own keeps.
  private static func recordForProvince(_ writer: LedgerWriter) throws {
    try writer.append(RegionCode.sample)
    var row = try Appropriation.sample("文2", amount: "20000")
    row.origin = AppropriationOrigin(
      superiorDocument: try .of("上文2"), issuer: "某省财政厅", projectCode: "P-1")
    try writer.append(row, reason: "补记来源")
    try writer.append(publishing: OpenKey.sample(3).sampleSealed())
    try writer.append(FiledReceipt.sample())
    for fact in ReportingBureau.samples { try writer.append(fact) }
    try writer.append(ReportingKey.sample)
    try writer.append(ReceivedSegment.sample)
    try writer.append(Allocation.sample())
  }

  /// Two people, one of whom asks twice and the other confirms once.
  private static func signPeople(in store: LedgerStore) throws {
    let second = EntrySigner(person: 2, name: "复核人乙", key: .sample(2))
    let stamp = { (kind: String, name: String) in
      EntryStamp(recordedAt: "2025-01-02T03:04:05Z", operatorName: name, kind: kind)
    }
    try store.append(.sample("people start"), signer: .sample) { writer in
      try writer.append(
        Person(number: 1, name: "经办人甲", roles: [.record, .review, .lead, .manage]))
      try writer.append(OpenKey.sample(1).sampleSealed(), of: 1)
    }
    try store.append(.sample("people add"), signer: .sample) { writer in
      try writer.append(Person(number: 2, name: "复核人乙", roles: [.review, .lead]))
      try writer.append(OpenKey.sample(2).sampleSealed(), of: 2)
    }
    try store.append(.sample("case accept"), signer: .sample) {
      try $0.append(LegalAidCase.sample("案6"))
    }
    for _ in 1...2 {
      try store.append(.sample("propose"), signer: .sample) { _ = try $0.append(Proposal.sample()) }
    }
    try store.append(stamp("case void", "复核人乙"), signer: second) { writer in
      try writer.append(Voiding(.voided, .legalAidCase(.of("案6")), reason: "登记错了"))
      try writer.append(ProposalDecision(proposal: 1, kind: .confirmed, reason: nil))
    }
    try store.append(stamp("decline", "复核人乙"), signer: second) {
      try $0.append(ProposalDecision(proposal: 2, kind: .declined, reason: "重复"))
    }
  }

  /// A case with a claim and a payment of 2024, a case that is void, and a shift that was.
  private static func takeBack(_ writer: LedgerWriter) throws {
    for number in ["案3", "案5"] { try writer.append(LegalAidCase.sample(number)) }
    try writer.append(Claim.sample("申3", case: "案3"))
    try writer.append(
      PaymentLine.sample("凭4/1", amount: "5", case: "案3", use: .other, document: "文2"))
    try writer.append(Voiding(.voided, .legalAidCase(.of("案5")), reason: "登记错了"))
    try writer.append(Voiding(.voided, .dutyShift(.of("值1")), reason: "登记错了"))
    try writer.append(Voiding(.restored, .dutyShift(.of("值1")), reason: "没有错"))
  }

  /// Appropriations of two years, two cases, a claim, a shift, their payments and a bank line.
  private static func register(_ writer: LedgerWriter) throws {
    for (document, year) in [("文1", 2023), ("文3", 2023), ("文2", 2024)] {
      try writer.append(Appropriation.sample(document, year: year, amount: "10000"))
    }
    try writer.append(AppropriationChange.adjustment(of: "文2", on: "2024-05-01", "500"))
    try writer.append(OpeningBalance(fiscalYear: .of(2023), amount: .yuan("100")))
    for number in ["案1", "案2"] {
      try writer.append(
        LegalAidCase.sample(number, assigned: "2024-01-06", closed: "2024-03-01"))
    }
    try writer.append(Claim.sample(case: "案2", approved: "2024-03-10"))
    try writer.append(DutyShift.sample())
    try writer.append(PaymentLine.sample(document: "文2"))
    try writer.append(PaymentLine.dutySample(document: "文2"))
    try writer.append(lawyer: "承办人甲", of: .of("凭1/1"))
    try writer.append(BankLine.sample())
  }

  /// A later statement of each fact that has revisions, and a reversal.
  private static func revise(_ writer: LedgerWriter) throws {
    try writer.append(Appropriation.sample("文2", amount: "20000"), reason: "金额写错")
    try writer.append(AppropriationChange.recall(of: "文2", on: "2024-06-01", "20"))
    try writer.append(
      OpeningBalance(fiscalYear: .of(2023), amount: .zero, note: "核对"), reason: "没有结余")
    var fact = try LegalAidCase.sample(
      assigned: "2024-01-06", closed: "2024-03-02", filed: "2024-03-20")
    fact.judgmentNumber = try .of("（2024）民初1号")
    try writer.append(fact, reason: "日期写错")
    try writer.append(Claim.sample(approved: "2024-03-10"), reason: "案件写错")
    try writer.append(DutyShift.sample(served: "2024-02-03"), reason: "日期写错")
    try writer.append(
      PaymentLine.sample(document: "文2").reversed(by: "冲1/1", on: "2024-07-01", amount: "400"))
    try writer.appendSupplement(to: .of("流1"), voucher: .of("凭1"), memo: "补贴")
  }

  private static func remark(_ writer: LedgerWriter) throws {
    let standard = try #require(BundledStandards.all.first { $0.name == "ningxia-2015" })
    try writer.append(standard: standard.name, text: standard.text)
    try writer.append(.bankReturn, on: .of("冲1/1"))
    try writer.append(
      PaymentLine.sample("重1/1", paid: "2024-07-02", amount: "400", document: "文2"))
    try writer.append(.reissue(of: .of("凭1/1")), on: .of("重1/1"))
  }

  private static func explain(_ writer: LedgerWriter) throws {
    try writer.append(Explanation.sample())
    try writer.append(BankMatch.sample())
  }

  /// Closes 2023: both of its documents go over, and the year is opened again.
  private static func closeWithBalances(_ writer: LedgerWriter) throws {
    try carry(["文1", "文3"], writer)
    try writer.append(YearClosing.reopening(2023))
  }

  private static func spendTheRest(_ writer: LedgerWriter) throws {
    try writer.append(
      PaymentLine.sample(
        "凭3/1", paid: "2023-12-20", amount: "10000", case: nil, use: .other, document: "文1"))
  }

  /// Closes 2023 for good: one of the rows that went over does so no more.
  private static func closeAgain(
    _ writer: LedgerWriter, telling findings: [SealedFinding]
  ) throws {
    try writer.withdraw(.sample("文1"), reason: "重新结账，没有结转余额")
    try carry(["文3"], writer, telling: findings)
  }

  private static let told = [
    SealedFinding(
      rule: "P12", subject: "凭3/1", amount: Money(fen: 1_000_000), facts: [sha256("line|凭3")])
  ]

  private static func carry(
    _ documents: [String], _ writer: LedgerWriter, telling findings: [SealedFinding] = []
  ) throws {
    for document in documents where try writer.ledger.funds.appropriation(.sample(document)) == nil
    {
      try writer.append(Appropriation.sample(document, amount: "10000", carriedFrom: 2023))
    }
    let pack = [
      PackFile(name: "公开段落.txt", text: "测试区2023年度\n"), PackFile(name: "对账表.txt", text: "相符\n"),
    ]
    try writer.append(
      YearClosing(
        fiscalYear: .of(2023), kind: .closed, on: .of("2024-01-05"), packDigest: digest(of: pack)),
      carrying: documents.map {
        CarriedBalance(from: try .sample($0, year: 2023), amount: try .yuan("10000"))
      },
      sealing: pack, telling: findings)
  }

  /// As the design says: each file's name, length and text, in order of name.
  private static func digest(of pack: [PackFile]) -> String {
    sha256(
      pack.sorted { $0.name.precedesByCodePoint($1.name) }
        .map { "\($0.name)\n\($0.text.utf8.count)\n\($0.text)" }.joined(separator: "\n"))
  }
}
