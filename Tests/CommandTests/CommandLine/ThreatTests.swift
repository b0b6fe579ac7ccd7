import Foundation
import TestSupport
import Testing

/// The rows of the table of threats in the store's README, each with what stops or shows it.
@Suite("威胁")
struct ThreatTests {
  @Test("a clerk edits the file")
  func clerk() async throws {
    let workplace = try await SmallBook.workplace(cases: 2)
    let text = Data("甲律师事务所".utf8)
    var bytes = try workplace.bytes(of: Workplace.ledgerName)
    while let place = bytes.firstRange(of: text) {
      bytes.replaceSubrange(place, with: Data("丙律师事务所".utf8))
    }
    try workplace.write(bytes, to: "改.sqlite")
    let run = try await workplace.legalaid("verify", "--ledger", "改.sqlite")
    #expect(run.exitCode == 2)
    for number in ["案1", "案2"] {
      #expect(run.stdout.contains("案件 \(number) 第 1 次登记内容被改动"), "\(run.stdout)")
    }
    let closing = try await workplace.legalaid("close-year", "2024", "--ledger", "改.sqlite")
    expectRefused(closing, saying: ["账本核验没有通过，不能结账"])
  }

  @Test("a clerk rewrites the whole chain")
  func wholeChain() async throws {
    // What he can do with his own key, and how each is named, has a table of its own: ForgeryTests.
    let office = try await PeopleWorkplace(SmallBook.workplace())
    try await office.succeed("甲", SmallBook.pay("支1", 1))
    var bytes = try office.workplace.bytes(of: Workplace.ledgerName)
    let text = String(decoding: bytes, as: UTF8.self)
    let signatures = text.matches(of: /[0-9a-f]{128}/).map { String($0.output) }
    #expect(signatures.count >= 3)
    for signature in signatures {
      while let place = bytes.firstRange(of: Data(signature.utf8)) {
        bytes.replaceSubrange(place, with: Data(String(signature.reversed()).utf8))
      }
    }
    try office.workplace.write(bytes, to: "改.sqlite")
    let run = try await office.workplace.legalaid("verify", "--ledger", "改.sqlite")
    #expect(run.exitCode == 2 && run.stdout.contains("的签名与内容不符"), "\(run.stdout)")
    let closing = try await office.run("甲", ["close-year", "2024", "--ledger", "改.sqlite"])
    #expect(closing.exitCode == 1)
  }

  @Test("somebody acts in another's name")
  func otherName() async throws {
    let office = try await PeopleWorkplace(SmallBook.workplace())
    let pay = SmallBook.pay("支1", 1)
    expectRefused(try await office.run("甲", pay + ["--operator", "乙"]), saying: ["不能写别人"])
    // The environment is not asked, and without a key nobody acts.
    try await office.succeed("甲", pay)
    let log = try await office.succeed("甲", "log", "--kind", "支付", "--format", "csv")
    #expect(log.contains(",甲,") && !log.contains("环境里的名字"))
    let stranger = try await office.workplace.run(
      SmallBook.pay("支2", 1), environment: ["LEGALAID_OPERATOR": "甲", "XDG_RUNTIME_DIR": nil])
    expectRefused(stranger, saying: ["要先登录"])
  }

  @Test("two names lead to one ledger")
  func twoNames() async throws {
    let workplace = try await SmallBook.workplace()
    let before = try await workplace.state()
    try FileManager.default.linkItem(
      atPath: workplace.file(Workplace.ledgerName), toPath: workplace.file("另.sqlite"))
    for ledger in [Workplace.ledgerName, "另.sqlite"] {
      for line in [["verify"], ["case", "list"], SmallBook.pay("支1", 1), ["backup", "备.sqlite"]] {
        let run = try await workplace.run(line + ["--ledger", ledger])
        expectRefused(run, saying: ["不止一个文件名（硬链接）", "ln -s"])
      }
    }
    try FileManager.default.removeItem(atPath: workplace.file("另.sqlite"))
    try workplace.link(Workplace.ledgerName, as: "链接.sqlite")
    #expect(try await workplace.state(of: "链接.sqlite") == before)
  }

  @Test("an auditor may only read")
  func auditor() async throws {
    let workplace = try await SmallBook.workplace()
    let before = try await workplace.state()
    let names = try workplace.names()
    let reader = "setpriv --reuid=65534 --regid=65534 --clear-groups "
    let other = geteuid() == 0 ? reader : ""
    let forbid = "chmod 755 .. . && chmod 444 \(Workplace.ledgerName) && chmod 555 . && "
    for line in ["verify", "case list", "fund list", "report paragraph --year 2024"] {
      let usual = try await Program.shell("legalaid \(line)", in: workplace.path)
      let read = try await Program.shell(forbid + other + "legalaid \(line)", in: workplace.path)
      #expect(read.stdout == usual.stdout && read.exitCode == usual.exitCode, "\(read.stderr)")
    }
    _ = try await Program.shell("chmod 700 . && chmod 600 *.sqlite", in: workplace.path)
    #expect(try workplace.names() == names)
    #expect(try await workplace.state() == before)
  }

