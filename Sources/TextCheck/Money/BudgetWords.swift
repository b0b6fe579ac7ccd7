/// The words 决算数大于预算数 and their like, against the two figures.
///
/// Holds when: the printed figures stand to each other as the words say.
/// Silent when: the paragraph does not print exactly one budget and one outcome before the words.
struct BudgetWords {
  static func drafts(in prose: Prose) -> [CheckDraft] {
    let text = prose.text[...]
    var drafts: [CheckDraft] = []
    var index = 0
    while let found = outcome.first(in: text[index...]) {
      index = found.upperBound
      guard let word = relations.word(in: text, at: index),
        budget.first(in: text[index...].prefix(16)) != nil
      else { continue }
      if let draft = draft(word, at: found.lowerBound, in: prose) { drafts.append(draft) }
    }
    return drafts
  }

  private static func draft(_ word: String, at place: Int, in prose: Prose) -> CheckDraft? {
    let sentence = prose.sentence(at: place)
    var start = sentence.lowerBound
    let here = prose.indices(in: start..<place)
    // The figures may stand in the sentence before.
    if here.isEmpty, start > 0 { start = prose.sentence(at: start - 1).lowerBound }
    let money = prose.indices(in: start..<place).map { prose.quantities[$0] }
      .filter { $0.isExact && $0.unit?.isMoney ?? false && $0.depth == 0 }
    let planned = money.filter { isBudget(prose.label($0)) }
    let spent = money.filter { outcome.isFound(in: prose.label($0)) && !isBudget(prose.label($0)) }
    guard planned.count == 1, spent.count == 1, spent[0].matches(planned[0]),
      let unit = spent[0].unit
    else { return nil }
    let (left, right) = (spent[0].number, planned[0].number)
    let isRight =
      switch word {
      case "大于", "高于", "超过", "多于": right < left
      case "小于", "低于", "少于": left < right
      default: left.equals(right)
      }
    let figures = [left, right].map { $0.text(inPower: unit.power) }
    let words = "决算 \(figures[0])、预算 \(figures[1])（\(unit.printed)），文中说决算数\(word)预算数，"
    return CheckDraft(
      .ratio, isRight ? .pass : .contradiction,
      quote: prose.quote(planned[0].label.lowerBound..<place, marking: [planned[0], spent[0]]),
      parts: figures, stated: figures[0], computed: figures[1], unit: unit.printed,
      message: words + (isRight ? "与所列数字一致。" : "与所列数字不一致，请核对。"))
  }

  private static func isBudget(_ label: ArraySlice<Unicode.Scalar>) -> Bool {
    budget.isFound(in: label) && !outcome.isFound(in: label)
  }

  static let outcome = Words("决算数 支出决算 决算")
  static let budget = Words("年初预算 预算数 预算 全年预算")
  private static let relations = Words("大于 小于 高于 低于 超过 多于 少于 等于 与预算数持平")
}
