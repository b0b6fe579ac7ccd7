import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Wording

/// 导入表格: workbooks are dropped, what they were taken for is shown, what is not certain is asked,
/// and then all of it is entered or none.
enum ImportRoom {
  private static let formName = ProposedImport.name

  static func answer(_ visit: Visit) throws -> Response {
    guard visit.request.method == .post else { return page(visit, waiting(visit)) }
    let (number, record) = try visit.checkForm(formName)
    guard case .open = record.state else { return .receipt(number) }
    if !visit.request.uploads.isEmpty {
      visit.browser.drop = DroppedTables(uploads: visit.request.uploads)
    }
    guard var drop = visit.browser.drop, !drop.uploads.isEmpty else {
      return page(visit, "<p class=\"fault\" role=\"alert\">还没有选文件。</p>", status: 422)
    }
    let isReadAnew = read(visit.request.form, into: &drop)
    visit.browser.drop = drop
    switch visit.request.form["step"] {
    case "forget":
      visit.browser.drop = nil
      return .redirect(RoomName.importing.path)
    case "marked": return try marked(drop, visit)
    // Nothing is entered of which no page was shown, as it is read now.
    case "do" where visit.request.form["head"] != nil && !isReadAnew:
      return try enter(drop, number, visit)
    default: return try check(drop, visit)
    }
  }

  // MARK: What was said

  /// Takes what was said of the tables; true where they are read otherwise than before.
  private static func read(_ form: Fields, into drop: inout DroppedTables) -> Bool {
    if form["amend"] != nil { drop.amendReason = form.words("amend") }
    return RecognisedView.read(form, into: &drop)
  }

  /// What a step asks to be confirmed; nil for a step that asks for nothing of the kind.
  private static func answer(_ step: NextStep) -> (term: TableTerm, words: String)? {
    switch step {
    case .mapColumn(let header, let field):
      (.column(header: header, means: field), "“\(header)”就是\(field)")
    case .passOverColumn(let header): (.column(header: header, means: nil), "“\(header)”不读")
    case .mapWord(let field, let word, let term):
      (.word(column: field, word: word, means: term), "\(field)里的“\(word)”就是\(term)")
    default: nil
    }
  }

  // MARK: Checking

  /// What an import says of its tables on the way.
  private struct Told {
    var notices: [ImportNotice] = []
    var tables: [RecognisedTable] = []
  }

  private static func run(
    _ drop: DroppedTables, _ session: Session, _ told: inout Told
  ) throws -> Receipt<ImportSummary> {
    try ImportTables(
      session, amendReason: drop.amendReason, terms: drop.terms
    )(drop.paths) { event in
      switch event {
      case .notice(let notice): told.notices.append(notice)
      case .tables(let tables): told.tables = tables
      case .progress: break
      }
    }
  }

  /// The page on which an import is checked.
  ///
  /// - Parameters:
  ///   - drop: The tables.
  ///   - visit: Of who dropped them.
  ///   - problem: Why it was not entered, of one that was to be.
  /// - Returns: What would be entered, what is wrong with the tables, or a question who acts.
  /// - Throws: A fault of the store where the ledger is not there.
  private static func check(
    _ drop: DroppedTables, _ visit: Visit, problem: (any Error)? = nil
  ) throws -> Response {
    var told = Told()
    do {
      let session = try visit.session(isRehearsal: true)
      let head = try session.store.read { try $0.journal.head() }
      let receipt = try run(drop, session, &told)
      let status = problem == nil ? 200 : problem is PreviewOutdated ? 409 : 422
      return page(
        visit,
        """
        \(problem.map { Problem($0, visit.clock).html } ?? .none)
        \(ready(drop, receipt.recorded, told, head, visit))
        """, status: status)
    } catch let unknown as Visit.WhoActs {
      return WhoRoom.ask(visit, unknown, back: RoomName.importing.path)
    } catch let refused as ImportRefused {
      return page(visit, faults(drop, refused, told, visit), status: 422)
    } catch let fault as StoreFault {
      return try page(visit, after: fault)
    } catch {
      return page(visit, Problem(error, visit.clock).html, status: 422)
    }
  }

