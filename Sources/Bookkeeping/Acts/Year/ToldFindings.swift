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
    var told: [FiscalYear: [SealedFinding]] = [:]
    for closing in try years.standingClosings() {
      let entry = try years.entry(ofClosing: closing.number) ?? 0
      told[closing.closing.fiscalYear] =
        try Self.toldFindings(of: closing.number, in: years)
        .map { $0.renumbered(by: renumberings, since: entry) }
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

extension SealedFinding {
  /// The rules whose findings have a case's number as their subject.
  private static let ofCases: Set<String> = [
    "P05", "P06", "P07", "P08", "P10", "K01", "K02", "K03", "K04",
  ]

  /// A finding as it is told now of a case that has another number by now.
  fileprivate func renumbered(
    by renumberings: CaseRenumberings, since entry: Int
  ) -> SealedFinding {
    guard Self.ofCases.contains(rule), let number = CaseNumber(subject),
      renumberings.keys.contains(number.key)
    else { return self }
    let present = renumberings.present(number, citedIn: entry)
    return SealedFinding(rule: rule, subject: present.printed, amount: amount, facts: facts)
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