  @Test("a laptop is lost")
  func laptop() async throws {
    let workplace = try await SmallBook.workplace(cases: 1)
    _ = try await workplace.legalaid("reconcile", "--year", "2024")
    try await workplace.succeed("export", "导出")
    try await workplace.succeed("backup", "备份.sqlite")
    _ = try await workplace.legalaid("report", "pack", "--year", "2024", "--folder", "报送/包")
    for folder in ["导出", "报送", "报送/包"] {
      #expect(try workplace.mode(of: folder) == 0o700, "\(folder)")
    }
    // Whatever holds names is its owner's alone; what else lies there holds none.
    let files =
      FileManager.default.enumerator(atPath: workplace.path)?
      .compactMap { $0 as? String } ?? []
    var holders: Set<String> = []
    for name in files where !name.hasPrefix("表") {
      guard let data = try? workplace.bytes(of: name) else { continue }
      #expect(try workplace.mode(of: name) == 0o600, "\(name)")
      if data.firstRange(of: Data(Secret.recipient.utf8)) != nil { holders.insert(name) }
    }
    #expect(holders == [Workplace.ledgerName, "备份.sqlite", "导出/cases.csv"])
    // With the backup the office goes on.
    try FileManager.default.removeItem(atPath: workplace.file(Workplace.ledgerName))
    let restored = try await workplace.legalaid("restore", "备份.sqlite")
    #expect(restored.exitCode == 0, "\(restored.stderr)")
    _ = try await workplace.state()
  }

  @Test("a statement is forged")
  func statement() async throws {
    let workplace = try await SmallBook.workplace(cases: 1)
    let printed = try await workplace.legalaid("reconcile", "--year", "2024", "--format", "json")
    let head = try #require(try json(printed.stdout)["ledger_head"] as? String)
    #expect(try await workplace.succeed("verify", "--head", head).contains("之后没有新的流水"))
    let forged = String(head.reversed())
    let run = try await workplace.legalaid("verify", "--head", forged)
    #expect(run.exitCode == 2)
    #expect(run.stdout.contains("不在账本里"))
  }

