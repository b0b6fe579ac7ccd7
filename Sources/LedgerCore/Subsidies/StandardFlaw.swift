/// Where a standard is flawed; a reader of files knows the line.
package enum StandardPlace: Hashable, Sendable {
  case inForce
  case lines
  case line(Int)
  case lineSelection(Int)
  case lineAmount(Int)
  case tier(line: Int, Int)
  case modifier(Int)
  case modifierSelection(Int)
  case modifierLines(Int)
  case modifierAction(Int)
  case quota(Int)
  case references
  case needs
}

/// What makes a standard unfit to price by (标准文件的错误).
package enum StandardFlaw: Error, Equatable, Sendable {
  case noLines
  case tooManyLines(Int)
  case periodTurnedRound(SubsidyStandard.Period)
  case sameLineID(LineID, index: Int)
  case sameModifierID(ModifierID, index: Int)
  case sameQuotaName(String, index: Int)
  case overlappingLines(LineID, LineID, unit: SubsidyUnit, index: Int)
  case unknownTerm(String, Dimension, known: [String], StandardPlace)
  case unknownFlag(String, known: [String], StandardPlace)
  /// Every flag that is asked for is also excluded.
  case impossibleFlags([String], StandardPlace)
  case negativeAmount(Money, StandardPlace)
  case negativeShare(Rational, StandardPlace)
  case rangeTurnedRound(AmountRange, StandardPlace)
  case daysTurnedRound(low: Rational, high: Rational, StandardPlace)
  /// A line counted in days or persons whose amount does not say how much each is.
  case unitWithoutQuantity(LineID, SubsidyUnit, index: Int)
  case tooFewTiers(TierTable.Kind, count: Int, index: Int)
  case tiersOutOfOrder(before: Rational, after: Rational, StandardPlace)
  case sameTierStart(Rational, StandardPlace)
  case rateOutsideItsKind(TierTable.Kind, StandardPlace)
  case missingLine(LineID, known: [String], StandardPlace)
  case circularLines([LineID], StandardPlace)
  case neverApplies(ModifierID, index: Int)
  case limitBetweenSteps(Money, Rounding.Unit, StandardPlace)
  case floorAboveCap(floor: ModifierID, cap: ModifierID, index: Int)
  /// A range of a quantity, or of a discretion, in which nothing lies.
  case emptyRange(String, StandardPlace)
  /// An amount of reference that no table has.
  case missingReference(String, known: [String], StandardPlace)
  case referenceDaysOutOfOrder(String, StandardPlace)
  case tooFewLines(count: Int, StandardPlace)
  /// Flags must be said, and there are none.
  case noFlagsToSay

  package var place: StandardPlace {
    switch self {
    case .noLines, .tooManyLines: .lines
    case .noFlagsToSay: .needs
    case .periodTurnedRound: .inForce
    case .sameLineID(_, let index), .overlappingLines(_, _, _, let index): .line(index)
    case .sameModifierID(_, let index), .neverApplies(_, let index): .modifier(index)
    case .sameQuotaName(_, let index): .quota(index)
    case .unitWithoutQuantity(_, _, let index), .tooFewTiers(_, _, let index): .lineAmount(index)
    case .floorAboveCap(_, _, let index): .modifierAction(index)
    case .unknownTerm(_, _, _, let place), .unknownFlag(_, _, let place),
      .impossibleFlags(_, let place), .negativeAmount(_, let place),
      .rangeTurnedRound(_, let place), .daysTurnedRound(_, _, let place),
      .missingLine(_, _, let place), .circularLines(_, let place),
      .limitBetweenSteps(_, _, let place), .negativeShare(_, let place),
      .tiersOutOfOrder(_, _, let place), .sameTierStart(_, let place),
      .rateOutsideItsKind(_, let place), .emptyRange(_, let place),
      .missingReference(_, _, let place), .referenceDaysOutOfOrder(_, let place),
      .tooFewLines(_, let place):
      place
    }
  }
}

