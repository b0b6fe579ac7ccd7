internal import LedgerCore
internal import Schema
internal import Yams

/// A column that says something of the rows of a table, and is none of theirs.
enum SideColumn: String, Sendable {
  /// 借方: what went out.
  case debitAmount = "debit_amount"
  /// 贷方: what came back.
  case creditAmount = "credit_amount"
  /// 余额: what was left in the account after the row.
  case balance
}

/// By what other names one kind of table knows its columns and terms (`db/columns`).
struct ColumnNames: Sendable {
  /// What a compared header names; several columns where it may mean one or the other.
  enum Meaning: Equatable {
    case column(Column)
    /// It may mean one of these, and a person says whether.
    case perhaps([Column])
    /// A column that says something of the rows, and is none of theirs.
    case side(SideColumn)
    /// A column that carries nothing the ledger keeps.
    case passedOver
  }

  private var meanings: [String: Meaning] = [:]
  /// For each column the terms that its words stand for.
  private(set) var terms: [Column: [String: String]] = [:]
  /// All names that mean a column, by which what is near is found.
  private(set) var names: [(name: String, column: Column)] = []

  /// Names by which a table of this kind is known without the numbers of its rows.
  private(set) var marks: Set<String> = []
  /// Names of the amount of a claim that stands in the row of its case.
  private(set) var claimAmounts: Set<String> = []

  /// What a header means.
  ///
  /// - Parameter name: In the form of ``HeaderName/key``.
  /// - Returns: Its meaning; nil for a name that is not known.
  func meaning(of name: String) -> Meaning? { meanings[name] }

  /// The names of a kind: its own headers and aliases, and those of its file.
  static func bundled(_ kind: TableKind) -> ColumnNames { all[kind] ?? ColumnNames() }

  private static let all: [TableKind: ColumnNames] = Dictionary(
    uniqueKeysWithValues: TableKind.allCases.map { kind in
      let file = files.first { $0.table == kind.rawValue }
      return (kind, ColumnNames(kind, file))
    })

  /// The files of the names; one that cannot be read is empty here, and a test forbids it.
  private static let files: [File] = BundledColumnNames.all.compactMap {
    try? YAMLDecoder().decode(File.self, from: $0.text)
  }

  private init() {}

  private init(_ kind: TableKind, _ file: File?) {
    for spec in kind.columns {
      add(HeaderName.compared(spec.header), .column(spec.column))
      add(spec.column.rawValue, .column(spec.column))
    }
    guard let file else { return }
    for (alias, names) in file.columns {
      guard let column = Column(rawValue: alias) else { continue }
      for name in names.names ?? [] { add(HeaderName.compared(name), .column(column)) }
    }
    for (alias, names) in file.columns {
      guard let column = Column(rawValue: alias) else { continue }
      for name in names.perhaps ?? [] { addPerhaps(HeaderName.compared(name), column) }
    }
    for (alias, names) in file.columns {
      guard let column = SideColumn(rawValue: alias) else { continue }
      for name in names.names ?? [] { meanings[HeaderName.compared(name)] = .side(column) }
    }
    marks = Set((file.marks ?? []).map(HeaderName.compared))
    for name in file.passedOver ?? [] where meanings[HeaderName.compared(name)] == nil {
      add(HeaderName.compared(name), .passedOver)
    }
    claimAmounts = Set((file.claimAmount ?? []).map(HeaderName.compared))
    for (alias, terms) in file.values ?? [:] {
      guard let column = Column(rawValue: alias) else { continue }
      for (term, words) in terms {
        for word in words { self.terms[column, default: [:]][normalized(word)] = term }
      }
    }
  }

  private mutating func add(_ name: String, _ meaning: Meaning) {
    meanings[name] = meaning
    if case .column(let column) = meaning { names.append((name, column)) }
  }

  private mutating func addPerhaps(_ name: String, _ column: Column) {
    switch meanings[name] {
    case nil: meanings[name] = .perhaps([column])
    case .perhaps(let columns)? where !columns.contains(column):
      meanings[name] = .perhaps(columns + [column])
    default: break
    }
  }

  /// A file of `db/columns`.
  private struct File: Decodable {
    let table: String
    let columns: [String: Names]
    let passedOver: [String]?
    let claimAmount: [String]?
    let marks: [String]?
    let values: [String: [String: [String]]]?

    struct Names: Decodable {
      let names: [String]?
      let perhaps: [String]?
    }

    enum CodingKeys: String, CodingKey {
      case table, columns, values, marks
      case passedOver = "passed-over"
      case claimAmount = "claim-amount"
    }
  }
}

/// Whether the files of the names are in order, for a test.
package enum ColumnNamesCheck {
  /// What is wrong with them; none when all can be read and every name has its column.
  ///
  /// - Throws: What the reader of YAML says.
  package static func flaws() throws -> [String] {
    let files = BundledColumnNames.all
    return files.isEmpty
      ? ["no files"] : try files.flatMap { try ColumnNames.flaws(of: $0.text, file: $0.name) }
  }
}

extension ColumnNames {
  fileprivate static func flaws(of text: String, file: String) throws -> [String] {
    let names = try YAMLDecoder().decode(File.self, from: text)
    guard let kind = TableKind(rawValue: names.table) else { return ["\(file): \(names.table)"] }
    var seen: Set<String> = []
    var flaws: [String] = []
    let surely = names.columns.values.flatMap { $0.names ?? [] } + (names.passedOver ?? [])
    let own = kind.columns.map(\.header)
    for name in surely + own where !seen.insert(HeaderName.compared(name)).inserted {
      flaws.append("\(file): \(name) stands twice")
    }
    for alias in names.columns.keys
    where Column(rawValue: alias).flatMap(kind.slot(of:)) == nil
      && SideColumn(rawValue: alias) == nil
    {
      flaws.append("\(file): no column \(alias)")
    }
    for (alias, terms) in names.values ?? [:] {
      let spec = kind.columns.first { $0.column.rawValue == alias }
      for (term, words) in terms {
        let isTerm = spec.map { (try? $0.value(of: term, ColumnWords())) != nil } ?? false
        if !isTerm { flaws.append("\(file): \(alias) has no term \(term)") }
        for word in words where (try? spec?.value(of: word, ColumnWords())) != nil {
          flaws.append("\(file): \(word) is a term itself")
        }
      }
    }
    return flaws
  }
}
