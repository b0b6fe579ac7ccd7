/// Lines of one document that draw on the row of one year and count together.
package struct PostedGroup: Hashable, Sendable {
  /// As cited.
  package let document: DocumentNumber
  /// The year that decides the row: of payment, or of the line taken back.
  package let drawnIn: FiscalYear
  /// The year of the lines' own day.
  package let paidIn: FiscalYear
  /// The day of reversals, which decides whether their row was carried on; nil for payments.
  package let reversedOn: Day?

  package init(
    document: DocumentNumber, drawnIn: FiscalYear, paidIn: FiscalYear, reversedOn: Day?
  ) {
    self.document = document
    self.drawnIn = drawnIn
    self.paidIn = paidIn
    self.reversedOn = reversedOn
  }

  /// The group that a line counts in.
  package init(_ line: PaymentLine) {
    self.init(
      document: line.document, drawnIn: line.drawnOn.fiscalYear, paidIn: line.paidOn.fiscalYear,
      reversedOn: line.isReversal ? line.paidOn : nil)
  }
}

/// What the lines of a group come to.
package struct PostedSum: Equatable, Sendable {
  package let group: PostedGroup
  /// Zero or more; counted as minus for reversals.
  package let amount: Money

  package init(_ group: PostedGroup, _ amount: Money) {
    self.group = group
    self.amount = amount
  }

  /// What one line comes to alone.
  package init(_ line: PaymentLine) {
    self.init(PostedGroup(line), line.amount)
  }

  /// The amount as it counts: less than zero for reversals.
  package var signedAmount: Money {
    group.reversedOn == nil ? amount : Money(fen: -amount.fen)
  }
}
