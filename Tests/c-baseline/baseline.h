// The baseline of the benchmark: what a plain C program does with the same ledger through SQLite's
// own interface. It knows the book that the benchmark generates, and no more.

#ifndef BASELINE_H
#define BASELINE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RULES_MAX = 64, PAYEES_MAX = 1 << 14, FUNDS_MAX = 64 };

// A text of bounded length, copied out of a row.
typedef struct {
  int length;
  char bytes[124];
} text;

// A row of an appropriation with what was paid from it.
typedef struct {
  text document;
  int year, received, source, uses;
  int64_t amount, net;
} fund;

// Everything that is counted for one year.
typedef struct {
  int year, as_of, eve;
  int64_t found[RULES_MAX];
  int64_t accepted[4], closed[4], claimed[4], approved[4], paid[4];
  int64_t by_use[8], by_source[8], net_in_year, open_at_start, open_at_end, dossiers, lines;
  int64_t duty_count, duty_amount;
  fund funds[FUNDS_MAX];
  int fund_count;
  text payees[PAYEES_MAX];
  int64_t payee_net[PAYEES_MAX];
} book;

// The rules that are counted, in order of identifier.
enum rule {
  C01, C02, C03, C04, C05, C06, C07, D01, D02, D03, D04, D05, D06, D07, F01, F02, F03, F04, F06,
  K01, K02, K03, P01, P02, P03, P04, P05, P06, P07, P08, P09, P10, P11, RULE_COUNT
};

extern const char *const rule_names[RULE_COUNT];

sqlite3 *open_ledger(const char *path, int flags);
sqlite3_stmt *prepared(sqlite3 *db, const char *sql);
void read_text(sqlite3_stmt *row, int column, text *out);
bool same(const text *one, const text *other);
int compare(const text *one, const text *other);

// Reconciles a year in one merging pass.
void reconcile(sqlite3 *db, book *out);

// Records payments for registered cases, one a commit; prints the time of each in nanoseconds.
void record_payments(sqlite3 *db, int count);

// Holds marks and chain of the journal against the facts, and prints what it counted.
void verify(sqlite3 *db);

// A SHA-256 that is being taken.
typedef struct {
  uint32_t state[8];
  uint64_t length;
  uint8_t block[64];
} sha256;

void sha256_begin(sha256 *hash);
void sha256_add(sha256 *hash, const void *bytes, size_t count);
void sha256_end(sha256 *hash, uint8_t digest[32]);

#endif
