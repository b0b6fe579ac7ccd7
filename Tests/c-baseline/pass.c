#include "account.h"

#include <string.h>

static dossier one;

static int first_character(sqlite3_stmt *row, int column, const char *const *names, int count) {
  const char *bytes = (const char *)sqlite3_column_text(row, column);
  if (bytes == NULL) return 0;
  for (int index = 0; index < count; index++) {
    if (strncmp(bytes, names[index], strlen(names[index])) == 0) return index + 1;
  }
  return 0;
}

static const char *const types[] = {"民事", "刑事", "行政"};
static const char *const outcomes[] = {"办结", "终止", "撤回"};
static const char *const grades[] = {"一类", "二类", "三类"};
static const char *const uses[] = {"以案定补", "值班律师", "法律咨询",
                                   "代拟文书", "办案直接费用", "其他"};
static const char *const sources[] = {"中央", "自治区", "市级", "本级", "彩票", "捐赠", "其他"};

// A stream of rows in the order of its key, which stands in column 0.
typedef struct {
  sqlite3_stmt *row;
  text key;
  bool at_end;
} stream;

static void advance(stream *stream) {
  stream->at_end = sqlite3_step(stream->row) != SQLITE_ROW;
  if (!stream->at_end) read_text(stream->row, 0, &stream->key);
}

static bool has(const stream *stream, const text *key) {
  return !stream->at_end && same(&stream->key, key);
}

static void read_case(stream *cases, register_row *at) {
  sqlite3_stmt *row = cases->row;
  at->registered = true;
  at->type = first_character(row, 1, types, 3);
  at->accepted = sqlite3_column_int(row, 2);
  at->assigned = sqlite3_column_int(row, 3);
  read_text(row, 4, &at->firm);
  at->closed = sqlite3_column_int(row, 5);
  at->outcome = first_character(row, 6, outcomes, 3);
  at->filed = sqlite3_column_int(row, 7);
  at->grade = first_character(row, 8, grades, 3);
}

static void read_claim(stream *claims, dossier *dossier) {
  sqlite3_stmt *row = claims->row;
  text number;
  read_text(row, 1, &number);
  // A later revision takes the place of the earlier one.
  claim *last = dossier->claim_count > 0 ? &dossier->claims[dossier->claim_count - 1] : NULL;
  if (last == NULL || !same(&last->number, &number)) {
    if (dossier->claim_count == CLAIMS_MAX) return;
    last = &dossier->claims[dossier->claim_count++];
  }
  last->number = number;
  last->claimed_on = sqlite3_column_int(row, 2);
  last->claimed = sqlite3_column_int64(row, 3);
  read_text(row, 4, &last->submitted_by);
  last->approved_on = sqlite3_column_int(row, 5);
  last->approved = sqlite3_column_int64(row, 6);
  read_text(row, 7, &last->approved_by);
  last->returned_on = sqlite3_column_int(row, 8);
  last->repeated = false;
}

static void read_line(stream *lines, dossier *dossier) {
  sqlite3_stmt *row = lines->row;
  if (dossier->line_count == LINES_MAX) return;
  payment *line = &dossier->lines[dossier->line_count++];
  read_text(row, 1, &line->voucher);
  line->line = sqlite3_column_int(row, 2);
  line->paid_on = sqlite3_column_int(row, 3);
  line->use = first_character(row, 4, uses, 6);
  read_text(row, 5, &line->document);
  line->amount = sqlite3_column_int64(row, 6);
  read_text(row, 7, &line->payee);
  read_text(row, 8, &line->reversed_voucher);
  line->reversed_line = sqlite3_column_int(row, 9);
  int reversed = sqlite3_column_int(row, 10);
  line->drawn_on = reversed != 0 ? reversed : line->paid_on;
}

static void read_shift(stream *shifts, shift_row *shift) {
  shift->served = sqlite3_column_int(shifts->row, 1);
  read_text(shifts->row, 2, &shift->firm);
  shift->tenths = sqlite3_column_int64(shifts->row, 3);
  shift->rate = sqlite3_column_int64(shifts->row, 4);
  shift->amount = sqlite3_column_int64(shifts->row, 5);
}

