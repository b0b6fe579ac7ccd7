import Foundation
import Interchange
import LedgerCore
import OfficeFiles
import TestSupport
import Testing

@Suite("各种文件")
struct FileFormTests {
  private static func imported(_ bytes: [UInt8], kind: TableKind? = nil) throws -> Imported {
    let folder = try TemporaryFolder()
    return Imported(paths: [try folder.write(bytes, to: "t.xls")], kind: kind)
  }

  @Test(
    "a table says the same in every kind of file, whatever its name", arguments: TableKind.allCases,
    TableFileForm.allCases)
  func same(kind: TableKind, form: TableFileForm) throws {
    let row = goodRow(kind)
    let rows = [kind.columns.map(\.header), kind.columns.map { row[$0.column] ?? "" }]
    let plain = try Imported(table(kind, [row]), kind: kind)
    let imported = try Self.imported(try form.bytes(rows), kind: kind)
    #expect(imported.faults == [])
    #expect(imported.records == plain.records && imported.records.count == 1)
    #expect(imported.places.map(\.row) == [2])
  }

  @Test(
    "signs of every kind in a cell come through every kind of file",
    arguments: TableFileForm.allCases)
  func signs(form: TableFileForm) throws {
    let notes = ["甲,乙;丙", "<b>&amp;", "\"引\"", "=1+1", "a&b", "𠀀㐀"]
    let rows = [["预算年度", "年初结余", "备注"]] + notes.enumerated().map { ["\(2_000 + $0)", "1", $1] }
    let imported = try Self.imported(try form.bytes(rows))
    #expect(imported.faults == [])
    #expect(imported.records.map { $0.text(.note) } == notes)
  }

  private static func page(_ body: String) -> [UInt8] {
    Array("<html><body>\(body)</body></html>".utf8)
  }

  private static let header = "<tr><th>预算年度</th><th>年初结余</th><th>备注</th></tr>"

  private static let row = "<tr><td>2024<td>1<td>甲 乙"

  @Test(
    "a web page need not be well formed",
    arguments: [
      "<TABLE><TR><TD>预算年度<TD>年初结余<TD>备注<TR><TD>2024<TD>1<TD>甲 乙</TABLE>",
      "<table>\(header)<tr><td>2024</td><td>1</td><td>  甲\n  乙 </td></tr>",
      "<table>\(header)<tr><td>&#50;024<td><b>1</b></td><td>甲<!-- 丙 -->&#x20;<i>乙</i></table>",
      "<table>\(header)<tr><td x:num>2024<td x:num='1'>1.00<td title='a>b'>甲 乙</table>",
      "<table><tr><td><table>\(header)\(row)</table></td><td>版式</td></tr></table>",
      "<script>if (a < b) { '<table>' }</script><table>\(header)\(row)</table>",
      "<table><tr><td>说明</td></tr></table><table>\(header)\(row)</table><p>制表",
      "<table><caption>题</caption><thead>\(header)</thead><tbody>\(row)</tbody></table>",
    ])
  func loosePage(body: String) throws {
    let imported = try Self.imported(Self.page(body))
    #expect(imported.faults == [])
    #expect(imported.records.map { $0.year(.fiscalYear)?.number } == [2024])
    #expect(imported.records.map { $0.money(.openingAmount)?.fen } == [100])
    #expect(imported.records.map { $0.text(.note) } == ["甲 乙"])
  }

  @Test(
    "cells of a page that are spread over rows are merged cells; what is shown rounded is not read")
  func spreadPage() throws {
    let merged = try Self.imported(
      Self.page(
        "<table>\(Self.header)<tr><td>2024</td><td rowspan=2>1</td><td>甲</td></tr>"
          + "<tr><td>2025</td><td>乙</td></tr></table>"))
    #expect(merged.records.map { $0.text(.note) } == ["甲"])
    #expect(merged.problems.count == 1 && merged.problems[0].contains("合并单元格 B2:B3 "))
    for (number, shown, isRead) in [("800", "800.00", true), ("0.08", "8%", false)] {
      let imported = try Self.imported(
        Self.page("<table>\(Self.header)<tr><td>2024<td x:num=\"\(number)\">\(shown)</table>"))
      #expect(imported.records.map { $0.money(.openingAmount)?.fen } == (isRead ? [80_000] : []))
    }
    let third = try Self.imported(
      Self.page("<table>\(Self.header)<tr><td>2024<td x:num=\"800.005\">800.01</table>"))
    #expect(third.faults.map(\.column) == [2])
  }

  @Test("a page without a table of ours says so; one of endless tags is refused")
  func strangePages() throws {
    #expect(try Self.imported(Self.page("请登录")).problems == ["工作簿里没有认得的表"])
    let endless = "<table " + String(repeating: "a", count: 1 << 17)
    #expect(try Self.imported(Self.page(endless)).problems == ["Excel 工作簿展开以后大得不合理"])
    let deep = String(repeating: "<table>", count: 100)
    #expect(try Self.imported(Self.page(deep)).problems == ["Excel 工作簿展开以后大得不合理"])
    let broken = Self.page("<table>") + [0xFF, 0x80]
    #expect(try Self.imported(broken).problems.count == 1)
  }
}
