import Foundation
import LedgerCore
import OfficeFiles
import TestSupport
import Testing

@Suite("办公室的表导进来") struct KeptTableTests {
  private static let register = """
    某县司法局2025年法律援助案件台账,,,,,,,
    填报单位：某县法律援助中心　单位：元,,,,,,,
    序号,案件信息,,受援人信息,办理情况,,,补贴金额
    ,援助案号,案件类别,受援人姓名,受理时间,承办律师,结案时间,
    1,援〔2025〕民1号,民事诉讼,张三,2025.1.2,马力,2025年2月11日,400元
    2,援〔2025〕刑2号,刑事辩护,李四,20250105,马力,2025-02-14,捌佰元整
    2月小计,,,,,,,1200
    合计,,,,,,,1300
    制表人：孙某,,审核人：周某,,,,,

    """

  @Test("a register goes in with one confirmed column, which is kept for the next")
  func register() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(Self.register, to: "台账.csv")
    let asked = try await workplace.legalaid("import", "台账.csv")
    expectStopped(asked, saying: ["可以一并登记为补贴申报", "--map '补贴金额=申报金额'", "--ignore 补贴金额"])
    let run = try await workplace.legalaid("import", "台账.csv", "--map", "补贴金额=申报金额")
    #expect(run.exitCode == 0, "\(run.stderr)")
    #expect(run.stdout.contains("案件：新增 2") && run.stdout.contains("补贴申报：新增 2"))
    #expect(run.stderr.contains("已跳过2月小计行，申报金额与以上各行相符"))
    #expect(run.stderr.contains("写的是 1,300.00，各行之和是 1,200.00"))
    #expect(run.stderr.contains("已跳过签字行（制表人、审核人）") && !run.stderr.contains("孙某"))
    let again = try await workplace.legalaid("import", "台账.csv")
    #expect(again.exitCode == 0 && again.stdout.contains("补贴申报：新增 0，补填 0，更正 0，未变 2"))
    #expect(again.stderr.contains("按已确认的对应，“补贴金额”读作申报金额") || again.stderr.contains("登记为补贴申报"))
    try await workplace.succeed("verify")
  }

  @Test("in what manner a case was closed is kept, shown and exported")
  func manner() async throws {
    let workplace = try await Workplace.withLedger()
    let header = "案件编号,案件类型,受援人,受理日期,结案日期,结案方式\n"
    try workplace.write(header + "C-1,民事,张三,2025-01-02,2025-02-02,\n", to: "t.csv")
    try await workplace.succeed("import", "t.csv")
    try workplace.write(header + "C-1,民事,张三,2025-01-02,2025-02-02,判决\n", to: "t.csv")
    #expect(try await workplace.succeed("import", "t.csv").contains("补填 1"))
    #expect(try await workplace.succeed("import", "t.csv").contains("未变 1"))
    #expect(try await workplace.succeed("case", "show", "C-1").contains("结案情形：判决"))
    try await workplace.succeed("export", "表")
    #expect(try workplace.text(of: "表/cases.csv").contains("判决"))
    let again = try await workplace.legalaid("import", "表")
    #expect(again.exitCode == 0 && again.stdout.contains("案件：新增 0，补填 0，更正 0，未变 1"))
    try await workplace.succeed("verify")
  }

  @Test("what is confirmed in a file counts as what is confirmed one by one; bad words are refused")
  func mappingFile() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write("案件编号,案件类型,受援人,何时来的,备考录\nC-1,民商,张三,2025-01-06,好\n", to: "t.csv")
    try workplace.write(
      "# 列\n何时来的=受理日期\n备考录=\n案件类型:民商=民事\n[草稿]\n", to: "对应.txt")
    let run = try await workplace.legalaid("import", "t.csv", "--map-file", "对应.txt")
    #expect(run.exitCode == 0, "\(run.stderr)")
    let again = try await workplace.legalaid("import", "t.csv")
    #expect(again.exitCode == 0 && again.stdout.contains("未变 1"), "\(again.stderr)")
    for (arguments, words) in [
      (["--map", "承办律师"], "要写成“表里的=账上的”"), (["--map", "甲=乙"], "账上没有“乙”这一列"),
      (["--map-word", "案件类型:甲=乙"], "案件类型里没有“乙”"), (["--fill", "乙=1"], "账上没有“乙”这一列"),
      (["--map-file", "没有.txt"], "读不出来"),
    ] {
      let run = try await workplace.run(["import", "t.csv"] + arguments)
      #expect(run.exitCode != 0 && run.stderr.contains(words), "\(arguments) \(run.stderr)")
    }
  }

  @Test("one number for two things on two sheets names both places")
  func twice() async throws {
    let workplace = try await Workplace.withLedger()
    var book = HandMadeWorkbook()
    let header = ["申报编号", "案件编号", "申报日期", "申报金额"]
    book.add("1月", [header, ["1", "C-1", "2025.1.5", "800"]])
    book.add("2月", [header, ["1", "C-2", "2025.2.5", "800"]])
    try workplace.write(Data(try book.bytes()), to: "t.xlsx")
    let run = try await workplace.legalaid("import", "t.xlsx")
    expectRefused(
      run, saying: ["案件编号在同一编号的两行里不同：t.xlsx[1月]:2写“C-1”，这一行写“C-2”", "t.xlsx[2月]:2:2"])
    #expect(!run.stderr.contains("与账上不同") && run.stderr.contains("共 2 处问题"))
  }

  @Test("the rows come back with the faults marked, and go in when they are mended")
  func marked() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(
      "标题,,,\n申报编号,案件编号,申报日期,申报金额\nS-1,C-1,昨天,800\nS-2,C-2,2025-02-05,900\n", to: "t.csv")
    let run = try await workplace.legalaid("import", "t.csv", "--faults-to", "问题.xlsx")
    expectStopped(run, saying: ["标出问题的表已写到 问题.xlsx", "申报日期：日期无法识别"])
    let mode = try FileManager.default.attributesOfItem(atPath: workplace.file("问题.xlsx"))
    #expect(mode[.posixPermissions] as? Int == 0o600)
    let book = try SheetFile.open(path: workplace.file("问题.xlsx"), kind: .zip)
    #expect(book.sheets.map(\.name) == ["t.csv"])
    let rows = try book.rows(of: book.sheets[0])
    var texts: [[String]] = []
    while let row = try rows.next() {
      texts.append(row.cells.map { String(decoding: $0.text, as: UTF8.self) })
    }
    #expect(texts[2] == ["S-1", "C-1", "昨天", "800"], "each row where it stood")
    let again = try await workplace.legalaid("import", "问题.xlsx")
    expectStopped(again, saying: ["问题.xlsx[t.csv]:3:3", "日期无法识别", "共 1 处问题"])
    let over = try await workplace.legalaid("import", "t.csv", "--faults-to", "t.csv")
    #expect(over.exitCode != 0 && over.stderr.contains("是要导入的表"))
    #expect(try workplace.text(of: "t.csv").hasPrefix("标题"))
  }

  @Test(
    "a list for correction has names in full, goes in unchanged, and its changes are amendments")
  func correction() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(
      "案件编号,案件类型,受援人,受理日期,结案日期,结案方式\n001,民事,张三丰,2025-01-02,2025-02-02,调解\n", to: "t.csv")
    try await workplace.succeed("import", "t.csv")
    for name in ["改.csv", "改.xlsx"] {
      let listed = try await workplace.legalaid("case", "list", "--for-correction", name)
      #expect(listed.exitCode == 0 && listed.stdout == "" && !listed.stderr.contains("张三丰"))
      let mode = try FileManager.default.attributesOfItem(atPath: workplace.file(name))
      #expect(mode[.posixPermissions] as? Int == 0o600)
      #expect(try await workplace.succeed("import", name).contains("新增 0，补填 0，更正 0，未变 1"))
    }
    let text = try workplace.text(of: "改.csv").replacingOccurrences(of: "张三丰", with: "张三峰")
    try workplace.write(text, to: "改.csv")
    let refused = try await workplace.legalaid("import", "改.csv")
    expectRefused(refused, saying: ["受援人与账上不同"])
    #expect(
      try await workplace.succeed("import", "改.csv", "--amend", "写错了").contains("更正 1"))
  }

  @Test("a case number that is nearly a registered one is told, and not taken for it")
  func nearNumbers() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(
      "案件编号,案件类型,受援人,受理日期\n援〔2025〕刑007号,刑事,张三,2025-01-02\n", to: "案件.csv")
    try await workplace.succeed("import", "案件.csv")
    try workplace.write(
      """
      申报编号,案件编号,申报日期,申报金额
      S-1,援(2025)刑007号,2025-03-01,800
      S-2,援〔2025〕刑007,2025-03-01,800
      S-3,援2025刑7号,2025-03-01,800
      S-4,援〔2025〕刑008号,2025-03-01,800
      """, to: "申报.csv")
    let run = try await workplace.legalaid("import", "申报.csv")
    #expect(run.exitCode == 0 && run.stdout.contains("新增 4"))
    let told = run.stderr.split(separator: "\n").filter { $0.contains("登记的有相近的 援〔2025〕刑007号") }
    #expect(told.count == 2)
    for place in ["申报.csv:3 ", "申报.csv:4 "] {
      #expect(told.contains { $0.contains(place) }, "\(told)")
    }
  }

  @Test("the same fault in many cells is one line with its places")
  func many() async throws {
    let workplace = try await Workplace.withLedger()
    let rows = (1...6).map { "S-\($0),C-\($0),昨天,800\n" }.joined()
    try workplace.write("申报编号,案件编号,申报日期,申报金额\n" + rows, to: "t.csv")
    let run = try await workplace.legalaid("import", "t.csv")
    expectRefused(run, saying: ["t.csv:2:3 — 申报日期：日期无法识别", "另有 5 处：C3、C4、C5、C6、C7", "共 6 处问题"])
  }
}
