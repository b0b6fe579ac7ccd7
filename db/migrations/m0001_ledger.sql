-- The ledger: a journal of entries and the facts each entry appended.
-- Nothing here is ever updated or deleted; m0002 has the triggers that refuse it.
--
-- Days are integers, 20240305 for 2024-03-05. Amounts are integer fen.
-- A …Number column holds the normalised number that is compared; printed… the form first written.
-- `revision` counts the statements of one fact from 1: each row says the whole fact as it stood from
-- then on, the highest revision is the present state, the earlier ones its history.
-- `ordinal` is the place of the row within its entry: the order in which the entry's digest is taken.

-- 流水: one row for each command that wrote, chained by digest.
CREATE TABLE journalEntry (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  recordedAt TEXT NOT NULL,
  operator TEXT NOT NULL CHECK (operator <> ''),
  kind TEXT NOT NULL CHECK (kind <> ''),
  reason TEXT,
  factCount INTEGER NOT NULL CHECK (factCount >= 1),
  digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT;

-- 账套: whose ledger this is; one row.
CREATE TABLE bureau (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  agency TEXT NOT NULL CHECK (agency <> ''),
  region TEXT NOT NULL CHECK (region <> '')
) STRICT;

-- 经费指标
CREATE TABLE appropriation (
  documentNumber TEXT NOT NULL CHECK (documentNumber <> ''),
  fiscalYear INTEGER NOT NULL CHECK (fiscalYear BETWEEN 1900 AND 2999),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  reason TEXT,
  printedDocumentNumber TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN
    ('中央转移支付', '自治区转移支付', '市级转移支付', '本级财政', '彩票公益金', '捐赠', '其他')),
  receivedOn INTEGER NOT NULL CHECK (receivedOn BETWEEN 19000101 AND 29991231),
  amount INTEGER NOT NULL CHECK (amount > 0),
  permittedUses TEXT NOT NULL,
  originYear INTEGER NOT NULL CHECK (originYear BETWEEN 1900 AND fiscalYear),
  note TEXT,
  PRIMARY KEY (documentNumber, fiscalYear, revision)
) STRICT, WITHOUT ROWID;

-- 指标调整与收回
CREATE TABLE appropriationChange (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  documentNumber TEXT NOT NULL,
  fiscalYear INTEGER NOT NULL,
  firstRevision INTEGER NOT NULL DEFAULT 1 CHECK (firstRevision = 1),
  kind TEXT NOT NULL CHECK (kind IN ('调整', '收回')),
  changedOn INTEGER NOT NULL CHECK (changedOn BETWEEN 19000101 AND 29991231),
  amount INTEGER NOT NULL CHECK (amount <> 0 AND (kind = '调整' OR amount > 0)),
  reason TEXT NOT NULL CHECK (reason <> ''),
  FOREIGN KEY (documentNumber, fiscalYear, firstRevision)
    REFERENCES appropriation (documentNumber, fiscalYear, revision) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- 上年结转, as the bureau states it
CREATE TABLE openingBalance (
  fiscalYear INTEGER NOT NULL CHECK (fiscalYear BETWEEN 1900 AND 2999),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  reason TEXT,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  note TEXT,
  PRIMARY KEY (fiscalYear, revision)
) STRICT, WITHOUT ROWID;

-- 案件. The key's order is the order of the reconciling pass.
CREATE TABLE legalAidCase (
  caseNumber TEXT NOT NULL CHECK (caseNumber <> ''),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  reason TEXT,
  printedCaseNumber TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('民事', '刑事', '行政')),
  serviceForm TEXT,
  stage TEXT,
  recipient TEXT NOT NULL CHECK (recipient <> ''),
  recipientCategories TEXT,
  acceptedOn INTEGER NOT NULL CHECK (acceptedOn BETWEEN 19000101 AND 29991231),
  assignedOn INTEGER CHECK (assignedOn BETWEEN 19000101 AND 29991231),
  lawyer TEXT,
  firm TEXT,
  closedOn INTEGER CHECK (closedOn BETWEEN 19000101 AND 29991231),
  outcome TEXT CHECK (outcome IN ('办结', '终止', '撤回')),
  filedOn INTEGER CHECK (filedOn BETWEEN 19000101 AND 29991231),
  grade TEXT,
  judgmentNumber TEXT,
  printedJudgmentNumber TEXT,
  matter TEXT,
  CHECK ((closedOn IS NULL) = (outcome IS NULL)),
  CHECK ((judgmentNumber IS NULL) = (printedJudgmentNumber IS NULL)),
  PRIMARY KEY (caseNumber, revision)
) STRICT, WITHOUT ROWID;

