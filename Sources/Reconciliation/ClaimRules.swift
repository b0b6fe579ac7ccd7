import LedgerCore

// Rules C01 and C03 of subsidy claims (补贴申报).

/// C01: the case a claim cites is in the register.
struct ClaimForUnknownCase: CaseRule {
  let description = RuleDescription(
    id: "C01", severity: .block, title: "申报无案件",
    holdsWhen: "补贴申报所列的案件在案件登记中",
    basis: "法律援助法第五十二条：补贴按案件支付",
    advice: "核对案件编号；案件漏登的先登记，编号写错的更正申报")

  func findings(in dossier: DossierView) -> [Finding] {
    guard dossier.registered == nil else { return [] }
    return dossier.claims.filter { dossier.period.owns($0.claimedOn) }.map { claim in
      description.finding(
        claim.number, claim.claimedAmount, on: claim.claimedOn,
        related: [dossier.caseNumber.printed],
        """
        申报 \(claim.number)（\(claim.claimedOn)，\(claim.claimedAmount.groupedYuanText) 元）\
        所列案件 \(claim.caseNumber) 没有登记
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

  func findings(in dossier: DossierView) -> [Finding] {
    guard let registered = dossier.registered, let first = dossier.claims.first else { return [] }
    return dossier.claims.dropFirst().filter { dossier.period.owns($0.claimedOn) }.map { claim in
      description.finding(
        claim.number, claim.claimedAmount, on: claim.claimedOn, related: [first.number.printed],
        """
        申报 \(claim.number)（\(claim.claimedOn)，\(claim.claimedAmount.groupedYuanText) 元）\
        与申报 \(first.number) 是同一案件 \(registered.number)
        """)
    }
  }
}
