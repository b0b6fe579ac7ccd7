import GRDB
import LedgerCore

/// The facts of entries of earlier versions, in the order of the journal: one digest goes over all
/// of an entry's facts.
struct EarlierFacts {
  private var scans: [FactScan?]

  /// - Parameters:
  ///   - database: Where they are.
  ///   - last: The last entry of an earlier version.
  ///   - earlier: The numbers that were recorded in another form.
  /// - Throws: A `DatabaseError` or ``StoreFault`` when they cannot be read.
  init(
    _ database: Database, through last: Int, _ earlier: EarlierNumbers
  ) throws {
    scans = try FactTable.all.map { table in
      let scan = try FactScan(
        table, in: database, "WHERE entry <= \(last) ORDER BY entry, ordinal", earlier)
      return try scan.next() ? scan : nil
    }
  }

  /// The next fact of an entry; facts of entries before it are passed over, they belong to none.
  mutating func next(of entry: Int) throws -> MetFact? {
    while let index = firstScan(upTo: entry), let scan = scans[index] {
      let fact = scan.place.entry == entry ? scan.fact(scan.mark()) : nil
      if try !scan.next() { scans[index] = nil }
      if let fact { return fact }
    }
    return nil
  }

  private func firstScan(upTo entry: Int) -> Int? {
    var best: (index: Int, place: FactPlace)?
    for (index, scan) in scans.enumerated() {
      guard let place = scan?.place, place.entry <= entry else { continue }
      if best.map({ place < $0.place }) ?? true { best = (index, place) }
    }
    return best?.index
  }
}
