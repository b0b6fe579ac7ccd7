package import LedgerCore
package import TextCheck

extension BookFigures {
  /// The figures of a year as a published text may print them.
  package init(_ figures: Figures, of year: FiscalYear) {
    let amounts: [Subject: FigureName] = [
      .claimed: .claimed, .approved: .approved, .opening: .opening,
      .appropriated: .appropriated, .transfer: .appropriatedTransfer, .local: .appropriatedLocal,
      .lottery: .appropriatedLottery, .paid: .paid, .paidCase: .paidCase, .paidDuty: .paidDuty,
      .closing: .closing,
    ]
    let counts: [Subject: FigureName] = [.accepted: .casesAccepted, .closed: .casesClosed]
    self.init(
      year: year.number, amounts: amounts.compactMapValues { figures[$0].money?.fen },
      counts: counts.compactMapValues { figures[$0].count })
  }
}
