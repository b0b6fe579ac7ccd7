import Foundation
import Interchange
import LedgerCore
import TestSupport
import Testing

@Suite("银行的流水") struct BankStatementTests {
  private static let header = "交易日期,借方金额,贷方金额,余额,对方户名,摘要\n"

  @Test("what went out and what came back stand in two columns")
  func sides() throws {
    let imported = try Imported(
      Self.header
        + """
        2025-03-05,800.00,,9200,某律师事务所,补贴
        2025-03-06,0.00,"1,100.00",10300,某律师事务所,退回
        2025-03-07,-50,,10350,某律师事务所,红字
        """)
    #expect(imported.faults == [] && imported.warnings == [])
    #expect(
      imported.records.map { $0.money(.amount) }
        == [80_000, -110_000, -5_000].map { Money(fen: $0) })
    let both = try Imported(Self.header + "2025-03-05,1,2,3,甲,\n2025-03-05,,0,3,甲,\n")
    #expect(both.problems == ["借方和贷方都有金额", "借方和贷方都没有金额"])
  }

  @Test("equal lines of a day are two, and the statement read again adds none")
  func occurrences() throws {
    let lines = "2025-03-05,800,,,某律师事务所,补贴\n2025-03-05,800,,,某律师事务所,补贴\n"
    let first = try Imported(Self.header + lines)
    let again = try Imported(Self.header + "2025-03-04,1,,,甲,\n" + lines)
    let numbers = first.records.compactMap { $0[.bankReference]?.text }
    #expect(first.faults == [] && Set(numbers).count == 2)
    #expect(again.records.dropFirst().compactMap { $0[.bankReference]?.text } == numbers)
    #expect(!numbers.joined().contains("律师"))
    #expect(first.notices.contains { $0.text.hasPrefix("没有流水号") })
  }

  @Test("a table without numbers that nothing shows to be a bank's is none")
  func noMark() throws {
    let imported = try Imported("日期,金额,收款人\n2025-03-05,800,甲\n")
    #expect(imported.records.isEmpty && imported.faults.count == 1)
  }

  @Test(
    "a balance that does not follow from the line before is told, whichever way the lines run",
    arguments: [
      ("9200,9100,9000", []), ("9200,9100,8999", [4]), ("9000,9100,9200", []),
      ("9000,9101,9200", [3, 4]),
      ("0,0,0", []), ("9200,,9000", []),
    ] as [(String, [Int])])
  func balances(texts: String, rows: [Int]) throws {
    let balances = texts.split(separator: ",", omittingEmptySubsequences: false)
    let lines = balances.enumerated().map { "2025-03-0\($0 + 1),100,,\($1),甲,\n" }
    let imported = try Imported(Self.header + lines.joined())
    #expect(imported.faults == [] && imported.records.count == 3)
    #expect(imported.warnings.compactMap(\.row) == rows)
  }

  @Test(
    "a balance is counted in the unit of the amounts, or in its own",
    arguments: [
      ("借方金额（万元）", "余额", "1", "2,1"), ("借方金额", "余额（万元）", "10000", "2,1"),
      ("借方金额（万元）", "余额（元）", "1", "20000,10000"),
    ])
  func balanceUnit(debit: String, balance: String, amount: String, balances: String) throws {
    let lines = balances.split(separator: ",").enumerated().map { place, left in
      "2025-03-0\(place + 1),\(amount),,\(left),甲,\n"
    }
    let header = "交易日期,\(debit),贷方金额,\(balance),对方户名,摘要\n"
    #expect(try Imported(header + lines.joined()).warnings.isEmpty)
    let wrong = "2025-03-03,\(amount),,7,甲,\n"
    #expect(try Imported(header + lines.joined() + wrong).warnings.map(\.row) == [4])
  }
}

@Suite("按月的值班表") struct DutyMonthTests {
  private static func sheet(
    title: String = "2025年3月值班表", _ rows: [String], extra: String = "标准"
  ) -> String {
    let days = (1...31).map(String.init).joined(separator: ",")
    return "\(title)\n序号,姓名,律所,\(days),天数,\(extra)\n" + rows.joined(separator: "\n") + "\n"
  }

  private static func row(
    _ name: String, _ marks: [Int: String], total: String, rate: String = "200"
  )
    -> String
  {
    let cells = (1...31).map { marks[$0] ?? "" }.joined(separator: ",")
    return "1,\(name),甲所,\(cells),\(total),\(rate)"
  }

  private static let site = { () -> ColumnMapping in
    var mapping = ColumnMapping()
    mapping.fills = ["值班地点": "看守所"]
    return mapping
  }()

