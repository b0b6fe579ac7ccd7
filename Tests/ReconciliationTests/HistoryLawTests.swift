import Foundation
import LedgerCore
import Reconciliation
import TestSupport
import Testing

/// Every error of money is told in some open year, whatever the order of acts.
@Suite("差错总有一年会说")
struct HistoryLawTests {
  /// As many as a test run has time for; `HISTORIES=3000` looks at more.
  private static let seeds: ClosedRange<UInt64> = {
    let asked = ProcessInfo.processInfo.environment["HISTORIES"].flatMap { UInt64($0) }
    return 60_001...(60_000 + (asked ?? 300))
  }()

  @Test("what stands belongs to some year: nothing lies between two years")
  func belonging() throws {
    for seed in UInt64(50_001)...50_150 {
      var random = RandomYears(seed: seed)
      for year in RandomYears.years {
        try random.addFacts(of: year)
        try random.addBankLines(of: year)
        try random.carryOver(from: year)
      }
      let asOf = try Day.of("2026-12-31")
      var told: Set<NaiveFinding> = []
      for year in RandomYears.years.lowerBound - 1...2027 {
        try told.formUnion(NaiveFinding.told(random.book, year, asOf))
      }
      for finding in try NaiveFinding.standing(random.book, asOf) where !told.contains(finding) {
        // A movement of a year in which no line was booked cannot be tested there.
        guard finding.rule != "S01", finding.rule != "S06" else { continue }
        Issue.record("seed \(seed): no year tells \(finding)")
        return
      }
    }
  }

  @Test("after closings, the open years tell all that no closing told")
  func closings() throws {
    var counts = (closings: 0, later: 0, covered: 0, explained: 0, onOtherFacts: 0)
    var differing: Set<String> = []
    for seed in Self.seeds {
      var history = try History(seed: seed)
      try history.live()
      counts.closings += history.told.count
      for finding in try history.judged() {
        switch finding.verdict {
        case .toldInOwnYear: break
        case .toldLater: counts.later += 1
        case .toldByClosing: counts.covered += 1
        case .toldOnOtherFacts: counts.onOtherFacts += 1
        case .missing, .again:
          // The first of each rule says enough.
          guard differing.insert("\(finding.finding.rule) \(finding.verdict)").inserted else {
            continue
          }
          Issue.record(
            """
            seed \(seed), closed \(history.told.keys.sorted()): \
            \(finding.verdict) \(finding.finding)
            """)
        }
        guard finding.isExplained else { continue }
        counts.explained += 1
        let isSame = history.explained.contains(history.grounded(finding.finding))
        #expect(isSame, "seed \(seed): explained on other facts: \(finding.finding)")
      }
    }
    #expect(counts.closings >= 100 && counts.later >= 20 && counts.covered >= 100, "\(counts)")
    #expect(counts.explained >= 20, "\(counts)")
  }
}

/// A finding by what it states, without its day: years tell the same of one thing.
struct NaiveFinding: Hashable, CustomStringConvertible {
  let rule: String
  let subject: String
  let fen: Int64

  init(_ statement: NaiveChecker.Statement) {
    rule = statement.rule
    subject = statement.subject
    fen = statement.fen
  }

  var description: String { "\(rule) \(subject) \(fen)" }

  /// What a year tells.
  static func told(
    _ book: InventedBook, _ year: Int, _ asOf: Day,
    _ isExplainedRepeat: @escaping (Claim, Claim) -> Bool = { _, _ in false }
  ) throws -> [NaiveFinding] {
    var checker = try NaiveChecker(book, year: .of(year), asOf: asOf)
    checker.isExplainedRepeat = isExplainedRepeat
    let statement = try NaiveStatement(book, year: .of(year), asOf: asOf)
    return (checker.statements() + statement.statements()).map(NaiveFinding.init)
  }

