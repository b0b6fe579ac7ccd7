#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  @Suite("升级账本中途断电")
  struct MigrationKillTests {
    @Test("a migration killed before any of its writes leaves the old ledger or the new one")
    func migration() async throws {
      let workplace = try Workplace()
      let old = try Self.earlier()
      let record = workplace.path + ".record"
      defer { try? FileManager.default.removeItem(atPath: record) }
      let whole = try await Self.open(
        "全.sqlite", old, FaultyDisk(fault: nil, record: record), workplace)
      #expect(whole.exitCode == 0, "\(whole.stdout)\(whole.stderr)")
      let calls = try DiskCall.all(in: Data(contentsOf: URL(filePath: record)), of: workplace.path)
      let writes = try #require(calls.last?.number)
      #expect(writes > 20)
      let step = max(1, writes / 30)
      var untouched = 0
      for write in stride(from: 1, through: writes, by: step) {
        let name = "断\(write).sqlite"
        let run = try await Self.open(
          name, old, FaultyDisk(fault: .killed(at: write)), workplace)
        #expect(run.isKilled, "write \(write)")
        // Until the migration is committed and copied home, not one byte of the old file changes.
        if try workplace.bytes(of: name) == old { untouched += 1 }
        let state = try await workplace.state(of: name)
        #expect(state == whole.stdout, "write \(write)")
      }
      #expect(untouched > 5)
    }

    @Test("a backup of an earlier version comes back whole or not at all on a disk that fails once")
    func restoring() async throws {
      let base = try Workplace()
      try base.write(try Self.earlier(), to: "旧.sqlite")
      let line = ["restore", "旧.sqlite", "--without-manifest"]
      func restore(on disk: FaultyDisk) async throws -> (place: Workplace, run: Run) {
        let place = try base.twin()
        return (place, try await place.run(line, environment: disk.environment(in: place.path)))
      }
      let record = base.path + ".record"
      defer { try? FileManager.default.removeItem(atPath: record) }
      let (whole, run) = try await restore(on: FaultyDisk(fault: nil, record: record))
      #expect(run.exitCode == 0, "\(run.stderr)")
      let expected = try LedgerState(of: whole.file(Workplace.ledgerName))
      let calls = try DiskCall.all(in: Data(contentsOf: URL(filePath: record)), of: whole.path)
        .filter { $0.verb != .say && $0.verb != .reads }
      #expect(calls.count > 40)
      for call in DiskPoints.chosen(calls, atMost: 40) {
        let fault = FaultyDisk.Fault.refused(at: call.number, as: .ioError)
        let (place, run) = try await restore(on: FaultyDisk(fault: fault))
        let note = "\(call.number) (\(call.verb) \(call.path)): \(run.stderr)"
        #expect(run.exitCode == (place.exists(Workplace.ledgerName) ? 0 : 1), "\(note)")
        guard run.exitCode == 0 else { continue }
        #expect(try LedgerState(of: place.file(Workplace.ledgerName)) == expected, "\(note)")
      }
    }

    /// A ledger as the first version of the program left it.
    private static func earlier() throws -> Data {
      try Data(
        contentsOf: repositoryRoot.appending(path: "Tests/LedgerStoreTests/Ledgers/v1.ledger"))
    }

    /// Verifies a fresh copy of the old ledger, on a disk that counts or kills.
    private static func open(
      _ ledger: String, _ old: Data, _ disk: FaultyDisk, _ workplace: Workplace
    ) async throws -> Run {
      try workplace.write(old, to: ledger)
      return try await workplace.legalaid(
        "verify", "--ledger", ledger, environment: disk.environment(in: workplace.path))
    }
  }
#endif
