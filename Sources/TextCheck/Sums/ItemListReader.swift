/// Tests lists whose items are paragraphs of their own, against a total before or behind them.
///
/// Holds when: the first figures of the items make the total.
/// Silent when: the numbers of the items do not follow on each other, or an item has no figure of
/// the kind.
struct ItemListReader {
  /// The first figure of an item.
  private struct Item {
    let number: ItemNumber
    let quantity: Quantity
    /// Which paragraph it stands in.
    var paragraph = 0
  }

  /// A total that says that its parts follow.
  private struct Head {
    let quantity: Quantity
    let isPartial: Bool
    let quote: Quote
  }

  private var items: [Item] = []
  private var paragraph = 0
  private var head: Head?
  private(set) var drafts: [CheckDraft] = []

  /// Takes the next paragraph.
  mutating func read(_ prose: Prose) {
    paragraph += 1
    let found = Self.items(in: prose)
    if found.isEmpty {
      if let total = Self.total(in: prose) { close(total, in: prose) }
      endList()
      head = Self.head(in: prose)
      return
    }
    for item in found {
      if item.number.value == 1, items.last?.number.style == item.number.style { endList() }
      if let last = items.last, last.number.style != item.number.style { continue }
      items.append(Item(number: item.number, quantity: item.quantity, paragraph: paragraph))
    }
    if let total = Self.total(in: prose), let last = found.last,
      last.quantity.range.upperBound < total.range.lowerBound
    {
      close(total, in: prose)
    }
    if head == nil { head = Self.head(in: prose) }
  }

  /// Ends what is open at the end of the text.
  mutating func finish() { endList() }

  private mutating func endList() {
    if let head, let claim = claim(head.quantity) {
      add(claim, quote: head.quote, isPartial: head.isPartial)
    }
    head = nil
    items = []
  }

  /// 以上共计26万元.
  private mutating func close(_ total: Quantity, in prose: Prose) {
    defer { items = [] }
    // A list in one paragraph with its total is read as a sum there.
    guard items.contains(where: { $0.paragraph != paragraph }), let claim = claim(total) else {
      return
    }
    let quote = prose.quote(total.label.lowerBound..<total.range.upperBound, marking: [total])
    add(claim, quote: quote, isPartial: false)
  }

  private func claim(_ head: Quantity) -> SumClaim? {
    let numbers = items.map(\.number.value)
    let parts = items.map(\.quantity)
    guard items.count > 1, numbers == Array(1...items.count), head.isExact,
      parts.allSatisfy({ $0.matches(head) && $0.isExact })
    else { return nil }
    return SumClaim(head: head, parts: parts, extent: .whole)
  }

  private mutating func add(_ claim: SumClaim, quote: Quote, isPartial: Bool) {
    if let draft = SumFinding(claim, quote: quote, isPartial: isPartial).draft {
      drafts.append(draft)
    }
  }

  /// The first plain figure behind each number of a list in a paragraph.
  private static func items(in prose: Prose) -> [Item] {
    var items: [Item] = []
    var open: ItemNumber?
    for quantity in prose.quantities {
      let clause = prose.clauseStart(of: quantity)
      if let number = ItemNumber(prose.text[clause...]) { open = number }
      guard let number = open, quantity.isPlain, quantity.depth == 0,
        quantity.unit?.dimension.isAddable ?? false
      else { continue }
      items.append(Item(number: number, quantity: quantity))
      open = nil
    }
    return items
  }

  /// The total that a paragraph prints of what stands above it.
  private static func total(in prose: Prose) -> Quantity? {
    prose.quantities.first { quantity in
      let closing = SumWords.Closing(prose.label(quantity))
      return quantity.isPlain && closing?.isAbove ?? false
    }
  }

  /// The last figure of a paragraph that ends in 以下方面：.
  private static func head(in prose: Prose) -> Head? {
    guard let last = prose.text.last, last == "：" || last == "。",
      let found = leading.first(in: prose.text.suffix(24)),
      let quantity = prose.quantities.last(where: {
        $0.isPlain && $0.range.upperBound <= found.lowerBound
          && $0.unit?.dimension.isAddable ?? false
      }), found.lowerBound - quantity.range.upperBound < 24
    else { return nil }
    let between = prose.text[quantity.range.upperBound..<prose.text.count]
    return Head(
      quantity: quantity, isPartial: main.isFound(in: between),
      quote: prose.quote(quantity.label.lowerBound..<prose.text.count, marking: [quantity]))
  }

  private static let leading = Words("以下 如下 下列 几个方面 具体为 具体是 其中： 明细")
  private static let main = Words("主要")
}

/// A sum whose parts stand in other paragraphs, in words.
private struct SumFinding {
  let claim: SumClaim
  let quote: Quote
  /// Whether the text says that the list is of the main things only.
  let isPartial: Bool

  init(_ claim: SumClaim, quote: Quote, isPartial: Bool) {
    self.claim = claim
    self.quote = quote
    self.isPartial = isPartial
  }

  var draft: CheckDraft? {
    guard let unit = claim.head.unit, let computed = claim.computed,
      let gap = computed.minus(claim.head.number)
    else { return nil }
    let terms = SumTerms(claim, unit, computed, gap.magnitude)
    let finest = claim.parts.map(\.number.exponent).min() ?? 0
    let (outcome, words): (Check.Outcome, String) =
      if gap.mantissa == 0 {
        (.pass, "\(terms.sum)，与\(terms.total)一致。")
      } else if claim.isRounding(finest: finest) {
        (.rounding, "\(terms.sum)，与\(terms.total)相差 \(terms.gap)，可以由四舍五入解释。")
      } else if isPartial, gap.mantissa < 0 {
        (.partialList, "\(terms.sum)，少于\(terms.total)，相差 \(terms.gap)；文中没有说这是全部，不作判断。")
      } else {
        (.contradiction, "\(terms.sum)，与\(terms.total)不一致，相差 \(terms.gap)，请核对。")
      }
    return CheckDraft(
      .sum, outcome, quote: quote, parts: claim.parts.map { $0.number.text(inPower: unit.power) },
      stated: claim.head.number.text(inPower: unit.power),
      computed: computed.shortText(inPower: unit.power), unit: unit.printed, message: words)
  }
}
