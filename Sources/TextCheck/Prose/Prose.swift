/// A paragraph with its figures and sentences.
struct Prose: Sendable {
  let passage: Passage
  let quantities: [Quantity]
  /// Each up to and with its full stop.
  let sentences: [Range<Int>]

  init(_ passage: Passage) {
    self.passage = passage
    quantities = Self.withUnits(
      QuantityScanner.quantities(in: passage.text), in: passage.text)
    var sentences: [Range<Int>] = []
    var start = 0
    for (index, scalar) in passage.text.enumerated() where "。！？".unicodeScalars.contains(scalar) {
      sentences.append(start..<(index + 1))
      start = index + 1
    }
    if start < passage.text.count { sentences.append(start..<passage.text.count) }
    self.sentences = sentences
  }

  var text: [Unicode.Scalar] { passage.text }

  /// Gives a figure that has lost its unit in a list, and is followed by its share, that of the
  /// figure before.
  private static func withUnits(
    _ quantities: [Quantity], in text: [Unicode.Scalar]
  ) -> [Quantity] {
    var quantities = quantities
    let share = Words("，占 占")
    var last: MeasureUnit?
    for index in quantities.indices {
      let quantity = quantities[index]
      if quantity.separator == .stop, quantity.unit != nil { last = nil }
      if let unit = quantity.unit, unit.dimension.isAddable { last = unit }
      guard quantity.unit == nil, !quantity.label.isEmpty,
        share.length(in: text[...], at: quantity.range.upperBound) != nil
      else { continue }
      let next = quantities[(index + 1)...].prefix(8).first {
        $0.unit?.dimension.isAddable ?? false
      }
      let unit = last ?? next?.unit
      if unit?.power == 0 { quantities[index].unit = unit }
    }
    return quantities
  }

  /// The indices of the figures inside a stretch.
  func indices(in range: Range<Int>) -> Range<Int> {
    let first = firstIndex(from: range.lowerBound)
    return first..<max(first, firstIndex(from: range.upperBound))
  }

  /// The first figure that begins at or behind a place.
  func firstIndex(from place: Int) -> Int {
    var (low, high) = (0, quantities.count)
    while low < high {
      let middle = (low + high) / 2
      if quantities[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The sentence around a place.
  func sentence(at place: Int) -> Range<Int> {
    var (low, high) = (0, sentences.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if sentences[middle].lowerBound <= place { low = middle } else { high = middle }
    }
    return sentences.isEmpty ? 0..<0 : sentences[low]
  }

  /// What stands around a figure between two semicolons or full stops.
  func clause(around quantity: Quantity) -> Range<Int> {
    let sentence = sentence(at: quantity.range.lowerBound)
    let before = text[sentence.lowerBound..<quantity.range.lowerBound].lastIndex(of: "；")
    let behind = text[
      quantity.range.upperBound..<max(sentence.upperBound, quantity.range.upperBound)
    ]
    .firstIndex(of: "；")
    return (before ?? sentence.lowerBound)..<(behind ?? sentence.upperBound)
  }

  /// Where the clause of a figure begins: behind a full stop, a semicolon or the figure before.
  func clauseStart(of quantity: Quantity) -> Int {
    var start = quantity.label.lowerBound
    while start > 0, quantity.label.lowerBound - start < 120,
      !"。；：！？".unicodeScalars.contains(text[start - 1])
    {
      start -= 1
    }
    return start
  }

  /// The finest place to which the sentence of a figure prints figures of its unit.
  func finest(beside quantity: Quantity) -> Int {
    guard !quantity.isRemembered else { return quantity.number.exponent }
    let here = indices(in: sentence(at: quantity.range.lowerBound)).map { quantities[$0] }
    return here.filter { $0.unit == quantity.unit && $0.isExact }.map(\.number.exponent).min()
      ?? quantity.number.exponent
  }

  /// Whether a figure follows another with at most a share between: 55万元，占80%，其中33万元.
  func isNext(_ part: Quantity, to head: Quantity) -> Bool {
    guard head.range.upperBound <= part.range.lowerBound else { return false }
    let between = indices(in: head.range.upperBound..<part.range.lowerBound)
    let isShared = between.count == 1 && quantities[between.lowerBound].unit == .percent
    guard between.isEmpty || isShared else { return false }
    return part.range.lowerBound - head.range.upperBound < (isShared ? 48 : 24)
  }

  func label(_ quantity: Quantity) -> ArraySlice<Unicode.Scalar> { text[quantity.label] }

  /// A quantity as it is printed, with its words before it.
  func words(_ quantity: Quantity) -> String {
    passage.quote(quantity.label.lowerBound..<quantity.range.upperBound)
  }

  /// What to quote for a finding, and on which line it begins: the sentences around a stretch, or
  /// the stretch itself when they are long.
  ///
  /// - Parameters:
  ///   - range: The words that the finding is about.
  ///   - figures: The figures among them, which are marked.
  /// - Returns: The words as printed, and again with their marks.
  func quote(_ range: Range<Int>, marking figures: [Quantity] = []) -> Quote {
    let first = sentence(at: range.lowerBound)
    let last = sentence(at: max(range.lowerBound, range.upperBound - 1))
    var whole = first.lowerBound..<max(last.upperBound, range.upperBound)
    if whole.count > Self.quoteMax { whole = range }
    var end = ""
    if whole.count > Self.quoteMax * 2 {
      whole = whole.lowerBound..<(whole.lowerBound + Self.quoteMax * 2)
      end = "…"
    }
    return Quote(
      text: passage.quote(whole) + end, marked: marked(whole, figures) + end,
      line: passage.line(at: whole.lowerBound))
  }

  private func marked(_ whole: Range<Int>, _ figures: [Quantity]) -> String {
    var marked = ""
    var place = whole.lowerBound
    let ranges = figures.filter { !$0.isRemembered }.map(\.range)
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound })
    where range.lowerBound >= place && range.upperBound <= whole.upperBound {
      marked += passage.quote(place..<range.lowerBound) + "【\(passage.quote(range))】"
      place = range.upperBound
    }
    return marked + passage.quote(place..<whole.upperBound)
  }

  private static let quoteMax = 180
}

/// What a finding quotes.
struct Quote: Sendable {
  /// As printed.
  let text: String
  /// The same with its figures in 【】.
  let marked: String
  /// The line on which it begins.
  let line: Int
}
