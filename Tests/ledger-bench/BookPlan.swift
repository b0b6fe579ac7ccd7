import LedgerCore

/// A book of any size that is the same for the same seed; its people and firms are invented.
///
/// It is the year 2024 of a bureau with what was begun in 2023: about 1.05 payment lines a case, a
/// duty shift for three cases in a hundred, and something wrong with five in a thousand.
package struct BookPlan: Sendable {
  package let cases: Int
  package let seed: UInt64
  /// With how many cases and shifts of a thousand something is wrong.
  package let wrongPerThousand: Int
  package static let year = 2024

  let unknown: DocumentNumber
  let late: DocumentNumber
  private let firms: [String]
  private let lawyers: [String]
  private let documents: [DocumentNumber]
  private let restrictedDocuments: [DocumentNumber]
  private static let firstDay = day(2023, 9, 1)
  /// Days over which the acceptances spread, so that nearly all cases are settled within 2024.
  private static let span = 340

  package init(cases: Int, seed: UInt64, wrongPerThousand: Int = 5) {
    self.wrongPerThousand = wrongPerThousand
    self.cases = cases
    self.seed = seed
    unknown = Self.number("测财〔2024〕99号")
    late = Self.number("测财〔2024〕90号")
    documents = (1...6).map { Self.number("测财〔2024〕\($0)号") }
    restrictedDocuments = [Self.number("测财〔2024〕80号")]
    firms = (1...60).map { "测试第\($0)律师事务所" }
    let surnames = Array("赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕")
    lawyers = (0..<400).map { "\(surnames[$0 % surnames.count])律师\($0 / surnames.count + 1)" }
  }

  static func number<Named>(_ text: String) -> Identifier<Named> {
    Identifier(key: normalized(text), printed: text)
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
    Day(year: year, month: month, day: day) ?? .earliest
  }

  /// A document that pays nothing but duty.
  func restricted(_ day: Day) -> DocumentNumber { restrictedDocuments[0] }

  func voucher(of index: Int, part: Int) -> VoucherNumber? {
    VoucherNumber("支2024-\(Self.padded(index))-\(part)")
  }

  static func padded(_ index: Int) -> String {
    let digits = String(index)
    return String(repeating: "0", count: max(0, 7 - digits.count)) + digits
  }
}

extension BookPlan {
  /// The rows that the payments draw on, with more money than they need.
  var appropriations: [Appropriation] {
    let enough = Money(fen: Int64(cases) * 200_000 + 100_000_000)
    func row(_ document: DocumentNumber, _ year: Int, _ source: FundSource) -> Appropriation? {
      guard let fiscalYear = FiscalYear(year) else { return nil }
      return Appropriation(
        id: AppropriationID(document: document, fiscalYear: fiscalYear), source: source,
        receivedOn: Self.day(year, 1, 1), amount: enough)
    }
    let sources: [FundSource] = [
      .centralTransfer, .provincialTransfer, .localBudget, .centralTransfer, .localBudget, .other,
    ]
    var rows = documents.enumerated().flatMap { index, document in
      [row(document, 2023, sources[index]), row(document, 2024, sources[index])]
    }
    var dutyOnly = row(restrictedDocuments[0], 2024, .localBudget)
    dutyOnly?.permittedUses = [.duty]
    var lateComer = row(late, 2024, .centralTransfer)
    lateComer?.receivedOn = Self.day(2024, 12, 30)
    rows += [dutyOnly, lateComer]
    return rows.compactMap(\.self)
  }

  /// The case of an index, from 1, with its claims and payments.
  func generatedCase(_ index: Int) -> GeneratedCase {
    var chance = Chance(seed: seed &* 0x9E37_79B9 &+ UInt64(index))
    let offset = (index - 1) * Self.span / max(cases, 1)
    let accepted = Self.firstDay.adding(days: offset) ?? Self.firstDay
    let lawyer = chance.below(lawyers.count)
    var fact = LegalAidCase(
      number: Self.number("测援〔2024〕\(Self.padded(index))号"),
      type: chance.pick([.civil, .civil, .civil, .criminal, .criminal, .administrative]),
      recipient: "受援人\(index)", acceptedOn: accepted)
    fact.serviceForm = chance.pick(["代理", "刑事辩护"])
    fact.stage = chance.pick(["一审", "二审", "侦查"])
    fact.recipientCategories = chance.pick(["农民工", "残疾人", "老年人", "妇女"])
    fact.assignedOn = accepted.adding(days: chance.number(1...5))
    fact.lawyer = lawyers[lawyer]
    fact.firm = firms[lawyer % firms.count]
    fact.matter = chance.pick(["追索劳动报酬", "交通事故损害赔偿", "婚姻家庭纠纷", "盗窃"])
    var generated = GeneratedCase(index: index, fact: fact)
    guard chance.below(33) != 0 else { return generated }
    finish(&generated, lawyers[lawyer], &chance)
    if chance.below(1_000) < wrongPerThousand {
      generated.spoil(chance.pick(Anomaly.allCases), self)
    }
    return generated
  }

