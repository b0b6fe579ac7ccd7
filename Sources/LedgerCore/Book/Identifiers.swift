/// A number that names one thing of one kind; a number of another kind cannot stand in its place.
///
/// Two numbers are equal when they are equal once normalised (``normalizedNumber(_:)``); the form
/// that was first written is kept for print.
package struct Identifier<Named>: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  /// The normalised form: what is compared, ordered and stored as key.
  package let key: String
  /// The form as written.
  package let printed: String

  /// A number as people write it, without what shows nothing.
  ///
  /// - Parameter text: Trimmed; nil comes back for a text of white space only.
  package init?(_ text: String) {
    printed = visible(text).trimmed
    key = normalizedNumber(printed)
    guard !key.isEmpty else { return nil }
  }

  /// A number of a series: a prefix with at least three digits behind it.
  package init(prefix: String, index: Int) {
    let digits = String(index)
    let zeros = String(repeating: "0", count: Swift.max(0, 3 - digits.count))
    printed = visible(prefix).trimmed + zeros + digits
    key = normalizedNumber(printed)
  }

  /// A number read back from where its normalised form was stored beside the printed one.
  package init(key: String, printed: String) {
    self.key = key
    self.printed = printed
  }

  /// As it was first written, fit to be shown.
  package var description: String { printable(printed) }

  // By UTF-8 and not by canonical equivalence: the same answer that the database gives.
  package static func == (left: Self, right: Self) -> Bool {
    left.key.hasBytes(of: right.key)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(bytesOf: key) }

  package static func < (left: Self, right: Self) -> Bool {
    left.key.precedesByCodePoint(right.key)
  }
}

/// Why a text cannot stand as a number.
package enum NumberFlaw: OfficerError, Equatable {
  /// It holds a control or something that shows nothing: two numbers that look alike.
  case hidden(Unicode.Scalar)
  /// It has so many characters.
  case tooLong(Int)

  /// The most characters of a number; what an export writes an import must be able to read.
  package static let lengthMax = 200

  package var description: String {
    switch self {
    case .hidden(let scalar): "号码里有看不见的字符 \(scalar.codePoint)"
    case .tooLong(let count): "号码有 \(count) 个字符，最多 \(Self.lengthMax) 个"
    }
  }

  package var advice: String {
    switch self {
    case .hidden: "请删去这个字符，或把号码重新输入一遍"
    case .tooLong: "请核对是不是把别的内容写到了这里"
    }
  }

  /// What is wrong with a text as a number; nil for what can stand as one.
  ///
  /// - Parameters:
  ///   - text: As it was written.
  ///   - isCited: Whether it names what is registered under it elsewhere; nothing hidden counts
  ///     then.
  package init?(of text: String, isCited: Bool) {
    // Most numbers are short and of signs that all show.
    if text.utf8.count <= Self.lengthMax, isNormal(text) { return nil }
    let hidden = isCited ? nil : text.whole.unicodeScalars.first(where: isHidden)
    let count = visible(text).trimmed.unicodeScalars.count
    if let hidden {
      self = .hidden(hidden)
    } else if count > Self.lengthMax {
      self = .tooLong(count)
    } else {
      return nil
    }
  }
}

extension Hasher {
  /// Adds the bytes of a text, for what is equal only when it is the same bytes.
  ///
  /// To hash a Chinese text as a `String` takes several times as long.
  package mutating func combine(bytesOf text: String) {
    var text = text
    text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension Unicode.Scalar {
  /// `U+00AD`.
  fileprivate var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension String {
  /// The text without the white space at its ends; invisible marks there remain.
  fileprivate var whole: Substring {
    let scalars = unicodeScalars
    let isWhite = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
    guard let first = scalars.firstIndex(where: { !isWhite($0) }),
      let last = scalars.lastIndex(where: { !isWhite($0) })
    else { return "" }
    return Substring(scalars[first...last])
  }
}

/// The number of a case (案件编号).
package typealias CaseNumber = Identifier<LegalAidCase>
/// The number of a subsidy claim (申报编号).
package typealias ClaimNumber = Identifier<Claim>
/// The number of a duty shift (值班编号).
package typealias DutyNumber = Identifier<DutyShift>
/// The number of a payment voucher (支付凭证号).
package typealias VoucherNumber = Identifier<PaymentLine>
/// The document number of an appropriation (指标文号).
package typealias DocumentNumber = Identifier<Appropriation>
/// The bank's reference of a statement line (流水号).
package typealias BankReference = Identifier<BankLine>
/// The number of a judgment or other court document (裁判文书号).
package typealias JudgmentNumber = Identifier<Judgment>

/// A judgment or other court document; only its number is kept.
package enum Judgment {}
