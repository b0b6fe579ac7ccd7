-- What the program works out of each ledger when something comes of it, and can work out again at any
-- time (rebuild): the figures and findings of each year, and what stands in the ledger as the rules
-- across ledgers compare it. Nobody's name stands here but those of firms and lawyers.

CREATE TABLE IF NOT EXISTS legalaid.figure (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  year smallint NOT NULL,
  name text NOT NULL,
  is_money boolean NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (bureau, ledger, year, name)
) :years;

CREATE TABLE IF NOT EXISTS legalaid.finding (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  year smallint NOT NULL,
  place integer NOT NULL,
  rule text NOT NULL,
  outcome text NOT NULL,
  is_outstanding boolean NOT NULL,
  subject text NOT NULL,
  amount bigint NOT NULL,
  day integer,
  PRIMARY KEY (bureau, ledger, year, place)
) :years;

CREATE TABLE IF NOT EXISTS legalaid.standing_case (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  year smallint NOT NULL,
  number text NOT NULL,
  printed_number text NOT NULL,
  accepted_on integer NOT NULL,
  closed_on integer,
  matter text,
  PRIMARY KEY (bureau, ledger, year, number)
) :years;

CREATE INDEX IF NOT EXISTS standing_case_matter ON legalaid.standing_case (matter)
  WHERE matter IS NOT NULL;
CREATE INDEX IF NOT EXISTS standing_case_number ON legalaid.standing_case (number);

CREATE TABLE IF NOT EXISTS legalaid.standing_shift (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  year smallint NOT NULL,
  number text NOT NULL,
  printed_number text NOT NULL,
  served_on integer NOT NULL,
  site text NOT NULL,
  lawyer text NOT NULL,
  firm text NOT NULL,
  quantity_tenths bigint NOT NULL,
  unit text NOT NULL,
  rate bigint NOT NULL,
  amount bigint NOT NULL,
  shared_key text NOT NULL,
  PRIMARY KEY (bureau, ledger, year, number)
) :years;

CREATE INDEX IF NOT EXISTS standing_shift_shared ON legalaid.standing_shift (shared_key);

CREATE TABLE IF NOT EXISTS legalaid.standing_bank_line (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  year smallint NOT NULL,
  reference text NOT NULL,
  printed_reference text NOT NULL,
  booked_on integer NOT NULL,
  amount bigint NOT NULL,
  payee text NOT NULL,
  voucher text,
  printed_voucher text,
  memo text,
  shared_key text NOT NULL,
  PRIMARY KEY (bureau, ledger, year, reference)
) :years;

CREATE INDEX IF NOT EXISTS standing_bank_line_shared ON legalaid.standing_bank_line (shared_key);

-- of_case is the number that the case has by now, where the line is of its subsidy.
CREATE TABLE IF NOT EXISTS legalaid.standing_line (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  year smallint NOT NULL,
  voucher text NOT NULL,
  line integer NOT NULL,
  printed_voucher text NOT NULL,
  paid_on integer NOT NULL,
  purpose text NOT NULL,
  cited_kind text NOT NULL,
  cited text NOT NULL,
  printed_cited text NOT NULL,
  document text NOT NULL,
  printed_document text NOT NULL,
  amount bigint NOT NULL,
  payee text NOT NULL,
  lawyer text,
  approved_by text,
  reverses_voucher text,
  reverses_printed_voucher text,
  reverses_line integer,
  reverses_paid_on integer,
  reverses_kind text,
  of_case text,
  PRIMARY KEY (bureau, ledger, year, voucher, line)
) :years;

CREATE TABLE IF NOT EXISTS legalaid.standing_appropriation (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  year smallint NOT NULL,
  document text NOT NULL,
  printed_document text NOT NULL,
  source text NOT NULL,
  received_on integer NOT NULL,
  amount bigint NOT NULL,
  permitted_uses text NOT NULL,
  origin_year smallint NOT NULL,
  note text,
  superior_document text,
  printed_superior_document text,
  issuer text,
  project_code text,
  PRIMARY KEY (bureau, ledger, year, document)
) :bureaus;

CREATE TABLE IF NOT EXISTS legalaid.standing_change (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  year smallint NOT NULL,
  place integer NOT NULL,
  document text NOT NULL,
  printed_document text NOT NULL,
  kind text NOT NULL,
  changed_on integer NOT NULL,
  amount bigint NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (bureau, ledger, year, place)
) :bureaus;
