package import LedgerCore

/// The source of money that each appropriation document is (资金来源), for tariffs that differ by it.
///
/// Accounts know it as well; this is for acts that judge a case and put no accounts together.
package struct DocumentSources: Sendable {
  /// In the order of their budget years.
  private let rows: [DocumentNumber: [Appropriation]]

  /// No document is known.
  package init() { rows = [:] }

  /// - Parameter appropriations: Every row of the register.
  package init(_ appropriations: [Appropriation]) {
    rows = Dictionary(grouping: appropriations, by: \.id.document)
      .mapValues { $0.sorted { $0.id.fiscalYear < $1.id.fiscalYear } }
  }

  /// The source of the row that a payment of a year draws on; nil for an unknown document.
  func source(of document: DocumentNumber, paidIn year: FiscalYear) -> FundSource? {
    let own = rows[document] ?? []
    return (own.last { $0.id.fiscalYear <= year } ?? own.first)?.source
  }
}

extension RuleSettings {
  /// What the standards grant for a case with everything that is recorded of it by now.
  ///
  /// - Parameters:
  ///   - legalAidCase: The case as it stands, or as it is tried.
  ///   - dossier: What pays it: tariffs may differ by the source.
  ///   - claimedOn: The day of its claim.
  /// - Returns: The price and how it follows.
  /// - Throws: ``StandardRegisterRefusal`` or ``PricingRefusal`` naming what is missing;
  ///   ``MoneyOverflow`` when a sum leaves 64 bits.
  package func price(
    _ legalAidCase: LegalAidCase, in dossier: Dossier, claimedOn: Day?
  ) throws -> PriceExplanation {
    let period = Period(year: Day.latest.fiscalYear, asOf: .latest)
    let view = try DossierView(dossier, in: period, funds: nil, settings: self)
    return try standards.price(
      legalAidCase, claimedOn: claimedOn, paidFrom: view.payingSources)
  }
}

extension DossierView {
  /// The sources that the case's subsidy is paid from by now, as far as their documents are known.
  package var payingSources: Set<FundSource> {
    Set(
      subsidyLines.compactMap { line in
        line.appropriation?.source
          ?? settings.sources.source(of: line.document, paidIn: line.paidOn.fiscalYear)
      })
  }
}
