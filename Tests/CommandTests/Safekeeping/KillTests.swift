import Foundation
import TestSupport
import Testing

@Suite("中途断电", .serialized)
struct KillTests {
  private static let seed: UInt64 = 20_240_305
  private static let killsWanted = 28

  @Test("an import killed at any point leaves the ledger as before or as after")
  func imports() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(BigTable.cases(900), to: "表.csv")
    try workplace.copy(Workplace.ledgerName, to: "原.sqlite")
    let before = try await Self.extent(of: workplace, "原.sqlite")
    let started = ContinuousClock.now
    _ = try await workplace.start(["import", "表.csv"]).finish()
    var window = ContinuousClock.now - started
    let after = try await Self.extent(of: workplace, Workplace.ledgerName)
    #expect(before == "流水 1 笔，记录 1 条")
    #expect(after == "流水 2 笔，记录 901 条")
    var generator = SeededGenerator(seed: Self.seed)
    var kills = 0
    var tries = 0
    var ends: Set<String> = []
    while kills < Self.killsWanted, tries < Self.killsWanted * 4 {
      tries += 1
      let name = "第\(tries).sqlite"
      try workplace.copy("原.sqlite", to: name)
      let run = try workplace.start(["import", "表.csv", "--ledger", name])
      if tries.isMultiple(of: 4) {
        // The moment when rows reach the disk.
        try await Self.wait(for: run) { workplace.length(of: name + "-wal") > 0 }
      } else {
        try await Task.sleep(for: window * Double.random(in: 0...1, using: &generator))
      }
      run.kill()
      let isKilled = try await run.finish().isKilled
      if isKilled { kills += 1 }
      // Other tests come and go: the window follows the length of a run as it is now.
      window = isKilled ? window * 11 / 10 : window * 7 / 10
      let found = try await Self.extent(of: workplace, name)
      #expect(found == before || found == after, "seed \(Self.seed), try \(tries)")
      ends.insert(found)
      workplace.removeLedger(name)
    }
    #expect(kills == Self.killsWanted)
    #expect(ends.contains(before))
  }

  @Test("after a kill the same import is done again as if nothing had been")
  func again() async throws {
    let workplace = try Workplace()
    try workplace.write(BigTable.cases(900), to: "表.csv")
    let wal = Workplace.ledgerName + "-wal"
    var isKilled = false
    // A run may be over before the kill comes.
    for _ in 0..<30 where !isKilled {
      workplace.removeLedger(Workplace.ledgerName)
      try await workplace.newLedger(Workplace.ledgerName)
      let run = try workplace.start(["import", "表.csv"])
      try await Self.wait(for: run) { workplace.length(of: wal) > 0 }
      run.kill()
      isKilled = try await run.finish().isKilled
    }
    #expect(isKilled)
    let again = try await workplace.succeed("import", "表.csv")
    #expect(again.contains("案件：新增 900，") || again.contains("未变 900"), "\(again)")
    #expect(try await Self.extent(of: workplace, Workplace.ledgerName) == "流水 2 笔，记录 901 条")
  }

  @Test("a killed init leaves no file under the ledger's name, or a whole ledger")
  func initialisation() async throws {
    let workplace = try Workplace()
    var generator = SeededGenerator(seed: Self.seed)
    let started = ContinuousClock.now
    _ = try await workplace.start(Self.make("量.sqlite")).finish()
    var window = ContinuousClock.now - started
    var kills = 0
    var tries = 0
    var made = 0
    while kills < Self.killsWanted, tries < Self.killsWanted * 4 {
      tries += 1
      let name = "第\(tries).sqlite"
      let run = try workplace.start(Self.make(name))
      try await Task.sleep(for: window * Double.random(in: 0...1, using: &generator))
      run.kill()
      let isKilled = try await run.finish().isKilled
      if isKilled { kills += 1 }
      window = isKilled ? window * 11 / 10 : window * 7 / 10
      if workplace.exists(name) {
        made += 1
        #expect(try await Self.extent(of: workplace, name) == "流水 1 笔，记录 1 条", "try \(tries)")
      } else {
        try await workplace.newLedger(name)
      }
    }
    #expect(kills == Self.killsWanted)
    #expect(made < tries)
  }

  private static func make(_ ledger: String) -> [String] {
    ["init", "--agency", "测试区司法局", "--region", "测试区", "--ledger", ledger]
  }

  /// How much a whole ledger holds; `verify` must find nothing wrong.
  private static func extent(of workplace: Workplace, _ ledger: String) async throws -> String {
    let state = try await workplace.state(of: ledger)
    let line = state.prefix { $0 != "\n" }
    return String(line.drop { $0 != "：" }.dropFirst())
  }

  private static func wait(for run: RunUnderWay, until isTrue: () -> Bool) async throws {
    while run.isRunning, !isTrue() { try await Task.sleep(for: .microseconds(300)) }
  }
}

extension Workplace {
  /// The length of a file in bytes; 0 when there is none.
  fileprivate func length(of name: String) -> Int {
    let size = try? FileManager.default.attributesOfItem(atPath: file(name))[.size]
    return (size as? NSNumber)?.intValue ?? 0
  }

  fileprivate func removeLedger(_ name: String) {
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: file(name + suffix))
    }
  }
}
