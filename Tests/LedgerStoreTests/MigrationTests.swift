import Foundation
import GRDB
import LedgerCore
import LedgerStore
import Schema
import TestSupport
import Testing

@Suite("旧版本的账本")
struct MigrationTests {
  private static let versions = 1...Migrations.scripts.count

  /// The committed ledger of a version; see `Ledgers/README.md`.
  private static func committed(_ version: Int) -> URL {
    repositoryRoot.appending(path: "Tests/LedgerStoreTests/Ledgers/v\(version).ledger")
  }

  /// A copy to work on.
  private func ledger(_ version: Int, in folder: TemporaryFolder) throws {
    try FileManager.default.copyItem(
      at: Self.committed(version), to: URL(filePath: folder.file()))
  }

  @Test("the present version has its ledger, and one that is committed is never made again")
  func present() throws {
    let version = Migrations.scripts.count
    let place = Self.committed(version)
    if FileManager.default.fileExists(atPath: place.path) { return }
    guard isUpdatingGolden else {
      Issue.record("no ledger of version \(version); UPDATE_GOLDEN=1 makes it")
      return
    }
    let folder = try TemporaryFolder()
    try EarlierBook.record(version, in: folder.newLedger())
    try folder.rawConnection().writeWithoutTransaction {
      _ = try $0.checkpoint(.truncate)
    }
    try FileManager.default.copyItem(at: URL(filePath: folder.file()), to: place)
    Issue.record("made \(place.path); run again without UPDATE_GOLDEN")
  }

  @Test("every version's ledger has rows in every table of its schema", arguments: versions)
  func rows(version: Int) throws {
    let folder = try TemporaryFolder()
    try ledger(version, in: folder)
    try folder.rawConnection().read { database in
      #expect(try Int.fetchOne(database, sql: "PRAGMA user_version") == version)
      let tables = try String.fetchAll(
        database,
        sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      #expect(tables.count > 10)
      // A migration alone fills it, with what it met: see EarlierNumberTests.
      for table in tables where table != "earlierNumber" {
        #expect(try database.rowCount(of: table) > 0, "\(table)")
      }
    }
  }

  @Test(
    "a ledger of any version opens, migrates, verifies and takes new facts", arguments: versions)
  func migrates(version: Int) throws {
    let folder = try TemporaryFolder()
    try ledger(version, in: folder)
    let store = try LedgerStore.open(at: folder.file())
    let found = try store.read { try Verification(of: $0) }
    #expect(found.problems == [] && found.factCount >= 23)
    #expect(try store.read { try ConsistencyCheck.problems(in: $0) } == [])
    try store.read { ledger in
      let filedOn = try ledger.cases.legalAidCase(.of("案1"))?.filedOn
      #expect(filedOn?.description == "2024-03-20")
      let claimed = try ledger.cases.claim(.of("申1"))?.caseNumber
      #expect(claimed?.key == "案1")
      let received = try ledger.funds.appropriation(.sample("文2"))?.amount
      #expect(received?.fen == 2_000_000)
      let line = try ledger.treasury.line(.of("流1"))
      #expect(line?.memo == "补贴")
      #expect(try ledger.standards.all().count == (version >= 3 ? 1 : 0))
      #expect(try ledger.years.closings().count == (version >= 4 ? 3 : 0))
      guard version >= 10 else { return }
      #expect(try ledger.cases.legalAidCase(.of("案5")) == nil)
      #expect(try ledger.duty.shift(.of("值1")) != nil)
      let renumbered = try ledger.cases.dossier(.of("案3"))
      #expect(renumbered.legalAidCase?.number.key == "案4" && renumbered.claims.count == 1)
      #expect(renumbered.lines.map(\.subject.caseNumber?.key) == ["案4"])
    }
    let signer = version >= 11 ? EntrySigner.sample : nil
    try store.append(.sample("later"), signer: signer) {
      try $0.append(LegalAidCase.sample("案9"))
    }
    let after = try store.read { try Verification(of: $0) }
    #expect(after.problems == [] && after.entryCount == found.entryCount + 1)
  }

  @Test("a changed row of an entry of an earlier version is told by its entry", arguments: 2...4)
  func tamperedBefore(version: Int) throws {
    let folder = try TemporaryFolder()
    try ledger(version, in: folder)
    try folder.rawConnection().writeWithoutTransaction { database in
      let triggers = try String.fetchAll(
        database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
      try database.dropGuards()
      try database.execute(
        sql: "UPDATE legalAidCase SET recipient = '赵某某丁' WHERE caseNumber = '案2'")
      for trigger in triggers { try database.execute(sql: trigger) }
    }
    let problems = try LedgerStore.open(at: folder.file()).problems()
    #expect(
      problems.count == 1 && problems[0].hasPrefix("第 2 号流水（2025-01-02T03:04:05Z，first）的摘要不符"))
    #expect(problems[0].contains("经费指标 文1（2023 年度）第 1 次登记") && !problems[0].contains("赵某某丁"))
  }

  @Test("a migrated file has the schema of a new one", arguments: versions)
  func schema(version: Int) throws {
    let folder = try TemporaryFolder()
    try ledger(version, in: folder)
    _ = try LedgerStore.open(at: folder.file()).head()
    _ = try folder.newLedger("new.sqlite")
    let schemas = try ["ledger.sqlite", "new.sqlite"].map { name in
      try folder.rawConnection(name).read { database in
        try String.fetchSet(
          database,
          sql: "SELECT type || name || sql FROM sqlite_schema WHERE sql IS NOT NULL")
      }
    }
    #expect(schemas[0] == schemas[1] && schemas[0].count > 40)
  }

  @Test("a ledger of a version after this one is refused and left as it is")
  func newer() throws {
    let folder = try TemporaryFolder()
    _ = try folder.newLedger().head()
    let newer = Migrations.scripts.count + 1
    try folder.rawConnection().writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA user_version = \(newer)")
    }
    let before = try folder.bytes()
    #expect(throws: StoreFault.newerVersion(found: newer, known: newer - 1)) {
      try LedgerStore.open(at: folder.file())
    }
    #expect(try folder.bytes() == before)
  }
}
