import Foundation
import Interchange
import LedgerCore
import TestSupport
import Testing

@Suite("凭证的行号") struct VoucherLineTests {
  private func row(_ voucher: String, _ line: String) -> [Column: String] {
    goodRow(.payments).merging([.voucherNumber: voucher, .line: line]) { $1 }
  }

  @Test("without 行号 a row's number is its place within its voucher")
  func places() throws {
    let total: [Column: String] = [.voucherNumber: "小计"]
    let rows = [row("甲（1）", ""), row("乙", ""), total, row("甲〔１〕", ""), row("乙", ""), row("丙", "7")]
    let imported = try Imported(table(.payments, rows))
    #expect(imported.faults.isEmpty)
    #expect(imported.records.map { $0.integer(.line) } == [1, 1, 2, 2, 7])
    #expect(imported.records.map(\.keyText) == ["甲（1）/1", "乙/1", "甲〔１〕/2", "乙/2", "丙/7"])
  }

  @Test("a row at fault keeps its place")
  func faultyRow() throws {
    let bad = row("甲", "").merging([.amount: "0"]) { $1 }
    let imported = try Imported(table(.payments, [row("甲", ""), bad, row("甲", "")]))
    #expect(imported.faults.count == 1)
    #expect(imported.records.map { $0.integer(.line) } == [1, 3])
  }

  @Test("行号 stands on all rows of a voucher or on none", arguments: [["1", ""], ["", "2"]])
  func mixed(lines: [String]) throws {
    let rows = lines.map { row("甲", $0) } + [row("乙", "")]
    let imported = try Imported(table(.payments, rows))
    #expect(imported.faults.map(\.row) == [3])
    #expect(imported.faults.map(\.column) == [2])
    #expect(imported.problems.first?.hasPrefix("同一凭证的行号要么都写，要么都不写") == true)
    #expect(imported.records.count == 2)
  }

  @Test(
    "a voucher may span files only with 行号",
    arguments: [(["1"], ["2"], 0), ([""], [""], 1), (["1"], [""], 1), ([""], ["1"], 1)])
  func files(first: [String], second: [String], faultCount: Int) throws {
    let folder = try TemporaryFolder()
    for (name, lines) in [("a.csv", first), ("b.csv", second)] {
      _ = try folder.write(table(.payments, lines.map { row("甲", $0) }), to: name)
    }
    let imported = Imported(paths: [folder.path])
    #expect(imported.faults.count == faultCount)
    #expect(
      imported.faults.allSatisfy { $0.file.hasSuffix("/b.csv") && $0.problem.contains("a.csv:2") })
    #expect(imported.records.count == 2 - faultCount)
  }
}

@Suite("文件和文件夹") struct FileListTests {
  private let openings = "预算年度,年初结余\n2024,1\n"

  @Test("a folder means its CSV files in order of code points, and nothing below")
  func folder() throws {
    let folder = try TemporaryFolder()
    for name in ["b.csv", "a.CSV", "B.csv", "说明.txt", ".hidden.csv", "表.csv"] {
      _ = try folder.write(openings, to: name)
    }
    let inner = folder.path + "/inner.csv"
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    for path in [folder.path, folder.path + "/"] {
      let imported = Imported(paths: [path])
      #expect(imported.faults.isEmpty)
      let names = ["B.csv", "a.CSV", "b.csv", "表.csv"]
      #expect(imported.places.map(\.file) == names.map { folder.path + "/" + $0 })
      #expect(imported.notices.map(\.text) == ["没有读取的其他文件或文件夹：inner.csv、说明.txt"])
    }
  }

  @Test("a folder takes tables of every kind; a text without tabs is a note")
  func kinds() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("预算年度\t年初结余\n2024\t1\n", to: "a.txt")
    _ = try folder.write("预算年度\t年初结余\n2025\t1\n", to: "b.xls")
    _ = try folder.write("预算年度;年初结余\n2026;1\n", to: "c.TSV")
    _ = try folder.write("各表见文件名,没有别的", to: "说明.txt")
    let imported = Imported(paths: [folder.path])
    #expect(imported.faults == [])
    #expect(imported.records.map { $0.year(.fiscalYear)?.number } == [2024, 2025, 2026])
    #expect(imported.notices.map(\.text) == ["没有读取的其他文件或文件夹：说明.txt"])
  }

  @Test("paths that cannot be read are faults, and the others are read")
  func badPaths() throws {
    let folder = try TemporaryFolder()
    let empty = folder.path + "/empty"
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
    let file = try folder.write(openings, to: "a.csv")
    let missing = folder.path + "/none.csv"
    let imported = Imported(paths: [missing, empty, "/dev/null", file])
    #expect(imported.faults.map(\.file) == [missing, empty, "/dev/null"])
    #expect(imported.problems == ["没有这个文件或文件夹", "文件夹里没有 CSV 或 Excel 文件", "这不是普通文件"])
    #expect(imported.faults.allSatisfy { $0.row == nil })
    #expect(imported.faults.first?.description.hasPrefix("\(missing) — 没有这个文件") == true)
    #expect(imported.records.count == 1)
  }

  @Test("a file that is named twice is read once")
  func twice() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(openings, to: "a.csv")
    let imported = Imported(paths: [
      file, folder.path,
      folder.path + "/../\(URL(fileURLWithPath: folder.path).lastPathComponent)/a.csv",
    ])
    #expect(imported.records.count == 1)
    #expect(imported.notices.map(\.text) == ["同一个文件列了两次，只读一次", "同一个文件列了两次，只读一次"])
  }
}
