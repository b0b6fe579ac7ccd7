package import LedgerCore

/// The cases of a pass of which every rule is silent, summed: all that are alike in what the counts
/// of the book ask are counted as one.
///
/// Whatever rule says of itself when it is silent, and whatever count what it asks, stands in their
/// own files; a case that is not surely plain is looked at in full.
///
/// Two days are alike when they lie in one month and on one side of the span's ends, or in one
/// other year; two dossiers when their type, outcome and days are. What was claimed, approved and
/// paid is summed, and the book counts the sum as it counts a single dossier. Recipients, handlers
/// and lines are summed apart, each by what their figures ask of.
package struct PlainDossiers {
  private let period: Period
  private let rules: Rules
  private let counts: [any CaseCount]
  /// Whether the sums hold all that the counts ask of a case.
  private let canSum: Bool
  private var view: OutlineView
  private var days: DayClasses
  private var dossiers = NumberMap(Sum())
  private var recipients = NumberMap(Sum())
  private var handlers = NumberMap(Sum())
  private var lines = NumberMap(Sum())
  /// Dossiers of which nothing is seen yet.
  private var unseen = 0
  /// The first day on which one of them is shown as filed, by its number; none is filed late.
  private var firstFiledOn = Int32.max

  /// What alike dossiers or lines come to.
  private struct Sum: Sendable {
    var count = 0
    var claimed: Int64 = 0
    var approved: Int64 = 0
    /// What the first and the second line paid.
    var paid: (Int64, Int64) = (0, 0)

    /// The sum with one dossier more; nil when it would leave 64 bits.
    func with(_ claim: OutlineView.Claim?, _ lines: [DossierOutline.Line]) -> Sum? {
      var sum = self
      sum.count += 1
      let first = lines.first?.amount.fen ?? 0
      let second = lines.count > 1 ? lines[1].amount.fen : 0
      guard Self.add(claim?.claimed.fen ?? 0, to: &sum.claimed),
        Self.add(claim?.approved.fen ?? 0, to: &sum.approved), Self.add(first, to: &sum.paid.0),
        Self.add(second, to: &sum.paid.1)
      else { return nil }
      return sum
    }

    /// The sum with one line more; nil when it would leave 64 bits.
    func with(_ amount: Money) -> Sum? {
      var sum = self
      sum.count += 1
      return Self.add(amount.fen, to: &sum.paid.0) ? sum : nil
    }

    private static func add(_ fen: Int64, to sum: inout Int64) -> Bool {
      let (result, overflow) = sum.addingReportingOverflow(fen)
      sum = overflow ? sum : result
      return !overflow
    }
  }

  /// The rules that are asked.
  private struct Rules {
    let ofCases: [any CaseRule.Type]
    let ofLines: [any LineRule.Type]

    /// Whether the sums can hold what a view shows, and no rule speaks of it.
    func areSilent(on view: OutlineView) -> Bool {
      for line in view.lines {
        guard case .perCaseSubsidy = line.use else { return false }
        if case .lotteryFund = line.row?.source { return false }
        for rule in ofLines where !rule.isSilent(on: line) { return false }
      }
      for rule in ofCases where !rule.isSilent(on: view) { return false }
      return true
    }
  }

  /// The sums of one thread, empty.
  ///
  /// - Parameters:
  ///   - period: The year, and the last day seen.
  ///   - settings: What the rules need to know besides the book.
  ///   - funds: The rows that lines draw on.
  ///   - counts: What is counted of each case.
  ///   - rules: All rules that are asked about a case.
  ///   - lineRules: Those that are asked about each line.
  package init(
    _ period: Period, _ settings: RuleSettings, _ funds: FundAccounts, counts: [any CaseCount],
    rules: [any CaseRule] = RuleCatalogue.allCaseRules,
    lineRules: [any LineRule] = RuleCatalogue.lineRules
  ) {
    self.period = period
    self.rules = Rules(
      ofCases: rules.map { type(of: $0) }, ofLines: lineRules.map { type(of: $0) })
    self.counts = counts
    canSum = counts.allSatisfy { Group(of: $0) != nil }
    view = OutlineView(period, settings, funds)
    days = DayClasses(period)
  }

  /// In what dossiers that are summed as one are alike.
  private enum Group: CaseIterable {
    case courses
    case recipients
    case handlers

    /// What can be asked of a sum: it has no lottery money.
    var aspects: CaseAspects {
      switch self {
      case .courses: [.type, .acceptance, .closing, .claims, .subsidies, .lotteryMoney]
      case .recipients: [.acceptance, .recipientCategories]
      case .handlers: [.firm, .closing, .claims]
      }
    }

    /// The first group that holds what a count asks; nil for none.
    init?(of count: any CaseCount) {
      guard let group = Self.allCases.first(where: { $0.aspects.isSuperset(of: count.asks) })
      else { return nil }
      self = group
    }
  }

  /// Takes a dossier in when it is plain.
  ///
  /// - Parameters:
  ///   - outline: Clear.
  ///   - texts: What its numbers stand for; the same for all outlines.
  /// - Returns: Whether it was added; else the rules must look at it.
  package mutating func take(_ outline: DossierOutline, _ texts: TextNumbers) -> Bool {
    if outline.isUnseen(by: view.asOf.number) {
      unseen += 1
      return true
    }
    let lines = outline.lines
    guard canSum, view.look(at: outline, texts), view.isSettled, rules.areSilent(on: view),
      let key = key(of: lines)
    else { return false }
    let (register, claim) = (view.register, view.claim)
    let handlerKey = Self.handlerKey(key, register)
    let recipientKey = Self.recipientKey(key, register)
    guard let sum = (dossiers.find(key) ?? Sum()).with(claim, lines),
      let handled = (handlers.find(handlerKey) ?? Sum()).with(claim, []),
      let lineKeys = keys(of: lines), take(lines, lineKeys)
    else { return false }
    dossiers[key] = sum
    handlers[handlerKey] = handled
    recipients[recipientKey].count += 1
    if register.filedOn.isSet {
      let shownOn = max(register.acceptedOn.number, register.filedOn.number)
      firstFiledOn = min(firstFiledOn, shownOn)
    }
    return true
  }
}

