/// How many elements must be changed, added or left out to make one of the other.
package func editDistance<Element: Equatable>(_ left: [Element], _ right: [Element]) -> Int {
  var row = Array(0...right.count)
  for (index, element) in left.enumerated() {
    var corner = row[0]
    row[0] = index + 1
    for (place, other) in right.enumerated() {
      let changed = corner + (element == other ? 0 : 1)
      corner = row[place + 1]
      row[place + 1] = min(changed, row[place] + 1, corner + 1)
    }
  }
  return row[right.count]
}

/// Looks among many words for the one that was probably meant.
package struct NearestWord {
  /// At most so many changes, and fewer than half of what was written.
  private static let changesMax = 2
  /// Of numbers in a series many are equally near, and none is meant more than another.
  private static let tiesMax = 2

  private let wanted: [Unicode.Scalar]
  private let changesMax: Int
  private var best: (changes: Int, words: [String])?
  private var seen = 0

  /// How many words are looked at; a register may be of any size.
  private let wordsMax: Int

  /// - Parameters:
  ///   - word: As it was written.
  ///   - wordsMax: How many words are looked at.
  package init(to word: String, among wordsMax: Int = 200_000) {
    wanted = Self.plain(word)
    changesMax = min(Self.changesMax, (wanted.count - 1) / 2)
    self.wordsMax = wordsMax
  }

  /// Looks at a word.
  package mutating func see(_ word: String) {
    seen += 1
    guard seen <= wordsMax, changesMax > 0 else { return }
    let scalars = Self.plain(word)
    guard abs(scalars.count - wanted.count) <= changesMax else { return }
    let changes = editDistance(wanted, scalars)
    guard changes <= best?.changes ?? changesMax else { return }
    guard changes == best?.changes else {
      best = (changes, [word])
      return
    }
    if best?.words.contains(word) == false { best?.words.append(word) }
  }

  /// A word as it is compared: 刑01 and 刑001 are one.
  private static func plain(_ word: String) -> [Unicode.Scalar] {
    var plain: [Unicode.Scalar] = []
    for scalar in normalizedNumber(word).lowercased().unicodeScalars {
      let isBehindDigit = plain.last.map { ("0"..."9").contains($0) } ?? false
      if scalar != "0" || isBehindDigit { plain.append(scalar) }
    }
    return plain
  }

  /// The nearest, one or two; none where nothing is near, or too much is equally near.
  package var words: [String] {
    guard let words = best?.words, words.count <= Self.tiesMax else { return [] }
    return words
  }
}

/// The word that someone may have meant: the nearest of those allowed, if it is near.
package func nearestTerm(to word: String, among allowed: [String]) -> String? {
  let word = Array(word.prefix(40))
  let best = allowed.map { (word: $0, distance: editDistance(word, Array($0))) }
    .min { $0.distance < $1.distance }
  guard let best, best.distance * 2 <= max(word.count, best.word.count) else { return nil }
  return best.word
}
