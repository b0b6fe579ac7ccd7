package import LedgerCore
package import Reconciliation

/// What an act recorded (回执): the answer of every act that appends facts.
package struct Receipt<Recorded> {
  /// What the act came to; of a rehearsal what it would have come to.
  package let recorded: Recorded
  /// The journal entry of the facts; nil when none was appended: in a rehearsal, or
  /// when all stood already.
  package let entry: Int?
  /// What the rules say of it and do not stop it for, gravest first.
  package let reminders: [Finding]
}

extension Receipt: Sendable where Recorded: Sendable {}

/// An act that was refused after its preview was made; the ledger is unchanged.
package struct RefusedAct<Preview: Sendable>: OfficerError, PreviewedRefusal {
  /// What would have been recorded.
  package let preview: Preview
  /// Why it was not.
  package let refusal: any OfficerError

  /// Goes on after the preview was made; a refusal keeps it.
  static func keeping<Value>(_ preview: Preview, _ act: () throws -> Value) throws -> Value {
    do {
      return try act()
    } catch let refusal as any OfficerError {
      throw RefusedAct(preview: preview, refusal: refusal)
    }
  }

  func refused(because refusal: any OfficerError) -> any OfficerError {
    RefusedAct(preview: preview, refusal: refusal)
  }

  package var description: String { refusal.description }
  package var guidance: Guidance { refusal.guidance }
}

/// A refusal that keeps a preview, of whatever kind.
protocol PreviewedRefusal: OfficerError {
  var refusal: any OfficerError { get }

  /// The same preview, refused for another reason.
  func refused(because refusal: any OfficerError) -> any OfficerError
}
