import LedgerCore
import TestSupport

/// The ledger as plain lists of facts: what each step should come to, from the sentences of the
/// contract.
///
/// It shares nothing with the acts and the rules but the values of facts; what does not agree it
/// asks the naive checkers.
struct LedgerModel {
  /// A mistake on purpose, to see whether it would be found.
  enum Defect: Equatable, Sendable {
    /// The last fen of an appropriation cannot be paid.
    case limitOffByOneFen
    /// A returned claim is still payable.
    case returnedClaimIsPaid
  }

  var book = InventedBook()
  /// How many entries the journal has; the first is the bureau.
  var entries = 1
  var closed: Set<Int> = []
  /// What the statement of each closed year told, or may have.
  var told: [Int: [NaiveChecker.Statement]] = [:]
  /// The rows that any closing of a year made in the next.
  var carriedRows: [Int: Set<AppropriationID>] = [:]
  /// The years that any fact was ever dated in, and those with money in them.
  var years: Set<Int> = []
  var moneyYears: Set<Int> = []
  var explanations: [GivenExplanation] = []
  /// The rule and subject of explanations that are tied to no facts of this ledger.
  var idleExplanations: Set<String> = []
  /// The reversals that the bank made.
  var bankReturns: Set<PaymentLineID> = []
  /// How often the payment of a line was made again.
  var reissues: [PaymentLineID: Int] = [:]
  /// The number of each change of an appropriation, in the order of the book's.
  var changeNumbers: [Int] = []
  var void = VoidFacts()
  /// The present number of each case that gave one up.
  var aliases: [CaseNumber: CaseNumber] = [:]
  /// In the order in which they were loaded.
  var standards: [ModelStandard] = []
  /// In the order of registration.
  var payees: [ModelPayee] = []
  /// In the order of registration; nobody, and everybody does everything.
  var people: [ModelPerson] = []
  /// The place of who signs among the people.
  var signer: Int?
  /// In the order in which they were asked for.
  var proposals: [ModelProposal] = []
  /// What was said of each claim under its number, and by whom.
  var trails: [ClaimNumber: ClaimTrail] = [:]
  let defect: Defect?

  init(defect: Defect? = nil) {
    self.defect = defect
  }

  /// Takes a step.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - told: What the ledger said: taken over where the contract leaves it open whether an
  ///     explanation still stands, or was given before.
  /// - Returns: What should become of the step.
  /// - Throws: A fault of the step's values.
  mutating func apply(_ step: Step, told: Verdict? = nil) throws -> Verdict {
    var draft = self
    do {
      let (words, count) = try draft.takeSigned(step, told)
      if count > 0 { draft.entries += 1 }
      self = draft
      return .accepted(words)
    } catch let refused as Refused {
      return .refused(refused.why)
    }
  }

  /// - Returns: What the act says, and how many facts it appends.
  mutating func take(_ step: Step, _ told: Verdict?) throws -> (String, Int) {
    let step = step.naming { number in
      CaseNumber(number).flatMap { aliases[$0]?.printed } ?? number
    }
    return switch step {
    case .receive, .change, .opening: ("", try takeFunds(step))
    case .accept, .assign, .close, .file: ("", try takeCase(step))
    case .closeAndClaim: try takeClosingClaim(step)
    case .amend, .reassign: ("", try takeAmendment(step))
    case .submit: try submit(step)
    case .claimBatch(let quarter, let on, let prefix):
      try takeClaimBatch(quarter: quarter, on: .of(on), prefix: prefix)
    case .approve, .sendBack: ("", try takeClaim(step))
    case .approveMany, .sendBackMany: try takeManyClaims(step)
    case .serve: ("", try takeDuty(step))
    case .pay, .reverse: ("", try takePayment(step, told))
    case .reverseVoucher, .payAgain, .recharge: ("", try takeVoucher(step, told))
    case .batch(let on, let prefix, let quarter):
      try takeBatch(on: .of(on), prefix: prefix, quarter: quarter, told)
    case .load(let rows, let isAmending, let spoiled):
      try takeImport(rows, isAmending: isAmending, spoiled: spoiled, told)
    case .useStandard(let standard): ("", try takeStandard(standard))
    case .addPayee, .amendPayee, .endPayee: ("", try takePayee(step))
    case .match, .matchLine, .undo: try takeMatch(step)
    case .setAside(let reference, let isUndone): ("", try setAside(reference, isUndone))
    case .explain, .closeYear, .reopenYear: try takeYearEnd(step, told)
    case .void, .restore, .renumber: ("", try takeCorrection(step))
    case .startPeople, .addPerson, .setRoles, .endPerson: ("", try takePeople(step))
    case .signAs, .confirm, .decline, .look: ("", 0)
    }
  }
}

