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
  /// Whether a fact only stands in the account and does not move it: a payment stands in its year,
  /// which only a closing moves.
  let onlyStands: Bool

  private init(_ kind: LedgerAccount.Kind, _ parts: [String], onlyStands: Bool = false) {
    self.kind = kind
    self.parts = parts
    self.onlyStands = onlyStands
  }

  /// Named by columns alone.
  static func named(_ kind: LedgerAccount.Kind, by columns: String...) -> AccountColumns {
    AccountColumns(kind, columns)
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
    columns.map { AccountColumns(.year, ["\($0) / 10000"], onlyStands: true) }
  }

  /// A budget year, in which facts stand.
  static let budgetYear = AccountColumns(.year, ["fiscalYear"], onlyStands: true)
}
