package import LedgerCore

/// Holds a statement against vouchers straight from the sentences of rules.md, each with each.
///
/// It shares nothing with the engine but the values of facts: no index, no group, no running sum,
/// no normalising of names.
package struct NaiveStatement {
  let book: InventedBook
  let year: Int
  let asOf: Day
  let calendar: InventedCalendar
  /// The numbers of vouchers with a payment, each once.
  package private(set) var vouchers: [VoucherNumber] = []
  private var nets: [VoucherNumber: Int64] = [:]
  /// Stage, line and the numbers of its vouchers, of everything matched so far.
  package private(set) var matched: [(stage: String, line: BankLine, vouchers: [VoucherNumber])] =
    []
  /// The candidates of stage 2 as all lines had them at once.
  private(set) var candidates: [(line: BankLine, vouchers: [VoucherNumber])] = []

  package init(
    _ book: InventedBook, year: FiscalYear, asOf: Day?, under calendar: InventedCalendar = .full
  ) throws {
    self.book = book
    self.year = year.number
    self.asOf = try asOf ?? .of("\(year)-12-31")
    self.calendar = calendar
    for line in seen where line.reverses == nil && !vouchers.contains(line.id.voucher) {
      vouchers.append(line.id.voucher)
    }
    for voucher in vouchers { nets[voucher] = sum(of: voucher) }
    matchByNumber()
    matchPosted()
    matchPairs()
    matchSums()
  }
}

// MARK: - What is seen

extension NaiveStatement {
  package var bank: [BankLine] { book.bankLines.filter { $0.bookedOn <= asOf } }
  private var seen: [PaymentLine] { book.lines.filter { $0.paidOn <= asOf } }

  private func payments(_ voucher: VoucherNumber) -> [PaymentLine] {
    seen.filter { $0.reverses == nil && $0.id.voucher == voucher }
  }

  package func net(_ voucher: VoucherNumber) -> Int64 { nets[voucher] ?? 0 }

  /// Its lines less their reversals, wherever these stand.
  private func sum(of voucher: VoucherNumber) -> Int64 {
    payments(voucher).reduce(0) { $0 + $1.amount.fen }
      - seen.filter { $0.reverses?.id.voucher == voucher }.reduce(0) { $0 + $1.amount.fen }
  }

  package func day(_ voucher: VoucherNumber) -> Day { payments(voucher)[0].paidOn }
  func payee(_ voucher: VoucherNumber) -> String { name(payments(voucher)[0].payee) }

  func name(_ text: String) -> String {
    text.map { character in
      switch character {
      case "（", "[", "［", "〔", "【": "("
      case "）", "]", "］", "〕", "】": ")"
      case " ", "\u{3000}", "\t": ""
      default: String(character)
      }
    }.joined()
  }

  private func isNear(_ voucher: VoucherNumber, _ line: BankLine) -> Bool {
    let days = day(voucher).days(since: line.bookedOn)
    return days >= -5 && days <= 5
  }
}

// MARK: - Decisions

extension NaiveStatement {
  private func decision(_ line: BankLine) -> BankMatch? {
    book.bankMatches.last { $0.reference == line.reference }
  }

  private func isUndone(_ line: BankLine, _ vouchers: [VoucherNumber]) -> Bool {
    guard let decision = decision(line), decision.kind == .undone else { return false }
    return decision.vouchers == vouchers.sorted()
  }

  private mutating func matchPosted() {
    let lawful = bank.compactMap { line -> (BankLine, [VoucherNumber])? in
      guard let decision = decision(line), decision.kind == .matched, line.voucher == nil,
        decision.vouchers.allSatisfy({ vouchers.contains($0) }),
        !decision.vouchers.contains(where: isMatched),
        decision.vouchers.reduce(0, { $0 + net($1) }) == line.amount.fen,
        decision.vouchers.allSatisfy({ payee($0) == name(line.payee) && isNear($0, line) })
      else { return nil }
      return (line, decision.vouchers)
    }
    for (line, vouchers) in lawful {
      let others = lawful.filter { $0.0.reference != line.reference }.flatMap(\.1)
      if !vouchers.contains(where: others.contains) {
        matched.append(("posted", line, vouchers))
      }
    }
  }
}

