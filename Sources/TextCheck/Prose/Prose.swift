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

  func label(_ quantity: Quantity) -> ArraySlice<Unicode.Scalar> { text[quantity.label] }

  /// A quantity as it is printed, with its words before it.
  func words(_ quantity: Quantity) -> String {
    passage.quote(quantity.label.lowerBound..<quantity.range.upperBound)
  }

  /// What to quote for a finding, and on which line it begins: the sentences around a stretch, or
  /// the stretch itself when they are long.
  func quote(_ range: Range<Int>) -> (text: String, line: Int) {
    let first = sentence(at: range.lowerBound)
    let last = sentence(at: max(range.lowerBound, range.upperBound - 1))
    var whole = first.lowerBound..<max(last.upperBound, range.upperBound)
    if whole.count > Self.quoteMax { whole = range }
    if whole.count > Self.quoteMax * 2 {
      let head = whole.lowerBound..<(whole.lowerBound + Self.quoteMax * 2)
      return (passage.quote(head) + "…", passage.line(at: head.lowerBound))
    }
    return (passage.quote(whole), passage.line(at: whole.lowerBound))
  }

  private static let quoteMax = 180
}
