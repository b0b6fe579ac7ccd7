import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

/// A ledger, and a fact that one block rule stops.
struct StoppedFact: Sendable, CustomTestStringConvertible {
  let rule: RuleID
  var book: @Sendable () throws -> InventedBook = { try .clean().unpaid }
  let fact: @Sendable () throws -> Fact

  enum Fact {
    case payment(PaymentLine)
    case claim(Claim)
    case change(AppropriationChange)
  }

  var testDescription: String { rule.description }

  static let all: [StoppedFact] = [
    StoppedFact(
      rule: "F01",
      book: {
        var book = try InventedBook.clean().unpaid
        book.appropriations = [try .sample(amount: "999.99")]
        return book
      },
      fact: { .payment(try .sample()) }),
    StoppedFact(
      rule: "F01", book: { try .clean() },
      fact: { .change(try .recall(on: "2024-06-01", "99000.01")) }),
    StoppedFact(
      rule: "F01", book: { try .clean() },
      fact: { .change(try .adjustment(on: "2024-06-01", "-99000.01")) }),
    StoppedFact(
      rule: "F04",
      book: {
        var book = try InventedBook.clean().unpaid
        book.appropriations = [try .sample(uses: [.duty, .other])]
        return book
      },
      fact: { .payment(try .sample()) }),
    StoppedFact(
      rule: "F04",
      book: {
        var book = try InventedBook.cleanDuty().unpaid
        book.appropriations = [try .sample(source: .lotteryFund)]
        return book
      },
      fact: { .payment(try .dutySample()) }),
    StoppedFact(rule: "F06", fact: { .payment(try .sample(document: "文9")) }),
    StoppedFact(rule: "P01", fact: { .payment(try .sample(case: "案9")) }),
    StoppedFact(rule: "P01", fact: { .payment(try .sample(case: "案9", use: .directCosts)) }),
    StoppedFact(rule: "P02", fact: { .payment(try .sample(paid: "2024-01-04")) }),
    StoppedFact(rule: "P03", fact: { .payment(try .sample(paid: "2024-02-29")) }),
    StoppedFact(rule: "P04", fact: { .payment(try .sample(paid: "2024-03-09")) }),
    StoppedFact(rule: "P05", fact: { .payment(try .sample(amount: "1000.01")) }),
    StoppedFact(
      rule: "P06", book: { try .clean() },
      fact: { .payment(try .sample("凭2/1", paid: "2024-05-01")) }),
    StoppedFact(
      rule: "D03", book: { try .cleanDuty() },
      fact: { .payment(try .dutySample("凭2/1", duty: "值9")) }),
    StoppedFact(
      rule: "D04", book: { try .cleanDuty() },
      fact: { .payment(try .dutySample("凭2/1", amount: "0.01")) }),
    StoppedFact(
      rule: "D05", book: { try .cleanDuty().unpaid },
      fact: { .payment(try .dutySample(paid: "2024-02-01")) }),
    StoppedFact(rule: "C01", fact: { .claim(try .sample("申2", case: "案9")) }),
    StoppedFact(rule: "C03", fact: { .claim(try .sample("申2", claimed: "2024-03-06")) }),
  ]
}

extension InventedBook {
  var unpaid: InventedBook {
    var book = self
    book.lines = []
    return book
  }
}

extension Session {
  /// Records a fact as an officer would.
  fileprivate func record(_ fact: StoppedFact.Fact, override: Override? = nil) throws {
    switch fact {
    case .payment(let line):
      let order = PaymentOrder(
        voucher: line.id.voucher, paidOn: line.paidOn, use: line.use, subject: line.subject,
        document: line.document, amount: line.amount, payee: line.payee)
      try pay(order, override: override)
    case .claim(let claim): try RecordClaims(self).submit(claim, override: override)
    case .change(let change):
      try RecordFunds(self).change(
        change.appropriation.document, fiscalYear: nil, change.kind, on: change.changedOn,
        amount: change.amount, reason: change.reason, override: override)
    }
  }

