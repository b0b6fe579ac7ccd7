import LedgerCore

/// The stages of matching; what one decides, the next ones find decided.
struct StatementMatcher {
  /// In order of day and reference.
  let lines: [BankLine]
  /// In order of day and number.
  let vouchers: [Voucher]
  let lineTerms: [StatementTerms]
  let voucherTerms: [StatementTerms]
  /// The payees of both sides.
  let payees: PayeeNumbers
  private let positions: [VoucherNumber: Int]

  private(set) var lineFates: [LineFate]
  private(set) var voucherFates: [VoucherFate]
  /// By line: the vouchers, in ascending order, that a person matched it with.
  private var posted: [Int: [Int]] = [:]
  /// By line: the vouchers, in ascending order, that a person took it from.
  private var undone: [Int: [Int]] = [:]
  /// By line: why a person matched it.
  private(set) var decided: [Int: String] = [:]

  /// What became of a line.
  enum LineFate {
    case pending
    case matched(StatementMatching.Stage, [Int])
    case tied(StatementMatching.Tie)
    case open(WhyOpen)
  }

  /// Why a line explains nothing.
  enum WhyOpen {
    case unknownNumber
    case reversesUnknown
    case reversesSeveral
    case namedButUndone
    case negative
    case noSum(SubsetSearch.Outcome)
  }

  /// What became of a voucher.
  enum VoucherFate {
    case open
    case matched
    /// The lines that may belong to it.
    case tied(ArraySlice<BankLine>)
    /// Part of a sum that some line is, but not the only way to it.
    case partOfSums
  }

  init(_ lines: [BankLine], _ vouchers: [Voucher]) {
    self.lines = lines
    self.vouchers = vouchers
    var payees = PayeeNumbers()
    lineTerms = lines.map { StatementTerms($0, &payees) }
    voucherTerms = vouchers.map { StatementTerms($0, &payees) }
    self.payees = payees
    positions = Dictionary(
      zip(vouchers.map(\.number), vouchers.indices), uniquingKeysWith: { first, _ in first })
    lineFates = lines.map { _ in .pending }
    voucherFates = vouchers.map { _ in .open }
  }

  /// Whether a voucher still waits for a line: stages 2 and 3 look at no other.
  func isOpen(_ voucher: Int) -> Bool {
    if case .open = voucherFates[voucher] { vouchers[voucher].net != .zero } else { false }
  }

  func isMatched(_ voucher: Int) -> Bool {
    if case .matched = voucherFates[voucher] { true } else { false }
  }

  func isPending(_ line: Int) -> Bool {
    if case .pending = lineFates[line] { true } else { false }
  }

  /// Whether a person matched the line once: where it is not matched now, that no longer holds.
  func wasPosted(_ line: Int) -> Bool { decided[line] != nil }

  private mutating func match(_ line: Int, _ stage: StatementMatching.Stage, _ found: [Int]) {
    lineFates[line] = .matched(stage, found)
    for voucher in found { voucherFates[voucher] = .matched }
  }
}

// MARK: - What people decided

extension StatementMatcher {
  /// Takes in decisions, oldest first; one about a line or voucher that is not seen has no effect.
  mutating func decide(by decisions: [BankMatch]) {
    guard !decisions.isEmpty else { return }
    let standing = Dictionary(decisions.map { ($0.reference, $0) }) { _, newer in newer }
    for (line, reference) in lines.map(\.reference).enumerated() {
      guard let decision = standing[reference] else { continue }
      let found = decision.vouchers.compactMap { positions[$0] }.sorted()
      let isSeen = found.count == decision.vouchers.count
      switch decision.kind {
      case .matched:
        decided[line] = decision.reason
        if isSeen { posted[line] = found }
      case .undone: if isSeen { undone[line] = found }
      }
    }
  }

  /// Lets posted matches stand that are still lawful, ahead of stage 2.
  ///
  /// Two that share a voucher both fall: which of them is right, a person must say.
  mutating func matchPosted() throws(MoneyOverflow) {
    var lawful: [(line: Int, vouchers: [Int])] = []
    var uses: [Int: Int] = [:]
    for (line, found) in posted where try isLawful(found, for: line) {
      lawful.append((line, found))
      for voucher in found { uses[voucher, default: 0] += 1 }
    }
    for (line, found) in lawful where found.allSatisfy({ uses[$0] == 1 }) {
      match(line, .posted, found)
    }
  }

