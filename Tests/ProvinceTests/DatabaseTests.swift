import Foundation
import LedgerCore
import LedgerStore
import Province
import ProvinceDatabase
import Reconciliation
import Reporting
import Schema
import StepModel
import TestSupport
import Testing

@Suite("数据库里的各县账本", .enabled(if: PostgresServer.isToBeTested))
struct DatabaseTests {
  /// Everything that a province prints of a year.
  static func printed(_ holdings: any Holdings, _ period: Period) throws -> String {
    let book = try holdings.book(period)
    let tables = try ProvinceTables(book).all(try CrossRuleCatalogue.findings(in: book))
    let trace = try DocumentTrace(DemonstrateProvince.document, in: book).table()
    let identities = ProvinceTables.identities(try CrossIdentity.all(in: book, holdings))
    return try ProvinceParagraph(book).text() + "\n"
      + (tables + [trace, identities]).map { $0.printed(.json) }.joined(separator: "\n")
  }

  @Test(
    "the database prints the same bytes as the folder, of any year and as-of day, however parted",
    arguments: DatabaseSchema.Layout.allCases)
  func sameBytes(_ layout: DatabaseSchema.Layout) throws {
    let server = try PostgresServer.shared.get()
    let folder = try TemporaryFolder()
    let embedded = try DemonstrateProvince(in: folder.file("夹"))().holdings
    let name = try server.demo(layout)
    let database = try ProvinceDatabase(DatabaseAddress(server.url(name)))
    let years = try (2023...2026).map { try #require(FiscalYear($0)) }
    var periods = years.map { Period(year: $0) }
    periods.append(Period(year: DemonstrateProvince.year, asOf: try .of("2024-10-31")))
    for period in periods {
      let expected = try Self.printed(embedded, period)
      #expect(try Self.printed(database, period) == expected, "\(period.year) \(period.asOf)")
    }
    for depth in [BookDepth.journals, .facts] {
      let months = try [embedded, database].map { holdings in
        let book = try holdings.book(Period(year: DemonstrateProvince.year), depth)
        return ProvinceTables(book).filings().printed(.csv)
      }
      #expect(months[0] == months[1])
    }
  }

  @Test("the sums over the facts by SQL are the counties' own figures, bureau by bureau")
  func sums() throws {
    let server = try PostgresServer.shared.get()
    let name = try server.demo(.years)
    let holdings = try ProvinceDatabase(DatabaseAddress(server.url(name)))
    let byFacts = try server.sql(
      name,
      """
      SELECT bureau, sum(CASE WHEN "reversesVoucher" IS NULL THEN amount ELSE -amount END)
      FROM fact."paymentLine" WHERE year = 2024 GROUP BY bureau ORDER BY bureau
      """)
    let byFigures = try server.sql(
      name,
      """
      SELECT bureau, sum(amount) FROM legalaid.figure
      WHERE year = 2024 AND name = 'paid_fen' GROUP BY bureau ORDER BY bureau
      """)
    var own = ""
    for bureau in try holdings.bureaus() {
      var paid = Money.zero
      var isHeld = false
      try holdings.withReplicas(of: bureau.code) { replica in
        let result = try YearResult(of: replica, Period(year: DemonstrateProvince.year))
        if case .money(let money) = result.figures[.paid] { try paid += money }
        isHeld = true
      }
      if isHeld { own += "\(bureau.code)|\(paid.fen)\n" }
    }
    #expect(byFacts == byFigures && byFigures == own && !own.isEmpty)
  }

  /// What is derived, row by row.
  static func derived(_ server: PostgresServer, _ name: String) throws -> [String] {
    try [
      "figure", "finding", "standing_case", "standing_shift", "standing_bank_line",
      "standing_line", "standing_appropriation", "standing_change",
    ].map { table in
      try server.sql(name, "SELECT t::text FROM legalaid.\(table) t ORDER BY 1")
    }
  }

  @Test(
    "segments in any order, again and again, come to the rows and heads of one that brings it all",
    arguments: 1...8)
  func anyOrder(seed: Int) throws {
    let server = try PostgresServer.shared.get()
    var generator = SeededGenerator(seed: UInt64(seed))
    let county = try RandomLedger.store(seed: UInt64(seed) &* 7_919, steps: 60)
    let last = try county.read { try #require(try $0.journal.lastEntry()?.number) }
    let whole = try server.database()
    let one = try Office(county: county).holding(in: server, whole)
    _ = try one.receive(try one.publish("whole.las"))
    // Pieces that overlap here and there, each up to where some day's sending ended.
    let name = try server.database(seed % 2 == 0 ? .bureaus : .years)
    let many = try Office(county: county).holding(in: server, name)
    var cuts = Set((1...4).map { _ in generator.number(1...last) }).union([last]).sorted()
    var paths: [String] = []
    for (index, end) in cuts.enumerated() {
      let start = index == 0 ? 0 : cuts[index - 1]
      let first = max(0, start - (generator.chance(oneIn: 3) ? 1 : 0))
      paths.append(try many.publish("\(end).las", after: first, through: end))
    }
    cuts.removeAll()
    for path in (paths + paths.shuffled(using: &generator)).shuffled(using: &generator) {
      _ = try many.receive(path)
    }
    #expect(try many.heldHeads() == [county.read { try $0.journal.head() }], "\(seed)")
    #expect(try Self.derived(server, name) == Self.derived(server, whole), "\(seed)")
    let facts = try [name, whole].map { database in
      try server.sql(database, #"SELECT t::text FROM fact."paymentLine" t ORDER BY 1"#)
        + server.sql(database, #"SELECT t::text FROM fact."legalAidCase" t ORDER BY 1"#)
    }
    #expect(facts[0] == facts[1], "\(seed)")
    let before = try Self.derived(server, name)
    let database = try ProvinceDatabase(DatabaseAddress(server.url(name)))
    #expect(try database.rebuild() == 1)
    #expect(try Self.derived(server, name) == before, "\(seed)")
    #expect(try database.problems().map(\.description) == [])
  }

  @Test(
    "the ledger of every version comes out of the rows as it went in",
    arguments: 1...Migrations.scripts.count)
  func everyVersion(version: Int) throws {
    let server = try PostgresServer.shared.get()
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      at: repositoryRoot.appending(path: "Tests/LedgerStoreTests/Ledgers/v\(version).ledger"),
      to: URL(filePath: folder.file("old")))
    let county = try LedgerStore.open(at: folder.file("old"))
    let office = try Office(county: county).holding(in: server, server.database())
    #expect(try office.receive(try office.publish("a.las"))[0].hasPrefix("taken"))
    let expected = try county.read {
      try Segment(of: $0, after: 0, code: office.code, signedBy: Office.key).data
    }
    var count = 0
    try office.province.holdings.withReplicas(of: office.code) { replica in
      count += 1
      let problems = try replica.read { try LedgerCheck.journal.result(in: $0).problems }
      #expect(problems == [])
      let segment = try replica.read {
        try Segment(of: $0, after: 0, code: office.code, signedBy: Office.key)
      }
      #expect(segment.data == expected)
    }
    #expect(count == 1)
  }

  @Test("a row that somebody changed is found by verifying, and nothing is rebuilt on it")
  func changedRow() throws {
    let server = try PostgresServer.shared.get()
    let name = try server.database()
    let office = try Office().holding(in: server, name)
    try office.accept(1)
    _ = try office.receive(try office.publish("a.las"))
    _ = try server.sql(name, #"UPDATE fact."legalAidCase" SET "acceptedOn" = "acceptedOn" + 1"#)
    try office.province.holdings.withReplicas(of: office.code) { replica in
      let problems = try replica.read { try LedgerCheck.journal.result(in: $0).problems }
      #expect(problems.count == 1)
    }
    let database = try ProvinceDatabase(DatabaseAddress(server.url(name)))
    let before = try Self.derived(server, name)
    #expect(throws: DatabaseFault.damaged(bureau: office.code, ledger: 1)) {
      _ = try database.rebuild()
    }
    #expect(try Self.derived(server, name) == before)
    _ = try server.sql(name, "UPDATE legalaid.head SET digest = repeat('0', 64)")
    #expect(try database.problems().count == 1)
  }
}
