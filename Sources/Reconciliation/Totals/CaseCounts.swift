package import LedgerCore

// What is counted of cases, each count with what it asks of a case.

/// What a count may ask of a case.
package struct CaseAspects: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) {
    self.rawValue = rawValue
  }

  static let type = CaseAspects(rawValue: 1 << 0)
  static let acceptance = CaseAspects(rawValue: 1 << 1)
  /// The day of the closing and its outcome.
  static let closing = CaseAspects(rawValue: 1 << 2)
  /// The day and the amount of each claim, and of its approval.
  static let claims = CaseAspects(rawValue: 1 << 3)
  /// The days and amounts of per-case subsidies.
  static let subsidies = CaseAspects(rawValue: 1 << 4)
  /// Whether lottery money pays it, and how much.
  static let lotteryMoney = CaseAspects(rawValue: 1 << 5)
  static let recipientCategories = CaseAspects(rawValue: 1 << 6)
  static let firm = CaseAspects(rawValue: 1 << 7)
  /// Whatever is recorded of the case.
  package static let everything = CaseAspects(rawValue: -1)
}

/// One count of cases into the book.
///
/// A count that does not say what it asks is given every case by itself; one that asks for less may
/// be given several that are alike in that, as one.
package protocol CaseCount: Sendable {
  var asks: CaseAspects { get }

  func count(_ counted: CountedCase, into book: inout YearTotals) throws(MoneyOverflow)
}

extension CaseCount {
  package var asks: CaseAspects { .everything }
}

/// A case, or several that are alike in what is asked: their amounts are sums.
package struct CountedCase {
  let view: DossierView
  let pots: CaseMoney
  let lines: [PaymentLine]
  let times: Int

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  init(
    _ view: DossierView, _ lines: [PaymentLine], _ funds: FundAccounts, _ times: Int
  ) throws(MoneyOverflow) {
    pots = try CaseMoney(netPaid: view.netPaid, lines, funds, in: view.period)
    self.view = view
    self.lines = lines
    self.times = times
  }
}

extension YearTotals {
  /// All that is counted of cases, but for the lines that are posted.
  ///
  /// - Parameter namesLawyers: Whether lawyers are told apart.
  /// - Returns: In the order in which they are counted.
  package static func caseCounts(namesLawyers: Bool) -> [any CaseCount] {
    namesLawyers ? countsNamingLawyers : usualCounts
  }

  // Made once: they are asked for at every case that is counted by itself.
  private static let usualCounts = counts(HandlingCount(namesLawyers: false))
  private static let countsNamingLawyers = counts(HandlingCount(namesLawyers: true))

  private static func counts(_ handling: HandlingCount) -> [any CaseCount] {
    [CourseCount(), RecipientCount(), PotCount(), handling]
  }
}

/// What was done, claimed, approved and paid, by type and by month.
struct CourseCount: CaseCount {
  let asks: CaseAspects = [.type, .acceptance, .closing, .claims, .subsidies]

  func count(_ counted: CountedCase, into book: inout YearTotals) throws(MoneyOverflow) {
    try book.countCase(counted.view, counted.lines, counted.times)
  }
}

/// The groups of those whose cases were accepted.
struct RecipientCount: CaseCount {
  let asks: CaseAspects = [.acceptance, .recipientCategories]

  func count(_ counted: CountedCase, into book: inout YearTotals) throws(MoneyOverflow) {
    book.countRecipients(counted.view, counted.times)
  }
}

/// Which money pays the cases.
///
/// Whom it pays for is asked of lottery money only.
struct PotCount: CaseCount {
  let asks: CaseAspects = [.type, .closing, .subsidies, .lotteryMoney]

  func count(_ counted: CountedCase, into book: inout YearTotals) throws(MoneyOverflow) {
    try book.countPots(counted.view, counted.pots, counted.times)
  }
}

/// What each firm did, and each lawyer where they are told apart.
struct HandlingCount: CaseCount {
  let namesLawyers: Bool

  var asks: CaseAspects { namesLawyers ? .everything : [.firm, .closing, .claims] }

  func count(_ counted: CountedCase, into book: inout YearTotals) throws(MoneyOverflow) {
    let registered = counted.view.registered
    let handler = book.handler(firm: registered?.firm, lawyer: registered?.lawyer)
    try book.countHandling(counted.view, by: handler, counted.times)
  }
}
