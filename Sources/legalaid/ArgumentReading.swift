import LedgerCore
import Reporting

/// Turns the words of a command line into values; what is wrong is said in Chinese.
enum ArgumentReading {
  /// Words that are not such a value.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  static func day(_ text: String) throws -> Day {
    do {
      return try Day(text: text)
    } catch {
      throw Problem(description: "\(error)，\(error.advice)")
    }
  }

  static func year(_ text: String) throws -> FiscalYear {
    guard let year = FiscalYear(text: text) else {
      throw Problem(description: "年度要写四位数字，例如 2024")
    }
    return year
  }

  /// An amount above zero.
  static func amount(_ text: String) throws -> Money {
    let money = try signedAmount(text)
    guard money > .zero else { throw Problem(description: "金额必须大于 0") }
    return money
  }

  /// An amount of zero or more.
  static func amountOrZero(_ text: String) throws -> Money {
    let money = try signedAmount(text)
    guard money >= .zero else { throw Problem(description: "金额不能小于 0") }
    return money
  }

  /// An amount that may be negative but not zero.
  static func adjustment(_ text: String) throws -> Money {
    let money = try signedAmount(text)
    guard money != .zero else { throw Problem(description: "金额不能是 0") }
    return money
  }

  private static func signedAmount(_ text: String) throws -> Money {
    do {
      return try Money(yuan: text)
    } catch {
      throw Problem(description: "\(error)，\(error.advice)")
    }
  }

  /// A number that names what is registered under it.
  static func number<Named>(_ text: String) throws -> Identifier<Named> {
    try number(text, isCited: true)
  }

  /// A number under which something new is registered: it shows all that it holds.
  static func newNumber<Named>(_ text: String) throws -> Identifier<Named> {
    try number(text, isCited: false)
  }

  private static func number<Named>(
    _ text: String, isCited: Bool
  ) throws -> Identifier<Named> {
    guard let number = Identifier<Named>(text) else { throw Problem(description: "编号不能为空") }
    if let flaw = NumberFlaw(of: text, isCited: isCited) {
      throw Problem(description: "\(flaw)，\(flaw.advice)")
    }
    return number
  }

  /// What numbers of a series begin with; digits come behind it.
  static func prefix(_ text: String) throws -> String {
    let words = try words(text)
    if let flaw = NumberFlaw(of: text + "000000", isCited: false) {
      throw Problem(description: "\(flaw)，\(flaw.advice)")
    }
    return words
  }

  static func quarter(_ text: String) throws -> Quarter {
    guard let quarter = Quarter(text: text) else {
      throw Problem(description: "季度写成 2024Q4 或 2024年第四季度")
    }
    return quarter
  }

  static func month(_ text: String) throws -> Month {
    guard let month = Month(text: text) else {
      throw Problem(description: "月份写成 2024-05 或 2024年5月")
    }
    return month
  }

  /// A payment line as findings print it: `voucher/line`; without a line the first.
  static func lineID(_ text: String) throws -> PaymentLineID {
    let parts = halfWidth(text).trimmed.split(separator: "/").map(String.init)
    let number = parts.count > 1 ? Int(parts.last ?? "") : nil
    let voucher =
      number == nil ? parts.joined(separator: "/") : parts.dropLast().joined(separator: "/")
    return PaymentLineID(voucher: try self.number(voucher), line: try lineNumber("\(number ?? 1)"))
  }

  static func lineNumber(_ text: String) throws -> Int {
    guard let line = Int(halfWidth(text).trimmed), line >= 1 else {
      throw Problem(description: "行号要写从 1 开始的整数")
    }
    return line
  }

  static func quantity(_ text: String) throws -> Quantity {
    let parts = halfWidth(text).trimmed.split(separator: ".", omittingEmptySubsequences: false)
    let isWritten =
      parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
    guard isWritten, parts.count == 1 || parts[1].count == 1,
      let tenths = Int64(parts[0] + (parts.count == 2 ? parts[1] : "0")), tenths > 0
    else { throw Problem(description: "数量要大于 0，最多一位小数，例如 1 或 1.5") }
    return Quantity(tenths: tenths)
  }

  static func words(_ text: String) throws -> String {
    let words = text.trimmed
    guard !words.isEmpty else { throw Problem(description: "不能为空") }
    return words
  }

  static func variant(_ text: String) throws -> ParagraphVariant {
    guard let variant = ParagraphVariant(name: text.trimmed) else {
      let names = ParagraphVariant.allCases.map { "\($0.rawValue)（\($0.name)）" }
      throw Problem(description: "可选：\(names.joined(separator: "、"))")
    }
    return variant
  }

  static func source(_ text: String) throws -> FundSource {
    guard let source = FundSource(name: text) else {
      throw Problem(description: "可选：\(names(FundSource.self))")
    }
    return source
  }

  static func uses(_ text: String) throws -> Set<PaymentUse> {
    let separators: Set<Character> = ["、", ",", "，", ";", "；"]
    return Set(try text.split { separators.contains($0) }.map { try term(String($0)) })
  }

  /// A word of a closed list.
  static func term<Term>(_ text: String) throws -> Term
  where Term: RawRepresentable<String>, Term: CaseIterable {
    guard let term = Term(rawValue: normalized(text)) else {
      throw Problem(description: "可选：\(names(Term.self))")
    }
    return term
  }

  private static func names<Term>(_: Term.Type) -> String
  where Term: RawRepresentable<String>, Term: CaseIterable {
    Term.allCases.map(\.rawValue).joined(separator: "、")
  }
}
