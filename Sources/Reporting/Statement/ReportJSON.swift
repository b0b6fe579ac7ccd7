import LedgerCore
import Reconciliation

/// The JSON documents of our contract: the only place where their keys are written.
enum ReportJSON {
  /// `legalaid.reconciliation/1`.
  static func reconciliation(
    of bureau: Bureau, _ result: ReconciliationResult, _ figures: Figures, ledgerHead: String,
    people: PeopleStanding
  ) -> JSONValue {
    let period = result.book.period
    return .members([
      "schema": .string("legalaid.reconciliation/1"),
      "agency": .string(bureau.agency),
      "region": .string(bureau.region),
      "year": .integer(Int64(period.year.number)),
      "as_of": .string(period.asOf.description),
      "ledger_head": .string(ledgerHead),
      "people": self.people(people),
      "result": .string(result.isOutstanding ? "outstanding" : "clean"),
      "totals": .object(totals.map { .init($0.rawValue, value(figures[$0])) }),
      "identities": .array(result.identities.map(identity)),
      "findings": .array(result.findings.map(finding)),
      "counts_by_rule": .object(
        result.countsByRule.sorted { $0.key < $1.key }
          .map { .init($0.key.description, .integer(Int64($0.value))) }),
      "set_aside": .array((result.statement?.setAside ?? []).map(setAside)),
    ])
  }

  /// Whether the ledger has people, and since which entry they sign; null where it has none.
  static func people(_ standing: PeopleStanding) -> JSONValue {
    switch standing {
    case .unset: .null
    case .set(let count, let since):
      .members(["count": .integer(Int64(count)), "signed_since": .integer(Int64(since))])
    }
  }

  /// A line of the treasury's that is not ours; who was paid is masked.
  private static func setAside(_ apart: StatementMatching.SetAsideLine) -> JSONValue {
    .members([
      "bank_reference": .string(apart.line.reference.printed),
      "booked_on": .string(apart.line.bookedOn.description),
      "amount_fen": .integer(apart.line.amount.fen),
      "payee": .string(maskedPayee(apart.line.payee)),
      "by": .string(apart.decision.by),
      "on": .string(apart.decision.on.description),
      "reason": .string(apart.decision.reason),
    ])
  }

  /// `legalaid.report/1`.
  static func report(
    paragraph: String, _ figures: Figures, _ tables: [ReportTable]
  ) -> JSONValue {
    let period = figures.period
    return .members([
      "schema": .string("legalaid.report/1"),
      "year": .integer(Int64(period.year.number)),
      "from": .string(period.span.firstDay.description),
      "to": .string(period.span.lastDay.description),
      "as_of": .string(period.asOf.description),
      "paragraph": .string(paragraph),
      "figures": .object(
        FigureName.listed(of: figures)
          .map { .init($0.rawValue, figure(figures[$0], figures.wan($0))) }),
      "tables": .array(tables.map { .object(members(of: $0) + [places(in: $0)]) }),
    ])
  }

  /// The figures of `totals`, in the order of the contract.
  private static let totals: [FigureName] = [
    .casesAccepted, .casesClosed, .casesTerminated, .casesWithdrawn, .claimed, .approved,
    .appropriated, .appropriatedTransfer, .appropriatedLocal, .appropriatedOther, .opening,
    .paidCase, .paidDuty, .paidOther, .paid,
  ]

  private static func value(_ figure: Figure) -> JSONValue {
    switch figure.value {
    case .money(let money): .integer(money.fen)
    case .count(let count): .integer(Int64(count))
    case .rate(let rate): .string(rate.text)
    case nil: .null
    }
  }

  private static func figure(_ figure: Figure, _ wan: Wan?) -> JSONValue {
    let printed =
      figure.count.map { "\($0)\(figure.counter)" } ?? figure.rate?.text
      ?? wan.map { "\($0.text)万元" }
    return .members([
      figure.name.kind.rawValue: value(figure),
      "printed": .string(orNull: printed),
      "source": .string(figure.source),
    ])
  }

  private static func identity(_ identity: Identity) -> JSONValue {
    .members([
      "id": .string(identity.id),
      "title": .string(identity.title),
      "left": .integer(orNull: identity.left),
      "right": .integer(orNull: identity.right),
      "difference": .integer(orNull: identity.difference),
      "unit": .string(identity.unit.rawValue),
      "outcome": .string(identity.outcome.rawValue),
    ])
  }

  private static func finding(_ finding: Finding) -> JSONValue {
    .members([
      "rule": .string(finding.rule.description),
      "severity": .string(finding.severity.rawValue),
      "outcome": .string(finding.outcome.rawValue),
      "subject": .string(finding.subject),
      "related": .array(finding.related.map { .string($0) }),
      "amount_fen": .integer(finding.amount.fen),
      "date": .string(orNull: finding.date?.description),
      "message": .string(finding.message),
      "explanation": finding.explanation.standing.map(explanation) ?? .null,
      "lapsed_explanation": finding.explanation.lapsed.map(explanation) ?? .null,
    ])
  }

  private static func explanation(_ explanation: Explanation) -> JSONValue {
    .members([
      "by": .string(explanation.by),
      "on": .string(explanation.on.description),
      "reason": .string(explanation.reason),
      "confirmed_by": .string(orNull: explanation.confirmedBy),
    ])
  }

  /// One table: `id`, `title`, `columns`, `rows`, `totals`.
  static func table(_ table: ReportTable) -> JSONValue {
    .object(members(of: table))
  }

  /// A table with further tables as its members, each under its `id`.
  static func table(_ table: ReportTable, with further: [ReportTable]) -> JSONValue {
    .object(members(of: table) + further.map { .init($0.id, Self.table($0)) })
  }

  private static func members(of table: ReportTable) -> [JSONValue.Member] {
    let columns = table.columns.map { column in
      JSONValue.members(["key": .string(column.key), "title": .string(column.title)])
    }
    return [
      .init("id", .string(table.id)),
      .init("title", .string(table.title)),
      .init("columns", .array(columns)),
      .init("rows", .array(table.rows.map { .array($0.map(cell)) })),
      .init("totals", table.totals.map { .array($0.map(cell)) } ?? .null),
    ]
  }

  /// Which cells are published figures: by row, counted from 0, and column; null is the total row.
  private static func places(in table: ReportTable) -> JSONValue.Member {
    let rows = table.rows.enumerated().map { (JSONValue.integer(Int64($0)), $1) }
    let all = rows + (table.totals.map { [(JSONValue.null, $0)] } ?? [])
    let figures = all.flatMap { place, cells in
      zip(table.columns, cells).compactMap { column, cell in
        cell.figure.map { figure in
          JSONValue.members([
            "row": place, "column": .string(column.key), "name": .string(figure.name.rawValue),
            "from": .string(figure.period.span.firstDay.description),
            "to": .string(figure.period.span.lastDay.description),
          ])
        }
      }
    }
    return .init("figures", .array(figures))
  }

  private static func cell(_ cell: ReportTable.Cell) -> JSONValue {
    switch cell.value {
    case .text(let text): .string(text)
    case .term(let code, _): .string(code)
    case .money(let money): .integer(orNull: money?.fen)
    case .wan(let wan): .string(orNull: wan?.text)
    case .count(let count): .integer(orNull: count.map { Int64($0) })
    case .percent(let percent): .string(orNull: percent?.text)
    }
  }
}
