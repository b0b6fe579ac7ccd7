/// Finds the totals of a paragraph that stand with their parts.
struct SumReader {
  let prose: Prose
  var claims: [SumClaim] = []
  /// How many more figures lists may be read for: no prose comes near it.
  var budget = 6_000

  private init(_ prose: Prose) {
    self.prose = prose
  }

  static func claims(in prose: Prose) -> [SumClaim] {
    var reader = SumReader(prose)
    guard prose.quantities.count > 1 else { return [] }
    reader.readOpenings()
    reader.readParentheses()
    reader.readColons()
    reader.readShares()
    reader.readRuns()
    reader.readSentences()
    reader.readNouns()
    reader.readOrdinals()
    reader.readClosings()
    reader.readTurns()
    return once(reader.claims)
  }

  /// A total is reported once: the list that holds, else the first that was found.
  private static func once(_ claims: [SumClaim]) -> [SumClaim] {
    var seen: Set<[Int]> = []
    let holding = Set(claims.filter(\.holds).map(\.head.range))
    var failed: [Range<Int>: Set<Int>] = [:]
    return claims.filter { claim in
      if claim.isAgain { return !claim.holds }
      let key = [claim.head.range.lowerBound] + claim.parts.map(\.range.lowerBound)
      guard seen.insert(key).inserted else { return false }
      if claim.holds { return true }
      // Two lists that both fail are told apart by the judge.
      return !holding.contains(claim.head.range)
        && failed[claim.head.range, default: []].insert(claim.parts[0].depth).inserted
    }
  }

  // MARK: - Parts behind the total

  private mutating func readOpenings() {
    let text = prose.text[...]
    var depth = 0
    var index = 0
    while index < text.endIndex {
      if text[index] == "（" { depth += 1 }
      if text[index] == "）" { depth = max(0, depth - 1) }
      if text[index] == "。" { depth = 0 }
      guard budget > 0, let word = SumWords.opening.word(in: text, at: index) else {
        index += 1
        continue
      }
      let end = index + word.unicodeScalars.count
      readOpening(word, at: index, behind: end, depth: depth)
      index = end
    }
  }

  private mutating func readOpening(_ word: String, at start: Int, behind end: Int, depth: Int) {
    // 即 and 含 only where a clause begins.
    let before = start > 0 ? prose.text[start - 1] : "。"
    let isClause = "，。；：（".unicodeScalars.contains(before)
    if ["即", "含", "分为"].contains(word), !isClause { return }
    var list = PartList(
      prose, in: end..<listEnd(from: end, depth: depth), depth: depth,
      spread: word.hasPrefix("分别"))
    budget -= list.items.count
    guard let first = list.items.first?.quantity, isNear(first, end), budget > 0 else { return }
    // 分别 leads at once to its figures, or it says something else of what went before.
    let next = prose.firstIndex(from: end)
    if word.hasPrefix("分别"), prose.quantities[next].range != first.range, !list.isSpread { return }
    if word.hasPrefix("分别"), first.range.lowerBound - end > 12 { return }
    let heads = heads(for: first, before: start, depth: depth)
    guard !heads.isEmpty else {
      addMixed(list, before: start, depth: depth, end: end)
      return
    }
    var extent = SumClaim.Extent.open
    if SumWords.whole.contains(word) { extent = .whole }
    if SumWords.partial.contains(word) { extent = .partial }
    // 分别 before single figures may part what the clause names, not a total.
    if extent == .whole, word.hasPrefix("分别"), !isTotal(heads[0]) { return }
    if word == "含" || isWithin(start, heads[0]) { list.endAtSemicolon() }
    let isDividing = word == "如下：" && Self.dividing.isEnd(of: prose.text[..<start])
    if isDividing { extent = .whole }
    // 主要用于以下方面：
    if word == "方面：", Self.mainly.isFound(in: prose.text[..<start].suffix(10)) {
      extent = .partial
    }
    let isOpen = word == "分：" || word == "方面："
    let isGuess = Self.guesses.contains(word) || word.hasSuffix("：") && !isDividing && !isOpen
    add(list, heads, extent, isTentative: isGuess)
    addGroups(of: list, heads[0])
    if claims.last?.head.range != heads[0].range || !(claims.last?.holds ?? false) {
      addMixed(list, before: start, depth: depth, end: end)
    }
  }

