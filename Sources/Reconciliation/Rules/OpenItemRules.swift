import LedgerCore

// Rules P07, P08 and P10 of open items: what waits to be done with a case.
//
// They belong to no year and are reported for every one while they stand at the as-of day.

/// P07: a case that is paid at all is paid in full.
struct PaidInPart: CaseRule {
  let description = RuleDescription(
    id: "P07", severity: .medium, title: "少付",
    holdsWhen: "已付的案件按核发金额付足",
    basis: "关于完善法律援助补贴标准的指导意见（司发通〔2019〕27号）：及时、足额支付",
    advice: "补付余款；核发有误的更正核发")

  static func isSilent(on outline: OutlineView) -> Bool {
    outline.paid.map { $0 == .zero || $0 >= outline.approved } ?? false
  }

  func findings(in dossier: DossierView) throws(MoneyOverflow) -> [Finding] {
    guard let registered = dossier.registered, let last = dossier.subsidyLines.last,
      dossier.netPaid < dossier.approved
    else { return [] }
    let rest = try dossier.approved - dossier.netPaid
    return [
      description.finding(
        registered.number, rest, on: last.paidOn,
        related: dossier.subsidyLines.map(\.id.description),
        restingOn: dossier.approvalFacts + dossier.subsidyLines.map(\.fact),
        """
        案件 \(registered.number) 核发 \(dossier.approved.groupedYuanText) 元，\
        净支付 \(dossier.netPaid.groupedYuanText) 元，还差 \(rest.groupedYuanText) 元
        """)
    ]
  }
}

/// P08: what is approved on a closed case is paid, within 20 working days.
struct ApprovedNotPaid: CaseRule {
  private static let workingDays = 20

  let description = RuleDescription(
    id: "P08", severity: .info, title: "核发未付",
    holdsWhen: "已结案并核发的案件已经支付；核发后 \(Self.workingDays) 个工作日内未付的只作提示",
    basis: "宁夏法律援助补贴规定：收到核发通知后 20 个工作日内公示并支付到所属单位",
    advice: "尽快支付；不应付的更正核发或退回申报")

  static func isSilent(on outline: OutlineView) -> Bool {
    outline.approved == .zero || !outline.isClosed || outline.paid.map { $0 > .zero } ?? false
  }

  func findings(in dossier: DossierView) -> [Finding] {
    guard let registered = dossier.registered, registered.closing != nil,
      dossier.approved > .zero, dossier.netPaid == .zero, let approvedOn = dossier.firstApprovedOn
    else { return [] }
    let (severity, words) = judgement(on: approvedOn, dossier)
    return [
      description.finding(
        registered.number, dossier.approved, on: approvedOn, severity: severity,
        related: dossier.approvedClaims.map(\.number).sorted().map(\.printed),
        restingOn: dossier.approvalFacts,
        """
        案件 \(registered.number) 于 \(approvedOn) 核发，\
        核发 \(dossier.approved.groupedYuanText) 元，没有支付；\(words)
        """)
    ]
  }

  private func judgement(on approvedOn: Day, _ dossier: DossierView) -> (Severity, String) {
    let count = Self.workingDays
    let asOf = dossier.period.asOf
    guard let deadline = dossier.settings.calendar.workday(count, after: approvedOn) else {
      return (.medium, "工作日历缺少所需年度，\(count) 个工作日的期限无法核验")
    }
    let words = "第 \(count) 个工作日是 \(deadline)，截至 \(asOf) "
    return asOf > deadline ? (.high, words + "已经超过") : (.info, words + "尚未超过")
  }
}

/// P10: a finished case is claimed within 60 days.
struct ClosedNotClaimed: CaseRule {
  private static let days = 60

  let description = RuleDescription(
    id: "P10", severity: .medium, title: "结案未申报",
    holdsWhen: "办结的案件在结案后 \(Self.days) 日内申报补贴",
    basis: "办理法律援助案件程序规定：结案后 30 日内提交材料，收到后 30 日内审查",
    advice: "催报补贴；不申报的写明说明")

  static func isSilent(on outline: OutlineView) -> Bool {
    let register = outline.register
    guard outline.isClosed, register.outcome == .closed, outline.claim == nil else { return true }
    return outline.asOf.ordinal <= register.closedOn.ordinal + Int32(Self.days)
  }

  func findings(in dossier: DossierView) -> [Finding] {
    let asOf = dossier.period.asOf
    guard let registered = dossier.registered, let closing = registered.closing,
      closing.outcome == .closed, dossier.claims.isEmpty, asOf.days(since: closing.on) > Self.days
    else { return [] }
    return [
      description.finding(
        registered.number, .zero, on: closing.on, restingOn: [registered.courseFact],
        "案件 \(registered.number) 于 \(closing.on) 办结，截至 \(asOf) 已超过 \(Self.days) 日，没有补贴申报")
    ]
  }
}
