#include "baseline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Marks and chain: each fact of the generated book against its mark, each entry against its digest.

enum { MARK = 16 };

static const struct {
  uint8_t code;
  const char *name, *columns;
} tables[] = {
    {1, "bureau", "id, agency, region"},
    {2, "appropriation",
     "documentNumber, fiscalYear, revision, reason, printedDocumentNumber, source, receivedOn, "
     "amount, permittedUses, originYear, note"},
    {4, "openingBalance", "fiscalYear, revision, reason, amount, note"},
    {5, "legalAidCase",
     "caseNumber, revision, reason, printedCaseNumber, type, serviceForm, stage, recipient, "
     "recipientCategories, acceptedOn, assignedOn, lawyer, firm, closedOn, outcome, filedOn, "
     "grade, judgmentNumber, printedJudgmentNumber, matter"},
    {6, "claim",
     "caseNumber, claimNumber, revision, reason, isMoved, printedCaseNumber, printedClaimNumber, "
     "claimedOn, claimedAmount, submittedBy, approvedOn, approvedAmount, approvedBy, returnedOn, "
     "returnReason"},
    {7, "dutyShift",
     "dutyNumber, revision, reason, printedDutyNumber, servedOn, site, lawyer, firm, "
     "quantityTenths, unit, rate, amount"},
    {8, "paymentLine",
     "citedKind, citedNumber, voucherNumber, line, printedCitedNumber, printedVoucherNumber, "
     "paidOn, \"use\", documentNumber, printedDocumentNumber, amount, payee, lawyer, "
     "reversesVoucher, reversesLine, reversesPaidOn"},
    {10, "bankLine",
     "bankReference, printedBankReference, bookedOn, amount, payee, voucherNumber, "
     "printedVoucherNumber, memo"},
    {12, "subsidyStandard", "number, name, text"},
    {13, "paymentRemark", "voucherNumber, line, kind, firstVoucher, firstLine"},
    {20, "paymentApproval", "voucherNumber, line, approvedBy"},
};

typedef struct {
  const uint8_t *marks;
  size_t size;
} entry;

static uint8_t *buffer;
static size_t used, room;

static void need(size_t more) {
  if (used + more <= room) return;
  room = (used + more) * 2;
  buffer = realloc(buffer, room);
  if (buffer == NULL) exit(1);
}

static void put_bytes(uint8_t tag, const void *bytes, size_t count) {
  need(5 + count);
  uint32_t length = __builtin_bswap32((uint32_t)count);
  buffer[used] = tag;
  memcpy(buffer + used + 1, &length, 4);
  if (count > 0) memcpy(buffer + used + 5, bytes, count);
  used += 5 + count;
}

static void put_column(sqlite3_stmt *row, int column) {
  switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER: {
      need(9);
      uint64_t number = __builtin_bswap64((uint64_t)sqlite3_column_int64(row, column));
      buffer[used] = 1;
      memcpy(buffer + used + 1, &number, 8);
      used += 9;
      break;
    }
    case SQLITE_TEXT: {
      const void *bytes = sqlite3_column_text(row, column);
      put_bytes(2, bytes, (size_t)sqlite3_column_bytes(row, column));
      break;
    }
    default:
      need(1);
      buffer[used++] = 0;
  }
}

// Holds every fact of a table against the mark of its place; counts those that differ.
static int64_t check_facts(sqlite3 *db, size_t table, const entry *entries, int64_t last,
                           int64_t *wrong) {
  char sql[1024];
  snprintf(sql, sizeof sql, "SELECT entry, ordinal, %s FROM %s", tables[table].columns,
           tables[table].name);
  sqlite3_stmt *row = prepared(db, sql);
  int columns = sqlite3_column_count(row);
  int64_t facts = 0;
  while (sqlite3_step(row) == SQLITE_ROW) {
    facts++;
    int64_t number = sqlite3_column_int64(row, 0), ordinal = sqlite3_column_int64(row, 1);
    used = 0;
    put_bytes(2, tables[table].name, strlen(tables[table].name));
    for (int column = 2; column < columns; column++) put_column(row, column);
    sha256 hash;
    uint8_t digest[32], mark[MARK] = {tables[table].code};
    sha256_begin(&hash);
    sha256_add(&hash, buffer, used);
    sha256_end(&hash, digest);
    memcpy(mark + 1, digest, MARK - 1);
    const entry *own = number >= 1 && number <= last ? &entries[number] : NULL;
    bool fits = own != NULL && ordinal >= 1 && (size_t)ordinal * MARK <= own->size &&
                memcmp(own->marks + (ordinal - 1) * MARK, mark, MARK) == 0;
    if (!fits) (*wrong)++;
  }
  sqlite3_finalize(row);
  return facts;
}

// Recomputes the chain; counts the entries whose digest is another.
static int64_t check_chain(sqlite3 *db, const entry *entries) {
  sqlite3_stmt *row = prepared(
      db, "SELECT number, recordedAt, operator, kind, reason, factCount, digest "
          "FROM journalEntry ORDER BY number");
  uint8_t previous[32] = {0}, digest[32];
  int64_t broken = 0;
  while (sqlite3_step(row) == SQLITE_ROW) {
    const entry *own = &entries[sqlite3_column_int64(row, 0)];
    sha256 hash;
    sha256_begin(&hash);
    sha256_add(&hash, previous, sizeof previous);
    uint8_t head[5] = {3};
    uint32_t length = __builtin_bswap32((uint32_t)own->size);
    memcpy(head + 1, &length, 4);
    sha256_add(&hash, head, sizeof head);
    sha256_add(&hash, own->marks, own->size);
    used = 0;
    for (int column = 0; column < 6; column++) put_column(row, column);
    sha256_add(&hash, buffer, used);
    sha256_end(&hash, digest);
    const void *stored = sqlite3_column_blob(row, 6);
    if (stored == NULL || memcmp(stored, digest, sizeof digest) != 0) broken++;
    memcpy(previous, digest, sizeof digest);
  }
  sqlite3_finalize(row);
  return broken;
}

void verify(sqlite3 *db) {
  sqlite3_stmt *row = prepared(db, "SELECT max(number), sum(length(marks)) FROM journalEntry");
  sqlite3_step(row);
  int64_t last = sqlite3_column_int64(row, 0);
  uint8_t *marks = malloc((size_t)sqlite3_column_int64(row, 1) + 1);
  entry *entries = calloc((size_t)last + 1, sizeof *entries);
  sqlite3_finalize(row);
  if (marks == NULL || entries == NULL) exit(1);
  row = prepared(db, "SELECT number, marks FROM journalEntry ORDER BY number");
  uint8_t *next = marks;
  while (sqlite3_step(row) == SQLITE_ROW) {
    const void *bytes = sqlite3_column_blob(row, 1);
    entry *own = &entries[sqlite3_column_int64(row, 0)];
    own->size = (size_t)sqlite3_column_bytes(row, 1);
    own->marks = next;
    if (bytes != NULL) memcpy(next, bytes, own->size);
    next += own->size;
  }
  sqlite3_finalize(row);
  int64_t facts = 0, wrong = 0;
  for (size_t table = 0; table < sizeof tables / sizeof *tables; table++) {
    facts += check_facts(db, table, entries, last, &wrong);
  }
  int64_t broken = check_chain(db, entries);
  printf("entries %lld\nfacts %lld\nwrong %lld\nbroken %lld\n", (long long)last,
         (long long)facts, (long long)wrong, (long long)broken);
}