  private static let mainly = Words("主要")
  private static let dividing = Words("分配 分配情况 构成 组成 明细 分布 来源")
  /// Words that may or may not part what was said before.
  private static let guesses: Set<String> = ["看", "含"]

  /// Whether a list is itself an item of another: a semicolon then ends it.
  private func isWithin(_ start: Int, _ head: Quantity) -> Bool {
    let sentence = prose.sentence(at: head.range.lowerBound)
    let before = prose.indices(in: sentence.lowerBound..<head.range.lowerBound)
      .map { prose.quantities[$0] }
    let isItem =
      head.separator == .semicolon && before.contains { $0.matches(head) && $0.isPlain }
    return isItem
      || before.count > 1
        && SumWords.parting.isFound(in: prose.text[sentence.lowerBound..<head.label.lowerBound])
  }

  /// A total whose parts are counted in other units: 34.62万件次, 其中8.88万件.
  private mutating func addMixed(_ list: PartList, before start: Int, depth: Int, end: Int) {
    let sentence = prose.sentence(at: start)
    let counts = prose.indices(in: end..<listEnd(from: end, depth: depth))
      .map { prose.quantities[$0] }
      .filter { $0.isPlain && $0.depth == depth && $0.unit?.isCount ?? false }
    let lower = max(0, prose.firstIndex(from: sentence.lowerBound) - 3)
    let heads = prose.quantities[lower..<prose.firstIndex(from: start)].reversed()
      .filter { $0.isPlain && $0.unit?.isCount ?? false }
    for head in heads.prefix(3) {
      let alike = counts.filter { $0.unit?.power == head.unit?.power }
      guard let parts = SumClaim.holding(head, Array(alike.prefix(60))),
        parts.contains(where: { !$0.matches(head) })
      else { continue }
      claims.append(SumClaim(head: head, parts: parts, extent: .open))
      return
    }
  }

  /// Whether a list begins at once and not with another thought.
  func isNear(_ first: Quantity, _ end: Int) -> Bool {
    first.range.lowerBound - end <= 60
  }

  /// 共 or 合计 before a figure, so that a list behind it parts it.
  private func isTotal(_ head: Quantity) -> Bool {
    SumWords.closing.isFound(in: prose.label(head))
  }

  private mutating func readParentheses() {
    for head in prose.quantities where head.isPlain && head.unit?.dimension.isAddable ?? false {
      let open = head.range.upperBound
      guard open < prose.text.count, prose.text[open] == "（" else { continue }
      let inside = (open + 1)..<listEnd(from: open + 1, depth: head.depth + 1)
      guard SumWords.opening.length(in: prose.text[...], at: open + 1) == nil,
        !Self.asides.contains(where: { $0.length(in: prose.text[...], at: open + 1) != nil })
      else { continue }
      guard budget > 0 else { return }
      let list = PartList(prose, in: inside, depth: head.depth + 1, spread: false)
      budget -= list.items.count
      guard let first = list.items.first?.quantity, first.matches(head) else { continue }
      // 328件（2023年为341件）: one figure of another year is no part.
      if list.items.count == 1, prose.label(first).isOfYear { continue }
      add(list, [head], list.items.count > 2 ? .whole : .open)
    }
  }

  private static let asides = [Words("同比 较 比 占 约 人均 不含 另 未 每 平均 折合 上年 去年 下同")]

  private static let within = Words("中， 中：")

