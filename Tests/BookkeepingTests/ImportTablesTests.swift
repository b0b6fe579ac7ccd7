import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("导入：新的与已知的")
struct ImportTablesTests {
  private let header = "案件编号,案件类型,受援人,受理日期,承办人,承办单位,结案日期,结案方式,案由\n"

  private func registered(_ session: Session, _ number: String = "案1") throws -> LegalAidCase? {
    try session.store.read { try $0.cases.legalAidCase(.of(number)) }
  }

  @Test("every kind of table comes in as the facts it says")
  func everyKind() throws {
    let book = try InventedBook.perfect(seed: 1)
    let bank = BankLine(
      reference: try .of("流1"), bookedOn: try .of("2024-04-02"), amount: try .yuan("-5"),
      payee: "甲所", voucher: try .of("凭1"), memo: "退")
    let apart = BankLine(
      reference: try .of("流2"), bookedOn: try .of("2024-04-02"), amount: try .yuan("7"),
      payee: "乙局")
    let session = try Session.sample()
    // Payments first: what they cite need not be there yet.
    let summary = try session.importing(
      table(.payments, book.lines.map { TableRecord($0) }),
      table(.bank, [TableRecord(bank), TableRecord(apart)]),
      table(
        .fundChanges, book.changes.enumerated().map { TableRecord($1, number: $0 + 1) }),
      table(.appropriations, book.appropriations.map { TableRecord($0) }),
      table(.openings, book.openings.map { TableRecord($0) }),
      table(.cases, book.cases.map { TableRecord($0) }),
      table(.claims, book.claims.map { TableRecord($0) }),
      table(.duty, book.shifts.map { TableRecord($0) }),
      table(.explanations, [TableRecord(try Explanation.sample())]),
      table(.matches, [TableRecord(try BankMatch.sample())]),
      table(.setAsides, [TableRecord(try BankSetAside.sample("流2"))]))
    #expect(summary.byKind.mapValues(\.added)[.payments] == book.lines.count)
    #expect(Set(summary.byKind.keys) == Set(TableKind.allCases))
    let other = try Session.sample(book)
    let results = try [session, other].map { try ReconcileYear($0.store)(Period(year: .of(2024))) }
    // Nothing is wrong but the bank line, which the other ledger has not; only that the ledger has
    // no standard to test the approvals by is said.
    let findings = results.map { outcome in
      outcome.result.findings.filter { $0.rule.description.first != "S" }
    }
    #expect(findings[0].map(\.rule) == ["C05"])
    #expect(findings[0].map(\.outcome) == [.notTestable])
    #expect(findings[0] == findings[1])
    let identities = results.map { $0.result.identities.filter { $0.id != "I07" } }
    #expect(identities[0] == identities[1])
    #expect(results[0].result.book.paidByPayee == results[1].result.book.paidByPayee)
    try session.store.read { ledger in
      var dossiers: [Dossier] = []
      var accounts: [DutyAccount] = []
      try ledger.cases.forEachDossier { dossiers.append($0) }
      try ledger.duty.forEachAccount { accounts.append($0) }
      #expect(dossiers == book.dossiers)
      #expect(accounts == book.dutyAccounts)
      #expect(try ledger.treasury.line(bank.reference) == bank)
      #expect(try ledger.explanations.all() == [.sample()])
      #expect(try ledger.treasury.matches() == [.sample()])
      #expect(try ledger.treasury.setAsides() == [.sample("流2")])
    }
    #expect(try session.lastStamp().kind == "import")
    #expect(try session.store.read { try $0.journal.lastEntry()?.number } == 2)
  }

  @Test("the same tables again change nothing and count every row", arguments: UInt64(1)...5)
  func again(seed: UInt64) throws {
    let book = try InventedBook.perfect(seed: seed)
    let tables = [
      table(.cases, book.cases.map { TableRecord($0) }),
      table(.claims, book.claims.map { TableRecord($0) }),
      table(.payments, book.lines.map { TableRecord($0) }),
    ]
    let session = try Session.sample()
    try session.importing(tables[0], tables[1], tables[2])
    let head = try session.head()
    let summary = try session.importing(tables[2], tables[0], tables[1])
    #expect(summary.counts(.cases) == [0, 0, 0, book.cases.count])
    #expect(summary.counts(.claims) == [0, 0, 0, book.claims.count])
    #expect(summary.counts(.payments) == [0, 0, 0, book.lines.count])
    #expect(try session.head() == head)
  }

