import Bookkeeping
import LedgerCore
import Reporting
import Standards
import Wording

/// 标准与政策: what is in force, and what a case comes to by it.
enum StandardsRoom {
  static func answer(_ visit: Visit) throws -> Response {
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
      <h2>成批支付用的政策</h2>
      \(policyWords)
      """)
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
