import LedgerCore
import TestSupport

/// What became of one row.
enum RowOutcome {
  case added
  /// Added or known already, which the contract leaves open.
  case addedPerhaps
  case filled
  case amended
  case unchanged
}

/// A cell of a row and what stands there: the same where both say the same.
struct CellPair {
  let old: String?
  let new: String?
  var mayBeFilled = true

  var isFilled: Bool { old == nil && new != nil }
  var isChanged: Bool { old != nil && new != nil && old != new }
}

extension LedgerModel {
  /// Takes in rows all or not at all; a row that rests on another waits for the rest.
  mutating func takeImport(
    _ rows: [Row], isAmending: Bool, spoiled: Int?, _ told: Verdict?
  ) throws -> (String, Int) {
    let facts = try rows.map { try $0.fact() }
    let explained = try explanations(in: facts, spoiled: spoiled)
    var faults: Set<Int> = []
    var outcomes: [RowOutcome] = []
    let readable = facts.indices.filter { $0 != spoiled && isWellFormed(facts[$0]) }
    faults.formUnion(Set(facts.indices).subtracting(readable))
    let waiting = readable.filter { isWaiting(facts[$0]) }
    for index in readable.filter({ !waiting.contains($0) }) + waiting {
      do {
        outcomes.append(
          try explained[index].map { takeRow($0) } ?? takeRow(facts[index], isAmending))
      } catch is Refused {
        faults.insert(index)
      }
    }
    guard faults.isEmpty else {
      throw Refused("rows \(faults.sorted().map(String.init).joined(separator: " "))")
    }
    func count(_ outcome: RowOutcome) -> Int { outcomes.count { $0 == outcome } }
    let words = { (added: Int) in
      let unchanged = outcomes.count - added - count(.filled) - count(.amended)
      return "\(added) \(count(.filled)) \(count(.amended)) \(unchanged)"
    }
    // Whether an explanation was given before is open where facts near it changed since.
    let possible = count(.added)...count(.added) + count(.addedPerhaps)
    let added = possible.first { told == .accepted(words($0)) } ?? possible.lowerBound
    return (words(added), added + count(.filled) + count(.amended))
  }

  /// Whether a row names another, which may come after it.
  private func isWaiting(_ fact: RowFact) -> Bool {
    switch fact {
    case .payment(let line): line.isReversal
    case .change, .match: true
    default: false
    }
  }

  private func isWellFormed(_ fact: RowFact) -> Bool {
    switch fact {
    case .payment(let line):
      fits(line.use, line.subject) || (line.isReversal && line.subject == .none)
    case .change(let change, _):
      change.amount.fen > 0 || (change.amount.fen < 0 && change.kind == .adjustment)
    case .explanation(let row):
      row.second.map { name($0) != name(ModelOffice.explainer) } ?? true
    default: true
    }
  }

  private mutating func takeRow(_ fact: RowFact, _ isAmending: Bool) throws -> RowOutcome {
    try checkRowStands(fact)
    return switch fact {
    case .appropriation(let fact): try takeRow(fact, isAmending)
    case .ofCase(let fact): try takeRow(fact, isAmending)
    case .claim(let fact): try takeRow(fact, isAmending)
    case .duty(let fact): try takeRow(fact, isAmending)
    case .payment(let fact): try takeRow(fact)
    case .bank(let fact): try takeRow(fact)
    case .change(let fact, let number): try takeRow(fact, number: number)
    case .opening(let fact): try takeRow(fact, isAmending)
    case .match(let fact): try takeRow(fact, isAmending)
    case .explanation: .unchanged
    }
  }

  /// A row of something void is a fault: it stands, or comes in, no more.
  private func checkRowStands(_ fact: RowFact) throws {
    let isVoid =
      switch fact {
      case .appropriation(let fact): void.appropriations.contains { $0.id == fact.id }
      case .ofCase(let fact): void.cases.contains { $0.number == fact.number }
      case .claim(let fact): void.claims.contains { $0.number == fact.number }
      case .duty(let fact): void.shifts.contains { $0.number == fact.number }
      case .bank(let fact): void.bankLines.contains { $0.reference == fact.reference }
      default: false
      }
    if isVoid { throw Refused("isVoid") }
  }

  /// Compares a known row cell by cell; refuses a changed cell that may not be amended.
  func outcome(_ cells: [CellPair], _ isAmending: Bool) throws -> RowOutcome {
    let changed = cells.contains(where: \.isChanged)
    if changed, !isAmending { throw Refused("conflict") }
    if cells.contains(where: { $0.isFilled && !$0.mayBeFilled }) { throw Refused("conflict") }
    return changed ? .amended : cells.contains(where: \.isFilled) ? .filled : .unchanged
  }

