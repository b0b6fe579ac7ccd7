import LedgerCore
import TestSupport

// Standards, what they grant a case, and what is claimed and approved by them.

extension LedgerModel {
  /// Loads a standard that fits those that are there.
  mutating func takeStandard(_ new: ModelStandard) throws -> Int {
    if let first = standards.first, first.region != new.region { throw Refused("otherRegion") }
    if standards.contains(new) { throw Refused("alreadyThere") }
    let ordered = (standards + [new]).sorted { $0.from < $1.from }
    for (older, newer) in zip(ordered, ordered.dropFirst()) where newer.replaces != older {
      // The years of these standards follow each other, or are years apart.
      guard let until = older.until else { throw Refused("overlap") }
      if until / 10_000 + 1 != newer.from / 10_000 { throw Refused("gap") }
    }
    standards.append(new)
    return 1
  }

  /// The last day of a standard, which the one that replaces it cuts short.
  private func last(of standard: ModelStandard) throws -> Int {
    guard let newer = standards.first(where: { $0.replaces == standard }) else {
      return standard.until ?? Int(Day.latest.number)
    }
    return try Day.of(newer.from).adding(days: -1).map { Int($0.number) } ?? 0
  }

  /// What is granted a case; nil where not one standard is for it alone, or says nothing of it.
  func granted(
    _ fact: LegalAidCase, claimedOn: Day?
  ) throws -> (low: Int64, high: Int64)? {
    let fitting = try fittingStandards(fact, claimedOn: claimedOn)
    guard fitting.count == 1 else { return nil }
    let (standard, details) = (fitting[0], fact.details)
    // What a standard does not know of a case it does not pass over.
    guard (details.flags ?? []).allSatisfy({ $0 == standard.flag }),
      details.regionBand.map(standard.regions.contains) ?? true,
      details.quantities.keys.allSatisfy(standard.quantities.contains),
      details.costs.keys.allSatisfy(standard.costs.contains)
    else { return nil }
    if let manner = standard.manner, details.closingManner == manner {
      return (ModelStandard.withdrawn, ModelStandard.withdrawn)
    }
    let index = standard.lines.firstIndex { line in
      line.outcomes.isEmpty || line.outcomes.contains { $0.outcome == fact.closing?.outcome }
    }
    guard let index, let extra = standard.extra(details, onLine: index) else { return nil }
    let line = standard.lines[index]
    return (line.low + extra, line.high + extra)
  }

  /// The standards that a case's days select.
  func fittingStandards(_ fact: LegalAidCase, claimedOn: Day?) throws -> [ModelStandard] {
    try standards.filter { standard in
      let day =
        switch standard.event {
        case .assignment: fact.assignedOn
        case .closing: fact.closing?.on
        case .claim: claimedOn
        }
      guard let day else { return false }
      let last = try last(of: standard)
      return standard.from <= Int(day.number) && Int(day.number) <= last
    }
  }

  /// C05: approvals of the year held against the standard; once for the year that this cannot be
  /// done.
  func offStandard(_ year: FiscalYear, asOf: Day) throws -> [NaiveChecker.Statement] {
    let checker = try NaiveChecker(book, year: year, asOf: asOf)
    var isTestable = try standards.contains { standard in
      let last = try last(of: standard)
      return standard.from / 10_000 <= year.number && year.number <= last / 10_000
    }
    var found: [NaiveChecker.Statement] = []
    for (claim, on, fen) in checker.approvals where checker.isOfYear(on) && !standards.isEmpty {
      guard let fact = checker.seenCases.first(where: { $0.number == claim.caseNumber }) else {
        continue
      }
      guard let granted = try granted(fact.seen(asOf), claimedOn: claim.claimedOn) else {
        isTestable = false
        continue
      }
      let off = fen < granted.low ? fen - granted.low : fen > granted.high ? fen - granted.high : 0
      if off != 0 {
        found.append(
          NaiveChecker.Statement(
            rule: "C05", severity: "high", subject: claim.number.printed, fen: off,
            day: Int(on.number)))
      }
    }
    if !isTestable {
      found.append(
        NaiveChecker.Statement(
          rule: "C05", severity: "info", subject: "\(year)", fen: 0, day: Int(asOf.number)))
    }
    return found
  }
}

