package import LedgerCore
import Mustache
package import Reconciliation
import ReportTemplates

/// The published paragraph on the span's cases and funds (案件与经费公开文字).
///
/// Its properties are the names in `reports/templates/paragraph.mustache`, and nothing else.
/// Amounts are printed in 万元; what is nil leaves its clause out.
package struct FundingParagraph: Sendable {
  private let asOf: String?
  private let region: String
  private let span: String
  private let thisYear: String
  private let casesAccepted: String
  private let casesClosed: String
  private let claimed: String
  private let openingTerm: String
  private let opening: String?
  private let appropriated: String
  private let transfer: String
  private let local: String
  private let lottery: String?
  private let donation: String?
  private let unclassified: String?
  private let recalledTerm: String
  private let recalled: String?
  private let paidCase: String
  private let paidDuty: String
  private let paidConsultation: String?
  private let paidDrafting: String?
  private let paidDirectCosts: String?
  private let paidUnclassified: String?
  private let closingTerm: String
  private let closing: String?
  private let interimClosing: String?

  package init(_ figures: Figures, of bureau: Bureau, in period: Period) {
    let isInterim = period.asOf < period.span.lastDay
    let left = figures.clause(.closing, when: { $0 > .zero })
    asOf = isInterim ? period.asOf.inWords : nil
    region = printable(bureau.region)
    span = period.span.inWords
    thisYear = period.span.phrase("本年度")
    casesAccepted = figures.printed(.casesAccepted)
    casesClosed = figures.printed(.casesClosed)
    claimed = figures.printed(.claimed)
    openingTerm = figures[.opening].title
    opening = figures.clause(.opening)
    appropriated = figures.printed(.appropriated)
    transfer = figures.printed(.appropriatedTransfer)
    local = figures.printed(.appropriatedLocal)
    lottery = figures.clause(.appropriatedLottery)
    donation = figures.clause(.appropriatedDonation)
    unclassified = figures.clause(.appropriatedUnclassified)
    recalledTerm = figures[.recalled].title
    recalled = figures.clause(.recalled)
    paidCase = figures.printed(.paidCase)
    paidDuty = figures.printed(.paidDuty)
    paidConsultation = figures.clause(.paidConsultation)
    paidDrafting = figures.clause(.paidDrafting)
    paidDirectCosts = figures.clause(.paidDirectCosts)
    paidUnclassified = figures.clause(.paidUnclassified)
    closingTerm = figures[.closing].title
    closing = isInterim ? nil : left
    interimClosing = isInterim ? left : nil
  }

  /// The paragraph, on one line.
  ///
  /// - Throws: When the template is missing or does not parse.
  package func text() throws -> String {
    let template = try MustacheTemplate(string: try ReportTemplates.text(of: "paragraph"))
    // The template's line breaks are for its readers.
    return template.render(self).split(separator: "\n").joined()
  }
}

extension Figures {
  /// A figure as the paragraph prints it, without its unit.
  fileprivate func printed(_ name: FigureName) -> String {
    self[name].count.map { "\($0)" } ?? wan(name)?.text ?? ""
  }

  /// A figure that has a clause of its own, or nil when the book has no such money.
  fileprivate func clause(
    _ name: FigureName, when stands: (Money) -> Bool = { $0 != .zero }
  ) -> String? {
    guard let money = self[name].money, stands(money) else { return nil }
    return printed(name)
  }
}
