import LedgerCore
import LedgerStore
import TestSupport
import Testing

/// One row of the guard's table: a fact that is said after 2024 was closed.
struct LateFact: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The day or year that stops it, as the refusal prints it; nil when it is accepted.
  let stoppedBy: String?
  let act: @Sendable (LedgerWriter) throws -> Void

  init(
    _ name: String, stoppedBy: String? = nil,
    _ act: @escaping @Sendable (LedgerWriter) throws -> Void
  ) {
    testDescription = name
    self.stoppedBy = stoppedBy
    self.act = act
  }
}

@Suite("已结账的年度")
struct ClosedYearTests {
  /// 2024 with facts of every kind, some of them open, and the beginning of 2025; 2024 is closed.
  private func closedLedger() throws -> LedgerStore {
    let store = try LedgerStore.sample()
    try store.append(.sample()) { writer in
      try writer.append(Appropriation.sample())
      try writer.append(Appropriation.sample("文2", uses: [.other]))
      try writer.append(AppropriationChange.adjustment(on: "2024-05-01", "500"))
      try writer.append(OpeningBalance(fiscalYear: .of(2024), amount: .yuan("100")))
      try writer.append(LegalAidCase.finished)
      try writer.append(LegalAidCase.sample("案2", accepted: "2024-11-01"))
      try writer.append(LegalAidCase.sample("案3", accepted: "2024-12-01", closed: "2025-01-10"))
      try writer.append(Claim.sample(approved: "2024-03-10"))
      try writer.append(Claim.sample("申2", case: "案2", claimed: "2024-12-20"))
      try writer.append(DutyShift.sample())
      try writer.append(DutyShift.sample("值2", served: "2025-01-03"))
      try writer.append(PaymentLine.sample())
      try writer.append(PaymentLine.sample("凭2/1", paid: "2025-01-04", case: "案3"))
      for (name, day) in [("流1", "2024-04-02"), ("流2", "2025-01-06")] {
        try writer.append(
          BankLine(
            reference: .of(name), bookedOn: .of(day), amount: .yuan("1000"), payee: "甲所"))
      }
    }
    try store.append(.sample("close")) { try $0.append(YearClosing.sample()) }
    return store
  }

  @Test(
    "a fact dated in the closed year or before, or that was, is refused; all else is taken",
    arguments: caseFacts + claimFacts + dutyFacts + fundFacts + moneyFacts)
  func table(fact: LateFact) throws {
    let store = try closedLedger()
    let head = try store.head()
    guard let stop = fact.stoppedBy else {
      try store.append(.sample(), fact.act)
      #expect(try store.head() != head)
      #expect(try store.problems() == [])
      return
    }
    let closed = #expect(throws: YearClosed.self) { try store.append(.sample(), fact.act) }
    #expect(closed?.year.number == 2024)
    #expect(closed?.what == stop)
    #expect(try store.head() == head)
    // Once the year is open again, nothing stands in the way.
    try store.append(.sample()) { try $0.append(YearClosing.reopening()) }
    try store.append(.sample(), fact.act)
    #expect(try store.problems() == [])
  }

  @Test("the guard sees a closing and a reopening of the same entry")
  func sameEntry() throws {
    let store = try closedLedger()
    try store.append(.sample()) { writer in
      try writer.append(YearClosing.reopening())
      try writer.append(DutyShift.sample("值8"))
      try writer.append(YearClosing.sample())
      #expect(throws: YearClosed.self) { try writer.append(DutyShift.sample("值9")) }
    }
    #expect(try store.read { try $0.duty.shift(.of("值8")) } == .sample("值8"))
    #expect(try store.read { try $0.duty.shift(.of("值9")) } == nil)
    #expect(try store.problems() == [])
  }

  @Test("the refusal says which year and day, what to do, and no person's name")
  func words() throws {
    let closed = #expect(throws: YearClosed.self) {
      try closedLedger().append(.sample()) { writer in
        var changed = try LegalAidCase.finished
        changed.recipient = "赵某某丁"
        try writer.append(changed)
      }
    }
    let refusal = try #require(closed)
    #expect(
      refusal.description == "2024 年度已经结账，不再记入该年度及以前的内容（受理日期 2024-01-05）："
        + "请核对日期；确需记入的，先写明原因重新打开")
    #expect(try refusal.steps == [.reopenYear(.of(2024))])
  }
}

