import LedgerCore
import Reporting
import Wording

/// A list of facts: what it is narrowed to, its rows page by page with their totals, and where each
/// leads.
struct ListView {
  let visit: Visit
  let room: RoomName
  /// The fields of the filter besides the search, each a choice.
  var choices: [Field] = []
  /// What can be done here: buttons above the list.
  var acts: [Link] = []
  /// What stands above the rows besides.
  var above = HTML.none
  /// What can be done with the rows that are ticked.
  var ticked: [(words: String, form: ActForm)] = []
  /// Where a row leads, by its first cell.
  var link: ((String) -> String?)?

  /// What the address narrows the list to.
  static func filter(_ visit: Visit) throws -> RegisterFilter {
    let query = visit.request.query
    return RegisterFilter(
      recipient: query.words("recipient"), lawyer: query.words("lawyer"),
      firm: query.words("firm"),
      document: try query.words("document").map { try WordReading.number($0) },
      voucher: try query.words("voucher").map { try WordReading.number($0) },
      search: query.words("q"))
  }

  /// A term of the address; nil where there is none, or it is none of ours.
  static func term<Term>(_ visit: Visit, _ name: String) -> Term?
  where Term: RawRepresentable<String> {
    visit.request.query[name].flatMap { Term(rawValue: $0) }
  }

  /// The rows in a form whose buttons open the forms of acts with the ticked ones filled in.
  private func ticking(_ view: TableView) -> HTML {
    let buttons = ticked.map { words, form -> HTML in
      "<button formaction=\"\(form.path)\">\(words)</button>"
    }
    return """
      <form>
      <p class="buttons"><button type="button" data-tick-all="number" hidden>全选或全不选</button>\
      \(buttons.joined())</p>
      \(view.html)
      </form>
      """
  }

  /// A page of a list that was read whole.
  func page(_ table: ReportTable) -> Response {
    let pager = Pager(table.rows.count, at: room.path, visit.request.query)
    return page(TableView(table, rows: pager.rows), pager)
  }

  /// A page of a list of which it alone was read.
  ///
  /// - Parameter read: Reads the rows that it is told to, by how many there are.
  /// - Returns: The page.
  /// - Throws: What reading throws.
  func page(_ read: ((Int) -> Range<Int>) throws -> ReportTable) throws -> Response {
    var pager = Pager(0, at: room.path, visit.request.query)
    let table = try read { count in
      pager = Pager(count, at: room.path, visit.request.query)
      return pager.rows
    }
    return page(TableView(table), pager)
  }

  private func page(_ view: TableView, _ pager: Pager) -> Response {
    let (query, table) = (visit.request.query, view.table)
    var view = view
    if let link {
      view.link = { place in link(table.rows[place][0].forPeople) }
    }
    if !ticked.isEmpty {
      view.tick = ("number", { table.rows[$0][0].forPeople })
    }
    let fields = choices.map { field in
      FieldView(field: field, values: query.all(field.name), today: visit.today).html
    }
    return visit.page(
      room.rawValue, room: room,
      """
      \(acts.buttons)
      <form class="filter" action="\(room.path)" role="search">
      <div class="field"><label for="f-q">查找</label>\
      <input id="f-q" name="q" type="search" value="\(typed: query["q"] ?? "")"></div>
      \(fields)
      <button>筛选</button> <a href="\(room.path)">全部</a>
      </form>
      \(above)
      \(ticked.isEmpty ? view.html : ticking(view))
      \(pager.html)
      """)
  }
}