  /// Brings the same fact in with a table.
  fileprivate func importFact(_ fact: StoppedFact.Fact) throws {
    switch fact {
    case .payment(let line): try importing(table(.payments, [TableRecord(line)]))
    case .claim(let claim): try importing(table(.claims, [TableRecord(claim)]))
    case .change(let change):
      try importing(table(.fundChanges, [TableRecord(change, number: 1)]))
    }
  }
}

@Suite("一条规则，两个时刻")
struct RuleAgreementTests {
  @Test("every rule of severity block stops some fact of these tests")
  func complete() {
    // The treasury's statement comes after the payment: its rules stop none.
    let ofStatement = Set(RuleCatalogue.statementRules.map(\.description.id))
    let blocking = RuleCatalogue.descriptions
      .filter { $0.severity == .block && !ofStatement.contains($0.id) }.map(\.id)
    #expect(Set(StoppedFact.all.map(\.rule)) == Set(blocking))
  }

  @Test(
    "what is refused at entry is what the year's end finds when the fact is recorded all the same",
    arguments: StoppedFact.all)
  func agreement(stopped: StoppedFact) throws {
    let fact = try stopped.fact()
    let session = try Session.sample(stopped.book())
    let standing = try session.findings()
    let refusal = try session.refusal { try session.record(fact) }
    #expect(refusal.findings.map(\.rule) == [stopped.rule])
    func news() throws -> [Finding] {
      try session.findings().filter { $0.severity == .block && !standing.contains($0) }
    }
    #expect(try news().isEmpty)

    try session.record(fact, override: Override(reason: "领导批准"))
    #expect(try news() == refusal.findings)
    #expect(try session.lastStamp().reason == "越过规则 \(stopped.rule)：领导批准")

    let importing = try Session.sample(stopped.book())
    try importing.importFact(fact)
    #expect(try importing.findings() == session.findings())
  }

  @Test(
    "the refusal says the rule, its finding and what to do, and names no person",
    arguments: StoppedFact.all)
  func words(stopped: StoppedFact) throws {
    let fact = try stopped.fact()
    let session = try Session.sample(stopped.book())
    let refusal = try session.refusal { try session.record(fact) }
    let rule = try #require(RuleCatalogue.description(of: stopped.rule))
    let message = try #require(refusal.findings.first?.message)
    for words in [rule.id.description, rule.title, rule.advice.words, message] {
      #expect(refusal.description.contains(words))
    }
    #expect(refusal.steps == rule.advice.steps + [.explainFinding, .override])
    for name in ["受援人甲", "承办人甲", "申报人甲", "值班律师甲"] {
      #expect(!refusal.description.contains(name))
    }
  }

  @Test("a fact on the boundary is not stopped")
  func boundaries() throws {
    var exact = try InventedBook.clean().unpaid
    exact.appropriations = [try .sample(amount: "1000")]
    let facts: [(InventedBook, StoppedFact.Fact)] = [
      (exact, .payment(try .sample())),
      (try .clean().unpaid, .payment(try .sample(paid: "2024-03-10"))),
      (try .cleanDuty().unpaid, .payment(try .dutySample(paid: "2024-02-02"))),
      (try .clean(), .change(try .recall(on: "2024-06-01", "99000"))),
      (try .clean(), .claim(try .sample("申2", case: "案2"))),
    ]
    for (index, (book, fact)) in facts.enumerated() {
      var book = book
      book.cases.append(try .sample("案2"))
      let session = try Session.sample(book)
      let head = try session.head()
      try session.record(fact)
      #expect(try session.head() != head, "\(index)")
      #expect(try session.findings().filter { $0.severity == .block }.isEmpty, "\(index)")
    }
  }

  @Test("several rules that stop one payment are all named, and all overridden")
  func several() throws {
    let session = try Session.sample(.clean().unpaid)
    let fact = StoppedFact.Fact.payment(
      try .sample(paid: "2024-02-01", amount: "2000", document: "文9"))
    let refusal = try session.refusal { try session.record(fact) }
    #expect(refusal.name == "rules: F06 P03 P05")
    try session.record(fact, override: Override(reason: "补记"))
    #expect(try session.lastStamp().reason == "越过规则 F06、P03、P05：补记")
  }
}
