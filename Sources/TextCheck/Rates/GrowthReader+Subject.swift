/// Which figure it was that changed.
extension GrowthReader {
  /// The figure that must have changed: the one before its change, the one that the words before
  /// the change name again, or that of the sentence before, whose other figures are its parts.
  func subject(
    of change: Quantity, _ rate: Quantity, _ tested: [(Quantity, Share)]
  ) -> (Quantity, Share)? {
    guard let nearest = tested.first else { return nil }
    guard isBare(change) else { return named(in: prose.label(change), tested) }
    if isNext(nearest.0, rate, change) { return nearest }
    let sentence = prose.sentence(at: change.range.lowerBound)
    let first = min(change.range.lowerBound, rate.range.lowerBound)
    guard sentence.lowerBound > 0, figures(of: sentence.lowerBound..<first).isEmpty else {
      return nil
    }
    let before = figures(of: prose.sentence(at: sentence.lowerBound - 1))
    guard let head = before.first(where: { $0.matches(change) }) else { return nil }
    let parts = sums.filter { $0.holds && $0.head.range == head.range }.flatMap(\.parts)
    let isWhole = before.allSatisfy { figure in
      figure.range == head.range || parts.contains { $0.range == figure.range }
    }
    return isWhole ? tested.first { $0.0.range == head.range } : nil
  }

  /// 收费总额较上年减少37.3万元: the one figure before whose words end in that name.
  private func named(
    in label: ArraySlice<Unicode.Scalar>, _ tested: [(Quantity, Share)]
  ) -> (Quantity, Share)? {
    var name = label
    while let length = Self.comparing.length(endingAt: name.endIndex, in: name) {
      name = name.dropLast(length)
    }
    let full = tested.filter { Words(String(name)).isEnd(of: prose.label($0.0)) }
    if name.count > 2, Set(full.map { $0.0.number.shortText() }).count == 1 { return full.first }
    while let length = Self.totals.length(endingAt: name.endIndex, in: name) {
      name = name.dropLast(length)
    }
    guard name.count > 1 else { return nil }
    let words = Words(String(name))
    let found = tested.filter { words.isEnd(of: prose.label($0.0).withoutTotal) }
    return Set(found.map { $0.0.number.shortText() }).count == 1 ? found.first : nil
  }

  /// 1089万元，较上年的1031万元增加58万元: what it was stands between the figure and its change.
  func chained(before index: Int, to figure: Quantity) -> Quantity? {
    guard index > 1 else { return nil }
    let (now, earlier) = (prose.quantities[index - 2], prose.quantities[index - 1])
    let isChain =
      now.range == figure.range && earlier.role == .earlier && earlier.matches(now)
      && earlier.isExact && earlier.separator <= .comma
      && prose.quantities[index].separator <= .comma
    return isChain ? earlier : nil
  }

  /// 由312件降至286件，下降8.3%: what it was and what it is stand side by side.
  func fromTo(before index: Int) -> (earlier: Quantity, now: Quantity)? {
    guard index > 1 else { return nil }
    let (earlier, now) = (prose.quantities[index - 2], prose.quantities[index - 1])
    let isFrom =
      Self.from.isEnd(of: prose.label(earlier))
      || Self.from.isFound(in: prose.label(earlier)) && earlier.role == .earlier
    guard isFrom, Self.reaching.isEnd(of: prose.label(now)), now.matches(earlier), now.isExact,
      earlier.isExact, prose.quantities[index].separator <= .comma
    else { return nil }
    return (earlier, now)
  }

  private static let from = Words("由 从")
  private static let reaching = Words(
    "增至 增加到 增加至 增长到 增长至 上升到 上升至 提高到 提高至 降至 下降到 下降至 减至 减少到 减少至 升至")
  private static let totals = Words("总额 总量 总数 合计")

  /// 2023年、2024年分别受理418件、467件。2024年比2023年增长11.72%: the two of the sentence before.
  func years(before rate: Quantity) -> (first: Quantity, last: Quantity)? {
    let sentence = prose.sentence(at: rate.range.lowerBound)
    guard Self.yearly.isFound(in: prose.label(rate)), sentence.lowerBound > 0,
      prose.firstIndex(from: sentence.lowerBound)
        == prose.firstIndex(from: rate.range.lowerBound)
    else { return nil }
    let figures = figures(of: prose.sentence(at: sentence.lowerBound - 1)).filter { figure in
      !sums.contains { $0.holds && $0.head.range == figure.range }
    }
    guard figures.count == 2, figures[0].matches(figures[1]) else { return nil }
    return (figures[0], figures[1])
  }

  /// The plain figures of a sentence that can be added.
  private func figures(of sentence: Range<Int>) -> [Quantity] {
    prose.indices(in: sentence).map { prose.quantities[$0] }
      .filter { $0.isPlain && $0.isExact && $0.unit?.dimension.isAddable ?? false }
  }

  /// Whether a figure stands directly before its change, with nothing else of its kind between.
  private func isNext(_ figure: Quantity, _ rate: Quantity, _ change: Quantity) -> Bool {
    let first = min(rate.range.lowerBound, change.range.lowerBound)
    let sentence = prose.sentence(at: first)
    guard figure.range.lowerBound >= sentence.lowerBound else { return false }
    return prose.indices(in: figure.range.upperBound..<first).allSatisfy { index in
      let between = prose.quantities[index]
      let isFigure = between.isPlain || between.role == .average
      return !isFigure || !between.isExact || !(between.unit?.dimension.isAddable ?? false)
    }
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// Whether it begins with a year: 2023年为.
  var isOfYear: Bool {
    let digits = prefix { isDigit($0) }
    return digits.count == 4 && digits.endIndex < endIndex && self[digits.endIndex] == "年"
  }

  /// Without the words of a total and of being at its end: 收费总额为 is 收费.
  fileprivate var withoutTotal: ArraySlice<Unicode.Scalar> {
    let fill = Words("总额 总量 总数 合计 为 达 达到 共 决算")
    var text = self
    while let length = fill.length(endingAt: text.endIndex, in: text) {
      text = text.dropLast(length)
    }
    return text
  }
}
