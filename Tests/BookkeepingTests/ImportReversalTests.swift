import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import TestSupport
import Testing

private let header = "支付凭证号,行号,支付日期,支出用途,案件编号,值班编号,指标文号,金额,收款单位,承办人,冲销凭证号,冲销行号\n"

@Suite("导入：凭证与冲销")
struct ImportReversalTests {
  private let payment = "凭1,1,2024-04-01,以案定补,案1,,文1,1000,甲所,律师甲,,\n"
  private let reversal = "冲1,1,2024-05-01,以案定补,,,文1,400,甲所,,凭1,\n"
  private let rest = "冲2,3,2024-05-02,以案定补,案1,,文1,600,甲所,律师甲,凭1,1\n"

  @Test("a reversal may stand before its line, after it, or in another file")
  func anyOrder() throws {
    let arrangements = [
      [header + payment + reversal + rest], [header + rest + reversal + payment],
      [header + reversal, header + payment + rest],
      [header + rest, header + payment, header + reversal],
    ]
    for texts in arrangements {
      let session = try Session.sample()
      let folder = try TemporaryFolder()
      let paths = try texts.enumerated().map { try folder.write($1, to: "\($0).csv") }
      try ImportTables(session)(paths) { _ in }
      let lines = try session.store.read { try $0.cases.dossier(.of("案1")) }.lines
      #expect(lines.map(\.id.description) == ["冲1/1", "冲2/3", "凭1/1"])
      let reversed = try ReversedLine(id: .of("凭1/1"), paidOn: .of("2024-04-01"))
      #expect(lines.map(\.reverses) == [reversed, reversed, nil])
      // What the row leaves empty comes from the line it takes back.
      #expect(lines.map(\.lawyer) == ["律师甲", "律师甲", "律师甲"])
      let head = try session.head()
      try ImportTables(session)(paths.reversed()) { _ in }
      #expect(try session.head() == head)
    }
  }

  @Test("a payment made again may stand after what takes it back or makes it again once more")
  func madeAgain() throws {
    let header = header.dropLast() + ",冲销类型,重付凭证号,重付行号\n"
    let rows = [
      payment.dropLast() + ",,\n", "冲1,1,2024-05-01,以案定补,案1,,文1,1000,甲所,律师甲,凭1,1,退票,,\n",
      "凭11,1,2024-05-09,以案定补,案1,,文1,1000,甲所,律师甲,,,,凭9,1\n",
      "冲9,1,2024-05-08,以案定补,案1,,文1,1000,甲所,律师甲,凭9,1,退票,,\n",
      "凭9,1,2024-05-02,以案定补,案1,,文1,1000,甲所,律师甲,,,,凭1,1\n",
    ]
    for rows in [rows, rows.reversed()] {
      let session = try Session.sample()
      try session.importing(header + rows.joined())
      #expect(try session.line("冲9/1")?.reverses?.id == .of("凭9/1"))
      let written = try TemporaryFolder()
      _ = try ExportTables(session.store)(into: written.file("out"))
      let copy = try Session.sample()
      try ImportTables(copy)([written.file("out")]) { _ in }
      #expect(try copy.line("冲9/1")?.reverses?.id == .of("凭9/1"))
    }
    let round = [("凭2", "凭3"), ("凭3", "凭2")].map { own, other in
      "\(own),1,2024-05-09,以案定补,案1,,文1,5,甲所,,,,,\(other),1\n"
    }
    let faults = try Session.sample().faults(importing: header + round.joined())
    #expect(faults.map(\.place) == ["1.csv:2:14", "1.csv:3:14"])
  }

  @Test("a reversal may take back a line that is in the ledger already")
  func fromLedger() throws {
    let session = try Session.sample(.clean())
    try session.importing(header + reversal)
    #expect(try session.line("冲1/1")?.reverses?.id == .of("凭1/1"))
  }

  @Test("a voucher without line numbers is numbered by its rows, reversals among them")
  func withoutNumbers() throws {
    let session = try Session.sample(.clean())
    try session.importing(
      header + "凭5,,2024-05-01,其他,,,文1,5,甲所,,,\n" + "凭5,,2024-05-01,以案定补,,,文1,7,甲所,,凭1,1\n"
        + "凭5,,2024-05-01,其他,,,文1,6,甲所,,,\n")
    let lines = try session.store.read { try $0.payments.lines(of: .of("凭5")) }
    #expect(lines.map(\.id.line) == [1, 2, 3])
    #expect(lines.map(\.amount.fen) == [500, 700, 600])
    #expect(lines.map(\.isReversal) == [false, true, false])
  }

