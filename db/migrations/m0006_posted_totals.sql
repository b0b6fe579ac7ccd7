-- 支付累计: what all payment lines of a document came to after an entry, by the year that decides the
-- appropriation row they draw on, the year they were paid in, and whether they are reversals.
-- It says nothing that paymentLine does not, is no fact and stands under no digest: `verify` works it
-- out anew. It is there so that one payment is recorded without reading all others.
-- Of each group the newest row counts; each entry that pays from a group appends one.
CREATE TABLE postedTotal (
  documentNumber TEXT NOT NULL,
  drawnIn INTEGER NOT NULL,
  paidIn INTEGER NOT NULL,
  isReversal INTEGER NOT NULL CHECK (isReversal IN (0, 1)),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  amount INTEGER NOT NULL CHECK (amount > 0),
  PRIMARY KEY (documentNumber, drawnIn, paidIn, isReversal, entry DESC)
) STRICT, WITHOUT ROWID;

INSERT INTO postedTotal (documentNumber, drawnIn, paidIn, isReversal, entry, amount)
SELECT documentNumber, drawnIn, paidIn, isReversal, entry,
  sum(amount) OVER (
    PARTITION BY documentNumber, drawnIn, paidIn, isReversal ORDER BY entry)
FROM (
  SELECT documentNumber, coalesce(reversesPaidOn, paidOn) / 10000 AS drawnIn,
    paidOn / 10000 AS paidIn, reversesPaidOn IS NOT NULL AS isReversal, entry,
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
    AND isReversal = NEW.isReversal AND entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;
