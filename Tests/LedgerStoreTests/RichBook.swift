import LedgerCore
import LedgerStore
import TestSupport

/// A seeded book whose facts use every column, with texts that make trouble and days of all years.
///
/// Numbers come in few families, composed and decomposed, outside the basic plane and in ASCII, so
/// that an order by anything but code points shows.
struct RichBook {
  private(set) var book = InventedBook()
  private(set) var bankLines: [BankLine] = []
  /// Standards in the order of loading; the store does not read what they say.
  private(set) var standards: [(name: String, text: String)] = []
  /// Every reversal is a bank's return, and some payments are made again after another.
  private(set) var remarks: [(id: PaymentLineID, remark: PaymentRemark)] = []
  /// Some of the same rule, subject and facts.
  private(set) var explanations: [Explanation] = []
  /// Some of the same line.
  private(set) var matches: [BankMatch] = []
  /// To be appended last: they close years.
  private(set) var yearEnds: [YearEnd] = []
  private(set) var withdrawn: [AppropriationID] = []
  private var generator: SeededGenerator
  private var nextNumber = 1

  /// A closing or reopening with what goes with it.
  struct YearEnd {
    let closing: YearClosing
    var carried: [CarriedBalance] = []
    var pack: [PackFile] = []
  }

  init(seed: UInt64, size: Int = 12) throws {
    generator = SeededGenerator(seed: seed)
    for _ in 0..<size {
      try addFunds()
      book.cases.append(try legalAidCase(try newNumber()))
      book.claims.append(try claim(try newNumber()))
      book.shifts.append(try shift(try newNumber()))
      try addLine()
      try addBankLine()
    }
    for _ in 0..<size { try addReversal() }
    for _ in 0..<size { standards.append((text(), text())) }
    try addRemarks()
    for _ in 0..<size {
      try addExplanation()
      try addMatch()
      try addYearEnd()
    }
    withdrawn = book.appropriations.map(\.id).filter { _ in generator.chance(oneIn: 3) }
  }

  /// A number that no other fact of its kind has.
  mutating func newNumber<Named>() throws -> Identifier<Named> {
    let family = generator.pick("案", "Z", "z", "e\u{0301}", "é", "\u{1F600}", "\u{FFEE}", "〔", "１")
    nextNumber += 1
    return try .of("\(family)\(generator.cellText(length: 0...3))#\(nextNumber)")
  }

  /// A text that is not empty, not even to SQLite.
  private mutating func text() -> String {
    generator.pick("某", "é", "-") + generator.cellText()
  }

  private struct NothingToPickFrom: Error {}

  private mutating func maybe<Value>(_ value: Value) -> Value? {
    generator.chance(oneIn: 2) ? value : nil
  }

  private mutating func picked<Value>(_ values: [Value]) throws -> Value {
    guard let value = generator.pick(from: values) else { throw NothingToPickFrom() }
    return value
  }

  mutating func legalAidCase(_ number: CaseNumber) throws -> LegalAidCase {
    var fact = LegalAidCase(
      number: number, type: try picked(CaseType.allCases), recipient: text(),
      acceptedOn: generator.day())
    fact.serviceForm = maybe(text())
    fact.stage = maybe(text())
    fact.recipientCategories = maybe(text())
    fact.assignedOn = maybe(generator.day())
    fact.lawyer = maybe(text())
    fact.firm = maybe(text())
    fact.closing = maybe(.init(on: generator.day(), outcome: try picked(Outcome.allCases)))
    fact.filedOn = maybe(generator.day())
    fact.grade = maybe(text())
    fact.judgmentNumber = maybe(try newNumber())
    fact.matter = maybe(text())
    return fact
  }

  /// A claim for a registered case, for one that only claims and lines cite, or for its own.
  mutating func claim(_ number: ClaimNumber) throws -> Claim {
    let cited: CaseNumber = try citedCase()
    return Claim(
      number: number, caseNumber: cited, claimedOn: generator.day(),
      claimedAmount: generator.factAmount(), submittedBy: maybe(text()),
      approval: maybe(
        Approval(on: generator.day(), amount: generator.pick(.zero, generator.factAmount()))),
      approvedBy: maybe(text()), returned: maybe(.init(on: generator.day(), reason: text())))
  }

  mutating func citedCase() throws -> CaseNumber {
    if let known = generator.pick(from: book.cases), !generator.chance(oneIn: 3) {
      return known.number
    }
    return try .of("未登记案\(generator.number(1...3))")
  }

  mutating func shift(_ number: DutyNumber) throws -> DutyShift {
    DutyShift(
      number: number, servedOn: generator.day(), site: text(), lawyer: text(), firm: text(),
      quantity: Quantity(tenths: Int64(generator.number(1...9_999))),
      unit: try picked(DutyUnit.allCases), rate: generator.factAmount(),
      amount: generator.factAmount())
  }

  mutating func appropriation(_ id: AppropriationID) throws -> Appropriation {
    Appropriation(
      id: id, source: try picked(FundSource.allCases), receivedOn: generator.day(),
      amount: generator.factAmount(),
      permittedUses: Set(PaymentUse.allCases.filter { _ in generator.chance(oneIn: 2) }),
      originYear: maybe(try .of(generator.number(1_900...id.fiscalYear.number))),
      note: maybe(text()))
  }

