internal import LedgerCore

/// What a message may show of a row above or below a table.
///
/// A title names a table and its bureau; but offices write people, accounts and telephone numbers
/// there as well. Shown is only what looks like a title, and nothing that a label says to be
/// somebody's.
enum TitleText {
  private static let scalarsMax = 40
  private static let digitsMax = 5

  /// Behind one of these stands nobody's name.
  private static let labels: Set<String> = [
    "单位", "金额单位", "货币单位", "填报单位", "编制单位", "报送单位", "制表单位", "日期", "填报日期", "填表日期",
    "制表日期", "打印日期", "报送日期", "编制日期", "填报时间", "填表时间", "报送时间", "统计时间", "年度", "月份", "季度", "期间", "地区",
    "附件", "附表", "表号", "文号",
  ]

  /// A title has one of these words.
  private static let words = [
    "表", "台账", "登记", "汇总", "明细", "清单", "名册", "花名册", "统计", "流水", "账单", "回单", "年", "单位",
  ]

  /// What is somebody's, wherever it stands.
  private static let privateWords = [
    "受援", "姓名", "身份", "证件", "账号", "帐号", "账户", "帐户", "户名", "卡号", "电话", "手机", "联系", "住址",
    "地址", "当事人", "申请人", "被告", "原告", "犯罪嫌疑人", "嫌疑人", "承办人", "承办律师", "律师:", "收款人", "经办", "审核",
    "审批", "复核", "负责人", "领导", "签字", "签章", "制表人", "填表人", "填报人", "会计", "出纳", "领款",
  ]

  /// The cells of a title as a message may show them; nil where it may not.
  static func shown(_ texts: [String]) -> String? {
    let filled = texts.filter { !$0.isEmpty }
    guard !filled.isEmpty, filled.allSatisfy(mayBeShown) else { return nil }
    let words = filled.joined(separator: " ").split { $0 == " " || $0.isNewline }
    return excerpt(words.joined(separator: " "), scalarsMax: scalarsMax)
  }

  private static func mayBeShown(_ text: String) -> Bool {
    let plain = normalized(text)
    guard words.contains(where: plain.contains), !privateWords.contains(where: plain.contains),
      !hasLongNumber(plain)
    else { return false }
    // What stands before a colon says what stands behind it.
    let parts = text.split { $0 == ":" || $0 == "：" }
    return parts.dropLast().allSatisfy { part in
      // 附件2 is 附件.
      let word = part.split(whereSeparator: \.isWhitespace).last ?? ""
      let label = String(normalized(String(word)).reversed().drop(while: \.isNumber).reversed())
      return labels.contains { label.hasSuffix($0) }
    }
  }

  /// Whether so many digits stand together, with white space and hyphens between them or not, as
  /// no year or month has.
  private static func hasLongNumber(_ text: String) -> Bool {
    var count = 0
    for character in text {
      if character.unicodeScalars.allSatisfy({ $0.properties.numericType == .decimal }) {
        count += 1
        if count > digitsMax { return true }
      } else if !(character.isWhitespace || "-－—*".contains(character)) {
        count = 0
      }
    }
    return false
  }
}
