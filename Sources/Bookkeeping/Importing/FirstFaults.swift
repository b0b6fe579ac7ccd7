import Interchange

/// The faults of an import: all are counted, the first are kept, by the order of rows.
struct FirstFaults {
  /// How many are kept: who has mended them imports again.
  static let keptMax = 100

  private(set) var count = 0
  private var kept: [(row: Int, number: Int, fault: ImportFault)] = []

  var isEmpty: Bool { count == 0 }

  /// - Parameters:
  ///   - fault: Of a row, or of a file as a whole.
  ///   - row: The place of its row in the order of reading; faults of one row stay in their order.
  mutating func add(_ fault: ImportFault, row: Int) {
    count += 1
    kept.append((row, count, fault))
    // Rows that name other rows are settled last, and their faults come before others.
    if kept.count >= 2 * Self.keptMax { keepFirst() }
  }

  private mutating func keepFirst() {
    kept = Array(kept.sorted { ($0.row, $0.number) < ($1.row, $1.number) }.prefix(Self.keptMax))
  }

  /// What stops the import.
  func refused() -> ImportRefused {
    var first = self
    first.keepFirst()
    return ImportRefused(faults: first.kept.map(\.fault), count: count)
  }
}
