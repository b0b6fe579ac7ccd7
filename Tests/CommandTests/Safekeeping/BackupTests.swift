import Foundation
import TestSupport
import Testing

@Suite("备份和恢复")
struct BackupTests {
  /// A workplace with a small book and a backup of it.
  private static func backedUp() async throws -> Workplace {
    let workplace = try await SmallBook.workplace(cases: 2)
    try await workplace.succeed("backup", "备份.sqlite")
    return workplace
  }

  private static func pay(_ number: Int, in workplace: Workplace) async throws {
    let run = try await workplace.run(SmallBook.pay("支\(number)", number))
    #expect(run.exitCode == 0, "\(run.stderr)")
  }

  @Test("a backup is proven, whole, its owner's alone, and has a manifest beside it")
  func backup() async throws {
    let workplace = try await SmallBook.workplace(cases: 2)
    let before = try await workplace.succeed("today", "--on", "2024-12-31")
    #expect(before.contains("备份：还没有备份"))
    let state = try await workplace.state()
    let rehearsed = try await workplace.succeed("backup", "备份.sqlite", "--dry-run")
    #expect(rehearsed.hasPrefix("（试算，未写入）已备份到 备份.sqlite，并试恢复、核验通过"))
    #expect(!workplace.exists("备份.sqlite") && !workplace.exists("备份.sqlite.manifest.json"))
    let words = try await workplace.succeed("backup", "备份.sqlite")
    #expect(words.contains(state.split(separator: "\n")[1]))
    #expect(try await workplace.state(of: "备份.sqlite") == state)
    let manifest = try json(workplace.text(of: "备份.sqlite.manifest.json"))
    #expect(manifest["schema"] as? String == "legalaid.backup/1")
    #expect(manifest["agency"] as? String == "测试区司法局")
    #expect(manifest["entry_count"] as? Int == 2)
    #expect(state.contains(manifest["head"] as? String ?? "?"))
    #expect(manifest["size"] as? Int == (try workplace.bytes(of: "备份.sqlite")).count)
    for name in ["备份.sqlite", "备份.sqlite.manifest.json", ".legalaid.sqlite-backup"] {
      #expect(try workplace.mode(of: name) == 0o600, "\(name)")
    }
    let names = try workplace.names()
    #expect(!names.contains { $0.contains("proof") || $0.contains("backup-") }, "\(names)")
    try await Self.pay(1, in: workplace)
    let page = try await workplace.succeed("today", "--on", "2024-12-31")
    #expect(page.contains("，之后又记了 1 笔流水"), "\(page)")
  }

  @Test("a backup never takes the place of a file, a folder or a link")
  func neverOverwrites() async throws {
    let workplace = try await Self.backedUp()
    let before = try workplace.bytes(of: "备份.sqlite")
    expectRefused(try await workplace.legalaid("backup", "备份.sqlite"), saying: ["已经存在"])
    #expect(try workplace.bytes(of: "备份.sqlite") == before)
    try workplace.write("别人的", to: "别.sqlite.manifest.json")
    expectRefused(
      try await workplace.legalaid("backup", "别.sqlite"), saying: ["manifest.json”已经存在"])
    #expect(try workplace.text(of: "别.sqlite.manifest.json") == "别人的")
    #expect(!workplace.exists("别.sqlite"))
    try workplace.link("没有的文件", as: "链接.sqlite")
    expectRefused(try await workplace.legalaid("backup", "链接.sqlite"), saying: ["已经存在"])
    #expect(!workplace.exists("没有的文件"))
    expectRefused(
      try await workplace.legalaid("backup", "没有/备份.sqlite"), saying: ["文件夹不存在"])
    expectRefused(try await workplace.legalaid("backup", "表"), saying: ["已经存在"])
    expectRefused(
      try await workplace.legalaid("backup", Workplace.ledgerName), saying: ["已经存在"])
  }

