package import LedgerCore
import LedgerStore
package import Reconciliation

/// What an officer orders to be paid; what is left out comes from the register.
package struct PaymentOrder: Sendable {
  package var voucher: VoucherNumber
  /// Needed only to add to a voucher that has lines already.
  package var line: Int?
  package var paidOn: Day
  package var use: PaymentUse?
  package var subject: PaymentSubject
  package var document: DocumentNumber
  /// What remains of the approved amount, or the shift's subsidy, when left out.
  package var amount: Money?
  /// The firm that handled the case or served the shift when left out.
  package var payee: String?
  package var lawyer: String?
  /// 审批人 of a use other than 以案定补 and 值班律师.
  package var approvedBy: String?
  /// The line whose payment the bank returned, when this one makes it again (重付).
  package var reissues: PaymentLineID?

  package init(
    voucher: VoucherNumber, line: Int? = nil, paidOn: Day, use: PaymentUse? = nil,
    subject: PaymentSubject, document: DocumentNumber, amount: Money? = nil,
    payee: String? = nil, lawyer: String? = nil, approvedBy: String? = nil,
    reissues: PaymentLineID? = nil
  ) {
    self.approvedBy = approvedBy
    self.reissues = reissues
    self.voucher = voucher
    self.line = line
    self.paidOn = paidOn
    self.use = use
    self.subject = subject
    self.document = document
    self.amount = amount
    self.payee = payee
    self.lawyer = lawyer
  }
}

/// Records a payment once no rule stops it (支付).
package struct RecordPayment {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Works out the payment, asks the rules, and appends it or refuses.
  ///
  /// - Parameters:
  ///   - order: What to pay.
  ///   - override: Recorded although a rule stops it; the reason goes into the journal.
  /// - Returns: What was recorded, with the reminders.
  /// - Throws: ``Refusal`` naming what is missing; ``RefusedAct`` with the preview, and the rules
  ///   that stop the payment or the closed year it is dated in.
  @discardableResult
  package func callAsFunction(
    _ order: PaymentOrder, override: Override? = nil
  ) throws -> Receipt<PaymentPreview> {
    try session.checkHappened("支付日期", on: order.paidOn)
    return try session.append("pay record") { writer, reminders in
      let ledger = writer.ledger
      let account = try PaidAccount(of: order.subject, in: ledger)
      let line = try order.line(on: account, in: ledger)
      if let first = order.reissues {
        try BankReturns(ledger.payments).checkReissue(of: first, by: line)
      }
      var checks = PaymentChecks(ledger)
      let standing = try checks.standing(on: account, paying: [line])
      let findings = try checks.findings(adding: [line], to: account)
      let preview = PaymentPreview(
        line: line, row: try checks.row(of: line.document, [line]),
        findings: findings + standing.reminding)
      try RefusedAct.keeping(preview) {
        writer.reason = try findings.settled(override, besides: standing.stopping)
        try writer.append(line)
        if let first = order.reissues { try writer.append(.reissue(of: first), on: line.id) }
      }
      reminders = preview.findings.reminders
      return preview
    }
  }
}

/// A payment in words before it is recorded.
package struct PaymentPreview: Sendable, CustomStringConvertible {
  package let line: PaymentLine
  package let row: VoucherPreview.Row
  /// What the rules say of it, and what of the case it is reminded of.
  package let findings: [Finding]

  package var description: String {
    let lines = [
      """
      支付凭证 \(line.id.voucher) 第 \(line.id.line) 行，\(line.paidOn)：\
      向“\(maskedPayee(line.payee))”支付 \(line.amount.groupedYuanText) 元（\(line.amount.capitals)）
      """,
      "用于：\(line.use.rawValue)\(subjectWords)", row.words,
    ]
    return (lines.map(printable) + findings.reminders.map(\.reminder)).joined(separator: "\n")
  }

  private var subjectWords: String {
    switch line.subject {
    case .legalAidCase(let number): "，案件 \(number)"
    case .dutyShift(let number): "，值班 \(number)"
    case .none: ""
    }
  }
}

extension PaidAccount {
  /// The account a payment touches, as it stands.
  init(of subject: PaymentSubject, in ledger: LedgerSnapshot) throws {
    self =
      switch subject {
      case .legalAidCase(let number): .legalAidCase(try ledger.cases.dossier(number))
      case .dutyShift(let number): .dutyShift(try ledger.duty.account(number))
      case .none: .none([])
      }
  }
}