  @Test("a register that comes again with more cells filled in is progress")
  func progress() throws {
    let session = try Session.sample()
    try session.importing(header + "案1,民事,受援人甲,2024-01-05,,,,,劳动报酬\n案2,刑事,受援人乙,2024-01-06,,,,,\n")
    let summary = try session.importing(
      header + "案1,民事,受援人甲,2024-01-05,李四,甲所,2024-03-01,,\n案2,刑事,受援人乙,2024-01-06,,,,,\n")
    #expect(summary.counts() == [0, 1, 0, 1])
    let found = try #require(try registered(session))
    #expect(found.lawyer == "李四" && found.firm == "甲所")
    #expect(found.closing == (try .init(on: .of("2024-03-01"), outcome: .closed)))
    // An empty cell never erases.
    #expect(found.matter == "劳动报酬")
    let history = try session.store.read { try $0.cases.history(of: CaseNumber.of("案1")) }
    #expect(history.map(\.revision.reason) == [nil, nil])
    #expect(history.map(\.entry) == [2, 3])
  }

  @Test("the approval of a claim comes with a later table")
  func approvalLater() throws {
    let session = try Session.sample()
    let claim = try Claim.sample()
    let approved = try Claim.sample(approved: "2024-03-10", approvedAmount: "0")
    try session.importing(table(.claims, [TableRecord(claim)]))
    let summary = try session.importing(table(.claims, [TableRecord(approved)]))
    #expect(summary.counts(.claims) == [0, 1, 0, 0])
    #expect(try session.store.read { try $0.cases.claim(claim.number) } == approved)
  }

  @Test(
    "a number in other widths, brackets and spaces is the same number",
    arguments: ["红援（2024）１号", "红援[2024]1号", " 红援〔2024〕 1 号", "红援【２０２４】1号"])
  func keyForms(form: String) throws {
    let session = try Session.sample()
    try session.importing(header + "红援〔2024〕1号,民事,受援人甲,2024-01-05,,,,,\n")
    let head = try session.head()
    let same = try session.importing(header + "\(form),民事,受援人甲,2024/1/5,,,,,\n")
    #expect(same.counts() == [0, 0, 0, 1])
    #expect(try session.head() == head)
    let filled = try session.importing(header + "\(form),民事,受援人甲,2024-01-05,李四,,,,\n")
    #expect(filled.counts() == [0, 1, 0, 0])
    // Printed as it was first registered.
    #expect(try registered(session, form)?.number.printed == "红援〔2024〕1号")
  }

  @Test("rows of one import are held against each other")
  func withinOneImport() throws {
    let session = try Session.sample()
    let summary = try session.importing(
      header + "案1,民事,受援人甲,2024-01-05,,,,,\n案1,民事,受援人甲,2024-01-05,李四,,,,\n",
      header + "案１,民事,受援人甲,2024-01-05,李四,,,,\n")
    #expect(summary.counts() == [1, 1, 0, 1])
    let faults = try session.faults(
      importing: header + "案2,民事,受援人甲,2024-01-05,,,,,\n案2,民事,受援人甲,2024-01-06,,,,,\n")
    #expect(faults.map(\.place) == ["1.csv:3:4"])
  }

  @Test("a changed cell stops the import, both values side by side")
  func conflict() throws {
    let session = try Session.sample()
    try session.importing(header + "案1,民事,受援人甲,2024-01-05,,,,,\n")
    let faults = try session.faults(
      importing: header + "案1,刑事,受援人甲,2024-01-06,,,,,\n案2,民事,受援人乙,2024-01-06,,,,,\n")
    #expect(faults.map(\.place) == ["1.csv:2:2", "1.csv:2:4"])
    #expect(faults[0].problem == "案件类型与账上不同：账上“民事”，表里“刑事”")
    #expect(faults[1].problem == "受理日期与账上不同：账上“2024-01-05”，表里“2024-01-06”")
    #expect(faults.allSatisfy { $0.steps == [.importAsAmendment] })
    #expect(try registered(session, "案2") == nil)
  }

