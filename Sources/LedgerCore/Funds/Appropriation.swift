/// A permission to spend (经费指标): one document, one budget year, one amount.
package struct Appropriation: Equatable, Codable, Sendable {
  package let id: AppropriationID
  package var source: FundSource
  /// 下达日期: until this day the amount counts as zero.
  package var receivedOn: Day
  /// More than zero.
  package var amount: Money
  /// Empty permits any use.
  package var permittedUses: Set<PaymentUse>
  /// 结转自年度: the year whose money this is; the budget year itself when nothing was carried over.
  package var originYear: FiscalYear
  package var note: String?
  /// Where the money came from; nil where nothing is known of it.
  package var origin: AppropriationOrigin?

  package init(
    id: AppropriationID, source: FundSource, receivedOn: Day, amount: Money,
    permittedUses: Set<PaymentUse> = [], originYear: FiscalYear? = nil, note: String? = nil,
    origin: AppropriationOrigin? = nil
  ) {
    self.id = id
    self.source = source
    self.receivedOn = receivedOn
    self.amount = amount
    self.permittedUses = permittedUses
    self.originYear = originYear ?? id.fiscalYear
    self.note = note
    self.origin = origin
  }

  /// The same without where it came from, which is kept beside it.
  package var withoutOrigin: Appropriation {
    var row = self
    row.origin = nil
    return row
  }

  /// Whether this row brings an earlier year's money into its budget year (结转).
  package var isCarriedOver: Bool { originYear < id.fiscalYear }

  /// Whether money may be spent on a use; lottery money (彩票公益金) pays per-case subsidies only.
  package func permits(_ use: PaymentUse) -> Bool {
    if source == .lotteryFund, use != .perCaseSubsidy { return false }
    return permittedUses.isEmpty || permittedUses.contains(use)
  }
}

/// What names an appropriation row: its document number and budget year.
package struct AppropriationID: Hashable, Comparable, Codable, Sendable {
  package let document: DocumentNumber
  package let fiscalYear: FiscalYear

  package init(document: DocumentNumber, fiscalYear: FiscalYear) {
    self.document = document
    self.fiscalYear = fiscalYear
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.document == right.document
      ? left.fiscalYear < right.fiscalYear : left.document < right.document
  }
}

/// A later change of an appropriation's amount (指标调整 or 指标收回).
package struct AppropriationChange: Equatable, Sendable {
  package let appropriation: AppropriationID
  package let kind: Kind
  /// Counts from this day.
  package let changedOn: Day
  /// An adjustment is signed and not zero; a recall is more than zero.
  package let amount: Money
  package let reason: String

  /// Whether the amount was adjusted or taken back.
  package enum Kind: String, CaseIterable, Sendable {
    case adjustment = "调整"
    case recall = "收回"
  }

  package init(
    appropriation: AppropriationID, kind: Kind, changedOn: Day, amount: Money, reason: String
  ) {
    self.appropriation = appropriation
    self.kind = kind
    self.changedOn = changedOn
    self.amount = amount
    self.reason = reason
  }
}

/// The money brought into a budget year as the bureau states it (上年结转).
package struct OpeningBalance: Equatable, Sendable {
  package let fiscalYear: FiscalYear
  /// Zero or more.
  package let amount: Money
  package let note: String?

  package init(fiscalYear: FiscalYear, amount: Money, note: String? = nil) {
    self.fiscalYear = fiscalYear
    self.amount = amount
    self.note = note
  }
}
