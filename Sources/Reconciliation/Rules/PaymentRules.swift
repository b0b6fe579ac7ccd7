import LedgerCore

// Rules P01–P11 of payments against cases, and P12 of other uses.
//
// P01 silences the rest for a line, P02 silences P03 and P04, P03 silences P04: the first cause is
// named, not its consequences. P07, P08 and P10 are open items.

/// P01: the case a line cites is in the register.
struct PaidForUnknownCase: CaseRule {
  let description = RuleDescription(
    id: "P01", severity: .block, title: "无此案件",
    holdsWhen: "支付所列的案件在案件登记中",
    basis: "法律援助条例第二十四条：办案补贴支付给承办案件的人员",
    advice: "核对案件编号；案件漏登的先登记，编号写错的冲销后重记")

  static func isSilent(on outline: OutlineView) -> Bool {
    // An outline is of a registered case.
    true
  }

  func findings(in dossier: DossierView) -> [Finding] {
    guard dossier.registered == nil else { return [] }
    let words = dossier.isInLedger ? "在支付日之前没有受理" : "没有登记"
    return dossier.lines.filter { dossier.period.owns($0.paidOn) }.map { line in
      description.finding(
        line.id, line.left, on: line.paidOn, related: [dossier.caseNumber.printed],
        restingOn: [line.fact],
        "\(line.words)，所列案件 \(dossier.caseNumber) \(words)")
    }
  }
}

/// P02: nothing is paid for a case before it was accepted.
struct PaidBeforeAccepted: CaseRule {
  let description = RuleDescription(
    id: "P02", severity: .block, title: "受理前支付",
    holdsWhen: "支付日期不早于案件的受理日期",
    basis: "法律援助法第五十二条；法律援助条例第二十四条",
    advice: "核对受理日期和支付日期；确属错付的冲销")

  static func isSilent(on outline: OutlineView) -> Bool {
    outline.lines.allSatisfy { $0.paidOn.number >= outline.register.acceptedOn.number }
  }

  func findings(in dossier: DossierView) -> [Finding] {
    guard let registered = dossier.registered else { return [] }
    return dossier.ownSubsidyLines.filter { $0.paidOn < registered.acceptedOn }.map { line in
      description.finding(
        line.id, line.left, on: line.paidOn, related: [registered.number.printed],
        restingOn: [line.fact, fact("accepted", registered.acceptedOn)],
        "\(line.words)，案件 \(registered.number) 在 \(registered.acceptedOn) 才受理")
    }
  }
}

/// P03: nothing is paid for a case before it was closed.
struct PaidBeforeClosed: CaseRule {
  let description = RuleDescription(
    id: "P03", severity: .block, title: "未结案支付",
    holdsWhen: "案件在支付当日或之前已经结案",
    basis: "法律援助条例第二十四条：收到结案材料后支付办案补贴",
    advice: "核对结案日期；未结案的冲销，结案后再付")

  static func isSilent(on outline: OutlineView) -> Bool {
    let closedOn = outline.register.closedOn
    return outline.lines.allSatisfy { closedOn.isSet && closedOn.number <= $0.paidOn.number }
  }

  func findings(in dossier: DossierView) -> [Finding] {
    guard let registered = dossier.registered else { return [] }
    let closedOn = registered.closing?.on
    let words = closedOn.map { "在 \($0) 才结案" } ?? "尚未结案"
    return dossier.ownSubsidyLines
      .filter { $0.paidOn >= registered.acceptedOn && !dossier.isClosed(on: $0.paidOn) }
      .map { line in
        description.finding(
          line.id, line.left, on: line.paidOn, related: [registered.number.printed],
          restingOn: [line.fact, registered.courseFact],
          "\(line.words)，案件 \(registered.number) \(words)")
      }
  }
}

/// P04: nothing is paid for a case while no approval of it stands.
struct PaidBeforeApproved: CaseRule {
  let description = RuleDescription(
    id: "P04", severity: .block, title: "未核发支付",
    holdsWhen: "案件在支付当日有补贴申报已获核发、没有退回",
    basis: "法律援助法第五十二条；内部控制：先审核后支付",
    advice: "补登核发，或冲销这笔支付，核发后再付")

  static func isSilent(on outline: OutlineView) -> Bool {
    let approvedOn = outline.claim?.approvedOn ?? .none
    return outline.lines.allSatisfy { approvedOn.isSet && approvedOn.number <= $0.paidOn.number }
  }

