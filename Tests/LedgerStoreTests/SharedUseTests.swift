import Foundation
import LedgerCore
import LedgerStore
import Synchronization
import TestSupport
import Testing

@Suite("共用账本")
struct SharedUseTests {
  @Test(
    "writers come in the order in which they asked",
    .enabled(if: KernelLocks.areListed, "the system does not list its locks"))
  func order() throws {
    let folder = try TemporaryFolder()
    let place = folder.file(".ledger.sqlite-lock")
    let first = try #require(SharedUse(of: folder.file(), makesFile: true))
    let came = Mutex<[Int]>([])
    let group = DispatchGroup()
    try first.takingTurn(until: .distantFuture) {
      for number in 1...5 {
        let next = try #require(SharedUse(of: folder.file(), makesFile: false))
        Thread.detach(in: group) {
          try? next.takingTurn(until: .distantFuture) { came.withLock { $0.append(number) } }
        }
        // The next one asks only when this one stands in the queue.
        while try KernelLocks.waiting(for: place) < number { usleep(1_000) }
      }
      #expect(came.withLock { $0 } == [])
    }
    group.wait()
    #expect(came.withLock { $0 } == [1, 2, 3, 4, 5])
  }

  @Test("who gives up waiting does not get the turn later and keep it")
  func givenUp() throws {
    let folder = try TemporaryFolder()
    let first = try #require(SharedUse(of: folder.file(), makesFile: true))
    let second = try #require(SharedUse(of: folder.file(), makesFile: false))
    try first.takingTurn(until: .distantFuture) {
      _ = #expect(throws: StoreFault.locked) { try second.takingTurn(until: .now()) {} }
    }
    let third = try #require(SharedUse(of: folder.file(), makesFile: false))
    #expect(try third.takingTurn(until: .distantFuture) { true })
    #expect(try second.takingTurn(until: .distantFuture) { true })
  }

  @Test("one who is alone keeps all others out, and comes in only when they have gone")
  func alone() throws {
    let folder = try TemporaryFolder()
    try folder.newLedger().append(.sample()) { try $0.append(LegalAidCase.sample()) }
    do {
      let alone = try SharedUse.alone(with: folder.file())
      #expect(alone != nil)
      let other = try #require(SharedUse(of: folder.file(), makesFile: false))
      #expect(throws: StoreFault.locked) { try other.enter(until: .now()) }
      // It does not stand in its own way.
      #expect(try LedgerStore.open(at: folder.file(), isAlone: true).problems() == [])
    }
    let store = try LedgerStore.open(at: folder.file())
    let leaving = DispatchGroup()
    let isGone = Mutex(false)
    Thread.detach(in: leaving) {
      usleep(50_000)
      isGone.withLock { $0 = true }
      try? store.close()
    }
    let alone = try SharedUse.alone(with: folder.file())
    #expect(alone != nil && isGone.withLock { $0 })
    leaving.wait()
  }

  @Test("reading a ledger leaves no file beside it, and neither does reading a copy")
  func litter() throws {
    let folder = try TemporaryFolder()
    let store = try folder.newLedger()
    _ = try store.head()
    try store.close()
    #expect(try folder.names() == ["ledger.sqlite"])
  }

  @Test("nothing is written to a file that another one took the place of")
  func replaced() throws {
    let folder = try TemporaryFolder()
    let store = try folder.newLedger()
    _ = try folder.newLedger("other.sqlite")
    let other = try folder.bytes(of: "other.sqlite")
    try FileManager.default.moveItem(atPath: folder.file(), toPath: folder.file("moved.sqlite"))
    try FileManager.default.moveItem(
      atPath: folder.file("other.sqlite"), toPath: folder.file())
    #expect(throws: StoreFault.replaced) {
      try store.append(.sample()) { try $0.append(LegalAidCase.sample()) }
    }
    #expect(try folder.bytes() == other)
    #expect(try store.read { try Verification(of: $0).entryCount } == 1)
  }

  @Test("programs that open an old ledger at once migrate it once")
  func migration() async throws {
    for version in 1..<6 {
      let folder = try TemporaryFolder()
      let path = folder.file()
      try FileManager.default.copyItem(
        at: repositoryRoot.appending(path: "Tests/LedgerStoreTests/Ledgers/v\(version).ledger"),
        to: URL(filePath: path))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...8 { group.addTask { _ = try LedgerStore.open(at: path).head() } }
        try await group.waitForAll()
      }
      #expect(try LedgerStore.open(at: path).problems() == [])
    }
  }
}

extension Thread {
  /// Runs something that may wait, on a thread of its own.
  fileprivate static func detach(
    in group: DispatchGroup, _ body: @escaping @Sendable () -> Void
  ) {
    group.enter()
    detachNewThread {
      body()
      group.leave()
    }
  }
}

/// What the system says of the locks that are held and waited for.
private enum KernelLocks {
  static let areListed: Bool = {
    guard let folder = try? TemporaryFolder(),
      let use = SharedUse(of: folder.file(), makesFile: true)
    else { return false }
    let place = folder.file(".ledger.sqlite-lock")
    return (try? use.takingTurn(until: .distantFuture) { try lines(of: place).count }) == 1
  }()

  static func waiting(for path: String) throws -> Int {
    try lines(of: path).count { $0.contains("->") }
  }

  private static func lines(of path: String) throws -> [Substring] {
    var status = stat()
    guard stat(path, &status) == 0 else { return [] }
    let text = try String(contentsOfFile: "/proc/locks", encoding: .utf8)
    return text.split(separator: "\n").filter { $0.contains(":\(status.st_ino) ") }
  }
}
