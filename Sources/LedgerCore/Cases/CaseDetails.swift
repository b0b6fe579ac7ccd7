/// What the price of a case rests on beside the columns of its register (计价资料).
///
/// Nothing here is guessed: what was not said is absent, and a standard that asks for it gives no
/// price.
package struct CaseDetails: Hashable, Sendable {
  /// 地域, in the words of the standard.
  package var regionBand: String?
  /// 标记; nil while nothing was said of flags, empty once it was said that none holds.
  package var flags: Set<String>?
  /// 数量 by name: pages, defendants, days; zero or more.
  package var quantities: [String: Rational]
  /// 实际费用 by name; zero or more.
  package var costs: [String: Money]
  /// 裁量: what was decided within a clause's range, by the clause's number.
  package var discretions: [String: Discretion]
  /// The source of money that the subsidy is paid from (补贴资金来源), where tariffs differ by it.
  package var fundSource: FundSource?
  /// 结案情形, the finer manner under the outcome: 判决, 庭前撤诉.
  package var closingManner: String?

  /// A share within a range, and why it is this one.
  package struct Discretion: Hashable, Sendable {
    package let share: Rational
    /// Never empty.
    package let reason: String

    package init(share: Rational, reason: String) {
      self.share = share
      self.reason = reason
    }
  }

  /// Details as they are typed in code and tests; names are normalised.
  package init(
    regionBand: String? = nil, flags: [String]?, quantities: [String: Quantity] = [:]
  ) {
    self.init()
    self.regionBand = regionBand
    self.flags = flags.map { Set($0.map { normalized($0) }) }
    for (name, quantity) in quantities { self.quantities[normalized(name)] = Rational(quantity) }
  }

  package init() {
    regionBand = nil
    flags = nil
    quantities = [:]
    costs = [:]
    discretions = [:]
    fundSource = nil
    closingManner = nil
  }

  /// Whether nothing was said but in what manner the case was closed, which registers say anyway.
  package var isEmpty: Bool {
    regionBand == nil && flags == nil && quantities.isEmpty && costs.isEmpty
      && discretions.isEmpty && fundSource == nil
  }
}

/// Why details cannot be read or do not fit together; nothing personal is carried.
package struct CaseDetailFlaw: OfficerError, Equatable {
  package let part: CaseDetails.Part
  package let problem: String
  package let advice: String

  package init(_ part: CaseDetails.Part, _ problem: String, advice: String) {
    self.part = part
    self.problem = problem
    self.advice = advice
  }

  package var description: String { "\(problem)：\(advice)" }
}

extension CaseDetails {
  /// The parts of the details, as columns and facts name them.
  package enum Part: String, CaseIterable, Sendable {
    case regionBand = "地域"
    case flags = "标记"
    case quantities = "计价数量"
    case costs = "实际费用"
    case discretions = "裁量"
    case fundSource = "补贴资金来源"
    case closingManner = "结案情形"
  }

  /// The name of an actual cost where only an amount is written.
  package static let onlyCost = "实际费用"
  /// Stands in the column of flags where none holds.
  package static let noFlags = "无"

  /// A part as a cell says it, in one form only: equal details have equal texts.
  package func text(of part: Part) -> String? {
    switch part {
    case .regionBand: regionBand
    case .flags:
      flags.map { $0.isEmpty ? Self.noFlags : Self.sorted($0).joined(separator: "、") }
    case .quantities: Self.text(quantities.mapValues(\.text), "、")
    case .costs: Self.text(costs.mapValues(\.yuanText), "、")
    case .discretions:
      Self.text(discretions.mapValues { "\($0.share.percentText)（\($0.reason)）" }, "；")
    case .fundSource: fundSource?.rawValue
    case .closingManner: closingManner
    }
  }

  private static func sorted(_ names: some Sequence<String>) -> [String] {
    names.sorted { $0.precedesByCodePoint($1) }
  }

  private static func text(_ values: [String: String], _ separator: String) -> String? {
    guard !values.isEmpty else { return nil }
    return sorted(values.keys).map { "\($0)=\(values[$0] ?? "")" }.joined(separator: separator)
  }

  /// Says a part as a cell writes it.
  ///
  /// - Throws: ``CaseDetailFlaw`` naming what cannot be read.
  package mutating func say(_ part: Part, _ text: String) throws(CaseDetailFlaw) {
    switch part {
    case .regionBand: regionBand = normalized(text)
    case .closingManner: closingManner = text
    case .flags: flags = try Self.flags(text)
    case .quantities:
      quantities = try Self.pairs(text, part) { text in
        Rational(decimal: text)
      }
    case .costs:
      costs = try Self.pairs(text, part) { text in
        (try? Money(yuan: text)).flatMap { $0 < .zero ? nil : $0 }
      }
    case .discretions: discretions = try Self.discretions(text)
    case .fundSource:
      guard let source = FundSource(name: text) else {
        let known = FundSource.allCases.map(\.rawValue).joined(separator: "、")
        throw CaseDetailFlaw(part, "补贴资金来源不在允许的范围内", advice: "请写：\(known)")
      }
      fundSource = source
    }
  }