  private mutating func takeRow(_ new: Appropriation, _ isAmending: Bool) throws -> RowOutcome {
    guard let old = row(new.id) else {
      try put(new)
      return .added
    }
    let outcome = try outcome(
      [
        CellPair(old: "\(old.source)", new: "\(new.source)"),
        CellPair(old: "\(old.receivedOn)", new: "\(new.receivedOn)"),
        CellPair(old: "\(old.amount)", new: "\(new.amount)"),
        CellPair(old: "\(old.originYear)", new: "\(new.originYear)"),
      ], isAmending)
    if outcome == .unchanged { return outcome }
    try put(
      Appropriation(
        id: old.id, source: new.source, receivedOn: new.receivedOn, amount: new.amount,
        permittedUses: old.permittedUses, originYear: new.originYear, note: old.note))
    return outcome
  }

  private mutating func takeRow(_ new: LegalAidCase, _ isAmending: Bool) throws -> RowOutcome {
    guard let old = legalAidCase(new.number) else {
      try put(new)
      return .added
    }
    let outcome = try outcome(
      [
        CellPair(old: name(old.recipient), new: name(new.recipient)),
        CellPair(old: "\(old.acceptedOn)", new: "\(new.acceptedOn)"),
        CellPair(old: old.firm.map(name), new: new.firm.map(name)),
        CellPair(old: old.closing.map { "\($0.on)" }, new: new.closing.map { "\($0.on)" }),
        CellPair(
          old: old.closing.map { "\($0.outcome)" }, new: new.closing.map { "\($0.outcome)" }),
        CellPair(old: old.filedOn.map { "\($0)" }, new: new.filedOn.map { "\($0)" }),
        CellPair(
          old: old.judgmentNumber.map { name($0.printed) },
          new: new.judgmentNumber.map { name($0.printed) }),
      ], isAmending)
    if outcome == .unchanged { return outcome }
    var merged = old
    if name(old.recipient) != name(new.recipient) { merged.recipient = new.recipient }
    merged.acceptedOn = new.acceptedOn
    if let firm = new.firm, old.firm.map(name) != name(firm) { merged.firm = firm }
    merged.closing = new.closing ?? old.closing
    merged.filedOn = new.filedOn ?? old.filedOn
    if new.judgmentNumber != old.judgmentNumber {
      merged.judgmentNumber = new.judgmentNumber ?? old.judgmentNumber
    }
    try put(merged)
    return outcome
  }

  private mutating func takeRow(_ new: Claim, _ isAmending: Bool) throws -> RowOutcome {
    guard let old = claim(new.number) else {
      try put(new)
      return .added
    }
    let outcome = try outcome(
      [
        CellPair(old: name(old.caseNumber.printed), new: name(new.caseNumber.printed)),
        CellPair(old: "\(old.claimedOn)", new: "\(new.claimedOn)"),
        CellPair(old: "\(old.claimedAmount)", new: "\(new.claimedAmount)"),
        CellPair(old: old.approval.map { "\($0.on)" }, new: new.approval.map { "\($0.on)" }),
        CellPair(
          old: old.approval.map { "\($0.amount)" }, new: new.approval.map { "\($0.amount)" }),
      ], isAmending)
    if outcome == .unchanged { return outcome }
    var merged = old
    if new.caseNumber != old.caseNumber { merged.caseNumber = new.caseNumber }
    merged.claimedOn = new.claimedOn
    merged.claimedAmount = new.claimedAmount
    merged.approval = new.approval ?? old.approval
    try put(merged)
    return outcome
  }

  private mutating func takeRow(_ new: DutyShift, _ isAmending: Bool) throws -> RowOutcome {
    guard let old = shift(new.number) else {
      try put(new)
      return .added
    }
    let outcome = try outcome(
      [
        CellPair(old: "\(old.servedOn)", new: "\(new.servedOn)"),
        CellPair(old: name(old.lawyer), new: name(new.lawyer)),
        CellPair(old: name(old.firm), new: name(new.firm)),
        CellPair(old: "\(old.quantity.tenths)", new: "\(new.quantity.tenths)"),
        CellPair(old: "\(old.rate)", new: "\(new.rate)"),
        CellPair(old: "\(old.amount)", new: "\(new.amount)"),
      ], isAmending)
    if outcome == .unchanged { return outcome }
    try put(
      DutyShift(
        number: old.number, servedOn: new.servedOn, site: old.site,
        lawyer: name(old.lawyer) == name(new.lawyer) ? old.lawyer : new.lawyer,
        firm: name(old.firm) == name(new.firm) ? old.firm : new.firm, quantity: new.quantity,
        unit: new.unit, rate: new.rate, amount: new.amount))
    return outcome
  }
}

