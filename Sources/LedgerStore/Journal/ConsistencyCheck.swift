import GRDB
package import LedgerCore

/// What facts owe to one another, each asked of SQLite by itself and not by the rules.
///
/// Every writer of ours keeps these; a fact that breaks one came in another way.
private struct ConsistencyRule {
  let table: FactTable
  /// The condition on a row, as `fact`, that is not as it must be.
  let condition: String
  /// What is wrong, behind the words for the fact.
  let words: String
}

/// Holds the facts against one another.
package enum ConsistencyCheck {
  /// Facts that do not agree with one another.
  ///
  /// - Complexity: Reads each table a few times, inside SQLite, by its keys.
  package static func problems(in ledger: LedgerSnapshot) throws -> [IntegrityProblem] {
    try ConsistencyRule.all.flatMap { try $0.problems(ledger.database) }
      + packProblems(ledger.years)
  }

  /// Closings whose sealed files are not those of their digest.
  private static func packProblems(_ years: YearRegister) throws -> [IntegrityProblem] {
    try years.closings().compactMap { numbered in
      guard let digest = numbered.closing.packDigest else { return nil }
      guard try years.packFiles(of: numbered.number).digest != digest else { return nil }
      return IntegrityProblem(
        .consistency, table: FactTable.yearClosing.title, key: "第 \(numbered.number) 号",
        "\(numbered.closing.fiscalYear) 年度第 \(numbered.number) 号结账封存的报表包与它的校验码不符")
    }
  }
}

extension ConsistencyRule {
  /// How many facts are named for each rule.
  private static let limit = 20