// MARK: - Duty

extension LedgerModel {
  /// What a day of duty is granted by the standards, for D08.
  func dutyRates() throws -> [NaiveDutyRate] {
    try standards.compactMap { standard in
      guard let duty = standard.duty else { return nil }
      return NaiveDutyRate(
        .day, duty.low, to: duty.high, from: try .of(standard.from),
        until: try .of(last(of: standard)))
    }
  }

  /// Whether a shift's rate is another than a standard grants on its day.
  func isOffStandard(_ shift: DutyShift) throws -> Bool {
    var part = InventedBook()
    part.shifts = [shift]
    var checker = try NaiveChecker(part, year: shift.servedOn.fiscalYear, asOf: .latest)
    checker.dutyRates = try dutyRates()
    return checker.stoppingStatements().contains { $0.rule == "D08" }
  }
}

// MARK: - Approvals

extension LedgerModel {
  /// Whether an approval is above its claim (C04) or off the standard (C05).
  func asksForReason(_ claim: Claim) throws -> Bool {
    guard let approval = claim.approval, let fact = legalAidCase(claim.caseNumber) else {
      return false
    }
    if approval.amount > claim.claimedAmount { return true }
    let granted = try granted(fact, claimedOn: claim.claimedOn)
    return granted.map { approval.amount.fen < $0.low || approval.amount.fen > $0.high } ?? false
  }
}

// MARK: - Claims

extension LedgerModel {
  /// Submits a claim; a person's word that a rule is overridden is also why an amount differs.
  mutating func submit(_ step: Step) throws -> (String, Int) {
    guard case .submit(let claim, let number, let on, let fen, let by, let isForced) = step else {
      return ("", 0)
    }
    let fact = legalAidCase(try .of(number))
    let isPriced = fact != nil && !standards.isEmpty
    let granted = try fact.flatMap { try self.granted($0, claimedOn: .of(on)) }
    if isPriced, granted == nil, fen == nil || !isForced { throw Refused("notPriced") }
    if fen == nil, granted == nil { throw Refused("amountMissing") }
    if fen == nil, let granted, granted.low != granted.high { throw Refused("standardIsRange") }
    if let fen, let granted, !isForced, fen < granted.low || fen > granted.high {
      throw Refused("differsFromStandard")
    }
    let amount = Money(fen: fen ?? granted?.low ?? 0)
    let new = Claim(
      number: try .of(claim), caseNumber: try .of(number), claimedOn: try .of(on),
      claimedAmount: amount, submittedBy: by)
    guard self.claim(new.number) == nil else { throw Refused("alreadyRegistered") }
    try settle(new, isForced)
    return (fen == nil ? "\(amount.fen)" : "", 1)
  }

  /// Claims every case that was finished in a quarter and stands without a claim, all or nothing.
  mutating func takeClaimBatch(
    quarter: String, on day: Day, prefix: String
  ) throws -> (String, Int) {
    let months = quarter.last?.wholeNumberValue.map { $0 * 3 - 2...$0 * 3 } ?? 1...12
    let due = book.cases.sorted { $0.number < $1.number }.filter { fact in
      guard let closing = fact.closing, closing.outcome == .closed, closing.on <= day else {
        return false
      }
      return months.contains(closing.on.month) && closing.on.year == Int(quarter.prefix(4))
        && !book.claims.contains { $0.caseNumber == fact.number && $0.returned == nil }
    }
    var words: [String] = []
    for fact in due {
      guard let granted = try granted(fact, claimedOn: day), granted.low == granted.high else {
        continue
      }
      let claim = Claim(
        number: try .of(prefix + "00\(words.count + 1)"), caseNumber: fact.number, claimedOn: day,
        claimedAmount: Money(fen: granted.low), submittedBy: ModelOffice.officer)
      guard self.claim(claim.number) == nil else { throw Refused("alreadyRegistered") }
      try settle(claim, false)
      words.append("\(claim.number.key) \(fact.number.key) \(granted.low)")
    }
    guard !words.isEmpty else { throw Refused("nothingToClaim") }
    return (words.joined(separator: "; "), words.count)
  }
}
