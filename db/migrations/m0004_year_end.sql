-- 说明, 匹配, 年终结账: what a year-end needs beside the facts of the year.

-- 说明: a person's explanation of a finding, tied to a digest of the facts under it.
CREATE TABLE explanation (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  rule TEXT NOT NULL CHECK (rule <> ''),
  subject TEXT NOT NULL CHECK (subject <> ''),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  reason TEXT NOT NULL CHECK (reason <> ''),
  explainedBy TEXT NOT NULL CHECK (explainedBy <> ''),
  confirmedBy TEXT CHECK (confirmedBy <> explainedBy),
  explainedOn INTEGER NOT NULL CHECK (explainedOn BETWEEN 19000101 AND 29991231)
) STRICT;

-- 匹配: which vouchers a line of the treasury statement pays, or that it does not pay them (撤销).
-- A row for each voucher; the highest number of a line is what stands.
CREATE TABLE bankMatch (
  number INTEGER NOT NULL CHECK (number >= 1),
  voucherNumber TEXT NOT NULL CHECK (voucherNumber <> ''),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  printedVoucherNumber TEXT NOT NULL,
  bankReference TEXT NOT NULL
    REFERENCES bankLine (bankReference) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('匹配', '撤销')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (number, voucherNumber)
) STRICT, WITHOUT ROWID;

-- 年终结账 and 重新打开; the highest number of a year is what stands.
CREATE TABLE yearClosing (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  fiscalYear INTEGER NOT NULL CHECK (fiscalYear BETWEEN 1900 AND 2998),
  kind TEXT NOT NULL CHECK (kind IN ('结账', '重开')),
  doneOn INTEGER NOT NULL CHECK (doneOn BETWEEN 19000101 AND 29991231),
  packDigest TEXT CHECK (length(packDigest) = 64),
  reason TEXT,
  CHECK ((kind = '结账') = (packDigest IS NOT NULL)),
  CHECK ((kind = '重开') = (reason IS NOT NULL))
) STRICT;

-- 结转下年: the balance of each appropriation row that a closing carried into the next year.
CREATE TABLE carriedBalance (
  closing INTEGER NOT NULL REFERENCES yearClosing (number) DEFERRABLE INITIALLY DEFERRED,
  documentNumber TEXT NOT NULL,
  fiscalYear INTEGER NOT NULL,
  firstRevision INTEGER NOT NULL DEFAULT 1 CHECK (firstRevision = 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  printedDocumentNumber TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  PRIMARY KEY (closing, documentNumber, fiscalYear),
  FOREIGN KEY (documentNumber, fiscalYear, firstRevision)
    REFERENCES appropriation (documentNumber, fiscalYear, revision) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- 报表包: the files that a closing seals, as they were made.
CREATE TABLE packFile (
  closing INTEGER NOT NULL REFERENCES yearClosing (number) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL CHECK (name <> ''),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  text TEXT NOT NULL,
  PRIMARY KEY (closing, name)
) STRICT, WITHOUT ROWID;

-- 结转撤回: a row that a closing had carried over and a later closing does not; it stands no more,
-- unless a later revision states it again.
CREATE TABLE appropriationWithdrawal (
  documentNumber TEXT NOT NULL,
  fiscalYear INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  reason TEXT NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (documentNumber, fiscalYear, revision),
  FOREIGN KEY (documentNumber, fiscalYear, revision)
    REFERENCES appropriation (documentNumber, fiscalYear, revision) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- 裁判文书号 in order: the pass of the cases of one judgment.
CREATE INDEX legalAidCaseByJudgment ON legalAidCase (judgmentNumber, caseNumber)
  WHERE judgmentNumber IS NOT NULL;

-- The facts in the order they were appended: for verification, and for what is new since an entry.
CREATE INDEX legalAidCaseByEntry ON legalAidCase (entry, ordinal);
CREATE INDEX claimByEntry ON claim (entry, ordinal);
CREATE INDEX dutyShiftByEntry ON dutyShift (entry, ordinal);
CREATE INDEX paymentLineByEntry ON paymentLine (entry, ordinal);
CREATE INDEX bankLineByEntry ON bankLine (entry, ordinal);

CREATE TRIGGER explanationRefusesUpdate BEFORE UPDATE ON explanation
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER explanationRefusesDelete BEFORE DELETE ON explanation
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER explanationRefusesReplace BEFORE INSERT ON explanation
WHEN EXISTS (SELECT 1 FROM explanation WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bankMatchRefusesUpdate BEFORE UPDATE ON bankMatch
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bankMatchRefusesDelete BEFORE DELETE ON bankMatch
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bankMatchRefusesReplace BEFORE INSERT ON bankMatch
WHEN EXISTS (SELECT 1 FROM bankMatch WHERE number = NEW.number AND voucherNumber = NEW.voucherNumber)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER yearClosingRefusesUpdate BEFORE UPDATE ON yearClosing
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER yearClosingRefusesDelete BEFORE DELETE ON yearClosing
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER yearClosingRefusesReplace BEFORE INSERT ON yearClosing
WHEN EXISTS (SELECT 1 FROM yearClosing WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER carriedBalanceRefusesUpdate BEFORE UPDATE ON carriedBalance
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER carriedBalanceRefusesDelete BEFORE DELETE ON carriedBalance
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER carriedBalanceRefusesReplace BEFORE INSERT ON carriedBalance
WHEN EXISTS (SELECT 1 FROM carriedBalance WHERE closing = NEW.closing AND documentNumber = NEW.documentNumber AND fiscalYear = NEW.fiscalYear)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER packFileRefusesUpdate BEFORE UPDATE ON packFile
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER packFileRefusesDelete BEFORE DELETE ON packFile
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER packFileRefusesReplace BEFORE INSERT ON packFile
WHEN EXISTS (SELECT 1 FROM packFile WHERE closing = NEW.closing AND name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER appropriationWithdrawalRefusesUpdate BEFORE UPDATE ON appropriationWithdrawal
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER appropriationWithdrawalRefusesDelete BEFORE DELETE ON appropriationWithdrawal
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER appropriationWithdrawalRefusesReplace BEFORE INSERT ON appropriationWithdrawal
WHEN EXISTS (SELECT 1 FROM appropriationWithdrawal WHERE documentNumber = NEW.documentNumber AND fiscalYear = NEW.fiscalYear AND revision = NEW.revision)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;
