/// The word that someone may have meant: the nearest of those allowed, if it is near.
func nearest(to word: String, among allowed: [String]) -> String? {
  let word = Array(word.prefix(40))
  let best = allowed.map { (word: $0, distance: distance(word, Array($0))) }
    .min { $0.distance < $1.distance }
  guard let best, best.distance * 2 <= max(word.count, best.word.count) else { return nil }
  return best.word
}

/// How many letters must be put in, left out or changed to make one word of the other.
private func distance(_ left: [Character], _ right: [Character]) -> Int {
  var row = Array(0...right.count)
  for (index, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for (column, other) in right.enumerated() {
      let changed = diagonal + (letter == other ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
    }
  }
  return row[right.count]
}
