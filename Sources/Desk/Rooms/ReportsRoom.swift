import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import Reporting
import Wording

/// 报表: every paper that an office gives out, previewed, printed, and as Word, Excel and CSV.
enum ReportsRoom {
  /// The papers, by their names in addresses.
  enum Kind: String, CaseIterable {
    case paragraph, tables, statement, unpaid, handlers, lottery, roster, notice
    case taxList = "tax-list"
    case dutySheet = "duty-sheet"

    var title: String {
      switch self {
      case .paragraph: "公开用的一段话"
      case .tables: "各张表"
      case .statement: "对账表"
      case .unpaid: "未付清单"
      case .handlers: "律所和律师汇总表"
      case .lottery: "中彩金报表"
      case .roster: "发放表（供签字，含姓名）"
      case .notice: "公示表（姓名隐去）"
      case .taxList: "免税申报清单（含姓名，只供报税）"
      case .dutySheet: "值班补贴月表（供签领）"
      }
    }

    /// Whether it covers payments rather than a span of the book.
    var isOfPayments: Bool { [.roster, .notice, .taxList].contains(self) }
  }

  enum Form: String, CaseIterable {
    case page, print, docx, xlsx, csv
  }

  /// The list of papers, each with the span it is wanted of.
  static func list(_ visit: Visit) throws -> Response {
    let year = visit.year
    let papers = Kind.allCases.map { kind -> HTML in
      "<option value=\"\(kind.rawValue)\">\(kind.title)</option>"
    }
    let links = Kind.allCases.filter { $0 != .dutySheet }.map { kind -> HTML in
      let query = Fields([("kind", kind.rawValue), ("year", year.description)])
      return "<li>\(Link(kind.title, query.address(at: "/reports/paper")).html)</li>"
    }
    return visit.page(
      "报表", room: .reports,
      """
      <h2>\(year.description) 年度</h2><ul>\(links)</ul>
      <h2>别的期间</h2>
      <form class="fill" action="/reports/paper">
      <div class="field"><label for="f-kind">报表</label><select id="f-kind" name="kind">\(papers)\
      </select></div>
      <div class="field"><label for="f-span">期间</label><input id="f-span" name="span" \
      value="\(year.description)" aria-describedby="f-span-hint">\
      <span class="hint" id="f-span-hint">\
      年度 2024、季度 2024Q4、月份 2024-05，或 2024-03-01 至 2024-03-20</span></div>
      <p class="buttons"><button class="main">看报表</button></p></form>
      <h2>年度报告</h2>
      <p>\(Link("\(year) 年度报表包", YearEndRoom.pack(year)).html)\
      ：公开段落、各张表、对账表和图，一年一包。</p>
      """)
  }

  /// One paper.
  static func paper(_ visit: Visit) throws -> Response {
    let query = visit.request.query
    guard let kind = query["kind"].flatMap(Kind.init(rawValue:)) else {
      throw RequestFault.notFound
    }
    let form = query["form"].flatMap(Form.init(rawValue:)) ?? .page
    let store = try visit.store()
    let standing = try VerifyLedger(store).standing()
    let span = try span(query, visit)
    let page = standing.marking(try made(kind, of: span, query, store), in: .desk)
    let name = kind.title.split(separator: "（")[0] + "-" + span.description
    switch form {
    case .docx: return .file("\(name).docx", .word, try page.file(.docx))
    case .xlsx: return .file("\(name).xlsx", .excel, try page.file(.xlsx))
    case .csv: return .file("\(name).csv", .csv, Array(page.csv.utf8))
    case .print: return .page(Paper.whole(page, title: String(name)))
    case .page: return shown(kind, page, visit)
    }
  }

  private static func shown(_ kind: Kind, _ page: Page, _ visit: Visit) -> Response {
    let query = visit.request.query.without(["form"])
    func way(_ form: Form, _ words: String) -> HTML {
      var query = query
      query["form"] = form.rawValue
      return Link(words, query.address(at: "/reports/paper")).button
    }
    return visit.page(
      kind.title, room: .reports,
      """
      <p class="acts">\(way(.print, "打印")) \(way(.docx, "Word")) \(way(.xlsx, "Excel")) \
      \(way(.csv, "CSV")) <a href="/reports">别的报表</a></p>
      \(Paper.linked(page, query))
      """)
  }

