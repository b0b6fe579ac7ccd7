-- One table for each kind of fact, with the ledger's own names. year is that of the fact's budget year
-- or day; 0 for a fact that stands in no year of its own.
CREATE TABLE IF NOT EXISTS fact.":name" (
  bureau integer NOT NULL,
  ledger smallint NOT NULL,
  year smallint NOT NULL,
  entry bigint NOT NULL,
  ordinal integer NOT NULL,
  :columns,
  PRIMARY KEY (bureau, ledger, year, entry, ordinal)
) :layout;
