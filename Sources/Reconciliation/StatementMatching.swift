package import LedgerCore

/// The treasury's statement (国库支付明细) held against the ledger's vouchers: what explains what.
///
/// It is one assignment over all lines and vouchers seen, of all years. No line explains two
/// vouchers that it does not sum, and no order of the facts changes the answer.
package struct StatementMatching: Equatable, Sendable {
  /// In order of their first line.
  package let matches: [Match]
  /// 账上已付、国库未付: in order of day and number.
  package let openVouchers: [OpenVoucher]
  /// 国库已付、账上未记: in order of day and reference.
  package let openLines: [OpenLine]
  package let bridge: StatementBridge
  /// The day of the earliest line.
  package let firstBookedOn: Day

  /// Lines of the statement with the vouchers they explain.
  package struct Match: Equatable, Sendable {
    /// In order of day and reference; more than one only where all name the voucher.
    package let lines: [BankLine]
    /// In order of number; more than one only where they sum to the line.
    package let vouchers: [Voucher]
    package let stage: Stage
    /// Why it is one, in an officer's words.
    package let reason: String
    /// Bank − ledger; zero unless the lines name the voucher.
    package let difference: Money
  }

  /// By what a match was found.
  package enum Stage: String, CaseIterable, Sendable {
    case byNumber = "凭证号"
    case posted = "已登记"
    case unique = "唯一对应"
    case sum = "合计对应"
  }

  /// A voucher with money in it that no line explains.
  package struct OpenVoucher: Equatable, Sendable {
    package let voucher: Voucher
    package let reason: String
    /// The line that comes nearest, in words; nil when none is near.
    package let nearest: String?
    /// Whether it was paid before the earliest line, where nothing can be said of it.
    package let isBeforeStatement: Bool
    /// Whether a line that is tied (S04) may belong to it.
    package let isCandidate: Bool
  }

  /// A line that explains no voucher.
  package struct OpenLine: Equatable, Sendable {
    package let line: BankLine
    package let reason: String
    /// The voucher that comes nearest, in words; nil when none is near.
    package let nearest: String?
    /// nil unless there are vouchers that the line may belong to, and no telling which (S04).
    package let tie: Tie?
  }

  /// What keeps a line from being matched although it has candidates.
  package struct Tie: Equatable, Sendable {
    /// Vouchers of the line's payee and amount, in order of day and number.
    package let candidates: ArraySlice<Voucher>
    /// Where there is one candidate: the lines that may belong to it, this one among them.
    package let rivals: ArraySlice<BankLine>
  }

  /// Whether some line was booked in a year.
  package func hasLine(in year: FiscalYear) -> Bool {
    openLines.contains { $0.line.bookedOn.fiscalYear == year }
      || matches.contains { $0.lines.contains { $0.bookedOn.fiscalYear == year } }
  }
}

extension StatementMatching {
  /// Matches a statement with a ledger.
  ///
  /// - Parameters:
  ///   - lines: All lines of the statement, in any order.
  ///   - book: All vouchers.
  ///   - decisions: What people decided of single lines, oldest first.
  ///   - period: Lines booked after its last day are not seen.
  /// - Returns: nil when no line is seen.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func of(
    _ lines: [BankLine], and book: VoucherBook, decisions: [BankMatch] = [], in period: Period
  ) throws(MoneyOverflow) -> StatementMatching? {
    let seen = lines.filter { period.sees($0.bookedOn) }.sorted { $0.precedes($1) }
    guard let first = seen.first else { return nil }
    var matcher = StatementMatcher(seen, try book.vouchers())
    matcher.decide(by: decisions)
    matcher.matchNamed(in: book)
    try matcher.matchPosted()
    matcher.matchPairs()
    try matcher.matchSums()
    return try StatementMatching(matcher, netPaid: book.netPaid, since: first.bookedOn)
  }
}

extension BankLine {
  /// By day and reference.
  func precedes(_ other: BankLine) -> Bool {
    bookedOn == other.bookedOn ? reference < other.reference : bookedOn < other.bookedOn
  }
}
