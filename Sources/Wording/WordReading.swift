package import LedgerCore
package import Reporting

/// Turns the words of a command line or a form into values; what is wrong is said in Chinese.
package enum WordReading {
  /// Words that are not such a value.
  package struct Problem: OfficerError {
    package let description: String

    package init(description: String) {
      self.description = description
    }
  }

  /// A calendar day as people write it.
  package static func day(_ text: String) throws -> Day {
    do {
      return try Day(text: text)
    } catch {
      throw Problem(description: "\(error)，\(error.advice)")
    }
  }

  /// A year in four digits.
  package static func year(_ text: String) throws -> FiscalYear {
    guard let year = FiscalYear(text: text) else {
      throw Problem(description: "年度要写四位数字，例如 2024")
    }
    return year
  }

  /// An amount above zero.
  package static func amount(_ text: String) throws -> Money {
    let money = try signedAmount(text)
    guard money > .zero else { throw Problem(description: "金额必须大于 0") }
    return money
  }

  /// An amount of zero or more.
  package static func amountOrZero(_ text: String) throws -> Money {
    let money = try signedAmount(text)
    guard money >= .zero else { throw Problem(description: "金额不能小于 0") }
    return money
  }

  /// An amount that may be negative but not zero.
  package static func adjustment(_ text: String) throws -> Money {
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
  package static func number<Named>(_ text: String) throws -> Identifier<Named> {
    try number(text, isCited: true)
  }

  /// A number under which something new is registered: it shows all that it holds.
  package static func newNumber<Named>(_ text: String) throws -> Identifier<Named> {
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
  package static func prefix(_ text: String) throws -> String {
    let words = try words(text)
    if let flaw = NumberFlaw(of: text + "000000", isCited: false) {
      throw Problem(description: "\(flaw)，\(flaw.advice)")
    }
    return words
  }

  /// A quarter.
  package static func quarter(_ text: String) throws -> Quarter {
    guard let quarter = Quarter(text: text) else {
      throw Problem(description: "季度写成 2024Q4 或 2024年第四季度")
    }
    return quarter
  }

  /// A month.
  package static func month(_ text: String) throws -> Month {
    guard let month = Month(text: text) else {
      throw Problem(description: "月份写成 2024-05 或 2024年5月")
    }
    return month
  }

  /// A payment line as findings print it: `voucher/line`; without a line the first.
  package static func lineID(_ text: String) throws -> PaymentLineID {
    let parts = halfWidth(text).trimmed.split(separator: "/").map(String.init)
    let number = parts.count > 1 ? Int(parts.last ?? "") : nil
    let voucher =
      number == nil ? parts.joined(separator: "/") : parts.dropLast().joined(separator: "/")
    return PaymentLineID(voucher: try self.number(voucher), line: try lineNumber("\(number ?? 1)"))
  }

  /// A text that reads as a line of a voucher, `voucher/line`; nil for any other.
  package static func lineOfVoucher(_ text: String) -> PaymentLineID? {
    let parts = halfWidth(text).trimmed.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1, let line = parts.last.flatMap({ try? lineNumber(String($0)) }),
      let voucher: VoucherNumber = try? number(parts.dropLast().joined(separator: "/"))
    else { return nil }
    return PaymentLineID(voucher: voucher, line: line)
  }

  /// The number of a line, from 1.
  package static func lineNumber(_ text: String) throws -> Int {
    guard let line = Int(halfWidth(text).trimmed), line >= 1 else {
      throw Problem(description: "行号要写从 1 开始的整数")
    }
    return line
  }

  /// A quantity above zero with at most one decimal.
  package static func quantity(_ text: String) throws -> Quantity {
    let parts = halfWidth(text).trimmed.split(separator: ".", omittingEmptySubsequences: false)
    let isWritten =
      parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
    guard isWritten, parts.count == 1 || parts[1].count == 1,
      let tenths = Int64(parts[0] + (parts.count == 2 ? parts[1] : "0")), tenths > 0
    else { throw Problem(description: "数量要大于 0，最多一位小数，例如 1 或 1.5") }
    return Quantity(tenths: tenths)
  }

  /// Words that are not blank.
  package static func words(_ text: String) throws -> String {
    let words = text.trimmed
    guard !words.isEmpty else { throw Problem(description: "不能为空") }
    return words
  }

  /// The six digits of a region.
  package static func regionCode(_ text: String) throws -> RegionCode {
    guard let code = RegionCode(text) else {
      throw Problem(description: RegionCodeFlaw(text).description)
    }
    return code
  }

  /// A variant of the paragraph, by its English or Chinese name.
  package static func variant(_ text: String) throws -> ParagraphVariant {
    guard let variant = ParagraphVariant(name: text.trimmed) else {
      let names = ParagraphVariant.allCases.map { "\($0.rawValue)（\($0.name)）" }
      throw Problem(description: "可选：\(names.joined(separator: "、"))")
    }
    return variant
  }

  /// A source of money.
  package static func source(_ text: String) throws -> FundSource {
    guard let source = FundSource(name: text) else {
      throw Problem(description: "可选：\(names(FundSource.self))")
    }
    return source
  }

  /// Uses of money, with 、 or a comma or semicolon between them.
  package static func uses(_ text: String) throws -> Set<PaymentUse> {
    let separators: Set<Character> = ["、", ",", "，", ";", "；"]
    return Set(try text.split { separators.contains($0) }.map { try term(String($0)) })
  }

  /// A word of a closed list.
  package static func term<Term>(_ text: String) throws -> Term
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
