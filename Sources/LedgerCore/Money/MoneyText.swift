/// Why a text is not an amount.
///
/// Each case says what is wrong and what to write instead; the text itself is not carried.
package enum MoneyTextError: OfficerError, Equatable {
  case empty
  case unreadable
  case tooManyDecimals
  case wrongGroups
  case tooLarge
  case tenThousandUnit
  case misplacedMinus

  package var description: String {
    switch self {
    case .empty: "没有填写金额"
    case .unreadable: "金额无法识别"
    case .tooManyDecimals: "金额最多两位小数"
    case .wrongGroups: "金额的千分位逗号位置不对"
    case .tooLarge: "金额超出范围（单笔上限 10 万亿元）"
    case .tenThousandUnit: "金额应以元为单位，不能带“万”"
    case .misplacedMinus: "负号应写在最前面"
    }
  }

  /// What to write instead.
  package var advice: String {
    switch self {
    case .empty, .unreadable, .tooLarge: "请写成 1500、1,500.00 或 ¥1,500.50"
    case .tooManyDecimals: "请写成元角分，例如 1800 元写 1800 或 1,800.00，不能写 1.800"
    case .wrongGroups: "请每三位一个逗号，例如 12,345.60"
    case .tenThousandUnit: "请换算成元，例如 25 万元写 250000"
    case .misplacedMinus: "请写成 -1,500.00 或 -¥1,500.00"
    }
  }
}

extension Money {
  /// Reads an amount of yuan as people write it: `1,500`, `1500.00`, `¥1,500.5`, `１５００元`.
  ///
  /// - Parameter text: An optional minus, an optional ¥ or ￥, digits with correct groups of three
  ///   or none, at most two decimals, an optional 元. Full-width forms are equal to half-width.
  /// - Throws: ``MoneyTextError`` when the text is not such an amount or above ``largestFact``.
  package init(yuan text: String) throws(MoneyTextError) {
    var rest = Substring(halfWidth(text)).trimmed
    guard !rest.isEmpty else { throw .empty }
    let isNegative = rest.first == "-"
    if isNegative { rest.removeFirst() }
    if rest.first == "¥" { rest.removeFirst() }
    guard rest.first != "-" else { throw .misplacedMinus }
    if rest.last == "元" { rest.removeLast() }
    guard rest.last != "万", rest.last != "亿" else { throw .tenThousandUnit }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { throw .unreadable }
    let fen = try Self.fen(yuan: parts[0], decimals: parts.count == 2 ? parts[1] : nil)
    self.init(fen: isNegative ? -fen : fen)
  }

  private static func fen(
    yuan: Substring, decimals: Substring?
  ) throws(MoneyTextError) -> Int64 {
    let digits = yuan.filter { $0 != "," }
    guard !digits.isEmpty, digits.utf8.allSatisfy(isDigit) else { throw .unreadable }
    if yuan.contains(",") { try checkGroups(of: yuan) }
    var hundredths = ""
    if let decimals {
      guard !decimals.isEmpty, decimals.utf8.allSatisfy(isDigit) else { throw .unreadable }
      guard decimals.utf8.count <= 2 else { throw .tooManyDecimals }
      hundredths = String(decimals)
    }
    hundredths += String(repeating: "0", count: 2 - hundredths.utf8.count)
    guard let fen = Int64(digits + hundredths), fen <= largestFact.fen else { throw .tooLarge }
    return fen
  }

  private static func checkGroups(of yuan: Substring) throws(MoneyTextError) {
    let groups = yuan.split(separator: ",", omittingEmptySubsequences: false)
    let first = groups[0].utf8.count
    guard (1...3).contains(first), groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
    else { throw .wrongGroups }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte)
  }

  /// The amount in yuan as files carry it, with two decimals and no groups: `1500.00`.
  package var yuanText: String {
    let magnitude = fen.magnitude
    let cents = magnitude % 100
    return "\(fen < 0 ? "-" : "")\(magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
  }

  /// The amount in yuan as people read it, with groups of three: `1,500.00`.
  package var groupedYuanText: String {
    var grouped = fen < 0 ? "-" : ""
    let plain = yuanText.utf8.dropFirst(grouped.utf8.count)
    for (offset, digit) in plain.enumerated() {
      let left = plain.count - 3 - offset
      if offset > 0, left > 0, left % 3 == 0 { grouped += "," }
      grouped.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return grouped
  }

  /// The exact amount in 万元 without trailing zeros: 263,600 yuan is `26.36`.
  package var exactWanText: String {
    let magnitude = fen.magnitude
    var decimals = String(magnitude % 1_000_000)
    decimals = String(repeating: "0", count: 6 - decimals.utf8.count) + decimals
    while decimals.last == "0" { decimals.removeLast() }
    let whole = "\(fen < 0 ? "-" : "")\(magnitude / 1_000_000)"
    return decimals.isEmpty ? whole : "\(whole).\(decimals)"
  }
}
