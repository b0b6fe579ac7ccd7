package import LedgerCore
package import LedgerStore
package import Reconciliation

/// Figures that are come to by two roads must be the same on both.
package enum FigureCheck {
  /// Where the figures of a year, as the rules' pass came to them, are not SQLite's own sums.
  ///
  /// Asked when a year is closed: what is sealed is worked out twice.
  package static func problems(
    of book: YearTotals, in ledger: LedgerSnapshot
  ) throws -> [IntegrityProblem] {
    let year = book.period.year
    let sums = try BookSums(of: year, in: ledger)
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

  /// Where a standing closing carried another balance than its year's row has.
  static func carriedProblems(in ledger: LedgerSnapshot) throws -> [IntegrityProblem] {
    try ledger.years.standingClosings().flatMap { closing in
      let year = closing.closing.fiscalYear
      let accounts = try FundAccounts(of: ledger, Period(year: year)).accounts
      return try ledger.years.carriedBalances(of: closing.number).compactMap {
        carried -> IntegrityProblem? in
        let account = accounts.first { $0.appropriation.id == carried.from }
        guard account?.balance != carried.amount else { return nil }
        let document = printable(carried.from.document.printed)
        return IntegrityProblem(
          .consistency, table: "结转余额", key: document,
          "\(year) 年度结转的指标 \(document)：结转数与年末余额不同")
      }
    }
  }
}
