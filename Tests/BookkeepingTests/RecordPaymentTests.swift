import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

extension PaymentOrder {
  /// 案1 from 文1 on 1 April 2024, everything else left to the register.
  static func sample(
    _ voucher: String = "凭1", line: Int? = nil, paid: String = "2024-04-01",
    case caseNumber: String? = "案1", duty: String? = nil, use: PaymentUse? = nil,
    document: String = "文1", amount: String? = nil, payee: String? = nil
  ) throws -> PaymentOrder {
    let subject: PaymentSubject =
      if let duty { .dutyShift(try .of(duty)) } else if let caseNumber {
        .legalAidCase(try .of(caseNumber))
      } else { .none }
    return PaymentOrder(
      voucher: try .of(voucher), line: line, paidOn: try .of(paid), use: use, subject: subject,
      document: try .of(document), amount: try amount.map { try .yuan($0) }, payee: payee)
  }
}

extension Session {
  /// Records a payment.
  @discardableResult
  func pay(_ order: PaymentOrder, override: Override? = nil) throws -> PaymentPreview {
    do {
      return try RecordPayment(self)(order, override: override).recorded
    } catch let refused as RefusedAct<PaymentPreview> {
      throw refused.refusal
    }
  }

  func line(_ id: String) throws -> PaymentLine? {
    try store.read { try $0.payments.line(.of(id)) }
  }
}

@Suite("支付")
struct RecordPaymentTests {
  @Test("amount, use, payee and lawyer come from the register when they are left out")
  func defaults() throws {
    var book = try InventedBook.clean().unpaid
    book.shifts = [try .sample()]
    let session = try Session.sample(book)
    try session.pay(.sample())
    var expected = try PaymentLine.sample()
    expected.lawyer = "承办人甲"
    #expect(try session.line("凭1/1") == expected)
    try session.pay(.sample("凭值", case: nil, duty: "值1"))
    var duty = try PaymentLine.dutySample()
    duty.lawyer = "值班律师甲"
    #expect(try session.line("凭值/1") == duty)
    #expect(try session.lastStamp().kind == "pay record")
    #expect(try session.lastStamp().reason == nil)
    #expect(try session.findings().isEmpty)
  }

  @Test("the amount left out is what is approved less what is paid and not taken back")
  func remainder() throws {
    let session = try Session.sample(.clean().unpaid)
    try session.pay(.sample("凭1", amount: "300"))
    try session.pay(.sample("凭2", amount: "200"))
    try session.reverse("凭2/1", by: "冲1", on: "2024-04-02", amount: "50")
    #expect(try session.pay(.sample("凭3")).line.amount == .yuan("550"))
    let refusal = try session.refusal { try session.pay(.sample("凭4")) }
    #expect(refusal.name == "nothingLeftToPay")
  }

  @Test("a returned claim leaves nothing to pay, nor does an approval of zero")
  func nothingLeft() throws {
    for claim in [
      try Claim.sample(approved: "2024-03-10", returned: "2024-03-12"),
      try Claim.sample(approved: "2024-03-10", approvedAmount: "0"), try Claim.sample(),
    ] {
      var book = try InventedBook.clean().unpaid
      book.claims = [claim]
      let session = try Session.sample(book)
      #expect(try session.refusal { try session.pay(.sample()) }.name == "nothingLeftToPay")
    }
  }

