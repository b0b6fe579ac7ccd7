import LedgerCore
import LedgerStore

// What an officer names by its number, or a refusal that says it is not registered.

extension CaseRegister {
  func registeredCase(_ number: CaseNumber) throws -> LegalAidCase {
    guard let found = try legalAidCase(number) else {
      try snapshot.voided.checkStands(.legalAidCase(snapshot.caseNumbers.present(number)))
      throw try snapshot.notRegistered(.legalAidCase, number)
    }
    return found
  }

  /// - Parameters:
  ///   - number: The claim; or its case, where that has one claim that stands.
  ///   - isOnlyOne: Whether no other is asked for: of many unknown ones nothing is proposed.
  /// - Returns: The claim as it stands.
  /// - Throws: ``Refusal/notRegistered(_:number:near:)``, or
  ///   ``Refusal/claimOfCaseUnclear(_:_:)``.
  func registeredClaim(_ number: ClaimNumber, isOnlyOne: Bool = true) throws -> Claim {
    if let found = try claim(number) { return found }
    try snapshot.voided.checkStands(.claim(number))
    if let found = try claim(ofCase: CaseNumber(key: number.key, printed: number.printed)) {
      return found
    }
    guard isOnlyOne else { throw Refusal.notRegistered(.claim, number: number.printed) }
    throw try snapshot.notRegistered(.claim, number)
  }

  /// The claim of a case that stands; nil for a case that is not registered.
  private func claim(ofCase number: CaseNumber) throws -> Claim? {
    guard let registered = try legalAidCase(number) else { return nil }
    let standing = try dossier(registered.number).claims.filter { $0.returned == nil }
    guard let claim = standing.first, standing.count == 1 else {
      throw Refusal.claimOfCaseUnclear(registered.number, standing.map(\.number))
    }
    return claim
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
      let void = try snapshot.voided.appropriations().first { void in
        void.id.document == document && (fiscalYear ?? void.id.fiscalYear) == void.id.fiscalYear
      }
      if let void { throw CorrectionRefusal.isVoid(.appropriation(void.id)) }
      throw try snapshot.notRegistered(.appropriation, document)
    }
    guard rows.count == 1 else {
      throw Refusal.appropriationUnclear(document, years: rows.map(\.id.fiscalYear))
    }
    return row
  }
}

extension DutyRegister {
  func registeredShift(_ number: DutyNumber) throws -> DutyShift {
    guard let found = try shift(number) else {
      try snapshot.voided.checkStands(.dutyShift(number))
      throw try snapshot.notRegistered(.dutyShift, number)
    }
    return found
  }
}

extension VoidRegister {
  /// Refuses what is void, by its name.
  func checkStands(_ thing: RegisteredThing) throws {
    if try contains(thing) { throw CorrectionRefusal.isVoid(thing) }
  }
}

extension TreasuryStatement {
  /// The line of an act on it.
  func registeredLine(_ reference: BankReference) throws -> BankLine {
    guard let found = try line(reference) else {
      try snapshot.voided.checkStands(.bankLine(reference))
      throw try snapshot.notRegistered(.bankLine, reference)
    }
    return found
  }
}
