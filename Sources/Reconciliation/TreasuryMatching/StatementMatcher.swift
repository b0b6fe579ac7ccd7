import LedgerCore

/// The stages of matching; what one decides, the next ones find decided.
struct StatementMatcher {
  /// In order of day and reference.
  let lines: [BankLine]
  let book: MovementBook
  let lineTerms: [MatchingTerms]
  let movementTerms: [MatchingTerms]
  /// The payees of both sides.
  let payees: PayeeNumbers

  private(set) var lineFates: [LineFate]
  private(set) var movementFates: [MovementFate]
  /// By line: the movements, in ascending order, that a person took it from.
  private var undone: [Int: [Int]] = [:]
  /// By line: why a person matched it.
  private(set) var decided: [Int: String] = [:]

  /// In order of day and number.
  var movements: [Movement] { book.movements }

  /// What became of a line.
  enum LineFate {
    case pending
    case matched(StatementMatching.Stage, [Int])
    case tied(StatementMatching.Tie)
    case open(WhyOpen)
  }

  /// Why a line explains nothing.
  enum WhyOpen {
    case number(MovementBook.WhyNone)
    case namedButUndone
    /// It came back, and nothing that came back is like it.
    case negative
    case noSum(SubsetSearch.Outcome)
  }

  /// What became of a movement.
  enum MovementFate {
    case open
    case matched
    /// The lines that may belong to it.
    case tied(ArraySlice<BankLine>)
    /// Part of a sum that some line is, but not the only way to it.
    case partOfSums
  }

  init(_ lines: [BankLine], _ book: MovementBook) {
    self.lines = lines
    self.book = book
    var payees = PayeeNumbers()
    lineTerms = lines.map { MatchingTerms($0, &payees) }
    movementTerms = book.movements.map { MatchingTerms($0, &payees) }
    self.payees = payees
    lineFates = lines.map { _ in .pending }
    movementFates = book.movements.map { _ in .open }
  }

  /// Whether a movement still waits for a line: stages 2 and 3 look at no other.
  func isOpen(_ movement: Int) -> Bool {
    if case .open = movementFates[movement] { movements[movement].amount != .zero } else { false }
  }

  func isMatched(_ movement: Int) -> Bool {
    if case .matched = movementFates[movement] { true } else { false }
  }

  func isPending(_ line: Int) -> Bool {
    if case .pending = lineFates[line] { true } else { false }
  }

  /// Whether a person matched the line once: where it is not matched now, that no longer holds.
  func wasPosted(_ line: Int) -> Bool { decided[line] != nil }

  private mutating func match(_ line: Int, _ stage: StatementMatching.Stage, _ found: [Int]) {
    lineFates[line] = .matched(stage, found)
    for movement in found { movementFates[movement] = .matched }
  }
}

// MARK: - What people decided

extension StatementMatcher {
  /// Lines that were registered for the same movements.
  private struct Posted {
    var lines: [Int] = []
    var sum = Money.zero
  }

  /// Stage 0: what was registered holds while the sums agree; decisions come oldest first.
  ///
  /// A movement has the lines that were first registered for it: none that came later pushes them
  /// out. A decision about a line or movement that is not seen has no effect.
  mutating func matchPosted(by decisions: [BankMatch]) throws(MoneyOverflow) {
    guard !decisions.isEmpty else { return }
    let positions = Dictionary(
      zip(lines.map(\.reference), lines.indices), uniquingKeysWith: { first, _ in first })
    let last = Dictionary(
      decisions.indices.map { (decisions[$0].reference, $0) }, uniquingKeysWith: { $1 })
    var posted: [[Int]: Posted] = [:]
    var holders: [Int: [Int]] = [:]
    for (index, decision) in decisions.enumerated() where last[decision.reference] == index {
      guard let line = positions[decision.reference] else { continue }
      let found = book.movements(named: decision.vouchers, for: lines[line].amount)
      guard decision.kind == .matched else {
        undone[line] = found
        continue
      }
      decided[line] = decision.reason
      guard let found, !found.isEmpty else { continue }
      var group = posted[found] ?? Posted()
      group.lines.append(line)
      try group.sum += lines[line].amount
      posted[found] = group
      guard found.allSatisfy({ holders[$0] == nil || holders[$0] == found }),
        try found.map({ movements[$0].amount }).total() == group.sum
      else { continue }
      for movement in found { holders[movement] = found }
      for line in group.lines { match(line, .posted, found) }
    }
  }
}

