/// What a line of a standard may depend on (适用条件).
package enum Dimension: String, CaseIterable, Sendable {
  case caseType = "案件类型"
  case serviceForm = "服务形式"
  case stage = "办理阶段"
  case regionBand = "地域"
  case grade = "等级"
  case outcome = "结案方式"
  /// The source that pays, where there is a tariff for each pot.
  case fundSource = "资金来源"

  /// The terms that every standard may use without declaring them.
  package var commonTerms: [String] {
    switch self {
    case .caseType: CaseType.allCases.map(\.rawValue)
    case .serviceForm:
      [
        "刑事辩护", "刑事代理", "民事诉讼代理", "行政诉讼代理", "国家赔偿代理", "非诉讼代理", "劳动仲裁代理",
        "值班", "法律帮助", "法律咨询", "代拟法律文书", "卷宗评查",
      ]
    case .stage:
      [
        "侦查", "审查起诉", "一审", "二审", "再审", "死刑复核", "强制医疗", "执行", "劳动仲裁", "非诉讼",
        "调解", "行政复议",
      ]
    case .outcome: Outcome.allCases.map(\.rawValue)
    case .fundSource: FundSource.allCases.map(\.rawValue)
    case .regionBand, .grade: []
    }
  }
}

/// What a line or modifier is counted in (计量单位).
package enum SubsidyUnit: String, CaseIterable, Sendable {
  case item = "件"
  case person = "人次"
  case day = "天"
  case halfDay = "半天"
  case hour = "小时"
  case document = "份"
}

/// The cases that a line, modifier or quota is about; a dimension that is absent selects all.
package struct Selection: Hashable, Sendable {
  /// In the order of the standard; a case is selected by any one term of each dimension.
  package let terms: [Dimension: [String]]
  /// Any one of these flags is needed; empty when none is.
  package let flags: [String]
  /// None of these flags may be there.
  package let excludedFlags: [String]
  /// Quantities that lie in a range, each by its name.
  package let quantities: [QuantityRange]

  package static let all = Selection()

  package init(
    terms: [Dimension: [String]] = [:], flags: [String] = [], excludedFlags: [String] = [],
    quantities: [QuantityRange] = []
  ) {
    self.quantities = quantities
    self.terms = terms.mapValues { $0.map { normalized($0) } }
    self.flags = flags.map { normalized($0) }
    self.excludedFlags = excludedFlags.map { normalized($0) }
  }

  /// The selection of the same cases with other terms.
  func replacing(_ others: [Dimension: String]) -> Selection {
    Selection(
      terms: terms.merging(others.mapValues { [$0] }) { $1 }, flags: flags,
      excludedFlags: excludedFlags, quantities: quantities)
  }

  /// Whether some case could be selected by both.
  ///
  /// A case has one term in each dimension and any set of flags.
  package func overlaps(_ other: Selection) -> Bool {
    for (dimension, terms) in terms {
      if let others = other.terms[dimension], !terms.contains(where: others.contains) {
        return false
      }
    }
    for range in quantities {
      if other.quantities.contains(where: { $0.name == range.name && !$0.meets(range) }) {
        return false
      }
    }
    let excluded = Set(excludedFlags + other.excludedFlags)
    return [flags, other.flags].allSatisfy { needed in
      needed.isEmpty || needed.contains { !excluded.contains($0) }
    }
  }

  /// Whether a case is selected, or what must be known of it to say so.
  package func match(_ query: PricingQuery) -> Match {
    if !flags.isEmpty, !flags.contains(where: query.flags.contains) { return .no }
    if excludedFlags.contains(where: query.flags.contains) { return .no }
    var unknown: [Dimension] = []
    for (dimension, allowed) in terms {
      guard let term = query.terms[dimension] else {
        unknown.append(dimension)
        continue
      }
      if !allowed.contains(term) { return .no }
    }
    var missing: [String] = []
    for range in quantities {
      guard let value = query.quantity(of: range.name) else {
        if range.isSilentWithout { return .no }
        missing.append(range.name)
        continue
      }
      if !range.contains(value) { return .no }
    }
    return unknown.isEmpty && missing.isEmpty
      ? .yes : .unknown(Dimension.allCases.filter(unknown.contains), quantities: missing)
  }

  /// Whether a selection selects a case.
  package enum Match: Equatable, Sendable {
    case yes
    case no
    /// Nothing speaks against it, but these are not known.
    case unknown([Dimension], quantities: [String])
  }

  /// In words: `民事，一审或二审，不带“速裁”`.
  package var words: String {
    var parts = Dimension.allCases.compactMap { terms[$0]?.joined(separator: "或") }
    if !flags.isEmpty { parts.append("带“" + flags.joined(separator: "”或“") + "”") }
    if !excludedFlags.isEmpty { parts.append("不带“" + excludedFlags.joined(separator: "”“") + "”") }
    parts += quantities.map(\.words)
    return parts.isEmpty ? "所有案件" : parts.joined(separator: "，")
  }
}

/// Between which numbers a quantity lies (数量的范围), such as 2 to 4 defendants.
package struct QuantityRange: Hashable, Sendable {
  /// Normalised.
  package let name: String
  package let low: Rational?
  /// Whether the lower end itself lies outside (超过).
  package let isAbove: Bool
  package let high: Rational?
  /// Whether the upper end itself lies outside (不满).
  package let isBelow: Bool
  /// Whether a case without the quantity is one outside the range (未登记: 不适用).
  package let isSilentWithout: Bool

  package init(
    name: String, low: Rational?, isAbove: Bool = false, high: Rational?, isBelow: Bool = false,
    isSilentWithout: Bool = false
  ) {
    self.name = normalized(name)
    self.low = low
    self.isAbove = isAbove
    self.high = high
    self.isBelow = isBelow
    self.isSilentWithout = isSilentWithout
  }

  /// Whether a value lies in the range.
  package func contains(_ value: Rational) -> Bool {
    if let low, isAbove ? value <= low : value < low { return false }
    if let high, isBelow ? value >= high : value > high { return false }
    return true
  }

  /// Whether some value lies in both ranges.
  package func meets(_ other: QuantityRange) -> Bool {
    !isWholly(below: other) && !other.isWholly(below: self)
  }

  private func isWholly(below other: QuantityRange) -> Bool {
    guard let high, let low = other.low else { return false }
    return high == low ? isBelow || other.isAbove : high < low
  }

  /// Whether no value lies in it.
  package var isEmpty: Bool {
    guard let low, let high else { return false }
    return low == high ? isAbove || isBelow : low > high
  }

  /// In words: `被告人数 2 至 4`.
  package var words: String {
    let from = low.map { isAbove ? "超过 \($0.text)" : "\($0.text) 起" }
    let to = high.map { isBelow ? "不满 \($0.text)" : "到 \($0.text)" }
    return "\(name) " + [from, to].compactMap(\.self).joined(separator: "，")
  }
}
