package import LedgerCore

/// What one cell says, checked and typed.
package enum CellValue: Equatable, Sendable {
  /// A number that names something: its normalised form and the form as written.
  case number(key: String, printed: String)
  /// Several numbers, each of them once, in the order of their normalised forms.
  case numbers([Number])
  case text(String)
  case day(Day)
  case money(Money)
  case quantity(Quantity)
  case integer(Int)
  case year(FiscalYear)
  /// One of the words that the column allows, in its canonical form.
  case choice(String)
  /// Never empty: an empty cell permits any use.
  case uses(Set<PaymentUse>)

  /// One of several numbers in a cell: its normalised form and the form as written.
  package struct Number: Equatable, Sendable {
    package let key: String
    package let printed: String
  }

  package init<Named>(_ identifier: Identifier<Named>) {
    self = .number(key: identifier.key, printed: identifier.printed)
  }

  package init<Named>(_ identifiers: [Identifier<Named>]) {
    self = .numbers(identifiers.sorted().map { Number(key: $0.key, printed: $0.printed) })
  }

  /// The value as an export writes it.
  package var text: String {
    switch self {
    // One of an earlier version may hold what shows nothing, and no import would take it.
    case .number(_, let printed): printable(printed)
    case .numbers(let numbers): numbers.map { printable($0.printed) }.joined(separator: "、")
    case .text(let text), .choice(let text): text
    case .day(let day): day.description
    case .money(let money): money.yuanText
    case .quantity(let quantity): quantity.text
    case .integer(let integer): String(integer)
    case .year(let year): year.description
    case .uses(let uses):
      PaymentUse.allCases.filter(uses.contains).map(\.rawValue).joined(separator: "、")
    }
  }

  /// Whether two values say the same, however they are written.
  ///
  /// Numbers and texts are compared in their normalised form.
  package func agrees(with other: CellValue) -> Bool {
    switch (self, other) {
    case (.number(let left, _), .number(let right, _)): left.hasBytes(of: right)
    case (.numbers(let left), .numbers(let right)):
      left.elementsEqual(right) { $0.key.hasBytes(of: $1.key) }
    case (.text(let left), .text(let right)):
      left == right || normalized(left).hasBytes(of: normalized(right))
    default: self == other
    }
  }
}
