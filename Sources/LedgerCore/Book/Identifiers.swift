/// A number that names one thing of one kind; a number of another kind cannot stand in its place.
///
/// Two numbers are equal when they are equal once normalised (width, white space, brackets); the
/// form that was first written is kept for print.
package struct Identifier<Named>: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  /// The normalised form: what is compared, ordered and stored as key.
  package let key: String
  /// The form as written.
  package let printed: String

  /// A number as people write it.
  ///
  /// - Parameter text: Trimmed; nil comes back for a text of white space only.
  package init?(_ text: String) {
    printed = text.trimmed
    key = normalized(printed)
    guard !key.isEmpty else { return nil }
  }

  /// A number of a series: a prefix with at least three digits behind it.
  package init(prefix: String, index: Int) {
    let digits = String(index)
    printed =
      prefix.trimmed + String(repeating: "0", count: Swift.max(0, 3 - digits.count)) + digits
    key = normalized(printed)
  }

  /// A number read back from where its normalised form was stored beside the printed one.
  package init(key: String, printed: String) {
    self.key = key
    self.printed = printed
  }

  package var description: String { printed }

  // By UTF-8 and not by canonical equivalence: the same answer that the database gives.
  package static func == (left: Self, right: Self) -> Bool {
    left.key.hasBytes(of: right.key)
  }

  package func hash(into hasher: inout Hasher) {
    var key = key
    key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.key.precedesByCodePoint(right.key)
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
