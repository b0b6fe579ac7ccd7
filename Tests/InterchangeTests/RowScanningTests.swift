import Interchange
import LedgerCore
import TestSupport
import Testing

@Suite("CSV 的行和格") struct RowScanningTests {
  @Test("CR, LF and CRLF end rows, at the end of the file or not", arguments: ["\n", "\r", "\r\n"])
  func lineEnds(end: String) throws {
    let rows = ["预算年度,年初结余,备注", "2024,1,\"甲,乙\"", "", "2025,2,\"他说\"\"好\"\"\""]
    for text in [rows.joined(separator: end), rows.joined(separator: end) + end] {
      let imported = try Imported(text)
      #expect(imported.records.map { $0.text(.note) } == ["甲,乙", "他说\"好\""])
      #expect(imported.places.map(\.row) == [2, 4])
      #expect(imported.faults.isEmpty)
    }
  }

  @Test("a line end inside quotes is part of the cell, and the row counts once")
  func quotedLineEnds() throws {
    let imported = try Imported("预算年度,年初结余,备注\r\n2024,1,\"一\r\n二\n三\"\r\n2025,x,\r\n")
    #expect(imported.records.first?.text(.note) == "一\r\n二\n三")
    #expect(imported.faults.map(\.row) == [3])
    #expect(imported.faults.map(\.column) == [2])
  }

  @Test(
    "broken quotes stop the file at the row and cell where they stand",
    arguments: [
      ("2025,\"2\"x,\n2026,3,\n", 2, "引号之后还有文字"),
      ("2025,\"2\" ,\n2026,3,\n", 2, "引号之后还有文字"),
      ("2025,2,a\"b\"\n2026,3,\n", 3, "格子中间有英文双引号"),
      ("2025, \"2\",\n2026,3,\n", 2, "格子中间有英文双引号"),
      ("2025,2,\"never\n2026,3,\n", 3, "引号没有结束"),
    ])
  func brokenQuotes(rest: String, column: Int, problem: String) throws {
    let imported = try Imported("标题\n预算年度,年初结余,备注\n2024,1,\n" + rest)
    #expect(imported.records.count == 1)
    #expect(imported.faults.count == 1)
    #expect(imported.faults.first?.row == 4)
    #expect(imported.faults.first?.column == column)
    #expect(imported.problems.first?.hasPrefix(problem) == true)
  }

  @Test("after a broken quote the other files are read")
  func otherFiles() throws {
    let folder = try TemporaryFolder()
    let first = try folder.write("预算年度,年初结余\n2024,\"1\"1\n", to: "a.csv")
    let second = try folder.write("预算年度,年初结余\n2025,2\n2026,-1\n", to: "b.csv")
    let imported = Imported(paths: [first, second])
    #expect(imported.records.count == 1)
    #expect(imported.faults.map(\.file) == [first, second])
  }

  @Test("a cell may hold 32,767 characters, not one more", arguments: [false, true])
  func longCells(isQuoted: Bool) throws {
    let mark = isQuoted ? "\"" : ""
    for (count, isGood) in [(32_767, true), (32_768, false), (300_000, false)] {
      let note = mark + String(repeating: "法", count: count) + mark
      let imported = try Imported("预算年度,年初结余,备注\n2024,1,\(note)\n2025,2,\n")
      #expect(imported.faults.isEmpty == isGood)
      #expect(imported.records.count == (isGood ? 2 : 1))
      #expect(imported.faults.allSatisfy { $0.row == 2 && $0.column == 3 })
      #expect(!imported.faults.contains { $0.description.contains("法法") })
    }
  }

  @Test("fewer cells than headers are empty cells; blank rows are skipped")
  func fewCells() throws {
    let imported = try Imported("预算年度,年初结余,备注\n2024,1\n ,　,\n2025,2,x\n")
    #expect(imported.faults.isEmpty)
    #expect(imported.records.map { $0.text(.note) } == [nil, "x"])
  }

  @Test(
    "more cells than headers are one fault",
    arguments: [
      ("2024,1,500,上年,尾", true), ("2024,1,,", false), ("2024,1,note,,", false),
      ("2024,1,500,", true), ("2024,12,345.60,", true), ("2024,¥1,500,", true),
      ("2024,1,5000,", false), ("2024,1,note", false),
    ])
  func surplusCells(row: String, isFault: Bool) throws {
    let imported = try Imported("预算年度,年初结余,备注\n" + row + "\n")
    #expect(imported.faults.count == (isFault ? 1 : 0), "\(imported.faults)")
    #expect(imported.problems.allSatisfy { $0.contains("格子比表头多") })
  }

