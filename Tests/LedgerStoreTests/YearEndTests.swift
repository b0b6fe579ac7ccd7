import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("年终的记录")
struct YearEndTests {
  /// A ledger that holds a seeded book with its year-ends.
  private func store(_ rich: RichBook) throws -> LedgerStore {
    let store = try LedgerStore.sample()
    try store.append(.sample()) { writer in
      try writer.append(rich.book)
      for line in rich.bankLines { try writer.append(line) }
      try writer.appendYearEnds(of: rich)
    }
    return store
  }

  @Test("explanations come back as they were given, and the last of the same facts counts")
  func explanations() throws {
    for seed in UInt64(1)...12 {
      let rich = try RichBook(seed: seed)
      try store(rich).read { ledger in
        expectExact(try ledger.explanations.all(), rich.explanations)
        let last = rich.explanations.indices.filter { index in
          !rich.explanations[(index + 1)...].contains { $0.key == rich.explanations[index].key }
        }.map { rich.explanations[$0] }
        #expect(last.count < rich.explanations.count, "seed \(seed)")
        expectExact(try ledger.explanations.lastOfEach(), last)
        for explanation in last {
          expectExact(try ledger.explanations.last(of: explanation.key), explanation)
        }
      }
    }
  }

  @Test("the newest decision about each bank line stands, with all its vouchers")
  func matches() throws {
    for seed in UInt64(1)...12 {
      let rich = try RichBook(seed: seed)
      try store(rich).read { ledger in
        let standing = rich.matches.indices.filter { index in
          !rich.matches[(index + 1)...].contains { $0.reference == rich.matches[index].reference }
        }.map { rich.matches[$0] }
        expectExact(try ledger.treasury.matches(), standing)
        for match in standing { expectExact(try ledger.treasury.match(of: match.reference), match) }
      }
    }
  }

  @Test("closings come back with what they carried and sealed, and the newest of a year stands")
  func closings() throws {
    for seed in UInt64(1)...12 {
      let rich = try RichBook(seed: seed)
      try store(rich).read { ledger in
        let found = try ledger.years.closings()
        #expect(found.map(\.number) == Array(1...rich.yearEnds.count))
        expectExact(found.map(\.closing), rich.yearEnds.map(\.closing))
        for (number, end) in zip(found.map(\.number), rich.yearEnds) {
          let carried = end.carried.sorted { $0.from < $1.from }
          expectExact(try ledger.years.carriedBalances(of: number), carried)
          let pack = end.pack.sorted { $0.name.precedesByCodePoint($1.name) }
          expectExact(try ledger.years.packFiles(of: number), pack)
        }
        try expectStanding(rich.yearEnds, ledger)
      }
    }
  }

