package import LedgerCore
import LedgerStore

/// Which payments a paper covers; all that is said must hold.
package struct RosterChoice: Sendable {
  /// Paid in these days.
  package var paidIn: Span?
  /// These vouchers; empty for any.
  package var vouchers: Set<VoucherNumber>
  /// Vouchers of the batch that was numbered with this in front.
  package var batch: String?
  /// For cases closed, or duty served, in this quarter.
  package var closedIn: Quarter?

  package init(
    paidIn: Span? = nil, vouchers: Set<VoucherNumber> = [], batch: String? = nil,
    closedIn: Quarter? = nil
  ) {
    self.paidIn = paidIn
    self.vouchers = vouchers
    self.batch = batch
    self.closedIn = closedIn
  }

  /// Whether nothing is chosen.
  package var isEmpty: Bool {
    paidIn == nil && vouchers.isEmpty && batch == nil && closedIn == nil
  }
}

extension ReadRosters {
  /// Which lines a choice takes, as the ledger stands.
  ///
  /// - Throws: A fault of the store; ``Refusal/notRegistered(_:number:near:)`` for a voucher that
  ///   has no line.
  package func taken(by choice: RosterChoice) throws -> (PaymentLine) -> Bool {
    try store.read { ledger in
      for voucher in choice.vouchers.sorted() where try !ledger.payments.hasLines(of: voucher) {
        throw try ledger.notRegistered(.voucher, voucher)
      }
    }
    let subjects = try choice.closedIn.map(subjects)
    let prefix = choice.batch.map(normalizedNumber)
    return { line in
      choice.paidIn?.contains(line.paidOn) ?? true
        && (choice.vouchers.isEmpty || choice.vouchers.contains(line.id.voucher))
        && prefix.map { line.id.voucher.key.utf8.starts(with: $0.utf8) } ?? true
        && subjects?.contains(line.subject) ?? true
    }
  }

  /// The cases closed and the shifts served in a quarter.
  private func subjects(closedIn quarter: Quarter) throws -> Set<PaymentSubject> {
    try store.read { ledger in
      var subjects: Set<PaymentSubject> = []
      try ledger.cases.forEachDossier { dossier in
        if let closing = dossier.legalAidCase?.closing, quarter.contains(closing.on) {
          subjects.insert(.legalAidCase(dossier.caseNumber))
        }
      }
      try ledger.duty.forEachAccount { account in
        if let shift = account.shift, quarter.contains(shift.servedOn) {
          subjects.insert(.dutyShift(shift.number))
        }
      }
      return subjects
    }
  }
}
