/// Tests posts against people: 核定编制46名，实有41名，空编5名.
///
/// Holds when: the posts less the people are those that are open, or the people less the posts
/// those that are too many.
/// Silent when: the posts or the people are printed more than once and do not fit, or not at all.
struct StaffReader {
  let prose: Prose

  func drafts() -> [CheckDraft] { prose.quantities.compactMap(draft) }

  private func draft(_ open: Quantity) -> CheckDraft? {
    let label = prose.label(open)
    let isOver = Self.surplus.isFound(in: label)
    guard isOver || Self.vacant.isFound(in: label), isCount(open), let unit = open.unit else {
      return nil
    }
    let sentence = prose.sentence(at: open.range.lowerBound)
    let start = sentence.lowerBound > 0 ? prose.sentence(at: sentence.lowerBound - 1).lowerBound : 0
    let near = prose.indices(in: start..<open.range.lowerBound).map { prose.quantities[$0] }
      .filter { isCount($0) && $0.matches(open) }.suffix(Self.reach)
    let people = near.filter { Self.filled.isFound(in: prose.label($0)) }
    let posts = near.filter { post in
      Self.posts.isFound(in: prose.label(post))
        && !people.contains { $0.range == post.range }
    }
    let pairs = posts.flatMap { post in people.map { (post, $0) } }
    let left = { (pair: (Quantity, Quantity)) in
      isOver ? pair.1.number.minus(pair.0.number) : pair.0.number.minus(pair.1.number)
    }
    let right = pairs.first { left($0)?.equals(open.number) ?? false }
    let isOne = whole(posts).count == 1 && whole(people).count == 1
    let only = isOne ? pairs.first { !isPart($0.0) && !isPart($0.1) } : nil
    guard let pair = right ?? only, let computed = left(pair) else { return nil }
    let figures = (isOver ? [pair.1, pair.0] : [pair.0, pair.1])
    let texts = figures.map { $0.number.text() }
    let begin = figures.map(\.label.lowerBound).min() ?? start
    return CheckDraft(
      .sum, right == nil ? .contradiction : .pass,
      quote: prose.quote(begin..<open.range.upperBound, marking: figures + [open]),
      parts: texts, stated: open.number.text(), computed: computed.text(), unit: unit.printed,
      message: Quotient.message(
        "\(texts[0]) - \(texts[1]) = \(computed.text())（\(unit.printed)）",
        printed: "\(open.number.text()) \(unit.printed)",
        right == nil ? .contradiction : .pass))
  }

  private func isCount(_ quantity: Quantity) -> Bool {
    quantity.isPlain && quantity.isExact && quantity.unit?.isCount ?? false
  }

  /// Those that are no parts of another: 行政编制 beside 编制.
  private func whole(_ quantities: [Quantity]) -> [Quantity] { quantities.filter { !isPart($0) } }

  private func isPart(_ quantity: Quantity) -> Bool {
    quantity.depth > 0 || Self.kinds.isFound(in: prose.label(quantity))
  }

  /// How many figures back the posts and the people may stand.
  private static let reach = 12
  private static let vacant = Words("空编 缺编 空缺 空岗")
  private static let surplus = Words("超编")
  private static let posts = Words("编制 核定 核编")
  private static let filled = Words("实有 在编 在岗 现有 在职 实际")
  private static let kinds = Words("其中 行政 事业 工勤 参公 政法专项")
}
