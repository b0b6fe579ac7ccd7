package import LedgerCore
package import LedgerStore
import Reconciliation

/// Verifies a ledger (核验): the file, its journal, its facts, and the figures from two sides.
package struct VerifyLedger {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// What was found, and where a head that was asked for stood.
  package struct Outcome: Sendable {
    /// nil when the file is too damaged to say whose it is.
    package let bureau: Bureau?
    package let verification: Verification
    package let askedHead: AskedHead?
  }

  /// A digest that was printed on an earlier paper, looked up in the chain.
  package struct AskedHead: Equatable, Sendable {
    package let digits: String
    /// The entry after which it was the head; nil when it is not in the chain.
    package let entry: Int?
    package let recordedAt: String?
    /// Entries written since.
    package let entriesSince: Int
  }

  /// A beginning of a head that more than one entry has.
  package struct AmbiguousHead: Error, CustomStringConvertible {
    package let description = "有不止一笔流水的校验码以这几位开头：请照原件多写几位"
  }

  /// Reads one snapshot and checks all of it.
  ///
  /// - Parameter head: The digest on an earlier paper, or at least its first eight digits.
  /// - Returns: What was found; a damaged ledger is a result, no error.
  /// - Throws: ``AmbiguousHead``, or a fault of the store.
  package func callAsFunction(head: String? = nil) throws -> Outcome {
    try store.read { reader in
      var verification = try reader.verify()
      verification.problems += try Self.tolerant { try reader.consistencyProblems() }
      verification.problems += try Self.tolerant { try reader.figureProblems() }
      let asked = try head.map { try reader.find(head: $0) }
      if let asked, asked.entry == nil {
        verification.problems.append(
          IntegrityProblem(
            .head,
            "校验码 \(asked.digits) 不在账本里：尾部被截去、账被改写，或不是这个账本的校验码"))
      }
      if let lost = try BackupRecord(beside: store)?.problem(reader) {
        verification.problems.append(lost)
      }
      return Outcome(
        bureau: try? reader.bureau(), verification: verification, askedHead: asked)
    }
  }

  /// What a check finds; rows that cannot be read are a finding too.
  private static func tolerant(
    _ check: () throws -> [IntegrityProblem]
  ) throws -> [IntegrityProblem] {
    do {
      return try check()
    } catch let fault as StoreFault {
      return [IntegrityProblem(.unreadable, fault.description)]
    } catch {
      let words = "\(error)".prefix { $0 != "\n" }
      return [IntegrityProblem(.unreadable, "账不能逐件核对：\(printable(String(words)))")]
    }
  }
}

extension LedgerReader {
  fileprivate func find(head: String) throws -> VerifyLedger.AskedHead {
    let found = try entries(withHead: head)
    guard found.count <= 1 else { throw VerifyLedger.AmbiguousHead() }
    let entry = found.first
    return VerifyLedger.AskedHead(
      digits: head.lowercased(), entry: entry,
      recordedAt: try entry.flatMap { try journalEntry($0)?.stamp.recordedAt },
      entriesSince: try entry.map { (try lastEntry()?.number ?? $0) - $0 } ?? 0)
  }

  /// The figures of each year, as the rules' pass comes to them, against SQLite's own sums.
  fileprivate func figureProblems() throws -> [IntegrityProblem] {
    let closings = try standingClosings()
    return try years().flatMap { year in
      let book = try ReconcileYear.outcome(Period(year: year), self).result.book
      let carried = closings.filter { $0.closing.fiscalYear == year }
        .flatMap { Self.carriedProblems(try? carriedBalances(of: $0.number), book, year) }
      return try Self.differences(book, sums(in: year), year) + carried
    }
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
