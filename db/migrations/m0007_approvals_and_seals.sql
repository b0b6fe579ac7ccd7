-- 支付审批: who approved a payment for a use other than 以案定补 and 值班律师.
CREATE TABLE paymentApproval (
  voucherNumber TEXT NOT NULL,
  line INTEGER NOT NULL,
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  approvedBy TEXT NOT NULL CHECK (approvedBy <> ''),
  PRIMARY KEY (voucherNumber, line),
  FOREIGN KEY (voucherNumber, line)
    REFERENCES paymentLine (voucherNumber, line) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- 结账时的不符事项: what the statement of a closing told, with a digest for each fact under it. What comes
-- to stand in a closed year afterwards, or grows, is told in the first open one.
CREATE TABLE sealedFinding (
  closing INTEGER NOT NULL REFERENCES yearClosing (number) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  rule TEXT NOT NULL CHECK (rule <> ''),
  subject TEXT NOT NULL CHECK (subject <> ''),
  amount INTEGER NOT NULL,
  facts TEXT NOT NULL,
  PRIMARY KEY (closing, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER paymentApprovalRefusesUpdate BEFORE UPDATE ON paymentApproval
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER paymentApprovalRefusesDelete BEFORE DELETE ON paymentApproval
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER paymentApprovalRefusesReplace BEFORE INSERT ON paymentApproval
WHEN EXISTS (SELECT 1 FROM paymentApproval WHERE voucherNumber = NEW.voucherNumber AND line = NEW.line)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER sealedFindingRefusesUpdate BEFORE UPDATE ON sealedFinding
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER sealedFindingRefusesDelete BEFORE DELETE ON sealedFinding
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER sealedFindingRefusesReplace BEFORE INSERT ON sealedFinding
WHEN EXISTS (SELECT 1 FROM sealedFinding WHERE closing = NEW.closing AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;
