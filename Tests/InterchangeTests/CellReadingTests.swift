import Interchange
import LedgerCore
import Testing

/// A cell to be tried in an otherwise good row, and what comes of it.
struct CellCase: CustomTestStringConvertible, Sendable {
  let kind: TableKind
  let column: Column
  let text: String
  /// The value as an export writes it, or nil when a fault is expected.
  var value: String?
  /// What the fault says.
  var problem = ""

  var testDescription: String { "\(kind) \(column) \(text.debugDescription)" }

  static func good(_ kind: TableKind, _ column: Column, _ text: String, _ value: String) -> Self {
    Self(kind: kind, column: column, text: text, value: value)
  }

  static func bad(_ kind: TableKind, _ column: Column, _ text: String, _ problem: String) -> Self {
    Self(kind: kind, column: column, text: text, problem: problem)
  }
}

@Suite("格子的内容") struct CellReadingTests {
  private static let days: [CellCase] =
    [
      "2024-03-05", "2024/3/5", "2024.3.5", "2024年3月5日", "20240305", "２０２４-０３-０５",
      "2024-3-05 0:00:00",
    ]
    .map { .good(.bank, .bookedOn, $0, "2024-03-05") } + [
      .good(.bank, .bookedOn, "2024-02-29", "2024-02-29"),
      .bad(.bank, .bookedOn, "2023-02-29", "日期：日历上没有这一天"),
      .bad(.bank, .bookedOn, "2024-13-01", "日期：日历上没有这一天"),
      .bad(.bank, .bookedOn, "24-03-05", "日期：年份要写四位"),
      .bad(.bank, .bookedOn, "45356", "日期：这是电子表格的日期序号，不是日期"),
      .bad(.bank, .bookedOn, "2024-03-0x", "日期：日期无法识别"),
      .bad(.bank, .bookedOn, "2024_03_05", "日期：日期无法识别"),
      .good(.bank, .bookedOn, "2024-03-05 08:00", "2024-03-05"),
      .bad(.bank, .bookedOn, "2024-03-05 25:00", "日期：日期无法识别"),
    ]

  private static let amounts: [CellCase] =
    ["1500", "1,500", "1500.00", "¥1,500.0", "￥１，５００", "1500元"]
    .map { .good(.claims, .claimedAmount, $0, "1500.00") } + [
      .bad(.claims, .claimedAmount, "0", "申报金额必须大于 0"),
      .bad(.claims, .claimedAmount, "0.00", "申报金额必须大于 0"),
      .good(.claims, .claimedAmount, "0.01", "0.01"),
      .bad(.claims, .claimedAmount, "-1", "申报金额必须大于 0"),
      .bad(.claims, .claimedAmount, "¥-1", "申报金额必须大于 0"),
      .bad(.claims, .claimedAmount, "1.800元", "申报金额：金额最多两位小数"),
      .bad(.claims, .claimedAmount, "15,00", "申报金额：金额的千分位逗号位置不对"),
      .good(.claims, .claimedAmount, "1.5万", "15000.00"),
      .bad(.claims, .claimedAmount, "一千", "申报金额：金额无法识别"),
      .good(.claims, .approvedAmount, "0", "0.00"),
      .bad(.claims, .approvedAmount, "-0.01", "核发金额不能小于 0"),
      .good(.openings, .openingAmount, "0", "0.00"),
      .bad(.openings, .openingAmount, "-1", "年初结余不能小于 0"),
      .good(.bank, .amount, "-1,500", "-1500.00"),
      .good(.bank, .amount, "−¥1", "-1.00"),
      .bad(.bank, .amount, "¥-1", "金额：负号应写在最前面"),
      .bad(.bank, .amount, "-0", "金额不能是 0"),
      .bad(.payments, .amount, "-5", "金额必须大于 0"),
      .bad(.appropriations, .amount, "0", "金额必须大于 0"),
      .bad(.duty, .rate, "0", "标准必须大于 0"),
      .bad(.duty, .amount, "-1", "补贴金额必须大于 0"),
      .good(.fundChanges, .amount, "-500", "-500.00"),
      .bad(.fundChanges, .amount, "0", "金额不能是 0"),
      .bad(.bank, .amount, "1.5e3", "金额：金额无法识别"),
      .good(.bank, .amount, "007", "7.00"), .good(.bank, .amount, "1.5", "1.50"),
      .good(.bank, .amount, "999999999999", "999999999999.00"),
      .good(.bank, .amount, "10000000000000.00", "10000000000000.00"),
      .bad(.bank, .amount, "10000000000000.01", "金额：金额超出范围（单笔上限 10 万亿元）"),
      .bad(.bank, .amount, "1.234", "金额：金额最多两位小数"),
      .bad(.bank, .amount, ".5", "金额：金额无法识别"), .bad(.bank, .amount, "5.", "金额：金额无法识别"),
      .bad(.bank, .amount, "1.2.3", "金额：金额无法识别"),
    ]

