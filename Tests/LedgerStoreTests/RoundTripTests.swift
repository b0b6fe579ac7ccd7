import LedgerCore
import LedgerStore
import TestSupport
import Testing

private let seeds = UInt64(1)...12

@Suite("账本的写与读")
struct RoundTripTests {
  @Test("cases, claims, duty and funds come back as they were written", arguments: seeds)
  func registers(seed: UInt64) throws {
    let rich = try RichBook(seed: seed)
    let store = try LedgerStore.sample()
    try store.append(.sample()) { try $0.append(rich.book) }
    try store.read { ledger in
      for fact in rich.book.cases { expectExact(try ledger.cases.legalAidCase(fact.number), fact) }
      for fact in rich.book.claims { expectExact(try ledger.cases.claim(fact.number), fact) }
      for fact in rich.book.shifts { expectExact(try ledger.duty.shift(fact.number), fact) }
      for fact in rich.book.appropriations {
        expectExact(try ledger.funds.appropriation(fact.id), fact)
      }
      let openings = rich.book.openings.sorted { $0.fiscalYear < $1.fiscalYear }
      expectExact(try ledger.funds.openings(), openings)
      let changes = try ledger.funds.changes()
      #expect(changes.map(\.number) == Array(1...rich.book.changes.count))
      #expect(changes.map(\.change) == rich.book.changes)
      for (change, written) in zip(changes, rich.book.changes) {
        #expect(change.change.reason.utf8.elementsEqual(written.reason.utf8))
        #expect(try ledger.funds.change(change.number) == change)
      }
      #expect(
        try ledger.funds.appropriations() == rich.book.appropriations.sorted { $0.id < $1.id })
    }
  }

  @Test("payment lines and reversals come back as they were written", arguments: seeds)
  func payments(seed: UInt64) throws {
    let rich = try RichBook(seed: seed)
    let lines = rich.book.lines
    let store = try LedgerStore.sample()
    try store.append(.sample()) { try $0.append(rich.book) }
    try store.read { ledger in
      for line in lines {
        expectExact(try ledger.payments.line(line.id)?.withoutReversed, line.withoutReversed)
        #expect(try ledger.payments.line(line.id) == line)
        let voucher = lines.filter { $0.id.voucher == line.id.voucher }.sorted { $0.id < $1.id }
        #expect(try ledger.payments.lines(of: line.id.voucher) == voucher)
        let reversals = lines.filter { $0.reverses?.id == line.id }.sorted { $0.id < $1.id }
        #expect(try ledger.payments.reversals(of: line.id) == reversals)
      }
      var streamed: [PaymentLine] = []
      try ledger.payments.forEachLine { streamed.append($0) }
      let ordered = lines.sorted { $0.id < $1.id }
      #expect(streamed == ordered)
      expectExact(streamed.map(\.withoutReversed), ordered.map(\.withoutReversed))
    }
  }

  @Test("bank lines come back with what the bank said later", arguments: seeds)
  func bank(seed: UInt64) throws {
    var rich = try RichBook(seed: seed)
    let store = try LedgerStore.sample()
    try store.append(.sample()) { writer in
      for line in rich.bankLines { try writer.append(line) }
    }
    var expected = rich.bankLines
    for index in expected.indices {
      let voucher: VoucherNumber? = expected[index].voucher == nil ? try rich.newNumber() : nil
      let memo = expected[index].memo == nil ? "后补\(index)" : nil
      try store.append(.sample()) {
        try $0.appendSupplement(to: expected[index].reference, voucher: voucher, memo: memo)
      }
      expected[index].voucher = expected[index].voucher ?? voucher
      expected[index].memo = expected[index].memo ?? memo
    }
    #expect(expected != rich.bankLines)
    expected.sort { $0.reference < $1.reference }
    try store.read { ledger in
      var streamed: [BankLine] = []
      try ledger.treasury.forEachLine { streamed.append($0) }
      expectExact(streamed, expected)
      for line in expected { expectExact(try ledger.treasury.line(line.reference), line) }
    }
  }

  @Test("standards and remarks on payments come back as they were written", arguments: seeds)
  func standardsAndRemarks(seed: UInt64) throws {
    let rich = try RichBook(seed: seed)
    let store = try LedgerStore.sample()
    try store.append(.sample()) { try $0.append(rich.book) }
    try store.append(.sample()) { try $0.appendStandardsAndRemarks(of: rich) }
    #expect(!rich.standards.isEmpty && !rich.remarks.isEmpty)
    try store.read { ledger in
      let found = try ledger.standards.all()
      #expect(found.map(\.number) == Array(1...rich.standards.count))
      expectExact(found.map(\.name), rich.standards.map(\.name))
      expectExact(found.map(\.text), rich.standards.map(\.text))
      for line in rich.book.lines {
        let written = rich.remarks.filter { $0.id == line.id }.map(\.remark)
        #expect(try ledger.payments.remarks(on: line.id) == written)
        let again = rich.remarks.filter { $0.remark == .reissue(of: line.id) }.map(\.id).sorted()
        #expect(try ledger.payments.reissues(of: line.id) == again)
      }
    }
    #expect(try store.problems() == [])
  }

  @Test("a lawyer named later is the line's lawyer wherever the line is read")
  func supplements() throws {
    let store = try LedgerStore.sample()
    try store.append(.sample()) { writer in
      try writer.append(.clean())
      try writer.append(PaymentLine.dutySample())
      try writer.append(PaymentLine.sample("凭2", case: nil, use: .other))
    }
    let ids = try ["凭1/1", "凭值/1", "凭2/1"].map { try PaymentLineID.of($0) }
    try store.append(.sample()) { writer in
      for id in ids { try writer.append(lawyer: "律师乙", of: id) }
    }
    try store.read { ledger in
      var seen: [String?] = try ids.map { try ledger.payments.line($0)?.lawyer }
      try ledger.payments.forEachLine { seen.append($0.lawyer) }
      try ledger.cases.forEachDossier { seen += $0.lines.map(\.lawyer) }
      try ledger.duty.forEachAccount { seen += $0.lines.map(\.lawyer) }
      try ledger.payments.forEachUncitedLine { seen += $1.map(\.lawyer) }
      seen += try ledger.cases.dossier(.of("案1")).lines.map(\.lawyer)
      seen += try ledger.duty.account(.of("值1")).lines.map(\.lawyer)
      #expect(seen == Array(repeating: "律师乙", count: 11))
    }
  }

  @Test("what is not in the ledger is nil, empty or nothing")
  func nothing() throws {
    try LedgerStore.sample().read { ledger throws in
      #expect(try ledger.cases.legalAidCase(.of("案1")) == nil)
      #expect(try ledger.cases.claim(.of("申1")) == nil)
      #expect(try ledger.duty.shift(.of("值1")) == nil)
      #expect(try ledger.funds.appropriation(.sample()) == nil)
      #expect(try ledger.payments.line(.of("凭1/1")) == nil)
      #expect(try ledger.treasury.line(.of("流1")) == nil)
      #expect(try ledger.funds.change(1) == nil)
      #expect(try ledger.standards.all().isEmpty)
      #expect(try ledger.payments.remarks(on: .of("凭1/1")).isEmpty)
      #expect(try ledger.payments.reissues(of: .of("凭1/1")).isEmpty)
      #expect(try ledger.funds.lastChangeNumber() == 0)
      #expect(try ledger.cases.dossier(.of("案1")) == Dossier(caseNumber: .of("案1")))
      #expect(try ledger.duty.account(.of("值1")) == DutyAccount(dutyNumber: .of("值1")))
      #expect(try ledger.cases.history(of: CaseNumber.of("案1")).isEmpty)
      #expect(try ledger.payments.entry(of: .of("凭1/1")) == nil)
      #expect(try ledger.journal.entry(2) == nil)
    }
  }
}

extension PaymentLine {
  /// The line without what it takes back: of that, the ledger keeps the number but not its print.
  fileprivate var withoutReversed: PaymentLine {
    var line = self
    line.reverses = nil
    return line
  }
}

/// Expects two facts to be equal, and their texts to be equal byte for byte.
///
/// Swift's strings are equal when they are canonically equivalent; a ledger keeps what was written.
func expectExact<Fact: Equatable>(
  _ found: Fact?, _ written: Fact, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found == written, sourceLocation: sourceLocation)
  guard let found else { return }
  #expect(
    scalars(of: found) == scalars(of: written), "texts differ", sourceLocation: sourceLocation)
}

/// Every text inside a value, scalar by scalar; sets, which have no order, are left out.
private func scalars(of value: Any) -> [Unicode.Scalar] {
  if let text = value as? String { return Array(text.unicodeScalars) }
  if value is Set<PaymentUse> { return [] }
  return Mirror(reflecting: value).children.flatMap { scalars(of: $0.value) }
}
