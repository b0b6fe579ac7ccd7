import LedgerCore

/// One thing an officer does, in plain values: what is drawn, tried on ledger and model, shortened
/// and printed.
///
/// Days are numbers as the ledger stores them (20240305), amounts fen. A step prints as the Swift
/// that makes it.
enum Step: Equatable, Codable, Sendable {
  case receive(
    document: String, year: Int, source: FundSource, on: Int, fen: Int64, uses: [PaymentUse],
    origin: Int?)
  case change(
    document: String, year: Int?, isRecall: Bool, on: Int, fen: Int64, isForced: Bool)
  case opening(year: Int, fen: Int64, isAmending: Bool)
  case accept(number: String, recipient: String, on: Int, isForced: Bool)
  case assign(number: String, on: Int, firm: String, isForced: Bool)
  case close(number: String, on: Int, outcome: CaseOutcome, judgment: String?, isForced: Bool)
  case file(number: String, on: Int, isForced: Bool)
  case reassign(number: String, on: Int, firm: String, isForced: Bool)
  /// Ends a case and claims its subsidy; without an amount it is what the standard grants.
  case closeAndClaim(number: String, on: Int, claimedOn: Int, fen: Int64?, by: String?)
  /// Corrects one field of what was registered; the year is of an appropriation.
  case amend(field: Amended, number: String, year: Int?, isForced: Bool)
  /// Without an amount it is what the standard grants.
  case submit(claim: String, number: String, on: Int, fen: Int64?, by: String?, isForced: Bool)
  /// All that was finished in a quarter and is not claimed.
  case claimBatch(quarter: String, on: Int, prefix: String)
  case approve(claim: String, on: Int, fen: Int64, by: String, isForced: Bool)
  case sendBack(claim: String, on: Int, isForced: Bool)
  /// Several claims at once; none named are all that wait.
  case approveMany(claims: [String], on: Int, by: String)
  case sendBackMany(claims: [String], on: Int)
  case serve(
    number: String, on: Int, tenths: Int64, rate: Int64, fen: Int64, lawyer: String, firm: String,
    isForced: Bool)
  case pay(
    voucher: String, line: Int?, on: Int, use: PaymentUse?, cited: Cited, document: String,
    fen: Int64?, payee: String?, reissues: String?, isForced: Bool)
  /// Takes back a line that is written as findings print it: `凭1/1`.
  case reverse(
    line: String, by: String, byLine: Int?, on: Int, fen: Int64?, isBankReturn: Bool)
  /// Takes back all that is left of a voucher.
  case reverseVoucher(voucher: String, by: String, on: Int, isBankReturn: Bool)
  case payAgain(returned: String, voucher: String, on: Int, payee: String?, isForced: Bool)
  case recharge(
    voucher: String, line: Int?, document: String?, use: PaymentUse?, isForced: Bool)
  case batch(on: Int, prefix: String, quarter: String?)
  /// Takes back what was registered; the year is of an appropriation.
  case void(thing: Corrected, number: String, year: Int?, isForced: Bool)
  case restore(thing: Corrected, number: String, year: Int?, isForced: Bool)
  case renumber(old: String, new: String)
  case useStandard(standard: ModelStandard)
  case addPayee(name: String, aliases: [String], account: String)
  case amendPayee(
    called: String, name: String?, added: [String], dropped: [String], account: String?)
  case endPayee(called: String)
  /// An import; the amount of the row at `spoiled` cannot be read.
  case load(rows: [Row], isAmending: Bool, spoiled: Int?)
  case match
  case matchLine(reference: String, vouchers: [String])
  case undo(reference: String)
  /// Says that a bank line is not the ledger's, or takes that back.
  case setAside(reference: String, isUndone: Bool)
  case explain(rule: String, subject: String, year: Int?, second: String?)
  case closeYear(year: Int, on: Int)
  case reopenYear(year: Int)
  /// Makes the first person, who has signed in then.
  case startPeople(name: String)
  case addPerson(name: String, roles: [StepRole])
  case setRoles(called: String, roles: [StepRole])
  case endPerson(called: String)
  /// From here on a person signs what is done; nil for nobody.
  case signAs(name: String?)
  case confirm(proposal: Int)
  case decline(proposal: Int)
  /// Reconciles a year and compares everything that comes of it.
  case look(year: Int, asOf: Int)
}

/// What a person may do, in a form that is kept with a step.
enum StepRole: String, CaseIterable, Codable, Sendable {
  case record
  case review
  case lead
  case manage
  case view

  var role: Role {
    switch self {
    case .record: .record
    case .review: .review
    case .lead: .lead
    case .manage: .manage
    case .view: .view
    }
  }
}

