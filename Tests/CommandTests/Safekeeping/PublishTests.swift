import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

/// A county at work that sends to a province in the same folder.
private struct County {
  let workplace: Workplace
  private let environment: [String: String?] = [
    "LEGALAID_PASSWORD_FILE": "报送.密码", "LEGALAID_PROVINCE": "省",
  ]

  /// With a code, a key, and the province that knows both.
  static func office() async throws -> County {
    let county = County(workplace: try await SmallBook.workplace(cases: 3))
    try county.workplace.write("baosong-mima-1\n", to: "报送.密码")
    for line in [
      "chmod 600 报送.密码", "legalaid region-code 640303", "legalaid key new",
      "legalaid-province init --agency 某省司法厅 --region 某省 --code 640000",
      "legalaid-province bureau add 640303 --name 测试区司法局 --city 测试市 --from 2024-01",
      "legalaid-province key register 640303 $(legalaid key show | cut -d' ' -f1)",
    ] {
      _ = try await county.succeed(line)
    }
    return county
  }

  func run(_ line: String) async throws -> Run {
    try await Program.shell(line, environment: environment, in: workplace.path)
  }

  func succeed(
    _ line: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let run = try await run(line)
    #expect(run.exitCode == 0, "\(line)\n\(run.stderr)", sourceLocation: sourceLocation)
    return run.stdout
  }

  func pay(_ number: Int) async throws {
    try await workplace.succeed(SmallBook.pay("支\(number)", number))
  }

  /// Sends what is new and files the receipt.
  func exchange(_ folder: String) async throws {
    _ = try await succeed("legalaid publish \(folder)")
    _ = try await succeed("legalaid-province receive \(folder)")
    _ = try await succeed("legalaid publish --receipt $(ls -t 省/receipts/*.receipt | head -n 1)")
  }
}

@Suite("向省里报送")
struct PublishTests {
  @Test("what is new since the last receipt is sent, and the replica reconciles to the same bytes")
  func months() async throws {
    let county = try await County.office()
    try await county.exchange("一月")
    let before = try county.workplace.names()
    try await county.pay(1)
    let said = try await county.succeed("legalaid publish 二月")
    #expect(said.contains("第 5–6 号流水"), "\(said)")
    #expect(try await county.succeed("legalaid publish 二月").contains("原来就有，相同"))
    #expect(try await county.succeed("legalaid-province receive 二月").contains("新收 2 笔"))
    #expect(try await county.succeed("legalaid-province receive 二月 一月").contains("以前收过"))
    let command = "legalaid reconcile --year 2024 --format json"
    let own = try await county.run(command)
    let replica = try await county.run("\(command) --ledger 省/replicas/*.sqlite")
    #expect(own.stdout == replica.stdout && own.stdout.contains("ledger_head"))
    #expect(try await county.succeed("legalaid-province verify").contains("完好"))
    #expect(Set(try county.workplace.names()).subtracting(before) == ["二月"])
  }

  @Test("after a receipt an older backup is refused, and who goes on all the same answers for it")
  func olderBackup() async throws {
    let county = try await County.office()
    _ = try await county.succeed("legalaid backup 旧.sqlite")
    try await county.pay(1)
    try await county.exchange("一月")
    let page = try await county.succeed("legalaid today --on 2024-12-31")
    #expect(page.contains("某省司法厅已收到第 5 号流水") && page.contains("之后没有新的流水"), "\(page)")
    let state = try await county.workplace.state()
    expectRefused(
      try await county.run("legalaid restore 旧.sqlite --yes"),
      saying: ["某省司法厅已经收到第 5 号流水", "分叉", "--fork-reason"])
    #expect(try await county.workplace.state() == state)
    // Nor does it help to take the ledger away first.
    _ = try await county.run("mv legalaid.sqlite 别处.sqlite")
    expectRefused(
      try await county.run("legalaid restore 旧.sqlite --yes"), saying: ["分叉"])
    _ = try await county.succeed("legalaid restore 旧.sqlite --yes --fork-reason 硬盘坏了")
    let verified = try await county.run("legalaid verify")
    #expect(verified.exitCode == 0 && verified.stdout.contains("硬盘坏了"), "\(verified.stdout)")
    try await county.pay(2)
    _ = try await county.succeed("legalaid publish 分叉")
    let refused = try await county.run("legalaid-province receive 分叉")
    #expect(refused.exitCode == 2 && refused.stderr.contains("分叉：第 5 号流水"), "\(refused.stderr)")
    let reconciled = try await county.run("legalaid-province reconcile --year 2024")
    #expect(reconciled.exitCode == 2 && reconciled.stdout.contains("X22"))
  }

