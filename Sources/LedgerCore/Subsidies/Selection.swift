/// What a line of a standard may depend on (适用条件).
package enum Dimension: String, CaseIterable, Sendable {
  case caseType = "案件类型"
  case serviceForm = "服务形式"
  case stage = "办理阶段"
  case regionBand = "地域"
  case grade = "等级"
  case outcome = "结案方式"

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

  package static let all = Selection()

  package init(
    terms: [Dimension: [String]] = [:], flags: [String] = [], excludedFlags: [String] = []
  ) {
    self.terms = terms.mapValues { $0.map { normalized($0) } }
    self.flags = flags.map { normalized($0) }
    self.excludedFlags = excludedFlags.map { normalized($0) }
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
    return unknown.isEmpty ? .yes : .unknown(Dimension.allCases.filter(unknown.contains))
  }

  /// Whether a selection selects a case.
  package enum Match: Equatable, Sendable {
    case yes
    case no
    /// Nothing speaks against it, but these are not known.
    case unknown([Dimension])
  }

  /// In words: `民事，一审或二审，不带“速裁”`.
  package var words: String {
    var parts = Dimension.allCases.compactMap { terms[$0]?.joined(separator: "或") }
    if !flags.isEmpty { parts.append("带“" + flags.joined(separator: "”或“") + "”") }
    if !excludedFlags.isEmpty { parts.append("不带“" + excludedFlags.joined(separator: "”“") + "”") }
    return parts.isEmpty ? "所有案件" : parts.joined(separator: "，")
  }
}
