import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("另列不属本账的国库流水")
struct SetAsideTests {
  /// 凭1 paid, with its line 流1; 流2, of 77, is somebody else's.
  private func office() throws -> Session {
    var book = try InventedBook.clean()
    book.bankLines = [
      try .sample(voucher: "凭1"),
      try .sample("流2", booked: "2024-05-06", amount: "77", payee: "丁厂"),
    ]
    return try .sample(book)
  }

  private func statement(_ session: Session) throws -> StatementMatching {
    try #require(try ReadStatement(session.store)())
  }

  private func refused(_ session: Session, _ act: () throws -> Void) throws -> String {
    let before = try session.head()
    let refusal = #expect(throws: (any Error).self) { try act() }
    #expect(try session.head() == before, "a refused act wrote")
    return "\(try #require(refusal as? any OfficerError))"
  }

  @Test(
    "a line that is set aside is in no finding and no difference, and is listed with who and why")
  func apart() throws {
    let session = try office()
    #expect(try session.findings(judging: ["S02"]).count == 1)
    try SetAsideLine(session)(.of("流2"), reason: "水务局的款")
    let statement = try statement(session)
    #expect(statement.openLines.isEmpty)
    #expect(statement.setAside.map(\.line.reference.printed) == ["流2"])
    #expect(statement.setAside.map(\.decision.by) == ["经办人甲"])
    #expect(statement.setAside.map(\.decision.reason) == ["水务局的款"])
    #expect(try session.findings(judging: ["S01", "S02", "S04", "S05"]).isEmpty)
    let bridge = statement.bridge
    #expect(bridge.setAside == (try .yuan("77")) && bridge.linesOpen == .zero)
    #expect(bridge.bank == (try .yuan("1077")) && bridge.isBalanced)
    let result = try ReconcileYear(session.store)(Period(year: .of(2024))).result
    let identity = try #require(result.identities.first { $0.id == "I07" })
    #expect(identity.outcome == .pass && identity.left == 100_000)
    #expect(try session.lastStamp().kind == "bank set-aside")
    #expect(try session.lastStamp().reason == "水务局的款")
  }

  @Test("taken back, the line is matched and found as before")
  func undone() throws {
    let session = try office()
    let before = try statement(session)
    try SetAsideLine(session)(.of("流2"), reason: "水务局的款")
    try SetAsideLine(session).undo(.of("流2"), reason: "看错了")
    #expect(try statement(session) == before)
    try SetAsideLine(session)(.of("流2"), reason: "还是水务局的")
    #expect(try statement(session).setAside.map(\.decision.reason) == ["还是水务局的"])
  }

  @Test("a line that names a voucher of ours may be somebody else's all the same")
  func named() throws {
    let session = try office()
    try SetAsideLine(session)(.of("流1"), reason: "号码碰巧相同")
    #expect(try statement(session).openMovements.map(\.movement.voucher.printed) == ["凭1"])
    let screened = try ReconcileYear(session.store, screening: 1)(Period(year: .of(2024))).result
    #expect(screened.statement?.setAside.count == 1 && screened.statement?.settled.count == 0)
  }

  @Test("an unknown line, one that is matched, one twice, or one of a closed year is refused")
  func refusals() throws {
    let session = try office()
    let act = SetAsideLine(session)
    #expect(try refused(session) { try act(.of("流9"), reason: "甲") }.contains("流9 没有登记"))
    #expect(
      try refused(session) { try act.undo(.of("流2"), reason: "甲") } == "流水 流2 没有另列，不用撤销")
    try act(.of("流2"), reason: "水务局的款")
    let twice = try refused(session) { try act(.of("流2"), reason: "水务局的款") }
    for word in ["流2 已由 经办人甲", "水务局的款", "号流水，2025-01-02T03:04:05Z"] {
      #expect(twice.contains(word), "\(twice)")
    }
    let match = MatchStatement(session)
    #expect(
      try refused(session) { try match.match([.of("流2")], with: [.of("凭1")], reason: "甲") }
        .contains("不参加核对：确是本账的，先撤销另列"))
    try act.undo(.of("流2"), reason: "看错了")
    let gone = try refused(session) { try act.undo(.of("流2"), reason: "看错了") }
    #expect(gone.contains("已由 经办人甲 于") && gone.contains("撤销"), "\(gone)")
    try match.match([.of("流1")], with: [.of("凭1")], reason: "回单")
    #expect(
      try refused(session) { try act(.of("流1"), reason: "甲") }
        .contains("流1 已登记与凭证 凭1 核对，没有另列"))
    let stamp = EntryStamp(recordedAt: session.now, operatorName: "经办人甲", kind: "close-year")
    try session.store.append(stamp) { try $0.append(.sample()) }
    #expect(throws: YearClosed.self) { try act(.of("流2"), reason: "甲") }
  }

  @Test("the same match typed twice shows the first one")
  func matchedTwice() throws {
    let session = try office()
    let match = MatchStatement(session)
    try match.match([.of("流1")], with: [.of("凭1")], reason: "回单")
    let twice = try refused(session) {
      try match.match([.of("流1")], with: [.of("凭1")], reason: "回单")
    }
    #expect(
      twice.contains("流1 已经与凭证 凭1 核对") && twice.contains("号流水") && twice.contains("没有再登记"),
      "\(twice)")
  }

  @Test("an export carries the decisions, and importing it gives the same statement")
  func roundTrip() throws {
    let session = try office()
    try SetAsideLine(session)(.of("流2"), reason: "水务局的款")
    let folder = try TemporaryFolder()
    _ = try ExportTables(session.store)(into: folder.path)
    let copy = try Session.sample()
    try ImportTables(copy)([folder.path]) { _ in }
    #expect(try statement(copy) == statement(session))
    let head = try copy.head()
    try ImportTables(copy)([folder.path]) { _ in }
    #expect(try copy.head() == head)
  }

  @Test("a row about a line that is not registered is a fault at its number")
  func unknownRow() throws {
    let session = try office()
    let faults = try session.faults(
      importing: "流水号,另列结果,原因,办理人,办理日期\n流9,另列,水务局的款,张三,2024-05-07\n")
    #expect(faults.map(\.problem) == ["另列的流水没有登记"])
  }

  @Test("a rehearsal writes nothing")
  func rehearsal() throws {
    let session = try office()
    let head = try session.head()
    try SetAsideLine(session.rehearsing)(.of("流2"), reason: "水务局的款")
    #expect(try session.head() == head)
  }
}
