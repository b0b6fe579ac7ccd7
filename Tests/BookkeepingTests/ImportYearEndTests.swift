import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("导入：说明、匹配和已结账的年度")
struct ImportYearEndTests {
  private let matchHeader = "流水号,支付凭证号,匹配结果,原因\n"
  private let bankHeader = "流水号,日期,金额,收款人\n"

  private func explanations(_ explanations: Explanation...) -> String {
    table(.explanations, explanations.map { TableRecord($0) })
  }

  @Test(
    "an explanation that is not there yet comes in; one of the same facts stays as it was given")
  func explanations() throws {
    let session = try Session.sample()
    let first = try Explanation.sample(confirmedBy: "复核人乙")
    #expect(try session.importing(explanations(first)).counts(.explanations) == [1, 0, 0, 0])
    let head = try session.head()
    let others = try [
      first, .sample(), .sample("P05", " 案１", reason: "另一个理由", confirmedBy: "复核人丙"),
      .sample(on: "2026-01-01"),
    ]
    for other in others {
      #expect(try session.importing(explanations(other)).counts(.explanations) == [0, 0, 0, 1])
      let amended = try session.importing(explanations(other), amending: "更正")
      #expect(amended.counts(.explanations) == [0, 0, 0, 1])
    }
    #expect(try session.head() == head)
    let further = try [
      Explanation.sample(facts: "b"), .sample("P07"), .sample("P05", "案2"),
    ]
    #expect(
      try session.importing(table(.explanations, further.map { TableRecord($0) }))
        .counts(.explanations) == [3, 0, 0, 0])
    #expect(try session.store.read { try $0.explanations.all() } == [first] + further)
  }

  @Test("an explanation that one person gives and confirms is a fault, and shows no name")
  func samePerson() throws {
    let faults = try Session.sample().faults(
      importing: "规则,对象,摘要,理由,说明人,复核人,说明日期\n"
        + "P05,案1,\(String(repeating: "a", count: 64)),已核实,经办人甲,经办人　甲,2025-01-05\n")
    #expect(faults.map(\.place) == ["1.csv:2:6"])
    #expect(faults[0].problem == "复核人和说明人不能是同一人")
    #expect(!faults[0].description.contains("经办人"))
  }

  @Test("an explanation that came in stands as the one that was given did")
  func stands() throws {
    var book = try InventedBook.clean()
    book.lines[0].amount = try .yuan("1100")
    let session = try Session.sample(book)
    try session.explain("P05", "案1")
    let given = try session.store.read { try $0.explanations.all() }
    let copy = try Session.sample(book)
    try copy.importing(table(.explanations, given.map { TableRecord($0) }))
    let found = try copy.findings(judging: ["P05"])
    #expect(found.map(\.outcome) == [.explained])
    #expect(found[0].explanation.standing == given[0])
  }

  @Test("a match comes in with its bank line, in any order; another decision needs a reason")
  func matches() throws {
    let session = try Session.sample()
    let bank = bankHeader + "流1,2024-04-02,1000,甲所\n流2,2024-04-02,5,甲所\n"
    let summary = try session.importing(matchHeader + "流1,凭2、凭1,匹配,合并支付\n", bank)
    #expect(summary.counts(.matches) == [1, 0, 0, 0])
    let again = try session.importing(
      matchHeader + "流１,凭１、凭2,匹配,合并支付\n流2,凭3,撤销,认错了\n")
    #expect(again.counts(.matches) == [1, 0, 0, 1])
    let other = matchHeader + "流1,凭1,匹配,合并支付\n"
    let faults = try session.faults(importing: other)
    #expect(faults.map(\.place) == ["1.csv:2:2"])
    #expect(faults[0].problem == "支付凭证号与账上不同：账上“凭1、凭2”，表里“凭1”")
    #expect(try session.importing(other, amending: "核对回单").counts(.matches) == [0, 0, 1, 0])
    let standing = try session.store.read { try $0.treasury.matches() }
    #expect(
      standing == [
        try .sample("流2", ["凭3"], .undone, reason: "认错了"), try .sample(reason: "合并支付"),
      ])
    #expect(try session.store.read { try Verification(of: $0).problems } == [])
  }

  @Test("a match of a bank line that is not there is a fault at its row")
  func unknownBankLine() throws {
    let faults = try Session.sample().faults(
      importing: matchHeader + "流9,凭1,匹配,核对\n流8,凭1,匹配,核对\n")
    #expect(faults.map(\.place) == ["1.csv:2:1", "1.csv:3:1"])
    #expect(faults[0].description.contains("匹配的流水没有登记 — 读到“流9” — 国库流水 流9 没有登记"))
  }

  @Test(
    "every row that is dated in a closed year is a fault of its own; the others are not written")
  func closedYear() throws {
    let session = try Session.sample(.clean())
    try session.importing(bankHeader + "流1,2024-04-02,1000,甲所\n")
    try session.close()
    let faults = try session.faults(
      importing: "案件编号,案件类型,受援人,受理日期,结案日期\n"
        + "案8,民事,受援人甲,2025-01-05,\n案9,民事,受援人甲,2024-05-05,\n",
      "支付凭证号,行号,支付日期,支出用途,案件编号,指标文号,金额,收款单位,冲销凭证号,冲销行号\n"
        + "凭8,1,2024-12-31,其他,,文1,5,甲所,,\n冲1,1,2024-12-31,以案定补,,文1,5,甲所,凭1,1\n",
      bankHeader + "流1,2024-04-02,1000,甲所\n流9,2024-12-31,5,甲所\n",
      matchHeader + "流1,凭1,匹配,核对\n",
      "变动编号,指标文号,预算年度,变动日期,变动类型,金额,原因\n1,文1,2024,2024-12-31,调整,5,甲\n",
      "预算年度,年初结余\n2024,5\n")
    #expect(
      faults.map(\.place) == [
        "1.csv:3:1", "2.csv:2:1", "2.csv:3:1", "3.csv:3:1", "4.csv:2:1", "5.csv:2:1", "6.csv:2:1",
      ])
    #expect(Set(faults.map(\.problem)) == ["2024 年度已经结账"])
    #expect(try faults[0].read == "受理日期 2024-05-05" && faults[0].steps == [.reopenYear(.of(2024))])
    #expect(!faults.map(\.description).joined().contains("受援人甲"))
    #expect(try session.store.read { try $0.cases.legalAidCase(.of("案8")) } == nil)
  }

  @Test("the whole register comes again after the closing; what is new in the open year comes in")
  func registerAgain() throws {
    let session = try Session.sample(.clean())
    try session.close()
    let header = "案件编号,案件类型,受援人,受理日期,指派日期,承办人,承办单位,结案日期,归档日期,案由\n"
    let known = "案1,民事,受援人甲,2024-01-05,2024-01-06,承办人甲,甲所,2024-03-01,2024-03-20,"
    let summary = try session.importing(header + known + "赡养\n案2,民事,受援人乙,2025-01-03,,,,,,\n")
    #expect(summary.counts() == [1, 1, 0, 0])
    let moved = known.replacing("2024-03-20", with: "2025-03-20")
    let faults = try session.faults(importing: header + moved + "\n", amending: "归档日期写错")
    #expect(faults.map(\.read) == ["归档日期 2024-03-20"])
  }

  @Test("the opening that was carried is known when it comes again; another one needs a reason")
  func opening() throws {
    let session = try Session.sample(.clean())
    try session.close()
    let head = try session.head()
    for rows in ["预算年度,年初结余,备注\n2025,99000,结账结转\n", "预算年度,年初结余\n2025,99000\n"] {
      #expect(try session.importing(rows).counts(.openings) == [0, 0, 0, 1])
      #expect(try session.head() == head)
    }
    #expect(try session.opening(2025) == "99000.00")
    let other = "预算年度,年初结余\n2025,98000\n"
    let read = try session.faults(importing: other).map(\.read)
    #expect(read == ["读到“98000.00”"])
    #expect(
      try session.importing(other, amending: "财政核定").counts(.openings) == [0, 0, 1, 0])
    #expect(try session.lastStamp().reason == "财政核定")
    #expect(try session.opening(2025) == "98000.00")
  }
}
