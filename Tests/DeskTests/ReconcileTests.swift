import TestSupport
import Testing

@testable import Desk

@Suite("对账与说明的页", .ownThreads)
struct ReconcileTests {
  @Test("an explanation stands until the facts under it change; then the page says that it lapsed")
  func lapsed() async throws {
    let office = try await Office(hasLedger: false)
    let key = try office.session()
    let form = [("form", try Office.number(in: office.get("/ledger", key: key)))]
    let made = try office.post(
      "/ledger", key: key,
      form + [("step", "example"), ("path", office.folder.file("例.sqlite"))])
    #expect(made.status == 303, "\(made.text)")
    let page = "/reconcile?year=2024"
    #expect(try office.get(page, key: key).text.contains("超过可用资金"))
    let explained = try office.act(
      key, "explain",
      [
        ("rule", "F03"), ("subject", "2024"), ("year", "2024"), ("reason", "上年结转没有登记"),
        ("second", "复核人乙"),
      ])
    #expect(explained.title == "已办好", "\(explained.text)")
    let standing = try office.get(page, key: key).text
    #expect(!standing.contains("超过可用资金") && standing.contains("已说明的 1 项"), "\(standing)")
    let received = try office.act(
      key, "fund-receive",
      [
        ("document", "示财〔2024〕99号"), ("source", "本级财政"), ("year", "2024"),
        ("on", "2024-12-31"), ("amount", "100"),
      ])
    #expect(received.title == "已办好", "\(received.text)")
    let after = try office.get(page, key: key).text
    #expect(after.contains("原有说明因账目变动已失效，请重新说明：上年结转没有登记"), "\(after)")
  }
}
