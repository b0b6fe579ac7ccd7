-- 列名对应: what a person said that a column, a word in a column or a sheet of an office's tables means.
-- What was said last of a thing stands. columnName is of a word; means is NULL for what is not read.
CREATE TABLE tableTerm (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('列', '词', '工作表')),
  columnName TEXT CHECK ((kind = '词') = (columnName IS NOT NULL)),
  said TEXT NOT NULL CHECK (said <> ''),
  means TEXT CHECK (kind <> '词' OR means IS NOT NULL)
) STRICT;

CREATE TRIGGER tableTermRefusesUpdate BEFORE UPDATE ON tableTerm
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER tableTermRefusesDelete BEFORE DELETE ON tableTerm
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER tableTermRefusesReplace BEFORE INSERT ON tableTerm
WHEN EXISTS (SELECT 1 FROM tableTerm WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

-- 结案情形: in what manner a case was closed (判决, 调解, 撤诉, 和解), where its register says so. The
-- outcome that counts is the case's own. What was said last of a case stands.
CREATE TABLE closingManner (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  caseNumber TEXT NOT NULL CHECK (caseNumber <> ''),
  manner TEXT NOT NULL CHECK (manner <> '')
) STRICT;

CREATE INDEX closingMannerByCase ON closingManner (caseNumber, number);

CREATE TRIGGER closingMannerRefusesUpdate BEFORE UPDATE ON closingManner
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER closingMannerRefusesDelete BEFORE DELETE ON closingManner
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER closingMannerRefusesReplace BEFORE INSERT ON closingManner
WHEN EXISTS (SELECT 1 FROM closingManner WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;
