/// One line of a payment voucher (支付凭证): an amount for one case or one duty shift from one
/// appropriation, or the taking back (冲销) of such a line.
///
/// All lines of a voucher have one day and one payee.
package struct PaymentLine: Equatable, Sendable {
  package let id: PaymentLineID
  package var paidOn: Day
  package var use: PaymentUse
  package var subject: PaymentSubject
  /// As cited: the document may not be in the register (rule F06).
  package var document: DocumentNumber
  /// More than zero; a reversal's amount is taken back.
  package var amount: Money
  /// 收款单位.
  package var payee: String
  package var lawyer: String?
  /// 审批人 of a use other than 以案定补 and 值班律师; may be named later.
  package var approvedBy: String?
  /// The line that this one takes back, or nil for a payment.
  package var reverses: ReversedLine?

  package init(
    id: PaymentLineID, paidOn: Day, use: PaymentUse, subject: PaymentSubject,
    document: DocumentNumber, amount: Money, payee: String, lawyer: String? = nil,
    approvedBy: String? = nil, reverses: ReversedLine? = nil
  ) {
    self.id = id
    self.paidOn = paidOn
    self.use = use
    self.subject = subject
    self.document = document
    self.amount = amount
    self.payee = payee
    self.lawyer = lawyer
    self.approvedBy = approvedBy
    self.reverses = reverses
  }

  package var isReversal: Bool { reverses != nil }

  /// The amount as it counts: less than zero for a reversal.
  package var signedAmount: Money { isReversal ? Money(fen: -amount.fen) : amount }

  /// The day that decides which appropriation row the line draws on or restores.
  package var drawnOn: Day { reverses?.paidOn ?? paidOn }
}

extension [PaymentLine] {
  /// Payments less reversals.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func netTotal() throws(MoneyOverflow) -> Money {
    var net = Money.zero
    for line in self { try net += line.signedAmount }
    return net
  }
}

/// What a line pays for.
///
/// The case or duty is as cited: it may not be in the register (rules P01, D03).
package enum PaymentSubject: Hashable, Sendable {
  case legalAidCase(CaseNumber)
  case dutyShift(DutyNumber)
  case none

  package var caseNumber: CaseNumber? {
    if case .legalAidCase(let number) = self { number } else { nil }
  }

  package var dutyNumber: DutyNumber? {
    if case .dutyShift(let number) = self { number } else { nil }
  }
}

/// What names a payment line: its voucher and its number within it.
package struct PaymentLineID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let voucher: VoucherNumber
  /// From 1.
  package let line: Int

  package init(voucher: VoucherNumber, line: Int) {
    self.voucher = voucher
    self.line = line
  }

  /// As findings print it: `voucher/line`.
  package var description: String { "\(voucher)/\(line)" }

  package static func < (left: Self, right: Self) -> Bool {
    left.voucher == right.voucher ? left.line < right.line : left.voucher < right.voucher
  }
}

/// The line that a reversal takes back, with the day it was paid.
///
/// The day is kept so that the appropriation row to restore is known without looking the line up.
package struct ReversedLine: Hashable, Sendable {
  package let id: PaymentLineID
  package let paidOn: Day
  package var kind: ReversalKind

  package init(id: PaymentLineID, paidOn: Day, kind: ReversalKind = .correction) {
    self.id = id
    self.paidOn = paidOn
    self.kind = kind
  }
}

/// What a reversal is (冲销类型).
package enum ReversalKind: String, CaseIterable, Sendable {
  /// A correction in the books: no money moved back.
  case correction = "更正"
  /// The bank returned the money.
  case bankReturn = "退票"
}
