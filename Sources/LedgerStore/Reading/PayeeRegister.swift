import GRDB
package import LedgerCore

/// The register of payees (收款人登记).
package struct PayeeRegister {
  let snapshot: LedgerSnapshot

  /// Every payee as it now stands, in order of number; those that are no longer used among them.
  package func all() throws -> [Payee] {
    var payees: [Payee] = []
    let revisions = try snapshot.all(.payee, "ORDER BY number, revision") {
      try Revision<Payee>($0)
    }
    for revision in revisions {
      if payees.last?.number == revision.fact.number { payees.removeLast() }
      payees.append(revision.fact)
    }
    return payees
  }

  /// The payee in use that has a name among its own, as names are compared; nil for none.
  package func inUse(called name: String) throws -> Payee? {
    try all().first { !$0.isEnded && $0.isCalled(name) }
  }

  func lastRevision(of number: Int) throws -> Revision<Payee>? {
    try snapshot.last(.payee, "number = ?", [.of(number)]) { try Revision<Payee>($0) }
  }
}
