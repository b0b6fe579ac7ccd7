import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("对账的规律")
struct BookLawTests {
  private static let seeds = UInt64(5_001)...5_500

  @Test("the order in which facts come never matters")
  func inputOrder() throws {
    for seed in Self.seeds {
      var generator = SeededGenerator(seed: seed)
      let book = try RandomBook.book(seed: seed)
      let period = try period(seed)
      let first = try book.reconcile(period)
      let second = try book.shuffled(using: &generator).reconcileBackwards(period)
      #expect(first.findings == second.findings, "seed \(seed)")
      #expect(first.identities == second.identities, "seed \(seed)")
      #expect(first.book == second.book, "seed \(seed)")
    }
  }

  @Test("findings stand in order of severity, rule, subject, amount, date")
  func order() throws {
    for seed in Self.seeds {
      let findings = try RandomBook.book(seed: seed).reconcile(period(seed)).findings
      for (one, next) in zip(findings, findings.dropFirst()) {
        #expect(!(next < one), "seed \(seed): \(one.summary) before \(next.summary)")
      }
    }
  }

  @Test("renaming recipients and lawyers changes nothing; renaming firms changes only words")
  func renaming() throws {
    for seed in Self.seeds {
      let book = try RandomBook.book(seed: seed)
      let before = try book.reconcile(period(seed))
      let people = try book.renamingPeople().reconcile(period(seed))
      #expect(before.findings == people.findings, "seed \(seed)")
      #expect(before.book == people.book, "seed \(seed)")
      let firms = try book.renamingFirms().reconcile(period(seed))
      #expect(before.findings.map(\.summary) == firms.findings.map(\.summary), "seed \(seed)")
      #expect(before.identities == firms.identities, "seed \(seed)")
    }
  }

  @Test("no finding names a recipient, a lawyer or one who approved")
  func noNames() throws {
    for seed in Self.seeds {
      for finding in try RandomBook.book(seed: seed).reconcile(period(seed)).findings {
        let printed = ([finding.message, finding.subject] + finding.related).joined()
        for name in ["马某", "马 某", "马\u{3000}某", "承办人甲", "值班律师甲", "申报人甲", "审核人乙"] {
          #expect(!printed.contains(name), "seed \(seed): \(finding.rule)")
        }
      }
    }
  }

  @Test("a clean case with money of its own adds no finding and takes none away")
  func unrelatedCase() throws {
    for seed in Self.seeds {
      var book = try RandomBook.book(seed: seed)
      let before = try book.reconcile(period(seed))
      book.cases.append(
        try .sample("案甲", accepted: "2024-05-01", closed: "2024-05-02", filed: "2024-05-03"))
      book.claims.append(
        try .sample("申甲", case: "案甲", claimed: "2024-05-03", approved: "2024-05-04"))
      book.appropriations.append(
        try .sample("文〔2024〕甲号", received: "2024-05-05", amount: "1000"))
      book.lines.append(
        try .sample("凭甲", paid: "2024-05-05", case: "案甲", document: "文〔2024〕甲号"))
      let after = try book.reconcile(period(seed))
      // Its filing day is the first of some books: only with one can K03 be tested, and what was
      // late before the year is the year's where the year before had none.
      let keepsFiling = before.book.filings.firstFiledOn.map { $0.year <= 2024 } ?? false
      let summaries = [before, after].map { result in
        result.findings.filter { keepsFiling || $0.rule != "K03" }.map(\.summary)
      }
      #expect(summaries[0] == summaries[1], "seed \(seed)")
      let differences = [before, after].map { $0.identities.map(\.difference) }
      #expect(differences[0] == differences[1], "seed \(seed)")
    }
  }

  @Test("taking a line back whole on its own day leaves the findings as if it had not been")
  func fullReversal() throws {
    for seed in Self.seeds {
      var book = try RandomBook.book(seed: seed)
      let before = try book.reconcile(period(seed)).findings
      let line = try RandomBook.candidate(seed: seed)
      let reversal = try line.reversed(by: "凭901", on: "\(line.paidOn)")
      // A row that was carried on by then does not get back what was drawn on it.
      guard try book.restores(reversal, whatDrew: line) else { continue }
      book.lines += [line, reversal]
      let after = try book.reconcile(period(seed)).findings.filter { $0.rule != "F01" }
      // F01 may now speak of the line's year too: a line was paid from its row in it.
      #expect(
        before.filter { $0.rule != "F01" }.map(\.summary) == after.map(\.summary), "seed \(seed)")
    }
  }

  @Test("a payment taken back and entered again under another voucher the same day only moves")
  func enteredAgain() throws {
    for seed in Self.seeds {
      var book = try RandomBook.book(seed: seed)
      let before = try book.reconcile(period(seed))
      let reversed = Set(book.lines.compactMap(\.reverses?.id))
      let whole = book.lines.filter { !$0.isReversal && !reversed.contains($0.id) }
      guard let line = whole.first,
        try book.restores(line.reversed(by: "凭901", on: "\(line.paidOn)"), whatDrew: line)
      else { continue }
      let again = PaymentLine(
        id: try .of("换900/7"), paidOn: line.paidOn, use: line.use, subject: line.subject,
        document: line.document, amount: line.amount, payee: line.payee)
      book.lines += [try line.reversed(by: "凭901", on: "\(line.paidOn)"), again]
      let after = try book.reconcile(period(seed))
      let moved = after.findings.map { finding in
        finding.summary.replacing(" \(again.id) ", with: " \(line.id) ")
      }
      #expect(moved.sorted() == before.findings.map(\.summary).sorted(), "seed \(seed)")
      #expect(after.identities == before.identities, "seed \(seed)")
      #expect(after.book.casesByType == before.book.casesByType, "seed \(seed)")
      #expect(after.book.acrossYears == before.book.acrossYears, "seed \(seed)")
      #expect(after.book.paidByPayee == before.book.paidByPayee, "seed \(seed)")
    }
  }

  @Test("what is left on 31 December is the balance of a run that ends on that day")
  func yearEndBalance() throws {
    for seed in Self.seeds where seed % 5 == 0 {
      let book = try RandomBook.book(seed: seed)
      for number in 2023...2025 {
        let year = try FiscalYear.of(number)
        let then = try book.reconcile(Period(year: year)).book.funds.accounts
        let later = try book.reconcile(Period(year: year, asOf: .latest)).book.funds.accounts
        #expect(then.map(\.balance) == later.map(\.yearEndBalance), "seed \(seed), \(number)")
      }
    }
  }

  @Test("facts after the as-of day change nothing")
  func futureFactsAreUnseen() throws {
    for seed in Self.seeds {
      let book = try RandomBook.book(seed: seed)
      let asOf = try Day.of("2024-06-30")
      let period = Period(year: try .of(2024), asOf: asOf)
      let all = try book.reconcile(period)
      let past = try book.upTo(asOf).reconcile(period)
      // Only the words of P01, C01 and D03 say whether what is cited comes later or never.
      #expect(all.findings.map(\.summary) == past.findings.map(\.summary), "seed \(seed)")
      #expect(all.identities == past.identities, "seed \(seed)")
    }
  }

  private func period(_ seed: UInt64) throws -> Period {
    let (year, asOf) = try RandomBook.period(seed: seed)
    return Period(year: year, asOf: asOf)
  }
}

