import Bookkeeping
import LedgerCore
import Reporting

/// 收款单位: to whom money goes, under which names and into which accounts.
enum PayeesRoom {
  static func list(_ visit: Visit) throws -> Response {
    let wanted = visit.request.query.words("q").map(normalized)
    let payees = try ListRegister(visit.store()).payees().filter { payee in
      wanted.map { word in payee.names.contains { normalized($0).contains(word) } } ?? true
    }
    return ListView(
      visit: visit, room: .payees, acts: PayeeForms.all.map { Link($0.title, $0.path) }
    ).page(RegisterTables.payees(payees))
  }
}
