import LedgerCore

/// What a template may name (标签): words of the period, figures, and lists of figures.
///
/// A figure `paid` has three tags: `paid` in 万元 or as a count, `paidYuan` in yuan to the fen, and
/// `paidGrowth` as a clause that compares it with the year before.
package struct ParagraphTag: Sendable {
  package let name: String
  /// What it stands for, in officers' words.
  package let title: String
  let source: Source

  /// Where the value comes from.
  enum Source: Sendable {
    case word(ParagraphWord)
    case figure(FigureName)
    case yuan(FigureName)
    case growth(FigureName)
    case parts(FigureParts)
  }

  /// Every tag: words, figures, lists, then the figures in yuan and in comparison.
  static let all: [ParagraphTag] = main + yuan + growth

  /// The tags without those that only write a figure another way.
  static let main: [ParagraphTag] =
    ParagraphWord.allCases.map {
      ParagraphTag(name: $0.rawValue, title: $0.title, source: .word($0))
    }
    + FigureName.allCases.map {
      ParagraphTag(name: $0.tag, title: $0.title, source: .figure($0))
    }
    + FigureParts.all.map { ParagraphTag(name: $0.tag, title: $0.title, source: .parts($0)) }

  private static let yuan: [ParagraphTag] = FigureName.allCases.filter { $0.kind == .money }.map {
    ParagraphTag(name: $0.tag + "Yuan", title: $0.title + "（元）", source: .yuan($0))
  }

  private static let growth: [ParagraphTag] = FigureName.allCases.filter { $0.kind != .rate }.map {
    ParagraphTag(name: $0.tag + "Growth", title: $0.title + "（同比）", source: .growth($0))
  }

  static let names = Set(all.map(\.name))

  /// A tag may be written by its title.
  static let byTitle = Dictionary(
    all.map { ($0.title, $0) }, uniquingKeysWith: { first, _ in first })

  /// The tag that a wrong name most likely means: by its Chinese title, or the least edits away.
  static func nearest(to name: String) -> String? {
    let wanted = Array(name.lowercased().prefix(60))
    let distances = all.flatMap { tag in
      [tag.name, tag.title].map { ($0, editDistance(wanted, Array($0.lowercased()))) }
    }
    guard let best = distances.min(by: { $0.1 < $1.1 }), best.1 <= max(2, name.count / 3) else {
      return nil
    }
    return best.0
  }
}

/// The words of a text that depend on the bureau and the period.
enum ParagraphWord: String, CaseIterable, Sendable {
  case agency, region, period, asOf, lastSeenDay, term, termShort, openingName, atEnd

  var title: String {
    switch self {
    case .agency: "单位名称"
    case .region: "地区"
    case .period: "时段"
    case .asOf: "时段未结束时的截至日"
    case .lastSeenDay: "截至日"
    case .term: "本年度"
    case .termShort: "本年"
    case .openingName: "期初结余的名称"
    case .atEnd: "期末"
    }
  }
}

/// A list of figures in one clause: only those that are not zero.
struct FigureParts: Sendable {
  let tag: String
  let title: String
  /// Each with the words before its value.
  let parts: [(words: String, name: FigureName)]

  static let all: [FigureParts] = [
    FigureParts(
      tag: "acceptedByType", title: "受理案件分类型",
      parts: CaseType.allCases.map { ("\($0.rawValue)案件", .accepted($0)) }),
    FigureParts(
      tag: "closedByType", title: "办结案件分类型",
      parts: CaseType.allCases.map { ("\($0.rawValue)案件", .closed($0)) }),
    FigureParts(
      tag: "closedByPot", title: "办结案件分资金",
      parts: [
        ("以案定补案件", .casesClosedPerCase), ("中彩金案件", .casesClosedLottery),
        ("尚未支付补贴的案件", .casesClosedUnpaid),
      ]),
    FigureParts(
      tag: "recipientsByGroup", title: "受援人分类别（可重复，不能相加）",
      parts: RecipientGroup.allCases.map { ($0.wordInText, .recipients($0)) }),
    FigureParts(
      tag: "appropriatedBySource", title: "拨付分资金来源",
      parts: [
        ("中央转移支付", .appropriatedCentral), ("自治区转移支付", .appropriatedProvincial),
        ("市级转移支付", .appropriatedCity), ("本级财政", .appropriatedLocal),
        ("彩票公益金", .appropriatedLottery), ("捐赠资金", .appropriatedDonation),
        ("其他资金", .appropriatedUnclassified),
      ]),
    FigureParts(
      tag: "paidByUse", title: "支出分用途",
      parts: [
        ("以案定补", .paidCase), ("值班律师补贴", .paidDuty), ("法律咨询", .paidConsultation),
        ("代拟法律文书", .paidDrafting), ("办案直接费用", .paidDirectCosts),
        ("其他用途", .paidUnclassified),
      ]),
    FigureParts(
      tag: "unpaidByKind", title: "未付补贴分案件和值班",
      parts: [("案件", .unpaidCaseAmount), ("值班", .unpaidDutyAmount)]),
  ]
}

extension RecipientGroup {
  fileprivate var wordInText: String {
    switch self {
    case .needy: "低保特困人员"
    case .other: "其他人员"
    default: rawValue
    }
  }
}
