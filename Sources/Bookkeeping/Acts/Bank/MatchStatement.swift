package import LedgerCore
package import LedgerStore
package import Reconciliation

/// Matches the treasury's statement with the ledger's movements (国库流水核对) and keeps what was
/// found.
package struct MatchStatement {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Posts every match that was inferred and is not posted yet.
  ///
  /// A line that names its voucher needs no posting: the bank said so itself. Lines of a closed
  /// year are left as they are.
  ///
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when sums leave 64 bits.
  @discardableResult
  package func callAsFunction() throws -> Receipt<PostedMatches> {
    try session.append("bank match") { writer in
      let statement = try Treasury(writer.ledger).matching()
      let closed = try writer.closedYears()
      let inferred = (statement?.matches ?? []).filter { match in
        (match.stage == .unique || match.stage == .sum)
          && !match.lines.contains { closed.contains($0.bookedOn.fiscalYear) }
      }
      for match in inferred {
        for line in match.lines {
          try writer.append(line.decision(.matched, match.movements, match.reason))
        }
      }
      return PostedMatches(statement: statement, posted: inferred)
    }
  }

  /// Matches one line with several movements, or several lines with one, as a person decides.
  ///
  /// The payees and days may be any; only the sums must agree. What the numbers mean is said at
  /// ``MovementBook/movements(named:for:)``.
  ///
  /// - Parameters:
  ///   - references: The bank lines.
  ///   - vouchers: The vouchers whose movements they show.
  ///   - reason: Why, for the journal.
  /// - Returns: With the match as it stands now.
  /// - Throws: ``MatchRefusal`` for the one condition that fails.
  @discardableResult
  package func match(
    _ references: [BankReference], with vouchers: [VoucherNumber], reason: String
  ) throws -> Receipt<StatementMatching.Match> {
    // What is named twice is still one.
    let references = Set(references)
    return try session.append("bank match", reason: reason) { writer in
      let treasury = writer.ledger.treasury
      let lines = try references.sorted().map { try treasury.ownLine($0) }
      let all = try Treasury(writer.ledger)
      try all.checkNotMatched(references, with: vouchers) { line in
        try treasury.entryOfMatch(of: line).flatMap { try EarlierAct(under: $0, in: writer.ledger) }
      }
      let movements = try all.movements(Set(vouchers).sorted(), for: lines) {
        try writer.ledger.numbers(near: $0.key, .voucher)
      }
      for line in lines { try writer.append(line.decision(.matched, movements, reason)) }
      let match = try Treasury(writer.ledger).matching()?.match(of: lines[0].reference)
      guard let match, match.movements == movements,
        Set(match.lines.map(\.reference)) == references
      else { throw MatchRefusal.doesNotHold(references.sorted()) }
      return match
    }
  }

  /// Takes a match back, with all lines that were registered together; it is not made again unless
  /// a person makes it.
  ///
  /// - Returns: With the match that stood.
  /// - Throws: ``MatchRefusal`` when the line is not matched.
  @discardableResult
  package func undo(
    _ reference: BankReference, reason: String
  ) throws -> Receipt<StatementMatching.Match> {
    try session.append("bank match", reason: reason) { writer in
      let line = try writer.ledger.treasury.registeredLine(reference)
      guard let match = try Treasury(writer.ledger).matching()?.match(of: reference) else {
        throw MatchRefusal.notMatched(reference)
      }
      for line in match.stage == .posted ? match.lines : [line] {
        try writer.append(line.decision(.undone, match.movements, reason))
      }
      return match
    }
  }
}

/// The statement with the matches that an act posted.
package struct PostedMatches: Sendable {
  /// The whole statement as matched; nil when no line is recorded.
  package let statement: StatementMatching?
  package let posted: [StatementMatching.Match]
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
    try store.read { try Treasury($0).matching() }
  }
}

/// Why a match was not recorded or taken back; the ledger is unchanged.
package enum MatchRefusal: OfficerError, Equatable {
  /// - near: The numbers that were probably meant.
  case unknownVoucher(VoucherNumber, near: [String] = [])
  /// The voucher only corrects others.
  case onlyCorrects(VoucherNumber)
  case severalWithSeveral(lines: Int, movements: Int)
  case sumsDiffer(bank: Money, ledger: Money)
  /// Other lines count for one of the movements.
  case movementTaken(Movement, by: [BankReference])
  /// It would not hold for another reason.
  case doesNotHold([BankReference])
  case notMatched(BankReference)
  /// The line is not the ledger's by somebody's decision.
  case setAside(BankSetAside)
  /// The very match stands already.
  case alreadyMatched([BankReference], [VoucherNumber], EarlierAct?)

  package var description: String { guidance.words }

  package var guidance: Guidance {
    switch self {
    case .unknownVoucher(let number, let near):
      "账上没有凭证 \(number)，没有登记核对：请核对凭证号，漏记的先记账\(Refusal.question(near))"
    case .onlyCorrects(let number):
      "凭证 \(number) 只有更正，没有付款也没有退票，没有登记核对：请写它更正的支付凭证"
    case .severalWithSeveral(let lines, let movements):
      "\(lines) 笔流水对 \(movements) 笔付款或退回，没有登记核对："
        + "一次只能一笔流水对几笔，或几笔流水对一笔，请分开核对（一张冲销凭证退回几张凭证的，连同被退的凭证号一起写）"
    case .sumsDiffer(let bank, let ledger):
      "流水合计 \(bank.groupedYuanText) 元，凭证合计 \(ledger.groupedYuanText) 元，金额不等，没有登记核对："
        + "请核对流水号和凭证号（退回的流水写冲销凭证号）"
    case .movementTaken(let movement, let references):
      "\(movement.words) 已与流水 \(references.map(\.printed).joined(separator: "、")) 核对，没有登记："
        + "登记错的先\(using: .undoMatch)撤销，重复支付的追回后登记退票"
    case .doesNotHold(let references):
      "流水 \(references.map(\.printed).joined(separator: "、")) 与所写的凭证不能一起登记：请分开核对"
    case .notMatched(let reference):
      "流水 \(reference) 没有与任何凭证核对，不用撤销"
    case .setAside(let decision):
      "\(decision.words)，不参加核对：确是本账的，先\(using: .takeBackSetAside(decision.reference))撤销另列"
    case .alreadyMatched(let references, let vouchers, let act):
      "流水 \(references.map(\.printed).joined(separator: "、")) 已经与凭证 "
        + "\(vouchers.map(\.printed).joined(separator: "、")) 核对\(act.aside)：没有再登记"
    }
  }
}

