/// Totals that stand behind their parts: 合计, 共计, 以上共计.
extension SumReader {
  mutating func readClosings() {
    for (index, head) in prose.quantities.enumerated() where head.isPlain {
      guard let closing = SumWords.Closing(prose.label(head)) else {
        readYear(head, at: index)
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
      addClosing(head, parts, isWeak: !isStrong || closing.isWeak)
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
    // A total among the parts, or a list of its own behind the figure, is another story.
    let isPlainList =
      !parts.contains { SumWords.Closing(prose.label($0)) != nil || hasParts($0) }
      && !hasParts(head)
    guard !isWeak, isPlainList else { return }
    claims.append(SumClaim(head: head, parts: parts, extent: .whole))
  }

  /// Whether words behind a figure begin its parts.
  private func hasParts(_ quantity: Quantity) -> Bool {
    let end = min(prose.text.count, quantity.range.upperBound + 6)
    return SumWords.inner.isFound(in: prose.text[quantity.range.upperBound..<end])
  }
}
