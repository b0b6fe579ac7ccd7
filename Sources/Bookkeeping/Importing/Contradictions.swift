import Interchange
import LedgerCore

/// A row that says another thing than what stands under its number, with a fault for each cell.
typealias Contradiction = (row: Int, record: TableRecord, place: RowPlace, cells: [ImportFault])

extension [Contradiction] {
  /// The faults of the rows: those that contradict an earlier row of the same import name both.
  ///
  /// - Parameter reader: Reads the tables once more, to find the earlier rows: nothing is kept of
  ///   rows that are in order.
  /// - Returns: Each with the place of its row in the order of reading.
  func faults(_ reader: () -> ImportReader) -> [(row: Int, fault: ImportFault)] {
    guard !isEmpty else { return [] }
    let wanted = Set(map(\.record.identity))
    var places: [String: [RowPlace]] = [:]
    var reader = reader()
    while let item = reader.next() {
      guard case .record(let record, let place) = item, wanted.contains(record.identity) else {
        continue
      }
      places[record.identity, default: []].append(place)
    }
    return flatMap { contradiction -> [(row: Int, fault: ImportFault)] in
      let (row, record, place, cells) = contradiction
      guard let first = places[record.identity]?.first, first != place else {
        return cells.map { (row, $0) }
      }
      let kind = record.kind
      let key = kind.keyColumns.first
      let fault = place.fault(
        at: key,
        problem: "\(key.map(kind.header) ?? "编号") \(record.keyText) 在这次导入的表里有两行，内容不同："
          + "先在 \(first)，又在 \(place)",
        read: key?.echo(record.keyText) ?? "",
        advice: "是两件事的，请改成不同的编号（例如各表都从 1 编起的，前面加上月份）；是一件事的，请只留一行")
      return [(row, fault)]
    }
  }
}
