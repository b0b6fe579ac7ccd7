package import LedgerCore

/// All facts of an invented ledger, in no particular order.
package struct InventedBook: Equatable, Sendable {
  package var appropriations: [Appropriation] = []
  package var changes: [AppropriationChange] = []
  package var openings: [OpeningBalance] = []
  /// What closings carried into each year.
  package var carried: [FiscalYear: Money] = [:]
  package var cases: [LegalAidCase] = []
  package var claims: [Claim] = []
  package var shifts: [DutyShift] = []
  package var lines: [PaymentLine] = []
  /// The treasury's statement.
  package var bankLines: [BankLine] = []
  /// What people decided of bank lines, oldest first: the only facts that keep their order.
  package var bankMatches: [BankMatch] = []
  /// What people decided of bank lines that are not the ledger's, oldest first.
  package var bankSetAsides: [BankSetAside] = []

  package init() {}

  /// One case of 2024 with its claim and payment from one appropriation: nothing is wrong.
  package static func clean() throws -> InventedBook {
    var book = InventedBook()
    book.appropriations = [try .sample()]
    book.cases = [
      try .sample(assigned: "2024-01-06", closed: "2024-03-01", filed: "2024-03-20")
    ]
    book.claims = [try .sample(approved: "2024-03-10")]
    book.lines = [try .sample()]
    return book
  }

  /// One duty shift of 2024 with its payment from one appropriation: nothing is wrong.
  package static func cleanDuty() throws -> InventedBook {
    var book = InventedBook()
    book.appropriations = [try .sample()]
    book.shifts = [try .sample()]
    book.lines = [try .dutySample()]
    return book
  }
}

extension InventedBook {
  /// The cases, cited or registered, each with what cites it; in the order of their numbers.
  package var dossiers: [Dossier] {
    var numbers = cases.map(\.number)
    numbers += claims.map(\.caseNumber) + lines.compactMap(\.subject.caseNumber)
    return distinct(numbers).map { number in
      Dossier(
        caseNumber: number, legalAidCase: cases.first { $0.number == number },
        claims: claims.filter { $0.caseNumber == number }.sorted { $0.number < $1.number },
        lines: lines.filter { $0.subject.caseNumber == number }.sorted { $0.id < $1.id })
    }
  }

  /// The duty shifts, cited or registered, each with what cites it; in the order of their numbers.
  package var dutyAccounts: [DutyAccount] {
    distinct(shifts.map(\.number) + lines.compactMap(\.subject.dutyNumber)).map { number in
      DutyAccount(
        dutyNumber: number, shift: shifts.first { $0.number == number },
        lines: lines.filter { $0.subject.dutyNumber == number }.sorted { $0.id < $1.id })
    }
  }

  /// The duty shifts day by day, those of a day in the order of their numbers.
  package var dutyDays: [[DutyShift]] {
    Dictionary(grouping: shifts, by: \.servedOn).sorted { $0.key < $1.key }
      .map { $0.value.sorted { $0.number < $1.number } }
  }

  /// The lines that cite neither case nor duty, each with the reversals that take it back.
  package var uncitedLines: [[PaymentLine]] {
    let uncited = lines.filter { $0.subject == .none }.sorted { $0.id < $1.id }
    let paid = Set(uncited.filter { !$0.isReversal }.map(\.id))
    // A reversal of a line that is not recorded, which no ledger holds, stands alone.
    return uncited.filter { $0.reverses.map { !paid.contains($0.id) } ?? true }.map { line in
      [line] + uncited.filter { $0.reverses?.id == line.id }
    }
  }

  /// The cases of each judgment number, in the order of the numbers.
  package var judgments: [(number: JudgmentNumber, cases: [LegalAidCase])] {
    distinct(cases.compactMap(\.judgmentNumber)).map { number in
      (number, cases.filter { $0.judgmentNumber == number }.sorted { $0.number < $1.number })
    }
  }

  /// The same facts in another order.
  package func shuffled(using generator: inout SeededGenerator) -> InventedBook {
    var book = self
    book.appropriations.shuffle(using: &generator)
    book.changes.shuffle(using: &generator)
    book.cases.shuffle(using: &generator)
    book.claims.shuffle(using: &generator)
    book.shifts.shuffle(using: &generator)
    book.lines.shuffle(using: &generator)
    book.bankLines.shuffle(using: &generator)
    return book
  }

  private func distinct<Named>(_ numbers: [Identifier<Named>]) -> [Identifier<Named>] {
    var seen: Set<Identifier<Named>> = []
    return numbers.filter { seen.insert($0).inserted }.sorted()
  }
}