// MARK: - What stands

extension LedgerModel {
  func legalAidCase(_ number: CaseNumber) -> LegalAidCase? {
    book.cases.first { $0.number == number }
  }

  func claim(_ number: ClaimNumber) -> Claim? { book.claims.first { $0.number == number } }

  func shift(_ number: DutyNumber) -> DutyShift? { book.shifts.first { $0.number == number } }

  func row(_ id: AppropriationID) -> Appropriation? {
    book.appropriations.first { $0.id == id }
  }

  func line(_ id: PaymentLineID) -> PaymentLine? { book.lines.first { $0.id == id } }

  func lines(of voucher: VoucherNumber) -> [PaymentLine] {
    book.lines.filter { $0.id.voucher == voucher }.sorted { $0.id.line < $1.id.line }
  }

  /// What is left of a line once everything recorded is taken back of it.
  func left(of id: PaymentLineID) -> Int64 {
    let taken = book.lines.filter { $0.reverses?.id == id }.reduce(0) { $0 + $1.amount.fen }
    return (line(id)?.amount.fen ?? 0) - taken
  }

  /// The same in half width, without white space, brackets alike: enough for what steps write.
  func name(_ text: String) -> String {
    text.filter { !" \u{3000}".contains($0) }
      .map { ["（": "(", "）": ")", "〔": "(", "〕": ")", "[": "(", "]": ")"][$0] ?? $0 }
      .reduce(into: "") { $0.append($1) }
  }

  mutating func note(_ days: Day?..., isMoney: Bool = false) {
    for day in days.compactMap(\.self) { note(year: day.year, isMoney: isMoney) }
  }

  mutating func note(year: Int, isMoney: Bool) {
    years.insert(year)
    if isMoney { moneyYears.insert(year) }
  }
}

// MARK: - The register: a fact replaces what stood under its number

extension LedgerModel {
  mutating func put(_ fact: LegalAidCase) throws {
    try check(parts(fact), replacing: legalAidCase(fact.number).map(parts))
    book.cases.removeAll { $0.number == fact.number }
    book.cases.append(fact)
    void.cases.removeAll { $0.number == fact.number }
    note(fact.acceptedOn, fact.assignedOn, fact.closing?.on, fact.filedOn)
  }

  mutating func put(_ fact: Claim) throws {
    try check(parts(fact), replacing: claim(fact.number).map(parts))
    book.claims.removeAll { $0.number == fact.number }
    book.claims.append(fact)
    void.claims.removeAll { $0.number == fact.number }
    note(fact.claimedOn, fact.approval?.on, fact.returned?.on)
  }

  mutating func put(_ fact: DutyShift) throws {
    try check(parts(fact), replacing: shift(fact.number).map(parts))
    book.shifts.removeAll { $0.number == fact.number }
    book.shifts.append(fact)
    void.shifts.removeAll { $0.number == fact.number }
    note(fact.servedOn)
  }

  mutating func put(_ fact: Appropriation) throws {
    let year = fact.id.fiscalYear.number
    let before = row(fact.id)
    if before.map({ parts($0)[0].differs(from: parts(fact)[0]) }) ?? true {
      try check(year: year)
    }
    try check(parts(fact), replacing: before.map(parts))
    book.appropriations.removeAll { $0.id == fact.id }
    book.appropriations.append(fact)
    void.appropriations.removeAll { $0.id == fact.id }
    note(year: year, isMoney: true)
  }

  mutating func put(_ line: PaymentLine) throws {
    try check(line.paidOn)
    book.lines.append(line)
    note(line.paidOn, isMoney: true)
  }

  mutating func put(_ line: BankLine) throws {
    try check(line.bookedOn)
    book.bankLines.append(line)
    note(line.bookedOn, isMoney: true)
  }

  mutating func put(_ opening: OpeningBalance) throws {
    try check(year: opening.fiscalYear.number)
    book.openings.removeAll { $0.fiscalYear == opening.fiscalYear }
    book.openings.append(opening)
    note(year: opening.fiscalYear.number, isMoney: true)
  }
}
