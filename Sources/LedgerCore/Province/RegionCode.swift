/// The six digits of a county, city or province (行政区划代码, GB/T 2260): a ledger is known to the
/// province by it.
package struct RegionCode: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  package let digits: String

  /// Six digits in any width, the first of them not 0; nil for another text.
  package init?(_ text: String) {
    let plain = normalized(text)
    guard plain.utf8.count == 6, plain.utf8.first != UInt8(ascii: "0"),
      plain.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    digits = plain
  }

  /// The city that a county lies in, by its code: `640121` lies in `640100`.
  package var cityDigits: String { digits.prefix(4) + "00" }

  package var description: String { digits }

  package static func < (left: Self, right: Self) -> Bool { left.digits < right.digits }
}

/// Why a text is no region code.
package struct RegionCodeFlaw: OfficerError, Equatable {
  private let text: String

  package init(_ text: String) { self.text = text }

  package var description: String {
    "行政区划代码“\(printable(String(text.prefix(20))))”不对：是 6 位数字，例如 640303"
  }
}
