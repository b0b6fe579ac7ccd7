package import LedgerCore

/// One row of a table as checked, typed cells; an empty cell is nil.
///
/// A default that the contract gives to an empty cell is not written into the record: the
/// conversion to a value of the core applies it.
package struct TableRecord: Equatable, Sendable {
  package let kind: TableKind
  /// One cell for each of the kind's columns, in their order.
  private var cells: [CellValue?]

  init(_ kind: TableKind) {
    self.kind = kind
    cells = Array(repeating: nil, count: kind.columns.count)
  }

  /// The cell of a column; nil when it is empty or the kind has no such column.
  package internal(set) subscript(column: Column) -> CellValue? {
    get { kind.slot(of: column).flatMap { cells[$0] } }
    set {
      guard let slot = kind.slot(of: column) else {
        preconditionFailure("A \(kind.rawValue) record has no column \(column.rawValue)")
      }
      cells[slot] = newValue
    }
  }

  /// The cell at the place of a column among the kind's columns.
  subscript(slot slot: Int) -> CellValue? {
    get { cells[slot] }
    set { cells[slot] = newValue }
  }
}

extension TableRecord {
  /// The number in a column of numbers.
  package func identifier<Named>(_ column: Column) -> Identifier<Named>? {
    guard case .number(let key, let printed)? = self[column] else { return nil }
    return Identifier(key: key, printed: printed)
  }

  /// The numbers in a column that holds several.
  package func identifiers<Named>(_ column: Column) -> [Identifier<Named>]? {
    guard case .numbers(let numbers)? = self[column] else { return nil }
    return numbers.map { Identifier(key: $0.key, printed: $0.printed) }
  }

  /// The row with another number in place of its case's.
  package func citing(_ number: CaseNumber) -> TableRecord {
    var record = self
    record[.caseNumber] = CellValue(number)
    return record
  }

  /// The words in a column; nil when it is empty or of another type.
  package func text(_ column: Column) -> String? {
    if case .text(let text)? = self[column] { text } else { nil }
  }

  /// The day in a column; nil when it is empty or of another type.
  package func day(_ column: Column) -> Day? {
    if case .day(let day)? = self[column] { day } else { nil }
  }

  /// The amount in a column; nil when it is empty or of another type.
  package func money(_ column: Column) -> Money? {
    if case .money(let money)? = self[column] { money } else { nil }
  }

  /// The quantity in a column; nil when it is empty or of another type.
  package func quantity(_ column: Column) -> Quantity? {
    if case .quantity(let quantity)? = self[column] { quantity } else { nil }
  }

  /// The whole number in a column; nil when it is empty or of another type.
  package func integer(_ column: Column) -> Int? {
    if case .integer(let integer)? = self[column] { integer } else { nil }
  }

  /// The budget year in a column; nil when it is empty or of another type.
  package func year(_ column: Column) -> FiscalYear? {
    if case .year(let year)? = self[column] { year } else { nil }
  }

  /// The uses in a column; nil when it is empty or of another type.
  package func uses(_ column: Column) -> Set<PaymentUse>? {
    if case .uses(let uses)? = self[column] { uses } else { nil }
  }

  /// The term that a cell of enumerated words names.
  package func choice<Term: RawRepresentable<String>>(_ column: Column) -> Term? {
    if case .choice(let name)? = self[column] { Term(rawValue: name) } else { nil }
  }

  /// What a required column holds.
  ///
  /// The reader lets no record through that lacks one, so its absence is a defect of the program.
  func required<Value>(_ column: Column, _ read: (Column) -> Value?) -> Value {
    guard let value = read(column) else {
      preconditionFailure("A \(kind.rawValue) record lacks its \(column.rawValue)")
    }
    return value
  }

  /// The printed key of the row, for messages: `凭证-1/2`.
  package var keyText: String {
    kind.keyColumns.compactMap { self[$0]?.text }.joined(separator: "/")
  }

  /// What names the row, as numbers are compared: two rows with it are of one thing.
  package var identity: String {
    let parts = kind.keyColumns.map { column -> String in
      if case .number(let key, _)? = self[column] { key } else { self[column]?.text ?? "" }
    }
    return ([kind.rawValue] + parts).joined(separator: "\u{1F}")
  }

  /// The columns in which the row has a masked name, 李某某, which stands for another.
  package var maskedNames: [Column] {
    kind.nameColumns.filter { column in text(column).map(isMasked) ?? false }
  }

  /// The row with each masked name that masks the standing one put back in full.
  ///
  /// - Parameter existing: The standing record of the same kind and key.
  /// - Returns: The row; a masked name that masks nothing there stands as it was read.
  package func unmasked(by existing: TableRecord) -> TableRecord {
    var record = self
    for column in maskedNames {
      guard let name = text(column), let known = existing.text(column), masks(name, known) else {
        continue
      }
      record[column] = existing[column]
    }
    return record
  }
}
