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
      return (after, "\(amount.text) × \(factor.text)")
    case .add(let extra):
      let after = try sum(amount, ExactRange(AmountRange(extra)))
      return (after, "增加 \(extra.groupedYuanText) 元")
    case .addPerUnit(let extra, let name):
      let count = try quantity(name, for: modifier.id.printed)
      let after = try sum(amount, product(AmountRange(extra), count))
      return (after, "增加 \(extra.groupedYuanText) 元 × \(name) \(count.text)")
    case .addShare(let share, let id):
      let other = try self.share(share, of: id, for: modifier.id.printed, through: [])
      return (try sum(amount, other.amount), "增加" + other.words)
    case .cap(let limit):
      return (amount.capped(at: Rational(limit)), "封顶 \(limit.groupedYuanText) 元")
    case .floor(let limit):
      return (amount.raised(to: Rational(limit)), "保底 \(limit.groupedYuanText) 元")
    case .discretion(let low, let high):
      return try decided(modifier, low, high, of: amount)
    case .addCost(let name, let cap):
      let paid = try cost(name, cap: cap, for: modifier.id.printed)
      return (try sum(amount, ExactRange(AmountRange(paid.amount))), "增加" + paid.words)
    case .perExtra(let extra):
      if extra.isSilentWithout, query.quantity(of: extra.quantity) == nil {
        return (amount, "没有登记\(extra.quantity)，不增加")
      }
      let count = try quantity(extra.quantity, for: modifier.id.printed)
      let after = try exact { () throws(RationalOverflow) in
        try amount.mapped { end throws(RationalOverflow) in
          try extra.applied(to: end, count: count)
        }
      }
      return (after, words(of: extra, count: count))
    }
  }

  private func words(of extra: Modifier.PerExtra, count: Rational) -> String {
    let most = extra.most.map { "，最多增加 \($0.words)" } ?? ""
    let beyond = count > extra.beyond ? (try? count - extra.beyond) ?? .zero : .zero
    return "\(extra.quantity) \(count.text)，超过 \(extra.beyond.text) 的 \(beyond.text)"
      + " × 每个增加 \(extra.each.words)\(most)"
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
      return (try product(rate, count), "\(rate.text) × \(name) \(count.text)")
    case .tiers(let table):
      return try tiered(table, of: line)
    case .share(let share, let id):
      let other = try self.share(share, of: id, for: line.id.printed, through: path)
      return (other.amount, other.words)
    case .shareAs(let share, let terms):
      var asked = query
      for (dimension, term) in terms { asked.set(dimension, to: term) }
      let other = try standard.line(for: asked)
      return try self.share(share, of: other.id, for: line.id.printed, through: path)
    case .extreme(let isHigher, let ids):
      return try extreme(ids, isHigher: isHigher, for: line.id.printed, through: path)
    case .actual(let name, let cap, let labour):
      let paid = try cost(name, cap: cap, for: line.id.printed)
      guard labour != AmountRange(.zero) else {
        return (ExactRange(AmountRange(paid.amount)), paid.words)
      }
      let amount = try sum(ExactRange(AmountRange(paid.amount)), ExactRange(labour))
      return (amount, "\(paid.words) + 基本劳务 \(labour.text)")
    case .reference(let name, let factor, let quantity):
      return try reference(name, factor, quantity, of: line)
    }
  }

  /// A dated amount of reference on the day that chose the version, multiplied.
  private func reference(
    _ name: String, _ factor: Rational, _ quantityName: String?, of line: StandardLine
  ) throws(PricingRefusal) -> Priced {
    guard let day = query.day else { throw .dayNotSaid(reference: name, standard: standard.title) }
    guard let entry = standard.references[name]?.last(where: { $0.from <= day }) else {
      throw .noReference(name, day, standard: standard.title)
    }
    var count = factor
    var words = "\(name)（\(entry.from) 起）\(entry.amount.groupedYuanText) 元 × \(factor.text)"
    if let quantityName {
      let value = try quantity(quantityName, for: line.id.printed)
      count = try exact { () throws(RationalOverflow) in try factor * value }
      words += " × \(quantityName) \(value.text)"
    }
    return (try product(AmountRange(entry.amount), count), words)
  }

  /// The higher or lower of what other lines state, by both ends of a range.
  private func extreme(
    _ ids: [LineID], isHigher: Bool, for name: String, through path: [LineID]
  ) throws(PricingRefusal) -> Priced {
    var best: ExactRange?
    var words: [String] = []
    for id in ids {
      let other = try share(.one, of: id, for: name, through: path)
      words.append("“\(id)”\(other.amount.text)")
      guard let known = best else {
        best = other.amount
        continue
      }
      best = isHigher ? known.higher(other.amount) : known.lower(other.amount)
    }
    guard let best else { throw .missingLine(line.id, neededBy: name) }
    return (best, "\(words.joined(separator: "、"))，取\(isHigher ? "高" : "低")的 \(best.text)")
  }

  /// Actual costs of a name, no more than a cap.
  private func cost(
    _ name: String, cap: Money?, for neededBy: String
  ) throws(PricingRefusal) -> (amount: Money, words: String) {
    guard let paid = query.cost(of: name) else {
      throw .missingCost(name, neededBy: neededBy, standard: standard.title)
    }
    let amount = cap.map { min(paid, $0) } ?? paid
    let limit = cap.map { paid > $0 ? "，限额 \($0.groupedYuanText) 元" : "" } ?? ""
    return (amount, "\(name) \(paid.groupedYuanText) 元\(limit)")
  }

  /// The amount times the share that was decided on, or the range until one is.
  private func decided(
    _ modifier: Modifier, _ low: Rational, _ high: Rational, of amount: ExactRange
  ) throws(PricingRefusal) -> Priced {
    let name = modifier.id.printed
    guard let share = query.discretion(of: name) else {
      let range = try exact { () throws(RationalOverflow) in
        guard let most = amount.high else {
          return ExactRange(low: try amount.low * low, high: nil)
        }
        return ExactRange(low: try amount.low * low, high: try most * high)
      }
      return (range, "裁量 \(low.percentText) 至 \(high.percentText)，还没有登记定为多少")
    }
    guard share >= low, share <= high else {
      throw .discretionOutOfRange(name, share, low: low, high: high)
    }
    let after = try exact { () throws(RationalOverflow) in
      try amount.mapped { end throws(RationalOverflow) in try end * share }
    }
    return (
      after,
      "\(amount.text) × 裁量定的 \(share.percentText)（\(low.percentText) 至 \(high.percentText)）"
    )
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
      count = ExactRange(low: value, high: value)
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
    let amount = try exact { () throws(RationalOverflow) in try table.amount(at: count) }
    guard let amount, let index = table.tierIndex(of: count) else {
      throw .belowFirstTier(
        table.quantity, count, line: line.id, firstTier: table.tiers.first?.startWords ?? "")
    }
    let tier = table.tiers[index]
    var words = "\(table.quantity) \(count.text)，在 \(tier.startWords)的一档"
    let start = "\(tier.amount.groupedYuanText) 元"
    switch table.kind {
    case .flat: words += "：\(start)"
    case .perUnitAbove:
      let extra = (try? count - tier.start)?.text ?? count.text
      words += "：\(start) + \(tier.rate.groupedYuanText) 元 × 超过的 \(extra)"
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
  ) throws(PricingRefusal) -> Rational {
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
