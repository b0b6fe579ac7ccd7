import LedgerCore
import TestSupport

extension LedgerModel {
  mutating func takePayment(_ step: Step, _ told: Verdict?) throws -> Int {
    switch step {
    case .pay: try pay(step, told)
    case .reverse: try reverse(step)
    default: break
    }
    return 1
  }

  private mutating func pay(_ step: Step, _ told: Verdict?) throws {
    guard
      case .pay(
        let voucher, let number, let on, let orderedUse, let cited, let document, let fen,
        let payee,
        let reissues, let isForced) = step
    else { return }
    let subject = try cited.subject()
    let voucherNumber = try VoucherNumber.of(voucher)
    let usual: PaymentUse =
      subject.caseNumber != nil ? .perCaseSubsidy : subject.dutyNumber != nil ? .duty : .other
    let use = orderedUse ?? usual
    guard fits(use, subject) else { throw Refused("subjectDoesNotFitUse") }
    let others = lines(of: voucherNumber)
    guard others.isEmpty || number != nil else { throw Refused("lineNumberNeeded") }
    if fen == nil || payee == nil { try checkRegistered(subject) }
    let firm =
      subject.caseNumber.flatMap(legalAidCase)?.firm
      ?? subject.dutyNumber.flatMap(shift)?.firm
    guard let payee = payee ?? firm else { throw Refused("payeeMissing") }
    var line = PaymentLine(
      id: PaymentLineID(voucher: others.first?.id.voucher ?? voucherNumber, line: number ?? 1),
      paidOn: try .of(on), use: use, subject: subject, document: try .of(document),
      amount: Money(fen: try fen ?? unpaid(subject, use)), payee: payee)
    line.lawyer = lawyer(of: subject)
    try checkVoucher(line)
    let first = try reissues.map { try PaymentLineID.of($0) }
    if let first { try checkReissue(of: first, by: line) }
    if !isForced {
      let standing = try standing(on: subject)
      let rules = try stoppingRules(adding: [line]) + standing.certain
      try refuse(for: rules, open: standing.open, told)
    }
    try put(line)
    if let first { self.reissues[first, default: 0] += 1 }
  }

  /// What is left out of an order is the register's to say.
  private func checkRegistered(_ subject: PaymentSubject) throws {
    if let number = subject.caseNumber { _ = try registered(number.printed) }
    if let number = subject.dutyNumber { _ = try registeredShift(number.printed) }
  }

  func lawyer(of subject: PaymentSubject) -> String? {
    subject.caseNumber.flatMap(legalAidCase)?.lawyer
      ?? subject.dutyNumber.flatMap(shift)?.lawyer
  }

  /// 以案定补 requires a case, 值班律师 a shift; other uses may cite a case, never a shift.
  func fits(_ use: PaymentUse, _ subject: PaymentSubject) -> Bool {
    switch use {
    case .perCaseSubsidy: subject.caseNumber != nil
    case .duty: subject.dutyNumber != nil
    default: subject.dutyNumber == nil
    }
  }

  /// What is approved on the case, or due for a shift, less everything paid.
  private func unpaid(_ subject: PaymentSubject, _ use: PaymentUse) throws -> Int64 {
    let due: Int64
    switch subject {
    case .legalAidCase(let number) where use == .perCaseSubsidy:
      var checker = try NaiveChecker(book, year: Day.latest.fiscalYear, asOf: .latest)
      checker.isExplainedRepeat = isExplainedRepeat
      due = checker.now.approved(on: number)
    case .dutyShift(let number): due = shift(number)?.amount.fen ?? 0
    default: throw Refused("amountMissing")
    }
    let paid = book.lines.filter { $0.subject == subject && $0.use == use }
      .reduce(0) { $0 + ($1.isReversal ? -$1.amount.fen : $1.amount.fen) }
    guard due > paid else { throw Refused("nothingLeftToPay") }
    return due - paid
  }

  /// One voucher has one day and one payee, and each line once.
  func checkVoucher(_ line: PaymentLine) throws(Refused) {
    let others = lines(of: line.id.voucher)
    guard let other = others.first else { return }
    if other.paidOn != line.paidOn { throw Refused("otherDay") }
    if name(other.payee) != name(line.payee) { throw Refused("otherPayee") }
    if others.contains(where: { $0.id.line == line.id.line }) { throw Refused("lineTaken") }
  }

