package import LedgerCore
import LedgerStore
import Reconciliation

/// What was paid from the wrong appropriation or for the wrong use, and what is right.
package struct RechargeOrder: Sendable {
  /// The voucher, or a line of it.
  package var paid: VoucherReference
  /// As it was paid when left out.
  package var document: DocumentNumber?
  /// As it was paid when left out.
  package var use: PaymentUse?
  /// 审批人 of another use; as it was paid when left out.
  package var approvedBy: String?
  /// What the journal keeps of it.
  package var reason: String

  package init(
    of paid: VoucherReference, document: DocumentNumber? = nil, use: PaymentUse? = nil,
    approvedBy: String? = nil, reason: String
  ) {
    self.paid = paid
    self.document = document
    self.use = use
    self.approvedBy = approvedBy
    self.reason = reason
  }

  /// Whether a line cites something else than what is right.
  fileprivate func concerns(_ line: PaymentLine) -> Bool {
    (document ?? line.document) != line.document || (use ?? line.use) != line.use
  }
}

/// Corrects the appropriation or use of a payment inside its voucher (改列).
///
/// A correction and a new line stand under the voucher's own number and day, so that the treasury's
/// line still fits the voucher: under a new one it would seem to have paid twice.
package struct RechargeVoucher {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Appends for each line that is concerned its correction and the right line.
  ///
  /// - Parameters:
  ///   - order: What is wrong and what is right.
  ///   - isForced: Recorded although a rule stops it.
  /// - Returns: What was recorded, with the reminders.
  /// - Throws: ``Refusal`` when there is nothing to correct; ``RefusedAct`` with the preview, and
  ///   the rules that stop it or the closed year of the voucher.
  @discardableResult
  package func callAsFunction(
    _ order: RechargeOrder, isForced: Bool = false
  ) throws -> Receipt<VoucherPreview> {
    try session.append("pay recharge", reason: order.reason) { writer, reminders in
      do {
        let draft = try Self.draft(order, writer.ledger)
        var checks = PaymentChecks(writer.ledger)
        let rows = try checks.rows(of: draft)
        let findings = try checks.findings(recharging: draft)
        let preview = VoucherPreview(
          heading: heading(draft), lines: draft, rows: rows, findings: findings)
        try RefusedAct.keeping(preview) {
          let override = isForced ? Override(reason: order.reason) : nil
          writer.reason = try findings.settled(override) ?? order.reason
          for line in draft {
            try writer.append(try VoucherCheck(writer.ledger.payments).lawful(line))
          }
        }
        reminders = preview.findings.reminders
        return preview
      } catch let problem as VoucherProblem {
        throw Refusal.voucher(problem)
      }
    }
  }

  /// The corrections and new lines under the next numbers of the voucher.
  private static func draft(
    _ order: RechargeOrder, _ ledger: LedgerSnapshot
  ) throws -> [PaymentLine] {
    let vouchers = PaidVouchers(ledger)
    let paid = try vouchers.meant(by: order.paid)
    let live = try vouchers.livePayments(of: paid.voucher, line: paid.line)
    let wrong = live.filter { order.concerns($0.line) }
    let all = try ledger.payments.lines(of: paid.voucher)
    guard !wrong.isEmpty, let last = all.last else {
      throw Refusal.nothingToRecharge(
        paid.voucher, recorded: try vouchers.lastAct(on: paid.voucher))
    }
    var draft: [PaymentLine] = []
    for item in wrong {
      let old = item.line
      let use = order.use ?? old.use
      guard use.fits(old.subject) else { throw Refusal.subjectDoesNotFitUse(use) }
      let number = last.id.line &+ draft.count &+ 1
      guard number >= 1, number < Int.max else { throw VoucherProblem.lineTaken(last.id) }
      let next = { PaymentLineID(voucher: last.id.voucher, line: number + $0) }
      draft.append(old.reversed(as: next(0), on: old.paidOn, amount: item.left, .correction))
      draft.append(
        PaymentLine(
          id: next(1), paidOn: old.paidOn, use: use, subject: old.subject,
          document: order.document ?? old.document, amount: item.left, payee: old.payee,
          lawyer: old.lawyer, approvedBy: order.approvedBy ?? old.approvedBy))
    }
    return draft
  }

  private func heading(_ draft: [PaymentLine]) -> String {
    let total = (try? draft.filter { !$0.isReversal }.map(\.amount).total()) ?? .zero
    return """
      支付凭证 \(draft[0].id.voucher)，\(draft[0].paidOn)：在原凭证内更正 \(draft.count / 2) 行，\
      \(total.groupedYuanText) 元；凭证的金额、日期和收款单位不变
      """
  }
}

extension PaymentChecks {
  /// What corrections and new lines bring about or make worse.
  ///
  /// No money goes out: while the use stays, only the rules of appropriations have something to
  /// say.
  fileprivate mutating func findings(recharging draft: [PaymentLine]) throws -> [Finding] {
    var found: [Finding] = []
    for own in draft.bySubject {
      let account = try account(of: own)
      let keepsUse = zip(own.filter(\.isReversal), own.filter { !$0.isReversal })
        .allSatisfy { $0.use == $1.use }
      found.note(
        try findings(correcting: own, in: account)
          .filter { !keepsUse || $0.rule.description.hasPrefix("F") })
      try make(own)
    }
    return found.sorted()
  }
}