/// What kind of thing is taken back.
enum Corrected: String, Codable, Sendable {
  case ofCase
  case claim
  case duty
  case fund
  case bank
}

/// What is said anew of a thing that was registered.
enum Amended: Equatable, Codable, Sendable {
  // Of a case.
  case accepted(on: Int)
  case filed(on: Int)
  case recipient(name: String)
  case flags(words: String)
  /// What its price rests on besides, as a cell of the register says it.
  case detail(part: DetailPart, words: String)
  // Of a claim.
  case claimed(on: Int)
  case claimedFen(fen: Int64)
  case approvedFen(fen: Int64)
  case ofCase(number: String)
  // Of a duty shift and an appropriation.
  case dutyFen(fen: Int64)
  case received(on: Int)
  case fundFen(fen: Int64)
}

/// A part of what prices rest on.
enum DetailPart: String, Codable, Sendable {
  case region
  case quantities
  case costs
  case manner

  var part: CaseDetails.Part {
    switch self {
    case .region: .regionBand
    case .quantities: .quantities
    case .costs: .costs
    case .manner: .closingManner
    }
  }
}

/// What a payment is for, in plain words.
enum Cited: Equatable, Codable, Sendable {
  case none
  case ofCase(String)
  case ofDuty(String)
}

/// How a case ended, in a form that is kept with a step.
enum CaseOutcome: String, CaseIterable, Codable, Sendable {
  case closed
  case terminated
  case withdrawn

  var outcome: Outcome {
    switch self {
    case .closed: .closed
    case .terminated: .terminated
    case .withdrawn: .withdrawn
    }
  }
}

/// One row of a table that is imported.
enum Row: Equatable, Codable, Sendable {
  case appropriation(
    document: String, year: Int, source: FundSource, on: Int, fen: Int64, origin: Int?)
  case ofCase(
    number: String, recipient: String, accepted: Int, firm: String?, closed: Int?,
    outcome: CaseOutcome, filed: Int?, judgment: String?)
  case claim(
    number: String, ofCase: String, claimed: Int, fen: Int64, approved: Int?, approvedFen: Int64)
  case duty(
    number: String, on: Int, tenths: Int64, rate: Int64, fen: Int64, lawyer: String, firm: String)
  case payment(
    line: String, on: Int, use: PaymentUse, cited: Cited, document: String, fen: Int64,
    payee: String, lawyer: String?, reverses: String?)
  case bank(reference: String, on: Int, fen: Int64, payee: String, voucher: String?)
  case change(
    number: Int, document: String, year: Int, isRecall: Bool, on: Int, fen: Int64)
  case opening(year: Int, fen: Int64)
  /// Of the finding that the ledger has of a year before the import; else of nothing it holds.
  case explanation(rule: String, subject: String, year: Int, second: String?)
  case match(reference: String, vouchers: [String], isUndone: Bool)
}

extension Step: CustomStringConvertible {
  /// As Swift writes it.
  var description: String {
    let mirror = Mirror(reflecting: self)
    guard let payload = mirror.children.first, let name = payload.label else {
      return ".match"
    }
    return ".\(name)" + argumentWords(payload.value)
  }

  /// What kind of step it is: `pay`.
  var name: String { Mirror(reflecting: self).children.first?.label ?? "match" }
}

extension Row: CustomStringConvertible {
  var description: String {
    let payload = Mirror(reflecting: self).children.first
    return payload.map { ".\($0.label ?? "")" + argumentWords($0.value) } ?? ""
  }

  /// What kind of row it is: `bank`.
  var name: String { Mirror(reflecting: self).children.first?.label ?? "" }
}

extension Cited: CustomStringConvertible {
  var description: String {
    switch self {
    case .none: ".none"
    case .ofCase(let number): ".ofCase(\"\(number)\")"
    case .ofDuty(let number): ".ofDuty(\"\(number)\")"
    }
  }
}

/// The arguments of an enumeration's case, as Swift writes them.
private func argumentWords(_ payload: Any) -> String {
  let arguments = Mirror(reflecting: payload).children.map { argument in
    "\(argument.label ?? "_"): \(valueWords(argument.value))"
  }
  return "(\(arguments.joined(separator: ", ")))"
}

/// A value as Swift writes it.
private func valueWords(_ value: Any) -> String {
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional: return mirror.children.first.map { valueWords($0.value) } ?? "nil"
  case .collection:
    return "[\(mirror.children.map { valueWords($0.value) }.joined(separator: ", "))]"
  case .enum where !(value is Cited || value is Row): return ".\(value)"
  default: return value is String ? "\"\(value)\"" : "\(value)"
  }
}
