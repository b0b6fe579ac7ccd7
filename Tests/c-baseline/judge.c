#include "account.h"

#include <string.h>

static const int64_t prices[] = {0, 40000, 80000, 110000};

int days_from_epoch(int day) {
  int year = day / 10000, month = day / 100 % 100;
  if (month <= 2) year--;
  int of_year = (153 * ((month + 9) % 12) + 2) / 5 + day % 100 - 1;
  return 365 * year + year / 4 - year / 100 + year / 400 + of_year - 719468;
}

static fund *row_of(book *book, const text *document, int year) {
  fund *best = NULL, *first = NULL;
  for (int index = 0; index < book->fund_count; index++) {
    fund *fund = &book->funds[index];
    if (!same(&fund->document, document)) continue;
    if (first == NULL) first = fund;
    if (fund->year <= year) best = fund;
  }
  return best != NULL ? best : first;
}

static void count_payee(book *book, const text *payee, int64_t amount) {
  uint64_t hash = 1469598103934665603u;
  for (int index = 0; index < payee->length; index++) {
    hash = (hash ^ (unsigned char)payee->bytes[index]) * 1099511628211u;
  }
  uint64_t slot = hash % PAYEES_MAX;
  while (book->payees[slot].length != 0 && !same(&book->payees[slot], payee)) {
    slot = (slot + 1) % PAYEES_MAX;
  }
  if (book->payees[slot].length == 0) book->payees[slot] = *payee;
  book->payee_net[slot] += amount;
}

void see(const book *book, dossier *dossier) {
  register_row *at = &dossier->at;
  if (!sees(book, at->accepted)) at->registered = false;
  if (!sees(book, at->assigned)) at->assigned = 0;
  if (!sees(book, at->closed)) at->closed = 0;
  if (!sees(book, at->filed)) at->filed = 0;
  dossier->live_count = 0;
  for (int index = 0; index < dossier->line_count; index++) {
    payment *line = &dossier->lines[index];
    line->left = line->amount;
    if (line->reversed_line != 0 || !sees(book, line->paid_on)) continue;
    for (int other = 0; other < dossier->line_count; other++) {
      payment *reversal = &dossier->lines[other];
      if (reversal->reversed_line == line->line && sees(book, reversal->paid_on) &&
          same(&reversal->reversed_voucher, &line->voucher)) {
        line->left -= reversal->amount;
      }
    }
    if (line->left <= 0) continue;
    int place = dossier->live_count++;
    for (; place > 0 && dossier->live[place - 1]->paid_on > line->paid_on; place--) {
      dossier->live[place] = dossier->live[place - 1];
    }
    dossier->live[place] = line;
  }
}

void count_lines(book *book, dossier *dossier) {
  for (int index = 0; index < dossier->live_count; index++) {
    payment *line = dossier->live[index];
    bool is_own = owns(book, line->paid_on);
    fund *fund = row_of(book, &line->document, line->paid_on / 10000);
    if (fund == NULL) {
      if (is_own) book->found[F06]++;
      continue;
    }
    if (is_own && line->paid_on < fund->received) book->found[F02]++;
    bool is_permitted = fund->uses == 0 || (fund->uses & 1 << line->use) != 0;
    // It speaks in the year in which both the line and the money are there.
    bool is_early = line->paid_on < fund->received;
    if (!is_permitted && owns(book, is_early ? fund->received : line->paid_on)) {
      book->found[F04]++;
    }
  }
  for (int index = 0; index < dossier->line_count; index++) {
    payment *line = &dossier->lines[index];
    if (!sees(book, line->paid_on)) continue;
    book->lines++;
    int64_t amount = line->reversed_line != 0 ? -line->amount : line->amount;
    fund *fund = row_of(book, &line->document, line->drawn_on / 10000);
    if (fund != NULL) fund->net += amount;
    if (!owns(book, line->paid_on)) continue;
    book->net_in_year += amount;
    book->by_use[line->use] += amount;
    book->by_source[fund != NULL ? fund->source : 0] += amount;
    count_payee(book, &line->payee, amount);
  }
}

// What is known of a dossier's claims and lines together.
typedef struct {
  claim *seen[CLAIMS_MAX], *approvals[CLAIMS_MAX];
  int seen_count, approval_count, first_approved;
  int64_t approved, net;
} sums;

