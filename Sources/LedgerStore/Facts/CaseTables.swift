import GRDB
import LedgerCore

// Columns ↔ values of cases, claims and duty shifts, and nothing else.

extension FactTable {
  static let legalAidCase = FactTable(
    code: 5, name: "legalAidCase", title: "案件", naming: "{printedCaseNumber} 第 {revision} 次登记",
    columns: [
      "caseNumber", "revision", "reason", "printedCaseNumber", "type", "serviceForm", "stage",
      "recipient", "recipientCategories", "acceptedOn", "assignedOn", "lawyer", "firm", "closedOn",
      "outcome", "filedOn", "grade", "judgmentNumber", "printedJudgmentNumber", "matter",
    ],
    accounts: [.named(.legalAidCase, by: "caseNumber")]
      + AccountColumns.days("acceptedOn", "assignedOn", "closedOn", "filedOn"))

  static let claim = FactTable(
    code: 6, name: "claim", title: "补贴申报", naming: "{printedClaimNumber} 第 {revision} 次登记",
    columns: [
      "caseNumber", "claimNumber", "revision", "reason", "isMoved", "printedCaseNumber",
      "printedClaimNumber", "claimedOn", "claimedAmount", "submittedBy", "approvedOn",
      "approvedAmount", "approvedBy", "returnedOn", "returnReason",
    ],
    accounts: [.named(.legalAidCase, by: "caseNumber")]
      + AccountColumns.days("claimedOn", "approvedOn", "returnedOn"))

  static let dutyShift = FactTable(
    code: 7, name: "dutyShift", title: "值班", naming: "{printedDutyNumber} 第 {revision} 次登记",
    columns: [
      "dutyNumber", "revision", "reason", "printedDutyNumber", "servedOn", "site", "lawyer", "firm",
      "quantityTenths", "unit", "rate", "amount",
    ],
    accounts: [.named(.dutyShift, by: "dutyNumber")] + AccountColumns.days("servedOn"))
}

/// One statement of a fact: the fact as it stood from then on, and why it was amended, if it was.
package struct Revision<Fact: Sendable>: Sendable {
  package let fact: Fact
  /// From 1.
  package let number: Int
  /// nil unless a person amended what stood before.
  package let reason: String?
}

extension Revision: Equatable where Fact: Equatable {}

extension LegalAidCase {
  func fields(revision: Int, reason: String?) -> [FieldValue] {
    [
      .text(number.key), .of(revision), .optional(reason), .text(number.printed),
      .text(type.rawValue), .optional(serviceForm), .optional(stage), .text(recipient),
      .optional(recipientCategories), .of(acceptedOn), .optional(assignedOn), .optional(lawyer),
      .optional(firm), .optional(closing?.on), .optional(closing?.outcome.rawValue),
      .optional(filedOn), .optional(grade), .optional(judgmentNumber?.key),
      .optional(judgmentNumber?.printed), .optional(matter),
    ]
  }
}

extension Revision<LegalAidCase> {
  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .legalAidCase)
    let key = try fields.text()
    number = try fields.integer()
    reason = try fields.optionalText()
    let caseNumber = CaseNumber(key: key, printed: try fields.text())
    let type = try fields.term(CaseType.self)
    let serviceForm = try fields.optionalText()
    let stage = try fields.optionalText()
    let recipient = try fields.text()
    let categories = try fields.optionalText()
    var fact = LegalAidCase(
      number: caseNumber, type: type, recipient: recipient, acceptedOn: try fields.day())
    fact.serviceForm = serviceForm
    fact.stage = stage
    fact.recipientCategories = categories
    fact.assignedOn = try fields.optionalDay()
    fact.lawyer = try fields.optionalText()
    fact.firm = try fields.optionalText()
    let closedOn = try fields.optionalDay()
    let outcome = try fields.optionalText().flatMap(Outcome.init(rawValue:))
    if let closedOn, let outcome {
      fact.closing = LegalAidCase.Closing(on: closedOn, outcome: outcome)
    }
    fact.filedOn = try fields.optionalDay()
    fact.grade = try fields.optionalText()
    let judgmentKey = try fields.optionalText()
    let judgmentPrinted = try fields.optionalText()
    if let judgmentKey, let judgmentPrinted {
      fact.judgmentNumber = JudgmentNumber(key: judgmentKey, printed: judgmentPrinted)
    }
    fact.matter = try fields.optionalText()
    self.fact = fact
  }
}

extension Claim {
  /// The stored fields; `isMoved` marks the last revision under a case that the claim has left.
  func fields(revision: Int, reason: String?, isMoved: Bool) -> [FieldValue] {
    [
      .text(caseNumber.key), .text(number.key), .of(revision), .optional(reason),
      .integer(isMoved ? 1 : 0), .text(caseNumber.printed), .text(number.printed), .of(claimedOn),
      .of(claimedAmount), .optional(submittedBy), .optional(approval?.on),
      .optional(approval?.amount), .optional(approvedBy), .optional(returned?.on),
      .optional(returned?.reason),
    ]
  }
}

/// A stored revision of a claim, and whether it ends the claim under its case.
struct ClaimRevision {
  let revision: Revision<Claim>
  let isMoved: Bool

  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .claim)
    let caseKey = try fields.text()
    let claimKey = try fields.text()
    let number = try fields.integer()
    let reason = try fields.optionalText()
    isMoved = try fields.integer() == 1
    let caseNumber = CaseNumber(key: caseKey, printed: try fields.text())
    let claimNumber = ClaimNumber(key: claimKey, printed: try fields.text())
    var fact = Claim(
      number: claimNumber, caseNumber: caseNumber, claimedOn: try fields.day(),
      claimedAmount: try fields.money(), submittedBy: try fields.optionalText())
    let approvedOn = try fields.optionalDay()
    let approvedAmount = try fields.optionalMoney()
    if let approvedOn, let approvedAmount {
      fact.approval = Approval(on: approvedOn, amount: approvedAmount)
    }
    fact.approvedBy = try fields.optionalText()
    let returnedOn = try fields.optionalDay()
    let returnReason = try fields.optionalText()
    if let returnedOn, let returnReason {
      fact.returned = ClaimReturn(on: returnedOn, reason: returnReason)
    }
    revision = Revision(fact: fact, number: number, reason: reason)
  }
}

extension DutyShift {
  func fields(revision: Int, reason: String?) -> [FieldValue] {
    [
      .text(number.key), .of(revision), .optional(reason), .text(number.printed), .of(servedOn),
      .text(site), .text(lawyer), .text(firm), .integer(quantity.tenths), .text(unit.rawValue),
      .of(rate), .of(amount),
    ]
  }
}

extension Revision<DutyShift> {
  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .dutyShift)
    let key = try fields.text()
    number = try fields.integer()
    reason = try fields.optionalText()
    fact = DutyShift(
      number: DutyNumber(key: key, printed: try fields.text()),
      servedOn: try fields.day(), site: try fields.text(), lawyer: try fields.text(),
      firm: try fields.text(), quantity: Quantity(tenths: Int64(try fields.integer())),
      unit: try fields.term(DutyUnit.self), rate: try fields.money(),
      amount: try fields.money())
  }
}