extension StatementMatching {
  fileprivate func match(of reference: BankReference) -> Match? {
    matches.first { $0.lines.contains { $0.reference == reference } }
  }
}

extension BankLine {
  /// What was decided of the line, to be kept.
  fileprivate func decision(
    _ kind: BankMatch.Kind, _ movements: [Movement], _ reason: String
  ) -> BankMatch {
    BankMatch(
      reference: reference, vouchers: movements.numbers(for: amount), kind: kind, reason: reason)
  }
}

/// Everything recorded by now that the statement is matched from.
private struct Treasury {
  let lines: [BankLine]
  let payments: [PaymentLine]
  let decisions: [BankMatch]
  let setAsides: [BankSetAside]

  init(_ ledger: LedgerSnapshot) throws {
    var lines: [BankLine] = []
    try ledger.treasury.forEachLine { lines.append($0) }
    var payments: [PaymentLine] = []
    try ledger.payments.forEachLine { payments.append($0) }
    self.lines = lines
    self.payments = payments
    decisions = try ledger.treasury.matches()
    setAsides = try ledger.treasury.setAsides()
  }

  func matching() throws -> StatementMatching? {
    try .of(lines, and: payments, decisions: decisions, setAsides: setAsides, asOf: .latest)
  }

  /// Refuses to match lines once more as they are.
  ///
  /// - Parameters:
  ///   - references: The lines.
  ///   - vouchers: What they are to be matched with.
  ///   - act: Gives the act that decided about a line.
  /// - Throws: ``MatchRefusal/alreadyMatched(_:_:_:)``.
  func checkNotMatched(
    _ references: Set<BankReference>, with vouchers: [VoucherNumber],
    by act: (BankReference) throws -> EarlierAct?
  ) throws {
    let match = try matching()?.matches.first { match in
      match.stage == .posted && Set(match.lines.map(\.reference)) == references
    }
    guard let match, let line = match.lines.first,
      try movements(Set(vouchers).sorted(), for: match.lines, near: { _ in [] })
        == match.movements
    else { return }
    throw MatchRefusal.alreadyMatched(
      references.sorted(), match.movements.numbers(for: line.amount), try act(line.reference))
  }

  /// The movements that a person may match some lines with, in order.
  ///
  /// - Parameters:
  ///   - vouchers: As they are named.
  ///   - lines: The lines.
  ///   - near: Gives the vouchers that were probably meant.
  /// - Returns: At least one.
  /// - Throws: ``MatchRefusal`` for the first condition that fails.
  func movements(
    _ vouchers: [VoucherNumber], for lines: [BankLine],
    near: (VoucherNumber) throws -> [String]
  ) throws -> [Movement] {
    let book = try MovementBook(payments, asOf: .latest)
    let sum = try lines.map(\.amount).total()
    for number in vouchers where book.movements(named: [number], for: sum) == nil {
      let isKnown = payments.contains { $0.id.voucher == number }
      throw isKnown
        ? MatchRefusal.onlyCorrects(number) : .unknownVoucher(number, near: try near(number))
    }
    let found = book.movements(named: vouchers, for: sum) ?? []
    let movements = found.map { book.movements[$0] }
    guard lines.count == 1 || movements.count == 1 else {
      throw MatchRefusal.severalWithSeveral(lines: lines.count, movements: movements.count)
    }
    let ledger = try movements.map(\.amount).total()
    guard sum == ledger else { throw MatchRefusal.sumsDiffer(bank: sum, ledger: ledger) }
    let own = Set(lines.map(\.reference))
    for match in try matching()?.matches ?? []
    where match.stage == .posted || match.stage == .byNumber {
      let others = match.lines.map(\.reference).filter { !own.contains($0) }
      if !others.isEmpty, let taken = match.movements.first(where: movements.contains) {
        throw MatchRefusal.movementTaken(taken, by: others)
      }
    }
    return movements
  }
}

extension TreasuryStatement {
  /// A line that is the ledger's.
  fileprivate func ownLine(_ reference: BankReference) throws -> BankLine {
    let line = try registeredLine(reference)
    if let decision = try setAside(reference)?.decision, decision.kind == .setAside {
      throw MatchRefusal.setAside(decision)
    }
    return line
  }
}
