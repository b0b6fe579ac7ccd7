/// Lists that name their total again, and lists by number.
extension SumReader {
  /// 审结案件中，维持88件，驳回29件: the words before 中 name the total that was printed before.
  mutating func readNouns() {
    let text = prose.text
    for index in text.indices where text[index] == "中" && index + 1 < text.count {
      guard text[index + 1] == "，" || text[index + 1] == "：", budget > 0 else { continue }
      var start = index
      while start > 0, index - start < 14, !"，。；：（".unicodeScalars.contains(text[start - 1]),
        !isDigit(text[start - 1])
      {
        start -= 1
      }
      let noun = text[start..<index]
      guard noun.count > 1, start == 0 || !isDigit(text[start - 1]) else { continue }
      readNoun(noun, behind: index + 2)
    }
  }

  private mutating func readNoun(_ noun: ArraySlice<Unicode.Scalar>, behind end: Int) {
    let depth =
      prose.quantities.indices.contains(prose.firstIndex(from: end))
      ? prose.quantities[prose.firstIndex(from: end)].depth : 0
    let list = PartList(
      prose, in: end..<listEnd(from: end, depth: depth), depth: depth, spread: false)
    budget -= list.items.count
    guard list.items.count > 1, let first = list.items.first?.quantity, isNear(first, end) else {
      return
    }
    let before = prose.quantities[..<prose.firstIndex(from: noun.startIndex)].suffix(24)
    let head = before.last {
      $0.isPlain && $0.depth <= depth && $0.matches(first) && names(noun, prose.label($0))
    }
    if let head { add(list, [head], .open) }
  }

  /// Whether the words before a figure are those of a noun: 新收案件 of 新收行政复议申请.
  private func names(
    _ noun: ArraySlice<Unicode.Scalar>, _ label: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    // 审结案件 is not 未审结, nor 在册对象 those of 年初在册.
    if let flow = StockFlow(noun), let other = StockFlow(label), flow != other { return false }
    if Words(String(noun)).isFound(in: label) { return true }
    let acts = SumWords.acts.all(in: noun) + Self.states.all(in: noun)
    return acts.contains { Words($0).isFound(in: label) }
  }

  private static let states = Words("支出 到位 拨付 在册 在矫 受援人 受援 参训 抽取 评查")

  /// 到位15万元，分两批到位，第一批10万元，第二批5万元.
  mutating func readOrdinals() {
    var index = 0
    while index < prose.quantities.count {
      let items = ordinals(from: index)
      defer { index += max(1, items.count) }
      guard items.count > 1, let first = items.first else { continue }
      let before = prose.quantities[..<index].suffix(4)
      guard let head = before.last(where: { $0.isPlain && $0.matches(first) }),
        head.depth <= first.depth, first.label.lowerBound - head.range.upperBound <= 16,
        !claims.contains(where: { $0.head.range == head.range && $0.holds })
      else { continue }
      let between = prose.text[head.range.upperBound..<first.label.lowerBound]
      claims.append(
        SumClaim(
          head: head, parts: items, extent: between.contains("分") ? .whole : .open,
          isTentative: !between.contains("分")))
    }
  }

  /// The figures behind 第一, 第二 and so on, of which each stands at the start of its words.
  private func ordinals(from index: Int) -> [Quantity] {
    var items: [Quantity] = []
    for quantity in prose.quantities[index...] {
      let label = prose.label(quantity)
      guard items.count < Self.numerals.count, label.first == "第",
        label.dropFirst().first == Self.numerals[items.count], quantity.isPlain,
        items.first.map({ $0.matches(quantity) && $0.depth == quantity.depth }) ?? true
      else { break }
      items.append(quantity)
    }
    return items
  }

  private static let numerals = Array("一二三四五六七八九".unicodeScalars)
}
