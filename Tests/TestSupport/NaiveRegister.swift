package import LedgerCore

// MARK: - Money kept too long, the case register

extension NaiveChecker {
  func registerStatements() -> [Statement] {
    keptTooLong() + sameJudgment() + filedLate()
  }

  private var yearEnd: Int { year * 10_000 + 1231 }

  /// F05, of every year while a balance stands.
  private func keptTooLong() -> [Statement] {
    let end = yearEnd
    guard Int(asOf.number) >= end else { return [] }
    return book.appropriations.compactMap { row in
      let isKept = row.id.fiscalYear.number <= year && row.originYear.number < year
      let isExempt = row.source == .donation || row.source == .lotteryFund
      let kept = balance(of: row, on: end)
      guard isKept, !isExempt, kept > 0, balance(of: row, on: Int(asOf.number)) > 0 else {
        return nil
      }
      return Statement(
        rule: "F05", severity: "high", subject: row.id.document.printed, fen: kept, day: end)
    }
  }

  /// What a row holds at the end of a day.
  package func balance(of row: Appropriation, on day: Int) -> Int64 {
    func isBy(_ other: Day) -> Bool { Int(other.number) <= day }
    let later = book.appropriations.filter {
      $0.id.document == row.id.document && $0.id.fiscalYear > row.id.fiscalYear
    }
    if let next = later.min(by: { $0.id.fiscalYear < $1.id.fiscalYear }),
      next.originYear < next.id.fiscalYear, isBy(next.receivedOn)
    {
      return 0
    }
    var balance: Int64 = 0
    if isBy(row.receivedOn) {
      balance = row.amount.fen
      for change in book.changes where change.appropriation == row.id && isBy(change.changedOn) {
        balance += change.kind == .recall ? -change.amount.fen : change.amount.fen
      }
    }
    for line in book.lines where line.reverses == nil && self.row(of: line)?.id == row.id {
      if isBy(line.paidOn) { balance -= line.amount.fen }
      for reversal in book.lines where reversal.reverses?.id == line.id && isBy(reversal.paidOn) {
        balance += reversal.amount.fen
      }
    }
    return balance
  }

  /// K02: another case of the same recipient and judgment has a lesser number.
  private func sameJudgment() -> [Statement] {
    let known = seenCases.filter { $0.judgmentNumber != nil && knownFrom($0) <= asOf }
    return known.compactMap { legalAidCase in
      let judgment = name(legalAidCase.judgmentNumber?.printed ?? "")
      let isRepeated = known.contains { other in
        name(other.recipient) == name(legalAidCase.recipient)
          && name(other.judgmentNumber?.printed ?? "") == judgment
          && other.number < legalAidCase.number
      }
      let day = knownFrom(legalAidCase)
      guard isRepeated, isOfYear(day) else { return nil }
      return statement("K02", "high", legalAidCase.number.printed, 0, day)
    }
  }

  private func knownFrom(_ legalAidCase: LegalAidCase) -> Day {
    legalAidCase.closing.map(\.on) ?? legalAidCase.acceptedOn
  }

  /// K03, or that it cannot be tested.
  private func filedLate() -> [Statement] {
    let closed = seenCases.compactMap { legalAidCase -> (LegalAidCase, Day)? in
      guard let closing = legalAidCase.closing, closing.on <= asOf else { return nil }
      return (legalAidCase, closing.on)
    }
    let keepsFiling = seenCases.contains { $0.filedOn.map { $0 <= asOf } ?? false }
    guard keepsFiling else {
      let isAsked = closed.contains { isOfYear($0.1) }
      return isAsked ? [statement("K03", "info", "\(year)", 0, asOf)] : []
    }
    return closed.compactMap { legalAidCase, closedOn in
      let filedOn = legalAidCase.filedOn.flatMap { $0 <= asOf ? $0 : nil }
      let taken = (filedOn ?? asOf).days(since: closedOn)
      guard taken > 30, let belongsTo = closedOn.adding(days: 31), isOfYear(belongsTo) else {
        return nil
      }
      return statement("K03", "medium", legalAidCase.number.printed, 0, closedOn)
    }
  }
}

// MARK: - Both sides of I04 and I05, and payments across years

