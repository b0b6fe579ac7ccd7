import Foundation

/// One book of the benchmark with the programs that are set beside each other on it.
struct Bench {
  let plan: BookPlan
  let folder: URL
  let rounds: Int
  /// The book as generated; only read.
  let book: String
  /// The same with the treasury's statement.
  let treasuryBook: String
  /// A copy that payments are recorded in.
  let work: String

  /// What is measured, by name.
  var works: [(name: String, measure: () throws -> [ReportRow])] {
    [
      ("start", start), ("reconcile", fullReconciliation),
      ("treasury", reconciliationWithStatement), ("tables", paragraphAndTables),
      ("payment", onePayment), ("durable", durablePayments),
      ("verify", verification), ("import", importing),
      ("signed payments", signedPayments), ("signed verify", signedVerification), ("desk", desk),
    ]
  }

  /// Makes the book, unless the folder has it from an earlier run.
  init(plan: BookPlan, folder: URL, rounds: Int) throws {
    self.plan = plan
    self.folder = folder
    self.rounds = max(rounds, 1)
    book = folder.appending(path: "book-\(plan.cases)-\(plan.seed).sqlite").path
    work = folder.appending(path: "work-\(plan.cases)-\(plan.seed).sqlite").path
    treasuryBook = folder.appending(path: "treasury-\(plan.cases)-\(plan.seed).sqlite").path
    for (path, treasury) in [(book, false), (treasuryBook, true)]
    where !FileManager.default.fileExists(atPath: path) {
      let start = ContinuousClock.now
      _ = try plan.write(to: path, with: treasury)
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      Report.say(
        "生成 \(plan.cases) 案的账本\(treasury ? "和国库流水" : "")用了 \(decimal(seconds, 1)) 秒")
    }
  }

  private static let products = URL(filePath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent()

  /// A program beside this one.
  func built(_ name: String) -> String {
    Self.products.appending(path: name).path
  }

  func legalaid(_ words: String...) throws -> ChildProcess {
    // 2 says that something is left to be done, which the generated book is full of.
    try ChildProcess.run([built("legalaid")] + words, accepted: [0, 2], in: folder)
  }

  func baseline(_ words: String...) throws -> ChildProcess {
    try ChildProcess.run([built("c-baseline")] + words, in: folder)
  }

  func shell(_ script: String, on ledger: String) throws -> ChildProcess {
    try ChildProcess.run(["sqlite3", "-batch", ledger], input: script, in: folder)
  }

  /// Runs two things in turn, so that what the machine does besides hits both.
  func inTurn(
    _ one: () throws -> ChildProcess, _ other: () throws -> ChildProcess
  ) throws -> (one: [ChildProcess], other: [ChildProcess]) {
    // The first run of each fills the caches and does not count.
    _ = try (one(), other())
    var runs: (one: [ChildProcess], other: [ChildProcess]) = ([], [])
    for _ in 0..<rounds {
      runs.one.append(try one())
      runs.other.append(try other())
    }
    return runs
  }

  /// A row from runs in turn: the median of the ratios of each round.
  func row(
    _ name: String, _ runs: (one: [ChildProcess], other: [ChildProcess]), atMost target: Double?
  ) -> ReportRow {
    let ratio = zip(runs.one, runs.other).map { $0.seconds / $1.seconds }.median
    let memory = runs.one.map(\.peakMegabytes).max() ?? 0
    return ReportRow(
      name: name,
      value: duration(runs.one.map(\.seconds).median) + "，\(decimal(memory, 0)) MB",
      baseline: duration(runs.other.map(\.seconds).median), ratio: ratio,
      target: target.map { "≤ \($0)" } ?? "–", isMet: target.map { ratio <= $0 })
  }

  /// Copies the book for the works that write.
  func prepareWork() throws {
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: work + suffix)
    }
    try FileManager.default.copyItem(atPath: book, toPath: work)
  }
}
