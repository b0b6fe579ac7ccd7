import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import TestSupport
import Testing

private let caseHeader = "案件编号,案件类型,受援人,受理日期\n"
private let paymentHeader = "支付凭证号,行号,支付日期,支出用途,案件编号,指标文号,金额,收款单位,承办人,冲销凭证号,冲销行号\n"

@Suite("导入：全部或全不")
struct ImportFaultTests {
  @Test("every fault of every file is listed, in the order of files and rows")
  func inOrder() throws {
    let session = try Session.sample(.clean())
    let faults = try session.faults(
      importing: caseHeader
        + "案5,民事,受援人甲,2024-13-05\n"
        + "案1,刑事,受援人甲,2024-01-05\n"
        + "案6,民事,,2024-01-05\n"
        + "案7,民事,受援人丙,2024-01-05\n",
      paymentHeader
        + "冲1,1,2024-05-01,以案定补,,文1,5,甲所,,凭9,1\n"  // takes back what is not there
        + "冲2,1,2024-05-01,以案定补,,文1,五元,甲所,,凭1,1\n"
        + "冲3,1,2024-05-01,以案定补,,文1,2000,甲所,,凭1,1\n"  // more than is left
        + "凭1,1,2024-04-01,以案定补,案1,文1,999,甲所,,,\n"
        + "凭8,0,2024-04-01,以案定补,,文1,999,甲所,,,\n",
      "变动编号,指标文号,预算年度,变动日期,变动类型,金额,原因\n"
        + "1,文9,2024,2024-05-01,调整,5,甲\n"
        + "2,文1,2024,2024-05-01,收回,-5,甲\n",
      "不是表\n")
    #expect(
      faults.map(\.place) == [
        "1.csv:2:4", "1.csv:3:2", "1.csv:4:3", "2.csv:2:10", "2.csv:3:7", "2.csv:4:7",
        "2.csv:5:7", "2.csv:6:2", "2.csv:6:5", "3.csv:2:2", "3.csv:3:6", faults[11].place,
      ])
    #expect(faults[11].place.hasPrefix("4.csv:"))
    #expect(faults.count == 12)
    #expect(try session.store.read { try $0.cases.legalAidCase(.of("案7")) } == nil)
  }

  @Test("the refusal lists each fault on its line and says how many there are")
  func words() throws {
    let session = try Session.sample()
    let folder = try TemporaryFolder()
    let path = try folder.write(caseHeader + "案5,民事,甲,2024-13-05\n,,,\n案6,海事,乙,x\n", to: "a.csv")
    let refused = #expect(throws: ImportRefused.self) {
      try ImportTables(session)([path]) { _ in }
    }
    let lines = try #require(refused).description.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("\(path):2:4 — "))
    #expect(lines[3].contains("3 处问题"))
  }

  @Test("of very many faults the first hundred are listed and all are counted")
  func many() throws {
    let session = try Session.sample(.clean())
    let folder = try TemporaryFolder()
    // The reversal, which is settled last, stands in the first row.
    let late = paymentHeader + "冲1,1,2024-05-01,以案定补,,文1,5,甲所,,凭9,1\n"
    let bad = (1...3_000).map { "坏\($0),民事,甲,2024-13-05\n" }.joined()
    let paths = [
      try folder.write(late, to: "1.csv"), try folder.write(caseHeader + bad, to: "2.csv"),
    ]
    let refused = try #require(
      #expect(throws: ImportRefused.self) { try ImportTables(session)(paths) { _ in } })
    #expect(refused.count == 3_001 && refused.faults.count == 100)
    #expect(refused.faults.first?.file == paths[0])
    #expect(refused.faults.dropFirst().map(\.row) == (2...100).map { $0 })
    #expect(refused.description.contains("共 3001 处问题（上面是前 100 处），没有导入任何一行"))
  }

  @Test("notices beyond a hundred are counted and not told")
  func manyNotices() throws {
    let folder = try TemporaryFolder()
    let rows = (1...150).map { "合计,,,\($0)\n" }.joined()
    let path = try folder.write("指标文号,资金来源,预算年度,下达日期,金额\n" + rows, to: "1.csv")
    var told: [String] = []
    _ = try? ImportTables(Session.sample())([path]) {
      if case .notice(let notice) = $0 { told.append(notice.description) }
    }
    #expect(told.count == 101)
    #expect(told.last?.contains("另有") == true)
  }

  @Test("a fault in one file keeps the sound files out too")
  func oneBadFile() throws {
    let session = try Session.sample()
    let faults = try session.faults(
      importing: caseHeader + "案1,民事,甲,2024-01-05\n", caseHeader + "案2,民事,乙,\n")
    #expect(faults.map(\.place) == ["2.csv:2:4"])
    #expect(try session.store.read { try $0.cases.legalAidCase(.of("案1")) } == nil)
  }

  @Test("notices are told as they come and stop nothing")
  func notices() throws {
    let session = try Session.sample()
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "2024年案件登记\n案件编号,案件类型,受援人,受理日期,天气\n案1,民事,甲,2024-01-05,晴\n", to: "a.csv")
    var notices: [String] = []
    try ImportTables(session)([path]) { event in
      if case .notice(let notice) = event { notices.append(notice.text) }
    }
    #expect(notices.count == 2)
    #expect(notices.contains { $0.contains("天气") })
  }

  @Test("progress is told on the way through many rows and ends at the whole")
  func progress() throws {
    let session = try Session.sample().rehearsing
    let folder = try TemporaryFolder()
    let rows = (1...2_500).map { "案\($0),民事,甲,2024-01-05\n" }.joined()
    let path = try folder.write(caseHeader + rows, to: "a.csv")
    var seen: [(rows: Int, read: Int, total: Int)] = []
    try ImportTables(session)([path]) { event in
      if case .progress(let rows, let read, let total) = event { seen.append((rows, read, total)) }
    }
    #expect(seen.map(\.rows) == [1_000, 2_000])
    #expect(seen.allSatisfy { 0 < $0.read && $0.read <= $0.total })
    #expect(Set(seen.map(\.total)) == [(caseHeader + rows).utf8.count])
  }

  @Test("a kind that is named decides where the header would not")
  func namedKind() throws {
    let session = try Session.sample()
    let folder = try TemporaryFolder()
    let path = try folder.write(caseHeader + "案1,民事,甲,2024-01-05\n", to: "a.csv")
    #expect(throws: ImportRefused.self) {
      try ImportTables(session, kind: .claims)([path]) { _ in }
    }
    try ImportTables(session, kind: .cases)([path]) { _ in }
    #expect(try session.store.read { try $0.cases.legalAidCase(.of("案1")) } != nil)
  }

  /// A person's name that stands, and another that a table says.
  private static let (stands, says) = ("欧阳建国", "司马小芳")

  @Test("a conflict about a person shows both names masked and lets no name out")
  func masked() throws {
    var book = InventedBook()
    var registered = try LegalAidCase.sample(recipient: Self.stands)
    registered.lawyer = Self.stands
    book.cases = [registered]
    var claim = try Claim.sample(approved: "2024-03-10")
    claim.submittedBy = Self.stands
    claim.approvedBy = Self.stands
    book.claims = [claim]
    book.shifts = [try .sample(lawyer: Self.stands)]
    var line = try PaymentLine.sample(payee: Self.stands)
    line.lawyer = Self.stands
    book.lines = [line]
    let session = try Session.sample(book)
    registered.recipient = Self.says
    registered.lawyer = Self.says
    claim.submittedBy = Self.says
    claim.approvedBy = Self.says
    book.shifts[0].lawyer = Self.says
    line.payee = Self.says
    line.lawyer = Self.says
    let faults = try session.faults(
      importing: table(.cases, [TableRecord(registered)]), table(.claims, [TableRecord(claim)]),
      table(.duty, [TableRecord(book.shifts[0])]), table(.payments, [TableRecord(line)]))
    #expect(faults.count == 7)
    for fault in faults {
      #expect(fault.problem.contains("账上“欧阳某某”，表里“司马某某”"))
      #expect(!fault.description.contains("建国") && !fault.description.contains("小芳"))
    }
  }

  @Test("free words are not shown at all")
  func freeWords() throws {
    var registered = try LegalAidCase.sample()
    registered.matter = "欧阳建国与某公司"
    var book = InventedBook()
    book.cases = [registered]
    let session = try Session.sample(book)
    registered.matter = "司马小芳与某公司"
    let faults = try session.faults(importing: table(.cases, [TableRecord(registered)]))
    #expect(faults.count == 1)
    #expect(!faults[0].description.contains("建国") && !faults[0].description.contains("小芳"))
  }
}