extension LegalAidCase {
  /// 案1, accepted and closed in 2024, neither filed nor graded.
  fileprivate static var finished: LegalAidCase {
    get throws { try .sample(assigned: "2024-01-06", closed: "2024-03-01") }
  }
}

private func changed<Fact>(
  _ fact: Fact, _ change: (inout Fact) throws -> Void
) rethrows -> Fact {
  var fact = fact
  try change(&fact)
  return fact
}

private let caseFacts = [
  LateFact("a case accepted in the closed year", stoppedBy: "受理日期 2024-05-05") {
    try $0.append(LegalAidCase.sample("案9", accepted: "2024-05-05"))
  },
  LateFact("a case accepted in the open year") {
    try $0.append(LegalAidCase.sample("案9", accepted: "2025-05-05"))
  },
  LateFact(
    "a case of an earlier year that was never closed itself", stoppedBy: "受理日期 2023-05-05"
  ) {
    try $0.append(LegalAidCase.sample("案9", accepted: "2023-05-05"))
  },
  LateFact("a new case of open days, assigned in the closed year", stoppedBy: "指派日期 2024-12-31") {
    try $0.append(LegalAidCase.sample("案9", accepted: "2025-01-01", assigned: "2024-12-31"))
  },
  LateFact("a new case of an open year, closed in the closed one", stoppedBy: "结案日期 2024-01-01") {
    try $0.append(LegalAidCase.sample("案9", accepted: "2025-01-01", closed: "2024-01-01"))
  },
  LateFact("a case unchanged again") { try $0.append(LegalAidCase.finished) },
  LateFact("words that were missing") { writer in
    let filled = try changed(LegalAidCase.finished) {
      $0.matter = "赡养"
      $0.grade = "优秀"
      $0.judgmentNumber = try .of("民初1号")
    }
    try writer.append(filled)
  },
  LateFact("a filing day in the open year") { writer in
    try writer.append(changed(LegalAidCase.finished) { $0.filedOn = try .of("2025-01-20") })
  },
  LateFact("a filing day in the closed year", stoppedBy: "归档日期 2024-12-31") { writer in
    try writer.append(changed(LegalAidCase.finished) { $0.filedOn = try .of("2024-12-31") })
  },
  LateFact("an assignment that was missing, in the closed year", stoppedBy: "指派日期 2024-11-02") {
    try $0.append(LegalAidCase.sample("案2", accepted: "2024-11-01", assigned: "2024-11-02"))
  },
  LateFact("a closing in the open year") {
    try $0.append(LegalAidCase.sample("案2", accepted: "2024-11-01", closed: "2025-02-01"))
  },
  LateFact("a closing in the closed year", stoppedBy: "结案日期 2024-12-30") {
    try $0.append(LegalAidCase.sample("案2", accepted: "2024-11-01", closed: "2024-12-30"))
  },
  LateFact("another firm of a case that is not closed") {
    try $0.append(LegalAidCase.sample("案2", accepted: "2024-11-01", firm: "乙所"))
  },
  LateFact("another recipient", stoppedBy: "受理日期 2024-01-05") { writer in
    try writer.append(changed(LegalAidCase.finished) { $0.recipient = "受援人乙" })
  },
  LateFact("another firm of a closed case", stoppedBy: "结案日期 2024-03-01") { writer in
    try writer.append(changed(LegalAidCase.finished) { $0.firm = "乙所" })
  },
  LateFact("another outcome", stoppedBy: "结案日期 2024-03-01") { writer in
    try writer.append(changed(LegalAidCase.finished) { $0.closing?.outcome = .terminated })
  },
  LateFact("a closing moved out of the closed year", stoppedBy: "结案日期 2024-03-01") { writer in
    try writer.append(changed(LegalAidCase.finished) { $0.closing?.on = try .of("2025-03-01") })
  },
  LateFact("a closing taken back", stoppedBy: "结案日期 2024-03-01") { writer in
    try writer.append(changed(LegalAidCase.finished) { $0.closing = nil })
  },
  LateFact("a closing moved into the closed year", stoppedBy: "结案日期 2024-12-20") {
    try $0.append(LegalAidCase.sample("案3", accepted: "2024-12-01", closed: "2024-12-20"))
  },
  LateFact("a closing moved within the open year") {
    try $0.append(LegalAidCase.sample("案3", accepted: "2024-12-01", closed: "2025-01-12"))
  },
]