  @Test("a backup taken while another program writes is a ledger of one moment")
  func whileWriting() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(BigTable.cases(900), to: "表.csv")
    let importing = try workplace.start(["import", "表.csv"])
    var heads: Set<String> = []
    for number in 1...4 {
      let name = "备\(number).sqlite"
      let run = try await workplace.legalaid("backup", name)
      #expect(run.exitCode == 0, "\(run.stderr)")
      heads.insert(try await workplace.state(of: name))
    }
    #expect(try await importing.finish().exitCode == 0)
    let extents = heads.map { String($0.prefix { $0 != "\n" }) }
    let known = ["账本完好：流水 1 笔，记录 1 条", "账本完好：流水 2 笔，记录 901 条"]
    #expect(extents.allSatisfy(known.contains), "\(extents)")
  }

  @Test("a ledger that was tampered with is not backed up")
  func unsound() async throws {
    let workplace = try await SmallBook.workplace(cases: 2)
    var bytes = try workplace.bytes(of: Workplace.ledgerName)
    let place = try #require(bytes.firstRange(of: Data("甲律师事务所".utf8)))
    bytes.replaceSubrange(place, with: Data("乙律师事务所".utf8))
    try workplace.write(bytes, to: "改.sqlite")
    let run = try await workplace.legalaid("backup", "备份.sqlite", "--ledger", "改.sqlite")
    expectRefused(run, saying: ["账本核验没有通过，没有备份", "第 2 号流水", "内容被改动"])
    #expect(!workplace.exists("备份.sqlite") && !workplace.exists("备份.sqlite.manifest.json"))
  }

  @Test("a restore puts the backup in the ledger's place and keeps what it replaced")
  func restore() async throws {
    let workplace = try await Self.backedUp()
    let backup = try await workplace.state(of: "备份.sqlite")
    try await Self.pay(1, in: workplace)
    let present = try await workplace.state()
    let refused = try await workplace.legalaid("restore", "备份.sqlite")
    expectRefused(refused, saying: ["现有账本比备份多记了第 3–3 号共 1 笔流水", "--yes"])
    let rehearsed = try await workplace.legalaid("restore", "备份.sqlite", "--dry-run")
    #expect(rehearsed.exitCode == 0 && rehearsed.stderr.contains("--yes"))
    #expect(try await workplace.state() == present)
    let words = try await workplace.succeed("restore", "备份.sqlite", "--yes")
    #expect(words.contains("现有账本比备份多记了第 3–3 号共 1 笔流水"))
    #expect(try await workplace.state() == backup)
    let kept = try #require(try workplace.names().first { $0.contains(".sqlite.replaced-") })
    #expect(words.contains(kept))
    #expect(try await workplace.state(of: kept) == present)
    let names = try workplace.names()
    #expect(!names.contains { $0.hasSuffix("-wal") || $0.contains("restore-") }, "\(names)")
    #expect(try workplace.mode(of: Workplace.ledgerName) == 0o600)
    // The file that was kept is a backup as well; what it has more needs no consent.
    let back = try await workplace.legalaid("restore", kept, "--without-manifest")
    #expect(back.exitCode == 0, "\(back.stderr)")
    #expect(back.stdout.contains("备份比现有账本多第 3–3 号共 1 笔流水"))
    #expect(try await workplace.state() == present)
  }

  @Test("a backup that is not what its manifest says is not restored")
  func badBackups() async throws {
    let workplace = try await Self.backedUp()
    let before = try await workplace.state()
    try workplace.copy("备份.sqlite", to: "无单.sqlite")
    expectRefused(
      try await workplace.legalaid("restore", "无单.sqlite"),
      saying: ["没有找到备份清单", "--without-manifest"])
    try workplace.copy("备份.sqlite.manifest.json", to: "无单.sqlite.manifest.json")
    var bytes = try workplace.bytes(of: "无单.sqlite")
    bytes[bytes.count - 1] ^= 1
    try workplace.write(bytes, to: "无单.sqlite")
    expectRefused(try await workplace.legalaid("restore", "无单.sqlite"), saying: ["与备份清单不符"])
    try workplace.write("{}", to: "无单.sqlite.manifest.json")
    expectRefused(try await workplace.legalaid("restore", "无单.sqlite"), saying: ["不是备份清单"])
    try workplace.write("不是账本", to: "文字.sqlite")
    expectRefused(
      try await workplace.legalaid("restore", "文字.sqlite", "--without-manifest"),
      saying: ["不是账本文件"])
    expectRefused(
      try await workplace.legalaid("restore", Workplace.ledgerName), saying: ["同一个文件"])
    expectRefused(try await workplace.legalaid("restore", "没有.sqlite"), saying: ["读不出来"])
    expectRefused(try await workplace.legalaid("restore", "表"), saying: ["读不出来"])
    #expect(try await workplace.state() == before)
    #expect(!(try workplace.names()).contains { $0.contains("replaced") })
  }

  @Test("another ledger is not replaced without consent, nor one that cannot be read")
  func otherLedgers() async throws {
    let workplace = try await Self.backedUp()
    try await workplace.succeed(
      "init", "--agency", "别区司法局", "--region", "别区", "--ledger", "别.sqlite")
    expectRefused(
      try await workplace.legalaid("restore", "备份.sqlite", "--ledger", "别.sqlite"),
      saying: ["不是同一个账本", "--yes"])
    try workplace.write("一张便条", to: "坏.sqlite")
    expectRefused(
      try await workplace.legalaid("restore", "备份.sqlite", "--ledger", "坏.sqlite"),
      saying: ["现有文件读不出来", "--yes"])
    let restored = try await workplace.legalaid(
      "restore", "备份.sqlite", "--ledger", "坏.sqlite", "--yes")
    #expect(restored.exitCode == 0, "\(restored.stderr)")
    #expect(try await workplace.state(of: "坏.sqlite") == workplace.state(of: "备份.sqlite"))
    let kept = try #require(try workplace.names().first { $0.hasPrefix("坏.sqlite.replaced-") })
    #expect(try workplace.text(of: kept) == "一张便条")
  }

  @Test("where there is no ledger the backup becomes it, unless a stranger's log lies there")
  func noLedger() async throws {
    let workplace = try await Self.backedUp()
    try workplace.write("日志", to: "新.sqlite-wal")
    expectRefused(
      try await workplace.legalaid("restore", "备份.sqlite", "--ledger", "新.sqlite"),
      saying: ["没有账本，却有它的日志"])
    #expect(!workplace.exists("新.sqlite"))
    let words = try await workplace.succeed("restore", "备份.sqlite", "--ledger", "另.sqlite")
    #expect(words.contains("这里原来没有账本") && !words.contains("被替换"))
    #expect(try await workplace.state(of: "另.sqlite") == workplace.state(of: "备份.sqlite"))
  }

  @Test("a ledger that another program has open is not replaced")
  func held() async throws {
    let workplace = try await Self.backedUp()
    let before = try workplace.bytes(of: Workplace.ledgerName)
    let lock = try FileLock(workplace.file(Workplace.ledgerName))
    let run = try await workplace.legalaid("restore", "备份.sqlite", "--yes")
    lock.release()
    expectRefused(run, saying: ["账本正被另一个程序占用"])
    #expect(try workplace.bytes(of: Workplace.ledgerName) == before)
    #expect(
      !(try workplace.names()).contains { $0.contains("replaced") || $0.contains("restore-") })
  }
}

extension Workplace {
  /// The permissions of a file here.
  func mode(of name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: file(name))[.posixPermissions] as? Int
  }

  /// Makes a symbolic link here.
  func link(_ target: String, as name: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: file(name), withDestinationPath: target)
  }
}
