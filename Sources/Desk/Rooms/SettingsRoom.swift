import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Wording

/// 设置: what the ledger says of the bureau, what was said of the office's tables, and where the
/// rest is set.
enum SettingsRoom {
  static func answer(_ visit: Visit) throws -> Response {
    let store = try visit.store()
    let (bureau, code, said) = try store.read { ledger in
      (try ledger.bureau(), try ledger.publishing.regionCode(), try ledger.tableTerms())
    }
    let facts: [(String, HTML)] = [
      ("单位", "\(bureau.agency)"), ("地区", "\(bureau.region)"),
      ("行政区划代码", "\(code?.description ?? "还没有登记")"),
      ("账本文件", "\(URL(filePath: visit.desk.path).standardizedFileURL.path)"),
      ("多久没有人看就停止", "\(BrowserSessions.idleTime / 60) 分钟"),
    ]
    return visit.page(
      "设置", room: .settings,
      """
      <dl class="typed">\(facts.map { row($0.0, $0.1) })</dl>
      \([Link(SettingForms.regionCode.title, SettingForms.regionCode.path)].buttons)
      <h2>表格里的列名和用语</h2>
      \(terms(said))
      <h2>在别的页上设的</h2>
      <ul>
      <li>\(Link("补贴标准和成批支付的政策", RoomName.standards.path).html)</li>
      <li>\(Link("人员、职责和密码", RoomName.people.path).html)</li>
      <li>\(Link("收款单位的账号", RoomName.payees.path).html)</li>
      <li>\(Link("报送用的密钥", RoomName.publishing.path).html)</li>
      <li>\(Link("换一个账本", "/ledger").html)</li>
      </ul>
      """)
  }

  private static func row(_ title: String, _ value: HTML) -> HTML {
    "<div><dt>\(title)</dt><dd>\(value)</dd></div>"
  }

  /// What stands of all that was said: the last of each thing.
  private static func terms(_ said: [TableTerm]) -> HTML {
    let standing = said.enumerated().filter { index, term in
      !said[(index + 1)...].contains { $0.isAbout(term) }
    }.map(\.element)
    guard !standing.isEmpty else {
      return "<p>还没有确认过。导入时有不认得的列名或用语，会在导入的页上问；确认过的记在账本里，下次不再问。</p>"
    }
    let items = standing.map { term -> HTML in "<li>\(term.words)</li>" }
    return """
      <p>导入时确认过的，以后的表照用；要改的，导入时另选一次，以最后一次为准。</p><ul>\(items)</ul>
      """
  }
}