  private static let counts: [CellCase] = [
    .good(.duty, .units, "2", "2"), .good(.duty, .units, "0.5", "0.5"),
    .good(.duty, .units, "１．５", "1.5"), .good(.duty, .units, "2.0", "2"),
    .bad(.duty, .units, "0", "数量必须大于 0"), .bad(.duty, .units, "0.0", "数量必须大于 0"),
    .bad(.duty, .units, "-1", "数量无法识别"), .bad(.duty, .units, "1.55", "数量最多一位小数"),
    .bad(.duty, .units, "1.", "数量无法识别"), .bad(.duty, .units, ".5", "数量无法识别"),
    .bad(.duty, .units, "1.5.1", "数量无法识别"), .bad(.duty, .units, "两天", "数量无法识别"),
    .bad(.duty, .units, "1234567890", "数量无法识别"),
    .good(.payments, .line, "１２", "12"), .good(.payments, .line, "01", "1"),
    .bad(.payments, .line, "0", "行号应是大于 0 的整数"),
    .bad(.payments, .line, "-1", "行号应是大于 0 的整数"),
    .bad(.payments, .line, "1.0", "行号应是大于 0 的整数"),
    .bad(.fundChanges, .changeNumber, "甲", "变动编号应是大于 0 的整数"),
    .good(.openings, .fiscalYear, "2024年", "2024"),
    .good(.openings, .fiscalYear, "２０２４年度", "2024"),
    .bad(.openings, .fiscalYear, "24", "预算年度：年度无法识别"),
    .bad(.openings, .fiscalYear, "2024.0", "预算年度：年度无法识别"),
  ]

  private static let words: [CellCase] =
    [
      .good(.appropriations, .fundSource, "省级转移支付", "自治区转移支付"),
      .good(.appropriations, .fundSource, " 本级 财政 ", "本级财政"),
      .bad(.appropriations, .fundSource, "财政", "资金来源不在允许的范围内"),
      .bad(.cases, .caseType, "商事", "案件类型不在允许的范围内"),
      .good(.cases, .outcome, "终止", "终止"), .bad(.cases, .outcome, "结案", "结案方式不在允许的范围内"),
      .good(.duty, .unit, "半天", "半天"), .bad(.duty, .unit, "小时", "计量单位不在允许的范围内"),
      .bad(.payments, .use, "省级转移支付", "支出用途不在允许的范围内"),
      .good(.fundChanges, .changeKind, "调整", "调整"),
      .bad(.fundChanges, .changeKind, "追加", "变动类型不在允许的范围内"),
    ]
    + ["、", "，", ",", ";", "；", " 、 "].map {
      .good(.appropriations, .permittedUses, "其他\($0)以案定补", "以案定补、其他")
    } + [
      .bad(.appropriations, .permittedUses, "以案定补、吃饭", "用途不在允许的范围内"),
      .bad(.appropriations, .permittedUses, "以案定补 其他", "用途不在允许的范围内"),
      .bad(.appropriations, .permittedUses, "、", "用途不在允许的范围内"),
    ]

  private static let numbers: [CellCase] =
    [
      .good(.cases, .caseNumber, "（２０２４） 红援 1 号", "（２０２４） 红援 1 号"),
      .good(.cases, .caseNumber, "2024E001", "2024E001"),
      .good(.cases, .caseNumber, "E+18", "E+18"),
    ]
    + ["6.22E+18", "1.5e10", "6E+18", "１.５Ｅ+１０", "-6.2E+10", "622E+16", "6E18"].flatMap { text in
      [
        (TableKind.cases, Column.caseNumber), (.cases, .judgmentNumber), (.claims, .claimNumber),
        (.claims, .caseNumber), (.duty, .dutyNumber), (.payments, .voucherNumber),
        (.payments, .documentNumber), (.bank, .bankReference), (.bank, .voucherNumber),
        (.appropriations, .documentNumber), (.payments, .reversesVoucher),
      ].map { kind, column in
        .bad(kind, column, text, "\(kind.header(of: column))被电子表格改成了科学计数法，原来的号码已经丢失")
      }
    }

