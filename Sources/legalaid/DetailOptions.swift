import ArgumentParser
import LedgerCore
import Wording

/// What the price of a case rests on beside its register (计价资料).
struct DetailOptions: ParsableArguments {
  @Option(help: "地域，例如 跨县", transform: WordReading.words) var regionBand: String?
  @Option(help: "标记，例如 死刑；可写多次，确实没有的写 无", transform: WordReading.words)
  var flag: [String] = []
  @Option(help: "计价数量，写成 名称=数，例如 卷宗页数=300；可写多次")
  var quantity: [String] = []
  @Option(help: "实际费用（元），写成 名称=金额，例如 差旅费=1234.50；可写多次")
  var cost: [String] = []
  @Option(help: "裁量，写成 条款=百分比（理由），例如 质量浮动=110%（案情复杂）；可写多次")
  var discretion: [String] = []
  @Option(help: "补贴资金来源，标准按来源分别规定的要写", transform: WordReading.words)
  var fundSource: String?
  @Option(help: "结案情形，例如 庭前撤诉", transform: WordReading.words) var manner: String?

  func validate() throws {
    do {
      _ = try details
    } catch let flaw as CaseDetailFlaw {
      throw ValidationError(flaw.description)
    }
  }

  /// What was said, read and checked; the names are held against the standards by the act.
  var details: CaseDetails {
    get throws {
      let said: [(CaseDetails.Part, String?)] = [
        (.regionBand, regionBand), (.flags, Self.joined(flag, "、")),
        (.quantities, Self.joined(quantity, "；")), (.costs, Self.joined(cost, "；")),
        (.discretions, Self.joined(discretion, "；")), (.fundSource, fundSource),
        (.closingManner, manner),
      ]
      var details = CaseDetails()
      for (part, text) in said {
        if let text { try details.say(part, text) }
      }
      return details
    }
  }

  private static func joined(_ texts: [String], _ separator: String) -> String? {
    texts.isEmpty ? nil : texts.joined(separator: separator)
  }
}