  /// What stands, whatever year it belongs to; without open items, which every year tells.
  static func standing(
    _ book: InventedBook, _ asOf: Day,
    _ isExplainedRepeat: @escaping (Claim, Claim) -> Bool = { _, _ in false }
  ) throws -> [NaiveFinding] {
    let all =
      try NaiveChecker.audit(
        book, years: RandomYears.years.lowerBound - 1...2027, asOf: asOf,
        isExplainedRepeat: isExplainedRepeat)
      + NaiveStatement.audit(book, asOf: asOf)
    return all.map(NaiveFinding.init).filter { !["P07", "P08", "P10", "D06"].contains($0.rule) }
  }
}

/// Some years of a bureau: facts come, years are closed, and what was missing is filled in.
struct History {
  var random: RandomYears
  /// What the closing of each year told.
  var told: [Int: [SealedFinding]] = [:]
  /// The same in plain values, each with the lines and firms under it.
  private var toldPlainly: [(year: Int, finding: NaiveFinding, ground: Set<String>)] = []
  /// The claims that somebody explained, each with the first of its case.
  private var explainedRepeats: Set<[ClaimNumber]> = []
  private var explanations: [Explanation] = []
  /// What was explained, with the ground it was explained on.
  private(set) var explained: Set<String> = []

  init(seed: UInt64) throws {
    random = RandomYears(seed: seed)
  }

  var book: InventedBook { random.book }

  var firstOpen: Int { told.keys.max().map { $0 + 1 } ?? RandomYears.years.lowerBound }

  mutating func live() throws {
    for year in RandomYears.years {
      try random.addFacts(of: year)
      try random.addBankLines(of: year)
      let closing = random.coin(oneIn: 2)
      if closing, firstOpen == year { try close(year) }
      if random.coin(oneIn: 2) { try random.fillIn() }
    }
  }

  func reconcile(_ year: Int, asOf: Day) throws -> ReconciliationResult {
    let settings = RuleSettings(
      calendar: InventedCalendar.full.asKept, explanations: ExplanationRegister(explanations))
    var closed: [FiscalYear: AfterClosing.Told] = [:]
    for (year, findings) in told { closed[try .of(year)] = AfterClosing.Told(findings) }
    return try book.run(
      Period(year: .of(year), asOf: asOf), settings, afterClosing: AfterClosing(told: closed)
    ).finish()
  }

  /// Explains what stops the closing, and closes.
  private mutating func close(_ year: Int) throws {
    let end = try Day.of("\(year)-12-31")
    let register = ExplanationRegister()
    for finding in try reconcile(year, asOf: end).findings
    where finding.severity <= .high && finding.outcome == .contradiction {
      explanations.append(
        Explanation(
          rule: finding.rule.description, subject: finding.subject,
          digest: register.digest(of: finding), reason: "已核实", by: "经办人甲", confirmedBy: "复核人乙",
          on: end))
      explained.insert(grounded(NaiveFinding(finding.naively)))
      if finding.rule == "C03" { try noteRepeat(.of(finding.subject), on: end) }
    }
    let findings = try reconcile(year, asOf: end).findings.filter { $0.outcome != .notTestable }
    told[year] = findings.map { ExplanationRegister().seal($0) }
    toldPlainly += findings.map { finding in
      let plain = NaiveFinding(finding.naively)
      return (year, plain, ground(of: plain, on: end))
    }
    try random.close(year)
  }

  private mutating func noteRepeat(_ number: ClaimNumber, on day: Day) {
    guard let claim = book.claims.first(where: { $0.number == number }),
      let first = NaiveDay(book, on: day).first(of: claim.caseNumber)
    else { return }
    explainedRepeats.insert([number, first.number])
  }

  /// What became of a finding that stands.
  enum Verdict {
    case toldInOwnYear
    case toldLater
    case toldByClosing
    /// A closing told it, but what lies under it is not the same any more.
    case toldOnOtherFacts
    case missing
    case again
  }

