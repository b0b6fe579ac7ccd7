package import LedgerCore
import LedgerStore
package import Reconciliation

/// Closes a year (年终结账): verifies, reconciles, carries forward and seals, all or nothing.
package struct CloseYear {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// What a closing did.
  package struct Outcome: Sendable {
    /// False when the year was closed already and nothing changed.
    package let isNew: Bool
    package let carried: [CarriedBalance]
    /// The report pack as it is sealed in the ledger.
    package let pack: [PackFile]
    package let packDigest: String
    /// How often the year has been closed by now.
    package let times: Int
    /// Chinese sentences on what a person should look at.
    package let warnings: [Guidance]
  }

  /// Closes a year that has ended.
  ///
  /// - Parameters:
  ///   - year: The year; every earlier year with money in it is closed.
  ///   - today: The calendar day of the closing, not before the year's last day.
  ///   - makePack: Writes the report pack of the reconciled year, with how often it has been closed
  ///     by then; when it throws, nothing is closed.
  /// - Returns: With what was done; a year that is closed already is left as it is.
  /// - Throws: ``ClosingRefusal`` with everything that stands in the way.
  @discardableResult
  package func callAsFunction(
    _ year: FiscalYear, on today: Day,
    makePack: (ReconcileYear.Outcome, _ times: Int) throws -> [PackFile]
  ) throws -> Receipt<Outcome> {
    try session.append("close-year") { writer in
      let ledger = writer.ledger
      if let sealed = try CloseYear.Outcome(sealed: year, in: ledger.years) { return sealed }
      try Self.checkOrder(year, today, ledger.years)
      try WorkShare.step(1, of: 3, "核验账本") {
        try Self.check(
          Verification(of: ledger, severeRules: RuleCatalogue.severe).problems
            + ConsistencyCheck.problems(in: ledger))
      }
      let outcome = try WorkShare.step(2, of: 3, "对账") {
        try ReconcileYear.outcome(Period(year: year), ledger, comparing: true)
      }
      try Self.check(FigureCheck.problems(of: outcome.result.book, in: ledger))
      let blockers = outcome.result.blockers
      guard blockers.isEmpty else { throw ClosingRefusal.blocked(year, blockers) }
      let carried = try writer.carryForward(outcome.result.book.funds)
      let times = try ledger.years.timesClosed(year) + 1
      let pack = try WorkShare.step(3, of: 3, "结转，写报表包") {
        try makePack(outcome, times).sorted { $0.name.precedesByCodePoint($1.name) }
      }
      let closing = YearClosing(
        fiscalYear: year, kind: .closed, on: today, packDigest: pack.digest)
      let told = outcome.result.findings.filter { $0.outcome != .notTestable }
      try writer.append(
        closing, carrying: carried, sealing: pack,
        telling: told.map(RuleSettings.complete(in: ledger).explanations.seal(_:)))
      return Outcome(
        isNew: true, carried: carried, pack: pack, packDigest: pack.digest, times: times,
        warnings: try Self.warnings(after: outcome.result, carried, ledger.funds))
    }
  }

  private static func check(_ problems: [IntegrityProblem]) throws(ClosingRefusal) {
    guard problems.isEmpty else { throw .damaged(problems.map(\.guidance)) }
  }

  private static func checkOrder(
    _ year: FiscalYear, _ today: Day, _ years: YearRegister
  ) throws {
    guard year.next != nil else { throw ClosingRefusal.lastYear(year) }
    guard today >= year.lastDay else { throw ClosingRefusal.notEnded(year) }
    let closed = try years.closed()
    if let later = closed.closing(of: year) { throw ClosingRefusal.ended(year, with: later) }
    let open = try years.withMoney().filter { $0 < year && !closed.contains($0) }
    guard open.isEmpty else { throw ClosingRefusal.earlierOpen(year, open) }
  }

  /// Where the sums of the closed year and the opening of the next are not the same money.
  private static func warnings(
    after result: ReconciliationResult, _ carried: [CarriedBalance], _ funds: AppropriationRegister
  ) throws -> [Guidance] {
    let book = result.book
    var warnings: [Guidance] = result.identities.filter { $0.outcome == .contradiction }
      .map { "勾稽关系 \($0.id) 不平：\($0.title)" }
    let total = try carried.map(\.amount).total()
    if let closing = try book.closing(), closing != total {
      warnings.append(
        """
        年末结余 \(closing.groupedYuanText) 元，按指标结转 \(total.groupedYuanText) 元：\
        差额没有对应的指标余额，请核对上年结转和指标登记
        """)
    }
    let stated = try funds.openings().first { $0.fiscalYear == book.period.year.next }
    if let stated, stated.amount != total {
      warnings.append(
        """
        \(stated.fiscalYear) 年度已登记上年结转 \(stated.amount.groupedYuanText) 元，\
        与本次结转的 \(total.groupedYuanText) 元不同：请\(using: .stateOpening)更正
        """)
    }
    return warnings
  }
}