extension StandardFlaw {
  /// What is wrong, in Chinese.
  package var problem: String {
    switch self {
    case .noLines: "没有一条标准"
    case .tooManyLines: "标准太多"
    case .periodTurnedRound: "生效日期在失效日期之后"
    case .sameLineID(let id, _): "标准的编号“\(id)”重复"
    case .sameModifierID(let id, _): "调整的编号“\(id)”重复"
    case .sameQuotaName(let name, _): "名额的名称“\(name)”重复"
    case .overlappingLines(let first, let second, _, _): "“\(second)”与“\(first)”会同时适用于同一案件"
    case .unknownTerm(_, let dimension, _, _): "\(dimension.rawValue)里没有这个词"
    case .unknownFlag: "没有这个标记"
    case .impossibleFlags: "要求的标记同时又被排除，不会适用于任何案件"
    case .negativeAmount: "金额是负数"
    case .negativeShare: "倍数或百分比是负数"
    case .rangeTurnedRound: "最低金额高于最高金额"
    case .daysTurnedRound: "最少天数多于最多天数"
    case .unitWithoutQuantity(let id, let unit, _):
      "“\(id)”按\(unit.rawValue)计算，却没有说明每\(unit.rawValue)多少"
    case .tooFewTiers(.interpolated, _, _): "插值至少要有两档"
    case .tooFewTiers: "没有一档"
    case .tiersOutOfOrder: "各档没有按起点从小到大排列"
    case .sameTierStart: "两档的起点相同"
    case .rateOutsideItsKind(let kind, _): "计法是“\(kind.rawValue)”，不能写每单位的金额"
    case .missingLine(let id, _, _): "引用的标准“\(id)”不存在"
    case .circularLines: "几条标准互相引用，无法计算"
    case .neverApplies(let id, _): "调整“\(id)”不会适用于任何标准"
    case .limitBetweenSteps(_, let unit, _): "封顶或保底金额不是取整单位（\(unit.rawValue)）的整数倍"
    case .floorAboveCap(let floor, let cap, _): "保底“\(floor)”高于封顶“\(cap)”，两者会同时适用"
    case .emptyRange: "范围里一个数也没有"
    case .missingReference(let name, _, _): "参照表里没有“\(name)”"
    case .referenceDaysOutOfOrder(let name, _): "参照表“\(name)”没有按日期从早到晚排列"
    case .tooFewLines: "取高取低至少要有两条标准"
    case .noFlagsToSay: "“须登记”写了标记，“用语”里却没有标记"
    }
  }

  /// What was read, in Chinese.
  package var read: String {
    switch self {
    case .noLines: "读到 0 条"
    case .tooManyLines(let count): "读到 \(count) 条"
    case .periodTurnedRound(let period): "读到 \(period.words)"
    case .sameLineID(let id, _): "读到“\(id)”"
    case .sameModifierID(let id, _), .neverApplies(let id, _): "读到“\(id)”"
    case .sameQuotaName(let name, _): "读到“\(name)”"
    case .overlappingLines(let first, let second, let unit, _):
      "读到“\(first)”“\(second)”，单位都是\(unit.rawValue)"
    case .unknownTerm(let term, _, _, _), .unknownFlag(let term, _, _): "读到“\(term)”"
    case .impossibleFlags(let flags, _): "读到“\(flags.joined(separator: "”“"))”"
    case .negativeAmount(let amount, _): "读到 \(amount.groupedYuanText) 元"
    case .negativeShare(let share, _): "读到 \(share.text)"
    case .rangeTurnedRound(let range, _): "读到 \(range.text)"
    case .daysTurnedRound(let low, let high, _): "读到 \(low.text) 至 \(high.text)"
    case .unitWithoutQuantity(_, let unit, _): "读到单位“\(unit.rawValue)”"
    case .tooFewTiers(_, let count, _): "读到 \(count) 档"
    case .tiersOutOfOrder(let before, let after, _): "读到 \(before.text) 之后是 \(after.text)"
    case .sameTierStart(let start, _): "读到两个 \(start.text)"
    case .rateOutsideItsKind: "读到每单位的金额"
    case .missingLine(let id, _, _): "读到“\(id)”"
    case .circularLines(let ids, _): "读到“\(ids.map(\.printed).joined(separator: "”→“"))”"
    case .limitBetweenSteps(let amount, _, _): "读到 \(amount.groupedYuanText) 元"
    case .floorAboveCap(let floor, let cap, _): "读到“\(floor)”“\(cap)”"
    case .emptyRange(let words, _): "读到 \(words)"
    case .missingReference(let name, _, _), .referenceDaysOutOfOrder(let name, _): "读到“\(name)”"
    case .tooFewLines(let count, _): "读到 \(count) 条"
    case .noFlagsToSay: "读到 0 个标记"
    }
  }

