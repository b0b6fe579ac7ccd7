import LedgerCore
import TestSupport

// What stands unexplained on a case or duty, and stops a payment of it whatever that brings about.

extension LedgerModel {
  private static let standingRules: Set = [
    "C01", "C02", "C03", "C04", "C06", "C07", "D01", "D02", "D03", "K02", "P01", "P02", "P03",
    "P04", "P05", "P06", "P09", "P11",
  ]

  /// The rules that certainly stand, and those of which the contract leaves open whether an
  /// explanation still does.
  func standing(on subject: PaymentSubject) throws -> (certain: Set<String>, open: Set<String>) {
    guard subject != .none else { return ([], []) }
    let part = part(on: subject)
    var states: [String: (rule: String, states: [Explained])] = [:]
    for year in years.sorted() {
      var checker = try NaiveChecker(part, year: .of(year), asOf: .latest)
      checker.isExplainedRepeat = isExplainedRepeat
      for finding in checker.statements() where try stands(finding, on: subject, in: part) {
        let key = "\(finding.rule) \(finding.subject)"
        states[key, default: (finding.rule, [])].states.append(
          try explained(finding, asOf: .latest))
      }
    }
    // What is off the standard stops a payment once the details of the case are recorded.
    if let fact = subject.caseNumber.flatMap(legalAidCase), !fact.details.isEmpty {
      let claims = Set(part.claims.map(\.number.printed))
      for year in years.sorted() {
        for finding in try offStandard(.of(year), asOf: .latest)
        where claims.contains(finding.subject) && !Self.isUntestable(finding) {
          states["C05 \(finding.subject)", default: ("C05", [])].states.append(
            try explained(finding, asOf: .latest))
        }
      }
    }
    let open = states.values.filter { !$0.states.contains(.yes) }
    let isCertain = { (state: (rule: String, states: [Explained])) in
      !state.states.contains(.open)
    }
    return (
      Set(open.filter(isCertain).map(\.rule)), Set(open.filter { !isCertain($0) }.map(\.rule))
    )
  }

  /// What a finding that stands on it may rest on.
  private func part(on subject: PaymentSubject) -> InventedBook {
    var part = InventedBook()
    part.cases = book.cases
    part.claims = book.claims.filter { $0.caseNumber == subject.caseNumber }
    part.shifts = book.shifts
    part.lines = book.lines.filter { $0.subject == subject }
    return part
  }

  private func stands(
    _ finding: NaiveChecker.Statement, on subject: PaymentSubject, in part: InventedBook
  ) throws -> Bool {
    guard Self.standingRules.contains(finding.rule), !Self.isUntestable(finding) else {
      return false
    }
    if finding.subject.contains("/") || finding.rule.hasPrefix("C") { return true }
    if finding.rule == "D02", let shift = subject.dutyNumber.flatMap(shift) {
      // Of the rows of one lawyer's day that come to too much nobody knows yet which is the wrong
      // one; later rows have no part in it.
      return try self.shift(.of(finding.subject)).map {
        $0.servedOn == shift.servedOn && name($0.lawyer) == name(shift.lawyer)
          && name($0.firm) == name(shift.firm) && shift.number <= $0.number
      } ?? false
    }
    return finding.subject == subject.caseNumber.flatMap(legalAidCase)?.number.printed
      || finding.subject == subject.dutyNumber.flatMap(shift)?.number.printed
  }

  /// Refuses for rules, where those that are open stop it if the ledger says so.
  func refuse(
    for rules: [String], open: Set<String>, _ told: Verdict?
  ) throws(Refused) {
    let all = Set(rules)
    if case .refused(let why) = told, why.hasPrefix("rules ") {
      let said = Set(why.split(separator: " ").dropFirst().map(String.init))
      if said.isSuperset(of: all), said.subtracting(all).isSubset(of: open), !said.isEmpty {
        throw Refused(rules: Array(said))
      }
    }
    if !all.isEmpty { throw Refused(rules: Array(all)) }
  }
}