// MARK: - Payments and bank lines: nothing in them is amended

extension LedgerModel {
  private mutating func takeRow(_ new: PaymentLine) throws -> RowOutcome {
    if let old = line(new.id) {
      let outcome = try outcome(cells(old, new), false)
      if outcome == .filled { try fill(lawyer: new.lawyer, of: old) }
      return outcome
    }
    guard let target = new.reverses?.id else {
      try checkVoucher(new)
      try put(asPrinted(new, reverses: nil))
      return .added
    }
    guard let paid = line(target) else { throw Refused("reversedLineMissing") }
    guard !paid.isReversal else { throw Refused("reversesReversal") }
    var completed = asPrinted(new, reverses: ReversedLine(id: paid.id, paidOn: paid.paidOn))
    if completed.subject == .none { completed.subject = paid.subject }
    completed.lawyer = completed.lawyer ?? paid.lawyer
    try checkVoucher(completed)
    try checkReversal(completed, of: paid)
    let isSame =
      completed.use == paid.use && completed.subject == paid.subject
      && completed.document == paid.document && name(completed.payee) == name(paid.payee)
      && (paid.lawyer == nil || completed.lawyer == paid.lawyer)
    guard isSame else { throw Refused("differsFromReversed") }
    try put(completed)
    return .added
  }

  /// The line under its voucher's number as that was first written.
  private func asPrinted(_ line: PaymentLine, reverses: ReversedLine?) -> PaymentLine {
    let voucher = lines(of: line.id.voucher).first?.id.voucher ?? line.id.voucher
    var printed = PaymentLine(
      id: PaymentLineID(voucher: voucher, line: line.id.line), paidOn: line.paidOn, use: line.use,
      subject: line.subject, document: line.document, amount: line.amount, payee: line.payee,
      lawyer: line.lawyer, reverses: reverses)
    printed.subject = line.subject
    return printed
  }

  private func cells(_ old: PaymentLine, _ new: PaymentLine) -> [CellPair] {
    func key(_ subject: PaymentSubject) -> (String?, String?) {
      (subject.caseNumber.map { name($0.printed) }, subject.dutyNumber.map { name($0.printed) })
    }
    let (oldKey, newKey) = (key(old.subject), key(new.subject))
    return [
      CellPair(old: "\(old.paidOn)", new: "\(new.paidOn)"),
      CellPair(old: "\(old.use)", new: "\(new.use)"),
      CellPair(old: oldKey.0, new: newKey.0, mayBeFilled: false),
      CellPair(old: oldKey.1, new: newKey.1, mayBeFilled: false),
      CellPair(old: name(old.document.printed), new: name(new.document.printed)),
      CellPair(old: "\(old.amount)", new: "\(new.amount)"),
      CellPair(old: name(old.payee), new: name(new.payee)),
      CellPair(old: old.lawyer.map(name), new: new.lawyer.map(name)),
      CellPair(
        old: old.reverses.map { name($0.id.description) },
        new: new.reverses.map { name($0.id.description) }, mayBeFilled: false),
      CellPair(
        old: old.reverses.map { "\($0.kind)" }, new: new.reverses.map { "\($0.kind)" },
        mayBeFilled: false),
    ]
  }

  private mutating func fill(lawyer: String?, of old: PaymentLine) throws {
    let kin = book.lines.filter { $0.reverses?.id == old.id || $0.id == old.reverses?.id }
    let named = kin.compactMap(\.lawyer).map(name)
    guard named.allSatisfy({ $0 == lawyer.map(name) }) else { throw Refused("otherLawyer") }
    for index in book.lines.indices where book.lines[index].id == old.id {
      book.lines[index].lawyer = lawyer
    }
  }

  private mutating func takeRow(_ new: BankLine) throws -> RowOutcome {
    guard let old = book.bankLines.first(where: { $0.reference == new.reference }) else {
      try put(new)
      return .added
    }
    let outcome = try outcome(
      [
        CellPair(old: "\(old.bookedOn)", new: "\(new.bookedOn)"),
        CellPair(old: "\(old.amount)", new: "\(new.amount)"),
        CellPair(old: name(old.payee), new: name(new.payee)),
        CellPair(
          old: old.voucher.map { name($0.printed) }, new: new.voucher.map { name($0.printed) }),
      ], false)
    if outcome == .filled {
      try check(old.bookedOn)
      for index in book.bankLines.indices where book.bankLines[index].reference == old.reference {
        book.bankLines[index].voucher = new.voucher
      }
    }
    return outcome
  }
}
