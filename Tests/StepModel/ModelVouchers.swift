import LedgerCore
import TestSupport

// Vouchers as wholes: taken back, made again after the bank returned them, corrected inside.

extension LedgerModel {
  mutating func takeVoucher(_ step: Step, _ told: Verdict?) throws -> Int {
    switch step {
    case .reverseVoucher(let voucher, let by, let on, let isBankReturn):
      return try reverse(
        .of(voucher), by: .of(by), on: .of(on), isBankReturn ? .bankReturn : .correction)
    case .payAgain(let returned, let voucher, let on, let payee, let isForced):
      return try payAgain(
        .of(returned), as: .of(voucher), on: .of(on), payee: payee, isForced: isForced, told)
    case .recharge(let voucher, let line, let document, let use, let isForced):
      return try recharge(
        .of(voucher), line: line, document.map { try .of($0) }, use, isForced: isForced, told)
    default: return 0
    }
  }

  /// The payments of a voucher, or the one that is named, of which something is left.
  private func live(_ voucher: VoucherNumber, line: Int?) throws -> [PaymentLine] {
    if let line {
      let id = PaymentLineID(voucher: voucher, line: line)
      guard !lines(of: voucher).isEmpty else { throw Refused("notRegistered") }
      guard let paid = self.line(id) else { throw Refused("reversedLineMissing") }
      guard !paid.isReversal else { throw Refused("reversesReversal") }
      guard left(of: paid.id) > 0 else { throw Refused("alreadyReversed") }
      return [paid]
    }
    let all = lines(of: voucher)
    guard !all.isEmpty else { throw Refused("notRegistered") }
    let payments = all.filter { !$0.isReversal }
    guard !payments.isEmpty else { throw Refused("reversesReversal") }
    let live = payments.filter { left(of: $0.id) > 0 }
    guard !live.isEmpty else { throw Refused("alreadyReversed") }
    return live
  }

  private func takenBack(
    _ paid: PaymentLine, as id: PaymentLineID, on day: Day, _ kind: ReversalKind
  ) -> PaymentLine {
    PaymentLine(
      id: id, paidOn: day, use: paid.use, subject: paid.subject, document: paid.document,
      amount: Money(fen: left(of: paid.id)), payee: paid.payee, lawyer: paid.lawyer,
      reverses: ReversedLine(id: paid.id, paidOn: paid.paidOn, kind: kind))
  }

  /// Everything that is left, under the numbers of the lines.
  private mutating func reverse(
    _ voucher: VoucherNumber, by reversal: VoucherNumber, on day: Day, _ kind: ReversalKind
  ) throws -> Int {
    guard lines(of: reversal).isEmpty else { throw Refused("reversalLineNeeded") }
    let live = try live(voucher, line: nil)
    for paid in live {
      let line = takenBack(
        paid, as: PaymentLineID(voucher: reversal, line: paid.id.line), on: day, kind)
      try checkReversal(line, of: paid)
      try put(line)
      if kind == .bankReturn { bankReturns.insert(line.id) }
    }
    return live.count
  }

  /// What came back under a voucher and nobody made again yet, with what was paid first.
  private func unpaidReturns(
    _ returned: VoucherNumber, on day: Day
  ) throws -> [(reversal: PaymentLine, first: PaymentLine)] {
    let all = lines(of: returned)
    guard !all.isEmpty else { throw Refused("notRegistered") }
    let returns = all.filter { bankReturns.contains($0.id) }
    guard let any = returns.first else { throw Refused("noBankReturn") }
    if day < any.paidOn { throw Refused("paidAgainBeforeReturn") }
    let pairs = returns.compactMap { reversal in
      reversal.reverses.flatMap { self.line($0.id) }.map { (reversal: reversal, first: $0) }
    }
    let isMadeAgain = pairs.contains { reversal, first in
      let inOrder = book.lines.filter {
        $0.reverses?.id == first.id && bankReturns.contains($0.id)
      }.sorted { ($0.paidOn, $0.id) < ($1.paidOn, $1.id) }
      let place = inOrder.firstIndex { $0.id == reversal.id } ?? 0
      return place < reissues[first.id, default: 0]
    }
    if isMadeAgain { throw Refused("alreadyPaidAgain") }
    return pairs
  }