private let claimFacts = [
  LateFact("a claim of the closed year", stoppedBy: "申报日期 2024-12-31") {
    try $0.append(Claim.sample("申9", claimed: "2024-12-31"))
  },
  LateFact("a claim of the open year for a case of the closed one") {
    try $0.append(Claim.sample("申9", claimed: "2025-01-01"))
  },
  LateFact("an approval in the open year") {
    try $0.append(
      Claim.sample("申2", case: "案2", claimed: "2024-12-20", approved: "2025-01-02"))
  },
  LateFact("an approval in the closed year", stoppedBy: "核发日期 2024-12-30") {
    try $0.append(
      Claim.sample("申2", case: "案2", claimed: "2024-12-20", approved: "2024-12-30"))
  },
  LateFact("a return in the open year") {
    try $0.append(
      Claim.sample("申2", case: "案2", claimed: "2024-12-20", returned: "2025-01-02"))
  },
  LateFact("a return in the closed year", stoppedBy: "退回日期 2024-12-31") {
    try $0.append(
      Claim.sample("申2", case: "案2", claimed: "2024-12-20", returned: "2024-12-31"))
  },
  LateFact("another amount claimed", stoppedBy: "申报日期 2024-03-05") {
    try $0.append(Claim.sample(amount: "999", approved: "2024-03-10", approvedAmount: "1000"))
  },
  LateFact("a claim of another case", stoppedBy: "申报日期 2024-12-20") {
    try $0.append(Claim.sample("申2", case: "案3", claimed: "2024-12-20"))
  },
  LateFact("another amount approved", stoppedBy: "核发日期 2024-03-10") {
    try $0.append(Claim.sample(approved: "2024-03-10", approvedAmount: "900"))
  },
  LateFact("an approval moved out of the closed year", stoppedBy: "核发日期 2024-03-10") {
    try $0.append(Claim.sample(approved: "2025-03-10"))
  },
  LateFact("another person who approved", stoppedBy: "核发日期 2024-03-10") { writer in
    try writer.append(changed(Claim.sample(approved: "2024-03-10")) { $0.approvedBy = "审核人丙" })
  },
  LateFact("a claim unchanged again") { try $0.append(Claim.sample(approved: "2024-03-10")) },
]

private let dutyFacts = [
  LateFact("a shift of the closed year", stoppedBy: "值班日期 2024-06-01") {
    try $0.append(DutyShift.sample("值9", served: "2024-06-01"))
  },
  LateFact("a shift of the open year") {
    try $0.append(DutyShift.sample("值9", served: "2025-06-01"))
  },
  LateFact("a shift unchanged again") { try $0.append(DutyShift.sample()) },
  LateFact("another amount of a shift", stoppedBy: "值班日期 2024-02-02") {
    try $0.append(DutyShift.sample(amount: "100"))
  },
  LateFact("a shift moved out of the closed year", stoppedBy: "值班日期 2024-02-02") {
    try $0.append(DutyShift.sample(served: "2025-02-02"))
  },
  LateFact("a shift moved into the closed year", stoppedBy: "值班日期 2024-12-31") {
    try $0.append(DutyShift.sample("值2", served: "2024-12-31"))
  },
  LateFact("another amount of a shift of the open year") {
    try $0.append(DutyShift.sample("值2", served: "2025-01-03", amount: "100"))
  },
]