  @Test(
    "the end of an amount behind a comma is never taken for a remark",
    arguments: [
      ("预算年度,年初结余,备注\n2024,1,500\n", true), ("预算年度,年初结余,备注\n2024,¥12,345.60\n", true),
      ("预算年度,年初结余,备注\n2024,\"1,500\"\n", false), ("预算年度,年初结余,备注\n2024,1,5000\n", false),
      ("预算年度,年初结余,备注\n2024,1,第500号\n", false), ("预算年度,年初结余,备注\n2024,1.00,500\n", false),
      ("预算年度\t年初结余\t备注\n2024\t1\t500\n", false), ("预算年度;年初结余;备注\n2024;1;500\n", false),
      ("预算年度,年初结余,件数,备注\n2024,900,105,某\n", false),
      ("预算年度,年初结余,件数,备注\n2024,1,500.00,某\n", true),
    ])
  func partedAmount(text: String, isFault: Bool) throws {
    let imported = try Imported(text)
    #expect(imported.faults.count == (isFault ? 1 : 0), "\(imported.faults)")
    #expect(imported.faults.allSatisfy { $0.row == 2 && $0.column == 2 })
    #expect(imported.problems.allSatisfy { $0.contains("像被千分位逗号分成了两格") })
    #expect(imported.records.count == (isFault ? 0 : 1))
  }

  @Test("cells are trimmed of white space and invisible marks of any kind")
  func trimming() throws {
    let imported = try Imported("预算年度,年初结余,备注\n\u{3000}2024 ,\t１００元\u{A0},\u{200B} 备　注 \u{FEFF}\n")
    #expect(imported.faults.isEmpty)
    #expect(imported.records.first?.year(.fiscalYear)?.number == 2024)
    #expect(imported.records.first?.money(.openingAmount)?.fen == 10_000)
    #expect(imported.records.first?.text(.note) == "备　注")
  }

  @Test("what has been read never exceeds the whole and comes to it")
  func progress() throws {
    let folder = try TemporaryFolder()
    let rows = String(repeating: "2024,1,\(String(repeating: "x", count: 1_000))\n", count: 1_000)
    let path = try folder.write("预算年度,年初结余,备注\n" + rows, to: "a.csv")
    let empty = try folder.write("", to: "b.csv")
    var reader = ImportReader(paths: [path, empty])
    var last = 0
    while reader.next() != nil {
      #expect(reader.bytesRead >= last && reader.bytesRead <= reader.bytesTotal)
      last = reader.bytesRead
    }
    #expect(reader.bytesTotal > 1_000_000)
    #expect(reader.bytesRead == reader.bytesTotal)
  }

  @Test(
    "tabs and semicolons part cells where they part the first rows, and commas do not",
    arguments: [
      "预算年度\t年初结余\t备注\n2024\t\"1,500.00\"\t甲,乙\n", "预算年度;年初结余;备注\n2024;1,500.00;甲,乙\n",
      "表一,二\n预算年度\t年初结余\t备注\n2024\t1,500.00\t甲,乙\n",
      "预算年度,年初结余,备注\n2024,\"1,500.00\",\"甲,乙\"\n",
      "预算年度\t年初结余\t备注\r\n=\"2024\"\t=\"1500.00\"\t=\"甲,乙\"\r\n",
      "预算年度,年初结余,备注\n=\"2024\",\"=\"\"1500\"\"\",=\"甲,乙\"",
    ])
  func separators(text: String) throws {
    let imported = try Imported(text)
    #expect(imported.faults == [])
    #expect(imported.records.map { $0.money(.openingAmount)?.fen } == [150_000])
    #expect(imported.records.map { $0.text(.note) } == ["甲,乙"])
  }

  @Test(
    "an equals sign that begins no text in quotes is one",
    arguments: [
      ("=", "="), ("=甲", "=甲"), ("==\"甲", nil), ("=\"甲\"乙", nil), ("=\"", nil), ("\"=\"", "="),
    ])
  func equals(cell: String, note: String?) throws {
    for end in ["", "\n"] {
      let imported = try Imported("预算年度,年初结余,备注\n2024,1,\(cell)\(end)")
      #expect(imported.records.first?.text(.note) == note, "\(cell)")
      #expect(imported.faults.isEmpty == (note != nil), "\(cell)")
    }
  }
}
