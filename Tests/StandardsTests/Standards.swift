import LedgerCore
import Schema
import Standards
import TestSupport
import Testing

/// A bundled standard by its name.
func bundled(_ name: String) throws -> SubsidyStandard {
  let found = try #require(BundledStandards.all.first { $0.name == name }, "\(name)")
  return try StandardReader.read(found.text, file: "\(name).yaml")
}

/// A standard in YAML with a sound head and the given lines, modifiers or other parts.
///
/// The head takes the first nine lines; what is given begins on the tenth.
func sample(_ parts: String, rounding: String = "{时点: 结果, 单位: 分, 方式: 四舍五入}") -> String {
  """
  名称: 甲地标准
  文号: 甲司发〔2024〕1号
  地区: 甲地
  生效: {自: 2024-01-01}
  版本依据: 结案
  来源: 测试
  取整: \(rounding)
  用语: {地域: [本县, 跨县, 跨市], 等级: [一类, 二类, 三类], 标记: [无期, 死刑, 速裁, 优秀]}
  #
  \(parts)
  """
}

/// The sample standard, read.
func standard(
  _ parts: String, rounding: String = "{时点: 结果, 单位: 分, 方式: 四舍五入}"
) throws -> SubsidyStandard {
  try StandardReader.read(sample(parts, rounding: rounding), file: "甲.yaml")
}

/// A standard with one line for all cases, of an amount as YAML, and modifiers as YAML.
func oneLine(
  _ amount: String, unit: String = "件", modifiers: String = "",
  rounding: String = "{时点: 结果, 单位: 分, 方式: 四舍五入}"
) throws -> SubsidyStandard {
  let line = "标准:\n  - {编号: 甲, 条款: 第一条, 单位: \(unit), 金额: \(amount)}\n"
  return try standard(
    line + (modifiers.isEmpty ? "" : "调整:\n" + modifiers), rounding: rounding)
}

/// A modifier of all lines as YAML: `倍数: 1.5`.
func modifier(_ id: String, _ action: String, when: String = "") -> String {
  "  - {编号: \(id), 条款: 第二条, \(when.isEmpty ? "" : "适用: {\(when)}, ")\(action)}\n"
}

/// The bands of the bundled standards.
private let realBands: [String] = [
  "市内", "市外", "市区内", "市区外", "跨省", "跨市或跨省", "本区及近邻", "晋石南泉港", "安永德", "跨设区市",
]

extension PricingQuery {
  /// A query as a test writes it: `民事 一审 一类 +速裁 页数=30`; a word that is no common term is a
  /// region band if it is one of the sample's, else a grade.
  init(_ words: String) throws {
    self.init()
    for word in words.split(separator: " ").map(String.init) {
      let parts = word.split(separator: "=").map(String.init)
      if parts.count == 2 {
        let amount = try #require(Rational(decimal: parts[1]), "\(word)")
        let tenths = try amount * Rational(10)
        set(Quantity(tenths: tenths.numerator), of: parts[0])
      } else if word.hasPrefix("+") {
        insert(flag: String(word.dropFirst()))
      } else if let unit = SubsidyUnit(rawValue: word) {
        self.unit = unit
      } else {
        let common = Dimension.allCases.first { $0.commonTerms.contains(word) }
        let isBand = Set(["本县", "跨县", "跨市", "本辖区", "本地", "跨区域"] + realBands).contains(word)
        set(common ?? (isBand ? .regionBand : .grade), to: word)
      }
    }
  }
}

extension SubsidyStandard {
  /// The price in words, for a query in words.
  func priced(_ words: String) throws -> String {
    try price(PricingQuery(words)).amount.text
  }

  /// This standard with its parts changed.
  func with(
    lines: [StandardLine]? = nil, modifiers: [Modifier]? = nil, inForce: Period? = nil,
    replaces: [String]? = nil, title: String? = nil, document: Document? = nil,
    selectedBy: Event? = nil
  ) -> SubsidyStandard {
    SubsidyStandard(
      title: title ?? self.title, document: document ?? self.document, region: region,
      inForce: inForce ?? self.inForce, selectedBy: selectedBy ?? self.selectedBy,
      replaces: replaces ?? self.replaces, source: source, unknown: unknown, rounding: rounding,
      dutyUnits: dutyUnits, declaredTerms: declaredTerms, declaredFlags: declaredFlags,
      lines: lines ?? self.lines, modifiers: modifiers ?? self.modifiers, quotas: quotas)
  }

  /// A case that selects a line, with every quantity that anything asks for.
  func query(reaching line: StandardLine) -> PricingQuery {
    var query = PricingQuery(unit: line.unit)
    for (dimension, terms) in line.selection.terms { query.set(dimension, to: terms.first) }
    if let flag = line.selection.flags.first(where: { !line.selection.excludedFlags.contains($0) })
    {
      query.insert(flag: flag)
    }
    for dimension in Dimension.allCases where query.terms[dimension] == nil {
      // A band that the standard does not know is refused, whatever the line.
      query.set(dimension, to: dimension == .regionBand ? declaredTerms[dimension]?.last : "别的")
    }
    for line in lines {
      if let name = line.amount.quantity { query.set(Quantity(tenths: 25), of: name) }
    }
    for unit in SubsidyUnit.allCases { query.set(Quantity(tenths: 20), of: unit.rawValue) }
    return query
  }
}
