import Foundation
import Testing

/// A file under the ledger's name that is no ledger to work with.
struct BadLedger: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let words: String
  /// Makes the file of the bytes of a whole ledger.
  let spoil: @Sendable (Data) -> Data

  static let all = [
    BadLedger(testDescription: "an empty file", words: "不是账本文件") { _ in Data() },
    BadLedger(testDescription: "a text file", words: "不是账本文件") { _ in
      Data(String(repeating: "这是一份说明。\n", count: 50).utf8)
    },
    BadLedger(testDescription: "another program's database", words: "别的程序的数据库") {
      $0.overwritten(at: 68, with: [0x47, 0x50, 0x4B, 0x47])
    },
    BadLedger(testDescription: "a database without a program's mark", words: "别的程序的数据库") {
      $0.overwritten(at: 68, with: [0, 0, 0, 0])
    },
    BadLedger(testDescription: "a ledger of a newer version", words: "账本版本 99") {
      $0.overwritten(at: 60, with: [0, 0, 0, 99])
    },
    BadLedger(testDescription: "a version below none", words: "版本号（-1）不是本程序写的") {
      $0.overwritten(at: 60, with: [0xFF, 0xFF, 0xFF, 0xFF])
    },
    BadLedger(testDescription: "the least version there is", words: "版本号（-2147483648）") {
      $0.overwritten(at: 60, with: [0x80, 0, 0, 0])
    },
    BadLedger(testDescription: "a ledger without a version", words: "版本号（0）不是本程序写的") {
      $0.overwritten(at: 60, with: [0, 0, 0, 0])
    },
    BadLedger(testDescription: "an earlier version than its tables", words: "版本号（2）不是本程序写的") {
      $0.overwritten(at: 60, with: [0, 0, 0, 2])
    },
    BadLedger(testDescription: "the last version there is", words: "账本版本 2147483647") {
      $0.overwritten(at: 60, with: [0x7F, 0xFF, 0xFF, 0xFF])
    },
    BadLedger(testDescription: "a ledger cut in the middle", words: "已损坏") {
      $0.prefix($0.count / 2)
    },
    BadLedger(testDescription: "a ledger with a hole", words: "已损坏") {
      $0.overwritten(at: 4096 * 2, with: [UInt8](repeating: 0, count: 4096 * 8))
    },
    BadLedger(testDescription: "the header of a ledger and nothing more", words: "已损坏") {
      $0.prefix(90)
    },
  ]
}

extension Data {
  /// The bytes with some of them replaced, as many as are given.
  fileprivate func overwritten(at offset: Int, with bytes: [UInt8]) -> Data {
    var copy = self
    copy.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    return copy
  }
}

@Suite("坏账本")
struct BadLedgerTests {
  /// One command of each kind: what reads, what writes, what goes over the whole book.
  private static let commands = [
    "verify", "reconcile --year 2024", "report paragraph --year 2024", "case list", "import 表.csv",
    "export 导出", "case accept 案9 --type 民事 --recipient 欧阳翠花 --on 2024-01-01",
  ].map { $0.split(separator: " ").map(String.init) }