  func findings(in dossier: DossierView) -> [Finding] {
    guard let registered = dossier.registered else { return [] }
    let lines = dossier.ownSubsidyLines.filter { line in
      line.paidOn >= registered.acceptedOn && dossier.isClosed(on: line.paidOn)
        && !dossier.everApprovedClaims.contains { $0.stoodApproved(on: line.paidOn) }
    }
    return lines.map { line in
      description.finding(
        line.id, line.left, on: line.paidOn, related: [registered.number.printed],
        restingOn: [line.fact] + dossier.everApprovedFacts,
        "\(line.words)，案件 \(registered.number) \(words(of: dossier, on: line.paidOn))")
    }
  }

  private func words(of dossier: DossierView, on day: Day) -> String {
    let approved = dossier.everApprovedClaims
    let returned = approved.compactMap(\.returned?.on).filter { $0 <= day }.max()
    if let returned, approved.contains(where: { $0.isApproved(by: day) }) {
      return "的核发在 \(returned) 已退回"
    }
    return approved.compactMap(\.approval?.on).min().map { "在 \($0) 才核发" } ?? "没有核发记录"
  }
}

/// P05: no more is paid on a case than was approved on it.
///
/// Silent when nothing was ever approved, which is P04's, and when P06 speaks.
struct PaidOverApproved: CaseRule {
  let description = RuleDescription(
    id: "P05", severity: .block, title: "超核发支付",
    holdsWhen: "案件的净支付不超过核发金额",
    basis: "法律援助法第五十二条；内部控制：按核发数支付",
    advice: "冲销多付的部分并收回款项；核发漏登的补登")

  static func isSilent(on outline: OutlineView) -> Bool { outline.isWithinApproval }

  func findings(in dossier: DossierView) throws(MoneyOverflow) -> [Finding] {
    guard let registered = dossier.registered else { return [] }
    let excess = try excess(in: dossier)
    guard excess > .zero, let day = try dossier.dayOfOverpayment(by: self.excess) else { return [] }
    return [
      description.finding(
        registered.number, excess, on: day,
        related: dossier.subsidyLines.map(\.id.description),
        restingOn: dossier.everApprovedFacts + dossier.subsidyLines.map(\.fact),
        """
        案件 \(registered.number) 核发 \(dossier.approved.groupedYuanText) 元，\
        净支付 \(dossier.netPaid.groupedYuanText) 元，多付 \(excess.groupedYuanText) 元
        """)
    ]
  }

  private func excess(in dossier: DossierView) throws(MoneyOverflow) -> Money {
    guard dossier.registered != nil, !dossier.everApprovedClaims.isEmpty,
      try dossier.duplicates == nil
    else { return .zero }
    return try dossier.overpaid
  }
}

/// P06: a case is not paid twice.
struct PaidTwice: CaseRule {
  let description = RuleDescription(
    id: "P06", severity: .block, title: "重复支付",
    holdsWhen: "案件没有向同一收款单位支付两次相同的金额而超过核发数",
    basis: "法律援助法第五十二条；财政违法行为处罚处分条例",
    advice: "核对两笔支付；确属重复的冲销一笔并收回款项")

  static func isSilent(on outline: OutlineView) -> Bool { outline.isWithinApproval }

  func findings(in dossier: DossierView) throws(MoneyOverflow) -> [Finding] {
    guard let registered = dossier.registered, let pair = try dossier.duplicates,
      let day = try dossier.dayOfOverpayment(by: excess)
    else { return [] }
    return [
      description.finding(
        registered.number, try dossier.overpaid, on: day,
        related: pair.map(\.id.description),
        restingOn: dossier.everApprovedFacts + dossier.subsidyLines.map(\.fact),
        """
        案件 \(registered.number) 核发 \(dossier.approved.groupedYuanText) 元，\
        净支付 \(dossier.netPaid.groupedYuanText) 元；凭证 \(pair[0].id) 与 \(pair[1].id) \
        收款单位、金额相同（各 \(pair[0].left.groupedYuanText) 元）
        """)
    ]
  }

  private func excess(in dossier: DossierView) throws(MoneyOverflow) -> Money {
    guard dossier.registered != nil, try dossier.duplicates != nil else { return .zero }
    return try dossier.overpaid
  }
}

/// P09: the payee is the firm that handled the case.
struct PaidToAnotherPayee: CaseRule {
  let description = RuleDescription(
    id: "P09", severity: .high, title: "收款单位不符",
    holdsWhen: "收款单位就是案件的承办单位",
    basis: "宁夏法律援助补贴经承办律师所属单位发放；收款单位政策按地区设定",
    advice: "核对承办单位与收款单位；错付的冲销收回，登记有误的更正登记")

  static func isSilent(on outline: OutlineView) -> Bool {
    guard outline.firm != TextNumbers.none else { return true }
    return outline.firm > 0 && outline.lines.allSatisfy { $0.payee == outline.firm }
  }

