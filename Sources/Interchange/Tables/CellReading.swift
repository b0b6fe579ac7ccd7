internal import LedgerCore

/// Why a cell cannot be read, and what to write instead.
struct CellFlaw: Error, Equatable {
  let problem: String
  let advice: String

  init(_ problem: String, advice: String) {
    self.problem = problem
    self.advice = advice
  }
}

extension ColumnSpec {
  /// Reads one cell.
  ///
  /// - Parameters:
  ///   - text: The cell's text, trimmed and not empty.
  ///   - words: What its table says of the column's words and amounts.
  /// - Returns: The typed value.
  /// - Throws: ``CellFlaw`` when the text is not what the column holds.
  func value(of text: String, _ words: ColumnWords) throws(CellFlaw) -> CellValue {
    guard !isErrorValue(text) else {
      throw CellFlaw("\(header)：这是电子表格的错误值", advice: "请在原表中改正公式或填写内容")
    }
    guard !isDitto(text) else {
      throw CellFlaw("\(header)写的是“同上”，没有内容", advice: "请把内容写全，每一行都填上")
    }
    switch type {
    case .number: return try number(unmarked(text))
    case .numbers: return try numbers(unmarked(text))
    case .text: return .text(unmarked(text))
    case .day: return try day(text)
    case .money(let bound): return try money(text, bound, words.unit)
    case .quantity: return try quantity(text)
    case .integer:
      guard let integer = wholeNumber(text), integer >= 1 else {
        throw CellFlaw("\(header)应是大于 0 的整数", advice: "请写成 1、2、3 这样的整数")
      }
      return .integer(integer)
    case .year:
      guard let year = FiscalYear(text: text) else {
        throw CellFlaw("\(header)：年度无法识别", advice: "请写成四位数字，例如 2024")
      }
      return .year(year)
    case .choice(let choices):
      guard let name = choices.canonicalName(of: text, words.terms) else {
        throw unknownWord(allowed: choices.names)
      }
      return .choice(name)
    case .uses: return try uses(text, words.terms)
    case .details(let part): return .text(try detail(unmarked(text), part))
    }
  }

  private func detail(_ text: String, _ part: CaseDetails.Part) throws(CellFlaw) -> String {
    do {
      var details = CaseDetails()
      try details.say(part, text)
      return details.text(of: part) ?? ""
    } catch {
      throw CellFlaw(error.problem, advice: error.advice)
    }
  }

  /// What is wrong with a cell by what a workbook says of it; nil for what this column takes.
  func flaw(of mark: CellMark.Kind, isEmpty: Bool) -> CellFlaw? {
    switch (mark, type) {
    case (.longNumber, .number), (.longNumber, .numbers):
      CellFlaw(
        "\(header)被电子表格当成了数字，超过 15 位的部分已经丢失",
        advice: "请把这一列的格式设为文本，重新填写完整号码")
    case (.day, .number), (.day, .numbers):
      CellFlaw(
        "\(header)被电子表格改成了日期，原来的号码已经丢失",
        advice: "请把这一列的格式设为文本，重新填写号码")
    case (.merged(let range), _) where isEmpty:
      CellFlaw(
        "\(header)在合并单元格 \(range) 里，这一行没有自己的内容", advice: "请取消合并，把每一行都填上")
    case (.missingText, _):
      CellFlaw(
        "\(header)的文字不在文件里", advice: "请用 Excel 或 WPS 打开，填好这一格，另存为 .xlsx 再导入")
    case (.struck, _):
      CellFlaw("\(header)有划去的文字，不知道算不算", advice: "请删去划掉的文字，只留算数的")
    case (.shownOtherwise, .number), (.shownOtherwise, .numbers):
      CellFlaw(
        "\(header)显示的与存的不一样：数字格式给它加了单位、小数或分隔，或改了写法",
        advice: "请把这一列的格式设为文本，照显示的样子重新填写号码")
    case (.scaled, .number), (.scaled, .numbers), (.scaled, .quantity), (.scaled, .integer):
      CellFlaw(
        "\(header)的数字格式带万、千或百分号，显示的与存的不一样", advice: "请把这一列的格式设为常规，再核对内容")
    case (.scaled, .money):
      CellFlaw(
        "\(header)的数字格式带万、千或百分号，看不出金额是多少元",
        advice: "请把这一列的格式设为常规，金额一律写成元，再导入")
    case (.uncalculated, _):
      CellFlaw(
        "\(header)是公式，文件里没有它的结果", advice: "请用 Excel 或 WPS 打开，保存一次，再导入")
    default: nil
    }
  }

