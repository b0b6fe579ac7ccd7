/// The list of what one voucher pays to one firm (发放表), for signature.
package struct Roster: Equatable, Sendable {
  package let voucher: VoucherNumber
  package let paidOn: Day
  package let payee: String
  /// The payee as the register of payees has it; nil for one that is not in use there.
  package let registered: Payee?
  /// In the order of the voucher's lines.
  package let lines: [Line]

  /// One line: what was done, by whom, under which standard, and the amount.
  package struct Line: Equatable, Sendable {
    package let line: Int
    package let use: PaymentUse
    /// The case or duty number as printed; empty for other uses.
    package let subject: String
    /// In full; whoever prints it masks it.
    package let recipient: String?
    /// The firm of the case or shift as registered (承办单位); whoever publishes it masks it.
    package let firm: String?
    package let lawyer: String?
    /// How the amount is grounded: grade and claim, or quantity and rate.
    package let basis: String
    package let document: DocumentNumber
    /// Negative for a reversal.
    package let amount: Money
    /// What kind of reversal the line is; nil for a payment.
    package let reversal: ReversalKind?
    /// What is left of a payment after all that was taken back of it to date; zero for a reversal.
    package let left: Money

    /// Without `left` nothing was taken back of the line.
    package init(
      line: Int, use: PaymentUse, subject: String, recipient: String?, firm: String? = nil,
      lawyer: String?, basis: String, document: DocumentNumber, amount: Money,
      reversal: ReversalKind? = nil, left: Money? = nil
    ) {
      self.line = line
      self.use = use
      self.subject = subject
      self.recipient = recipient
      self.firm = firm
      self.lawyer = lawyer
      self.basis = basis
      self.document = document
      self.amount = amount
      self.reversal = reversal
      self.left = left ?? (reversal == nil ? amount : .zero)
    }
  }

  package init(
    voucher: VoucherNumber, paidOn: Day, payee: String, registered: Payee? = nil, lines: [Line]
  ) {
    self.voucher = voucher
    self.paidOn = paidOn
    self.payee = payee
    self.registered = registered
    self.lines = lines
  }

  /// - Throws: ``MoneyOverflow`` when the amounts leave 64 bits.
  package func total() throws(MoneyOverflow) -> Money {
    try lines.map(\.amount).total()
  }
}
