import Foundation
import LedgerCore
import OfficeFiles
import TestSupport
import Testing

@Suite("Word 和 Excel 文件")
struct OfficeTests {
  /// A workplace with the example's ledger.
  private static func example() async throws -> Workplace {
    let workplace = try Workplace()
    let run = try await workplace.legalaid("demo", "--keep", Workplace.ledgerName)
    #expect(run.exitCode == 0, "\(run.stderr)")
    return workplace
  }

  @Test("an session file goes to a file or through a pipe, the same bytes")
  func places() async throws {
    let workplace = try await Self.example()
    for format in ["docx", "xlsx"] {
      let run = try await workplace.legalaid(
        "report", "tables", "--year", "2024", "--format", format, "-o", "报表.\(format)")
      #expect(run.exitCode == 0 && run.stdout == "")
      #expect(run.stderr == "已写入 报表.\(format)\n")
      let piped = try await Program.shell(
        "legalaid report tables --year 2024 --format \(format) > piped", in: workplace.path)
      #expect(piped.exitCode == 0 && piped.stderr == "")
      let bytes = try workplace.bytes(of: "报表.\(format)")
      #expect(bytes.prefix(4) == Data([0x50, 0x4B, 3, 4]))
      #expect(try workplace.bytes(of: "piped") == bytes)
    }
  }

  @Test("on a terminal an session file is refused with the advice to name a file")
  func terminal() async throws {
    let workplace = try await Self.example()
    let run = try await Program.shell(
      "script --quiet --return --command 'legalaid case list --format xlsx' typescript",
      in: workplace.path)
    #expect(run.exitCode == 64)
    #expect(run.stdout.contains("xlsx 不是文本") && run.stdout.contains("--output"))
    #expect(!run.stdout.contains("PK"))
  }

  @Test("a text format is written into a file as it would be printed")
  func textFile() async throws {
    let workplace = try await Self.example()
    let printed = try await workplace.succeed("report", "tables", "--year", "2024")
    let run = try await workplace.legalaid(
      "report", "tables", "--year", "2024", "--output", "报表.txt")
    #expect(run.exitCode == 0 && run.stdout == "")
    #expect(try workplace.text(of: "报表.txt") == printed)
    let mode = try FileManager.default.attributesOfItem(atPath: workplace.file("报表.txt"))
    #expect(mode[.posixPermissions] as? Int == 0o600)
  }

  @Test("a file that cannot be written leaves what stood there, and the ledger is no target")
  func refusals() async throws {
    let workplace = try await Self.example()
    let before = try workplace.bytes(of: Workplace.ledgerName)
    try FileManager.default.createDirectory(
      atPath: workplace.file("夹"), withIntermediateDirectories: false)
    let names = try workplace.names()
    for (path, words) in [
      (Workplace.ledgerName, "是账本，没有覆盖它"), ("夹", "是文件夹或设备"), ("无/表.xlsx", "文件夹不存在"),
      ("/dev/null", "是文件夹或设备"), (String(repeating: "长", count: 99) + ".xlsx", "文件名太长"),
    ] {
      let run = try await workplace.legalaid("case", "list", "--format", "xlsx", "-o", path)
      expectRefused(run, saying: [words, path])
    }
    #expect(try workplace.bytes(of: Workplace.ledgerName) == before)
    #expect(try workplace.names() == names)
    let unknown = try await workplace.legalaid("case", "list", "--format", "pdf")
    expectRefused(unknown, code: 64, saying: ["docx", "xlsx", "csv"])
  }

