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
