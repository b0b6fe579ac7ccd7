import Foundation
import Testing

/// A file that no import takes, and what must be said of it.
struct BadTable: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let data: Data
  /// What standard error must hold, places among it.
  let words: [String]

  init(_ description: String, _ data: Data, _ words: String...) {
    testDescription = description
    self.data = data
    self.words = words
  }

  init(_ description: String, _ text: String, _ words: String...) {
    testDescription = description
    data = Data(text.utf8)
    self.words = words
  }
}

/// What no message may show.
enum Secret {
  static let recipient = "欧阳翠花"
  static let identity = "642221199001011234"
  static let account = "6222021234567890123"
  static let all = [recipient, identity, account]
}

/// Tables of which something is wrong; each holds secrets beside or in what is wrong.
enum BadTables {
  static let caseHeader = "案件编号,案件类型,受援人,受理日期,结案日期,结案方式,身份证号\n"
  static let fundHeader = "指标文号,资金来源,预算年度,下达日期,金额,备注\n"
  static let claimHeader = "申报编号,案件编号,申报日期,申报金额,核发日期,核发金额,申报人\n"
  static let payHeader = "支付凭证号,支付日期,支出用途,案件编号,值班编号,指标文号,金额,收款单位,承办人\n"

  static let all = shapes + encodings + funds + amounts + days + relations

  static func caseRow(
    number: String = "案1", accepted: String = "2024-03-01", closed: String = "",
    outcome: String = ""
  ) -> String {
    "\(number),民事,\(Secret.recipient),\(accepted),\(closed),\(outcome),\(Secret.identity)\n"
  }

  private static func fund(_ amount: String, source: String = "本级财政") -> String {
    fundHeader + "文1,\(source),2024,2024-01-01,\(amount),\(Secret.recipient)\n"
  }

  private static let shapes = [
    BadTable("an empty file", "", "表.csv:1:1 — 文件是空的"),
    BadTable("a file of blank lines", "\n\n ,,\n", "文件是空的"),
    BadTable(
      "no header", caseRow() + caseRow(number: "案2"), "找不到任何一种表的表头", "没有认得的列名"),
    BadTable(
      "a missing column", "案件编号,案件类型,受理日期\n案1,民事,2024-03-01\n",
      "表.csv:1:1", "缺少必填列：受援人（recipient）", "找到的列：案件编号、案件类型、受理日期"),
    BadTable(
      "a column twice", "案件编号,案件类型,受援人,受援人,受理日期\n案1,民事,甲,\(Secret.recipient),2024-03-01\n",
      "表.csv:1:4", "两次"),
    BadTable(
      "a quote that does not end", caseHeader + "案1,民事,\"\(Secret.recipient),2024-03-01,,,\n",
      "表.csv:2:3", "引号没有结束"),
    BadTable(
      "a quote inside a cell", caseHeader + "案1,民事,欧阳\"\(Secret.recipient)\",2024-03-01,,,\n",
      "表.csv:2:3", "格子中间有英文双引号"),
    BadTable(
      "text behind a quote", caseHeader + "案1,民事,\"欧阳\"\(Secret.recipient),2024-03-01,,,\n",
      "表.csv:2:3", "引号之后还有文字"),
    BadTable(
      "an unquoted thousands comma", fundHeader + "文1,本级财政,2024,2024-01-01,1,500.00,\n",
      "表.csv:2:", "格子比表头多", "\"1,500.00\""),
    BadTable(
      "a NUL byte", caseHeader + "案1,民事,欧阳\u{0}翠花,2024-03-01,,,\n", "表.csv:2:3", "NUL"),
    BadTable(
      "a cell of 20 MB",
      caseHeader + "案1,民事,\(String(repeating: "长", count: 20_000_000 / 3)),2024-03-01,,,\n",
      "表.csv:2:3", "超过 32767 个字符"),
  ]

  private static let encodings = [
    BadTable(
      "bytes of no encoding",
      Data((caseHeader + "案1,民事,").utf8) + [0xFF, 0xFE] + Data("欧阳,2024-03-01,,,\n".utf8),
      "表.csv:2:3", "既不是 UTF-8 也不是 GB18030"),
    BadTable(
      "UTF-8 as marked, and then a cut character",
      Data([0xEF, 0xBB, 0xBF]) + Data((caseHeader + "案1,民事,").utf8) + [0xE6, 0xAC, 0x2C],
      "表.csv:2:3", "标明是 UTF-8"),
    BadTable("half of UTF-16", Data([0xFF, 0xFE, 0x31]), "表.csv:1:1", "既不是 UTF-8 也不是 GB18030"),
    BadTable(
      "UTF-16 without a mark", (caseHeader + caseRow()).data(using: .utf16LittleEndian) ?? Data(),
      "另存为“CSV UTF-8（逗号分隔）”"),
    BadTable(
      "a workbook", Data([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00]) + Data(repeating: 0, count: 99),
      "表.csv:1:1", "Excel 工作簿"),
    BadTable("a PDF", Data("%PDF-1.7\n".utf8), "表.csv:1:1", "PDF 文件", "电子表格"),
  ]

