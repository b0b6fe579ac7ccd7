package import LedgerCore

/// A live payment line as of one day: what is left of it, and the appropriation row it draws on.
package struct LineView: Sendable {
  private let line: PaymentLine
  /// The amount less its reversals; more than zero.
  package let left: Money
  /// nil when the cited document is not in the register.
  package let appropriation: Appropriation?

  package var id: PaymentLineID { line.id }
  package var paidOn: Day { line.paidOn }
  package var use: PaymentUse { line.use }
  package var document: DocumentNumber { line.document }
  package var payee: String { line.payee }
  package var subject: PaymentSubject { line.subject }
  /// 审批人; nil where nobody is named.
  package var approvedBy: String? { line.approvedBy }

  /// The start of a finding's sentence: which line, when, how much.
  var words: String {
    "支付凭证 \(id.voucher) 第 \(id.line) 行于 \(paidOn) 支付 \(left.groupedYuanText) 元"
  }

  /// The lines that are live on the period's last day, in order of day and number.
  ///
  /// What is given are all payments and reversals of one account; without funds no row is known.
  ///
  /// - Throws: ``MoneyOverflow`` when the reversals of a line leave 64 bits.
  static func live(
    _ lines: [PaymentLine], in period: Period, funds: FundAccounts?
  ) throws(MoneyOverflow) -> [LineView] {
    var reversed: [PaymentLineID: Money] = [:]
    for line in lines where period.sees(line.paidOn) {
      guard let target = line.reverses?.id else { continue }
      reversed[target] = try (reversed[target] ?? .zero) + line.amount
    }
    var live: [LineView] = []
    for line in lines where !line.isReversal && period.sees(line.paidOn) {
      let left = try line.amount - (reversed[line.id] ?? .zero)
      guard left > .zero else { continue }
      let row = funds?.appropriation(of: line.document, paidIn: line.paidOn.fiscalYear)
      live.append(LineView(line: line, left: left, appropriation: row))
    }
    return live.sorted { $0.paidOn == $1.paidOn ? $0.id < $1.id : $0.paidOn < $1.paidOn }
  }
}

extension [LineView] {
  /// The lines from that one on at which the running sum first exceeds a limit; none within it.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  private func exceeding(_ limit: Money) throws(MoneyOverflow) -> ArraySlice<LineView> {
    var sum = Money.zero
    for (index, line) in enumerated() {
      try sum += line.left
      if sum > limit { return self[index...] }
    }
    return []
  }

  /// The day under which a year tells that these lines paid more than a limit.
  ///
  /// The year tells it when one of its own lines lies where the limit is exceeded, dated by the
  /// last of them, or else when the excess grew in it without one: dated by the as-of day.
  ///
  /// - Parameters:
  ///   - limit: What might be paid, exceeded by these lines.
  ///   - period: The year, and the day up to which these lines are seen.
  ///   - excess: What was too much as seen on a day; zero where the rule did not speak then.
  /// - Returns: nil when it is told in other years only.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func dayOfExcess(
    over limit: Money, in period: Period, excess: (Day) throws(MoneyOverflow) -> Money
  ) throws(MoneyOverflow) -> Day? {
    if let last = try exceeding(limit).last(where: { period.owns($0.paidOn) }) {
      return last.paidOn
    }
    var before = Money.zero
    if let day = period.lastDayBefore { before = try excess(day) }
    return try excess(period.lastDaySeen) > before ? period.asOf : nil
  }
}
