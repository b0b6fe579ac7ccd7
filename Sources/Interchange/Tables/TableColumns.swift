internal import LedgerCore

extension TableKind {
  /// The table's columns in the order in which an export writes them.
  package var columns: [ColumnSpec] {
    switch self {
    case .appropriations: Self.appropriationColumns
    case .cases: Self.caseColumns
    case .claims: Self.claimColumns
    case .duty: Self.dutyColumns
    case .payments: Self.paymentColumns
    case .bank: Self.bankColumns
    case .fundChanges: Self.fundChangeColumns
    case .openings: Self.openingColumns
    case .explanations: Self.explanationColumns
    case .matches: Self.matchColumns
    case .setAsides: Self.setAsideColumns
    }
  }

  private static let appropriationColumns: [ColumnSpec] = [
    .required(.documentNumber, "指标文号", .number),
    .required(.fundSource, "资金来源", .choice(Choices(FundSource.self))),
    .required(.fiscalYear, "预算年度", .year),
    .required(.receivedOn, "下达日期", .day),
    .required(.amount, "金额", .money(.positive)),
    .optional(.permittedUses, "用途", .uses),
    .optional(.originYear, "结转自年度", .year),
    .optional(.note, "备注"),
    .optional(.superiorDocument, "上级指标文号", .number),
    .optional(.issuer, "下达单位"),
    .optional(.projectCode, "追踪项目代码"),
  ]

  private static let caseColumns: [ColumnSpec] = [
    .required(.caseNumber, "案件编号", .number),
    .required(.caseType, "案件类型", .choice(Choices(CaseType.self))),
    .optional(.serviceForm, "服务形式"),
    .optional(.stage, "办理阶段"),
    .required(.recipient, "受援人", .text),
    .optional(.recipientCategories, "受援人类别"),
    .required(.acceptedOn, "受理日期", .day),
    .optional(.assignedOn, "指派日期", .day),
    .optional(.lawyer, "承办人"),
    .optional(.firm, "承办单位"),
    .optional(.closedOn, "结案日期", .day),
    .optional(.outcome, "结案方式", .choice(Choices(Outcome.self))),
    .optional(.filedOn, "归档日期", .day),
    .optional(.grade, "等级"),
    .optional(.judgmentNumber, "裁判文书号", .number),
    .optional(.matter, "案由"),
    .optional(.closingManner, "结案情形"),
    .optional(.regionBand, "地域", .details(.regionBand)),
    .optional(.flags, "标记", .details(.flags)),
    .optional(.quantities, "计价数量", .details(.quantities)),
    .optional(.costs, "实际费用", .details(.costs)),
    .optional(.discretions, "裁量", .details(.discretions)),
    .optional(.subsidySource, "补贴资金来源", .details(.fundSource)),
  ]

  private static let claimColumns: [ColumnSpec] = [
    .required(.claimNumber, "申报编号", .number),
    .required(.caseNumber, "案件编号", .number),
    .required(.claimedOn, "申报日期", .day),
    .required(.claimedAmount, "申报金额", .money(.positive)),
    .optional(.approvedOn, "核发日期", .day),
    .optional(.approvedAmount, "核发金额", .money(.zeroOrMore)),
    .optional(.submittedBy, "申报人"),
    .optional(.approvedBy, "审核人"),
    .optional(.returnedOn, "退回日期", .day),
    .optional(.returnReason, "退回原因"),
  ]

  private static let dutyColumns: [ColumnSpec] = [
    .required(.dutyNumber, "值班编号", .number),
    .required(.servedOn, "值班日期", .day),
    .required(.site, "值班地点", .text),
    .required(.lawyer, "值班律师", .text),
    .required(.firm, "所属单位", .text),
    .required(.units, "数量", .quantity),
    .optional(.unit, "计量单位", .choice(Choices(DutyUnit.self))),
    .required(.rate, "标准", .money(.positive)),
    .required(.amount, "补贴金额", .money(.positive)),
  ]

  private static let paymentColumns: [ColumnSpec] = [
    .required(.voucherNumber, "支付凭证号", .number),
    .optional(.line, "行号", .integer),
    .required(.paidOn, "支付日期", .day),
    .required(.use, "支出用途", .choice(Choices(PaymentUse.self))),
    .optional(.caseNumber, "案件编号", .number),
    .optional(.dutyNumber, "值班编号", .number),
    .required(.documentNumber, "指标文号", .number),
    .required(.amount, "金额", .money(.positive)),
    .required(.payee, "收款单位", .text),
    .optional(.lawyer, "承办人"),
    .optional(.reversesVoucher, "冲销凭证号", .number),
    .optional(.reversesLine, "冲销行号", .integer),
    .optional(.reversalKind, "冲销类型", .choice(Choices(ReversalKind.self))),
    .optional(.approvedBy, "审批人"),
    .optional(.reissuesVoucher, "重付凭证号", .number),
    .optional(.reissuesLine, "重付行号", .integer),
  ]

  private static let bankColumns: [ColumnSpec] = [
    .required(.bankReference, "流水号", .number),
    .required(.bookedOn, "日期", .day),
    .required(.amount, "金额", .money(.notZero)),
    .required(.payee, "收款人", .text),
    .optional(.voucherNumber, "支付凭证号", .number),
    .optional(.memo, "摘要"),
  ]

  private static let fundChangeColumns: [ColumnSpec] = [
    .required(.changeNumber, "变动编号", .integer),
    .required(.documentNumber, "指标文号", .number),
    .required(.fiscalYear, "预算年度", .year),
    .required(.changedOn, "变动日期", .day),
    .required(.changeKind, "变动类型", .choice(Choices(AppropriationChange.Kind.self))),
    .required(.amount, "金额", .money(.notZero)),
    .required(.reason, "原因", .text),
  ]

  private static let openingColumns: [ColumnSpec] = [
    .required(.fiscalYear, "预算年度", .year),
    .required(.openingAmount, "年初结余", .money(.zeroOrMore)),
    .optional(.note, "备注"),
  ]

  private static let explanationColumns: [ColumnSpec] = [
    .required(.rule, "规则", .number),
    .required(.subject, "对象", .number),
    .required(.digest, "摘要", .text),
    .required(.reason, "理由", .text),
    .required(.explainedBy, "说明人", .text),
    .optional(.confirmedBy, "复核人"),
    .required(.explainedOn, "说明日期", .day),
  ]

  private static let matchColumns: [ColumnSpec] = [
    .required(.bankReference, "流水号", .number),
    .required(.voucherNumbers, "支付凭证号", .numbers),
    .required(.matchKind, "匹配结果", .choice(Choices(BankMatch.Kind.self))),
    .required(.reason, "原因", .text),
  ]

  private static let setAsideColumns: [ColumnSpec] = [
    .required(.bankReference, "流水号", .number),
    .required(.setAsideKind, "另列结果", .choice(Choices(BankSetAside.Kind.self))),
    .required(.reason, "原因", .text),
    .required(.setAsideBy, "办理人", .text),
    .required(.setAsideOn, "办理日期", .day),
  ]
}
