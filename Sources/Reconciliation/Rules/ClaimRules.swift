import LedgerCore

// Rules C01–C07 of subsidy claims (补贴申报).
//
// C01 silences C02–C05: of a case that is not registered nothing is known. C05 holds claims against
// the subsidy standard (补贴标准).

/// C01: the case a claim cites is in the register.
struct ClaimForUnknownCase: CaseRule {
  let description = RuleDescription(
    id: "C01", severity: .block, title: "申报无案件",
    holdsWhen: "补贴申报所列的案件在案件登记中",
    basis: "法律援助法第五十二条：补贴按案件支付",
    advice: "核对案件编号；案件漏登的先登记，编号写错的更正申报")

  static func isSilent(on outline: OutlineView) -> Bool {
    // An outline is of a registered case.
    true
  }

  func findings(in dossier: DossierView) -> [Finding] {
    guard dossier.registered == nil else { return [] }
    let words = dossier.isInLedger ? "在申报日之前没有受理" : "没有登记"
    return dossier.claims.filter { dossier.period.owns($0.claimedOn) }.map { claim in
      description.finding(
        claim.number, claim.claimedAmount, on: claim.claimedOn,
        related: [dossier.caseNumber.printed], restingOn: [claim.claimFact],
        """
        申报 \(claim.number)（\(claim.claimedOn)，\(claim.claimedAmount.groupedYuanText) 元）\
        所列案件 \(claim.caseNumber) \(words)
        """)
    }
  }
}

/// C02: nothing is claimed for a case before it was closed.
struct ClaimedBeforeClosed: CaseRule {
  let description = RuleDescription(
    id: "C02", severity: .high, title: "未结案申报",
    holdsWhen: "案件在申报当日或之前已经结案",
    basis: "法律援助条例第二十四条：收到结案材料后支付办案补贴",
    advice: "核对结案日期和申报日期；未结案的退回申报，结案后再报")

  static func isSilent(on outline: OutlineView) -> Bool {
    guard let claim = outline.claim else { return true }
    return outline.isClosed && outline.register.closedOn.number <= claim.claimedOn.number
  }

  func findings(in dossier: DossierView) -> [Finding] {
    guard let registered = dossier.registered else { return [] }
    let words = registered.closing.map { "在 \($0.on) 才结案" } ?? "尚未结案"
    return dossier.claims
      .filter { dossier.period.owns($0.claimedOn) && !dossier.isClosed(on: $0.claimedOn) }
      .map { claim in
        description.finding(
          claim.number, claim.claimedAmount, on: claim.claimedOn,
          related: [registered.number.printed],
          restingOn: [claim.claimFact, registered.courseFact],
          """
          申报 \(claim.number)（\(claim.claimedOn)，\(claim.claimedAmount.groupedYuanText) 元），\
          案件 \(registered.number) \(words)
          """)
      }
  }
}

/// C03: a case has one claim.
struct ClaimedTwice: CaseRule {
  let description = RuleDescription(
    id: "C03", severity: .block, title: "重复申报",
    holdsWhen: "一个案件只有一份补贴申报",
    basis: "法律援助法第五十二条；一案一补",
    advice: "退回多余的申报；确有理由的写明说明")

  static func isSilent(on outline: OutlineView) -> Bool {
    // An outline has at most one claim.
    true
  }

  func findings(in dossier: DossierView) -> [Finding] {
    guard dossier.registered != nil, let first = dossier.claims.first else { return [] }
    return dossier.claims.dropFirst().filter { dossier.period.owns($0.claimedOn) }
      .map { finding(on: $0, after: first) }
  }

  /// What the rule says of a claim after the first one of its case.
  func finding(on claim: Claim, after first: Claim) -> Finding {
    description.finding(
      claim.number, claim.claimedAmount, on: claim.claimedOn, related: [first.number.printed],
      restingOn: [claim.claimFact, first.claimFact],
      """
      申报 \(claim.number)（\(claim.claimedOn)，\(claim.claimedAmount.groupedYuanText) 元）\
      与申报 \(first.number) 是同一案件 \(claim.caseNumber)
      """)
  }
}