// MARK: - The stages

extension NaiveStatement {
  func isMatched(_ voucher: VoucherNumber) -> Bool {
    matched.contains { $0.vouchers.contains(voucher) }
  }

  func isMatched(_ line: BankLine) -> Bool {
    matched.contains { $0.line.reference == line.reference }
  }

  /// The voucher that a line names; nil when its number is unknown.
  private func named(_ line: BankLine) -> VoucherNumber? {
    guard let number = line.voucher else { return nil }
    // As the ledger prints it.
    if let known = vouchers.first(where: { $0 == number }) { return known }
    var reversed: [VoucherNumber] = []
    for reversal in seen where reversal.id.voucher == number {
      guard let target = reversal.reverses?.id.voucher else { continue }
      if !reversed.contains(target) { reversed.append(target) }
    }
    guard reversed.count == 1, vouchers.contains(reversed[0]) else { return nil }
    return reversed[0]
  }

  private mutating func matchByNumber() {
    for line in bank {
      if let voucher = named(line), !isUndone(line, [voucher]) {
        matched.append(("byNumber", line, [voucher]))
      }
    }
  }

  /// Lines without a number that may still be matched.
  private var waiting: [BankLine] {
    bank.filter { $0.voucher == nil && $0.amount.fen > 0 && !isMatched($0) }
  }

  private mutating func matchPairs() {
    let open = vouchers.filter { net($0) != 0 && !isMatched($0) }
    candidates = waiting.map { line in
      let found = open.filter { voucher in
        net(voucher) == line.amount.fen && payee(voucher) == name(line.payee)
          && isNear(voucher, line) && !isUndone(line, [voucher])
      }
      return (line, found)
    }
    for (line, found) in candidates where found.count == 1 {
      if candidates.filter({ $0.vouchers.contains(found[0]) }).count == 1 {
        matched.append(("unique", line, found))
      }
    }
  }

  /// Whether a line is named by S04.
  package func isTied(_ line: BankLine) -> Bool {
    !isMatched(line)
      && candidates.contains { $0.line.reference == line.reference && !$0.vouchers.isEmpty }
  }

  package func isCandidateOfTied(_ voucher: VoucherNumber) -> Bool {
    candidates.contains { isTied($0.line) && $0.vouchers.contains(voucher) }
  }

  private mutating func matchSums() {
    let open = vouchers.filter { net($0) != 0 && !isMatched($0) && !isCandidateOfTied($0) }
    let wishes = waiting.filter { !isTied($0) }.map { line in
      (line: line, subsets: subsets(of: open, for: line))
    }
    for (line, subsets) in wishes where subsets.count == 1 {
      let others = wishes.filter { $0.line.reference != line.reference }.flatMap(\.subsets)
      if !others.contains(where: { other in other.contains { subsets[0].contains($0) } }) {
        matched.append(("sum", line, subsets[0]))
      }
    }
  }

  private func subsets(of open: [VoucherNumber], for line: BankLine) -> [[VoucherNumber]] {
    (-5...5).flatMap { days -> [[VoucherNumber]] in
      let onDay = open.filter { voucher in
        payee(voucher) == name(line.payee) && day(voucher).days(since: line.bookedOn) == days
      }
      guard onDay.count <= 12 else { return [] }
      let all = onDay.reduce([[VoucherNumber]]([[]])) { sets, next in
        sets + sets.map { $0 + [next] }
      }
      return all.filter { set in
        set.count >= 2 && set.reduce(0, { $0 + net($1) }) == line.amount.fen && !isUndone(line, set)
      }
    }
  }
}

// MARK: - What is found

extension NaiveStatement {
  private func statement(
    _ rule: String, _ severity: String, _ subject: String, _ fen: Int64, _ day: Day
  ) -> String { "\(rule) \(severity) \(subject) \(fen) \(day)" }

  private func isOfYear(_ day: Day) -> Bool { day.year == year }
  package var isTestable: Bool { bank.contains { isOfYear($0.bookedOn) } }

  /// The findings of S01–S05, sorted as texts.
  package func statements() -> [String] {
    (vouchersWithoutLine() + linesWithoutVoucher() + amounts() + payees()).sorted()
  }