static const char *const case_rows =
    "SELECT caseNumber, type, acceptedOn, assignedOn, firm, closedOn, outcome, filedOn, grade "
    "FROM legalAidCase ORDER BY caseNumber, revision";
static const char *const claim_rows =
    "SELECT caseNumber, claimNumber, claimedOn, claimedAmount, submittedBy, approvedOn, "
    "approvedAmount, approvedBy, returnedOn FROM claim "
    "ORDER BY caseNumber, claimNumber, revision";
static const char *const line_rows =
    "SELECT citedNumber, voucherNumber, line, paidOn, use, documentNumber, amount, payee, "
    "reversesVoucher, reversesLine, reversesPaidOn FROM paymentLine "
    "WHERE citedKind = 'case' ORDER BY citedNumber, voucherNumber, line";

static void pass_cases(sqlite3 *db, book *book) {
  stream cases = {.row = prepared(db, case_rows)}, claims = {.row = prepared(db, claim_rows)};
  stream lines = {.row = prepared(db, line_rows)};
  advance(&cases);
  advance(&claims);
  advance(&lines);
  for (;;) {
    text key;
    stream *first = NULL;
    for (int index = 0; index < 3; index++) {
      stream *next = index == 0 ? &cases : index == 1 ? &claims : &lines;
      if (next->at_end) continue;
      if (first == NULL || compare(&next->key, &first->key) < 0) first = next;
    }
    if (first == NULL) break;
    key = first->key;
    one.at.registered = false;
    one.at.accepted = one.at.closed = one.at.assigned = one.at.filed = 0;
    one.claim_count = one.line_count = 0;
    for (; has(&cases, &key); advance(&cases)) read_case(&cases, &one.at);
    for (; has(&claims, &key); advance(&claims)) read_claim(&claims, &one);
    for (; has(&lines, &key); advance(&lines)) read_line(&lines, &one);
    judge(book, &one);
  }
  sqlite3_finalize(cases.row);
  sqlite3_finalize(claims.row);
  sqlite3_finalize(lines.row);
}

static void pass_duty(sqlite3 *db, book *book) {
  stream shifts = {.row = prepared(
      db, "SELECT dutyNumber, servedOn, firm, quantityTenths, rate, amount FROM dutyShift "
          "ORDER BY dutyNumber, revision")};
  stream lines = {.row = prepared(
      db, "SELECT citedNumber, voucherNumber, line, paidOn, use, documentNumber, amount, payee, "
          "reversesVoucher, reversesLine, reversesPaidOn FROM paymentLine "
          "WHERE citedKind = 'duty' ORDER BY citedNumber, voucherNumber, line")};
  advance(&shifts);
  advance(&lines);
  while (!shifts.at_end || !lines.at_end) {
    bool of_shift =
        !shifts.at_end && (lines.at_end || compare(&shifts.key, &lines.key) <= 0);
    text key = of_shift ? shifts.key : lines.key;
    one.line_count = 0;
    for (; has(&lines, &key); advance(&lines)) read_line(&lines, &one);
    shift_row shift = {.registered = of_shift};
    for (; of_shift && has(&shifts, &key); advance(&shifts)) read_shift(&shifts, &shift);
    judge_shift(book, &shift, &one);
  }
  sqlite3_finalize(shifts.row);
  sqlite3_finalize(lines.row);
}

// D02: the shifts of one lawyer on one day, which stand together in this order.
static void pass_days(sqlite3 *db, book *book) {
  sqlite3_stmt *row = prepared(
      db, "SELECT servedOn, lawyer, firm, quantityTenths, unit FROM dutyShift "
          "WHERE servedOn BETWEEN ?1 AND ?2 ORDER BY servedOn, lawyer, firm, dutyNumber");
  sqlite3_bind_int(row, 1, book->year * 10000);
  sqlite3_bind_int(row, 2, book->as_of);
  text lawyer = {0}, firm = {0}, next;
  int day = 0;
  int64_t tenths = 0;
  while (sqlite3_step(row) == SQLITE_ROW) {
    bool goes_on = sqlite3_column_int(row, 0) == day;
    read_text(row, 1, &next);
    goes_on = goes_on && same(&next, &lawyer);
    lawyer = next;
    read_text(row, 2, &next);
    goes_on = goes_on && same(&next, &firm);
    firm = next;
    day = sqlite3_column_int(row, 0);
    bool half = strcmp((const char *)sqlite3_column_text(row, 4), "半天") == 0;
    tenths = (goes_on ? tenths : 0) + sqlite3_column_int64(row, 3) * (half ? 1 : 2);
    if (tenths > 20) book->found[D02]++;
  }
  sqlite3_finalize(row);
}