  /// 共收到12件：甲5件，乙7件, and 支出26万元中，….
  private mutating func readColons() {
    for head in prose.quantities where head.isPlain && head.unit?.dimension.isAddable ?? false {
      let colon = head.range.upperBound
      guard colon < prose.text.count,
        prose.text[colon] == "：" || Self.within.length(in: prose.text[...], at: colon) != nil,
        SumWords.opening.length(in: prose.text[...], at: colon + 1) == nil
      else { continue }
      let behind = (colon + 1)..<listEnd(from: colon + 1, depth: head.depth)
      guard budget > 0 else { return }
      let list = PartList(prose, in: behind, depth: head.depth, spread: false)
      budget -= list.items.count
      guard let first = list.items.first?.quantity, first.matches(head), isNear(first, colon) else {
        continue
      }
      add(list, [head], .open)
    }
  }

  /// Adds the reading of a list that holds, or else the one that its punctuation suggests.
  mutating func add(
    _ list: PartList, _ heads: [Quantity], _ extent: SumClaim.Extent, isTentative: Bool = false
  ) {
    let goesOn = list.items.contains { isFollowedByAndSoOn($0.quantity) }
    let extent = goesOn ? SumClaim.Extent.partial : extent
    for head in heads {
      // What is left to be done is no part of what was done, however the figures fall.
      let all = list.items.map(\.quantity).prefix {
        $0.separator < .semicolon || StockFlow(prose.label($0)) != .left
      }
      let lists = [
        SumClaim.holding(head, kindred(list.first, to: head)),
        SumClaim.holding(head, kindred(Array(all), to: head)),
        SumClaim.holding(head, kindred(list.leading, to: head)),
        SumClaim.holding(head, Array(all)),
      ]
      if let parts = lists.lazy.compactMap(\.self).first,
        head.range == heads[0].range || !hasRest(parts)
      {
        claims.append(SumClaim(head: head, parts: parts, extent: extent))
        return
      }
    }
    guard let head = heads.first else { return }
    let parts = kindred(list.suggested, to: head)
    guard parts.count > 1 else {
      addLarger(parts.first, than: head, isTentative)
      return
    }
    let isUnmixed =
      list.items[1].separator < .semicolon || list.leading.count == list.items.count
    claims.append(
      SumClaim(
        head: head, parts: parts, extent: extent,
        isCertain: isUnmixed
          && (isNext(parts[0], to: head) || !(heads.count > 1 && fits(parts, heads))),
        isTentative: isTentative))
  }

  /// What is left is no part of a total that stands before another one.
  private func hasRest(_ parts: [Quantity]) -> Bool {
    parts.contains { MoneyFlow(prose.label($0)) == .left }
  }

  /// 受理100件，其中农民工130件: no part is more than the figure directly before it.
  private mutating func addLarger(_ part: Quantity?, than head: Quantity, _ isTentative: Bool) {
    guard let part, !isTentative, part.isExact, head.isExact, head.number < part.number,
      prose.isNext(part, to: head)
    else { return }
    claims.append(SumClaim(head: head, parts: [part], extent: .open))
  }

  /// Whether a part follows its total with nothing but 其中 between.
  private func isNext(_ part: Quantity, to head: Quantity) -> Bool {
    part.label.lowerBound - head.range.upperBound <= 5
      && prose.sentence(at: head.range.lowerBound).contains(part.range.lowerBound)
  }

  /// Whether another total than the nearest leaves room for the parts.
  private func fits(_ parts: [Quantity], _ heads: [Quantity]) -> Bool {
    guard let sum = PrintedNumber.sum(parts.map(\.number)) else { return true }
    guard let gap = sum.minus(heads[0].number)?.magnitude, heads[0].number.mantissa > 0 else {
      return true
    }
    // A slip of a few in a hundred is no other total.
    let share = Share((gap, .zero), (heads[0].number, .zero))?.value(power: 2, exponent: 0)
    guard let share, share.mantissa > 5 else { return false }
    return heads.dropFirst().contains { !($0.number < sum) && !isPlan($0) }
  }

