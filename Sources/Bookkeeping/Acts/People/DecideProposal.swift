import LedgerCore
import LedgerStore

/// Declines what somebody asked for (退回); who asked may take it back so.
package struct DeclineProposal {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// - Parameters:
  ///   - number: The proposal.
  ///   - reason: Why.
  /// - Returns: With the number.
  /// - Throws: ``PersonRefusal`` when there is no such proposal, or it is decided already.
  @discardableResult
  package func callAsFunction(_ number: Int, reason: String) throws -> Receipt<Int> {
    let receipt = try session.append("decline", reason: reason) { writer in
      _ = try writer.ledger.proposals.undecided(number)
      try writer.append(ProposalDecision(proposal: number, kind: .declined, reason: reason))
      return number
    }
    session.removeTables(of: number)
    return receipt
  }
}
