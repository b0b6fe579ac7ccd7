import Testing
import TextCheck

@Suite("公开文本核对：表格")
struct TableTests {
  private static let tab = """
    类型\t一季度\t二季度\t合计
    民事\t10\t20\t30
    刑事\t5\t6\t11
    行政\t1\t0\t1
    合计\t16\t26\t42
    """

  /// The same table in another form.
  private static func forms(_ text: String) -> [String] {
    let rows = text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    let pipes = rows.map { "| " + $0.joined(separator: " | ") + " |" }
    let rule = "|" + String(repeating: "---|", count: rows[0].count)
    let cells = rows.map { row in "<tr>" + row.map { "<td>\($0)</td>" }.joined() + "</tr>" }
    return [
      text, ([pipes[0], rule] + pipes.dropFirst()).joined(separator: "\n"),
      "<table>\n" + cells.joined(separator: "\n") + "\n</table>",
    ]
  }

  @Test("a table whose totals hold passes in each form")
  func holds() {
    for form in Self.forms(Self.tab) {
      let checks = TextRow.checks(form)
      #expect(checks.count { $0.kind == .tableRow } == 4, "\(form)")
      #expect(checks.count { $0.kind == .tableColumn } == 3, "\(form)")
      #expect(checks.allSatisfy { $0.outcome == .pass }, "\(form)")
    }
  }

  @Test("one changed cell breaks its row and its column, and names the line")
  func breaks() {
    for form in Self.forms(Self.tab.replacing("刑事\t5\t6\t11", with: "刑事\t5\t7\t11")) {
      let odd = TextRow.checks(form).filter { $0.outcome == .contradiction }
      #expect(odd.map(\.kind) == [.tableRow, .tableColumn], "\(form)")
      #expect(odd.map(\.stated) == ["11", "26"], "\(form)")
    }
  }

  @Test("a blank cell counts nothing in a sum; a blank total is not tested")
  func blanks() {
    let text = Self.tab.replacing("行政\t1\t0\t1", with: "行政\t1\t\t1")
      .replacing("刑事\t5\t6\t11", with: "刑事\t5\t6\t")
    let checks = TextRow.checks(text)
    #expect(checks.filter { $0.outcome == .contradiction }.map(\.kind) == [.tableColumn])
    #expect(checks.filter { $0.outcome == .notTestable }.map(\.kind) == [.tableRow])
  }

  @Test("merged cells of a page are spread over their rows and columns")
  func merged() {
    let text = """
      <table>
      <tr><td rowspan="2">类型</td><td colspan="2">季度</td><td rowspan="2">合计</td></tr>
      <tr><td>一</td><td>二</td></tr>
      <tr><td>民事</td><td>10&nbsp;</td><td>20</td><td>30</td></tr>
      <tr><td>刑事</td><td>5</td><td>6</td><td>12</td></tr>
      <tr><td>行政</td><td>1</td><td>2</td><td>3</td></tr>
      <tr><td>执行</td><td>4</td><td>2</td><td>6</td></tr>
      </table>
      """
    let odd = TextRow.checks(text).filter { $0.outcome != .pass }
    #expect(odd.map(\.stated) == ["12"])
    #expect(odd.first?.line == 5)
  }

  @Test("a table that does not show what it adds is left alone")
  func unclear() {
    let texts = [
      "名称\t单价\t数量\n纸\t10\t20\n笔\t5\t6\n墨\t1\t9",
      "项目\t预算\t合计\n甲\t10\t99\n乙\t20\t5",
      "年份\t合计\t民事\n2022\t10\t7\n2023\t12\t8",
    ]
    for text in texts { #expect(TextRow.checks(text) == [], "\(text)") }
  }

  @Test("prose of a page is read without its scripts, tags and comments")
  func page() {
    let text = """
      <html><head><script>var a = "共10件，其中甲1件、乙2件";</script><style>p{width:10px}</style></head>
      <body><!-- 共10件，其中甲1件、乙2件 --><p>办理案件<b>364</b>件，其中民事<span>200</span>件、
      刑事164件。</p><p>见&lt;年报&gt;（<http://example.gov.cn>）。</p></body></html>
      """
    let checks = TextRow.checks(text)
    #expect(checks.map(\.outcome) == [.pass])
    #expect(checks.first?.line == 2)
  }
}
