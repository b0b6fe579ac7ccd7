import LedgerCore

/// Stage 2 of matching: the lines and open movements of one payee and one amount.
///
/// A line and a movement are matched when each is the other's only candidate. All lines are judged
/// against the same movements at once; nothing follows from one match for another.
struct PairSearch {
  private let lines: DaySorted<BankLine>
  private let movements: DaySorted<Movement>
  /// The movement that a person took a line from; by positions.
  private let undone: [Int: Int]
  private let undoneLines: [Int: [Int]]

  /// What a line came to.
  enum Outcome {
    case none
    /// The position of its movement.
    case only(Int)
    case tied(StatementMatching.Tie)
  }

  /// Both sides in order of their days; `undone` gives a movement's position to a line's.
  init(
    lines: DaySorted<BankLine>, movements: DaySorted<Movement>, undone: [Int: Int]
  ) {
    self.lines = lines
    self.movements = movements
    self.undone = undone
    var undoneLines: [Int: [Int]] = [:]
    for (line, movement) in undone { undoneLines[movement, default: []].append(line) }
    self.undoneLines = undoneLines
  }

  func outcome(ofLine position: Int) -> Outcome {
    let candidates = candidates(ofLine: position)
    guard let only = candidates.first else { return .none }
    guard candidates.count == 1 else {
      return .tied(.init(candidates: candidates.slice(of: movements.items), rivals: []))
    }
    let rivals = self.candidates(ofMovement: only)
    return rivals.count == 1
      ? .only(only)
      : .tied(
        .init(
          candidates: candidates.slice(of: movements.items), rivals: rivals.slice(of: lines.items)))
  }

  /// The lines that a movement is a candidate of.
  func lines(ofMovement position: Int) -> ArraySlice<BankLine> {
    candidates(ofMovement: position).slice(of: lines.items)
  }

  private func candidates(ofLine position: Int) -> Candidates {
    let range = movements.positions(within: MatchingTerms.reach, of: lines.days[position])
    return Candidates(range: range, without: undone[position].map { [$0] } ?? [])
  }

  private func candidates(ofMovement position: Int) -> Candidates {
    let range = lines.positions(within: MatchingTerms.reach, of: movements.days[position])
    return Candidates(range: range, without: undoneLines[position] ?? [])
  }
}

/// Neighbouring positions, but for the few that a person excluded.
private struct Candidates {
  private let range: Range<Int>
  private let excluded: [Int]

  init(range: Range<Int>, without excluded: [Int]) {
    self.range = range
    self.excluded = excluded.filter(range.contains)
  }

  var count: Int { range.count - excluded.count }
  var first: Int? { range.first { !excluded.contains($0) } }

  /// Shares the list's storage where nothing is excluded: many lines may have many candidates.
  func slice<Item>(of items: [Item]) -> ArraySlice<Item> {
    guard !excluded.isEmpty else { return items[range] }
    return ArraySlice(range.filter { !excluded.contains($0) }.map { items[$0] })
  }
}
