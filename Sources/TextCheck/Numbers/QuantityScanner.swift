/// Finds the figures of a passage, in one pass from left to right.
struct QuantityScanner {
  private let text: ArraySlice<Unicode.Scalar>
  private var index = 0
  private var depth = 0
  /// Where the words that belong to the next figure begin.
  private var labelStart = 0
  private var separator = Quantity.Separator.none
  /// What stood before each open parenthesis, where the words go on behind its end.
  private var opened: [(label: Int, separator: Quantity.Separator)] = []
  private var found: [Quantity] = []

  private init(_ text: [Unicode.Scalar]) {
    self.text = text[...]
  }

  static func quantities(in text: [Unicode.Scalar]) -> [Quantity] {
    var scanner = QuantityScanner(text)
    while scanner.index < text.count { scanner.step() }
    return scanner.found
  }

  private mutating func step() {
    let scalar = text[index]
    if isDigit(scalar) {
      readNumber()
      return
    }
    switch scalar {
    case "（", "[", "〔", "【": open()
    case "）", "]", "〕", "】":
      close()
      return
    case "、": separator = max(separator, .enumeration)
    case "和", "及", "与":
      // A word that joins two figures directly stands for an enumeration comma.
      if found.last?.range.upperBound == index || found.last?.range.upperBound == index - 1 {
        separator = max(separator, .enumeration)
      }
      index += 1
      if index - 1 == found.last?.range.upperBound { labelStart = index }
      return
    case "￥", "¥": break
    case "：" where Self.totals.isEnd(of: text[labelStart..<index]):
      // 合计：26万元 is 合计26万元.
      separator = max(separator, .comma)
      index += 1
      return
    case "，", "：": separator = max(separator, .comma)
    case "；": separator = max(separator, .semicolon)
    case "。", "！", "？":
      separator = .stop
      depth = 0
      opened = []
    case "“", "”", "《", "》": break
    default:
      index += 1
      return
    }
    index += 1
    // The sign of yuan belongs to the figure and not to the words before it.
    if scalar != "￥", scalar != "¥" { labelStart = index }
  }

  private mutating func open() {
    depth += 1
    if opened.count < Self.depthMax { opened.append((labelStart, separator)) }
  }

  /// Behind a parenthesis the words before it go on: 行政（含复议）20件.
  private mutating func close() {
    index += 1
    depth = max(0, depth - 1)
    labelStart = index
    guard let before = opened.popLast() else { return }
    separator = max(separator, before.separator)
    let isFirst = "（[〔【".unicodeScalars.contains(text[before.label])
    if !isFirst { labelStart = before.label }
  }

  private static let depthMax = 16
  private static let totals = Words("合计 共计 总计 小计 合计金额 总金额 金额合计 金额总计 金额共计")

  private mutating func readNumber() {
    let start = index
    var end = start
    while end < text.endIndex, isDigit(text[end]) || isInside(end) { end += 1 }
    defer { index = max(index, end) }
    guard let number = PrintedNumber(digits: text[start..<end]) else {
      labelStart = end
      return
    }
    let before = start > 0 ? text[start - 1] : "。"
    if isForeign(before, end) { return }
    let sign = before == "￥" || before == "¥"
    let read = MeasureUnit.read(in: text, at: end) ?? (sign ? (.yuan, end, false) : nil)
    let unitEnd = read?.end ?? end
    guard read != nil || isBareAllowed(before, end) else { return }
    let label = labelStart..<(sign ? start - 1 : start)
    let words = text[label]
    let isRate = unitEnd < text.endIndex && (text[unitEnd] == "/" || text[unitEnd] == "-")
    let isExact =
      !(read?.isNear ?? false) && !Self.bounds.isEnd(of: words)
      && Self.boundsBehind.length(in: text, at: unitEnd) == nil
    var role = FigureRole.role(of: words.outsideParentheses[...])
    // 执行率9.7分 is a score and no rate.
    if role == .other, read?.unit.printed == "分" { role = .plain }
    if isRate || isEndOfRange(start) { role = .other }
    let power = read?.unit.power ?? 0
    found.append(
      Quantity(
        range: label.upperBound..<unitEnd, number: number.scaled(by: power), unit: read?.unit,
        isExact: isExact, label: label, depth: depth, role: role, separator: separator))
    separator = .none
    labelStart = unitEnd
    index = unitEnd
  }

  /// A point or group comma between digits.
  private func isInside(_ index: Int) -> Bool {
    (text[index] == "." || text[index] == ",") && index + 1 < text.endIndex
      && isDigit(text[index + 1]) && index > 0 && isDigit(text[index - 1])
  }

  /// Whether digits belong to a name, a date, a telephone number or a document number.
  private func isForeign(_ before: Unicode.Scalar, _ end: Int) -> Bool {
    if before.value < 0x7F, before != " ", before != "~", before != "-", before != "%" {
      return true
    }
    if before == "第" || before == "〔" { return true }
    guard end < text.endIndex else { return false }
    let next = text[end]
    let isLetter = next.value < 0x7F && next != "%" && next != " " && next != "~" && next != "-"
    if next == "分" { return isLetter || !isScore(before, end) }
    return isLetter || "年月日号时点〕".unicodeScalars.contains(next)
  }

  /// 得96.5分: no minutes behind hours, no hundredths of a yuan, no 3分之1.
  private func isScore(_ before: Unicode.Scalar, _ end: Int) -> Bool {
    let next = end + 1 < text.endIndex ? text[end + 1] : "。"
    return !"时点：角元".unicodeScalars.contains(before)
      && !"之钟期批别类层组段级为会".unicodeScalars.contains(next)
  }

  /// A number without a unit can be the item of a list that prints its unit once.
  private func isBareAllowed(_ before: Unicode.Scalar, _ end: Int) -> Bool {
    guard before.value >= 0x7F, end < text.endIndex else { return false }
    return "、，；。）和及".unicodeScalars.contains(text[end])
  }

  /// 10至20: the second of two bounds.
  private func isEndOfRange(_ start: Int) -> Bool {
    guard start > 1 else { return false }
    switch text[start - 1] {
    case "-", "~": return true
    case "至", "到": return isDigit(text[start - 2]) || found.last?.range.upperBound == start - 1
    default: return false
    }
  }

  private static let bounds = Words(
    """
    约 近 超 超过 逾 大约 约为 约占 不少于 不低于 不超过 不高于 至少 最多 最高 最低 高于 低于 多于 少于 突破 \
    将近 接近 大于 小于 不足
    """)
  private static let boundsBehind = Words("以上 以下 以内 左右 上下 余 多 及以上 及以下 不等 以外")
}

extension ArraySlice<Unicode.Scalar> {
  /// Without what stands in parentheses.
  var outsideParentheses: [Unicode.Scalar] {
    guard contains("（") else { return Array(self) }
    var depth = 0
    return filter { scalar in
      if scalar == "（" { depth += 1 }
      defer { if scalar == "）" { depth = Swift.max(0, depth - 1) } }
      return depth == 0
    }
  }
}
