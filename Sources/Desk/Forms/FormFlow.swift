import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import Reporting
import Wording

/// How an act goes over the pages: filled in, checked, done, and its receipt (填写 → 核对 → 确定 →
/// 回执).
struct FormFlow {
  let visit: Visit
  let form: ActForm

  /// What the flow itself puts into a form.
  static let ownNames: Set<String> = ["form", "step", "head"]

  func answer() throws -> Response {
    if visit.request.method == .get { return fill(visit.request.query) }
    let fields = visit.request.form.without(Self.ownNames)
    let number: FormNumber
    let record: FormRecord
    do {
      (number, record) = try visit.checkForm(form.name)
    } catch RequestFault.expiredForm {
      // What was typed stays, under a number that serves.
      return fill(fields, problem: RequestFault.expiredForm, status: 409)
    }
    guard case .open = record.state else { return .receipt(number) }
    switch visit.request.form["step"] {
    case "edit": return fill(fields, number)
    // Nothing is done of which no page was shown.
    case "do" where visit.request.form["head"] != nil: return try carryOut(fields, number)
    default: return try check(fields, number)
    }
  }

  // MARK: Filling in

  /// The form with what is known or was typed.
  func fill(
    _ fields: Fields, _ number: FormNumber? = nil, problem: (any Error)? = nil,
    status: Int? = nil
  ) -> Response {
    let number = number ?? visit.newForm(form.name)
    let fault = problem as? Values.Fault
    let isTyped = visit.request.method == .post
    let refused = problem.flatMap { RefusedField($0, fields, of: form) }
    let funds = form.takesFund ? FundChoices.left(in: visit) : []
    let inputs = form.fields.map { field in
      let ownFault = fault?.field == field.name ? fault?.problem : nil
      return FieldView(
        field: field, values: fields.all(field.name), today: visit.today, isTyped: isTyped,
        problem: ownFault ?? (refused?.field.name == field.name ? refused?.problem : nil),
        funds: funds
      ).html
    }
    let hint: HTML = form.hint.map { "<p class=\"hint\">\($0)</p>" } ?? .none
    let top: HTML =
      if let fault {
        """
        <div class="fault" role="alert" tabindex="-1" id="fault"><p>还有一处要改：\
        <a href="#f-\(fault.field)">\(fault.title)：\(fault.problem)</a></p></div>
        """
      } else if let problem {
        Problem(problem, visit.clock).html + (refused?.way ?? .none)
          + ActView.preview(of: problem)
      } else {
        .none
      }
    return visit.page(
      form.title, room: form.room,
      """
      \(top)\(hint)
      <form method="post" action="\(form.path)" class="fill" novalidate>
      \(inputs)
      \(own(number, step: "check"))
      <p class="buttons"><button class="main">核对</button>\
      <a href="\(form.room.path)">不办了</a></p>
      </form>
      """, status: status ?? (problem == nil ? 200 : 422))
  }

  private func own(_ number: FormNumber, step: String, head: String? = nil) -> HTML {
    let head: HTML = head.map { "<input type=\"hidden\" name=\"head\" value=\"\($0)\">" } ?? .none
    return """
      \(number.input)\
      <input type="hidden" name="step" value="\(step)">\(head)
      """
  }

  // MARK: Checking

  /// The page on which an act is checked: what it would do, and what the rules say.
  private func check(
    _ fields: Fields, _ number: FormNumber, moved: (any Error)? = nil
  ) throws -> Response {
    do {
      let session = try visit.session(isRehearsal: true)
      let head = try session.store.read { try $0.journal.head() }
      let done = try form.act(Values(fields, of: form), session)
      return checkPage(done, fields, number, head, moved)
    } catch let unknown as Visit.WhoActs {
      return WhoRoom.ask(visit, unknown, keeping: fields, of: form)
    } catch let fault as RequestFault {
      throw fault
    } catch let fault as StoreFault {
      return try fill(fields, number, after: fault)
    } catch {
      return fill(fields, number, problem: error)
    }
  }

  /// Where the ledger still is there, what was typed stays, to be tried again.
  ///
  /// - Throws: The fault, where it is not.
  private func fill(
    _ fields: Fields, _ number: FormNumber, after fault: StoreFault
  ) throws -> Response {
    guard visit.hasLedger else { throw fault }
    return fill(fields, number, problem: fault, status: 503)
  }

  private func checkPage(
    _ done: DoneAct, _ fields: Fields, _ number: FormNumber, _ head: String,
    _ moved: (any Error)?
  ) -> Response {
    let typed = fields.pairs.map { pair -> HTML in
      "<input type=\"hidden\" name=\"\(typed: pair.name)\" value=\"\(typed: pair.value)\">"
    }
    let shown = form.fields.compactMap { FieldView.shown($0, fields) }
    return visit.page(
      "核对：\(form.title)", room: form.room,
      """
      \(moved.map { Problem($0, visit.clock).html } ?? .none)\
      <dl class="typed">\(shown)</dl>
      \(ActView.preview(done))
      \(ActView.reminders(done.reminders))
      <p class="would">确定以后：\(done.words)</p>
      <form method="post" action="\(form.path)" class="check">
      \(typed)
      \(own(number, step: "do", head: head))
      <p class="buttons"><button class="main" data-once>确定</button>\
      <button name="step" value="edit" formnovalidate>返回修改</button>\
      <a href="\(form.room.path)">不办了</a></p>
      </form>
      """, status: moved == nil ? 200 : 409)
  }

  // MARK: Doing

  private func carryOut(_ fields: Fields, _ number: FormNumber) throws -> Response {
    do {
      return try visit.once(number, keeping: fields, of: form) {
        var session = try visit.session(isRehearsal: false, request: request(fields))
        session.expectedHead = visit.request.form["head"]
        return try form.act(Values(fields, of: form), session).forReceipt
      } refused: { error in
        switch error {
        case let moved as PreviewOutdated: try check(fields, number, moved: moved)
        case let fault as RequestFault: throw fault
        default: fill(fields, number, problem: error)
        }
      }
    } catch let fault as StoreFault {
      return try fill(fields, number, after: fault)
    }
  }

  /// The words by which a second person carries the act out.
  private func request(_ fields: Fields) -> [String] {
    ["desk", form.name] + fields.proposalWords
  }
}

/// What an act would do or did, as the page shows it.
enum ActView {
  static func preview(_ done: DoneAct) -> HTML { preview(done.preview) }

  /// What would have been done, of an act that was refused after its preview was made.
  static func preview(of refusal: any Error) -> HTML {
    (refusal as? ShownRefusal).map { preview($0.preview) } ?? .none
  }

  private static func preview(_ text: String) -> HTML {
    guard !text.isEmpty else { return .none }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line -> HTML in "\(String(line))" }
    return "<pre class=\"preview\" tabindex=\"0\">\(lines)</pre>"
  }

  static func reminders(_ findings: [Finding]) -> HTML {
    guard !findings.isEmpty else { return .none }
    let items = findings.map { finding -> HTML in
      """
      <li class="\(finding.severity.rawValue)"><a href="/rules#\(finding.rule.description)">\
      \(finding.rule.description)</a> \(finding.severity.word)：\(finding.message)</li>
      """
    }
    return "<section class=\"reminders\"><h2>规则提醒</h2><ul>\(items)</ul></section>"
  }
}
