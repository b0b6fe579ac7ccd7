#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  @Suite("升级账本中途断电")
  struct MigrationKillTests {
    @Test("a migration killed before any of its writes leaves the old ledger or the new one")
    func migration() async throws {
      let workplace = try Workplace()
      let old = try Data(
        contentsOf: repositoryRoot.appending(path: "Tests/LedgerStoreTests/Ledgers/v1.ledger"))
      let whole = try await Self.open(
        "全.sqlite", old, ["COUNT_INTO": workplace.file("次数")], workplace)
      #expect(whole.exitCode == 0, "\(whole.stdout)\(whole.stderr)")
      let writes = try #require(Int(workplace.text(of: "次数")))
      #expect(writes > 20)
      let step = max(1, writes / 30)
      var untouched = 0
      for write in stride(from: 1, through: writes, by: step) {
        let name = "断\(write).sqlite"
        let run = try await Self.open(name, old, ["KILL_AT": "\(write)"], workplace)
        #expect(run.isKilled, "write \(write)")
        // Until the migration is committed and copied home, not one byte of the old file changes.
        if try workplace.bytes(of: name) == old { untouched += 1 }
        let state = try await workplace.state(of: name)
        #expect(state == whole.stdout, "write \(write)")
      }
      #expect(untouched > 5)
    }

    /// Verifies a fresh copy of the old ledger, with the library that counts or kills.
    private static func open(
      _ ledger: String, _ old: Data, _ environment: [String: String?], _ workplace: Workplace
    ) async throws -> Run {
      try workplace.write(old, to: ledger)
      var environment = environment
      environment["LD_PRELOAD"] = try Program.products().appending(path: "libKillAtWrite.so").path
      return try await workplace.legalaid("verify", "--ledger", ledger, environment: environment)
    }
  }
#endif
