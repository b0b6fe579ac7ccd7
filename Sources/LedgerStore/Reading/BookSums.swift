import GRDB
package import LedgerCore

/// The sums of one year as SQLite takes them from the rows, without the rules' pass.
package struct BookSums: Equatable, Sendable {
  /// Each with its Chinese name; counts of cases and shifts.
  package let counts: [String: Int]
  /// Each with its Chinese name.
  package let amounts: [String: Money]

  package init(counts: [String: Int], amounts: [String: Money]) {
    self.counts = counts
    self.amounts = amounts
  }
}

extension BookSums {
  /// The sums of a year up to its last day.
  ///
  /// - Complexity: Reads each table once, inside SQLite.
  package init(of year: FiscalYear, in ledger: LedgerSnapshot) throws {
    let database = ledger.database
    let count = { (sql: String) in
      try Int.fetchOne(database, sql: sql, arguments: ["year": year.number]) ?? 0
    }
    let amount = { (sql: String) in
      Money(
        fen: try Int64.fetchOne(
          database, sql: sql, arguments: ["year": year.number]) ?? 0)
    }
    let ended = { (outcome: String) in
      try count(
        Self.cases + " AND closedOn / 10000 = :year AND acceptedOn / 10000 <= :year"
          + " AND outcome = '\(outcome)'")
    }
    let paid = { (condition: String) in try amount(Self.paid + " AND " + condition) }
    self.init(
      counts: [
        "受理案件": try count(Self.cases + " AND acceptedOn / 10000 = :year"),
        "办结案件": try ended("办结"), "终止案件": try ended("终止"), "撤回案件": try ended("撤回"),
        "值班": try count(Self.shifts("count(*)")),
      ],
      amounts: [
        "申报金额": try amount(Self.claims("claimedAmount", on: "claimedOn")),
        "核发金额": try amount(Self.claims("approvedAmount", on: "approvedOn")),
        "值班补贴": try amount(Self.shifts("coalesce(sum(amount), 0)")),
        "本年净支出": try paid("1"),
        "以案定补净支出": try paid("\"use\" = '以案定补'"),
        "值班律师净支出": try paid("\"use\" = '值班律师'"),
      ])
  }

  private static let cases = """
    SELECT count(*) FROM legalAidCase AS fact WHERE revision =
      (SELECT max(revision) FROM legalAidCase WHERE caseNumber = fact.caseNumber)
      AND \(VoidThings.isStanding(.legalAidCase, "fact.caseNumber"))
      AND \(CaseNumbers.hasNumber("fact.caseNumber"))
    """
  private static let paid = """
    SELECT coalesce(sum(iif(reversesVoucher IS NULL, amount, -amount)), 0) FROM paymentLine
    WHERE paidOn / 10000 = :year
    """

  private static func shifts(_ what: String) -> String {
    """
    SELECT \(what) FROM dutyShift AS fact WHERE servedOn / 10000 = :year AND revision =
      (SELECT max(revision) FROM dutyShift WHERE dutyNumber = fact.dutyNumber)
      AND \(VoidThings.isStanding(.dutyShift, "fact.dutyNumber"))
    """
  }

  /// Of claims that were not returned by the end of the year.
  private static func claims(_ amount: String, on day: String) -> String {
    """
    SELECT coalesce(sum(\(amount)), 0) FROM claim AS fact WHERE \(day) / 10000 = :year
      AND (returnedOn IS NULL OR returnedOn / 10000 > :year) AND revision =
      (SELECT max(revision) FROM claim WHERE claimNumber = fact.claimNumber)
      AND \(VoidThings.isStanding(.claim, "fact.claimNumber"))
    """
  }
}
