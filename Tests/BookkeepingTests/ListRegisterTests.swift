import Bookkeeping
import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("列表里的核发数")
struct ListRegisterTests {
  @Test(
    "a list calls approved what the rules count: no second claim, none that was returned",
    arguments: [
      (claims: [("申1", nil)], approved: "1000"),
      (claims: [("申1", nil), ("申2", nil)], approved: "1000"),
      (claims: [("申1", "2024-03-20"), ("申2", nil)], approved: "1000"),
      (claims: [("申1", "2024-03-20")], approved: "0"),
      (claims: [], approved: "0"),
    ] as [(claims: [(String, String?)], approved: String)])
  func approved(_ trial: (claims: [(String, String?)], approved: String)) throws {
    var book = try InventedBook.clean().unpaid
    book.claims = try trial.claims.map { number, returned in
      try .sample(number, approved: "2024-03-10", returned: returned)
    }
    let store = try Session.sample(book).store
    let cases = try ListRegister(store).cases()
    #expect(try cases.map(\.approved) == [.yuan(trial.approved)])
  }
}
