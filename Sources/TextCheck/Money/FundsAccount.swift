/// An account of money: what was there, what was spent, what is left.
struct FundsAccount {
  let allotted: [Quantity]
  let carried: [Quantity]
  let recalled: [Quantity]
  let spent: [Quantity]
  let left: Quantity?
  /// A sum that shows that the allotted amount is exact.
  let proof: SumClaim?

  var all: [Quantity] { allotted + carried + recalled + spent + (left.map { [$0] } ?? []) }

  /// From its first word to its last figure.
  var range: Range<Int> {
    let start = all.map(\.label.lowerBound).min() ?? 0
    return start..<(all.map(\.range.upperBound).max() ?? start)
  }

  /// What was spent in one figure.
  var outgo: Quantity? { Self.total(spent) }

  /// What a rate of execution can be of: what was allotted, alone or with what was there before.
  var bases: [Quantity] {
    [Self.total(allotted), carried.isEmpty ? nil : Self.total(allotted + carried)]
      .compactMap(\.self)
  }

  /// Several figures as one.
  private static func total(_ quantities: [Quantity]) -> Quantity? {
    guard let first = quantities.first, quantities.count > 1 else { return quantities.first }
    return PrintedNumber.sum(quantities.map(\.number)).map { Quantity(first, number: $0) }
  }

  /// The finding; nil when the figures are too large.
  func draft(in prose: Prose) -> CheckDraft? {
    guard let unit = allotted.first?.unit, let judge = Judge(self, unit) else { return nil }
    let (outcome, message) = judge.judged
    let quote = prose.quote(range, marking: all)
    return CheckDraft(
      .funds, outcome, quote: quote,
      parts: (spent + (left.map { [$0] } ?? [])).map { $0.number.text(inPower: unit.power) },
      stated: judge.income.text(inPower: unit.power), computed: judge.short(judge.outgo),
      unit: unit.printed, message: message)
  }
}

/// Puts the comparison into words.
private struct Judge {
  let account: FundsAccount
  let unit: MeasureUnit
  let income: PrintedNumber
  let outgo: PrintedNumber
  let balance: PrintedNumber
  /// What rounding leaves open.
  private let incomes: PrintedInterval
  private let balances: PrintedInterval

  init?(_ account: FundsAccount, _ unit: MeasureUnit) {
    let ins = account.allotted + account.carried
    let outs = account.spent + account.recalled
    guard let income = PrintedNumber.sum(ins.map(\.number)),
      let outgo = PrintedNumber.sum(account.spent.map(\.number)),
      let all = PrintedNumber.sum(outs.map(\.number)), let balance = income.minus(all),
      let incomes = PrintedInterval.sum(ins.map { Self.interval($0, of: account) }),
      let expenses = PrintedInterval.sum(outs.map { Self.interval($0, of: account) }),
      let balances = incomes.minus(expenses)
    else { return nil }
    self.account = account
    self.unit = unit
    (self.income, self.outgo, self.balance) = (income, outgo, balance)
    (self.incomes, self.balances) = (incomes, balances)
  }

  /// What a figure can stand for: where what is left is printed, a figure in whole 万元 beside
  /// figures of two places more, or one of one place beside two, has dropped its zeros.
  private static func interval(_ quantity: Quantity, of account: FundsAccount) -> PrintedInterval {
    guard account.left != nil, let unit = quantity.unit else { return quantity.interval() }
    let finest = account.all.map(\.number.exponent).min() ?? quantity.number.exponent
    let own = quantity.number.exponent
    let isDropped = own < unit.power || own - finest >= 2
    return quantity.interval(roundedAt: isDropped ? finest : own)
  }

  private func interval(_ quantity: Quantity) -> PrintedInterval {
    Self.interval(quantity, of: account)
  }

  var judged: (Check.Outcome, String) {
    if let left = account.left { return compared(left) }
    if balance.mantissa >= 0 { return (.pass, "\(words)，支出没有超过拨付。") }
    let over = "\(words)，支出多 \(short(balance.magnitude)) \(unit.printed)"
    let coarse = "\(short(income)) 是取整到 1 \(unit.printed)的数"
    guard !incomes.isExact, balances.high.mantissa >= 0 else {
      return (.contradiction, "\(over)，两数不一致，请核对。\(missing)")
    }
    guard let proof = account.proof, account.carried.isEmpty else {
      return (.rounding, "\(over)；如果 \(coarse)，可以由四舍五入解释。\(missing)")
    }
    let parts = proof.parts.map { short($0.number) }.joined(separator: " + ")
    let sum = "\(short(income)) = \(parts) 按所列数字正好相等"
    return (
      .contradiction, "\(over)，两数不一致，请核对。\(sum)；只有 \(coarse)时才能由四舍五入解释。\(missing)"
    )
  }

  private func compared(_ left: Quantity) -> (Check.Outcome, String) {
    let printed = "\(short(left.number)) \(unit.printed)"
    let sum = "\(words)，相减为 \(short(balance)) \(unit.printed)"
    if balance.equals(left.number) { return (.pass, "\(sum)，与所列结余一致。") }
    if balances.meets(interval(left)) {
      return (.rounding, "\(sum)，与所列结余 \(printed)的差可以由四舍五入解释。")
    }
    return (.contradiction, "\(sum)，与所列结余 \(printed)不一致，请核对。\(missing)")
  }

  private var words: String {
    let total = sum(account.spent, outgo)
    let sources = (account.allotted + account.carried).map { short($0.number) }
    let names = account.carried.isEmpty ? "拨付" : "拨付加结转"
    let available =
      sources.count == 1
      ? "\(names) \(sources[0])" : "\(names) \(sources.joined(separator: " + ")) = \(short(income))"
    let recalled = account.recalled.map { "收回 \(short($0.number)) \(unit.printed)，" }.joined()
    return "支出 \(total) \(unit.printed)，\(recalled)\(available) \(unit.printed)"
  }

  private func sum(_ quantities: [Quantity], _ total: PrintedNumber) -> String {
    let items = quantities.map { short($0.number) }
    return items.count > 1 ? "\(items.joined(separator: " + ")) = \(short(total))" : short(total)
  }

  /// What the text does not print and would explain a difference.
  private var missing: String {
    account.carried.isEmpty ? "文中没有列出上年结转；如有结转，请补充说明。" : ""
  }

  func short(_ number: PrintedNumber) -> String { number.shortText(inPower: unit.power) }
}
