-- 人员: who may act, and as what. Each change of what is registered is a further revision. Names are
-- compared in another form than they are written in: the act that appends holds them apart.
-- roles has one role on each line.
CREATE TABLE person (
  number INTEGER NOT NULL CHECK (number >= 1),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  reason TEXT,
  name TEXT NOT NULL CHECK (name <> ''),
  roles TEXT NOT NULL CHECK (roles <> ''),
  isEnded INTEGER NOT NULL CHECK (isEnded IN (0, 1)),
  PRIMARY KEY (number, revision)
) STRICT, WITHOUT ROWID;

-- 密钥: the key a person signs with; of one person the highest number is what stands. Its private half
-- lies here sealed under a password: scrypt at the cost stated, ChaCha20-Poly1305. A changed password
-- states the same key under another seal. Bytes are in hexadecimal.
CREATE TABLE personKey (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  person INTEGER NOT NULL CHECK (person >= 1),
  algorithm TEXT NOT NULL CHECK (algorithm <> ''),
  publicKey TEXT NOT NULL CHECK (publicKey <> '' AND publicKey NOT GLOB '*[^0-9a-f]*'),
  sealedKey TEXT NOT NULL CHECK (sealedKey <> '' AND sealedKey NOT GLOB '*[^0-9a-f]*'),
  salt TEXT NOT NULL CHECK (salt <> '' AND salt NOT GLOB '*[^0-9a-f]*'),
  scryptRounds INTEGER NOT NULL CHECK (scryptRounds >= 2),
  scryptBlockSize INTEGER NOT NULL CHECK (scryptBlockSize >= 1),
  scryptParallelism INTEGER NOT NULL CHECK (scryptParallelism >= 1)
) STRICT;

-- 待复核事项: what one person asks for and a second has to confirm. It moves no figure.
-- words is how the front end carries it out again, as JSON; needs has one ground on each line.
CREATE TABLE proposal (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  act TEXT NOT NULL CHECK (act <> ''),
  needs TEXT NOT NULL CHECK (needs <> ''),
  words TEXT NOT NULL CHECK (words <> ''),
  preview TEXT NOT NULL,
  reason TEXT,
  factsDigest TEXT NOT NULL CHECK (factsDigest <> '')
) STRICT;

-- 复核结果: that it was carried out (确认), under whose entry its facts stand, or declined (退回).
CREATE TABLE proposalDecision (
  proposal INTEGER PRIMARY KEY
    REFERENCES proposal (number) DEFERRABLE INITIALLY DEFERRED,
  entry INTEGER NOT NULL REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('确认', '退回')),
  reason TEXT,
  CHECK (kind = '确认' OR reason <> '')
) STRICT;

-- 签名: of the digest of an entry, by one key. No fact: it stands under no digest, being over it.
CREATE TABLE entrySignature (
  entry INTEGER PRIMARY KEY
    REFERENCES journalEntry (number) DEFERRABLE INITIALLY DEFERRED,
  personKey INTEGER NOT NULL
    REFERENCES personKey (number) DEFERRABLE INITIALLY DEFERRED,
  signature TEXT NOT NULL CHECK (signature <> '' AND signature NOT GLOB '*[^0-9a-f]*')
) STRICT;

CREATE TRIGGER personRefusesUpdate BEFORE UPDATE ON person
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER personRefusesDelete BEFORE DELETE ON person
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER personRefusesReplace BEFORE INSERT ON person
WHEN EXISTS (SELECT 1 FROM person WHERE number = NEW.number AND revision = NEW.revision)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER personKeyRefusesUpdate BEFORE UPDATE ON personKey
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER personKeyRefusesDelete BEFORE DELETE ON personKey
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER personKeyRefusesReplace BEFORE INSERT ON personKey
WHEN EXISTS (SELECT 1 FROM personKey WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER proposalRefusesUpdate BEFORE UPDATE ON proposal
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER proposalRefusesDelete BEFORE DELETE ON proposal
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER proposalRefusesReplace BEFORE INSERT ON proposal
WHEN EXISTS (SELECT 1 FROM proposal WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER proposalDecisionRefusesUpdate BEFORE UPDATE ON proposalDecision
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER proposalDecisionRefusesDelete BEFORE DELETE ON proposalDecision
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER proposalDecisionRefusesReplace BEFORE INSERT ON proposalDecision
WHEN EXISTS (SELECT 1 FROM proposalDecision WHERE proposal = NEW.proposal)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER entrySignatureRefusesUpdate BEFORE UPDATE ON entrySignature
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER entrySignatureRefusesDelete BEFORE DELETE ON entrySignature
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER entrySignatureRefusesReplace BEFORE INSERT ON entrySignature
WHEN EXISTS (SELECT 1 FROM entrySignature WHERE entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;
