import Foundation
import GRDB
import LedgerCore
import LedgerStore
import Schema
import TestSupport
import Testing

@Suite("报送的账段")
struct SegmentTests {
  private static let key = OpenKey.sample(7)

  private static func segment(_ store: LedgerStore, after entry: Int = 0) throws -> Segment {
    try store.read {
      try Segment(of: $0, after: entry, code: .sample, signedBy: key)
    }
  }

  /// A ledger of a few entries, one case in each.
  private static func ledger(entries: Int) throws -> LedgerStore {
    let store = try LedgerStore.sample()
    for number in 2...entries {
      try store.append(.sample("case accept")) {
        try $0.append(LegalAidCase.sample("案\(number)"))
      }
    }
    return store
  }

  /// Every row of every table but the numbers SQLite gives.
  private static func rows(_ path: String) throws -> [String: [String]] {
    try DatabaseQueue(path: path).read { database in
      let tables = try String.fetchAll(
        database,
        sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      return try Dictionary(
        uniqueKeysWithValues: tables.map { table -> (String, [String]) in
          let rows = try Row.fetchAll(database, sql: "SELECT * FROM \(table)")
          return (table, rows.map(\.description).sorted())
        })
    }
  }

  @Test(
    "the ledger of every version gives a replica with the same rows, that verifies to its head",
    arguments: 1...Migrations.scripts.count)
  func everyVersion(version: Int) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      at: repositoryRoot.appending(path: "Tests/LedgerStoreTests/Ledgers/v\(version).ledger"),
      to: URL(filePath: folder.file()))
    let store = try LedgerStore.open(at: folder.file())
    let segment = try Self.segment(store)
    let fit = try LedgerStore.createReplica(
      at: folder.file("replica"), from: segment, severeRules: [])
    #expect(fit == .taken(new: segment.to.entry))
    let replica = try LedgerStore.open(at: folder.file("replica"))
    #expect(try replica.problems() == [])
    #expect(try replica.head() == store.head())
    #expect(try Self.segment(replica).data == segment.data)
    try store.close()
    try replica.close()
    #expect(try Self.rows(folder.file("replica")) == Self.rows(folder.file()))
  }

  @Test("the same ledger, stretch and key give the same bytes; another stretch gives others")
  func sameBytes() throws {
    let store = try Self.ledger(entries: 5)
    #expect(try Self.segment(store).data == Self.segment(store).data)
    #expect(try Self.segment(store, after: 2).data != Self.segment(store).data)
    #expect(try Self.segment(store, after: 2).fileName == "640303-000002-000005.las")
    let head = String(decoding: try Self.segment(store).data.prefix(30), as: UTF8.self)
    #expect(head.hasPrefix("legalaid-segment/1\nbureau 640"))
  }

  /// What a file comes to at the province: read, signed, and taken by a new replica.
  private static func take(_ data: Data, at path: String) throws {
    let segment = try Segment(data)
    try segment.head.check(signedByOneOf: [key.publicKey])
    _ = try LedgerStore.createReplica(at: path, from: segment, severeRules: [])
  }

  @Test("a segment with any bit flipped is refused, and leaves nothing")
  func flippedBits() throws {
    let folder = try TemporaryFolder()
    let data = try Self.segment(Self.ledger(entries: 2)).data
    for index in data.indices {
      for bit in 0..<8 {
        var flipped = data
        flipped[index] ^= 1 << UInt8(bit)
        #expect(throws: SegmentFault.self, "byte \(index), bit \(bit)") {
          try Self.take(flipped, at: folder.file("replica"))
        }
      }
    }
    #expect(try folder.names() == [])
    try Self.take(data, at: folder.file("replica"))
  }

  @Test("a segment that was cut anywhere, or has more behind it, is refused")
  func cut() throws {
    let folder = try TemporaryFolder()
    let data = try Self.segment(Self.ledger(entries: 2)).data
    for count in 0..<data.count {
      #expect(throws: SegmentFault.self) {
        try Self.take(data.prefix(count), at: folder.file("replica"))
      }
    }
    #expect(throws: SegmentFault.self) {
      try Self.take(data + Data([0]), at: folder.file("replica"))
    }
    #expect(try folder.names() == [])
  }

  @Test("a body that was made anew and signed by the right key is held against its digests")
  func dishonestBureau() throws {
    // Who has the key can sign anything; what is signed must still be a chain.
    let store = try Self.ledger(entries: 3)
    let whole = try Self.segment(store)
    let other = try Self.segment(Self.ledger(entries: 4), after: 2)
    let folder = try TemporaryFolder()
    _ = try LedgerStore.createReplica(at: folder.file(), from: whole, severeRules: [])
    let replica = try LedgerStore.open(at: folder.file())
    let head = try replica.head()
    #expect(try replica.extend(by: other, severeRules: []) == .taken(new: 1))
    #expect(try replica.head() != head)
  }

  @Test(
    "segments in any order, more than once, end in the same rows, and gaps wait",
    arguments: [1, 2, 3] as [UInt64])
  func anyOrder(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let store = try Self.ledger(entries: 2)
    var segments = [try Self.segment(store)]
    for number in 3...9 {
      let after = try store.read { try $0.journal.lastEntry()?.number ?? 0 }
      try store.append(.sample("case accept")) {
        try $0.append(LegalAidCase.sample("案\(number)"))
      }
      segments.append(try Self.segment(store, after: max(0, after - Int(number % 3))))
    }
    let folder = try TemporaryFolder()
    _ = try LedgerStore.createReplica(at: folder.file(), from: segments[0], severeRules: [])
    let replica = try LedgerStore.open(at: folder.file())
    for _ in 1...6 {
      for segment in segments.shuffled(using: &generator) {
        let held = try replica.read { try $0.journal.lastEntry()?.number ?? 0 }
        let fit = try replica.extend(by: segment, severeRules: [])
        if segment.after.entry > held {
          #expect(fit == .gap(held: held), "seed \(seed)")
        } else {
          #expect(fit == .taken(new: max(0, segment.to.entry - held)), "seed \(seed)")
        }
      }
    }
    #expect(try replica.head() == store.head())
    #expect(try replica.problems() == [])
  }

  @Test("a ledger that went on otherwise is a fork at its entry, and nothing of it is taken")
  func fork() throws {
    let folder = try TemporaryFolder()
    let store = try Self.ledger(entries: 4)
    _ = try LedgerStore.createReplica(
      at: folder.file(), from: Self.segment(store), severeRules: [])
    let other = try Self.ledger(entries: 3)
    try other.append(.sample("case accept", reason: "又记")) {
      try $0.append(LegalAidCase.sample("案4"))
    }
    try other.append(.sample()) { try $0.append(LegalAidCase.sample("案5")) }
    let replica = try LedgerStore.open(at: folder.file())
    let head = try replica.head()
    for after in [0, 2, 4] {
      guard
        case .fork(let entry, let ours, let theirs) = try replica.extend(
          by: Self.segment(other, after: after), severeRules: [])
      else {
        Issue.record("no fork after \(after)")
        continue
      }
      #expect(entry == 4 && ours != theirs)
    }
    #expect(try replica.head() == head)
  }

  @Test("a key that is not the signer's, and one that nobody named, are told apart")
  func signatures() throws {
    let segment = try Self.segment(Self.ledger(entries: 2))
    #expect(throws: SegmentFault.notSigned) {
      try segment.head.check(signedByOneOf: [OpenKey.sample(8).publicKey])
    }
    #expect(throws: SegmentFault.notSigned) {
      try segment.head.check(signedByOneOf: [] as [String])
    }
    let known = try Segment(segment.data + Data()).head
    try known.check(signedByOneOf: [OpenKey.sample(8).publicKey, Self.key.publicKey])
  }

  @Test("a segment of a newer version is refused by its number")
  func newer() throws {
    let data = try Self.segment(Self.ledger(entries: 2)).data
    let text = "schema \(Migrations.scripts.count)\n"
    let range = try #require(data.firstRange(of: Data(text.utf8)))
    var newer = data
    newer.replaceSubrange(range, with: Data("schema 99\n".utf8))
    #expect(
      throws: SegmentFault.newerSchema(found: 99, known: Migrations.scripts.count)
    ) { try Segment(newer) }
  }

  @Test("a receipt says up to which entry, reads back the same, and no bit of it may change")
  func receipt() throws {
    let segment = try Self.segment(Self.ledger(entries: 3))
    let receipt = try SegmentReceipt(
      for: segment, receivedAt: "2025-01-08T00:00:00Z", receiver: "某省司法厅",
      signedBy: .sample(9))
    #expect(receipt.receipt.throughEntry == 3 && receipt.receipt.head == segment.to.head)
    let text = receipt.receipt.text
    let read = try SegmentReceipt(text)
    try read.check()
    #expect(read.receipt == receipt.receipt && read.identity == segment.identity)
    let data = Data(text.utf8)
    for index in data.indices {
      for bit in 0..<8 {
        var flipped = data
        flipped[index] ^= 1 << UInt8(bit)
        guard let changed = String(data: flipped, encoding: .utf8) else { continue }
        #expect(throws: SegmentFault.self, "byte \(index)") {
          try SegmentReceipt(changed).check()
        }
      }
    }
  }
}
