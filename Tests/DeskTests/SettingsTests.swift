import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@testable import Desk

@Suite("收款单位、报送、设置", .ownThreads)
struct SettingsTests {
  private static let account = "6222021234567890123"

  /// Presses a button of the page on which the ledger is sent to the province.
  private static func publish(
    _ office: Office, _ key: String, _ fields: [(String, String)]
  ) throws -> Answer {
    let form = [("form", try Office.number(in: office.get("/publish", key: key)))]
    let answer = try office.post("/publish", key: key, fields + form)
    guard let receipt = answer["location"] else { return answer }
    return try office.get(receipt, key: key)
  }

  @Test("a payee is registered, corrected and ended; its account is seen by its last digits only")
  func payees() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let added = try office.act(
      key, "payee-add",
      [
        ("name", "甲律师事务所"), ("bank", "建行某支行"), ("account", Self.account),
        ("alias", "甲所\n甲律所"),
      ])
    #expect(added.title == "已办好" && added.text.contains("又名 甲所、甲律所"), "\(added.text)")
    let list = try office.get("/payees", key: key)
    for word in ["甲律师事务所", "甲所、甲律所", "建行某支行", "0123", "在用"] {
      #expect(list.text.contains(word), "\(word)")
    }
    let found = try office.get("/payees?q=%E7%94%B2%E5%BE%8B%E6%89%80", key: key)
    #expect(found.text.contains("建行某支行"))
    let other = try office.get("/payees?q=%E4%B9%99", key: key)
    #expect(!other.text.contains("建行某支行"))
    let amended = try office.act(
      key, "payee-amend",
      [("name", "甲所"), ("bank", "工行某支行"), ("drop-alias", "甲律所"), ("reason", "换了开户行")])
    #expect(amended.title == "已办好" && amended.text.contains("工行某支行"), "\(amended.text)")
    let unknown = try office.act(key, "payee-end", [("name", "丁所"), ("reason", "散了")])
    #expect(unknown.status == 422 && unknown.text.contains("value=\"丁所\""))
    let bad = try office.act(
      key, "payee-add", [("name", "乙所"), ("bank", "建行"), ("account", "12 34")])
    #expect(bad.status == 422 && bad.text.contains("href=\"#f-account\""), "\(bad.text)")
    let ended = try office.act(key, "payee-end", [("name", "甲所"), ("reason", "散了")])
    #expect(ended.title == "已办好")
    for address in ["/payees", "/log", "/find?q=%E7%94%B2"] {
      #expect(try !office.get(address, key: key).text.contains(Self.account), "\(address)")
    }
    #expect(!added.text.contains(Self.account))
  }

  @Test("the ledger is sent to the province from its page; what is missing is told with its way")
  func publishing() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    let folder = office.folder.file("优盘")
    let write = [("step", "write"), ("folder", folder), ("password", "baosong-mima-1")]
    let noCode = try Self.publish(office, key, write)
    #expect(noCode.status == 422 && noCode.text.contains("还没有登记本单位的行政区划代码"))
    #expect(noCode.text.contains("“设置”页"), "\(noCode.text)")
    #expect(try office.act(key, "region-code", [("code", "64030")]).status == 422)
    #expect(try office.act(key, "region-code", [("code", "640303")]).title == "已办好")
    #expect(try office.get("/settings", key: key).text.contains("640303"))
    let noKey = try Self.publish(office, key, write)
    #expect(noKey.status == 422 && noKey.text.contains("还没有报送用的密钥"))
    let twoWords = try Self.publish(
      office, key, [("step", "key"), ("password", "baosong-mima-1"), ("again", "baosong-mima-2")])
    #expect(twoWords.status == 422 && twoWords.text.contains("两次输入的密码不一样"))
    let made = try Self.publish(
      office, key, [("step", "key"), ("password", "baosong-mima-1"), ("again", "baosong-mima-1")])
    let publicKey = try #require(made.text.firstMatch(of: /公钥：([0-9a-f]{64})/)?.1)
    #expect(try office.get("/publish", key: key).text.contains(publicKey))
    let wrong = try Self.publish(
      office, key, [("step", "write"), ("folder", folder), ("password", "baosong-mima-9")])
    #expect(wrong.status == 422 && wrong.text.contains("密码不对") && !wrong.text.contains("mima-9"))
    #expect(!FileManager.default.fileExists(atPath: folder))
    let written = try Self.publish(office, key, write)
    #expect(written.title == "已办好" && written.text.contains("第 1–3 号流水"), "\(written.text)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(files.count == 1 && files.allSatisfy { $0.hasSuffix(".las") })
    let again = try Self.publish(office, key, write)
    #expect(again.text.contains("原来就有，相同"))
    let foreign = try Self.publish(
      office, key, [("step", "receipt"), ("file", folder + "/" + (files.first ?? ""))])
    #expect(foreign.status == 422)
  }

  @Test("the page of settings names the bureau, the file, and what was said of tables last")
  func settings() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    #expect(try office.get("/settings", key: key).text.contains("还没有确认过"))
    let store = try LedgerStore.open(at: office.path)
    try store.append(
      EntryStamp(recordedAt: "2025-03-05T01:02:03Z", operatorName: "测试经办", kind: "import")
    ) { writer in
      try writer.append(TableTerm.column(header: "承办律师", means: "承办单位"))
      try writer.append(TableTerm.column(header: "承办律师", means: "承办人"))
      try writer.append(TableTerm.sheet("<草稿>"))
    }
    try store.close()
    let page = try office.get("/settings", key: key).text
    for word in ["测试区司法局", "账本.sqlite", "“承办律师”读作承办人", "工作表“&lt;草稿&gt;”不读"] {
      #expect(page.contains(word), "\(word)")
    }
    #expect(!page.contains("读作承办单位"))
  }
}