/// C04: no more is approved than was claimed.
struct ApprovedOverClaimed: CaseRule {
  let description = RuleDescription(
    id: "C04", severity: .high, title: "核发超申报",
    holdsWhen: "核发金额不超过申报金额",
    basis: "法律援助法第五十二条；内部控制：在申报数以内审核",
    advice: "核对申报和核发的金额；申报漏报的退回重报，核发有误的更正")

  static func isSilent(on outline: OutlineView) -> Bool {
    outline.claim.map { $0.approved <= $0.claimed } ?? true
  }

  func findings(in dossier: DossierView) throws(MoneyOverflow) -> [Finding] {
    guard dossier.registered != nil else { return [] }
    var findings: [Finding] = []
    for (claim, approval) in dossier.ownApprovals where approval.amount > claim.claimedAmount {
      let excess = try approval.amount - claim.claimedAmount
      findings.append(
        description.finding(
          claim.number, excess, on: approval.on, related: [dossier.caseNumber.printed],
          restingOn: [claim.claimFact, claim.approvalFact],
          """
          申报 \(claim.number) 申报 \(claim.claimedAmount.groupedYuanText) 元，\
          \(approval.on) 核发 \(approval.amount.groupedYuanText) 元，\
          多核发 \(excess.groupedYuanText) 元
          """))
    }
    return findings
  }
}

/// C06: nobody approves what they submitted.
struct ApprovedBySubmitter: CaseRule {
  let description = RuleDescription(
    id: "C06", severity: .high, title: "自审自批",
    holdsWhen: "申报人和审核人不是同一人（两者都有登记时）；已设人员的，登记申报和核发的也不是同一个人员",
    basis: "行政事业单位内部控制规范（试行）第十二条：不相容岗位相互分离",
    advice: "由另一人复核；登记有误的更正申报人或审核人")

  static func isSilent(on outline: OutlineView) -> Bool {
    guard let claim = outline.claim, claim.approvedOn.isSet else { return true }
    guard claim.submittedBy >= 0, claim.approvedBy >= 0 else { return false }
    return claim.submittedBy == TextNumbers.none || claim.submittedBy != claim.approvedBy
  }

  func findings(in dossier: DossierView) -> [Finding] {
    dossier.ownApprovals.compactMap { claim, approval in
      let alone = dossier.approvedAlone(claim)
      guard alone != nil || claim.isApprovedByItsSubmitter else { return nil }
      return description.finding(
        claim.number, approval.amount, on: approval.on, related: [dossier.caseNumber.printed],
        restingOn: [claim.approvalFact, claim.peopleFact]
          + (alone.map { [fact("signer", claim.number.key, $0)] } ?? []),
        """
        申报 \(claim.number) 于 \(approval.on) 核发 \(approval.amount.groupedYuanText) 元，\
        \(alone == nil ? "申报人和审核人是同一人" : "登记申报和核发的是同一人（按签名）")
        """)
    }
  }
}

extension Claim {
  /// Whether the names that were typed are one person's.
  fileprivate var isApprovedByItsSubmitter: Bool {
    guard let submittedBy, let approvedBy else { return false }
    return normalized(submittedBy) == normalized(approvedBy)
  }
}

/// C07: nothing is approved before it was claimed.
struct ApprovedBeforeClaimed: CaseRule {
  let description = RuleDescription(
    id: "C07", severity: .high, title: "核发早于申报",
    holdsWhen: "核发日期不早于申报日期",
    basis: "内部控制：先申报后审核",
    advice: "核对申报日期和核发日期，\(using: .amendByImport)更正并写明原因")

  static func isSilent(on outline: OutlineView) -> Bool {
    outline.claim.map { claim in
      !claim.approvedOn.isSet || claim.approvedOn.number >= claim.claimedOn.number
    } ?? true
  }

  func findings(in dossier: DossierView) -> [Finding] {
    dossier.ownApprovals.filter { $1.on < $0.claimedOn }.map { claim, approval in
      description.finding(
        claim.number, approval.amount, on: approval.on, related: [dossier.caseNumber.printed],
        restingOn: [claim.claimFact, claim.approvalFact],
        """
        申报 \(claim.number) 于 \(approval.on) 核发 \(approval.amount.groupedYuanText) 元，\
        而申报日期是 \(claim.claimedOn)
        """)
    }
  }
}

