/// What the sqlite3 shell is asked to do with the same ledger, as its baselines.
package enum ShellScripts {
  /// Every rule of the year over the book as SQL: a line for each with how often it speaks.
  package static let reconciliation = """
    PRAGMA temp_store = MEMORY;
    BEGIN;
    CREATE TEMP TABLE register AS
      SELECT caseNumber, max(revision) AS revision, type, acceptedOn,
        iif(assignedOn <= 20241231, assignedOn, NULL) AS assignedOn, firm,
        iif(closedOn <= 20241231, closedOn, NULL) AS closedOn, outcome,
        iif(filedOn <= 20241231, filedOn, NULL) AS filedOn, grade
      FROM legalAidCase GROUP BY caseNumber HAVING acceptedOn <= 20241231;
    CREATE UNIQUE INDEX temp.registerByCase ON register (caseNumber);
    CREATE TEMP TABLE stated AS
      SELECT *, row_number() OVER (PARTITION BY caseNumber ORDER BY claimedOn, claimNumber) AS place
      FROM (
        SELECT caseNumber, claimNumber, max(revision) AS revision, isMoved, claimedOn,
          claimedAmount, submittedBy, approvedOn, approvedAmount, approvedBy, returnedOn
        FROM claim GROUP BY caseNumber, claimNumber)
      WHERE isMoved = 0 AND (returnedOn IS NULL OR returnedOn > 20241231);
    CREATE TEMP TABLE live AS
      SELECT citedNumber, voucherNumber, line, paidOn, "use", documentNumber, payee,
        amount - coalesce((
          SELECT sum(amount) FROM paymentLine AS reversal
          WHERE reversal.reversesVoucher = paid.voucherNumber AND reversal.reversesLine = paid.line
            AND reversal.paidOn <= 20241231), 0) AS rest
      FROM paymentLine AS paid
      WHERE citedKind = 'case' AND reversesVoucher IS NULL AND paidOn <= 20241231;
    DELETE FROM live WHERE rest <= 0;
    CREATE TEMP TABLE dossier AS
      SELECT caseNumber, acceptedOn, assignedOn, firm, closedOn, outcome, filedOn, grade,
        coalesce(approved, 0) AS approved, firstApproved, lastApproved, coalesce(net, 0) AS net
      FROM register
      LEFT JOIN (
        SELECT caseNumber, sum(iif(place = 1, approvedAmount, 0)) AS approved,
          min(approvedOn) AS firstApproved, max(approvedOn) AS lastApproved
        FROM stated WHERE approvedOn <= 20241231 GROUP BY caseNumber) USING (caseNumber)
      LEFT JOIN (
        SELECT citedNumber AS caseNumber, sum(rest) AS net FROM live
        WHERE "use" = '以案定补' GROUP BY citedNumber) USING (caseNumber);
    CREATE UNIQUE INDEX temp.dossierByCase ON dossier (caseNumber);
    CREATE TEMP TABLE crossing AS
      SELECT caseNumber, max(approved) AS approved, max(net) - max(approved) AS excess,
        min(iif(running > approved, paidOn, NULL)) AS paidOn
      FROM (
        SELECT caseNumber, approved, net, paidOn, sum(rest) OVER (
          PARTITION BY caseNumber ORDER BY paidOn, voucherNumber, line) AS running
        FROM dossier CROSS JOIN live ON citedNumber = caseNumber AND "use" = '以案定补'
        WHERE net > approved)
      GROUP BY caseNumber HAVING paidOn / 10000 = 2024;
    \(claimRules)
    \(caseRules)
    \(paymentRules)
    \(fundRules)
    \(dutyRules)
    \(figures)
    ROLLBACK;
    """

  private static let claimRules = """
    SELECT 'C01', count(*) FROM stated
      WHERE claimedOn / 10000 = 2024 AND caseNumber NOT IN (SELECT caseNumber FROM register);
    SELECT 'C02', count(*) FROM stated JOIN register USING (caseNumber)
      WHERE claimedOn / 10000 = 2024 AND (closedOn IS NULL OR closedOn > claimedOn);
    SELECT 'C03', count(*) FROM stated JOIN register USING (caseNumber)
      WHERE claimedOn / 10000 = 2024 AND place > 1;
    SELECT 'C04', count(*) FROM stated JOIN register USING (caseNumber)
      WHERE approvedOn / 10000 = 2024 AND approvedAmount > claimedAmount;
    SELECT 'C05', count(*) FROM stated JOIN register USING (caseNumber)
      WHERE approvedOn / 10000 = 2024 AND approvedAmount <>
        CASE grade WHEN '一类' THEN 40000 WHEN '二类' THEN 80000 WHEN '三类' THEN 110000 END;
    SELECT 'C06', count(*) FROM stated
      WHERE approvedOn / 10000 = 2024 AND submittedBy = approvedBy;
    SELECT 'C07', count(*) FROM stated WHERE approvedOn / 10000 = 2024 AND approvedOn < claimedOn;
    """

  private static let caseRules = """
    SELECT 'K01', count(*) FROM register
      WHERE max(acceptedOn, coalesce(assignedOn, 0), coalesce(closedOn, 0), coalesce(filedOn, 0))
        / 10000 = 2024
        AND (acceptedOn > closedOn OR closedOn > filedOn OR acceptedOn > filedOn
          OR assignedOn > closedOn);
    SELECT 'K02', count(*) FROM (
      SELECT coalesce(closedOn, acceptedOn) AS seenOn, row_number() OVER (
        PARTITION BY judgmentNumber, recipient ORDER BY caseNumber) AS place
      FROM legalAidCase WHERE judgmentNumber IS NOT NULL)
      WHERE place > 1 AND seenOn / 10000 = 2024;
    CREATE TEMP TABLE ends AS
      SELECT caseNumber, outcome, filedOn, julianday(printf('%d-%02d-%02d', closedOn / 10000,
        closedOn / 100 % 100, closedOn % 100)) AS closed,
        julianday(printf('%d-%02d-%02d', filedOn / 10000, filedOn / 100 % 100, filedOn % 100))
          AS filed
      FROM register
      WHERE closedOn IS NOT NULL AND (filedOn IS NULL OR filedOn - closedOn > 30);
    SELECT 'K03', count(*) FROM ends
      WHERE closed + 31 BETWEEN julianday('2024-01-01') AND julianday('2024-12-31')
        AND coalesce(filed, julianday('2024-12-31')) > closed + 30;
    SELECT 'P10', count(*) FROM register
      WHERE outcome = '办结' AND closedOn <= 20241031
        AND caseNumber NOT IN (SELECT caseNumber FROM stated WHERE claimedOn <= 20241231);
    """

  private static let paymentRules = """
    SELECT 'P01', count(*) FROM live
      WHERE paidOn / 10000 = 2024 AND citedNumber NOT IN (SELECT caseNumber FROM register);
    SELECT 'P02', count(*) FROM live JOIN register ON caseNumber = citedNumber
      WHERE paidOn / 10000 = 2024 AND "use" = '以案定补' AND paidOn < acceptedOn;
    SELECT 'P03', count(*) FROM live JOIN register ON caseNumber = citedNumber
      WHERE paidOn / 10000 = 2024 AND "use" = '以案定补' AND paidOn >= acceptedOn
        AND (closedOn IS NULL OR closedOn > paidOn);
    SELECT 'P04', count(*) FROM live JOIN dossier ON caseNumber = citedNumber
      WHERE paidOn / 10000 = 2024 AND "use" = '以案定补' AND paidOn >= acceptedOn
        AND closedOn <= paidOn AND (firstApproved IS NULL OR firstApproved > paidOn);
    CREATE TEMP TABLE twice AS
      SELECT DISTINCT one.citedNumber AS caseNumber
      FROM crossing JOIN live AS one ON one.citedNumber = crossing.caseNumber
      JOIN live AS other ON other.citedNumber = one.citedNumber AND other.payee = one.payee
        AND other.rest = one.rest
        AND (other.voucherNumber, other.line) > (one.voucherNumber, one.line)
      WHERE one.rest <= excess AND approved > 0;
    SELECT 'P05', count(*) FROM crossing JOIN dossier USING (caseNumber)
      WHERE firstApproved IS NOT NULL AND caseNumber NOT IN (SELECT caseNumber FROM twice);
    SELECT 'P06', count(*) FROM twice;
    SELECT 'P07', count(*) FROM dossier WHERE net > 0 AND net < approved;
    SELECT 'P08', count(*) FROM dossier WHERE closedOn IS NOT NULL AND approved > 0 AND net = 0;
    SELECT 'P09', count(*) FROM live JOIN register ON caseNumber = citedNumber
      WHERE paidOn / 10000 = 2024 AND "use" = '以案定补' AND payee <> firm;
    SELECT 'P11', count(*) FROM live JOIN dossier ON caseNumber = citedNumber
      WHERE max(paidOn, closedOn) / 10000 = 2024 AND "use" = '以案定补' AND outcome <> '办结'
        AND (lastApproved IS NULL OR lastApproved < closedOn);
    """

  private static let fundRules = """
    SELECT 'F02', count(*) FROM live JOIN appropriation USING (documentNumber)
      WHERE paidOn / 10000 = 2024 AND fiscalYear = 2024 AND paidOn < receivedOn;
    SELECT 'F04', count(*) FROM live JOIN appropriation USING (documentNumber)
      WHERE max(paidOn, receivedOn) / 10000 = 2024 AND fiscalYear = 2024 AND permittedUses <> ''
        AND instr(permittedUses, "use") = 0;
    SELECT 'F06', count(*) FROM live
      WHERE paidOn / 10000 = 2024
        AND documentNumber NOT IN (SELECT documentNumber FROM appropriation);
    """

  private static let dutyRules = """
    CREATE TEMP TABLE duty AS
      SELECT dutyNumber, servedOn, dutyShift.lawyer AS lawyer, firm, quantityTenths, rate,
        dutyShift.amount AS amount,
        total(paymentLine.amount) AS net, max(paidOn) AS lastPaid
      FROM dutyShift LEFT JOIN paymentLine ON citedKind = 'duty' AND citedNumber = dutyNumber
      GROUP BY dutyNumber;
    SELECT 'D01', count(*) FROM duty
      WHERE servedOn / 10000 = 2024 AND (quantityTenths * rate + 5) / 10 <> amount;
    SELECT 'D02', count(*) FROM (
      SELECT sum(quantityTenths) OVER (PARTITION BY servedOn, lawyer, firm ORDER BY dutyNumber)
        AS tenths FROM duty WHERE servedOn / 10000 = 2024) WHERE tenths > 10;
    SELECT 'D03', count(*) FROM paymentLine
      WHERE citedKind = 'duty' AND citedNumber NOT IN (SELECT dutyNumber FROM dutyShift);
    SELECT 'D04', count(*) FROM duty WHERE net > amount AND lastPaid / 10000 = 2024;
    SELECT 'D05', count(*) FROM duty JOIN paymentLine
      ON citedKind = 'duty' AND citedNumber = dutyNumber
      WHERE paidOn / 10000 = 2024 AND paidOn < servedOn;
    SELECT 'D06', count(*) FROM duty WHERE net > 0 AND net < amount;
    SELECT 'D07', count(*) FROM duty JOIN paymentLine
      ON citedKind = 'duty' AND citedNumber = dutyNumber
      WHERE paidOn / 10000 = 2024 AND payee <> firm;
    """

  private static let figures = """
    SELECT type, sum(acceptedOn / 10000 = 2024), sum(closedOn / 10000 = 2024) FROM register
      GROUP BY type;
    SELECT 'claimed', sum(claimedAmount) FROM stated WHERE claimedOn / 10000 = 2024;
    SELECT 'approved', sum(approvedAmount) FROM stated WHERE approvedOn / 10000 = 2024;
    SELECT 'net', sum(iif(reversesVoucher IS NULL, amount, -amount)) FROM paymentLine
      WHERE paidOn / 10000 = 2024;
    """

  /// The groupings that the paragraph and the tables print.
  static let tables = """
    SELECT type, sum(acceptedOn / 10000 = 2024), sum(closedOn / 10000 = 2024)
      FROM (SELECT caseNumber, max(revision), type, acceptedOn, closedOn FROM legalAidCase
        GROUP BY caseNumber) GROUP BY type;
    SELECT type, sum(iif(claimedOn / 10000 = 2024, claimedAmount, 0)),
      sum(iif(approvedOn / 10000 = 2024, approvedAmount, 0))
      FROM (SELECT caseNumber, claimNumber, max(revision), claimedOn, claimedAmount, approvedOn,
        approvedAmount FROM claim GROUP BY caseNumber, claimNumber)
      LEFT JOIN (SELECT caseNumber, max(revision), type FROM legalAidCase GROUP BY caseNumber)
      USING (caseNumber) GROUP BY type;
    CREATE TEMP TABLE paid AS
      SELECT documentNumber, coalesce(reversesPaidOn, paidOn) / 10000 AS drawnIn, "use", payee,
        paidOn / 100 AS month, sum(iif(reversesVoucher IS NULL, amount, -amount)) AS net
      FROM paymentLine WHERE paidOn <= 20241231 GROUP BY 1, 2, 3, 4, 5;
    SELECT documentNumber, drawnIn, sum(net) FROM paid GROUP BY 1, 2;
    SELECT "use", sum(net) FROM paid WHERE month / 100 = 2024 GROUP BY 1;
    SELECT payee, sum(net) FROM paid WHERE month / 100 = 2024 GROUP BY 1;
    SELECT month, sum(net) FROM paid GROUP BY 1;
    SELECT count(*), sum(amount) FROM dutyShift WHERE servedOn / 10000 = 2024;
    """

  /// One payment with its journal entry, for a case that is not paid yet.
  static func payment(ofCase number: String, voucher: String) -> String {
    """
    PRAGMA synchronous = FULL;
    BEGIN IMMEDIATE;
    INSERT INTO paymentLine (entry, ordinal, citedKind, citedNumber, voucherNumber, line,
      printedCitedNumber, printedVoucherNumber, paidOn, "use", documentNumber,
      printedDocumentNumber, amount, payee)
    SELECT max(number) + 1, 1, 'case', '\(number)', '\(voucher)', 1, '\(number)', '\(voucher)',
      20241231, '以案定补', '测财〔2024〕1号', '测财〔2024〕1号', 40000, '测试第1律师事务所'
      FROM journalEntry;
    INSERT INTO journalEntry (number, recordedAt, operator, kind, factCount, digest)
    SELECT max(number) + 1, '2025-01-05T08:00:00Z', '测试', 'pay record', 1, randomblob(32)
      FROM journalEntry;
    COMMIT;
    """
  }
}
