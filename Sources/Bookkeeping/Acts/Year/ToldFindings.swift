import Foundation
import LedgerCore
import LedgerStore
import Reconciliation

// What the statements of closed years told, as their closings sealed it.

extension LedgerReader {
  /// What each standing closing told.
  func afterClosing() throws -> AfterClosing {
    var told: [FiscalYear: [SealedFinding]] = [:]
    for closing in try standingClosings() {
      told[closing.closing.fiscalYear] = try toldFindings(of: closing.number)
    }
    return AfterClosing(told: told)
  }

  /// A closing of an earlier version sealed its findings only in the pack: without the facts under
  /// them, so that their amounts alone are compared.
  private func toldFindings(of closing: Int) throws -> [SealedFinding] {
    let sealed = try sealedFindings(of: closing)
    guard sealed.isEmpty else { return sealed }
    let statement = try packFiles(of: closing).first { $0.name == PrintedStatement.fileName }
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
