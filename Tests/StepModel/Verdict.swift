/// What became of a step, as the ledger or the model says.
enum Verdict: Equatable, Sendable, CustomStringConvertible {
  /// Recorded, with what was made of it; nothing for most.
  case accepted(String = "")
  /// Refused, with the cause and the rules.
  case refused(String)

  var description: String {
    switch self {
    case .accepted(let words): words.isEmpty ? "accepted" : "accepted: \(words)"
    case .refused(let why): "refused: \(why)"
    }
  }

  var isAccepted: Bool {
    if case .accepted = self { true } else { false }
  }
}

/// A refusal on its way out of a step of the model.
struct Refused: Error {
  let why: String

  init(_ why: String) { self.why = why }

  /// The rules that stop an act, each once.
  init(rules: [String]) {
    why = "rules " + Set(rules).sorted().joined(separator: " ")
  }
}