  /// 预算为9.6万元: what was planned is not parted by what was spent.
  private func isPlan(_ quantity: Quantity) -> Bool {
    let label = prose.label(quantity)
    return BudgetWords.budget.isFound(in: label) && !BudgetWords.outcome.isFound(in: label)
  }

  private func isFollowedByAndSoOn(_ quantity: Quantity) -> Bool {
    SumWords.andSoOn.length(in: prose.text[...], at: quantity.range.upperBound) != nil
  }

  /// The parts up to the first that speaks of another thing than the total and the first part.
  private func kindred(_ parts: [Quantity], to head: Quantity) -> [Quantity] {
    guard let first = parts.first else { return [] }
    let known = Set(
      SumWords.acts.all(in: prose.label(head)) + SumWords.acts.all(in: prose.label(first)))
    let isReceived = isReceived(head)
    var kept: [Quantity] = []
    for part in parts {
      if let isReceived, let other = self.isReceived(part), other != isReceived { break }
      if !kept.isEmpty {
        // What was carried over is a source of money, and no other deed.
        let acts = SumWords.deeds(of: prose.label(part).outsideParentheses[...])
          .filter { !(part.unit?.isMoney ?? false) || !SumWords.carrying.contains($0) }
        if part.separator >= .comma, acts.contains(where: { !known.contains($0) }) { break }
      }
      kept.append(part)
    }
    return kept
  }

  /// Whether a figure is money that came in or went out; nil when its words do not say.
  private func isReceived(_ quantity: Quantity) -> Bool? {
    let label = prose.label(quantity)
    let isIn = SumWords.received.isFound(in: label)
    let isOut = SumWords.spent.isFound(in: label)
    return isIn == isOut ? nil : isIn
  }

  /// The figures before a place that a list can part, the nearest first.
  private func heads(for first: Quantity, before place: Int, depth: Int) -> [Quantity] {
    let sentence = prose.sentence(at: place)
    let before =
      sentence.lowerBound > 0 ? prose.sentence(at: sentence.lowerBound - 1).lowerBound : 0
    var heads: [Quantity] = []
    var index = prose.firstIndex(from: place)
    while index > 0 {
      index -= 1
      let quantity = prose.quantities[index]
      let isHere = quantity.range.lowerBound >= sentence.lowerBound
      // 其中 that begins a sentence parts a total of the sentence before.
      if !isHere, !isAtStart(place, of: sentence) || quantity.range.lowerBound < before { break }
      if place - quantity.range.upperBound > 150 { break }
      if heads.count == 4 { break }
      // 陆万叁仟元整（63000元），其中…: the figure in parentheses is the amount itself.
      let isAlone =
        quantity.depth == depth + 1 && quantity.label.isEmpty
        && quantity.range.upperBound < prose.text.count
        && prose.text[quantity.range.upperBound] == "）"
        && CapitalAmount.isFound(in: prose.text, before: quantity.label.lowerBound - 1)
      let isDepth =
        quantity.depth == depth || quantity.depth == depth - 1 && depth > 0 || isAlone
      guard isDepth, quantity.isPlain, quantity.matches(first) else { continue }
      if depth > 0, quantity.depth < depth, !heads.isEmpty { break }
      heads.append(quantity)
      if quantity.depth < depth { break }
    }
    // What is left is seldom parted; what was spent is.
    let parted = heads.filter { MoneyFlow(prose.label($0)) != .left }
    return parted.isEmpty ? heads : parted
  }

  /// Whether a place is the first of its sentence but for a mark.
  private func isAtStart(_ place: Int, of sentence: Range<Int>) -> Bool {
    place - sentence.lowerBound <= 10
  }

  /// Where a list ends: its sentence, or the parenthesis around it.
  func listEnd(from start: Int, depth: Int) -> Int {
    let end = prose.sentence(at: start).upperBound
    guard depth > 0 else { return end }
    var open = 1
    for index in start..<max(start, end) {
      if prose.text[index] == "（" { open += 1 }
      if prose.text[index] == "）" { open -= 1 }
      if open == 0 { return index }
    }
    return end
  }
}