@Suite("导入：支付与流水不可改")
struct ImportPaymentTests {
  private func line(_ rest: String) -> String { paymentHeader + rest + "\n" }

  @Test("only the lawyer of a payment may be filled in later, and once")
  func paymentLawyer() throws {
    let session = try Session.sample(.clean())
    let summary = try session.importing(line("凭1,1,2024-04-01,以案定补,案1,文1,1000,甲所,律师甲,,"))
    #expect(summary.byKind[.payments]?.filled == 1)
    #expect(try session.line("凭1/1")?.lawyer == "律师甲")
    let head = try session.head()
    let again = try session.importing(line("凭1,1,2024-04-01,以案定补,案1,文1,1000,甲所,律师甲,,"))
    #expect(again.byKind[.payments]?.unchanged == 1)
    #expect(try session.head() == head)
    let other = try session.faults(
      importing: line("凭1,1,2024-04-01,以案定补,案1,文1,1000,甲所,律师乙,,"), amending: "改")
    #expect(other.map(\.place) == ["1.csv:2:9"])
  }

  @Test("nothing else of a payment is amended, whatever reason is given")
  func paymentCells() throws {
    let session = try Session.sample(.clean())
    let changed = [
      "凭1,1,2024-04-02,以案定补,案1,文1,1000,甲所,,,": 3,
      "凭1,1,2024-04-01,办案直接费用,案1,文1,1000,甲所,,,": 4,
      "凭1,1,2024-04-01,以案定补,案2,文1,1000,甲所,,,": 5,
      "凭1,1,2024-04-01,以案定补,案1,文2,1000,甲所,,,": 6,
      "凭1,1,2024-04-01,以案定补,案1,文1,1000.01,甲所,,,": 7,
      "凭1,1,2024-04-01,以案定补,案1,文1,1000,乙所,,,": 8,
      "凭1,1,2024-04-01,以案定补,案1,文1,1000,甲所,,凭9,1": 10,
    ]
    for (row, column) in changed {
      let faults = try session.faults(importing: line(row), amending: "改")
      #expect(faults.first?.place == "1.csv:2:\(column)", "\(row)")
      #expect(faults.allSatisfy { $0.advice.words.contains("冲销") && $0.steps.isEmpty })
    }
  }

