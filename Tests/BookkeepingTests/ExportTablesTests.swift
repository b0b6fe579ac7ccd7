import Bookkeeping
import Foundation
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("导出")
struct ExportTablesTests {
  /// A ledger in which every register has a history: amendments, returns, reversals, supplements.
  private func session(seed: UInt64) throws -> Session {
    let book = try RandomBook.book(seed: seed)
    let session = try Session.sample(book)
    var generator = SeededGenerator(seed: seed)
    let stamp = EntryStamp(recordedAt: session.now, operatorName: "经办人乙", kind: "later")
    try session.store.append(stamp) { writer in
      for var fact in book.cases where generator.chance(oneIn: 2) {
        fact.acceptedOn = fact.acceptedOn.adding(days: generator.number(-40...40)) ?? .earliest
        fact.matter = generator.pick("劳动争议", "含,逗号\"和引号\"\n以及换行", "'=1+1")
        try writer.append(fact, reason: "更正")
      }
      for var fact in book.claims where generator.chance(oneIn: 2) {
        fact.claimedAmount = try fact.claimedAmount + .yuan("0.05")
        if generator.chance(oneIn: 2) { fact.returned = .init(on: fact.claimedOn, reason: "退回") }
        // To another case, perhaps one that is not registered.
        if generator.chance(oneIn: 3) {
          fact = try Claim.sample(
            fact.number.printed, case: "案\(generator.number(1...9))",
            claimed: "\(fact.claimedOn)", amount: fact.claimedAmount.yuanText)
        }
        try writer.append(fact, reason: "更正")
      }
      for var fact in book.shifts where generator.chance(oneIn: 2) {
        fact.quantity = Quantity(tenths: 25)
        try writer.append(fact, reason: "更正")
      }
      for var fact in book.appropriations where generator.chance(oneIn: 2) {
        fact.amount = try fact.amount + .yuan("0.05")
        try writer.append(fact, reason: "更正")
      }
      for line in book.lines where line.lawyer == nil && generator.chance(oneIn: 2) {
        try writer.append(lawyer: "律师甲", of: line.id)
      }
      for index in 1...3 {
        let reference = try BankReference.of("流（\(index)）")
        try writer.append(
          BankLine(
            reference: reference, bookedOn: .of("2024-04-02"), amount: .yuan("-\(index)"),
            payee: "甲所"))
        if index > 1 { try writer.appendSupplement(to: reference, voucher: .of("凭1"), memo: nil) }
        if index > 2 { try writer.appendSupplement(to: reference, voucher: nil, memo: "退,回") }
        try writer.append(
          BankMatch.sample("流（\(index)）", ["凭1", "凭(\(index))"], reason: "金额\n一致"))
      }
      try writer.append(BankMatch.sample("流（2）", ["凭1"], .undone, reason: "认错了"))
      try writer.append(BankSetAside.sample("流（2）", reason: "别的\n单位"))
      try writer.append(BankSetAside.sample("流（3）"))
      try writer.append(BankSetAside.sample("流（3）", .undone))
    }
    try explain(session, using: &generator)
    try endYear(session, book, using: &generator)
    return session
  }

  /// Explains about half of what is found, some of it twice, and some that is found no more.
  private func explain(_ session: Session, using generator: inout SeededGenerator) throws {
    let register = ExplanationRegister(digest: sha256)
    var findings: [Finding] = []
    for year in 2023...2025 {
      findings += try ReconcileYear(session.store)(Period(year: .of(year))).result.findings
    }
    let stamp = EntryStamp(recordedAt: session.now, operatorName: "经办人甲", kind: "explain")
    try session.store.append(stamp) { writer in
      for finding in findings {
        for reason in ["已核实", "再次核实，\"附件\"一份"] where generator.chance(oneIn: 2) {
          try writer.append(
            Explanation(
              rule: finding.rule.description, subject: finding.subject,
              digest: register.digest(of: finding), reason: reason, by: "经办人甲",
              confirmedBy: generator.chance(oneIn: 2) ? "复核人乙" : nil, on: .of("2025-12-31")))
        }
        if generator.chance(oneIn: 4) {
          try writer.append(
            .sample(finding.rule.description, finding.subject, reason: "失效的"))
        }
      }
    }
  }

