import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("年终结账")
struct CloseYearTests {
  @Test("a year in order is closed with what it carries and the pack it seals")
  func closes() throws {
    let session = try Session.sample(.clean())
    let head = try session.head()
    let outcome = try session.close()
    #expect(outcome.isNew && outcome.times == 1 && outcome.warnings.isEmpty)
    #expect(outcome.carried == [CarriedBalance(from: try .sample(), amount: try .yuan("99000"))])
    #expect(outcome.pack.map(\.name) == ["乙.txt", "甲.txt"])
    // The pack says what the ledger was before it was closed.
    #expect(outcome.pack.map(\.text) == ["第 1 次\n", "\(head)\n"])
    #expect(try session.lastStamp().kind == "close-year")
    try session.store.read { ledger in
      let closings = try ledger.years.standingClosings()
      #expect(closings.map(\.closing.fiscalYear.number) == [2024])
      #expect(closings.map(\.closing.packDigest) == [outcome.packDigest])
      #expect(closings.map(\.closing.on.description) == ["2025-01-05"])
      #expect(try ledger.years.packFiles(of: 1) == outcome.pack)
      #expect(try Verification(of: ledger).problems == [])
    }
    #expect(outcome.packDigest.utf8.count == 64)
    #expect(throws: YearClosed.self) { try session.hold(.cleanDuty()) }
  }

  @Test("closed twice, nothing changes, and the pack is the one that was sealed")
  func twice() throws {
    let session = try Session.sample(.clean())
    let first = try session.close()
    let head = try session.head()
    try session.hold {
      $0.lines = [try .sample("凭9/1", paid: "2025-03-01", case: nil, use: .other)]
    }
    let later = try session.head()
    let second = try session.close(on: "2026-08-01") { _, _ in
      Issue.record("a pack was made of a closed year")
      return []
    }
    #expect(try session.head() == later && later != head)
    #expect(!second.isNew && second.times == 1)
    #expect(second.carried == first.carried && second.pack == first.pack)
    #expect(second.packDigest == first.packDigest)
  }

  @Test("a year is closed from its last day on, and not before")
  func notEnded() throws {
    let session = try Session.sample(.clean())
    #expect(try session.closingRefusal { try session.close(on: "2024-12-30") }.name == "notEnded")
    try session.close(on: "2024-12-31")
  }

  @Test("the earlier years with money in them come first; those without are passed over")
  func order() throws {
    var book = try InventedBook.clean()
    book.cases.append(try .sample("旧案", accepted: "2020-05-01"))
    book.openings = try [2022, 2023].map {
      OpeningBalance(fiscalYear: try .of($0), amount: .zero)
    }
    let session = try Session.sample(book)
    let refusal = try session.closingRefusal { try session.close() }
    #expect(refusal.description.contains("要先结 2022、2023 年度的账，才能结 2024 年度的"))
    #expect(try session.closingRefusal { try session.close(2023) }.description.contains("先结 2022 "))
    for year in 2022...2024 { #expect(try session.close(year, on: "2025-01-05").isNew) }
  }

  @Test("the last year of all has no next")
  func lastYear() throws {
    let session = try Session.sample()
    let refusal = try session.closingRefusal {
      try CloseYear(session)(.of(2999), on: .latest) { _, _ in [] }
    }
    #expect(refusal.name == "lastYear")
  }

  @Test("what is grave and not explained is listed, all of it; what is less is not")
  func blocked() throws {
    var book = try InventedBook.clean()
    book.lines[0].amount = try .yuan("1100")
    book.lines[0].payee = "乙所"
    book.cases.append(try .sample("案2", closed: "2024-03-01"))
    book.claims.append(try .sample("申2", case: "案2", approved: "2024-03-10"))
    book.lines.append(try .sample("凭2/1", amount: "900", case: "案2"))
    let session = try Session.sample(book)
    #expect(try session.findings(judging: ["P05", "P07", "P09"]).count == 3)
    let refusal = try session.closingRefusal { try session.close() }
    guard case .blocked(let year, let blockers) = refusal else {
      Issue.record("\(refusal)")
      return
    }
    #expect(year.number == 2024)
    #expect(blockers.count == 2)
    #expect(blockers[0].hasPrefix("P05 超核发支付 案1：") && blockers[1].hasPrefix("P09 收款单位不符 凭1/1："))
    #expect(refusal.description.contains("有 2 项没有解决或说明"))
    #expect(refusal.steps == [.explainFinding, .nameSecondPerson])
    try session.explain("P05", "案1")
    let rest = try session.closingRefusal { try session.close() }
    #expect(!rest.description.contains("P05") && rest.description.contains("P09"))
    try session.explain("P09", "凭1/1")
    #expect(try session.close().isNew)
    // Explained, they are still on the statement of the closed year.
    #expect(
      try session.findings(judging: ["P05", "P09"]).map(\.outcome) == [.explained, .explained])
  }

