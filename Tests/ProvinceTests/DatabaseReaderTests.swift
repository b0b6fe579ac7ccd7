import Foundation
import LedgerCore
import LedgerStore
import Province
import ProvinceDatabase
import Reconciliation
import Reporting
import TestSupport
import Testing

@Suite("谁看得到哪个地区", .enabled(if: PostgresServer.isToBeTested))
struct DatabaseReaderTests {
  /// The demo in a database, with a reader.
  private struct Library {
    let server: PostgresServer
    let name: String
    let role: String

    init(region: String?, seesNames: Bool = false, _ layout: DatabaseSchema.Layout) throws {
      server = try PostgresServer.shared.get()
      name = try server.demo(layout)
      role = "Du " + UUID().uuidString.prefix(8).lowercased()
      let address = try DatabaseAddress(server.url(name))
      _ = try server.sql(name, "CREATE ROLE \"\(role)\" LOGIN")
      if let region {
        try ProvinceDatabase(address).add(
          DatabaseReader(role: role, region: region, seesNames: seesNames))
      }
    }

    func open() throws -> ProvinceDatabase {
      let user = role.replacing(" ", with: "%20")
      return try ProvinceDatabase(DatabaseAddress(server.url(name, user: user)))
    }

    /// As the reader.
    func read(_ sql: String) throws -> String {
      try server.sql(name, sql, user: role.replacing(" ", with: "%20"))
    }
  }

  @Test(
    "a reader sees of every table exactly the rows of its region, and no name",
    arguments: [("9902", DatabaseSchema.Layout.years), ("990101", .bureaus), ("99", .years)])
  func rows(_ region: String, _ layout: DatabaseSchema.Layout) throws {
    let library = try Library(region: region, layout)
    let tables = try library.server.sql(
      library.name,
      """
      SELECT format('%I.%I', table_schema, table_name) FROM information_schema.columns
      WHERE column_name = 'bureau' AND table_schema IN ('legalaid', 'fact')
        AND has_table_privilege('\(library.role)', format('%I.%I', table_schema, table_name),
          'SELECT')
      ORDER BY 1
      """
    ).split(separator: "\n").map(String.init)
    #expect(tables.count > 20)
    let condition = "rpad(bureau::text, 6) LIKE '\(region)%'"
    var seen = 0
    for table in tables where table != "legalaid.province" {
      let rows = "SELECT coalesce(string_agg(t::text, ';' ORDER BY t::text), '') FROM \(table) t"
      let own = try library.read(rows)
      let expected = try library.server.sql(library.name, "\(rows) WHERE \(condition)")
      #expect(own == expected, "\(table)")
      seen += own.count
    }
    #expect(seen > 1_000)
    for table in [#"fact."legalAidCase""#, "fact.person", "fact.payee"] {
      #expect(throws: (any Error).self) { try library.read("SELECT * FROM \(table)") }
    }
    for statement in [
      "DELETE FROM legalaid.figure", "UPDATE legalaid.scope SET lo = 0",
      "INSERT INTO legalaid.scope VALUES ('x', 0, 1, true)",
      "SELECT operator FROM legalaid.journal_entry", "SELECT * FROM legalaid.figure_2024",
    ] {
      #expect(throws: (any Error).self, "\(statement)") { try library.read(statement) }
    }
  }

  @Test("a city's reader gets the city's tables; what lies beyond, or needs names, is refused")
  func city() throws {
    let library = try Library(region: "9902", .years)
    let database = try library.open()
    let book = try database.book(Period(year: DemonstrateProvince.year))
    #expect(book.bureaus.map(\.bureau.code.digits) == ["990201", "990202", "990203", "990204"])
    let own = try #require(RegionCode("990201"))
    let other = try #require(RegionCode("990101"))
    #expect(throws: DatabaseFault.beyondRegion(code: other)) { _ = try database.bureau(other) }
    #expect(throws: DatabaseFault.namesNeeded) { try database.withReplicas(of: own) { _ in } }
    #expect(throws: DatabaseFault.namesNeeded) {
      _ = try database.book(
        Period(year: DemonstrateProvince.year, asOf: try .of("2024-10-31")))
    }
    let all = try ProvinceDatabase(DatabaseAddress(library.server.url(library.name)))
    let whole = try all.book(Period(year: DemonstrateProvince.year))
    for bureau in book.bureaus {
      let same = try #require(whole.bureaus.first { $0.bureau == bureau.bureau })
      #expect(try bureau.money(.paid) == same.money(.paid))
      #expect(bureau.count(.casesClosed) == same.count(.casesClosed))
    }
    let findings = try CrossRuleCatalogue.findings(in: book)
    #expect(findings.contains { $0.rule == "X12" })
    #expect(findings.allSatisfy { !$0.message.contains("9901") })
  }

  @Test("who may see names gets the facts of its region, and each look is recorded")
  func names() throws {
    let library = try Library(region: "9902", seesNames: true, .years)
    let database = try library.open()
    let own = try #require(RegionCode("990201"))
    var count = 0
    try database.withReplicas(of: own) { _ in count += 1 }
    #expect(count == 1)
    let other = try #require(RegionCode("990101"))
    #expect(throws: DatabaseFault.beyondRegion(code: other)) {
      try database.withReplicas(of: other) { _ in }
    }
    let looks = try library.server.sql(
      library.name, "SELECT bureau, role, what FROM legalaid.drilldown")
    #expect(looks == "990201|\(library.role)|明细\n")
    #expect(throws: (any Error).self) { try library.read("DELETE FROM legalaid.drilldown") }
    #expect(throws: (any Error).self) {
      try library.read(
        "INSERT INTO legalaid.drilldown (bureau, role, what) VALUES (990201, 'x', 'y')")
    }
    #expect(throws: DatabaseFault.notPermitted) { _ = try database.rebuild() }
  }

  @Test("a user that nobody registered, and one that is none, are told so")
  func unknown() throws {
    let library = try Library(region: nil, .years)
    #expect(throws: DatabaseFault.noRegion) { _ = try library.open() }
    let database = try ProvinceDatabase(DatabaseAddress(library.server.url(library.name)))
    #expect(throws: DatabaseReader.Flaw.self) {
      try database.add(DatabaseReader(role: "没有", region: "99", seesNames: false))
    }
    for region in ["", "9", "999", "abcd", "09", "9901010"] {
      #expect(throws: DatabaseReader.Flaw.self) {
        _ = try DatabaseReader(role: "a", region: region, seesNames: false)
      }
    }
    // What was said last stands.
    try database.add(DatabaseReader(role: library.role, region: "99", seesNames: true))
    try database.add(DatabaseReader(role: library.role, region: "9901", seesNames: false))
    #expect(throws: (any Error).self) { try library.read(#"SELECT * FROM fact."legalAidCase""#) }
    let codes = try library.open().bureaus().map(\.code.digits)
    #expect(codes == ["990101", "990102", "990103", "990104"])
  }
}
