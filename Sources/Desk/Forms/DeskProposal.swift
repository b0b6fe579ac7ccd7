package import Bookkeeping
import LedgerCore

/// An act that was asked for at the desk, in the words that the ledger keeps of it.
package struct DeskProposal {
  private enum Act {
    case form(ActForm, Fields)
    case tables(ProposedImport)
  }

  private let act: Act

  /// It is in the words of no act that this program knows.
  package struct Unknown: OfficerError {
    package let description = "这件事不是这个版本的程序提请的，不能照办，账本没有改动：请退回，由提请的人重新提请"

    package init() {}
  }

  /// - Parameter words: Of the proposal.
  /// - Throws: ``Unknown`` for what was asked for at no desk of this version.
  package init(_ words: [String]) throws(Unknown) {
    if let proposed = ProposedImport(words) {
      act = .tables(proposed)
    } else if words.first == "desk", words.count >= 2, let form = AllForms.named(words[1]) {
      act = .form(form, Fields(words: words.dropFirst(2)))
    } else {
      throw Unknown()
    }
  }

  /// Whether words are those of an act that was asked for at a desk.
  package static func isOne(_ words: [String]) -> Bool { words.first == "desk" }

  /// Carries it out as the second person.
  ///
  /// - Parameter session: With the confirmation.
  /// - Returns: What was done, in words.
  /// - Throws: What the act throws; then nothing is written.
  package func carryOut(in session: Session) throws -> String {
    try carryOut(session).words
  }

  /// The same, with all that a receipt says.
  func carryOut(_ session: Session) throws -> DoneAct {
    switch act {
    case .form(let form, let fields): try form.act(Values(fields, of: form), session)
    case .tables(let proposed): try proposed.carryOut(session)
    }
  }
}