  /// A payment is made again for the same thing, once for each time the bank returned it by then.
  private func checkReissue(of first: PaymentLineID, by line: PaymentLine) throws(Refused) {
    guard let paid = self.line(first) else { throw Refused("notRegistered") }
    guard paid.use == line.use, paid.subject == line.subject else {
      throw Refused("reissueDiffers")
    }
    let returns = book.lines.filter { reversal in
      reversal.reverses?.id == first && bankReturns.contains(reversal.id)
        && reversal.paidOn <= line.paidOn
    }
    guard returns.count > reissues[first, default: 0] else { throw Refused("notReturned") }
  }

  /// The block rules that lines of one payment would break: in its year as it ends, and with all
  /// that is recorded by now in that and in every other year of what it pays.
  func stoppingRules(adding lines: [PaymentLine]) throws -> [String] {
    try brought(by: lines).filter { $0.severity == "block" }.map(\.rule)
  }

  /// What lines of one payment would bring about; or only what is worse than what stands.
  func brought(
    by lines: [PaymentLine], isWorseOnly: Bool = false
  ) throws -> [NaiveChecker.Statement] {
    guard let first = lines.first else { return [] }
    var before = InventedBook()
    if let number = first.subject.caseNumber {
      before.cases = book.cases.filter { $0.number == number }
      before.claims = book.claims.filter { $0.caseNumber == number }
    }
    before.shifts = book.shifts.filter { .dutyShift($0.number) == first.subject }
    let documents = Set(lines.map(\.document))
    before.appropriations = book.appropriations.filter { documents.contains($0.id.document) }
    before.changes = book.changes.filter { documents.contains($0.appropriation.document) }
    before.lines = book.lines.filter { other in
      documents.contains(other.document) || isSameAccount(other.subject, first.subject)
    }
    var after = before
    after.lines += lines
    let own = first.paidOn.fiscalYear
    let others = Set(
      book.lines.filter { isSameAccount($0.subject, first.subject) }.map(\.paidOn.fiscalYear)
      // What a document pays for is judged once its money is there.
    ).union(before.appropriations.map(\.receivedOn.fiscalYear).filter { $0 > own })
      .subtracting([own])
    var periods = [(own, own.lastDay), (own, Day.latest)]
    periods += others.map { ($0, Day.latest) }
    return try periods.flatMap { year, asOf in
      let old = try statements(of: before, year: year, asOf: asOf)
      return Self.fresh(try statements(of: after, year: year, asOf: asOf), since: old)
        .filter { new in
          !isWorseOnly
            || !old.contains {
              new.fen > 0 && $0.rule == new.rule && $0.subject == new.subject && $0.fen >= new.fen
            }
        }
    }
  }

  private func isSameAccount(_ one: PaymentSubject, _ two: PaymentSubject) -> Bool {
    one != .none && one == two
  }

  private mutating func reverse(_ step: Step) throws {
    guard
      case .reverse(let line, let by, let byLine, let on, let fen, let isBankReturn) = step
    else { return }
    let target = try PaymentLineID.of(line)
    let voucher = try VoucherNumber.of(by)
    let others = lines(of: voucher)
    guard byLine != nil || others.isEmpty else { throw Refused("reversalLineNeeded") }
    guard !lines(of: target.voucher).isEmpty else { throw Refused("notRegistered") }
    guard let paid = self.line(target) else { throw Refused("reversedLineMissing") }
    guard !paid.isReversal else { throw Refused("reversesReversal") }
    guard left(of: paid.id) > 0 else { throw Refused("alreadyReversed") }
    let reversal = PaymentLine(
      id: PaymentLineID(voucher: others.first?.id.voucher ?? voucher, line: byLine ?? 1),
      paidOn: try .of(on), use: paid.use, subject: paid.subject, document: paid.document,
      amount: Money(fen: fen ?? left(of: paid.id)), payee: paid.payee, lawyer: paid.lawyer,
      reverses: ReversedLine(
        id: paid.id, paidOn: paid.paidOn, kind: isBankReturn ? .bankReturn : .correction))
    try checkVoucher(reversal)
    try checkReversal(reversal, of: paid)
    try put(reversal)
    if isBankReturn { bankReturns.insert(reversal.id) }
  }

  /// A reversal is not dated before its line and takes back no more than is left.
  func checkReversal(_ reversal: PaymentLine, of paid: PaymentLine) throws(Refused) {
    if reversal.paidOn < paid.paidOn { throw Refused("reversedBeforePaid") }
    if reversal.amount.fen > left(of: paid.id) { throw Refused("reversedTooMuch") }
  }
}