  @Test("a receipt of another ledger, of another head, or not signed so, is not filed")
  func wrongReceipts() async throws {
    let county = try await County.office()
    _ = try await county.succeed("legalaid publish 一月")
    _ = try await county.succeed("legalaid-province receive 一月")
    _ = try await county.succeed("cp 省/receipts/*.receipt 回执.receipt")
    let text = try county.workplace.text(of: "回执.receipt")
    let state = try await county.workplace.state()
    func refuse(_ text: String, _ words: String, _ ledger: String = "") async throws {
      try county.workplace.write(text, to: "假.receipt")
      expectRefused(
        try await county.run("legalaid publish --receipt 假.receipt \(ledger)"), saying: [words])
    }
    try await refuse(text.replacing("某省司法厅", with: "别省司法厅"), "签名与内容不符")
    try await refuse(String(text.prefix(60)), "没有收")
    try await refuse("你好\n", "不是这种文件")
    // The same province signs for another ledger of the same code.
    _ = try await county.succeed(
      "legalaid init --agency 别区司法局 --region 别区 --region-code 640303 --ledger 别.sqlite")
    try await refuse(text, "另一个账本", "--ledger 别.sqlite")
    try await county.workplace.newLedger("外.sqlite")
    try await refuse(text, "别的单位", "--ledger 外.sqlite")
    let receipt = try SegmentReceipt(text)
    #expect(receipt.receipt.throughEntry == 4)
    #expect(try await county.workplace.state() == state)
    #expect(
      try await county.succeed("legalaid publish --receipt 回执.receipt").contains("已登记回执"))
    #expect(
      try await county.succeed("legalaid publish --receipt 回执.receipt").contains("以前登记过"))
  }

  @Test("without a code or a key, or with a wrong password, nothing is written")
  func wanting() async throws {
    let workplace = try await Workplace.withLedger()
    expectRefused(
      try await workplace.legalaid("publish", "夹"), saying: ["行政区划代码", "legalaid region-code"])
    try await workplace.succeed("region-code", "640303")
    expectRefused(try await workplace.legalaid("publish", "夹"), saying: ["legalaid key new"])
    expectRefused(
      try await workplace.legalaid("region-code", "6403"), code: 64, saying: ["6 位数字"])
    expectRefused(try await workplace.legalaid("publish"), code: 64, saying: ["只写一样"])
    try workplace.write("baosong-mima-1\n", to: "密码")
    try workplace.write("bushi-zhege-2\n", to: "错")
    _ = try await Program.shell("chmod 600 密码 错", in: workplace.path)
    let environment: [String: String?] = ["LEGALAID_PASSWORD_FILE": "密码"]
    let made = try await workplace.run(["key", "new"], environment: environment)
    #expect(made.exitCode == 0 && made.stdout.contains("公钥："), "\(made.stderr)")
    expectRefused(
      try await workplace.run(["publish", "夹"], environment: ["LEGALAID_PASSWORD_FILE": "错"]),
      saying: ["密码不对"])
    expectRefused(
      try await workplace.run(["publish", "夹", "--since", "9"], environment: environment),
      saying: ["没有第 9 号流水"])
    #expect(!workplace.exists("夹"))
  }

  @Test("where an appropriation came from is recorded, filled in by import, and exported")
  func origins() async throws {
    let workplace = try await Workplace.withLedger()
    try await workplace.succeed(
      "fund", "receive", "县财〔2024〕3号", "--fund-source", "中央转移支付", "--fiscal-year", "2024", "--on",
      "2024-03-08", "--amount", "200000", "--superior-document", "省财〔2024〕5号")
    let header = "指标文号,资金来源,预算年度,下达日期,金额,上级指标文号,下达单位,追踪项目代码\n"
    try workplace.write(
      header + "县财〔2024〕3号,中央转移支付,2024,2024-03-08,200000,省财〔2024〕5号,省财政厅,P-1\n",
      to: "指标.csv")
    let filled = try await workplace.legalaid("import", "指标.csv")
    #expect(filled.exitCode == 0, "\(filled.stdout)\(filled.stderr)")
    try await workplace.succeed("export", "出")
    let table = try workplace.text(of: "出/appropriations.csv")
    #expect(table.contains("省财〔2024〕5号,省财政厅,P-1"), "\(table)")
    try await workplace.newLedger("再.sqlite")
    let again = try await workplace.legalaid("import", "出", "--ledger", "再.sqlite")
    #expect(again.exitCode == 0, "\(again.stderr)")
    try await workplace.succeed("export", "又出", "--ledger", "再.sqlite")
    #expect(try workplace.text(of: "又出/appropriations.csv") == table)
    try await workplace.succeed(
      "fund", "amend", "县财〔2024〕3号", "--issuer", "省司法厅", "--reason", "写错")
    #expect(try await workplace.state().contains("账本完好"))
  }
}
