import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Reporting
import Wording

/// 人员与待复核: who may do what, and what waits for a second person.
enum PeopleRoom {
  private static let formName = "people"

  static func answer(_ visit: Visit) throws -> Response {
    try visit.forms(named: formName) {
      try page(visit, $0, problem: $1)
    } act: {
      try done(visit)
    }
  }

  // MARK: Acts that make or seal a key, and confirmations

  private static func done(_ visit: Visit) throws -> DoneAct {
    let form = visit.request.form
    let next = [Link("人员与待复核", RoomName.people.path)]
    switch form["step"] {
    case "start": return try start(visit, form, next)
    case "add":
      let name = try WordReading.words(form["name"] ?? "")
      let roles = Set(Role.allCases.filter { form["role-\($0.rawValue)"] == "1" })
      guard !roles.isEmpty else { throw WordReading.Problem(description: "至少要有一项职责") }
      let key = try OpenKey().sealed(under: NewPassword(form, of: name).text)
      let session = try visit.session(
        isRehearsal: false, request: ProposedWords.adding(name, roles, key))
      let receipt = try KeepPeople(session).add(name, roles: roles, key: key)
      return DoneAct(
        receipt, "增加人员 \(receipt.recorded.name)（\(receipt.recorded.roles.inWords)）", next: next)
    case "key":
      let name = try WordReading.words(form["name"] ?? "")
      let reason = try WordReading.words(form["reason"] ?? "")
      let key = try OpenKey().sealed(under: NewPassword(form, of: name).text)
      let session = try visit.session(
        isRehearsal: false, request: ProposedWords.giving(key, to: name, reason: reason))
      let receipt = try KeepPeople(session).giveKey(key, to: name, reason: reason)
      return DoneAct(receipt, "给人员 \(receipt.recorded.name) 新密钥；旧密码不能再用", next: next)
    case "password":
      let session = try visit.session(isRehearsal: false)
      guard let signer = session.signer else { throw PersonRefusal.nobodySignedIn }
      _ = try visit.desk.trials.trying {
        try SignIn(session.store)(signer.name, password: form["present"] ?? "")
      }
      let key = try signer.key.sealed(under: NewPassword(form, of: signer.name).text)
      return DoneAct(
        try KeepPeople(session).changePassword(to: key), "密码改好了；密钥没有变", next: next)
    default: return try confirm(visit, form, next)
    }
  }

  private static func start(_ visit: Visit, _ form: Fields, _ next: [Link]) throws -> DoneAct {
    let store = try visit.store()
    guard try !store.read({ try $0.people.isSet() }) else { throw PeopleRefusal.started }
    let name = try WordReading.words(form["name"] ?? "")
    let first = try FirstPerson(name, password: NewPassword(form, of: name).text)
    let receipt = try first.start(in: store, now: visit.clock.now(), today: visit.today)
    visit.browser.signer = first.signer
    return DoneAct(
      receipt, "设第一个人员 \(receipt.recorded.name)；从这一笔起，每一笔都要登录后签名", next: next)
  }

  /// Carries out, as the second person, what somebody asked for.
  private static func confirm(_ visit: Visit, _ form: Fields, _ next: [Link]) throws -> DoneAct {
    guard let number = form["number"].flatMap({ Int($0) }) else { throw RequestFault.malformed }
    let item = try ReadPending(visit.store())(number)
    let session = try visit.session(isRehearsal: false, confirmation: item.confirmation)
    let words = item.proposal.words
    if DeskProposal.isOne(words) {
      return try DeskProposal(words).carryOut(session)
    }
    let said = try visit.desk.carryOutCommand(words, session)
    var done = DoneAct(
      "第 \(number) 号已照办：\(item.act.title)", preview: said.joined(separator: "\n"), next: next)
    done.entry = try session.store.read { try $0.proposals.carriedOut(number) }
    return done
  }

  // MARK: The page

  private static func page(
    _ visit: Visit, _ number: FormNumber, problem: (any Error)?
  ) throws -> Response {
    let store = try visit.store()
    let people = try store.read { try $0.people.all() }
    let top = problem.map { Problem($0, visit.clock).html } ?? .none
    guard !people.isEmpty else {
      return visit.page(
        "人员与待复核", room: .people,
        """
        \(top)
        <p>这个账本还没有设人员：经办人自己写名字，流水没有签名。设了第一个人员以后，每一笔都要登录后签名，\
        要紧的事须两人办；设了就不能取消。</p>
        \(part("start", "设第一个人员", personFields("start", visit), "设人员", number))
        """, status: problem == nil ? 200 : 422)
    }
    let pending = try ReadPending(store)()
    return visit.page(
      "人员与待复核", room: .people,
      """
      \(top)
      <h2>待复核（\(pending.count) 项）</h2>
      \(pending.isEmpty ? ["<p>没有待复核的事项。</p>"] : pending.map { item($0, visit, number) })
      <h2>人员</h2>
      \(TableView(PeopleTables.people(people)).html)
      \([Link("改变职责", PeopleForms.role.path), Link("停用", PeopleForms.end.path)].buttons)
      \(part("add", "增加人员", personFields("add", visit) + roles(visit), "增加", number))
      \(part(
        "key", "密码忘了的，给新密钥",
        personFields("key", visit) + visit.view(Field.reason, in: "key"), "给新密钥", number))
      \(part("password", "改自己的密码", passwordFields(visit), "改密码", number))
      """, status: problem == nil ? 200 : 422)
  }

