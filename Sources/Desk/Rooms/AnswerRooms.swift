import Bookkeeping
import Foundation
import LedgerCore
import Reconciliation
import Reporting
import Schema
import Wording

/// 今日工作: what waits, and what is left.
enum TodayRoom {
  static func answer(_ visit: Visit) throws -> Response {
    let outcome = try ReadToday(visit.store())(visit.today, in: visit.desk.held.today)
    let page = try MorningPage(of: outcome, in: .desk, local: visit.clock.local).page()
    return visit.page("今日工作", room: .today, RoomName.linked(Paper.sheet(page)))
  }
}

/// The receipt (回执) of an act: its entry, what was recorded and what comes next.
enum ReceiptRoom {
  static func address(of number: FormNumber) -> String {
    Fields([("number", number.text)]).address(at: "/receipt")
  }

  static func answer(_ visit: Visit) throws -> Response {
    guard let text = visit.request.query["number"],
      let record = visit.browser.form(FormNumber(text: text))
    else {
      return visit.page(
        "没有这张回执",
        """
        <p>工作台重新启动过，或者过了时间，这张表单办没办要到流水里看：\
        <a href="\(RoomName.log.path)">流水</a>里最后几笔就是最近办的。</p>
        """, status: 404)
    }
    if let work = visit.browser.work(text) {
      guard let response = work.response(within: .nanoseconds(0)) else {
        return WorkRoom.page(visit, work)
      }
      // What came of it without a receipt, such as why it was refused, stays until it was seen.
      visit.browser.forgetWork(text)
      if response.status != 303 { return response }
    }
    switch record.state {
    case .open:
      return visit.page(
        "还没有办", "<p>这张表单还没有办，账本没有改动。请回到表单，核对后再确定。</p>")
    case .underWay:
      return visit.page("正在办理", "<p>正在办理，请稍候；这一页会自己更新。</p>", refresh: 1)
    case .done(let done):
      let entry: HTML =
        done.entry.map { "<p class=\"entry\">记入流水第 \($0) 号。</p>" }
        ?? "<p class=\"entry\">账上没有新的流水。</p>"
      let next = done.next.map { link -> HTML in "<li>\(link.html)</li>" }
      return visit.page(
        "已办好",
        """
        <p class="done" role="status">\(done.words)</p>
        \(entry)\(ActView.preview(done))\(ActView.reminders(done.reminders))
        <h2>接下来</h2><ul>\(next)\
        <li><a href="\(RoomName.today.path)">今日工作</a></li></ul>
        """)
    }
  }
}

/// 规则: each with its basis and advice.
enum RulesRoom {
  static func answer(_ visit: Visit) throws -> Response {
    let rules = RuleCatalogue.descriptions.map { rule -> HTML in
      """
      <section id="\(rule.id.description)"><h2>\(rule.id.description) \(rule.title)</h2>
      <dl><div><dt>严重程度</dt><dd>\(rule.severity.word)</dd></div>\
      <div><dt>依据</dt><dd>\(rule.basis)</dd></div>\
      <div><dt>怎么办</dt><dd>\(RoomName.linked("\(rule.advice.words(in: .desk))"))</dd></div></dl>\
      </section>
      """
    }
    return visit.page("规则", room: .rules, "\(rules)")
  }
}

/// 在整个账本里找.
enum FindRoom {
  private static let shownMax = 500

  static func answer(_ visit: Visit) throws -> Response {
    let word = visit.request.query.words("q") ?? ""
    guard !SearchedPart(word).isEmpty else { return .redirect(RoomName.today.path) }
    let hits = try FindEverywhere(visit.store())(word)
    let rows = hits.prefix(shownMax).map {
      FoundTable.Row($0, command: "", local: visit.clock.local)
    }
    let table = FoundTable.table(rows, top: shownMax)
    var view = TableView(table)
    view.link = { place in hits[place].step.flatMap(address) }
    return visit.page("找“\(word)”", view.html)
  }

  /// The page on which a fact is looked at.
  static func address(_ step: NextStep) -> String? {
    switch step {
    case .showCase(let number): CaseRoom.address(of: number)
    case .listDuty(let number): RoomName.duty.address([("q", number.printed)])
    case .listVoucher(let number): RoomName.payments.address([("voucher", number.printed)])
    case .listDocument(let number): RoomName.funds.address([("q", number.printed)])
    case .listBankLine(let number): RoomName.bank.address([("q", number.printed)])
    default: nil
    }
  }
}
