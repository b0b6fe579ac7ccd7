package import LedgerCore
import LedgerStore

/// A voucher as an officer names it, or one line of it: `支1`, or `支1/2`.
package struct VoucherReference: Sendable {
  /// What was written, as the number of a voucher.
  package let voucher: VoucherNumber
  /// The line that was named by itself.
  package let line: Int?
  /// What was written, as a line; nil where it does not read as one.
  fileprivate let asLine: PaymentLineID?

  /// - Parameters:
  ///   - voucher: The whole text as a voucher's number.
  ///   - line: A line named beside it.
  ///   - asLine: The text as `voucher/line`. A voucher's own number may read so too; the voucher
  ///     goes first.
  package init(_ voucher: VoucherNumber, line: Int? = nil, orLine asLine: PaymentLineID? = nil) {
    self.voucher = voucher
    self.line = line
    self.asLine = asLine
  }

  /// One line.
  package init(line id: PaymentLineID) {
    self.init(id.voucher, line: id.line)
  }
}

/// A payment line and what is left of it.
struct LivePayment {
  let line: PaymentLine
  /// More than zero.
  let left: Money
}

/// Vouchers as people name them, and what is left of their payments.
struct PaidVouchers {
  private let ledger: LedgerSnapshot
  private var payments: PaymentRegister { ledger.payments }

  init(_ ledger: LedgerSnapshot) {
    self.ledger = ledger
  }

  /// What a person means: a voucher, and the line of it where one is named.
  func meant(by reference: VoucherReference) throws -> (voucher: VoucherNumber, line: Int?) {
    if reference.line == nil, let id = reference.asLine,
      try !payments.hasLines(of: reference.voucher)
    {
      return (id.voucher, id.line)
    }
    return (reference.voucher, reference.line)
  }

  /// The payments of a voucher, or the one that is named, of which something is left.
  ///
  /// - Throws: ``Refusal`` or ``VoucherProblem`` when there is none.
  func livePayments(
    of voucher: VoucherNumber, line: Int?
  ) throws -> [LivePayment] {
    if let line {
      guard try payments.hasLines(of: voucher) else {
        throw try ledger.notRegistered(.voucher, voucher)
      }
      let id = PaymentLineID(voucher: voucher, line: line)
      let (paid, left) = try VoucherCheck(payments).reversed(id)
      guard left > .zero else { throw try alreadyReversed([paid]) }
      return [LivePayment(line: paid, left: left)]
    }
    let all = try payments.lines(of: voucher)
    guard let first = all.first else {
      throw try ledger.notRegistered(.voucher, voucher)
    }
    let paid = all.filter { !$0.isReversal }
    guard !paid.isEmpty else { throw VoucherProblem.reversesReversal(first.id) }
    let live = try paid.compactMap { line in
      let left = try VoucherCheck(payments).reversed(line.id).left
      return left > .zero ? LivePayment(line: line, left: left) : nil
    }
    guard !live.isEmpty else { throw try alreadyReversed(paid) }
    return live
  }

  /// What is left of all payments of a voucher.
  func left(of voucher: VoucherNumber) throws -> Money {
    try payments.lines(of: voucher).filter { !$0.isReversal }
      .map { try VoucherCheck(payments).reversed($0.id).left }.total()
  }

  /// The first number that is free for a reversal of a voucher: `支1-退1`.
  func proposedReversal(
    of voucher: VoucherNumber, _ kind: ReversalKind
  ) throws -> VoucherNumber {
    let word = kind == .bankReturn ? "退" : "冲"
    for number in 1... {
      guard let proposed = VoucherNumber("\(voucher.printed)-\(word)\(number)") else { break }
      if try !payments.hasLines(of: proposed) { return proposed }
    }
    return voucher
  }

  /// Who recorded the last line of a voucher; nil where it has none.
  func lastAct(on voucher: VoucherNumber) throws -> EarlierAct? {
    try payments.lines(of: voucher).last.flatMap { try EarlierAct(recording: $0.id, in: ledger) }
  }

  private func alreadyReversed(_ lines: [PaymentLine]) throws -> Refusal {
    let taken = try lines.flatMap { try payments.reversals(of: $0.id) }.map(\.id).sorted()
    return .alreadyReversed(
      lines.map(\.id), by: taken,
      last: try taken.last.flatMap { try EarlierAct(recording: $0, in: ledger) })
  }
}
