import LedgerCore

/// The rooms of the desk, as the menu names them.
enum RoomName: String, CaseIterable, Sendable {
  case today = "今日工作"
  case importing = "导入表格"
  case cases = "案件"
  case claims = "申报与核发"
  case duty = "值班"
  case funds = "经费指标"
  case payments = "支付"
  case bank = "国库核对"
  case payees = "收款单位"
  case reconcile = "对账与说明"
  case reports = "报表"
  case checkText = "核对文字"
  case yearEnd = "年终结账"
  case standards = "标准与政策"
  case safety = "备份与核验"
  case log = "流水"
  case people = "人员与待复核"
  case publishing = "向省里报送"
  case settings = "设置"
  case rules = "规则"
  case help = "帮助"

  /// Its page's path.
  var path: String {
    switch self {
    case .today: "/"
    case .importing: "/import"
    case .cases: "/cases"
    case .claims: "/claims"
    case .duty: "/duty"
    case .funds: "/funds"
    case .payments: "/payments"
    case .bank: "/bank"
    case .payees: "/payees"
    case .reconcile: "/reconcile"
    case .reports: "/reports"
    case .checkText: "/check-text"
    case .yearEnd: "/year-end"
    case .standards: "/standards"
    case .safety: "/safety"
    case .log: "/log"
    case .people: "/people"
    case .publishing: "/publish"
    case .settings: "/settings"
    case .rules: "/rules"
    case .help: "/help"
    }
  }

  /// The address of its page with a query.
  func address(_ values: [(String, String)]) -> String { Fields(values).address(at: path) }

  /// The key that leads there.
  var key: String {
    switch self {
    case .today: "t"
    case .importing: "i"
    case .cases: "c"
    case .claims: "a"
    case .duty: "d"
    case .funds: "f"
    case .payments: "p"
    case .bank: "b"
    case .payees: "e"
    case .reconcile: "r"
    case .reports: "s"
    case .checkText: "x"
    case .yearEnd: "y"
    case .standards: "m"
    case .safety: "k"
    case .log: "l"
    case .people: "u"
    case .publishing: "w"
    case .settings: "z"
    case .rules: "g"
    case .help: "h"
    }
  }

  /// A piece of a page in which each page that its text names, as in “支付”页, is a link to it.
  static func linked(_ piece: HTML) -> HTML {
    let mark = "”页"
    var parts = piece.markup.split(separator: mark, omittingEmptySubsequences: false)
    guard let rest = parts.popLast(), !parts.isEmpty else { return piece }
    var result = ""
    // An element's own words, as the name of a field, lead nowhere.
    var isInText = true
    for part in parts {
      if let last = part.last(where: { $0 == "<" || $0 == ">" }) { isInText = last == ">" }
      if isInText, let start = part.lastIndex(of: "“"),
        let room = RoomName(rawValue: String(part[part.index(after: start)...]))
      {
        result += part[..<start] + Link("“\(room.rawValue)\(mark)", room.path).html.markup
      } else {
        result += part + mark
      }
    }
    return HTML(made: result + rest)
  }

  /// The menu, by what belongs together.
  static let groups: [(title: String, rooms: [RoomName])] = [
    ("每天", [.today, .importing]), ("登记", [.cases, .claims, .duty, .funds]),
    ("付款", [.payments, .bank, .payees]), ("对账和报表", [.reconcile, .reports, .checkText, .yearEnd]),
    ("管理", [.standards, .safety, .log, .people, .publishing, .settings, .rules, .help]),
  ]
}

/// What every page of the desk has around its own.
struct Frame {
  /// What the bar on top says; nil before a ledger is open.
  struct Standing {
    let agency: String
    let ledger: String
    /// Who acts; nil where nobody is known yet.
    let person: String?
    /// What this browser has left under way.
    var works: [Link] = []
  }

  let title: String
  var room: RoomName?
  var standing: Standing?
  /// For a page that comes again by itself, after so many seconds.
  var refresh: Int?

  /// - Parameter body: The page's own, under its title.
  /// - Returns: The whole page.
  func page(_ body: HTML) -> HTML {
    """
    <!DOCTYPE html>
    <html lang="zh-CN">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    \(refreshing)<title>\(title) - 法律援助经费台账</title>
    <link rel="stylesheet" href="/desk.css">
    <script src="/desk.js" defer></script>
    </head>
    <body>
    <a class="skip" href="#main">跳到正文</a>
    \(bar)
    <div class="desk">
    \(standing == nil ? HTML.none : menu)
    <main id="main" tabindex="-1">
    <h1>\(title)</h1>
    \(body)
    </main>
    </div>
    </body>
    </html>

    """
  }

  private var refreshing: HTML {
    refresh.map { "<meta http-equiv=\"refresh\" content=\"\($0)\">\n" } ?? .none
  }

  private var bar: HTML {
    guard let standing else {
      return "<header class=\"bar\"><strong>法律援助经费台账</strong></header>"
    }
    let person: HTML =
      standing.person.map { "<a href=\"/who\">经办人：\($0)</a>" } ?? "<a href=\"/who\">还没有写明经办人</a>"
    return """
      <header class="bar"><strong>法律援助经费台账</strong>\
      \(standing.works.map(\.html).joined())<span>\(standing.agency)</span>\
      <a href="/ledger">账本：\(standing.ledger)</a>\(person)\
      <form class="find" action="/find" role="search">\
      <label class="unseen" for="find">在整个账本里找</label>\
      <input id="find" name="q" type="search" placeholder="编号、姓名、单位、文号" maxlength="200">\
      <button>找</button></form></header>
      """
  }

  private var menu: HTML {
    let groups = RoomName.groups.map { group -> HTML in
      let links = group.rooms.map { room -> HTML in
        let current: HTML = room == self.room ? " aria-current=\"page\"" : ""
        return """
          <li><a href="\(room.path)" data-key="\(room.key)"\(current)>\(room.rawValue)</a></li>
          """
      }
      return "<h2>\(group.title)</h2><ul>\(links.joined())</ul>"
    }
    return "<nav class=\"menu\" aria-label=\"菜单\">\(groups)</nav>"
  }
}
