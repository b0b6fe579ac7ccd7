import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import Reporting
import Wording

/// 年终结账: what stands in the way, what should be looked at, what will be carried; the pack.
enum YearEndRoom {
  static func answer(_ visit: Visit) throws -> Response {
    let year = visit.year
    let store = try visit.store()
    let isClosed = try store.read { try $0.years.closed().contains(year) }
    let body = isClosed ? closed(year) : try open(year, visit, store)
    return visit.page(
      "年终结账", room: .yearEnd, "\(visit.yearChooser(RoomName.yearEnd.path, year))\n\(body)")
  }

  private static func closed(_ year: FiscalYear) -> HTML {
    let values = [("year", year.description)]
    return """
      <p class="done">\(year.description) 年度已经结账。</p>
      \([Link("报表包", pack(year)), Link("重新打开", YearForms.reopen.address(values))].buttons)
      """
  }

  private static func open(
    _ year: FiscalYear, _ visit: Visit, _ store: LedgerStore
  ) throws -> HTML {
    let problems = try VerifyLedger(store).standing()
    let outcome = try visit.desk.held.reconciled(year, for: visit)
    let blockers = outcome.result.blockingFindings
    let others = outcome.result.findings.filter { finding in
      finding.isOutstanding
        && !blockers.contains { $0.subject == finding.subject && $0.rule == finding.rule }
    }
    let isEnded = visit.today >= year.lastDay
    func line(_ isGood: Bool, _ words: String, _ link: Link?) -> HTML {
      let mark: HTML =
        isGood ? "<strong class=\"good\">通过</strong>" : "<strong class=\"wrong\">未通过</strong>"
      return "<li>\(mark) \(words) \(link?.html ?? .none)</li>"
    }
    let reconcile = Link(
      "去处理", RoomName.reconcile.address([("year", year.description)]))
    // A large ledger is verified by the closing itself, not by each look at this page.
    let isReady = isEnded && blockers.isEmpty && !problems.isUnsound
    let close: HTML =
      isReady
      ? [Link("结账", YearForms.close.address([("year", year.description)]))].buttons
      : "<p>以上都通过了，才能结账。</p>"
    let blocked = blockers.isEmpty ? "没有挡住结账的不符" : "挡住结账的不符 \(blockers.count) 项，要改正或说明"
    let checks = [
      line(isEnded, isEnded ? "年度已经结束" : "年度还没有结束：12 月 31 日起才能结账", nil),
      line(
        !problems.isUnsound, problems.guidance?.words ?? "账本核验通过",
        problems == .sound ? nil : Link("备份与核验", RoomName.safety.path)),
      line(blockers.isEmpty, blocked, blockers.isEmpty ? nil : reconcile),
    ]
    return """
      <h2>\(year.description) 年度结账前的检查</h2>
      <ol class="checks">\(checks)</ol>
      <h2>不挡结账、但要看一眼的</h2>
      <p>\(others.isEmpty ? "没有。" : "\(others.count) 项一般不符和提示。") \
      \(others.isEmpty ? HTML.none : reconcile.html)</p>
      <h2>结账</h2>
      <p>结账先给您看要结转的各个指标，确定以后才办。</p>
      \(close)
      <p>\(Link("先看报表包（按现在的账）", pack(year)).html)</p>
      """
  }

  /// The address of a year's report pack, or of one of its files.
  static func pack(_ year: FiscalYear, file: String? = nil) -> String {
    Fields([("year", year.description)] + (file.map { [("file", $0)] } ?? []))
      .address(at: "/year-end/pack")
  }

  /// The report pack: its files, or one of them.
  static func pack(_ visit: Visit) throws -> Response {
    let year = visit.year
    let store = try visit.store()
    let standing = try VerifyLedger(store).standing()
    let outcome = try ReadPack(store)(year) { outcome in
      standing.marking(
        try Document(of: outcome, in: .desk).pack(), in: .desk)
    }
    if outcome.isSealed {
      guard outcome.isAsSealed, !standing.isUnsound else {
        throw WordReading.Problem(
          description: "账本核验没有通过，\(year) 年度封存的报表包不能当作原件输出：请用备份恢复；账本没有改动")
      }
    }
    if let name = visit.request.query["file"] {
      guard let file = outcome.files.first(where: { $0.name == name }) else {
        throw RequestFault.notFound
      }
      return .file(file.name, .anything, Array(file.text.utf8))
    }
    let files = outcome.files.map { file -> HTML in
      "<li>\(Link(file.name, pack(year, file: file.name)).html)</li>"
    }
    return visit.page(
      "\(year) 年度报表包", room: .yearEnd,
      """
      <p>\(outcome.isSealed ? "结账时封存的原件，每次逐字节相同。" : "还没有结账：按现在的账。")</p>
      <ul>\(files)</ul>
      """)
  }
}

extension LedgerStanding {
  fileprivate var isUnsound: Bool {
    if case .unsound = self { true } else { false }
  }
}
