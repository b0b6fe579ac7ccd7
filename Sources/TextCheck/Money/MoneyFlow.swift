/// What the words before an amount say became of the money.
enum MoneyFlow: Equatable, Sendable {
  /// Came in: 拨付, 到位.
  case allotted
  /// Where it came from, without a verb: 中央转移支付, 本级.
  case source
  /// Was there before: 上年结转.
  case carriedIn
  case spent
  /// Is there still: 年末结余.
  case left
  /// Was taken back: 收回.
  case recalled

  /// nil where the words do not say, or speak of money that is none of the fund.
  init?(_ label: ArraySlice<Unicode.Scalar>) {
    let label = label.outsideParentheses[...]
    if Self.strange.isFound(in: label) { return nil }
    if Self.carried.isFound(in: label) {
      self = .carriedIn
    } else if Self.remaining.isFound(in: label) {
      self = .left
    } else if Self.planned.isFound(in: label) {
      return nil
    } else if Self.returned.isFound(in: label) {
      self = .recalled
    } else if let flow = Self.verb(of: label) {
      self = flow
    } else if FundLevel.isFound(in: label) {
      self = .source
    } else {
      return nil
    }
  }

  /// Whether it is money of other people, or was not paid.
  static func isStrange(_ label: ArraySlice<Unicode.Scalar>) -> Bool {
    strange.isFound(in: label) || planned.isFound(in: label)
  }

  /// The last verb counts: 到位资金支出 is spending, and so is 拨付律师办案补贴.
  private static func verb(of label: ArraySlice<Unicode.Scalar>) -> MoneyFlow? {
    let incoming = coming.last(in: label)
    let outgoing = SumWords.spent.last(in: label)
    guard let incoming else { return outgoing == nil ? nil : .spent }
    if let outgoing, outgoing.lowerBound > incoming.lowerBound { return .spent }
    let isPaidOut = payees.isFound(in: label) && !funds.isFound(in: label)
    return isPaidOut ? .spent : .allotted
  }

  private static let coming = Words(
    "拨付 到位 下达 划拨 核拨 拨入 落实 收到 安排", notIn: "落实到 安排支出 安排使用 安排用于")
  private static let carried = Words(
    """
    上年结转 上年度结转 上年末结转 年初结转 结转资金 上年结余 上年度结余 上年末结余 年初结余 季初结余 月初结余 期初结余 \
    年初余额 期初余额
    """)
  private static let remaining = Words("结余 结存 余额 剩余 结转", notIn: "余额不足")
  private static let planned = Words("预算 计划 应 拟 预计 需要 测算 目标 概算", notIn: "应急 应诉 相应 预算执行")
  private static let returned = Words("收回 上缴财政 交回 缴回")
  private static let payees = Words("律师 律所 事务所 办案人员 补贴")
  private static let funds = Words("经费 资金 专款 财政 转移 中央 本级")
  /// Money of other people, and money that was not paid.
  private static let strange = Words(
    """
    赔偿 损失 报酬 讨回 追回 追讨 挽回 工资 欠薪 标的 涉案 涉及 赔付 罚款 判决 收费 减免 促成 被告 当事人 执行到位 案款 薪酬 \
    拖欠 尚未 未支付 未发放 待支付 投资 产值 收入 协议 债务 生活费 抚养费 赡养费 捐赠 公益捐款 核发 申报 标准 另行 另由 自筹 垫付
    """, notIn: "收入总计")
}

/// The levels of government of which money comes.
enum FundLevel {
  static func isFound(in label: ArraySlice<Unicode.Scalar>) -> Bool { words.isFound(in: label) }

  static let words = Words(
    """
    中央 转移支付 转移性支付 自治区 省级 省财政 市级 市财政 县级 县财政 区级 区财政 本级 地方 上级 省市 旗级 州级 \
    彩票公益金 中彩金 配套 省补助 省拨 市拨 省市县 财政资金 财政拨款
    """)
}