extension PaymentOrder {
  /// The line the order comes to, with what it leaves out taken from the account.
  fileprivate func line(on account: PaidAccount, in ledger: LedgerSnapshot) throws -> PaymentLine {
    let use = use ?? account.usualUse
    guard use.fits(subject) else { throw Refusal.subjectDoesNotFitUse(use) }
    if line == nil, let last = try ledger.payments.lines(of: voucher).last {
      throw Refusal.lineNumberNeeded(
        voucher, recorded: try EarlierAct(recording: last.id, in: ledger))
    }
    if amount == nil || payee == nil { try account.checkRegistered(in: ledger) }
    guard let payee = payee ?? account.firm else { throw Refusal.payeeMissing }
    let line = PaymentLine(
      id: PaymentLineID(voucher: voucher, line: line ?? 1), paidOn: paidOn, use: use,
      subject: try ledger.caseNumbers.presentSubject(of: subject), document: document,
      amount: try amount ?? account.unpaid(use, RuleSettings.forPayments(in: ledger)), payee: payee,
      lawyer: lawyer ?? account.lawyer, approvedBy: approvedBy)
    do {
      return try VoucherCheck(ledger.payments).lawful(line)
    } catch let problem as VoucherProblem {
      throw Refusal.voucher(problem)
    }
  }
}

extension PaymentUse {
  /// Whether a payment for this use may cite what it cites.
  func fits(_ subject: PaymentSubject) -> Bool {
    switch self {
    case .perCaseSubsidy: subject.caseNumber != nil
    case .duty: subject.dutyNumber != nil
    default: subject.dutyNumber == nil
    }
  }
}

extension PaidAccount {
  fileprivate var usualUse: PaymentUse {
    switch self {
    case .legalAidCase: .perCaseSubsidy
    case .dutyShift: .duty
    case .none: .other
    }
  }

  /// Refuses a case or shift of which the register knows nothing.
  fileprivate func checkRegistered(in ledger: LedgerSnapshot) throws {
    switch self {
    case .legalAidCase(let dossier): _ = try ledger.cases.registeredCase(dossier.caseNumber)
    case .dutyShift(let account): _ = try ledger.duty.registeredShift(account.dutyNumber)
    case .none: break
    }
  }

  fileprivate var firm: String? {
    switch self {
    case .legalAidCase(let dossier): dossier.legalAidCase?.firm
    case .dutyShift(let account): account.shift?.firm
    case .none: nil
    }
  }

  fileprivate var lawyer: String? {
    switch self {
    case .legalAidCase(let dossier): dossier.legalAidCase?.lawyer
    case .dutyShift(let account): account.shift?.lawyer
    case .none: nil
    }
  }

  /// What is approved or due and not yet paid.
  fileprivate func unpaid(
    _ use: PaymentUse, _ settings: @autoclosure () throws -> RuleSettings
  ) throws -> Money {
    let (due, lines, problem): (Money, [PaymentLine], Guidance)
    switch self {
    case .legalAidCase(let dossier) where use == .perCaseSubsidy:
      let period = Period(year: Day.latest.fiscalYear, asOf: .latest)
      let view = try DossierView(dossier, in: period, funds: nil, settings: settings())
      due = view.approved
      lines = dossier.lines.filter { $0.use == .perCaseSubsidy }
      problem = "案件 \(view.caseNumber) \(view.whyNothingIsLeft)"
    case .dutyShift(let account):
      due = account.shift?.amount ?? .zero
      lines = account.lines
      problem = "值班 \(account.dutyNumber) 已经付足：请核对编号"
    default:
      throw Refusal.amountMissing
    }
    let left = try due - lines.netTotal()
    guard left > .zero else { throw Refusal.nothingLeftToPay(problem) }
    return left
  }
}

extension DossierView {
  /// Why nothing is to be paid on the case, and what to do.
  fileprivate var whyNothingIsLeft: Guidance {
    if approvedClaims.isEmpty {
      return "没有核发：请先登记申报\(aside: .submitClaim)和核发\(aside: .approveClaim)"
    }
    return approved == .zero ? "核发金额是 0，没有要付的：请核对编号" : "已经付足：请核对编号"
  }
}
