/// What lines of one document come to, that draw on the row of one year and were paid in one year.
package struct PostedSum: Equatable, Sendable {
  /// As cited.
  package let document: DocumentNumber
  /// The year that decides the row: of payment, or of the line taken back.
  package let drawnIn: FiscalYear
  /// The year of the lines' own day.
  package let paidIn: FiscalYear
  package let isReversal: Bool
  /// Zero or more; counted as minus for reversals.
  package let amount: Money

  package init(
    document: DocumentNumber, drawnIn: FiscalYear, paidIn: FiscalYear, isReversal: Bool,
    amount: Money
  ) {
    self.document = document
    self.drawnIn = drawnIn
    self.paidIn = paidIn
    self.isReversal = isReversal
    self.amount = amount
  }
}
