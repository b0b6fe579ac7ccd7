package import LedgerCore
import Reconciliation

extension Document {
  /// Some of the lists by themselves.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func list(_ list: List, _ format: OutputFormat) throws(MoneyOverflow) -> String {
    let tables = try tables(of: list)
    return page(list.title, tables).written(
      format, json: .array(tables.map(ReportJSON.table)))
  }

  /// The same as a page.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func listPage(_ list: List) throws(MoneyOverflow) -> Page {
    page(list.title, try tables(of: list))
  }

  private func tables(of list: List) throws(MoneyOverflow) -> [ReportTable] {
    let lists = ListTables(result, figures)
    return switch list {
    case .unpaid: try lists.unpaid()
    case .handlers(let isMasked): try lists.handlers(isMasked: isMasked)
    case .lottery: lists.lottery()
    }
  }

  /// The lists that are printed by themselves.
  package enum List: Sendable {
    case unpaid
    /// Firms, and lawyers by name or masked where the book names them.
    case handlers(isMasked: Bool)
    case lottery

    var title: String {
      switch self {
      case .unpaid: "未付清单"
      case .handlers: "律所和律师汇总表"
      case .lottery: "中彩金报表"
      }
    }
  }

  private func page(_ title: String, _ tables: [ReportTable]) -> Page {
    let period = result.book.period
    return Page(
      blocks: [
        .title("\(bureau.agency) \(period.span.inTitle)\(title)"),
        .facts(period.facts + [("账簿校验码", ledgerHead)]),
      ] + (tables.isEmpty ? [.sentences(["没有需要列出的内容。"])] : [])
        + tables.map { .table($0) })
  }
}
