package import LedgerCore

// MARK: - Which appropriation row

extension NaiveDay {
  /// The row of the document whose budget year is the year of payment; else the latest earlier;
  /// else the earliest.
  package func row(of document: DocumentNumber, paidIn year: Int) -> Appropriation? {
    let rows = book.appropriations.filter { $0.id.document == document }
    if let same = rows.first(where: { $0.id.fiscalYear.number == year }) { return same }
    let earlier = rows.filter { $0.id.fiscalYear.number < year }
    return earlier.max { $0.id.fiscalYear < $1.id.fiscalYear }
      ?? rows.min { $0.id.fiscalYear < $1.id.fiscalYear }
  }

  /// The row that a payment draws on, or that a reversal restores: the row its line drew on or,
  /// when a carry-over ended that one, the row that carries it on.
  package func row(of line: PaymentLine) -> Appropriation? {
    guard let reversed = line.reverses else {
      return row(of: line.document, paidIn: line.paidOn.year)
    }
    return row(of: line.document, paidIn: reversed.paidOn.year)
      .map { standing($0, on: line.paidOn) }
  }

  /// The row of the document with the next later budget year, where it carries this one over.
  func carrying(_ row: Appropriation) -> Appropriation? {
    let later = book.appropriations.filter {
      $0.id.document == row.id.document && $0.id.fiscalYear > row.id.fiscalYear
    }
    guard let next = later.min(by: { $0.id.fiscalYear < $1.id.fiscalYear }),
      next.originYear < next.id.fiscalYear
    else { return nil }
    return next
  }

  /// The row itself, or the one that carries it on by a day, and so on.
  func standing(_ row: Appropriation, on day: Day) -> Appropriation {
    guard let next = carrying(row), next.receivedOn <= day else { return row }
    return standing(next, on: day)
  }

  /// An adjustment or recall with the row it counts for and the day it counts from.
  struct Change {
    let row: AppropriationID
    let isRecall: Bool
    let on: Day
    let fen: Int64
  }

  /// All that count by a day.
  func changes(by day: Day) -> [Change] {
    book.changes.compactMap { change in
      guard let own = book.appropriations.first(where: { $0.id == change.appropriation }) else {
        return nil
      }
      // It counts for the row that carries its own on by its day, not before that one's receipt.
      let holder = standing(own, on: change.changedOn)
      let from = max(change.changedOn, holder.receivedOn)
      guard from <= day else { return nil }
      return Change(
        row: holder.id, isRecall: change.kind == .recall, on: from, fen: change.amount.fen)
    }
  }
}

// MARK: - What a row holds

extension NaiveDay {
  /// Amount ± adjustments − recalls on a day: 0 until received.
  package func limit(of row: Appropriation, on day: Day? = nil) -> Int64 {
    let day = day ?? asOf
    let changes = changes(by: day).filter { $0.row == row.id }
    return changes.reduce(row.receivedOn <= day ? row.amount.fen : 0) {
      $1.isRecall ? $0 - $1.fen : $0 + $1.fen
    }
  }

  /// Lines that draw on a row less the reversals that restore it, by a day.
  package func netPaid(from row: Appropriation, by day: Day? = nil) -> Int64 {
    let day = day ?? asOf
    let ofRow = book.lines.filter { $0.paidOn <= day && self.row(of: $0)?.id == row.id }
    return ofRow.reduce(0) { $0 + ($1.reverses == nil ? $1.amount.fen : -$1.amount.fen) }
  }

  /// What a row holds at the end of a day: nothing from the day on which it is carried on.
  package func balance(of row: Appropriation, on day: Day? = nil) -> Int64 {
    let day = day ?? asOf
    guard standing(row, on: day).id == row.id else { return 0 }
    return limit(of: row, on: day) - netPaid(from: row, by: day)
  }
}

extension NaiveChecker {
  /// Whether each row that is carried on held what carries it on (I02).
  package var areRowsCarriedWhole: Bool {
    book.appropriations.allSatisfy { row in
      guard now.standing(row, on: asOf).id != row.id, let next = now.carrying(row) else {
        return true
      }
      return now.limit(of: row) - now.netPaid(from: row) == next.amount.fen
    }
  }
}

// MARK: - What a year has

extension NaiveDay {
  package func netPaid(in year: Int) -> Int64 {
    payments.filter { $0.paidOn.year == year }.reduce(0) { $0 + $1.amount.fen }
      - reversals.filter { $0.paidOn.year == year }.reduce(0) { $0 + $1.amount.fen }
  }

  /// The stated opening: a fact of 1 January of its year.
  func statedOpening(of year: Int) -> Int64? {
    guard asOf.year >= year else { return nil }
    return book.openings.last { $0.fiscalYear.number == year }?.amount.fen
  }

  /// What the closing of the year before carried; nil when that year is not closed.
  package func carried(into year: Int) -> Int64? {
    book.carried.first { $0.key.number == year }?.value.fen
  }

  /// Rows of the year with money of earlier years; nil without any.
  package func carriedRows(of year: Int) -> Int64? {
    let rows = book.appropriations.filter {
      isSeen($0.receivedOn) && $0.id.fiscalYear.number == year && $0.originYear.number < year
    }
    return rows.isEmpty ? nil : rows.reduce(0) { $0 + $1.amount.fen }
  }

