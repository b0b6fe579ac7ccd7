/// A closed list of words, looked for at a place of a text.
struct Words: Sendable {
  private let byFirst: [Unicode.Scalar: [[Unicode.Scalar]]]
  /// A bit for each character of the basic plane that begins a word: most begin none.
  private let firsts: [UInt64]
  private let lengthMax: Int
  /// Longer words in which a word of the list only seems to stand: 支付 in 转移支付.
  private let others: [[Unicode.Scalar]]

  /// - Parameters:
  ///   - list: The words, parted by spaces.
  ///   - others: Longer words in which one of the list is not meant.
  init(_ list: String, notIn others: String = "") {
    var byFirst: [Unicode.Scalar: [[Unicode.Scalar]]] = [:]
    var firsts = [UInt64](repeating: 0, count: 1024)
    for word in list.split(separator: " ") {
      let scalars = Array(word.unicodeScalars)
      guard let first = scalars.first, first.value < 0x10000 else { continue }
      byFirst[first, default: []].append(scalars)
      firsts[Int(first.value >> 6)] |= 1 << UInt64(first.value & 63)
    }
    self.byFirst = byFirst.mapValues { words in words.sorted { $0.count > $1.count } }
    self.firsts = firsts
    lengthMax = byFirst.values.joined().map(\.count).max() ?? 0
    self.others = others.split(separator: " ").map { Array($0.unicodeScalars) }
  }

  /// The length of another, longer word that begins at an index; nil for none.
  private func otherLength(in text: ArraySlice<Unicode.Scalar>, at index: Int) -> Int? {
    others.first { text[index...].starts(with: $0) }?.count
  }

  private func begins(_ scalar: Unicode.Scalar) -> Bool {
    let value = Int(scalar.value)
    return value < 0x10000 && firsts[value >> 6] & (1 << UInt64(value & 63)) != 0
  }

  /// The length of the longest word that begins at an index; nil for none.
  func length(in text: ArraySlice<Unicode.Scalar>, at index: Int) -> Int? {
    guard index < text.endIndex, begins(text[index]), let words = byFirst[text[index]] else {
      return nil
    }
    for word in words where index + word.count <= text.endIndex {
      var place = 1
      while place < word.count, text[index + place] == word[place] { place += 1 }
      if place == word.count { return place }
    }
    return nil
  }

  /// The longest word that begins at an index; nil for none.
  func word(in text: ArraySlice<Unicode.Scalar>, at index: Int) -> String? {
    length(in: text, at: index).map { String(text[index..<(index + $0)]) }
  }

  /// Where the first word stands; nil for none.
  func first(in text: ArraySlice<Unicode.Scalar>) -> Range<Int>? {
    var index = text.startIndex
    while index < text.endIndex {
      if let other = otherLength(in: text, at: index) {
        index += other
      } else if let length = length(in: text, at: index) {
        return index..<(index + length)
      } else {
        index += 1
      }
    }
    return nil
  }

  /// Where the last word stands; nil for none.
  func last(in text: ArraySlice<Unicode.Scalar>) -> Range<Int>? {
    var found: Range<Int>?
    var rest = text
    while let next = first(in: rest) {
      found = next
      rest = rest[next.upperBound...]
    }
    return found
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
    var start = max(text.startIndex, end - lengthMax)
    while start < end {
      if begins(text[start]) {
        let words = byFirst[text[start]] ?? []
        for word in words where word.count == end - start && text[start..<end].elementsEqual(word) {
          return word.count
        }
      }
      start += 1
    }
    return nil
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