extension NaiveChecker {
  /// Lines of per-case subsidies that cite a case, less what was taken back of them.
  private var netCasePayments: Int64 {
    let all = seenPayments + seenReversals
    return all.filter { $0.use == .perCaseSubsidy && $0.subject.caseNumber != nil }
      .reduce(0) { $0 + ($1.reverses == nil ? $1.amount.fen : -$1.amount.fen) }
  }

  /// The approvals that count: C03 names a claim only where its case is registered.
  private var counted: [(number: CaseNumber, fen: Int64)] {
    approvals.filter { approval in
      let isRegistered = seenCases.contains { $0.number == approval.claim.caseNumber }
      return !(isRegistered && countsNothing(approval.claim))
    }
    .map { ($0.claim.caseNumber, $0.fen) }
  }

  /// I04: in all, and case by case.
  package var openCaseByCase: (left: Int64, right: Int64) {
    let left = counted.reduce(0) { $0 + $1.fen } - netCasePayments
    let numbers = book.cases.map(\.number) + book.claims.map(\.caseNumber)
    var remainders: Int64 = 0
    var overpayments: Int64 = 0
    for number in Set(numbers + book.lines.compactMap(\.subject.caseNumber)) {
      let approved = counted.filter { $0.number == number }.reduce(0) { $0 + $1.fen }
      let paid = subsidyLines(of: number).reduce(0) { $0 + self.left($1) }
      remainders += approved > paid ? approved - paid : 0
      overpayments += paid > approved ? paid - approved : 0
    }
    return (left, remainders - overpayments)
  }

  /// I05: what came in, and what went out or is open at the end.
  package var openAndEnded: (left: Int64, right: Int64) {
    let end = min(Int(asOf.number), yearEnd)
    func closedOn(_ legalAidCase: LegalAidCase) -> Int? {
      legalAidCase.closing.flatMap { $0.on <= asOf ? Int($0.on.number) : nil }
    }
    let atStart = seenCases.filter { $0.acceptedOn.year < year }
      .filter { legalAidCase in closedOn(legalAidCase).map { $0 / 10_000 >= year } ?? true }
    let accepted = seenCases.filter { isOfYear($0.acceptedOn) }
    let ended = seenCases.filter { legalAidCase in
      closedOn(legalAidCase).map { $0 / 10_000 } == year
    }
    let atEnd = seenCases.filter { Int($0.acceptedOn.number) <= end }
      .filter { legalAidCase in closedOn(legalAidCase).map { $0 > end } ?? true }
    return (Int64(atStart.count + accepted.count), Int64(ended.count + atEnd.count))
  }

  /// Whether some case has its closing before its acceptance, as far as it is seen.
  package var hasClosingBeforeAcceptance: Bool {
    seenCases.contains { legalAidCase in
      legalAidCase.closing.map { $0.on <= asOf && $0.on < legalAidCase.acceptedOn } ?? false
    }
  }

  /// Paid in the year for cases closed earlier, of how many cases; paid after it for cases closed
  /// in it, whatever the as-of day; approved and not paid on those.
  package var acrossYears: (forEarlier: Int64, cases: Int, paidLater: Int64, unpaid: Int64) {
    var across: (forEarlier: Int64, cases: Int, paidLater: Int64, unpaid: Int64) = (0, 0, 0, 0)
    for legalAidCase in seenCases {
      guard let closedOn = legalAidCase.closing?.on, closedOn <= asOf else { continue }
      let lines = book.lines.filter {
        $0.use == .perCaseSubsidy && $0.subject == .legalAidCase(legalAidCase.number)
      }
      func net(_ lines: [PaymentLine]) -> Int64 {
        lines.reduce(0) { $0 + ($1.reverses == nil ? $1.amount.fen : -$1.amount.fen) }
      }
      if closedOn.year < year {
        let paid = net(lines.filter { isOfYear($0.paidOn) && $0.paidOn <= asOf })
        across.forEarlier += paid
        across.cases += paid == 0 ? 0 : 1
      } else if closedOn.year == year {
        across.paidLater += net(lines.filter { $0.paidOn.year > year })
        let open = approved(on: legalAidCase) - net(lines.filter { $0.paidOn <= asOf })
        across.unpaid += max(open, 0)
      }
    }
    return across
  }
}