  /// A row that no ledger may hold beside 凭1/1, 凭值/1 and 冲0/1, and where it is wrong.
  static let unlawful: [(row: String, column: Int, words: String)] = [
    ("冲1,1,2024-05-01,以案定补,,,文1,5,甲所,,凭9,1", 11, "不存在"),
    ("冲1,1,2024-05-01,以案定补,,,文1,5,甲所,,凭1,2", 11, "不存在"),
    ("冲1,2,2024-05-01,以案定补,,,文1,5,甲所,,凭1,", 11, "不存在"),
    ("冲1,1,2024-05-01,以案定补,,,文1,5,甲所,,冲0,1", 11, "本身是冲销"),
    ("冲1,1,2024-03-31,以案定补,,,文1,5,甲所,,凭1,1", 3, "早于"),
    ("冲1,1,2024-05-01,以案定补,,,文1,900.01,甲所,,凭1,1", 8, "900.00"),
    ("冲1,1,2024-05-01,其他,,,文1,5,甲所,,凭1,1", 4, "支出用途"),
    ("冲1,1,2024-05-01,以案定补,案2,,文1,5,甲所,,凭1,1", 5, "案件编号"),
    ("冲1,1,2024-05-01,值班律师,,值2,文1,5,甲所,,凭值,1", 6, "值班编号"),
    ("冲1,1,2024-05-01,以案定补,,,文2,5,甲所,,凭1,1", 7, "指标文号"),
    ("冲1,1,2024-05-01,以案定补,,,文1,5,乙所,,凭1,1", 9, "收款单位"),
    ("冲1,1,2024-05-01,以案定补,,,文1,5,甲所,律师乙,凭1,1", 10, "承办人"),
    ("凭1,2,2024-04-02,以案定补,案1,,文1,5,甲所,,,", 3, "另一个支付日期"),
    ("凭1,2,2024-04-01,以案定补,案1,,文1,5,乙所,,,", 9, "另一个收款单位"),
    ("凭值,2,2024-05-01,以案定补,,,文1,5,甲所,,凭1,1", 3, "另一个支付日期"),
  ]

  private func session() throws -> Session {
    var book = try InventedBook.clean()
    book.lines[0].lawyer = "律师甲"
    book.lines.append(try book.lines[0].reversed(by: "冲0/1", on: "2024-04-02", amount: "100"))
    book.shifts = [try .sample()]
    book.lines.append(try .dutySample())
    return try .sample(book)
  }

  @Test("a row that breaks a law of vouchers is a fault at its cell", arguments: unlawful)
  func laws(row: String, column: Int, words: String) throws {
    let faults = try session().faults(importing: header + row + "\n", amending: "改")
    #expect(faults.map(\.place) == ["1.csv:2:\(column)"])
    #expect(faults[0].problem.contains(words))
  }

  @Test("names and numbers of a reversal in other forms are the line's")
  func otherForms() throws {
    let session = try session()
    try session.importing(
      header + "冲1,1,2024-05-01,以案定补,案１,,文 1,5,甲 所,律师　甲,凭１,１\n"
        + "冲2,1,2024-05-01,值班律师,,,文1,5,甲所,,凭值,1\n")
    #expect(try session.line("冲1/1")?.amount.fen == 500)
    #expect(try session.line("冲2/1")?.subject == .dutyShift(.of("值1")))
  }

  @Test("reversals of one import together take back no more than the line")
  func together() throws {
    let session = try session()
    let faults = try session.faults(
      importing: header + "冲1,1,2024-05-01,以案定补,,,文1,500,甲所,,凭1,1\n"
        + "冲2,1,2024-05-01,以案定补,,,文1,400.01,甲所,,凭1,1\n"
        + "冲3,1,2024-05-01,以案定补,,,文1,400,甲所,,凭1,1\n")
    #expect(faults.map(\.place) == ["1.csv:3:8"])
  }

  @Test("of one voucher over several files, all rows have one day and one payee")
  func acrossFiles() throws {
    let session = try Session.sample()
    let faults = try session.faults(
      importing: header + payment, header + "凭1,2,2024-04-02,以案定补,案1,,文1,5,甲所,,,\n",
      header + "凭1,3,2024-04-01,以案定补,案1,,文1,5,乙所,,,\n")
    #expect(faults.map(\.place) == ["2.csv:2:3", "3.csv:2:9"])
    #expect(!faults.map(\.description).joined().contains("乙所"))
  }
}