  @Test("an amendment is a new fact with the reason, and the old value stays in the history")
  func amendment() throws {
    let session = try Session.sample()
    try session.importing(header + "案1,民事,受援人甲,2024-01-05,李四,,2024-03-01,终止,\n")
    let summary = try session.importing(
      header + "案1,刑事,受援人甲,2024-01-06,,甲所,,,\n案2,民事,受援人乙,2024-01-06,,,,,\n",
      amending: "录入错误")
    #expect(summary.counts() == [1, 0, 1, 0])
    #expect(try session.lastStamp().reason == "录入错误")
    let history = try session.store.read { try $0.cases.history(of: CaseNumber.of("案1")) }
    #expect(history.map(\.revision.reason) == [nil, "录入错误"])
    #expect(history.map(\.revision.fact.type) == [.civil, .criminal])
    #expect(history.map(\.revision.fact.acceptedOn.day) == [5, 6])
    let found = try #require(try registered(session))
    #expect(found.lawyer == "李四" && found.firm == "甲所" && found.closing?.outcome == .terminated)
    let new = try session.store.read { try $0.cases.history(of: CaseNumber.of("案2")) }
    #expect(new.map(\.revision.reason) == [nil])
  }

  @Test("claims, duty, appropriations and openings can be amended")
  func amendable() throws {
    let session = try Session.sample()
    func tables(_ amount: String, day: String) throws -> [String] {
      [
        table(.claims, [TableRecord(try .sample(claimed: day, amount: amount))]),
        table(.duty, [TableRecord(try .sample(served: day, amount: amount))]),
        table(.appropriations, [TableRecord(try .sample(received: day, amount: amount))]),
        table(
          .openings,
          [TableRecord(OpeningBalance(fiscalYear: try .of(2024), amount: try .yuan(amount)))]),
      ]
    }
    for text in try tables("100", day: "2024-03-01") { try session.importing(text) }
    for text in try tables("200", day: "2024-03-02") {
      #expect(try !session.faults(importing: text).isEmpty)
      try session.importing(text, amending: "核对")
    }
    try session.store.read { ledger in
      let (amount, day) = (try Money.yuan("200"), try Day.of("2024-03-02"))
      #expect(try ledger.cases.claim(.of("申1"))?.claimedAmount == amount)
      #expect(try ledger.duty.shift(.of("值1"))?.servedOn == day)
      #expect(try ledger.funds.appropriations().map(\.amount) == [amount])
      #expect(try ledger.funds.openings().map(\.amount) == [amount])
    }
  }

  @Test("a claim amended to another case leaves the old one")
  func movedClaim() throws {
    let session = try Session.sample()
    try session.importing(table(.claims, [TableRecord(try .sample() as Claim)]))
    try session.importing(
      table(.claims, [TableRecord(try .sample(case: "案2") as Claim)]), amending: "案号写错")
    var cases: [String] = []
    try session.store.read { try $0.cases.forEachDossier { cases.append($0.caseNumber.key) } }
    #expect(cases == ["案2"])
  }

  @Test("a rehearsal counts, refuses, and writes nothing")
  func rehearsal() throws {
    let session = try Session.sample()
    let head = try session.head()
    let text = header + "案1,民事,受援人甲,2024-01-05,,,,,\n"
    #expect(try session.rehearsing.importing(text).counts() == [1, 0, 0, 0])
    #expect(try session.head() == head)
    #expect(try registered(session) == nil)
    _ = try session.rehearsing.faults(importing: text + "案1,刑事,受援人甲,2024-01-05,,,,,\n")
  }

  @Test("facts that break a rule come in all the same, for they happened")
  func breakingRules() throws {
    let session = try Session.sample()
    try session.importing(
      table(.payments, [TableRecord(try .sample(case: "案9", document: "文9") as PaymentLine)]))
    #expect(try session.findings().map(\.rule) == ["F06", "P01", "F03"])
  }
}
