import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

/// Acts that take from the book what an officer leaves out.
@Suite("不写的按账上已有的")
struct EverydayActsTests {
  private func accepted(_ number: String, lawyer: String?, firm: String?) throws -> LegalAidCase {
    var new = try LegalAidCase.sample(number, firm: firm, recipient: "受援人\(number)")
    new.lawyer = lawyer
    return new
  }

  @Test("a case is given at once to the firm that all other cases of its lawyer name")
  func firmOfLawyer() throws {
    let session = try Session.sample()
    try RecordCases(session).accept(accepted("案1", lawyer: "王五", firm: "甲律师事务所"))
    try RecordCases(session).accept(accepted("案2", lawyer: "王 五", firm: nil))
    let found = try session.store.read { try $0.cases.legalAidCase(.of("案2")) }
    #expect(found?.firm == "甲律师事务所")
    try RecordCases(session).accept(accepted("案3", lawyer: nil, firm: nil))
    try RecordCases(session).assign(.of("案3"), on: .of("2024-01-07"), lawyer: "王五", firm: nil)
    let assigned = try session.store.read { try $0.cases.legalAidCase(.of("案3")) }
    #expect(assigned?.firm == "甲律师事务所")
  }

  @Test("a firm that no case names, or of which there are two, must be said")
  func firmUnclear() throws {
    let session = try Session.sample()
    let unknown = try session.refusal {
      try RecordCases(session).accept(accepted("案1", lawyer: "王五", firm: nil))
    }
    #expect("\(unknown)".contains("没有这位承办人的其他案件") && !"\(unknown)".contains("王五"))
    try RecordCases(session).accept(accepted("案1", lawyer: "王五", firm: "甲所"))
    try RecordCases(session).accept(accepted("案2", lawyer: "王五", firm: "乙所"))
    let several = try session.refusal {
      try RecordCases(session).accept(accepted("案3", lawyer: "王五", firm: nil))
    }
    #expect("\(several)".contains("乙所、甲所") && several.guidance.steps == [.nameFirm])
    // A case that is void names nothing.
    try VoidThing(session).voidCase(.of("案2"), reason: "错")
    try RecordCases(session).accept(accepted("案3", lawyer: "王五", firm: nil))
  }

  private func close(
    _ session: Session, _ number: String = "案1", amount: String? = nil, reason: String? = nil,
    override: Override? = nil
  ) throws -> Claim {
    try RecordCases(session).close(
      .init(on: .of("2024-03-01"), outcome: .closed), grade: "一类",
      claiming: ClaimDraft(
        caseNumber: .of(number), claimedOn: .of("2024-03-05"),
        amount: amount.map { try .yuan($0) }, submittedBy: "申报人甲", reason: reason),
      override: override
    ).recorded.claim
  }

  @Test("closing and claiming are one act: one entry, the standard's amount, a number of the case")
  func closedAndClaimed() throws {
    let session = try Session.sample()
    try LoadStandard(session)(standardText(), name: "标准.yaml")
    try RecordCases(session).accept(.sample())
    let claim = try close(session)
    #expect(claim.number.printed == "申案1" && claim.claimedAmount.yuanText == "1000.00")
    #expect(try session.lastStamp().kind == "case close")
    let dossier = try session.store.read { try $0.cases.dossier(.of("案1")) }
    #expect(dossier.legalAidCase?.closing?.on.description == "2024-03-01")
    #expect(dossier.claims == [claim])
    #expect(try VerifyLedger(session.store)().verification.problems == [])
  }

  @Test("where the claim cannot be recorded, neither is the closing")
  func neither() throws {
    let session = try Session.sample()
    try RecordCases(session).accept(.sample())
    #expect(try session.refusal { _ = try close(session) }.name == "amountMissing")
    _ = try close(session, amount: "800")
    let twice = try session.refusal { _ = try close(session, amount: "800") }
    #expect(twice.name == "alreadyDone")
    let unknown = try session.refusal { _ = try close(session, "案9", amount: "800") }
    #expect(unknown.name == "notRegistered")
    // The rules are asked about both.
    try RecordCases(session).accept(.sample("案2", recipient: "受援人乙"))
    try RecordClaims(session).submit(
      .sample("申2", case: "案2"), override: Override(reason: "先申报"))
    let second = try session.refusal { _ = try close(session, "案2", amount: "800") }
    #expect(second.name == "rules: C03")
    #expect(try session.store.read { try $0.cases.legalAidCase(.of("案2"))?.closing } == nil)
  }

