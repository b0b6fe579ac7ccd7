package import LedgerCore
package import Reconciliation

/// How a document is written.
package enum OutputFormat: String, CaseIterable, Sendable {
  case text
  case json
  case csv
  case markdown
  case html
}

/// Everything that one reconciled year prints: statement, paragraph and tables, from one set of
/// figures.
package struct Document: Sendable {
  package let bureau: Bureau
  package let result: ReconciliationResult
  /// The head of the journal's digest chain, as hexadecimal digits.
  package let ledgerHead: String
  /// Whether the ledger has people.
  package let people: PeopleStanding
  package let figures: Figures
  /// The figures of the same span of the year before (上年同期); nil when they are not compared.
  package let before: Figures?
  /// 经费收支总表, 经费收支明细表, 支出用途表, 案件统计表, 按月表, 与上年同期对比表 where the ledger has
  /// something of the year before, 跨年度支付表 and 对账表; then what is unpaid, the firms, and the
  /// lottery fund where there is such money.
  package let tables: [ReportTable]
  /// The published paragraph, on one line.
  package let paragraph: String
  /// What the tags of a template stand for.
  package let values: ParagraphValues
  /// Whose words the advice has.
  let dialect: Dialect

  /// - Parameters:
  ///   - bureau: Whose ledger it is.
  ///   - result: The year as reconciled.
  ///   - yearBefore: The book of the year before, of the same span; nil compares nothing.
  ///   - ledgerHead: The head of the journal's digest chain.
  ///   - people: Whether the ledger has people.
  ///   - dialect: Whose words the advice has.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits; an error of the template when it is
  ///   missing or does not parse.
  package init(
    of bureau: Bureau, _ result: ReconciliationResult, yearBefore: YearTotals? = nil,
    ledgerHead: String, people: PeopleStanding = .unset, in dialect: Dialect = .plain
  ) throws {
    try self.init(
      of: bureau, result, figures: Figures(result.book),
      before: yearBefore.map { try Figures($0) }, ledgerHead: ledgerHead, people: people,
      in: dialect)
  }

  /// The same with figures that are there already: nothing that is printed computes them again.
  package init(
    of bureau: Bureau, _ result: ReconciliationResult, figures: Figures, before: Figures?,
    ledgerHead: String, people: PeopleStanding = .unset, in dialect: Dialect = .plain
  ) throws {
    self.bureau = bureau
    self.result = result
    self.ledgerHead = ledgerHead
    self.people = people
    self.dialect = dialect
    self.figures = figures
    self.before = before
    tables =
      try ReportTables(result.book, figures, try FundFigures(result.book))
      .all(with: result.identities, before: before) + ListTables(result, figures).all()
    values = ParagraphValues(figures, previous: before, of: bureau, in: result.book.period)
    paragraph = try ParagraphTemplate(.disclosure).text(values)
  }

  /// Why the paragraph should not be published as it stands, a Chinese sentence each.
  package var warnings: [String] {
    PublicationWarnings.sentences(result, figures)
  }

  /// The reconciliation statement (对账表).
  ///
  /// - Parameters:
  ///   - format: How to write it.
  ///   - top: How many findings text, Markdown and HTML print for each rule; nil for all. JSON and
  ///     CSV always hold all.
  ///   - emphasis: Prints the banner of an overspent year in bold red, for a terminal.
  /// - Returns: The whole document, ended by a line end.
  package func statement(
    _ format: OutputFormat, top: Int? = nil, emphasis: Bool = false
  ) -> String {
    yearStatement.text(format, top: top, emphasis: emphasis)
  }

  private var yearStatement: YearStatement {
    YearStatement(
      of: bureau, result, figures: figures, ledgerHead: ledgerHead, people: people, in: dialect)
  }

  /// What nobody may miss of an overspent year, as text; empty for any other year.
  package func banner(emphasis: Bool = false) -> String {
    guard let overspending = Overspending(figures) else { return "" }
    return Page(
      blocks: [.banner(overspending.banner), .sentences(overspending.explanations)]
    ).text(emphasis: emphasis)
  }

  /// The published paragraph; its JSON is the whole report, its CSV has the exact figures beside.
  package func paragraph(_ format: OutputFormat) -> String {
    written(paragraph, format)
  }

  /// The text of another template, in the same forms.
  package func paragraph(_ format: OutputFormat, by template: ParagraphTemplate) -> String {
    written(template.text(values), format)
  }

  private func written(_ text: String, _ format: OutputFormat) -> String {
    let paragraphs = text.split(separator: "\n").map(String.init)
    return switch format {
    case .text: text + "\n"
    case .markdown: paragraphs.map(PlainTable.markdownText).joined(separator: "\n\n") + "\n"
    case .csv: Page(blocks: [.sentences(paragraphs), .table(figureTable)]).csv
    case .html: Page(blocks: [.title(paragraphTitle), .sentences(paragraphs)]).html
    case .json:
      ReportJSON.report(paragraph: text, figures, tables).text
    }
  }

  /// The text of a template as a page: for signature in Word, with the exact figures in Excel.
  package func paragraphPage(_ format: OfficeFormat, by template: ParagraphTemplate) -> Page {
    let paragraphs = template.text(values).split(separator: "\n").map(String.init)
    let blocks: [Page.Block] = [.title(paragraphTitle), .sentences(paragraphs)]
    return switch format {
    case .docx: Page(blocks: blocks, signedBy: bureau.agency)
    case .xlsx: Page(blocks: blocks + [.table(figureTable)])
    }
  }

  /// The reconciliation statement as a page; Excel always holds all findings.
  package func statementPage(top: Int? = nil) -> Page {
    yearStatement.page(top: top)
  }

  /// The tables of the report; their JSON is the whole report.
  package func tables(_ format: OutputFormat) -> String {
    let page = tablesPage
    return switch format {
    case .text: page.text()
    case .markdown: page.markdown
    case .csv: page.csv
    case .html: page.html
    case .json: reportJSON
    }
  }

  /// The tables of the report as a page.
  package var tablesPage: Page {
    let period = result.book.period
    return Page(
      blocks: [
        .title("\(bureau.agency) \(period.span.inTitle)法律援助经费报表"),
        .facts(period.facts + [("账簿校验码", ledgerHead)]),
      ] + tables.map { .table($0) })
  }

  private var paragraphTitle: String {
    "\(bureau.agency) \(result.book.period.span.inTitle)法律援助案件与经费情况"
  }

  private var reportJSON: String {
    ReportJSON.report(paragraph: paragraph, figures, tables).text
  }

  /// Every figure with its exact value and where it comes from.
  private var figureTable: ReportTable {
    ReportTable(
      id: "figures", title: "数据来源",
      columns: [
        .text("title", "项目"), .number("count", "数量"), .number("fen", "金额（元）"),
        .number("wan", "万元"), .number("rate", "比率"), .text("source", "来源"),
      ],
      rows: FigureName.listed(of: figures).map { name in
        let figure = figures[name]
        return [
          .text(figure.title), name.kind == .count ? figures.cell(name) : .count(nil),
          name.isMoney ? figures.cell(name) : .money(nil), figures.wanCell(name),
          name.kind == .rate ? figures.cell(name) : .percent(nil), .text(figure.source),
        ]
      })
  }
}

extension Period {
  /// The days of a span of less than a year, and the last day whose facts are seen.
  var facts: [(name: String, value: String)] {
    let days = ("期间", "\(span.firstDay.inWords)至\(span.lastDay.inWords)")
    return (span.isWholeYear ? [] : [days]) + [("截至日", asOf.inWords)]
  }
}
