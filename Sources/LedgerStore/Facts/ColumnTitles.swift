/// The Chinese name of a column, as a person knows what stands in it.
func columnTitle(_ column: String) -> String { titles[column] ?? column }

private let titles = [
  "acceptedOn": "受理日期", "agency": "单位", "amount": "金额", "approvedAmount": "核发金额",
  "approvedBy": "审核人", "approvedOn": "核发日期", "assignedOn": "指派日期",
  "bankReference": "流水号", "bookedOn": "入账日期", "caseNumber": "案件编号", "changedOn": "变动日期",
  "citedKind": "支付对象种类", "citedNumber": "支付对象编号", "claimNumber": "申报编号",
  "claimedAmount": "申报金额", "claimedOn": "申报日期", "closedOn": "结案日期", "closing": "结账号",
  "confirmedBy": "复核人", "digest": "依据指纹", "documentNumber": "指标文号", "doneOn": "办理日期",
  "dutyNumber": "值班编号", "entry": "流水号", "explainedBy": "说明人", "explainedOn": "说明日期",
  "facts": "依据", "field": "项目", "filedOn": "归档日期", "firm": "单位", "firstLine": "首次支付行号",
  "firstRevision": "首次登记", "firstVoucher": "首次支付凭证号", "fiscalYear": "年度", "grade": "等级",
  "id": "序号", "isMoved": "移出标记", "judgmentNumber": "裁判文书号", "kind": "种类", "lawyer": "承办人",
  "line": "行号", "matter": "案由", "memo": "摘要", "name": "名称", "note": "备注", "number": "序号",
  "ordinal": "次序", "originYear": "来源年度", "outcome": "结案方式", "packDigest": "报表包校验码",
  "paidOn": "支付日期", "payee": "收款单位", "permittedUses": "用途", "position": "位次",
  "printedBankReference": "流水号写法",
  "printedCaseNumber": "案件编号写法", "printedCitedNumber": "支付对象编号写法",
  "printedClaimNumber": "申报编号写法", "printedDocumentNumber": "指标文号写法",
  "printedDutyNumber": "值班编号写法", "printedJudgmentNumber": "裁判文书号写法",
  "printedVoucherNumber": "凭证号写法", "quantityTenths": "数量", "rate": "标准", "reason": "原因",
  "receivedOn": "下达日期", "recipient": "受援人", "recipientCategories": "受援人类别", "region": "地区",
  "returnReason": "退回原因", "returnedOn": "退回日期", "reversesLine": "冲销行号",
  "reversesPaidOn": "原支付日期", "reversesVoucher": "冲销凭证号", "revision": "登记次数", "rule": "规则",
  "servedOn": "值班日期", "serviceForm": "服务形式", "site": "值班地点", "source": "资金来源", "stage": "办理阶段",
  "subject": "对象", "submittedBy": "申报人", "text": "内容", "type": "案件类型", "unit": "计量单位",
  "use": "支出用途", "value": "内容", "voucherNumber": "凭证号",
]
