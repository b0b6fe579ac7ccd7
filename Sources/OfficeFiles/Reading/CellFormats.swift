/// Which of a workbook's cell styles show a number as a day.
struct CellFormats {
  private var isDayByStyle: [Bool] = []

  /// Whether a cell of a style shows a day.
  func showsDay(_ style: Int) -> Bool {
    isDayByStyle.indices.contains(style) && isDayByStyle[style]
  }

  /// Whether a number format shows a day: a year, a month or a day outside of quoted text.
  static func isDay(_ code: String) -> Bool {
    // Behind the first semicolon stand the forms of negative numbers and of text.
    var letters: Set<Character> = []
    var rest = Substring(code.lowercased())
    if ["general", "standard", "g/通用格式", "@"].contains(rest) { return false }
    while let character = rest.popFirst() {
      switch character {
      case ";": rest = ""
      case "\\", "_", "*": rest = rest.dropFirst()
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "[": rest = rest.drop { $0 != "]" }.dropFirst()
      default: letters.insert(character)
      }
    }
    if letters.contains("y") || letters.contains("d") { return true }
    // m is the minute beside hours and seconds.
    return letters.contains("m") && !letters.contains("h") && !letters.contains("s")
  }

  /// The formats that have a number and no code: days of all languages, among them Chinese.
  private static func isDay(builtIn number: Int) -> Bool {
    switch number {
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: true
    default: false
    }
  }

  /// Reads `styles.xml`.
  final class Reading: XMLHandler {
    private(set) var formats = CellFormats()
    private var codes: [Int: String] = [:]
    private var isInCellFormats = false

    func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
      switch name {
      case "numFmt":
        guard let number = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
        codes[number] = attributes["formatCode"]
      case "cellXfs": isInCellFormats = true
      case "xf" where isInCellFormats:
        let number = attributes["numFmtId"].flatMap { Int($0) } ?? 0
        let isDay = codes[number].map(CellFormats.isDay) ?? CellFormats.isDay(builtIn: number)
        formats.isDayByStyle.append(isDay)
        guard formats.isDayByStyle.count <= 1 << 17 else { throw .tooLarge }
      default: break
      }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    func end(_ name: String) {
      if name == "cellXfs" { isInCellFormats = false }
    }
  }
}