  private static func flags(_ text: String) throws(CaseDetailFlaw) -> Set<String> {
    let separators: Set<Character> = ["、", ",", ";", "，", "；", "､"]
    let names = text.split(whereSeparator: separators.contains).map { normalized(String($0)) }
      .filter { !$0.isEmpty }
    guard !names.contains(noFlags) else {
      guard names.count == 1 else {
        throw CaseDetailFlaw(.flags, "标记写了“无”，又写了别的", advice: "没有标记的只写“无”，有的写全")
      }
      return []
    }
    guard !names.isEmpty else {
      throw CaseDetailFlaw(.flags, "标记没有内容", advice: "没有标记的写“无”，几个标记用顿号隔开")
    }
    return Set(names)
  }

  /// `页数=300、天数=2.5`; of costs also an amount alone.
  private static func pairs<Value>(
    _ text: String, _ part: Part, _ read: (String) -> Value?
  ) throws(CaseDetailFlaw) -> [String: Value] {
    var values: [String: Value] = [:]
    for item in text.split(whereSeparator: { "、；;\n".contains($0) }) {
      let sides = halfWidth(String(item)).split(
        maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { "=:".contains($0) })
      let isAmountAlone = sides.count == 1 && part == .costs
      let name = isAmountAlone ? onlyCost : normalized(String(sides[0]))
      guard let last = sides.last, sides.count == 2 || isAmountAlone, !name.isEmpty else {
        throw CaseDetailFlaw(
          part, "\(part.rawValue)没有写成“名称=数”", advice: "请写成例如 \(part.sample)，几项用顿号隔开")
      }
      guard let value = read(String(String(last).trimmed)) else {
        throw CaseDetailFlaw(
          part, "\(part.rawValue)“\(printable(name))”不是 0 或正数", advice: "请写成例如 \(part.sample)")
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw CaseDetailFlaw(
          part, "\(part.rawValue)“\(printable(name))”写了两次", advice: "同一项只写一次")
      }
    }
    return values
  }

  /// `质量浮动=15%（案情复杂）；…`.
  private static func discretions(
    _ text: String
  ) throws(CaseDetailFlaw) -> [String: Discretion] {
    var values: [String: Discretion] = [:]
    let sample = Part.discretions.sample
    for item in halfWidth(text).split(whereSeparator: { ";\n".contains($0) }) {
      let sides = item.split(
        maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { "=:".contains($0) })
      let name = normalized(String(sides[0]))
      guard sides.count == 2, !name.isEmpty, let open = sides[1].firstIndex(of: "("),
        let close = sides[1].lastIndex(of: ")"), open < close,
        let share = Rational(percentage: String(sides[1][..<open])),
        sides[1][sides[1].index(after: close)...].allSatisfy(\.isWhitespace)
      else {
        throw CaseDetailFlaw(.discretions, "裁量没有写成“条款=百分比（理由）”", advice: "请写成例如 \(sample)")
      }
      let reason = String(sides[1][sides[1].index(after: open)..<close]).trimmed
      guard !reason.isEmpty else {
        throw CaseDetailFlaw(.discretions, "裁量没有写理由", advice: "请在括号里写明理由，例如 \(sample)")
      }
      let discretion = Discretion(share: share, reason: printable(String(reason)))
      guard values.updateValue(discretion, forKey: name) == nil else {
        throw CaseDetailFlaw(
          .discretions, "裁量“\(printable(name))”写了两次", advice: "同一项只写一次")
      }
    }
    return values
  }

  /// The details with what else is said of the case.
  ///
  /// - Throws: ``CaseDetailFlaw`` where another thing was said already.
  package func adding(_ more: CaseDetails) throws(CaseDetailFlaw) -> CaseDetails {
    var all = self
    func refuse(_ part: Part) -> CaseDetailFlaw {
      CaseDetailFlaw(
        part, "\(part.rawValue)与案件登记的（\(printable(text(of: part) ?? ""))）不同",
        advice: "请核对；登记有误的请先更正案件登记")
    }
    for (part, isOther) in [
      (Part.regionBand, regionBand.map { known in more.regionBand.map { $0 != known } ?? false }),
      (.flags, flags.map { known in more.flags.map { $0 != known } ?? false }),
      (.fundSource, fundSource.map { known in more.fundSource.map { $0 != known } ?? false }),
    ] where isOther ?? false {
      throw refuse(part)
    }
    all.regionBand = regionBand ?? more.regionBand
    all.flags = flags ?? more.flags
    all.fundSource = fundSource ?? more.fundSource
    all.closingManner = closingManner ?? more.closingManner
    for (name, value) in more.quantities {
      guard quantities[name] ?? value == value else { throw refuse(.quantities) }
      all.quantities[name] = value
    }
    for (name, value) in more.costs {
      guard costs[name] ?? value == value else { throw refuse(.costs) }
      all.costs[name] = value
    }
    for (name, value) in more.discretions {
      guard discretions[name] ?? value == value else { throw refuse(.discretions) }
      all.discretions[name] = value
    }
    return all
  }
}

extension CaseDetails.Part {
  /// What may stand in the column.
  package var sample: String {
    switch self {
    case .regionBand: "跨市"
    case .flags: "死刑、速裁"
    case .quantities: "卷宗页数=300"
    case .costs: "差旅费=1234.50"
    case .discretions: "质量浮动=110%（案情复杂）"
    case .fundSource: "彩票公益金"
    case .closingManner: "庭前撤诉"
    }
  }
}