extension DossierOutline {
  /// Whether nothing of the dossier is seen by a day.
  fileprivate func isUnseen(by asOf: Int32) -> Bool {
    guard (register?.acceptedOn.number ?? .max) > asOf else { return false }
    return claims.allSatisfy { claim in
      claim.claimedOn.number > asOf && (!claim.approvedOn.isSet || claim.approvedOn.number > asOf)
    } && lines.allSatisfy { $0.paidOn.number > asOf }
  }
}

// MARK: - Going in

extension PlainDossiers {
  /// What makes dossiers alike, as one number; nil when there are too many years for it.
  private mutating func key(of lines: [DossierOutline.Line]) -> UInt64? {
    let register = view.register
    guard let accepted = days.number(of: register.acceptedOn),
      let closed = days.number(of: register.closedOn),
      let claimed = days.number(of: view.claim?.claimedOn ?? .none),
      let approved = days.number(of: view.claim?.approvedOn ?? .none)
    else { return nil }
    var key = UInt64(1) << 63 | UInt64(register.type.place) << 61
    key |= UInt64(register.outcome.place) << 59
    key |= accepted << 50 | closed << 42 | claimed << 34 | approved << 26
    for (index, line) in lines.enumerated() {
      guard let paid = days.number(of: line.paidOn) else { return nil }
      key |= paid << (16 - 8 * UInt64(index))
    }
    return key
  }

  /// The part of a key that no number of a text stands in.
  private static let withoutText: UInt64 = ~0xFFFF

  /// What makes the work of handlers alike: the firm, the outcome and the days of the work.
  private static func handlerKey(_ key: UInt64, _ register: DossierOutline.Register) -> UInt64 {
    let days = key & (0xFF << 42 | 0xFF << 34 | 0xFF << 26)
    return 1 << 63 | key & (3 << 59) | days | UInt64(register.firm)
  }

  /// What makes recipients alike: their categories and the day of acceptance.
  private static func recipientKey(_ key: UInt64, _ register: DossierOutline.Register) -> UInt64 {
    1 << 63 | key & (0xFF << 50) | UInt64(register.recipientCategories)
  }

  /// What makes lines alike, of the first line and the second; 0 for none.
  private mutating func keys(of lines: [DossierOutline.Line]) -> (UInt64, UInt64)? {
    var keys: (UInt64, UInt64) = (0, 0)
    for (index, line) in lines.enumerated() {
      guard let paid = days.number(of: line.paidOn) else { return nil }
      let key = UInt64(1) << 63 | UInt64(line.document) << 40 | UInt64(line.payee) << 8 | paid
      if index == 0 { keys.0 = key } else { keys.1 = key }
    }
    return keys
  }

  private mutating func take(_ lines: [DossierOutline.Line], _ keys: (UInt64, UInt64)) -> Bool {
    guard let first = lines.first else { return true }
    let earlier = self.lines.find(keys.0) ?? Sum()
    guard let sum = earlier.with(first.amount) else { return false }
    self.lines[keys.0] = sum
    guard lines.count > 1 else { return true }
    guard let sum = (self.lines.find(keys.1) ?? Sum()).with(lines[1].amount) else {
      // Neither of the two is added.
      self.lines[keys.0] = earlier
      return false
    }
    self.lines[keys.1] = sum
    return true
  }
}

// MARK: - Coming out

