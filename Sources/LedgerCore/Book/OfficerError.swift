/// An error that an officer can act on: its description is Chinese and says what was read, where,
/// and what to do, in the officer's own terms.
///
/// Every other error comes from a library, and is named without its details, which may hold what
/// was read.
package protocol OfficerError: Error, CustomStringConvertible {
  /// What the description says, with the steps in it that a front end has words for.
  var guidance: Guidance { get }
}

extension OfficerError {
  /// The description, of an error that names no step.
  package var guidance: Guidance { Guidance(description) }

  /// What an officer can do next.
  package var steps: [NextStep] { guidance.steps }
}