  private static func made(
    _ kind: Kind, of span: Asked, _ query: Fields, _ store: LedgerStore
  ) throws -> Page {
    if kind == .dutySheet {
      guard case .month(let month) = span else {
        throw WordReading.Problem(description: "值班补贴月表要写一个月份，例如 2024-05")
      }
      let sheet = try ReadDutySheet(store)(month)
      guard !sheet.rows.isEmpty else {
        throw WordReading.Problem(description: "\(month) 没有登记值班：请核对月份，漏登的先登记")
      }
      return try DutySheetPage(sheet, of: store.read { try $0.bureau() }).page()
    }
    if kind.isOfPayments { return try payments(kind, query, span.days, store) }
    let period = try Period(span.days)
    let document =
      kind == .handlers
      ? try Document(of: ReconcileYear(store).namingLawyers(period), in: .desk)
      : try Document(of: ReconcileYear(store)(period, comparing: true), in: .desk)
    return switch kind {
    case .paragraph: document.paragraphPage(.docx, by: try ParagraphTemplate(.disclosure))
    case .tables: document.tablesPage
    case .statement: document.statementPage()
    case .unpaid: try document.listPage(.unpaid)
    case .handlers: try document.listPage(.handlers(isMasked: true))
    default: try document.listPage(.lottery)
    }
  }

  private static func payments(
    _ kind: Kind, _ query: Fields, _ span: Span, _ store: LedgerStore
  ) throws -> Page {
    let vouchers: [VoucherNumber] = try query.all("voucher").map { try WordReading.number($0) }
    let choice = RosterChoice(
      paidIn: vouchers.isEmpty ? span : nil, vouchers: Set(vouchers), batch: nil, closedIn: nil)
    let read = ReadRosters(store)
    let papers = Rosters(of: try store.read { try $0.bureau() })
    if kind == .taxList {
      let incomes = try ListExemptIncome(store)(where: read.taken(by: choice))
      return try papers.exemptIncomeTable(incomes, in: span).page
    }
    let rosters = try read(where: read.taken(by: choice))
    guard !rosters.isEmpty else {
      throw WordReading.Problem(description: "这个范围内没有支付：请核对期间或凭证号")
    }
    return kind == .roster
      ? try papers.rostersPage(rosters) : try papers.noticeTable(rosters).page
  }

  // MARK: Spans

  /// The span of a paper as it is asked for.
  enum Asked: CustomStringConvertible {
    case year(FiscalYear)
    case quarter(Quarter)
    case month(Month)
    case days(Span)

    var days: Span {
      switch self {
      case .year(let year): Span(year)
      case .quarter(let quarter): Span(quarter)
      case .month(let month): Span(month)
      case .days(let span): span
      }
    }

    var description: String {
      switch self {
      case .year(let year): year.description
      case .quarter(let quarter): "\(quarter)"
      case .month(let month): "\(month)"
      case .days(let span): "\(span.firstDay)至\(span.lastDay)"
      }
    }
  }

  static func span(_ query: Fields, _ visit: Visit) throws -> Asked {
    guard let text = query.words("span") else { return .year(visit.year) }
    if let year = FiscalYear(text: text) { return .year(year) }
    if let quarter = Quarter(text: text) { return .quarter(quarter) }
    if let month = Month(text: text) { return .month(month) }
    let ends = text.split(whereSeparator: { "至到~ ～".contains($0) })
      .filter { !$0.allSatisfy(\.isWhitespace) }
    guard ends.count == 2 else {
      throw WordReading.Problem(
        description: "看不懂期间“\(text)”：写年度 2024、季度 2024Q4、月份 2024-05，或 2024-03-01 至 2024-03-20")
    }
    return .days(
      try Span(from: WordReading.day(String(ends[0])), through: WordReading.day(String(ends[1]))))
  }
}