  @Test("each mark is a shift, whole or half")
  func marks() throws {
    let imported = try Imported(
      Self.sheet([
        Self.row("王五", [3: "√", 4: "1", 10: "半天", 11: "0.5", 12: "休"], total: "3"),
        Self.row("赵六", [3: "上午"], total: "0.5"), "合计,,,,,,",
        "制表人：孙某",
      ]), mapping: Self.site)
    #expect(imported.faults == [] && imported.warnings == [])
    #expect(imported.records.map { $0.day(.servedOn)?.day } == [3, 4, 10, 11, 3])
    #expect(imported.records.map { $0.quantity(.units)?.tenths } == [10, 10, 5, 5, 5])
    #expect(
      imported.records.map { $0.money(.amount)?.fen } == [20_000, 20_000, 10_000, 10_000, 10_000])
    #expect(Set(imported.records.compactMap { $0[.dutyNumber]?.text }).count == 5)
    #expect(imported.records.allSatisfy { $0.text(.site) == "看守所" && $0.text(.firm) == "甲所" })
    #expect(!"\(imported.notices)".contains("孙某"))
  }

  @Test("what the sheet does not say is asked once, not in every row")
  func asked() throws {
    let rows = [Self.row("王五", [3: "√"], total: "1"), Self.row("赵六", [4: "√"], total: "1")]
    #expect(try Imported(Self.sheet(rows)).problems == ["值班表没有值班地点"])
    let noRate = try Imported(Self.sheet(rows, extra: "备注"), mapping: Self.site)
    #expect(noRate.problems == ["值班表没有标准"])
    let noMonth = try Imported(Self.sheet(title: "值班表", rows), mapping: Self.site)
    #expect(noMonth.problems == ["值班表没有写是哪一年哪一月"])
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file("2440-09"), withIntermediateDirectories: true)
    let path = try folder.write(Self.sheet(title: "值班表", rows), to: "2440-09/值班.csv")
    #expect(Imported(paths: [path], mapping: Self.site).problems == noMonth.problems)
    let titled = try Imported(Self.sheet(title: "2025年3月值班表　值班地点：法院", rows))
    #expect(titled.records.map { $0.text(.site) } == ["法院", "法院"])
  }

  /// What a standard grants that holds from a day on.
  private static func rates(_ yuan: String, from: String = "2024-01-01") throws -> DutyRates {
    var register = StandardRegister()
    try register.add(.duty(.stated(AmountRange(try .yuan(yuan))), from: from))
    return DutyRates(register)
  }

  private static func imported(
    _ rows: [String], extra: String = "备注", under rates: DutyRates,
    mapping: ColumnMapping = site
  ) throws -> Imported {
    let folder = try TemporaryFolder()
    let path = try folder.write(sheet(rows, extra: extra), to: "值班.csv")
    return Imported(paths: [path], mapping: mapping, dutyRates: rates)
  }

  @Test(
    "a rate that the sheet does not say is the standard's, and told; what is said goes before it")
  func standardRate() throws {
    let rows = [Self.row("王五", [3: "√", 4: "半"], total: "1.5", rate: "")]
    let rates = try Self.rates("385")
    let found = try Self.imported(rows, under: rates)
    #expect(found.faults == [])
    #expect(found.records.map { $0.money(.rate)?.fen } == [38_500, 38_500])
    #expect(found.records.map { $0.money(.amount)?.fen } == [38_500, 19_250])
    #expect(
      found.notices.contains {
        $0.text == "值班表没有标准，按值班标准（标1）“值班”，每天 385.00 元"
      })
    var said = Self.site
    said.fills["标准"] = "300"
    let own = try Self.imported(rows, under: rates, mapping: said)
    #expect(own.records.map { $0.money(.rate)?.fen } == [30_000, 30_000])
    #expect(!"\(own.notices)".contains("按值班标准"))
    let column = [Self.row("王五", [3: "√"], total: "1", rate: "200")]
    #expect(
      try Self.imported(column, extra: "标准", under: rates).records
        .map { $0.money(.rate)?.fen } == [20_000])
  }

  @Test(
    "a standard that does not hold on all days is asked for; amounts of another rate are faults")
  func noStandardRate() throws {
    let rows = [Self.row("王五", [20: "√"], total: "1", rate: "")]
    for from in ["2025-03-10", "2025-04-01"] {
      let late = try Self.imported(rows, under: try Self.rates("385", from: from))
      #expect(late.problems == ["值班表没有标准"])
    }
    let paid = try Self.imported(
      [Self.row("王五", [20: "√"], total: "1", rate: "200")], extra: "金额",
      under: try Self.rates("385"))
    #expect(paid.problems == ["金额与补贴标准算出的不同，按标准是 385.00 元"])
    #expect(paid.faults.first?.column == 36)
  }

  @Test("a mark that is none, and a day that the month has not, are faults at their cells")
  func faults() throws {
    let bad = try Imported(
      Self.sheet([Self.row("王五", [3: "?"], total: "")]), mapping: Self.site)
    #expect(bad.problems == ["值班标记无法识别"] && bad.faults.first?.column == 6)
    let april = try Imported(
      Self.sheet(title: "2025年4月", [Self.row("王五", [3: "√"], total: "1")]), mapping: Self.site)
    #expect(april.problems == ["2025-04 没有这一天"])
  }

  @Test("sums of the sheet that are not those of its marks are told")
  func sums() throws {
    let imported = try Imported(
      Self.sheet([Self.row("王五", [3: "√"], total: "2")]), mapping: Self.site)
    #expect(imported.warnings.map(\.text) == ["天数写的是 2，各天之和是 1"])
  }

  @Test("a sheet of days times a rate says no days: that is one fault")
  func summed() throws {
    let imported = try Imported(
      "序号,姓名,律师事务所,值班天数,补贴标准（元/天）,补贴金额（元）,签名\n1,马某,甲所,5,200,1000,\n2,苏某,乙所,4,200,800,\n")
    #expect(imported.faults.count == 1)
    #expect(imported.problems.first?.contains("没有每一次值班的日期") == true)
    #expect(imported.records.isEmpty && !"\(imported.faults)".contains("马某"))
  }
}

extension SubsidyStandard {
  /// A standard of one line, for a day of duty.
  fileprivate static func duty(_ amount: LineAmount, from day: String) throws -> SubsidyStandard {
    let line = StandardLine(
      id: try .of("值班"), clause: "第一条", selection: Selection(terms: [.serviceForm: ["值班"]]),
      unit: .day, amount: amount)
    return SubsidyStandard(
      title: "值班标准", document: .numbered(try .of("标1")), region: "测试区",
      inForce: Period(from: try .of(day)), selectedBy: .closing, source: "测试",
      rounding: Rounding(step: .result, unit: .fen, mode: .halfUp), dutyUnits: [.day],
      lines: [line])
  }
}
