import LedgerCore
import LedgerStore

// What an officer names by its number, or a refusal that says it is not registered.

extension CaseRegister {
  func registeredCase(_ number: CaseNumber) throws -> LegalAidCase {
    guard let found = try legalAidCase(number) else {
      throw Refusal.notRegistered(.legalAidCase, number: number.printed)
    }
    return found
  }

  func registeredClaim(_ number: ClaimNumber) throws -> Claim {
    guard let found = try claim(number) else {
      throw Refusal.notRegistered(.claim, number: number.printed)
    }
    return found
  }
}

extension AppropriationRegister {
  /// The appropriation of a document; the year may be left out when the document has one row.
  func registeredAppropriation(
    _ document: DocumentNumber, fiscalYear: FiscalYear?
  ) throws -> Appropriation {
    let rows = try appropriations().filter { row in
      row.id.document == document && (fiscalYear ?? row.id.fiscalYear) == row.id.fiscalYear
    }
    guard let row = rows.first else {
      throw Refusal.notRegistered(.appropriation, number: document.printed)
    }
    guard rows.count == 1 else {
      throw Refusal.appropriationUnclear(document, years: rows.map(\.id.fiscalYear))
    }
    return row
  }
}

extension TreasuryStatement {
  func registeredLine(_ reference: BankReference) throws -> BankLine {
    guard let line = try line(reference) else { throw MatchRefusal.unknownLine(reference) }
    return line
  }
}