  @Test("the preview says in words what is paid, to whom, for what and what will be left")
  func preview() throws {
    var book = try InventedBook.clean().unpaid
    book.appropriations[0].amount = try .yuan("9500.5")
    let preview = try Session.sample(book).pay(.sample(amount: "1000"))
    #expect(
      preview.description == """
        支付凭证 凭1 第 1 行，2024-04-01：向“甲所”支付 1,000.00 元（壹仟元整）
        用于：以案定补，案件 案1
        使用指标：文1（中央转移支付，2024 年度），支付前余额 9,500.50 元，支付后余额 8,500.50 元
        """)
    #expect(preview.row.before == (try .yuan("9500.5")))
    #expect(preview.row.after == (try .yuan("8500.5")))
    #expect(preview.findings.isEmpty)
  }

  @Test("an organisation is named in full, a duty shift and an unknown document are said")
  func otherPreviews() throws {
    var book = try InventedBook.cleanDuty().unpaid
    book.shifts = [try .sample(firm: "宁夏某某律师事务所")]
    let session = try Session.sample(book)
    let refused = #expect(throws: RefusedAct<PaymentPreview>.self) {
      try RecordPayment(session)(
        .sample(case: nil, duty: "值1", document: "文9", payee: "宁夏某某律师事务所"))
    }
    #expect(
      refused?.preview.description == """
        支付凭证 凭1 第 1 行，2024-04-01：向“宁夏某某律师事务所”支付 200.00 元（贰佰元整）
        用于：值班律师，值班 值1
        使用指标：文9（没有登记）
        """)
  }

  @Test("a payee who is a person is not named in full")
  func maskedPayee() throws {
    let preview = try Session.sample(.clean().unpaid).pay(.sample(payee: "欧阳小明"))
    #expect(preview.description.contains("向“欧阳某某”支付"))
    #expect(!preview.description.contains("小明"))
  }

  @Test("a payment dated in a closed year is refused with its preview, and nothing is written")
  func closedYear() throws {
    let session = try Session.sample(.clean())
    try session.close()
    let head = try session.head()
    let refused = #expect(throws: RefusedAct<PaymentPreview>.self) {
      try RecordPayment(session)(.sample("凭9", amount: "1"), override: Override(reason: "已核实"))
    }
    #expect(refused?.refusal is YearClosed)
    #expect(refused?.preview.line.id.voucher.printed == "凭9")
    #expect(try session.head() == head)
  }

  @Test("a finding below block is shown and stops nothing")
  func reminder() throws {
    let session = try Session.sample(.clean().unpaid)
    let preview = try session.pay(.sample(payee: "乙律师事务所"))
    #expect(preview.findings.map(\.rule) == ["P09"])
    #expect(preview.description.contains("提醒 P09 收款单位不符："))
    #expect(try session.findings() == preview.findings)
    #expect(try session.lastStamp().reason == nil)
  }

  @Test("a duty payee who is not the shift's firm is shown and stops nothing")
  func dutyReminder() throws {
    let session = try Session.sample(.cleanDuty().unpaid)
    let preview = try session.pay(.sample(case: nil, duty: "值1", payee: "乙律师事务所"))
    #expect(preview.findings.map(\.rule) == ["D07"])
    #expect(preview.description.contains("提醒 D07 值班收款单位不符："))
    #expect(try session.findings(judging: ["D07"]) == preview.findings)
  }

  @Test("a payment for neither case nor duty needs amount and payee")
  func uncited() throws {
    let session = try Session.sample(.clean().unpaid)
    func refused(_ order: PaymentOrder) throws -> String {
      try session.refusal { try session.pay(order) }.name
    }
    #expect(try refused(.sample(case: nil, amount: "5")) == "payeeMissing")
    #expect(try refused(.sample(case: nil, payee: "印刷厂有限公司")) == "amountMissing")
    #expect(
      try refused(.sample(use: .directCosts, payee: "印刷厂有限公司")) == "amountMissing")
    try session.pay(.sample(case: nil, amount: "5", payee: "印刷厂有限公司"))
    #expect(try session.line("凭1/1")?.use == .other)
    #expect(try session.line("凭1/1")?.subject == PaymentSubject.none)
  }

  @Test("of an unregistered case or shift nothing can be left out, and it is told so")
  func unregistered() throws {
    let session = try Session.sample(.clean().unpaid)
    for order: PaymentOrder in [
      try .sample(case: "案9"), try .sample(case: "案9", amount: "5"),
      try .sample(case: "案9", payee: "甲律师事务所"), try .sample(case: nil, duty: "值9"),
      try .sample(case: nil, duty: "值9", amount: "5"),
    ] {
      #expect(try session.refusal { try session.pay(order) }.name == "notRegistered")
    }
  }

  @Test("what is cited must fit the use", arguments: PaymentUse.allCases)
  func subjects(use: PaymentUse) throws {
    var book = try InventedBook.clean().unpaid
    book.shifts = [try .sample()]
    let subjects: [(case: String?, duty: String?)] = [("案1", nil), (nil, "值1"), (nil, nil)]
    let fits = try subjects.map { subject -> Bool in
      let order = try PaymentOrder.sample(
        case: subject.case, duty: subject.duty, use: use, amount: "5", payee: "甲所")
      let session = try Session.sample(book)
      let head = try session.head()
      do {
        try session.pay(order)
        return true
      } catch let refusal as Refusal {
        #expect(refusal.name == "subjectDoesNotFitUse")
        #expect(try session.head() == head)
        return false
      }
    }
    switch use {
    case .perCaseSubsidy: #expect(fits == [true, false, false])
    case .duty: #expect(fits == [false, true, false])
    default: #expect(fits == [true, false, true])
    }
  }

  @Test("a line is added to a voucher only when its number is said")
  func addingLines() throws {
    let session = try Session.sample(.clean().unpaid)
    try session.pay(.sample(amount: "300"))
    let again = try session.refusal { try session.pay(.sample(amount: "300")) }
    #expect(again.name == "lineNumberNeeded")
    try session.pay(.sample(line: 2, amount: "300"))
    // The number of a voucher stays as it was first printed.
    try session.pay(.sample("　凭１ ", line: 7, amount: "300"))
    let lines = try session.store.read { try $0.payments.lines(of: .of("凭1")) }
    #expect(lines.map(\.id.line) == [1, 2, 7])
    #expect(lines.map(\.id.voucher.printed) == ["凭1", "凭1", "凭1"])
  }

  @Test("one voucher has one day and one payee, and each line once")
  func voucherLaws() throws {
    let session = try Session.sample(.clean().unpaid)
    try session.pay(.sample(amount: "300"))
    func refused(_ order: PaymentOrder) throws -> String {
      try session.refusal { try session.pay(order) }.name
    }
    #expect(
      try refused(.sample(line: 2, paid: "2024-04-02", amount: "5"))
        == "voucher: 支付凭证 凭1 已有另一个支付日期 2024-04-01")
    #expect(
      try refused(.sample(line: 2, amount: "5", payee: "乙所")) == "voucher: 支付凭证 凭1 已有另一个收款单位")
    #expect(try refused(.sample(line: 1, amount: "5")) == "voucher: 支付凭证 凭1 第 1 行已经记账")
    // The same payee in other forms is the same payee.
    try session.pay(.sample(line: 2, amount: "5", payee: " 甲　所"))
  }

  @Test("a payment dated back is held against what was paid in later years")
  func datedBack() throws {
    var book = try InventedBook.clean()
    book.lines = [try .sample(paid: "2025-01-10")]
    let session = try Session.sample(book)
    let order = try PaymentOrder.sample("凭2", paid: "2024-12-20", amount: "1000")
    let refusal = try session.refusal { try session.pay(order) }
    #expect(refusal.name == "rules: P06")
    try session.pay(order, override: Override(reason: "补记"))
    #expect(try session.findings(2025).filter { $0.severity == .block } == refusal.findings)
  }

  @Test("more is not paid on a case that was paid too much in an earlier year")
  func excessOfEarlierYear() throws {
    var book = try InventedBook.clean()
    book.lines += [try .sample("凭8/1", paid: "2024-12-20", amount: "400")]
    let session = try Session.sample(book)
    let order = try PaymentOrder.sample("凭9", paid: "2025-01-10", amount: "70")
    let refusal = try session.refusal { try session.pay(order) }
    #expect(refusal.name == "rules: P05")
    #expect(refusal.findings.map(\.amount) == [try .yuan("470")])
  }

  @Test("an amount that is not positive never enters", arguments: ["0", "-5"])
  func amounts(amount: String) throws {
    let session = try Session.sample(.clean().unpaid)
    let head = try session.head()
    #expect(throws: (any Error).self) { try session.pay(.sample(amount: amount)) }
    #expect(try session.head() == head)
  }

  @Test("a rehearsal shows the preview, refuses what would be refused, and writes nothing")
  func rehearsal() throws {
    let session = try Session.sample(.clean().unpaid)
    let head = try session.head()
    let rehearsed = try session.rehearsing.pay(.sample())
    #expect(try session.head() == head)
    let refusal = try session.refusal { try session.rehearsing.pay(.sample(amount: "1000.01")) }
    #expect(refusal.name == "rules: P05")
    try session.rehearsing.pay(.sample(amount: "1000.01"), override: Override(reason: "试"))
    #expect(try session.head() == head)
    #expect(try session.pay(.sample()).description == rehearsed.description)
  }

  @Test("an override that nothing needed is kept in the journal all the same")
  func needlessOverride() throws {
    let session = try Session.sample(.clean().unpaid)
    try session.pay(.sample(), override: Override(reason: "以防万一"))
    #expect(try session.lastStamp().reason == "以防万一")
  }
}
