package import LedgerCore

// Rules K02 and K03 of the case register: one court document, one case; filing in time.

/// K02: no two cases have the same recipient and the same judgment.
struct SameJudgmentTwice: JudgmentRule {
  let description = RuleDescription(
    id: "K02", severity: .high, title: "同人同文书多案",
    holdsWhen: "没有两个案件的受援人和裁判文书号都相同",
    basis: "财政违法行为处罚处分条例第六条；一案一补，不得拆分案件领取补贴",
    advice: "核对卷宗：同一案件重复登记或拆分的，退回多领的补贴；文书号写错的用 import --amend 更正")

  func findings(in judgment: JudgmentView) -> [Finding] {
    guard let first = judgment.cases.first else { return [] }
    return judgment.cases.dropFirst().compactMap { repeated in
      let day = JudgmentView.day(of: repeated)
      guard judgment.period.owns(day) else { return nil }
      return description.finding(
        repeated.number, .zero, on: day, related: [first.number.printed],
        restingOn: [first, repeated].map {
          fact("judgment", $0.number.key, normalized($0.recipient), $0.judgmentNumber?.key)
        },
        """
        案件 \(repeated.number) 与案件 \(first.number) 的受援人相同，\
        裁判文书号也相同（\(repeated.judgmentNumber?.printed ?? "")）
        """)
    }
  }
}

/// The cases of one recipient that carry one judgment, as of the period's last day.
package struct JudgmentView: Sendable {
  package let period: Period
  /// In order of their numbers.
  package let cases: [LegalAidCase]

  /// The day from which a case's judgment number is seen: its closing, else its acceptance.
  static func day(of legalAidCase: LegalAidCase) -> Day {
    legalAidCase.closing?.on ?? legalAidCase.acceptedOn
  }

  /// The cases of one judgment that the period sees, recipient by recipient.
  static func views(of cases: [LegalAidCase], in period: Period) -> [JudgmentView] {
    let seen = cases.filter { period.sees($0.acceptedOn) && period.sees(day(of: $0)) }
    guard seen.count > 1 else { return [] }
    return Dictionary(grouping: seen) { normalized($0.recipient) }
      .sorted { $0.key.precedesByCodePoint($1.key) }
      .map { JudgmentView(period: period, cases: $0.value.sorted { $0.number < $1.number }) }
  }
}

/// K03: a case is filed within 30 days of its closing.
///
/// Where no case has a filing day the register does not keep them, and the rule cannot be tested.
struct FiledLate: CaseRule {
  private static let days = 30

  let description = RuleDescription(
    id: "K03", severity: .medium, title: "归档超期",
    holdsWhen: "案件在结案后 \(Self.days) 日内归档",
    basis: "办理法律援助案件程序规定：结案后 30 日内整理卷宗、提交归档材料",
    advice: "催交卷宗并登记归档日期（case file）；已归档的补登")

  func findings(in dossier: DossierView) -> [Finding] {
    let period = dossier.period
    guard let registered = dossier.registered, let closedOn = registered.closing?.on,
      let deadline = closedOn.adding(days: Self.days), let late = deadline.adding(days: 1),
      period.owns(late), registered.filedOn ?? period.asOf > deadline
    else { return [] }
    let words = registered.filedOn.map { "于 \($0) 归档" } ?? "截至 \(period.asOf) 没有归档"
    return [
      description.finding(
        registered.number, .zero, on: closedOn,
        restingOn: [fact("filing", closedOn, registered.filedOn)],
        """
        案件 \(registered.number) 于 \(closedOn) 结案，应在 \(deadline) 前归档，\(words)
        """)
    ]
  }

  /// The findings of all accounts with this rule's as the whole book allows them.
  func judged(_ findings: [Finding], in book: YearBook) -> [Finding] {
    guard book.filedCases == 0 else { return findings }
    let rest = findings.filter { $0.rule != description.id }
    guard book.closingsInYear > 0 else { return rest }
    let year = book.period.year
    return rest + [
      Finding(
        rule: description.id, severity: .info, outcome: .notTestable, subject: year.description,
        related: [], amount: .zero, date: book.period.asOf,
        message: "\(year) 年结案的案件无法核对归档期限：案件登记里没有归档日期")
    ]
  }
}