extension InventedBook {
  /// Whether a reversal gives the money back to the row that its line drew on.
  fileprivate func restores(_ reversal: PaymentLine, whatDrew line: PaymentLine) throws -> Bool {
    let naive = try NaiveChecker(self, year: line.paidOn.fiscalYear, asOf: .latest)
    return naive.row(of: reversal)?.id == naive.row(of: line)?.id
  }

  /// The same run with the accounts observed last to first, each with its facts last to first.
  fileprivate func reconcileBackwards(_ period: Period) throws -> ReconciliationResult {
    var run = try ReconciliationRun(
      period: period,
      register: register,
      settings: RuleSettings(calendar: InventedCalendar.full.asKept))
    for lines in uncitedLines.reversed() {
      try run.observe(uncited: lines[0].id, lines.reversed())
    }
    for shifts in dutyDays.reversed() {
      run.observe(dutyDay: shifts.reversed(), on: shifts[0].servedOn)
    }
    for judgment in judgments.reversed() {
      run.observe(judgment: judgment.number, cases: judgment.cases.reversed())
    }
    for account in dutyAccounts.reversed() {
      var account = account
      account.lines.reverse()
      try run.observe(account)
    }
    for dossier in dossiers.reversed() {
      var dossier = dossier
      dossier.claims.reverse()
      dossier.lines.reverse()
      try run.observe(dossier)
    }
    run.observe(twins: cases.reversed())
    if run.tellsEarlierFilings {
      for dossier in dossiers.reversed() { try run.observe(earlierFilingOf: dossier) }
    }
    try run.askForLines { lines.sorted { $0.id < $1.id }.forEach($0) }
    return try run.finish()
  }

  /// Two who were one stay one, and two who were two stay two.
  fileprivate func renamingPeople() -> InventedBook {
    var book = self
    for index in book.cases.indices {
      book.cases[index].recipient = "另" + book.cases[index].recipient
      book.cases[index].lawyer = book.cases[index].lawyer.map { "另" + $0 }
    }
    for index in book.claims.indices {
      book.claims[index].submittedBy = book.claims[index].submittedBy.map { "另" + $0 }
      book.claims[index].approvedBy = book.claims[index].approvedBy.map { "另" + $0 }
    }
    for index in book.shifts.indices { book.shifts[index].lawyer = "另" + book.shifts[index].lawyer }
    for index in book.lines.indices { book.lines[index].lawyer = nil }
    return book
  }

  fileprivate func renamingFirms() -> InventedBook {
    var book = self
    for index in book.cases.indices {
      book.cases[index].firm = book.cases[index].firm.map { "新\($0)" }
    }
    for index in book.shifts.indices { book.shifts[index].firm = "新" + book.shifts[index].firm }
    for index in book.lines.indices { book.lines[index].payee = "新" + book.lines[index].payee }
    return book
  }

  /// The book without the facts of later days; rows keep their receipt, which F02 reads.
  fileprivate func upTo(_ day: Day) -> InventedBook {
    var book = self
    book.changes.removeAll { $0.changedOn > day }
    book.cases.removeAll { $0.acceptedOn > day }
    for index in book.cases.indices {
      if let closing = book.cases[index].closing, closing.on > day {
        book.cases[index].closing = nil
        // The number of the judgment is known from the closing on.
        book.cases[index].judgmentNumber = nil
      }
      if let filed = book.cases[index].filedOn, filed > day { book.cases[index].filedOn = nil }
      if let assigned = book.cases[index].assignedOn, assigned > day {
        book.cases[index].assignedOn = nil
      }
    }
    book.claims.removeAll { $0.claimedOn > day && ($0.approval.map { $0.on > day } ?? true) }
    for index in book.claims.indices {
      if let approval = book.claims[index].approval, approval.on > day {
        book.claims[index].approval = nil
      }
      if let returned = book.claims[index].returned, returned.on > day {
        book.claims[index].returned = nil
      }
    }
    book.shifts.removeAll { $0.servedOn > day }
    book.lines.removeAll { $0.paidOn > day }
    return book
  }
}