  @Test("a workbook imports as its tables do, and gives the same book")
  func importing() async throws {
    let workplace = try Workplace()
    try workplace.layOutExample()
    var book = HandMadeWorkbook()
    for kind in ["appropriations", "cases", "claims", "duty", "payments", "bank"] {
      let text = try workplace.text(of: "示例/\(kind).csv").replacing("\u{FEFF}", with: "")
      book.add(kind, cells(ofCSV: text))
    }
    try workplace.write(Data(try book.bytes()), to: "全年.xlsx")
    var statements: [String] = []
    for (source, ledger) in [("示例", "甲.sqlite"), ("全年.xlsx", "乙.sqlite")] {
      try await workplace.newLedger(ledger)
      let run = try await workplace.legalaid("import", source, "--ledger", ledger)
      #expect(run.exitCode == 0, "\(run.stderr)")
      let json = try json(
        try await workplace.legalaid(
          "reconcile", "--year", "2024", "--format", "json", "--ledger", ledger
        ).stdout)
      statements.append(
        try canonical(json["totals"]) + canonical(json["findings"]) + canonical(json["identities"]))
    }
    #expect(statements[0] == statements[1])
    #expect(statements[0].contains("\"paid_fen\" : 26360000"))
  }

  @Test("a workbook with one bad cell imports nothing, and names file, sheet, row and column")
  func badWorkbook() async throws {
    let workplace = try await Workplace.withLedger()
    let before = try await workplace.state()
    var book = HandMadeWorkbook()
    book.add("结余", [["预算年度", "年初结余"], ["2024", "1"]])
    book.add(
      "案件",
      rows: HandMadeWorkbook.rows([["案件编号", "案件类型", "受援人", "受理日期"]])
        + "<row><c><v>6.22E+18</v></c></row>")
    try workplace.write(Data(try book.bytes()), to: "表.xlsx")
    let run = try await workplace.legalaid("import", "表.xlsx")
    expectRefused(run, saying: ["表.xlsx[案件]:2:1 — ", "超过 15 位"])
    #expect(try await workplace.state() == before)
    try workplace.write(Data(try book.bytes().dropLast(99)), to: "断.xlsx")
    expectRefused(try await workplace.legalaid("import", "断.xlsx"), saying: ["断.xlsx:1:1 — "])
  }
}

@Suite("LibreOffice 读得到同样的内容", .enabled(if: LibreOffice.isToBeTested))
struct LibreOfficeTests {
  @Test("cell by cell, LibreOffice reads what the program's own reader reads")
  func workbooks() async throws {
    let workplace = try Workplace()
    _ = try await workplace.legalaid("demo", "--keep", Workplace.ledgerName)
    let commands = [
      ["report", "tables", "--year", "2024"], ["reconcile", "--year", "2024"],
      ["report", "roster", "--voucher", "支2024-0002"], ["report", "notice", "--quarter", "2024Q1"],
      ["report", "tax-list", "--year", "2024"], ["report", "paragraph", "--year", "2024"],
    ]
    let files = commands.indices.map { "表\($0).xlsx" }
    for (command, file) in zip(commands, files) {
      let run = try await workplace.run(command + ["--format", "xlsx", "-o", file])
      #expect([0, 2].contains(run.exitCode), "\(run.stderr)")
    }
    try await LibreOffice.convert(files, to: LibreOffice.sheets, in: workplace)
    var cellCount = 0
    for file in files {
      let book = try SheetFile.open(path: workplace.file(file), kind: .zip)
      #expect(!book.sheets.isEmpty)
      for sheet in book.sheets {
        let name = "out/" + file.dropLast(5) + "-" + sheet.name + ".csv"
        let theirs = Self.trimmed(
          cells(ofCSV: try workplace.text(of: name)).map { $0.map(Self.number) })
        let ours = try Self.table(book, sheet)
        cellCount += ours.reduce(0) { $0 + $1.count { !$0.isEmpty } }
        #expect(theirs == ours, "\(name)")
      }
    }
    #expect(cellCount > 800)
  }

