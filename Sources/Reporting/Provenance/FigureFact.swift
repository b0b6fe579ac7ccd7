package import LedgerCore

/// One fact that a figure counts or sums, as it stands in the ledger; it names no recipient.
package struct FigureFact: Equatable, Sendable {
  package let kind: Kind
  /// The fact's number, as printed.
  package let key: String
  /// Its own day; nil for an opening balance, which is of a year.
  package let day: Day?
  /// In fen or as a count, less than zero where it takes away.
  package let number: Int64

  /// What kind of fact it is; the raw value stands in JSON.
  package enum Kind: String, CaseIterable, Sendable {
    case opening
    case carriedByClosing = "carried_by_closing"
    case carriedOver = "carried_over"
    case appropriation
    case adjustment
    case recall
    case acceptance
    case closing
    case claim
    case approval
    case duty
    case payment
    case reversal
    case casePaid = "case_paid"
    case openRemainder = "open_remainder"
    case openShift = "open_shift"
    case expected

    /// What officers call it.
    package var word: String {
      switch self {
      case .opening: "上年结转登记"
      case .carriedByClosing: "上年结账结转"
      case .carriedOver: "结转指标"
      case .appropriation: "指标下达"
      case .adjustment: "指标调整"
      case .recall: "指标收回"
      case .acceptance: "受理"
      case .closing: "结案"
      case .claim: "申报"
      case .approval: "核发"
      case .duty: "值班"
      case .payment: "支付"
      case .reversal: "冲销"
      case .casePaid: "有支付的案件"
      case .openRemainder: "核发未付余额"
      case .openShift: "值班未付余额"
      case .expected: "登记未下达的指标"
      }
    }
  }

  init(_ kind: Kind, _ key: some CustomStringConvertible, on day: Day?, _ number: Int64) {
    self.kind = kind
    self.key = key.description
    self.day = day
    self.number = number
  }

  /// A payment line or reversal, as it counts.
  init(_ line: PaymentLine, sign: Int64 = 1) {
    self.init(
      line.isReversal ? .reversal : .payment, line.id, on: line.paidOn,
      sign * line.signedAmount.fen)
  }
}

extension FigureFact: Comparable {
  /// By day, kind and number.
  package static func < (left: FigureFact, right: FigureFact) -> Bool {
    if left.day != right.day { return (left.day ?? .earliest) < (right.day ?? .earliest) }
    if left.kind != right.kind { return left.kind.place < right.kind.place }
    return left.key.precedesByCodePoint(right.key)
  }
}

extension FigureFact.Kind {
  fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