  /// Closes 2023 as the rules would not let it, so that 2024 opens with what was carried, and takes
  /// a row away that changes were made of.
  private func endYear(
    _ session: Session, _ book: InventedBook, using generator: inout SeededGenerator
  ) throws {
    let stamp = EntryStamp(recordedAt: session.now, operatorName: "经办人甲", kind: "close")
    try session.store.append(stamp) { writer in
      let carried = try book.appropriations.filter { $0.id.fiscalYear.number == 2023 }
        .map { CarriedBalance(from: $0.id, amount: try .yuan("3.5")) }
      try writer.append(YearClosing.sample(2023), carrying: carried)
      if generator.chance(oneIn: 2), let row = generator.pick(from: book.appropriations) {
        try writer.withdraw(row.id, reason: "没有余额")
      }
    }
  }

  private func exported(_ session: Session, to folder: TemporaryFolder) throws -> [String: String] {
    let files = try ExportTables(session.store)(into: folder.path)
    #expect(try folder.names() == files.map(\.file).sorted())
    return try Dictionary(
      uniqueKeysWithValues: files.map { ($0.file, try folder.text(of: $0.file)) })
  }

  /// Everything that reconciling a year comes to, in a form that can be compared.
  private func conclusion(_ session: Session, _ year: Int) throws -> [String] {
    let result = try ReconcileYear(session.store)(Period(year: .of(year))).result
    let book = result.book
    // Closings do not travel in tables: nothing is told after one, and F07 knows of none.
    let findings = result.findings.filter { $0.closedYear == nil && $0.rule != "F07" }
    var lines = findings.map { "\($0)" } + result.identities.map { "\($0)" }
    lines += book.casesByType.map { "\($0)" }.sorted()
    lines += book.paidByUse.map { "\($0)" }.sorted()
    lines += book.paidBySource.map { "\($0)" }.sorted()
    lines += book.paidByPayee.map { "\($0)" }.sorted()
    lines += ["\(book.dutyShiftCount) \(book.dutyAmount) \(book.examined)"]
    lines += ["\(String(describing: book.funds.opening))"]
    for account in book.funds.accounts {
      let uses = account.appropriation.permittedUses.map(\.rawValue).sorted()
      lines += [
        "\(account.appropriation.id.document.key) \(account.appropriation.id.fiscalYear) \(uses)",
        "\(try account.limit) \(account.balance) \(account.netPaid) \(account.netPaidInYear)",
      ]
    }
    return lines
  }

  @Test("a new ledger made from an export comes to the same conclusions", arguments: UInt64(1)...40)
  func equalFigures(seed: UInt64) throws {
    let original = try session(seed: seed)
    let folder = try TemporaryFolder()
    _ = try exported(original, to: folder)
    let copy = try Session.sample()
    let summary = try ImportTables(copy)([folder.path]) { _ in }.recorded
    #expect(summary.byKind.values.allSatisfy { $0.filled + $0.amended + $0.unchanged == 0 })
    for year in 2023...2025 {
      #expect(try conclusion(copy, year) == conclusion(original, year))
    }
    #expect(try copy.store.read { try Verification(of: $0).problems } == [])
  }

  @Test("an export of a ledger made from an export is the same bytes", arguments: UInt64(1)...10)
  func sameBytes(seed: UInt64) throws {
    let session = try session(seed: seed)
    let folders = [try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder()]
    _ = try exported(session, to: folders[0])
    let copy = try Session.sample()
    try ImportTables(copy)([folders[0].path]) { _ in }
    let second = try exported(copy, to: folders[1])
    let copyOfCopy = try Session.sample()
    try ImportTables(copyOfCopy)([folders[1].path]) { _ in }
    #expect(try exported(copyOfCopy, to: folders[2]) == second)
  }

  @Test("the export of a ledger can be imported into that ledger and changes nothing")
  func intoItself() throws {
    let session = try session(seed: 3)
    let folder = try TemporaryFolder()
    _ = try exported(session, to: folder)
    let head = try session.head()
    let summary = try ImportTables(session)([folder.path]) { _ in }.recorded
    #expect(try session.head() == head)
    #expect(summary.byKind.values.map(\.unchanged).reduce(0, +) > 0)
  }

  @Test("what the tables say of year-ends is there to be compared", arguments: UInt64(1)...10)
  func yearEnds(seed: UInt64) throws {
    let session = try session(seed: seed)
    let folder = try TemporaryFolder()
    let files = try exported(session, to: folder)
    let explanations = try #require(files["explanations.csv"])
    #expect(explanations.contains("失效的") || explanations.contains("复核人乙"))
    #expect(try #require(files["matches.csv"]).contains("流（2）,凭1,撤销,认错了"))
    let openings = try #require(files["openings.csv"])
    let isStated = try session.store.read { ledger in
      try ledger.funds.openings().contains { $0.fiscalYear.number == 2024 }
    }
    #expect(openings.contains("结账结转") == !isStated)
  }

