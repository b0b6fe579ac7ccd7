import LedgerCore

// Rule C05 of claims against the subsidy standard (补贴标准).

/// C05: what is approved is what the standard grants.
///
/// Where it cannot be tested it says so once for the year, and what is missing.
struct ApprovedOffStandard: CaseRule {
  let description = RuleDescription(
    id: "C05", severity: .high, title: "与标准不符",
    holdsWhen: "核发金额等于补贴标准算出的金额（标准是幅度的，在幅度之内）",
    basis: "法律援助法第五十二条：补贴标准由省级司法行政部门会同财政部门确定",
    advice: "用 standards price 查看计算过程；核发有误的更正，案件登记有误的更正登记")

  func findings(in dossier: DossierView) throws(MoneyOverflow) -> [Finding] {
    // Without any standard the year is told of once, at the end, and not case by case.
    guard let registered = dossier.registered, !dossier.settings.standards.regions.isEmpty else {
      return []
    }
    var findings: [Finding] = []
    for (claim, approval) in dossier.ownApprovals {
      switch dossier.settings.standards.price(registered, claimedOn: claim.claimedOn) {
      case .failure(let missing):
        findings.append(notTestable(dossier.period, "案件 \(registered.number)：\(missing.words)"))
      case .success(let explanation) where !explanation.amount.contains(approval.amount):
        let low = explanation.amount.low
        let nearest = approval.amount < low ? low : explanation.amount.high ?? low
        let difference = try approval.amount - nearest
        findings.append(
          description.finding(
            claim.number, difference, on: approval.on, related: [registered.number.printed],
            restingOn: [
              claim.claimFact, claim.approvalFact, registered.pricingFact,
              explanation.amount.priceFact,
            ],
            """
            申报 \(claim.number) 核发 \(approval.amount.groupedYuanText) 元，\
            按\(explanation.citation)应为 \(explanation.amount.text)，\
            相差 \(difference.groupedYuanText) 元
            """))
      case .success: break
      }
    }
    return findings
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
    return isCovered ? nil : notTestable(period, "这一年没有登记生效的补贴标准（standards load）")
  }
}

/// Why a case cannot be priced: no standard for its days, or a standard that does not say.
struct NotPriced: Error, CustomStringConvertible {
  let words: String

  var description: String { "不能按补贴标准计算：\(words)" }
}

extension StandardRegister {
  /// What the standard in force grants a case; the ledger holds the standards of one region.
  fileprivate func price(
    _ legalAidCase: LegalAidCase, claimedOn: Day
  ) -> Result<PriceExplanation, NotPriced> {
    guard let region = regions.first else {
      return .failure(NotPriced(words: "没有登记补贴标准"))
    }
    do {
      let standard = try standard(
        for: region, days: EventDays(legalAidCase, claimedOn: claimedOn))
      return .success(try standard.price(PricingQuery(legalAidCase)))
    } catch let refusal as StandardRegisterRefusal {
      return .failure(NotPriced(words: refusal.description))
    } catch let refusal as PricingRefusal {
      return .failure(NotPriced(words: refusal.description))
    } catch {
      return .failure(NotPriced(words: "不能计算"))
    }
  }

  fileprivate func isInForce(in year: FiscalYear) -> Bool {
    guard let region = regions.first else { return false }
    return versions(of: region).contains { version in
      version.inForce.from <= year.lastDay && version.inForce.to ?? .latest >= year.firstDay
    }
  }
}
