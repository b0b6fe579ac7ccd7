import LedgerCore

/// A key of a standard's file; the raw value is its English alias.
enum StandardKey: String, CaseIterable {
  // The standard.
  case title
  case documentNumber = "document_number"
  case numberUnknownBecause = "number_unknown_because"
  case region
  case inForce = "in_force"
  case selectedBy = "selected_by"
  case replaces
  case source
  case unknown
  case rounding
  case dutyUnits = "duty_units"
  case terms
  case lines
  case modifiers
  case quotas
  case references
  case mustBeRecorded = "must_record"
  // Days and rounding.
  case from
  case to
  case step
  case unit
  case mode
  // Lines and modifiers.
  case id
  case clause
  case when
  case amount
  case appliesTo = "applies_to"
  case basisOnly = "basis_only"
  // Amounts.
  case low
  case high
  case direct
  case labour
  case dailyWage = "daily_wage"
  case days
  case perUnit = "per_unit"
  case quantity
  case tiers
  case kind
  case start
  case above
  case share
  case of
  case asIf = "as_if"
  case higher
  case lower
  case actualCost = "actual_cost"
  case reference
  // What modifiers do.
  case multiply
  case add
  case addShare = "add_share"
  case cap
  case floor
  case perExtra = "per_extra"
  case beyond
  case each
  case most
  case discretion
  case below
  case absent
  // Quotas.
  case name
  case counted
  case base
  // A region's policy.
  case payee
  case deadlines
  case matter
  case calendar
  case sourceOrder = "source_order"
  case voucherScope = "voucher_appropriations"
  case use
  case order
  // Selections.
  case caseType = "case_type"
  case serviceForm = "service_form"
  case stage
  case regionBand = "region_band"
  case grade
  case outcome
  case fundSource = "fund_source"
  case flags
  case excludedFlags = "excluded_flags"

  /// The key as officers write it; the same word may be another key in another place.
  var word: String {
    switch self {
    case .title, .name: "名称"
    case .documentNumber: "文号"
    case .numberUnknownBecause: "文号说明"
    case .region: "地区"
    case .inForce: "生效"
    case .selectedBy: "版本依据"
    case .replaces: "取代"
    case .source: "来源"
    case .unknown: "未知"
    case .rounding: "取整"
    case .dutyUnits: "值班单位"
    case .terms: "用语"
    case .lines, .appliesTo, .of: "标准"
    case .modifiers: "调整"
    case .quotas: "名额"
    case .references: "参照表"
    case .mustBeRecorded: "须登记"
    case .basisOnly: "只供引用"
    case .asIf: "按"
    case .higher: "取高"
    case .lower: "取低"
    case .actualCost: "实际费用"
    case .reference: "参照"
    case .discretion: "裁量"
    case .below: "不满"
    case .absent: "未登记"
    case .from: "自"
    case .to: "至"
    case .step: "时点"
    case .unit: "单位"
    case .mode: "方式"
    case .id: "编号"
    case .clause: "条款"
    case .when: "适用"
    case .amount: "金额"
    case .low: "最低"
    case .high: "最高"
    case .direct: "直接费用"
    case .labour: "基本劳务"
    case .dailyWage: "日工资"
    case .days: "天数"
    case .perUnit: "每单位"
    case .quantity: "数量"
    case .tiers: "档次"
    case .kind: "计法"
    case .start: "起"
    case .above, .beyond: "超过"
    case .share: "百分比"
    case .multiply: "倍数"
    case .add: "增加"
    case .addShare: "按标准增加"
    case .cap: "封顶"
    case .floor: "保底"
    case .perExtra: "按数量增加"
    case .each: "每增一个"
    case .most: "最多增加"
    case .counted: "计入"
    case .base: "基数"
    case .payee: "收款"
    case .deadlines: "期限"
    case .matter: "事项"
    case .calendar: "计算"
    case .sourceOrder: "资金次序"
    case .voucherScope: "凭证指标"
    case .use: "用途"
    case .order: "次序"
    case .caseType, .serviceForm, .stage, .regionBand, .grade, .outcome, .fundSource:
      dimension?.rawValue ?? rawValue
    case .flags: "标记"
    case .excludedFlags: "不带标记"
    }
  }
}
