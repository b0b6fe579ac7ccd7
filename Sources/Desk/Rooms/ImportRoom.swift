import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Wording

/// 导入表格: workbooks are dropped, what they were taken for is shown, what is not certain is asked,
/// and then all of it is entered or none.
enum ImportRoom {
  private static let formName = "import"

  static func answer(_ visit: Visit) throws -> Response {
    guard visit.request.method == .post else { return page(visit, .none) }
    let (number, record) = try visit.checkForm(formName)
    guard case .open = record.state else { return .receipt(number) }
    if !visit.request.uploads.isEmpty {
      visit.browser.drop = DroppedTables(uploads: visit.request.uploads)
    }
    guard var drop = visit.browser.drop, !drop.uploads.isEmpty else {
      return page(visit, "<p class=\"fault\" role=\"alert\">还没有选文件。</p>", status: 422)
    }
    read(visit.request.form, into: &drop)
    visit.browser.drop = drop
    switch visit.request.form["step"] {
    case "forget":
      visit.browser.drop = nil
      return .redirect(RoomName.importing.path)
    case "marked": return try marked(drop, visit)
    case "do": return try enter(drop, number, visit)
    default: return try check(drop, visit)
    }
  }

  // MARK: What was said

  /// Takes what was ticked: which column is which, and which is not read.
  private static func read(_ form: Fields, into drop: inout DroppedTables) {
    for text in form.all("term") {
      let parts = text.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
      let term: TableTerm? =
        switch (parts.first, parts.count) {
        case ("column", 3): .column(header: parts[1], means: parts[2].isEmpty ? nil : parts[2])
        case ("word", 4): .word(column: parts[1], word: parts[2], means: parts[3])
        case ("sheet", 2): .sheet(parts[1])
        default: nil
        }
      guard let term, term.flaw == nil else { continue }
      drop.terms.removeAll { $0.isAbout(term) }
      drop.terms.append(term)
    }
    if form["amend"] != nil { drop.amendReason = form.words("amend") }
  }

  /// What an answer to a step is written as; nil for a step that is no answer.
  private static func answer(_ step: NextStep) -> (value: String, words: String)? {
    switch step {
    case .mapColumn(let header, let field):
      (["column", header, field].joined(separator: "\u{1F}"), "“\(header)”就是\(field)")
    case .passOverColumn(let header):
      (["column", header, ""].joined(separator: "\u{1F}"), "“\(header)”不读")
    case .mapWord(let field, let word, let term):
      (
        ["word", field, word, term].joined(separator: "\u{1F}"),
        "\(field)里的“\(word)”就是\(term)"
      )
    default: nil
    }
  }

  // MARK: Checking

  private static func run(
    _ drop: DroppedTables, _ session: Session, for visit: Visit
  ) throws -> (Receipt<ImportSummary>, [ImportNotice]) {
    var notices: [ImportNotice] = []
    let receipt = try ImportTables(
      session, amendReason: drop.amendReason, terms: drop.terms
    )(drop.paths) { event in
      switch event {
      case .notice(let notice): notices.append(notice)
      case .progress(let rows, let read, let size):
        visit.work?.tell("已读 \(rows) 行，约 \(size > 0 ? read * 100 / size : 0)%")
      }
    }
    return (receipt, notices)
  }

  private static func check(_ drop: DroppedTables, _ visit: Visit) throws -> Response {
    do {
      let (receipt, notices) = try run(drop, visit.session(isRehearsal: true), for: visit)
      return page(visit, ready(drop, receipt.recorded, notices, visit))
    } catch let unknown as Visit.WhoActs {
      return WhoRoom.ask(visit, unknown)
    } catch let refused as ImportRefused {
      return page(visit, faults(drop, refused, visit), status: 422)
    } catch let fault as StoreFault {
      return try page(visit, after: fault)
    } catch {
      return page(visit, Problem(error, visit.clock).html, status: 422)
    }
  }

  private static func ready(
    _ drop: DroppedTables, _ summary: ImportSummary, _ notices: [ImportNotice], _ visit: Visit
  ) -> HTML {
    """
    <h2>核对</h2>
    \(counts(summary))
    \(told(notices, drop))
    <form method="post" action="\(RoomName.importing.path)" class="check">
    \(visit.newForm(formName).input)
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

  private static func told(_ notices: [ImportNotice], _ drop: DroppedTables) -> HTML {
    guard !notices.isEmpty else { return .none }
    let lines = notices.map { notice -> HTML in
      let words = drop.named(notice.description)
      return notice.isWarning ? "<li class=\"wrong\">注意：\(words)</li>" : "<li>\(words)</li>"
    }
    return "<details open><summary>读表时看到的</summary><ul>\(lines)</ul></details>"
  }

  private static func faults(
    _ drop: DroppedTables, _ refused: ImportRefused, _ visit: Visit
  ) -> HTML {
    let lines = drop.named(refused.guidance.words(in: .plain)).split(separator: "\n")
    let items = lines.map { line -> HTML in "<li>\(String(line))</li>" }
    var asked: [(value: String, words: String)] = []
    for step in refused.faults.flatMap(\.guidance.steps) {
      guard let answer = answer(step), !asked.contains(where: { $0.value == answer.value })
      else { continue }
      asked.append(answer)
    }
    let answers = asked.enumerated().map { place, answer -> HTML in
      """
      <div class="field tick"><input type="checkbox" id="t-\(place)" name="term" \
      value="\(typed: answer.value)"><label for="t-\(place)">\(answer.words)</label></div>
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
      _ = try run(drop, visit.session(isRehearsal: true), for: visit)
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
      let (receipt, _) = try run(drop, visit.session(isRehearsal: false), for: visit)
      visit.browser.drop = nil
      return DoneAct(
        receipt, "导入完成", preview: receipt.recorded.sentences.joined(separator: "\n"),
        next: [
          Link("案件", RoomName.cases.path), Link("国库核对", RoomName.bank.path),
          Link("再导入一张表", RoomName.importing.path),
        ])
    } refused: { _ in
      try check(drop, visit)
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
      <form method="post" action="\(RoomName.importing.path)" class="check">
      \(visit.newForm(formName).input)
      <p class="buttons"><button class="main" name="step" value="check">再核对一次</button>\
      <button name="step" value="forget">不导入了</button></p></form>
      """, status: 503)
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
