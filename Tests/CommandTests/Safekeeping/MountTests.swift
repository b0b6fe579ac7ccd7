import Foundation
import Testing

/// Places that only a mount gives: read-only folders and full disks, in a namespace of their own.
@Suite("只读和满盘", .enabled { try await Mounts.arePermitted() })
struct MountTests {
  @Test("a read-only file can be read; what would write is refused")
  func readOnlyFile() async throws {
    let workplace = try await Workplace.withLedger()
    let before = try await workplace.state()
    let mount = "mount --bind LEDGER LEDGER && mount -o remount,ro,bind LEDGER && "
      .replacing("LEDGER", with: Workplace.ledgerName)
    let read = try await Mounts.shell(mount + "legalaid verify", in: workplace)
    #expect(read.stdout == before, "\(read.stderr)")
    let accept = try await Mounts.shell(mount + Self.accept, in: workplace)
    expectRefused(accept, saying: ["只读", "账本没有改动"])
    #expect(!accept.stderr.contains(Secret.recipient))
    #expect(try await workplace.state() == before)
  }

  @Test("in a read-only folder everything is read, and nothing is recorded, made or exported")
  func readOnlyFolder() async throws {
    let workplace = try await Workplace.withLedger()
    let before = try await workplace.state()
    let mount = "mount --bind . . && mount -o remount,ro,bind . && cd \"$PWD\" && "
    for line in ["verify", "case list", "reconcile --year 2024", "report tables --year 2024"] {
      let usual = try await Program.shell("legalaid \(line)", in: workplace.path)
      let read = try await Mounts.shell(mount + "legalaid \(line)", in: workplace)
      #expect(read.stdout == usual.stdout && read.exitCode == usual.exitCode, "\(read.stderr)")
    }
    let accept = try await Mounts.shell(mount + Self.accept, in: workplace)
    expectRefused(accept)
    #expect(accept.stderr.contains("只读"), "\(accept.stderr)")
    let made = try await Mounts.shell(
      mount + "legalaid init --agency 甲 --region 乙 --ledger 新.sqlite", in: workplace)
    expectRefused(made, saying: ["没有写入权限"])
    let demo = try await Mounts.shell(mount + "legalaid demo --keep 新.sqlite", in: workplace)
    expectRefused(demo, saying: ["没有写入权限"])
    let export = try await Mounts.shell(mount + "legalaid export 导出", in: workplace)
    expectRefused(export)
    #expect(try workplace.names() == [Workplace.ledgerName])
    #expect(try await workplace.state() == before)
  }

  private static let accept =
    "legalaid case accept 案1 --type 民事 --recipient \(Secret.recipient) --on 2024-01-01"

  @Test("an import that fills the disk is refused, and the ledger is as before")
  func fullDisk() async throws {
    let workplace = try await Workplace.withLedger()
    try FileManager.default.createDirectory(
      atPath: workplace.file("盘"), withIntermediateDirectories: false)
    try workplace.write(BigTable.cases(20_000), to: "表.csv")
    let run = try await Mounts.shell(
      """
      mount -t tmpfs -o size=600k tmpfs 盘 && cp legalaid.sqlite 盘/ && cd 盘 &&
      legalaid verify >../前 && { legalaid import ../表.csv; code=$?; } ;
      legalaid verify >../后; echo $? >../核验; legalaid export 导出 >../导出 2>&1;
      dd if=/dev/zero of=占满 bs=1k 2>/dev/null;
      legalaid init --agency 甲 --region 乙 --ledger 新.sqlite >../新建 2>&1; echo $? >>../新建;
      ls -A >../目录; exit $code
      """, in: workplace)
    expectRefused(run, saying: ["磁盘已满", "账本没有改动"])
    #expect(try workplace.text(of: "后") == workplace.text(of: "前"))
    #expect(try workplace.text(of: "核验") == "0\n")
    let made = try workplace.text(of: "新建")
    #expect(made.hasPrefix("错误：磁盘已满") && made.hasSuffix("\n1\n"), "\(made)")
    #expect(try !workplace.text(of: "目录").contains("新.sqlite"))
  }
}

/// A namespace in which a test may mount what it likes and leave nothing behind.
private enum Mounts {
  static func arePermitted() async throws -> Bool {
    try await shell("mount -t tmpfs tmpfs /mnt", in: Workplace()).exitCode == 0
  }

  /// Runs a script as root of a namespace of its own; its mounts end with it.
  static func shell(_ line: String, in workplace: Workplace) async throws -> Run {
    // The script stands outside the folder, whose content the tests compare.
    let scripts = try Workplace()
    try scripts.write(line, to: "script")
    return try await Program.shell(
      "unshare --map-root-user --mount sh '\(scripts.file("script"))'", in: workplace.path)
  }
}
