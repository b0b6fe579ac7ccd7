import LedgerCore

// Rule K04 of the case register: one matter, one case.

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
      let number = thing("twin", one.number.key)
      let words = thing(
        "as", normalized(one.recipient), one.type.rawValue, standing(one.stage), one.acceptedOn,
        lawyer, matter, judgment?.key)
      return Fact("\(number)|\(words)", identity: number.text)
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
