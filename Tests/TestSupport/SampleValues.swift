package import LedgerCore

/// A literal of a test that is not what it stands for.
package struct SampleFault: Error, CustomStringConvertible {
  package let description: String

  package init(description: String) {
    self.description = description
  }
}

extension Day {
  /// The day a test writes as `2024-03-05`.
  package static func of(_ text: String) throws -> Day {
    try Day(text: text)
  }
}

extension Money {
  /// The amount a test writes in yuan, as `1500` or `-0.05`.
  package static func yuan(_ text: String) throws -> Money {
    try Money(yuan: text)
  }
}

extension FiscalYear {
  /// The year a test writes as a number.
  package static func of(_ number: Int) throws -> FiscalYear {
    guard let year = FiscalYear(number) else {
      throw SampleFault(description: "no year: \(number)")
    }
    return year
  }
}

extension Identifier {
  /// The number a test writes.
  package static func of(_ text: String) throws -> Identifier {
    guard let number = Identifier(text) else {
      throw SampleFault(description: "an empty number")
    }
    return number
  }
}

extension PaymentLineID {
  /// The line a test writes as findings print it: `凭1/2`; without a slash, line 1.
  package static func of(_ text: String) throws -> PaymentLineID {
    let slash = text.lastIndex(of: "/") ?? text.endIndex
    guard let line = slash == text.endIndex ? 1 : Int(text[text.index(after: slash)...]) else {
      throw SampleFault(description: "no line: \(text)")
    }
    return PaymentLineID(voucher: try .of(String(text[..<slash])), line: line)
  }
}
