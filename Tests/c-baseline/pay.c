#include "baseline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void run(sqlite3 *db, const char *sql) {
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
    fprintf(stderr, "cannot run: %s\n", sqlite3_errmsg(db));
    exit(1);
  }
}

static void finish(sqlite3 *db, sqlite3_stmt *statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) {
    fprintf(stderr, "cannot write: %s\n", sqlite3_errmsg(db));
    exit(1);
  }
  sqlite3_reset(statement);
}

static int last_entry(sqlite3 *db) {
  sqlite3_stmt *last = prepared(db, "SELECT max(number) FROM journalEntry");
  sqlite3_step(last);
  int number = sqlite3_column_int(last, 0);
  sqlite3_finalize(last);
  return number;
}

void record_payments(sqlite3 *db, int count) {
  run(db, "PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON");
  sqlite3_stmt *line = prepared(
      db,
      "INSERT INTO paymentLine (entry, ordinal, citedKind, citedNumber, voucherNumber, line, "
      "printedCitedNumber, printedVoucherNumber, paidOn, use, documentNumber, "
      "printedDocumentNumber, amount, payee) VALUES (?1, 1, 'case', ?2, ?3, 1, ?2, ?3, ?4, "
      "'以案定补', ?5, ?5, ?6, ?7)");
  sqlite3_stmt *entry = prepared(
      db,
      "INSERT INTO journalEntry (number, recordedAt, operator, kind, factCount, digest) "
      "VALUES (?1, '2025-01-05T08:00:00Z', '张某', 'pay record', 1, randomblob(32))");
  sqlite3_stmt *unpaid = prepared(
      db,
      "SELECT caseNumber, firm FROM legalAidCase ORDER BY caseNumber DESC LIMIT ?1");
  sqlite3_bind_int(unpaid, 1, count);
  text *cases = calloc((size_t)count, sizeof *cases);
  text *firms = calloc((size_t)count, sizeof *firms);
  if (cases == NULL || firms == NULL) exit(1);
  int found = 0;
  for (; sqlite3_step(unpaid) == SQLITE_ROW; found++) {
    read_text(unpaid, 0, &cases[found]);
    read_text(unpaid, 1, &firms[found]);
  }
  sqlite3_finalize(unpaid);
  int number = last_entry(db);
  for (int index = 0; index < found; index++) {
    int64_t start = now();
    char voucher[32];
    number++;
    snprintf(voucher, sizeof voucher, "基准-%d", number);
    run(db, "BEGIN IMMEDIATE");
    sqlite3_bind_int(line, 1, number);
    sqlite3_bind_text(line, 2, cases[index].bytes, cases[index].length, SQLITE_STATIC);
    sqlite3_bind_text(line, 3, voucher, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(line, 4, 20241231);
    sqlite3_bind_text(line, 5, "测财〔2024〕1号", -1, SQLITE_STATIC);
    sqlite3_bind_int64(line, 6, 40000);
    sqlite3_bind_text(line, 7, firms[index].bytes, firms[index].length, SQLITE_STATIC);
    finish(db, line);
    sqlite3_bind_int(entry, 1, number);
    finish(db, entry);
    run(db, "COMMIT");
    printf("%lld\n", (long long)(now() - start));
  }
  sqlite3_finalize(line);
  sqlite3_finalize(entry);
}
