import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import TestSupport
import Testing

private let header =
  "支付凭证号,行号,支付日期,支出用途,案件编号,指标文号,金额,收款单位,冲销凭证号,冲销行号,冲销类型,重付凭证号,重付行号\n"

@Suite("导入导出：更正、退票和重付")
struct ReversalKindTests {
  private let returned = "退1,1,2024-05-01,以案定补,,文1,1000,甲所,凭1,1,退票,,\n"
  private let again = "重1,1,2024-05-09,以案定补,案1,文1,1000,甲所,,,,凭1,\n"

  private func reversal(_ kind: String) -> String {
    "冲1,1,2024-05-01,以案定补,,文1,400,甲所,凭1,1,\(kind),,\n"
  }

  @Test("a reversal is a correction unless its row says that the bank returned the money")
  func kinds() throws {
    for (word, kind) in [
      ("", ReversalKind.correction), ("更正", .correction), ("退票", .bankReturn),
    ] {
      let session = try Session.sample(.clean())
      try session.importing(header + reversal(word))
      #expect(try session.line("冲1/1")?.reverses?.kind == kind)
      let lines = try session.store.read { try $0.cases.dossier(.of("案1")) }.lines
      #expect(lines.compactMap(\.reverses?.kind) == [kind])
    }
  }

  @Test("the kind of a known reversal may be left out, and another one stops the import")
  func known() throws {
    let session = try Session.sample(.clean())
    try session.importing(header + returned)
    let head = try session.head()
    let same = returned.replacing("退票", with: "")
    for row in [returned, same] {
      #expect(try session.importing(header + row).byKind[.payments]?.unchanged == 1)
    }
    #expect(try session.head() == head)
    let other = returned.replacing("退票", with: "更正")
    let faults = try session.faults(importing: header + other)
    #expect(faults.map { "\($0)" }.first?.contains("冲销类型与账上不同：账上“退票”，表里“更正”") == true)
  }

  @Test("a payment made again names the first attempt, wherever its rows stand")
  func reissue() throws {
    for rows in [returned + again, again + returned] {
      let session = try Session.sample(.clean())
      try session.importing(header + rows)
      let remarks = try session.store.read { try $0.payments.remarks(on: .of("重1/1")) }
      #expect(remarks == [.reissue(of: try .of("凭1/1"))])
      let head = try session.head()
      #expect(try session.importing(header + rows).byKind[.payments]?.unchanged == 2)
      #expect(try session.head() == head)
    }
  }

  @Test("what is said of a reversal or a second payment needs the line that it is said of")
  func faults() throws {
    let session = try Session.sample(.clean())
    for (row, words) in [
      ("支9,1,2024-05-01,其他,,文1,4,甲所,,,退票,,\n", "没有冲销凭证号，不能写冲销类型"),
      ("支9,1,2024-05-01,其他,,文1,4,甲所,,,,,2\n", "没有重付凭证号，不能写重付行号"),
      ("支9,1,2024-05-01,其他,,文1,4,甲所,,,,支8,1\n", "重付的支付凭证 支8 第 1 行不存在，或本身是冲销"),
      ("支9,1,2024-05-01,其他,,文1,4,甲所,,,,支9,1\n", "重付的支付凭证 支9 第 1 行不存在，或本身是冲销"),
      (returned.replacing("退票,,", with: "退票,凭1,1"), "冲销行不能写重付凭证号"),
      (returned.replacing("退票", with: "退款"), "冲销类型"),
    ] {
      let faults = try session.faults(importing: header + row).map { "\($0)" }
      #expect(faults.count == 1 && faults[0].contains(words), "\(faults)")
    }
  }

  @Test("an export carries returns and second payments, and importing it gives the same lines")
  func roundTrip() throws {
    let session = try Session.sample(.clean())
    try session.importing(header + returned + again)
    let folder = try TemporaryFolder()
    _ = try ExportTables(session.store)(into: folder.path)
    let copy = try Session.sample()
    try ImportTables(copy)([folder.path]) { _ in }
    func lines(_ session: Session) throws -> [PaymentLine] {
      try session.store.read { try $0.cases.dossier(.of("案1")) }.lines
    }
    #expect(try lines(copy) == lines(session))
    #expect(try lines(copy).compactMap(\.reverses?.kind) == [.bankReturn])
    let remarks = try copy.store.read { try $0.payments.remarks(on: .of("重1/1")) }
    #expect(remarks == [.reissue(of: try .of("凭1/1"))])
  }
}
