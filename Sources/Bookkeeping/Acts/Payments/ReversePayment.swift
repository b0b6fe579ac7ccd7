package import LedgerCore
import LedgerStore

/// Takes back (part of) a payment line (冲销); the money returns to the appropriation it came from.
package struct ReversePayment {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Appends the reversal.
  ///
  /// - Parameters:
  ///   - id: The line to take back.
  ///   - voucher: The reversal's own voucher.
  ///   - line: Its line there; needed only when the voucher has lines already.
  ///   - day: The day of the reversal, not before the line's.
  ///   - amount: What is left of the line when left out.
  ///   - reason: What the journal keeps of it.
  ///   - isBankReturn: Whether the bank sent the payment back (退票).
  /// - Returns: The reversal as recorded.
  /// - Throws: ``Refusal`` when the line is unknown, is a reversal, or has less left.
  @discardableResult
  package func callAsFunction(
    _ id: PaymentLineID, voucher: VoucherNumber, line: Int? = nil, on day: Day,
    amount: Money? = nil, reason: String, isBankReturn: Bool = false
  ) throws -> Receipt<PaymentLine> {
    try session.checkHappened("冲销日期", on: day)
    return try session.append("pay reverse", reason: reason) { writer in
      do {
        guard try line != nil || writer.ledger.payments.lines(of: voucher).isEmpty else {
          throw Refusal.lineNumberNeeded(voucher)
        }
        let (paid, left) = try VoucherCheck(writer.ledger.payments).reversed(id)
        guard left > .zero else { throw VoucherProblem.reversedTooMuch(id, left: left) }
        let reversal = try VoucherCheck(writer.ledger.payments).lawful(
          PaymentLine(
            id: PaymentLineID(voucher: voucher, line: line ?? 1), paidOn: day, use: paid.use,
            subject: paid.subject, document: paid.document, amount: amount ?? left,
            payee: paid.payee, lawyer: paid.lawyer,
            reverses: ReversedLine(
              id: paid.id, paidOn: paid.paidOn, kind: isBankReturn ? .bankReturn : .correction)))
        try writer.append(reversal)
        return reversal
      } catch let problem as VoucherProblem {
        throw Refusal.voucher(problem)
      }
    }
  }
}
