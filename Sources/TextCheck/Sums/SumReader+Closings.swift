/// Totals that stand behind their parts: 合计, 共计, 以上共计.
extension SumReader {
  mutating func readClosings() {
    for (index, head) in prose.quantities.enumerated() where head.isPlain {
      guard let closing = SumWords.Closing(prose.label(head)) else {
        readYear(head, at: index)
        readCumulative(head, at: index)
        continue
      }
      guard closing.isBare || closing.leadCount <= 6 else { continue }
      let sentence = prose.sentence(at: head.range.lowerBound)
      var parts = self.parts(before: index, from: sentence.lowerBound)
      let isFirst =
        parts.count < 2 && sentence.lowerBound > 0
        && head.label.lowerBound - sentence.lowerBound <= 8
      if isFirst || closing.isAbove {
        // Where the total begins a sentence its parts stand in those before.
        let start = closing.isAbove ? 0 : prose.sentence(at: sentence.lowerBound - 1).lowerBound
        parts = self.parts(before: index, from: start)
        if closing.isAbove { parts = numbered(parts) ?? parts }
      }
      let isStrong = closing.isBare || closing.isNamed && areAlike(parts, head)
      let isCounted =
        (closing.count == parts.count || areNumbered(parts)) && areOne(parts, closing.tail)
      addClosing(head, parts, isWeak: !isCounted && (!isStrong || closing.isWeak))
    }
  }

  /// 一季度拨付10万元，二季度…，全年拨付42万元: a year of four quarters or two halves.
  private mutating func readYear(_ head: Quantity, at index: Int) {
    let label = prose.label(head)
    guard Self.year.length(in: label, at: label.startIndex) != nil else { return }
    let sentence = prose.sentence(at: head.range.lowerBound)
    let parts = self.parts(before: index, from: sentence.lowerBound)
    let quarters = parts.filter { Self.quarters.isFound(in: prose.label($0)) }
    guard quarters.count == parts.count, parts.count == 4 || parts.count == 2 else { return }
    claims.append(SumClaim(head: head, parts: parts, extent: .whole))
  }

  /// 近三年分别为19件、26件、31件，累计76件: only behind 分别 does 累计 add what stands before it.
  private mutating func readCumulative(_ head: Quantity, at index: Int) {
    guard Self.cumulative.isWhole(prose.label(head)), !prose.label(head).isEmpty else { return }
    var start = index
    while start > 0, prose.quantities[start - 1].matches(head), prose.quantities[start - 1].isPlain,
      prose.quantities[start - 1].depth == head.depth, prose.quantities[start].separator <= .comma
    {
      start -= 1
      if Self.apiece.isFound(in: prose.label(prose.quantities[start])) { break }
    }
    guard index - start > 1, Self.apiece.isFound(in: prose.label(prose.quantities[start])) else {
      return
    }
    claims.append(
      SumClaim(head: head, parts: Array(prose.quantities[start..<index]), extent: .whole))
  }

  private static let cumulative = Words("累计 为 达")
  private static let apiece = Words("分别")

  /// Whether a total of what came or went has nothing but such amounts before it.
  private func areAlike(_ parts: [Quantity], _ head: Quantity) -> Bool {
    let isSpent = SumWords.spent.isFound(in: prose.label(head))
    return parts.count > 2 && head.unit?.isMoney ?? false
      && parts.allSatisfy { part in
        switch MoneyFlow(prose.label(part)) {
        case nil: true
        case .spent: isSpent
        case .left, .recalled: false
        case .allotted, .source, .carriedIn: !isSpent
        }
      }
  }

  /// 第一批86件，第二批124件.
  private func areNumbered(_ parts: [Quantity]) -> Bool {
    parts.count > 1
      && zip(parts, "一二三四五六七八九".unicodeScalars).allSatisfy { part, numeral in
        let label = prose.label(part)
        return label.first == "第" && label.dropFirst().first == numeral
      } && parts.count <= 9
  }

  /// Whether the deed that is named behind 共 is that of the parts, or none is.
  private func areOne(_ parts: [Quantity], _ tail: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = parts.first else { return false }
    let verbs = { (label: ArraySlice<Unicode.Scalar>) in
      [SumWords.acts, SumWords.spent, SumWords.received].flatMap { $0.all(in: label) }
    }
    let sentence = prose.sentence(at: first.range.lowerBound)
    let isNamed =
      tail.isEmpty
      || Words(String(tail)).isFound(in: prose.text[sentence.lowerBound..<first.range.lowerBound])
    let known = Set(verbs(prose.label(first)))
    return isNamed && parts.allSatisfy { verbs(prose.label($0)).allSatisfy(known.contains) }
  }

  private static let year = Words("全年")
  private static let quarters = Words("季度 上半年 下半年")

  /// The figures before a total that it can add, back to a place.
  private func parts(before index: Int, from start: Int) -> [Quantity] {
    let head = prose.quantities[index]
    var parts: [Quantity] = []
    for place in (max(0, index - 60)..<index).reversed() {
      let part = prose.quantities[place]
      guard part.range.lowerBound >= start, part.depth >= head.depth else { break }
      guard part.depth == head.depth, part.isPlain, part.matches(head) else { continue }
      parts.insert(part, at: 0)
    }
    return parts
  }

  /// The first figure behind each number of a list: 一是, 1., （一）.
  private func numbered(_ parts: [Quantity]) -> [Quantity]? {
    let first = parts.filter { ItemNumber(prose.label($0)) != nil }
    return first.count > 1 ? first : nil
  }

  private mutating func addClosing(_ head: Quantity, _ parts: [Quantity], isWeak: Bool) {
    guard parts.count > 1 else { return }
    for start in 0..<(parts.count - 1) {
      let claim = SumClaim(head: head, parts: Array(parts[start...]), extent: .whole)
      if claim.holds {
        claims.append(claim)
        return
      }
    }
    // What stands before a semicolon may be of another list.
    let since = parts.lastIndex { $0.separator >= .semicolon } ?? 0
    let parts = parts.count - since > 1 ? Array(parts[since...]) : parts
    // A total among the parts, or a list of its own behind the figure, is another story.
    let closings = parts.map { SumWords.Closing(prose.label($0)) }
    // 42件，每件1500元，共63000元: what each item comes to is no total of the others.
    let isPlainList =
      (closings.allSatisfy { $0 == nil } || closings.allSatisfy { $0?.isWeak ?? false })
      && !parts.contains(where: hasParts) && !hasParts(head)
    guard !isWeak, isPlainList else { return }
    claims.append(SumClaim(head: head, parts: parts, extent: .whole))
  }

  /// Whether words behind a figure begin its parts.
  private func hasParts(_ quantity: Quantity) -> Bool {
    let end = min(prose.text.count, quantity.range.upperBound + 6)
    return SumWords.inner.isFound(in: prose.text[quantity.range.upperBound..<end])
  }
}
