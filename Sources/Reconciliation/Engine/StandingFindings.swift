package import LedgerCore

/// The findings that stand unexplained on a case or duty, of every year, and concern its payment.
///
/// While one of them stops, no payment is recorded without an override: what is wrong with an
/// approval or a registration is wrong with the money that follows it.
package struct StandingFindings: Sendable {
  /// Gravest first.
  package private(set) var stopping: [Finding] = []
  /// What a payment is reminded of and not refused for.
  package private(set) var reminding: [Finding] = []

  /// The rules whose findings stop a payment of what they stand on.
  private static let stoppingRules: Set<RuleID> = [
    "C01", "C02", "C03", "C04", "C06", "C07", "D01", "D02", "D03", "K02", "P01", "P02", "P03",
    "P04", "P05", "P06", "P09", "P11",
  ]
  private static let remindingRules: Set<RuleID> = ["C05", "D08"]
  /// The rules of which something is told; the others are not asked.
  private static let caseRules = RuleCatalogue.caseRules.filter { isTold($0.description.id) }
  private static let dutyRules = RuleCatalogue.dutyRules.filter { isTold($0.description.id) }

  private static func isTold(_ rule: RuleID) -> Bool {
    stoppingRules.contains(rule) || remindingRules.contains(rule)
  }

  /// What the rules compare a case or shift with, besides its own account.
  package struct Kin: Sendable {
    /// The cases that carry the judgment number of the case (K02).
    package var judgment: [LegalAidCase] = []
    /// The shifts of the shift's day (D02).
    package var sameDay: [DutyShift] = []

    package init(judgment: [LegalAidCase] = [], sameDay: [DutyShift] = []) {
      self.judgment = judgment
      self.sameDay = sameDay
    }
  }

  /// What stands on an account with everything that is recorded by now.
  ///
  /// - Parameters:
  ///   - account: A case, a shift, or neither, on which nothing stands.
  ///   - lines: What is about to be paid on it: the source that pays may choose the tariff (C05).
  ///   - kin: What it is compared with.
  ///   - settings: With the explanations that were given.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(
    on account: PaidAccount, paying lines: [PaymentLine] = [], among kin: Kin,
    settings: RuleSettings
  ) throws(MoneyOverflow) {
    var found: [Finding] = []
    switch account {
    case .legalAidCase(let dossier): found = try Self.found(in: dossier, lines, kin, settings)
    case .dutyShift(let account): found = try Self.found(in: account, kin, settings)
    case .none: break
    }
    let open = Self.unexplained(settings.explanations.applied(to: found))
    let areDetailsRecorded =
      if case .legalAidCase(let dossier) = account {
        dossier.legalAidCase.map { !$0.details.isEmpty } ?? false
      } else { false }
    // Off the standard may be what the register does not hold; where it holds that, it is off.
    let stoppingRules = Self.stoppingRules.union(areDetailsRecorded ? ["C05"] : [])
    stopping = open.filter { $0.severity <= .high && stoppingRules.contains($0.rule) }
    reminding = open.filter {
      Self.remindingRules.contains($0.rule) && !stoppingRules.contains($0.rule)
    }
  }

  private static func found(
    in dossier: Dossier, _ lines: [PaymentLine], _ kin: Kin, _ settings: RuleSettings
  ) throws(MoneyOverflow) -> [Finding] {
    let judged = kin.judgment.flatMap { [$0.acceptedOn.fiscalYear, $0.judgmentSeenOn.fiscalYear] }
    let number = dossier.caseNumber.printed
    var paid = dossier
    paid.lines += lines
    var found: [Finding] = []
    for year in dossier.datedYears.union(judged).sorted() {
      let period = Period(year: year, asOf: .latest)
      let view = try DossierView(dossier, in: period, funds: nil, settings: settings)
      let after = try DossierView(paid, in: period, funds: nil, settings: settings)
      for rule in caseRules {
        found += try rule.findings(in: rule is ApprovedOffStandard ? after : view)
      }
      found += RuleCatalogue.findings(ofJudgment: kin.judgment, in: period)
        .filter { $0.subject.hasBytes(of: number) }
    }
    return found
  }

  /// D02 stands on every shift that has part in it: nobody knows yet which of them is the wrong
  /// one.
  private static func found(
    in account: DutyAccount, _ kin: Kin, _ settings: RuleSettings
  ) throws(MoneyOverflow) -> [Finding] {
    let number = account.dutyNumber.printed
    var found: [Finding] = []
    for year in account.datedYears.sorted() {
      let period = Period(year: year, asOf: .latest)
      let view = try DutyView(account, in: period, funds: nil, settings: settings)
      for rule in dutyRules { found += try rule.findings(in: view) }
      found += RuleCatalogue.findings(onDays: kin.sameDay, in: period)
        .filter { ([$0.subject] + $0.related).contains { $0.hasBytes(of: number) } }
    }
    return found
  }

  /// One of each rule and subject; what is explained in one year is explained.
  private static func unexplained(_ found: [Finding]) -> [Finding] {
    struct Key: Hashable {
      let rule: RuleID
      let subject: String
    }
    let groups = Dictionary(grouping: found.filter { $0.outcome != .notTestable }) {
      Key(rule: $0.rule, subject: $0.subject)
    }
    return groups.values.filter { group in !group.contains { $0.outcome == .explained } }
      .compactMap(\.last).sorted()
  }
}

extension Dossier {
  /// The years that its dates lie in.
  var datedYears: Set<FiscalYear> {
    let ofCase = [
      legalAidCase?.acceptedOn, legalAidCase?.assignedOn, legalAidCase?.closing?.on,
      legalAidCase?.closing?.on.adding(days: LateFiling.days + 1), legalAidCase?.filedOn,
    ]
    let ofClaims = claims.flatMap { [$0.claimedOn, $0.approval?.on, $0.returned?.on] }
    return Set((ofCase + ofClaims + lines.map(\.paidOn)).compactMap { $0?.fiscalYear })
  }
}

extension DutyAccount {
  /// The years that its dates lie in.
  var datedYears: Set<FiscalYear> {
    Set(([shift?.servedOn] + lines.map(\.paidOn)).compactMap { $0?.fiscalYear })
  }
}

extension PaidAccount {
  /// The years that the account has to do with.
  package var years: Set<FiscalYear> {
    switch self {
    case .legalAidCase(let dossier): dossier.datedYears
    case .dutyShift(let account): account.datedYears
    case .none(let lines): Set(lines.map(\.paidOn.fiscalYear))
    }
  }
}
