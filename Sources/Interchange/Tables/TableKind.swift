/// The kind of a table (表): which columns it has and what names a row.
package enum TableKind: String, CaseIterable, Sendable {
  case appropriations
  case cases
  case claims
  case duty
  case payments
  case bank
  case fundChanges = "fund-changes"
  case openings
  case explanations
  case matches
  case setAsides = "set-asides"

  /// The Chinese name of the table.
  package var title: String {
    switch self {
    case .appropriations: "经费指标"
    case .cases: "案件"
    case .claims: "补贴申报"
    case .duty: "值班"
    case .payments: "支付"
    case .bank: "国库支付明细"
    case .fundChanges: "指标变动"
    case .openings: "上年结转"
    case .explanations: "说明"
    case .matches: "匹配"
    case .setAsides: "另列流水"
    }
  }

  /// The name of the file that an export writes.
  package var fileName: String { "\(rawValue).csv" }

  /// The columns whose cells together name a row.
  package var keyColumns: [Column] {
    switch self {
    case .appropriations: [.documentNumber, .fiscalYear]
    case .cases: [.caseNumber]
    case .claims: [.claimNumber]
    case .duty: [.dutyNumber]
    case .payments: [.voucherNumber, .line]
    case .bank: [.bankReference]
    case .fundChanges: [.changeNumber]
    case .openings: [.fiscalYear]
    case .explanations: [.rule, .subject, .digest]
    case .matches, .setAsides: [.bankReference]
    }
  }

  /// The columns that hold names of people and firms.
  var nameColumns: [Column] { Self.nameColumnsOfAll[ordinal] }

  private static let nameColumnsOfAll: [[Column]] = allCases.map { kind in
    kind.columns.map(\.column).filter(\.isName)
  }

  /// The columns that may be filled in after a row was recorded; nil for all of them.
  package var fillable: Set<Column>? {
    switch self {
    case .payments: [.lawyer, .approvedBy]
    case .bank: [.memo, .voucherNumber]
    default: nil
    }
  }

  /// Whether a cell that stands may be amended: what moved money is reversed, never amended, and
  /// an explanation stays as it was given.
  package var allowsAmendment: Bool {
    switch self {
    case .payments, .bank, .explanations: false
    default: true
    }
  }

  /// The columns whose amounts a total row (合计行) adds up.
  var totalledColumns: [Column] {
    switch self {
    case .cases, .explanations, .matches, .setAsides: []
    case .claims: [.claimedAmount, .approvedAmount]
    case .openings: [.openingAmount]
    case .appropriations, .duty, .payments, .bank, .fundChanges: [.amount]
    }
  }

  /// The Chinese header of one of this table's columns; the alias for a column it does not have.
  package func header(of column: Column) -> String {
    slot(of: column).map { columns[$0].header } ?? column.rawValue
  }

  /// The place of a column among ``columns``, or nil when the table has no such column.
  func slot(of column: Column) -> Int? {
    // Asked for every cell that is read: the columns alone are found faster than among their specs.
    Self.order[ordinal].withUnsafeBufferPointer { $0.firstIndex(of: column) }
  }

  /// The columns of each table in their order.
  private static let order: [[Column]] = allCases.map { $0.columns.map(\.column) }

  private var ordinal: Int {
    switch self {
    case .appropriations: 0
    case .cases: 1
    case .claims: 2
    case .duty: 3
    case .payments: 4
    case .bank: 5
    case .fundChanges: 6
    case .openings: 7
    case .explanations: 8
    case .matches: 9
    case .setAsides: 10
    }
  }
}
