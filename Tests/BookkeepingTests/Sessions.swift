import Bookkeeping
import Foundation
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

/// The rules of what must not be paid, and of the registers it rests on.
let stoppingRules: Set<RuleID> = [
  "F01", "F02", "F03", "F04", "F06", "P01", "P02", "P03", "P04", "P05", "P06", "P09", "C01", "C03",
  "K01", "D01", "D03", "D04", "D05",
]

extension Session {
  /// An office with a new ledger in memory that holds a book.
  static func sample(_ book: InventedBook = InventedBook()) throws -> Session {
    let stamp = EntryStamp(
      recordedAt: "2025-01-01T00:00:00Z", operatorName: "经办人甲", kind: "init")
    let store = try LedgerStore.inMemory(
      bureau: Bureau(agency: "测试区司法局", region: "测试区"), stamp: stamp)
    let session = Session(
      store: store, operatorName: "经办人甲", now: "2025-01-02T03:04:05Z", today: .latest)
    try session.hold(book)
    return session
  }

  /// An office with a new ledger in a file.
  static func inFile(_ path: String) throws -> Session {
    let stamp = EntryStamp(
      recordedAt: "2025-01-01T00:00:00Z", operatorName: "经办人甲", kind: "init")
    try LedgerStore.create(
      at: path, bureau: Bureau(agency: "测试区司法局", region: "测试区"), stamp: stamp)
    return Session(
      store: try LedgerStore.open(at: path), operatorName: "经办人甲", now: "2025-01-02T03:04:05Z",
      today: .latest)
  }

  /// Appends the facts of a book as they are, lawful or not.
  func hold(_ book: InventedBook) throws {
    let stamp = EntryStamp(recordedAt: now, operatorName: operatorName, kind: "hold")
    try store.append(stamp) { writer in
      for fact in book.appropriations { try writer.append(fact) }
      for fact in book.changes { try writer.append(fact) }
      for fact in book.openings { try writer.append(fact) }
      for fact in book.cases { try writer.append(fact) }
      for fact in book.claims { try writer.append(fact) }
      for fact in book.shifts { try writer.append(fact) }
      for fact in book.lines { try writer.append(fact) }
      for fact in book.bankLines { try writer.append(fact) }
      for decision in book.bankMatches { try writer.append(decision) }
      for decision in book.bankSetAsides { try writer.append(decision) }
    }
  }

  func head() throws -> String { try store.read { try $0.journal.head() } }

  /// The stamp of the last journal entry.
  func lastStamp() throws -> EntryStamp {
    try #require(try store.read { try $0.journal.lastEntry() }).stamp
  }

  /// What the year's reconciliation finds under the rules judged, in the order of the statement.
  ///
  /// The default leaves out the rules of what is left undone (a claim not yet made, a shift not
  /// yet paid) and C05, which needs a standard: they find something in nearly every small book,
  /// and have tables of their own.
  func findings(
    _ year: Int = 2024, judging rules: Set<RuleID> = stoppingRules
  ) throws -> [Finding] {
    try ReconcileYear(store)(Period(year: .of(year))).result.findings
      .filter { rules.contains($0.rule) }
  }

  /// Runs an act that must be refused, and checks that the ledger is as it was.
  ///
  /// - Returns: The refusal.
  func refusal(
    sourceLocation: SourceLocation = #_sourceLocation, of act: () throws -> Void
  ) throws -> Refusal {
    let before = try head()
    let refusal = #expect(throws: Refusal.self, sourceLocation: sourceLocation) { try act() }
    #expect(try head() == before, "a refused act wrote", sourceLocation: sourceLocation)
    return try #require(refusal, sourceLocation: sourceLocation)
  }
}

extension Session {
  /// Takes back (part of) a line.
  @discardableResult
  func reverse(
    _ id: String, by voucher: String, line: Int? = nil, on day: String, amount: String? = nil,
    reason: String = "退票", isBankReturn: Bool = false
  ) throws -> PaymentLine {
    let reversed = try ReversePayment(self)(
      ReversalOrder(
        of: VoucherReference(line: .of(id)), amount: amount.map { try .yuan($0) },
        voucher: .of(voucher),
        firstLine: line, on: .of(day), reason: reason,
        kind: isBankReturn ? .bankReturn : .correction)
    ).recorded
    return try #require(reversed.lines.first)
  }
}

