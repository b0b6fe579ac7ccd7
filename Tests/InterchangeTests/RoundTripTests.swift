import Foundation
import Interchange
import LedgerCore
import Testing

@Suite("导出再导入") struct RoundTripTests {
  @Test("a file begins with the byte order mark and Chinese headers, and quotes only where it must")
  func form() throws {
    let writer = TableWriter(.openings)
    #expect(writer.beginning == "\u{FEFF}预算年度,年初结余,备注\r\n")
    func line(_ note: String?) throws -> String {
      let year = try #require(FiscalYear(2024))
      return writer.line(
        TableRecord(OpeningBalance(fiscalYear: year, amount: Money(fen: 150_050), note: note)))
    }
    #expect(try line(nil) == "2024,1500.50,\r\n")
    #expect(try line("甲 乙；丙") == "2024,1500.50,甲 乙；丙\r\n")
    #expect(try line("甲,乙") == "2024,1500.50,\"甲,乙\"\r\n")
    #expect(try line("\"甲\"") == "2024,1500.50,\"\"\"甲\"\"\"\r\n")
    #expect(try line("甲\r\n乙") == "2024,1500.50,\"甲\r\n乙\"\r\n")
    #expect(try line("甲\r乙") == "2024,1500.50,\"甲\r乙\"\r\n")
  }

  @Test("entities come back from the file as they were", arguments: TableKind.allCases)
  func property(kind: TableKind) throws {
    for seed in [UInt64(1), 20_240_305, UInt64.random(in: 0 ... .max)] {
      var invention = Invention(seed: seed)
      let records = (1...150).map { invention.record(kind, $0) }
      let writer = TableWriter(kind)
      let text = writer.beginning + records.map(writer.line).joined()
      let imported = try Imported(text, kind: kind)
      #expect(imported.faults.isEmpty && imported.notices.isEmpty, "seed \(seed)")
      #expect(imported.records == records, "seed \(seed)")
      #expect(imported.records.map(again) == records, "seed \(seed)")
    }
  }

  /// The record of the entity that a record says.
  private func again(_ record: TableRecord) -> TableRecord {
    switch record.kind {
    case .appropriations: return TableRecord(Appropriation(record: record))
    case .cases: return TableRecord(LegalAidCase(record: record))
    case .claims: return TableRecord(Claim(record: record))
    case .duty: return TableRecord(DutyShift(record: record))
    case .payments:
      let reverses = record.reversedLine.map { ReversedLine(id: $0, paidOn: .earliest) }
      return TableRecord(PaymentLine(record: record, reverses: reverses))
    case .bank: return TableRecord(BankLine(record: record))
    case .fundChanges:
      return TableRecord(
        AppropriationChange(record: record), number: record.integer(.changeNumber) ?? 0)
    case .openings: return TableRecord(OpeningBalance(record: record))
    case .explanations: return TableRecord(Explanation(record: record))
    case .matches: return TableRecord(BankMatch(record: record))
    case .setAsides: return TableRecord(BankSetAside(record: record))
    }
  }

  @Test("entities are equal after the way through the file, not only their records")
  func entities() throws {
    for seed in [UInt64(7), UInt64.random(in: 0 ... .max)] {
      var invention = Invention(seed: seed)
      let cases = (1...100).map { invention.legalAidCase($0) }
      let writer = TableWriter(.cases)
      let text = writer.beginning + cases.map { writer.line(TableRecord($0)) }.joined()
      #expect(try Imported(text).records.map(LegalAidCase.init) == cases, "seed \(seed)")
      let lines = (1...100).map { invention.paymentLine($0) }
      let payments = TableWriter(.payments)
      let table = payments.beginning + lines.map { payments.line(TableRecord($0)) }.joined()
      let read = zip(try Imported(table).records, lines).map {
        PaymentLine(record: $0, reverses: $1.reverses)
      }
      #expect(read == lines, "seed \(seed)")
    }
  }
}

/// Invents entities with awkward texts, the same for the same seed.
struct Invention {
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  mutating func record(_ kind: TableKind, _ index: Int) -> TableRecord {
    switch kind {
    case .appropriations:
      TableRecord(
        Appropriation(
          id: appropriationID(index), source: pick(FundSource.allCases), receivedOn: day(),
          amount: money(), permittedUses: Set(PaymentUse.allCases.filter { _ in coin() }),
          originYear: FiscalYear(Int.random(in: 1900...1950, using: &generator)), note: text()))
    case .cases: TableRecord(legalAidCase(index))
    case .claims: TableRecord(claim(index))
    case .duty:
      TableRecord(
        DutyShift(
          number: number(index), servedOn: day(), site: word(), lawyer: word(), firm: word(),
          quantity: Quantity(tenths: .random(in: 1...9_999, using: &generator)),
          unit: pick(DutyUnit.allCases), rate: money(), amount: money()))
    case .payments: TableRecord(paymentLine(index))
    case .bank:
      TableRecord(
        BankLine(
          reference: number(index), bookedOn: day(), amount: signedMoney(), payee: word(),
          voucher: coin() ? number(index) : nil, memo: text()))
    case .fundChanges:
      TableRecord(
        AppropriationChange(
          appropriation: appropriationID(index), kind: .adjustment, changedOn: day(),
          amount: signedMoney(), reason: word()), number: index)
    case .openings:
      TableRecord(
        OpeningBalance(fiscalYear: year(), amount: coin() ? .zero : money(), note: text()))
    case .explanations: TableRecord(explanation(index))
    case .matches:
      TableRecord(
        BankMatch(
          reference: number(index), vouchers: (0...2).map { number(index + $0 * 1_000) },
          kind: pick(BankMatch.Kind.allCases), reason: word()))
    case .setAsides:
      TableRecord(
        BankSetAside(
          reference: number(index), kind: pick(BankSetAside.Kind.allCases), reason: word(),
          by: word(), on: day()))
    }
  }

