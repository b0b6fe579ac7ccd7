package import LedgerCore
import LedgerStore
import Reconciliation

/// What is to be made again after the bank returned it.
package struct PayAgainOrder: Sendable {
  /// The voucher of the returns (退票凭证).
  package var returned: VoucherNumber
  /// The new payment's own voucher.
  package var voucher: VoucherNumber
  /// Not before the return.
  package var paidOn: Day
  /// As it was paid first when left out.
  package var payee: String?

  package init(
    _ returned: VoucherNumber, as voucher: VoucherNumber, on day: Day, payee: String? = nil
  ) {
    self.returned = returned
    self.voucher = voucher
    paidOn = day
    self.payee = payee
  }
}

/// Pays again all that came back under one voucher of returns (重付).
package struct PayAgain {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Makes each returned payment again, for the same case, use, amount and document.
  ///
  /// - Parameters:
  ///   - order: Which returns, and the new voucher.
  ///   - override: Recorded although a rule stops it; the reason goes into the journal.
  /// - Returns: What was recorded, with the reminders.
  /// - Throws: ``Refusal`` when nothing came back or it was made again already; ``RefusedAct`` with
  ///   the preview and what stops it.
  @discardableResult
  package func callAsFunction(
    _ order: PayAgainOrder, override: Override? = nil
  ) throws -> Receipt<VoucherPreview> {
    try session.checkHappened("支付日期", on: order.paidOn)
    return try session.append("pay again") { writer, reminders in
      let ledger = writer.ledger
      let returned = try UnpaidReturns(ledger).of(order.returned, on: order.paidOn)
      if let act = try PaidVouchers(ledger).lastAct(on: order.voucher) {
        throw Refusal.voucherInUse(order.voucher, recorded: act)
      }
      let lines = returned.enumerated().map { index, item in item.line(index + 1, order) }
      var checks = PaymentChecks(ledger)
      let rows = try checks.rows(of: lines)
      let found = try checks.findings(payingAgain: lines)
      let preview = VoucherPreview(
        heading: order.heading(lines), lines: lines, rows: rows,
        findings: (found.brought + found.reminding).sorted())
      try RefusedAct.keeping(preview) {
        writer.reason = try found.brought.settled(override, besides: found.stopping)
        for (line, item) in zip(lines, returned) {
          try writer.append(line)
          try writer.append(.reissue(of: item.first.id), on: line.id)
        }
      }
      reminders = preview.findings.reminders
      return preview
    }
  }
}

/// A payment that came back.
private struct ReturnedPayment {
  let first: PaymentLine
  /// The bank's return of (part of) it.
  let reversal: PaymentLine

  /// The payment made again.
  func line(_ number: Int, _ order: PayAgainOrder) -> PaymentLine {
    PaymentLine(
      id: PaymentLineID(voucher: order.voucher, line: number), paidOn: order.paidOn,
      use: first.use, subject: first.subject, document: first.document, amount: reversal.amount,
      payee: order.payee ?? first.payee, lawyer: first.lawyer, approvedBy: first.approvedBy)
  }
}

extension PayAgainOrder {
  fileprivate func heading(_ lines: [PaymentLine]) -> String {
    let total = (try? lines.map(\.amount).total()) ?? .zero
    return """
      支付凭证 \(voucher)，\(paidOn)：向“\(maskedPayee(lines[0].payee))”重付 \(returned) 退回的 \
      \(lines.count) 行，\(total.groupedYuanText) 元（\(total.capitals)）
      """
  }
}

extension PaymentChecks {
  /// What payments made again bring about, and what stops them besides.
  ///
  /// The account was wrong once: another payee than the firm's stops the payment here.
  fileprivate mutating func findings(
    payingAgain lines: [PaymentLine]
  ) throws -> (brought: [Finding], stopping: [Finding], reminding: [Finding]) {
    var (brought, stopping, reminding): ([Finding], [Finding], [Finding]) = ([], [], [])
    for own in lines.bySubject {
      let account = try account(of: own)
      let standing = try standing(on: account, paying: own)
      brought.note(try findings(adding: own, to: account))
      stopping += standing.stopping
      reminding += standing.reminding
      try make(own)
    }
    stopping += brought.filter { Self.payeeRules.contains($0.rule) }
    return (brought.sorted(), stopping, reminding)
  }

  private static let payeeRules: Set<RuleID> = ["P09", "D07"]
}

/// What the bank returned under a voucher and nobody made again.
private struct UnpaidReturns {
  let ledger: LedgerSnapshot

  init(_ ledger: LedgerSnapshot) {
    self.ledger = ledger
  }

  /// What came back under a voucher and was not made again, in the order of its lines.
  ///
  /// Of a line that came back several times, its payments made again settle the returns in the
  /// order of their days.
  ///
  /// - Throws: ``Refusal`` when nothing came back, or some of it was made again already.
  func of(
    _ voucher: VoucherNumber, on day: Day
  ) throws -> [ReturnedPayment] {
    let all = try ledger.payments.lines(of: voucher)
    guard !all.isEmpty else { throw try ledger.notRegistered(.voucher, voucher) }
    let returns = all.filter { $0.reverses?.kind == .bankReturn }
    guard let firstReturn = returns.first else { throw Refusal.noBankReturn(voucher) }
    guard day >= firstReturn.paidOn else {
      throw Refusal.paidAgainBeforeReturn(voucher, returnedOn: firstReturn.paidOn)
    }
    var unpaid: [ReturnedPayment] = []
    var again: [(returned: PaymentLineID, again: PaymentLineID)] = []
    for reversal in returns {
      guard let target = reversal.reverses?.id, let first = try ledger.payments.line(target) else {
        continue
      }
      let made = try reissuesInOrder(of: first.id)
      let place =
        try BankReturns(ledger.payments).bankReturns(of: first.id)
        .firstIndex { $0.id == reversal.id } ?? 0
      if place < made.count {
        again.append((reversal.id, made[place]))
      } else {
        unpaid.append(ReturnedPayment(first: first, reversal: reversal))
      }
    }
    guard again.isEmpty else {
      throw Refusal.alreadyPaidAgain(
        voucher, again, isWhole: unpaid.isEmpty,
        last: try again.last.flatMap { try EarlierAct(recording: $0.again, in: ledger) })
    }
    return unpaid
  }

  /// The payments that made a line again, in the order in which they were recorded.
  private func reissuesInOrder(of first: PaymentLineID) throws -> [PaymentLineID] {
    let made = try ledger.payments.reissues(of: first).map {
      (id: $0, entry: try ledger.payments.entry(of: $0) ?? 0)
    }
    return made.sorted { $0.entry == $1.entry ? $0.id < $1.id : $0.entry < $1.entry }.map(\.id)
  }
}

extension [PaymentLine] {
  /// The lines of each case or shift together, in the order of their first ones, and those that
  /// cite neither.
  var bySubject: [[PaymentLine]] {
    var groups: [[PaymentLine]] = []
    for line in self {
      if let same = groups.firstIndex(where: { $0[0].subject == line.subject }) {
        groups[same].append(line)
      } else {
        groups.append([line])
      }
    }
    return groups
  }
}
