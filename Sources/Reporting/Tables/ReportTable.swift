package import LedgerCore
import Reconciliation

/// A table with typed cells, which each output writes in its own way.
package struct ReportTable: Equatable, Sendable {
  /// Never changes; the key of the table in JSON.
  package let id: String
  package let title: String
  package let columns: [Column]
  /// Each with one cell for each column.
  package let rows: [[Cell]]
  /// The 合计 row; nil for a table that has none.
  package let totals: [Cell]?
  /// Sentences under the table.
  package let notes: [String]

  package init(
    id: String, title: String, columns: [Column], rows: [[Cell]], totals: [Cell]? = nil,
    notes: [String] = []
  ) {
    let all = totals.map { rows + [$0] } ?? rows
    precondition(
      all.allSatisfy { $0.count == columns.count }, "A row has one cell for each column.")
    self.id = id
    self.title = title
    self.columns = columns
    self.rows = rows
    self.totals = totals
    self.notes = notes
  }

  /// A column: its key in JSON, its Chinese heading, on which side it aligns, and if it is left
  /// empty for a hand to write in.
  package struct Column: Equatable, Sendable {
    package let key: String
    package let title: String
    package let isNumeric: Bool
    package let isForHand: Bool

    private init(key: String, title: String, isNumeric: Bool, isForHand: Bool = false) {
      self.key = key
      self.title = title
      self.isNumeric = isNumeric
      self.isForHand = isForHand
    }

    /// A column of words, aligned on the left.
    package static func text(_ key: String, _ title: String) -> Column {
      Column(key: key, title: title, isNumeric: false)
    }

    /// A column of numbers, aligned on the right.
    package static func number(_ key: String, _ title: String) -> Column {
      Column(key: key, title: title, isNumeric: true)
    }

    /// A column that is filled in by hand: its cells are empty, and it has room to sign.
    package static func forHand(_ key: String, _ title: String) -> Column {
      Column(key: key, title: title, isNumeric: false, isForHand: true)
    }
  }

  /// A value with its kind, and the figure that it is, if it is one.
  package struct Cell: Equatable, Sendable {
    package let value: Value
    /// The published figure that stands here; nil for what is no figure.
    package let figure: FigureReference?

    init(_ value: Value, figure: FigureReference? = nil) {
      self.value = value
      self.figure = figure
    }

    /// A value with its kind; nil is a value that is not known or has no meaning there.
    package enum Value: Equatable, Sendable {
      case text(String)
      /// A term of ours: its code for programs, its word for people.
      case term(code: String, word: String)
      case money(Money?)
      case wan(Wan?)
      case count(Int?)
      case percent(Percent?)
    }

    /// Words.
    package static func text(_ text: String) -> Cell { Cell(.text(text)) }

    /// A term of ours: its code for programs, its word for people.
    package static func term(code: String, word: String) -> Cell {
      Cell(.term(code: code, word: word))
    }

    /// An amount, printed in yuan.
    package static func money(_ money: Money?) -> Cell { Cell(.money(money)) }
    /// An amount in 万元.
    package static func wan(_ wan: Wan?) -> Cell { Cell(.wan(wan)) }
    /// A count.
    package static func count(_ count: Int?) -> Cell { Cell(.count(count)) }
    /// A percentage.
    package static func percent(_ percent: Percent?) -> Cell { Cell(.percent(percent)) }

    /// The same value, known to be a figure of another period than the document's.
    func being(_ name: FigureName, in period: Period) -> Cell {
      Cell(value, figure: FigureReference(name: name, period: period))
    }
  }
}

extension ReportTable.Cell {
  /// As people read it: `263,600.00`.
  package var forPeople: String {
    switch value {
    case .money(let money): money?.groupedYuanText ?? "-"
    case .wan(let wan): wan?.paddedText ?? "-"
    default: forFiles.isEmpty && !isText ? "-" : forFiles
    }
  }

  /// As a spreadsheet reads it: `263600.00`; empty for what is not known.
  var forFiles: String {
    switch value {
    case .text(let text): printable(text)
    case .term(_, let word): word
    case .money(let money): money?.yuanText ?? ""
    case .wan(let wan): wan?.text ?? ""
    case .count(let count): count.map { "\($0)" } ?? ""
    case .percent(let percent): percent?.text ?? ""
    }
  }

  /// Whether the cell carries words, which may be anybody's, rather than a number of ours.
  var isText: Bool {
    switch value {
    case .text, .term: true
    case .money, .wan, .count, .percent: false
    }
  }
}
