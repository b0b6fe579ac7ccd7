/// A closed list of words, looked for at a place of a text.
struct Words: Sendable {
  private let byFirst: [Unicode.Scalar: [[Unicode.Scalar]]]

  init(_ list: String) {
    var byFirst: [Unicode.Scalar: [[Unicode.Scalar]]] = [:]
    for word in list.split(separator: " ") {
      let scalars = Array(word.unicodeScalars)
      if let first = scalars.first { byFirst[first, default: []].append(scalars) }
    }
    self.byFirst = byFirst.mapValues { words in words.sorted { $0.count > $1.count } }
  }

  /// The length of the longest word that begins at an index; nil for none.
  func length(in text: ArraySlice<Unicode.Scalar>, at index: Int) -> Int? {
    guard index < text.endIndex, let words = byFirst[text[index]] else { return nil }
    return words.first { text[index...].starts(with: $0) }?.count
  }

  /// The longest word that begins at an index; nil for none.
  func word(in text: ArraySlice<Unicode.Scalar>, at index: Int) -> String? {
    length(in: text, at: index).map { String(text[index..<(index + $0)]) }
  }

  /// Where the first word stands; nil for none.
  func first(in text: ArraySlice<Unicode.Scalar>) -> Range<Int>? {
    for index in text.indices {
      if let length = length(in: text, at: index) { return index..<(index + length) }
    }
    return nil
  }

  /// All words found, from left to right.
  func all(in text: ArraySlice<Unicode.Scalar>) -> [String] {
    var found: [String] = []
    var index = text.startIndex
    while index < text.endIndex {
      guard let word = word(in: text, at: index) else {
        index += 1
        continue
      }
      found.append(word)
      index += word.unicodeScalars.count
    }
    return found
  }

  func isFound(in text: ArraySlice<Unicode.Scalar>) -> Bool { first(in: text) != nil }

  /// Whether a text ends in one of the words.
  func isEnd(of text: ArraySlice<Unicode.Scalar>) -> Bool {
    length(endingAt: text.endIndex, in: text) != nil
  }

  /// The length of the longest word that ends before an index; nil for none.
  func length(endingAt end: Int, in text: ArraySlice<Unicode.Scalar>) -> Int? {
    let start = max(text.startIndex, end - 8)
    guard start <= end else { return nil }
    return (start..<end).lazy.compactMap { index in
      let words = byFirst[text[index]] ?? []
      return words.first { $0.count == end - index && text[index..<end].elementsEqual($0) }?.count
    }.first
  }
}

extension String {
  /// A text of scalars.
  init(_ scalars: some Sequence<Unicode.Scalar>) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
