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
