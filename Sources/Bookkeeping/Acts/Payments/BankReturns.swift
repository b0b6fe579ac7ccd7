import LedgerCore
import LedgerStore
import Reconciliation

/// Payments that the bank sent back (退票), and those made again after that (重付).
struct BankReturns {
  private let payments: PaymentRegister

  init(_ payments: PaymentRegister) {
    self.payments = payments
  }

  /// Refuses to make a payment again unless the bank returned it, for the same thing, once.
  func checkReissue(of first: PaymentLineID, by line: PaymentLine) throws {
    guard let paid = try payments.line(first) else {
      throw Refusal.notRegistered(.payment, number: first.description)
    }
    guard paid.use == line.use, paid.subject == line.subject else {
      throw Refusal.reissueDiffers(first)
    }
    let returns = try bankReturns(of: first).filter { $0.paidOn <= line.paidOn }
    guard try returns.count > payments.reissues(of: first).count else {
      throw Refusal.notReturned(first)
    }
  }

  /// The first of an account's lines that the bank returned and nobody made again; nil for none.
  func returnedLine(among lines: [PaymentLine]) throws -> PaymentLineID? {
    for first in Set(lines.compactMap(\.reverses?.id)).sorted()
    where try bankReturns(of: first).count > payments.reissues(of: first).count {
      return first
    }
    return nil
  }

  /// The bank's returns of a line, by day and number.
  func bankReturns(of first: PaymentLineID) throws -> [PaymentLine] {
    try payments.reversals(of: first).filter { $0.reverses?.kind == .bankReturn }
      .sorted { $0.paidOn == $1.paidOn ? $0.id < $1.id : $0.paidOn < $1.paidOn }
  }
}
