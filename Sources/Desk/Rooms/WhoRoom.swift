import Bookkeeping
import LedgerCore
import LedgerStore
import Wording

/// Who acts (经办人、登录): a name in a ledger without people, a person and password in one with.
enum WhoRoom {
  private static let formName = "who"

  static func answer(_ visit: Visit) throws -> Response {
    let hasPeople = try visit.store().read { try $0.people.isSet() }
    guard visit.request.method == .post else {
      return ask(visit, Visit.WhoActs(hasPeople: hasPeople))
    }
    _ = try visit.checkForm(formName)
    let form = visit.request.form
    do {
      if form["leave"] == "1" {
        visit.browser.signer = nil
        visit.browser.operatorName = nil
        return .redirect(RoomName.today.path)
      }
      if hasPeople {
        visit.browser.signer = try visit.desk.trials.trying {
          try SignIn(visit.store())(form["name"] ?? "", password: form["password"] ?? "")
        }
      } else {
        visit.browser.operatorName = try WordReading.words(form["name"] ?? "")
      }
    } catch let fault as StoreFault {
      throw fault
    } catch {
      return ask(
        visit, Visit.WhoActs(hasPeople: hasPeople),
        keeping: form["kept"].flatMap { Fields(encoded: $0) },
        of: form["then"].flatMap(AllForms.named), back: form["back"], problem: error)
    }
    // On with what was being filled in when it was asked who acts.
    if let then = form["then"].flatMap(AllForms.named) {
      let kept = form["kept"].flatMap { Fields(encoded: $0) } ?? Fields()
      return FormFlow(visit: visit, form: then).fill(kept)
    }
    return .redirect(address(form["back"]) ?? RoomName.today.path)
  }

  /// A page of this desk that a form names to be led back to; nil for whatever is none.
  static func address(_ text: String?) -> String? {
    guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return text
  }

  /// Asks who acts, keeping what was typed into a form.
  static func ask(
    _ visit: Visit, _ unknown: Visit.WhoActs, keeping fields: Fields? = nil,
    of form: ActForm? = nil, back: String? = nil, problem: (any Error)? = nil
  ) -> Response {
    let hasPeople = unknown.hasPeople
    let number = visit.newForm(formName)
    let name = Field(name: "name", title: hasPeople ? "姓名" : "经办人姓名", isRequired: true)
    let password = Field(name: "password", title: "密码", kind: .password, isRequired: true)
    let inputs = (hasPeople ? [name, password] : [name]).map {
      FieldView(field: $0, values: [], today: visit.today, isTyped: false).html
    }
    var kept = HTML.none
    if let form, let fields {
      kept = """
        <input type="hidden" name="then" value="\(form.name)">\
        <input type="hidden" name="kept" value="\(typed: fields.encoded)">
        """
    }
    if let back = address(back) {
      kept = "<input type=\"hidden\" name=\"back\" value=\"\(typed: back)\">"
    }
    let current = (try? visit.personName()) ?? nil
    let leave: HTML =
      current == nil
      ? .none
      : "<p class=\"note\">现在是 \(current ?? "")。</p><button name=\"leave\" value=\"1\">退出</button>"
    let hint: HTML =
      hasPeople
      ? "<p class=\"hint\">这个账本已设人员：登录以后办的事都有您的签名。</p>"
      : "<p class=\"hint\">写明是谁在办，记入流水。</p>"
    return visit.page(
      hasPeople ? "登录" : "经办人",
      """
      \(problem.map { Problem($0, visit.clock).html } ?? .none)\(hint)
      <form method="post" action="/who" class="fill">
      \(inputs)
      \(number.input)\(kept)
      <p class="buttons"><button class="main">\(hasPeople ? "登录" : "确定")</button></p>
      \(leave)
      </form>
      """, status: problem == nil ? (form == nil && back == nil ? 200 : 401) : 422)
  }
}
