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
      guard try !payments.hasLines(of: first.voucher) else {
        throw Refusal.notRegistered(.payment, number: first.description)
      }
      throw try payments.snapshot.notRegistered(.voucher, first.voucher)
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

/// The bank's lines of money that came back, where nobody says the day of a return.
struct ReturnLines {
  private let ledger: LedgerSnapshot

  init(_ ledger: LedgerSnapshot) {
    self.ledger = ledger
  }

  /// The line that shows a return which is not recorded yet.
  ///
  /// A line that names the voucher, or the return's own, goes before one of the payee's that names
  /// none.
  ///
  /// - Parameters:
  ///   - sum: What came back, more than zero.
  ///   - paid: A line of the voucher that is returned.
  ///   - voucher: The return's own number; nil where it has none yet.
  ///   - today: No later line is looked at.
  /// - Returns: nil where no line may be it; of several on one day the first.
  /// - Throws: ``Refusal/returnDayUnclear(_:)`` when lines of several days may be it.
  func line(
    of sum: Money, returned paid: PaymentLine, under voucher: VoucherNumber?, by today: Day
  ) throws -> BankLine? {
    let apart = Set(
      try ledger.treasury.setAsides().filter { $0.kind == .setAside }.map(\.reference))
    let matched = Set(
      try ledger.treasury.matches().filter { $0.kind == .matched }.map(\.reference))
    var lines = try ledger.treasury.returns().filter { line in
      line.amount.fen == -sum.fen && (paid.paidOn...today).contains(line.bookedOn)
        && !apart.contains(line.reference) && !matched.contains(line.reference)
    }
    for day in try recordedDays(of: sum, returned: paid.id.voucher) {
      if let taken = lines.firstIndex(where: { $0.bookedOn == day }) { lines.remove(at: taken) }
    }
    let named = lines.filter { line in
      line.voucher.map { $0 == paid.id.voucher || $0 == voucher } ?? false
    }
    let payee = normalized(paid.payee)
    let candidates =
      named.isEmpty ? lines.filter { $0.voucher == nil && normalized($0.payee) == payee } : named
    guard Set(candidates.map(\.bookedOn)).count <= 1 else {
      throw Refusal.returnDayUnclear(candidates)
    }
    return candidates.first
  }

  /// The days of the returns of a voucher that came to a sum and are recorded: each has its line.
  private func recordedDays(of sum: Money, returned voucher: VoucherNumber) throws -> [Day] {
    let returns = try ledger.payments.lines(of: voucher).filter { !$0.isReversal }
      .flatMap { try BankReturns(ledger.payments).bankReturns(of: $0.id) }
    return try Dictionary(grouping: returns, by: \.id.voucher).values
      .filter { try $0.map(\.amount).total() == sum }.map { $0[0].paidOn }
  }
}