  private static func item(_ item: ReadPending.Item, _ visit: Visit, _ number: FormNumber) -> HTML {
    let decline = PeopleForms.decline.address([("number", "\(item.number)")])
    let preview = item.proposal.preview.map { line -> HTML in "<li>\(line)</li>" }
    let reason: HTML = item.reason.map { "<p>理由：\($0)</p>" } ?? .none
    return """
      <section class="way"><h3>第 \(item.number) 号：\(item.act.title)</h3>
      <p>\(item.proposer) 于 \(visit.clock.local(item.proposedAt)) 提请；\
      \(item.proposal.grounds.inWords)</p>\(reason)<ul>\(preview)</ul>\(tables(of: item))
      <form method="post" action="\(RoomName.people.path)">
      \(number.input)
      <input type="hidden" name="number" value="\(item.number)">
      <p class="buttons">\(StepButton(step: "confirm", words: "确认，照办").html)\
      \(Link("退回", decline).button)</p></form></section>
      """
  }

  /// The ways to the tables that an import waits with.
  private static func tables(of item: ReadPending.Item) -> HTML {
    guard let proposed = ProposedImport(item.proposal.words) else { return .none }
    let links = proposed.tables.enumerated().map { place, table -> HTML in
      let query = Fields([("number", "\(item.number)"), ("table", "\(place)")])
      return Link(table.name, query.address(at: tablePath)).html
    }
    return "<p>提请导入的表（含姓名，提请和能确认的人可以看）：\(links.joined(separator: "、"))</p>"
  }

  static let tablePath = "/people/table"

  /// A table that an import waits with, as it was dropped, for who asked and who may confirm.
  static func table(_ visit: Visit) throws -> Response {
    let query = visit.request.query
    guard let number = query["number"].flatMap({ Int($0) }),
      let place = query["table"].flatMap({ Int($0) })
    else { throw RequestFault.notFound }
    let store = try visit.store()
    let item = try ReadPending(store)(number)
    guard let signer = visit.browser.signer else {
      return WhoRoom.ask(visit, Visit.WhoActs(hasPeople: true), back: RoomName.people.path)
    }
    let person = try store.read { try $0.people.person(signer.person) }
    guard signer.name == item.proposer || person.map(item.proposal.grounds.allow) == true else {
      throw PersonRefusal.mayNotConfirm(item.proposal.grounds)
    }
    guard let proposed = ProposedImport(item.proposal.words),
      proposed.tables.indices.contains(place),
      let path = ProposedTables(beside: store)?.path(of: proposed.tables[place].copy),
      let bytes = FileManager.default.contents(atPath: path)
    else { throw RequestFault.notFound }
    return .file(proposed.tables[place].name, .anything, Array(bytes))
  }

  private static func part(
    _ step: String, _ title: String, _ fields: HTML, _ button: String, _ number: FormNumber
  ) -> HTML {
    FormSection(
      title: title, path: RoomName.people.path, number: number, fields: fields,
      buttons: [StepButton(step: step, words: button)]
    ).html
  }

  private static func personFields(_ step: String, _ visit: Visit) -> HTML {
    [
      Field(name: "name", title: "姓名", isRequired: true),
      Field(
        name: "password", title: "密码", kind: .password, isRequired: true, hint: "由他本人设，别人不要看"),
      Field(name: "again", title: "再输一次", kind: .password, isRequired: true),
    ].map { visit.view($0, in: step) }.joined()
  }

  private static func roles(_ visit: Visit) -> HTML {
    PeopleForms.roleFields.map { visit.view($0, in: "add") }.joined()
  }

  private static func passwordFields(_ visit: Visit) -> HTML {
    [
      Field(name: "present", title: "现在的密码", kind: .password, isRequired: true),
      Field(name: "password", title: "新密码", kind: .password, isRequired: true),
      Field(name: "again", title: "再输一次", kind: .password, isRequired: true),
    ].map { visit.view($0, in: "password") }.joined()
  }
}
