import LedgerCore
import LedgerStore
import Reconciliation
import Synchronization

/// All checks of a ledger, shared between two threads where there is enough to do: each takes the
/// next that nobody has taken, on a connection of its own, in the same state of the ledger.
final class LedgerChecks: Sendable {
  private let state: Mutex<State>
  /// nil when the schema lacks tables, so that nothing else can be asked.
  private let schema: [IntegrityProblem]?

  /// In the order in which they are taken: what takes longest comes first.
  private enum Work: Hashable {
    case check(LedgerCheck)
    case figures(FiscalYear)
  }

  private struct State {
    var left: [Work]
    var found: [Work: Verification] = [:]
  }

  /// - Parameter reader: Of the transaction under way.
  /// - Throws: A fault of the store.
  init(_ reader: LedgerReader) throws {
    schema = try reader.schemaToVerify()
    let years = (try? reader.years()) ?? []
    let checks: [LedgerCheck] = [.journal, .pages, .consistency, .references, .totals]
    state = Mutex(
      State(left: schema == nil ? [] : checks.map(Work.check) + years.map(Work.figures)))
  }

  /// A ledger below this size is read in a moment, and needs no second connection.
  private static let sharedFromBytes = 4_000_000

  /// Makes all checks.
  ///
  /// - Returns: What they found, in an order of its own.
  /// - Throws: The first failure of either thread.
  func run(_ reader: LedgerReader, beside store: LedgerStore) throws -> Verification {
    guard let schema else {
      return Verification(
        entryCount: 0, factCount: 0, head: "", problems: try reader.schemaProblems())
    }
    let years = state.withLock(\.left)
    let readers = TwoReaders { reader in
      while let work = self.next() {
        let found = try Self.result(of: work, reader)
        self.state.withLock { $0.found[work] = found }
      }
    } stop: {
      self.state.withLock { $0.left = [] }
    }
    let isLarge = try reader.byteCount() >= Self.sharedFromBytes
    try readers.work(reader, beside: isLarge ? store : nil)
    return state.withLock { state in
      let found = state.found
      let part = { (check: LedgerCheck) in found[.check(check)]?.problems ?? [] }
      var whole =
        found[.check(.journal)]
        ?? Verification(entryCount: 0, factCount: 0, head: "", problems: [])
      whole.problems += part(.totals) + part(.pages) + part(.references) + schema
      whole.problems += part(.consistency)
      for case .figures(let year) in years {
        whole.problems += found[.figures(year)]?.problems ?? []
      }
      return whole
    }
  }

  private func next() -> Work? {
    state.withLock { $0.left.isEmpty ? nil : $0.left.removeFirst() }
  }

  /// What a check finds; rows that cannot be read are a finding too, but for the file's own checks.
  private static func result(of work: Work, _ reader: LedgerReader) throws -> Verification {
    switch work {
    case .check(.consistency):
      try tolerant { try reader.result(of: .consistency).problems }
    case .check(let check): try reader.result(of: check)
    case .figures(let year): try tolerant { try reader.figureProblems(of: year) }
    }
  }

  private static func tolerant(_ check: () throws -> [IntegrityProblem]) throws -> Verification {
    var found = Verification(entryCount: 0, factCount: 0, head: "", problems: [])
    do {
      found.problems = try check()
    } catch let fault as StoreFault {
      found.problems = [IntegrityProblem(.unreadable, fault.description)]
    } catch {
      let words = "\(error)".prefix { $0 != "\n" }
      found.problems = [IntegrityProblem(.unreadable, "账不能逐件核对：\(printable(String(words)))")]
    }
    return found
  }
}

extension LedgerReader {
  /// The figures of a year, as the rules' pass comes to them, against SQLite's own sums.
  fileprivate func figureProblems(of year: FiscalYear) throws -> [IntegrityProblem] {
    let book = try ReconcileYear.outcome(Period(year: year), self).result.book
    let carried = try standingClosings().filter { $0.closing.fiscalYear == year }
      .flatMap { Self.carriedProblems(try? carriedBalances(of: $0.number), book, year) }
    return try Self.differences(book, sums(in: year), year) + carried
  }

  private static func differences(
    _ book: YearBook, _ sums: BookSums, _ year: FiscalYear
  ) throws -> [IntegrityProblem] {
    let counts = [
      "受理案件": book.cases(\.accepted), "办结案件": book.cases(\.closed),
      "终止案件": book.cases(\.terminated), "撤回案件": book.cases(\.withdrawn),
      "值班": book.dutyShiftCount,
    ]
    let amounts = [
      "申报金额": try book.cases(\.claimed), "核发金额": try book.cases(\.approved),
      "值班补贴": book.dutyAmount, "本年净支出": book.funds.netPaidInYear,
      "以案定补净支出": book.paid(for: .perCaseSubsidy), "值班律师净支出": book.paid(for: .duty),
    ]
    let wrong =
      sums.counts.filter { counts[$0.key] != $0.value }.map(\.key)
      + sums.amounts.filter { amounts[$0.key] != $0.value }.map(\.key)
    return wrong.sorted().map { name in
      IntegrityProblem(
        .consistency, key: name, "\(year) 年度\(name)：逐件合计与账上直接合计不同")
    }
  }

  /// What a standing closing carried, against the balances of its year.
  private static func carriedProblems(
    _ carried: [CarriedBalance]?, _ book: YearBook, _ year: FiscalYear
  ) -> [IntegrityProblem] {
    (carried ?? []).compactMap { balance in
      let account = book.funds.accounts.first { $0.appropriation.id == balance.from }
      guard account?.balance != balance.amount else { return nil }
      return IntegrityProblem(
        .consistency, table: "结转余额", key: printable(balance.from.document.printed),
        "\(year) 年度结转的指标 \(printable(balance.from.document.printed))：结转数与年末余额不同")
    }
  }
}