  func problems(_ database: Database) throws -> [IntegrityProblem] {
    let columns = table.columns.map { "fact.\"\($0)\"" }.joined(separator: ", ")
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT \(columns), fact.entry FROM \(table.name) AS fact WHERE \(condition)
        LIMIT \(Self.limit)
        """)
    return rows.map { row in
      let key = table.words(for: Array(row.databaseValues.prefix(table.columns.count)))
      return IntegrityProblem(
        .consistency, entry: row["entry"], table: table.title, key: key,
        "\(table.title) \(key)\(words)")
    }
  }

  static let all: [ConsistencyRule] =
    revisions(of: .appropriation, by: ["documentNumber", "fiscalYear"])
    + revisions(of: .openingBalance, by: ["fiscalYear"])
    + revisions(of: .legalAidCase, by: ["caseNumber"])
    + revisions(of: .claim, by: ["claimNumber"])
    + revisions(of: .dutyShift, by: ["dutyNumber"])
    + revisions(of: .payee, by: ["number"]) + revisions(of: .person, by: ["number"])
    + [
      FactTable.subsidyStandard, .explanation, .yearClosing, .bankMatch, .bankSetAside, .tableTerm,
      .closingManner, .caseDetails, .nameShowing, .voiding, .caseRenumbering, .personKey, .proposal,
      .regionCode, .appropriationOrigin, .publishingKey, .filedReceipt, .reportingBureau,
      .reportingKey, .receivedSegment, .allocation,
    ].map(numbers)
    + claims + reversals + closings + corrections

  /// Revisions count from 1 without a gap, in the order of the journal.
  private static func revisions(of table: FactTable, by keys: [String]) -> [ConsistencyRule] {
    let same = keys.map { "earlier.\($0) = fact.\($0)" }.joined(separator: " AND ")
    let earlier = "SELECT 1 FROM \(table.name) AS earlier WHERE \(same)"
    return [
      ConsistencyRule(
        table: table,
        condition: """
          fact.revision > 1
            AND NOT EXISTS (\(earlier) AND earlier.revision = fact.revision - 1)
          """, words: "：前一次登记缺失"),
      ConsistencyRule(
        table: table,
        condition: """
          fact.revision > 1 AND EXISTS (\(earlier) AND earlier.revision = fact.revision - 1
            AND (earlier.entry, earlier.ordinal) >= (fact.entry, fact.ordinal))
          """, words: "：比前一次登记更早记入"),
    ]
  }

  /// Numbers of our own count from 1 without a gap.
  private static func numbers(of table: FactTable) -> ConsistencyRule {
    ConsistencyRule(
      table: table,
      condition: """
        fact.number > 1
          AND NOT EXISTS (SELECT 1 FROM \(table.name) AS earlier
            WHERE earlier.number = fact.number - 1)
        """, words: "：前一号缺失")
  }

  private static let claims = [
    ConsistencyRule(
      table: .claim,
      condition: """
        fact.isMoved = 1 AND NOT EXISTS (SELECT 1 FROM claim AS next
          WHERE next.claimNumber = fact.claimNumber AND next.revision = fact.revision + 1
            AND next.isMoved = 0 AND next.caseNumber <> fact.caseNumber)
        """, words: "：从案件移出，却没有移到别的案件"),
    ConsistencyRule(
      table: .claim,
      condition: """
        fact.revision > 1 AND EXISTS (SELECT 1 FROM claim AS earlier
          WHERE earlier.claimNumber = fact.claimNumber AND earlier.revision = fact.revision - 1
            AND (earlier.isMoved = 0) = (earlier.caseNumber <> fact.caseNumber))
        """, words: "：换了案件却没有移出的登记，或移出了却没有换案件"),
  ]

  private static let reversals = [
    ConsistencyRule(
      table: .paymentLine,
      condition: """
        (fact.voucherNumber, fact.line) IN (SELECT reversesVoucher, reversesLine
            FROM paymentLine WHERE reversesVoucher IS NOT NULL)
          AND fact.amount < (SELECT sum(amount) FROM paymentLine AS reversal
            WHERE reversal.reversesVoucher = fact.voucherNumber
              AND reversal.reversesLine = fact.line)
        """, words: "：冲销合计超过它的金额"),
    ConsistencyRule(
      table: .paymentLine,
      condition: """
        fact.reversesVoucher IS NOT NULL AND EXISTS (SELECT 1 FROM paymentLine AS line
          WHERE line.voucherNumber = fact.reversesVoucher AND line.line = fact.reversesLine
            AND line.reversesVoucher IS NOT NULL)
        """, words: "：冲销的是一笔冲销"),
    ConsistencyRule(
      table: .paymentLine,
      condition: """
        fact.reversesVoucher IS NOT NULL AND EXISTS (SELECT 1 FROM paymentLine AS line
          WHERE line.voucherNumber = fact.reversesVoucher AND line.line = fact.reversesLine
            AND (line.paidOn <> fact.reversesPaidOn OR line."use" <> fact."use"
              OR line.citedKind <> fact.citedKind OR line.documentNumber <> fact.documentNumber
              -- The case may have been renumbered between the two.
              OR (line.citedNumber <> fact.citedNumber
                AND NOT EXISTS (SELECT 1 FROM caseRenumbering
                  WHERE oldCaseNumber = line.citedNumber AND line.citedKind = 'case'))))
        """, words: "：与它冲销的支付不一致（日期、用途、对象或指标）"),
    ConsistencyRule(
      table: .paymentLine,
      condition: """
        fact.line > 1 AND EXISTS (SELECT 1 FROM paymentLine AS other
          WHERE other.voucherNumber = fact.voucherNumber AND other.line < fact.line
            AND other.paidOn <> fact.paidOn)
        """, words: "：与同一凭证的别的行日期不同"),
  ]

  private static let corrections =
    [
      ("案件", "legalAidCase", "caseNumber"), ("补贴申报", "claim", "claimNumber"),
      ("值班", "dutyShift", "dutyNumber"), ("国库流水", "bankLine", "bankReference"),
      ("经费指标", "appropriation", "documentNumber"),
    ].map { thing, table, key in
      let year = table == "appropriation" ? " AND named.fiscalYear = fact.fiscalYear" : ""
      return ConsistencyRule(
        table: .voiding,
        condition: """
          fact.thing = '\(thing)' AND NOT EXISTS (SELECT 1 FROM \(table) AS named
            WHERE named.\(key) = fact.thingNumber AND named.entry <= fact.entry\(year))
          """, words: "：作废的内容没有登记")
    } + [
      ConsistencyRule(
        table: .voiding,
        condition: """
          coalesce((SELECT kind FROM voiding AS earlier
            WHERE earlier.thing = fact.thing AND earlier.thingNumber = fact.thingNumber
              AND earlier.fiscalYear = fact.fiscalYear AND earlier.number < fact.number
            ORDER BY earlier.number DESC LIMIT 1), '恢复') = fact.kind
          """, words: "：重复作废，或没有作废就恢复"),
      ConsistencyRule(
        table: .caseRenumbering,
        condition: """
          NOT EXISTS (SELECT 1 FROM legalAidCase AS named
              WHERE named.caseNumber = fact.oldCaseNumber AND named.entry <= fact.entry)
            OR NOT EXISTS (SELECT 1 FROM legalAidCase AS named
              WHERE named.caseNumber = fact.newCaseNumber AND named.entry = fact.entry)
          """, words: "：改号前后的案件登记缺失"),
    ]

  private static let closings = [
    ConsistencyRule(
      table: .explanation, condition: "fact.digest GLOB '*[^0-9a-f]*'", words: "：依据的指纹不是指纹"),
    ConsistencyRule(
      table: .carriedBalance,
      condition: """
        NOT EXISTS (SELECT 1 FROM yearClosing AS closing JOIN appropriation AS next
          ON next.fiscalYear = closing.fiscalYear + 1
          WHERE closing.number = fact.closing AND closing.kind = '结账'
            AND next.documentNumber = fact.documentNumber)
        """, words: "：结转到的下一年度没有这一指标"),
    ConsistencyRule(
      table: .packFile,
      condition: """
        NOT EXISTS (SELECT 1 FROM yearClosing AS closing
          WHERE closing.number = fact.closing AND closing.kind = '结账')
        """, words: "：不属于任何一次结账"),
  ]
}
