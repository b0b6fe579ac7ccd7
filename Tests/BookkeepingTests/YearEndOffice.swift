import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

extension Session {
  /// Closes a year with a pack of two files that say what they were made of.
  @discardableResult
  func close(
    _ year: Int = 2024, on day: String? = nil,
    pack: ((ReconcileYear.Outcome, Int) throws -> [PackFile])? = nil
  ) throws -> CloseYear.Outcome {
    try CloseYear(self)(.of(year), on: .of(day ?? "\(year + 1)-01-05")) { outcome, times in
      if let pack { return try pack(outcome, times) }
      return [
        PackFile(name: "乙.txt", text: "第 \(times) 次\n"),
        PackFile(name: "甲.txt", text: "\(outcome.ledgerHead)\n"),
      ]
    }.recorded
  }

  /// Opens a year again.
  func reopen(_ year: Int = 2024, reason: String = "漏记一笔") throws {
    try ReopenYear(self)(.of(year), reason: reason, on: .of("\(year + 1)-01-06"))
  }

  /// The refusal of a closing or reopening, which leaves the ledger as it was.
  func closingRefusal(
    sourceLocation: SourceLocation = #_sourceLocation, of act: () throws -> Void
  ) throws -> ClosingRefusal {
    let before = try head()
    let refusal = #expect(throws: ClosingRefusal.self, sourceLocation: sourceLocation) {
      try act()
    }
    #expect(try head() == before, "a refused act wrote", sourceLocation: sourceLocation)
    return try #require(refusal, sourceLocation: sourceLocation)
  }

  /// Explains everything that a rule says of a subject, with a second person.
  func explain(_ rule: RuleID, _ subject: String) throws {
    try ExplainFinding(self)(
      ExplainFinding.Target(rule: rule, subject: subject), reason: "已核实",
      confirmedBy: "复核人乙", on: .of("2025-01-04"))
  }

  /// Appends further facts of a book.
  func hold(_ change: (inout InventedBook) throws -> Void) throws {
    var book = InventedBook()
    try change(&book)
    try hold(book)
  }

  /// A row of an appropriation as `year amount source origin`, or nil.
  func row(_ document: String = "文1", _ year: Int) throws -> String? {
    try store.read { try $0.funds.appropriation(.sample(document, year: year)) }.map { row in
      "\(row.amount.yuanText) \(row.source.rawValue) \(row.originYear) \(row.receivedOn)"
    }
  }

  /// The balances of all rows at the end of a year, as `document year balance`.
  func balances(_ year: Int) throws -> [String] {
    try ReconcileYear(store)(Period(year: .of(year))).result.book.funds.accounts.map { account in
      let id = account.appropriation.id
      return "\(id.document) \(id.fiscalYear) \(account.balance.yuanText)"
    }
  }

  /// What a year was opened with.
  func opening(_ year: Int) throws -> String? {
    try ReconcileYear(store)(Period(year: .of(year))).result.book.funds.opening?.yuanText
  }
}

extension ClosingRefusal {
  /// Which refusal it is, without what it carries.
  var name: String {
    switch self {
    case .notEnded: "notEnded"
    case .earlierOpen: "earlierOpen"
    case .ended: "ended"
    case .lastYear: "lastYear"
    case .damaged: "damaged"
    case .blocked: "blocked"
    case .rowTaken: "rowTaken"
    case .twoRows: "twoRows"
    case .notClosed: "notClosed"
    case .laterClosed: "laterClosed"
    }
  }
}
