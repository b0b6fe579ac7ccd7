import Bookkeeping
import Foundation
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport

/// What the ledger and the model do not agree about.
struct Difference: Error, CustomStringConvertible {
  let step: Step?
  let words: String

  var description: String { step.map { "\($0): \(words)" } ?? words }
}

/// A ledger and its model, side by side, step after step.
struct SideBySide {
  let ledger: LedgerUnderTest
  private(set) var model: LedgerModel
  private(set) var coverage = Coverage()

  init(inFile: Bool = false, defect: LedgerModel.Defect? = nil) throws {
    ledger = try LedgerUnderTest(inFile: inFile)
    model = LedgerModel(defect: defect)
  }

  /// Takes a step on both sides.
  ///
  /// - Returns: What both say of it.
  /// - Throws: ``Difference`` when they do not say the same.
  @discardableResult
  mutating func take(_ step: Step) throws -> Verdict {
    let told = try ledger.take(step)
    let expected = try model.apply(step, told: told)
    guard told == expected else {
      throw Difference(step: step, words: "ledger \(told), model \(expected)")
    }
    coverage.count(step, told)
    // What is carried out for another is reached as well.
    if case .confirm(let number) = step, told.isAccepted {
      coverage.count(model.proposals[number - 1].step, told)
    }
    if case .look(let year, let asOf) = step { try look(.of(year), .of(asOf), step) }
    return told
  }

  /// What must hold at the end: the journal without a gap, the ledger in order, and every year.
  mutating func end() throws {
    let verification = try VerifyLedger(ledger.session.store)().verification
    guard verification.problems.isEmpty else {
      throw Difference(step: nil, words: verification.problems.map(\.message).joined())
    }
    guard verification.entryCount == model.entries else {
      throw Difference(
        step: nil, words: "\(verification.entryCount) entries, the model has \(model.entries)")
    }
    let payees = try ListRegister(ledger.session.store).payees().map {
      ModelPayee(
        name: $0.name, aliases: $0.aliases, account: $0.account.number.digits, isEnded: $0.isEnded)
    }
    guard payees == model.payees else {
      throw Difference(step: nil, words: "payees: ledger \(payees), model \(model.payees)")
    }
    for year in model.years.sorted() {
      try look(.of(year), .of(year * 10_000 + 1231), nil)
    }
  }

  /// Reconciles a year and compares its findings and figures.
  mutating func look(
    _ year: FiscalYear, _ asOf: Day, _ step: Step?, at other: LedgerUnderTest? = nil
  ) throws {
    let result = try ReconcileYear((other ?? ledger).session.store)(Period(year: year, asOf: asOf))
      .result
    func fail(_ words: String) -> Difference {
      Difference(step: step ?? .look(year: year.number, asOf: Int(asOf.number)), words: words)
    }
    let (missing, surplus) = try compare(result.findings, year, asOf, isRebuilt: other != nil)
    guard missing.isEmpty, surplus.isEmpty else {
      throw fail("the ledger lacks \(missing), has too much \(surplus)")
    }
    for finding in result.findings where finding.outcome == .contradiction {
      coverage.found[finding.rule.description, default: 0] += 1
    }
    if let words = try unequalFigure(result, year, asOf) { throw fail(words) }
  }

  /// Findings with whether they are explained, as far as that is certain.
  private func compare(
    _ findings: [Finding], _ year: FiscalYear, _ asOf: Day, isRebuilt: Bool
  ) throws -> (missing: [String], surplus: [String]) {
    // Closings do not travel in tables: nothing is told after one, and F07 knows of none.
    let isComparable = { (rule: String) in !isRebuilt || model.closed.isEmpty || rule != "F07" }
    var surplus = findings.filter { isComparable($0.rule.description) }.map { finding in
      let namesFirst = finding.rule == "K02" || finding.rule == "K04"
      let statement = NaiveChecker.Statement(
        rule: finding.rule.description, severity: finding.severity.rawValue,
        subject: finding.subject, fen: finding.amount.fen,
        day: finding.date.map { Int($0.number) } ?? 0,
        related: namesFirst ? finding.related.first : nil)
      return "\(statement)\(finding.outcome == .explained ? " explained" : "")"
    }
    var missing: [String] = []
    var all = try model.everything(year, asOf: asOf).map { ($0, true) }
    if !isRebuilt {
      let later = try model.afterClosing(toldIn: year.number, asOf: asOf)
      all += later.certain.map { ($0, true) } + later.open.map { ($0, false) }
    }
    for (statement, isCertain) in all where isComparable(statement.rule) {
      let plain = "\(statement)"
      let forms: [String] =
        switch try model.explained(statement, asOf: asOf) {
        case .yes: [plain + " explained"]
        case .no: [plain]
        case .open: [plain, plain + " explained"]
        }
      if let index = surplus.firstIndex(where: forms.contains) {
        surplus.remove(at: index)
      } else if isCertain {
        missing.append(forms.joined(separator: " or "))
      }
    }
    return (missing, surplus)
  }

