/// Why a standard does not price a case.
///
/// Each case names the combination, line or quantity; `description` says what to do.
package enum PricingRefusal: OfficerError, Equatable, Sendable {
  /// The combination cannot be decided without these.
  case notKnown([Dimension], needed: [String], standard: String)
  /// A tariff is for one source, and the case is paid from these.
  case severalSources([FundSource], standard: String)
  case unitNotSaid(units: [SubsidyUnit], standard: String)
  case noLine(combination: String, hint: String?, standard: String)
  /// Only from a standard with flaws.
  case severalLines([LineID], combination: String, standard: String)
  case missingQuantity(String, neededBy: String, standard: String)
  case missingCost(String, neededBy: String, standard: String)
  /// It was not said which flags hold, and the standard wants it said.
  case flagsNotSaid(flags: [String], standard: String)
  /// A detail of the case that the standard does not know by this name.
  case unknownName(CaseDetails.Part, String, known: [String], standard: String)
  case discretionOutOfRange(String, Rational, low: Rational, high: Rational)
  /// An amount of reference is asked for without a day.
  case dayNotSaid(reference: String, standard: String)
  case noReference(String, Day, standard: String)
  case negativeQuantity(String, Rational)
  case belowFirstTier(String, Rational, line: LineID, firstTier: String)
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
    case .severalSources(let sources, let standard):
      "“\(standard)”按资金来源分别规定，本案由几种资金支付："
        + "\(sources.map(\.rawValue).joined(separator: "、"))；一件案件只能用一种，请更正支付"
    case .unitNotSaid(let units, let standard):
      "“\(standard)”对此按不同单位分别规定；请说明计量单位："
        + units.map(\.rawValue).joined(separator: "、")
    case .noLine(let combination, let hint, let standard):
      "“\(standard)”没有规定这种情形的标准：\(combination)；" + (hint ?? "请核对案件登记或标准文件")
    case .severalLines(let lines, let combination, let standard):
      "“\(standard)”有几条标准都适用于\(combination)：\(names(lines))；请修改标准文件，使其只有一条适用"
    case .missingQuantity(let name, let neededBy, let standard):
      "“\(standard)”的“\(neededBy)”要按\(printable(name))计算，没有给出\(printable(name))；请补充"
    case .missingCost(let name, let neededBy, let standard):
      "“\(standard)”的“\(neededBy)”要按实际费用“\(printable(name))”计算，本案没有登记；请补充"
    case .flagsNotSaid(let flags, let standard):
      "“\(standard)”要看标记（\(flags.joined(separator: "、"))），本案没有登记标记；请补充，没有的写“无”"
    case .unknownName(let part, let name, let known, let standard):
      "“\(standard)”里没有\(part.rawValue)“\(printable(name))”；"
        + Self.question(name, known) + Self.list(known)
    case .discretionOutOfRange(let name, let share, let low, let high):
      "“\(name)”的裁量 \(share.percentText) 不在 \(low.percentText) 至 \(high.percentText) 之内；请核对"
    case .dayNotSaid(let reference, let standard):
      "“\(standard)”要按日期查“\(reference)”，没有日期；请按案件计算，或写明日期"
    case .noReference(let name, let day, let standard):
      "“\(standard)”的“\(name)”在 \(day) 还没有金额；请核对标准文件"
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

  /// What of the case is missing, or why else there is no price: the same for many cases.
  package var kind: String {
    switch self {
    case .notKnown(let dimensions, _, _): "缺\(dimensions.map(\.rawValue).joined(separator: "、"))"
    case .severalSources: "由几种资金支付"
    case .missingQuantity(let name, _, _): "缺数量“\(printable(name))”"
    case .missingCost(let name, _, _): "缺实际费用“\(printable(name))”"
    case .flagsNotSaid: "没有登记标记"
    case .unknownName(let part, let name, _, _): "标准里没有\(part.rawValue)“\(printable(name))”"
    case .noLine: "标准没有规定这种情形"
    case .unitNotSaid: "没有说明计量单位"
    case .dayNotSaid, .noReference: "没有参照金额"
    case .severalLines, .missingLine, .circularLines: "标准文件有误"
    case .negativeQuantity, .belowFirstTier, .discretionOutOfRange, .tooLarge: "数量或金额超出范围"
    }
  }

  private static func question(_ name: String, _ known: [String]) -> String {
    nearestTerm(to: normalized(name), among: known).map { "是不是“\($0)”？" } ?? ""
  }

  private static func list(_ known: [String]) -> String {
    known.isEmpty ? "这个标准不看这一项" : "有的是：\(known.joined(separator: "、"))"
  }

  private func names(_ lines: [LineID]) -> String {
    lines.map { "“\($0)”" }.joined(separator: "、")
  }
}
