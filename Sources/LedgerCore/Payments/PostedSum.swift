/// What lines of one document come to, that draw on the row of one year and count together.
package struct PostedSum: Equatable, Sendable {
  /// As cited.
  package let document: DocumentNumber
  /// The year that decides the row: of payment, or of the line taken back.
  package let drawnIn: FiscalYear
  /// The year of the lines' own day.
  package let paidIn: FiscalYear
  /// The day of reversals, which decides whether their row was carried on; nil for payments.
  package let reversedOn: Day?
  /// Zero or more; counted as minus for reversals.
  package let amount: Money

  /// What payments of a year come to.
  package init(
    document: DocumentNumber, drawnIn: FiscalYear, paidIn: FiscalYear, amount: Money
  ) {
    self.document = document
    self.drawnIn = drawnIn
    self.paidIn = paidIn
    reversedOn = nil
    self.amount = amount
  }

  /// What reversals of a day come to.
  package init(
    document: DocumentNumber, drawnIn: FiscalYear, reversedOn: Day, amount: Money
  ) {
    self.document = document
    self.drawnIn = drawnIn
    paidIn = reversedOn.fiscalYear
    self.reversedOn = reversedOn
    self.amount = amount
  }

  /// What one line comes to alone.
  package init(_ line: PaymentLine) {
    document = line.document
    drawnIn = line.drawnOn.fiscalYear
    paidIn = line.paidOn.fiscalYear
    reversedOn = line.isReversal ? line.paidOn : nil
    amount = line.amount
  }

  package var isReversal: Bool { reversedOn != nil }

  /// The amount as it counts: less than zero for reversals.
  package var signedAmount: Money { isReversal ? Money(fen: -amount.fen) : amount }
}