  private static func ready(
    _ drop: DroppedTables, _ summary: ImportSummary, _ told: Told, _ head: String, _ visit: Visit
  ) -> HTML {
    """
    <h2>核对</h2>
    \(counts(summary))
    \(notices(told.notices, drop))
    <form method="post" action="\(RoomName.importing.path)" class="check">
    \(columns(told, drop))
    \(visit.newForm(formName).input)<input type="hidden" name="head" value="\(head)">
    <p class="buttons"><button class="main" name="step" value="do" data-once>入账</button>\
    <button name="step" value="forget">不导入了</button></p></form>
    """
  }

  private static func counts(_ summary: ImportSummary) -> HTML {
    let rows = TableKind.allCases.compactMap { kind -> HTML? in
      guard let counts = summary.byKind[kind] else { return nil }
      return """
        <tr><th scope="row">\(kind.title)</th><td class="number">\(counts.added)</td>\
        <td class="number">\(counts.filled)</td><td class="number">\(counts.amended)</td>\
        <td class="number">\(counts.unchanged)</td></tr>
        """
    }
    return """
      <table><caption class="unseen">各种表各有多少行</caption><thead><tr><th scope="col">表</th>\
      <th scope="col" class="number">新增</th><th scope="col" class="number">补填</th>\
      <th scope="col" class="number">更正</th><th scope="col" class="number">未变</th></tr></thead>
      <tbody>\(rows)</tbody></table>
      """
  }

  private static func columns(_ told: Told, _ drop: DroppedTables) -> HTML {
    RecognisedView(tables: told.tables, terms: drop.terms, names: drop.names).html
  }

  private static func notices(_ notices: [ImportNotice], _ drop: DroppedTables) -> HTML {
    guard !notices.isEmpty else { return .none }
    let lines = notices.map { notice -> HTML in
      let words = drop.names.named(notice.description)
      return notice.isWarning ? "<li class=\"wrong\">注意：\(words)</li>" : "<li>\(words)</li>"
    }
    return "<details open><summary>读表时看到的</summary><ul>\(lines)</ul></details>"
  }

  private static func faults(
    _ drop: DroppedTables, _ refused: ImportRefused, _ told: Told, _ visit: Visit
  ) -> HTML {
    let lines = drop.names.named(refused.guidance.words(in: .plain)).split(separator: "\n")
    let items = lines.map { line -> HTML in "<li>\(String(line))</li>" }
    var asked: [(term: TableTerm, words: String)] = []
    for step in refused.faults.flatMap(\.guidance.steps) {
      guard let answer = answer(step), !asked.contains(where: { $0.term == answer.term })
      else { continue }
      asked.append(answer)
    }
    let answers = asked.enumerated().map { place, answer -> HTML in
      """
      <div class="field tick"><input type="checkbox" id="t-\(place)" name="term" \
      value="\(typed: answer.term.formValue)"><label for="t-\(place)">\(answer.words)</label></div>
      """
    }
    let question: HTML =
      answers.isEmpty
      ? .none : "<fieldset><legend>请确认（确认过的，以后同样的表不再问）</legend>\(answers)</fieldset>"
    return """
      <div class="fault" role="alert"><p>有问题，一行也没有导入，账本没有改动。</p></div>
      <ul class="faults">\(items)</ul>
      <form method="post" action="\(RoomName.importing.path)" class="fill">
      \(visit.newForm(formName).input)
      \(question)
      \(columns(told, drop))
      <div class="field"><label for="f-amend">表里改了已登记的内容、确实要更正的，写明原因</label>\
      <input id="f-amend" name="amend" value="\(typed: drop.amendReason ?? "")"></div>
      <p class="buttons"><button class="main" name="step" value="check">再核对一次</button>\
      <button name="step" value="marked">下载标出问题的表</button>\
      <button name="step" value="forget">不导入了</button></p></form>
      """
  }

