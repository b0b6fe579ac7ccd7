import LedgerCore

/// A subsidy standard that a step loads: what it grants by how a case ended, in fen.
enum ModelStandard: String, CaseIterable, Codable, Sendable {
  /// Of 2024; what was terminated is granted a range, and nothing is said of what was withdrawn.
  case byClosing
  /// Of 2025, in place of the one before.
  case byAssignment
  /// Of 2023: a range for every case.
  case byClaim
  /// Of another region.
  case elsewhere

  /// What a line of the standard grants.
  struct Line {
    /// Every case, where none is named.
    let outcomes: [CaseOutcome]
    let low: Int64
    let high: Int64

    fileprivate var amount: String {
      let (low, high) = (Money(fen: low).yuanText, Money(fen: high).yuanText)
      return low == high ? "\"\(low)\"" : "{最低: \"\(low)\", 最高: \"\(high)\"}"
    }
  }

  /// What a day of duty is granted.
  var duty: Line? {
    switch self {
    case .byClosing: Line(outcomes: [], low: 20_000, high: 20_000)
    case .byAssignment: Line(outcomes: [], low: 30_000, high: 50_000)
    case .byClaim: Line(outcomes: [], low: 20_000, high: 30_000)
    case .elsewhere: nil
    }
  }

  /// The flag that adds to what a finished case is granted, and how much.
  var flag: String? { self == .byClosing ? "跨省" : nil }
  static let flagged: Int64 = 10_000

  /// Regions, of which the second adds to what was not finished; such a case must say its region.
  var regions: [String] { self == .byAssignment ? ["本地", "跨市"] : [] }
  private static let far: Int64 = 5_000

  /// 页数 adds a yuan for each page beyond ten; with 差旅次数 a finished case must say its 差旅费.
  var quantities: [String] {
    switch self {
    case .byClosing: ["页数"]
    case .byAssignment: ["差旅次数"]
    case .byClaim, .elsewhere: []
    }
  }

  /// Actual costs, paid up to a hundred yuan.
  var costs: [String] { self == .byAssignment ? ["差旅费"] : [] }
  private static let costsMax: Int64 = 10_000

  /// A finer manner of closing with an amount of its own.
  var manner: String? { self == .byClosing ? "庭前撤诉" : nil }
  static let withdrawn: Int64 = 5_000

  /// What details add to a line, counted from 0; nil where one is missing.
  func extra(_ details: CaseDetails, onLine index: Int) -> Int64? {
    var extra: Int64 = 0
    if index == 0, !(details.flags ?? []).isEmpty { extra += Self.flagged }
    switch (self, index) {
    case (.byClosing, 0):
      let pages = details.quantities["页数"].map { $0.numerator / $0.denominator } ?? 0
      extra += max(0, pages - 10) * 100
    case (.byAssignment, 0):
      guard details.quantities["差旅次数"].map({ $0.numerator >= $0.denominator }) ?? false else {
        break
      }
      guard let cost = details.costs["差旅费"] else { return nil }
      extra += min(cost.fen, Self.costsMax)
    case (.byAssignment, 1):
      guard let region = details.regionBand else { return nil }
      extra += region == "跨市" ? Self.far : 0
    default: break
    }
    return extra
  }

  /// The clauses that details decide about.
  private var clauses: [String] {
    func yuan(_ fen: Int64) -> String { "\"\(Money(fen: fen).yuanText)\"" }
    switch self {
    case .byClosing:
      return [
        "{编号: 跨省, 条款: 第三条, 适用: {标记: 跨省}, 标准: [第1档], 增加: \(yuan(Self.flagged))}",
        "{编号: 页数, 条款: 第四条, 标准: [第1档], 按数量增加: "
          + "{数量: 页数, 超过: 10, 每增一个: 1, 未登记: 不适用}}",
      ]
    case .byAssignment:
      return [
        "{编号: 跨市, 条款: 第三条, 适用: {地域: 跨市}, 标准: [第2档], 增加: \(yuan(Self.far))}",
        "{编号: 差旅, 条款: 第四条, 适用: {数量: {差旅次数: {最低: 1, 未登记: 不适用}}}, "
          + "标准: [第1档], 增加: {实际费用: 差旅费, 最高: \(yuan(Self.costsMax))}}",
      ]
    case .byClaim, .elsewhere: return []
    }
  }

  /// The terms that they use.
  private var terms: [String] {
    [
      flag.map { "标记: [\($0)]" }, manner.map { "结案方式: [\($0)]" },
      regions.isEmpty ? nil : "地域: [\(regions.joined(separator: ", "))]",
    ].compactMap(\.self)
  }

  /// What decides about a case: the day on which this happened.
  enum Event: String {
    case assignment = "指派"
    case closing = "结案"
    case claim = "申报"
  }

  var region: String { self == .elsewhere ? "别的区" : "测试区" }

  var from: Int {
    switch self {
    case .byClosing, .elsewhere: 20_240_101
    case .byAssignment: 20_250_101
    case .byClaim: 20_230_101
    }
  }

  /// The last day that it states of itself.
  var until: Int? { self == .byClaim ? 20_231_231 : nil }

  var replaces: ModelStandard? { self == .byAssignment ? .byClosing : nil }

  var event: Event {
    switch self {
    case .byClosing, .elsewhere: .closing
    case .byAssignment: .assignment
    case .byClaim: .claim
    }
  }

  var lines: [Line] {
    switch self {
    case .byClosing:
      [
        Line(outcomes: [.closed], low: 20_000, high: 20_000),
        Line(outcomes: [.terminated], low: 10_000, high: 30_000),
      ]
    case .byAssignment:
      [
        Line(outcomes: [.closed], low: 30_000, high: 30_000),
        Line(outcomes: [.terminated, .withdrawn], low: 10_000, high: 10_000),
      ]
    case .byClaim: [Line(outcomes: [], low: 10_000, high: 20_000)]
    case .elsewhere: [Line(outcomes: [], low: 20_000, high: 20_000)]
    }
  }

  /// The file that an officer loads.
  func text() throws -> String {
    let end = try until.map { ", 至: \(try Day.of($0))" } ?? ""
    let old = replaces.map { "\n取代: \($0.rawValue)号" } ?? ""
    let lines = lines.enumerated().map { index, line in
      let named = line.outcomes.map(\.outcome.rawValue).joined(separator: ", ")
      let condition = named.isEmpty ? "" : "适用: {结案方式: [\(named)]}, "
      return "  - {编号: 第\(index + 1)档, 条款: 第一条, \(condition)金额: \(line.amount)}"
    }
    let served = duty.map {
      "\n  - {编号: 值班, 条款: 第二条, 适用: {服务形式: 值班}, 单位: 天, 金额: {每单位: \($0.amount)}}"
    }
    let finer = manner.map {
      "\n  - {编号: \($0), 条款: 第一条, 适用: {结案方式: \($0)}, 金额: "
        + "\"\(Money(fen: Self.withdrawn).yuanText)\"}"
    }
    let words = terms.isEmpty ? "" : "\n用语: {\(terms.joined(separator: ", "))}"
    let further =
      clauses.isEmpty ? "" : "\n调整:\n" + clauses.map { "  - \($0)" }.joined(separator: "\n")
    return """
      名称: 测试标准
      文号: \(rawValue)号
      地区: \(region)
      生效: {自: \(try Day.of(from))\(end)}
      版本依据: \(event.rawValue)
      来源: 测试\(old)
      取整: {时点: 结果, 单位: 分, 方式: 四舍五入}\(words)
      标准:
      \(lines.joined(separator: "\n"))\(finer ?? "")\(served ?? "")\(further)

      """
  }
}
