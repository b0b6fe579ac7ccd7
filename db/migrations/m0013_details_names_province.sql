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

-- 行政区划代码: of the bureau whose ledger this is; what was said last stands. The province knows the
-- ledger by it.
CREATE TABLE regionCode (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  code TEXT NOT NULL CHECK (length(code) = 6 AND code NOT GLOB '*[^0-9]*')
) STRICT;

-- 指标的来源: the document of the level above by which the money of an appropriation was sent (上级指标文号),
-- who sent it (下达单位), and the code that follows it through all levels (追踪项目代码). What was said
-- last of an appropriation stands; all empty says that nothing is known.
CREATE TABLE appropriationOrigin (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  documentNumber TEXT NOT NULL CHECK (documentNumber <> ''),
  fiscalYear INTEGER NOT NULL CHECK (fiscalYear BETWEEN 1900 AND 9999),
  superiorDocument TEXT CHECK (superiorDocument <> ''),
  printedSuperiorDocument TEXT,
  issuer TEXT CHECK (issuer <> ''),
  projectCode TEXT CHECK (projectCode <> ''),
  reason TEXT,
  CHECK ((superiorDocument IS NULL) = (printedSuperiorDocument IS NULL))
) STRICT;

-- 发布密钥: what a ledger without people signs its segments with; the highest number stands. Its private
-- half lies here sealed as that of a person does (personKey).
CREATE TABLE publishingKey (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  algorithm TEXT NOT NULL CHECK (algorithm <> ''),
  publicKey TEXT NOT NULL CHECK (publicKey <> '' AND publicKey NOT GLOB '*[^0-9a-f]*'),
  sealedKey TEXT NOT NULL CHECK (sealedKey <> '' AND sealedKey NOT GLOB '*[^0-9a-f]*'),
  salt TEXT NOT NULL CHECK (salt <> '' AND salt NOT GLOB '*[^0-9a-f]*'),
  scryptRounds INTEGER NOT NULL CHECK (scryptRounds >= 2),
  scryptBlockSize INTEGER NOT NULL CHECK (scryptBlockSize >= 1),
  scryptParallelism INTEGER NOT NULL CHECK (scryptParallelism >= 1)
) STRICT;

-- 回执: what the province signed for: that it holds this ledger up to an entry. text is the whole receipt.
CREATE TABLE filedReceipt (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  throughEntry INTEGER NOT NULL CHECK (throughEntry >= 1),
  head TEXT NOT NULL CHECK (length(head) = 64 AND head NOT GLOB '*[^0-9a-f]*'),
  receivedAt TEXT NOT NULL CHECK (receivedAt <> ''),
  receiver TEXT NOT NULL CHECK (receiver <> ''),
  receiverKey TEXT NOT NULL CHECK (receiverKey <> '' AND receiverKey NOT GLOB '*[^0-9a-f]*'),
  text TEXT NOT NULL CHECK (text <> '')
) STRICT;

-- 报送单位, in the province's own ledger: a bureau by its region code; what was said last of a code stands.
-- expectedFrom and expectedTo are months (YYYYMM) that are to be sent.
CREATE TABLE reportingBureau (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  code TEXT NOT NULL CHECK (length(code) = 6 AND code NOT GLOB '*[^0-9]*'),
  name TEXT NOT NULL CHECK (name <> ''),
  city TEXT NOT NULL CHECK (city <> ''),
  expectedFrom INTEGER NOT NULL CHECK (expectedFrom BETWEEN 190001 AND 999912),
  expectedTo INTEGER CHECK (expectedTo >= expectedFrom)
) STRICT;

-- 报送密钥, in the province's own ledger: by which key a bureau's segments may be signed. What was said last
-- of a key stands.
CREATE TABLE reportingKey (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  bureauCode TEXT NOT NULL CHECK (length(bureauCode) = 6),
  publicKey TEXT NOT NULL CHECK (length(publicKey) = 64 AND publicKey NOT GLOB '*[^0-9a-f]*'),
  kind TEXT NOT NULL CHECK (kind IN ('登记', '停用'))
) STRICT;