  /// The officer's own rows with the faulty cells coloured.
  private static func marked(_ drop: DroppedTables, _ visit: Visit) throws -> Response {
    do {
      var told = Told()
      _ = try run(drop, visit.session(isRehearsal: true), &told)
    } catch let refused as ImportRefused {
      return .file(
        "标出问题的表.xlsx", .excel,
        try MarkedWorkbook.file(paths: drop.paths, faults: refused.faults))
    }
    return try check(drop, visit)
  }

  // MARK: Entering

  private static func enter(
    _ drop: DroppedTables, _ number: FormNumber, _ visit: Visit
  ) throws -> Response {
    do {
      return try once(drop, number, visit)
    } catch let fault as StoreFault {
      return try page(visit, after: fault)
    }
  }

  private static func once(
    _ drop: DroppedTables, _ number: FormNumber, _ visit: Visit
  ) throws -> Response {
    try visit.once(number) {
      try entered(drop, visit)
    } refused: { error in
      // The faults of tables are shown with the tables.
      try check(drop, visit, problem: error is ImportRefused ? nil : error)
    }
  }

  private static func entered(_ drop: DroppedTables, _ visit: Visit) throws -> DoneAct {
    var session = try visit.session(isRehearsal: false)
    session.expectedHead = visit.request.form["head"]
    // The second person reads what the first one dropped, whether this browser is there or not.
    let kept = session.signer == nil ? nil : ProposedTables(beside: session.store)
    let proposed = try kept.map { try ProposedImport(keeping: drop, in: $0) }
    session.request = proposed?.words
    do {
      var told = Told()
      let receipt = try run(drop, session, &told)
      kept?.remove(proposed?.tables.map(\.copy) ?? [])
      visit.browser.drop = nil
      return DoneAct(
        receipt, "导入完成", preview: receipt.recorded.sentences.joined(separator: "\n"),
        next: [
          Link("案件", RoomName.cases.path), Link("国库核对", RoomName.bank.path),
          Link("再导入一张表", RoomName.importing.path),
        ])
    } catch let asked as ActProposed {
      visit.browser.drop = nil
      throw asked
    } catch {
      kept?.remove(proposed?.tables.map(\.copy) ?? [])
      throw error
    }
  }

  // MARK: The page

  /// Where the ledger still is there, what was dropped waits to be tried again.
  ///
  /// - Throws: The fault, where it is not.
  private static func page(_ visit: Visit, after fault: StoreFault) throws -> Response {
    guard visit.hasLedger else { throw fault }
    return page(
      visit,
      """
      \(Problem(fault, visit.clock).html)
      <p>一行也没有导入。放进来的表还在这里，不用重放：问题解决了，点“再核对一次”，核对后再入账。</p>
      \(waiting(visit))
      """, status: 503)
  }

  /// The way on with what was dropped and not entered; nothing where nothing was.
  private static func waiting(_ visit: Visit) -> HTML {
    guard visit.browser.drop?.uploads.isEmpty == false else { return .none }
    return """
      <form method="post" action="\(RoomName.importing.path)" class="check">
      \(visit.newForm(formName).input)
      <p class="buttons"><button class="main" name="step" value="check">再核对一次</button>\
      <button name="step" value="forget">不导入了</button></p></form>
      """
  }

  private static func page(_ visit: Visit, _ result: HTML, status: Int = 200) -> Response {
    let waiting = visit.browser.drop?.uploads.map(\.name) ?? []
    let names: HTML =
      waiting.isEmpty
      ? .none : "<p>已放进来、还没有入账的：\(waiting.joined(separator: "、"))</p>"
    return visit.page(
      "导入表格", room: .importing,
      """
      \(result)
      \(names)
      <form method="post" action="\(RoomName.importing.path)" enctype="multipart/form-data" \
      class="drop" data-drop>
      <p>把办公室的表放到这里：案件台账、补贴申报、值班表、指标、支付、国库或银行的明细；Excel、WPS、CSV 都可以，\
      一次可以放几个。全部导入或一行不导。</p>
      <div class="field"><label for="f-files">表格文件</label>\
      <input id="f-files" type="file" name="files" multiple required></div>
      \(visit.newForm(formName).input)
      <input type="hidden" name="step" value="check">
      <p class="buttons"><button class="main">读表</button></p></form>
      """, status: status)
  }
}
