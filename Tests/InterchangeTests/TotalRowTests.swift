import Interchange
import LedgerCore
import Testing

@Suite("合计行") struct TotalRowTests {
  private static let header = "流水号,日期,金额,收款人,摘要\n"
  private static let rows = "B-1,2024-01-01,100,甲,\nB-2,2024-01-02,\"1,000.50\",乙,\n"

  @Test(
    "a total row is skipped wherever it stands and compared with the rows above",
    arguments: [
      ("合计,,1100.5,,", false), ("合 计,,\"1,100.50\",,", false), ("　总　计：,,¥1100.50元,,", false),
      ("小计（元）,,1100.50,,", false), (",,1100.50,,合计", false), (",合计,1100.50,,", false),
      ("合计,2024-01-31,1100.50,甲,x", false), ("合计,,,,", false),
      ("合计,,1100.51,,", true), ("合计,,约一千,,", true), ("小计,,1000.50,,", true),
      ("总计,,-1100.50,,", true),
    ])
  func totals(row: String, isWarning: Bool) throws {
    let imported = try Imported(Self.header + Self.rows + row + "\nB-3,2024-01-03,1,丙,\n")
    #expect(imported.faults.isEmpty, "\(imported.faults)")
    #expect(imported.records.count == 3)
    #expect(imported.notices.map(\.row) == [4])
    #expect(imported.warnings.count == (isWarning ? 1 : 0), "\(imported.notices)")
  }

  @Test(
    "what only looks like a total row is a row",
    arguments: [
      ("B-3,2024-01-03,1,合计公司,", 3, 0), ("B-3,2024-01-03,1,丙,合计", 3, 0),
      ("B-3,2024-01-03,1,丙,本页合计", 3, 0), ("合约1,2024-01-03,1,丙,", 3, 0),
      ("第3页,2024-01-03,1,丙,", 3, 0), (",2024-01-03,1,丙,", 2, 1),
    ])
  func otherRows(row: String, recordCount: Int, faultCount: Int) throws {
    let imported = try Imported(Self.header + Self.rows + row + "\n")
    #expect(imported.records.count == recordCount)
    #expect(imported.faults.count == faultCount)
    #expect(imported.notices.isEmpty)
  }

  @Test("a word in an unknown column makes a total row of a row without keys")
  func unknownColumn() throws {
    let imported = try Imported("序号,流水号,日期,金额,收款人\n1,B-1,2024-01-01,5,甲\n合计,,,6,\n")
    #expect(imported.faults.isEmpty && imported.records.count == 1)
    #expect(imported.warnings.map(\.row) == [3])
    #expect(imported.warnings.first?.text.contains("写的是 6.00，各行之和是 5.00，相差 1.00") == true)
  }

  @Test("a subtotal may be the sum since the last total row; a total may not")
  func subtotals() throws {
    func warnings(_ last: String) throws -> [Int?] {
      let text = Self.header + Self.rows + "小计,,1100.50,,\nB-3,2024-01-03,7,丙,\n" + last
      return try Imported(text).warnings.map(\.row)
    }
    #expect(try warnings("小计,,7,,\n").isEmpty)
    #expect(try warnings("小计,,1107.50,,\n").isEmpty)
    #expect(try warnings("合计,,1107.50,,\n").isEmpty)
    #expect(try warnings("合计,,7,,\n") == [6])
    #expect(try warnings("小计,,7,,\n合计,,1107.50,,\n小计,,0,,\n").isEmpty)
    #expect(try warnings("小计,,1100.50,,\n") == [6])
  }

  @Test("a reversal counts as minus in the total of payments")
  func reversals() throws {
    let payment = goodRow(.payments)
    let reversal = payment.merging([.voucherNumber: "V-2", .amount: "400", .reversesVoucher: "V-1"])
    {
      $1
    }
    for (amount, isWarning) in [("1000", false), ("1800", true)] {
      let total: [Column: String] = [.voucherNumber: "合计", .amount: amount]
      let imported = try Imported(table(.payments, [payment, reversal, total]))
      #expect(imported.records.count == 2)
      #expect(imported.warnings.isEmpty != isWarning)
    }
  }

  @Test("each amount of a claim has its total; a rate has none")
  func columns() throws {
    let claim = goodRow(.claims)
    let total: [Column: String] = [
      .claimNumber: "合计", .claimedAmount: "1500", .approvedAmount: "1",
    ]
    let claims = try Imported(table(.claims, [claim, total]))
    #expect(claims.warnings.count == 1)
    #expect(claims.warnings.first?.text.contains("申报金额与以上各行相符") == true)
    #expect(claims.warnings.first?.text.contains("核发金额与以上各行之和不符") == true)
    let duty: [Column: String] = [.dutyNumber: "合计", .rate: "999", .amount: "300"]
    #expect(try Imported(table(.duty, [goodRow(.duty), duty])).warnings.isEmpty)
  }

  @Test("rows that cannot be read leave the total uncompared, and say so")
  func unreadableRows() throws {
    let imported = try Imported(Self.header + "B-1,2024-01-01,x,甲,\n合计,,100,,\n")
    #expect(imported.faults.count == 1)
    #expect(imported.warnings.first?.text.contains("没有核对") == true)
    // A fault of another cell does not spoil the sum.
    let other = try Imported(Self.header + "B-1,昨天,100,甲,\n合计,,100,,\n")
    #expect(other.faults.count == 1 && other.warnings.isEmpty)
  }

  @Test("cases have no amounts, and their total row is skipped")
  func cases() throws {
    let total: [Column: String] = [.caseNumber: "合计", .caseType: "364件"]
    let imported = try Imported(table(.cases, [goodRow(.cases), total]))
    #expect(imported.records.count == 1 && imported.faults.isEmpty)
    #expect(imported.notices.map(\.text) == ["已跳过合计行"])
  }
}
