import GRDB
package import LedgerCore

/// The numbers that cases had and have: what a renumbering (改号) means for who reads.
package struct CaseNumbers {
  let snapshot: LedgerSnapshot

  /// All renumberings, in the order of recording.
  package func renumberings() throws -> CaseRenumberings {
    let rows = try snapshot.rows(
      "renumberings",
      "SELECT \(FactTable.caseRenumbering.columnList), entry FROM caseRenumbering ORDER BY number")
    defer { rows.reset() }
    var all: [CaseRenumberings.Recorded] = []
    while try rows.step() {
      var fields = FieldReader(rows, of: .caseRenumbering)
      _ = try fields.integer()
      let old = CaseNumber(key: try fields.text(), printed: try fields.text())
      let new = CaseNumber(key: try fields.text(), printed: try fields.text())
      let renumbering = CaseRenumbering(from: old, to: new, reason: try fields.text())
      all.append(
        CaseRenumberings.Recorded(entry: LedgerSnapshot.entry(of: rows), renumbering))
    }
    return CaseRenumberings(all)
  }

  /// The present number of the case that a number means today.
  ///
  /// A number that was given up and registered anew means the case that has it now.
  package func present(_ number: CaseNumber) throws -> CaseNumber {
    try present(number, renumberings())
  }

  /// The same by renumberings that were read before.
  func present(_ number: CaseNumber, _ renumberings: CaseRenumberings) throws -> CaseNumber {
    guard renumberings.keys.contains(number.key), try isLeft(number, renumberings) else {
      return number
    }
    return renumberings.present(number, citedIn: renumberings.lastLeft(number) - 1)
  }

  /// What a payment is for, a case under its present number.
  package func presentSubject(of subject: PaymentSubject) throws -> PaymentSubject {
    try subject.caseNumber.map { .legalAidCase(try present($0)) } ?? subject
  }

  /// The numbers that the case had which a number means today.
  package func stretches(of number: CaseNumber) throws -> [CaseRenumberings.Stretch] {
    let renumberings = try renumberings()
    return try renumberings.course(of: present(number, renumberings))
  }

  /// The renumberings of the case that a number means today, oldest first.
  package func renumberings(of number: CaseNumber) throws -> [CaseRenumberings.Recorded] {
    let renumberings = try renumberings()
    let stretches = try renumberings.course(of: present(number, renumberings))
    return renumberings.all.filter { recorded in
      stretches.contains {
        $0.after == recorded.entry - 1 && $0.number == recorded.renumbering.new
      }
    }
  }

  /// Whether the case that was last registered under a number has another one now.
  func isLeft(_ number: CaseNumber, _ renumberings: CaseRenumberings) throws -> Bool {
    let left = renumberings.lastLeft(number)
    guard left > 0 else { return false }
    let stated = try Int.fetchOne(
      snapshot.database,
      sql: """
        SELECT entry FROM legalAidCase WHERE caseNumber = ? ORDER BY revision DESC LIMIT 1
        """, arguments: [number.key])
    return stated.map { $0 < left } ?? true
  }

  /// The condition of SQL that the case which a column names did not give its number up; the
  /// column is named with its table.
  static func hasNumber(_ column: String) -> String {
    """
    NOT EXISTS (SELECT 1 FROM caseRenumbering AS renumbered
      WHERE renumbered.oldCaseNumber = \(column) AND renumbered.entry >
        (SELECT entry FROM legalAidCase AS named WHERE named.caseNumber = \(column)
         ORDER BY named.revision DESC LIMIT 1))
    """
  }
}

extension PaymentLine {
  /// The line with the present number of the case that it cited in its journal entry.
  func renumbered(by renumberings: CaseRenumberings, in entry: Int) -> PaymentLine {
    guard let number = subject.caseNumber, renumberings.keys.contains(number.key) else {
      return self
    }
    var line = self
    line.subject = .legalAidCase(renumberings.present(number, citedIn: entry))
    return line
  }
}
