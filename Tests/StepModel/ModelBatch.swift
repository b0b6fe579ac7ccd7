import LedgerCore
import TestSupport

/// One thing a batch pays.
private struct DueItem {
  let subject: PaymentSubject
  let use: PaymentUse
  let payee: String
  let lawyer: String?
  let fen: Int64
}

extension LedgerModel {
  /// Pays everything that is approved or served and unpaid by a day, all or nothing.
  mutating func takeBatch(
    on paidOn: Day, prefix: String, quarter: String?, _ told: Verdict?
  ) throws -> (String, Int) {
    let months = quarter.flatMap { text in text.last?.wholeNumberValue }.map { $0 * 3 - 2...$0 * 3 }
    let year = quarter.flatMap { Int($0.prefix(4)) }
    let isCounted = { (day: Day) in
      months.map { $0.contains(day.month) && day.year == year } ?? true
    }
    // What somebody has to look at first is left out; where that is open, the ledger may say.
    let due = try (dueCases(on: paidOn, isCounted) + dueShifts(on: paidOn, isCounted))
      .map { (item: $0, standing: try standing(on: $0.subject)) }
      .filter(\.standing.certain.isEmpty)
    let open = due.indices.filter { !due[$0].standing.open.isEmpty }.prefix(6)
    for choice in 1..<max(1 << open.count, 1) {
      let held = Set(open.enumerated().filter { choice >> $0.offset & 1 == 1 }.map(\.element))
      var draft = self
      let rest = due.indices.filter { !held.contains($0) }.map { due[$0].item }
      do {
        let (words, count) = try draft.pay(rest, on: paidOn, prefix: prefix)
        guard told == .accepted(words) else { continue }
        self = draft
        return (words, count)
      } catch let refused as Refused {
        if told == .refused(refused.why) { throw refused }
      }
    }
    return try pay(due.map(\.item), on: paidOn, prefix: prefix)
  }

  private mutating func pay(
    _ due: [DueItem], on paidOn: Day, prefix: String
  ) throws -> (String, Int) {
    guard !due.isEmpty else { throw Refused("nothingToPay") }
    let payees = Set(due.map { name($0.payee) }).sorted {
      $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
    }
    var made: [PaymentLine] = []
    var stopping: [String] = []
    var pots = try pots(on: paidOn)
    let before = self
    var vouchers = 0
    for payee in payees {
      // One voucher for each appropriation, numbered as they are first drawn on.
      var open: [AppropriationID: (voucher: VoucherNumber, count: Int)] = [:]
      for item in due where name(item.payee) == payee {
        var own: [PaymentLine] = []
        for (id, fen) in try draw(item, from: &pots) {
          if open[id] == nil {
            vouchers += 1
            let number = String(String(1_000 + vouchers).dropFirst())
            let voucher = try VoucherNumber.of(prefix + number)
            guard before.lines(of: voucher).isEmpty else { throw Refused("voucherTaken") }
            open[id] = (voucher, 0)
          }
          guard let (voucher, count) = open[id] else { continue }
          open[id] = (voucher, count + 1)
          own.append(
            PaymentLine(
              id: PaymentLineID(voucher: voucher, line: count + 1), paidOn: paidOn, use: item.use,
              subject: item.subject, document: id.document, amount: Money(fen: fen),
              payee: item.payee, lawyer: item.lawyer))
        }
        stopping += try stoppingRules(adding: own)
        // What is made counts before the next is asked about; whether the year takes it comes last.
        book.lines += own
        made += own
      }
    }
    if !stopping.isEmpty { throw Refused(rules: stopping) }
    book.lines = before.book.lines
    made.sort { $0.id < $1.id }
    for line in made { try put(line) }
    let words = made.map {
      "\($0.id) \($0.subject.caseNumber?.key ?? $0.subject.dutyNumber?.key ?? "") \($0.amount.fen)"
    }
    return (words.joined(separator: "; "), made.count)
  }

