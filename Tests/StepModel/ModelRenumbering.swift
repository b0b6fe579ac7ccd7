import LedgerCore
import TestSupport

// A renumbering writes the book anew; what a step names by an old number means the new one.

extension LedgerModel {
  /// The present number of a case that a step names.
  func present(_ number: CaseNumber) -> CaseNumber { aliases[number] ?? number }

  mutating func renumber(_ old: CaseNumber, to new: CaseNumber) throws {
    guard let fact = legalAidCase(old) else {
      try checkNotVoid(old)
      throw Refused("notRegistered")
    }
    if old == new { throw Refused("sameNumber") }
    if aliases[new] == nil {
      if legalAidCase(new) != nil { throw Refused("numberTaken") }
      try checkNotVoid(new)
    }
    let own = dossier(old)
    let citing = dossier(new)
    if !(citing.claims.isEmpty && citing.lines.isEmpty) {
      throw Refused("citedAlready")
    }
    book.cases.removeAll { $0.number == old }
    book.cases.append(fact.numbered(new))
    for index in book.claims.indices where book.claims[index].caseNumber == old {
      book.claims[index].caseNumber = new
    }
    for index in void.claims.indices where void.claims[index].caseNumber == old {
      void.claims[index].caseNumber = new
    }
    for index in book.lines.indices where book.lines[index].subject == .legalAidCase(old) {
      book.lines[index].subject = .legalAidCase(new)
    }
    precondition(own.cases.count == 1, "A case has one number")
    for (number, present) in aliases where present == old { aliases[number] = new }
    aliases[old] = new
    aliases[new] = nil
  }
}

extension LegalAidCase {
  /// The same case under another number.
  fileprivate func numbered(_ number: CaseNumber) -> LegalAidCase {
    var other = LegalAidCase(
      number: number, type: type, recipient: recipient, acceptedOn: acceptedOn)
    other.assignedOn = assignedOn
    other.lawyer = lawyer
    other.firm = firm
    other.closing = closing
    other.filedOn = filedOn
    other.judgmentNumber = judgmentNumber
    other.details = details
    return other
  }
}

extension Step {
  /// The step with the present number of each case that it names.
  func naming(_ present: (String) -> String) -> Step {
    switch self {
    case .assign(let number, let on, let firm, let isForced):
      .assign(number: present(number), on: on, firm: firm, isForced: isForced)
    case .close(let number, let on, let outcome, let judgment, let isForced):
      .close(
        number: present(number), on: on, outcome: outcome, judgment: judgment, isForced: isForced)
    case .file(let number, let on, let isForced):
      .file(number: present(number), on: on, isForced: isForced)
    case .submit(let claim, let number, let on, let fen, let by, let isForced):
      .submit(
        claim: claim, number: present(number), on: on, fen: fen, by: by, isForced: isForced)
    case .pay(
      let voucher, let line, let on, let use, let cited, let document, let fen, let payee,
      let reissues, let isForced):
      .pay(
        voucher: voucher, line: line, on: on, use: use, cited: cited.naming(present),
        document: document, fen: fen, payee: payee, reissues: reissues, isForced: isForced)
    case .void(.ofCase, let number, let year, let isForced):
      .void(thing: .ofCase, number: present(number), year: year, isForced: isForced)
    case .restore(.ofCase, let number, let year, let isForced):
      .restore(thing: .ofCase, number: present(number), year: year, isForced: isForced)
    case .explain(let rule, let subject, let year, let second):
      .explain(rule: rule, subject: present(subject), year: year, second: second)
    case .renumber(let old, let new): .renumber(old: present(old), new: new)
    case .reassign(let number, let on, let firm, let isForced):
      .reassign(number: present(number), on: on, firm: firm, isForced: isForced)
    case .closeAndClaim(let number, let on, let claimedOn, let fen, let by):
      .closeAndClaim(number: present(number), on: on, claimedOn: claimedOn, fen: fen, by: by)
    case .amend(let field, let number, let year, let isForced):
      .amend(
        field: field, number: field.isOfCase ? present(number) : number, year: year,
        isForced: isForced)
    case .load(let rows, let isAmending, let spoiled):
      .load(rows: rows.map { $0.naming(present) }, isAmending: isAmending, spoiled: spoiled)
    default: self
    }
  }
}

extension Amended {
  /// Whether it is a case of which something is said anew.
  fileprivate var isOfCase: Bool {
    switch self {
    case .accepted, .filed, .recipient, .flags, .detail: true
    default: false
    }
  }
}

extension Cited {
  fileprivate func naming(_ present: (String) -> String) -> Cited {
    if case .ofCase(let number) = self { .ofCase(present(number)) } else { self }
  }
}

extension Row {
  fileprivate func naming(_ present: (String) -> String) -> Row {
    switch self {
    case .ofCase(
      let number, let recipient, let accepted, let firm, let closed, let outcome, let filed,
      let judgment):
      .ofCase(
        number: present(number), recipient: recipient, accepted: accepted, firm: firm,
        closed: closed, outcome: outcome, filed: filed, judgment: judgment)
    case .claim(let number, let ofCase, let claimed, let fen, let approved, let approvedFen):
      .claim(
        number: number, ofCase: present(ofCase), claimed: claimed, fen: fen, approved: approved,
        approvedFen: approvedFen)
    case .payment(
      let line, let on, let use, let cited, let document, let fen, let payee, let lawyer,
      let reverses):
      .payment(
        line: line, on: on, use: use, cited: cited.naming(present), document: document, fen: fen,
        payee: payee, lawyer: lawyer, reverses: reverses)
    default: self
    }
  }
}
