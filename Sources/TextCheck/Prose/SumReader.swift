/// Finds the totals of a paragraph that stand with their parts.
struct SumReader {
  let prose: Prose
  private var claims: [SumClaim] = []

  private init(_ prose: Prose) {
    self.prose = prose
  }

  static func claims(in prose: Prose) -> [SumClaim] {
    var reader = SumReader(prose)
    guard prose.quantities.count > 1 else { return [] }
    reader.readOpenings()
    reader.readParentheses()
    reader.readColons()
    reader.readClosings()
    reader.readRemainders()
    var seen: Set<[Int]> = []
    return reader.claims.filter { claim in
      seen.insert([claim.head.range.lowerBound] + claim.parts.map(\.range.lowerBound)).inserted
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
      guard let word = SumWords.opening.word(in: text, at: index) else {
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
    guard let first = list.items.first?.quantity, isNear(first, end) else { return }
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
    add(list, heads, extent, isTentative: Self.guesses.contains(word))
    if claims.last?.head.range != heads[0].range || !(claims.last?.holds ?? false) {
      addMixed(list, before: start, depth: depth, end: end)
    }
  }

  /// Words that may or may not part what was said before.
  private static let guesses: Set<String> = ["：", "看"]

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
      guard let parts = SumClaim.holding(head, Array(alike.prefix(60))) else { continue }
      claims.append(SumClaim(head: head, parts: parts, extent: .open))
      return
    }
  }