extension CloseYear.Outcome {
  /// The closing that stands of a year, as it was made; nil for an open year.
  init?(sealed year: FiscalYear, in years: YearRegister) throws {
    let standing = try years.standingClosings().first { $0.closing.fiscalYear == year }
    guard let standing else { return nil }
    self.init(
      isNew: false, carried: try years.carriedBalances(of: standing.number),
      pack: try years.packFiles(of: standing.number),
      packDigest: standing.closing.packDigest ?? "", times: try years.timesClosed(year),
      warnings: [])
  }
}

/// Opens the last closed year again (重新打开), with a reason that stays in the ledger.
package struct ReopenYear {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Takes back the closing of a year; what it carried forward stays until the next closing.
  ///
  /// - Throws: ``ClosingRefusal`` when the year is not closed, or a later one is.
  @discardableResult
  package func callAsFunction(
    _ year: FiscalYear, reason: String, on today: Day
  ) throws -> Receipt<YearClosing> {
    try session.append("reopen-year", reason: reason) { writer in
      let closed = try writer.ledger.years.standingClosings().map(\.closing.fiscalYear)
      guard closed.contains(year) else { throw ClosingRefusal.notClosed(year) }
      let later = closed.filter { $0 > year }
      guard later.isEmpty else { throw ClosingRefusal.laterClosed(year, later) }
      let reopening = YearClosing(fiscalYear: year, kind: .reopened, on: today, reason: reason)
      try writer.append(reopening)
      return reopening
    }
  }
}

/// Why a year was not closed or reopened; the ledger is unchanged.
package enum ClosingRefusal: OfficerError {
  case notEnded(FiscalYear)
  case earlierOpen(FiscalYear, [FiscalYear])
  /// A year without money that ended with the closing of a later one.
  case ended(FiscalYear, with: FiscalYear)
  case lastYear(FiscalYear)
  case damaged([Guidance])
  /// What does not agree and is not explained, a sentence each.
  case blocked(FiscalYear, [String])
  /// The next year's row is registered as other money than what is to be carried.
  case rowTaken(Appropriation, Appropriation)
  case twoRows(DocumentNumber, [FiscalYear])
  case notClosed(FiscalYear)
  case laterClosed(FiscalYear, [FiscalYear])

  package var description: String { guidance.words }

  package var guidance: Guidance {
    switch self {
    case .notEnded(let year):
      "\(year) 年度还没有结束，不能结账：请在 12 月 31 日或以后结账"
    case .earlierOpen(let year, let open):
      "要先结 \(Self.list(open)) 年度的账，才能结 \(year) 年度的"
    case .ended(let year, let later):
      "\(later) 年度已经结账，\(year) 年度随之截止，不用再结"
    case .lastYear(let year):
      "\(year) 年度没有下一年度可以结转"
    case .damaged(let problems):
      "账本核验没有通过，不能结账，账本没有改动：\n  \(problems.joined(separator: "\n  "))"
    case .blocked(let year, let blockers):
      """
      \(year) 年度有 \(blockers.count) 项没有解决或说明，不能结账：
      \(blockers.map { "  " + $0 }.joined(separator: "\n"))
      请逐项处理；查明原因不用改账的，\(using: .explainFinding)说明\
      （严重事项另\(adding: .nameSecondPerson)写明复核人）
      """
    case .rowTaken(let registered, let carried):
      """
      指标 \(carried.id.document) 在 \(carried.id.fiscalYear) 年度已登记\(registered.moneyWords)，\
      与要结转的\(carried.moneyWords)不同，不能结转：请核对后\(using: .amendByImport)更正
      """
    case .twoRows(let document, let years):
      """
      指标 \(document) 在 \(Self.list(years)) 年度都有余额，不能结转到同一行：\
      请先\(using: .recallMoney, .adjustMoney)收回或调整其中一行
      """
    case .notClosed(let year):
      "\(year) 年度没有结账，不用重新打开"
    case .laterClosed(let year, let later):
      "\(Self.list(later)) 年度已经结账：要先重新打开后面的年度，才能打开 \(year) 年度"
    }
  }

  private static func list(_ years: [FiscalYear]) -> String {
    years.map(\.description).joined(separator: "、")
  }
}

