import LedgerCore
import Reconciliation

extension Document {
  /// The yearly report (年度报告): paragraph, pictures, tables and statement as one HTML file.
  package var annualReport: String { PageHTML.text(annualBooklet) }

  /// The same without its pictures, as a page for office programs.
  package var annualReportPage: Page {
    let booklet = annualBooklet
    return Page(blocks: [.title(booklet.title)] + booklet.cover + booklet.parts)
  }

  private var annualBooklet: Booklet {
    let statement = ReconciliationStatement(
      of: bureau, result, figures, ledgerHead: ledgerHead, people: people, top: nil, in: dialect)
    let period = result.book.period
    return Booklet(
      title: "\(bureau.agency) \(period.span.inTitle)法律援助工作与经费报告",
      cover: [
        .facts([
          ("单位", bureau.agency), ("地区", bureau.region),
          ("年度", period.year.description), ("截至日", period.asOf.inWords),
          ("对账结果", statement.verdict), ("账簿校验码", ledgerHead),
        ])
      ],
      parts: [.title("公开段落"), .prose(paragraph)] + publicationNotes
        + [.title("图表")] + illustrations + [.title("对账表")] + statement.body)
  }

  /// What stands in the way of publishing the paragraph.
  private var publicationNotes: [Page.Block] {
    let warnings = warnings
    return warnings.isEmpty ? [] : [.heading("公开前须处理"), .sentences(warnings)]
  }

  /// The tables under their pictures; identities stand in the statement.
  private var illustrations: [Page.Block] {
    tables.filter { $0.id != "identities" }.map { .illustrated($0.title, Pictures.of($0), $0) }
  }
}
