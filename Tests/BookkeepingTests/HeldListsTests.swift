import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

/// What lists are narrowed to: each of the book's names, parts of its numbers, and what is nowhere.
private func filters(of book: InventedBook, seed: UInt64) throws -> [RegisterFilter] {
  var generator = SeededGenerator(seed: seed)
  let names =
    book.cases.flatMap { [$0.recipient, $0.lawyer, $0.firm].compactMap(\.self) }
    + book.lines.map(\.payee) + ["无此人"]
  let name = names.randomElement(using: &generator)
  let part = (names + book.cases.map(\.number.printed)).randomElement(using: &generator)
    .map { String($0.suffix(2)) }
  let line = book.lines.randomElement(using: &generator)
  return [
    RegisterFilter(), RegisterFilter(recipient: name), RegisterFilter(lawyer: name),
    RegisterFilter(firm: name), RegisterFilter(search: part), RegisterFilter(search: " "),
    RegisterFilter(document: line?.document, search: part),
    RegisterFilter(firm: name, voucher: line?.id.voucher),
    RegisterFilter(span: Span(try .of(2024)), search: "案"),
  ]
}

/// The rows of a page and of the whole as they are told, whatever the fact.
private func told<Fact>(_ facts: [Fact]) -> [String] { facts.map { "\($0)" } }

/// A case without its details, which are compared as values: a set is told in any order.
private func undetailed(_ legalAidCase: LegalAidCase?) -> LegalAidCase? {
  var legalAidCase = legalAidCase
  legalAidCase?.details = CaseDetails()
  return legalAidCase
}

@Suite("留在内存里的列表")
struct HeldListsTests {
  @Test("a page of a list has the rows of the whole list at its place, and the totals of all of it")
  func pages() throws {
    for seed in UInt64(71_001)...71_060 {
      let book = try RandomBook.book(seed: seed)
      let session = try Session.sample()
      try session.hold(book)
      try session.hold(book.revised(seed: seed))
      let (store, held) = (session.store, HeldLists())
      let lists = ListRegister(store)
      for filter in try filters(of: book, seed: seed) {
        for state in [nil] + CaseState.allCases {
          let whole = try lists.cases(filter, in: state)
          let page = try held.cases(in: store, filter, state, rows: Self.middle)
          let expected = whole[Self.middle(whole.count)]
          #expect(
            told(page.facts.map { undetailed($0.registered) })
              == told(expected.map { undetailed($0.registered) }),
            "seed \(seed) \(filter)")
          #expect(page.facts.map(\.registered?.details) == expected.map(\.registered?.details))
          #expect(page.facts.map(\.approved) == expected.map(\.approved))
          #expect(page.totals.count == whole.count)
          #expect(
            try page.totals.sums == [whole.map(\.approved).total(), whole.map(\.netPaid).total()])
        }
        for state in [nil] + ClaimState.allCases {
          let whole = try lists.claims(filter, in: state)
          let page = try held.claims(in: store, filter, state, rows: Self.middle)
          #expect(page.facts == Array(whole[Self.middle(whole.count)]), "seed \(seed) \(filter)")
          let returned = whole.filter { $0.returned != nil }
          #expect(page.totals.count == whole.count && page.totals.returnedCount == returned.count)
          #expect(try page.totals.returnedAmount == returned.map(\.claimedAmount).total())
          #expect(
            try page.totals.sums == [
              whole.map(\.claimedAmount).total(), whole.compactMap(\.approval?.amount).total(),
            ])
        }
        for state in [nil] + DutyState.allCases {
          let whole = try lists.duty(filter, in: state)
          let page = try held.duty(in: store, filter, state, rows: Self.middle)
          #expect(told(page.facts) == told(Array(whole[Self.middle(whole.count)])), "seed \(seed)")
          #expect(page.totals.count == whole.count)
        }
        for state in [nil] + PaymentState.allCases {
          let whole = try lists.payments(filter, in: state)
          let page = try held.payments(in: store, filter, state, rows: Self.middle)
          #expect(page.facts == Array(whole[Self.middle(whole.count)]), "seed \(seed) \(filter)")
          #expect(try page.totals.sums == [whole.map(\.signedAmount).total()])
        }
      }
    }
  }

  private static func middle(_ count: Int) -> Range<Int> { (count / 3)..<(count - count / 4) }

  @Test("what was recorded stands on the next page, and what was voided is gone from it")
  func neverStale() throws {
    let session = try Session.sample(.clean())
    let held = HeldLists()
    func count() throws -> Int {
      try held.cases(in: session.store, RegisterFilter(), nil) { 0..<$0 }.totals.count
    }
    let before = try count()
    var book = InventedBook()
    book.cases = [try .sample("案9", recipient: "受援人丙")]
    try session.hold(book)
    #expect(try count() == before + 1)
    #expect(
      try held.cases(in: session.store, RegisterFilter(recipient: "受援人 丙"), .open) { 0..<$0 }
        .facts.map(\.caseNumber.printed) == ["案9"])
  }

  @Test("a list of another ledger is another list, though its entries have the same numbers")
  func otherLedger() throws {
    let held = HeldLists()
    let (first, second) = (try Session.sample(.clean()), try Session.sample())
    let one = try held.cases(in: first.store, RegisterFilter(), nil) { 0..<$0 }
    let other = try held.cases(in: second.store, RegisterFilter(), nil) { 0..<$0 }
    #expect(one.totals.count > 0 && other.totals.count == 0)
  }
}
