-- What every row of the province's database hangs on: small tables that the receiving program takes
-- from the province's own ledger, which is where they are recorded.
--
-- Laws of these files, so that an engine that spreads rows over machines takes them as they are:
-- every key begins with the bureau (its region code as a number); no sequence; no key of one bureau
-- points to another's; whole numbers are never divided, so a year is stored and not worked out.
-- :years and :bureaus stand for how a table is parted, which the program puts in.

CREATE SCHEMA IF NOT EXISTS legalaid;
CREATE SCHEMA IF NOT EXISTS fact;

-- 本省: one row, with the entry of its own ledger up to which the tables below were taken over.
CREATE TABLE IF NOT EXISTS legalaid.province (
  bureau integer NOT NULL PRIMARY KEY,
  agency text NOT NULL,
  region text NOT NULL,
  identity text NOT NULL,
  entry bigint NOT NULL,
  head text NOT NULL,
  schema_version integer NOT NULL
) :bureaus;

-- 报送单位; months as 202401.
CREATE TABLE IF NOT EXISTS legalaid.bureau (
  bureau integer NOT NULL PRIMARY KEY,
  name text NOT NULL,
  city text NOT NULL,
  expected_from integer NOT NULL,
  expected_to integer
) :bureaus;

-- 下达: under the bureau that it was sent to.
CREATE TABLE IF NOT EXISTS legalaid.allocation (
  bureau integer NOT NULL,
  number integer NOT NULL,
  year smallint NOT NULL,
  document text NOT NULL,
  printed_document text NOT NULL,
  from_code integer NOT NULL,
  source text NOT NULL,
  sent_on integer NOT NULL,
  amount bigint NOT NULL,
  superior_document text,
  printed_superior_document text,
  PRIMARY KEY (bureau, number)
) :bureaus;

-- 收到的账段: all that came, taken, waiting or forked, in the order of the number.
CREATE TABLE IF NOT EXISTS legalaid.arrival (
  bureau integer NOT NULL,
  number integer NOT NULL,
  identity text NOT NULL,
  first_entry bigint NOT NULL,
  last_entry bigint NOT NULL,
  head text NOT NULL,
  outcome text NOT NULL,
  file_digest text NOT NULL,
  received_at text NOT NULL,
  PRIMARY KEY (bureau, number)
) :bureaus;

-- 可看的地区: a reader sees the bureaus from lo up to, and without, hi. No bureau's own, so no bureau
-- in its key.
CREATE TABLE IF NOT EXISTS legalaid.scope (
  role name NOT NULL PRIMARY KEY,
  lo integer NOT NULL,
  hi integer NOT NULL CHECK (hi > lo),
  sees_names boolean NOT NULL
);

-- 查看明细: who looked at the facts of a bureau under what name.
CREATE TABLE IF NOT EXISTS legalaid.drilldown (
  bureau integer NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  role name NOT NULL DEFAULT session_user,
  what text NOT NULL,
  PRIMARY KEY (bureau, at, role, what)
) :bureaus;
