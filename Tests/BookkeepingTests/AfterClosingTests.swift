import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("结账以后才有的不符")
struct AfterClosingTests {
  /// A book of 2024, paid in full to 丙公司, without a word of who handled the case.
  private static func withoutFirm() throws -> InventedBook {
    var book = InventedBook()
    book.appropriations = [try .sample(source: .donation)]
    book.cases = [try .sample(closed: "2024-03-01", filed: "2024-03-02", firm: nil)]
    book.claims = [try .sample(approved: "2024-03-10")]
    book.lines = [try .sample(payee: "丙公司")]
    return book
  }

  private static let judged: Set<RuleID> = ["P09", "K02", "P05"]

  private static func told(_ session: Session, _ year: Int) throws -> [String] {
    try session.findings(year, judging: judged).map { finding in
      let related = finding.related.joined(separator: " ")
      return "\(finding.rule) \(finding.subject) \(finding.amount.yuanText) \(related)"
        + (finding.outcome == .explained ? " 已说明" : "")
    }
  }

  @Test("what comes to stand in a closed year is told in the first open one, which names that year")
  func comesToStand() throws {
    let session = try Session.sample(Self.withoutFirm())
    try session.close()
    #expect(try Self.told(session, 2024) == [] && Self.told(session, 2025) == [])
    try session.hold {
      $0.cases = [try .sample(closed: "2024-03-01", filed: "2024-03-02", firm: "甲所")]
    }
    #expect(try Self.told(session, 2024) == ["P09 凭1/1 1000.00 案1"])
    #expect(try Self.told(session, 2025) == ["P09 凭1/1 1000.00 案1 2024"])
    #expect(try Self.told(session, 2026) == [])
    let message = try session.findings(2025, judging: ["P09"]).map(\.message).joined()
    #expect(message.contains("已结账的 2024 年度"))
  }

  @Test("while no year is closed, every year tells its own findings only")
  func noneClosed() throws {
    var book = try Self.withoutFirm()
    book.cases = [try .sample(closed: "2024-03-01", filed: "2024-03-02", firm: "甲所")]
    let session = try Session.sample(book)
    #expect(try Self.told(session, 2024).count == 1)
    #expect(try Self.told(session, 2025) == [])
  }

  @Test("what the closing told is not told again, unless it grows or rests on other facts")
  func toldBefore() throws {
    var book = try Self.withoutFirm()
    book.cases = [try .sample(closed: "2024-03-01", filed: "2024-03-02", firm: "甲所")]
    let session = try Session.sample(book)
    try session.explain("P09", "凭1/1")
    try session.close()
    #expect(try Self.told(session, 2024) == ["P09 凭1/1 1000.00 案1 已说明"])
    #expect(try Self.told(session, 2025) == [])
    // A part taken back makes the finding smaller; it rests on nothing new.
    try session.hold {
      $0.lines = [
        try PaymentLine.sample(payee: "丙公司").reversed(by: "冲1/1", on: "2025-02-01", amount: "400")
      ]
    }
    #expect(try Self.told(session, 2025) == [])
    let seen = try ReconcileYear(session.store)(Period(year: .of(2024), asOf: .of("2025-12-31")))
    #expect(seen.result.findings.filter { $0.rule == "P09" }.map(\.amount) == [try .yuan("600")])
  }

  @Test("a case that a later word makes the twin of another is told, with the closed year")
  func laterWord() throws {
    var book = try InventedBook.clean()
    var twin = try LegalAidCase.sample(
      "案2", accepted: "2024-02-01", closed: "2024-03-01", filed: "2024-03-02")
    book.cases.append(twin)
    let session = try Session.sample(book)
    try session.close()
    var first = try #require(book.cases.first)
    first.judgmentNumber = try .of("民初1号")
    twin.judgmentNumber = try .of("民初1号")
    try session.hold { $0.cases = [first, twin] }
    #expect(try Self.told(session, 2024) == ["K02 案2 0.00 案1"])
    #expect(try Self.told(session, 2025) == ["K02 案2 0.00 案1 2024"])
  }

  @Test("explained in the first open year, it is explained in whatever year tells it")
  func explained() throws {
    let session = try Session.sample(Self.withoutFirm())
    try session.close()
    try session.hold {
      $0.cases = [try .sample(closed: "2024-03-01", filed: "2024-03-02", firm: "甲所")]
    }
    try session.explain("P09", "凭1/1")
    #expect(try Self.told(session, 2025) == ["P09 凭1/1 1000.00 案1 2024 已说明"])
    try session.close(2025)
    #expect(try Self.told(session, 2026) == ["P09 凭1/1 1000.00 案1 2024 已说明"])
  }

  @Test("a statement counts the earlier findings that still stand and are told in their own years")
  func earlier() throws {
    var book = try Self.withoutFirm()
    book.cases = [try .sample(closed: "2024-03-01", filed: "2024-03-02", firm: "甲所")]
    let session = try Session.sample(book)
    func earlier(_ year: Int) throws -> [String] {
      try ReconcileYear(session.store)(Period(year: .of(year))).result.earlierOutstanding
        .map { "\($0.key) \($0.value)" }
    }
    #expect(try earlier(2024) == [])
    #expect(try earlier(2025) == ["2024 1"])
    try session.explain("P09", "凭1/1")
    #expect(try earlier(2025) == [])
  }
}
