import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("导入：按月的值班表")
struct DutySheetImportTests {
  private let sheet = """
    2024年3月值班表　值班地点：看守所
    姓名,律所,\((1...31).map(String.init).joined(separator: ","))
    王五,甲所,√,半

    """

  @Test("the rate is the standard's that the ledger has, and agrees with the rules of duty")
  func standardRate() throws {
    let session = try Session.sample()
    #expect(try session.faults(importing: sheet).map(\.problem) == ["值班表没有标准"])
    try session.load(dutyStandardText())
    var told: [String] = []
    let folder = try TemporaryFolder()
    try ImportTables(session)([folder.write(sheet, to: "值班.csv")]) { event in
      if case .notice(let notice) = event { told.append(notice.text) }
    }
    #expect(told.contains("值班表没有标准，按测试标准（标1）“值班”，每天 385.00 元"))
    var shifts: [DutyShift] = []
    try session.store.read { ledger in
      try ledger.duty.forEachAccount { if let shift = $0.shift { shifts.append(shift) } }
    }
    #expect(shifts.map(\.amount.fen).sorted() == [19_250, 38_500])
    #expect(shifts.allSatisfy { $0.rate.fen == 38_500 && $0.unit == .day })
    #expect(try session.findings(judging: ["D01", "D08"]) == [])
  }
}
