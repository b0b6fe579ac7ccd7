import LedgerCore
import Reconciliation
import TestSupport

// A book as it stood earlier, and a run that goes on from there.

extension InventedBook {
  /// The book as it may have stood earlier: facts are missing, and others are not yet amended.
  ///
  /// Appropriations, openings and what closings carried stay: a run does not outlive their change.
  func earlier(using generator: inout SeededGenerator) throws -> InventedBook {
    var book = self
    book.lines.removeAll { !$0.isReversal && generator.chance(oneIn: 3) }
    let paid = Set(book.lines.filter { !$0.isReversal }.map(\.id))
    book.lines.removeAll { line in
      line.reverses.map { !paid.contains($0.id) || generator.chance(oneIn: 2) } ?? false
    }
    book.cases.removeAll { _ in generator.chance(oneIn: 4) }
    for index in book.cases.indices { try book.cases[index].goBack(using: &generator) }
    book.claims.removeAll { _ in generator.chance(oneIn: 4) }
    for index in book.claims.indices { try book.claims[index].goBack(using: &generator) }
    book.shifts.removeAll { _ in generator.chance(oneIn: 4) }
    for index in book.shifts.indices { try book.shifts[index].goBack(using: &generator) }
    book.bankLines = book.bankLines.filter { _ in !generator.chance(oneIn: 3) }
      .map { $0.beforeSupplements(using: &generator) }
    book.bankMatches = Array(bankMatches.prefix(generator.number(0...bankMatches.count)))
    return book
  }

  /// Takes what is different from an earlier book into a run that goes on from there, and the
  /// treasury's statement anew.
  func bring(
    to run: inout ReconciliationRun, from earlier: InventedBook, touching cases: Set<CaseNumber>
  ) throws {
    try bringAccounts(to: &run, from: earlier, touching: cases)
    for day in daysChanged(since: earlier) {
      run.observe(dutyDay: shifts.filter { $0.servedOn == day }, on: day)
    }
    for number in judgmentsChanged(since: earlier) {
      run.observe(judgment: number, cases: self.cases.filter { $0.judgmentNumber == number })
    }
    for line in bankLines { run.observe(line) }
    try run.observe(vouchersOf: lines)
  }

  private func bringAccounts(
    to run: inout ReconciliationRun, from earlier: InventedBook, touching cases: Set<CaseNumber>
  ) throws {
    for number in Set((dossiers + earlier.dossiers).map(\.caseNumber)) {
      let (old, new) = (earlier.dossier(number), dossier(number))
      if old != new || cases.contains(number) { try run.replace(old, by: new) }
    }
    for number in Set((dutyAccounts + earlier.dutyAccounts).map(\.dutyNumber)) {
      let (old, new) = (earlier.dutyAccount(number), dutyAccount(number))
      if old != new { try run.replace(old, by: new) }
    }
    for lines in uncitedLines {
      let old = earlier.uncitedLines.first { $0[0].id == lines[0].id } ?? []
      if old != lines { try run.replace(uncited: lines[0].id, old, by: lines) }
    }
  }

  private func dossier(_ number: CaseNumber) -> Dossier {
    dossiers.first { $0.caseNumber == number } ?? Dossier(caseNumber: number)
  }

  private func dutyAccount(_ number: DutyNumber) -> DutyAccount {
    dutyAccounts.first { $0.dutyNumber == number } ?? DutyAccount(dutyNumber: number)
  }

  /// The days of shifts that came or changed, as they were and as they are.
  private func daysChanged(since earlier: InventedBook) -> Set<Day> {
    let came = shifts.filter { !earlier.shifts.contains($0) }
    let went = earlier.shifts.filter { !shifts.contains($0) }
    return Set((came + went).map(\.servedOn))
  }

  /// The judgments of cases that came or changed, as they were and as they are.
  private func judgmentsChanged(since earlier: InventedBook) -> Set<JudgmentNumber> {
    let came = cases.filter { !earlier.cases.contains($0) }
    let went = earlier.cases.filter { !cases.contains($0) }
    return Set((came + went).compactMap(\.judgmentNumber))
  }
}

private let days = [
  "2023-02-10", "2023-12-31", "2024-01-02", "2024-06-30", "2024-12-01", "2025-03-05",
]

extension SeededGenerator {
  fileprivate mutating func someDay() throws -> Day { try .of(pick(from: days) ?? "2024-01-02") }
}

extension LegalAidCase {
  /// What a register may have said before: less, or otherwise.
  fileprivate mutating func goBack(using generator: inout SeededGenerator) throws {
    if generator.chance(oneIn: 3) { closing = nil }
    if generator.chance(oneIn: 3) { filedOn = nil }
    guard generator.chance(oneIn: 3) else { return }
    type = generator.pick(from: CaseType.allCases) ?? type
    if generator.chance(oneIn: 2) { acceptedOn = try generator.someDay() }
    if generator.chance(oneIn: 2) {
      closing = Closing(
        on: try generator.someDay(), outcome: generator.pick(from: Outcome.allCases) ?? .closed)
    }
    if generator.chance(oneIn: 3) { filedOn = try generator.someDay() }
    if generator.chance(oneIn: 3) { firm = generator.pick(nil, "甲律师事务所", "乙律师事务所") }
    if generator.chance(oneIn: 3) { recipient = generator.pick("马某1", "马某2", "马某3") }
    if generator.chance(oneIn: 2) {
      judgmentNumber = try generator.pick(nil, "（2024）宁0303民初1号", "判2").map { try .of($0) }
    }
  }
}

extension Claim {
  /// Not yet approved or returned, of another amount or day, or of another case.
  fileprivate mutating func goBack(using generator: inout SeededGenerator) throws {
    if generator.chance(oneIn: 3) { returned = nil }
    if generator.chance(oneIn: 3) { approval = nil }
    guard generator.chance(oneIn: 3) else { return }
    if generator.chance(oneIn: 2) { caseNumber = try .of("案\(generator.number(1...5))") }
    if generator.chance(oneIn: 2) { claimedOn = try generator.someDay() }
    if generator.chance(oneIn: 2) { claimedAmount = try .yuan("250") }
    if generator.chance(oneIn: 2) { approval?.amount = try .yuan("1200") }
  }
}

extension DutyShift {
  /// Of another day, amount or firm.
  fileprivate mutating func goBack(using generator: inout SeededGenerator) throws {
    guard generator.chance(oneIn: 3) else { return }
    if generator.chance(oneIn: 2) { servedOn = try generator.someDay() }
    if generator.chance(oneIn: 2) { amount = try .yuan("150") }
    if generator.chance(oneIn: 2) { firm = "甲律师事务所" }
    if generator.chance(oneIn: 2) { lawyer = "值班律师乙" }
  }
}

extension BankLine {
  /// The line before the bank said which voucher it pays.
  fileprivate func beforeSupplements(using generator: inout SeededGenerator) -> BankLine {
    var line = self
    if generator.chance(oneIn: 3) { line.voucher = nil }
    return line
  }
}
