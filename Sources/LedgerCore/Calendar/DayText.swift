/// Why a text is not a day.
package enum DayTextError: OfficerError, Equatable {
  case empty
  case unreadable
  case twoDigitYear
  case noSuchDay
  case spreadsheetSerial

  package var description: String {
    switch self {
    case .empty: "没有填写日期"
    case .unreadable: "日期无法识别"
    case .twoDigitYear: "年份要写四位"
    case .noSuchDay: "日历上没有这一天"
    case .spreadsheetSerial: "这是电子表格的日期序号，不是日期"
    }
  }

  /// What to write instead.
  package var advice: String {
    switch self {
    case .empty, .unreadable, .twoDigitYear, .noSuchDay: "请写成 2024-03-05 或 2024年3月5日"
    case .spreadsheetSerial: "请在表格里把这一列的格式改为日期再另存"
    }
  }
}

extension Day {
  /// Reads a day as people write it.
  ///
  /// Read are `2024-03-05`, `2024/3/5`, `2024.3.5`, `2024年3月5日` and `20240305`, with leading
  /// zeros or without, in full or half width, with a time of day that is zero.
  ///
  /// - Throws: ``DayTextError`` when the text is none of these or no day of the calendar.
  package init(text: String) throws(DayTextError) {
    var rest = Substring(halfWidth(text)).trimmed
    guard !rest.isEmpty else { throw .empty }
    Self.dropZeroTime(from: &rest)
    let parts = try Self.parts(of: rest)
    guard parts[0].utf8.count == 4 else {
      throw parts[0].utf8.count == 2 ? .twoDigitYear : .unreadable
    }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3, parts.dropFirst().allSatisfy({ $0.utf8.count <= 2 }) else {
      throw .unreadable
    }
    guard let day = Day(year: numbers[0], month: numbers[1], day: numbers[2]) else {
      throw .noSuchDay
    }
    self = day
  }

  /// Year, month and day as digits.
  private static func parts(of text: Substring) throws(DayTextError) -> [Substring] {
    if text.utf8.allSatisfy(isDigit) {
      switch text.utf8.count {
      case 8: return [text.prefix(4), text.dropFirst(4).prefix(2), text.suffix(2)]
      case 5: throw .spreadsheetSerial
      default: throw .unreadable
      }
    }
    var parts: [Substring]
    if text.last == "日" {
      parts = text.dropLast().split(separator: "月", omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw .unreadable }
      let year = parts[0].split(separator: "年", omittingEmptySubsequences: false)
      parts = year + parts.dropFirst()
    } else {
      let separator = text.first { "-/.".contains($0) } ?? "-"
      parts = text.split(separator: separator, omittingEmptySubsequences: false)
    }
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else {
      throw .unreadable
    }
    return parts
  }

  /// Drops ` 00:00:00`, `T00:00`, ` 0:00:00.000` and the like: a spreadsheet adds them to a day.
  private static func dropZeroTime(from text: inout Substring) {
    guard let start = text.firstIndex(where: { $0 == " " || $0 == "T" }) else { return }
    let time = text[text.index(after: start)...].trimmed
    let parts = time.split(separator: ":", omittingEmptySubsequences: false)
    let isZero = parts.allSatisfy { $0.first == "0" && $0.allSatisfy { $0 == "0" || $0 == "." } }
    if parts.count > 1, isZero { text = text[..<start].trimmed }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte)
  }
}
