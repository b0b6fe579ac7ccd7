/// How a workbook's cell styles show numbers, and which of them strike out what they show.
struct CellFormats {
  private enum Style {
    case general
    case day
    case number(NumberFormat)
  }

  private var styles: [Style] = []
  private var struck: Set<Int> = []

  /// What a cell of a style says.
  ///
  /// - Parameters:
  ///   - number: The number that the cell holds.
  ///   - style: The cell's style.
  ///   - serialDay: How the workbook counts days.
  /// - Returns: The kind of the cell and its text as a person would type it.
  func content(
    _ number: NumberText, style: Int, _ serialDay: SerialDay
  ) -> (kind: SheetCell.Kind, text: String) {
    if number.isBeyondPrecision { return (.longNumber, number.text) }
    switch styles.indices.contains(style) ? styles[style] : .general {
    case .general: return (.number, number.text)
    case .day: return serialDay.text(of: number.text).map { (.day, $0) } ?? (.number, number.text)
    case .number(let format):
      return switch format.shown(number.text) {
      case .asStored: (.number, number.text)
      case .exactly(let text): (.number, text)
      case .otherwise: (.shownOtherwise, number.text)
      case .scaled: (.scaled, number.text)
      }
    }
  }

  /// Whether a style strikes out what its cells show.
  func isStruck(_ style: Int) -> Bool { struck.contains(style) }

  /// Adds a style by its number format.
  mutating func add(format number: Int, code: String?, isStruck: Bool = false) {
    if isStruck { struck.insert(styles.count) }
    guard let code = code ?? Self.code(builtIn: number) else {
      return styles.append(Self.isDay(builtIn: number) ? .day : .general)
    }
    if Self.isDay(code) {
      styles.append(.day)
    } else {
      let isGeneral = ["general", "standard", "g/通用格式", "@", ""].contains(code.lowercased())
      styles.append(isGeneral ? .general : .number(NumberFormat(code)))
    }
  }

  var count: Int { styles.count }

  /// The formats for numbers that have a number and no code.
  private static func code(builtIn number: Int) -> String? {
    switch number {
    case 1: "0"
    case 2: "0.00"
    case 3, 37, 38: "#,##0"
    case 4, 39, 40: "#,##0.00"
    case 5, 6, 41, 42: "¥#,##0"
    case 7, 8, 43, 44: "¥#,##0.00"
    case 9: "0%"
    case 10: "0.00%"
    case 11: "0.00E+00"
    case 12, 13: "# ?/?"
    case 18...21, 32...35, 45...47, 55, 56: "h:mm:ss"
    case 48: "##0.0E+0"
    default: nil
    }
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
      case "\\", "!", "_", "*": rest = rest.dropFirst()
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
    let namespaces = XMLNamespace.spreadsheet
    private var codes: [Int: String] = [:]
    /// Of each style of cells its number format and its font.
    private var styles: [(number: Int, font: Int)] = []
    /// For each font, whether it strikes out.
    private var fonts: [Bool] = []
    private var isInCellFormats = false
    private var isInFonts = false

    var formats: CellFormats {
      var formats = CellFormats()
      for (number, font) in styles {
        let isStruck = fonts.indices.contains(font) && fonts[font]
        formats.add(format: number, code: codes[number], isStruck: isStruck)
      }
      return formats
    }

    func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
      switch name {
      case "numFmt":
        guard let number = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
        codes[number] = attributes["formatCode"]
        guard codes.count <= Limits.styleCountMax else { throw .tooLarge }
      case "cellXfs": isInCellFormats = true
      case "xf" where isInCellFormats:
        styles.append(
          (
            attributes["numFmtId"].flatMap { Int($0) } ?? 0,
            attributes["fontId"].flatMap { Int($0) } ?? 0
          ))
        guard styles.count <= Limits.styleCountMax else { throw .tooLarge }
      case "fonts": isInFonts = true
      case "font" where isInFonts:
        fonts.append(false)
        guard fonts.count <= Limits.styleCountMax else { throw .tooLarge }
      case "strike" where isInFonts && !fonts.isEmpty:
        fonts[fonts.count - 1] = attributes.isOn
      default: break
      }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    func end(_ name: String) {
      if name == "cellXfs" { isInCellFormats = false }
      if name == "fonts" { isInFonts = false }
    }
  }
}

extension XMLAttributes {
  /// Whether an element that switches something, such as `<strike/>`, switches it on.
  var isOn: Bool { !["0", "false"].contains(self["val"] ?? "1") }
}