  private static let funds = [
    BadTable(
      "an unknown source", fund("5", source: "上级财政"), "表.csv:2:2 — 资金来源", "“上级财政”",
      "本级财政"),
    BadTable("a negative amount", fund("-5"), "表.csv:2:5 — 金额必须大于 0", "“-5”"),
    BadTable("an amount of zero", fund("0.00"), "表.csv:2:5 — 金额必须大于 0", "“0.00”"),
    BadTable("three decimals", fund("1.234"), "表.csv:2:5", "最多两位小数", "“1.234”"),
    BadTable("a point for thousands", fund("1.800元"), "表.csv:2:5", "最多两位小数", "“1.800元”"),
    BadTable("groups that are none", fund("\"1,50.00\""), "表.csv:2:5", "“1,50.00”"),
    BadTable("words for an amount", fund("五千元"), "表.csv:2:5", "金额无法识别"),
    BadTable("an amount beyond 64 bits", fund("99999999999999999999"), "表.csv:2:5", "超出范围"),
    BadTable("an account for an amount", fund(Secret.account), "表.csv:2:5", "“6222****0123”"),
    BadTable("two faults of one row", fund("-5", source: "天上"), "表.csv:2:2", "表.csv:2:5", "共 2 处"),
  ]

  private static let amounts = [
    BadTable(
      "a claim of zero", claimHeader + "申1,案1,2024-03-05,0,,,\(Secret.recipient)\n",
      "表.csv:2:4 — 申报金额必须大于 0"),
    BadTable(
      "an approved amount without its day", claimHeader + "申1,案1,2024-03-05,800,,800,甲\n",
      "表.csv:2:", "核发日期"),
    BadTable(
      "a claim number of a spreadsheet", claimHeader + "6.22E+18,案1,2024-03-05,800,,,甲\n",
      "表.csv:2:1", "科学计数法", "“6.22E+18”"),
    BadTable(
      "a negative payment", payHeader + "支1,2024-03-01,以案定补,案1,,文1,-800,甲所,\(Secret.recipient)\n",
      "表.csv:2:7 — 金额必须大于 0"),
    BadTable(
      "a voucher number of a spreadsheet",
      payHeader + "6.22E+18,2024-03-01,以案定补,案1,,文1,800,甲所,\(Secret.recipient)\n",
      "表.csv:2:1", "科学计数法"),
    BadTable(
      "a subsidy without a case",
      payHeader + "支1,2024-03-01,以案定补,,,文1,800,甲所,\(Secret.recipient)\n",
      "表.csv:2:4", "案件编号"),
    BadTable(
      "a duty payment with a case", payHeader + "支1,2024-03-01,值班律师,案1,,文1,800,甲所,甲\n",
      "表.csv:2:", "值班编号"),
  ]

  private static let days = [
    BadTable(
      "30 February", caseHeader + caseRow(accepted: "2024-02-30"),
      "表.csv:2:4 — 受理日期", "“2024-02-30”", "日历上没有这一天"),
    BadTable(
      "a year of two digits", caseHeader + caseRow(accepted: "24-02-03"), "年份要写四位"),
    BadTable(
      "an identity number for a day", caseHeader + caseRow(accepted: Secret.identity),
      "表.csv:2:4", "“6422****1234”"),
    BadTable(
      "an outcome without a day", caseHeader + caseRow(outcome: "办结"), "表.csv:2:", "结案日期"),
    BadTable("an empty key", caseHeader + caseRow(number: ""), "表.csv:2:1 — 案件编号不能为空"),
    BadTable("an empty day", caseHeader + caseRow(accepted: " "), "表.csv:2:4 — 受理日期不能为空"),
  ]

  private static let relations = [
    BadTable(
      "one case twice with two days",
      caseHeader + caseRow() + caseRow(accepted: "2024-03-02"),
      "表.csv:3:4", "2024-03-01", "2024-03-02", "--amend"),
    BadTable(
      "one case with two recipients",
      caseHeader + caseRow() + caseRow().replacing(Secret.recipient, with: "欧阳春草"),
      "表.csv:3:3", "“欧阳某某”", "隐去的部分不同"),
    BadTable(
      "a reversal of nothing",
      "支付凭证号,行号,支付日期,支出用途,指标文号,金额,收款单位,冲销凭证号,冲销行号\n"
        + "支2,1,2024-03-01,其他,文1,800,甲所,支1,1\n",
      "表.csv:2:8", "被冲销的支付凭证 支1 第 1 行不存在"),
    BadTable(
      "a voucher of two days",
      payHeader + "支1,2024-03-01,其他,,,文1,8,甲所,\n支1,2024-03-02,其他,,,文1,8,甲所,\n",
      "表.csv:3:2", "另一个支付日期"),
  ]
}