  @Test("an empty ledger is six tables without rows; the others come with their facts")
  func empty() throws {
    let folder = try TemporaryFolder()
    let files = try ExportTables(Session.sample().store)(into: folder.path)
    #expect(
      files.map(\.file) == [
        "appropriations.csv", "cases.csv", "claims.csv", "duty.csv", "payments.csv", "bank.csv",
      ])
    #expect(files.allSatisfy { $0.rows == 0 })
    var book = InventedBook()
    book.appropriations = [try .sample()]
    book.changes = [try .adjustment(on: "2024-05-01", "500")]
    book.openings = [OpeningBalance(fiscalYear: try .of(2024), amount: .zero)]
    let all = try ExportTables(Self.everyKind(book).store)(into: folder.file("all"))
    #expect(Set(all.map(\.file)) == Set(TableKind.allCases.map(\.fileName)))
    #expect(
      all.filter { $0.rows == 1 }.map(\.file).sorted() == [
        "appropriations.csv", "bank.csv", "explanations.csv", "fund-changes.csv", "matches.csv",
        "openings.csv", "set-asides.csv",
      ])
  }

  /// A ledger of a book with a bank line, decisions about it and an explanation.
  private static func everyKind(_ book: InventedBook) throws -> Session {
    let session = try Session.sample(book)
    let stamp = EntryStamp(recordedAt: session.now, operatorName: "经办人甲", kind: "later")
    try session.store.append(stamp) { writer in
      try writer.append(
        BankLine(
          reference: .of("流1"), bookedOn: .of("2024-04-02"), amount: .yuan("5"), payee: "甲所"))
      try writer.append(BankMatch.sample())
      try writer.append(BankSetAside.sample())
      try writer.append(Explanation.sample())
    }
    return session
  }

  @Test("only the owner may read the tables, which hold names in full")
  func mode() throws {
    let folder = try TemporaryFolder()
    _ = try exported(.sample(.clean()), to: folder)
    #expect(try folder.text(of: "cases.csv").contains("受援人甲"))
    for name in try folder.names() {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(name)")
    }
  }

  @Test(
    "an existing table is never replaced, and then nothing is written",
    arguments: TableKind.allCases)
  func exists(kind: TableKind) throws {
    var book = try InventedBook.clean()
    book.changes = [try .adjustment(on: "2024-05-01", "500")]
    book.openings = [OpeningBalance(fiscalYear: try .of(2024), amount: .zero)]
    let folder = try TemporaryFolder()
    try folder.write("旧表", to: kind.fileName)
    let fault = #expect(throws: ExportTables.Fault.self) {
      _ = try ExportTables(Self.everyKind(book).store)(into: folder.path)
    }
    #expect(try #require(fault).description.contains(folder.file(kind.fileName)))
    #expect(try folder.names() == [kind.fileName])
    #expect(try folder.text(of: kind.fileName) == "旧表")
  }

  @Test("a name that is taken in a way that cannot be seen stops the export and leaves nothing")
  func danglingLink() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("duty.csv"), withDestinationPath: folder.file("elsewhere"))
    #expect(throws: ExportTables.Fault.self) {
      _ = try ExportTables(Session.sample(.clean()).store)(into: folder.path)
    }
    #expect(try folder.names() == ["duty.csv"])
  }

  @Test("what other programs have in the folder stays, hidden or not")
  func neighbours() throws {
    let folder = try TemporaryFolder()
    try folder.write("别的", to: ".payments.csv.new")
    try folder.write("别的", to: "readme.txt")
    _ = try ExportTables(Session.sample(.clean()).store)(into: folder.path)
    #expect(try folder.names().count == 8)
    #expect(try folder.text(of: ".payments.csv.new") == "别的")
  }

  @Test("a folder that is a file is a fault")
  func folderIsFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("文件", to: "out")
    #expect(throws: ExportTables.Fault.self) {
      _ = try ExportTables(Session.sample().store)(into: path)
    }
    #expect(try folder.text(of: "out") == "文件")
  }

  @Test("a rehearsal counts, refuses what exists, and makes nothing, not even the folder")
  func rehearsal() throws {
    let store = try Session.sample(.clean()).store
    let folder = try TemporaryFolder()
    let files = try ExportTables(store)(into: folder.file("out"), isRehearsal: true)
    #expect(files.first { $0.file == "payments.csv" }?.rows == 1)
    #expect(try folder.names() == [])
    try folder.write("", to: "cases.csv")
    #expect(throws: ExportTables.Fault.self) {
      _ = try ExportTables(store)(into: folder.path, isRehearsal: true)
    }
  }
}