  @Test("the number of a claim that was taken before, returned or void, is not given again")
  func numberGiven() throws {
    let session = try Session.sample()
    try RecordCases(session).accept(.sample(closed: "2024-03-01"))
    let claims = RecordClaims(session)
    let draft = try ClaimDraft(
      caseNumber: .of("案1"), claimedOn: .of("2024-03-05"), amount: .yuan("800"))
    func submit() throws -> String {
      try claims.submit(draft).recorded.claim.number.printed
    }
    #expect(try submit() == "申案1")
    try claims.sendBack(.of("申案1"), ClaimReturn(on: .of("2024-03-06"), reason: "缺材料"))
    #expect(try submit() == "申案1-2")
    try VoidThing(session).voidClaim(.of("申案1-2"), reason: "错")
    #expect(try submit() == "申案1-3")
  }

  @Test("a claim is named by its case, where that has just one")
  func claimByCase() throws {
    let session = try Session.sample()
    try RecordCases(session).accept(.sample(closed: "2024-03-01"))
    let claims = RecordClaims(session)
    func approve() throws -> Claim {
      try claims.approve(.of("案1"), on: .of("2024-03-10"), by: "审核人乙").recorded
    }
    #expect(try session.refusal { _ = try approve() }.name == "claimOfCaseUnclear")
    try claims.submit(.sample())
    try claims.submit(.sample("申2"), override: Override(reason: "补报"))
    let several = try session.refusal { _ = try approve() }
    #expect("\(several)" == "案件 案1 有几份申报（申1、申2）：请写申报编号")
    try claims.sendBack(.of("申2"), ClaimReturn(on: .of("2024-03-06"), reason: "重复"))
    #expect(try approve().number.printed == "申1")
    try claims.sendBack(.of("案1"), ClaimReturn(on: .of("2024-03-11"), reason: "错"))
    #expect(try session.refusal { _ = try approve() }.name == "claimOfCaseUnclear")
    #expect(
      try session.refusal {
        try claims.sendBack(.of("案9"), ClaimReturn(on: .of("2024-03-11"), reason: "错"))
      }.name == "notRegistered")
  }

  @Test("a batch without a prefix goes on with the numbers of its day, past those that are taken")
  func proposedVouchers() throws {
    var book = try InventedBook.unpaid()
    book.lines = [
      try .sample("支20240401-002/1", amount: "1", case: nil, use: .other, payee: "丁所")
    ]
    let office = try BatchOffice(book)
    let paid = try PayBatch(office.session)(
      BatchOrder(paidOn: .of("2024-04-01"), policy: office.policy)
    ).recorded
    #expect(paid.plan.numbers == "支20240401-001 至 支20240401-005")
    #expect(
      Set(paid.plan.lines.map(\.id.voucher.printed)).count == paid.plan.voucherCount
        && !paid.plan.lines.contains { $0.id.voucher.printed.hasSuffix("-002") })
  }
}

/// The day of a bank return that nobody says.
@Suite("退票的日期")
struct ReturnDayTests {
  /// 凭1 of two lines to 甲所, 1,500 yuan, and what the bank says.
  private func session(_ lines: BankLine...) throws -> Session {
    var book = try InventedBook.clean()
    book.lines = [try .sample(), try .sample("凭1/2", amount: "500", case: nil, use: .other)]
    book.bankLines = lines
    return try Session.sample(book)
  }

  private func sendBack(
    _ session: Session, _ paid: VoucherReference? = nil, on day: String? = nil
  ) throws -> ReversedVoucher {
    try ReversePayment(session)(
      ReversalOrder(
        of: paid ?? VoucherReference(.of("凭1")), on: day.map { try .of($0) }, reason: "账号有误",
        kind: .bankReturn)
    ).recorded
  }

  @Test("the line that names the voucher says the day; else the only one of its payee and amount")
  func found() throws {
    let named = try session(
      .sample("流1", booked: "2024-04-09", amount: "-1500"),
      .sample("流2", booked: "2024-04-10", amount: "-1500", payee: "甲 所", voucher: "凭1"))
    #expect(try sendBack(named).description.contains("日期按国库流水 流2：2024-04-10"))
    let byPayee = try session(
      .sample("流1", booked: "2024-04-09", amount: "-1500", payee: "甲 所"),
      .sample("流2", booked: "2024-04-10", amount: "-1500", payee: "乙所"),
      .sample("流3", booked: "2024-04-11", amount: "-1499"),
      .sample("流4", booked: "2024-03-31", amount: "-1500"),
      .sample("流5", booked: "2024-04-12", amount: "-1500", voucher: "凭9"))
    #expect(try sendBack(byPayee).lines.map(\.paidOn.description) == ["2024-04-09", "2024-04-09"])
    let one = try session(.sample("流1", booked: "2024-04-09", amount: "-500"))
    let line = try sendBack(one, VoucherReference(line: .of("凭1/2")))
    #expect(line.lines.map(\.paidOn.description) == ["2024-04-09"])
  }

