import LedgerCore
import TestSupport

extension Day {
  /// The day a step writes as 20240305.
  static func of(_ number: Int) throws -> Day {
    guard let day = Day(number: number) else { throw SampleFault(description: "no day: \(number)") }
    return day
  }
}

extension Cited {
  func subject() throws -> PaymentSubject {
    switch self {
    case .none: .none
    case .ofCase(let number): .legalAidCase(try .of(number))
    case .ofDuty(let number): .dutyShift(try .of(number))
    }
  }
}

/// A row as the fact it says.
enum RowFact {
  case appropriation(Appropriation)
  case ofCase(LegalAidCase)
  case claim(Claim)
  case duty(DutyShift)
  case payment(PaymentLine)
  case bank(BankLine)
  case change(AppropriationChange, number: Int)
  case opening(OpeningBalance)
  case explanation(ExplanationRow)
  case match(BankMatch)
}

/// An explanation as a table has it, with the year whose finding it is of instead of a digest.
struct ExplanationRow {
  let rule: String
  let subject: String
  let year: Int
  let second: String?
}

extension Row {
  /// The fact; a reversal's line is known by its number only, its day is that of the row.
  func fact() throws -> RowFact {
    switch self {
    case .appropriation(let document, let year, let source, let on, let fen, let origin):
      return .appropriation(
        Appropriation(
          id: try .sample(document, year: year), source: source, receivedOn: try .of(on),
          amount: Money(fen: fen), originYear: try origin.map { try .of($0) }))
    case .ofCase(
      let number, let recipient, let accepted, let firm, let closed, let outcome, let filed,
      let judgment):
      var row = LegalAidCase(
        number: try .of(number), type: .civil, recipient: recipient, acceptedOn: try .of(accepted))
      row.firm = firm
      row.closing = try closed.map { .init(on: try .of($0), outcome: outcome.outcome) }
      row.filedOn = try filed.map { try .of($0) }
      row.judgmentNumber = try judgment.map { try .of($0) }
      return .ofCase(row)
    case .claim(let number, let ofCase, let claimed, let fen, let approved, let approvedFen):
      return .claim(
        Claim(
          number: try .of(number), caseNumber: try .of(ofCase), claimedOn: try .of(claimed),
          claimedAmount: Money(fen: fen),
          approval: try approved.map {
            Approval(on: try .of($0), amount: Money(fen: approvedFen))
          }))
    case .duty(let number, let on, let tenths, let rate, let fen, let lawyer, let firm):
      return .duty(
        DutyShift(
          number: try .of(number), servedOn: try .of(on), site: "看守所", lawyer: lawyer, firm: firm,
          quantity: Quantity(tenths: tenths), unit: .day, rate: Money(fen: rate),
          amount: Money(fen: fen)))
    case .payment(
      let line, let on, let use, let cited, let document, let fen, let payee, let lawyer,
      let reverses):
      let day = try Day.of(on)
      return .payment(
        PaymentLine(
          id: try .of(line), paidOn: day, use: use, subject: try cited.subject(),
          document: try .of(document), amount: Money(fen: fen), payee: payee, lawyer: lawyer,
          reverses: try reverses.map { ReversedLine(id: try .of($0), paidOn: day) }))
    case .bank(let reference, let on, let fen, let payee, let voucher):
      return .bank(
        BankLine(
          reference: try .of(reference), bookedOn: try .of(on), amount: Money(fen: fen),
          payee: payee, voucher: try voucher.map { try .of($0) }))
    case .change(let number, let document, let year, let isRecall, let on, let fen):
      return .change(
        AppropriationChange(
          appropriation: try .sample(document, year: year),
          kind: isRecall ? .recall : .adjustment, changedOn: try .of(on), amount: Money(fen: fen),
          reason: "变动"), number: number)
    case .opening(let year, let fen):
      return .opening(OpeningBalance(fiscalYear: try .of(year), amount: Money(fen: fen)))
    case .explanation(let rule, let subject, let year, let second):
      return .explanation(
        ExplanationRow(rule: rule, subject: subject, year: year, second: second))
    case .match(let reference, let vouchers, let isUndone):
      let numbers = try vouchers.map { try VoucherNumber.of($0) }
      // Each is named once.
      let named = numbers.indices.filter { !numbers[..<$0].contains(numbers[$0]) }
      return .match(
        BankMatch(
          reference: try .of(reference), vouchers: named.map { numbers[$0] },
          kind: isUndone ? .undone : .matched, reason: "核对"))
    }
  }
}

/// The people and the policy of the office that all steps are taken in.
enum ModelOffice {
  static let officer = "经办人甲"
  static let now = "2025-06-01T00:00:00Z"
  static let explainedOn = 20_250_601
  /// Who explained what a table brings in.
  static let explainer = "说明人丙"

  /// Firms are paid; subsidies out of transfers first and then local money, duty out of local.
  static func policy() throws -> RegionPolicy {
    RegionPolicy(
      title: "测试政策", region: "测试区", from: .earliest, to: nil, source: "测试", unknown: [],
      payee: .firm, deadlines: [],
      sourceOrder: [.perCaseSubsidy: [.centralTransfer, .localBudget], .duty: [.localBudget]])
  }
}
