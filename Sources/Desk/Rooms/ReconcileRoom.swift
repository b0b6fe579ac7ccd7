import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import Reporting
import Wording

/// 对账与说明: a year's findings by severity, each leading to its facts and to where it is explained.
enum ReconcileRoom {
  private static let shownMax = 50

  static func answer(_ visit: Visit) throws -> Response {
    let year = visit.year
    let outcome = try visit.desk.held.reconciled(year, for: visit)
    let findings = outcome.result.findings.filter(\.isOutstanding)
    let severities = Severity.allCases.map { severity -> HTML in
      let told = findings.filter { $0.severity == severity }
      guard !told.isEmpty else { return .none }
      let rules = Dictionary(grouping: told, by: \.rule).sorted { "\($0.key)" < "\($1.key)" }
      return """
        <section class="\(severity.rawValue)"><h2>\(severity.word)（\(told.count) 项）</h2>
        \(rules.map { section($0.key, $0.value, year) })
        </section>
        """
    }
    let explained = outcome.result.findings.filter { $0.outcome == .explained }
    let state: HTML =
      findings.isEmpty
      ? "<p class=\"done\">\(year.description) 年度没有未了的不符。</p>"
      : "<p>还没有解决或说明的 \(findings.count) 项。</p>"
    return visit.page(
      "对账与说明", room: .reconcile,
      """
      \(visit.yearChooser(RoomName.reconcile.path, year))
      \(state)
      \(severities)
      <p>已说明的 \(explained.count) 项，见\
      <a href="/reports/paper?kind=statement&amp;year=\(year.description)">对账表</a>。</p>
      """)
  }

  private static func section(
    _ rule: RuleID, _ findings: [Finding], _ year: FiscalYear
  ) -> HTML {
    let description = RuleCatalogue.descriptions.first { $0.id == rule }
    let rows = findings.prefix(shownMax).map { finding -> HTML in
      let explain = YearForms.explain.address([
        ("rule", rule.description), ("subject", finding.subject), ("year", year.description),
      ])
      return """
        <tr><th scope="row">\(subject(finding))</th><td class="number">\
        \(finding.amount.groupedYuanText)</td><td>\(finding.message)\(lapsed(finding))</td>\
        <td class="short"><a href="\(typed: explain)">说明</a></td></tr>
        """
    }
    let rest: HTML =
      findings.count > shownMax
      ? "<p class=\"note\">另有 \(findings.count - shownMax) 项没有列出，见对账表。</p>" : .none
    let advice = description?.advice.words(in: .desk) ?? ""
    return """
      <h3><a href="/rules#\(rule.description)">\(rule.description)</a> \(description?.title ?? "")\
      （\(findings.count) 项）</h3>
      <p class="note">\(RoomName.linked("\(advice)"))</p>
      <div class="scroll" role="region" tabindex="0" aria-label="\(rule.description)"><table>
      <thead><tr><th scope="col">对象</th><th scope="col" class="number">金额（元）</th>\
      <th scope="col">情况</th><th scope="col"><span class="unseen">办理</span></th></tr></thead>
      <tbody>\(rows)</tbody></table></div>\(rest)
      """
  }

  /// The explanation that somebody gave before the facts under it changed.
  private static func lapsed(_ finding: Finding) -> HTML {
    guard finding.explanation.lapsed != nil else { return .none }
    return "<p class=\"note\">\(finding.explanationWords)</p>"
  }

  /// What the finding is about, found everywhere in the ledger.
  private static func subject(_ finding: Finding) -> HTML {
    let word = finding.subject.split(separator: "/").first.map(String.init) ?? finding.subject
    return Link(finding.subject, Fields([("q", word)]).address(at: "/find")).html
  }
}

extension Visit {
  /// The year that the address asks for; else the last one with money that is not closed.
  var year: FiscalYear {
    if let year = request.query["year"].flatMap(FiscalYear.init(text:)) { return year }
    let open = try? store().read { ledger in
      let closed = try ledger.years.closed()
      return try ledger.years.withMoney().filter { !closed.contains($0) }
    }
    return open?.max() ?? today.fiscalYear
  }

  /// The years that the ledger has money in, the latest first.
  func years() throws -> [FiscalYear] {
    try store().read { try $0.years.withMoney() }.sorted(by: >)
  }

  /// Where another year is chosen.
  func yearChooser(_ path: String, _ chosen: FiscalYear) -> HTML {
    let years = ((try? years()) ?? []).map { year -> HTML in
      let isSelected: HTML = year == chosen ? " selected" : .none
      return "<option\(isSelected)>\(year.description)</option>"
    }
    return """
      <form class="filter" action="\(path)"><div class="field"><label for="f-year">年度</label>\
      <select id="f-year" name="year">\(years)</select></div><button>看这一年</button></form>
      """
  }
}
