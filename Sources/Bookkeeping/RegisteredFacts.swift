import LedgerCore
import LedgerStore

// What an officer names by its number, or a refusal that says it is not registered.

extension CaseRegister {
  func registeredCase(_ number: CaseNumber) throws -> LegalAidCase {
    guard let found = try legalAidCase(number) else {
      try snapshot.voided.checkStands(.legalAidCase(snapshot.caseNumbers.present(number)))
      throw try notRegistered(number)
    }
    return found
  }

  /// That a case is not registered, with the number that was probably meant.
  func notRegistered(_ number: CaseNumber) throws -> Refusal {
    var nearest = NearestWord(to: number.key)
    try forEachNumber { nearest.see($0) }
    return .notRegistered(.legalAidCase, number: number.printed, near: nearest.words)
  }

  /// - Parameters:
  ///   - number: The claim.
  ///   - isOnlyOne: Whether no other is asked for: of many unknown ones nothing is proposed.
  /// - Returns: The claim as it stands.
  /// - Throws: ``Refusal/notRegistered(_:number:near:)``.
  func registeredClaim(_ number: ClaimNumber, isOnlyOne: Bool = true) throws -> Claim {
    if let found = try claim(number) { return found }
    try snapshot.voided.checkStands(.claim(number))
    var nearest = NearestWord(to: number.key)
    if isOnlyOne { try forEachClaimNumber { nearest.see($0) } }
    throw Refusal.notRegistered(.claim, number: number.printed, near: nearest.words)
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
      var nearest = NearestWord(to: document.key)
      for known in Set(try appropriations().map(\.id.document.printed)) { nearest.see(known) }
      throw Refusal.notRegistered(
        .appropriation, number: document.printed, near: nearest.words)
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
