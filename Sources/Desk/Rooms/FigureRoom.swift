import Bookkeeping
import Reconciliation
import Reporting
import Wording

/// 出处: the facts that a figure is made of, one by one, and their sum.
enum FigureRoom {
  static func answer(_ visit: Visit) throws -> Response {
    let query = visit.request.query
    guard let name = query["name"].flatMap(FigureName.init(text:)) else {
      throw RequestFault.notFound
    }
    let period = try Period(ReportsRoom.span(query, visit).days)
    let sheet = try ReadFacts(visit.store()).origin(of: name, in: period)
    return visit.page("出处", room: .reports, Paper.sheet(sheet.page))
  }
}
