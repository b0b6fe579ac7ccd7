import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Synchronization
import TestSupport
import Testing

@Suite("办到哪里")
struct WorkShareTests {
  /// What a work tells on its way.
  private static func told(_ work: () throws -> Void) throws -> [WorkShare] {
    let heard = Mutex<[WorkShare]>([])
    let listener = WorkShare.Listener { share in heard.withLock { $0.append(share) } }
    try WorkShare.$listener.withValue(listener) { try work() }
    return heard.withLock(\.self)
  }

  /// A year with more facts than are checked before it is told how many were.
  private static func office(in folder: TemporaryFolder) throws -> Session {
    let session = try Session.inFile(folder.file("账本.sqlite"))
    var book = try InventedBook.clean()
    book.cases += try (1...20_000).map { try .sample("卷\($0)", recipient: "受援人\($0)") }
    try session.hold(book)
    return session
  }

  /// Whether shares of one kind only grow, and are never more than the whole.
  private static func grow(_ shares: [WorkShare]) -> Bool {
    zip(shares, shares.dropFirst()).allSatisfy { $0.done <= $1.done && $0.all == $1.all }
      && shares.allSatisfy { $0.done <= $0.all && (0...100).contains($0.percent) }
  }

  @Test(
    "the percentage is rounded down, and holds where the product of the two leaves 64 bits",
    arguments: [
      (0, 7, 0), (1, 3, 33), (2, 3, 66), (7, 7, 100), (8, 7, 100), (0, 0, 0), (5, 0, 0),
      (Int.max - 1, .max, 99), (.max / 2, .max, 49),
    ])
  func percent(done: Int, all: Int, expected: Int) {
    #expect(WorkShare("", done, of: all).percent == expected)
  }

  @Test("verifying tells how many of the records and of the checks are done, and finds the same")
  func verify() throws {
    let folder = try TemporaryFolder()
    let session = try Self.office(in: folder)
    let quiet = try VerifyLedger(session.store)().verification
    let shares = try Self.told {
      let verification = try VerifyLedger(session.store)().verification
      #expect(verification.problems == [] && verification.head == quiet.head)
    }
    let facts = shares.filter { $0.words.contains("条记录") }
    #expect(facts.map(\.done) == [8_192, 16_384] && Set(facts.map(\.all)) == [quiet.factCount])
    #expect(facts.first?.words == "已核 8192 条记录，共 \(quiet.factCount) 条")
    #expect(facts.first?.percent == 40)
    let checks = shares.filter { $0.words.contains("项检查") }
    #expect(checks.map(\.done).sorted() == Array(1...7) && Set(checks.map(\.all)) == [7])
    #expect(shares.count == facts.count + checks.count)
  }

  @Test("a backup tells its two steps: the pages that are copied, then the copy's verification")
  func backup() throws {
    let folder = try TemporaryFolder()
    let session = try Self.office(in: folder)
    let shares = try Self.told {
      _ = try BackUpLedger(session, programVersion: "0")(
        to: folder.file("备份.sqlite"), on: session.today)
    }
    let copied = shares.filter { $0.words.hasPrefix("第 1 步，共 2 步：复制账本，已复制") }
    #expect(!copied.isEmpty && Self.grow(copied) && copied.last?.percent == 100)
    let verified = shares.filter { $0.words.contains("条记录") }
    #expect(verified.count == 2 && Self.grow(verified))
    #expect(verified.allSatisfy { $0.words.hasPrefix("第 2 步，共 2 步：试恢复，核验，已核") })
  }

  @Test("closing a year tells its three steps: records, registrations of cases, then the pack")
  func close() throws {
    let folder = try TemporaryFolder()
    let session = try Self.office(in: folder)
    let shares = try Self.told { try session.close() }
    #expect(shares.first?.words == "第 1 步，共 3 步：核验账本")
    #expect(shares.last?.words == "第 3 步，共 3 步：结转，写报表包")
    let cases = shares.filter { $0.words.contains("条案件登记") }
    #expect(Self.grow(cases) && cases.count == 5 && cases.last?.percent == 100)
    #expect(cases.allSatisfy { $0.words.hasPrefix("第 2 步，共 3 步：对账，已看") })
  }
}
