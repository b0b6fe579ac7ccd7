import LedgerCore

// The facts that findings rest on, each as a text that no wording of ours changes: numbers by their
// keys, days as ISO writes them, amounts in fen, names normalised. An explanation is tied to them.

extension LegalAidCase {
  /// When the case was accepted and closed, and how.
  var courseFact: String {
    fact("course", acceptedOn, closing?.on, closing?.outcome.rawValue)
  }

  /// All days of the case.
  var datesFact: String { fact("dates", courseFact, assignedOn, filedOn) }

  var firmFact: String { fact("firm", firm.map { normalized($0) }) }

  /// What the price of the case depends on, besides the version that its days select.
  var pricingFact: String {
    fact("pricing", type.rawValue, serviceForm, stage, grade, closing?.outcome.rawValue)
  }
}

extension Claim {
  var claimFact: String { fact("claim", number.key, claimedOn, claimedAmount.fen) }

  var approvalFact: String { fact("approval", number.key, approval?.on, approval?.amount.fen) }

  var peopleFact: String {
    fact("people", submittedBy.map { normalized($0) }, approvedBy.map { normalized($0) })
  }
}

extension AmountRange {
  var priceFact: String { fact("price", low.fen, high?.fen) }
}

extension LineView {
  var fact: String {
    Reconciliation.fact(
      "line", id.voucher.key, id.line, paidOn, left.fen, use.rawValue, normalized(payee),
      document.key)
  }
}

extension Appropriation {
  var rowFact: String {
    let uses = permittedUses.map(\.rawValue).sorted().joined(separator: "、")
    return fact("row", id.document.key, id.fiscalYear, source.rawValue, receivedOn, uses)
  }
}

extension DutyShift {
  var shiftFact: String {
    fact(
      "shift", number.key, servedOn, normalized(lawyer), normalized(firm), quantity.tenths,
      unit.rawValue, rate.fen, amount.fen)
  }
}

/// The values of a fact in one text; what is not known is written as such.
func fact(_ values: (any CustomStringConvertible)?...) -> String {
  values.map { $0.map(\.description) ?? "-" }.joined(separator: "|")
}
