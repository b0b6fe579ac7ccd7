/// The names of values in help and usage lines: the library takes them from our properties.
enum ValueNames {
  /// A help text or usage line with `<number>` as `<编号>`, and other fixed words as they are given.
  ///
  /// It goes over the bytes once: to load what finds patterns takes longer than the rest of the
  /// program's start.
  static func inChinese(_ text: String, _ words: [String: String] = [:]) -> String {
    let words = words.merging(["[<options>]": "[<选项>]"]) { given, _ in given }
      .map { (Array($0.key.utf8), Array($0.value.utf8)) }
    var rest = Array(text.utf8)[...]
    var result: [UInt8] = []
    while let byte = rest.first {
      if let (word, chinese) = words.first(where: { rest.starts(with: $0.0) }) {
        result += chinese
        rest = rest.dropFirst(word.count)
      } else if byte == UInt8(ascii: "<"), let name = name(in: rest.dropFirst()) {
        result += "<\(names[name] ?? "值")>".utf8
        rest = rest.dropFirst(name.utf8.count + 2)
      } else {
        result.append(byte)
        rest.removeFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The name of a value as the library writes it, up to the closing bracket; nil for other text.
  private static func name(in text: ArraySlice<UInt8>) -> String? {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let name = text.prefix { letters.contains($0) || $0 == UInt8(ascii: "-") }
    guard !name.isEmpty, text.dropFirst(name.count).first == UInt8(ascii: ">") else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  private static let names = [
    "approved-quarter": "季度", "closed-quarter": "季度", "paid": "凭证号",
    "accepted-on": "日期", "assigned-on": "日期", "booked-on": "日期", "claimed-on": "日期",
    "closed-on": "日期", "filed-on": "日期", "received-on": "日期", "returned-on": "日期",
    "served-on": "日期", "approved-on": "日期", "approved-amount": "金额", "claimed-amount": "金额",
    "case-number": "案件编号", "case-type": "案件类型", "memo": "摘要", "return-reason": "文字",
    "returned": "退票凭证号", "units": "数量", "voucher-number": "凭证号",
    "code": "代码", "city": "市", "public-key": "公钥", "bureau": "代码",
    "cost": "费用", "discretion": "裁量", "manner": "情形", "closing-manner": "情形", "flags": "标记",
    "quantities": "数量", "actual-costs": "费用", "discretions": "裁量", "subsidy-source": "资金来源",
    "superior-document": "指标文号", "issuer": "单位", "project-code": "代码",
    "act": "事项", "minutes": "分钟", "person": "姓名", "roles": "职责",
    "account": "账号", "agency": "单位", "alias": "别名", "amend": "原因", "amount": "金额",
    "approved-by": "审核人", "as": "凭证号",
    "as-line": "行号", "as-of": "日期", "bank": "开户行", "case": "案件编号", "confirmed-by": "复核人",
    "document": "指标文号",
    "duty": "值班编号",
    "document-number": "指标文号", "duty-number": "值班编号", "file": "文件", "firm": "单位", "flag": "标记",
    "from": "日期",
    "month": "月份", "numbers": "编号",
    "quarter": "季度", "search": "文字", "state": "状态", "to": "日期", "fiscal-year": "年度",
    "folder": "文件夹", "fund-source": "资金来源",
    "grade": "等级", "head": "校验码", "figure": "名称", "name": "名称", "judgment-number": "文书号",
    "lawyer": "姓名", "line": "行号",
    "matter": "案由", "note": "文字", "new": "新编号", "number": "编号", "old": "原编号", "on": "日期",
    "options": "选项",
    "origin-year": "年度", "outcome": "结案方式", "paths": "文件或文件夹", "payee": "单位",
    "permitted-uses": "用途", "quantity": "数量", "rate": "金额", "reason": "文字",
    "recipient": "姓名", "recipient-categories": "类别", "reference": "流水号", "references": "流水号",
    "region": "地区", "region-band": "地域", "reissues": "凭证号/行号",
    "service-form": "形式", "rule": "规则编号", "site": "地点", "stage": "阶段", "subject": "对象",
    "subcommand": "子命令",
    "submitted-by": "申报人", "top": "项数",
    "type": "类型", "unit": "单位", "use": "用途", "voucher": "凭证号", "year": "年度",
  ]
}