  /// Everything that stands at the end, with what the open years make of it.
  func judged() throws -> [(finding: NaiveFinding, verdict: Verdict, isExplained: Bool)] {
    let asOf = try Day.of("2026-12-31")
    let repeats = explainedRepeats
    let isExplainedRepeat = { (claim: Claim, first: Claim) in
      repeats.contains([claim.number, first.number])
    }
    var told: [NaiveFinding: Finding] = [:]
    for year in firstOpen...2027 {
      for finding in try reconcile(year, asOf: asOf).findings {
        told[NaiveFinding(finding.naively)] = finding
      }
    }
    var years: [NaiveFinding: Int] = [:]
    for year in RandomYears.years.lowerBound - 1...2027 {
      for finding in try NaiveFinding.told(book, year, asOf, isExplainedRepeat) {
        years[finding] = year
      }
    }
    return try NaiveFinding.standing(book, asOf, isExplainedRepeat).map { finding in
      let engine = told[finding]
      let verdict: Verdict
      if let year = years[finding], year >= firstOpen {
        verdict = engine == nil ? .missing : .toldInOwnYear
      } else if let year = years[finding], closing(of: year, told: finding) {
        let isAgain = engine.map { isOnSameFacts($0, as: closing(of: year)) }
        verdict = isAgain.map { $0 ? .again : .toldOnOtherFacts } ?? .toldByClosing
      } else if finding.rule == "S01" || finding.rule == "S06", years[finding] == nil {
        // A movement of a year in which no line was booked cannot be tested there.
        verdict = .toldByClosing
      } else {
        verdict = engine == nil ? .missing : .toldLater
      }
      return (finding, verdict, engine?.outcome == .explained)
    }
  }

  private func isOnSameFacts(_ finding: Finding, as closing: Int?) -> Bool {
    let sealed = ExplanationRegister().seal(finding)
    return closing.flatMap { told[$0] }?.contains { earlier in
      earlier.rule == sealed.rule && earlier.subject == sealed.subject
        && Set(sealed.facts).isSubset(of: earlier.facts)
    } ?? false
  }

  /// The year with whose closing another ended.
  private func closing(of year: Int) -> Int? { told.keys.filter { $0 >= year }.min() }

  /// Whether the closing that ended a year told a finding at least as large, on all that it rests
  /// on now.
  private func closing(of year: Int, told finding: NaiveFinding) -> Bool {
    let closing = closing(of: year)
    let now = ground(of: finding, on: .latest)
    return toldPlainly.contains { told in
      told.year == closing && told.finding.rule == finding.rule
        && told.finding.subject == finding.subject
        && (finding.fen >= 0 ? told.finding.fen >= finding.fen : told.finding.fen <= finding.fen)
        && now.isSubset(of: told.ground)
    }
  }

  /// A finding with what it rests on, in words.
  func grounded(_ finding: NaiveFinding) -> String {
    "\(finding) \(ground(of: finding, on: .latest).sorted())"
  }

  /// The lines, firms, bank lines and cases under a finding; a part taken back is no other line.
  private func ground(of finding: NaiveFinding, on day: Day) -> Set<String> {
    let then = NaiveDay(book, on: day)
    func lines(_ isUnder: (PaymentLine) -> Bool) -> [String] {
      then.live.filter(isUnder).map { "\($0.id) \(naiveName($0.payee))" }
    }
    func firm(_ number: CaseNumber?) -> String {
      book.cases.first { $0.number == number }?.firm.map(naiveName) ?? ""
    }
    switch finding.rule {
    case "P05", "P06":
      return Set(
        lines { $0.subject.caseNumber?.printed == finding.subject && $0.use == .perCaseSubsidy })
    case "D04": return Set(lines { $0.subject.dutyNumber?.printed == finding.subject })
    case "P09":
      let line = then.live.first { "\($0.id)" == finding.subject }
      return [firm(line?.subject.caseNumber)]
    case "K02", "K04":
      let legalAidCase = then.seenCases.first { $0.number.printed == finding.subject }
      let first = legalAidCase.flatMap {
        finding.rule == "K02" ? then.firstOfJudgment($0) : then.firstOfMatter($0)
      }
      return [first?.number.printed ?? ""]
    case "S03", "S05":
      let matching = NaiveMatching(book, on: day)
      let ofSubject = matching.matched.filter { match in
        match.line.reference.printed == finding.subject
          || match.movements.contains { $0.voucher.printed == finding.subject }
      }
      return Set(
        ofSubject.flatMap { [$0.line.reference.printed] + $0.movements.map { "\($0.voucher)" } })
    default: return []
    }
  }
}
