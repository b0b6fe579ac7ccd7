package import LedgerCore
package import LedgerStore

/// Answers with the claims of the cases that were finished in a quarter, for the 申报汇总表 to be
/// printed again.
package struct ReadClaimBatch {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// Claims with their cases, as they now stand.
  package struct Answer: Sendable {
    /// In the order of the claims' numbers.
    package fileprivate(set) var claims: [(claim: Claim, legalAidCase: LegalAidCase)] = []
    /// Those that were returned since, which no longer count.
    package fileprivate(set) var returned: [Claim] = []
  }

  /// - Parameters:
  ///   - quarter: Of the closing.
  ///   - day: Of the claims; nil for any.
  ///   - prefix: What their numbers begin with; nil for any.
  /// - Returns: The claims of a batch, or all of the quarter.
  /// - Throws: A fault of the store.
  package func callAsFunction(
    _ quarter: Quarter, claimedOn day: Day?, prefix: String?
  ) throws -> Answer {
    let beginning = prefix.map { Array(normalizedNumber($0).utf8) } ?? []
    var answer = Answer()
    try store.read { ledger in
      try ledger.cases.forEachDossier { dossier in
        guard let registered = dossier.legalAidCase, let closing = registered.closing,
          closing.outcome == .closed, quarter.contains(closing.on)
        else { return }
        for claim in dossier.claims where claim.number.key.utf8.starts(with: beginning) {
          guard day == nil || claim.claimedOn == day else { continue }
          if claim.returned == nil {
            answer.claims.append((claim, registered))
          } else {
            answer.returned.append(claim)
          }
        }
      }
    }
    answer.claims.sort { $0.claim.number < $1.claim.number }
    return answer
  }
}
