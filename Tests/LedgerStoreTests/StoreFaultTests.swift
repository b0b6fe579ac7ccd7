import Foundation
import GRDB
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("账本文件的故障")
struct StoreFaultTests {
  private func fault(opening path: String) throws -> StoreFault {
    try #require(
      #expect(throws: StoreFault.self) { _ = try LedgerStore.open(at: path) })
  }

  @Test("a file that is missing is missing, and is not made")
  func missing() throws {
    let folder = try TemporaryFolder()
    #expect(try fault(opening: folder.file()) == .missing(path: folder.file()))
    #expect(
      try fault(opening: folder.file("no/such.sqlite"))
        == .missing(path: folder.file("no/such.sqlite")))
    #expect(try folder.names() == [])
  }

  @Test(
    "a file that is no database is no ledger, and stays as it was",
    arguments: ["", "案件编号,案件类型\n", String(repeating: "法律援助", count: 2_000)])
  func notALedger(content: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(content, to: "a.csv")
    #expect(try fault(opening: path) == .notALedger(path: path))
    #expect(try folder.bytes(of: "a.csv") == Data(content.utf8))
    #expect(try folder.names() == ["a.csv"])
  }

  @Test("a folder is no ledger")
  func isFolder() throws {
    let folder = try TemporaryFolder()
    #expect(try fault(opening: folder.path) == .notALedger(path: folder.path))
  }

  @Test("another program's database is refused and left alone")
  func otherProgram() throws {
    let folder = try TemporaryFolder()
    let other = try folder.rawConnection("other.db")
    try other.write {
      try $0.execute(sql: "CREATE TABLE bureau (id INTEGER); PRAGMA user_version=1")
    }
    try other.close()
    let before = try folder.bytes(of: "other.db")
    let path = folder.file("other.db")
    #expect(try fault(opening: path) == .otherProgram(path: path))
    #expect(try folder.bytes(of: "other.db") == before)
    #expect(try folder.names() == ["other.db"])
  }

  @Test("a ledger of a newer version is refused with both versions")
  func newerVersion() throws {
    let folder = try TemporaryFolder()
    _ = try folder.newLedger()
    let known = try folder.rawConnection().writeWithoutTransaction { database in
      let known = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      try database.execute(sql: "PRAGMA user_version = \(known + 1)")
      return known
    }
    #expect(
      try fault(opening: folder.file()) == .newerVersion(found: known + 1, known: known))
  }

  @Test("a ledger cut off at any length is never taken for whole", arguments: [1, 2, 3, 5, 9])
  func truncated(ninths: Int) throws {
    let folder = try TemporaryFolder()
    try writeWholeLedger(in: folder)
    let whole = try folder.bytes()
    let cut = ninths == 9 ? whole.count - 1 : whole.count * ninths / 10
    try whole.prefix(cut).write(to: URL(fileURLWithPath: folder.file("cut.sqlite")))
    expectUnsound(folder.file("cut.sqlite"))
  }

  @Test("a ledger with a page overwritten is never taken for whole")
  func overwritten() throws {
    let folder = try TemporaryFolder()
    try writeWholeLedger(in: folder)
    let whole = try folder.bytes()
    let pages = whole.count / 4_096
    #expect(pages > 20)
    for page in 0..<pages {
      var bytes = whole
      bytes.replaceSubrange(
        page * 4_096..<(page + 1) * 4_096, with: repeatElement(0xA5, count: 4_096))
      try bytes.write(to: URL(fileURLWithPath: folder.file("bad\(page).sqlite")))
      expectUnsound(folder.file("bad\(page).sqlite"))
    }
  }

  private func writeWholeLedger(in folder: TemporaryFolder) throws {
    try fillLedger(in: folder)
    let raw = try folder.rawConnection()
    try raw.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    try raw.close()
  }

  /// The store is closed when this returns; an open one would not let the journal mode change.
  private func fillLedger(in folder: TemporaryFolder) throws {
    let store = try folder.newLedger()
    try store.appendOfEveryKind()
    try store.append(.sample(), signer: .sample) { try $0.append(RichBook(seed: 1).book) }
  }

  /// Expects a typed fault when the file is opened or checked, or problems when it is checked.
  private func expectUnsound(_ path: String, sourceLocation: SourceLocation = #_sourceLocation) {
    do {
      let problems = try LedgerStore.open(at: path).problems()
      #expect(!problems.isEmpty, "\(path)", sourceLocation: sourceLocation)
    } catch let fault as StoreFault {
      let isRightKind =
        switch fault {
        case .damaged, .notALedger, .otherProgram, .unreadableRow, .newerVersion: true
        default: false
        }
      #expect(isRightKind, "\(fault)", sourceLocation: sourceLocation)
    } catch {
      Issue.record("\(path): \(error)", sourceLocation: sourceLocation)
    }
  }

  @Test("while another program writes, reading goes on and writing fails in bounded time")
  func locked() throws {
    let folder = try TemporaryFolder()
    let store = try folder.newLedger()
    let head = try store.head()
    let other = try folder.rawConnection()
    try other.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      #expect(try store.head() == head)
      let clock = ContinuousClock()
      let start = clock.now
      #expect(throws: StoreFault.locked) {
        try store.append(.sample()) { try $0.append(LegalAidCase.sample()) }
      }
      // It waits 5 seconds for the other to end, and not for ever.
      #expect(start.duration(to: clock.now) > .seconds(4))
      #expect(start.duration(to: clock.now) < .seconds(30))
      try database.execute(sql: "ROLLBACK")
    }
    #expect(try store.head() == head)
    try store.append(.sample()) { try $0.append(LegalAidCase.sample()) }
    #expect(try store.problems() == [])
  }

  @Test(
    "a ledger that may not be written can be read, and says so when it is to be written",
    .enabled(if: Immutability.isAvailable, "the file system knows no immutable files"))
  func readOnly() throws {
    let folder = try TemporaryFolder()
    let store = try folder.newLedger()
    try store.append(.sample()) { try $0.append(.clean()) }
    let head = try store.head()
    try Immutability.hold(folder.file()) {
      let store = try LedgerStore.open(at: folder.file())
      #expect(try store.head() == head)
      #expect(throws: StoreFault.readOnly) {
        try store.append(.sample()) { try $0.append(LegalAidCase.sample("案2")) }
      }
    }
    #expect(try LedgerStore.open(at: folder.file()).head() == head)
  }
}

/// Files that even the superuser cannot write, where the file system has them.
private enum Immutability {
  static let isAvailable: Bool = {
    guard let folder = try? TemporaryFolder(), let path = try? folder.write("", to: "probe") else {
      return false
    }
    return (try? hold(path) {}) != nil
  }()

  struct Unavailable: Error {}

  static func hold(_ path: String, _ body: () throws -> Void) throws {
    try change("+i", path)
    defer { try? change("-i", path) }
    try body()
  }

  private static func change(_ attribute: String, _ path: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["chattr", attribute, path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Unavailable() }
  }
}
