import ArgumentParser
import Foundation

/// The benchmark: makes a book, sets the program beside its baselines, prints a table of ratios.
@main
struct LedgerBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger-bench",
    abstract: "基准测试：生成账本，与 sqlite3 和 C 程序对比，打印比值",
    discussion: "先编译：swift build -c release --static-swift-stdlib；各程序取自同一文件夹。")

  @Option(help: ArgumentHelp("案件数，可写多个", valueName: "数"))
  var cases: [Int] = [1_000, 10_000, 100_000, 1_000_000]

  @Option(help: ArgumentHelp("随机种子", valueName: "数"))
  var seed: UInt64 = 2_024

  @Option(help: ArgumentHelp("每项比较几轮，取比值的中位数", valueName: "数"))
  var rounds = 5

  @Option(help: ArgumentHelp("账本放在哪里，已有的账本再用；不写则用临时文件夹，用完删除", valueName: "文件夹"))
  var keep: String?

  @Option(help: ArgumentHelp("只量名称里含有这个词的项目", valueName: "词"))
  var only: String?

  @Flag(help: "只生成账本，不测量") var makeOnly = false

  func run() throws {
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "ledger-bench-\(ProcessInfo.processInfo.processIdentifier)")
    let folder = keep.map { URL(filePath: $0) } ?? scratch
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { if keep == nil { try? FileManager.default.removeItem(at: folder) } }
    Report.say("种子 \(seed)，每项 \(rounds) 轮，取中位数")
    for count in cases {
      let bench = try Bench(
        plan: BookPlan(cases: count, seed: seed), folder: folder, rounds: rounds)
      guard !makeOnly else { continue }
      Report.say(Report.heading(count))
      for work in bench.works where only.map(work.name.contains) ?? true {
        for row in try work.measure() { Report.say(row.line) }
      }
    }
  }
}
