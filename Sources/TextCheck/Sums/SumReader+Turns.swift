/// Counts and amounts by turns: 民事20件16000元、刑事10件12000元，合计30件28000元.
extension SumReader {
  /// Where every figure of a sum has another behind it with the same words, those make a sum too.
  mutating func readTurns() {
    for claim in claims where !claim.isTentative {
      let companions = claim.parts.compactMap(companion)
      guard companions.count == claim.parts.count, companions.count > 1,
        let words = companions.first.map({ String(prose.label($0)) }),
        companions.allSatisfy({ String(prose.label($0)) == words }),
        let head = head(of: claim, like: companions[0], words), head.isExact,
        !claims.contains(where: { $0.head.range == head.range })
      else { continue }
      let parts = companions.filter { $0.matches(head) }
      guard parts.count == claim.parts.count else { continue }
      claims.append(SumClaim(head: head, parts: parts, extent: claim.extent))
    }
  }

  /// The total of the second figures: directly behind that of the first, or the only other one.
  private func head(of claim: SumClaim, like part: Quantity, _ words: String) -> Quantity? {
    let next = companion(of: claim.head)
    guard !words.isEmpty else {
      return next.flatMap { prose.label($0).isEmpty ? $0 : nil } ?? neighbour(of: claim, like: part)
    }
    // The total names the same thing: 补贴金额合计 of 补贴.
    let name = Words(words)
    return [next, neighbour(of: claim, like: part)].compactMap(\.self).first {
      $0.matches(part) && name.isFound(in: prose.label($0))
    }
  }

  /// 共发放案件187件，补贴总额256400元。其中：…: the only other total before the list.
  private func neighbour(of claim: SumClaim, like part: Quantity) -> Quantity? {
    guard let first = claim.parts.first, claim.head.range.upperBound <= first.range.lowerBound
    else { return nil }
    let between = prose.indices(in: claim.head.range.upperBound..<first.range.lowerBound)
      .map { prose.quantities[$0] }.filter { $0.isPlain && $0.matches(part) }
    return between.count == 1 ? between[0] : nil
  }

  /// The figure behind another, of another unit and at most a few words away: 41件，补贴57400元.
  private func companion(of quantity: Quantity) -> Quantity? {
    let index = prose.firstIndex(from: quantity.range.upperBound)
    guard index < prose.quantities.count else { return nil }
    let next = prose.quantities[index]
    let isOther = !next.matches(quantity) && next.unit?.dimension.isAddable ?? false
    let isNear =
      next.depth == quantity.depth && next.separator <= .comma
      && next.range.lowerBound - quantity.range.upperBound <= 10
    return isOther && next.isPlain && isNear ? next : nil
  }
}
