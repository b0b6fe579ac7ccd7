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

  @Test("an act is refused when its case has moved since the preview, and nothing is written")
  func moved() throws {
    let session = try Session.sample(.clean().unpaid)
    let asSeen = try previewed(session)
    try session.pay(.sample("凭9", amount: "100"))
    let head = try session.head()
    let refusal = #expect(throws: PreviewOutdated.self) { try asSeen.pay(.sample()) }
    #expect(refusal?.description.contains("案1") == true)
    #expect(try session.head() == head)
  }

  @Test("what moved elsewhere does not matter")
  func elsewhere() throws {
    let session = try Session.sample(.clean().unpaid)
    let asSeen = try previewed(session)
    let shift = try RecordDuty(session)(.sample())
    let payment = try RecordPayment(asSeen)(.sample())
    #expect(payment.entry == shift.entry.map { $0 + 1 })
  }
}
