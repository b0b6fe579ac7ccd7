import Bookkeeping
import LedgerCore
import Reconciliation
import Reporting

/// 出处: the facts that a figure is made of, one by one, and their sum.
enum FigureRoom {
  static func answer(_ visit: Visit) throws -> Response {
    let query = visit.request.query
    guard let name = query["name"].flatMap(FigureName.init(text:)) else {
      throw RequestFault.notFound
    }
    let period = try Period(ReportsRoom.span(query, visit).days)
    let (outcome, trace) = try ReadFacts(visit.store())(period) { register in
      try FigureTrace(of: name, in: period, register: register.funds, settings: register.settings)
    } take: { trace, account in
      switch account {
      case .dossier(let dossier): try trace.observe(dossier)
      case .duty(let account): try trace.observe(account)
      case .uncited(let lines): trace.observe(lines)
      }
    }
    let sheet = FigureSheet(
      of: outcome.bureau, try trace.provenance(in: Figures(outcome.result.book)),
      ledgerHead: outcome.ledgerHead)
    return visit.page(
      "出处", room: .reports,
      "<div class=\"sheet\">\(HTML(made: sheet.page.htmlFragment()))</div>")
  }
}