  private mutating func payAgain(
    _ returned: VoucherNumber, as voucher: VoucherNumber, on day: Day, payee: String?,
    isForced: Bool, _ told: Verdict?
  ) throws -> Int {
    let pairs = try unpaidReturns(returned, on: day)
    guard lines(of: voucher).isEmpty else { throw Refused("voucherInUse") }
    let made = pairs.enumerated().map { index, pair in
      PaymentLine(
        id: PaymentLineID(voucher: voucher, line: index + 1), paidOn: day, use: pair.first.use,
        subject: pair.first.subject, document: pair.first.document, amount: pair.reversal.amount,
        payee: payee ?? pair.first.payee, lawyer: pair.first.lawyer)
    }
    if !isForced {
      var rules: [String] = []
      var open: Set<String> = []
      for own in grouped(made) {
        let standing = try standing(on: own[0].subject)
        rules += standing.certain
        open.formUnion(standing.open)
      }
      let before = book.lines
      for own in grouped(made) {
        rules += try brought(by: own).filter {
          $0.severity == "block" || ["P09", "D07"].contains($0.rule)
        }.map(\.rule)
        book.lines += own
      }
      book.lines = before
      try refuse(for: rules, open: open, told)
    }
    for (line, pair) in zip(made, pairs) {
      try put(line)
      reissues[pair.first.id, default: 0] += 1
    }
    return made.count * 2
  }

  private mutating func recharge(
    _ voucher: VoucherNumber, line: Int?, _ document: DocumentNumber?, _ use: PaymentUse?,
    isForced: Bool, _ told: Verdict?
  ) throws -> Int {
    let wrong = try live(voucher, line: line).filter {
      (document ?? $0.document) != $0.document || (use ?? $0.use) != $0.use
    }
    guard !wrong.isEmpty, let last = lines(of: voucher).last else {
      throw Refused("nothingToRecharge")
    }
    var draft: [PaymentLine] = []
    for paid in wrong {
      guard fits(use ?? paid.use, paid.subject) else { throw Refused("subjectDoesNotFitUse") }
      let next = { PaymentLineID(voucher: paid.id.voucher, line: last.id.line + draft.count + $0) }
      let (back, right) = (next(1), next(2))
      draft.append(takenBack(paid, as: back, on: paid.paidOn, .correction))
      draft.append(
        PaymentLine(
          id: right, paidOn: paid.paidOn, use: use ?? paid.use, subject: paid.subject,
          document: document ?? paid.document, amount: Money(fen: left(of: paid.id)),
          payee: paid.payee, lawyer: paid.lawyer))
    }
    if !isForced {
      var rules: [String] = []
      let before = book.lines
      for own in grouped(draft) {
        let uses = zip(own.filter(\.isReversal), own.filter { !$0.isReversal })
        let keepsUse = uses.allSatisfy { $0.use == $1.use }
        rules += try brought(by: own, isWorseOnly: true).filter {
          $0.severity == "block" && (!keepsUse || $0.rule.hasPrefix("F"))
        }.map(\.rule)
        book.lines += own
      }
      book.lines = before
      try refuse(for: rules, open: [], told)
    }
    for line in draft { try put(line) }
    return draft.count
  }

  /// The lines of each case or shift, in the order of their first ones, and of neither.
  private func grouped(_ lines: [PaymentLine]) -> [[PaymentLine]] {
    var subjects: [PaymentSubject] = []
    for line in lines where !subjects.contains(line.subject) { subjects.append(line.subject) }
    return subjects.map { subject in lines.filter { $0.subject == subject } }
  }
}
