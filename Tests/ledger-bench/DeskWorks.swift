import Foundation
import Interchange
import LedgerCore
import Synchronization

extension Bench {
  /// The pages of the desk, a payment over them, a dropped workbook, and eight browsers at once.
  func desk() throws -> [ReportRow] {
    try prepareWork()
    let desk = try DeskUnderTest(built("legalaid"), ledger: work)
    defer { desk.end() }
    let browser = try desk.connection()
    let who = try browser.get("/who")
    _ = try browser.post("/who", [("name", "测试"), ("form", who.field("form"))])
    var rows: [ReportRow] = []
    for (name, target, limit) in pages { rows.append(try page(name, target, limit, desk, browser)) }
    rows.append(try payments(desk, browser))
    rows.append(try preview(browser))
    rows += try browsersAtOnce(desk)
    let memory = desk.megabytes
    rows.append(
      ReportRow(
        name: "工作台的内存（全部点过以后）",
        value: "\(decimal(memory.now, 0)) MB，最多 \(decimal(memory.peak, 0)) MB", baseline: "–",
        ratio: nil, target: "≤ 150 MB", isMet: memory.peak <= 150))
    return rows
  }

  /// Pages with the seconds that the median may take.
  private var pages: [(name: String, target: String, limit: Double)] {
    let (last, firm) = (plan.cases / 50, encoded("测试第7律师事务所"))
    let (number, year) = (encoded(plan.waitingCase(7).number.printed), BookPlan.year)
    return [
      ("今日", "/", 0.150), ("案件", "/cases", 0.050), ("案件，最后一页", "/cases?page=\(last)", 0.050),
      ("案件，待付", "/cases?state=\(encoded("待付"))", 0.050),
      ("案件，按单位", "/cases?firm=\(firm)", 0.050),
      ("案件，查找", "/cases?q=\(encoded("待付人7"))", 0.050),
      ("案件，查无", "/cases?q=\(encoded("没有这样的词"))", 0.050),
      ("一案", "/case?number=\(number)", 0.050), ("申报", "/claims", 0.050),
      ("申报，按单位", "/claims?firm=\(firm)", 0.050), ("值班", "/duty", 0.050),
      ("指标", "/funds", 0.050), ("支付", "/payments", 0.050),
      ("支付，按单位", "/payments?firm=\(firm)", 0.050), ("国库核对", "/bank", 0.050),
      ("对账与说明", "/reconcile?year=\(year)", 0.050), ("流水", "/log", 0.050),
    ]
  }

  private func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  /// A page until it is there, asked for again as a browser does while it is worked out.
  private func whole(_ target: String, _ browser: Connection) throws -> Connection.Answer {
    var answer = try browser.get(target)
    while answer.text.contains("http-equiv=\"refresh\"") { answer = try browser.get(target) }
    guard answer.status == 200 else {
      throw BenchFault("\(target)：\(answer.status) \(answer.text)")
    }
    return answer
  }

  private func page(
    _ name: String, _ target: String, _ limit: Double, _ desk: DeskUnderTest, _ browser: Connection
  ) throws -> ReportRow {
    let start = ContinuousClock.now
    _ = try whole(target, browser)
    let first = (ContinuousClock.now - start) / .seconds(1)
    let before = desk.cpuSeconds
    let answers = try (0..<(rounds * 4)).map { _ in try whole(target, browser) }
    let cpu = (desk.cpuSeconds - before) / Double(answers.count)
    let (median, size) = (answers.map(\.seconds).median, answers.map(\.body.count).max() ?? 0)
    return ReportRow(
      name: "工作台：\(name)",
      value: "\(duration(median))，CPU \(duration(cpu))，\(decimal(Double(size) / 1_000, 0)) kB；"
        + "头一次 \(duration(first))",
      baseline: "–", ratio: nil, target: "≤ \(decimal(limit * 1_000, 0)) ms，≤ 100 kB",
      isMet: median <= limit && size <= 100_000)
  }

