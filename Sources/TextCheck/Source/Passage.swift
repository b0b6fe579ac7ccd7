import LedgerCore

/// A line of the source with its number.
struct SourceLine: Sendable {
  let number: Int
  let text: [Unicode.Scalar]
}

/// A paragraph in the form that is read, with the way back to what was printed.
///
/// Widths are halved, traditional characters simplified, white space taken out; punctuation is
/// full width and letters, digits and the signs of numbers are half width.
struct Passage: Sendable {
  let text: [Unicode.Scalar]
  /// For each character of the text its place in the print.
  private let places: [Int32]
  private let printed: [Unicode.Scalar]
  /// For each line where in the print it begins, and its number.
  private let lines: [(start: Int, number: Int)]

  /// The longest paragraph that is read: longer ones are no prose.
  static let lengthMax = 20_000

  init(_ lines: [SourceLine]) {
    var printed: [Unicode.Scalar] = []
    var starts: [(start: Int, number: Int)] = []
    for line in lines {
      starts.append((printed.count, line.number))
      printed += line.text
      printed.append("\n")
    }
    var text: [Unicode.Scalar] = []
    var places: [Int32] = []
    text.reserveCapacity(printed.count)
    places.reserveCapacity(printed.count)
    var end = 0
    for (index, scalar) in printed.enumerated() {
      if index < end { continue }
      let read = Self.read(scalar)
      if read == "(", let close = Self.endOfPinyin(printed, from: index) {
        end = close + 1
        continue
      }
      if read == " " {
        // The whole of the white space is one, or none.
        end = printed[index...].firstIndex { Self.read($0) != " " } ?? printed.count
        guard Self.partsDigits(printed, at: index), text.last != " " else { continue }
      }
      text.append(read)
      places.append(Int32(index))
    }
    Self.mendPoints(&text)
    Self.widenPunctuation(&text)
    self.text = text
    self.places = places
    self.printed = printed
    self.lines = starts
  }

  /// What was printed for a stretch of the text, on one line, with single spaces.
  func quote(_ range: Range<Int>) -> String {
    guard !range.isEmpty else { return "" }
    let stretch = printed[Int(places[range.lowerBound])...Int(places[range.upperBound - 1])]
    return squeezed(stretch)
  }

  /// Whether a stretch stands on a line of its own.
  func isWholeLine(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    var before = Int(places[range.lowerBound]) - 1
    while before >= 0, printed[before] != "\n" {
      guard Self.read(printed[before]) == " " else { return false }
      before -= 1
    }
    var after = Int(places[range.upperBound - 1]) + 1
    while after < printed.count, printed[after] != "\n" {
      guard Self.read(printed[after]) == " " else { return false }
      after += 1
    }
    return true
  }

  /// The number of the line on which a character was printed.
  func line(at index: Int) -> Int {
    guard index < places.count else { return lines.last?.number ?? 1 }
    let place = Int(places[index])
    var (low, high) = (0, lines.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle].start <= place { low = middle } else { high = middle }
    }
    return lines.isEmpty ? 1 : lines[low].number
  }

  private static func read(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x21...0x7E: return scalar
    case 0x00...0x20, 0x7F...0xA0, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x3000,
      0xFEFF, 0xAD:
      return " "
    case 0xFF0C: return "，"
    case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0xFF61, 0xFE12: return "。"
    case 0xFE10: return "，"
    case 0x2013, 0x2014, 0x2212, 0x2500: return "-"
    case 0x2236: return ":"
    default: return SimplifiedForms.form(of: scalar)
    }
  }

  /// Where the reading of a character ends that a copy has put behind it: 經(jīng)費.
  private static func endOfPinyin(_ printed: [Unicode.Scalar], from open: Int) -> Int? {
    var index = open + 1
    while index < printed.count, index - open <= 8, isPinyin(printed[index]) { index += 1 }
    guard index > open + 1, index < printed.count, read(printed[index]) == ")", open > 0,
      printed[open - 1].value >= 0x4E00
    else { return nil }
    return index
  }

  /// A small Latin letter, with or without the mark of a tone.
  private static func isPinyin(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x61...0x7A, 0xE0...0xFF, 0x101...0x1DC, 0x251, 0x261, 0x300...0x30C: true
    default: false
    }
  }

  /// Whether white space stands between two digits that are not the groups of one number.
  private static func partsDigits(_ printed: [Unicode.Scalar], at index: Int) -> Bool {
    var before = index
    while before > 0, read(printed[before]) == " " { before -= 1 }
    var after = index
    while after < printed.count - 1, read(printed[after]) == " " { after += 1 }
    guard isDigit(read(printed[before])), isDigit(read(printed[after])) else { return false }
    // 2 600: one space, three digits behind it, one to three before it that are no decimals.
    guard after - before == 2, printed[index] != "\n", printed[index] != "\t" else { return true }
    var start = before
    while start > 0, before - start < 4, isDigit(read(printed[start - 1])) { start -= 1 }
    var end = after
    while end < printed.count, end - after < 5, isDigit(read(printed[end])) { end += 1 }
    let isDecimal = start > 0 && read(printed[start - 1]) == "."
    return before - start > 2 || end - after != 3 || isDecimal
  }

  /// A middle dot between digits is a decimal point.
  private static func mendPoints(_ text: inout [Unicode.Scalar]) {
    for index in text.indices.dropFirst().dropLast()
    where [0xB7, 0x2022, 0x30FB, 0xFF0E].contains(text[index].value) {
      if isDigit(text[index - 1]), isDigit(text[index + 1]) { text[index] = "." }
    }
  }

  /// Makes ASCII punctuation full width where it does not belong to a number.
  private static func widenPunctuation(_ text: inout [Unicode.Scalar]) {
    for index in text.indices {
      switch text[index] {
      case ";": text[index] = "；"
      case ":": text[index] = "："
      case "(": text[index] = "（"
      case ")": text[index] = "）"
      case "?": text[index] = "？"
      case "!": text[index] = "！"
      case ",": if !groups(text, at: index) { text[index] = "，" }
      default: continue
      }
    }
  }

  /// Whether a comma parts the groups of a number: digits before, exactly three behind.
  private static func groups(_ text: [Unicode.Scalar], at comma: Int) -> Bool {
    var start = comma
    while start > 0, comma - start < 4, isDigit(text[start - 1]) { start -= 1 }
    var end = comma + 1
    while end < text.count, end - comma < 5, isDigit(text[end]) { end += 1 }
    return (1...3).contains(comma - start) && end - comma - 1 == 3
  }
}

/// Whether a scalar is an ASCII digit.
func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

/// Printable text on one line, with single spaces.
func squeezed(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
  printable(String(scalars)).split(separator: " ").joined(separator: " ")
}
