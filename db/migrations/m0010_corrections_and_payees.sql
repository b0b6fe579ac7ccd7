-- 作废与恢复: that something was registered in error and counts for nothing, or counts again.
-- Of one thing the highest number is what stands; the facts themselves remain as they were said.
-- fiscalYear is part of the key of an appropriation, and 0 for everything else.
CREATE TABLE voiding (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  thing TEXT NOT NULL CHECK (thing IN ('案件', '补贴申报', '值班', '经费指标', '国库流水')),
  thingNumber TEXT NOT NULL CHECK (thingNumber <> ''),
  printedThingNumber TEXT NOT NULL,
  fiscalYear INTEGER NOT NULL CHECK ((thing = '经费指标') = (fiscalYear > 0)),
  kind TEXT NOT NULL CHECK (kind IN ('作废', '恢复')),
  reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;

CREATE INDEX voidingByThing ON voiding (thing, thingNumber, fiscalYear, number);

-- 改号: that a case was registered under a wrong number. What cites the old number in earlier entries
-- cites the case under its new one; payment lines stay as they are and are read so.
CREATE TABLE caseRenumbering (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  oldCaseNumber TEXT NOT NULL CHECK (oldCaseNumber <> ''),
  printedOldCaseNumber TEXT NOT NULL,
  newCaseNumber TEXT NOT NULL CHECK (newCaseNumber <> '' AND newCaseNumber <> oldCaseNumber),
  printedNewCaseNumber TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;

CREATE TRIGGER voidingRefusesUpdate BEFORE UPDATE ON voiding
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER voidingRefusesDelete BEFORE DELETE ON voiding
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER voidingRefusesReplace BEFORE INSERT ON voiding
WHEN EXISTS (SELECT 1 FROM voiding WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER caseRenumberingRefusesUpdate BEFORE UPDATE ON caseRenumbering
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER caseRenumberingRefusesDelete BEFORE DELETE ON caseRenumbering
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER caseRenumberingRefusesReplace BEFORE INSERT ON caseRenumbering
WHEN EXISTS (SELECT 1 FROM caseRenumbering WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

-- 另列: that a line of the treasury statement is not ours and takes no part in matching, or that it is
-- taken back (撤销). The highest number of a line is what stands.
CREATE TABLE bankSetAside (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  bankReference TEXT NOT NULL
    REFERENCES bankLine (bankReference) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('另列', '撤销')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  decidedBy TEXT NOT NULL CHECK (decidedBy <> ''),
  decidedOn INTEGER NOT NULL CHECK (decidedOn BETWEEN 19000101 AND 29991231)
) STRICT;

CREATE TRIGGER bankSetAsideRefusesUpdate BEFORE UPDATE ON bankSetAside
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bankSetAsideRefusesDelete BEFORE DELETE ON bankSetAside
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bankSetAsideRefusesReplace BEFORE INSERT ON bankSetAside
WHEN EXISTS (SELECT 1 FROM bankSetAside WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

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
