/// One line of the treasury's payment statement (国库支付明细).
package struct BankLine: Equatable, Sendable {
  package let reference: BankReference
  package var bookedOn: Day
  /// Not zero; negative for a return.
  package var amount: Money
  package var payee: String
  /// The voucher the bank names; it may not be in the ledger.
  package var voucher: VoucherNumber?
  /// 摘要.
  package var memo: String?

  package init(
    reference: BankReference, bookedOn: Day, amount: Money, payee: String,
    voucher: VoucherNumber? = nil, memo: String? = nil
  ) {
    self.reference = reference
    self.bookedOn = bookedOn
    self.amount = amount
    self.payee = payee
    self.voucher = voucher
    self.memo = memo
  }
}
