-- 收款人登记: whom the bureau pays, under which names, and into which account. Each change of what is
-- registered is a further revision. Names are compared in another form than they are written in, so
-- that no index can hold them apart: the act that appends does.
-- aliases has one name on each line.
CREATE TABLE payee (
  number INTEGER NOT NULL CHECK (number >= 1),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  reason TEXT,
  name TEXT NOT NULL CHECK (name <> ''),
  aliases TEXT NOT NULL,
  bank TEXT NOT NULL CHECK (bank <> ''),
  account TEXT NOT NULL CHECK (length(account) BETWEEN 8 AND 32 AND account NOT GLOB '*[^0-9]*'),
  isEnded INTEGER NOT NULL CHECK (isEnded IN (0, 1)),
  PRIMARY KEY (number, revision)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER payeeRefusesUpdate BEFORE UPDATE ON payee
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER payeeRefusesDelete BEFORE DELETE ON payee
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER payeeRefusesReplace BEFORE INSERT ON payee
WHEN EXISTS (SELECT 1 FROM payee WHERE number = NEW.number AND revision = NEW.revision)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;
