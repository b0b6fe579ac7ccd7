import Interchange
import LedgerCore

/// A row that says another thing than what stands under its number.
struct Contradiction {
  /// The place of the row in the order of reading.
  let row: Int
  let record: TableRecord
  let place: RowPlace
  let merge: RecordMerge
}

extension [Contradiction] {
  /// The first row of the same import that says something under the number of each; none where
  /// there is no earlier one.
  ///
  /// - Parameter reader: Reads the tables once more: nothing is kept of rows that are in order.
  /// - Returns: By the identities of the rows.
  func firstPlaces(_ reader: () -> ImportReader) -> [String: RowPlace] {
    guard !isEmpty else { return [:] }
    let wanted = Set(map(\.record.identity))
    var places: [String: RowPlace] = [:]
    var reader = reader()
    while let item = reader.next() {
      guard case .record(let record, let place) = item, wanted.contains(record.identity),
        places[record.identity] == nil
      else { continue }
      places[record.identity] = place
    }
    return places
  }
}
