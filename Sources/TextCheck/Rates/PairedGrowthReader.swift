/// Tests several rates at once: 97件134人，去年同期197件375人，分别下降50.8%、64.3%.
///
/// Holds when: each figure, what it was before and its rate agree.
/// Silent when: the figures before are not as many as the rates.
struct PairedGrowthReader {
  let prose: Prose
  private var growth: GrowthReader { GrowthReader(prose: prose, sums: []) }

  func drafts() -> [CheckDraft] {
    prose.quantities.indices.flatMap { index -> [CheckDraft] in
      let first = prose.quantities[index]
      guard first.unit?.dimension == .percent, first.role == .increase || first.role == .decrease,
        Self.each.isFound(in: prose.label(first))
      else { return [] }
      return drafts(from: index)
    }
  }

  private func drafts(from index: Int) -> [CheckDraft] {
    let first = prose.quantities[index]
    let rates = prose.quantities[index...].prefix(8).enumerated().prefix {
      $0.offset == 0
        || $0.element.unit?.dimension == .percent && $0.element.label.isEmpty
          && $0.element.separator <= .comma
    }.map(\.element)
    let sentence = prose.sentence(at: first.range.lowerBound)
    let figures = prose.indices(in: sentence.lowerBound..<first.range.lowerBound)
      .map { prose.quantities[$0] }
      .filter { $0.unit?.dimension.isAddable ?? false }
    guard rates.count > 1, let place = figures.firstIndex(where: { $0.role == .earlier }),
      place >= rates.count, figures.count - place >= rates.count
    else { return [] }
    let now = figures[(place - rates.count)..<place]
    let before = figures[place..<(place + rates.count)]
    guard zip(now, before).allSatisfy({ $0.matches($1) && $0.isExact && $1.isExact }) else {
      return []
    }
    return zip(rates, zip(now, before)).compactMap { rate, pair in
      growth.growth(rate, pair.0, pair.1, role: first.role, isCertain: true)
    }
  }

  private static let each = Words("分别")
}
