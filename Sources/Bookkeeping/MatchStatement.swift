package import LedgerCore
package import LedgerStore
package import Reconciliation

/// Matches the treasury's statement with the vouchers (国库流水核对) and keeps what was found.
package struct MatchStatement {
  private let office: Office

  package init(_ office: Office) {
    self.office = office
  }

  /// Posts every match that was inferred and is not posted yet.
  ///
  /// A line that names its voucher needs no posting: the bank said so itself. Lines of a closed
  /// year are left as they are.
  ///
  /// - Returns: The whole statement as matched, and the matches that were posted now.
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when sums leave 64 bits.
  package func callAsFunction() throws -> (
    statement: StatementMatching?, posted: [StatementMatching.Match]
  ) {
    try office.append("bank match") { writer in
      let statement = try writer.reader.statement()
      let closed = try writer.closedYears()
      let inferred = (statement?.matches ?? []).filter { match in
        (match.stage == .unique || match.stage == .sum)
          && !match.lines.contains { closed.contains($0.bookedOn.fiscalYear) }
      }
      for match in inferred {
        try writer.append(match.decision(.matched, match.reason))
      }
      return (statement, inferred)
    }
  }

  /// Matches a line with vouchers as a person decides, where the two fit.
  ///
  /// - Parameters:
  ///   - reference: The bank line; it names no voucher.
  ///   - vouchers: The vouchers it pays; together its amount, of its payee, near its day.
  ///   - reason: Why, for the journal.
  /// - Returns: The match as it stands now.
  /// - Throws: ``MatchRefusal`` when they do not fit.
  package func match(
    _ reference: BankReference, with vouchers: [VoucherNumber], reason: String
  ) throws -> StatementMatching.Match {
    // A voucher named twice is still one payment.
    let vouchers = Set(vouchers)
    return try office.append("bank match", reason: reason) { writer in
      _ = try writer.reader.registeredLine(reference)
      try writer.append(
        BankMatch(reference: reference, vouchers: Array(vouchers), kind: .matched, reason: reason))
      let match = try writer.reader.statement()?.match(of: reference)
      guard let match, Set(match.vouchers.map(\.number)) == vouchers else {
        throw MatchRefusal.doesNotFit(reference)
      }
      return match
    }
  }

  /// Takes a match back; it is not made again unless a person makes it.
  ///
  /// - Returns: The match that stood.
  /// - Throws: ``MatchRefusal`` when the line is not matched.
  package func undo(
    _ reference: BankReference, reason: String
  ) throws -> StatementMatching.Match {
    try office.append("bank match", reason: reason) { writer in
      _ = try writer.reader.registeredLine(reference)
      guard let match = try writer.reader.statement()?.match(of: reference) else {
        throw MatchRefusal.notMatched(reference)
      }
      try writer.append(
        BankMatch(
          reference: reference, vouchers: match.vouchers.map(\.number), kind: .undone,
          reason: reason))
      return match
    }
  }
}

/// Answers how the treasury's statement stands, with everything recorded by now.
package struct ReadStatement {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// The statement as matched; nil when no line is recorded.
  ///
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when sums leave 64 bits.
  package func callAsFunction() throws -> StatementMatching? {
    try store.read { try $0.statement() }
  }
}

/// Why a match was not recorded or taken back; the ledger is unchanged.
package enum MatchRefusal: Error, CustomStringConvertible {
  case unknownLine(BankReference)
  case doesNotFit(BankReference)
  case notMatched(BankReference)

  package var description: String {
    switch self {
    case .unknownLine(let reference):
      "没有流水 \(reference)：请核对流水号，没有导入的先导入国库支付明细"
    case .doesNotFit(let reference):
      "流水 \(reference) 与所写的凭证对不上，没有记账：流水没有写凭证号，凭证的净额合计要等于流水金额，"
        + "收款人相同，日期相差不超过 5 天，凭证没有与别的流水核对"
    case .notMatched(let reference):
      "流水 \(reference) 没有与任何凭证核对，不用撤销"
    }
  }
}

extension StatementMatching {
  fileprivate func match(of reference: BankReference) -> Match? {
    matches.first { $0.lines.contains { $0.reference == reference } }
  }
}

extension StatementMatching.Match {
  /// The match of a line that stands alone, as a decision to be kept.
  fileprivate func decision(_ kind: BankMatch.Kind, _ reason: String) -> BankMatch {
    BankMatch(
      reference: lines[0].reference, vouchers: vouchers.map(\.number), kind: kind, reason: reason)
  }
}

extension LedgerReader {
  /// All lines and vouchers recorded by now, matched.
  fileprivate func statement() throws -> StatementMatching? {
    let period = Period(year: Day.latest.fiscalYear, asOf: .latest)
    var lines: [BankLine] = []
    try forEachBankLine { lines.append($0) }
    var vouchers = VoucherBook(period: period)
    try forEachPaymentLine { try vouchers.add($0) }
    return try .of(lines, and: vouchers, decisions: bankMatches(), in: period)
  }

  fileprivate func registeredLine(_ reference: BankReference) throws -> BankLine {
    guard let line = try bankLine(reference) else { throw MatchRefusal.unknownLine(reference) }
    return line
  }
}
