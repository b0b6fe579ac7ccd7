/// Something that an officer can do next, whatever it is done with: a command, a button, a form.
///
/// A front end says how in its ``Dialect``.
package enum NextStep: Equatable, Sendable {
  // The ledger.
  case nameLedger
  case createLedger
  case verify
  case backUp
  case acceptLoss
  case goWithoutManifest
  /// Says why the ledger does not have a head; its first digits.
  case settleHead(String)

  // The province.
  case stateRegionCode
  case makePublishingKey
  case publish
  /// Says why a ledger goes on from before what the province signed for.
  case forkFromReceipt
  /// Takes another key of the province for the one it signs with.
  case acceptReceiverKey

  // Tables.
  case importTables
  case importAsAmendment
  case amendByImport
  case exportTables
  /// Says of which kind a table is, by the name of one of these kinds.
  case nameTableKind([String])
  /// Says that a header means one of the ledger's columns: the header, and the column's name.
  case mapColumn(String, String)
  /// Says that a header means none of the ledger's columns.
  case passOverColumn(String)
  /// Says what stands in every row of a column that a table does not have: the column's name.
  case fillColumn(String)
  /// Says that a word stands for a term: the column's name, the word, the term.
  case mapWord(String, String, String)
  /// Reads a chapter of the guide.
  case readGuide(chapter: Int)

  // People.
  case signIn
  case listPending
  /// Carries out what somebody else has asked for.
  case confirm(proposal: Int?)
  case startPeople
  /// A second person gives their password too.
  case secondPassword

  // Reasons and second persons.
  case giveReason
  case override
  case explainFinding
  case nameSecondPerson

  // What is left out.
  case nameAmount
  case namePayee
  case nameCase
  case nameDutyShift
  case nameLine
  case nameReversalLine
  case nameBudgetYear
  case nameFirm
  case nameDay
  case namePolicy

  // What was registered in error.
  case voidThing(RegisteredThing.Kind)
  case restoreThing(RegisteredThing.Kind)
  case amendThing(RegisteredThing.Kind)
  case renumberCase

  // Cases, claims and standards.
  case assignCase
  case fileCase
  case submitClaim
  case approveClaim
  case returnClaim
  case priceCase
  case loadStandard

  // Money.
  case stateOpening
  case adjustMoney
  case recallMoney
  case payBatch
  /// Pays again what the bank returned; the line that was paid first.
  case payAgain(PaymentLineID)
  /// The same of whichever line.
  case payLineAgain
  case reversePayment
  case recordBankReturn

  // The treasury's lines.
  case matchLine
  case chooseVoucher
  case undoMatch
  /// The same of a line by its reference.
  case undoMatchOf(BankReference)
  case setLineAside
  case takeBackSetAside(BankReference)
  case listUnmatched

  // Where a fact is looked at.
  case showCase(CaseNumber)
  case listDuty(DutyNumber)
  case listVoucher(VoucherNumber)
  case listDocument(DocumentNumber)
  case listBankLine(BankReference)

  // The end of a year, and reports.
  case closeYear
  /// Opens a closed year again; nil for whichever it is.
  case reopenYear(FiscalYear?)
  case chooseFolder
  case writeCSV
  case listTags
}
