import LedgerCore

/// A name beside a bar, set in at most two lines; all of it stays in its title.
struct ChartLabel: Equatable, Sendable {
  let whole: String
  let lines: [String]

  /// - Parameters:
  ///   - text: The name.
  ///   - width: How wide a line may be, in hundredths of a unit.
  init(_ text: String, within width: Int) {
    whole = printable(text)
    guard Self.width(of: whole) > width else {
      lines = [whole]
      return
    }
    let characters = Array(whole)
    let cut = Self.cut(of: characters, within: width)
    let rest = characters[cut...]
    lines = [
      String(characters[..<cut]),
      Self.width(of: String(rest)) <= width ? String(rest) : Self.ending(of: rest, within: width),
    ]
  }

  /// Where the second line begins: before a bracket or near the middle where all fits in two lines,
  /// else as late as possible.
  private static func cut(of characters: [Character], within width: Int) -> Int {
    let last = fitting(characters[...], within: width)
    // No line begins with a closing sign, and none ends with an opening one.
    let cuts = (1...max(1, last)).filter {
      $0 < characters.count && !closing.contains(characters[$0])
        && !opening.contains(characters[$0 - 1])
    }
    let fits = cuts.filter { Self.width(of: String(characters[$0...])) <= width }
    let half = Self.width(of: String(characters)) / 2
    return fits.last { opening.contains(characters[$0]) }
      ?? fits.first { Self.width(of: String(characters[..<$0])) >= half }
      ?? cuts.last ?? max(1, last)
  }

  /// Whether something of the name is left out of the lines.
  var isShortened: Bool { lines.joined() != whole }

  /// The widest of the lines, in hundredths of a unit.
  var width: Int { lines.map(Self.width).max() ?? 0 }

  /// How wide a text is at most when it is printed, in hundredths of a unit.
  ///
  /// Digits and Latin letters of the usual fonts are a little wider than half a Chinese character.
  static func width(of text: String) -> Int {
    text.reduce(0) { $0 + width(of: $1) }
  }

  /// The size of all words in a picture, in hundredths of a unit.
  static let fontSize = 11_00

  private static let closing: Set<Character> = Set("〕）】》」』，。、；：！？)]}％%")
  private static let opening: Set<Character> = Set("〔（【《「『([{")
  private static let ellipsis = "…"

  private static func width(of character: Character) -> Int {
    displayWidth(String(character)) >= 2 ? fontSize : fontSize * 60 / 100
  }

  private static func fitting(_ characters: ArraySlice<Character>, within width: Int) -> Int {
    var left = width
    return characters.prefix {
      left -= Self.width(of: $0)
      return left >= 0
    }.count
  }

  /// The last characters: names of one kind differ at their ends.
  private static func ending(of characters: ArraySlice<Character>, within width: Int) -> String {
    let left = width - Self.width(of: ellipsis)
    let reversed = Array(characters.reversed())
    return ellipsis + String(reversed.prefix(fitting(reversed[...], within: left)).reversed())
  }
}
