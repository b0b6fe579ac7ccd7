import Interchange
import LedgerCore
import Testing

@Suite("与已有记录比较") struct MergeTests {
  private func record(_ kind: TableKind, _ changes: [Column: String] = [:]) throws -> TableRecord {
    let imported = try importedRow(kind, changes)
    return try #require(imported.records.first, "\(imported.faults)")
  }

  @Test("the same row changes nothing", arguments: TableKind.allCases)
  func same(kind: TableKind) throws {
    let row = try record(kind)
    let merge = row.merged(onto: row)
    #expect(merge.isUnchanged && merge.merged == row)
  }

  @Test("an empty cell never erases, a new value is filled in", arguments: TableKind.allCases)
  func fills(kind: TableKind) throws {
    let optional = kind.columns.filter { !$0.isRequired && goodRow(kind)[$0.column] != "" }
      .map(\.column).filter { kind != .payments || $0 == .lawyer }
    let full = try record(kind)
    let sparse = try record(kind, Dictionary(uniqueKeysWithValues: optional.map { ($0, "") }))
    #expect(sparse.merged(onto: full).isUnchanged)
    #expect(sparse.merged(onto: full).merged == full)
    let merge = full.merged(onto: sparse)
    #expect(merge.filled == optional && merge.changed.isEmpty)
    #expect(merge.merged == full)
  }

  @Test("each cell that says something else is a change with both values")
  func changes() throws {
    let old = try record(.cases)
    let new = try record(.cases, [.caseType: "刑事", .closedOn: "2024-03-06", .matter: "工伤"])
    let merge = new.merged(onto: old)
    #expect(merge.changed.map(\.column) == [.caseType, .closedOn, .matter])
    #expect(merge.changed.map(\.old.text) == ["民事", "2024-03-05", "劳动报酬"])
    #expect(merge.changed.map(\.new.text) == ["刑事", "2024-03-06", "工伤"])
    #expect(merge.filled.isEmpty && merge.merged == new)
  }

  @Test("other forms of the same are the same, and the form that stands is kept")
  func forms() throws {
    let old = try record(.cases, [.judgmentNumber: "（2024）民 1 号", .firm: "甲（银川）律师事务所"])
    let new = try record(
      .cases,
      [
        .caseNumber: "红援[2024] １号", .judgmentNumber: "〔2024〕民1号", .firm: " 甲(银川) 律师事务所",
        .acceptedOn: "2024年1月2日",
      ])
    let merge = new.merged(onto: old)
    #expect(merge.isUnchanged && merge.merged == old)
    let claim = try record(.claims).merged(onto: record(.claims, [.claimedAmount: "¥1,500.00"]))
    #expect(claim.isUnchanged)
  }

  @Test(
    "a default stands in what is recorded, and only a filled cell is compared with it",
    arguments: [("", true), ("办结", true), ("终止", false)])
  func outcomeDefault(outcome: String, isSame: Bool) throws {
    let recorded = TableRecord(LegalAidCase(record: try record(.cases, [.outcome: ""])))
    #expect(recorded[.outcome] == .choice("办结"))
    let merge = try record(.cases, [.outcome: outcome]).merged(onto: recorded)
    #expect(merge.isUnchanged == isSame)
  }

  @Test("unit and origin year have their defaults too")
  func otherDefaults() throws {
    let shift = try record(.duty, [.unit: ""])
    #expect(shift[.unit] == nil && DutyShift(record: shift).unit == .day)
    #expect(try record(.duty).merged(onto: TableRecord(DutyShift(record: shift))).isUnchanged)
    let row = try record(.appropriations, [.originYear: ""])
    let recorded = TableRecord(Appropriation(record: row))
    #expect(recorded.year(.originYear) == FiscalYear(2024))
    #expect(row.merged(onto: recorded).isUnchanged)
    #expect(
      try record(.appropriations).merged(onto: recorded).changed.map(\.column) == [.originYear])
  }

  @Test("a closing filled in now fills its outcome as well")
  func closing() throws {
    let open = TableRecord(
      LegalAidCase(record: try record(.cases, [.closedOn: "", .outcome: ""])))
    let merge = try record(.cases, [.outcome: "终止"]).merged(onto: open)
    #expect(merge.filled == [.closedOn, .outcome])
    #expect(LegalAidCase(record: merge.merged).closing?.outcome == .terminated)
  }

  @Test("what moved money may be filled in only where the contract says")
  func fillable() {
    #expect(TableKind.payments.fillable == [.lawyer, .approvedBy])
    #expect(TableKind.bank.fillable == [.memo, .voucherNumber])
    #expect(TableKind.allCases.filter { $0.fillable != nil } == [.payments, .bank])
    #expect(
      TableKind.allCases.filter { !$0.allowsAmendment } == [.payments, .bank, .explanations])
  }

  @Test("the vouchers of a match are compared by their numbers, in any order and form")
  func vouchers() throws {
    let old = try record(.matches)
    #expect(try record(.matches, [.voucherNumbers: "Ｖ-2 、V－1"]).merged(onto: old).isUnchanged)
    for other in ["V-1", "V-1、V-3", "V-1、V-2、V-3"] {
      let merge = try record(.matches, [.voucherNumbers: other]).merged(onto: old)
      #expect(merge.changed.map(\.new.text) == [other])
      #expect(merge.changed.map(\.old.text) == ["V-1、V-2"])
    }
  }

  @Test("a reversal names its line and takes from it what it leaves empty")
  func reversal() throws {
    let line = PaymentLine(record: try record(.payments))
    let row = try record(
      .payments,
      [.voucherNumber: "V-2", .line: "3", .reversesVoucher: "V-1", .caseNumber: "", .lawyer: ""])
    let voucher = try #require(VoucherNumber("V-1"))
    #expect(row.reversedLine == PaymentLineID(voucher: voucher, line: 3))
    let named = try record(.payments, [.reversesVoucher: "V-1", .reversesLine: "2"])
    #expect(named.reversedLine == PaymentLineID(voucher: voucher, line: 2))
    #expect(try record(.payments).reversedLine == nil)
    let completed = row.completed(from: line)
    #expect(completed.text(.lawyer) == "李四")
    let reversal = PaymentLine(
      record: completed, reverses: ReversedLine(id: line.id, paidOn: line.paidOn))
    #expect(reversal.subject == line.subject && reversal.isReversal)
    #expect(TableRecord(reversal).integer(.reversesLine) == 1)
    #expect(TableRecord(reversal)[.reversesVoucher]?.text == "V-1")
  }
}
