import Testing
import TextCheck

@Suite("公开文本核对：表格的样子")
struct TableReadingTests {
  private static let months =
    "月份\t民事\t刑事\t合计\n1月\t10\t20\t30\n2月\t5\t6\t11\n3月\t1\t0\t1\n合计\t16\t26\t42"
  private static let prices =
    "序号\t单位\t件数\t标准（元/件）\t金额（元）\n"
    + "1\t甲所\t10\t800\t8000\n2\t乙所\t5\t1000\t5000\n3\t丙所\t6\t1200\t7200\n合计\t\t21\t\t20200"
  private static let funds =
    "资金来源\t上年结转\t本年拨付\t本年支出\t余额\n"
    + "中央\t1.2\t25\t24.6\t1.6\n省级\t0\t6\t5.8\t0.2\n**合计**\t**1.2**\t**31**\t**30.4**\t**1.8**"

  @Test(
    "months, blank rows, bold totals, prices and balances are read",
    arguments: [
      TextPair(months, months.replacing("2月\t5\t6", with: "2月\t5\t8")),
      TextPair(
        months.replacing("3月", with: "\t\t\t\n\t\t\t\n3月"),
        months.replacing("3月", with: "\t\t\t\n\t\t\t\n3月").replacing("16\t26", with: "16\t29")),
      TextPair(prices, prices.replacing("1200\t7200", with: "1200\t7000")),
      TextPair(prices, prices.replacing("20200", with: "22200")),
      TextPair(
        prices + "\n合计（大写）\t贰万零贰佰元整", prices + "\n合计（大写）\t贰万贰仟元整"),
      TextPair(funds, funds.replacing("**30.4**", with: "**34.4**")),
      TextPair(funds, funds.replacing("24.6\t1.6", with: "24.6\t1.9")),
      TextPair(
        "单位\t办案补贴\t值班补贴\n甲所\t800\t300\n乙所\t500\t200\n丙所\t600\t100\n合计\t1900\t600",
        "单位\t办案补贴\t值班补贴\n甲所\t800\t300\n乙所\t500\t200\n丙所\t600\t100\n合计\t1900\t700"),
    ])
  func shapes(_ pair: TextPair) { pair.expectRead() }

  @Test("more spent in all than was allotted is found in a table, once")
  func overspent() {
    let text = "资金来源\t本年拨付\t本年支出\n中央\t200000\t200000\n本级\t10000\t13600\n合计\t210000\t213600"
    let odd = TextRow.checks(text + "\n\n\n" + text).filter { $0.outcome == .contradiction }
    #expect(odd.map(\.kind) == [.funds])
    #expect(odd.first?.message.contains("支出多 3600") == true)
  }

  @Test("no slip in 万元 is excused that rounding cannot make")
  func rounding() {
    let text = "项目（万元）\t甲\t乙\t合计\n一季度\t10\t9\t19\n二季度\t7\t8\t15\n三季度\t5\t5\t10\n合计\t22\t22\t44"
    #expect(TextRow.checks(text).allSatisfy { $0.outcome == .pass })
    let near = TextRow.checks(text.replacing("10\t9\t19", with: "10\t9\t20"))
    #expect(Set(near.map(\.outcome)) == [.pass, .rounding])
    let far = TextRow.checks(text.replacing("10\t9\t19", with: "10\t9\t22"))
    #expect(far.contains { $0.outcome == .contradiction })
  }

  @Test("running balances by month are not added")
  func running() {
    let text = "月份\t拨付\t支出\t月末余额\n1月\t100\t20\t80\n2月\t0\t30\t50\n3月\t50\t40\t60\n合计\t150\t90\t60"
    #expect(!TextRow.checks(text).contains { $0.outcome == .contradiction })
  }

  @Test("a table of one cell a line is said to be unread, and not accused")
  func flat() {
    let lines = [
      "类型", "一季度", "二季度", "合计", "民事", "10", "20", "31", "刑事", "5", "6", "12", "合计", "15", "26",
      "99",
    ]
    for separator in ["\n", "\n\n"] {
      let text = "案件情况如下。\n\n" + lines.joined(separator: separator) + "\n\n特此报告。"
      let reading = PublishedText(utf8: Array(text.utf8)).reading()
      #expect(reading.checks.isEmpty, "\(reading.checks.map(\.message))")
      #expect(reading.unread == [.flatTable(3)])
    }
  }

  @Test("rows of different lengths are said to be unread")
  func ragged() {
    let text = "类型\t数量\n民事\t10\n刑事\t5\t6\n合计\t99"
    let reading = PublishedText(utf8: Array(text.utf8)).reading()
    #expect(reading.checks.isEmpty)
    #expect(reading.unread == [.table(1)])
  }

  @Test("a text without tables has nothing unread")
  func nothing() {
    let reading = PublishedText(utf8: Array("共10件，其中民事4件、刑事6件。".utf8)).reading()
    #expect(reading.unread.isEmpty)
  }
}
