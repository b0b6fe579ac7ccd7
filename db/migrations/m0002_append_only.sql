-- Facts are appended, never edited: every table refuses UPDATE and DELETE.

CREATE TRIGGER journalEntryRefusesUpdate BEFORE UPDATE ON journalEntry
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER journalEntryRefusesDelete BEFORE DELETE ON journalEntry
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bureauRefusesUpdate BEFORE UPDATE ON bureau
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bureauRefusesDelete BEFORE DELETE ON bureau
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER appropriationRefusesUpdate BEFORE UPDATE ON appropriation
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER appropriationRefusesDelete BEFORE DELETE ON appropriation
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER appropriationChangeRefusesUpdate BEFORE UPDATE ON appropriationChange
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER appropriationChangeRefusesDelete BEFORE DELETE ON appropriationChange
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER openingBalanceRefusesUpdate BEFORE UPDATE ON openingBalance
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER openingBalanceRefusesDelete BEFORE DELETE ON openingBalance
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER legalAidCaseRefusesUpdate BEFORE UPDATE ON legalAidCase
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER legalAidCaseRefusesDelete BEFORE DELETE ON legalAidCase
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER claimRefusesUpdate BEFORE UPDATE ON claim
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER claimRefusesDelete BEFORE DELETE ON claim
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER dutyShiftRefusesUpdate BEFORE UPDATE ON dutyShift
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER dutyShiftRefusesDelete BEFORE DELETE ON dutyShift
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER paymentLineRefusesUpdate BEFORE UPDATE ON paymentLine
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER paymentLineRefusesDelete BEFORE DELETE ON paymentLine
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER paymentSupplementRefusesUpdate BEFORE UPDATE ON paymentSupplement
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER paymentSupplementRefusesDelete BEFORE DELETE ON paymentSupplement
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bankLineRefusesUpdate BEFORE UPDATE ON bankLine
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bankLineRefusesDelete BEFORE DELETE ON bankLine
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bankSupplementRefusesUpdate BEFORE UPDATE ON bankSupplement
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bankSupplementRefusesDelete BEFORE DELETE ON bankSupplement
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

-- INSERT OR REPLACE deletes the old row without asking the triggers above, unless they are recursive;
-- the store sets recursive_triggers, and these refuse it for everyone else.

CREATE TRIGGER journalEntryRefusesReplace BEFORE INSERT ON journalEntry
WHEN EXISTS (SELECT 1 FROM journalEntry WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bureauRefusesReplace BEFORE INSERT ON bureau
WHEN EXISTS (SELECT 1 FROM bureau WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER appropriationRefusesReplace BEFORE INSERT ON appropriation
WHEN EXISTS (SELECT 1 FROM appropriation WHERE documentNumber = NEW.documentNumber AND fiscalYear = NEW.fiscalYear AND revision = NEW.revision)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER appropriationChangeRefusesReplace BEFORE INSERT ON appropriationChange
WHEN EXISTS (SELECT 1 FROM appropriationChange WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER openingBalanceRefusesReplace BEFORE INSERT ON openingBalance
WHEN EXISTS (SELECT 1 FROM openingBalance WHERE fiscalYear = NEW.fiscalYear AND revision = NEW.revision)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER legalAidCaseRefusesReplace BEFORE INSERT ON legalAidCase
WHEN EXISTS (SELECT 1 FROM legalAidCase WHERE caseNumber = NEW.caseNumber AND revision = NEW.revision)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER claimRefusesReplace BEFORE INSERT ON claim
WHEN EXISTS (SELECT 1 FROM claim WHERE claimNumber = NEW.claimNumber AND revision = NEW.revision)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER dutyShiftRefusesReplace BEFORE INSERT ON dutyShift
WHEN EXISTS (SELECT 1 FROM dutyShift WHERE dutyNumber = NEW.dutyNumber AND revision = NEW.revision)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER paymentLineRefusesReplace BEFORE INSERT ON paymentLine
WHEN EXISTS (SELECT 1 FROM paymentLine WHERE voucherNumber = NEW.voucherNumber AND line = NEW.line)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER paymentSupplementRefusesReplace BEFORE INSERT ON paymentSupplement
WHEN EXISTS (SELECT 1 FROM paymentSupplement WHERE voucherNumber = NEW.voucherNumber AND line = NEW.line)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bankLineRefusesReplace BEFORE INSERT ON bankLine
WHEN EXISTS (SELECT 1 FROM bankLine WHERE bankReference = NEW.bankReference)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;

CREATE TRIGGER bankSupplementRefusesReplace BEFORE INSERT ON bankSupplement
WHEN EXISTS (SELECT 1 FROM bankSupplement WHERE bankReference = NEW.bankReference AND field = NEW.field)
BEGIN SELECT RAISE(ABORT, 'facts are appended, never edited'); END;