extension Refusal {
  /// Which refusal it is, without what it carries.
  var name: String {
    switch self {
    case .alreadyRegistered: "alreadyRegistered"
    case .notRegistered: "notRegistered"
    case .alreadyDone: "alreadyDone"
    case .claimReturned: "claimReturned"
    case .claimOfCaseUnclear: "claimOfCaseUnclear"
    case .firmUnclear: "firmUnclear"
    case .returnDayUnclear: "returnDayUnclear"
    case .appropriationUnclear: "appropriationUnclear"
    case .originAfterFiscalYear: "originAfterFiscalYear"
    case .openingStated: "openingStated"
    case .openingNotCarried: "openingNotCarried"
    case .voucher(let problem): "voucher: \(problem)"
    case .nothingLeftToPay: "nothingLeftToPay"
    case .nothingToPay: "nothingToPay"
    case .unknownFirm: "unknownFirm"
    case .nothingToClaim: "nothingToClaim"
    case .claimsStopped: "claimsStopped"
    case .noClaims: "noClaims"
    case .notReturned: "notReturned"
    case .reissueDiffers: "reissueDiffers"
    case .voucherTaken: "voucherTaken"
    case .moneyShort: "moneyShort"
    case .otherRegion: "otherRegion"
    case .standardIsRange: "standardIsRange"
    case .differsFromStandard: "differsFromStandard"
    case .amountMissing: "amountMissing"
    case .rateMissing: "rateMissing"
    case .rateNeedsReason: "rateNeedsReason"
    case .notYetHappened: "notYetHappened"
    case .approvalNeedsReason(let findings):
      "needs reason: " + findings.map(\.rule.description).joined(separator: " ")
    case .payeeMissing: "payeeMissing"
    case .subjectDoesNotFitUse: "subjectDoesNotFitUse"
    case .lineNumberNeeded: "lineNumberNeeded"
    case .reversalLineNeeded: "reversalLineNeeded"
    case .alreadyReversed: "alreadyReversed"
    case .lineOfAmountNeeded: "lineOfAmountNeeded"
    case .voucherInUse: "voucherInUse"
    case .noBankReturn: "noBankReturn"
    case .paidAgainBeforeReturn: "paidAgainBeforeReturn"
    case .alreadyPaidAgain: "alreadyPaidAgain"
    case .nothingToRecharge: "nothingToRecharge"
    case .rules(let findings, _):
      "rules: " + findings.map(\.rule.description).joined(separator: " ")
    }
  }

  /// The findings of rules that stop the act; none for another refusal.
  var findings: [Finding] {
    if case .rules(let findings, _) = self { findings } else { [] }
  }
}

/// The table that an officer would have of some records.
func table(_ kind: TableKind, _ records: [TableRecord]) -> String {
  let writer = TableWriter(kind)
  return records.reduce(writer.beginning) { $0 + writer.line($1) }
}

extension Session {
  /// Imports tables given as texts, each as a file named by its place: `1.csv`, `2.csv`.
  @discardableResult
  func importing(_ texts: String..., amending reason: String? = nil) throws -> ImportSummary {
    let folder = try TemporaryFolder()
    let paths = try texts.enumerated().map { try folder.write($1, to: "\($0 + 1).csv") }
    return try ImportTables(self, amendReason: reason)(paths) { _ in }.recorded
  }

  /// The faults of an import that must be refused, and leaves the ledger as it was.
  func faults(
    importing texts: String..., amending reason: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [ImportFault] {
    let folder = try TemporaryFolder()
    let paths = try texts.enumerated().map { try folder.write($1, to: "\($0 + 1).csv") }
    let before = try head()
    let refused = #expect(throws: ImportRefused.self, sourceLocation: sourceLocation) {
      try ImportTables(self, amendReason: reason)(paths) { _ in }
    }
    #expect(try head() == before, "a refused import wrote", sourceLocation: sourceLocation)
    return try #require(refused, sourceLocation: sourceLocation).faults
  }
}

extension ImportSummary {
  /// How many rows were added, filled in, amended and left as they were.
  func counts(_ kind: TableKind = .cases) -> [Int] {
    guard let counts = byKind[kind] else { return [0, 0, 0, 0] }
    return [counts.added, counts.filled, counts.amended, counts.unchanged]
  }
}

extension ImportFault {
  /// Where it is, without the folder: `1.csv:3:5`.
  var place: String {
    let name = file.split(separator: "/").last ?? ""
    return "\(name):\(row ?? 0):\(column ?? 0)"
  }
}