  @Test("a table is hostile")
  func table() async throws {
    let workplace = try await Workplace.withLedger()
    let before = try await workplace.state()
    let header = "案件编号,案件类型,受援人,受理日期\n"
    let long = String(repeating: "长", count: 200_000)
    let hostile: [(String, Data)] = [
      ("空字节.csv", Data((header + "案1,民事,甲\u{0},2024-01-01\n").utf8)),
      ("超长.csv", Data((header + "案1,民事,\(long),2024-01-01\n").utf8)),
      ("多格.csv", Data((header + String(repeating: "x,", count: 100_000) + "\n").utf8)),
      ("引号.csv", Data((header + "案1,民事,\"甲,2024-01-01\n").utf8)),
      ("乱码.csv", Data(header.utf8) + Data([0xFF, 0xFE, 0xC0, 0x80, 0x0A])),
      ("不是表.csv", Data((0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 37) })),
    ]
    for (name, data) in hostile {
      try workplace.write(data, to: name)
      let run = try await workplace.legalaid("import", name)
      expectRefused(run, saying: [name])
      #expect(run.stderr.utf8.count < 20_000, "\(name)")
    }
    #expect(try await workplace.state() == before)
  }

  @Test("a cell is a formula")
  func formula() async throws {
    let workplace = try await Workplace.withLedger()
    let evil = ["=1+1", "+86", "-2+3", "@SUM(A1)", "＝1", "'=1", "''+1", "\t=1", "甲=1", "'甲"]
    var table = "案件编号,案件类型,受援人,受理日期,承办单位,案由\n"
    for (index, text) in evil.enumerated() {
      table += "\(text)\(index),民事,\(text)人,2024-01-01,\(text)所,\(text)案\n"
    }
    try workplace.write(table, to: "表.csv")
    let imported = try await workplace.legalaid("import", "表.csv")
    #expect(imported.exitCode == 0, "\(imported.stderr)")
    try await workplace.succeed("export", "导出")
    let list = try await workplace.legalaid("case", "list", "--format", "csv").stdout
    for text in [try workplace.text(of: "导出/cases.csv"), list] {
      let cells = text.split {
        ",\r\n\u{FEFF}".unicodeScalars.contains($0.unicodeScalars.first ?? " ")
      }
      let first = cells.compactMap { $0.unicodeScalars.first { !$0.properties.isWhitespace } }
      #expect(cells.count > 30 && !first.contains { "=+-@＝＋－＠".unicodeScalars.contains($0) })
    }
    // What was exported is read again as what it was: nothing is new, nothing differs.
    let again = try await workplace.legalaid("import", "导出")
    #expect(again.exitCode == 0, "\(again.stderr)")
    #expect(again.stdout.contains("案件：新增 0，补填 0，更正 0，未变 \(evil.count)"), "\(again.stdout)")
  }

  @Test("a name holds an escape sequence")
  func escape() async throws {
    let workplace = try await Workplace.withLedger()
    let evil = "甲\u{1B}[2J\u{1B}]0;标题\u{07}\u{9B}31m\u{202E}乙"
    try workplace.write(
      "案件编号,案件类型,受援人,受理日期,承办人,承办单位,结案日期,案由\n"
        + "案1\(evil),民事,\(evil),2024-01-05,\(evil),\(evil),2024-03-01,\(evil)\n", to: "表/案件.csv")
    try workplace.write(
      "申报编号,案件编号,申报日期,申报金额,申报人\n申1\(evil),案1\(evil),2024-03-05,800,\(evil)\n",
      to: "表/申报.csv")
    try workplace.write(
      "支付凭证号,支付日期,支出用途,案件编号,指标文号,金额,收款单位\n"
        + "支1\(evil),2024-04-01,以案定补,案1\(evil),文\(evil),800,\(evil)\n", to: "表/支付.csv")
    try workplace.write(
      "流水号,日期,金额,收款人,摘要\n流1\(evil),2024-04-01,800,\(evil),\(evil)\n", to: "表/国库.csv")
    _ = try await workplace.legalaid("import", "表", "--operator", evil)
    for line in [
      "import 表", "case list", "claim list", "pay list", "bank list", "fund list", "verify",
      "today",
      "case show 案1", "report tables --year 2024", "report paragraph --year 2024",
      "reconcile --year 2024", "backup 备份.sqlite", "close-year 2024", "export 导出",
    ] {
      let words = line.split(separator: " ").map(String.init)
      let takesFormat = ["list", "verify", "today", "report", "reconcile"].contains {
        line.contains($0)
      }
      for format in takesFormat ? ["text", "csv", "markdown", "html", "json"] : [nil] {
        let run = try await workplace.run(words + (format.map { ["--format", $0] } ?? []))
        let printed = run.stdout + run.stderr
        #expect(!printed.isEmpty, "\(line)")
        let steering = printed.unicodeScalars.first {
          ($0.value < 0x20 && !"\r\n".unicodeScalars.contains($0))
            || (0x7F...0x9F).contains($0.value)
        }
        #expect(steering == nil, "\(line) \(format ?? "")")
      }
    }
  }

  @Test("a path leads elsewhere")
  func path() async throws {
    let workplace = try await SmallBook.workplace(cases: 1)
    try workplace.write("别人的", to: "别处/原件")
    // An export never goes through a link that bears a table's name.
    try FileManager.default.createDirectory(
      atPath: workplace.file("导出"), withIntermediateDirectories: true)
    try workplace.link("../别处/原件", as: "导出/payments.csv")
    expectRefused(try await workplace.legalaid("export", "导出"), saying: ["已经存在"])
    try FileManager.default.removeItem(atPath: workplace.file("导出/payments.csv"))
    try workplace.link("../别处/没有", as: "导出/bank.csv")
    expectRefused(try await workplace.legalaid("export", "导出"), saying: ["已经存在"])
    #expect(try workplace.text(of: "别处/原件") == "别人的" && !workplace.exists("别处/没有"))
    // A result goes whole into the file it is told, and never over a ledger.
    for name in [Workplace.ledgerName, "别处/../\(Workplace.ledgerName)"] {
      let run = try await workplace.legalaid(
        "report", "tables", "--year", "2024", "--format", "csv", "--output", name)
      expectRefused(run, saying: ["是账本，没有覆盖它"])
    }
    // A backup goes where it is told, by whatever way, and over nothing.
    try await workplace.succeed("backup", "别处/../备份.sqlite")
    #expect(workplace.exists("备份.sqlite"))
    try workplace.link("别处/原件", as: "链.sqlite")
    expectRefused(try await workplace.legalaid("backup", "链.sqlite"), saying: ["已经存在"])
    #expect(try workplace.text(of: "别处/原件") == "别人的")
    // A ledger that is a link stays one: what it leads to is replaced, and kept beside it.
    try FileManager.default.moveItem(
      atPath: workplace.file(Workplace.ledgerName), toPath: workplace.file("别处/真.sqlite"))
    try workplace.link("别处/真.sqlite", as: Workplace.ledgerName)
    let restored = try await workplace.legalaid("restore", "备份.sqlite")
    #expect(restored.exitCode == 0, "\(restored.stderr)")
    let target = try FileManager.default.destinationOfSymbolicLink(
      atPath: workplace.file(Workplace.ledgerName))
    #expect(target == "别处/真.sqlite")
    let beside = try FileManager.default.contentsOfDirectory(atPath: workplace.file("别处"))
    #expect(beside.contains { $0.hasPrefix("真.sqlite.replaced-") })
    _ = try await workplace.state()
  }
}
