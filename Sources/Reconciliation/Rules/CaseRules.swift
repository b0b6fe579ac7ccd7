package import LedgerCore

// Rules K01–K04 of the case register: days in order; one court document, one case; filing in time;
// one matter, one case.

/// K01: the dates of a case stand in order.
struct DatesOutOfOrder: CaseRule {
  let description = RuleDescription(
    id: "K01", severity: .high, title: "日期倒置",
    holdsWhen: "受理不晚于结案和归档，结案不晚于归档，指派不晚于结案",
    basis: "办理法律援助案件程序规定；指派可以早于受理（法律援助法第四十四条 先行提供）",
    advice: "核对卷宗，\(using: .amendByImport)更正日期并写明原因")

  static func isSilent(on outline: OutlineView) -> Bool {
    let register = outline.register
    let (accepted, assigned) = (register.acceptedOn.number, register.assignedOn.number)
    let (closed, filed) = (register.closedOn.number, register.filedOn.number)
    if outline.isClosed, accepted > closed || assigned > closed { return false }
    return !register.filedOn.isSet || accepted <= filed && closed <= filed
  }

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

/// K02: no two cases have the same recipient and the same judgment.
struct SameJudgmentTwice: JudgmentRule {
  let description = RuleDescription(
    id: "K02", severity: .high, title: "同人同文书多案",
    holdsWhen: "没有两个案件的受援人和裁判文书号都相同",
    basis: "财政违法行为处罚处分条例第六条；一案一补，不得拆分案件领取补贴",
    advice: "核对卷宗：同一案件重复登记或拆分的，退回多领的补贴；文书号写错的\(using: .amendByImport)更正")

  func findings(in judgment: JudgmentView) -> [Finding] {
    guard let first = judgment.cases.first else { return [] }
    return judgment.repeated.compactMap { repeated in
      let day = max(first.judgmentSeenOn, repeated.judgmentSeenOn)
      guard judgment.period.owns(day) else { return nil }
      return description.finding(
        repeated.number, .zero, on: day, related: [first.number.printed],
        restingOn: [first, repeated].map {
          thing("judgment", $0.number, normalized($0.recipient), $0.judgmentNumber?.key)
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
    advice: "催交卷宗并登记归档日期\(aside: .fileCase)；已归档的补登")

  static func isSilent(on outline: OutlineView) -> Bool {
    guard outline.isClosed else { return true }
    let register = outline.register
    let filedOn = register.filedOn.isSet ? register.filedOn : outline.asOf
    return filedOn.ordinal <= register.closedOn.ordinal + Int32(LateFiling.days)
  }

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
  func judged(_ findings: [Finding], in book: YearTotals) -> [Finding] {
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

/// K04: no two cases look like one matter that was registered twice.
struct RegisteredTwice: TwinRule {
  static let days = 30

  let description = RuleDescription(
    id: "K04", severity: .medium, title: "疑似重复登记",
    holdsWhen: "同一受援人、同一类型和阶段、承办人或案由相同的案件，受理日期相隔超过 \(Self.days) 日",
    basis: "办理法律援助案件程序规定：同一事项不重复受理；一案一补",
    advice: "核对卷宗：重复登记的更正或作废其中一件；确是两件的写明说明，或补填裁判文书号")

  func findings(in twins: TwinView) -> [Finding] {
    var start = 0
    return twins.members.enumerated().compactMap { place, later in
      let acceptedOn = later.legalAidCase.acceptedOn
      while acceptedOn.days(since: twins.members[start].legalAidCase.acceptedOn) > Self.days {
        start += 1
      }
      guard let first = twins.members[start..<place].first(where: { later.isTwin(of: $0) }),
        twins.period.owns(later.day)
      else { return nil }
      return finding(on: later, after: first)
    }
  }

  private func finding(on later: TwinView.Member, after first: TwinView.Member) -> Finding {
    let (one, other) = (later.legalAidCase, first.legalAidCase)
    return description.finding(
      one.number, .zero, on: later.day, related: [other.number.printed],
      restingOn: [first.fact, later.fact],
      """
      案件 \(one.number)（\(one.acceptedOn) 受理）与案件 \(other.number)（\(other.acceptedOn) 受理）\
      受援人、类型和阶段相同，承办人或案由也相同，疑似重复登记
      """)
  }
}

/// The cases of one recipient, type and stage, as of the period's last day.
package struct TwinView: Sendable {
  package let period: Period
  /// In order of acceptance, then of their numbers.
  let members: [Member]

  /// A case with what is compared of it, as it is normalised; nothing for what does not stand.
  struct Member: Sendable {
    let legalAidCase: LegalAidCase
    /// The day under which a year tells of it as another's twin: its closing, else acceptance.
    let day: Day
    /// The number that the period sees.
    private let judgment: JudgmentNumber?
    private let lawyer: String?
    private let matter: String?

    init(_ legalAidCase: LegalAidCase, in period: Period) {
      self.legalAidCase = legalAidCase
      day =
        legalAidCase.closing.flatMap { period.sees($0.on) ? $0.on : nil }
        ?? legalAidCase.acceptedOn
      judgment = period.sees(legalAidCase.judgmentSeenOn) ? legalAidCase.judgmentNumber : nil
      lawyer = standing(legalAidCase.lawyer)
      matter = standing(legalAidCase.matter)
    }

    /// Whether the case looks like one that was accepted before it, at most so many days.
    func isTwin(of first: Member) -> Bool {
      let isSame =
        lawyer.map { $0 == first.lawyer } ?? false || matter.map { $0 == first.matter } ?? false
      guard isSame else { return false }
      if let judgment, let other = first.judgment, judgment != other { return false }
      guard let closing = first.legalAidCase.closing, closing.outcome != .closed else {
        return true
      }
      return closing.on > legalAidCase.acceptedOn
    }

    /// What is said of the case later makes it no other case.
    var fact: Fact {
      let one = legalAidCase
      let number = thing("twin", one.number)
      let words = thing(
        "as", normalized(one.recipient), one.type.rawValue, standing(one.stage), one.acceptedOn,
        lawyer, matter, judgment?.key)
      return Fact("\(number)|\(words)", identity: number.text, ofCase: one.number.key)
    }
  }

  /// The cases that the period sees, alike by alike.
  static func views(of cases: [LegalAidCase], in period: Period) -> [TwinView] {
    let seen = cases.filter { period.sees($0.acceptedOn) && $0.mayHaveTwin }
    guard seen.count > 1 else { return [] }
    return Dictionary(grouping: seen, by: Likeness.init).values.filter { $0.count > 1 }
      .map { alike in
        TwinView(
          period: period,
          members: alike.inOrderOfAcceptance().map { Member($0, in: period) })
      }
  }

  /// What all cases of a view have in common; texts as they are normalised.
  private struct Likeness: Hashable {
    let recipient: String
    let type: CaseType
    let stage: String?

    init(_ legalAidCase: LegalAidCase) {
      recipient = normalized(legalAidCase.recipient)
      type = legalAidCase.type
      stage = standing(legalAidCase.stage)
    }
  }
}

extension LegalAidCase {
  /// In criminal matters each stage is a case of its own, and must be known to be the same.
  fileprivate var mayHaveTwin: Bool { type != .criminal || standing(stage) != nil }
}

/// A text as it is compared; nil where nothing stands.
private func standing(_ text: String?) -> String? {
  let normal = text.map { normalized($0) }
  return normal?.isEmpty ?? true ? nil : normal
}