  mutating func legalAidCase(_ index: Int) -> LegalAidCase {
    var result = LegalAidCase(
      number: number(index), type: pick(CaseType.allCases), recipient: word(), acceptedOn: day())
    result.serviceForm = text()
    result.stage = text()
    result.recipientCategories = text()
    result.assignedOn = coin() ? day() : nil
    result.lawyer = text()
    result.firm = text()
    result.closing = coin() ? .init(on: day(), outcome: pick(Outcome.allCases)) : nil
    result.filedOn = coin() ? day() : nil
    result.grade = text()
    result.judgmentNumber = coin() ? number(index) : nil
    result.matter = text()
    return result
  }

  mutating func paymentLine(_ index: Int) -> PaymentLine {
    let use = pick(PaymentUse.allCases)
    let subject: PaymentSubject =
      switch use {
      case .perCaseSubsidy: .legalAidCase(number(index))
      case .duty: .dutyShift(number(index))
      default: coin() ? .legalAidCase(number(index)) : .none
      }
    let reversed = PaymentLineID(voucher: number(index + 1), line: index)
    return PaymentLine(
      id: PaymentLineID(voucher: number(index), line: .random(in: 1...99, using: &generator)),
      paidOn: day(), use: use, subject: subject, document: number(index), amount: money(),
      payee: word(), lawyer: text(),
      reverses: coin() ? ReversedLine(id: reversed, paidOn: day()) : nil)
  }

  private mutating func claim(_ index: Int) -> Claim {
    Claim(
      number: number(index), caseNumber: number(index), claimedOn: day(), claimedAmount: money(),
      submittedBy: text(), approval: coin() ? Approval(on: day(), amount: money()) : nil,
      approvedBy: text(), returned: coin() ? ClaimReturn(on: day(), reason: word()) : nil)
  }

  private mutating func explanation(_ index: Int) -> Explanation {
    let subject: CaseNumber = number(index)
    let explainer = word()
    return Explanation(
      rule: pick(["P05", "F03", "S01"]), subject: subject.printed,
      digest: String(repeating: pick(["0", "9", "a", "f"]), count: 64), reason: word(),
      by: explainer, confirmedBy: coin() ? explainer + word() : nil, on: day())
  }

  private mutating func coin() -> Bool { Bool.random(using: &generator) }

  private mutating func pick<Term>(_ terms: [Term]) -> Term {
    terms[Int.random(in: 0..<terms.count, using: &generator)]
  }

  private mutating func day() -> Day {
    Day.earliest.adding(days: .random(in: 0...400_000, using: &generator)) ?? .latest
  }

  private mutating func year() -> FiscalYear {
    FiscalYear(of: day())
  }

  private mutating func money() -> Money {
    let largest = pick([99, 100, 1_000_000, Money.largestFact.fen])
    return Money(fen: .random(in: 1...largest, using: &generator))
  }

  private mutating func signedMoney() -> Money {
    Money(fen: coin() ? money().fen : -money().fen)
  }

  private mutating func appropriationID(_ index: Int) -> AppropriationID {
    // Later than the origin years above.
    let year = FiscalYear(Int.random(in: 1950...2999, using: &generator))
    return AppropriationID(document: number(index), fiscalYear: year ?? FiscalYear(of: .latest))
  }

  private mutating func number<Named>(_ index: Int) -> Identifier<Named> {
    let forms = [
      "红援〔2024〕\(index)号", "（2024）宁, 0\(index) \"号\"", "V-\(index)", "［２０２４］\(index)號",
      "２０２４\n\(index)", "\(index)E", "é\(index)",
    ]
    let text = pick(forms)
    return Identifier(text) ?? Identifier(key: "\(index)", printed: "\(index)")
  }

  private mutating func text() -> String? { coin() ? word() : nil }

  /// A text that is hard to write and to read back: quotes, commas, line ends, rare letters.
  private mutating func word() -> String {
    let pieces = [
      "\"", ",", "\r\n", "\n", "\r", "，", "张", "𠀀", "é", "e\u{301}", "=1+1", "'", "　", " ", "\t",
      ";", "#",
      "合计", "👩‍👩‍👧",
    ]
    let count = Int.random(in: 0...8, using: &generator)
    return "甲" + (0..<count).map { _ in pick(pieces) }.joined() + "乙"
  }
}