  @Test("a payment that cited no case cannot be given one later")
  func caseLater() throws {
    var book = try InventedBook.clean()
    book.lines = [try .sample(case: nil, use: .directCosts)]
    let session = try Session.sample(book)
    let faults = try session.faults(
      importing: line("凭1,1,2024-04-01,办案直接费用,案1,文1,1000,甲所,,,"), amending: "改")
    #expect(faults.map(\.place) == ["1.csv:2:5"])
  }

  @Test("the bank's voucher number and memo may be filled in, each once; nothing is amended")
  func bank() throws {
    let header = "流水号,日期,金额,收款人,支付凭证号,摘要\n"
    let session = try Session.sample()
    try session.importing(header + "流1,2024-04-02,1000,甲所,,\n")
    #expect(
      try session.importing(header + "流1,2024-04-02,1000,甲所,,补贴\n").byKind[.bank]?.filled == 1)
    #expect(
      try session.importing(header + "流１,2024-04-02,1000,甲所,凭1,\n").byKind[.bank]?.filled == 1)
    let found = try session.store.read { try $0.treasury.line(.of("流1")) }
    #expect(found?.memo == "补贴" && found?.voucher?.key == "凭1")
    let changed = [
      "流1,2024-04-03,1000,甲所,,": 2, "流1,2024-04-02,-1000,甲所,,": 3,
      "流1,2024-04-02,1000,乙所,,": 4, "流1,2024-04-02,1000,甲所,凭2,": 5,
      "流1,2024-04-02,1000,甲所,,别的": 6,
    ]
    for (row, column) in changed {
      let faults = try session.faults(importing: header + row + "\n", amending: "改")
      #expect(faults.map(\.place) == ["1.csv:2:\(column)"])
    }
  }

  @Test("what was changed in an appropriation is not amended, only changed again")
  func fundChanges() throws {
    var book = try InventedBook.clean()
    book.changes = [try .adjustment(on: "2024-05-01", "500")]
    let session = try Session.sample(book)
    let changed = TableRecord(try .adjustment(on: "2024-05-01", "600"), number: 1)
    for reason in [nil, "改"] {
      let faults = try session.faults(importing: table(.fundChanges, [changed]), amending: reason)
      #expect(faults.map(\.place) == ["1.csv:2:6"])
      #expect(faults.allSatisfy { !$0.steps.contains(.importAsAmendment) })
    }
  }

  @Test("changes are known by their numbers, and a change of nothing registered is a fault")
  func fundChangeKeys() throws {
    let session = try Session.sample(.clean())
    let known = TableRecord(try .adjustment(on: "2024-05-01", "500"), number: 3)
    #expect(
      try session.importing(table(.fundChanges, [known, known])).counts(.fundChanges)
        == [1, 0, 0, 1])
    try RecordFunds(session).change(
      .of("文1"), fiscalYear: nil, .recall, on: .of("2024-06-01"), amount: .yuan("5"), reason: "收")
    #expect(try session.store.read { try $0.funds.changes().map(\.number) } == [3, 4])
    let unknown = TableRecord(try .adjustment(year: 2023, on: "2024-05-01", "500"), number: 9)
    let faults = try session.faults(importing: table(.fundChanges, [unknown]))
    #expect(faults.map(\.place) == ["1.csv:2:2"])
  }
}