extension DossierView {
  /// The claims whose approval belongs to the year judged, each with it.
  var ownApprovals: [(claim: Claim, approval: Approval)] {
    approvedClaims.compactMap { claim in
      guard let approval = claim.approval, period.owns(approval.on) else { return nil }
      return (claim, approval)
    }
  }
}

/// C05: what is approved is what the standard grants.
///
/// Where it cannot be tested it says so once for the year, and what is missing.
struct ApprovedOffStandard: CaseRule {
  let description = RuleDescription(
    id: "C05", severity: .high, title: "与标准不符",
    holdsWhen: "核发金额等于补贴标准算出的金额（标准是幅度的，在幅度之内）",
    basis: "法律援助法第五十二条：补贴标准由省级司法行政部门会同财政部门确定",
    advice: """
      \(using: .priceCase)查看计算过程；核发有误的更正，案件登记有误的更正登记；\
      没有标准的先登记标准\(aside: .loadStandard)
      """)

  static func isSilent(on outline: OutlineView) -> Bool {
    guard let claim = outline.claim, let price = claim.price else { return true }
    // What the standard does not grant as it stands must be worked out with the case.
    if case .range(let range) = price { return range.contains(claim.approved) }
    return false
  }

  func findings(in dossier: DossierView) throws(MoneyOverflow) -> [Finding] {
    // Without any standard the year is told of once, at the end, and not case by case.
    guard let registered = dossier.registered, !dossier.settings.standards.regions.isEmpty else {
      return []
    }
    var findings: [Finding] = []
    for (claim, approval) in dossier.ownApprovals {
      switch price(registered, claim, in: dossier) {
      case .failure(let missing):
        findings.append(notTestable(dossier.period, "案件 \(registered.number)：\(missing.words)"))
      case .success(let explanation) where !explanation.amount.contains(approval.amount):
        let difference = try approval.amount - explanation.amount.nearest(to: approval.amount)
        let assumed = explanation.areFlagsAssumed ? "（案件没有登记标记，按没有标记计算）" : ""
        findings.append(
          description.finding(
            claim.number, difference, on: approval.on, related: [registered.number.printed],
            restingOn: [
              claim.claimFact, claim.approvalFact, registered.pricingFact,
              explanation.amount.priceFact,
            ],
            """
            申报 \(claim.number) 核发 \(approval.amount.groupedYuanText) 元，\
            按\(explanation.citation)应为 \(explanation.amount.text)\(assumed)，\
            相差 \(difference.groupedYuanText) 元
            """))
      case .success: break
      }
    }
    return findings
  }

  private func price(
    _ registered: LegalAidCase, _ claim: Claim, in dossier: DossierView
  ) -> Result<PriceExplanation, NotPriced> {
    do {
      return .success(
        try dossier.settings.standards.price(
          registered, claimedOn: claim.claimedOn, paidFrom: dossier.payingSources))
    } catch let refusal as any OfficerError {
      return .failure(NotPriced(words: refusal.description))
    } catch {
      return .failure(NotPriced(words: "不能计算"))
    }
  }

  /// That a year's approvals cannot be held against a standard.
  func notTestable(_ period: Period, _ missing: String) -> Finding {
    Finding(
      rule: description.id, severity: .info, outcome: .notTestable,
      subject: period.year.description, related: [], amount: .zero, date: period.asOf,
      message: "\(period.year) 年的核发金额无法与补贴标准核对：\(missing)")
  }

  /// The finding of a year in which no standard is in force; nil when one is.
  func withoutStandard(_ period: Period, _ settings: RuleSettings) -> Finding? {
    let isCovered = settings.standards.isInForce(in: period.year)
    return isCovered ? nil : notTestable(period, "这一年没有登记生效的补贴标准")
  }
}

/// Why a case cannot be priced: no standard for its days, or a standard that does not say.
struct NotPriced: OfficerError {
  let words: String

  var description: String { "不能按补贴标准计算：\(words)" }
}

extension StandardRegister {
  fileprivate func isInForce(in year: FiscalYear) -> Bool {
    guard let region = regions.first else { return false }
    return versions(of: region).contains { version in
      version.inForce.from <= year.lastDay && version.inForce.to ?? .latest >= year.firstDay
    }
  }
}