  @Test("an explanation that lapsed stops the closing and is called lapsed")
  func lapsed() throws {
    var book = try InventedBook.clean()
    book.lines[0].amount = try .yuan("1100")
    let session = try Session.sample(book)
    try session.explain("P05", "案1")
    try session.hold { $0.lines = [try .sample("凭2/1", paid: "2024-05-01", amount: "3")] }
    let refusal = try session.closingRefusal { try session.close() }
    #expect(refusal.description.contains("P05 超核发支付 案1（原有说明因账目变动已失效）："))
  }

  @Test("a pack that cannot be made closes nothing")
  func packFails() throws {
    struct NoDisk: Error {}
    let session = try Session.sample(.clean())
    let head = try session.head()
    #expect(throws: NoDisk.self) { try session.close { _, _ in throw NoDisk() } }
    #expect(try session.head() == head)
    #expect(try session.row("文1", 2025) == nil)
  }

  @Test("a rehearsal closes, refuses, and writes nothing")
  func rehearsal() throws {
    let session = try Session.sample(.clean())
    let head = try session.head()
    #expect(try session.rehearsing.close().carried.count == 1)
    #expect(try session.head() == head)
    #expect(
      try session.closingRefusal { try session.rehearsing.close(on: "2024-01-01") }.name
        == "notEnded"
    )
    try session.close()
    let closed = try session.head()
    try session.rehearsing.reopen()
    #expect(try session.head() == closed)
    #expect(throws: YearClosed.self) { try session.hold(.cleanDuty()) }
  }

  @Test("a year is opened again with a reason that stays, the last one first")
  func reopen() throws {
    var book = try InventedBook.clean()
    book.appropriations[0].source = .donation
    let session = try Session.sample(book)
    #expect(try session.closingRefusal { try session.reopen() }.name == "notClosed")
    try session.close()
    try session.close(2025)
    let refusal = try session.closingRefusal { try session.reopen() }
    #expect(refusal.description == "2025 年度已经结账：要先重新打开后面的年度，才能打开 2024 年度")
    try session.reopen(2025, reason: "漏记退票")
    let stamp = try session.lastStamp()
    #expect(stamp.reason == "漏记退票" && stamp.kind == "reopen-year")
    #expect(try session.closingRefusal { try session.reopen(2025) }.name == "notClosed")
    try session.reopen()
    try session.store.read { ledger throws in
      #expect(try ledger.years.standingClosings().isEmpty)
      #expect(
        try ledger.years.closings().map(\.closing.kind) == [.closed, .closed, .reopened, .reopened])
      #expect(try ledger.years.closings().last?.closing.reason == "漏记一笔")
    }
    try session.hold { $0.shifts = [try .sample()] }
    #expect(try session.close().times == 2)
    #expect(try session.close(2025).times == 2)
  }

  @Test("every refusal says in Chinese what is the matter")
  func words() throws {
    let year = try FiscalYear.of(2024)
    let row = try Appropriation.sample()
    let refusals: [ClosingRefusal] = [
      .notEnded(year), .earlierOpen(year, [year]), .lastYear(year), .damaged(["甲"]),
      .blocked(year, ["甲"]), .rowTaken(row, row), .twoRows(row.id.document, [year, year]),
      .notClosed(year), .laterClosed(year, [year]),
    ]
    #expect(Set(refusals.map(\.name)).count == refusals.count)
    #expect(Set(refusals.map(\.description)).count == refusals.count)
    for refusal in refusals {
      #expect(refusal.description.unicodeScalars.contains { (0x4E00...0x9FFF) ~= $0.value })
    }
  }
}
