-- 号码的原样: what a fact of an earlier version said in a column of numbers, where the number is now
-- compared in another form (compatibility form, without what shows nothing). The fact itself has the
-- form that is compared; its mark in the journal was taken with what stands here, and `verify` puts
-- it back before it takes the mark. Filled once, by the migration that makes it.
CREATE TABLE earlierNumber (
  tableName TEXT NOT NULL,
  columnName TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  recorded TEXT NOT NULL,
  PRIMARY KEY (tableName, columnName, entry, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER earlierNumberRefusesUpdate BEFORE UPDATE ON earlierNumber
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER earlierNumberRefusesDelete BEFORE DELETE ON earlierNumber
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER earlierNumberRefusesReplace BEFORE INSERT ON earlierNumber
WHEN EXISTS (
  SELECT 1 FROM earlierNumber WHERE tableName = NEW.tableName AND columnName = NEW.columnName
    AND entry = NEW.entry AND ordinal = NEW.ordinal)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;
