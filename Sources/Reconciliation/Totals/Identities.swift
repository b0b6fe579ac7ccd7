package import LedgerCore

/// An equation that the book must satisfy (勾稽关系), with both sides.
package struct Identity: Equatable, Sendable {
  package let id: String
  package let title: String
  /// Fen or cases; nil when the identity cannot be tested.
  package let left: Int64?
  package let right: Int64?
  package let unit: Unit
  package let outcome: CheckOutcome

  /// What the two sides are counted in.
  package enum Unit: String, Sendable {
    case fen
    case cases = "case"
  }

  /// Left − right; nil when the identity cannot be tested.
  package var difference: Int64? {
    guard let left, let right else { return nil }
    return left - right
  }

  private init(
    _ id: String, _ title: String, left: Int64?, right: Int64?, unit: Unit, outcome: CheckOutcome
  ) {
    self.id = id
    self.title = title
    self.left = left
    self.right = right
    self.unit = unit
    self.outcome = outcome
  }

  fileprivate init(_ id: String, _ title: String, _ left: Money, _ right: Money) {
    self.init(
      id, title, left: left.fen, right: right.fen, unit: .fen,
      outcome: left == right ? .pass : .contradiction)
  }

  fileprivate init(_ id: String, _ title: String, cases left: Int, _ right: Int) {
    self.init(
      id, title, left: Int64(left), right: Int64(right), unit: .cases,
      outcome: left == right ? .pass : .contradiction)
  }

  fileprivate static func notTestable(_ id: String, _ title: String) -> Identity {
    Identity(id, title, left: nil, right: nil, unit: .fen, outcome: .notTestable)
  }
}

extension YearTotals {
  /// Every identity of the year, in order of identifier.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func identities() throws(MoneyOverflow) -> [Identity] {
    let paid = funds.paid
    return [
      try appropriatedBySource(),
      try rowBalances(),
      try closingByRows(),
      try openCaseByCase(),
      casesOpenAndEnded(),
      Identity("I06a", phrase("按用途合计 = 本年净支出"), try paidByUse.map(\.value).total(), paid),
      Identity(
        "I06b", phrase("按资金来源合计（含无此指标）= 本年净支出"), try paidBySource.map(\.value).total(), paid),
      Identity("I06c", phrase("按收款单位合计 = 本年净支出"), try paidByPayee.map(\.value).total(), paid),
      try rowsAndClosing(),
    ]
  }

  /// The identity's words, of the span that the book is of.
  private func phrase(_ title: String) -> String { period.span.phrase(title) }

  private func appropriatedBySource() throws(MoneyOverflow) -> Identity {
    var bySource = Money.zero
    for source in FundSource.allCases {
      try bySource += funds.appropriated { $0 == source }
    }
    return Identity("I01", phrase("按资金来源合计 = 本年拨付"), bySource, try funds.appropriated())
  }

  /// Sums over all rows; it fails when any single row does, even if the sums agree.
  ///
  /// What went over to the next row is that row's amount: other than what was left, it shows here.
  private func rowBalances() throws(MoneyOverflow) -> Identity {
    let title = "各指标金额±调整−收回−净支付−结转下年 = 指标余额"
    var computed = Money.zero
    var kept = Money.zero
    var worst: (Money, Money)?
    for account in funds.accounts {
      let left = try account.limit - account.netPaid - (account.carriedOn ?? .zero)
      if left != account.balance { worst = (left, account.balance) }
      try computed += left
      try kept += account.balance
    }
    return worst.map { Identity("I02", title, $0.0, $0.1) }
      ?? Identity("I02", title, computed, kept)
  }

  /// What is approved and not paid, by the totals of all facts against case by case.
  ///
  /// Cases that are cited and not registered are on both sides, with what is said of them.
  private func openCaseByCase() throws(MoneyOverflow) -> Identity {
    Identity(
      "I04", "累计核发−累计净支付 = 各案未付合计−各案超付合计",
      try approvedToDate - casePaidToDate, try openRemainders - overpayments)
  }

  /// Cases that came in against cases that went out; dates out of order (K01) break it.
  private func casesOpenAndEnded() -> Identity {
    let ended = cases(\.closed) + cases(\.terminated) + cases(\.withdrawn)
    return Identity(
      "I05", phrase("年初未结＋本年受理 = 本年办结＋终止＋撤回＋期末未结"),
      cases: openAtStart + cases(\.accepted), ended + openAtEnd)
  }

  /// The closing by the year's totals against the closing row by row.
  ///
  /// What was paid without a registered row (F06) left the treasury all the same.
  private func closingByRows() throws(MoneyOverflow) -> Identity {
    let title = phrase("上年结转＋本年拨付−本年收回−本年净支出 = 年末结余")
    guard let opening = funds.opening, let closing = try closing() else {
      return .notTestable("I03", title + "（没有登记上年结转，无法核验）")
    }
    var byRows = opening
    for flow in [funds.withoutRow] + funds.accounts.map(\.flow) {
      try byRows += flow.before.net
      try byRows += flow.within.net
    }
    return Identity("I03", title, closing, byRows)
  }

  /// What the rows hold at the year's end against the closing by the year's totals.
  ///
  /// An opening that no row holds, a deficit that was not carried and money that a later budget
  /// year's row paid show here.
  private func rowsAndClosing() throws(MoneyOverflow) -> Identity {
    let title = "各指标年末余额合计−无此指标的净支付 = 年末结余"
    guard let closing = try funds.ofYear.closing else {
      return .notTestable("I08", title + "（没有登记上年结转，无法核验）")
    }
    return Identity("I08", title, try funds.yearEndBalance(), closing)
  }
}

extension StatementView {
  /// What the statement shows of the movements that have a line, against what they come to.
  ///
  /// The left side is the whole statement less the lines that are not ours or count for nothing;
  /// the right side is summed over the movements. A line that counted for two movements would show.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func matchedOnBothSides() throws(MoneyOverflow) -> Identity {
    let title = "已核对的国库流水−金额不一致的差额 = 有流水的付款和退回"
    if let missing { return .notTestable("I07", title + "（\(missing)，无法核验）") }
    guard let bridge = matching?.bridge else { return Identity("I07", title, .zero, .zero) }
    return Identity(
      "I07", title, try bridge.bank - bridge.setAside - bridge.linesOpen - bridge.differences,
      bridge.matched)
  }
}
