#include "baseline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const rule_names[RULE_COUNT] = {
    "C01", "C02", "C03", "C04", "C05", "C06", "C07", "D01", "D02", "D03", "D04",
    "D05", "D06", "D07", "F01", "F02", "F03", "F04", "F06", "K01", "K02", "K03",
    "P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11"};

static book whole;

sqlite3 *open_ledger(const char *path, int flags) {
  sqlite3 *db;
  if (sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
    fprintf(stderr, "cannot open: %s\n", sqlite3_errmsg(db));
    exit(1);
  }
  return db;
}

sqlite3_stmt *prepared(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
    fprintf(stderr, "cannot prepare: %s\n", sqlite3_errmsg(db));
    exit(1);
  }
  return statement;
}

void read_text(sqlite3_stmt *row, int column, text *out) {
  const unsigned char *bytes = sqlite3_column_text(row, column);
  int length = sqlite3_column_bytes(row, column);
  if (bytes == NULL) length = 0;
  if (length > (int)sizeof out->bytes) {
    fprintf(stderr, "a text is longer than the generated ones\n");
    exit(1);
  }
  out->length = length;
  if (length > 0) memcpy(out->bytes, bytes, (size_t)length);
}

bool same(const text *one, const text *other) {
  return one->length == other->length &&
         memcmp(one->bytes, other->bytes, (size_t)one->length) == 0;
}

int compare(const text *one, const text *other) {
  int length = one->length < other->length ? one->length : other->length;
  int order = memcmp(one->bytes, other->bytes, (size_t)length);
  return order != 0 ? order : one->length - other->length;
}

static void print(const book *book) {
  for (int rule = 0; rule < RULE_COUNT; rule++) {
    printf("%s %lld\n", rule_names[rule], (long long)book->found[rule]);
  }
  int64_t sums[5] = {0};
  for (int type = 0; type < 4; type++) {
    sums[0] += book->accepted[type];
    sums[1] += book->closed[type];
    sums[2] += book->claimed[type];
    sums[3] += book->approved[type];
    sums[4] += book->paid[type];
  }
  static const char *const names[5] = {"accepted", "closed", "claimed", "approved", "paid"};
  for (int index = 0; index < 5; index++) {
    printf("%s %lld\n", names[index], (long long)sums[index]);
  }
  printf("net %lld\n", (long long)book->net_in_year);
  printf("dossiers %lld\n", (long long)book->dossiers);
}

int main(int count, char **arguments) {
  if (count == 4 && strcmp(arguments[1], "reconcile") == 0) {
    whole.year = atoi(arguments[3]);
    whole.as_of = whole.year * 10000 + 1231;
    whole.eve = (whole.year - 1) * 10000 + 1231;
    sqlite3 *db = open_ledger(arguments[2], SQLITE_OPEN_READONLY);
    reconcile(db, &whole);
    print(&whole);
    sqlite3_close(db);
    return 0;
  }
  if (count == 4 && strcmp(arguments[1], "pay") == 0) {
    sqlite3 *db = open_ledger(arguments[2], SQLITE_OPEN_READWRITE);
    record_payments(db, atoi(arguments[3]));
    sqlite3_close(db);
    return 0;
  }
  if (count == 3 && strcmp(arguments[1], "verify") == 0) {
    sqlite3 *db = open_ledger(arguments[2], SQLITE_OPEN_READONLY);
    verify(db);
    sqlite3_close(db);
    return 0;
  }
  fprintf(
      stderr, "usage: c-baseline reconcile LEDGER YEAR | pay LEDGER COUNT | verify LEDGER\n");
  return 64;
}