  /// What to write instead, in Chinese.
  package var advice: String {
    switch self {
    case .noLines: "请至少写一条标准"
    case .tooManyLines: "一份标准最多 \(SubsidyStandard.linesMax) 条，请拆成几份"
    case .periodTurnedRound: "请核对两个日期；没有失效日期的不写“至”"
    case .sameLineID, .sameModifierID, .sameQuotaName: "请各用一个不同的名字"
    case .overlappingLines: "请把适用条件分开；标记可以同时有几个，要分开请写“不带标记”"
    case .unknownTerm(let term, let dimension, let known, _):
      advice(for: term, known: known, declareAs: dimension.rawValue)
    case .unknownFlag(let term, let known, _): advice(for: term, known: known, declareAs: "标记")
    case .impossibleFlags: "请从“标记”或“不带标记”里去掉一处"
    case .negativeAmount, .negativeShare: "请写 0 或正数；减少请用小于 1 的倍数"
    case .rangeTurnedRound, .daysTurnedRound: "请把小的写在“最低”，大的写在“最高”"
    case .unitWithoutQuantity(_, let unit, _): "请写成 {每单位: 金额}，即每\(unit.rawValue)的金额"
    case .tooFewTiers(.interpolated, _, _): "请补上另一档的起点和金额，或改用“按档”"
    case .tooFewTiers: "请至少写一档"
    case .tiersOutOfOrder: "请按起点从小到大排列"
    case .sameTierStart: "请核对起点；每个起点只写一档"
    case .rateOutsideItsKind: "请删去，或把计法改为“超过起点按单位”"
    case .missingLine(let id, let known, _):
      (nearestTerm(to: id.key, among: known).map { "是不是“\($0)”？" } ?? "") + "请写标准里已有的编号"
    case .circularLines: "请让其中一条写明金额"
    case .neverApplies: "请核对它的适用条件和所列标准的适用条件"
    case .limitBetweenSteps(_, let unit, _): "请写\(unit.rawValue)的整数倍，取整后才不会超出限额"
    case .floorAboveCap: "请核对两个金额，或把适用条件分开"
    case .emptyRange: "请把小的写在“最低”，大的写在“最高”"
    case .missingReference(_, let known, _):
      known.isEmpty ? "请先写“参照表”" : "请写参照表里的名称：\(known.joined(separator: "、"))"
    case .referenceDaysOutOfOrder: "请从早到晚排列，每天只写一次"
    case .tooFewLines: "请写两条或更多的编号"
    case .noFlagsToSay: "请在“用语”的“标记”里写明，或删去“须登记”"
    }
  }

  private func advice(for term: String, known: [String], declareAs key: String) -> String {
    let list = known.isEmpty ? "" : "可以写：\(known.joined(separator: "、"))；"
    return "\(list)新的词请先写进“用语”的“\(key)”"
  }
}
