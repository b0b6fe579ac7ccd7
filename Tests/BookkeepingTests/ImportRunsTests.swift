import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import TestSupport
import Testing

/// Rows that come in unbroken are appended many at a time; rows with a 合计 row behind each are
/// appended one by one.
@Suite("导入：成批记入")
struct ImportRunsTests {
  private let caseHeader = "案件编号,案件类型,受援人,受理日期,案由\n"
  private let paymentHeader = "支付凭证号,行号,支付日期,支出用途,案件编号,指标文号,金额,收款单位\n"

  @Test(
    "rows that are appended many at a time come to what they come to one by one",
    arguments: UInt64(1)...12)
  func sameLedger(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    // Few numbers come again in one half of the seeds, many in the other; in every third a row
    // comes again that says something else, which stops the import.
    let isOften = seed % 2 == 0
    let mayDiffer = seed % 3 == 0
    let files = [
      (
        caseHeader, rows(isOften, mayDiffer, using: &generator) { "案\($0),民事,甲,2024-01-05,案由\($1)" }
      ),
      (
        paymentHeader,
        rows(isOften, mayDiffer, using: &generator) {
          "凭\($0),\($0 % 3 + 1),2024-03-0\($0 % 7 + 1),以案定补,案\($0),财1号,\($0).00,甲所\($1)"
        }
      ),
    ]
    // What the ledger knows before.
    let known = files.map { ($0.0, Array($0.1.shuffled(using: &generator).prefix(20))) }
    let many = try imported(known, files) { $0 }
    let single = try imported(known, files) { $0 + "\n合计,,,,,,," }
    #expect(many == single, "seed \(seed)")
    #expect(many.faults.isEmpty != mayDiffer)
  }

  @Test("lines of one voucher are held against each other, wherever they stand among many rows")
  func oneVoucher() throws {
    for (first, second) in [(0, 1), (10, 63), (63, 64), (5, 120)] {
      var rows = (0..<128).map { "凭\(1000 + $0),1,2024-03-05,以案定补,案\($0),财1号,5.00,甲所" }
      rows[second] = "凭\(1000 + first),2,2024-03-06,以案定补,案1,财1号,5.00,甲所"
      let outcome = try imported([], [(paymentHeader, rows)]) { $0 }
      #expect(outcome.faults.count == 1, "\(first) and \(second)")
      #expect(outcome.faults.first?.contains("已有另一个支付日期") == true)
    }
  }

  /// Rows in order or not, of which some numbers come again.
  private func rows(
    _ isOften: Bool, _ mayDiffer: Bool, using generator: inout SeededGenerator,
    _ row: (Int, String) -> String
  ) -> [String] {
    var numbers = Array(1000..<1300)
    for index in numbers.indices.dropFirst(100)
    where Int.random(in: 0..<(isOften ? 3 : 80), using: &generator) == 0 {
      numbers[index] = numbers[Int.random(in: 0..<index, using: &generator)]
    }
    var rows = numbers.map { row($0, "") }
    if mayDiffer { rows[270] = row(numbers[130], "乙") }
    return rows
  }

  private struct Outcome: Equatable {
    let head: String
    let counts: [TableKind: ImportSummary.Counts]
    /// Without the numbers of their rows.
    let faults: [String]
  }

  /// Imports what is known and then the files, each row as it is written.
  private func imported(
    _ known: [(header: String, rows: [String])], _ files: [(header: String, rows: [String])],
    _ written: (String) -> String
  ) throws -> Outcome {
    let session = try Session.sample()
    let folder = try TemporaryFolder()
    func paths(_ files: [(header: String, rows: [String])], _ name: String) throws -> [String] {
      try files.enumerated().map { index, file in
        let rows = file.rows.map(written).joined(separator: "\n")
        return try folder.write(file.header + rows + "\n", to: "\(name)\(index).csv")
      }
    }
    try ImportTables(session)(paths(known, "known")) { _ in }
    do {
      let summary = try ImportTables(session)(paths(files, "file")) { _ in }.recorded
      return Outcome(head: try session.head(), counts: summary.byKind, faults: [])
    } catch let refused as ImportRefused {
      return Outcome(
        head: try session.head(), counts: [:],
        faults: refused.faults.map { $0.problem.replacing(/csv:\d+/, with: "csv") + $0.read })
    }
  }
}
