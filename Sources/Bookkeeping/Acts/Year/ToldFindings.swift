import Foundation
import LedgerCore
import LedgerStore
import Reconciliation

// What the statements of closed years told, as their closings sealed it.

extension AfterClosing {
  /// What each standing closing told.
  init(of ledger: LedgerSnapshot) throws {
    let years = ledger.years
    let renumberings = try ledger.caseNumbers.renumberings()
    var told: [FiscalYear: Told] = [:]
    for closing in try years.standingClosings() {
      let entry = try years.entry(ofClosing: closing.number) ?? 0
      told[closing.closing.fiscalYear] = Told(
        try Self.toldFindings(of: closing.number, in: years),
        numbers: CaseNumbersThen(renumberings.numbers(in: entry)))
    }
    self.init(told: told)
  }

  /// A closing of an earlier version sealed its findings only in the pack: without the facts under
  /// them, so that their amounts alone are compared.
  private static func toldFindings(
    of closing: Int, in years: YearRegister
  ) throws -> [SealedFinding] {
    let sealed = try years.sealedFindings(of: closing)
    guard sealed.isEmpty else { return sealed }
    let statement = try years.packFiles(of: closing).first { $0.name == PrintedStatement.fileName }
    let printed = statement.flatMap {
      try? JSONDecoder().decode(PrintedStatement.self, from: Data($0.text.utf8))
    }
    return (printed?.findings ?? []).map { finding in
      SealedFinding(
        rule: finding.rule, subject: finding.subject, amount: Money(fen: finding.amount),
        facts: [])
    }
  }
}

/// The statement of a sealed pack, as far as it says which findings it told.
private struct PrintedStatement: Decodable {
  static let fileName = "对账表.json"

  let findings: [Finding]

  struct Finding: Decodable {
    let rule: String
    let subject: String
    /// In fen.
    let amount: Int64

    enum CodingKeys: String, CodingKey {
      case rule, subject
      case amount = "amount_fen"
    }
  }
}
