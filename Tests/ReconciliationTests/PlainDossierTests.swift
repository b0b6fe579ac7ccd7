import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("无疑点的卷宗")
struct PlainDossierTests {
  private static let seeds = UInt64(30_001)...34_000

  @Test("summed plain dossiers and the rest looked at come to what looking at all comes to")
  func sameAsLooking() throws {
    var taken = 0
    var looked = 0
    for seed in Self.seeds {
      let book =
        try seed % 4 == 0 ? RandomBook.book(seed: seed) : NearlyPlainBook.book(seed: seed)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let period = Period(year: year, asOf: asOf)
      let settings = RuleSettings(
        calendar: RandomBook.calendar(seed: seed).asKept, standards: try Self.standards(seed))
      let whole = try book.run(period, settings).finish()
      var counts = (taken: 0, looked: 0)
      let parted = try book.partedRun(period, settings, &counts).finish()
      #expect(parted.findings == whole.findings, "seed \(seed)")
      #expect(parted.identities == whole.identities, "seed \(seed)")
      #expect(parted.book == whole.book, "seed \(seed)")
      if parted.book != whole.book || parted.findings != whole.findings { return }
      taken += counts.taken
      looked += counts.looked
    }
    // A test in which nothing is plain, or everything, would prove nothing.
    #expect(taken > 5_000)
    #expect(looked > 5_000)
  }

  @Test("of a dossier that was taken in as plain no rule says anything")
  func nothingToSay() throws {
    var taken = 0
    for seed in Self.seeds {
      let book = try NearlyPlainBook.book(seed: seed, cases: 1)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let settings = RuleSettings(
        calendar: InventedCalendar.full.asKept, standards: try Self.standards(seed))
      let period = Period(year: year, asOf: asOf)
      for dossier in book.dossiers {
        var plain = try book.run(period, settings).plainDossiers
        var texts = TextNumbers()
        guard let outline = dossier.outline(&texts), plain.take(outline, texts) else { continue }
        taken += 1
        let view = try DossierView(
          dossier, in: period, funds: book.funds(period), settings: settings)
        for rule in RuleCatalogue.caseRules + RuleCatalogue.openItemRules {
          let found = try rule.findings(in: view)
          #expect(found.isEmpty, "seed \(seed): \(found.map(\.message))")
        }
      }
    }
    #expect(taken > 1_000)
  }

  @Test(
    "a rule or a count that does not say when it is silent, or what it asks, is given every case",
    arguments: Addition.allCases)
  fileprivate func additions(_ addition: Addition) throws {
    let settings = RuleSettings()
    var counts = (before: 0, after: 0)
    for seed in UInt64(1)...20 {
      let book = try InventedBook.perfect(seed: seed)
      let funds = try book.funds(Period(year: .of(2024)))
      var usual = try addition.plain(settings, funds, isAdded: false)
      var added = try addition.plain(settings, funds, isAdded: true)
      var texts = TextNumbers()
      for dossier in book.dossiers {
        guard let outline = dossier.outline(&texts) else { continue }
        if usual.take(outline, texts) { counts.before += 1 }
        if added.take(outline, texts) { counts.after += 1 }
      }
    }
    #expect(counts.before > 50)
    #expect(counts.after == 0)
  }

  @Test("a perfect year is plain from end to end")
  func perfectYear() throws {
    for seed in UInt64(1)...200 {
      let book = try InventedBook.perfect(seed: seed)
      var counts = (taken: 0, looked: 0)
      _ = try book.partedRun(Period(year: .of(2024)), RuleSettings(), &counts)
      #expect(counts.looked == 0, "seed \(seed)")
    }
  }

  /// None, one, or two versions of which the second begins within the year.
  private static func standards(_ seed: UInt64) throws -> StandardRegister {
    let amounts = ("400", "800")
    switch seed % 3 {
    case 0: return try register()
    case 1: return try register(StandardPlan(amounts.0, to: amounts.1))
    default:
      return try register(
        StandardPlan(amounts.0, to: amounts.1, until: "2024-02-29"),
        StandardPlan(
          amounts.0, to: amounts.1, number: "标2", from: "2024-03-01", types: [.civil],
          criminal: amounts.1))
    }
  }