  /// The closing, the claim and the payment of a case.
  private func finish(_ generated: inout GeneratedCase, _ lawyer: String, _ chance: inout Chance) {
    let accepted = generated.fact.acceptedOn
    guard let closed = accepted.adding(days: chance.number(20...80)),
      let claimedOn = closed.adding(days: chance.number(1...30)),
      let approvedOn = claimedOn.adding(days: chance.number(1...10)),
      let paidOn = approvedOn.adding(days: chance.number(1...15)),
      let voucher = voucher(of: generated.index, part: 1)
    else { return }
    generated.fact.closing = LegalAidCase.Closing(on: closed, outcome: .closed)
    generated.fact.filedOn = closed.adding(days: chance.number(5...30))
    let grade = chance.below(3)
    generated.fact.grade = ["一类", "二类", "三类"][grade]
    if chance.below(7) == 0 {
      generated.fact.judgmentNumber = Self.number("（2024）测0303民初\(generated.index + 1)号")
    }
    let amount = Money(fen: [40_000, 80_000, 110_000][grade])
    let number = generated.fact.number
    generated.claims = [
      Claim(
        number: Self.number("申2024-\(Self.padded(generated.index))"), caseNumber: number,
        claimedOn: claimedOn, claimedAmount: amount, submittedBy: lawyer,
        approval: Approval(on: approvedOn, amount: amount),
        approvedBy: chance.pick(["审核甲", "审核乙", "审核丙"]))
    ]
    let line = PaymentLine(
      id: PaymentLineID(voucher: voucher, line: 1), paidOn: paidOn, use: .perCaseSubsidy,
      subject: .legalAidCase(number), document: documents[chance.below(documents.count)],
      amount: amount, payee: generated.fact.firm ?? lawyer, lawyer: lawyer)
    generated.lines = chance.below(12) == 0 ? inTwoParts(line, generated.index) : [line]
  }

  /// Eight lines in a hundred are paid in two parts.
  private func inTwoParts(_ line: PaymentLine, _ index: Int) -> [PaymentLine] {
    guard let voucher = voucher(of: index, part: 2) else { return [line] }
    var first = line
    first.amount = Money(fen: 30_000)
    return [
      first,
      PaymentLine(
        id: PaymentLineID(voucher: voucher, line: 1),
        paidOn: line.paidOn.adding(days: 2) ?? line.paidOn, use: line.use, subject: line.subject,
        document: line.document, amount: Money(fen: line.amount.fen - 30_000), payee: line.payee,
        lawyer: line.lawyer),
    ]
  }

  /// How many cases wait to be paid, for the works that record payments.
  package static let waiting = 300

  /// A case of an index, from 1, that is approved and not paid.
  func waitingCase(_ index: Int) -> LegalAidCase {
    var fact = LegalAidCase(
      number: Self.number("测援〔2024〕待\(Self.padded(index))号"), type: .civil,
      recipient: "待付人\(index)", acceptedOn: Self.day(2024, 10, 8))
    fact.assignedOn = Self.day(2024, 10, 9)
    fact.lawyer = lawyers[0]
    fact.firm = firms[0]
    fact.closing = LegalAidCase.Closing(on: Self.day(2024, 12, 9), outcome: .closed)
    fact.filedOn = Self.day(2024, 12, 20)
    fact.grade = "一类"
    return fact
  }

  /// Its claim, approved within the days that a payment may take.
  func waitingClaim(_ index: Int) -> Claim {
    Claim(
      number: Self.number("申2024-待\(Self.padded(index))"), caseNumber: waitingCase(index).number,
      claimedOn: Self.day(2024, 12, 16), claimedAmount: Money(fen: 40_000),
      submittedBy: lawyers[0],
      approval: Approval(on: Self.day(2024, 12, 23), amount: Money(fen: 40_000)),
      approvedBy: "审核甲")
  }

  package var shifts: Int { cases * 3 / 100 }

  /// The duty shift of an index, from 1, with its payment.
  func shift(_ index: Int) -> (fact: DutyShift, line: PaymentLine) {
    var chance = Chance(seed: ~seed &+ UInt64(index))
    let served = Self.day(2024, 1, 1).adding(days: (index - 1) * 340 / max(shifts, 1))
    let lawyer = index % lawyers.count
    var fact = DutyShift(
      number: Self.number("值2024-\(Self.padded(index))"), servedOn: served ?? .earliest,
      site: "看守所", lawyer: lawyers[lawyer], firm: firms[lawyer % firms.count],
      quantity: Quantity(tenths: 10), unit: .day, rate: Money(fen: 20_000),
      amount: Money(fen: 20_000))
    var line = PaymentLine(
      id: PaymentLineID(voucher: Self.number("值支2024-\(Self.padded(index))"), line: 1),
      paidOn: served?.adding(days: chance.number(1...20)) ?? .earliest, use: .duty,
      subject: .dutyShift(fact.number), document: documents[chance.below(documents.count)],
      amount: fact.amount, payee: fact.firm)
    guard chance.below(1_000) < wrongPerThousand else { return (fact, line) }
    switch chance.below(7) {
    case 0: fact.amount = Money(fen: 21_000)
    case 1: fact.quantity = Quantity(tenths: 15)
    case 2: line.subject = .dutyShift(Self.number("值2024-误\(index)"))
    case 3: line.amount = Money(fen: 25_000)
    case 4: line.paidOn = served?.adding(days: -1) ?? .earliest
    case 5: line.amount = Money(fen: 15_000)
    default: line.payee = "不相干律师事务所"
    }
    return (fact, line)
  }

  package var uncited: Int { cases / 1_000 }

  /// A payment that cites neither case nor shift.
  func uncitedLine(_ index: Int) -> PaymentLine {
    PaymentLine(
      id: PaymentLineID(voucher: Self.number("其他支2024-\(Self.padded(index))"), line: 1),
      paidOn: Self.day(2024, 1 + index % 12, 15), use: .consultation, subject: .none,
      document: documents[index % documents.count], amount: Money(fen: 12_345),
      payee: firms[index % firms.count])
  }
}

/// One generated case with what was done for it.
struct GeneratedCase {
  let index: Int
  var fact: LegalAidCase
  var claims: [Claim] = []
  var lines: [PaymentLine] = []
}