  @Test("lines of several days are told, and the day must be said")
  func unclear() throws {
    let session = try session(
      .sample("流1", booked: "2024-04-09", amount: "-1500"),
      .sample("流2", booked: "2024-04-10", amount: "-1500"))
    let refusal = try session.refusal { _ = try sendBack(session) }
    #expect("\(refusal)".contains("流1 2024-04-09、流2 2024-04-10"))
    #expect(refusal.guidance.steps == [.nameDay])
    #expect(try sendBack(session, on: "2024-04-10").description.contains("日期") == false)
  }

  @Test("a line that is set aside, void, matched or a recorded return's own is not it")
  func taken() throws {
    var book = try InventedBook.clean()
    book.lines = try ["凭1/1", "凭1/2"].map { try .sample($0, amount: "500") }
    book.bankLines = try (1...5).map {
      try .sample("流\($0)", booked: "2024-04-0\($0 + 1)", amount: "-500", voucher: "凭1")
    }
    let session = try Session.sample(book)
    try SetAsideLine(session)(.of("流1"), reason: "别的单位")
    try VoidThing(session).voidBankLine(.of("流2"), reason: "重复")
    let first = try sendBack(session, VoucherReference(line: .of("凭1/1")), on: "2024-04-04")
    #expect(first.lines.count == 1)
    try VoidThing(session).voidBankLine(.of("流5"), reason: "重复")
    let second = try sendBack(session, VoucherReference(line: .of("凭1/2")))
    #expect(second.bankLine?.reference.printed == "流4")
  }

  @Test("without such a line, and for a correction, it is today, and that is said")
  func today() throws {
    let base = try session()
    let session = try Session(
      store: base.store, operatorName: "经办人甲", now: base.now, today: .of("2024-05-01"))
    #expect(
      try sendBack(session, VoucherReference(line: .of("凭1/1"))).description
        .contains("国库流水里没有找到这笔退回，日期记为今天 2024-05-01"))
    let order = ReversalOrder(of: try VoucherReference(.of("凭1")), on: nil, reason: "错")
    let corrected = try ReversePayment(session)(order).recorded
    #expect(corrected.description.contains("日期 2024-05-01"))
  }
}

@Suite("是不是另一个编号")
struct NearestNumberTests {
  @Test("a voucher, a shift or a bank line with a slip of the pen is asked about by its number")
  func nearest() throws {
    var book = try InventedBook.clean()
    book.lines.append(try .sample("支2024Q1-012/1", amount: "1", case: nil, use: .other))
    book.shifts = [try .sample("值2024-015")]
    book.bankLines = [try .sample("流水20240401")]
    let session = try Session.sample(book)
    let acts: [(String, () throws -> Void)] = [
      (
        "支2024Q1-012",
        { try session.reverse("支2024Q1-021/1", by: "冲1", on: "2024-05-01") }
      ),
      (
        "支2024Q1-012",
        {
          _ = try ReversePayment(session)(
            ReversalOrder(
              of: VoucherReference(.of("支2024Q1-12")), on: .of("2024-05-01"), reason: "错"))
        }
      ),
      (
        "支2024Q1-012",
        { try PayAgain(session)(PayAgainOrder(.of("支2024Q-012"), as: .of("重1"), on: .latest)) }
      ),
      ("值2024-015", { try VoidThing(session).voidShift(.of("值2024-051"), reason: "错") }),
      ("流水20240401", { try SetAsideLine(session)(.of("流水20240410"), reason: "错") }),
    ]
    for (number, act) in acts {
      #expect("\(try session.refusal(of: act))".hasSuffix("；是不是 \(number)？"))
    }
    let unknown = #expect(throws: MatchRefusal.self) {
      try MatchStatement(session).match(
        [.of("流水20240401")], with: [.of("支2024Q1-O12")], reason: "回单")
    }
    #expect(unknown?.description.hasSuffix("是不是 支2024Q1-012？") == true)
  }
}
