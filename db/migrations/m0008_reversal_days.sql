-- 支付累计 once more: a reversal restores the row that holds the money on its own day, which a
-- carry-over in the middle of a year may change. So reversals are summed by their day and payments
-- by their year as before; the amounts are worked out anew from paymentLine.
-- reversedOn is the day of the reversals (YYYYMMDD), and 0 for payments.
DROP TABLE postedTotal;

CREATE TABLE postedTotal (
  documentNumber TEXT NOT NULL,
  drawnIn INTEGER NOT NULL,
  paidIn INTEGER NOT NULL,
  reversedOn INTEGER NOT NULL CHECK (reversedOn >= 0),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  amount INTEGER NOT NULL CHECK (amount > 0),
  PRIMARY KEY (documentNumber, drawnIn, paidIn, reversedOn, entry DESC)
) STRICT, WITHOUT ROWID;

INSERT INTO postedTotal (documentNumber, drawnIn, paidIn, reversedOn, entry, amount)
SELECT documentNumber, drawnIn, paidIn, reversedOn, entry,
  sum(amount) OVER (
    PARTITION BY documentNumber, drawnIn, paidIn, reversedOn ORDER BY entry)
FROM (
  SELECT documentNumber, coalesce(reversesPaidOn, paidOn) / 10000 AS drawnIn,
    paidOn / 10000 AS paidIn, iif(reversesPaidOn IS NULL, 0, paidOn) AS reversedOn, entry,
    sum(amount) AS amount
  FROM paymentLine GROUP BY 1, 2, 3, 4, 5);

CREATE TRIGGER postedTotalRefusesUpdate BEFORE UPDATE ON postedTotal
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER postedTotalRefusesDelete BEFORE DELETE ON postedTotal
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER postedTotalRefusesReplace BEFORE INSERT ON postedTotal
WHEN EXISTS (
  SELECT 1 FROM postedTotal
  WHERE documentNumber = NEW.documentNumber AND drawnIn = NEW.drawnIn AND paidIn = NEW.paidIn
    AND reversedOn = NEW.reversedOn AND entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;