// K02: the cases of one judgment, which stand together in this order.
static void pass_judgments(sqlite3 *db, book *book) {
  sqlite3_stmt *row = prepared(
      db, "SELECT judgmentNumber, recipient, closedOn, acceptedOn FROM legalAidCase "
          "WHERE judgmentNumber IS NOT NULL ORDER BY judgmentNumber, caseNumber");
  text judgment = {0}, recipient = {0}, next;
  while (sqlite3_step(row) == SQLITE_ROW) {
    int closed = sqlite3_column_int(row, 2);
    int day = closed != 0 ? closed : sqlite3_column_int(row, 3);
    read_text(row, 0, &next);
    bool goes_on = same(&next, &judgment);
    judgment = next;
    read_text(row, 1, &next);
    if (goes_on && same(&next, &recipient) && owns(book, day)) book->found[K02]++;
    recipient = next;
  }
  sqlite3_finalize(row);
}

static void pass_uncited(sqlite3 *db, book *book) {
  stream lines = {.row = prepared(
      db, "SELECT citedNumber, voucherNumber, line, paidOn, use, documentNumber, amount, payee, "
          "reversesVoucher, reversesLine, reversesPaidOn FROM paymentLine "
          "WHERE citedKind = 'none' ORDER BY citedNumber, voucherNumber, line")};
  for (advance(&lines); !lines.at_end; advance(&lines)) {
    one.line_count = 0;
    read_line(&lines, &one);
    see(book, &one);
    count_lines(book, &one);
  }
  sqlite3_finalize(lines.row);
}

static void read_funds(sqlite3 *db, book *book) {
  sqlite3_stmt *row = prepared(
      db, "SELECT documentNumber, fiscalYear, receivedOn, source, permittedUses, amount "
          "FROM appropriation ORDER BY documentNumber, fiscalYear, revision");
  while (sqlite3_step(row) == SQLITE_ROW && book->fund_count < FUNDS_MAX) {
    fund *fund = &book->funds[book->fund_count++];
    read_text(row, 0, &fund->document);
    fund->year = sqlite3_column_int(row, 1);
    fund->received = sqlite3_column_int(row, 2);
    fund->source = first_character(row, 3, sources, 7);
    const char *permitted = (const char *)sqlite3_column_text(row, 4);
    for (int use = 0; use < 6; use++) {
      if (strstr(permitted, uses[use]) != NULL) fund->uses |= 1 << (use + 1);
    }
    fund->amount = sqlite3_column_int64(row, 5);
  }
  sqlite3_finalize(row);
}

static void judge_funds(sqlite3 *db, book *book) {
  int64_t available = 0;
  sqlite3_stmt *opening = prepared(db, "SELECT amount FROM openingBalance WHERE fiscalYear = ?1");
  sqlite3_bind_int(opening, 1, book->year);
  while (sqlite3_step(opening) == SQLITE_ROW) available = sqlite3_column_int64(opening, 0);
  sqlite3_finalize(opening);
  for (int index = 0; index < book->fund_count; index++) {
    fund *fund = &book->funds[index];
    if (fund->year == book->year) available += fund->amount;
    if (fund->year == book->year && fund->net > fund->amount) book->found[F01]++;
  }
  if (book->net_in_year > available) book->found[F03]++;
}

void reconcile(sqlite3 *db, book *book) {
  sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
  read_funds(db, book);
  pass_cases(db, book);
  pass_duty(db, book);
  pass_days(db, book);
  pass_judgments(db, book);
  pass_uncited(db, book);
  judge_funds(db, book);
  sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
}
