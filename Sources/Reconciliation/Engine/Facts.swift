package import LedgerCore

// The facts that findings rest on: numbers by their keys, days as ISO writes them, amounts in fen,
// names normalised.

/// A fact under a finding, as a text that no wording of ours changes.
///
/// It may carry a name and never leaves the ledger.
package struct Fact: Hashable, Sendable, CustomStringConvertible {
  /// Everything an explanation is tied to: when it changes, the explanation lapses.
  package let text: String
  /// Which thing it is, such as a firm, a line, a bank line or a related case: the same while only
  /// a part of it is taken back, or something else is said of it.
  ///
  /// A finding that rests on no further thing, and is no larger, says nothing new. nil for what is
  /// said of things.
  package let identity: String?
  /// The key of the case that the identity names; nil for another thing.
  private let caseKey: String?

  package var description: String { text }

  init(_ text: String, identity: String?, ofCase caseKey: String? = nil) {
    self.text = text
    self.identity = identity
    self.caseKey = caseKey
  }

  /// The identity as it was while cases had other numbers; nil where the case was none then.
  func identity(under numbers: CaseNumbersThen) -> String? {
    guard let identity, let caseKey else { return identity }
    guard let then = numbers.key(of: caseKey) else { return nil }
    return identity.replacing("|\(caseKey)", with: "|\(then)", maxReplacements: 1)
  }
}

/// What renumbered cases (改号) were called when a year was closed.
package struct CaseNumbersThen: Sendable {
  /// By the key of the present number: the number then, or nil for a case that was none then.
  private let numbers: [String: CaseNumber?]

  /// - Parameter numbers: Of every case whose number is, or was, another's.
  package init(_ numbers: [String: CaseNumber?] = [:]) {
    self.numbers = numbers
  }

  func key(of key: String) -> String? { numbers[key].map { $0?.key } ?? key }

  /// A case's printed number as it was printed then.
  func printed(_ number: String) -> String? {
    numbers[normalizedNumber(number)].map { $0?.printed } ?? number
  }
}

extension LegalAidCase {
  /// When the case was accepted and closed, and how.
  var courseFact: Fact {
    fact("course", acceptedOn, closing?.on, closing?.outcome.rawValue)
  }

  /// All days of the case.
  var datesFact: Fact { fact("dates", courseFact, assignedOn, filedOn) }

  var firmFact: Fact { thing("firm", firm.map { normalized($0) }) }

  /// What the price of the case depends on, besides the version that its days select.
  var pricingFact: Fact {
    // Without details the fact is what it was before there were any, so that explanations stand; a
    // manner of closing that counts shows in the price.
    guard !details.isEmpty else {
      return fact("pricing", type.rawValue, serviceForm, stage, grade, closing?.outcome.rawValue)
    }
    let parts = CaseDetails.Part.allCases.filter { $0 != .closingManner }
      .map { details.text(of: $0) ?? "" }
    return fact(
      "pricing", type.rawValue, serviceForm, stage, grade, closing?.outcome.rawValue,
      parts.joined(separator: "|"))
  }
}

extension Claim {
  var claimFact: Fact { fact("claim", number.key, claimedOn, claimedAmount.fen) }

  var approvalFact: Fact { fact("approval", number.key, approval?.on, approval?.amount.fen) }

  var peopleFact: Fact {
    fact("people", submittedBy.map { normalized($0) }, approvedBy.map { normalized($0) })
  }
}

extension DutyRate {
  var rateFact: Fact { fact("dutyRate", granted.low.fen, granted.high?.fen) }
}

extension AmountRange {
  var priceFact: Fact { fact("price", low.fen, high?.fen) }
}

extension LineView {
  var fact: Fact {
    let head = "line|\(id.voucher.key)|\(id.line)|\(paidOn)"
    let tail = "\(use.rawValue)|\(normalized(payee))|\(document.key)"
    return Fact("\(head)|\(left.fen)|\(tail)", identity: "\(head)|\(tail)")
  }
}

extension Appropriation {
  var rowFact: Fact {
    let uses = permittedUses.map(\.rawValue).sorted().joined(separator: "、")
    return fact("row", id.document.key, id.fiscalYear, source.rawValue, receivedOn, uses)
  }
}

extension DutyShift {
  var shiftFact: Fact {
    fact(
      "shift", number.key, servedOn, normalized(lawyer), normalized(firm), quantity.tenths,
      unit.rawValue, rate.fen, amount.fen)
  }
}

/// What is said of a thing, in some values; what is not known is written as such.
///
/// Other values make it no other thing, and a further one no other finding.
func fact(_ kind: String, _ values: (any CustomStringConvertible)?...) -> Fact {
  Fact(text(kind, values), identity: nil)
}

/// A case that a finding rests on.
func thing(
  _ kind: String, _ number: CaseNumber, _ values: (any CustomStringConvertible)?...
) -> Fact {
  let words = text(kind, [number.key] + values)
  return Fact(words, identity: words, ofCase: number.key)
}

/// A thing that a finding rests on, such as a firm.
func thing(_ kind: String, _ values: (any CustomStringConvertible)?...) -> Fact {
  let words = text(kind, values)
  return Fact(words, identity: words)
}

private func text(_ kind: String, _ values: [(any CustomStringConvertible)?]) -> String {
  ([kind] + values.map { $0.map(\.description) ?? "-" }).joined(separator: "|")
}
