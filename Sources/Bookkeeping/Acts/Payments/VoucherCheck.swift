package import LedgerCore
import LedgerStore

/// Why a line cannot stand on its voucher or take back what it names.
///
/// These are laws of the ledger, not rules of reconciliation: no ledger holds a line that breaks
/// one.
package enum VoucherProblem: OfficerError, Equatable {
  case otherDay(VoucherNumber, Day)
  case otherPayee(VoucherNumber)
  case lineTaken(PaymentLineID)
  case reversedLineMissing(PaymentLineID)
  case reversesReversal(PaymentLineID)
  case reversedBeforePaid(PaymentLineID, paidOn: Day)
  case reversedTooMuch(PaymentLineID, left: Money)
  case reissuedLineMissing(PaymentLineID)
  case differsFromReversed(PaymentLineID, Difference)
  case differsFromReversal(PaymentLineID, Difference)

  /// What a reversal must have in common with the line it takes back.
  package enum Difference: String, Sendable {
    case use = "支出用途"
    case caseNumber = "案件编号"
    case dutyNumber = "值班编号"
    case document = "指标文号"
    case payee = "收款单位"
    case lawyer = "承办人"
  }

  package var description: String {
    switch self {
    case .otherDay(let voucher, let day): "支付凭证 \(voucher) 已有另一个支付日期 \(day)"
    case .otherPayee(let voucher): "支付凭证 \(voucher) 已有另一个收款单位"
    case .lineTaken(let id): "支付凭证 \(id.voucher) 第 \(id.line) 行已经记账"
    case .reversedLineMissing(let id): "被冲销的支付凭证 \(id.voucher) 第 \(id.line) 行不存在"
    case .reversesReversal(let id): "支付凭证 \(id.voucher) 第 \(id.line) 行本身是冲销，不能再冲销"
    case .reversedBeforePaid(let id, let day): "冲销日期早于被冲销行 \(id) 的支付日期 \(day)"
    case .reversedTooMuch(let id, let left):
      "冲销金额超过支付凭证 \(id.voucher) 第 \(id.line) 行未冲销的 \(left.groupedYuanText) 元"
    case .reissuedLineMissing(let id):
      "重付的支付凭证 \(id.voucher) 第 \(id.line) 行不存在，或本身是冲销"
    case .differsFromReversed(let id, let difference):
      "冲销行的\(difference.rawValue)与被冲销行 \(id) 不同"
    case .differsFromReversal(let id, let difference):
      "\(difference.rawValue)与冲销本行的 \(id) 不同"
    }
  }

  /// What to do instead.
  package var advice: String {
    switch self {
    case .otherDay, .otherPayee: "一张凭证只有一个支付日期和一个收款单位，请另编凭证号或改正"
    case .lineTaken: "支付不能改动，只能冲销后重记"
    case .reversedLineMissing: "请核对冲销凭证号和冲销行号"
    case .reversesReversal: "请冲销原来的支付行，或重新支付"
    case .reversedBeforePaid: "请核对日期"
    case .reversedTooMuch: "请核对金额和以前的冲销"
    case .reissuedLineMissing: "请写第一次支付的凭证号和行号"
    case .differsFromReversed: "请与被冲销行一致，或留空"
    case .differsFromReversal: "请与冲销行一致，或留空"
    }
  }
}

/// The laws of vouchers, asked of a line before it is appended.
struct VoucherCheck {
  private let payments: PaymentRegister

  init(_ payments: PaymentRegister) {
    self.payments = payments
  }

  /// The line a reversal takes back and what is left of it before the reversal.
  func reversed(_ id: PaymentLineID) throws -> (line: PaymentLine, left: Money) {
    guard let line = try payments.line(id) else { throw VoucherProblem.reversedLineMissing(id) }
    guard !line.isReversal else { throw VoucherProblem.reversesReversal(id) }
    let taken = try payments.reversals(of: id).map(\.amount).total()
    return (line, try line.amount - taken)
  }

  /// The line that another one pays again; neither of the two takes anything back.
  func reissuable(_ id: PaymentLineID, by line: PaymentLine) throws -> PaymentLineID {
    guard id != line.id, let first = try payments.line(id), !first.isReversal else {
      throw VoucherProblem.reissuedLineMissing(id)
    }
    return first.id
  }

  /// Refuses a line that breaks a law of vouchers.
  ///
  /// - Returns: The line with its voucher's number as it was first printed.
  /// - Throws: ``VoucherProblem`` for the first law it breaks.
  func lawful(_ line: PaymentLine) throws -> PaymentLine {
    let others = try payments.lines(of: line.id.voucher)
    if let other = others.first {
      guard other.paidOn == line.paidOn else {
        throw VoucherProblem.otherDay(other.id.voucher, other.paidOn)
      }
      guard normalized(other.payee) == normalized(line.payee) else {
        throw VoucherProblem.otherPayee(other.id.voucher)
      }
      guard !others.contains(where: { $0.id.line == line.id.line }) else {
        throw VoucherProblem.lineTaken(line.id)
      }
    }
    if let target = line.reverses?.id { try check(line, takesBack: target) }
    guard let first = others.first else { return line }
    let id = PaymentLineID(voucher: first.id.voucher, line: line.id.line)
    return PaymentLine(
      id: id, paidOn: line.paidOn, use: line.use, subject: line.subject, document: line.document,
      amount: line.amount, payee: line.payee, lawyer: line.lawyer, approvedBy: line.approvedBy,
      reverses: line.reverses)
  }

  /// Refuses a lawyer, named only now, other than the one that a line's reversals or the line it
  /// takes back name.
  func check(lawyer: String, of id: PaymentLineID) throws {
    func isOther(_ line: PaymentLine) -> Bool {
      line.lawyer.map { normalized($0) != normalized(lawyer) } ?? false
    }
    let target = try payments.line(id)?.reverses?.id
    if let reversed = try target.flatMap(payments.line), isOther(reversed) {
      throw VoucherProblem.differsFromReversed(reversed.id, .lawyer)
    }
    if let reversal = try payments.reversals(of: id).first(where: isOther) {
      throw VoucherProblem.differsFromReversal(reversal.id, .lawyer)
    }
  }

  private func check(_ reversal: PaymentLine, takesBack id: PaymentLineID) throws {
    let (line, left) = try reversed(id)
    guard reversal.paidOn >= line.paidOn else {
      throw VoucherProblem.reversedBeforePaid(id, paidOn: line.paidOn)
    }
    guard reversal.amount <= left else { throw VoucherProblem.reversedTooMuch(id, left: left) }
    let differences: [(Bool, VoucherProblem.Difference)] = [
      (reversal.use == line.use, .use),
      (reversal.subject.caseNumber == line.subject.caseNumber, .caseNumber),
      (reversal.subject.dutyNumber == line.subject.dutyNumber, .dutyNumber),
      (reversal.document == line.document, .document),
      (normalized(reversal.payee) == normalized(line.payee), .payee),
      (
        reversal.lawyer.map(normalized) ?? "" == "" || line.lawyer == nil
          || reversal.lawyer.map(normalized) == line.lawyer.map(normalized), .lawyer
      ),
    ]
    if let difference = differences.first(where: { !$0.0 })?.1 {
      throw VoucherProblem.differsFromReversed(id, difference)
    }
  }
}
