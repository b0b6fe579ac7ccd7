import Interchange
import TestSupport
import Testing

@Suite("标题行的文字")
struct TitleTextTests {
  private func told(_ title: String, cells: Int = 4) throws -> String? {
    let row = "\"\(title)\"" + String(repeating: ",", count: cells - 1)
    let imported = try Imported(
      row + "\n申报编号,案件编号,申报日期,申报金额\n申1,案1,2024-03-05,800\n")
    return imported.notices.first { $0.row == 1 }?.text
  }

  @Test(
    "a title is told with its text",
    arguments: [
      "某某县司法局2025年法律援助案件台账", "附件2：2025年第一季度办案补贴申报表", "填报单位：某县法律援助中心　单位：元",
      "2025年3月", "报送日期：2025年3月31日",
    ])
  func shown(title: String) throws {
    #expect(try told(title) == "已跳过表头之前的标题行“\(title)”")
  }

  @Test(
    "what may be somebody's name, number or account is not told",
    arguments: [
      "受援人：张三　案件台账", "张三", "姓名 张三 登记表", "账号 6222 0212 3456 7890 流水", "案件表：张三",
      "承办人：王五　2025年案件登记表", "收款人张三明细表", "电话0951-5012345 明细表", "制表人：孙某　2025年表",
      "身份证642221199001011234登记表", "李四：2025年表",
    ])
  func hidden(title: String) throws {
    #expect(try told(title) == "已跳过表头之前的标题行")
  }

  @Test("a title is cut where it is long, and what it hides is left out")
  func bounded() throws {
    let long = try #require(try told(String(repeating: "某县台账", count: 40)))
    #expect(long.hasSuffix("…”") && long.unicodeScalars.count < 70)
    let hidden = try #require(try told("某县\u{202E}案件\u{1B}[31m台账"))
    #expect(
      !hidden.unicodeScalars.contains("\u{202E}") && !hidden.unicodeScalars.contains("\u{1B}"))
  }
}