  @Test("LibreOffice reads every sentence and every cell of a Word document")
  func documents() async throws {
    let workplace = try Workplace()
    _ = try await workplace.legalaid("demo", "--keep", Workplace.ledgerName)
    let commands = [
      ("公开", ["report", "paragraph", "--year", "2024"]),
      ("报表", ["report", "tables", "--year", "2024"]),
      ("对账", ["reconcile", "--year", "2024"]),
    ]
    for (name, command) in commands {
      let run = try await workplace.run(command + ["--format", "docx", "-o", name + ".docx"])
      #expect([0, 2].contains(run.exitCode), "\(run.stderr)")
    }
    try await LibreOffice.convert(
      commands.map { $0.0 + ".docx" }, to: LibreOffice.text, in: workplace)
    for (name, command) in commands {
      let theirs = Set(
        try workplace.text(of: "out/\(name).txt").split(whereSeparator: \.isNewline)
          .map { $0.trimmed.description })
      let plain = try await workplace.run(command + ["--format", "csv"]).stdout
      // Neither quotes nor line breaks stand in the figures.
      let words = plain.split(whereSeparator: \.isNewline)
        .flatMap { $0.split(separator: ",") }.filter { $0.contains("万元") || $0.contains("注：") }
      for word in words where !word.contains("\"") {
        let text = word.trimmed.description
        #expect(theirs.contains { $0.contains(text) } || name == "公开", "\(name): \(text)")
      }
    }
    let paragraph = try await workplace.run(["report", "paragraph", "--year", "2024"]).stdout
    let theirs = try workplace.text(of: "out/公开.txt")
    #expect(theirs.contains(paragraph.trimmed))
    let figures = try workplace.text(of: "out/对账.txt")
    for figure in ["263,600.00", "-3,600.00", "255,000.00", "8,600.00", "26.36", "F01 指标超支"] {
      #expect(figures.contains(figure), "\(figure)")
    }
  }

  @Test("on paper each roster begins a page, and goes on over a second where it is long")
  func rosterPages() async throws {
    let workplace = try await SmallBook.workplace(cases: 54, appropriated: "100,000")
    var first = 1
    for (index, count) in [1, 10, 13, 30].enumerated() {
      for (line, number) in (first..<(first + count)).enumerated() {
        let run = try await workplace.run(
          SmallBook.pay("支\(index)", number, "--line", "\(line + 1)"))
        #expect(run.exitCode == 0, "\(run.stderr)")
      }
      first += count
    }
    let run = try await workplace.legalaid(
      "report", "roster", "--year", "2024", "--format", "docx", "-o", "发放表.docx")
    #expect(run.exitCode == 0, "\(run.stderr)")
    try await LibreOffice.convert(["发放表.docx"], to: "pdf", in: workplace)
    let pages = String(decoding: try workplace.bytes(of: "out/发放表.pdf"), as: UTF8.self)
      .matches(of: #/\/Type *\/Page *\/Parent/#)
    #expect(pages.count == 5)
  }

  /// The cells of a sheet as the program reads them, without empty ones at the ends.
  private static func table(
    _ book: any SheetBook, _ sheet: SheetEntry
  ) throws -> [[String]] {
    let reader = try book.rows(of: sheet)
    var table: [[String]] = []
    while let row = try reader.next() {
      while table.count < row.number - 1 { table.append([]) }
      var cells: [String] = []
      for cell in row.cells {
        while cells.count < cell.column { cells.append("") }
        cells.append(String(decoding: cell.text, as: UTF8.self))
      }
      table.append(cells)
    }
    return trimmed(table)
  }

  /// A percentage as the number that it is; LibreOffice writes it with its sign.
  private static func number(_ text: String) -> String {
    guard text.hasSuffix("%"), let percent = Decimal(string: String(text.dropLast())) else {
      return text
    }
    return "\(percent / 100)"
  }

  private static func trimmed(_ table: [[String]]) -> [[String]] {
    var table = table.map { row in
      var row = row
      while row.last == "" { row.removeLast() }
      return row
    }
    while table.last == [] { table.removeLast() }
    return table
  }
}
