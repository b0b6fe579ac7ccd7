import Bookkeeping
import Foundation
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

/// What a ledger says of 2024: findings and figures, by the screened way and dossier by dossier.
struct SaidOfYear: Equatable {
  let findings: [Finding]
  let totals: [String]

  init(_ session: Session, _ year: Int = 2024, asOf: Day? = nil) throws {
    let period = try asOf.map { try Period(year: .of(year), asOf: $0) } ?? Period(year: .of(year))
    let outcome = try ReconcileYear(session.store)(period).result
    let short = try ReconcileYear(session.store, rangeLength: 2, screening: 0)(period).result
    #expect(outcome.findings == short.findings)
    findings = outcome.findings
    let book = outcome.book
    totals =
      outcome.identities.map { "\($0.id) \($0.left ?? -1) \($0.right ?? -1) \($0.outcome)" } + [
        "\(book.cases(\.accepted)) \(book.cases(\.closed))",
        "\(try book.cases(\.claimed)) \(try book.cases(\.approved))",
        "\(book.dutyAmount) \(book.dutyShiftCount) \(book.funds.netPaidInYear)",
        "\(book.funds.ofYear.appropriated) \(book.funds.opening?.fen ?? -1)",
      ]
    // SQLite's own sums agree with the pass.
    guard asOf == nil else { return }
    let sums = try session.store.read { try FigureCheck.problems(of: book, in: $0) }
    #expect(sums == [])
  }
}

extension Session {
  /// A new ledger of what this one exports.
  func rebuilt() throws -> Session {
    let folder = try TemporaryFolder()
    _ = try ExportTables(store)(into: folder.file("out"))
    let copy = try Session.sample()
    try ImportTables(copy)([folder.file("out")]) { _ in }
    return copy
  }
}

@Suite("作废以后的账")
struct VoidHistoryTests {
  /// A seeded book with something of every kind besides, that nothing rests on.
  private func books(_ seed: UInt64) throws -> (without: InventedBook, with: InventedBook) {
    let without = try InventedBook.perfect(seed: seed)
    var with = without
    with.cases.append(
      try .sample(
        "案0", accepted: "2024-01-2\(seed % 9)", closed: "2024-06-01", recipient: "受援人1"))
    with.claims.append(try .sample("申0", case: "案1", amount: "700"))
    with.shifts.append(try .sample("值0", served: "2024-01-21", lawyer: "值班律师甲"))
    with.appropriations.append(try .sample("文0", source: .localBudget))
    with.bankLines = [try .sample("流0", booked: "2024-05-0\(1 + seed % 8)", voucher: "凭1")]
    return (without, with)
  }

  private func voidAll(_ session: Session) throws {
    let void = VoidThing(session)
    try void.voidCase(.of("案0"), reason: "错")
    try void.voidClaim(.of("申0"), reason: "错", override: Override(reason: "错"))
    try void.voidShift(.of("值0"), reason: "错")
    try void.voidAppropriation(.of("文0"), fiscalYear: nil, reason: "错")
    try void.voidBankLine(.of("流0"), reason: "错")
  }

  private func restoreAll(_ session: Session) throws {
    let void = VoidThing(session)
    let override = Override(reason: "没有错")
    try void.restoreCase(.of("案0"), reason: "没有错", override: override)
    try void.restoreClaim(.of("申0"), reason: "没有错", override: override)
    try void.restoreShift(.of("值0"), reason: "没有错", override: override)
    try void.restoreAppropriation(.of("文0"), fiscalYear: nil, reason: "没有错", override: override)
    try void.restoreBankLine(.of("流0"), reason: "没有错")
  }

  @Test(
    "registered and void is as if never registered, in every figure and finding",
    arguments: 1...12 as ClosedRange<UInt64>)
  func asIfNever(seed: UInt64) throws {
    let books = try books(seed)
    let (never, session) = (try Session.sample(books.without), try Session.sample(books.with))
    let before = try SaidOfYear(session)
    #expect(try before != SaidOfYear(never))
    try voidAll(session)
    #expect(try SaidOfYear(session) == SaidOfYear(never))
    let early = try Day.of("2024-04-01")
    #expect(try SaidOfYear(session, asOf: early) == SaidOfYear(never, asOf: early))
    #expect(try SaidOfYear(session.rebuilt()) == SaidOfYear(never))
    #expect(try VerifyLedger(session.store)().verification.problems == [])
    try restoreAll(session)
    #expect(try SaidOfYear(session) == before)
    #expect(try SaidOfYear(session.rebuilt()) == before)
    #expect(try VerifyLedger(session.store)().verification.problems == [])
  }

  @Test("an inferred match that was posted ends with its line only after it is taken back")
  func postedMatch() throws {
    var book = try InventedBook.clean()
    book.bankLines = [try .sample()]
    let session = try Session.sample(book)
    try MatchStatement(session)()
    let words = try session.correctionRefusal {
      try VoidThing(session).voidBankLine(.of("流1"), reason: "错")
    }
    #expect(words.contains("撤销核对"))
    try MatchStatement(session).undo(.of("流1"), reason: "错")
    try VoidThing(session).voidBankLine(.of("流1"), reason: "错")
    #expect(try ReadStatement(session.store)() == nil)
    #expect(try session.store.read { try $0.treasury.matches() } == [])
  }
}
