import LedgerCore

/// What facts are about (账目): one case with its claims and payments, one duty shift, one
/// appropriation of a year, and so on.
package struct LedgerAccount: Hashable, Sendable, CustomStringConvertible {
  /// What kind of thing it is, by its Chinese name.
  package enum Kind: String, Sendable {
    case legalAidCase = "案件"
    case dutyShift = "值班"
    case appropriation = "经费指标"
    case voucher = "支付凭证"
    case bankLine = "国库流水"
    case finding = "不符事项"
    case standard = "补贴标准"
    case opening = "上年结转"
    case year = "年度"
    case payee = "收款人登记"
    case person = "人员"
    case proposal = "待复核事项"
  }

  package let kind: Kind
  /// Its number as numbers are compared, with the year where that belongs to it.
  package let name: String

  package init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }

  package var description: String {
    switch kind {
    case .year, .opening: "\(printable(name)) 年\(kind == .year ? "度结账" : "度\(kind.rawValue)")"
    default: "\(kind.rawValue)“\(printable(name))”"
    }
  }
}

/// Which columns of a table name an account of its facts.
struct AccountColumns: Sendable {
  let kind: LedgerAccount.Kind
  /// What SQLite works the parts of the name out from; no account where the first is null.
  let parts: [String]
  let bearing: Bearing

  /// What a fact is to an account.
  enum Bearing {
    case moves
    /// A payment stands in its year, which only a closing moves.
    case stands
    /// The log finds it there; it hinders no act.
    case isToldOf
  }

  private init(_ kind: LedgerAccount.Kind, _ parts: [String], _ bearing: Bearing = .moves) {
    self.kind = kind
    self.parts = parts
    self.bearing = bearing
  }

  /// Named by columns alone.
  static func named(_ kind: LedgerAccount.Kind, by columns: String...) -> AccountColumns {
    AccountColumns(kind, columns)
  }

  /// Named by a column alone, of a fact that only tells of it.
  static func told(_ kind: LedgerAccount.Kind, by column: String) -> AccountColumns {
    AccountColumns(kind, [column], .isToldOf)
  }

  /// The case or the duty shift that a payment cites.
  static let cited = [
    AccountColumns(.legalAidCase, ["iif(citedKind = 'case', citedNumber, NULL)"]),
    AccountColumns(.dutyShift, ["iif(citedKind = 'duty', citedNumber, NULL)"]),
  ]

  /// The appropriation that a payment draws on, of the year in which the first payment was made.
  static let drawnOn = AccountColumns(
    .appropriation, ["documentNumber", "coalesce(reversesPaidOn, paidOn) / 10000"])

  /// The years of days, in which facts stand.
  static func days(_ columns: String...) -> [AccountColumns] {
    columns.map { AccountColumns(.year, ["\($0) / 10000"], .stands) }
  }

  /// A budget year, in which facts stand.
  static let budgetYear = AccountColumns(.year, ["fiscalYear"], .stands)
}
