package import LedgerCore
package import LedgerStore

/// Reads the duty of a month (值班补贴月表) from the ledger.
package struct ReadDutySheet {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// The sheet of a month, with what is paid to date.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits, or a fault of the store.
  package func callAsFunction(_ month: Month) throws -> DutySheet {
    try store.read { ledger in
      var served: [DutyAccount] = []
      try ledger.duty.forEachAccount { account in
        guard let day = account.shift?.servedOn, Span(month).contains(day) else { return }
        served.append(account)
      }
      return try DutySheet(of: month, served)
    }
  }
}
