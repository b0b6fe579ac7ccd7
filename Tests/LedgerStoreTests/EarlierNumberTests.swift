import Foundation
import GRDB
import LedgerCore
import LedgerStore
import TestSupport
import Testing

/// Ledgers whose numbers an earlier version stored in a form that is no longer compared.
@Suite("旧账本里的号码")
struct EarlierNumberTests {
  /// A number as it was compared then: nothing but width, white space and brackets settled.
  private static func then<Named>(_ text: String) -> Identifier<Named> {
    Identifier(key: text, printed: text)
  }

  /// The file as version 8 left it, holding what the body appends.
  private static func ledger(
    in folder: TemporaryFolder, _ body: (LedgerWriter) throws -> Void
  ) throws {
    let store = try folder.newLedger()
    try store.append(.sample("then"), body)
    try store.close()
    try folder.rawConnection().writeWithoutTransaction { database in
      let later = [
        "regionCode", "appropriationOrigin", "publishingKey", "filedReceipt", "reportingBureau",
        "reportingKey", "receivedSegment", "allocation", "nameShowing", "caseDetails",
        "closingManner", "tableTerm", "earlierNumber", "voiding", "caseRenumbering", "bankSetAside",
        "payee", "entrySignature", "proposalDecision", "proposal", "personKey", "person",
      ]
      for table in later { try database.execute(sql: "DROP TABLE \(table)") }
      try database.execute(sql: "PRAGMA user_version = 8")
    }
  }

  /// A case with a claim and a payment, a shift with one, a reversal and a bank line; every number
  /// has a character that is compared as another now, or as nothing.
  private static func odd(_ writer: LedgerWriter) throws {
    let document: DocumentNumber = then("⽂\u{AD}1")
    let row = AppropriationID(document: document, fiscalYear: try .of(2024))
    try writer.append(
      Appropriation(
        id: row, source: .localBudget, receivedOn: .of("2024-01-01"), amount: .yuan("5000")))
    try writer.append(
      AppropriationChange(
        appropriation: row, kind: .adjustment, changedOn: .of("2024-05-01"), amount: .yuan("5"),
        reason: "调整"))
    let number: CaseNumber = then("⽅案①")
    var accepted = LegalAidCase(
      number: number, type: .civil, recipient: "受援人甲", acceptedOn: try .of("2024-01-05"))
    accepted.judgmentNumber = then("⺠\u{FE0F}⽅初1号")
    try writer.append(accepted)
    try writer.append(
      Claim(
        number: then("申\u{2066}1"), caseNumber: number, claimedOn: .of("2024-03-05"),
        claimedAmount: .yuan("1000")))
    let shift = try DutyShift.sample()
    try writer.append(
      DutyShift(
        number: then("值\u{3164}1"), servedOn: shift.servedOn, site: shift.site,
        lawyer: shift.lawyer, firm: shift.firm, quantity: shift.quantity, unit: shift.unit,
        rate: shift.rate, amount: shift.amount))
    let id = PaymentLineID(voucher: then("⽀1"), line: 1)
    let line = PaymentLine(
      id: id, paidOn: try .of("2024-04-01"), use: .perCaseSubsidy, subject: .legalAidCase(number),
      document: document, amount: try .yuan("1000"), payee: "甲所")
    try writer.append(line)
    try writer.append(lawyer: "承办人甲", of: id)
    try writer.append(
      BankLine(
        reference: then("流㈠"), bookedOn: .of("2024-04-02"), amount: .yuan("1000"), payee: "甲所",
        voucher: then("⽀1"), memo: nil))
  }

  @Test("facts are found under their numbers as they are compared now, and the ledger is sound")
  func found() throws {
    let folder = try TemporaryFolder()
    try Self.ledger(in: folder, Self.odd)
    let store = try LedgerStore.open(at: folder.file())
    try store.read { ledger in
      let dossier = try ledger.cases.dossier(.of("方案1"))
      #expect(dossier.legalAidCase?.number.printed == "⽅案①")
      #expect(dossier.legalAidCase?.judgmentNumber?.key == "⺠方初1号")
      #expect(dossier.claims.map(\.number.key) == ["申1"])
      #expect(dossier.lines.map(\.id.voucher.key) == ["支1"])
      #expect(dossier.lines.map(\.lawyer) == ["承办人甲"])
      #expect(try ledger.duty.shift(.of("值1")) != nil)
      #expect(try ledger.funds.appropriation(.sample("文1")) != nil)
      #expect(try ledger.funds.changes().map(\.change.appropriation.document.key) == ["文1"])
      #expect(try ledger.treasury.line(.of("流〔一〕"))?.voucher?.key == "支1")
    }
    #expect(try store.problems() == [])
    #expect(try store.read { try ConsistencyCheck.problems(in: $0) } == [])
    try store.append(.sample("later")) { writer in
      try writer.append(Claim.sample("申9", case: "方案1"))
      try writer.append(
        PaymentLine.sample("支1/1").reversed(by: "冲1/1", on: "2024-05-01", amount: "400"))
    }
    #expect(try store.problems() == [])
    #expect(try store.read { try $0.cases.dossier(.of("方案1")).claims.count } == 2)
  }

  @Test("two things registered under numbers that are one by now are never made one")
  func twins() throws {
    let folder = try TemporaryFolder()
    try Self.ledger(in: folder) { writer in
      for number in ["案1", "案\u{AD}1", "案\u{FE0F}2", "案\u{2060}2"] {
        try writer.append(
          LegalAidCase(
            number: Self.then(number), type: .civil, recipient: number,
            acceptedOn: try .of("2024-01-05")))
      }
    }
    let store = try LedgerStore.open(at: folder.file())
    try store.read { ledger in
      #expect(try ledger.cases.legalAidCase(.of("案1"))?.recipient == "案1")
      #expect(try ledger.cases.legalAidCase(.of("案2"))?.recipient == "案\u{2060}2")
      var count = 0
      try ledger.cases.forEachDossier { _ in count += 1 }
      #expect(count == 4)
    }
    #expect(try store.problems() == [])
  }

  @Test("what the migration kept cannot give a fact another number")
  func forged() throws {
    let folder = try TemporaryFolder()
    try Self.ledger(in: folder, Self.odd)
    _ = try LedgerStore.open(at: folder.file()).head()
    try folder.rawConnection().writeWithoutTransaction { database in
      try database.dropGuards()
      try database.execute(
        sql: "UPDATE claim SET caseNumber = '案9', printedCaseNumber = '案9'")
    }
    let problems = try LedgerStore.open(at: folder.file()).problems()
    #expect(problems.contains { $0.contains("补贴申报") && $0.contains("被改动") })
  }
}
