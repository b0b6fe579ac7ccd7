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
    let office = try Office.sample(.clean())
    let head = try office.head()
    let outcome = try office.close()
    #expect(outcome.isNew && outcome.times == 1 && outcome.warnings.isEmpty)
    #expect(outcome.carried == [CarriedBalance(from: try .sample(), amount: try .yuan("99000"))])
    #expect(outcome.pack.map(\.name) == ["乙.txt", "甲.txt"])
    // The pack says what the ledger was before it was closed.
    #expect(outcome.pack.map(\.text) == ["第 1 次\n", "\(head)\n"])
    #expect(try office.lastStamp().kind == "close-year")
    try office.store.read { reader in
      let closings = try reader.standingClosings()
      #expect(closings.map(\.closing.fiscalYear.number) == [2024])
      #expect(closings.map(\.closing.packDigest) == [outcome.packDigest])
      #expect(closings.map(\.closing.on.description) == ["2025-01-05"])
      #expect(try reader.packFiles(of: 1) == outcome.pack)
      #expect(try reader.verify().problems == [])
    }
    #expect(outcome.packDigest.utf8.count == 64)
    #expect(throws: YearClosed.self) { try office.hold(.cleanDuty()) }
  }

  @Test("closed twice, nothing changes, and the pack is the one that was sealed")
  func twice() throws {
    let office = try Office.sample(.clean())
    let first = try office.close()
    let head = try office.head()
    try office.hold { $0.lines = [try .sample("凭9/1", paid: "2025-03-01", case: nil, use: .other)] }
    let later = try office.head()
    let second = try office.close(on: "2026-08-01") { _, _ in
      Issue.record("a pack was made of a closed year")
      return []
    }
    #expect(try office.head() == later && later != head)
    #expect(!second.isNew && second.times == 1)
    #expect(second.carried == first.carried && second.pack == first.pack)
    #expect(second.packDigest == first.packDigest)
  }

  @Test("a year is closed from its last day on, and not before")
  func notEnded() throws {
    let office = try Office.sample(.clean())
    #expect(try office.closingRefusal { try office.close(on: "2024-12-30") }.name == "notEnded")
    try office.close(on: "2024-12-31")
  }

  @Test("the earlier years with money in them come first; those without are passed over")
  func order() throws {
    var book = try InventedBook.clean()
    book.cases.append(try .sample("旧案", accepted: "2020-05-01"))
    book.openings = try [2022, 2023].map {
      OpeningBalance(fiscalYear: try .of($0), amount: .zero)
    }
    let office = try Office.sample(book)
    let refusal = try office.closingRefusal { try office.close() }
    #expect(refusal.description.contains("要先结 2022、2023 年度的账，才能结 2024 年度的"))
    #expect(try office.closingRefusal { try office.close(2023) }.description.contains("先结 2022 "))
    for year in 2022...2024 { #expect(try office.close(year, on: "2025-01-05").isNew) }
  }

  @Test("the last year of all has no next")
  func lastYear() throws {
    let office = try Office.sample()
    let refusal = try office.closingRefusal {
      try CloseYear(office)(.of(2999), on: .latest) { _, _ in [] }
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
    let office = try Office.sample(book)
    #expect(try office.findings(judging: ["P05", "P07", "P09"]).count == 3)
    let refusal = try office.closingRefusal { try office.close() }
    guard case .blocked(let year, let blockers) = refusal else {
      Issue.record("\(refusal)")
      return
    }
    #expect(year.number == 2024)
    #expect(blockers.count == 2)
    #expect(blockers[0].hasPrefix("P05 超核发支付 案1：") && blockers[1].hasPrefix("P09 收款单位不符 凭1/1："))
    #expect(refusal.description.contains("有 2 项没有解决或说明") && refusal.description.contains("explain"))
    try office.explain("P05", "案1")
    let rest = try office.closingRefusal { try office.close() }
    #expect(!rest.description.contains("P05") && rest.description.contains("P09"))
    try office.explain("P09", "凭1/1")
    #expect(try office.close().isNew)
    // Explained, they are still on the statement of the closed year.
    #expect(
      try office.findings(judging: ["P05", "P09"]).map(\.outcome) == [.explained, .explained])
  }

  @Test("an explanation that lapsed stops the closing and is called lapsed")
  func lapsed() throws {
    var book = try InventedBook.clean()
    book.lines[0].amount = try .yuan("1100")
    let office = try Office.sample(book)
    try office.explain("P05", "案1")
    try office.hold { $0.lines = [try .sample("凭2/1", paid: "2024-05-01", amount: "3")] }
    let refusal = try office.closingRefusal { try office.close() }
    #expect(refusal.description.contains("P05 超核发支付 案1（原有说明因账目变动已失效）："))
  }

  @Test("a pack that cannot be made closes nothing")
  func packFails() throws {
    struct NoDisk: Error {}
    let office = try Office.sample(.clean())
    let head = try office.head()
    #expect(throws: NoDisk.self) { try office.close { _, _ in throw NoDisk() } }
    #expect(try office.head() == head)
    #expect(try office.row("文1", 2025) == nil)
  }

  @Test("a rehearsal closes, refuses, and writes nothing")
  func rehearsal() throws {
    let office = try Office.sample(.clean())
    let head = try office.head()
    #expect(try office.rehearsing.close().carried.count == 1)
    #expect(try office.head() == head)
    #expect(
      try office.closingRefusal { try office.rehearsing.close(on: "2024-01-01") }.name == "notEnded"
    )
    try office.close()
    let closed = try office.head()
    try office.rehearsing.reopen()
    #expect(try office.head() == closed)
    #expect(throws: YearClosed.self) { try office.hold(.cleanDuty()) }
  }

  @Test("a year is opened again with a reason that stays, the last one first")
  func reopen() throws {
    var book = try InventedBook.clean()
    book.appropriations[0].source = .donation
    let office = try Office.sample(book)
    #expect(try office.closingRefusal { try office.reopen() }.name == "notClosed")
    try office.close()
    try office.close(2025)
    let refusal = try office.closingRefusal { try office.reopen() }
    #expect(refusal.description == "2025 年度已经结账：要先重新打开后面的年度，才能打开 2024 年度")
    try office.reopen(2025, reason: "漏记退票")
    let stamp = try office.lastStamp()
    #expect(stamp.reason == "漏记退票" && stamp.kind == "reopen-year")
    #expect(try office.closingRefusal { try office.reopen(2025) }.name == "notClosed")
    try office.reopen()
    try office.store.read { reader throws in
      #expect(try reader.standingClosings().isEmpty)
      #expect(
        try reader.closings().map(\.closing.kind) == [.closed, .closed, .reopened, .reopened])
      #expect(try reader.closings().last?.closing.reason == "漏记一笔")
    }
    try office.hold { $0.shifts = [try .sample()] }
    #expect(try office.close().times == 2)
    #expect(try office.close(2025).times == 2)
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
