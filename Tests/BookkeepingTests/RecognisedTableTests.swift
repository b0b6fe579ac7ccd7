import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("导入：每张表是怎么读的")
struct RecognisedTableTests {
  /// What the tables of an import were taken for, whether or not it is refused.
  private func recognised(
    _ texts: (name: String, text: String)..., terms: [TableTerm] = []
  ) throws -> [RecognisedTable] {
    let folder = try TemporaryFolder()
    let paths = try texts.map { try folder.write($0.text, to: $0.name) }
    var told: [RecognisedTable] = []
    _ = try? ImportTables(Session.sample(), terms: terms)(paths) { event in
      if case .tables(let tables) = event { told += tables }
    }
    return told
  }

  private func lines(_ table: RecognisedTable) -> [String] {
    table.named.map { column in
      "\(column.header)=\(column.fields.joined(separator: "+")): "
        + column.samples.joined(separator: "|")
    }
  }

  @Test("each column is told with what it is read as, and the first rows as they were read")
  func columns() throws {
    let text = """
      2024年案件登记
      案件编号,案件类型,受援人,受理日期,天气,承办单位
      案1,民事,李小兰,2024/1/5,晴,甲所
      案2,刑事,王五,2024年2月6日,雨,乙所
      案3,民事,赵六一,20240307,雪,甲所
      案4,民事,孙七,2024-04-08,风,甲所

      """
    let table = try #require(try recognised(("台账.csv", text)).first)
    #expect(table.kinds == [.cases] && table.rowCount == 4 && table.file.hasSuffix("台账.csv"))
    #expect(
      lines(table) == [
        "案件编号=案件编号: 案1|案2|案3", "案件类型=案件类型: 民事|刑事|民事",
        "受援人=受援人: 李某某|王某某|赵某某", "受理日期=受理日期: 2024-01-05|2024-02-06|2024-03-07",
        "天气=: ", "承办单位=承办单位: 甲所|乙所|甲所",
      ])
    #expect(table.absent.contains("结案日期") && !table.absent.contains("受援人"))
  }

  @Test("amounts are shown in yuan, as they will stand in the ledger")
  func unit() throws {
    let text = "指标文号,资金来源,预算年度,下达日期,金额（万元）\n文1,本级财政,2024,2024-01-01,26\n"
    let table = try #require(try recognised(("指标.csv", text)).first)
    #expect(lines(table).last == "金额（万元）=金额: 260000.00")
  }

  @Test("several tables are told apart, and the rows of each are counted")
  func several() throws {
    let cases = "案件编号,案件类型,受援人,受理日期\n案1,民事,甲,2024-01-05\n案2,民事,乙,2024-01-06\n"
    let more = "案件编号,案件类型,受援人,受理日期\n案3,民事,丙,2024-01-07\n"
    let tables = try recognised(("一.csv", cases), ("二.csv", more))
    #expect(tables.map(\.rowCount) == [2, 1])
    #expect(tables.map { $0.named[0].samples } == [["案1", "案2"], ["案3"]])
  }

  @Test("what a person says of a column is what it is read as")
  func said() throws {
    let text = "案件编号,案件类型,当事人一,受理日期\n案1,民事,李小兰,2024-01-05\n"
    let terms = [TableTerm.column(header: "当事人一", means: "受援人")]
    let table = try #require(try recognised(("一.csv", text), terms: terms).first)
    #expect(lines(table)[2] == "当事人一=受援人: 李某某")
    #expect(table.possibleFields.contains("归档日期"))
  }

  @Test("a row that holds a case and its claim is read as both")
  func both() throws {
    let text = "案件编号,案件类型,受援人,受理日期,结案日期,补贴金额\n案1,民事,甲,2024-01-05,2024-03-01,500\n"
    let terms = [TableTerm.column(header: "补贴金额", means: "申报金额")]
    let table = try #require(try recognised(("一.csv", text), terms: terms).first)
    #expect(table.kinds == [.cases, .claims] && table.rowCount == 1)
    #expect(
      lines(table) == [
        "案件编号=案件编号+申报编号: 案1", "案件类型=案件类型: 民事", "受援人=受援人: 甲某某",
        "受理日期=受理日期: 2024-01-05", "结案日期=结案日期+申报日期: 2024-03-01",
        "补贴金额=申报金额: 500.00",
      ])
  }

  @Test("the days of a month's duty sheet are counted, not listed")
  func month() throws {
    let sheet = """
      2024年3月值班表　值班地点：看守所　每天300元
      姓名,律所,标准,\((1...31).map(String.init).joined(separator: ","))
      王五,甲所,300,√,半
      赵六,甲所,300,√

      """
    let table = try #require(try recognised(("值班.csv", sheet)).first)
    #expect(table.dayCount == 31 && table.rowCount == 2 && table.absent.isEmpty)
    #expect(table.named.map(\.header) == ["姓名", "律所", "标准"])
  }

  @Test("a refused import tells how its tables were read, all the same")
  func refused() throws {
    let text = "案件编号,案件类型,受援人,受理日期\n案1,民事,甲,2024-01-05\n案2,民事,乙,\n"
    let table = try #require(try recognised(("一.csv", text)).first)
    #expect(table.rowCount == 1 && table.named[0].samples == ["案1"])
  }
}