private let fundFacts = [
  LateFact("a row of the closed budget year", stoppedBy: "预算年度 2024") {
    try $0.append(Appropriation.sample("文9", received: "2025-01-02"))
  },
  LateFact("a row of the open year, received in the closed one", stoppedBy: "下达日期 2024-12-20") {
    try $0.append(Appropriation.sample("文9", year: 2025, received: "2024-12-20"))
  },
  LateFact("a row of the year before the closed one", stoppedBy: "预算年度 2023") {
    try $0.append(Appropriation.sample("文9", year: 2023, received: "2025-01-02"))
  },
  LateFact("a row of the open year") { try $0.append(Appropriation.sample("文9", year: 2025)) },
  LateFact("money of the closed year carried into the open one") {
    try $0.append(Appropriation.sample(year: 2025, amount: "7", carriedFrom: 2024))
  },
  LateFact("a row unchanged again") { try $0.append(Appropriation.sample()) },
  LateFact("a note on a row") { writer in
    try writer.append(changed(Appropriation.sample()) { $0.note = "首批" })
  },
  LateFact("another amount of a row", stoppedBy: "预算年度 2024") {
    try $0.append(Appropriation.sample(amount: "1"))
  },
  LateFact("other uses of a row", stoppedBy: "预算年度 2024") {
    try $0.append(Appropriation.sample(uses: [.duty]))
  },
  LateFact("a row that permits all uses now", stoppedBy: "预算年度 2024") {
    try $0.append(Appropriation.sample("文2"))
  },
  LateFact("an adjustment in the closed year", stoppedBy: "调整日期 2024-12-31") {
    try $0.append(AppropriationChange.adjustment(on: "2024-12-31", "5"))
  },
  LateFact("a recall in the closed year", stoppedBy: "收回日期 2024-12-31") {
    try $0.append(AppropriationChange.recall(on: "2024-12-31", "5"))
  },
  LateFact("a recall in the open year") {
    try $0.append(AppropriationChange.recall(on: "2025-01-10", "5"))
  },
  LateFact("an opening of the closed year", stoppedBy: "2024 年度上年结转") {
    try $0.append(OpeningBalance(fiscalYear: .of(2024), amount: .yuan("101")))
  },
  LateFact("an opening of the year before the closed one", stoppedBy: "2023 年度上年结转") {
    try $0.append(OpeningBalance(fiscalYear: .of(2023), amount: .yuan("101")))
  },
  LateFact("an opening of the open year") {
    try $0.append(OpeningBalance(fiscalYear: .of(2025), amount: .yuan("101")))
  },
]

private let moneyFacts = [
  LateFact("a payment in the closed year", stoppedBy: "支付日期 2024-12-31") {
    try $0.append(PaymentLine.sample("凭9/1", paid: "2024-12-31"))
  },
  LateFact("a payment before the closed year", stoppedBy: "支付日期 2023-12-31") {
    try $0.append(PaymentLine.sample("凭9/1", paid: "2023-12-31"))
  },
  LateFact("a payment in the open year") {
    try $0.append(PaymentLine.sample("凭9/1", paid: "2025-01-01"))
  },
  LateFact("a reversal in the closed year", stoppedBy: "冲销日期 2024-12-31") {
    try $0.append(PaymentLine.sample().reversed(by: "冲1/1", on: "2024-12-31"))
  },
  LateFact("a reversal, in the open year, of a payment of the closed one") {
    try $0.append(PaymentLine.sample().reversed(by: "冲1/1", on: "2025-01-01"))
  },
  LateFact("the lawyer of a line that was paid without one") {
    try $0.append(lawyer: "律师甲", of: .of("凭1/1"))
  },
  LateFact("a bank line of the closed year", stoppedBy: "国库流水日期 2024-12-31") {
    try $0.append(
      BankLine(
        reference: .of("流9"), bookedOn: .of("2024-12-31"), amount: .yuan("5"), payee: "甲所"))
  },
  LateFact("a bank line before the closed year", stoppedBy: "国库流水日期 2023-12-31") {
    try $0.append(
      BankLine(
        reference: .of("流9"), bookedOn: .of("2023-12-31"), amount: .yuan("5"), payee: "甲所"))
  },
  LateFact("a bank line of the open year") {
    try $0.append(
      BankLine(
        reference: .of("流9"), bookedOn: .of("2025-01-01"), amount: .yuan("5"), payee: "甲所"))
  },
  LateFact("the voucher of a bank line of the closed year", stoppedBy: "国库流水日期 2024-04-02") {
    try $0.appendSupplement(to: .of("流1"), voucher: .of("凭1"), memo: "补贴")
  },
  LateFact("the memo of a bank line of the closed year") {
    try $0.appendSupplement(to: .of("流1"), voucher: nil, memo: "补贴")
  },
  LateFact("the voucher of a bank line of the open year") {
    try $0.appendSupplement(to: .of("流2"), voucher: .of("凭2"), memo: nil)
  },
  LateFact("a match of a bank line of the closed year", stoppedBy: "国库流水日期 2024-04-02") {
    try $0.append(BankMatch.sample("流1"))
  },
  LateFact("a match of a bank line of the open year") {
    try $0.append(BankMatch.sample("流2", ["凭2"]))
  },
  LateFact("an explanation") { try $0.append(Explanation.sample()) },
  LateFact("a standard") { try $0.append(standard: "甲地", text: "名称: 甲地标准\n") },
]
