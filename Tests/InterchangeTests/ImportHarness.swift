import Foundation
import Interchange
import LedgerCore
import TestSupport

/// What came out of a reading, parted by kind of item.
struct Imported: Equatable {
  var records: [TableRecord] = []
  var places: [RowPlace] = []
  var faults: [ImportFault] = []
  var notices: [ImportNotice] = []

  var problems: [String] { faults.map(\.problem) }
  var warnings: [ImportNotice] { notices.filter(\.isWarning) }

  init(
    paths: [String], kind: TableKind? = nil, mapping: ColumnMapping = ColumnMapping(),
    dutyRates: DutyRates = DutyRates()
  ) {
    var reader = ImportReader(
      paths: paths, ImportRequest(kind: kind, mapping: mapping, dutyRates: dutyRates))
    while let item = reader.next() {
      switch item {
      case .record(let record, let place):
        records.append(record)
        places.append(place)
      case .fault(let fault): faults.append(fault)
      case .notice(let notice): notices.append(notice)
      }
    }
  }

  /// What one file of these bytes brings; the file is named `t.csv`.
  init(
    bytes: some Sequence<UInt8>, kind: TableKind? = nil, mapping: ColumnMapping = ColumnMapping()
  ) throws {
    let folder = try TemporaryFolder()
    self.init(paths: [try folder.write(Array(bytes), to: "t.csv")], kind: kind, mapping: mapping)
  }

  init(
    _ text: String, kind: TableKind? = nil, mapping: ColumnMapping = ColumnMapping()
  ) throws {
    try self.init(bytes: text.utf8, kind: kind, mapping: mapping)
  }
}

/// A row that holds every column of a kind and is in order.
func goodRow(_ kind: TableKind) -> [Column: String] {
  switch kind {
  case .appropriations:
    [
      .documentNumber: "宁财行〔2024〕30号", .fundSource: "中央转移支付", .fiscalYear: "2024",
      .receivedOn: "2024-01-15", .amount: "250000", .permittedUses: "以案定补",
      .originYear: "2023", .note: "首批", .superiorDocument: "财行〔2024〕3号",
      .issuer: "某省财政厅", .projectCode: "P-1",
    ]
  case .cases:
    [
      .caseNumber: "红援〔2024〕1号", .caseType: "民事", .serviceForm: "诉讼代理", .stage: "一审",
      .recipient: "张三", .recipientCategories: "农民工", .acceptedOn: "2024-01-02",
      .assignedOn: "2024-01-03", .lawyer: "李四", .firm: "甲律师事务所", .closedOn: "2024-03-05",
      .outcome: "办结", .filedOn: "2024-03-20", .grade: "良好", .judgmentNumber: "民初12号",
      .matter: "劳动报酬", .closingManner: "", .regionBand: "跨市", .flags: "死刑、速裁",
      .quantities: "卷宗页数=300、天数=2.5", .costs: "差旅费=1234.50",
      .discretions: "质量浮动=110%（案情复杂）", .subsidySource: "彩票公益金",
    ]
  case .claims:
    [
      .claimNumber: "S-1", .caseNumber: "C-1", .claimedOn: "2024-03-06", .claimedAmount: "1500",
      .approvedOn: "2024-03-07", .approvedAmount: "1400", .submittedBy: "李四",
      .approvedBy: "王五", .returnedOn: "2024-03-08", .returnReason: "缺材料",
    ]
  case .duty:
    [
      .dutyNumber: "D-1", .servedOn: "2024-05-06", .site: "看守所", .lawyer: "李四",
      .firm: "甲律师事务所", .units: "1.5", .unit: "天", .rate: "200", .amount: "300",
    ]
  case .payments:
    [
      .voucherNumber: "V-1", .line: "1", .paidOn: "2024-04-01", .use: "以案定补",
      .caseNumber: "C-1", .dutyNumber: "", .documentNumber: "文1", .amount: "1400",
      .payee: "甲律师事务所", .lawyer: "李四", .reversesVoucher: "", .reversesLine: "",
    ]
  case .bank:
    [
      .bankReference: "B-1", .bookedOn: "2024-04-02", .amount: "1400", .payee: "甲律师事务所",
      .voucherNumber: "V-1", .memo: "补贴",
    ]
  case .fundChanges:
    [
      .changeNumber: "1", .documentNumber: "文1", .fiscalYear: "2024", .changedOn: "2024-06-01",
      .changeKind: "调整", .amount: "-500", .reason: "压减",
    ]
  case .openings: [.fiscalYear: "2024", .openingAmount: "100", .note: "上年"]
  case .explanations:
    [
      .rule: "P05", .subject: "C-1", .digest: String(repeating: "0a", count: 32),
      .reason: "差额已由当事人退回", .explainedBy: "张三", .confirmedBy: "李四",
      .explainedOn: "2025-01-05",
    ]
  case .matches:
    [
      .bankReference: "B-1", .voucherNumbers: "V-1、V-2", .matchKind: "匹配", .reason: "合并支付",
    ]
  case .setAsides:
    [
      .bankReference: "B-1", .setAsideKind: "另列", .reason: "别的单位的款", .setAsideBy: "张三",
      .setAsideOn: "2024-06-01",
    ]
  }
}

/// A table with all columns of a kind: its Chinese headers and rows, each cell quoted.
func table(_ kind: TableKind, _ rows: [[Column: String]]) -> String {
  let header = kind.columns.map(\.header)
  let cells = rows.map { row in kind.columns.map { row[$0.column] ?? "" } }
  return ([header] + cells).map { row in
    row.map { "\"\($0.replacingOccurrences(of: "\"", with: "\"\""))\"" }.joined(separator: ",")
  }.joined(separator: "\n") + "\n"
}

/// What a table with one good row brings when some of its cells are changed.
func importedRow(_ kind: TableKind, _ changes: [Column: String]) throws -> Imported {
  try Imported(table(kind, [goodRow(kind).merging(changes) { $1 }]), kind: kind)
}

/// Random numbers that a seed repeats (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
