import Foundation
import LedgerCore
import LedgerStore
import Province
import ProvinceDatabase
import Schema
import TestSupport
import Testing

@Suite("数据库出了问题", .enabled(if: PostgresServer.isToBeTested))
struct DatabaseFaultTests {
  private static let server = PostgresServer.shared

  /// What somebody else can see of a receipt.
  private static func state(_ name: String) throws -> String {
    try server.get().sql(
      name,
      """
      SELECT (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM legalaid.head t),
        (SELECT count(*) FROM legalaid.journal_entry), (SELECT count(*) FROM legalaid.ledger),
        (SELECT count(*) FROM fact."legalAidCase"), (SELECT count(*) FROM legalaid.segment),
        (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM legalaid.figure t),
        (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM legalaid.standing_case t)
      """)
  }

  /// Ends the connection of whoever writes to a table, at the commit where it is deferred.
  private static func cut(_ table: String, _ when: String, _ name: String) throws {
    let trigger =
      when == "at the commit"
      ? "CREATE CONSTRAINT TRIGGER cut AFTER INSERT OR UPDATE ON \(table) "
        + "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
      : "CREATE TRIGGER cut \(when) ON \(table) FOR EACH STATEMENT"
    _ = try server.get().sql(
      name,
      """
      CREATE OR REPLACE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
      \(trigger) EXECUTE FUNCTION cut();
      """)
  }

  private static let places = [
    ("legalaid.ledger", "BEFORE INSERT"), ("legalaid.journal_entry", "BEFORE INSERT"),
    ("legalaid.journal_entry", "AFTER INSERT"), (#"fact."legalAidCase""#, "BEFORE INSERT"),
    (#"fact."legalAidCase""#, "AFTER INSERT"), ("legalaid.segment", "BEFORE INSERT"),
    ("legalaid.figure", "BEFORE DELETE"), ("legalaid.figure", "AFTER INSERT"),
    ("legalaid.standing_case", "AFTER INSERT"), ("legalaid.head", "BEFORE INSERT"),
    ("legalaid.head", "AFTER INSERT"), ("legalaid.head", "at the commit"),
  ]

  @Test(
    "a connection that ends anywhere in a receipt leaves all as it was, and the next one takes it",
    arguments: places.indices)
  func cutOff(place: Int) throws {
    let (table, when) = Self.places[place]
    let server = try Self.server.get()
    let name = try server.database()
    let office = try Office()
    let held = try office.holding(in: server, name)
    try office.accept(1)
    let first = try office.publish("1.las")
    // The first ledger of a bureau, or a later part of it.
    let isLater = table != "legalaid.ledger" && place.isMultiple(of: 2)
    if isLater { #expect(try held.receive(first) == ["taken 2"]) }
    try office.accept(2)
    let path = isLater ? try office.publish("2.las", after: 2) : try office.publish("2.las")
    let before = try Self.state(name)
    try Self.cut(table, when, name)
    #expect(throws: DatabaseFault.gone, "\(table) \(when)") { try held.receive(path) }
    #expect(try Self.state(name) == before, "\(table) \(when)")
    _ = try server.sql(name, "DROP TRIGGER cut ON \(table)")
    let again = try office.holding(in: server, name)
    #expect(try again.receive(path) == ["taken \(isLater ? 1 : 3)"], "\(table) \(when)")
    #expect(try again.heldHeads() == [office.head()])
    #expect(try again.receive(path) == ["taken 0"])
  }

  @Test("cut off after the commit the ledger is held, and receiving again gives the receipt")
  func cutOffAfter() throws {
    let server = try Self.server.get()
    let name = try server.database()
    let office = try Office()
    let held = try office.holding(in: server, name)
    try office.accept(1)
    let path = try office.publish("1.las")
    try Self.cut("legalaid.arrival", "BEFORE INSERT", name)
    #expect(throws: DatabaseFault.gone) { try held.receive(path) }
    #expect(try server.sql(name, "SELECT entry FROM legalaid.head") == "2\n")
    #expect(try office.names("receipts") == [])
    _ = try server.sql(name, "DROP TRIGGER cut ON legalaid.arrival")
    let again = try office.holding(in: server, name)
    #expect(try again.receive(path) == ["taken 0"])
    #expect(try office.names("receipts").count == 1)
    #expect(try server.sql(name, "SELECT count(*) FROM legalaid.arrival") == "1\n")
  }

  @Test("a replica that is lost, behind, ahead or of another is made anew from the rows")
  func replica() throws {
    let server = try Self.server.get()
    let name = try server.database()
    let office = try Office()
    let held = try office.holding(in: server, name)
    try office.accept(1)
    #expect(try held.receive(try office.publish("1.las")) == ["taken 2"])
    let cache = office.folder.file("省/database")
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: cache).first { $0.hasSuffix(".sqlite") })
    for number in 2...5 {
      switch number {
      case 2: DurableFile.removeDatabase("\(cache)/\(file)")
      case 3:
        let store = try LedgerStore.open(at: "\(cache)/\(file)")
        try store.append(Office.stamp("case accept")) { try $0.append(LegalAidCase.sample("另")) }
        try store.close()
      case 4:
        DurableFile.removeDatabase("\(cache)/\(file)")
        try LedgerStore.create(
          at: "\(cache)/\(file)", bureau: Bureau(agency: "别局", region: "别区"),
          stamp: Office.stamp("init"))
      default: break
      }
      try office.accept(number)
      let path = try office.publish("\(number).las", after: number)
      #expect(try held.receive(path) == ["taken 1"], "\(number)")
    }
    #expect(try held.heldHeads() == [office.head()])
  }

  @Test("gaps wait and forks are refused by what the database holds")
  func gapAndFork() throws {
    let server = try Self.server.get()
    let office = try Office().holding(in: server, server.database())
    try office.accept(1)
    let first = try office.publish("1.las")
    try office.accept(2)
    #expect(try office.receive(try office.publish("2.las", after: 2)) == ["waiting 0"])
    #expect(try office.receive(first) == ["taken 2", "taken 1"])
    let other = try LedgerStore.inMemory(
      bureau: Bureau(agency: "测试区司法局", region: "测试区"), stamp: Office.stamp("init"))
    try other.append(Office.stamp("case accept")) { try $0.append(LegalAidCase.sample("另")) }
    let said = try office.receive(try office.publish("b.las", of: other))
    #expect(said.count == 1 && said[0].contains("分叉：第 2 号流水"))
    #expect(try office.heldHeads() == [office.head()])
  }

  @Test("what a folder took before it had a database is brought into it, and once")
  func laterDatabase() throws {
    let server = try Self.server.get()
    let office = try Office()
    try office.accept(1)
    #expect(try office.receive(try office.publish("1.las")) == ["taken 2"])
    let held = try office.holding(in: server, server.database())
    let segments = held.province.folder.segments
    #expect(try held.receive(segments) == ["taken 2"])
    #expect(try held.receive(segments) == ["taken 0"])
    #expect(try held.heldHeads() == [office.head()])
    #expect(try held.province.store.read { try $0.province.arrivals() }.count == 1)
  }

  @Test("a database of another province, of a newer program, without tables or none at all is told")
  func wrongDatabases() throws {
    let server = try Self.server.get()
    let name = try server.database()
    let office = try Office()
    _ = try office.holding(in: server, name)
    #expect(throws: DatabaseFault.otherProvince(held: "某省司法厅")) {
      _ = try Office(otherKey: true).holding(in: server, name)
    }
    #expect(throws: DatabaseFault.notPrepared) {
      _ = try ProvinceDatabase(DatabaseAddress(server.url("postgres")))
    }
    _ = try server.sql(name, "UPDATE legalaid.province SET schema_version = 99")
    #expect(throws: DatabaseFault.newerSchema(found: 99, known: 1)) {
      _ = try ProvinceDatabase(DatabaseAddress(server.url(name)))
    }
    #expect(throws: DatabaseFault.badAddress) { _ = try DatabaseAddress("mysql://a:b@c/d") }
    let secret = "mima-\(UUID().uuidString)"
    let fault = #expect(throws: DatabaseFault.self) {
      _ = try ProvinceDatabase(
        DatabaseAddress(server.url("meiyou").replacing("postgres@", with: "postgres:\(secret)@")))
    }
    let words = try #require(fault).description
    #expect(words.contains("连不上数据库") && words.contains("meiyou") && !words.contains(secret))
  }
}

