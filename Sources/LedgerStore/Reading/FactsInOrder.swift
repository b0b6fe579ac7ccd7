import GRDB
import LedgerCore

/// The facts of a stretch of the journal, in its order: for entries of earlier versions, where one
/// digest goes over all of an entry's facts, and for segments.
struct FactsInOrder {
  private var scans: [FactScan?]

  /// - Parameters:
  ///   - database: Where they are.
  ///   - first: The entry after which the stretch begins.
  ///   - last: The last entry of the stretch.
  ///   - earlier: The numbers that were recorded in another form.
  /// - Throws: A `DatabaseError` or ``StoreFault`` when they cannot be read.
  init(
    _ database: Database, after first: Int = 0, through last: Int, _ earlier: EarlierNumbers
  ) throws {
    scans = try FactTable.all.map { table in
      let scan = try FactScan(
        table, in: database, "WHERE entry > \(first) AND entry <= \(last) ORDER BY entry, ordinal",
        earlier)
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