  /// Whether a list begins at once and not with another thought.
  private func isNear(_ first: Quantity, _ end: Int) -> Bool {
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
      let list = PartList(prose, in: inside, depth: head.depth + 1, spread: false)
      guard let first = list.items.first?.quantity, first.matches(head) else { continue }
      add(list, [head], list.items.count > 2 ? .whole : .open)
    }
  }

  private static let asides = [Words("同比 较 比 占 约 人均 不含 另 未 每 平均 折合 上年 去年 下同")]

  /// 共收到12件：甲5件，乙7件.
  private mutating func readColons() {
    for head in prose.quantities where head.isPlain && head.unit?.dimension.isAddable ?? false {
      let colon = head.range.upperBound
      guard colon < prose.text.count, prose.text[colon] == "：",
        SumWords.opening.length(in: prose.text[...], at: colon + 1) == nil
      else { continue }
      let behind = (colon + 1)..<listEnd(from: colon + 1, depth: head.depth)
      let list = PartList(prose, in: behind, depth: head.depth, spread: false)
      guard let first = list.items.first?.quantity, first.matches(head), isNear(first, colon) else {
        continue
      }
      add(list, [head], .open)
    }
  }

  /// Adds the reading of a list that holds, or else the one that its punctuation suggests.
  private mutating func add(
    _ list: PartList, _ heads: [Quantity], _ extent: SumClaim.Extent, isTentative: Bool = false
  ) {
    let goesOn = list.items.contains { isFollowedByAndSoOn($0.quantity) }
    let extent = goesOn ? SumClaim.Extent.partial : extent
    for head in heads {
      let all = list.items.map(\.quantity)
      let lists = [
        SumClaim.holding(head, kindred(list.first, to: head)),
        SumClaim.holding(head, kindred(all, to: head)),
        SumClaim.holding(head, kindred(list.leading, to: head)), SumClaim.holding(head, all),
      ]
      if let parts = lists.lazy.compactMap(\.self).first {
        claims.append(SumClaim(head: head, parts: parts, extent: extent))
        return
      }
    }
    guard let head = heads.first else { return }
    let parts = kindred(list.suggested, to: head)
    guard parts.count > 1 else { return }
    let isUnmixed =
      list.items[1].separator < .semicolon || list.leading.count == list.items.count
    claims.append(
      SumClaim(
        head: head, parts: parts, extent: extent,
        isCertain: isUnmixed && !(heads.count > 1 && fits(parts, heads)),
        isTentative: isTentative))
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
    return heads.dropFirst().contains { !($0.number < sum) }
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
        let acts = SumWords.deeds(of: prose.label(part))
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
    var heads: [Quantity] = []
    var index = prose.firstIndex(from: place)
    while index > 0 {
      index -= 1
      let quantity = prose.quantities[index]
      let isHere = quantity.range.lowerBound >= sentence.lowerBound
      // 其中 that begins a sentence parts the last total of the sentence before.
      if !isHere, !heads.isEmpty || !isAtStart(place, of: sentence) { break }
      if place - quantity.range.upperBound > 150 { break }
      if heads.count == 4 { break }
      let isDepth = quantity.depth == depth || quantity.depth == depth - 1 && depth > 0
      guard isDepth, quantity.isPlain, quantity.matches(first) else { continue }
      if depth > 0, quantity.depth < depth, !heads.isEmpty { break }
      heads.append(quantity)
      if quantity.depth < depth { break }
    }
    return heads
  }

  /// Whether a place is the first of its sentence but for a mark.
  private func isAtStart(_ place: Int, of sentence: Range<Int>) -> Bool {
    place - sentence.lowerBound <= 1
  }

  /// Where a list ends: its sentence, or the parenthesis around it.
  private func listEnd(from start: Int, depth: Int) -> Int {
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

  // MARK: - Parts before the total

  private mutating func readClosings() {
    for (index, head) in prose.quantities.enumerated() where head.isPlain {
      let label = prose.label(head)
      guard let length = SumWords.closing.length(endingAt: label.endIndex, in: label) else {
        continue
      }
      let word = label.suffix(length)
      let lead = label.dropLast(length)
      let isBare = lead.isEmpty || SumWords.summing.isEnd(of: lead)
      guard isBare || lead.count <= 6 else { continue }
      let sentence = prose.sentence(at: head.range.lowerBound)
      var parts: [PartList.Item] = []
      var separator = head.separator
      for place in (max(0, index - 60)..<index).reversed() {
        let part = prose.quantities[place]
        guard part.range.lowerBound >= sentence.lowerBound, part.depth >= head.depth else { break }
        guard part.depth == head.depth, part.isPlain, part.matches(head) else {
          separator = max(separator, part.separator)
          continue
        }
        parts.insert(PartList.Item(quantity: part, separator: separator), at: 0)
        separator = part.separator
      }
      addClosing(
        head, parts, isWeak: !isBare || SumWords.weak.first(in: word)?.count == word.count)
    }
  }

  private mutating func addClosing(_ head: Quantity, _ items: [PartList.Item], isWeak: Bool) {
    let parts = items.map(\.quantity)
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
      !parts.contains { SumWords.closing.isEnd(of: prose.label($0)) || hasParts($0) }
      && !hasParts(head)
    guard !isWeak, isPlainList else { return }
    claims.append(SumClaim(head: head, parts: parts, extent: .whole))
  }

  /// 受理100件，办结90件，未结10件: what was taken in is what is done and what is left.
  private mutating func readRemainders() {
    for sentence in prose.sentences {
      let figures = prose.indices(in: sentence).map { prose.quantities[$0] }
        .filter { $0.isPlain && $0.depth == 0 && $0.unit?.isCount ?? false }
      guard let left = figures.first(where: { SumWords.left.isFound(in: prose.label($0)) }),
        let done = figures.last(where: {
          $0.range.lowerBound < left.range.lowerBound && $0.matches(left)
        }),
        let head = figures.last(where: {
          $0.range.lowerBound < done.range.lowerBound && $0.matches(left)
        })
      else { continue }
      let claim = SumClaim(head: head, parts: [done, left], extent: .whole)
      if claim.holds { claims.append(claim) }
    }
  }

  /// Whether words behind a figure begin its parts.
  private func hasParts(_ quantity: Quantity) -> Bool {
    let end = min(prose.text.count, quantity.range.upperBound + 6)
    return SumWords.inner.isFound(in: prose.text[quantity.range.upperBound..<end])
  }
}
