/// Tests shares: 民事200件，占总数的54.95%; 完成预算60999万元的40.4%.
///
/// Holds when: the fraction rounds to the percentage as printed.
/// Silent when: the text does not say of what it is a share and no figure near fits.
struct ShareReader {
  let prose: Prose
  let sums: [SumClaim]
  /// Figures of earlier paragraphs, which a share may be of.
  let remembered: [RememberedFigure]

  func drafts() -> [CheckDraft] {
    let found = prose.quantities.indices.map { index in (index, draft(at: index)) }
    return found.compactMap { index, draft in draft ?? self.draft(index, amid: found) }
  }

  /// A share that does not fit where two others of its sentence are of one figure.
  private func draft(_ index: Int, amid found: [(Int, CheckDraft?)]) -> CheckDraft? {
    let percentage = prose.quantities[index]
    guard percentage.unit?.dimension == .percent, percentage.isExact,
      let share = Self.share.first(in: prose.label(percentage)),
      share.lowerBound == prose.label(percentage).startIndex,
      let place = nearest(before: index), isDirect(place, index)
    else { return nil }
    let sentence = prose.sentence(at: percentage.range.lowerBound)
    var counts: [String: Int] = [:]
    let others = found[prose.indices(in: sentence)].compactMap { $0.1?.parts.last }
    for other in others { counts[other, default: 0] += 1 }
    guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), most.value > 1,
      most.value * 2 > others.count,
      let base = bases(for: prose.quantities[place], before: place)
        .first(where: { $0.number.text(inPower: $0.unit?.power ?? 0) == most.key })
    else { return nil }
    return Quotient(
      prose: prose, part: prose.quantities[place], base: base, percentage: percentage
    ).draft
  }

  private func draft(at index: Int) -> CheckDraft? {
    let percentage = prose.quantities[index]
    guard percentage.unit?.dimension == .percent, percentage.isExact,
      percentage.role != .increase, percentage.role != .decrease
    else { return nil }
    if let draft = ofFigure(index) { return draft }
    let label = words(before: percentage)
    guard let share = Self.share.first(in: label) else { return nil }
    let name = prose.text[share.upperBound..<label.endIndex]
    let isNamed =
      share.lowerBound > label.startIndex && !Self.fill.isWhole(label[..<share.lowerBound])
    return draft(index, of: name, subjectIsNamed: isNamed)
  }

  /// The words before a percentage; with the clause before them when they are only 达 or 为.
  private func words(before percentage: Quantity) -> ArraySlice<Unicode.Scalar> {
    let label = prose.label(percentage)
    let isCut =
      label.startIndex > 0 && "”》".unicodeScalars.contains(prose.text[label.startIndex - 1])
    guard Self.reaching.isWhole(label) || isCut, label.startIndex > 1 else { return label }
    var start = label.startIndex - 1
    while start > 0, label.startIndex - start < 24,
      !"，。；、".unicodeScalars.contains(prose.text[start - 1]), !isDigit(prose.text[start - 1])
    {
      start -= 1
    }
    return prose.text[start..<label.endIndex]
  }

  // MARK: - 占上年收入6145万元的75.56%

  private func ofFigure(_ index: Int) -> CheckDraft? {
    let percentage = prose.quantities[index]
    guard index > 1, Self.of.isWhole(prose.label(percentage)) else { return nil }
    let base = prose.quantities[index - 1]
    guard base.range.upperBound == percentage.label.lowerBound, base.isExact,
      Self.measured.isFound(in: prose.label(base)), base.unit?.dimension.isAddable ?? false
    else { return nil }
    let sentence = prose.sentence(at: base.range.lowerBound)
    let part = prose.indices(in: sentence.lowerBound..<base.label.lowerBound).reversed()
      .map { prose.quantities[$0] }.first { $0.isPlain && $0.matches(base) }
    guard let part, part.isExact else { return nil }
    return Quotient(prose: prose, part: part, base: base, percentage: percentage).draft
  }

  // MARK: - 占…%

  private func draft(
    _ index: Int, of name: ArraySlice<Unicode.Scalar>, subjectIsNamed: Bool
  ) -> CheckDraft? {
    guard let place = nearest(before: index) else { return nil }
    let part = prose.quantities[place]
    let bases = bases(for: part, before: place)
    let quotients = bases.map {
      Quotient(prose: prose, part: part, base: $0, percentage: prose.quantities[index])
    }
    if let right = quotients.first(where: { $0.outcome == .pass })
      ?? quotients.first(where: { $0.outcome == .rounding })
    {
      return right.draft
    }
    guard !subjectIsNamed, isDirect(place, index),
      let base = certainBase(for: part, at: place, bases, name)
    else { return nil }
    return Quotient(prose: prose, part: part, base: base, percentage: prose.quantities[index]).draft
  }

  /// The figures a part can be a share of, the nearest first.
  private func bases(for part: Quantity, before place: Int) -> [Quantity] {
    let here = prose.quantities[max(0, place - 60)..<place].reversed()
    return (here + remembered.reversed().map(\.quantity)).filter {
      $0.isPlain && $0.isExact && $0.matches(part) && !($0.number < part.number)
    }
  }

  /// The one figure that the share must be of.
  private func certainBase(
    for part: Quantity, at place: Int, _ bases: [Quantity], _ name: ArraySlice<Unicode.Scalar>
  ) -> Quantity? {
    let isGeneric = Self.generic.isWhole(name)
    if isGeneric,
      let sum = sums.first(where: { claim in
        claim.holds && claim.parts.contains { $0.range == part.range }
      })
    {
      return sum.head
    }
    let sentence = prose.sentence(at: part.range.lowerBound)
    let near = bases.filter { !$0.isRemembered && !isSibling($0) }
    if isGeneric {
      let all = near.filter { $0.range.lowerBound >= sentence.lowerBound }
      let heads = Set(all.map(\.range))
      let parts = sums.filter { $0.holds && heads.contains($0.head.range) }.flatMap(\.parts)
      let here = all.filter { figure in !parts.contains { $0.range == figure.range } }
      // Others of its kind in the sentence could be the whole as well.
      guard Set(here.map { $0.number.shortText() }).count == 1, here[0].depth == part.depth else {
        return nil
      }
      return here[0]
    }
    if let base = namedBase(for: part, near, name) { return base }
    let all = bases.filter { !$0.isRemembered }
    if let base = base(named: name, for: part, all) { return base }
    guard Self.taken.isWhole(name) else { return nil }
    let named = near.filter { Self.taking.isFound(in: prose.label($0)) }
    return Set(named.map { $0.number.shortText() }).count <= 2 ? named.first : nil
  }

  /// The figure whose words hold the whole name: 收入合计 of 本年收入合计.
  private func base(
    named name: ArraySlice<Unicode.Scalar>, for part: Quantity, _ near: [Quantity]
  ) -> Quantity? {
    var core = name
    while let length = Self.generic.length(endingAt: core.endIndex, in: core) {
      core = core.dropLast(length)
    }
    guard core.count > 3, !Self.field.isWhole(core) else { return nil }
    let word = Words(String(core))
    let here = near.filter { word.isFound(in: prose.label($0)) }
    let before = remembered.filter {
      word.isFound(in: $0.label[...]) && $0.quantity.matches(part)
        && !($0.quantity.number < part.number)
    }
    let all = here + before.map(\.quantity)
    return Set(all.map { $0.number.shortText() }).count == 1 ? all.first : nil
  }

  /// The only figure of its kind in the sentence, when the words before it are those of the whole.
  private func namedBase(
    for part: Quantity, _ near: [Quantity], _ name: ArraySlice<Unicode.Scalar>
  ) -> Quantity? {
    let sentence = prose.sentence(at: part.range.lowerBound)
    var start = sentence.lowerBound
    // 其中 at the start goes on with the sentence before.
    if start > 0, Self.among.length(in: prose.text[...], at: start) != nil {
      start = prose.sentence(at: start - 1).lowerBound
    }
    let here = near.filter { $0.range.lowerBound >= start }
    guard Set(here.map { $0.number.shortText() }).count == 1, let base = here.first else {
      return nil
    }
    let label = prose.label(base)
    let isShared = name.indices.dropLast().contains { index in
      guard Self.generic.length(in: name, at: index) == nil,
        Self.places.length(in: name, at: index) == nil
      else { return false }
      return label.indices.dropLast().contains { place in
        prose.text[place] == prose.text[index] && prose.text[place + 1] == prose.text[index + 1]
      }
    }
    return isShared ? base : nil
  }

  /// Whether a figure has a share of its own, and so stands beside others.
  private func isSibling(_ quantity: Quantity) -> Bool {
    let next = prose.firstIndex(from: quantity.range.upperBound)
    guard next < prose.quantities.count, prose.quantities[next].unit?.dimension == .percent else {
      return false
    }
    return Self.share.isFound(in: prose.label(prose.quantities[next]))
  }

  /// Whether the share stands behind its part with nothing between.
  private func isDirect(_ place: Int, _ index: Int) -> Bool {
    guard place + 1 == index, prose.quantities[index].separator <= .comma else { return false }
    // Several shares in a row belong to several figures before them.
    let next = index + 1
    let isRow =
      next < prose.quantities.count && prose.quantities[next].unit?.dimension == .percent
      && prose.quantities[next].separator <= .enumeration && prose.quantities[next].label.isEmpty
    return !isRow
  }

  /// The nearest figure before a percentage, in its sentence and beside its parentheses.
  private func nearest(before index: Int) -> Int? {
    let percentage = prose.quantities[index]
    let sentence = prose.sentence(at: percentage.range.lowerBound)
    var place = index
    while place > 0 {
      place -= 1
      let quantity = prose.quantities[place]
      guard quantity.range.lowerBound >= sentence.lowerBound else { return nil }
      guard quantity.isPlain, quantity.unit?.dimension.isAddable ?? false,
        quantity.depth <= percentage.depth
      else { continue }
      return quantity.isExact ? place : nil
    }
    return nil
  }

  /// Words that name no one total in a text about legal aid.
  private static let field = Words("法律援助 案件 全市 全区 全县 全省 本市 办理 受理 各类 中心")
  private static let places = Words("全国 全市 全省 全县 全区 本市 我市 我县 我区")
  private static let among = Words("其中")
  private static let share = Words("占比 占到 占")
  private static let reaching = Words("达 达到 为 高达 是")
  private static let fill = Words("约 仅 分别 其 各 均 也 只 共")
  private static let of = Words("的 的比重 的比例 比重 为 达")
  private static let measured = Words("占 完成 预算 计划 任务 总数 总额")
  private static let generic = Words(
    "总数 总量 总额 总人数 全部 总件数 的 比重 比例 比 为 达 达到 总 其 约 全部案件 案件总数 百分比")
  private static let taken = Words(
    "受理 受案 收案 立案 收到 申请 案件 的 总数 总量 总 全部 数 件数 新收 已 全年 比重 比例 为 达 最高")
  private static let taking = Words("受理 受案 收案 立案 收到 新收")
}

extension Words {
  /// Whether a text is made of these words alone.
  func isWhole(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    var rest = text
    while let length = length(in: rest, at: rest.startIndex) { rest = rest.dropFirst(length) }
    return rest.isEmpty
  }
}
