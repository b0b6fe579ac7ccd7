import LedgerCore
import LedgerStore
import Reconciliation

// The numbers that were probably meant by one that is not registered: the one place where they are
// looked for.

extension LedgerSnapshot {
  /// Of all registered numbers of a kind the nearest, one or two; none where nothing is near.
  ///
  /// - Parameters:
  ///   - number: As it was written.
  ///   - thing: What it names; a line of a voucher goes by its voucher.
  /// - Returns: As they are printed.
  /// - Throws: A fault of the store.
  func numbers(near number: String, _ thing: Refusal.Thing) throws -> [String] {
    var nearest = NearestWord(to: number)
    let see = { (known: String) in nearest.see(known) }
    switch thing {
    case .legalAidCase: try cases.forEachNumber(see)
    case .claim: try cases.forEachClaimNumber(see)
    case .dutyShift: try duty.forEachNumber(see)
    case .appropriation: Set(try funds.appropriations().map(\.id.document.printed)).forEach(see)
    case .voucher, .payment: try payments.forEachVoucher(see)
    case .bankLine: try treasury.forEachReference(see)
    case .opening: break
    }
    return nearest.words.sorted { $0.precedesByCodePoint($1) }
  }

  /// That something is not registered, with the number that was probably meant.
  func notRegistered<Named>(
    _ thing: Refusal.Thing, _ number: Identifier<Named>
  ) throws -> Refusal {
    .notRegistered(
      thing, number: number.printed, near: try numbers(near: number.key, thing))
  }

  /// Carries an act out; where rules refuse it that do not find what it cites, the refusal says
  /// what was probably meant.
  func proposing<Recorded>(_ act: () throws -> Recorded) throws -> Recorded {
    do {
      return try act()
    } catch let refusal as Refusal {
      throw try proposing(refusal)
    } catch let refused as any PreviewedRefusal {
      guard let refusal = refused.refusal as? Refusal else { throw refused }
      throw refused.refused(because: try proposing(refusal))
    }
  }

  /// Adds what was probably meant to a refusal by rules that do not find what is cited.
  private func proposing(_ refusal: Refusal) throws -> Refusal {
    guard case .rules(let findings, _) = refusal else { return refusal }
    var near: [String: [String]] = [:]
    for finding in findings {
      guard let number = finding.related.first, near[number] == nil,
        let thing = try unknownThing(finding.rule, number)
      else { continue }
      near[number] = try numbers(near: number, thing)
    }
    return .rules(findings, near: near)
  }

  /// What a rule looked for by its number, where it is not registered at all.
  private func unknownThing(_ rule: RuleID, _ number: String) throws -> Refusal.Thing? {
    switch rule {
    case "P01", "C01":
      try CaseNumber(number).flatMap(cases.legalAidCase) == nil ? .legalAidCase : nil
    case "D03": try DutyNumber(number).flatMap(duty.shift) == nil ? .dutyShift : nil
    case "F06": .appropriation
    default: nil
    }
  }
}

// Names of firms and payees. A person's name is never proposed.

extension LedgerSnapshot {
  /// Refuses a firm that nothing in the ledger names.
  func checkNamed(firm name: String) throws {
    if let refusal = try unknown(firm: name) { throw refusal }
  }

  /// That nothing in the ledger names a firm, with the bodies that were probably meant; nil where
  /// something does.
  func unknown(firm name: String) throws -> Refusal? {
    var known: [String: String] = [:]
    func see(_ name: String?) {
      if let name { known[normalized(name)] = name }
    }
    try cases.forEachDossier { see($0.legalAidCase?.firm) }
    try duty.forEachAccount { see($0.shift?.firm) }
    try payments.forEachLine { see($0.payee) }
    for payee in try payees.all() { payee.names.forEach(see) }
    guard known[normalized(name)] == nil else { return nil }
    return .unknownFirm(name, near: bodies(near: name, among: Array(known.values)))
  }
}

/// Of some names the nearest that are a body's, one or two.
func bodies(near name: String, among known: [String]) -> [String] {
  var nearest = NearestWord(to: name)
  for other in known where maskedPayee(other).hasBytes(of: printable(other.trimmed)) {
    nearest.see(other)
  }
  return nearest.words.sorted { $0.precedesByCodePoint($1) }
}

/// Proposes for the first of many unknown claims the numbers that were probably meant: each is
/// looked for in the whole register.
struct NearClaims {
  private let ledger: LedgerSnapshot
  private var left = 5

  init(_ ledger: LedgerSnapshot) {
    self.ledger = ledger
  }

  /// Adds what was probably meant to a refusal that proposes nothing.
  mutating func proposing(_ refusal: Refusal) throws -> Refusal {
    guard case .notRegistered(let thing, let number, let near) = refusal, near.isEmpty, left > 0
    else { return refusal }
    left -= 1
    return .notRegistered(thing, number: number, near: try ledger.numbers(near: number, thing))
  }
}
