import Bookkeeping
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("预览之后账有变动")
struct PreviewOutdatedTests {
  /// A session whose acts were previewed on the ledger as it is now.
  private func previewed(_ session: Session) throws -> Session {
    Session(
      store: session.store, operatorName: session.operatorName, now: session.now,
      today: session.today, expectedHead: try session.head())
  }

  private func book() throws -> InventedBook {
    var book = try InventedBook.clean().unpaid
    book.cases.append(try .sample("案2"))
    return book
  }

  @Test("an act is refused when its case has moved since the preview, and nothing is written")
  func moved() throws {
    let session = try Session.sample(book())
    let asSeen = try previewed(session)
    try RecordCases(session).file(.of("案1"), on: .of("2024-03-20"))
    let head = try session.head()
    let refusal = #expect(throws: PreviewOutdated.self) { try asSeen.pay(.sample()) }
    #expect(refusal?.description.contains("案1") == true)
    #expect(try session.head() == head)
  }

  @Test("what moved elsewhere does not matter")
  func elsewhere() throws {
    let session = try Session.sample(book())
    let asSeen = try previewed(session)
    try RecordCases(session).assign(
      .of("案2"), on: .of("2024-01-20"), lawyer: "承办人丙", firm: "丙所")
    let receipt = try RecordPayment(asSeen)(.sample())
    #expect(receipt.entry == 4)
  }
}
