/// How a workbook shows a number: `#,##0.00`, `"援"000"号"`.
struct NumberFormat: Sendable {
  /// What is shown beside what is stored.
  enum Shown: Equatable {
    case asStored
    /// The same number, filled up or with words around it, that can be no other.
    case exactly(String)
    /// Rounded, parted into groups, with a unit, or what is not worked out here.
    case otherwise
    /// As a multiple of another unit.
    case scaled
  }

  fileprivate enum Item: Equatable {
    case literal(String)
    case digit(isZero: Bool)
    case point
    case group
    case general
  }

  /// The form of some numbers; a format has up to three, behind which stands that of text.
  fileprivate struct Section {
    var items: [Item] = []
    /// Whether it has what is not worked out here: a fraction, an exponent, a condition.
    var isBeyond = false
    var isScaled = false
  }

  private var sections: [Section] = [Section()]

  init(_ code: String) {
    var rest = Substring(code)
    while let character = rest.first {
      if let general = Self.generalWords.first(where: { rest.lowercased().hasPrefix($0) }) {
        rest = rest.dropFirst(general.count)
        add(.general)
        continue
      }
      rest.removeFirst()
      switch character {
      case ";": sections.append(Section())
      case "\"":
        add(.literal(String(rest.prefix { $0 != "\"" })))
        rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\", "!": if let next = rest.popFirst() { add(.literal(String(next))) }
      case "_": if rest.popFirst() != nil { add(.literal(" ")) }
      case "*": rest = rest.dropFirst()
      case "[":
        addBracket(rest.prefix { $0 != "]" })
        rest = rest.drop { $0 != "]" }.dropFirst()
      case "0": add(.digit(isZero: true))
      case "#", "?": add(.digit(isZero: false))
      case ".": add(.point)
      case ",": add(.group)
      case "%": sections[sections.count - 1].isScaled = true
      case "@": add(.general)
      case "/", "A"..."Z", "a"..."z": sections[sections.count - 1].isBeyond = true
      default: add(.literal(String(character)))
      }
    }
    for index in sections.indices { sections[index].noteScale() }
  }

  private static let generalWords = ["general", "g/通用格式", "g/標準", "g/标准"]

  /// Words that a format sets beside a number and that are no part of a key.
  static let units: Set<String> = [
    "元", "元整", "圆", "人民币", "RMB", "¥", "￥", "$", "天", "半天", "件", "次", "人次", "人", "个", "年", "月",
    "日", "时", "小时",
  ]

  private mutating func add(_ item: Item) { sections[sections.count - 1].items.append(item) }

  /// A colour says nothing, a currency has its sign, and the rest is not worked out.
  private mutating func addBracket(_ text: Substring) {
    if text.first == "$" {
      let sign = text.dropFirst().prefix { $0 != "-" }
      if !sign.isEmpty { add(.literal(String(sign))) }
    } else if !Self.colours.contains(where: text.lowercased().hasPrefix) {
      sections[sections.count - 1].isBeyond = true
    }
  }

  private static let colours = [
    "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "color", "黑", "蓝", "青",
    "绿", "洋红", "红", "白", "黄", "颜色",
  ]
}

extension NumberFormat.Section {
  /// Notes by what is written whether numbers are shown in another unit.
  fileprivate mutating func noteScale() {
    let units: [Character] = ["万", "萬", "亿", "億", "千", "百", "%", "‰", "％"]
    var lastDigit: Int?
    var isPointed = false
    for (index, item) in items.enumerated() {
      switch item {
      case .literal(let words):
        if words.contains(where: units.contains) { isScaled = true }
        // A point that is written out where none is: `0!.0` shows a tenth.
        if words.contains("."), lastDigit != nil, items[index...].contains(where: \.isDigit) {
          isPointed = true
        }
      case .digit: lastDigit = index
      case .point, .group, .general: break
      }
    }
    if isPointed { isScaled = true }
    guard let lastDigit else { return }
    // A comma behind the digits divides by a thousand.
    if items[(lastDigit + 1)...].contains(.group) { isScaled = true }
    if let point = items.firstIndex(of: .point), point > 0, items[point - 1] == .group {
      isScaled = true
    }
  }
}

extension NumberFormat.Item {
  fileprivate var isDigit: Bool {
    if case .digit = self { true } else { false }
  }
}

extension NumberFormat {
  /// How a number is shown.
  ///
  /// - Parameter number: As it is stored, in decimal: `7`, `-12.5`.
  /// - Returns: What is shown, as far as it is worked out.
  func shown(_ number: String) -> Shown {
    if sections.contains(where: \.isScaled) { return .scaled }
    let isNegative = number.hasPrefix("-")
    let digits = isNegative ? String(number.dropFirst()) : number
    var section = sections[0]
    var sign = isNegative ? "-" : ""
    if isNegative, sections.count > 1 {
      section = sections[1]
      sign = ""
    } else if digits == "0", sections.count > 2 {
      section = sections[2]
    }
    guard !section.isBeyond, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E })
    else { return .otherwise }
    guard let text = section.text(of: digits) else { return .otherwise }
    let shown = (sign + text).trimming { $0 == " " }
    if shown == number { return .asStored }
    return section.isExact && !isNegative ? .exactly(shown) : .otherwise
  }
}

extension NumberFormat.Section {
  /// Whether the digits are whole, and the words around them are no unit or currency.
  fileprivate var isExact: Bool {
    if case .literal(let words) = items.first, "-+(".contains(words.first ?? " ") { return false }
    return !items.contains(.point) && !items.contains(.group)
      && items.allSatisfy { item in
        guard case .literal(let words) = item else { return true }
        return !NumberFormat.units.contains(words.trimming { $0 == " " })
      }
  }

  /// The text of a number that is not negative; nil where it would be rounded or has no digits.
  fileprivate func text(of number: String) -> String? {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    let point = items.firstIndex(of: .point) ?? items.count
    let decimals = parts.count > 1 ? Array(parts[1]) : []
    if items.contains(.general) {
      guard !items.contains(where: { $0.isDigit || $0 == .point }) else { return nil }
      return items.map { item in
        if case .literal(let words) = item { words } else { item == .general ? number : "" }
      }.joined()
    }
    guard let whole = wholeText(of: String(parts[0]), items[..<point]) else { return nil }
    var result = whole + (point < items.count ? "." : "")
    var index = 0
    for item in items[min(point + 1, items.count)...] {
      switch item {
      case .literal(let words): result += words
      case .digit(let isZero):
        if index < decimals.count {
          result.append(decimals[index])
        } else if isZero {
          result += "0"
        }
        index += 1
      case .point, .group, .general: break
      }
    }
    return index >= decimals.count ? result : nil
  }

  /// The digits before the point, from the last; the first place takes all that are left.
  private func wholeText(of digits: String, _ items: ArraySlice<NumberFormat.Item>) -> String? {
    guard let first = items.firstIndex(where: \.isDigit) else { return nil }
    var rest = digits == "0" ? [] : Array(digits)
    var result: [Character] = []
    let isGrouped = items.contains(.group)
    var count = 0
    func put(_ digit: Character) {
      if isGrouped, count > 0, count % 3 == 0 { result.append(",") }
      result.append(digit)
      count += 1
    }
    for index in items.indices.reversed() {
      switch items[index] {
      case .literal(let words): result += words.reversed()
      case .digit(let isZero):
        if let digit = rest.popLast() { put(digit) } else if isZero { put("0") }
        if index == first { while let digit = rest.popLast() { put(digit) } }
      case .point, .group, .general: break
      }
    }
    return String(result.reversed())
  }
}
