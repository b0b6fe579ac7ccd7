/// What one lawyer received in subsidies (免税申报).
///
/// It is exempt from value-added tax and income tax and must be declared all the same.
///
/// Source: 法律援助法 第五十二条; 财政部 税务总局公告2022年第25号.
package struct ExemptIncome: Equatable, Sendable {
  /// In full, for the tax office; nil gathers lines without a handling lawyer.
  package let lawyer: String?
  package let payee: String
  /// Cases and shifts that the amount is for, whatever was paid, returned and paid again on them.
  package let caseCount: Int
  /// Payments less reversals.
  package let amount: Money

  package init(lawyer: String?, payee: String, caseCount: Int, amount: Money) {
    self.lawyer = lawyer
    self.payee = payee
    self.caseCount = caseCount
    self.amount = amount
  }
}
