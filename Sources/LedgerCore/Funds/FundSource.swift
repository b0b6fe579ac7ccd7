/// The kind of money an appropriation is (资金来源).
package enum FundSource: String, CaseIterable, Codable, Sendable {
  case centralTransfer = "中央转移支付"
  case provincialTransfer = "自治区转移支付"
  case cityTransfer = "市级转移支付"
  case localBudget = "本级财政"
  case lotteryFund = "彩票公益金"
  case donation = "捐赠"
  case other = "其他"

  /// A source by its name; 省级转移支付 is the name elsewhere of 自治区转移支付.
  package init?(name: String) {
    let name = normalized(name)
    self.init(rawValue: name == "省级转移支付" ? Self.provincialTransfer.rawValue : name)
  }

  /// How the published paragraph groups the sources.
  package var group: Group {
    switch self {
    case .centralTransfer, .provincialTransfer, .cityTransfer: .transfer
    case .localBudget: .local
    case .lotteryFund, .donation, .other: .other
    }
  }

  /// Transfers (转移支付), the bureau's own budget (本级财政), and the rest.
  package enum Group: Sendable {
    case transfer
    case local
    case other
  }
}

/// What money is spent on (支出用途), and what an appropriation may be spent on (用途).
package enum PaymentUse: String, CaseIterable, Codable, Sendable {
  case perCaseSubsidy = "以案定补"
  case duty = "值班律师"
  case consultation = "法律咨询"
  case drafting = "代拟文书"
  case directCosts = "办案直接费用"
  case other = "其他"
}