  private func vouchersWithoutLine() -> [String] {
    guard isTestable else { return [statement("S01", "info", "\(year)", 0, asOf)] }
    return vouchers.filter { voucher in
      isOfYear(day(voucher)) && net(voucher) != 0 && !isMatched(voucher)
        && !isCandidateOfTied(voucher) && !bank.allSatisfy { $0.bookedOn > day(voucher) }
    }.map { voucher in
      let severity = isRecent(day(voucher)) ? "info" : "high"
      return statement("S01", severity, voucher.printed, net(voucher), day(voucher))
    }
  }

  /// Whether a day is no earlier than the third working day strictly before the as-of day.
  func isRecent(_ paidOn: Day) -> Bool {
    func third(_ isWorking: (Day) -> Bool?) -> Day? {
      var left = 3
      for days in 1...40 {
        guard let day = asOf.adding(days: -days), let isWorking = isWorking(day) else { return nil }
        left -= isWorking ? 1 : 0
        if left == 0 { return day }
      }
      return nil
    }
    let known = Set(calendar.holidays.map(\.year))
    let official = third { day in
      guard known.contains(day.year) else { return nil }
      if calendar.workdays.contains(day) { return true }
      return day.weekday <= 5 && !calendar.holidays.contains(day)
    }
    guard let threshold = official ?? third({ $0.weekday <= 5 }) else { return true }
    return paidOn >= threshold
  }

  private func linesWithoutVoucher() -> [String] {
    bank.filter { isOfYear($0.bookedOn) && !isMatched($0) }.map { line in
      isTied(line)
        ? statement("S04", "medium", line.reference.printed, line.amount.fen, line.bookedOn)
        : statement("S02", "block", line.reference.printed, line.amount.fen, line.bookedOn)
    }
  }

  private func naming(_ voucher: VoucherNumber) -> [BankLine] {
    matched.filter { $0.stage == "byNumber" && $0.vouchers == [voucher] }.map(\.line)
  }

  private func difference(_ voucher: VoucherNumber) -> Int64 {
    let lines = naming(voucher)
    return lines.isEmpty ? 0 : lines.reduce(0) { $0 + $1.amount.fen } - net(voucher)
  }

  private func amounts() -> [String] {
    vouchers.compactMap { voucher in
      guard difference(voucher) != 0, let latest = naming(voucher).map(\.bookedOn).max(),
        isOfYear(latest)
      else { return nil }
      return statement("S03", "block", voucher.printed, difference(voucher), latest)
    }
  }

  private func payees() -> [String] {
    matched.filter { match in
      match.stage == "byNumber" && isOfYear(match.line.bookedOn)
        && payee(match.vouchers[0]) != name(match.line.payee)
    }.map { match in
      let line = match.line
      return statement("S05", "high", line.reference.printed, line.amount.fen, line.bookedOn)
    }
  }

  /// Every line that is matched, with its stage and vouchers.
  package func pairs() -> [String] {
    matched.map { match in
      let numbers = match.vouchers.sorted().map(\.printed).joined(separator: "+")
      return "\(match.stage) \(match.line.reference)=\(numbers)"
    }.sorted()
  }

  /// The terms of the bridge in their order, and the two sides of I07.
  package func figures() -> [Int64] {
    let left = vouchers.filter { !isMatched($0) }
    let first = bank.map(\.bookedOn).min() ?? asOf
    let before = left.filter { day($0) < first }.reduce(0) { $0 + net($1) }
    let lines = bank.filter { isMatched($0) }.reduce(0) { $0 + $1.amount.fen }
    let differences = vouchers.reduce(0) { $0 + difference($1) }
    return [
      seen.reduce(0) { $0 + ($1.reverses == nil ? $1.amount.fen : -$1.amount.fen) }, before,
      left.reduce(0) { $0 + net($1) } - before,
      bank.filter { !isMatched($0) }.reduce(0) { $0 + $1.amount.fen }, differences,
      bank.reduce(0) { $0 + $1.amount.fen }, lines - differences,
      vouchers.filter { isMatched($0) }.reduce(0) { $0 + net($1) },
    ]
  }
}
