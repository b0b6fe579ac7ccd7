package import LedgerCore

// Rule K01 of the case register.

/// K01: the dates of a case stand in order.
struct DatesOutOfOrder: CaseRule {
  let description = RuleDescription(
    id: "K01", severity: .high, title: "日期倒置",
    holdsWhen: "受理不晚于结案和归档，结案不晚于归档，指派不晚于结案",
    basis: "办理法律援助案件程序规定；指派可以早于受理（法律援助法第四十四条 先行提供）",
    advice: "核对卷宗，用 import --amend 更正日期并写明原因")

  func findings(in dossier: DossierView) -> [Finding] {
    guard let registered = dossier.registered else { return [] }
    let wrong = registered.datesOutOfOrder
    let days = [
      registered.acceptedOn, registered.assignedOn, registered.closing?.on, registered.filedOn,
    ]
    let latest = days.compactMap(\.self).max()
    guard !wrong.isEmpty, let latest, dossier.period.owns(latest) else { return [] }
    return [
      description.finding(
        registered.number, .zero, on: latest, restingOn: [registered.datesFact],
        "案件 \(registered.number) 的" + wrong.joined(separator: "，"))
    ]
  }
}

extension LegalAidCase {
  /// The pairs of days that do not stand in order, in Chinese words.
  package var datesOutOfOrder: [String] {
    let accepted = ("受理", acceptedOn as Day?)
    let assigned = ("指派", assignedOn)
    let closed = ("结案", closing?.on)
    let filed = ("归档", filedOn)
    let pairs = [(accepted, closed), (closed, filed), (accepted, filed), (assigned, closed)]
    return pairs.compactMap { first, second -> String? in
      guard let earlier = first.1, let later = second.1, earlier > later else { return nil }
      return "\(first.0)日期 \(earlier) 晚于\(second.0)日期 \(later)"
    }
  }
}
