import Foundation
import LedgerCore
import TestSupport
import Testing

@testable import LedgerStore

@Suite("只读的账本")
struct ReadOnlyLedgerTests {
  /// A ledger of two entries, opened for reading only.
  private func opened(in folder: TemporaryFolder) throws -> LedgerStore {
    let store = try folder.newLedger()
    try store.append(.sample()) { try $0.append(.clean()) }
    try store.close()
    return try LedgerStore.open(ReadOnlyLedger(reading: folder.file()), at: folder.file())
  }

  @Test("a ledger that is read only is read whole, on two connections, and not written")
  func read() throws {
    let folder = try TemporaryFolder()
    let store = try opened(in: folder)
    let bytes = try folder.bytes()
    #expect(try store.problems() == [])
    var isRead = false
    try store.readBeside(head: store.head()) { _ in isRead = true }
    #expect(isRead)
    #expect(throws: StoreFault.readOnly) {
      try store.append(.sample()) { try $0.append(LegalAidCase.sample("案2")) }
    }
    #expect(try folder.bytes() == bytes)
    #expect(try folder.names().filter { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") } == [])
  }

  @Test("what is written meanwhile ends the reading, in the file or in its log")
  func changed() throws {
    for isClosed in [true, false] {
      let folder = try TemporaryFolder()
      let store = try opened(in: folder)
      let writer = try LedgerStore.open(at: folder.file())
      #expect(throws: StoreFault.changedMeanwhile) {
        try store.read { ledger in
          _ = try ledger.journal.head()
          try writer.append(.sample()) { try $0.append(LegalAidCase.sample("案2")) }
          if isClosed { try writer.close() }
        }
      }
      #expect(throws: StoreFault.changedMeanwhile) { try store.head() }
    }
  }

  @Test("a log that lies beside the file is read with it, or the ledger is not opened")
  func log() throws {
    let folder = try TemporaryFolder()
    let writer = try folder.newLedger()
    try writer.append(.sample()) { try $0.append(.clean()) }
    let head = try writer.head()
    let suffixes = ["", "-wal", "-shm"]
    for suffix in suffixes {
      try FileManager.default.copyItem(
        atPath: folder.file() + suffix, toPath: folder.file("copy.sqlite") + suffix)
    }
    let path = folder.file("copy.sqlite")
    let store = try LedgerStore.open(ReadOnlyLedger(reading: path), at: path)
    #expect(try store.head() == head)
    #expect(try store.problems() == [])
    try store.close()
    unlink(path + "-shm")
    #expect(throws: StoreFault.unreadableLog(path: path)) {
      try LedgerStore.open(ReadOnlyLedger(reading: path), at: path)
    }
    #expect(!FileManager.default.fileExists(atPath: path + "-shm"))
    try folder.write("日志", to: "copy.sqlite-journal")
    unlink(path + "-wal")
    #expect(throws: StoreFault.unreadableLog(path: path)) {
      try LedgerStore.open(ReadOnlyLedger(reading: path), at: path)
    }
  }

  @Test("a ledger of an earlier version is brought up to date in memory only", arguments: 1..<6)
  func earlierVersion(_ version: Int) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      at: repositoryRoot.appending(path: "Tests/LedgerStoreTests/Ledgers/v\(version).ledger"),
      to: URL(filePath: folder.file()))
    let bytes = try folder.bytes()
    let store = try LedgerStore.open(ReadOnlyLedger(reading: folder.file()), at: folder.file())
    #expect(try store.problems() == [])
    try store.close()
    #expect(try folder.bytes() == bytes)
    #expect(try folder.names() == [TemporaryFolder.ledgerName])
  }

  @Test("any name can be read", arguments: ["a?b=c#d%20.db", "红 '\"&.db", "file:x?mode=rw"])
  func names(_ name: String) throws {
    let folder = try TemporaryFolder()
    try folder.newLedger(name).close()
    let path = folder.file(name)
    #expect(try LedgerStore.open(ReadOnlyLedger(reading: path), at: path).problems() == [])
  }
}
