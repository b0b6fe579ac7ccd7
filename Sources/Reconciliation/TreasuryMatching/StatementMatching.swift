package import LedgerCore

/// The treasury's statement (国库支付明细) held against the ledger's movements: what explains what.
///
/// It is one assignment over all lines and movements seen, of all years. No line counts for two
/// movements that it does not sum, and no order of the facts changes the answer.
package struct StatementMatching: Equatable, Sendable {
  /// In order of their first line.
  package let matches: [Match]
  /// Movements whose lines do not sum to them, in order of day and number.
  package let differences: [Difference]
  /// 账上已记、国库没有: in order of day and number.
  package let openMovements: [OpenMovement]
  /// 国库已记、账上没有: in order of day and reference.
  package let openLines: [OpenLine]
  /// Lines that are not the ledger's by somebody's decision, in order of day and reference.
  package let setAside: [SetAsideLine]
  package let bridge: StatementBridge
  /// The day of the earliest line.
  package let firstBookedOn: Day
  /// Lines that settle a voucher each and were not matched one by one.
  package let settled: SettledLines

  /// Lines of the statement with the movements they count for.
  package struct Match: Equatable, Sendable {
    /// In order of day and reference; more than one only where all count for one movement, or were
    /// registered together.
    package let lines: [BankLine]
    /// In order of day and number; more than one only where they sum to the line.
    package let movements: [Movement]
    package let stage: Stage
    /// Why it is one, in an officer's words.
    package let reason: String

    /// The numbers of its lines, in an officer's words.
    package var lineNumbers: String {
      lines.map(\.reference.printed).joined(separator: "、")
    }

    /// What counts for what, and why, in an officer's words.
    package var words: String {
      "流水 \(lineNumbers)  \(lines[0].amount.groupedYuanText) 元  \(movements.words)：\(reason)"
    }
  }

  /// A movement that its lines do not sum to (S03).
  package struct Difference: Equatable, Sendable {
    package let movement: Movement
    /// All that count for it, in order of day and reference.
    package let lines: [BankLine]
    /// Bank − ledger; of a line that counts for several movements, each has its own amount.
    package let amount: Money
  }

  /// By what a match was found.
  package enum Stage: String, CaseIterable, Sendable {
    case byNumber = "凭证号"
    case posted = "已登记"
    case unique = "唯一对应"
    case sum = "合计对应"
  }

  /// A movement with money in it that no line explains.
  package struct OpenMovement: Equatable, Sendable {
    package let movement: Movement
    package let reason: String
    /// The line that comes nearest, in words; nil when none is near.
    package let nearest: String?
    /// Whether it lies before the earliest line, where nothing can be said of it.
    package let isBeforeStatement: Bool
    /// Whether a line that is tied (S04) may belong to it.
    package let isCandidate: Bool
  }

  /// A line that explains no movement.
  package struct OpenLine: Equatable, Sendable {
    package let line: BankLine
    package let reason: String
    /// The movement that comes nearest, in words; nil when none is near.
    package let nearest: String?
    /// nil unless there are movements that the line may belong to, and no telling which (S04).
    package let tie: Tie?
  }

  /// A line that is not the ledger's, with who decided so and why.
  package struct SetAsideLine: Equatable, Sendable {
    package let line: BankLine
    package let decision: BankSetAside

    package init(line: BankLine, decision: BankSetAside) {
      self.line = line
      self.decision = decision
    }
  }

  /// What keeps a line from being matched although it has candidates.
  package struct Tie: Equatable, Sendable {
    /// Movements of the line's payee and amount, in order of day and number.
    package let candidates: ArraySlice<Movement>
    /// Where there is one candidate: the lines that may belong to it, this one among them.
    package let rivals: ArraySlice<BankLine>
  }

  /// Whether some line was booked in a year.
  package func hasLine(in year: FiscalYear) -> Bool {
    settled.years.contains(year) || setAside.contains { $0.line.bookedOn.fiscalYear == year }
      || openLines.contains { $0.line.bookedOn.fiscalYear == year }
      || matches.contains { $0.lines.contains { $0.bookedOn.fiscalYear == year } }
  }
}

extension StatementMatching {
  /// Matches a statement with a ledger as one day sees both.
  ///
  /// - Parameters:
  ///   - lines: All lines of the statement, in any order.
  ///   - payments: All payments and reversals, in any order.
  ///   - decisions: What people decided of single lines, oldest first; they hold whenever they were
  ///     made.
  ///   - setAsides: What stands of the lines that are not the ledger's; they take no part, whenever
  ///     it was decided.
  ///   - settled: Lines that are matched already, with vouchers that are not among the payments.
  ///   - asOf: What lies after this day is not seen.
  /// - Returns: nil when no line is seen.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func of(
    _ lines: [BankLine], and payments: [PaymentLine], decisions: [BankMatch] = [],
    setAsides: [BankSetAside] = [], besides settled: SettledLines = SettledLines(), asOf: Day
  ) throws(MoneyOverflow) -> StatementMatching? {
    let seen = lines.filter { $0.bookedOn <= asOf }.sorted { $0.precedes($1) }
    let days = [seen.first?.bookedOn, settled.firstBookedOn].compactMap(\.self)
    guard let first = days.min() else { return nil }
    let decided = Dictionary(
      setAsides.map { ($0.reference, $0) }, uniquingKeysWith: { $1 }
    ).filter { $0.value.kind == .setAside }
    let apart = seen.compactMap { line in
      decided[line.reference].map { SetAsideLine(line: line, decision: $0) }
    }
    let own = seen.filter { decided[$0.reference] == nil }
    var matcher = StatementMatcher(own, try MovementBook(payments, asOf: asOf))
    try matcher.matchPosted(by: decisions)
    matcher.matchNamed()
    matcher.matchPairs()
    try matcher.matchSums()
    return try StatementMatching(matcher, since: first, besides: settled, apart)
  }
}

extension BankLine {
  /// By day and reference.
  func precedes(_ other: BankLine) -> Bool {
    bookedOn == other.bookedOn ? reference < other.reference : bookedOn < other.bookedOn
  }
}
