package import LedgerCore
package import LedgerStore

/// Adds up what each lawyer received in subsidies (免税申报清单).
package struct ListExemptIncome {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// The lawyers and their amounts, by firm and name; what nets to nothing is left out.
  ///
  /// Subsidies are payments for cases and duty; other uses are not exempt by the same rule.
  ///
  /// - Parameter include: Which lines count.
  /// - Returns: One sum for each lawyer of each payee.
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when a sum leaves 64 bits.
  package func callAsFunction(where include: (PaymentLine) -> Bool) throws -> [ExemptIncome] {
    var byKey: [Key: ExemptIncome] = [:]
    try store.read { reader in
      try reader.forEachPaymentLine { line in
        guard line.use == .perCaseSubsidy || line.use == .duty, include(line) else { return }
        let key = Key(payee: normalized(line.payee), lawyer: line.lawyer.map(normalized) ?? "")
        let before = byKey[key]
        let sum = before?.amount ?? .zero
        byKey[key] = ExemptIncome(
          lawyer: before?.lawyer ?? line.lawyer, payee: before?.payee ?? line.payee,
          lineCount: (before?.lineCount ?? 0) + (line.isReversal ? 0 : 1),
          amount: try sum + line.signedAmount)
      }
    }
    return byKey.filter { $0.value.amount != .zero }.sorted { $0.key < $1.key }.map(\.value)
  }

  private struct Key: Hashable, Comparable {
    let payee: String
    let lawyer: String

    static func < (left: Key, right: Key) -> Bool {
      left.payee == right.payee
        ? left.lawyer.precedesByCodePoint(right.lawyer)
        : left.payee.precedesByCodePoint(right.payee)
    }
  }
}
