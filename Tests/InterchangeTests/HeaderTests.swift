import Interchange
import LedgerCore
import Testing

@Suite("表头和表的种类") struct HeaderTests {
  @Test(
    "each kind is known by its Chinese headers and by its aliases", arguments: TableKind.allCases)
  func kinds(kind: TableKind) throws {
    let chinese = try Imported(table(kind, [goodRow(kind)]))
    #expect(chinese.faults.isEmpty && chinese.notices.isEmpty, "\(chinese)")
    #expect(chinese.records.map(\.kind) == [kind])
    #expect(
      kind.columns.allSatisfy {
        (chinese.records.first?[$0.column] == nil) == (goodRow(kind)[$0.column] ?? "").isEmpty
      })
    let columns = kind.columns.reversed().map(\.column)
    let cells = columns.map { goodRow(kind)[$0] ?? "" }.joined(separator: ",")
    for names in [columns.map(\.rawValue), columns.map { $0.rawValue.uppercased() }] {
      let english = try Imported(names.joined(separator: ",") + "\n" + cells + "\n")
      #expect(english.records == chinese.records, "any order and case")
    }
  }

  @Test("only the required columns must stand in the header", arguments: TableKind.allCases)
  func requiredColumns(kind: TableKind) throws {
    let required = kind.columns.filter(\.isRequired)
    let cells = required.map { goodRow(kind)[$0.column] ?? "" }
    for left in -1..<required.count {
      let kept = required.indices.filter { $0 != left }
      let header = kept.map { required[$0].header }.joined(separator: ",")
      // The subject of a per-case subsidy stands in an optional column.
      let row = kept.map { cells[$0] == "以案定补" ? "其他" : cells[$0] }.joined(separator: ",")
      let imported = try Imported(header + "\n" + row + "\n", kind: kind)
      if left < 0 {
        #expect(imported.faults.isEmpty && imported.records.count == 1, "\(imported.faults)")
      } else {
        let fault = try #require(imported.faults.first)
        #expect(imported.faults.count == 1 && imported.records.isEmpty)
        #expect(fault.problem.contains(kind.title))
        #expect(
          fault.problem.contains("\(required[left].header)（\(required[left].column.rawValue)）"))
        #expect(kept.allSatisfy { fault.read.contains(required[$0].header) })
      }
    }
  }

  @Test("the nearest kind is named when none fits")
  func nearestKind() throws {
    let imported = try Imported("登记表\n案件编号,案件类型,受援人,姓名\nC-1,民事,张三,李四\n")
    let fault = try #require(imported.faults.first)
    #expect(fault.row == 2)
    #expect(fault.problem.contains("最接近“案件”（cases），缺少必填列：受理日期（accepted_on）"))
    #expect(fault.read == "找到的列：案件编号、案件类型、受援人、姓名")
    #expect(!fault.description.contains("张三"))
    #expect(imported.notices.isEmpty)
  }

  @Test("a file without any known column shows none of its cells")
  func noHeader() throws {
    let imported = try Imported("张三,110101199001011234\n李四,x\n")
    #expect(imported.faults.count == 1)
    #expect(imported.problems == ["找不到任何一种表的表头"])
    #expect(!(imported.faults.first?.description.contains("张三") ?? true))
  }

  @Test("a header that fits two kinds needs --kind")
  func ambiguity() throws {
    let kinds: [TableKind] = [.claims, .openings]
    let columns = kinds.flatMap { $0.columns.filter(\.isRequired) }
    let header = columns.map(\.header).joined(separator: ",")
    let row = zip(columns, columns.indices).map { spec, index in
      goodRow(index < 4 ? .claims : .openings)[spec.column] ?? ""
    }.joined(separator: ",")
    let undecided = try Imported("标题\n\(header)\n\(row)\n")
    #expect(undecided.problems == ["表头同时符合“补贴申报”和“上年结转”"])
    #expect(undecided.faults.first?.row == 2)
    #expect(undecided.faults.first?.advice.words == "请指明是哪一种")
    #expect(undecided.faults.first?.steps == [.nameTableKind(["claims", "openings"])])
    #expect(undecided.records.isEmpty)
    for kind in kinds {
      let decided = try Imported("标题\n\(header)\n\(row)\n", kind: kind)
      #expect(decided.faults.isEmpty)
      #expect(decided.records.map(\.kind) == [kind])
    }
  }

  @Test("a kind that is asked for must be found")
  func wrongKind() throws {
    let imported = try Imported(table(.bank, [goodRow(.bank)]), kind: .cases)
    #expect(imported.faults.count == 1)
    #expect(imported.problems.first?.contains("“案件”") == true)
    #expect(imported.faults.first?.advice.words.contains("受援人") == true)
  }

  @Test(
    "title rows before the header are skipped and reported, as far as the 50th full row"
  )
  func titleRows() throws {
    let imported = try Imported("关于经费的表\n\n单位：元,,\n预算年度,年初结余\n2024,1\n")
    #expect(imported.notices.map(\.row) == [1, 3])
    #expect(imported.notices.allSatisfy { $0.text.contains("标题行") && !$0.isWarning })
    #expect(imported.places.map(\.row) == [5])
    for (count, isFound) in [(49, true), (50, false)] {
      let titles = String(repeating: "标题\n\n", count: count)
      let late = try Imported(titles + "预算年度,年初结余\n2024,1\n")
      #expect(late.records.count == (isFound ? 1 : 0))
      #expect(late.faults.isEmpty == isFound)
    }
  }

  @Test(
    "headers are compared after normalising, money may say （元）",
    arguments: [
      ("预 算 年 度,年初结余（元）", true), (" fiscal_year ,OPENING_AMOUNT(元)", true),
      ("ｆｉｓｃａｌ＿ｙｅａｒ,年初\n结余", false), ("\"预算\n年度\",年初结余[元]", true),
      ("预算年度,年初结余（万元）", true), ("预算年度,年初结余(单位：元)", true), ("预算年度（元）,年初结余", false),
    ])
  func normalising(header: String, isGood: Bool) throws {
    let imported = try Imported(header + "\n2024,1\n")
    #expect(imported.faults.isEmpty == isGood)
    #expect(imported.records.count == (isGood ? 1 : 0))
  }

  @Test(
    "a column that stands twice is a fault, by header or alias",
    arguments: [
      ("金额", "同一列在表头里出现两次"), ("金额（元）", "同一列在表头里出现两次"),
      ("Amount", "“金额”和“Amount”都可以是金额，说不准用哪一列"),
      ("交易金额", "“金额”和“交易金额”都可以是金额，说不准用哪一列"),
    ])
  func repeatedColumns(second: String, problem: String) throws {
    let imported = try Imported("流水号,日期,金额,收款人,\(second)\nB-1,2024-01-01,1,甲,1\n")
    #expect(imported.problems == [problem])
    #expect(imported.faults.first?.column == 5)
    #expect(imported.records.isEmpty)
  }

  @Test("unknown columns are one notice and never read")
  func unknownColumns() throws {
    let imported = try Imported("序号,预算年度,年初结余,,经手人\n1,2024,1,,#N/A\n2,2025,2\n")
    #expect(imported.faults.isEmpty && imported.records.count == 2)
    #expect(imported.notices.map(\.text) == ["已忽略不认得的列：序号、经手人"])
    let unnamed = try Imported("预算年度,,年初结余\n2024,5,1\n2025,,1\n2026,6,1\n")
    #expect(unnamed.records.count == 1)
    #expect(unnamed.problems == ["这一列没有表头，却有内容", "这一列没有表头，却有内容"])
    #expect(unnamed.faults.map(\.column) == [2, 2])
  }

  @Test("a header without rows is a notice")
  func headerOnly() throws {
    for text in ["预算年度,年初结余", "预算年度,年初结余\r\n\r\n"] {
      let imported = try Imported(text)
      #expect(imported.faults.isEmpty && imported.records.isEmpty)
      #expect(imported.notices.map(\.text) == ["只有表头，没有数据行"])
    }
  }
}
