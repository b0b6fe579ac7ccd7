import Foundation
import TestSupport
import Testing

@Suite("结账中途断电", .serialized)
struct CloseYearKillTests {
  private static let seed: UInt64 = 20_241_231
  private static let killsWanted = 28
  private static let folder = "包/2024年度报表包"

  /// A moment of a closing that a kill waits for.
  private enum Moment: CaseIterable {
    /// Some time on the way.
    case anyTime
    /// The draft of the pack is being written.
    case draft
    /// Rows reach the disk.
    case rows
    /// The pack is under its name.
    case published
  }

  @Test(
    "a closing killed at any point leaves the year open or closed, and the next one completes it")
  func closings() async throws {
    let workplace = try await SmallBook.workplace(cases: 60, appropriated: "100,000")
    try Self.payAll(60, in: workplace)
    try await workplace.succeed("import", "付/支付.csv")
    try workplace.copy(Workplace.ledgerName, to: "原.sqlite")
    let before = try await workplace.state(of: "原.sqlite")
    let started = ContinuousClock.now
    _ = try await Self.close(Workplace.ledgerName, in: workplace).finish()
    var window = ContinuousClock.now - started
    let after = try await workplace.state(of: Workplace.ledgerName)
    let whole = try Self.pack(in: workplace)
    #expect(whole.count >= 7)
    try FileManager.default.removeItem(atPath: workplace.file("包"))
    var generator = SeededGenerator(seed: Self.seed)
    var kills = 0
    var tries = 0
    var ends: Set<Bool> = []
    while kills < Self.killsWanted, tries < Self.killsWanted * 4 {
      tries += 1
      let name = "第\(tries).sqlite"
      try workplace.copy("原.sqlite", to: name)
      let moment = Moment.allCases[tries % Moment.allCases.count]
      let run = try Self.close(name, in: workplace)
      if moment == .anyTime {
        try await Task.sleep(for: window * Double.random(in: 0...1, using: &generator))
      } else {
        while run.isRunning, !Self.isReached(moment, name, in: workplace) {
          try await Task.sleep(for: .microseconds(200))
        }
      }
      run.kill()
      let isKilled = try await run.finish().isKilled
      if isKilled { kills += 1 }
      window = isKilled ? window * 11 / 10 : window * 7 / 10
      let found = try await Self.extent(of: name, in: workplace)
      let isClosed = found == Self.extent(after)
      #expect(isClosed || found == Self.extent(before), "seed \(Self.seed), try \(tries): \(found)")
      ends.insert(isClosed)
      // Whatever stands under the folder's name is whole.
      if workplace.exists(Self.folder) {
        #expect(isClosed, "try \(tries)")
        #expect(try Self.pack(in: workplace).keys == whole.keys, "try \(tries)")
      }
      try await Self.expectCompleted(name, like: whole, in: workplace)
      try FileManager.default.removeItem(atPath: workplace.file("包"))
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: workplace.file(name + suffix))
      }
    }
    #expect(kills == Self.killsWanted)
    #expect(ends == [true, false])
  }

  /// Closes the year again: the ledger and the pack are then as if nothing had been.
  private static func expectCompleted(
    _ ledger: String, like whole: [String: Data], in workplace: Workplace
  ) async throws {
    let run = try await close(ledger, in: workplace).finish()
    #expect(run.exitCode == 0, "\(run.stderr)")
    // The instant of the entry is not the same, the pack was made before it.
    #expect(try pack(in: workplace) == whole)
    let names = try FileManager.default.contentsOfDirectory(atPath: workplace.file("包"))
    #expect(names == ["2024年度报表包"])
    _ = try await workplace.state(of: ledger)
  }

  private static func close(_ ledger: String, in workplace: Workplace) throws -> RunUnderWay {
    try workplace.start(["close-year", "2024", "--ledger", ledger, "--folder", folder])
  }

  private static func isReached(
    _ moment: Moment, _ ledger: String, in workplace: Workplace
  ) -> Bool {
    switch moment {
    case .anyTime: return true
    case .draft:
      let names = try? FileManager.default.contentsOfDirectory(atPath: workplace.file("包"))
      return names?.contains { $0.hasPrefix(".") } ?? false
    case .rows:
      let size = try? FileManager.default
        .attributesOfItem(atPath: workplace.file(ledger + "-wal"))[.size]
      return (size as? NSNumber)?.intValue ?? 0 > 0
    case .published: return workplace.exists(folder)
    }
  }

  private static func pack(in workplace: Workplace) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: workplace.file(folder))
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try workplace.bytes(of: "\(folder)/\($0)")) })
  }

  private static func payAll(_ cases: Int, in workplace: Workplace) throws {
    var table = "支付凭证号,支付日期,支出用途,案件编号,指标文号,金额,收款单位\n"
    for number in 1...cases {
      table += "支\(number),2024-04-01,以案定补,案\(number),\(SmallBook.document),800,甲律师事务所\n"
    }
    try workplace.write(table, to: "付/支付.csv")
  }

  private static func extent(of ledger: String, in workplace: Workplace) async throws -> String {
    extent(try await workplace.state(of: ledger))
  }

  /// How much a ledger holds, without its head.
  private static func extent(_ state: String) -> String {
    String(state.prefix { $0 != "\n" })
  }
}
