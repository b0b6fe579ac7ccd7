/// The figures behind a word such as 其中, and how they are parted.
struct PartList {
  /// A figure of the list with the strongest punctuation since the one before.
  struct Item {
    let quantity: Quantity
    let separator: Quantity.Separator
  }

  private(set) var items: [Item] = []
  /// Whether the first figure took its unit from a later one.
  private(set) var isSpread = false

  /// Reads the figures of one depth and dimension.
  ///
  /// - Parameters:
  ///   - prose: The paragraph.
  ///   - range: From behind the word to the end of the sentence or parentheses.
  ///   - depth: How many parentheses are open around the list.
  ///   - spread: Whether figures without a unit take it from the next that has one.
  init(_ prose: Prose, in range: Range<Int>, depth: Int, spread: Bool) {
    let quantities = Self.withUnits(
      prose.indices(in: range).prefix(Self.lengthMax).map { prose.quantities[$0] }
        .filter { $0.depth == depth },
      spread: spread)
    var separator = Quantity.Separator.none
    var inner = false
    var last = range.lowerBound
    let first = quantities.first { $0.isPlain && $0.unit?.dimension.isAddable ?? false }
    isSpread = spread && first?.range == quantities.first?.range
    for quantity in quantities {
      separator = max(separator, quantity.separator)
      var between = prose.text[last..<quantity.range.lowerBound]
      if separator >= .semicolon { inner = false }
      if let stop = between.lastIndex(where: { $0 == "；" }) { between = between[stop...] }
      if last > range.lowerBound, SumWords.inner.isFound(in: between.outsideParentheses[...]) {
        inner = true
      }
      last = quantity.range.upperBound
      guard let first, quantity.matches(first), quantity.isPlain else { continue }
      if inner { continue }
      items.append(Item(quantity: quantity, separator: separator))
      separator = .none
    }
  }

  /// The most figures that a list is read for.
  private static let lengthMax = 160

  /// Figures without a unit take it from a neighbour.
  private static func withUnits(_ quantities: [Quantity], spread: Bool) -> [Quantity] {
    var quantities = quantities
    if spread {
      for index in quantities.indices.dropLast().reversed() where quantities[index].unit == nil {
        let next = quantities[index + 1]
        guard next.label.isEmpty, next.unit?.power == 0 else { continue }
        quantities[index].unit = next.unit
      }
    }
    for index in quantities.indices.dropFirst() where quantities[index].unit == nil {
      let before = quantities[..<index].last { $0.unit?.dimension.isAddable ?? false }
      guard !quantities[index].label.isEmpty, before?.unit?.power == 0 else { continue }
      quantities[index].unit = before?.unit
    }
    return quantities
  }

  /// Ends the list at its first semicolon.
  mutating func endAtSemicolon() {
    if let end = items.indices.dropFirst().first(where: { items[$0].separator >= .semicolon }) {
      items.removeSubrange(end...)
    }
  }

  /// The list as its first separator has it: 、 ends at the first comma, a comma at the first
  /// semicolon.
  var first: [Quantity] {
    guard items.count > 1 else { return items.map(\.quantity) }
    let separator = items[1].separator
    let end = items.indices.dropFirst(2).first { items[$0].separator > separator }
    return items[..<(end ?? items.endIndex)].map(\.quantity)
  }

  /// What the punctuation suggests as the parts; between semicolons the first figure of each.
  var suggested: [Quantity] {
    items.count > 1 && items[1].separator >= .semicolon ? leading : first
  }

  /// The first figure of each part between semicolons.
  var leading: [Quantity] {
    items.enumerated().filter { $0.offset == 0 || $0.element.separator >= .semicolon }
      .map(\.element.quantity)
  }
}

extension MeasureUnit.Dimension {
  /// Whether figures of it can be added at all.
  var isAddable: Bool {
    switch self {
    case .money, .count: true
    case .percent, .percentPoint: false
    }
  }
}
