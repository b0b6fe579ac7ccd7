/// The names of values in help and usage lines: the library takes them from our properties.
enum ValueNames {
  /// A help text or usage line with `<number>` as `<编号>`.
  static func inChinese(_ text: String) -> String {
    let named = text.replacing(/<([a-z-]+)>/) { match in
      "<\(names[String(match.1)] ?? "值")>"
    }
    return named.replacing("[<options>]", with: "[<选项>]")
  }

  private static let names = [
    "agency": "单位", "amend": "原因", "amount": "金额", "approved-by": "审核人", "as": "凭证号",
    "as-line": "行号", "as-of": "日期", "case": "案件编号", "confirmed-by": "复核人", "document": "指标文号",
    "duty": "值班编号",
    "file": "文件", "firm": "单位", "fiscal-year": "年度", "folder": "文件夹", "fund-source": "资金来源",
    "grade": "等级", "judgment-number": "文书号", "lawyer": "姓名", "line": "行号",
    "matter": "案由", "note": "文字", "number": "编号", "on": "日期", "options": "选项",
    "origin-year": "年度", "outcome": "结案方式", "paths": "文件或文件夹", "payee": "单位",
    "permitted-uses": "用途", "quantity": "数量", "rate": "金额", "reason": "文字",
    "recipient": "姓名", "recipient-categories": "类别", "reference": "流水号", "references": "流水号",
    "region": "地区",
    "service-form": "形式", "rule": "规则编号", "site": "地点", "stage": "阶段", "subject": "对象",
    "subcommand": "子命令",
    "submitted-by": "申报人", "top": "项数",
    "type": "类型", "unit": "单位", "use": "用途", "voucher": "凭证号", "year": "年度",
  ]
}
