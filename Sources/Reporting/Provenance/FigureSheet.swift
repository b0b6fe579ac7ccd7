package import LedgerCore
import Reconciliation

/// The sheet that says where one figure comes from (数字出处).
package struct FigureSheet: Sendable {
  private let bureau: Bureau
  private let provenance: FigureProvenance
  private let ledgerHead: String

  package init(of bureau: Bureau, _ provenance: FigureProvenance, ledgerHead: String) {
    self.bureau = bureau
    self.provenance = provenance
    self.ledgerHead = ledgerHead
  }

  /// The sheet, ended by a line end.
  package func written(_ format: OutputFormat) -> String {
    page.written(format, json: json)
  }

  private var figure: Figure { provenance.figure }

  /// The sheet as a page.
  package var page: Page {
    let period = provenance.period
    let year = period.span.isWholeYear ? [("年度", period.year.description)] : []
    var blocks: [Page.Block] = [
      .title("\(bureau.agency) \(period.span.inTitle)\(figure.title)的出处"),
      .facts(
        [("数字", figure.inWords), ("名称", figure.name.rawValue)] + year + period.facts
          + [("账簿校验码", ledgerHead)]),
    ]
    if provenance.terms.isEmpty {
      blocks.append(.table(facts))
    } else {
      blocks.append(.table(terms))
    }
    return Page(blocks: blocks + [.sentences([verdict])])
  }

  private var verdict: String {
    guard provenance.sum != nil else {
      return provenance.isRatio ? "分母没有或是 0，这个数字无法得出" : "账上没有登记上年结转，这个数字无法得出"
    }
    if provenance.isRatio { return "两项相除与报表上的数字相等" }
    return provenance.terms.isEmpty
      ? "明细 \(provenance.facts.count) 笔，合计与报表上的数字相等" : "各项相加与报表上的数字相等"
  }

  private var facts: ReportTable {
    ReportTable(
      id: "facts", title: "明细",
      columns: [
        .text("kind", "内容"), .text("key", "编号"), .text("date", "日期"), numberColumn,
      ],
      rows: provenance.facts.map { fact in
        [
          .term(code: fact.kind.rawValue, word: fact.kind.word), .text(fact.key),
          .text(fact.day?.description ?? ""), cell(fact.number),
        ]
      },
      totals: [.text("合计"), .text(""), .text(""), total])
  }

  private var terms: ReportTable {
    ReportTable(
      id: "terms", title: "由以下各项得出",
      columns: [
        .text("sign", "加减"), .text("title", "项目"), .text("name", "名称"), numberColumn,
      ],
      rows: provenance.terms.map { term in
        let name = term.figure.name
        return [
          .text(sign(of: term)), .text(term.figure.title), .text(name.rawValue),
          ReportTable.Cell.money(term.figure.money).being(name, in: provenance.period),
        ]
      },
      totals: [.text("得出"), .text(figure.title), .text(figure.name.rawValue), total],
      notes: figure.name == .overspent ? ["小于 0 时为 0"] : [])
  }

  private func sign(of term: FigureProvenance.Term) -> String {
    if provenance.isRatio {
      return term.figure.name == provenance.terms[0].figure.name ? "分子" : "分母"
    }
    return term.sign > 0 ? "加" : "减"
  }

  private var numberColumn: ReportTable.Column {
    figure.name.kind == .count ? .number("count", "数量") : .number("amount_fen", "金额（元）")
  }

  private func cell(_ number: Int64) -> ReportTable.Cell {
    figure.name.isMoney ? .money(Money(fen: number)) : .count(Int(number))
  }

  private var total: ReportTable.Cell {
    let cell: ReportTable.Cell =
      switch provenance.sum {
      case .money(let money): .money(money)
      case .count(let count): .count(count)
      case .rate(let rate): .percent(rate)
      case nil: .money(nil)
      }
    return cell.being(figure.name, in: provenance.period)
  }

  /// `legalaid.figure/1`.
  private var json: JSONValue {
    let period = provenance.period
    let key = figure.name.isMoney ? "amount_fen" : "count"
    return .members([
      "schema": .string("legalaid.figure/1"),
      "year": .integer(Int64(period.year.number)),
      "from": .string(period.span.firstDay.description),
      "to": .string(period.span.lastDay.description),
      "as_of": .string(period.asOf.description),
      "ledger_head": .string(ledgerHead),
      "name": .string(figure.name.rawValue),
      "title": .string(figure.title),
      "unit": .string(figure.name.kind == .rate ? "basis_points" : figure.name.kind.rawValue),
      "operation": .string(provenance.isRatio ? "ratio" : "sum"),
      "value": .integer(orNull: figure.value?.number),
      "source": .string(figure.source),
      "facts": .array(
        provenance.facts.map { fact in
          .object([
            .init("kind", .string(fact.kind.rawValue)), .init("key", .string(fact.key)),
            .init("date", .string(orNull: fact.day?.description)),
            .init(key, .integer(fact.number)),
          ])
        }),
      "terms": .array(
        provenance.terms.map { term in
          .members([
            "sign": .integer(term.sign), "name": .string(term.figure.name.rawValue),
            "title": .string(term.figure.title),
            "value": .integer(orNull: term.figure.value?.number),
          ])
        }),
      "sum": .integer(orNull: provenance.sum?.number),
    ])
  }
}
