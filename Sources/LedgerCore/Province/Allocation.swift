/// Money that one level sent to another by a document (下达), as the province keeps it.
package struct Allocation: Equatable, Sendable {
  package let document: DocumentNumber
  /// Who sent it.
  package let from: RegionCode
  /// To whom.
  package let to: RegionCode
  package let fiscalYear: FiscalYear
  package let source: FundSource
  /// From this day on it counts.
  package let sentOn: Day
  /// Not zero; a minus takes back or lowers what was sent.
  package let amount: Money
  /// The document by which the sender got the money; nil where it is the sender's own.
  package let superiorDocument: DocumentNumber?

  package init(
    document: DocumentNumber, from: RegionCode, to: RegionCode, fiscalYear: FiscalYear,
    source: FundSource, sentOn: Day, amount: Money, superiorDocument: DocumentNumber? = nil
  ) {
    self.document = document
    self.from = from
    self.to = to
    self.fiscalYear = fiscalYear
    self.source = source
    self.sentOn = sentOn
    self.amount = amount
    self.superiorDocument = superiorDocument
  }
}