@Suite("数据库的表")
struct DatabaseLawTests {
  @Test(
    "every key begins with the bureau; no sequence, no key across bureaus, no division",
    arguments: DatabaseSchema.Layout.allCases)
  func laws(_ layout: DatabaseSchema.Layout) throws {
    let statements = try DatabaseSchema.statements(layout) + [ProvinceSchema.regionPolicy]
    let sql = statements.joined(separator: "\n").split(separator: "\n")
      .filter { !$0.hasPrefix("--") }.joined(separator: "\n")
    let forbidden = /(?i)\b(serial|bigserial|sequence|generated|references|foreign)\b|\//
    #expect(sql.firstMatch(of: forbidden).map { "\($0.output.0)" } == nil)
    let tables = sql.matches(of: /CREATE TABLE IF NOT EXISTS (\S+) \(([^;]*?)\n\)([^;]*);/)
    #expect(tables.count > 55)
    for table in tables where table.1 != "legalaid.scope" {
      let body = table.2
      let isKeyed =
        body.contains("PRIMARY KEY (bureau") || body.contains("bureau integer NOT NULL PRIMARY KEY")
      #expect(isKeyed, "\(table.1)")
      if layout == .bureaus { #expect(table.3.contains("HASH (bureau)"), "\(table.1)") }
      if body.contains("year smallint"), layout == .years, table.1.hasSuffix("line\"") {
        #expect(table.3.contains("RANGE (year)"), "\(table.1)")
      }
    }
    let indexes = sql.matches(of: /CREATE UNIQUE INDEX[^;]*\((\w+)/)
    #expect(indexes.allSatisfy { $0.1 == "bureau" })
  }

  @Test("every table of the ledger's facts has its own, column by column")
  func facts() throws {
    let sql = try DatabaseSchema.statements(.years).joined(separator: "\n")
    for (name, columns) in factTableColumns {
      let table = try #require(sql.firstRange(of: "fact.\"\(name)\" ("), "\(name)")
      let body = sql[table.upperBound...].prefix { $0 != ")" }
      for column in columns { #expect(body.contains("\"\(column)\""), "\(name).\(column)") }
    }
  }
}
