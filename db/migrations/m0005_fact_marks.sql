-- 记录指纹: of each fact of an entry, in order, the code of its table and the first 15 bytes of the
-- SHA-256 of its values. The entry's digest covers them, and through them the facts, so that a fact
-- that was changed is known by itself. Entries of earlier versions have none: their digest is taken
-- over the facts themselves.
ALTER TABLE journalEntry ADD COLUMN marks BLOB
  CHECK (marks IS NULL OR length(marks) = 16 * factCount);
