import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("新建账本")
struct CreationTests {
  private func create(at path: String) throws {
    try LedgerStore.create(at: path, bureau: .sample, stamp: .sample("init"))
  }

  @Test("a new ledger is one file with one entry, and no draft is left")
  func new() throws {
    let folder = try TemporaryFolder()
    try create(at: folder.file())
    #expect(try folder.names() == ["ledger.sqlite"])
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file())
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    // The name that the draft had is gone: the file has one name.
    #expect((attributes[.referenceCount] as? NSNumber)?.intValue == 1)
    let found = try LedgerStore.open(at: folder.file()).read { try Verification(of: $0) }
    #expect(found.entryCount == 1 && found.factCount == 1 && found.problems == [])
  }

  @Test("an existing file is refused and not touched")
  func exists() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("别的文件", to: "ledger.sqlite")
    #expect(throws: StoreFault.exists(path: path)) { try create(at: path) }
    #expect(try folder.bytes() == Data("别的文件".utf8))
    #expect(throws: StoreFault.exists(path: folder.path)) { try create(at: folder.path) }
    #expect(try folder.names() == ["ledger.sqlite"])
  }

  @Test("a second ledger does not replace the first")
  func twice() throws {
    let folder = try TemporaryFolder()
    let store = try folder.newLedger()
    try store.append(.sample()) { try $0.append(.clean()) }
    let head = try store.head()
    #expect(throws: StoreFault.exists(path: folder.file())) { try create(at: folder.file()) }
    #expect(try LedgerStore.open(at: folder.file()).head() == head)
  }

  @Test("a link that leads nowhere is a name that is taken")
  func danglingLink() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.file(), withDestinationPath: folder.file("elsewhere"))
    #expect(throws: StoreFault.exists(path: folder.file())) { try create(at: folder.file()) }
    #expect(try folder.names() == ["ledger.sqlite"])
  }

  @Test("a folder that is missing is named, and not made")
  func folderMissing() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("no/such/ledger.sqlite")
    #expect(throws: StoreFault.folderMissing(path: path)) { try create(at: path) }
    #expect(try folder.names() == [])
  }

  @Test("a bureau without a name makes no ledger and leaves nothing behind")
  func namelessBureau() throws {
    let folder = try TemporaryFolder()
    #expect(throws: StoreFault.self) {
      try LedgerStore.create(
        at: folder.file(), bureau: Bureau(agency: "", region: "区"), stamp: .sample("init"))
    }
    #expect(try folder.names() == [])
  }

  @Test("a ledger is found under a name with spaces, quotes and Chinese")
  func names() throws {
    let folder = try TemporaryFolder()
    for name in ["红寺堡区 2024年.sqlite", "it's.db", "a?b=c#d%20.db"] {
      _ = try folder.newLedger(name)
      #expect(FileManager.default.fileExists(atPath: folder.file(name)))
      #expect(try LedgerStore.open(at: folder.file(name)).read { try $0.bureau() } == .sample)
    }
  }

  @Test("every fault says what to do, in words of its own")
  func words() {
    let faults: [StoreFault] = [
      .missing(path: "甲"), .exists(path: "甲"), .folderMissing(path: "甲"), .notALedger(path: "甲"),
      .otherProgram(path: "甲"), .newerVersion(found: 9, known: 1), .locked, .readOnly, .diskFull,
      .damaged, .unreadableRow(table: "claim", column: "claimedOn"),
      .database(code: 1, message: "x"), .cannotWrite(path: "甲", code: 5), .diskError(code: 10),
      .cannotOpen(path: "甲"), .moved, .replaced, .nameTooLong(path: "甲"),
      .foreignVersion(found: -1), .severalNames(path: "甲"), .unreadableLog(path: "甲"),
      .changedMeanwhile,
    ]
    let words = faults.map(\.description)
    #expect(Set(words).count == faults.count)
    #expect(words.prefix(5).allSatisfy { $0.contains("“甲”") })
    #expect(words.allSatisfy { $0.unicodeScalars.contains { (0x4E00...0x9FFF) ~= $0.value } })
  }
}