-- 收到的账段, in the province's own ledger, and what became of it. identity is the digest of the ledger's
-- first entry.
CREATE TABLE receivedSegment (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  bureauCode TEXT NOT NULL CHECK (length(bureauCode) = 6),
  identity TEXT NOT NULL CHECK (length(identity) = 64),
  firstEntry INTEGER NOT NULL CHECK (firstEntry >= 1),
  lastEntry INTEGER NOT NULL CHECK (lastEntry >= firstEntry),
  head TEXT NOT NULL CHECK (length(head) = 64),
  outcome TEXT NOT NULL CHECK (outcome IN ('收下', '等前段', '分叉')),
  fileDigest TEXT NOT NULL CHECK (length(fileDigest) = 64)
) STRICT;

-- 下达, in the province's own ledger: money that one level sent to another by a document; a minus takes back
-- or lowers. superiorDocument is the document by which the sender got it.
CREATE TABLE allocation (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  documentNumber TEXT NOT NULL CHECK (documentNumber <> ''),
  printedDocumentNumber TEXT NOT NULL,
  fromCode TEXT NOT NULL CHECK (length(fromCode) = 6),
  toCode TEXT NOT NULL CHECK (length(toCode) = 6),
  fiscalYear INTEGER NOT NULL CHECK (fiscalYear BETWEEN 1900 AND 9999),
  source TEXT NOT NULL CHECK (source <> ''),
  sentOn INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount <> 0),
  superiorDocument TEXT CHECK (superiorDocument <> ''),
  printedSuperiorDocument TEXT,
  CHECK ((superiorDocument IS NULL) = (printedSuperiorDocument IS NULL))
) STRICT;

CREATE TRIGGER regionCodeRefusesUpdate BEFORE UPDATE ON regionCode
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER regionCodeRefusesDelete BEFORE DELETE ON regionCode
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER regionCodeRefusesReplace BEFORE INSERT ON regionCode
WHEN EXISTS (SELECT 1 FROM regionCode WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER appropriationOriginRefusesUpdate BEFORE UPDATE ON appropriationOrigin
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER appropriationOriginRefusesDelete BEFORE DELETE ON appropriationOrigin
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER appropriationOriginRefusesReplace BEFORE INSERT ON appropriationOrigin
WHEN EXISTS (SELECT 1 FROM appropriationOrigin WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER publishingKeyRefusesUpdate BEFORE UPDATE ON publishingKey
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER publishingKeyRefusesDelete BEFORE DELETE ON publishingKey
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER publishingKeyRefusesReplace BEFORE INSERT ON publishingKey
WHEN EXISTS (SELECT 1 FROM publishingKey WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER filedReceiptRefusesUpdate BEFORE UPDATE ON filedReceipt
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER filedReceiptRefusesDelete BEFORE DELETE ON filedReceipt
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER filedReceiptRefusesReplace BEFORE INSERT ON filedReceipt
WHEN EXISTS (SELECT 1 FROM filedReceipt WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER reportingBureauRefusesUpdate BEFORE UPDATE ON reportingBureau
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER reportingBureauRefusesDelete BEFORE DELETE ON reportingBureau
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER reportingBureauRefusesReplace BEFORE INSERT ON reportingBureau
WHEN EXISTS (SELECT 1 FROM reportingBureau WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER reportingKeyRefusesUpdate BEFORE UPDATE ON reportingKey
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER reportingKeyRefusesDelete BEFORE DELETE ON reportingKey
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER reportingKeyRefusesReplace BEFORE INSERT ON reportingKey
WHEN EXISTS (SELECT 1 FROM reportingKey WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER receivedSegmentRefusesUpdate BEFORE UPDATE ON receivedSegment
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER receivedSegmentRefusesDelete BEFORE DELETE ON receivedSegment
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER receivedSegmentRefusesReplace BEFORE INSERT ON receivedSegment
WHEN EXISTS (SELECT 1 FROM receivedSegment WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER allocationRefusesUpdate BEFORE UPDATE ON allocation
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER allocationRefusesDelete BEFORE DELETE ON allocation
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER allocationRefusesReplace BEFORE INSERT ON allocation
WHEN EXISTS (SELECT 1 FROM allocation WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;
