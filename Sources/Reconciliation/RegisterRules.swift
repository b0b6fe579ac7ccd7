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
    return judgment.repeated.compactMap { repeated in
      let day = max(first.judgmentSeenOn, repeated.judgmentSeenOn)
      guard judgment.period.owns(day) else { return nil }
      return description.finding(
        repeated.number, .zero, on: day, related: [first.number.printed],
        restingOn: [first, repeated].map {
          thing("judgment", $0.number.key, normalized($0.recipient), $0.judgmentNumber?.key)
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
  /// The one accepted first before the others; in order of acceptance, then of their numbers.
  package let cases: [LegalAidCase]

  /// The cases that K02 names, in whatever year it tells of them.
  var repeated: ArraySlice<LegalAidCase> { cases.dropFirst() }

  /// The cases of one judgment that the period sees, recipient by recipient.
  static func views(of cases: [LegalAidCase], in period: Period) -> [JudgmentView] {
    let seen = cases.filter { period.sees($0.acceptedOn) && period.sees($0.judgmentSeenOn) }
    guard seen.count > 1 else { return [] }
    return Dictionary(grouping: seen) { normalized($0.recipient) }
      .sorted { $0.key.precedesByCodePoint($1.key) }
      .map { JudgmentView(period: period, cases: $0.value.inOrderOfAcceptance()) }
  }
}

extension LegalAidCase {
  /// The day from which its 裁判文书号 is seen: the closing that the ledger holds, else acceptance.
  var judgmentSeenOn: Day { closing?.on ?? acceptedOn }
}

extension [LegalAidCase] {
  /// By acceptance, then by number.
  func inOrderOfAcceptance() -> [LegalAidCase] {
    sorted {
      $0.acceptedOn == $1.acceptedOn ? $0.number < $1.number : $0.acceptedOn < $1.acceptedOn
    }
  }
}

/// K03: a case is filed within 30 days of its closing.
///
/// Where no case has a filing day the register does not keep them, and the rule cannot be tested.
struct FiledLate: CaseRule {
  let description = RuleDescription(
    id: "K03", severity: .medium, title: "归档超期",
    holdsWhen: "案件在结案后 \(LateFiling.days) 日内归档",
    basis: "办理法律援助案件程序规定：结案后 30 日内整理卷宗、提交归档材料",
    advice: "催交卷宗并登记归档日期（case file）；已归档的补登")

  func findings(in dossier: DossierView) -> [Finding] {
    guard let late = dossier.lateFiling, dossier.period.owns(late.from) else { return [] }
    return [finding(on: late)]
  }

  /// What is late by a year's end although it was late before the year began: told in the year when
  /// K03 named no case then, for the register held no filing days yet.
  func findingsOfEarlierYears(in dossier: DossierView) -> [Finding] {
    let period = dossier.period
    guard let late = dossier.lateFiling, late.from < period.year.firstDay else { return [] }
    return [finding(on: late)]
  }

  private func finding(on late: LateFiling) -> Finding {
    let number = late.legalAidCase.number
    let words = late.filedOn.map { "于 \($0) 归档" } ?? "截至 \(late.asOf) 没有归档"
    return description.finding(
      number, .zero, on: late.closedOn, restingOn: [fact("filing", late.closedOn, late.filedOn)],
      "案件 \(number) 于 \(late.closedOn) 结案，应在 \(late.deadline) 前归档，\(words)")
  }

  /// The findings of all accounts with this rule's as the whole book allows them.
  func judged(_ findings: [Finding], in book: YearBook) -> [Finding] {
    guard book.filings.firstFiledOn == nil else { return findings }
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

/// A case that is filed late, as of one day (归档超期).
struct LateFiling {
  static let days = 30

  let legalAidCase: LegalAidCase
  let closedOn: Day
  let filedOn: Day?
  let deadline: Day
  /// The first day on which it was late.
  let from: Day
  let asOf: Day
}

extension DossierView {
  /// How the case is filed late; nil when it is not.
  var lateFiling: LateFiling? { registered.flatMap { $0.lateFiling(asOf: period.asOf) } }
}

extension LegalAidCase {
  /// How the case is filed late as seen on a day; nil when it is not, or not in the register then.
  func lateFiling(asOf day: Day) -> LateFiling? {
    guard acceptedOn <= day, let closedOn = closing?.on, closedOn <= day,
      let deadline = closedOn.adding(days: LateFiling.days), let from = deadline.adding(days: 1)
    else { return nil }
    let filedOn = filedOn.flatMap { $0 <= day ? $0 : nil }
    guard filedOn ?? day > deadline else { return nil }
    return LateFiling(
      legalAidCase: self, closedOn: closedOn, filedOn: filedOn, deadline: deadline, from: from,
      asOf: day)
  }
}

/// What the register shows of filing days (归档日期) and of cases filed late, as of one day.
package struct Filings: Equatable, Sendable {
  /// The first day on which the register shows a filing; nil for none: K03 cannot be tested.
  package private(set) var firstFiledOn: Day?
  /// From when on the first case was late, and the first day on which the register shows one so.
  private(set) var firstLateFrom: Day?
  private(set) var firstLateSeenOn: Day?

  /// - Parameter firstFiledOn: The first day on which the register shows a filing.
  init(firstFiledOn: Day? = nil) {
    self.firstFiledOn = firstFiledOn
  }

  /// The years that tell what was late before them: K03 named no case on their eve, for the
  /// register held no filing days yet.
  var yearsTellingEarlier: [FiscalYear] {
    guard let firstFiledOn, let firstLateFrom, let firstLateSeenOn else { return [] }
    let firstNamedOn = max(firstFiledOn, firstLateSeenOn)
    var years: [FiscalYear] = []
    var year = firstNamedOn.fiscalYear
    while firstLateFrom < year.firstDay {
      years.append(year)
      guard let earlier = year.previous else { break }
      year = earlier
    }
    return years
  }

  /// What two parts of a register show together.
  static func += (left: inout Filings, right: Filings) {
    func earlier(_ one: Day?, _ other: Day?) -> Day? { [one, other].compactMap(\.self).min() }
    left.firstFiledOn = earlier(left.firstFiledOn, right.firstFiledOn)
    left.firstLateFrom = earlier(left.firstLateFrom, right.firstLateFrom)
    left.firstLateSeenOn = earlier(left.firstLateSeenOn, right.firstLateSeenOn)
  }
}

extension Filings {
  /// What one case shows.
  init(_ registered: LegalAidCase, in period: Period) {
    let acceptedOn = registered.acceptedOn
    firstFiledOn = registered.filedOn.map { max($0, acceptedOn) }
    guard let late = registered.lateFiling(asOf: period.asOf) else { return }
    firstLateFrom = late.from
    firstLateSeenOn = max(late.from, acceptedOn)
  }
}
