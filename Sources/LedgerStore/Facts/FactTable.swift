import GRDB
import LedgerCore

/// A table of facts: its name and the columns that its facts fill, in the order of their digest.
///
/// The columns `entry` and `ordinal`, which every fact table has, are not among them.
final class FactTable: Sendable {
  /// Stands for the table in the marks of the journal; never changes and is never given again.
  let code: UInt8
  let name: String
  /// The Chinese name.
  let title: String
  /// How a person finds one of its facts, with the columns in braces; numbers only, never a name.
  let naming: String
  let columns: [String]
  let columnList: String
  /// What its facts are about; none for what only goes with other facts of its entry.
  let accounts: [AccountColumns]

  init(
    code: UInt8, name: String, title: String, naming: String, columns: [String],
    accounts: [AccountColumns] = []
  ) {
    self.code = code
    self.name = name
    self.title = title
    self.naming = naming
    self.columns = columns
    self.accounts = accounts
    columnList = columns.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  /// The statement that appends rows, with a mark for each of their values.
  func insertion(of rowCount: Int = 1) -> String {
    let marks = Array(repeating: "?", count: columns.count + 2).joined(separator: ", ")
    let rows = Array(repeating: "(\(marks))", count: rowCount).joined(separator: ", ")
    return "INSERT INTO \(name) (entry, ordinal, \(columnList)) VALUES \(rows)"
  }

  /// The statement that reads the entry and the parts of the accounts of each fact after an entry.
  var accountSelection: String {
    let parts = accounts.flatMap(\.parts).joined(separator: ", ")
    return "SELECT entry, \(parts) FROM \(name) WHERE entry > ?"
  }

  /// Every fact table of the schema, in order of name.
  static let all: [FactTable] = [
    .allocation, .appropriation, .appropriationChange, .appropriationOrigin,
    .appropriationWithdrawal, .bankLine, .bankMatch, .bankSetAside, .bankSupplement, .bureau,
    .carriedBalance, .caseDetails, .caseRenumbering, .claim, .closingManner, .dutyShift,
    .explanation, .filedReceipt, .legalAidCase, .nameShowing, .openingBalance, .packFile, .payee,
    .paymentApproval, .paymentLine, .paymentRemark, .paymentSupplement, .person, .personKey,
    .proposal, .proposalDecision, .publishingKey, .receivedSegment, .regionCode, .reportingBureau,
    .reportingKey, .sealedFinding, .subsidyStandard, .tableTerm, .voiding, .yearClosing,
  ]
}

extension FactTable {
  /// The words by which a person finds a fact, from its values in the order of the columns.
  func words(for values: [DatabaseValue]) -> String {
    var words = naming
    for (column, value) in zip(columns, values) where words.contains("{\(column)}") {
      let text = value.isNull ? "" : "\(value.storage.value ?? "")"
      words = words.replacing("{\(column)}", with: printable(String(text.prefix(60))))
    }
    return words
  }

  /// The places of a normalised number and of its printed form, for each number of the table.
  var numbers: [(key: Int, printed: Int)] {
    columns.indices.compactMap { printed in
      guard columns[printed].hasPrefix("printed") else { return nil }
      let name = columns[printed].dropFirst("printed".count)
      let key = columns.firstIndex(of: name.prefix(1).lowercased() + name.dropFirst())
      return key.map { ($0, printed) }
    }
  }

  /// The table of a code, or of a name; nil for one that this version does not know.
  static func with(code: UInt8) -> FactTable? { all.first { $0.code == code } }
  static func named(_ name: String) -> FactTable? { all.first { $0.name == name } }
}

/// The tables and columns of the facts, for a test that holds them against the schema.
package let factTableColumns: [String: [String]] = Dictionary(
  uniqueKeysWithValues: FactTable.all.map { ($0.name, $0.columns) })

/// Reads the columns of one row in order, and refuses what no writer of ours would have written.
struct FieldReader {
  private let table: FactTable
  private let row: PreparedStatement
  private var position = 0

  /// - Parameters:
  ///   - row: With the table's columns from the first.
  ///   - table: Named where a column cannot be read.
  init(_ row: PreparedStatement, of table: FactTable) {
    self.table = table
    self.row = row
  }

  private mutating func next() -> Int {
    position += 1
    return position - 1
  }

  private func unreadable(at position: Int) -> StoreFault {
    let column = position < table.columns.count ? table.columns[position] : "?"
    return .unreadableRow(table: table.name, column: column)
  }

  mutating func optionalText() throws -> String? {
    let column = next()
    if let text = row.text(column) { return text }
    guard row.isNull(column) else { throw unreadable(at: column) }
    return nil
  }

  mutating func text() throws -> String {
    guard let text = try optionalText() else { throw unreadable(at: position - 1) }
    return text
  }

  mutating func optionalInteger() throws -> Int64? {
    let column = next()
    if let number = row.integer(column) { return number }
    guard row.isNull(column) else { throw unreadable(at: column) }
    return nil
  }

  mutating func integer() throws -> Int {
    guard let number = try optionalInteger() else { throw unreadable(at: position - 1) }
    return Int(number)
  }

  mutating func money() throws -> Money { Money(fen: Int64(try integer())) }

  mutating func optionalMoney() throws -> Money? {
    try optionalInteger().map(Money.init(fen:))
  }

  mutating func optionalDay() throws -> Day? {
    guard let number = try optionalInteger() else { return nil }
    guard let day = Day(number: Int(number)) else { throw unreadable(at: position - 1) }
    return day
  }

  mutating func day() throws -> Day {
    guard let day = try optionalDay() else { throw unreadable(at: position - 1) }
    return day
  }

  mutating func year() throws -> FiscalYear {
    guard let year = FiscalYear(try integer()) else { throw unreadable(at: position - 1) }
    return year
  }

  /// A value of a closed list that is stored by its Chinese name.
  mutating func term<Term: RawRepresentable<String>>(_: Term.Type) throws -> Term {
    guard let term = Term(rawValue: try text()) else { throw unreadable(at: position - 1) }
    return term
  }
}

/// One value of a fact as it is stored.
enum FieldValue: Equatable {
  case null
  case integer(Int64)
  case text(String)

  static func optional(_ text: String?) -> FieldValue { text.map(FieldValue.text) ?? .null }

  static func optional(_ number: Int?) -> FieldValue { number.map(FieldValue.of) ?? .null }

  static func optional(_ day: Day?) -> FieldValue { day.map(FieldValue.of) ?? .null }

  static func optional(_ money: Money?) -> FieldValue { money.map(FieldValue.of) ?? .null }

  static func of(_ number: Int) -> FieldValue { .integer(Int64(number)) }

  static func of(_ day: Day) -> FieldValue { .integer(Int64(day.number)) }

  static func of(_ money: Money) -> FieldValue { .integer(money.fen) }
}
