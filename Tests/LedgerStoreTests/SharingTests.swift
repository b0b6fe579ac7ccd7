import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("两人同时记账")
struct SharingTests {
  @Test("two stores on one file lose no write, and the journal has no gaps")
  func concurrentAppends() async throws {
    let folder = try TemporaryFolder()
    _ = try folder.newLedger()
    let path = folder.file()
    let (writers, acts) = (3, 25)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...writers {
        group.addTask {
          let store = try LedgerStore.open(at: path)
          for act in 1...acts {
            try store.append(.sample("w\(writer)")) { entry in
              try entry.append(LegalAidCase.sample("案\(writer)-\(act)"))
              // All write this one: each must see the revision of whoever was before it.
              try entry.append(LegalAidCase.sample("共案", firm: "所\(writer)-\(act)"))
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let total = writers * acts
    let store = try LedgerStore.open(at: path)
    try store.read { ledger in
      let found = try Verification(of: ledger)
      #expect(found.problems == [])
      #expect(found.entryCount == total + 1)
      #expect(found.factCount == total * 2 + 1)
      let shared = try ledger.cases.history(of: CaseNumber.of("共案"))
      #expect(shared.map(\.revision.number) == Array(1...total))
      #expect(shared.map(\.entry) == Array(2...total + 1))
      #expect(Set(shared.compactMap(\.revision.fact.firm)).count == total)
      for writer in 1...writers {
        // Each writer's own acts stand in the order it did them.
        let entries = try (1...acts).flatMap { act in
          try ledger.cases.history(of: CaseNumber.of("案\(writer)-\(act)")).map(\.entry)
        }
        #expect(entries.count == acts && entries == entries.sorted())
      }
    }
  }

  @Test("a reading sees one snapshot, whatever another program writes meanwhile")
  func snapshot() throws {
    let folder = try TemporaryFolder()
    let reading = try folder.newLedger()
    let writing = try LedgerStore.open(at: folder.file())
    try reading.read { ledger in
      let before = try Verification(of: ledger)
      try writing.append(.sample()) { try $0.append(.clean()) }
      #expect(try Verification(of: ledger) == before)
      #expect(try ledger.cases.legalAidCase(.of("案1")) == nil)
    }
    #expect(try reading.read { try $0.cases.legalAidCase(.of("案1")) } != nil)
  }

  @Test("an act that waited reads what the other wrote before it decides")
  func noLostDecision() throws {
    let folder = try TemporaryFolder()
    let first = try folder.newLedger()
    let second = try LedgerStore.open(at: folder.file())
    try first.append(.sample()) { try $0.append(LegalAidCase.sample()) }
    let seen = try second.append(.sample()) { writer in
      try writer.append(LegalAidCase.sample(closed: "2024-03-01"))
      return try writer.ledger.cases.history(of: CaseNumber.of("案1")).count
    }
    #expect(seen == 2)
    #expect(try first.head() == second.head())
  }
}
