import Bookkeeping
import LedgerCore
import Reconciliation
import Reporting

/// 国库核对: three numbers, the two lists of what neither side explains, and what is matched.
enum BankRoom {
  static func answer(_ visit: Visit) throws -> Response {
    guard let statement = try held(visit) else {
      return visit.page(
        "国库核对", room: .bank,
        "<p>还没有导入国库支付明细：请在<a href=\"\(RoomName.importing.path)\">导入表格</a>里放进国库或银行给的明细。</p>")
    }
    let filter = try ListView.filter(visit)
    let lines = statement.openLines.filter { isAsked($0.line, filter) }
    let movements = statement.openMovements
    let bridge = statement.bridge
    let difference = try bridge.bank - bridge.ledger
    return visit.page(
      "国库核对", room: .bank,
      """
      <dl class="numbers"><div><dt>账上净支付</dt><dd>\(bridge.ledger.groupedYuanText) 元</dd></div>\
      <div><dt>国库流水合计</dt><dd>\(bridge.bank.groupedYuanText) 元</dd></div>\
      <div><dt>差额</dt><dd>\(difference.groupedYuanText) 元</dd></div></dl>
      \(acts.buttons)
      \(finder(visit))
      <h2>国库已付、账上未记（\(lines.count) 笔）</h2>
      \(open(visit, lines))
      <h2>账上已付、国库未付（\(movements.count) 笔）</h2>
      \(open(visit, movements))
      \(StatementTables.setAside(statement.setAside).map { table -> HTML in
        "<h2>\(table.title)</h2>\(TableView(table).html)"
      })
      <h2>差额怎么来的</h2>
      \(TableView(StatementTables.bridge(bridge, in: .plain)).html)
      \(try matched(visit, statement, filter))
      """)
  }

  private static func held(_ visit: Visit) throws -> StatementMatching? {
    let store = try visit.store()
    return try visit.desk.held.statement.value(LedgerMoment(store, on: visit.today)) {
      try ReadStatement(store)()
    }
  }

  private static let acts = [
    Link("核对全部流水", BankForms.matchAll.path), Link("由人核对", BankForms.match.path),
    Link("撤销核对", BankForms.undo.path), Link("不属本账的另列", BankForms.setAside.path),
    Link("撤销另列", BankForms.takeBack.path), Link("补填流水", CorrectionForms.amend(.bank).path),
    Link("作废流水", CorrectionForms.void(.bank, undo: false).path),
  ]

  private static func isAsked(_ line: BankLine, _ filter: RegisterFilter) -> Bool {
    filter.takes(texts: [line.reference.printed, line.payee, line.memo, line.voucher?.printed])
  }

  private static func finder(_ visit: Visit) -> HTML {
    """
    <form class="filter" action="\(RoomName.bank.path)" role="search">
    <div class="field"><label for="f-q">查找</label><input id="f-q" name="q" type="search" \
    value="\(typed: visit.request.query["q"] ?? "")"></div><button>筛选</button>
    <a href="\(RoomName.bank.path)">全部</a></form>
    """
  }

  /// The open lines, each leading to the form in which a person says what it belongs to.
  private static func open(_ visit: Visit, _ lines: [StatementMatching.OpenLine]) -> HTML {
    let pager = Pager(lines.count, at: RoomName.bank.path, visit.request.query, named: "lines")
    let shown = Array(lines[pager.rows])
    var view = TableView(StatementTables.openLines(shown))
    view.link = { place in
      BankForms.match.address([("line", shown[place].line.reference.printed)])
    }
    return "\(view.html)\n\(pager.html)"
  }

  private static func open(
    _ visit: Visit, _ movements: [StatementMatching.OpenMovement]
  ) -> HTML {
    let pager = Pager(
      movements.count, at: RoomName.bank.path, visit.request.query, named: "vouchers")
    let table = StatementTables.openMovements(Array(movements[pager.rows]))
    return "\(TableView(table).html)\n\(pager.html)"
  }

  private static func matched(
    _ visit: Visit, _ statement: StatementMatching, _ filter: RegisterFilter
  ) throws -> HTML {
    var pager = Pager(0, at: RoomName.bank.path, visit.request.query)
    let table = try StatementTables.matched(statement.matches, filter) { count in
      pager = Pager(count, at: RoomName.bank.path, visit.request.query)
      return pager.rows
    }
    var view = TableView(table)
    view.link = { place in
      BankForms.undo.address([("line", table.rows[place][0].forPeople)])
    }
    return "<h2>已核对</h2>\n\(view.html)\n\(pager.html)"
  }
}