  /// What was paid by a day, and what was paid later, less what was taken back by the day.
  private func netPaid(_ subject: PaymentSubject, _ use: PaymentUse, on day: Day) -> Int64 {
    book.lines.filter { $0.subject == subject && $0.use == use }.reduce(0) { sum, line in
      if !line.isReversal { return sum + line.amount.fen }
      return line.paidOn <= day ? sum - line.amount.fen : sum
    }
  }

  private func isAwaitingReissue(_ subject: PaymentSubject) -> Bool {
    book.lines.contains { line in
      let returns = book.lines.filter {
        $0.reverses?.id == line.id && bankReturns.contains($0.id)
      }
      return line.subject == subject && returns.count > reissues[line.id, default: 0]
    }
  }

  /// Cases in the order of their numbers.
  private func dueCases(on day: Day, _ isCounted: (Day) -> Bool) throws -> [DueItem] {
    var checker = try NaiveChecker(book, year: day.fiscalYear, asOf: day)
    checker.isExplainedRepeat = isExplainedRepeat
    return checker.seenCases.sorted { $0.number < $1.number }.compactMap { fact in
      let approvals = checker.approvals.filter { $0.claim.caseNumber == fact.number }
      let subject = PaymentSubject.legalAidCase(fact.number)
      let unpaid =
        checker.now.approved(on: fact.number) - netPaid(subject, .perCaseSubsidy, on: day)
      guard unpaid > 0, approvals.contains(where: { isCounted($0.on) }),
        let closing = fact.closing, closing.on <= day,
        closing.outcome == .closed || approvals.contains(where: { $0.on >= closing.on }),
        let firm = fact.firm, !isAwaitingReissue(subject)
      else { return nil }
      return DueItem(
        subject: subject, use: .perCaseSubsidy, payee: firm, lawyer: fact.lawyer, fen: unpaid)
    }
  }

  private func dueShifts(on day: Day, _ isCounted: (Day) -> Bool) -> [DueItem] {
    book.shifts.sorted { $0.number < $1.number }.compactMap { shift in
      let subject = PaymentSubject.dutyShift(shift.number)
      let unpaid = shift.amount.fen - netPaid(subject, .duty, on: day)
      guard shift.servedOn <= day, isCounted(shift.servedOn), unpaid > 0,
        !isAwaitingReissue(subject)
      else { return nil }
      return DueItem(
        subject: subject, use: .duty, payee: shift.firm, lawyer: shift.lawyer, fen: unpaid)
    }
  }

  /// The rows of the year of payment with what is left of each, then and with all recorded by now.
  private func pots(on day: Day) throws -> [(row: Appropriation, fen: Int64)] {
    let checker = try NaiveChecker(book, year: day.fiscalYear, asOf: day)
    let everything = try NaiveChecker(book, year: day.fiscalYear, asOf: .latest)
    return book.appropriations.filter { row in
      row.id.fiscalYear == day.fiscalYear
        && checker.now.row(of: row.id.document, paidIn: day.year)?.id == row.id
    }
    .sorted {
      ($0.originYear.number, $0.receivedOn, $0.id) < ($1.originYear.number, $1.receivedOn, $1.id)
    }
    .map { row in
      (row, min(checker.now.balance(of: row), everything.now.balance(of: row)))
    }
  }

  /// Each row to its last fen before the next, by the policy's order of sources.
  private func draw(
    _ item: DueItem, from pots: inout [(row: Appropriation, fen: Int64)]
  ) throws -> [(AppropriationID, Int64)] {
    let sources = try ModelOffice.policy().sourceOrder[item.use] ?? []
    var left = item.fen
    var parts: [(AppropriationID, Int64)] = []
    for source in sources {
      for index in pots.indices where left > 0 && pots[index].fen > 0 {
        let row = pots[index].row
        guard row.source == source,
          row.permittedUses.isEmpty || row.permittedUses.contains(item.use)
        else { continue }
        let taken = min(left, pots[index].fen)
        pots[index].fen -= taken
        left -= taken
        parts.append((row.id, taken))
      }
    }
    if left > 0 { throw Refused("moneyShort") }
    return parts
  }
}
