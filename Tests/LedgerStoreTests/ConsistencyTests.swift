import GRDB
import LedgerCore
import LedgerStore
import Schema
import TestSupport
import Testing

@Suite("记录之间相符")
struct ConsistencyTests {
  /// A deed on the small book, and what is said of it.
  struct Row: Sendable, CustomTestStringConvertible {
    let sql: String
    let words: String
    var testDescription: String { words }
  }

  private static let rows = [
    Row(
      sql: "DELETE FROM legalAidCase WHERE caseNumber = '案1' AND revision = 1",
      words: "案件 案1 第 2 次登记：前一次登记缺失"),
    Row(
      sql: "UPDATE dutyShift SET entry = 1, ordinal = 9 WHERE revision = 2",
      words: "值班 值1 第 2 次登记：比前一次登记更早记入"),
    Row(
      sql: "DELETE FROM claim WHERE isMoved = 0 AND revision = 3",
      words: "补贴申报 申1 第 2 次登记：从案件移出，却没有移到别的案件"),
    Row(
      sql: "UPDATE claim SET isMoved = 0 WHERE isMoved = 1",
      words: "补贴申报 申1 第 3 次登记：换了案件却没有移出的登记，或移出了却没有换案件"),
    Row(
      sql: "UPDATE paymentLine SET amount = 39999 WHERE voucherNumber = '凭1'",
      words: "支付明细 凭1 第 1 行：冲销合计超过它的金额"),
    Row(
      sql: "UPDATE paymentLine SET paidOn = 20240402 WHERE voucherNumber = '凭1'",
      words: "支付明细 冲1 第 1 行：与它冲销的支付不一致（日期、用途、对象或指标）"),
    Row(
      sql: """
        UPDATE paymentLine SET reversesVoucher = '凭3', reversesLine = 1, reversesPaidOn = 20231220
        WHERE voucherNumber = '凭1'
        """, words: "支付明细 冲1 第 1 行：冲销的是一笔冲销"),
    Row(
      sql: "UPDATE paymentLine SET voucherNumber = '重1', line = 2 WHERE voucherNumber = '凭值'",
      words: "支付明细 凭值 第 2 行：与同一凭证的别的行日期不同"),
    Row(sql: "DELETE FROM yearClosing WHERE number = 2", words: "年终结账 第 3 号（2023 年度结账）：前一号缺失"),
    Row(
      sql: "UPDATE packFile SET text = text || '。' WHERE closing = 3 AND name = '对账表.txt'",
      words: "2023 年度第 3 号结账封存的报表包与它的校验码不符"),
    Row(
      sql: "UPDATE explanation SET digest = replace(digest, 'a', 'g')",
      words: "说明 第 1 号：依据的指纹不是指纹"),
    Row(
      sql: "UPDATE yearClosing SET kind = '重开' WHERE number = 3",
      words: "报表包文件 对账表.txt（第 3 号结账）：不属于任何一次结账"),
    Row(
      sql: "UPDATE carriedBalance SET documentNumber = '文2', fiscalYear = 2024 WHERE closing = 3; "
        + "DELETE FROM appropriation WHERE documentNumber = '文2'",
      words: "结转余额 文3（2024 年度，第 3 号结账）：结转到的下一年度没有这一指标"),
  ]

  @Test("what facts owe to one another is asked of the rows themselves", arguments: rows)
  func broken(row: Row) throws {
    let folder = try TemporaryFolder()
    try EarlierBook.record(Migrations.scripts.count, in: folder.newLedger())
    #expect(
      try LedgerStore.open(at: folder.file()).read { try ConsistencyCheck.problems(in: $0) } == [])
    try folder.rawConnection().writeWithoutTransaction { database in
      try database.dropGuards()
      try database.execute(sql: row.sql)
    }
    let found = try LedgerStore.open(at: folder.file()).read {
      try ConsistencyCheck.problems(in: $0)
    }
    #expect(found.contains { $0.message == row.words }, "\(found.map(\.message))")
    #expect(found.allSatisfy { $0.kind == .consistency })
  }

  @Test("a fact that names what is not there is named with what it names")
  func dangling() throws {
    let folder = try TemporaryFolder()
    try EarlierBook.record(Migrations.scripts.count, in: folder.newLedger())
    try folder.rawConnection().writeWithoutTransaction { database in
      try database.dropGuards()
      try database.execute(sql: "DELETE FROM paymentLine WHERE voucherNumber = '凭1'")
    }
    let found = try LedgerStore.open(at: folder.file()).read { try Verification(of: $0).problems }
    let words = found.filter { $0.kind == .reference }.map(\.message)
    #expect(words.contains("承办人补填 凭1 第 1 行指向不存在的支付明细：凭证号 凭1，行号 1"), "\(words)")
    #expect(words.contains("支付明细 冲1 第 1 行指向不存在的支付明细：冲销凭证号 凭1，冲销行号 1"), "\(words)")
  }
}
