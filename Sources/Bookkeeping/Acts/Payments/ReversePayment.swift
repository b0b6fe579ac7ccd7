package import LedgerCore
import LedgerStore

/// What is taken back (冲销), and under which voucher.
package struct ReversalOrder: Sendable {
  /// The voucher, or a line of it.
  package var paid: VoucherReference
  /// Of one line; what is left of all when left out.
  package var amount: Money?
  /// The reversal's own voucher; proposed when left out.
  package var voucher: VoucherNumber?
  /// The first line there; needed only when the voucher has lines already.
  ///
  /// Left out, a whole voucher is taken back under the numbers of its lines.
  package var firstLine: Int?
  /// Not before the payment.
  ///
  /// Left out, it is the day on which the bank's line shows a return, else today.
  package var day: Day?
  /// What the journal keeps of it.
  package var reason: String
  /// A correction in the books, or the bank's return (退票).
  package var kind: ReversalKind

  package init(
    of paid: VoucherReference, amount: Money? = nil, voucher: VoucherNumber? = nil,
    firstLine: Int? = nil, on day: Day?, reason: String, kind: ReversalKind = .correction
  ) {
    self.paid = paid
    self.amount = amount
    self.voucher = voucher
    self.firstLine = firstLine
    self.day = day
    self.reason = reason
    self.kind = kind
  }
}

/// Takes back a voucher or (part of) a line of it (冲销); the money returns to the appropriations it
/// came from.
package struct ReversePayment {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Appends a reversal for each line that something is left of.
  ///
  /// - Parameter order: What to take back.
  /// - Returns: The reversals as recorded, and what is left of the voucher.
  /// - Throws: ``Refusal`` when the voucher or line is unknown, is a reversal, or has less left.
  @discardableResult
  package func callAsFunction(_ order: ReversalOrder) throws -> Receipt<ReversedVoucher> {
    try session.checkHappened("冲销日期", on: order.day)
    return try session.append("pay reverse", reason: order.reason) { writer in
      do {
        return try Self.reverse(order, on: session.today, writer)
      } catch let problem as VoucherProblem {
        throw Refusal.voucher(problem)
      }
    }
  }

  private static func reverse(
    _ order: ReversalOrder, on today: Day, _ writer: LedgerWriter
  ) throws -> ReversedVoucher {
    let vouchers = PaidVouchers(writer.ledger)
    let paid = try vouchers.meant(by: order.paid)
    let voucher = try order.voucher ?? vouchers.proposedReversal(of: paid.voucher, order.kind)
    if order.firstLine == nil, let act = try vouchers.lastAct(on: voucher) {
      throw Refusal.reversalLineNeeded(voucher, recorded: act)
    }
    let live = try vouchers.livePayments(of: paid.voucher, line: paid.line)
    guard order.amount == nil || live.count == 1 else {
      throw Refusal.lineOfAmountNeeded(paid.voucher, lines: live.map(\.line.id.line))
    }
    var bankLine: BankLine?
    if order.day == nil, order.kind == .bankReturn {
      let sum = try order.amount ?? live.map(\.left).total()
      bankLine = try ReturnLines(writer.ledger).line(
        of: sum, returned: live[0].line, under: order.voucher, by: today)
    }
    let day = order.day ?? bankLine?.bookedOn ?? today
    var reversals: [PaymentLine] = []
    for (index, item) in live.enumerated() {
      let number = order.firstLine.map { $0 &+ index } ?? (paid.line == nil ? item.line.id.line : 1)
      guard number >= 1 else { throw Refusal.reversalLineNeeded(voucher, recorded: nil) }
      let reversal = try VoucherCheck(writer.ledger.payments).lawful(
        item.line.reversed(
          as: PaymentLineID(voucher: voucher, line: number), on: day,
          amount: order.amount ?? item.left, order.kind))
      try writer.append(reversal)
      reversals.append(reversal)
    }
    return ReversedVoucher(
      paid: live[0].line.id.voucher, lines: reversals, left: try vouchers.left(of: paid.voucher),
      bankLine: bankLine, isDayGiven: order.day != nil)
  }
}

/// What was taken back of a voucher.
package struct ReversedVoucher: Sendable, CustomStringConvertible {
  /// The voucher that was taken back, as it was first printed.
  package let paid: VoucherNumber
  /// The reversals, in the order of the lines they take back; at least one.
  package let lines: [PaymentLine]
  /// What is left of the voucher.
  package let left: Money
  /// The line of the treasury's statement whose day was taken; nil for none.
  package let bankLine: BankLine?
  /// Whether the officer said the day.
  package let isDayGiven: Bool

  package var description: String {
    let first = lines[0]
    let total = lines.reduce(into: Money.zero) { $0 = (try? $0 + $1.amount) ?? $0 }
    let which =
      lines.count == 1
      ? "第 \(first.reverses?.id.line ?? 1) 行" : "全部 \(lines.count) 行"
    let rest = left == .zero ? "没有剩余" : "还剩 \(left.groupedYuanText) 元没有冲销"
    return """
      已冲销支付凭证 \(paid) \(which) \(total.groupedYuanText) 元，退回指标 \(documents)\
      （\(first.reverses?.kind.rawValue ?? "")，冲销凭证 \(first.id.voucher)\(dayWords)）；\
      支付凭证 \(paid) \(rest)
      """
  }

  /// Which day was taken where none was said.
  private var dayWords: String {
    guard !isDayGiven else { return "" }
    let day = lines[0].paidOn
    if let bankLine { return "，日期按国库流水 \(bankLine.reference)：\(day)" }
    let isReturn = lines[0].reverses?.kind == .bankReturn
    return isReturn ? "，国库流水里没有找到这笔退回，日期记为今天 \(day)" : "，日期 \(day)"
  }

  /// The documents that the money returned to, with the amounts where there are several.
  private var documents: String {
    var documents: [DocumentNumber] = []
    for line in lines where !documents.contains(line.document) { documents.append(line.document) }
    guard documents.count > 1 else { return "\(lines[0].document)" }
    return documents.map { document in
      let amounts = lines.filter { $0.document == document }.map(\.amount)
      return "\(document) \(((try? amounts.total()) ?? .zero).groupedYuanText) 元"
    }.joined(separator: "、")
  }
}

extension PaymentLine {
  /// The reversal of (part of) the line.
  func reversed(
    as id: PaymentLineID, on day: Day, amount: Money, _ kind: ReversalKind
  ) -> PaymentLine {
    PaymentLine(
      id: id, paidOn: day, use: use, subject: subject, document: document, amount: amount,
      payee: payee, lawyer: lawyer,
      reverses: ReversedLine(id: self.id, paidOn: paidOn, kind: kind))
  }
}
