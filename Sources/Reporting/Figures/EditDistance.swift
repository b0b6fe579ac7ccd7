/// How many characters must be changed, added or left out to make one of the other.
func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var row = Array(0...right.count)
  for (index, character) in left.enumerated() {
    var corner = row[0]
    row[0] = index + 1
    for (place, other) in right.enumerated() {
      let changed = corner + (character == other ? 0 : 1)
      corner = row[place + 1]
      row[place + 1] = min(changed, row[place] + 1, corner + 1)
    }
  }
  return row[right.count]
}
