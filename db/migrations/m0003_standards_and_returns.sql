-- 补贴标准: the text of each standard as it was loaded, in order of loading.
CREATE TABLE subsidyStandard (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  name TEXT NOT NULL CHECK (name <> ''),
  text TEXT NOT NULL CHECK (text <> '')
) STRICT;

-- 支付备注: that a reversal is a bank return (退票), or that a payment is made again after one (重付)
-- and which line was the first attempt.
CREATE TABLE paymentRemark (
  voucherNumber TEXT NOT NULL,
  line INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('退票', '重付')),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  firstVoucher TEXT,
  firstLine INTEGER,
  CHECK ((kind = '重付') = (firstVoucher IS NOT NULL)),
  CHECK ((firstVoucher IS NULL) = (firstLine IS NULL)),
  PRIMARY KEY (voucherNumber, line, kind),
  FOREIGN KEY (voucherNumber, line)
    REFERENCES paymentLine (voucherNumber, line) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (firstVoucher, firstLine)
    REFERENCES paymentLine (voucherNumber, line) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TRIGGER subsidyStandardRefusesUpdate BEFORE UPDATE ON subsidyStandard
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER subsidyStandardRefusesDelete BEFORE DELETE ON subsidyStandard
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER subsidyStandardRefusesReplace BEFORE INSERT ON subsidyStandard
WHEN EXISTS (SELECT 1 FROM subsidyStandard WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER paymentRemarkRefusesUpdate BEFORE UPDATE ON paymentRemark
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER paymentRemarkRefusesDelete BEFORE DELETE ON paymentRemark
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER paymentRemarkRefusesReplace BEFORE INSERT ON paymentRemark
WHEN EXISTS (
  SELECT 1 FROM paymentRemark
  WHERE voucherNumber = NEW.voucherNumber AND line = NEW.line AND kind = NEW.kind)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;