static void gather(const book *book, dossier *dossier, sums *sums) {
  memset(sums, 0, sizeof *sums);
  for (int index = 0; index < dossier->claim_count; index++) {
    claim *claim = &dossier->claims[index];
    if (sees(book, claim->returned_on)) continue;
    if (sees(book, claim->claimed_on)) {
      int place = sums->seen_count++;
      for (; place > 0 && sums->seen[place - 1]->claimed_on > claim->claimed_on; place--) {
        sums->seen[place] = sums->seen[place - 1];
      }
      sums->seen[place] = claim;
    }
    if (sees(book, claim->approved_on)) sums->approvals[sums->approval_count++] = claim;
  }
  for (int index = 1; index < sums->seen_count; index++) {
    sums->seen[index]->repeated = dossier->at.registered;
  }
  for (int index = 0; index < sums->approval_count; index++) {
    claim *claim = sums->approvals[index];
    if (!claim->repeated) sums->approved += claim->approved;
    if (sums->first_approved == 0 || claim->approved_on < sums->first_approved) {
      sums->first_approved = claim->approved_on;
    }
  }
  for (int index = 0; index < dossier->live_count; index++) {
    if (dossier->live[index]->use == 1) sums->net += dossier->live[index]->left;
  }
}

static void judge_claims(book *book, dossier *dossier, const sums *sums) {
  register_row *at = &dossier->at;
  for (int index = 0; index < sums->seen_count; index++) {
    claim *claim = sums->seen[index];
    if (!owns(book, claim->claimed_on)) continue;
    if (!at->registered) {
      book->found[C01]++;
      continue;
    }
    if (at->closed == 0 || at->closed > claim->claimed_on) book->found[C02]++;
    if (index > 0) book->found[C03]++;
  }
  for (int index = 0; index < sums->approval_count; index++) {
    claim *claim = sums->approvals[index];
    if (!owns(book, claim->approved_on)) continue;
    if (at->registered && claim->approved > claim->claimed) book->found[C04]++;
    if (at->registered && claim->approved != prices[at->grade]) book->found[C05]++;
    if (claim->submitted_by.length > 0 && same(&claim->submitted_by, &claim->approved_by)) {
      book->found[C06]++;
    }
    if (claim->approved_on < claim->claimed_on) book->found[C07]++;
  }
}

static void judge_case(book *book, const dossier *dossier, const sums *sums) {
  const register_row *at = &dossier->at;
  int latest = at->accepted;
  if (at->assigned > latest) latest = at->assigned;
  if (at->closed > latest) latest = at->closed;
  if (at->filed > latest) latest = at->filed;
  bool wrong = (at->closed && at->accepted > at->closed) ||
               (at->filed && (at->accepted > at->filed || (at->closed > at->filed))) ||
               (at->closed && at->assigned > at->closed);
  if (wrong && owns(book, latest)) book->found[K01]++;
  if (at->closed == 0) return;
  int late = days_from_epoch(at->closed) + 31, end = days_from_epoch(book->as_of);
  int filed = at->filed != 0 ? days_from_epoch(at->filed) : end;
  if (late <= end && late > days_from_epoch(book->eve) && filed >= late) book->found[K03]++;
  if (at->outcome == 1 && sums->seen_count == 0 && end - days_from_epoch(at->closed) > 60) {
    book->found[P10]++;
  }
}

static payment *overpaying(const book *book, const dossier *dossier, const sums *sums) {
  if (sums->net <= sums->approved) return NULL;
  int64_t sum = 0;
  for (int index = 0; index < dossier->live_count; index++) {
    payment *line = dossier->live[index];
    if (line->use != 1) continue;
    sum += line->left;
    if (sum > sums->approved) return owns(book, line->paid_on) ? line : NULL;
  }
  return NULL;
}

static bool paid_twice(const dossier *dossier, const sums *sums) {
  if (sums->approved <= 0) return false;
  int64_t excess = sums->net - sums->approved;
  for (int index = 0; index < dossier->live_count; index++) {
    const payment *line = dossier->live[index];
    if (line->use != 1 || line->left > excess) continue;
    for (int other = index + 1; other < dossier->live_count; other++) {
      const payment *twin = dossier->live[other];
      if (twin->use == 1 && twin->left == line->left && same(&twin->payee, &line->payee)) {
        return true;
      }
    }
  }
  return false;
}