-- 补贴申报 with its 核发 or 退回. Kept in case order; when an amendment moves a claim to another case,
-- a row with isMoved = 1 ends it under the old case and the next revision stands under the new one.
CREATE TABLE claim (
  caseNumber TEXT NOT NULL CHECK (caseNumber <> ''),
  claimNumber TEXT NOT NULL CHECK (claimNumber <> ''),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  reason TEXT,
  isMoved INTEGER NOT NULL CHECK (isMoved IN (0, 1)),
  printedCaseNumber TEXT NOT NULL,
  printedClaimNumber TEXT NOT NULL,
  claimedOn INTEGER NOT NULL CHECK (claimedOn BETWEEN 19000101 AND 29991231),
  claimedAmount INTEGER NOT NULL CHECK (claimedAmount > 0),
  submittedBy TEXT,
  approvedOn INTEGER CHECK (approvedOn BETWEEN 19000101 AND 29991231),
  approvedAmount INTEGER CHECK (approvedAmount >= 0),
  approvedBy TEXT,
  returnedOn INTEGER CHECK (returnedOn BETWEEN 19000101 AND 29991231),
  returnReason TEXT,
  CHECK ((approvedOn IS NULL) = (approvedAmount IS NULL)),
  CHECK ((returnedOn IS NULL) = (returnReason IS NULL)),
  PRIMARY KEY (caseNumber, claimNumber, revision)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX claimByNumber ON claim (claimNumber, revision);

-- 值班
CREATE TABLE dutyShift (
  dutyNumber TEXT NOT NULL CHECK (dutyNumber <> ''),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  reason TEXT,
  printedDutyNumber TEXT NOT NULL,
  servedOn INTEGER NOT NULL CHECK (servedOn BETWEEN 19000101 AND 29991231),
  site TEXT NOT NULL,
  lawyer TEXT NOT NULL,
  firm TEXT NOT NULL,
  quantityTenths INTEGER NOT NULL CHECK (quantityTenths > 0),
  unit TEXT NOT NULL CHECK (unit IN ('天', '半天', '人次', '件')),
  rate INTEGER NOT NULL CHECK (rate > 0),
  amount INTEGER NOT NULL CHECK (amount > 0),
  PRIMARY KEY (dutyNumber, revision)
) STRICT, WITHOUT ROWID;

-- 支付明细: a line of a voucher, or the reversal (冲销) of one. Kept in the order of what is paid for;
-- what is cited may not be registered, so it is no foreign key.
CREATE TABLE paymentLine (
  citedKind TEXT NOT NULL CHECK (citedKind IN ('case', 'duty', 'none')),
  citedNumber TEXT NOT NULL CHECK ((citedKind = 'none') = (citedNumber = '')),
  voucherNumber TEXT NOT NULL CHECK (voucherNumber <> ''),
  line INTEGER NOT NULL CHECK (line >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  printedCitedNumber TEXT NOT NULL,
  printedVoucherNumber TEXT NOT NULL,
  paidOn INTEGER NOT NULL CHECK (paidOn BETWEEN 19000101 AND 29991231),
  "use" TEXT NOT NULL CHECK ("use" IN
    ('以案定补', '值班律师', '法律咨询', '代拟文书', '办案直接费用', '其他')),
  documentNumber TEXT NOT NULL CHECK (documentNumber <> ''),
  printedDocumentNumber TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  payee TEXT NOT NULL CHECK (payee <> ''),
  lawyer TEXT,
  reversesVoucher TEXT,
  reversesLine INTEGER,
  reversesPaidOn INTEGER,
  CHECK ("use" <> '以案定补' OR citedKind = 'case'),
  CHECK (("use" = '值班律师') = (citedKind = 'duty')),
  CHECK ((reversesVoucher IS NULL) = (reversesLine IS NULL)),
  CHECK ((reversesVoucher IS NULL) = (reversesPaidOn IS NULL)),
  CHECK (reversesPaidOn IS NULL OR paidOn >= reversesPaidOn),
  PRIMARY KEY (citedKind, citedNumber, voucherNumber, line),
  FOREIGN KEY (reversesVoucher, reversesLine)
    REFERENCES paymentLine (voucherNumber, line) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX paymentLineByVoucher ON paymentLine (voucherNumber, line);
CREATE INDEX paymentLineByReversed ON paymentLine (reversesVoucher, reversesLine)
  WHERE reversesVoucher IS NOT NULL;

-- 支付明细补充: the handling lawyer, named after the payment was recorded.
CREATE TABLE paymentSupplement (
  voucherNumber TEXT NOT NULL,
  line INTEGER NOT NULL,
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  lawyer TEXT NOT NULL CHECK (lawyer <> ''),
  PRIMARY KEY (voucherNumber, line),
  FOREIGN KEY (voucherNumber, line)
    REFERENCES paymentLine (voucherNumber, line) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- 国库支付明细
CREATE TABLE bankLine (
  bankReference TEXT NOT NULL PRIMARY KEY CHECK (bankReference <> ''),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  printedBankReference TEXT NOT NULL,
  bookedOn INTEGER NOT NULL CHECK (bookedOn BETWEEN 19000101 AND 29991231),
  amount INTEGER NOT NULL CHECK (amount <> 0),
  payee TEXT NOT NULL,
  voucherNumber TEXT,
  printedVoucherNumber TEXT,
  memo TEXT,
  CHECK ((voucherNumber IS NULL) = (printedVoucherNumber IS NULL))
) STRICT, WITHOUT ROWID;

-- 国库支付明细补充: what the bank said later of a line; each column once.
CREATE TABLE bankSupplement (
  bankReference TEXT NOT NULL
    REFERENCES bankLine (bankReference) DEFERRABLE INITIALLY DEFERRED,
  field TEXT NOT NULL CHECK (field IN ('voucherNumber', 'memo')),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  value TEXT NOT NULL CHECK (value <> ''),
  PRIMARY KEY (bankReference, field)
) STRICT, WITHOUT ROWID;