extension PlainDossiers {
  /// Adds its sums to a book, but for the lines.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func count(
    into book: inout YearTotals, _ settings: RuleSettings, _ texts: TextNumbers
  ) throws(MoneyOverflow) {
    book.countUnseen(unseen)
    book.filings += Filings(firstFiledOn: Day(number: Int(firstFiledOn)))
    for group in Group.allCases {
      let counts = counts.filter { Group(of: $0) == group }
      for (dossier, times) in members(of: group, texts) {
        let counted = try CountedCase(
          DossierView(dossier, in: period, funds: book.funds, settings: settings), dossier.lines,
          book.funds, times)
        for count in counts { try count.count(counted, into: &book) }
      }
    }
  }

  /// One dossier in place of all that are alike, with how many they are.
  private func members(
    of group: Group, _ texts: TextNumbers
  ) -> [(dossier: Dossier, times: Int)] {
    switch group {
    case .courses: dossiers.pairs.map { (dossier($0.key, $0.value), $0.value.count) }
    case .recipients:
      recipients.pairs.map { key, sum in
        var dossier = dossier(key & Self.withoutText, Sum())
        dossier.legalAidCase?.recipientCategories = texts.knownText(Int32(key & 0xFFFF))
        return (dossier, sum.count)
      }
    case .handlers:
      handlers.pairs.map { key, sum in
        var dossier = dossier(key & Self.withoutText, sum)
        dossier.legalAidCase?.firm = texts.knownText(Int32(key & 0xFFFF))
        return (dossier, sum.count)
      }
    }
  }

  /// One line in place of all that are alike, with what they come to and how many they are.
  func lines(_ texts: TextNumbers) -> [(line: PaymentLine, times: Int)] {
    lines.pairs.filter { $0.value.count > 0 }.map { key, sum in
      (line(key, sum, texts), sum.count)
    }
  }

  /// One dossier in place of all that are alike.
  private func dossier(_ key: UInt64, _ sum: Sum) -> Dossier {
    let none = CaseNumber(key: "", printed: "")
    func day(_ shift: UInt64) -> Day? { days.day(Int(key >> shift & 0xFF)) }
    var like = LegalAidCase(
      number: none, type: CaseType.allCases[Int(key >> 61 & 3)], recipient: "",
      acceptedOn: day(50) ?? .earliest)
    like.closing = day(42).map {
      LegalAidCase.Closing(on: $0, outcome: Outcome.allCases[Int(key >> 59 & 3)])
    }
    var dossier = Dossier(caseNumber: none, legalAidCase: like)
    if let claimedOn = day(34) {
      dossier.claims = [
        Claim(
          number: ClaimNumber(key: "", printed: ""), caseNumber: none, claimedOn: claimedOn,
          claimedAmount: Money(fen: sum.claimed),
          approval: day(26).map { Approval(on: $0, amount: Money(fen: sum.approved)) })
      ]
    }
    for (index, fen) in [sum.paid.0, sum.paid.1].enumerated() {
      guard let paidOn = day(16 - 8 * UInt64(index)) else { continue }
      dossier.lines.append(
        Self.line(index + 1, paidOn, fen, document: "", payee: ""))
    }
    return dossier
  }

  /// One line in place of all that are alike.
  private func line(_ key: UInt64, _ sum: Sum, _ texts: TextNumbers) -> PaymentLine {
    Self.line(
      1, days.day(Int(key & 0xFF)) ?? .earliest, sum.paid.0,
      document: texts.text(Int32(key >> 40 & 0xFFFF)),
      payee: texts.text(Int32(key >> 8 & 0xFFFF)))
  }

  private static func line(
    _ number: Int, _ paidOn: Day, _ fen: Int64, document: String, payee: String
  ) -> PaymentLine {
    PaymentLine(
      id: PaymentLineID(voucher: VoucherNumber(key: "", printed: ""), line: number),
      paidOn: paidOn, use: .perCaseSubsidy, subject: .none,
      document: DocumentNumber(key: document, printed: document), amount: Money(fen: fen),
      payee: payee)
  }
}

/// Days that are alike to every figure of a period, under one small number each.
private struct DayClasses: Sendable {
  private let year: Int32
  /// The days besides the first of each month on which another class begins.
  private let turningDays: [Int32]
  /// A day of each class; no day for the first.
  private var members: [Day?] = [nil]
  /// By the months and turning days that have begun, and by year for other years.
  private var ofYear: [UInt64]
  private var ofOtherYears: [Int32: UInt64] = [:]

  init(_ period: Period) {
    year = Int32(period.year.number)
    turningDays = period.turningDays.map(\.number)
    ofYear = Array(repeating: 0, count: 12 + turningDays.count)
  }

  /// The number of a day's class; 0 for no day, nil when there are more classes than numbers.
  mutating func number(of day: OutlineDay) -> UInt64? {
    guard day.isSet else { return 0 }
    guard day.year == year else {
      if let known = ofOtherYears[day.year] { return known }
      guard let new = newClass(day) else { return nil }
      ofOtherYears[day.year] = new
      return new
    }
    let place = Int(day.month) - 1 + turningDays.count { $0 <= day.number }
    if ofYear[place] != 0 { return ofYear[place] }
    guard let new = newClass(day) else { return nil }
    ofYear[place] = new
    return new
  }

  private mutating func newClass(_ day: OutlineDay) -> UInt64? {
    guard members.count < 256, let member = Day(number: Int(day.number)) else { return nil }
    members.append(member)
    return UInt64(members.count - 1)
  }

  /// A day of a class; nil for 0.
  func day(_ number: Int) -> Day? { members[number] }
}
