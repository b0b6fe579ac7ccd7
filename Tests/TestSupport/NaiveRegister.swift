package import LedgerCore

// MARK: - The case register

extension NaiveDay {
  /// The day from which a case's judgment number is seen: the closing the ledger holds, else the
  /// acceptance.
  func numberSeen(of legalAidCase: LegalAidCase) -> Day {
    legalAidCase.closing?.on ?? legalAidCase.acceptedOn
  }

  /// The judgment number, where it is in the register.
  func judgment(of legalAidCase: LegalAidCase) -> String? {
    guard isSeen(numberSeen(of: legalAidCase)) else { return nil }
    return legalAidCase.judgmentNumber.map { naiveName($0.printed) }
  }

  /// The case that K02 relates to a case; nil where it does not name it.
  package func firstOfJudgment(_ legalAidCase: LegalAidCase) -> LegalAidCase? {
    sameJudgment(as: legalAidCase)
  }

  /// The case that K04 relates to a case; nil where it does not name it.
  package func firstOfMatter(_ legalAidCase: LegalAidCase) -> LegalAidCase? {
    sameMatter(as: legalAidCase)
  }

  /// Whether a case was accepted before another: by day, then number.
  private func precedes(_ one: LegalAidCase, _ other: LegalAidCase) -> Bool {
    one.acceptedOn == other.acceptedOn
      ? one.number < other.number : one.acceptedOn < other.acceptedOn
  }

  private func first(of cases: [LegalAidCase]) -> LegalAidCase? { cases.min(by: precedes) }

  /// The case accepted first of those with the recipient and the judgment of another; nil when that
  /// is the case itself.
  func sameJudgment(as legalAidCase: LegalAidCase) -> LegalAidCase? {
    guard let judgment = judgment(of: legalAidCase) else { return nil }
    let group = seenCases.filter {
      naiveName($0.recipient) == naiveName(legalAidCase.recipient)
        && self.judgment(of: $0) == judgment
    }
    return first(of: group).flatMap { $0.number == legalAidCase.number ? nil : $0 }
  }

  /// The first of the earlier cases that look like another registered twice.
  func sameMatter(as later: LegalAidCase) -> LegalAidCase? {
    guard sameJudgment(as: later) == nil else { return nil }
    return first(of: seenCases.filter { precedes($0, later) && looksTwice($0, later) })
  }

  private func looksTwice(_ earlier: LegalAidCase, _ later: LegalAidCase) -> Bool {
    func same(_ one: String?, _ other: String?) -> Bool {
      guard let one, let other else { return false }
      return naiveName(one) == naiveName(other)
    }
    let stages = [earlier, later].map { $0.stage.map(naiveName) }
    let isCriminal = earlier.type == .criminal
    guard naiveName(earlier.recipient) == naiveName(later.recipient), earlier.type == later.type,
      stages[0] == stages[1], !isCriminal || stages[0] != nil,
      later.acceptedOn.days(since: earlier.acceptedOn) <= 30,
      same(earlier.lawyer, later.lawyer) || same(earlier.matter, later.matter)
    else { return false }
    if let one = judgment(of: earlier), let other = judgment(of: later), one != other {
      return false
    }
    guard let ended = closing(of: earlier), ended.outcome != .closed else { return true }
    return ended.on > later.acceptedOn
  }

  /// The cases that K03 names.
  var filedLate: [LegalAidCase] {
    guard keepsFiling else { return [] }
    return seenCases.filter { legalAidCase in
      guard let closing = closing(of: legalAidCase) else { return false }
      let filed = isSeen(legalAidCase.filedOn) ? legalAidCase.filedOn : nil
      return (filed ?? asOf).days(since: closing.on) > 30
    }
  }

  var keepsFiling: Bool { seenCases.contains { isSeen($0.filedOn) } }
}

extension NaiveChecker {
  func registerStatements() -> [Statement] {
    now.seenCases.flatMap { sameJudgment($0) + sameMatter($0) } + filedLate()
  }

  private func sameJudgment(_ legalAidCase: LegalAidCase) -> [Statement] {
    guard let first = now.sameJudgment(as: legalAidCase) else { return [] }
    let day = max(now.numberSeen(of: legalAidCase), now.numberSeen(of: first))
    guard isOfYear(day) else { return [] }
    return [
      statement("K02", "high", legalAidCase.number.printed, 0, day, related: first.number.printed)
    ]
  }

