/// What a row adds to or changes in the record that has its key.
package struct RecordMerge: Equatable, Sendable {
  /// A cell that stands and says something else now.
  package struct Change: Equatable, Sendable {
    package let column: Column
    package let old: CellValue
    package let new: CellValue
  }

  /// The record as it is when everything new is accepted.
  package let merged: TableRecord
  /// The columns that were empty and now have a value, in the table's order.
  package let filled: [Column]
  /// The columns whose value changed, in the table's order.
  package let changed: [Change]

  /// Whether the row brings nothing new.
  package var isUnchanged: Bool { filled.isEmpty && changed.isEmpty }
}

extension TableRecord {
  /// Compares this row with the record that stands, cell by cell.
  ///
  /// An empty cell never erases. A cell that says the same in other forms (widths, brackets, white
  /// space) leaves the standing form as it is.
  ///
  /// - Parameter existing: The standing record of the same kind and key.
  /// - Returns: What would stand, and what differs.
  package func merged(onto existing: TableRecord) -> RecordMerge {
    precondition(kind == existing.kind, "Records of two kinds cannot be merged")
    var merged = existing
    var filled: [Column] = []
    var changed: [RecordMerge.Change] = []
    for (slot, spec) in kind.columns.enumerated() {
      guard let new = self[slot: slot] else { continue }
      if let old = existing[slot: slot] {
        if new.agrees(with: old) { continue }
        changed.append(RecordMerge.Change(column: spec.column, old: old, new: new))
      } else {
        filled.append(spec.column)
      }
      merged[slot: slot] = new
    }
    return RecordMerge(merged: merged, filled: filled, changed: changed)
  }
}