  /// The first figure that is not a naive sum, in words; nil for none.
  private func unequalFigure(
    _ result: ReconciliationResult, _ year: FiscalYear, _ asOf: Day
  ) throws -> String? {
    var naive = try NaiveChecker(model.book, year: year, asOf: asOf)
    naive.isExplainedRepeat = model.isExplainedRepeat
    let book = result.book
    func ended(_ outcome: Outcome) -> Int {
      naive.seenCases.compactMap(\.closing).count {
        $0.outcome == outcome && $0.on <= asOf && naive.isOfYear($0.on)
      }
    }
    var pairs: [(String, Int64?, Int64?)] = [
      ("net paid", book.funds.netPaidInYear.fen, naive.netPaidInYear),
      ("opening", book.funds.opening?.fen, naive.opening),
      ("appropriated", book.funds.ofYear.appropriated.fen, naive.appropriated),
      ("recalled", book.funds.ofYear.recalled.fen, naive.recalled),
      (
        "accepted", Int64(book.cases(\.accepted)),
        Int64(naive.seenCases.count { naive.isOfYear($0.acceptedOn) })
      ),
      ("closed", Int64(book.cases(\.closed)), Int64(ended(.closed))),
      ("terminated", Int64(book.cases(\.terminated)), Int64(ended(.terminated))),
      ("withdrawn", Int64(book.cases(\.withdrawn)), Int64(ended(.withdrawn))),
      (
        "claimed", try book.cases(\.claimed).fen,
        naive.seenClaims.filter { naive.isOfYear($0.claimedOn) }
          .reduce(0) { $0 + $1.claimedAmount.fen }
      ),
      (
        "approved", try book.cases(\.approved).fen,
        naive.approvals.filter { naive.isOfYear($0.on) }.reduce(0) { $0 + $1.fen }
      ),
    ]
    for account in book.funds.accounts {
      let row = account.appropriation
      let words = "\(row.id.document) \(row.id.fiscalYear)"
      pairs.append(("paid from \(words)", account.netPaid.fen, naive.now.netPaid(from: row)))
      pairs.append(("left of \(words)", account.balance.fen, naive.now.balance(of: row)))
    }
    let across = (book.acrossYears, naive.acrossYears)
    pairs += [
      ("paid for earlier", across.0.forEarlier.fen, across.1.forEarlier),
      ("paid later", across.0.paidLater.fen, across.1.paidLater),
      ("unpaid", across.0.unpaid.fen, across.1.unpaid),
    ]
    for identity in result.identities {
      let isBroken =
        switch identity.id {
        case "I02": !naive.areRowsCarriedWhole
        case "I05": naive.hasClosingBeforeAcceptance
        case "I08": naive.now.rowsAndClosing(of: year.number).map { $0.left != $0.right } ?? false
        default: false
        }
      if identity.outcome == .contradiction, !isBroken { return "\(identity.id) does not hold" }
      let sides: (left: Int64, right: Int64)? =
        switch identity.id {
        case "I04": naive.openCaseByCase
        case "I05": naive.openAndEnded
        case "I08": naive.now.rowsAndClosing(of: year.number)
        default: nil
        }
      if let sides {
        pairs.append((identity.id + " left", identity.left, sides.left))
        pairs.append((identity.id + " right", identity.right, sides.right))
      }
    }
    return pairs.first { $0.1 != $0.2 }.map {
      "\($0.0): ledger \($0.1 ?? -1), model \($0.2 ?? -1)"
    }
  }
}
