import Foundation
import Testing

/// Several programs at work on one ledger.
enum Recorders {
  /// Starts so many runs at once, numbered from 1, and waits for all.
  static func together(
    _ count: Int, in workplace: Workplace,
    environment: (Int) -> [String: String?] = { _ in [:] }, _ line: (Int) -> [String]
  ) async throws -> [Int: Run] {
    let started = try (1...count).map {
      ($0, try workplace.start(line($0), environment: environment($0)))
    }
    var runs: [Int: Run] = [:]
    for (number, run) in started { runs[number] = try await run.finish() }
    return runs
  }

  /// Lets several recorders work at the same time, each doing one act after the other.
  ///
  /// - Parameters:
  ///   - count: How many recorders, numbered from 1.
  ///   - acts: How many acts each does at most, numbered from 1 over all of them.
  ///   - workplace: Where they work.
  ///   - environment: Of an act.
  ///   - isDone: Whether a recorder stops after a run.
  ///   - line: The command line of an act.
  /// - Returns: What each act that was done came to.
  /// - Throws: When a program cannot be started.
  static func work(
    _ count: Int, acts: Int, in workplace: Workplace,
    environment: @escaping @Sendable (Int) -> [String: String?] = { _ in [:] },
    until isDone: @escaping @Sendable (Run) -> Bool = { _ in false },
    _ line: @escaping @Sendable (Int) -> [String]
  ) async throws -> [Int: Run] {
    try await withThrowingTaskGroup(of: [Int: Run].self) { group in
      for recorder in 0..<count {
        group.addTask {
          var runs: [Int: Run] = [:]
          for number in recorder * acts + 1...(recorder + 1) * acts {
            let run = try await workplace.start(line(number), environment: environment(number))
              .finish()
            runs[number] = run
            if isDone(run) { break }
          }
          return runs
        }
      }
      return try await group.reduce(into: [:]) { all, runs in
        all.merge(runs) { first, _ in first }
      }
    }
  }
}

extension [Int: Run] {
  /// The numbers of the acts that were recorded, in order.
  var recorded: [Int] { filter { $0.value.exitCode == 0 }.keys.sorted() }

  /// The runs that were not recorded.
  var refused: [Run] { values.filter { $0.exitCode != 0 } }
}

extension Workplace {
  /// The voucher of every payment line in a ledger, in order.
  func vouchers(in ledger: String = Workplace.ledgerName) async throws -> [String] {
    let list = try json(
      try await succeed("pay", "list", "--format", "json", "--ledger", ledger))
    return (list["rows"] as? [[Any]] ?? []).compactMap { row in
      (row.first as? String).map { String($0.prefix { $0 != "/" }) }
    }
  }

  /// How many entries a whole ledger has, and its head.
  func extent(of ledger: String = Workplace.ledgerName) async throws -> (entries: Int, head: String)
  {
    Self.extent(
      in: try json(try await succeed("verify", "--format", "json", "--ledger", ledger)))
  }

  /// Waits until others have brought the ledger to so many entries.
  ///
  /// Each look starts at once: what happens within seconds would be over before it is let through
  /// the gate.
  func waitForEntries(_ count: Int) async throws {
    while true {
      let run = try await start(["verify", "--format", "json"]).finish()
      if Self.extent(in: try json(run.stdout)).entries >= count { return }
    }
  }

  private static func extent(in verification: [String: Any]) -> (entries: Int, head: String) {
    #expect(verification["result"] as? String == "sound")
    return (
      verification["entry_count"] as? Int ?? 0, verification["ledger_head"] as? String ?? ""
    )
  }

  /// The entry that a head is the digest of.
  func entry(ofHead head: String) async throws -> Int? {
    let found = try json(try await succeed("verify", "--head", head, "--format", "json"))
    return (found["asked_head"] as? [String: Any])?["entry"] as? Int
  }
}
