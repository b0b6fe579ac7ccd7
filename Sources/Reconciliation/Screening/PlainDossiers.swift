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
  private let rules: [any CaseRule]
  private let lineRules: [any LineRule]
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
    self.rules = rules
    self.lineRules = lineRules
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
    if isUnseen(outline) {
      unseen += 1
      return true
    }
    let lines = outline.lines
    guard canSum, view.look(at: outline, texts), isPlain, let key = key(of: lines),
      let sum = sum(dossiers.find(key), lines),
      let handled = self.sum(handlers.find(handlerKey(key)), []),
      let lineKeys = keys(of: lines), take(lines, lineKeys)
    else { return false }
    dossiers[key] = sum
    handlers[handlerKey(key)] = handled
    recipients[recipientKey(key)].count += 1
    let register = view.register
    if register.filedOn.isSet {
      let shownOn = max(register.acceptedOn.number, register.filedOn.number)
      firstFiledOn = min(firstFiledOn, shownOn)
    }
    return true
  }

  /// Whether the sums can hold what the view shows, no rule speaks of it, and nothing is unpaid.
  ///
  /// Rules are asked where they stand: a loop over them would copy each for each dossier.
  private var isPlain: Bool {
    for line in view.lines {
      guard case .perCaseSubsidy = line.use else { return false }
      if case .lotteryFund = line.row?.source { return false }
      for index in lineRules.indices where !lineRules[index].isSilent(on: line) { return false }
    }
    for index in rules.indices where !rules[index].isSilent(on: view) { return false }
    return view.isSettled
  }

  /// Whether nothing of a dossier is seen on the period's last day.
  private func isUnseen(_ outline: DossierOutline) -> Bool {
    let asOf = period.asOf.number
    guard (outline.register?.acceptedOn.number ?? .max) > asOf else { return false }
    return outline.claims.allSatisfy { claim in
      claim.claimedOn.number > asOf && (!claim.approvedOn.isSet || claim.approvedOn.number > asOf)
    } && outline.lines.allSatisfy { $0.paidOn.number > asOf }
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
  private func handlerKey(_ key: UInt64) -> UInt64 {
    let days = key & (0xFF << 42 | 0xFF << 34 | 0xFF << 26)
    return 1 << 63 | key & (3 << 59) | days | UInt64(view.register.firm)
  }

  /// What makes recipients alike: their categories and the day of acceptance.
  private func recipientKey(_ key: UInt64) -> UInt64 {
    1 << 63 | key & (0xFF << 50) | UInt64(view.register.recipientCategories)
  }

  /// A sum with one dossier more; nil when it would leave 64 bits.
  private func sum(_ earlier: Sum?, _ lines: [DossierOutline.Line]) -> Sum? {
    var sum = earlier ?? Sum()
    sum.count += 1
    let (claim, first) = (view.claim, lines.first?.amount.fen ?? 0)
    let second = lines.count > 1 ? lines[1].amount.fen : 0
    guard Self.add(claim?.claimed.fen ?? 0, to: &sum.claimed),
      Self.add(claim?.approved.fen ?? 0, to: &sum.approved), Self.add(first, to: &sum.paid.0),
      Self.add(second, to: &sum.paid.1)
    else { return nil }
    return sum
  }

  private static func add(_ fen: Int64, to sum: inout Int64) -> Bool {
    let (result, overflow) = sum.addingReportingOverflow(fen)
    sum = overflow ? sum : result
    return !overflow
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
    guard let sum = sum(lines: keys.0, and: first.amount) else { return false }
    let earlier = self.lines.find(keys.0)
    self.lines[keys.0] = sum
    guard lines.count > 1 else { return true }
    guard let sum = self.sum(lines: keys.1, and: lines[1].amount) else {
      // Neither of the two is added.
      self.lines[keys.0] = earlier ?? Sum()
      return false
    }
    self.lines[keys.1] = sum
    return true
  }

  /// The lines of a key with one more; nil when their sum would leave 64 bits.
  private func sum(lines key: UInt64, and amount: Money) -> Sum? {
    var sum = lines.find(key) ?? Sum()
    sum.count += 1
    return Self.add(amount.fen, to: &sum.paid.0) ? sum : nil
  }
}

// MARK: - Coming out

extension PlainDossiers {
  /// Adds its sums to a book.
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
  private let period: Period
  /// The days of the year on which another class begins, in order.
  private let starts: [Int32]
  /// A day of each class; no day for the first.
  private var members: [Day?] = [nil]
  /// By the place of its start among ``starts``, and by year for other years.
  private var ofYear: [UInt64]
  private var ofOtherYears: [Int32: UInt64] = [:]
  private var last: (number: Int32, found: UInt64) = (0, 0)

  init(_ period: Period) {
    self.period = period
    let year = period.year.number
    let months = (1...12).compactMap { Day(year: year, month: $0, day: 1) }
    starts = Set(months.map(\.number) + period.turningDays.map(\.number)).sorted()
    ofYear = Array(repeating: 0, count: starts.count)
  }

  /// The number of a day's class; 0 for no day, nil when there are more classes than numbers.
  mutating func number(of day: OutlineDay) -> UInt64? {
    guard day.isSet else { return 0 }
    if day.number == last.number { return last.found }
    guard let found = found(day) else { return nil }
    last = (day.number, found)
    return found
  }

  private mutating func found(_ day: OutlineDay) -> UInt64? {
    guard Int(day.year) == period.year.number else {
      if let known = ofOtherYears[day.year] { return known }
      guard let new = newClass(day) else { return nil }
      ofOtherYears[day.year] = new
      return new
    }
    let place = (starts.firstIndex { $0 > day.number } ?? starts.count) - 1
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
