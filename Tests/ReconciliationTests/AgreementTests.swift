import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("两个独立的对账")
struct AgreementTests {
  private static let seeds = UInt64(1)...3_000

  @Test("the engine and a naive checker state the same findings in the same order")
  func findings() throws {
    var spoken: [RuleID: Int] = [:]
    for seed in Self.seeds {
      let book = try RandomBook.book(seed: seed)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let calendar = RandomBook.calendar(seed: seed)
      let period = Period(year: year, asOf: asOf)
      let found = try book.reconcile(period, under: calendar).findings.judged
      let engine = found.map(statement)
      let naive = try NaiveChecker(book, year: year, asOf: asOf, under: calendar).statements()
      if engine != naive {
        let missing = naive.filter { !engine.contains($0) }
        let surplus = engine.filter { !naive.contains($0) }
        Issue.record("seed \(seed), \(year): engine lacks \(missing), has too much \(surplus)")
        return
      }
      for finding in found { spoken[finding.rule, default: 0] += 1 }
    }
    // A comparison of rules that never speak would prove nothing.
    for rule in judgedRules { #expect(spoken[rule, default: 0] >= 20, "\(rule)") }
  }

  @Test("the year's totals are those of a naive count")
  func totals() throws {
    for seed in Self.seeds where seed % 4 == 0 {
      let book = try RandomBook.book(seed: seed)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let result = try book.reconcile(Period(year: year, asOf: asOf)).book
      let naive = try NaiveChecker(book, year: year, asOf: asOf)
      #expect(result.funds.netPaidInYear.fen == naive.netPaidInYear, "seed \(seed)")
      #expect(result.funds.opening?.fen == naive.opening, "seed \(seed)")
      #expect(try result.funds.appropriated().fen == naive.appropriated, "seed \(seed)")
      #expect(try result.funds.recalled().fen == naive.recalled, "seed \(seed)")
      let accepted = naive.seenCases.filter { naive.isOfYear($0.acceptedOn) }.count
      #expect(result.cases(\.accepted) == accepted, "seed \(seed)")
      for (outcome, count) in [
        (Outcome.closed, result.cases(\.closed)), (.terminated, result.cases(\.terminated)),
        (.withdrawn, result.cases(\.withdrawn)),
      ] {
        let ended = naive.seenCases.compactMap(\.closing).filter {
          $0.outcome == outcome && $0.on <= naive.asOf && naive.isOfYear($0.on)
        }
        #expect(count == ended.count, "seed \(seed), \(outcome)")
      }
      let claimed = naive.seenClaims.filter { naive.isOfYear($0.claimedOn) }
      #expect(
        try result.cases(\.claimed).fen == claimed.reduce(0) { $0 + $1.claimedAmount.fen },
        "seed \(seed)")
      let approved = naive.approvals.filter { naive.isOfYear($0.on) }
      #expect(
        try result.cases(\.approved).fen == approved.reduce(0) { $0 + $1.fen }, "seed \(seed)")
      for account in result.funds.accounts {
        #expect(
          account.netPaid.fen == naive.netPaid(from: account.appropriation),
          "seed \(seed), \(account.appropriation.id)")
      }
    }
  }

  @Test("the identities hold in any book; I03 says why it cannot, and then has no sides")
  func identities() throws {
    for seed in Self.seeds where seed % 4 == 1 {
      let book = try RandomBook.book(seed: seed)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let result = try book.reconcile(Period(year: year, asOf: asOf))
      let naive = try NaiveChecker(book, year: year, asOf: asOf)
      for identity in result.identities where judgedIdentities.contains(identity.id) {
        if identity.id == "I03", naive.opening == nil {
          #expect(identity.outcome == .notTestable, "seed \(seed)")
          #expect(
            identity.left == nil && identity.right == nil && identity.difference == nil,
            "seed \(seed)")
        } else {
          #expect(identity.outcome == .pass, "seed \(seed), \(identity.id)")
          #expect(identity.difference == 0, "seed \(seed), \(identity.id)")
        }
      }
    }
  }

  @Test("both sides of I04 and I05 are those of a naive count; dates out of order break I05 alone")
  func casesOpenAndEnded() throws {
    var broken = 0
    for seed in Self.seeds {
      let book = try RandomBook.book(seed: seed)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let result = try book.reconcile(Period(year: year, asOf: asOf))
      let naive = try NaiveChecker(book, year: year, asOf: asOf)
      let approved = try #require(result.identities.first { $0.id == "I04" })
      #expect(approved.left == naive.openCaseByCase.left, "seed \(seed)")
      #expect(approved.right == naive.openCaseByCase.right, "seed \(seed)")
      #expect(approved.outcome == .pass && approved.unit == .fen, "seed \(seed)")
      let cases = try #require(result.identities.first { $0.id == "I05" })
      #expect(cases.left == naive.openAndEnded.left, "seed \(seed)")
      #expect(cases.right == naive.openAndEnded.right, "seed \(seed)")
      #expect(cases.unit == .cases, "seed \(seed)")
      if cases.outcome != .pass {
        #expect(cases.outcome == .contradiction && naive.hasClosingBeforeAcceptance, "seed \(seed)")
        broken += 1
      }
    }
    #expect(broken >= 20)
  }

  @Test("what was paid in another year than the closing's is that of a naive count")
  func acrossYears() throws {
    var seen = (forEarlier: 0, paidLater: 0, unpaid: 0)
    for seed in Self.seeds {
      let book = try RandomBook.book(seed: seed)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let across = try book.reconcile(Period(year: year, asOf: asOf)).book.acrossYears
      let naive = try NaiveChecker(book, year: year, asOf: asOf).acrossYears
      #expect(across.forEarlier.fen == naive.forEarlier, "seed \(seed)")
      #expect(across.casesForEarlier == naive.cases, "seed \(seed)")
      #expect(across.paidLater.fen == naive.paidLater, "seed \(seed)")
      #expect(across.unpaid.fen == naive.unpaid, "seed \(seed)")
      seen.forEarlier += naive.cases
      seen.paidLater += naive.paidLater == 0 ? 0 : 1
      seen.unpaid += naive.unpaid == 0 ? 0 : 1
    }
    #expect(seen.forEarlier >= 20 && seen.paidLater >= 20 && seen.unpaid >= 20)
  }

  private let judgedIdentities: Set = ["I01", "I02", "I03", "I06a", "I06b", "I06c"]

  private func statement(_ finding: Finding) -> NaiveChecker.Statement {
    NaiveChecker.Statement(
      rule: finding.rule.description, severity: finding.severity.rawValue, subject: finding.subject,
      fen: finding.amount.fen, day: finding.date.map { Int($0.number) } ?? 0)
  }
}