  private static let numberLists: [CellCase] = [
    .good(.matches, .voucherNumbers, "凭1", "凭1"),
    .good(.matches, .voucherNumbers, "凭2、 凭1 、（2024）3", "（2024）3、凭1、凭2"),
    .good(.matches, .voucherNumbers, "凭1,凭2", "凭1,凭2"),
    .bad(.matches, .voucherNumbers, "凭1、", "支付凭证号里有空的号码"),
    .bad(.matches, .voucherNumbers, "、", "支付凭证号里有空的号码"),
    .bad(.matches, .voucherNumbers, "凭1、 、凭2", "支付凭证号里有空的号码"),
    .bad(.matches, .voucherNumbers, "凭1、凭１", "支付凭证号里有重复的号码"),
    .bad(.matches, .voucherNumbers, "凭1、6.22E+18", "支付凭证号被电子表格改成了科学计数法，原来的号码已经丢失"),
    .good(.matches, .matchKind, "撤销", "撤销"),
    .bad(.matches, .matchKind, "取消", "匹配结果不在允许的范围内"),
  ]

  private static let errorValues: [CellCase] =
    ["#N/A", "#REF!", "#VALUE!", "####", "##", "#name?", "＃N/A"]
    .flatMap { text in
      [
        (TableKind.cases, Column.recipient), (.cases, .caseNumber), (.bank, .amount),
        (.bank, .bookedOn), (.bank, .memo), (.duty, .unit),
      ].map { kind, column in
        .bad(kind, column, text, "\(kind.header(of: column))：这是电子表格的错误值")
      }
    } + [.good(.bank, .memo, "#1 楼", "#1 楼"), .good(.bank, .memo, "#", "#")]

  @Test(
    "a cell is read or refused",
    arguments: [days, amounts, counts, words, numbers, numberLists, errorValues].flatMap(\.self))
  func cells(_ cell: CellCase) throws {
    let imported = try importedRow(cell.kind, [cell.column: cell.text])
    if let value = cell.value {
      #expect(imported.faults.isEmpty, "\(imported.faults)")
      #expect(imported.records.first?[cell.column]?.text == value)
    } else {
      #expect(imported.records.isEmpty)
      #expect(imported.problems == [cell.problem])
      let position = cell.kind.columns.firstIndex { $0.column == cell.column }
      #expect(imported.faults.first?.column == position.map { $0 + 1 })
      #expect(imported.faults.first?.row == 2)
      #expect(imported.faults.first?.advice.words.isEmpty == false)
    }
  }

  @Test("an enumerated value is refused with the list of those allowed")
  func allowedWords() throws {
    let advice = try importedRow(.duty, [.unit: "周"]).faults.first?.advice.words
    #expect(advice == "请写：天、半天、人次、件")
  }

  @Test("an empty cell of a required column is a fault, each one", arguments: TableKind.allCases)
  func requiredCells(kind: TableKind) throws {
    let required = kind.columns.filter(\.isRequired)
    for spec in required {
      let imported = try importedRow(kind, [spec.column: "　 "])
      #expect(imported.problems == ["\(spec.header)不能为空"])
    }
    // All but the numbers of the row are emptied: every one of them is reported.
    let others = required.filter { !kind.keyColumns.contains($0.column) }
    let empty = Dictionary(uniqueKeysWithValues: others.map { ($0.column, "") })
    #expect(try importedRow(kind, empty).problems == others.map { "\($0.header)不能为空" })
    // Without its number, a row that has next to nothing may be no data at all, which is one fault.
    let keyless = Dictionary(uniqueKeysWithValues: required.dropLast().map { ($0.column, "") })
    if required.count > 2 {
      let problems = try importedRow(kind, keyless).problems
      #expect(problems.count == 1 && problems[0].contains("不能确定是不是数据"))
    }
  }

  @Test("all faults of a row and of a file come out")
  func allFaults() throws {
    let bad: [Column: String] = [.bookedOn: "昨天", .amount: "0", .payee: ""]
    let rows = [bad, [:], bad].map { goodRow(.bank).merging($0) { $1 } }
    let imported = try Imported(table(.bank, rows))
    #expect(imported.faults.map(\.row) == [2, 2, 2, 4, 4, 4])
    #expect(imported.faults.map(\.column) == [2, 3, 4, 2, 3, 4])
    #expect(imported.records.count == 1)
  }
}
