-- The counties' ledgers: how far each is held, what it came by, and its journal. The facts of the
-- journal stand in the schema `fact`, one table for each of the ledger's, made after fact_table.sql.

-- 账本: a bureau may have several; numbered from 1 as they came. identity is the digest of the first
-- entry.
CREATE TABLE IF NOT EXISTS legalaid.ledger (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  identity text NOT NULL,
  PRIMARY KEY (bureau, ledger)
) :bureaus;

-- 收到哪里: moved under a lock, in the transaction that brings the rows.
CREATE TABLE IF NOT EXISTS legalaid.head (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  entry bigint NOT NULL,
  digest text NOT NULL,
  received_at text NOT NULL,
  PRIMARY KEY (bureau, ledger)
) :bureaus;

-- 账段: the signed head of each segment that brought something; its body stands in the rows.
CREATE TABLE IF NOT EXISTS legalaid.segment (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  first_entry bigint NOT NULL,
  last_entry bigint NOT NULL,
  signed_head text NOT NULL,
  file_digest text NOT NULL,
  received_at text NOT NULL,
  PRIMARY KEY (bureau, ledger, last_entry)
) :bureaus;

-- 流水
CREATE TABLE IF NOT EXISTS legalaid.journal_entry (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  entry bigint NOT NULL,
  recorded_at text NOT NULL,
  operator text NOT NULL,
  kind text NOT NULL,
  reason text,
  fact_count integer NOT NULL,
  digest bytea NOT NULL,
  marks bytea,
  person_key integer,
  signature text,
  PRIMARY KEY (bureau, ledger, entry)
) :bureaus;

-- Numbers that were recorded in another form than they stand in.
CREATE TABLE IF NOT EXISTS legalaid.earlier_number (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  entry bigint NOT NULL,
  ordinal integer NOT NULL,
  table_name text NOT NULL,
  column_name text NOT NULL,
  recorded text NOT NULL,
  PRIMARY KEY (bureau, ledger, entry, ordinal, table_name, column_name)
) :bureaus;
