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
    var byKey: [Key: Income] = [:]
    try store.read { ledger in
      try ledger.payments.forEachLine { line in
        guard line.use == .perCaseSubsidy || line.use == .duty, include(line) else { return }
        let key = Key(payee: normalized(line.payee), lawyer: line.lawyer.map(normalized) ?? "")
        try byKey[key, default: Income(lawyer: line.lawyer, payee: line.payee)].add(line)
      }
    }
    return try byKey.sorted { $0.key < $1.key }.compactMap { try $0.value.exempt() }
  }

  /// What a lawyer received, subject by subject.
  private struct Income {
    let lawyer: String?
    let payee: String
    private var bySubject: [PaymentSubject: Money] = [:]

    init(lawyer: String?, payee: String) {
      self.lawyer = lawyer
      self.payee = payee
    }

    mutating func add(_ line: PaymentLine) throws(MoneyOverflow) {
      try bySubject[line.subject, default: .zero] += line.signedAmount
    }

    /// nil for what nets to nothing.
    func exempt() throws(MoneyOverflow) -> ExemptIncome? {
      let amount = try Array(bySubject.values).total()
      guard amount != .zero else { return nil }
      return ExemptIncome(
        lawyer: lawyer, payee: payee, caseCount: bySubject.values.count { $0 != .zero },
        amount: amount)
    }
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