static void judge_payments(book *book, const dossier *dossier, const sums *sums) {
  const register_row *at = &dossier->at;
  bool covered = false;
  int paid = 0;
  for (int index = 0; index < sums->approval_count; index++) {
    if (sums->approvals[index]->approved_on >= at->closed) covered = true;
  }
  for (int index = 0; index < dossier->live_count; index++) {
    const payment *line = dossier->live[index];
    if (line->use != 1) continue;
    paid++;
    int later = line->paid_on > at->closed ? line->paid_on : at->closed;
    if (at->closed != 0 && at->outcome != 1 && !covered && owns(book, later)) book->found[P11]++;
    if (!owns(book, line->paid_on)) continue;
    if (line->paid_on < at->accepted) {
      book->found[P02]++;
    } else if (at->closed == 0 || at->closed > line->paid_on) {
      book->found[P03]++;
    } else if (sums->first_approved == 0 || sums->first_approved > line->paid_on) {
      book->found[P04]++;
    }
    if (at->firm.length > 0 && !same(&at->firm, &line->payee)) book->found[P09]++;
  }
  if (overpaying(book, dossier, sums) != NULL) {
    if (paid_twice(dossier, sums)) {
      book->found[P06]++;
    } else if (sums->approval_count > 0) {
      book->found[P05]++;
    }
  }
  if (paid > 0 && sums->net < sums->approved) book->found[P07]++;
  if (at->closed != 0 && sums->approved > 0 && sums->net == 0) book->found[P08]++;
}

static void count_figures(book *book, const dossier *dossier, const sums *sums) {
  const register_row *at = &dossier->at;
  int type = at->registered ? at->type : 0;
  book->dossiers++;
  if (at->registered) {
    if (owns(book, at->accepted)) book->accepted[type]++;
    if (owns(book, at->closed) && at->outcome == 1) book->closed[type]++;
    if (at->accepted <= book->eve && (at->closed == 0 || at->closed > book->eve)) {
      book->open_at_start++;
    }
    if (at->closed == 0) book->open_at_end++;
  }
  for (int index = 0; index < sums->seen_count; index++) {
    if (owns(book, sums->seen[index]->claimed_on)) {
      book->claimed[type] += sums->seen[index]->claimed;
    }
  }
  for (int index = 0; index < sums->approval_count; index++) {
    if (owns(book, sums->approvals[index]->approved_on)) {
      book->approved[type] += sums->approvals[index]->approved;
    }
  }
  for (int index = 0; index < dossier->line_count; index++) {
    const payment *line = &dossier->lines[index];
    if (line->use != 1 || !owns(book, line->paid_on)) continue;
    book->paid[type] += line->reversed_line != 0 ? -line->amount : line->amount;
  }
}

void judge(book *book, dossier *dossier) {
  sums sums;
  see(book, dossier);
  gather(book, dossier, &sums);
  count_figures(book, dossier, &sums);
  count_lines(book, dossier);
  judge_claims(book, dossier, &sums);
  if (dossier->at.registered) {
    judge_case(book, dossier, &sums);
    judge_payments(book, dossier, &sums);
    return;
  }
  for (int index = 0; index < dossier->live_count; index++) {
    if (owns(book, dossier->live[index]->paid_on)) book->found[P01]++;
  }
}

void judge_shift(book *book, const shift_row *shift, dossier *dossier) {
  see(book, dossier);
  count_lines(book, dossier);
  if (shift->registered && owns(book, shift->served)) {
    book->duty_count++;
    book->duty_amount += shift->amount;
    if ((shift->tenths * shift->rate + 5) / 10 != shift->amount) book->found[D01]++;
  }
  int64_t net = 0;
  payment *over = NULL;
  for (int index = 0; index < dossier->live_count; index++) {
    payment *line = dossier->live[index];
    net += line->left;
    if (over == NULL && net > shift->amount) over = line;
    if (!owns(book, line->paid_on)) continue;
    if (!shift->registered) {
      book->found[D03]++;
      continue;
    }
    if (line->paid_on < shift->served) book->found[D05]++;
    if (!same(&shift->firm, &line->payee)) book->found[D07]++;
  }
  if (!shift->registered) return;
  if (net > shift->amount && over != NULL && owns(book, over->paid_on)) book->found[D04]++;
  if (dossier->live_count > 0 && net < shift->amount) book->found[D06]++;
}
