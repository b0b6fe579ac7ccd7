import LedgerStore

/// Who acts at a province, and when: what each of its acts is given.
package struct ProvinceSession {
  let province: Province
  let operatorName: String
  let now: String
  let isRehearsal: Bool

  /// - Parameters:
  ///   - province: The province.
  ///   - operatorName: Who acts.
  ///   - now: The instant in ISO 8601, UTC.
  ///   - isRehearsal: Go through the act and write nothing.
  package init(
    _ province: Province, operatorName: String, now: String, isRehearsal: Bool = false
  ) {
    self.province = province
    self.operatorName = operatorName
    self.now = now
    self.isRehearsal = isRehearsal
  }

  /// Appends the facts of one act to the province's own ledger, in one transaction.
  ///
  /// - Throws: What the body throws, or a fault of the store; then nothing is written.
  func append<Recorded>(
    _ kind: String, _ body: (LedgerWriter) throws -> Recorded
  ) throws -> Recorded {
    let stamp = EntryStamp(recordedAt: now, operatorName: operatorName, kind: kind)
    let recorded = try province.store.append(stamp, isRehearsal: isRehearsal, body)
    if !isRehearsal { try province.holdings.follow(province.store) }
    return recorded
  }
}