  private func expectStanding(_ ends: [RichBook.YearEnd], _ ledger: LedgerSnapshot) throws {
    let standing = Dictionary(grouping: ends, by: \.closing.fiscalYear)
      .compactMap(\.value.last).filter { $0.closing.kind == .closed }
      .sorted { $0.closing.fiscalYear < $1.closing.fiscalYear }
    #expect(try ledger.years.standingClosings().map(\.closing) == standing.map(\.closing))
    let closed = try ledger.years.closed()
    for year in try [2020, 2021, 2022, 2023, 2024, 2998].map({ try FiscalYear.of($0) }) {
      #expect(
        closed.closing(of: year) == standing.map(\.closing.fiscalYear).first { $0 >= year })
    }
    var openings: [FiscalYear: Money] = [:]
    for end in standing {
      let next = try #require(end.closing.fiscalYear.next)
      openings[next] = try end.carried.map(\.amount).total()
    }
    #expect(try ledger.funds.carriedOpenings() == openings)
  }

  @Test("a withdrawn row is no row any more, until a later revision states it again")
  func withdrawn() throws {
    for seed in UInt64(1)...6 {
      let rich = try RichBook(seed: seed)
      let store = try store(rich)
      let ids = Set(rich.withdrawn)
      #expect(!ids.isEmpty && ids.count < rich.book.appropriations.count, "seed \(seed)")
      try store.read { ledger throws in
        let standing = rich.book.appropriations.filter { !ids.contains($0.id) }
        #expect(try ledger.funds.appropriations() == standing.sorted { $0.id < $1.id })
        for row in rich.book.appropriations {
          #expect(try ledger.funds.appropriation(row.id) == (ids.contains(row.id) ? nil : row))
        }
      }
      try store.append(.sample()) { writer in
        try writer.append(YearClosing.reopening(2998))
        for year in 2020...2024 { try writer.append(YearClosing.reopening(year)) }
        for row in rich.book.appropriations { try writer.append(row) }
      }
      #expect(
        try store.read { try $0.funds.appropriations() }
          == rich.book.appropriations.sorted { $0.id < $1.id })
      #expect(try store.problems() == [])
    }
  }

  @Test("a year opens with what is stated, else with what the year before carried into it")
  func openings() throws {
    let store = try LedgerStore.sample()
    try store.append(.sample()) { writer in
      for name in ["文1", "文2"] { try writer.append(Appropriation.sample(name)) }
      try writer.append(OpeningBalance(fiscalYear: .of(2026), amount: .yuan("9"), note: "核对"))
      let carried = [
        CarriedBalance(from: try .sample("文1"), amount: try .yuan("3")),
        CarriedBalance(from: try .sample("文2"), amount: try .yuan("4.5")),
      ]
      try writer.append(YearClosing.sample(2024), carrying: carried)
      try writer.append(YearClosing.sample(2025), carrying: carried)
      try writer.append(YearClosing.sample(2026))
    }
    func known() throws -> [String] {
      try store.read { try $0.funds.knownOpenings() }.map {
        "\($0.fiscalYear) \($0.amount.yuanText) \($0.note ?? "-")"
      }
    }
    #expect(try known() == ["2025 7.50 结账结转", "2026 9.00 核对", "2027 0.00 结账结转"])
    try store.append(.sample()) { try $0.append(YearClosing.reopening(2026)) }
    #expect(try known() == ["2025 7.50 结账结转", "2026 9.00 核对"])
    #expect(try store.read { try $0.funds.openings().map(\.fiscalYear.number) } == [2026])
  }

  @Test("the years of a ledger are those that any fact is dated in")
  func years() throws {
    let store = try LedgerStore.sample()
    func years() throws -> [Int] { try store.read { try $0.years.dated().map(\.number) } }
    func withMoney() throws -> [Int] { try store.read { try $0.years.withMoney().map(\.number) } }
    #expect(try years().isEmpty && withMoney().isEmpty)
    try store.append(.sample()) { writer in
      try writer.append(
        LegalAidCase.sample(
          accepted: "2011-01-01", assigned: "2012-01-01", closed: "2013-01-01", filed: "2014-01-01")
      )
      try writer.append(
        Claim.sample(claimed: "2015-01-01", approved: "2016-01-01", returned: "2017-01-01"))
      try writer.append(DutyShift.sample(served: "2018-01-01"))
    }
    #expect(try years() == Array(2011...2018))
    #expect(try withMoney() == [])
    try store.append(.sample()) { writer in
      try writer.append(Appropriation.sample(year: 2019, received: "2018-12-01"))
      try writer.append(AppropriationChange.recall(year: 2019, on: "2020-01-01", "5"))
      try writer.append(OpeningBalance(fiscalYear: .of(2021), amount: .zero))
      try writer.append(PaymentLine.sample(paid: "2022-01-01"))
      try writer.append(
        BankLine(
          reference: .of("流1"), bookedOn: .of("2023-01-01"), amount: .yuan("5"), payee: "甲所"))
    }
    #expect(try years() == Array(2011...2023))
    #expect(try withMoney() == [2019, 2021, 2022, 2023])
  }

  @Test("what a year-end may not say is refused by the schema")
  func checks() throws {
    let store = try LedgerStore.sample()
    try store.append(.sample()) { writer in
      try writer.append(Appropriation.sample())
      try writer.append(
        BankLine(
          reference: .of("流1"), bookedOn: .of("2024-04-02"), amount: .yuan("5"), payee: "甲所"))
    }
    let year = try FiscalYear.of(2024)
    let day = try Day.of("2025-01-05")
    let acts: [(String, (LedgerWriter) throws -> Void)] = [
      ("one person twice", { try $0.append(Explanation.sample(confirmedBy: "经办人甲")) }),
      ("no reason", { try $0.append(Explanation.sample(reason: "")) }),
      ("an unknown bank line", { try $0.append(BankMatch.sample("流9")) }),
      ("a match without reason", { try $0.append(BankMatch.sample(reason: "")) }),
      (
        "a closing without a pack",
        { try $0.append(YearClosing(fiscalYear: year, kind: .closed, on: day)) }
      ),
      (
        "a reopening without a reason",
        { try $0.append(YearClosing(fiscalYear: year, kind: .reopened, on: day)) }
      ),
      (
        "nothing carried",
        { try $0.append(.sample(), carrying: [CarriedBalance(from: .sample(), amount: .zero)]) }
      ),
      (
        "an unknown row carried",
        {
          try $0.append(
            .sample(), carrying: [CarriedBalance(from: .sample("文9"), amount: .yuan("1"))])
        }
      ),
      (
        "a file without a name",
        { try $0.append(.sample(), sealing: [PackFile(name: "", text: "")]) }
      ),
      ("a withdrawal without a reason", { try $0.withdraw(.sample(), reason: "") }),
    ]
    let head = try store.head()
    for (name, act) in acts {
      #expect(throws: StoreFault.self, "\(name)") { try store.append(.sample(), act) }
    }
    #expect(try store.head() == head)
  }
}
