-- 计价资料: what the price of a case rests on beside its register: the region band, the flags that hold
-- (NULL while nothing was said of them, 无 once none holds), quantities and actual costs by name,
-- what was decided within a clause's range, and the source that pays. Each row says all of them as
-- they stand from then on.
CREATE TABLE caseDetails (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  caseNumber TEXT NOT NULL CHECK (caseNumber <> ''),
  reason TEXT,
  regionBand TEXT CHECK (regionBand <> ''),
  flags TEXT CHECK (flags <> ''),
  quantities TEXT CHECK (quantities <> ''),
  costs TEXT CHECK (costs <> ''),
  discretions TEXT CHECK (discretions <> ''),
  source TEXT CHECK (source IN ('中央转移支付', '自治区转移支付', '市级转移支付', '本级财政', '彩票公益金',
    '捐赠', '其他'))
) STRICT;

CREATE INDEX caseDetailsByCase ON caseDetails (caseNumber, number);

CREATE TRIGGER caseDetailsRefusesUpdate BEFORE UPDATE ON caseDetails
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER caseDetailsRefusesDelete BEFORE DELETE ON caseDetails
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER caseDetailsRefusesReplace BEFORE INSERT ON caseDetails
WHEN EXISTS (SELECT 1 FROM caseDetails WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

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
