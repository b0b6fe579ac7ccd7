import LedgerCore

/// Stage 2 of matching: the lines and open vouchers of one payee and one amount.
///
/// A line and a voucher are matched when each is the other's only candidate. All lines are judged
/// against the same vouchers at once; nothing follows from one match for another.
struct PairSearch {
  private let lines: DaySorted<BankLine>
  private let vouchers: DaySorted<Voucher>
  /// The voucher that a person took a line from; by positions.
  private let undone: [Int: Int]
  private let undoneLines: [Int: [Int]]

  /// What a line came to.
  enum Outcome {
    case none
    /// The position of its voucher.
    case only(Int)
    case tied(StatementMatching.Tie)
  }

  /// Both sides in order of their days; `undone` gives a voucher's number to a line's reference.
  init(
    lines: DaySorted<BankLine>, vouchers: DaySorted<Voucher>,
    undone numbers: [BankReference: VoucherNumber]
  ) {
    self.lines = lines
    self.vouchers = vouchers
    var undone: [Int: Int] = [:]
    var undoneLines: [Int: [Int]] = [:]
    if !numbers.isEmpty {
      for (position, line) in lines.items.enumerated() {
        guard let number = numbers[line.reference],
          let voucher = vouchers.items.firstIndex(where: { $0.number == number })
        else { continue }
        undone[position] = voucher
        undoneLines[voucher, default: []].append(position)
      }
    }
    self.undone = undone
    self.undoneLines = undoneLines
  }

  func outcome(ofLine position: Int) -> Outcome {
    let candidates = candidates(ofLine: position)
    guard let only = candidates.first else { return .none }
    guard candidates.count == 1 else {
      return .tied(.init(candidates: candidates.slice(of: vouchers.items), rivals: []))
    }
    let rivals = self.candidates(ofVoucher: only)
    return rivals.count == 1
      ? .only(only)
      : .tied(
        .init(
          candidates: candidates.slice(of: vouchers.items), rivals: rivals.slice(of: lines.items)))
  }

  /// The lines that a voucher is a candidate of.
  func lines(ofVoucher position: Int) -> ArraySlice<BankLine> {
    candidates(ofVoucher: position).slice(of: lines.items)
  }

  private func candidates(ofLine position: Int) -> Candidates {
    let range = vouchers.positions(within: StatementTerms.reach, of: lines.days[position])
    return Candidates(range: range, without: undone[position].map { [$0] } ?? [])
  }

  private func candidates(ofVoucher position: Int) -> Candidates {
    let range = lines.positions(within: StatementTerms.reach, of: vouchers.days[position])
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
