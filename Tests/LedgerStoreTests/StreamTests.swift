import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("账本的顺序读取")
struct StreamTests {
  /// Small books full of coincidences and unregistered numbers, and books that use every column.
  private static func books() throws -> [(name: String, book: InventedBook)] {
    try (UInt64(1)...60).map { ("random \($0)", try RandomBook.book(seed: $0)) }
      + (UInt64(1)...12).map { ("rich \($0)", try RichBook(seed: $0).book) }
  }

  /// The book in a ledger, its facts in a few entries and each register in any order.
  private static func store(_ book: InventedBook, seed: UInt64) throws -> LedgerStore {
    var generator = SeededGenerator(seed: seed)
    var book = book.shuffled(using: &generator)
    // A reversal stands after its line; within one entry the order is free.
    let later = book.lines.filter(\.isReversal)
    book.lines.removeAll(where: \.isReversal)
    let store = try LedgerStore.sample()
    try store.append(.sample()) { try $0.append(book) }
    for line in later { try store.append(.sample()) { try $0.append(line) } }
    return store
  }

  @Test("dossiers, duty accounts and uncited lines come as naive grouping gives them")
  func grouping() throws {
    var unregistered = 0
    for (index, (name, book)) in try Self.books().enumerated() {
      let store = try Self.store(book, seed: UInt64(index))
      let dossiers = try store.dossiers()
      #expect(dossiers == book.dossiers, "\(name)")
      unregistered += dossiers.count { $0.legalAidCase == nil }
      var accounts: [DutyAccount] = []
      var uncited: [[PaymentLine]] = []
      try store.read { ledger in
        try ledger.duty.forEachAccount { accounts.append($0) }
        try ledger.payments.forEachUncitedLine { uncited.append($1) }
        for dossier in dossiers { #expect(try ledger.cases.dossier(dossier.caseNumber) == dossier) }
        for account in accounts { #expect(try ledger.duty.account(account.dutyNumber) == account) }
      }
      #expect(accounts == book.dutyAccounts, "\(name)")
      unregistered += accounts.count { $0.shift == nil }
      #expect(uncited == book.uncitedLines, "\(name)")
    }
    #expect(unregistered > 50)
  }

  @Test("judgments of several cases come in order, each with the cases that carry it now")
  func judgments() throws {
    var shared = 0
    for (index, (name, book)) in try Self.books().enumerated() {
      let store = try Self.store(book, seed: UInt64(index))
      var found: [(JudgmentNumber, [LegalAidCase])] = []
      try store.read { ledger in
        try ledger.cases.forEachSharedJudgment { found.append(($0, $1)) }
        for (number, cases) in found {
          #expect(try ledger.cases.carrying(number) == cases, "\(name)")
        }
      }
      let several = book.judgments.filter { $0.cases.count > 1 }
      #expect(found.map(\.0) == several.map(\.number), "\(name)")
      #expect(found.map(\.1) == several.map(\.cases), "\(name)")
      shared += found.count
    }
    #expect(shared > 10)
  }

  @Test("a case whose judgment was amended or taken away leaves the cases of the old one")
  func amendedJudgments() throws {
    let store = try LedgerStore.sample()
    var cases = try (1...3).map { try LegalAidCase.sample("案\($0)") }
    for index in cases.indices { cases[index].judgmentNumber = try .of("（2024）民初1号") }
    try store.append(.sample()) { writer in for one in cases { try writer.append(one) } }
    cases[1].judgmentNumber = try .of("(2024) 民初 2 号")
    cases[2].judgmentNumber = nil
    try store.append(.sample()) { writer in
      for one in cases[1...] { try writer.append(one, reason: "更正") }
    }
    var found: [String] = []
    try store.read { ledger in
      try ledger.cases.forEachSharedJudgment { found.append("\($0) \($1.map(\.number))") }
      #expect(try ledger.cases.carrying(.of("（2024）民初1号")).map(\.number.printed) == ["案1"])
    }
    // The other judgment is one case's alone.
    #expect(found == ["（2024）民初1号 [案1]"])
  }

  @Test("the order is that of code points, not of any language")
  func codePointOrder() throws {
    // In UTF-16, or by canonical equivalence, some of these would change places.
    let numbers = ["Z", "a", "é", "案", "○", "\u{1F600}", "a1", "〔", "10", "9"]
    let store = try LedgerStore.sample()
    try store.append(.sample()) { writer in
      for number in numbers { try writer.append(LegalAidCase.sample(number)) }
    }
    let order = numbers.sorted {
      $0.unicodeScalars.map(\.value).lexicographicallyPrecedes($1.unicodeScalars.map(\.value))
    }
    let found = try store.dossiers().map { Array($0.caseNumber.key.unicodeScalars) }
    #expect(found == order.map { Array($0.unicodeScalars) })
  }

  @Test("sums posted up to a day are the naive sums")
  func postedSums() throws {
    for (index, (name, book)) in try Self.books().enumerated() {
      let store = try Self.store(book, seed: UInt64(index))
      let days = Set(book.lines.map(\.paidOn) + [.earliest, .latest])
      for day in days {
        let found = try store.read { try $0.payments.postedSums(upTo: day) }
        #expect(found == (try naiveSums(book.lines, upTo: day)), "\(name) up to \(day)")
      }
    }
  }

  @Test("a body that throws ends the reading and leaves the store usable")
  func throwing() throws {
    struct Enough: Error {}
    let store = try Self.store(.clean(), seed: 1)
    #expect(throws: Enough.self) {
      try store.read { try $0.cases.forEachDossier { _ in throw Enough() } }
    }
    #expect(try store.dossiers().count == 1)
  }
}

/// The sums as a list adds them, in order of document and years, payments before reversals.
private func naiveSums(_ lines: [PaymentLine], upTo day: Day) throws -> [PostedSum] {
  var sums: [PostedSum] = []
  for line in lines where line.paidOn <= day {
    let (drawnIn, paidIn) = (line.drawnOn.fiscalYear, line.paidOn.fiscalYear)
    let reversedOn = line.isReversal ? line.paidOn : nil
    let group = PostedGroup(
      document: line.document, drawnIn: drawnIn, paidIn: paidIn, reversedOn: reversedOn)
    let index = sums.firstIndex { $0.group == group }
    let amount = try (index.map { sums.remove(at: $0).amount } ?? .zero) + line.amount
    sums.append(PostedSum(group, amount))
  }
  return sums.sorted { one, other in
    let (left, right) = (one.group, other.group)
    guard left.document == right.document else { return left.document < right.document }
    return (left.drawnIn.number, left.paidIn.number, left.reversedOn?.number ?? 0)
      < (right.drawnIn.number, right.paidIn.number, right.reversedOn?.number ?? 0)
  }
}