  /// Whether a text stands for what the row above says; of free words nothing is asked.
  private func isDitto(_ text: String) -> Bool {
    // Asked of every cell: most are longer, or begin with a digit or letter.
    guard text.utf8.count <= 6, let first = text.utf8.first,
      first >= 0x80 || first == UInt8(ascii: "'")
    else { return false }
    return switch column {
    case .note, .memo, .reason, .returnReason: false
    default: Self.dittoMarks.contains { text.hasBytes(of: $0) }
    }
  }

  private static let dittoMarks = ["同上", "〃", "″", "〞", "''"]

  /// The words without the mark that an export gives to what looks like a formula.
  private func unmarked(_ text: String) -> String {
    text.utf8.first == UInt8(ascii: "'") ? textOfSpreadsheet(text).trimmed : text
  }

  private func number(_ text: String) throws(CellFlaw) -> CellValue {
    let key = normalizedNumber(text)
    guard !isMangled(key) else {
      throw CellFlaw(
        "\(header)被电子表格改成了科学计数法，原来的号码已经丢失",
        advice: "请把这一列的格式设为文本，重新填写完整号码")
    }
    // What normalising leaves alone shows all it holds.
    if key.hasBytes(of: text), key.utf8.count <= NumberFlaw.lengthMax {
      return .number(key: key, printed: text)
    }
    // The subject of an explanation may be a voucher's number with a line's behind it.
    if column != .subject, let flaw = NumberFlaw(of: text, isCited: true) {
      throw CellFlaw("\(header)：\(flaw)", advice: flaw.advice)
    }
    return .number(key: key, printed: visible(text))
  }

  /// What is wrong with the number under which a row is registered; nil for what can stand.
  func flaw(ofOwn text: String) -> CellFlaw? {
    guard case .number = type, let flaw = NumberFlaw(of: text, isCited: false),
      case .hidden = flaw
    else { return nil }
    return CellFlaw("\(header)：\(flaw)", advice: flaw.advice)
  }

  private func numbers(_ text: String) throws(CellFlaw) -> CellValue {
    var numbers: [CellValue.Number] = []
    for part in text.split(separator: "、", omittingEmptySubsequences: false) {
      guard case .number(let key, let printed) = try number(String(part).trimmed), !key.isEmpty
      else {
        throw CellFlaw("\(header)里有空的号码", advice: "几个号码之间写一个顿号，例如 凭1、凭2")
      }
      guard !numbers.contains(where: { $0.key.hasBytes(of: key) }) else {
        throw CellFlaw("\(header)里有重复的号码", advice: "同一个号码只写一次")
      }
      numbers.append(CellValue.Number(key: key, printed: printed))
    }
    return .numbers(numbers.sorted { $0.key.precedesByCodePoint($1.key) })
  }

  private func day(_ text: String) throws(CellFlaw) -> CellValue {
    if let day = isoDay(text) { return .day(day) }
    do {
      return .day(try Day(cell: text))
    } catch {
      throw CellFlaw("\(header)：\(error.description)", advice: error.advice)
    }
  }

  private func money(
    _ text: String, _ bound: CellType.Bound, _ unit: AmountUnit
  ) throws(CellFlaw) -> CellValue {
    let money = try amount(text, bound, unit)
    let isInBounds =
      switch bound {
      case .positive: money > .zero
      case .zeroOrMore: money >= .zero
      case .notZero: money != .zero
      }
    guard isInBounds else { throw outOfBounds(bound) }
    return .money(money)
  }

  private func amount(
    _ text: String, _ bound: CellType.Bound, _ unit: AmountUnit
  ) throws(CellFlaw) -> Money {
    if unit == .yuan, let money = plainAmount(text) { return money }
    do {
      return try Money(cell: text, in: unit)
    } catch {
      if error == .misplacedMinus, bound != .notZero { throw outOfBounds(bound) }
      throw CellFlaw("\(header)：\(error.description)", advice: error.advice)
    }
  }

  private func outOfBounds(_ bound: CellType.Bound) -> CellFlaw {
    switch bound {
    case .positive: CellFlaw("\(header)必须大于 0", advice: "请写正数，例如 1500.00")
    case .zeroOrMore: CellFlaw("\(header)不能小于 0", advice: "请写 0 或正数")
    case .notZero: CellFlaw("\(header)不能是 0", advice: "请写正数或负数，例如 -1500.00")
    }
  }