  private func sameMatter(_ legalAidCase: LegalAidCase) -> [Statement] {
    guard let first = now.sameMatter(as: legalAidCase) else { return [] }
    let day = now.closing(of: legalAidCase)?.on ?? legalAidCase.acceptedOn
    guard isOfYear(day) else { return [] }
    return [
      statement("K04", "medium", legalAidCase.number.printed, 0, day, related: first.number.printed)
    ]
  }

  /// K03, or that it cannot be tested.
  private func filedLate() -> [Statement] {
    guard now.keepsFiling else {
      let isAsked = now.seenCases.contains {
        now.closing(of: $0).map { isOfYear($0.on) } ?? false
      }
      return isAsked ? [statement("K03", "info", "\(year)", 0, asOf)] : []
    }
    let namedNone = before.filedLate.isEmpty
    return now.filedLate.compactMap { legalAidCase in
      guard let closedOn = legalAidCase.closing?.on, let due = closedOn.adding(days: 31),
        isOfYear(due) || (due <= yearEnd && namedNone)
      else { return nil }
      return statement("K03", "medium", legalAidCase.number.printed, 0, closedOn)
    }
  }
}

// MARK: - Both sides of I04 and I05, and payments across years

extension NaiveDay {
  /// Lines of per-case subsidies that cite a case, less what was taken back of them.
  private var netCasePayments: Int64 {
    (payments + reversals).filter { $0.use == .perCaseSubsidy && $0.subject.caseNumber != nil }
      .reduce(0) { $0 + ($1.reverses == nil ? $1.amount.fen : -$1.amount.fen) }
  }

  /// I04: in all, and case by case.
  package var openCaseByCase: (left: Int64, right: Int64) {
    let counted = approvals.filter { !countsNothing($0.claim) }
    let left = counted.reduce(0) { $0 + $1.fen } - netCasePayments
    let numbers = book.cases.map(\.number) + book.claims.map(\.caseNumber)
    var remainders: Int64 = 0
    var overpayments: Int64 = 0
    for number in Set(numbers + book.lines.compactMap(\.subject.caseNumber)) {
      let approved = approved(on: number)
      let paid = sum(subsidyLines(of: number))
      remainders += approved > paid ? approved - paid : 0
      overpayments += paid > approved ? paid - approved : 0
    }
    return (left, remainders - overpayments)
  }

  /// Whether some case has its closing before its acceptance, as far as it is seen.
  package var hasClosingBeforeAcceptance: Bool {
    seenCases.contains { one in closing(of: one).map { $0.on < one.acceptedOn } ?? false }
  }
}

extension NaiveChecker {
  /// I05: what came in, and what went out or is open at the end.
  package var openAndEnded: (left: Int64, right: Int64) {
    let last = min(asOf, yearEnd)
    func closedOn(_ legalAidCase: LegalAidCase) -> Day? { now.closing(of: legalAidCase)?.on }
    let atStart = now.seenCases.filter { $0.acceptedOn.year < year }
      .filter { closedOn($0).map { $0.year >= year } ?? true }
    let accepted = now.seenCases.filter { isOfYear($0.acceptedOn) }
    let ended = now.seenCases.filter { closedOn($0).map { isOfYear($0) } ?? false }
    let atEnd = now.seenCases.filter { $0.acceptedOn <= last }
      .filter { closedOn($0).map { $0 > last } ?? true }
    return (Int64(atStart.count + accepted.count), Int64(ended.count + atEnd.count))
  }

  /// Paid in the year for cases closed earlier, of how many cases; paid after it for cases closed
  /// in it, whatever the as-of day; approved and not paid on those.
  package var acrossYears: (forEarlier: Int64, cases: Int, paidLater: Int64, unpaid: Int64) {
    var across: (forEarlier: Int64, cases: Int, paidLater: Int64, unpaid: Int64) = (0, 0, 0, 0)
    for legalAidCase in now.seenCases {
      guard let closedOn = now.closing(of: legalAidCase)?.on else { continue }
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
        let open = now.approved(on: legalAidCase.number) - net(lines.filter { $0.paidOn <= asOf })
        across.unpaid += max(open, 0)
      }
    }
    return across
  }
}
