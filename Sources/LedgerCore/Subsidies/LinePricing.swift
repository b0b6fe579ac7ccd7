/// The amounts that one line and its modifiers come to for one case.
struct LinePricing {
  typealias Priced = (amount: ExactRange, words: String)

  let standard: SubsidyStandard
  let query: PricingQuery
  let line: StandardLine

  /// The line's own amount, before any modifier.
  func base() throws(PricingRefusal) -> Priced {
    try priced(line, through: [line.id])
  }

  /// The amount after a modifier.
  func change(
    _ modifier: Modifier, of amount: ExactRange
  ) throws(PricingRefusal) -> Priced {
    switch modifier.action {
    case .multiply(let factor):
      let after = try exact { () throws(RationalOverflow) in
        try amount.mapped { end throws(RationalOverflow) in try end * factor }
      }
      return (after, "乘以 \(factor.text)")
    case .add(let extra):
      let after = try sum(amount, ExactRange(AmountRange(extra)))
      return (after, "增加 \(extra.groupedYuanText) 元")
    case .addPerUnit(let extra, let name):
      let count = try quantity(name, for: modifier.id.printed)
      let after = try sum(amount, product(AmountRange(extra), Rational(count)))
      return (after, "增加 \(extra.groupedYuanText) 元 × \(name) \(count.text)")
    case .addShare(let share, let id):
      let other = try self.share(share, of: id, for: modifier.id.printed, through: [])
      return (try sum(amount, other.amount), "增加" + other.words)
    case .cap(let limit):
      return (amount.capped(at: Rational(limit)), "封顶 \(limit.groupedYuanText) 元")
    case .floor(let limit):
      return (amount.raised(to: Rational(limit)), "保底 \(limit.groupedYuanText) 元")
    case .perExtra(let extra):
      let count = try quantity(extra.quantity, for: modifier.id.printed)
      let after = try exact { () throws(RationalOverflow) in
        try amount.mapped { end throws(RationalOverflow) in
          try extra.applied(to: end, count: Rational(count))
        }
      }
      return (after, words(of: extra, count: count))
    }
  }

  private func words(of extra: Modifier.PerExtra, count: Quantity) -> String {
    let most = extra.most.map { "，最多增加 \($0.words)" } ?? ""
    return "\(extra.quantity) \(count.text)，超过 \(extra.beyond.text) 的部分"
      + "每个增加 \(extra.each.words)\(most)"
  }

  private func priced(
    _ line: StandardLine, through path: [LineID]
  ) throws(PricingRefusal) -> Priced {
    switch line.amount {
    case .stated(let amount):
      return (ExactRange(amount), "标准 \(amount.text)")
    case .directAndLabour(let direct, let labour):
      let amount = try sum(ExactRange(direct), ExactRange(labour))
      return (amount, "直接费用 \(direct.text) + 基本劳务 \(labour.text)")
    case .wage(let daily, let days, let direct):
      return try wage(daily, days: days, direct: direct, of: line)
    case .perUnit(let rate, let name):
      let count = try quantity(name, for: line.id.printed)
      return (try product(rate, Rational(count)), "\(rate.text) × \(name) \(count.text)")
    case .tiers(let table):
      return try tiered(table, of: line)
    case .share(let share, let id):
      let other = try self.share(share, of: id, for: line.id.printed, through: path)
      return (other.amount, other.words)
    }
  }

  private func wage(
    _ daily: AmountRange, days: LineAmount.DayCount, direct: AmountRange, of line: StandardLine
  ) throws(PricingRefusal) -> Priced {
    let count: ExactRange
    let dayWords: String
    switch days {
    case .stated(let low, let high):
      count = ExactRange(low: low, high: high)
      dayWords = low == high ? "\(low.text) 天" : "\(low.text) 至 \(high.text) 天"
    case .quantity(let name):
      let value = try quantity(name, for: line.id.printed)
      count = ExactRange(low: Rational(value), high: Rational(value))
      dayWords = "\(name) \(value.text)"
    }
    let wage = ExactRange(daily)
    let labour = try exact { () throws(RationalOverflow) in
      guard let dailyHigh = wage.high, let countHigh = count.high else {
        return ExactRange(low: try wage.low * count.low, high: nil)
      }
      return ExactRange(low: try wage.low * count.low, high: try dailyHigh * countHigh)
    }
    let words = "日工资 \(daily.text) × \(dayWords)"
    guard direct != AmountRange(.zero) else { return (labour, words) }
    return (try sum(ExactRange(direct), labour), "直接费用 \(direct.text) + \(words)")
  }

  private func tiered(
    _ table: TierTable, of line: StandardLine
  ) throws(PricingRefusal) -> Priced {
    let count = try quantity(table.quantity, for: line.id.printed)
    let value = Rational(count)
    let amount = try exact { () throws(RationalOverflow) in try table.amount(at: value) }
    guard let amount, let index = table.tierIndex(of: value) else {
      throw .belowFirstTier(
        table.quantity, count, line: line.id, firstTier: table.tiers.first?.startWords ?? "")
    }
    let tier = table.tiers[index]
    var words = "\(table.quantity) \(count.text)，在 \(tier.startWords)的一档"
    let start = "\(tier.amount.groupedYuanText) 元"
    switch table.kind {
    case .flat: words += "：\(start)"
    case .perUnitAbove:
      words += "：\(start)，超过部分每单位 \(tier.rate.groupedYuanText) 元"
    case .interpolated:
      let next = table.tiers.dropFirst(index + 1).first
      words +=
        next.map {
          "：在 \(tier.start.text)（\(start)）与 \($0.start.text)"
            + "（\($0.amount.groupedYuanText) 元）之间插值"
        } ?? "：\(start)"
    }
    return (ExactRange(low: amount, high: amount), words)
  }

  /// A share of what another line states; a line that led here and comes again is a circle.
  private func share(
    _ share: Rational, of id: LineID, for name: String, through path: [LineID]
  ) throws(PricingRefusal) -> Priced {
    guard !path.contains(id) else { throw .circularLines(path + [id]) }
    guard let other = standard.lines.first(where: { $0.id == id }) else {
      throw .missingLine(id, neededBy: name)
    }
    let whole = try priced(other, through: path + [id])
    let amount = try exact { () throws(RationalOverflow) in
      try whole.amount.mapped { end throws(RationalOverflow) in try end * share }
    }
    let stated = "“\(id)”" + whole.words
    let isPlain = if case .stated = other.amount { true } else { false }
    let total = isPlain ? stated : "\(stated)，\(whole.amount.text)"
    return (amount, "\(total)，取 \(share.percentText)")
  }

  private func quantity(
    _ name: String, for neededBy: String
  ) throws(PricingRefusal) -> Quantity {
    guard let quantity = query.quantity(of: name) else {
      throw .missingQuantity(name, neededBy: neededBy, standard: standard.title)
    }
    return quantity
  }

  private func sum(_ left: ExactRange, _ right: ExactRange) throws(PricingRefusal) -> ExactRange {
    try exact { () throws(RationalOverflow) in try left + right }
  }

  private func product(
    _ rate: AmountRange, _ count: Rational
  ) throws(PricingRefusal) -> ExactRange {
    try exact { () throws(RationalOverflow) in
      try ExactRange(rate).mapped { end throws(RationalOverflow) in try end * count }
    }
  }

  private func exact<Value>(
    _ compute: () throws(RationalOverflow) -> Value
  ) throws(PricingRefusal) -> Value {
    do {
      return try compute()
    } catch {
      throw .tooLarge(line: line.id)
    }
  }
}
