import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore

extension Bench {
  /// `--help` beside the shell's start, and the paragraph of a county's year.
  func start() throws -> [ReportRow] {
    let help = try inTurn({ try legalaid("--help") }, { try shell("SELECT 1;", on: ":memory:") })
    let demo = folder.appending(path: "demo.sqlite").path
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: demo + suffix)
    }
    _ = try legalaid("demo", "--keep", demo)
    let paragraph = try (0..<rounds * 4).map { _ in
      try legalaid("report", "paragraph", "--year", "2024", "--ledger", demo)
    }
    let cpu = paragraph.map(\.cpuSeconds).median
    return [
      row("legalaid --help／sqlite3 的启动", help, atMost: 3.0),
      ReportRow(
        name: "一个县一年的公开段落（CPU）", value: duration(cpu), baseline: "–", ratio: nil,
        target: "≤ 30 ms", isMet: cpu <= 0.030),
    ]
  }

  /// The full reconciliation beside the C pass and beside the shell's SQL.
  func fullReconciliation() throws -> [ReportRow] {
    let full = {
      try legalaid("reconcile", "--year", "2024", "--top", "3", "--ledger", book)
    }
    let pass = try inTurn(full, { try baseline("reconcile", book, "2024") })
    let script = ShellScripts.reconciliation
    // The shell's answer takes minutes at a million cases.
    let sqlRounds = plan.cases > 100_000 ? 1 : min(rounds, 3)
    let sql = try Bench(plan: plan, folder: folder, rounds: sqlRounds)
      .inTurn(full, { try shell(script, on: book) })
    return [
      row("全量对账／单线程 C 程序", pass, atMost: 1.0),
      row("全量对账／sqlite3 的 SQL", sql, atMost: nil),
    ]
  }

  /// The full reconciliation with the treasury's statement and some returns, beside that without.
  func reconciliationWithStatement() throws -> [ReportRow] {
    let both = try inTurn(
      { try legalaid("reconcile", "--year", "2024", "--top", "3", "--ledger", treasuryBook) },
      { try legalaid("reconcile", "--year", "2024", "--top", "3", "--ledger", book) })
    return [row("全量对账，有国库流水和退票／没有流水", both, atMost: 1.5)]
  }

  /// The paragraph and all tables, beside the shell's grouping queries.
  func paragraphAndTables() throws -> [ReportRow] {
    let queries = { try shell(ShellScripts.tables, on: book) }
    let both = try inTurn(
      {
        let paragraph = try legalaid("report", "paragraph", "--year", "2024", "--ledger", book)
        let tables = try legalaid("report", "tables", "--year", "2024", "--ledger", book)
        return ChildProcess(
          seconds: paragraph.seconds + tables.seconds,
          cpuSeconds: paragraph.cpuSeconds + tables.cpuSeconds,
          peakMegabytes: max(paragraph.peakMegabytes, tables.peakMegabytes), exitCode: 0,
          output: "")
      }, queries)
    return [row("公开段落和各张表／SQL 分组查询", both, atMost: 1.0)]
  }

  /// The whole verification beside the C pass over marks and chain.
  func verification() throws -> [ReportRow] {
    let both = try inTurn(
      { try legalaid("verify", "--ledger", book) }, { try baseline("verify", book) })
    return [row("核验（verify）／C 程序核对指纹和流水链", both, atMost: 3.0)]
  }

  /// One payment as a process, beside the shell's same inserts.
  func onePayment() throws -> [ReportRow] {
    try prepareWork()
    var next = 0
    let payments = try inTurn(
      {
        next += 1
        return try recordPayment(next)
      },
      {
        next += 1
        let number = plan.waitingCase(next).number.printed
        return try shell(ShellScripts.payment(ofCase: number, voucher: "付\(next)"), on: work)
      })
    return [row("记一笔支付（整个进程）／sqlite3 同样的写入", payments, atMost: 3.0)]
  }

  /// Records the payment of a case that waits for it.
  private func recordPayment(_ index: Int) throws -> ChildProcess {
    try legalaid(
      "pay", "record", "付\(index)", "--case", plan.waitingCase(index).number.printed,
      "--document", "测财〔2024〕1号", "--on", "2024-12-31", "--operator", "测试",
      "--ledger", work)
  }

  /// Payments one a commit in one process, beside the C program's.
  func durablePayments() throws -> [ReportRow] {
    var rates: [Double] = []
    var own: [Double] = []
    var others: [Double] = []
    let count = BookPlan.waiting
    for _ in 0..<rounds {
      try prepareWork()
      let times = try recordPayments(count)
      try prepareWork()
      let baseline = try baseline("pay", work, "\(count)").output.split(separator: "\n")
        .compactMap { Double($0) }.map { $0 / 1_000_000_000 }
      rates.append(baseline.reduce(0, +) / times.reduce(0, +))
      own += times
      others += baseline
    }
    let tail = own.quantile(0.99) / own.median
    return [
      ReportRow(
        name: "逐笔落盘的支付（一个进程）", value: "\(decimal(1 / own.median, 0)) 笔/秒",
        baseline: "C 程序 \(decimal(1 / others.median, 0)) 笔/秒", ratio: rates.median,
        target: "≥ 0.5", isMet: rates.median >= 0.5),
      ReportRow(
        name: "同上，p99／中位数", value: duration(own.quantile(0.99)),
        baseline: duration(own.median), ratio: tail, target: "≤ 5", isMet: tail <= 5),
    ]
  }

  /// Records payments of cases that wait for them, one a commit.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - signer: Who signs them; nobody by default.
  /// - Returns: The time of each in seconds.
  /// - Throws: A fault of the store, or a refusal.
  func recordPayments(
    _ count: Int, by signer: (LedgerStore) throws -> EntrySigner? = { _ in nil }
  ) throws -> [Double] {
    let store = try LedgerStore.open(at: work)
    let session = Session(
      store: store, operatorName: "测试", now: BookPlan.instant, today: .latest,
      signer: try signer(store))
    let record = RecordPayment(session)
    return try (1...count).map { index in
      let order = PaymentOrder(
        voucher: BookPlan.number("付\(index)"), paidOn: BookPlan.day(2024, 12, 31),
        subject: .legalAidCase(plan.waitingCase(index).number),
        document: BookPlan.number("测财〔2024〕1号"))
      let start = ContinuousClock.now
      try record(order)
      return (ContinuousClock.now - start) / .seconds(1)
    }
  }

  /// The book as tables, brought into a new ledger.
  func importing() throws -> [ReportRow] {
    let tables = folder.appending(path: "tables-\(plan.cases)-\(plan.seed)")
    if !FileManager.default.fileExists(atPath: tables.path) {
      _ = try legalaid("export", tables.path, "--ledger", book)
    }
    let rows = try FileManager.default.contentsOfDirectory(
      at: tables, includingPropertiesForKeys: nil
    ).map { try Data(contentsOf: $0).count { $0 == UInt8(ascii: "\n") } - 1 }.reduce(0, +)
    let runs = try (0..<min(rounds, 3)).map { _ in
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: work + suffix)
      }
      _ = try legalaid("init", "--agency", "测试区司法局", "--region", "测试区", "--ledger", work)
      return try legalaid("import", tables.path, "--operator", "测试", "--ledger", work)
    }
    let rate = runs.map { Double(rows) / $0.seconds }.median
    let memory = runs.map(\.peakMegabytes).max() ?? 0
    return [
      ReportRow(
        name: "导入 \(rows) 行（读、查、记、摘要）",
        value: "\(decimal(rate, 0)) 行/秒，\(decimal(memory, 0)) MB", baseline: "–", ratio: nil,
        target: "≥ 100000 行/秒", isMet: rate >= 100_000)
    ]
  }
}