  private func quantity(_ text: String) throws(CellFlaw) -> CellValue {
    let parts = halfWidth(text).split(separator: ".", omittingEmptySubsequences: false)
    let advice = "请写成 1、2 或 1.5，最多一位小数"
    guard parts.count <= 2, let whole = wholeNumber(String(parts[0])) else {
      throw CellFlaw("\(header)无法识别", advice: advice)
    }
    var tenths = 0
    if parts.count == 2 {
      guard let digit = wholeNumber(String(parts[1])) else {
        throw CellFlaw("\(header)无法识别", advice: advice)
      }
      guard parts[1].utf8.count == 1 else {
        throw CellFlaw("\(header)最多一位小数", advice: advice)
      }
      tenths = digit
    }
    let quantity = Quantity(tenths: Int64(whole * 10 + tenths))
    guard quantity > Quantity(tenths: 0) else {
      throw CellFlaw("\(header)必须大于 0", advice: advice)
    }
    return .quantity(quantity)
  }

  private func uses(_ text: String, _ terms: [String: String]) throws(CellFlaw) -> CellValue {
    let words = normalized(text).split { "、,;､".contains($0) }.map(String.init)
    let uses = words.compactMap { PaymentUse(rawValue: $0) ?? terms[$0].flatMap(PaymentUse.init) }
    guard !uses.isEmpty, uses.count == words.count else {
      throw unknownWord(allowed: PaymentUse.allCases.map(\.rawValue))
    }
    return .uses(Set(uses))
  }

  private func unknownWord(allowed: [String]) -> CellFlaw {
    CellFlaw("\(header)不在允许的范围内", advice: "请写：\(allowed.joined(separator: "、"))")
  }
}

/// A whole number of at most nine digits, in full or half width, without sign.
private func wholeNumber(_ text: String) -> Int? {
  let digits = halfWidth(text)
  guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit) else { return nil }
  return Int(digits)
}

/// The day of a text that is plainly `2024-03-05`, which most cells are; nil for any other.
private func isoDay(_ text: String) -> Day? {
  guard text.utf8.count == 10 else { return nil }
  var number = 0
  var offset = 0
  for byte in text.utf8 {
    if offset == 4 || offset == 7 {
      guard byte == UInt8(ascii: "-") else { return nil }
    } else {
      guard isDigit(byte) else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    offset += 1
  }
  return Day(number: number)
}

/// The amount of a text that is plainly `1500` or `1500.50`, which most cells are; nil for any
/// other.
private func plainAmount(_ text: String) -> Money? {
  guard (1...12).contains(text.utf8.count) else { return nil }
  var digits: Int64 = 0
  var decimalCount = -1
  for byte in text.utf8 {
    if byte == UInt8(ascii: "."), decimalCount < 0, byte != text.utf8.first {
      decimalCount = 0
    } else {
      guard isDigit(byte) else { return nil }
      digits = digits * 10 + Int64(byte - 0x30)
      if decimalCount >= 0 { decimalCount += 1 }
    }
  }
  switch decimalCount {
  case -1: return Money(fen: digits * 100)
  case 1: return Money(fen: digits * 10)
  case 2: return Money(fen: digits)
  default: return nil
  }
}

/// Whether a spreadsheet has turned a long number, here normalised, into `6.22E+18`.
///
/// `2024E001` is left alone: no spreadsheet prints more than one digit before the E without a
/// point or a sign.
private func isMangled(_ number: String) -> Bool {
  // Most numbers have no E and are done here.
  guard number.utf8.count <= 64, number.utf8.contains(where: { $0 | 0x20 == 0x65 })
  else { return false }
  var bytes = Array(number.utf8)
  if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
  guard let e = bytes.firstIndex(where: { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") })
  else { return false }
  let mantissa = bytes[..<e]
  var exponent = bytes[(e + 1)...]
  let isSigned = exponent.first == UInt8(ascii: "-") || exponent.first == UInt8(ascii: "+")
  if isSigned { exponent.removeFirst() }
  let parts = mantissa.split(
    separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
  guard !parts[0].isEmpty, parts.allSatisfy({ $0.allSatisfy(isDigit) }), !exponent.isEmpty,
    exponent.allSatisfy(isDigit)
  else { return false }
  return isSigned || parts.count == 2 || parts[0].count == 1
}

/// Whether a text is what a spreadsheet shows in place of a value: `#N/A`, `#REF!`, `####`.
private func isErrorValue(_ text: String) -> Bool {
  guard let first = text.utf8.first,
    first == UInt8(ascii: "#") || first == 0xEF && text.utf8.starts(with: "＃".utf8)
  else { return false }
  let word = normalized(text)
  return errorValues.contains(word.uppercased())
    || word.utf8.count >= 2 && word.utf8.allSatisfy { $0 == UInt8(ascii: "#") }
}

private let errorValues: Set<String> = [
  "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
  "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#GETTING_DATA", "#N/A!", "#REF", "#VALUE",
  "#NAME",
]

private func isDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte)
}
