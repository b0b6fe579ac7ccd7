-- 显示姓名: on which page of the desk somebody had the names of recipients shown in full; who and when is
-- the entry's. caseNumber is of the page of one case.
CREATE TABLE nameShowing (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  page TEXT NOT NULL CHECK (page IN ('案件列表', '案件')),
  caseNumber TEXT CHECK ((page = '案件') = (caseNumber IS NOT NULL) AND caseNumber <> '')
) STRICT;

CREATE TRIGGER nameShowingRefusesUpdate BEFORE UPDATE ON nameShowing
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER nameShowingRefusesDelete BEFORE DELETE ON nameShowing
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER nameShowingRefusesReplace BEFORE INSERT ON nameShowing
WHEN EXISTS (SELECT 1 FROM nameShowing WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;
