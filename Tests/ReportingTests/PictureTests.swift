import LedgerCore
import Reporting
import Testing

@Suite("图和表")
struct PictureTests {
  private static let picture = Picture(
    of: "t", "图名", name: "a", or: "b", [.column("c", "金额", .solid, unit: "元")])

  private static func table(_ rows: [(String, String, ReportTable.Cell)]) -> ReportTable {
    ReportTable(
      id: "t", title: "表", columns: [.text("a", "甲"), .text("b", "乙"), .number("c", "丙")],
      rows: rows.map { [.text($0.0), .text($0.1), $0.2] })
  }

  @Test("a picture has the rows of its table, with each value as the table prints it")
  func rows() {
    let table = Self.table([
      ("一", "x", .money(Money(fen: 123_450))), ("二", "x", .money(nil)),
      ("三", "x", .money(Money(fen: -5))),
    ])
    let charts = Self.picture.charts(of: table)
    #expect(charts.count == 1)
    #expect(charts.first?.rows.map(\.name) == ["一", "二", "三"])
    #expect(charts.first?.rows.map(\.values[0].parts) == [[123_450], [0], [-5]])
    #expect(charts.first?.rows.map(\.values[0].printed) == ["1,234.50", "-", "-0.05"])
  }

  @Test("rows of one name are told apart by the second name")
  func secondNames() {
    let one = ReportTable.Cell.count(1)
    let charts = Self.picture.charts(
      of: Self.table([("文1", "2023", one), ("文2", "2024", one), ("文1", "2024", one)]))
    #expect(charts.first?.rows.map(\.name) == ["文1 2023", "文2", "文1 2024"])
  }

  @Test("nothing is drawn without rows, without a value that is not zero, or without the column")
  func blank() {
    #expect(Self.picture.charts(of: Self.table([])).isEmpty)
    #expect(
      Self.picture.charts(of: Self.table([("一", "", .count(0)), ("二", "", .count(nil))])).isEmpty)
    let other = Picture(of: "t", "图", name: "a", [.column("d", "无", .solid, unit: "元")])
    #expect(other.charts(of: Self.table([("一", "", .count(1))])).isEmpty)
  }

  @Test(
    "many rows stand in several pictures of one size, each row in one",
    arguments: [1, 40, 41, 81, 200])
  func parts(count: Int) {
    let table = Self.table((0..<count).map { ("行\($0)", "", .count($0 + 1)) })
    let charts = Self.picture.charts(of: table)
    #expect(charts.count == (count + 39) / 40)
    #expect(charts.flatMap(\.rows).map(\.name) == (0..<count).map { "行\($0)" })
    let sizes = charts.map(\.rows.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    #expect(Set(charts.map(\.svg)).count == charts.count)
  }
}