  package func opening(of year: Int) -> Int64? {
    statedOpening(of: year) ?? carried(into: year) ?? carriedRows(of: year)
  }

  package func appropriated(in year: Int) -> Int64 {
    let rows = book.appropriations.filter {
      isSeen($0.receivedOn) && $0.id.fiscalYear.number == year && $0.originYear.number >= year
    }
    let adjustments = changes(by: asOf).filter { !$0.isRecall && $0.on.year == year }
    return rows.reduce(0) { $0 + $1.amount.fen } + adjustments.reduce(0) { $0 + $1.fen }
  }

  package func recalled(in year: Int) -> Int64 {
    changes(by: asOf).filter { $0.isRecall && $0.on.year == year }.reduce(0) { $0 + $1.fen }
  }

  /// 年末结余, I03; nil when there is no opening.
  package func closing(of year: Int) -> Int64? {
    opening(of: year).map { $0 + appropriated(in: year) - recalled(in: year) - netPaid(in: year) }
  }

  /// Left and right of I08; nil when I03 cannot be tested.
  package func rowsAndClosing(of year: Int) -> (left: Int64, right: Int64)? {
    guard let closing = closing(of: year), let end = Day(year: year, month: 12, day: 31) else {
      return nil
    }
    let day = min(asOf, end)
    let rows = book.appropriations.filter { $0.id.fiscalYear.number <= year }
    let balances = rows.reduce(0) { $0 + balance(of: $1, on: day) }
    let without = book.lines.filter { $0.paidOn <= day && row(of: $0) == nil }
    let net = without.reduce(0) { $0 + ($1.reverses == nil ? $1.amount.fen : -$1.amount.fen) }
    return (balances - net, closing)
  }
}

// MARK: - Findings on funds

extension NaiveChecker {
  func fundStatements() -> [Statement] {
    exceededRows() + exceededYear() + differingOpening()
  }

  /// F03, F05, F07: what speaks of the year itself.
  func yearStatements() -> [Statement] { exceededYear() + differingOpening() + keptTooLong() }

  /// F01, of the row's budget year, of a live line from it, of a recall or a negative adjustment.
  func exceededRows() -> [Statement] {
    book.appropriations.compactMap { row in
      let excess = now.netPaid(from: row) - now.limit(of: row)
      let isPaidInYear = now.live.contains {
        isOfYear($0.paidOn) && now.row(of: $0)?.id == row.id
      }
      let isLessened = now.changes(by: asOf).contains {
        $0.row == row.id && isOfYear($0.on) && ($0.isRecall || $0.fen < 0)
      }
      let isOfRow = isJudged(row.id.fiscalYear.number)
      guard excess > 0, isOfRow || isPaidInYear || isLessened else { return nil }
      return statement("F01", "block", row.id.document.printed, excess, nil)
    }
  }

  private func exceededYear() -> [Statement] {
    let available =
      (now.opening(of: year) ?? 0) + now.appropriated(in: year) - now.recalled(in: year)
    let excess = now.netPaid(in: year) - available
    return excess > 0 ? [statement("F03", "high", "\(year)", excess, nil)] : []
  }

  /// F07: the largest of the differences by size.
  private func differingOpening() -> [Statement] {
    var differences: [Int64] = []
    if let stated = now.statedOpening(of: year), let rows = now.carriedRows(of: year) {
      differences.append(stated - rows)
    }
    if let left = now.closing(of: year - 1) {
      if let carried = now.carried(into: year) {
        differences.append(carried - left)
      } else if let opening = now.opening(of: year) {
        differences.append(opening - left)
      }
    }
    let largest = differences.max { abs($0) < abs($1) } ?? 0
    return largest == 0 ? [] : [statement("F07", "high", "\(year)", largest, nil)]
  }

  /// F05: a balance on 31 December of the year.
  func keptTooLong() -> [Statement] {
    guard asOf >= yearEnd else { return [] }
    return book.appropriations.compactMap { row in
      let isKept = row.id.fiscalYear.number <= year && row.originYear.number < year
      let isExempt = row.source == .donation || row.source == .lotteryFund
      let kept = now.balance(of: row, on: yearEnd)
      guard isKept, !isExempt, kept > 0 else { return nil }
      return statement("F05", "high", row.id.document.printed, kept, yearEnd)
    }
  }

  /// F02, F04, F06, P12 of each live line.
  func lineStatements() -> [Statement] {
    now.live.flatMap { line -> [Statement] in
      var found: [Statement] = []
      let isSubsidy = line.use == .perCaseSubsidy || line.use == .duty
      if !isSubsidy, line.approvedBy.map({ naiveName($0).isEmpty }) ?? true {
        found += onLine("P12", "medium", line)
      }
      guard let row = now.row(of: line) else { return found + onLine("F06", "block", line) }
      if line.paidOn < row.receivedOn {
        found += onLine("F02", row.source == .localBudget ? "info" : "high", line)
      }
      let isPermitted = row.permittedUses.isEmpty || row.permittedUses.contains(line.use)
      let isLotteryMisuse = row.source == .lotteryFund && line.use != .perCaseSubsidy
      if row.receivedOn <= asOf, !isPermitted || isLotteryMisuse {
        found += onLine("F04", "block", line, of: max(line.paidOn, row.receivedOn))
      }
      return found
    }
  }
}