  /// Payments over the pages; of the disk nothing is counted where the book lies in memory.
  private func payments(_ desk: DeskUnderTest, _ browser: Connection) throws -> ReportRow {
    var (times, cpu): ([Double], [Double]) = ([], [])
    for index in 1...(rounds * 4) {
      let path = "/act/pay-record"
      let fields = [
        ("voucher", "付\(index)"), ("on", "2024-12-31"),
        ("case", plan.waitingCase(index).number.printed), ("document", "测财〔2024〕1号"),
        ("form", try browser.get(path).field("form")),
      ]
      let shown = try browser.post(path, fields + [("step", "check")])
      let done = fields + [("step", "do"), ("head", try shown.field("head"))]
      let before = desk.cpuSeconds
      let answer = try browser.post(path, done)
      guard answer.status == 303 else { throw BenchFault("没有记下：\(answer.text)") }
      times.append(answer.seconds)
      cpu.append(desk.cpuSeconds - before)
    }
    let mean = cpu.reduce(0, +) / Double(cpu.count)
    return ReportRow(
      name: "工作台：记一笔支付（确定到回执）", value: "\(duration(times.median))，CPU \(duration(mean))",
      baseline: "–", ratio: nil, target: "≤ 30 ms，不算磁盘", isMet: times.median <= 0.030)
  }

  /// A workbook of ten thousand cases, dropped on the page of imports.
  private func preview(_ browser: Connection) throws -> ReportRow {
    let table = folder.appending(path: "drop.csv")
    let rows = (1...10_000).map { index in
      "新援〔2024〕\(index)号,民事,受援人\(index),2024-03-05,测试第7律师事务所,赵律师1"
    }
    try Data((["案件编号,案件类型,受援人,受理日期,承办单位,承办人"] + rows).joined(separator: "\n").utf8)
      .write(to: table)
    let book = Data(try MarkedWorkbook.file(paths: [table.path], faults: []))
    let times = try (0..<rounds).map { _ in
      let form = try browser.get("/import").field("form")
      let answer = try browser.drop(
        "/import", [("form", form), ("step", "check")], "案件.xlsx", book)
      guard answer.status == 200, answer.text.contains("10000") else {
        throw BenchFault("没有核对：\(answer.status) \(answer.text.suffix(3_000))")
      }
      return answer.firstByte
    }
    return ReportRow(
      name: "工作台：放进 10000 行的工作簿到核对页的第一个字节", value: duration(times.median),
      baseline: "–", ratio: nil, target: "≤ 1.5 s", isMet: times.median <= 1.5)
  }

  /// Eight browsers that ask one page after the other for ten seconds.
  private func browsersAtOnce(_ desk: DeskUnderTest) throws -> [ReportRow] {
    let targets = pages.map(\.target)
    let counts = Mutex((answers: 0, faults: 0))
    let (start, before) = (ContinuousClock.now, desk.cpuSeconds)
    let (ended, access) = (DispatchGroup(), desk.access)
    for number in 0..<8 {
      ended.enter()
      Thread.detachNewThread {
        let browser = try? Connection(access)
        var place = number
        while ContinuousClock.now - start < .seconds(10) {
          let isGood = (try? browser?.get(targets[place % targets.count]))?.status == 200
          counts.withLock { counts in
            counts.answers += 1
            counts.faults += isGood ? 0 : 1
          }
          place += 1
        }
        ended.leave()
      }
    }
    ended.wait()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let found = counts.withLock(\.self)
    let rate = Double(found.answers) / seconds
    let cpu = (desk.cpuSeconds - before) / Double(max(found.answers, 1))
    return [
      ReportRow(
        name: "工作台：8 个浏览器同时看各页",
        value: "\(decimal(rate, 0)) 页/秒，错 \(found.faults)，每页 CPU \(duration(cpu))", baseline: "–",
        ratio: nil, target: "≥ 200 页/秒，没有错", isMet: rate >= 200 && found.faults == 0)
    ]
  }
}
