import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

/// An office with a ledger in memory, and the steps from a case to its payment in a batch.
struct BatchOffice {
  let session: Session
  var policy: RegionPolicy

  /// Holds a book as it is, lawful or not.
  init(_ book: InventedBook = InventedBook(), isRehearsal: Bool = false) throws {
    let writing = try Session.sample(book)
    session = isRehearsal ? writing.rehearsing : writing
    policy = RegionPolicy(
      title: "测试政策", region: "测试区", from: .earliest, to: nil, source: "测试", unknown: [],
      payee: .firm, deadlines: [],
      sourceOrder: [
        .perCaseSubsidy: [.centralTransfer, .provincialTransfer, .cityTransfer, .localBudget],
        .duty: [.localBudget],
      ])
  }

  func head() throws -> String { try session.store.read { try $0.journal.head() } }

  func lines() throws -> [PaymentLine] {
    var lines: [PaymentLine] = []
    try session.store.read { try $0.payments.forEachLine { lines.append($0) } }
    return lines
  }

  /// Pays a batch on 1 April 2024 unless told otherwise.
  func pay(
    on day: String = "2024-04-01", prefix: String = "支-", quarter: String? = nil
  ) throws -> (plan: BatchPlan, rosters: [Roster]) {
    do {
      let paid = try PayBatch(session)(order(day, prefix, quarter)).recorded
      return (paid.plan, paid.rosters)
    } catch let refused as RefusedAct<BatchPlan> {
      throw refused.refusal
    }
  }

  /// A batch that must be refused and leave the ledger as it was.
  ///
  /// - Returns: The refusal, and the plan if one was shown.
  func refusal(
    on day: String = "2024-04-01", prefix: String = "支-", quarter: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (words: String, plan: BatchPlan?) {
    let before = try head()
    var plan: BatchPlan?
    let order = try order(day, prefix, quarter)
    let refusal = #expect(throws: Refusal.self, sourceLocation: sourceLocation) {
      do {
        try PayBatch(session)(order)
      } catch let refused as RefusedAct<BatchPlan> {
        plan = refused.preview
        throw refused.refusal
      }
    }
    #expect(try head() == before, "a refused batch wrote", sourceLocation: sourceLocation)
    return ("\(try #require(refusal, sourceLocation: sourceLocation))", plan)
  }

  private func order(_ day: String, _ prefix: String, _ quarter: String?) throws -> BatchOrder {
    BatchOrder(
      paidOn: try .of(day), voucherPrefix: prefix,
      choice: BatchChoice(approvedIn: try quarter.map { try #require(Quarter(text: $0)) }),
      policy: policy)
  }

  /// Raises what is approved on a claim, as an amending import does.
  func approve(_ claim: String, _ amount: String) throws {
    let stamp = EntryStamp(recordedAt: session.now, operatorName: "经办人甲", kind: "import")
    try session.store.append(stamp) { writer in
      var changed = try #require(try writer.ledger.cases.claim(try .of(claim)))
      changed.claimedAmount = try .yuan(amount)
      changed.approval?.amount = try .yuan(amount)
      try writer.append(changed, reason: "更正")
    }
  }

  /// The balance of an appropriation in 2024, with everything that is recorded.
  func balance(_ document: String) throws -> String {
    try session.store.read { ledger in
      var funds = try FundAccounts(
        period: Period(year: .of(2024)),
        register: FundRegister(of: ledger))
      for sum in try ledger.payments.postedSums(upTo: .latest) { try funds.post(sum) }
      let id = try AppropriationID.sample(document)
      return try #require(funds.accounts.first { $0.appropriation.id == id }).balance.yuanText
    }
  }
}

extension InventedBook {
  /// Two cases of 甲所, one of 乙所 and two shifts, all approved or served and none paid; 文1 is a
  /// central transfer and 本1 local money.
  static func unpaid() throws -> InventedBook {
    var book = InventedBook()
    book.appropriations = [
      try .sample("文1", amount: "5000"),
      try .sample("本1", source: .localBudget, amount: "5000"),
    ]
    try book.addUnpaid("1", amount: "1000", firm: "甲所")
    try book.addUnpaid("2", amount: "800", firm: "甲所")
    try book.addUnpaid("3", amount: "1200.50", firm: "乙所")
    book.shifts = [
      try .sample("值1", firm: "甲所"), try .sample("值2", served: "2024-02-05", firm: "丙所"),
    ]
    return book
  }

  /// A case that is closed on 1 March 2024 and approved on 10 March.
  mutating func addUnpaid(
    _ name: String, amount: String, firm: String?, closed: String? = "2024-03-01",
    outcome: Outcome = .closed, approved: String = "2024-03-10"
  ) throws {
    cases.append(
      try .sample(
        "案\(name)", assigned: "2024-01-06", closed: closed, outcome: outcome,
        filed: closed == nil ? nil : "2024-03-04", firm: firm, recipient: "马小\(name)"))
    claims.append(
      try .sample("申\(name)", case: "案\(name)", amount: amount, approved: approved))
  }
}

extension PaymentLine {
  /// `支-001/1 案1 1000.00 文1 甲所`.
  var words: String {
    let cited = subject.caseNumber?.printed ?? subject.dutyNumber?.printed ?? "-"
    return "\(id) \(cited) \(isReversal ? "-" : "")\(amount.yuanText) \(document) \(payee)"
  }
}
