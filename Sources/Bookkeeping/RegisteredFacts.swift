import LedgerCore
import LedgerStore

// What an officer names by its number, or a refusal that says it is not registered.

extension CaseRegister {
  func registeredCase(_ number: CaseNumber) throws -> LegalAidCase {
    guard let found = try legalAidCase(number) else {
      try snapshot.voided.checkStands(.legalAidCase(snapshot.caseNumbers.present(number)))
      throw Refusal.notRegistered(.legalAidCase, number: number.printed)
    }
    return found
  }

  func registeredClaim(_ number: ClaimNumber) throws -> Claim {
    guard let found = try claim(number) else {
      try snapshot.voided.checkStands(.claim(number))
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
      let void = try snapshot.voided.appropriations().first { void in
        void.id.document == document && (fiscalYear ?? void.id.fiscalYear) == void.id.fiscalYear
      }
      if let void { throw CorrectionRefusal.isVoid(.appropriation(void.id)) }
      throw Refusal.notRegistered(.appropriation, number: document.printed)
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
      throw Refusal.notRegistered(.dutyShift, number: number.printed)
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
  /// The line of an act that takes it back or fills it in.
  func standingLine(_ reference: BankReference) throws -> BankLine {
    guard let found = try line(reference) else {
      try snapshot.voided.checkStands(.bankLine(reference))
      throw Refusal.notRegistered(.bankLine, number: reference.printed)
    }
    return found
  }

  func registeredLine(_ reference: BankReference) throws -> BankLine {
    guard let line = try line(reference) else { throw MatchRefusal.unknownLine(reference) }
    return line
  }
}
