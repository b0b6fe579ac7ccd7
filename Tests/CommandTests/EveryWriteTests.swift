#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  @Suite("每一次写盘前断电")
  struct EveryWriteTests {
    private static let folder = "包/2024年度报表包"

    @Test(
      "a closing killed before any of its writes leaves the old state or the new, and completes")
    func closeYear() async throws {
      let workplace = try await SmallBook.workplace(cases: 2)
      _ = try await workplace.run(SmallBook.pay("支1", 1))
      _ = try await workplace.run(SmallBook.pay("支2", 2))
      try workplace.copy(Workplace.ledgerName, to: "原.sqlite")
      let before = Self.extent(try await workplace.state(of: "原.sqlite"))
      let whole = try await Self.close("全.sqlite", ["COUNT_INTO": workplace.file("次数")], workplace)
      #expect(whole.exitCode == 0, "\(whole.stderr)")
      let after = Self.extent(try await workplace.state(of: "全.sqlite"))
      let pack = try Self.pack(in: workplace)
      let writes = try #require(Int(workplace.text(of: "次数")))
      #expect(writes > 30)
      var found: Set<String> = []
      for write in 1...writes {
        try FileManager.default.removeItem(atPath: workplace.file("包"))
        let ledger = "断\(write).sqlite"
        let run = try await Self.close(ledger, ["KILL_AT": "\(write)"], workplace)
        #expect(run.isKilled, "write \(write)")
        let state = Self.extent(try await workplace.state(of: ledger))
        #expect([before, after].contains(state), "write \(write): \(state)")
        found.insert(state)
        // Whatever stands under the folder's name is whole.
        if workplace.exists(Self.folder) { #expect(try Self.pack(in: workplace) == pack) }
        let again = try await workplace.legalaid(
          "close-year", "2024", "--ledger", ledger, "--folder", Self.folder)
        #expect(again.exitCode == 0, "write \(write): \(again.stderr)")
        #expect(Self.extent(try await workplace.state(of: ledger)) == after, "write \(write)")
        #expect(try Self.pack(in: workplace) == pack, "write \(write)")
        let names = try FileManager.default.contentsOfDirectory(atPath: workplace.file("包"))
        #expect(names == ["2024年度报表包"], "write \(write)")
      }
      #expect(found == [before, after])
    }

    /// Closes the year of a fresh copy of the ledger, with the library that counts or kills.
    private static func close(
      _ ledger: String, _ environment: [String: String?], _ workplace: Workplace
    ) async throws -> Run {
      try workplace.copy("原.sqlite", to: ledger)
      var environment = environment
      environment["LD_PRELOAD"] = try Program.products().appending(path: "libKillAtWrite.so").path
      return try await workplace.legalaid(
        "close-year", "2024", "--ledger", ledger, "--folder", folder, environment: environment)
    }

    private static func pack(in workplace: Workplace) throws -> [String: Data] {
      let names = try FileManager.default.contentsOfDirectory(atPath: workplace.file(folder))
      return try Dictionary(
        uniqueKeysWithValues: names.map { ($0, try workplace.bytes(of: "\(folder)/\($0)")) })
    }

    /// How much a ledger holds, without its head.
    private static func extent(_ state: String) -> String { String(state.prefix { $0 != "\n" }) }
  }
#endif
