import Bookkeeping
import Foundation
import GRDB
import LedgerCore
import LedgerStore
import Reconciliation
import Testing

@testable import ledger_bench

@Suite("基准测试的账本")
struct BookPlanTests {
  private static let plan = BookPlan(cases: 600, seed: 7, wrongPerThousand: 250)

  @Test("a plan makes the same ledger each time, and another seed another one")
  func deterministic() throws {
    let folder = try Folder()
    let other = BookPlan(cases: 600, seed: 8, wrongPerThousand: 250)
    let heads = try [Self.plan, Self.plan, other].enumerated().map { index, plan in
      try plan.write(to: folder.file("\(index).sqlite")).read { try $0.journal.head() }
    }
    #expect(heads[0] == heads[1])
    #expect(heads[0] != heads[2])
  }

  @Test("the rules, the SQL and the C program count the same findings of every kind")
  func counts() throws {
    let folder = try Folder()
    let path = folder.file("book.sqlite")
    let store = try Self.plan.write(to: path)
    let result = try ReconcileYear(store)(Period(year: #require(FiscalYear(BookPlan.year)))).result
    let own = result.countsByRule.reduce(into: [:]) { $0["\($1.key)"] = $1.value }
    let shell = try Self.sqlCounts(path)
    let pass = try Self.passCounts(path, in: folder)
    #expect(shell.count > 25)
    for (rule, count) in shell { #expect(own[rule, default: 0] == count, "SQL, \(rule)") }
    for (rule, count) in pass where Self.isRule(rule) {
      #expect(own[rule, default: 0] == count, "C, \(rule)")
    }
    #expect(pass["net"] == Int(result.book.funds.netPaidInYear.fen))
    #expect(pass["claimed"] == Int(try result.book.cases(\.claimed).fen))
    #expect(pass["approved"] == Int(try result.book.cases(\.approved).fen))
    #expect(pass["dossiers"] == result.book.examined.dossiers)
    // A book in which little is wrong would prove little.
    #expect(own.count > 25)
  }

  private static func sqlCounts(_ path: String) throws -> [String: Int] {
    try DatabaseQueue(path: path).writeWithoutTransaction { database in
      var counts: [String: Int] = [:]
      let statements = try database.allStatements(sql: ShellScripts.reconciliation)
      while let statement = try statements.next() {
        guard statement.columnCount == 2 else {
          try statement.execute()
          continue
        }
        for row in try Row.fetchAll(statement) {
          if let rule: String = row[0], isRule(rule) { counts[rule] = row[1] }
        }
      }
      return counts
    }
  }

  /// Whether a line counts a rule's findings; others tell sums.
  private static func isRule(_ name: String) -> Bool { name.wholeMatch(of: /[A-Z][0-9]{2}/) != nil }

  @Test("the program and the C program find the same facts under their marks, and the chain whole")
  func marks() throws {
    let folder = try Folder()
    let path = folder.file("book.sqlite")
    let found = try Self.plan.write(to: path).read { try Verification(of: $0) }
    #expect(found.problems == [])
    let counts = try Self.passCounts(path, in: folder, ["verify", path])
    #expect(
      counts == [
        "entries": found.entryCount, "facts": found.factCount, "wrong": 0, "broken": 0,
      ])
    let database = try DatabaseQueue(path: path)
    try database.writeWithoutTransaction {
      try $0.execute(sql: "DROP TRIGGER claimRefusesUpdate")
      try $0.execute(
        sql: """
          UPDATE claim SET claimedAmount = claimedAmount + 1
          WHERE caseNumber = (SELECT min(caseNumber) FROM claim)
          """)
    }
    try database.close()
    #expect(try Self.passCounts(path, in: folder, ["verify", path])["wrong"] ?? 0 > 0)
  }

  private static func passCounts(
    _ path: String, in folder: Folder, _ words: [String]? = nil
  ) throws -> [String: Int] {
    let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let places = ([Bundle.main.executableURL, Bundle.main.bundleURL].compactMap(\.self) + bundles)
      .map { $0.resolvingSymlinksInPath().deletingLastPathComponent() }
    let program = try #require(
      places.map { $0.appending(path: "c-baseline") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) })
    let run = try ChildProcess.run(
      [program.path] + (words ?? ["reconcile", path, "\(BookPlan.year)"]), in: folder.url)
    let lines = run.output.split(separator: "\n").map { $0.split(separator: " ") }
    return Dictionary(
      uniqueKeysWithValues: lines.compactMap { words in
        words.count == 2 ? Int(words[1]).map { (String(words[0]), $0) } : nil
      })
  }
}

/// A folder of a test, which goes with it.
private final class Folder {
  let url = FileManager.default.temporaryDirectory.appending(path: "bench-test-\(UUID())")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String) -> String { url.appending(path: name).path }
}
