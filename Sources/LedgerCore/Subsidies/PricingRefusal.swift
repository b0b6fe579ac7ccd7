/// Why a standard does not price a case.
///
/// Each case names the combination, line or quantity; `description` says what to do.
package enum PricingRefusal: OfficerError, Equatable, Sendable {
  /// The combination cannot be decided without these.
  case notKnown([Dimension], needed: [String], standard: String)
  case unitNotSaid(units: [SubsidyUnit], standard: String)
  case noLine(combination: String, hint: String?, standard: String)
  /// Only from a standard with flaws.
  case severalLines([LineID], combination: String, standard: String)
  case missingQuantity(String, neededBy: String, standard: String)
  case negativeQuantity(String, Quantity)
  case belowFirstTier(String, Quantity, line: LineID, firstTier: String)
  /// Only from a standard with flaws.
  case missingLine(LineID, neededBy: String)
  /// Only from a standard with flaws.
  case circularLines([LineID])
  case tooLarge(line: LineID)

  package var description: String {
    switch self {
    case .notKnown(let dimensions, let needed, let standard):
      "“\(standard)”要看\(dimensions.map(\.rawValue).joined(separator: "、"))才能定标准，"
        + "本案没有登记；请补充：\(needed.joined(separator: "；"))"
    case .unitNotSaid(let units, let standard):
      "“\(standard)”对此按不同单位分别规定；请说明计量单位："
        + units.map(\.rawValue).joined(separator: "、")
    case .noLine(let combination, let hint, let standard):
      "“\(standard)”没有规定这种情形的标准：\(combination)；" + (hint ?? "请核对案件登记或标准文件")
    case .severalLines(let lines, let combination, let standard):
      "“\(standard)”有几条标准都适用于\(combination)：\(names(lines))；请修改标准文件，使其只有一条适用"
    case .missingQuantity(let name, let neededBy, let standard):
      "“\(standard)”的“\(neededBy)”要按\(printable(name))计算，没有给出\(printable(name))；请补充"
    case .negativeQuantity(let name, let quantity):
      "\(printable(name))不能是负数（\(quantity.text)）；请核对"
    case .belowFirstTier(let name, let quantity, let line, let firstTier):
      "“\(line)”的\(printable(name))从\(firstTier)才有标准，本案是 \(quantity.text)；请核对"
    case .missingLine(let line, let neededBy):
      "“\(neededBy)”引用的“\(line)”不在标准里；请修改标准文件"
    case .circularLines(let lines):
      "几条标准互相引用，无法计算：\(names(lines))；请修改标准文件"
    case .tooLarge(let line):
      "按“\(line)”计算的金额超出可计算的范围；请核对数量和标准"
    }
  }

  private func names(_ lines: [LineID]) -> String {
    lines.map { "“\($0)”" }.joined(separator: "、")
  }
}