  private static func register(_ plans: StandardPlan...) throws -> StandardRegister {
    var register = StandardRegister()
    for plan in plans { try register.add(plan.standard()) }
    return register
  }
}

extension InventedBook {
  /// A run to which the plain dossiers are given as sums.
  fileprivate func partedRun(
    _ period: Period, _ settings: RuleSettings, _ counts: inout (taken: Int, looked: Int)
  ) throws -> ReconciliationRun {
    var others = self
    others.cases = []
    others.claims = []
    others.lines = lines.filter { $0.subject.caseNumber == nil }
    var run = try others.run(period, settings)
    for judgment in judgments { run.observe(judgment: judgment.number, cases: judgment.cases) }
    var plain = run.plainDossiers
    var texts = TextNumbers()
    for dossier in dossiers {
      if let outline = dossier.outline(&texts), plain.take(outline, texts) {
        counts.taken += 1
      } else {
        counts.looked += 1
        try run.take(dossier)
      }
    }
    try run.observe(plain, texts)
    run.observe(twins: cases)
    if run.tellsEarlierFilings {
      for dossier in dossiers { try run.observe(earlierFilingOf: dossier) }
    }
    try run.askForLines { lines.sorted { $0.id < $1.id }.forEach($0) }
    return run
  }

  fileprivate func funds(_ period: Period) throws -> FundAccounts {
    try FundAccounts(
      period: period,
      register: register)
  }
}

extension Dossier {
  /// The dossier as numbers; nil where it has a reversal, of which outlines know nothing.
  fileprivate func outline(_ texts: inout TextNumbers) -> DossierOutline? {
    guard lines.allSatisfy({ !$0.isReversal }) else { return nil }
    func number(_ text: String?) -> Int32 {
      guard var text else { return TextNumbers.none }
      return text.withUTF8 { texts.number(of: UnsafeRawBufferPointer($0)) }
    }
    func day(_ day: Day?) -> OutlineDay { day.map { OutlineDay($0) } ?? .none }
    var outline = DossierOutline()
    outline.register = legalAidCase.map { one in
      DossierOutline.Register(
        type: one.type, acceptedOn: day(one.acceptedOn), assignedOn: day(one.assignedOn),
        closedOn: day(one.closing?.on), outcome: one.closing?.outcome ?? .closed,
        filedOn: day(one.filedOn), firm: number(one.firm), serviceForm: number(one.serviceForm),
        stage: number(one.stage), grade: number(one.grade),
        recipientCategories: number(one.recipientCategories))
    }
    outline.claims = claims.map { claim in
      DossierOutline.Claim(
        claimedOn: day(claim.claimedOn), claimed: claim.claimedAmount,
        approvedOn: day(claim.approval?.on), approved: claim.approval?.amount ?? .zero,
        returnedOn: day(claim.returned?.on), submittedBy: number(claim.submittedBy),
        approvedBy: number(claim.approvedBy))
    }
    outline.lines = lines.map { line in
      DossierOutline.Line(
        paidOn: day(line.paidOn), use: line.use, document: number(line.document.key),
        amount: line.amount, payee: number(line.payee))
    }
    return outline
  }
}

/// What somebody adds without a word on when it may be left out.
private enum Addition: CaseIterable {
  case caseRule
  case lineRule
  case count

  func plain(
    _ settings: RuleSettings, _ funds: FundAccounts, isAdded: Bool
  ) throws -> PlainDossiers {
    let counts = YearTotals.caseCounts(namesLawyers: false)
    return PlainDossiers(
      funds.period, settings, funds,
      counts: counts + (isAdded && self == .count ? [EveryCase()] : []),
      rules: RuleCatalogue.allCaseRules + (isAdded && self == .caseRule ? [EveryCase()] : []),
      lineRules: RuleCatalogue.lineRules + (isAdded && self == .lineRule ? [EveryCase()] : []))
  }
}

/// A rule of cases, a rule of lines and a count that find nothing and say nothing of themselves.
private struct EveryCase: CaseRule, LineRule, CaseCount {
  let description = RuleDescription(
    id: "X01", severity: .info, title: "", holdsWhen: "", basis: "", advice: "")

  func findings(in dossier: DossierView) -> [Finding] { [] }
  func finding(on line: LineView, in period: Period) -> Finding? { nil }
  func count(_ counted: CountedCase, into book: inout YearTotals) {}
}