extension ReconciliationResult {
  /// What stops a closing: grave findings that nobody explained.
  package var blockingFindings: [Finding] {
    findings.filter { $0.outcome == .contradiction && $0.severity <= .high }
  }

  fileprivate var blockers: [String] {
    blockingFindings.map { finding in
      let title = RuleCatalogue.description(of: finding.rule)?.title ?? ""
      let lapsed = finding.explanation.lapsed == nil ? "" : "（原有说明因账目变动已失效）"
      return "\(finding.rule) \(title) \(printable(finding.subject))\(lapsed)："
        + printable(finding.message)
    }
  }
}

extension LedgerWriter {
  /// Carries each row's balance into the next year, with its purpose and the year it came from.
  ///
  /// A row that is registered there already as the same money is what was carried.
  fileprivate func carryForward(_ funds: FundAccounts) throws -> [CarriedBalance] {
    let year = funds.period.year
    guard let next = year.next else { throw ClosingRefusal.lastYear(year) }
    let standing = funds.accounts.filter {
      $0.appropriation.id.fiscalYear <= year && $0.balance > .zero
    }
    for (first, second) in zip(standing, standing.dropFirst())
    where first.appropriation.id.document == second.appropriation.id.document {
      throw ClosingRefusal.twoRows(
        first.appropriation.id.document,
        [first.appropriation.id.fiscalYear, second.appropriation.id.fiscalYear])
    }
    let before = try rowsCarried(from: year, into: next)
    var carried: [CarriedBalance] = []
    for account in standing {
      let row = account.appropriation
      let id = AppropriationID(document: row.id.document, fiscalYear: next)
      try carry(row, account.balance, to: id, wasCarried: before.contains(id))
      carried.append(CarriedBalance(from: row.id, amount: account.balance))
    }
    // What an earlier closing of the year carried and this one does not.
    let kept = Set(carried.map(\.from.document))
    for id in before where !kept.contains(id.document) {
      if try ledger.funds.appropriation(id) != nil { try withdraw(id, reason: "重新结账，没有结转余额") }
    }
    return carried
  }

  private func carry(
    _ row: Appropriation, _ balance: Money, to id: AppropriationID, wasCarried: Bool
  ) throws {
    let carried = Appropriation(
      id: id, source: row.source, receivedOn: id.fiscalYear.firstDay, amount: balance,
      permittedUses: row.permittedUses, originYear: row.originYear, note: row.note,
      origin: row.origin)
    if let registered = try ledger.funds.appropriation(id) {
      guard !registered.isSameMoney(as: carried) else { return }
      guard wasCarried else { throw ClosingRefusal.rowTaken(registered, carried) }
    }
    try append(carried)
  }

  /// The rows that earlier closings of a year made in the next.
  private func rowsCarried(
    from year: FiscalYear, into next: FiscalYear
  ) throws -> Set<AppropriationID> {
    var ids: Set<AppropriationID> = []
    for closing in try ledger.years.closings() where closing.closing.fiscalYear == year {
      for balance in try ledger.years.carriedBalances(of: closing.number) {
        ids.insert(AppropriationID(document: balance.from.document, fiscalYear: next))
      }
    }
    return ids
  }
}

extension Appropriation {
  /// Whether two rows bring the same sum of the same source and year; the uses may be said later.
  fileprivate func isSameMoney(as other: Appropriation) -> Bool {
    amount == other.amount && source == other.source && originYear == other.originYear
  }

  fileprivate var moneyWords: String {
    "\(source.rawValue) \(amount.groupedYuanText) 元（来源年度 \(originYear)）"
  }
}