  func findings(in dossier: DossierView) -> [Finding] {
    guard let registered = dossier.registered, let firm = registered.firm else { return [] }
    let expected = normalized(firm)
    return dossier.ownSubsidyLines.filter { normalized($0.payee) != expected }.map { line in
      description.finding(
        line.id, line.left, on: line.paidOn, related: [registered.number.printed],
        restingOn: [line.fact, registered.firmFact],
        """
        \(line.words)，收款单位是“\(maskedPayee(line.payee))”，\
        案件 \(registered.number) 的承办单位是“\(maskedPayee(firm))”
        """)
    }
  }
}

/// P11: a case that was terminated or withdrawn is paid only on an approval given after that.
struct PaidForTerminatedCase: CaseRule {
  let description = RuleDescription(
    id: "P11", severity: .high, title: "终止案件支付",
    holdsWhen: "终止或撤回的案件，在结案当日或之后有核发，才有支付",
    basis: "法律援助法第四十八条、第五十二条；终止案件是否补贴由当地规定，须另行核发",
    advice: "核对终止的原因和应付的补贴；应付的补办核发，不应付的冲销收回")

  static func isSilent(on outline: OutlineView) -> Bool {
    outline.register.outcome == .closed || outline.lines.isEmpty
  }

  func findings(in dossier: DossierView) -> [Finding] {
    guard let registered = dossier.registered, let closing = registered.closing,
      closing.outcome != .closed,
      !dossier.approvedClaims.contains(where: { $0.approval.map { $0.on >= closing.on } ?? false })
    else { return [] }
    return dossier.subsidyLines.compactMap { line in
      let day = max(line.paidOn, closing.on)
      guard dossier.period.owns(day) else { return nil }
      return description.finding(
        line.id, line.left, on: day, related: [registered.number.printed],
        restingOn: [line.fact, registered.courseFact] + dossier.approvalFacts,
        """
        \(line.words)，案件 \(registered.number) 在 \(closing.on) \(closing.outcome.rawValue)，\
        当日及以后没有核发
        """)
    }
  }
}

/// P12: what is spent on other uses names who approved it.
struct OtherUseNotApproved: LineRule {
  let description = RuleDescription(
    id: "P12", severity: .medium, title: "其他支出未审批",
    holdsWhen: "以案定补和值班律师以外的支出写明审批人",
    basis: "行政事业单位内部控制规范（试行）第三十条：支出事项须经审批",
    advice: "补填审批人（支付明细的“审批人”列）\(aside: .importTables)；没有审批的补办审批或冲销收回")

  static func isSilent(on line: OutlineView.Line) -> Bool {
    line.use == .perCaseSubsidy || line.use == .duty
  }

  func finding(on line: LineView, in period: Period) -> Finding? {
    guard period.owns(line.paidOn), line.use != .perCaseSubsidy, line.use != .duty,
      normalized(line.approvedBy ?? "").isEmpty
    else { return nil }
    return description.finding(
      line.id, line.left, on: line.paidOn, restingOn: [line.fact],
      "\(line.words)，用途是\(line.use.rawValue)，没有写明审批人")
  }
}

extension DossierView {
  /// The subsidy lines that belong to the year judged.
  fileprivate var ownSubsidyLines: [LineView] {
    subsidyLines.filter { period.owns($0.paidOn) }
  }

  /// What is paid beyond what is approved; zero where nothing is.
  fileprivate var overpaid: Money {
    get throws(MoneyOverflow) { netPaid > approved ? try netPaid - approved : .zero }
  }

  /// The day under which the year tells of too much paid, as a rule finds it in the dossier as it
  /// stood; nil when it is told in other years.
  fileprivate func dayOfOverpayment(
    by excess: (DossierView) throws(MoneyOverflow) -> Money
  ) throws(MoneyOverflow) -> Day? {
    try subsidyLines.dayOfExcess(over: approved, in: period) { day throws(MoneyOverflow) in
      try excess(seen(on: day))
    }
  }

  /// Two live lines of one payee and amount that the excess covers, where something is approved.
  fileprivate var duplicates: [LineView]? {
    get throws(MoneyOverflow) {
      guard approved > .zero, netPaid > approved else { return nil }
      let excess = try overpaid
      for (index, line) in subsidyLines.enumerated() where line.left <= excess {
        let payee = normalized(line.payee)
        let twin = subsidyLines[(index + 1)...].first {
          $0.left == line.left && normalized($0.payee) == payee
        }
        if let twin { return [line, twin] }
      }
      return nil
    }
  }
}

extension Claim {
  /// Whether an approval was given by a day.
  fileprivate func isApproved(by day: Day) -> Bool { approval.map { $0.on <= day } ?? false }

  /// Whether an approval stood on a day: given by then, and not returned by then.
  fileprivate func stoodApproved(on day: Day) -> Bool {
    isApproved(by: day) && returned.map { $0.on > day } ?? true
  }
}