extension StatementMatcher {
  /// By movement: the lines that a person took it from, alone or with others.
  var takenFromLines: [Int: [BankReference]] {
    var taken: [Int: [BankReference]] = [:]
    for line in undone.keys.sorted() {
      let reference = lines[line].reference
      for movement in undone[line] ?? [] { taken[movement, default: []].append(reference) }
    }
    return taken
  }
}

// MARK: - By number

extension StatementMatcher {
  /// Stage 1: a line that names a voucher counts for a movement of it, whatever the amounts.
  ///
  /// A number that stands for no movement goes no further. What came back takes its movements in
  /// two rounds: first what is equal, then what is left.
  mutating func matchNamed() {
    var returns: [(line: Int, candidates: [Int])] = []
    for (index, line) in lines.enumerated() where isPending(index) {
      guard let number = line.voucher else { continue }
      switch book.meaning(of: number, for: line.amount) {
      case .none(let why): lineFates[index] = .open(.number(why))
      case .one(let movement) where undone[index] != [movement]:
        match(index, .byNumber, [movement])
      case .one: lineFates[index] = .open(.namedButUndone)
      case .incoming(let all):
        let candidates = all.filter { undone[index] != [$0] }
        if candidates.isEmpty { lineFates[index] = .open(.namedButUndone) }
        returns.append((index, candidates))
      }
    }
    for (line, candidates) in returns {
      let equal = candidates.first {
        !isMatched($0) && movements[$0].amount == lines[line].amount
      }
      if let equal { match(line, .byNumber, [equal]) }
    }
    // All of the second round see what the first one left.
    let taken = Set(returns.flatMap(\.candidates).filter(isMatched))
    for (line, candidates) in returns where isPending(line) {
      guard let first = candidates.first else { continue }
      match(line, .byNumber, [candidates.first { !taken.contains($0) } ?? first])
    }
  }
}

// MARK: - Without a number

extension StatementMatcher {
  /// Stage 2: lines without a number and open movements of equal payee and amount, near each other.
  mutating func matchPairs() {
    let lineGroups = Dictionary(grouping: lines.indices.filter(isPending)) {
      lineTerms[$0].payeeAndAmount
    }
    let movementGroups = Dictionary(grouping: movements.indices.filter(isOpen)) {
      movementTerms[$0].payeeAndAmount
    }
    for (sort, group) in lineGroups {
      if let candidates = movementGroups[sort] { matchPairs(of: group, candidates) }
    }
  }

  private mutating func matchPairs(of group: [Int], _ candidates: [Int]) {
    var excluded: [Int: Int] = [:]
    for (position, line) in group.enumerated() {
      guard let undone = undone[line], undone.count == 1 else { continue }
      excluded[position] = candidates.firstIndex(of: undone[0])
    }
    let search = PairSearch(
      lines: DaySorted(items: group.map { lines[$0] }, days: group.map { lineTerms[$0].day }),
      movements: DaySorted(
        items: candidates.map { movements[$0] }, days: candidates.map { movementTerms[$0].day }),
      undone: excluded)
    for (position, line) in group.enumerated() {
      switch search.outcome(ofLine: position) {
      case .none: break
      case .only(let movement): match(line, .unique, [candidates[movement]])
      case .tied(let tie): lineFates[line] = .tied(tie)
      }
    }
    for (position, movement) in candidates.enumerated() where isOpen(movement) {
      let tied = search.lines(ofMovement: position)
      if !tied.isEmpty { movementFates[movement] = .tied(tied) }
    }
  }

  /// Stage 3: lines still without a candidate against the outgoing movements of one day together.
  mutating func matchSums() throws(MoneyOverflow) {
    for line in lines.indices where isPending(line) && lines[line].amount < .zero {
      lineFates[line] = .open(.negative)
    }
    let lineGroups = Dictionary(grouping: lines.indices.filter(isPending)) { lineTerms[$0].payee }
    let outgoing = movements.indices.filter { isOpen($0) && !movements[$0].isIncoming }
    let movementGroups = Dictionary(grouping: outgoing) { movementTerms[$0].payee }
    for (payee, group) in lineGroups {
      let wishes = group.map { line in
        SubsetSearch.Wish(fen: lineTerms[line].fen, undone: undone[line])
      }
      let items = (movementGroups[payee] ?? []).map { movement in
        SubsetSearch.Item(movement: movement, fen: movementTerms[movement].fen)
      }
      let search = try SubsetSearch(
        DaySorted(items: wishes, days: group.map { lineTerms[$0].day }),
        among: Dictionary(grouping: items) { movementTerms[$0.movement].day })
      for movement in items.map(\.movement) where search.isUsable(movement) {
        movementFates[movement] = .partOfSums
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
