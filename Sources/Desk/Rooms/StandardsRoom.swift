import Bookkeeping
import LedgerCore
import LedgerStore
import Reporting
import Standards
import Wording

/// 标准与政策: what is in force, and what a case comes to by it.
enum StandardsRoom {
  private static let formName = "what-if"

  static func answer(_ visit: Visit) throws -> Response {
    var trial = HTML.none
    var status = 200
    if visit.request.method == .post {
      _ = try visit.checkForm(formName)
      do {
        trial = try tried(visit)
      } catch let fault as StoreFault {
        throw fault
      } catch {
        (trial, status) = (Problem(error, visit.clock).html, 422)
      }
    }
    let price = PriceCases(try visit.store())
    let rows = try price.versions().map { ($0.standard.title, $0.standard, $0.inForce) }
    let table = RegisterTables.standards(rows)
    let policy = Result { try RegionPolicy.bundled(on: visit.today) }
    let policyWords: HTML =
      switch policy {
      case .success(let policy): "<p>\(policy.title)</p>"
      case .failure(let error): Problem(error, visit.clock).html
      }
    return visit.page(
      "标准与政策", room: .standards,
      """
      \([Link("登记补贴标准", StandardForms.load.path)].buttons)
      \(TableView(table).html)
      <h2>一件案件按标准该补多少</h2>
      <form class="filter" action="\(RoomName.standards.path)">
      <div class="field"><label for="f-case">案件编号</label>\
      <input id="f-case" name="case" value="\(typed: visit.request.query["case"] ?? "")"></div>
      <button>计算</button></form>
      \(priced(visit, price))
      <h2>草拟的标准试算</h2>
      \(trial)
      \(trying(visit))
      <h2>成批支付用的政策</h2>
      \(policyWords)
      """, status: status)
  }

  // MARK: What a draft would have cost

  private static let draftFields = [StandardForms.bundled, StandardForms.text]

  private static func trying(_ visit: Visit) -> HTML {
    let form = visit.request.form
    let year = Field(name: "year", title: "哪一年办结的案件", isRequired: true)
    let inputs = (draftFields + [year]).map { field in
      FieldView(
        field: field,
        values: field.name == "year" && form["year"] == nil
          ? [visit.year.description] : form.all(field.name),
        today: visit.today, prefix: "draft"
      ).html
    }
    return """
      <form method="post" action="\(RoomName.standards.path)" class="fill">
      <p class="hint">选一个自带的标准，或把草拟的全文（YAML）贴在下面：那一年要多少钱，够不够；什么也不记。</p>
      \(inputs)\(visit.newForm(formName).input)
      <p class="buttons"><button class="main">试算</button></p></form>
      """
  }

  private static func tried(_ visit: Visit) throws -> HTML {
    let form = visit.request.form
    let (name, text) = try StandardForms.draft(form.words("bundled"), form.words("text"))
    let year = try WordReading.year(form["year"] ?? "")
    let trial = try TryStandard(visit.store())(text, name: name, over: year)
    let table = try RegisterTables.trial(
      trial.rows, title: "\(trial.title)试算 \(year) 年办结案件（单位：元）", notes: trial.notes())
    let shownMax = 20
    let unpriced = trial.listed.prefix(shownMax).map { number, reason -> HTML in
      "<li>案件 \(number.printed)：\(reason)</li>"
    }
    let rest: HTML =
      trial.listed.count > shownMax
      ? "<p class=\"note\">另有 \(trial.listed.count - shownMax) 件</p>" : .none
    return "<h3>\(table.title)</h3>\(TableView(table).html)<ul>\(unpriced)</ul>\(rest)"
  }

  private static func priced(_ visit: Visit, _ price: PriceCases) -> HTML {
    guard let text = visit.request.query.words("case") else { return .none }
    do {
      let number: CaseNumber = try WordReading.number(text)
      let sheet = PriceSheet.text(
        try price(number), heading: [("案件", number.printed)])
      return
        "<pre tabindex=\"0\">\(sheet.split(separator: "\n").map { HTML(text: String($0)) })</pre>"
    } catch {
      return Problem(error, visit.clock).html
    }
  }
}