  @Test(
    "each command refuses a file that is no ledger and leaves it as it is",
    arguments: BadLedger.all)
  func refused(_ bad: BadLedger) async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(BadTables.caseHeader + BadTables.caseRow(), to: "表.csv")
    _ = try await workplace.legalaid("import", "表.csv")
    let spoilt = bad.spoil(try workplace.bytes(of: Workplace.ledgerName))
    try workplace.write(spoilt, to: "坏.sqlite")
    for command in Self.commands {
      let run = try await workplace.run(command + ["--ledger", "坏.sqlite"])
      expectRefused(run, saying: [bad.words])
      #expect(!run.stderr.contains(Secret.recipient))
      #expect(try workplace.bytes(of: "坏.sqlite") == spoilt, "\(command)")
    }
    #expect(!workplace.exists("导出"))
  }

  @Test(
    "a backup of a version that is none of ours is not restored",
    arguments: [[0xFF, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 2]] as [[UInt8]])
  func foreignBackup(_ version: [UInt8]) async throws {
    let workplace = try await Workplace.withLedger()
    let before = try await workplace.state()
    let bytes = try workplace.bytes(of: Workplace.ledgerName)
    try workplace.write(bytes.overwritten(at: 60, with: version), to: "坏备份")
    let run = try await workplace.legalaid("restore", "坏备份", "--without-manifest", "--yes")
    expectRefused(run, saying: ["不是本程序写的", "账本没有改动"])
    #expect(try await workplace.state() == before)
    // The other way round: what stands there cannot be read, and is replaced when that is wanted.
    try await workplace.succeed("backup", "备份")
    try workplace.write(bytes.overwritten(at: 60, with: version), to: Workplace.ledgerName)
    expectRefused(try await workplace.legalaid("restore", "备份"), saying: ["现有文件读不出来", "--yes"])
    #expect(try await workplace.legalaid("restore", "备份", "--yes").exitCode == 0)
    #expect(try await workplace.state() == before)
  }

  @Test("a ledger that is missing or is a folder is refused, and nothing is made in its place")
  func missingOrFolder() async throws {
    let workplace = try Workplace()
    try workplace.write(BadTables.caseHeader + BadTables.caseRow(), to: "夹/表.csv")
    for command in Self.commands where command.first != "import" {
      expectRefused(
        try await workplace.run(command), saying: ["没有找到账本文件“legalaid.sqlite”", "legalaid init"])
      expectRefused(
        try await workplace.run(command + ["--ledger", "夹"]), saying: ["“夹”不是账本文件"])
    }
    expectRefused(try await workplace.legalaid("import", "夹"), saying: ["没有找到账本文件"])
    #expect(try workplace.names() == ["夹"])
  }

  @Test("verify finds one changed letter, says where, and exits 2")
  func tampering() async throws {
    let workplace = try await Workplace.withLedger()
    for (number, day) in [("案1", "2024-03-01"), ("案2", "2024-03-02")] {
      try await workplace.succeed(
        "case", "accept", number, "--type", "民事", "--recipient", "欧阳翠花", "--on", day,
        "--matter", "赡养费纠纷\(number)")
    }
    var bytes = try workplace.bytes(of: Workplace.ledgerName)
    let place = try #require(bytes.firstRange(of: Data("赡养费纠纷案2".utf8)))
    bytes.replaceSubrange(place, with: Data("抚养费纠纷案2".utf8))
    try workplace.write(bytes, to: "改.sqlite")
    let run = try await workplace.legalaid("verify", "--ledger", "改.sqlite")
    #expect(run.exitCode == 2)
    #expect(run.stderr == "")
    #expect(run.stdout.hasPrefix("不符：第 3 号流水"), "\(run.stdout)")
    #expect(run.stdout.contains("案件 案2 第 1 次登记内容被改动"))
    #expect(run.stdout.contains("账本有 1 处不符"))
    #expect(!run.stdout.contains("翠花"))
  }

  @Test("a ledger that another program holds is waited for, then refused untouched")
  func locked() async throws {
    let workplace = try await Workplace.withLedger()
    let before = try workplace.bytes(of: Workplace.ledgerName)
    let lock = try FileLock(workplace.file(Workplace.ledgerName))
    let accept = try await workplace.legalaid(
      "case", "accept", "案1", "--type", "民事", "--recipient", "甲", "--on", "2024-01-01")
    expectRefused(accept, saying: ["账本正被另一个程序占用", "账本没有改动"])
    lock.release()
    #expect(try workplace.bytes(of: Workplace.ledgerName) == before)
    _ = try await workplace.state()
  }
}

/// A lock on bytes of a file that another program holds; without more, on a whole database file, as
/// it is taken to write in a way of one's own.
final class FileLock {
  private let descriptor: Int32

  init(_ path: String, from first: Int = 0x4000_0000, count: Int = 512) throws {
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    // Those of a database that SQLite locks: pending, reserved and shared.
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = first
    lock.l_len = count
    guard descriptor >= 0, fcntl(descriptor, F_SETLK, &lock) == 0 else {
      throw TestFault(description: "cannot lock \(path)")
    }
  }

  func release() { close(descriptor) }
}