  private mutating func addFunds() throws {
    let document: DocumentNumber =
      try book.appropriations.isEmpty || !generator.chance(oneIn: 3)
      ? newNumber() : picked(book.appropriations).id.document
    let id = AppropriationID(
      document: document, fiscalYear: try .of(generator.number(2_000...2_999)))
    guard !book.appropriations.contains(where: { $0.id == id }) else { return }
    book.appropriations.append(try appropriation(id))
    let size = generator.factAmount()
    let isAdjustment = generator.chance(oneIn: 2)
    book.changes.append(
      AppropriationChange(
        appropriation: id, kind: isAdjustment ? .adjustment : .recall,
        changedOn: generator.day(),
        amount: isAdjustment && generator.chance(oneIn: 2) ? Money(fen: -size.fen) : size,
        reason: text()))
    let year = try FiscalYear.of(generator.number(1_900...2_999))
    guard !book.openings.contains(where: { $0.fiscalYear == year }) else { return }
    book.openings.append(
      OpeningBalance(
        fiscalYear: year, amount: generator.pick(.zero, generator.factAmount()),
        note: maybe(text())))
  }

  private mutating func addLine() throws {
    let use = try picked(PaymentUse.allCases)
    let subject: PaymentSubject =
      switch use {
      case .perCaseSubsidy: .legalAidCase(try citedCase())
      case .duty:
        .dutyShift(
          generator.chance(oneIn: 3)
            ? try .of("未登记值\(generator.number(1...3))") : try picked(book.shifts).number)
      default: generator.chance(oneIn: 2) ? .legalAidCase(try citedCase()) : .none
      }
    let voucher: VoucherNumber = try newNumber()
    let paidOn = generator.day()
    let payee = text()
    for line in 1...generator.number(1...3) {
      book.lines.append(
        PaymentLine(
          id: PaymentLineID(voucher: voucher, line: line), paidOn: paidOn, use: use,
          subject: subject, document: try picked(book.appropriations).id.document,
          amount: generator.factAmount(), payee: payee, lawyer: maybe(text()),
          approvedBy: maybe(text())))
    }
  }

  private mutating func addReversal() throws {
    let line = try picked(book.lines.filter { !$0.isReversal })
    let later = line.paidOn.adding(days: generator.number(0...400)) ?? line.paidOn
    book.lines.append(
      PaymentLine(
        id: PaymentLineID(voucher: try newNumber(), line: generator.number(1...99)), paidOn: later,
        use: line.use, subject: line.subject, document: line.document,
        amount: Money(fen: Int64(generator.number(1...100))), payee: line.payee,
        lawyer: line.lawyer, reverses: ReversedLine(id: line.id, paidOn: line.paidOn)))
  }

  private mutating func addRemarks() throws {
    remarks = book.lines.filter(\.isReversal).map { ($0.id, .bankReturn) }
    let paid = book.lines.filter { !$0.isReversal }
    for line in paid where generator.chance(oneIn: 3) {
      remarks.append((line.id, .reissue(of: try picked(paid).id)))
    }
  }

  private mutating func addBankLine() throws {
    let size = generator.factAmount()
    bankLines.append(
      BankLine(
        reference: try newNumber(), bookedOn: generator.day(),
        amount: generator.chance(oneIn: 3) ? Money(fen: -size.fen) : size, payee: text(),
        voucher: maybe(try newNumber()), memo: maybe(text())))
  }

  private mutating func addExplanation() throws {
    let person = text()
    explanations.append(
      Explanation(
        rule: generator.pick("P05", "P07"), subject: generator.pick("案１", "案1", text()),
        digest: String(repeating: generator.pick("a", "b"), count: 64), reason: text(),
        by: person, confirmedBy: maybe(person + "乙"), on: generator.day()))
  }

  private mutating func addMatch() throws {
    let vouchers = try (1...generator.number(1...3)).map { _ -> VoucherNumber in try newNumber() }
    matches.append(
      BankMatch(
        reference: try picked(bankLines).reference, vouchers: vouchers,
        kind: generator.pick(.matched, .undone), reason: text()))
  }

  private mutating func addYearEnd() throws {
    let year = try FiscalYear.of(generator.pick(2998, generator.number(2020...2024)))
    guard !generator.chance(oneIn: 3) else {
      yearEnds.append(
        YearEnd(
          closing: YearClosing(
            fiscalYear: year, kind: .reopened, on: generator.day(), reason: text())))
      return
    }
    var yearEnd = YearEnd(
      closing: YearClosing(
        fiscalYear: year, kind: .closed, on: generator.day(),
        packDigest: String(repeating: "d", count: 64)))
    for row in book.appropriations where generator.chance(oneIn: 3) {
      yearEnd.carried.append(
        CarriedBalance(from: row.id, amount: Money(fen: Int64(generator.number(1...999)))))
    }
    for index in 1...generator.number(1...4) {
      yearEnd.pack.append(PackFile(name: "\(text())\(index)", text: generator.cellText()))
    }
    yearEnds.append(yearEnd)
  }
}
