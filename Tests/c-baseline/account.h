// One account under way, and what is judged of it.

#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "baseline.h"

enum { CLAIMS_MAX = 32, LINES_MAX = 128 };

typedef struct {
  bool registered;
  int type, outcome, accepted, assigned, closed, filed, grade;
  text firm;
} register_row;

typedef struct {
  text number, submitted_by, approved_by;
  int claimed_on, approved_on, returned_on;
  int64_t claimed, approved;
  bool repeated;
} claim;

typedef struct {
  text voucher, payee, document, reversed_voucher;
  int line, reversed_line, paid_on, drawn_on, use;
  int64_t amount, left;
} payment;

// An account under way: what of the three streams has one key.
typedef struct {
  register_row at;
  claim claims[CLAIMS_MAX];
  int claim_count;
  payment lines[LINES_MAX];
  int line_count;
  payment *live[LINES_MAX];
  int live_count;
} dossier;

static inline bool sees(const book *book, int day) { return day != 0 && day <= book->as_of; }
static inline bool owns(const book *book, int day) {
  return sees(book, day) && day / 10000 == book->year;
}

int days_from_epoch(int day);

// What is left of the lines, by day, voucher and line.
void see(const book *book, dossier *dossier);

// The lines' own rules, and their sums.
void count_lines(book *book, dossier *dossier);

// All rules of a case, and its figures.
void judge(book *book, dossier *dossier);

// All rules of a duty shift, and its figures.
typedef struct {
  bool registered;
  int served;
  int64_t tenths, rate, amount;
  text firm;
} shift_row;

void judge_shift(book *book, const shift_row *shift, dossier *dossier);

#endif