  private func isLawful(_ found: [Int], for line: Int) throws(MoneyOverflow) -> Bool {
    let terms = lineTerms[line]
    let isNear = found.allSatisfy { voucher in
      let theirs = voucherTerms[voucher]
      return theirs.payee == terms.payee && abs(theirs.day - terms.day) <= StatementTerms.reach
    }
    guard isPending(line), isNear, !found.contains(where: isMatched) else { return false }
    return try found.map { vouchers[$0].net }.total() == lines[line].amount
  }
}

extension StatementMatcher {
  /// By voucher: the lines that a person took it from, alone or with others.
  var takenFromLines: [Int: [BankReference]] {
    var taken: [Int: [BankReference]] = [:]
    for line in undone.keys.sorted() {
      let reference = lines[line].reference
      for voucher in undone[line] ?? [] { taken[voucher, default: []].append(reference) }
    }
    return taken
  }
}

// MARK: - The stages

extension StatementMatcher {
  /// Stage 1: a line that names a voucher is matched with it, whatever the amounts.
  ///
  /// A number that stands for no voucher goes no further; nor does a return without a number.
  mutating func matchNamed(in book: VoucherBook) {
    for (index, line) in lines.enumerated() {
      guard let number = line.voucher else {
        if line.amount < .zero { lineFates[index] = .open(.negative) }
        continue
      }
      switch book.meaning(of: number) {
      case .unknown: lineFates[index] = .open(.unknownNumber)
      case .reversesUnknown: lineFates[index] = .open(.reversesUnknown)
      case .reversesSeveral: lineFates[index] = .open(.reversesSeveral)
      case .voucher(let number):
        guard let voucher = positions[number] else { continue }
        if undone[index] == [voucher] {
          lineFates[index] = .open(.namedButUndone)
        } else {
          match(index, .byNumber, [voucher])
        }
      }
    }
  }

  /// Stage 2: lines without a number and open vouchers of equal payee and amount, near each other.
  mutating func matchPairs() {
    let lineGroups = Dictionary(grouping: lines.indices.filter(isPending)) { lineTerms[$0].sort }
    let voucherGroups = Dictionary(grouping: vouchers.indices.filter(isOpen)) {
      voucherTerms[$0].sort
    }
    var undoneNumbers: [BankReference: VoucherNumber] = [:]
    for (line, taken) in undone where taken.count == 1 {
      undoneNumbers[lines[line].reference] = vouchers[taken[0]].number
    }
    for (sort, group) in lineGroups {
      guard let candidates = voucherGroups[sort] else { continue }
      matchPairs(of: group, candidates, undone: undoneNumbers)
    }
  }

  private mutating func matchPairs(
    of group: [Int], _ candidates: [Int], undone: [BankReference: VoucherNumber]
  ) {
    let search = PairSearch(
      lines: DaySorted(items: group.map { lines[$0] }, days: group.map { lineTerms[$0].day }),
      vouchers: DaySorted(
        items: candidates.map { vouchers[$0] }, days: candidates.map { voucherTerms[$0].day }),
      undone: undone)
    for (position, line) in group.enumerated() {
      switch search.outcome(ofLine: position) {
      case .none: break
      case .only(let voucher): match(line, .unique, [candidates[voucher]])
      case .tied(let tie): lineFates[line] = .tied(tie)
      }
    }
    for (position, voucher) in candidates.enumerated() where isOpen(voucher) {
      let tied = search.lines(ofVoucher: position)
      if !tied.isEmpty { voucherFates[voucher] = .tied(tied) }
    }
  }

  /// Stage 3: lines still without a candidate against the open vouchers of one day together.
  mutating func matchSums() throws(MoneyOverflow) {
    let lineGroups = Dictionary(grouping: lines.indices.filter(isPending)) { lineTerms[$0].payee }
    let voucherGroups = Dictionary(grouping: vouchers.indices.filter(isOpen)) {
      voucherTerms[$0].payee
    }
    for (payee, group) in lineGroups {
      let wishes = group.map { line in
        SubsetSearch.Wish(fen: lineTerms[line].fen, undone: undone[line])
      }
      let items = (voucherGroups[payee] ?? []).map { voucher in
        SubsetSearch.Item(voucher: voucher, fen: voucherTerms[voucher].fen)
      }
      let search = try SubsetSearch(
        DaySorted(items: wishes, days: group.map { lineTerms[$0].day }),
        among: Dictionary(grouping: items) { voucherTerms[$0.voucher].day })
      for voucher in items.map(\.voucher) where search.isUsable(voucher) {
        voucherFates[voucher] = .partOfSums
      }
      for (position, line) in group.enumerated() {
        let outcome = search.outcome(ofLine: position)
        if case .only(let found) = outcome.kind {
          match(line, .sum, found)
        } else {
          lineFates[line] = .open(.noSum(outcome))
        }
      }
    }
  }
}
