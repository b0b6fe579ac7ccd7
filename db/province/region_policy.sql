-- A reader sees the rows of the bureaus of its region, whatever it asks; who owns the tables sees all.
ALTER TABLE :table ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS region ON :table;
CREATE POLICY region ON :table
  USING (
    bureau >= (SELECT lo FROM legalaid.scope WHERE role = current_user)
    AND bureau < (SELECT hi FROM legalaid.scope WHERE role = current_user)
  );
