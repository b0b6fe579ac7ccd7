package import LedgerCore
package import Reconciliation

/// The reconciliation statement (对账表) of one year by itself, without the report's tables.
package struct YearStatement: Sendable {
  private let bureau: Bureau
  private let result: ReconciliationResult
  private let figures: Figures
  private let ledgerHead: String
  private let people: PeopleStanding
  private let dialect: Dialect

  init(
    of bureau: Bureau, _ result: ReconciliationResult, figures: Figures, ledgerHead: String,
    people: PeopleStanding, in dialect: Dialect
  ) {
    self.bureau = bureau
    self.result = result
    self.figures = figures
    self.ledgerHead = ledgerHead
    self.people = people
    self.dialect = dialect
  }

  /// - Parameters:
  ///   - bureau: Whose ledger it is.
  ///   - result: The year as reconciled.
  ///   - ledgerHead: The head of the journal's digest chain.
  ///   - people: Whether the ledger has people.
  ///   - dialect: Whose words the advice has.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(
    of bureau: Bureau, _ result: ReconciliationResult, ledgerHead: String,
    people: PeopleStanding = .unset, in dialect: Dialect = .plain
  ) throws(MoneyOverflow) {
    self.init(
      of: bureau, result, figures: try Figures(result.book), ledgerHead: ledgerHead,
      people: people, in: dialect)
  }

  /// The statement as ``Document/statement(_:top:emphasis:)`` prints it.
  package func text(
    _ format: OutputFormat, top: Int? = nil, emphasis: Bool = false
  ) -> String {
    let page = page(top: top)
    return switch format {
    case .text: page.text(emphasis: emphasis)
    case .markdown: page.markdown
    case .csv: page.csv
    case .html: page.html
    case .json:
      ReportJSON.reconciliation(
        of: bureau, result, figures, ledgerHead: ledgerHead, people: people
      ).text
    }
  }

  /// The statement as a page; Excel always holds all findings.
  package func page(top: Int? = nil) -> Page {
    ReconciliationStatement(
      of: bureau, result, figures, ledgerHead: ledgerHead, people: people, top: top, in: dialect
    ).page
  }
}
