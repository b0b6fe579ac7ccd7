/// What a run of steps reached: which refusals, and which findings.
package struct Coverage: Sendable {
  /// How often each kind of step was accepted and refused.
  package private(set) var accepted: [String: Int] = [:]
  private(set) var refused: [String: Int] = [:]
  /// How often each rule, alone or with others, was the cause of a refusal.
  package private(set) var rules: [String: Int] = [:]
  /// How often each other cause was.
  private(set) var causes: [String: Int] = [:]
  /// How many rows of each kind of table came in.
  package private(set) var rows: [String: Int] = [:]
  /// How often a reconciliation found something of each rule.
  package internal(set) var found: [String: Int] = [:]

  mutating func count(_ step: Step, _ verdict: Verdict) {
    switch verdict {
    case .accepted(let words) where words.hasPrefix("proposed "):
      accepted["proposed", default: 0] += 1
    case .accepted:
      accepted[step.name, default: 0] += 1
      guard case .load(let taken, _, _) = step else { return }
      for row in taken { rows[row.name, default: 0] += 1 }
    case .refused(let why):
      refused[step.name, default: 0] += 1
      let words = why.split(separator: " ").map(String.init)
      if words.first == "rules" {
        for rule in words.dropFirst() { rules[rule, default: 0] += 1 }
      } else {
        causes[words.first ?? "", default: 0] += 1
      }
    }
  }

  mutating func add(_ other: Coverage) {
    accepted.merge(other.accepted, uniquingKeysWith: +)
    refused.merge(other.refused, uniquingKeysWith: +)
    rules.merge(other.rules, uniquingKeysWith: +)
    causes.merge(other.causes, uniquingKeysWith: +)
    rows.merge(other.rows, uniquingKeysWith: +)
    found.merge(other.found, uniquingKeysWith: +)
  }
}

extension Coverage: CustomStringConvertible {
  package var description: String {
    let steps = Set(accepted.keys).union(refused.keys).sorted().map { name in
      "\(name) \(accepted[name] ?? 0)+\(refused[name] ?? 0)"
    }
    return """
      steps (accepted+refused): \(steps.joined(separator: ", "))
      rows: \(Self.list(rows))
      refused by rule: \(Self.list(rules))
      refused otherwise: \(Self.list(causes))
      found: \(Self.list(found))
      """
  }

  private static func list(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }
}
