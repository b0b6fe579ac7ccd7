import Foundation
import Interchange
import LedgerCore
import OfficeFiles
import TestSupport
import Testing

@Suite("从 Excel 导入")
struct WorkbookImportTests {
  private static func imported(
    _ book: HandMadeWorkbook, kind: TableKind? = nil
  ) throws -> Imported {
    let folder = try TemporaryFolder()
    return Imported(paths: [try folder.write(try book.bytes(), to: "t.xlsx")], kind: kind)
  }

  /// A case register of these rows, each given as XML, under its header in row 1.
  private static func cases(_ rows: String, after: String = "") -> HandMadeWorkbook {
    let header = HandMadeWorkbook.rows([["案件编号", "案件类型", "受援人", "受理日期", "承办单位"]])
    var book = HandMadeWorkbook()
    book.formats = [
      "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "#,##0.00", "&quot;援&quot;000&quot;号&quot;",
      "0!.0,&quot;万&quot;",
    ]
    book.add("案件", rows: header + rows, after: after)
    return book
  }

  private static func text(_ words: String) -> String {
    "<c t=\"inlineStr\"><is><t>\(words)</t></is></c>"
  }

  @Test("a sheet brings what the same table brings as CSV", arguments: TableKind.allCases)
  func sameAsText(kind: TableKind) throws {
    let row = goodRow(kind)
    var book = HandMadeWorkbook()
    book.add("表", [kind.columns.map(\.header), kind.columns.map { row[$0.column] ?? "" }])
    let sheet = try Self.imported(book, kind: kind)
    let text = try Imported(table(kind, [row]), kind: kind)
    #expect(sheet.faults == [])
    #expect(text.records.count == 1)
    #expect(sheet.records == text.records)
    #expect(sheet.places.map(\.row) == text.places.map(\.row))
  }

  @Test("days as numbers, amounts with what binary adds, numbers in keys")
  func numbers() throws {
    var book = HandMadeWorkbook()
    book.formats = ["yyyy/m/d"]
    book.add(
      "指标",
      rows: HandMadeWorkbook.rows([["指标文号", "资金来源", "预算年度", "下达日期", "金额"]])
        + "<row><c><v>202401</v></c>\(Self.text("本级财政"))<c><v>2024</v></c>"
        + "<c s=\"1\"><v>45356</v></c><c><v>1234.5600000000001</v></c></row>")
    let imported = try Self.imported(book)
    #expect(imported.faults == [])
    let record = try #require(imported.records.first)
    #expect(record.money(.amount) == Money(fen: 123_456))
    #expect(record.day(.receivedOn) == Day(year: 2024, month: 3, day: 5))
    #expect(record[.documentNumber] == .number(key: "202401", printed: "202401"))
  }

  @Test(
    "what a spreadsheet did to a cell is a fault at its place, with the sheet's name",
    arguments: [
      ("<c><v>6.22E+18</v></c>", 1, "超过 15 位"),
      ("<c><v>6222020100000123</v></c>", 1, "超过 15 位"),
      ("<c s=\"1\"><v>45356</v></c>", 1, "改成了日期"),
      ("<c t=\"e\"><v>#REF!</v></c>", 1, "错误值"), ("<c><f>A1</f></c>", 1, "没有它的结果"),
      ("<c><f>A1</f><v/></c>", 1, "没有它的结果"), ("<c t=\"s\"><v>99</v></c>", 1, "不在文件里"),
      ("<c s=\"2\"><v>7</v></c>", 1, "显示的与存的不一样"),
      ("<c s=\"4\"><v>70000</v></c>", 1, "万、千或百分号"),
    ])
  func spoiledKeys(cell: String, column: Int, words: String) throws {
    let rest = ["民事", "张三", "2024-01-02", ""].map(Self.text).joined()
    let imported = try Self.imported(Self.cases("<row>\(cell)\(rest)</row>"))
    let fault = try #require(imported.faults.first)
    #expect(imported.faults.count == 1)
    #expect(fault.file.hasSuffix("t.xlsx[案件]"))
    #expect(fault.row == 2 && fault.column == column)
    #expect(fault.problem.contains(words), "\(fault)")
    #expect(imported.records.isEmpty)
  }

  @Test("a number that is filled up or has words around it is the key as it is shown")
  func shownKeys() throws {
    let rest = ["民事", "张三", "2024-01-02", ""].map(Self.text).joined()
    let imported = try Self.imported(Self.cases("<row><c s=\"3\"><v>7</v></c>\(rest)</row>"))
    #expect(imported.faults == [])
    let key = CellValue.number(key: "援007号", printed: "援007号")
    #expect(imported.records.map { $0[.caseNumber] } == [key])
  }

  @Test(
    "an amount is what is stored, to the fen, and refused where it is shown in another unit",
    arguments: [
      ("#,##0.00", "609.9999999999994", 61_000), ("0&quot;元&quot;", "800", 80_000),
      ("0000", "800", 80_000), ("0.00", "800.005", nil), ("#,##0.00&quot;万元&quot;", "0.08", nil),
      ("0!.0,&quot;万&quot;", "80000", nil), ("0.00,", "800", nil), ("0%", "0.5", nil),
    ])
  func amounts(format: String, value: String, fen: Int64?) throws {
    var book = HandMadeWorkbook()
    book.formats = [format]
    book.add(
      "结余",
      rows: HandMadeWorkbook.rows([["预算年度", "年初结余"]])
        + "<row><c><v>2024</v></c><c s=\"1\"><v>\(value)</v></c></row>")
    let imported = try Self.imported(book)
    #expect(imported.records.map { $0.money(.openingAmount)?.fen } == (fen.map { [$0] } ?? []))
    #expect(imported.faults.map(\.column) == (fen == nil ? [2] : []))
  }

  @Test("a day with a time, a number that is no day, a truth value in a column of terms")
  func otherCells() throws {
    func row(_ type: String, _ day: String) -> String {
      "<row>\(Self.text("案1"))\(type)\(Self.text("张三"))\(day)</row>"
    }
    let civil = Self.text("民事")
    let good = try Self.imported(Self.cases(row(civil, "<c s=\"1\"><v>45356</v></c>")))
    #expect(good.faults == [] && good.records.count == 1)
    let timed = try Self.imported(Self.cases(row(civil, "<c s=\"1\"><v>45356.5</v></c>")))
    #expect(timed.faults == [] && timed.records == good.records, "the day is meant")
    for bad in [
      row(civil, "<c><v>45356</v></c>"),
      row(civil, "<c s=\"1\"><v>60</v></c>"), row("<c t=\"b\"><v>1</v></c>", Self.text("2024-1-2")),
    ] {
      #expect(try Self.imported(Self.cases(bad)).faults.count == 1, "\(bad)")
    }
  }

  @Test("a merged cell is not copied down: each row it leaves empty is a fault")
  func merged() throws {
    func row(_ number: Int, _ firm: String) -> String {
      "<row r=\"\(number)\">"
        + ["案\(number)", "民事", "张三", "2024-01-02", firm].map(Self.text).joined() + "</row>"
    }
    let rows = row(2, "甲律师事务所") + row(3, "") + row(4, "")
    let book = Self.cases(
      rows, after: "<mergeCells><mergeCell ref=\"E2:E3\"/><mergeCell ref=\"A1:A1\"/></mergeCells>")
    let imported = try Self.imported(book)
    #expect(imported.faults.map(\.row) == [3])
    #expect(imported.faults.map(\.column) == [5])
    #expect(imported.problems[0].contains("合并单元格 E2:E3 "))
    #expect(imported.records.count == 2)
  }

  @Test("title rows, empty rows and total rows are told with the rows of the sheet")
  func titlesAndTotals() throws {
    var book = HandMadeWorkbook()
    book.add(
      "值班表",
      rows: "<row r=\"1\">\(Self.text("二〇二四年度"))</row><row r=\"3\">"
        + ["值班编号", "值班日期", "值班地点", "值班律师", "所属单位", "数量", "标准", "补贴金额"].map(Self.text).joined()
        + "</row><row r=\"5\">"
        + ["D1", "2024.3.5", "看守所", "李四", "甲所"].map(Self.text).joined()
        + "<c><v>1.5</v></c><c><v>200</v></c><c><v>300</v></c></row>"
        + "<row r=\"6\"><c r=\"A6\" t=\"inlineStr\"><is><t>合计</t></is></c>"
        + "<c r=\"H6\"><f>SUM(H5)</f><v>301</v></c></row>",
      after: "<mergeCells><mergeCell ref=\"A1:H1\"/><mergeCell ref=\"A6:G6\"/></mergeCells>")
    let imported = try Self.imported(book)
    #expect(imported.faults == [])
    #expect(imported.places.map(\.row) == [5])
    #expect(imported.notices.map(\.row) == [1, 6])
    #expect(imported.warnings.map(\.text).count == 1)
    #expect(imported.warnings.first?.text.contains("相差 1.00") == true)
  }

  @Test("sheets that are no tables are told; a table with a wrong header stops the import")
  func otherSheets() throws {
    let openings = [["预算年度", "年初结余"], ["2024", "1"]]
    var book = HandMadeWorkbook()
    book.add("说明", [["填表说明"], ["请按规定填写"]])
    book.add("结余", openings)
    book.add("Sheet3", [])
    book.add("旧表", [["预算年度", "年初结余"], ["2023", "1"]], attributes: "state=\"hidden\"")
    let imported = try Self.imported(book)
    #expect(imported.faults == [] && imported.records.count == 1)
    #expect(
      imported.notices.map { $0.file.drop { $0 != "[" } } == ["[说明]", "[Sheet3]", "[旧表]"])
    book.add("坏表", [["预算年度", "结余"], ["2022", "1"]])
    let bad = try Self.imported(book)
    #expect(bad.faults.count == 2 && bad.problems[1] == "“结余”内容像是年初结余，没有确认")
    #expect(bad.faults[0].file.hasSuffix("[坏表]") && bad.problems[0].contains("年初结余"))
  }

  @Test("a workbook without any table of ours is a fault, not a success")
  func noTable() throws {
    var book = HandMadeWorkbook()
    book.add("说明", [["填表说明"]])
    #expect(try Self.imported(book).problems == ["工作簿里没有认得的表"])
  }

  @Test("a cell behind the last header, with no header of its own, is a fault")
  func beyondHeader() throws {
    let cells = ["案1", "民事", "张三", "2024-01-02", "甲所", "备注在此"].map(Self.text).joined()
    let imported = try Self.imported(Self.cases("<row>\(cells)</row>"))
    #expect(imported.problems == ["这一列没有表头，却有内容"])
    #expect(imported.faults[0].column == 6)
    #expect(!imported.faults[0].description.contains("备注在此"))
  }

  @Test("a folder's workbooks are read with its other tables; what Excel leaves beside is not")
  func folder() throws {
    let folder = try TemporaryFolder()
    var book = HandMadeWorkbook()
    book.add("结余", [["预算年度", "年初结余"], ["2024", "1"]])
    _ = try folder.write(try book.bytes(), to: "乙.xlsx")
    _ = try folder.write("预算年度,年初结余\n2023,1\n", to: "甲.csv")
    _ = try folder.write([1, 2, 3], to: "~$乙.xlsx")
    _ = try folder.write([1, 2, 3], to: "旧.doc")
    let imported = Imported(paths: [folder.path])
    #expect(imported.faults == [] && imported.records.count == 2)
    #expect(imported.notices.map(\.text) == ["没有读取的其他文件或文件夹：旧.doc"])
  }

  @Test("a workbook is known by what it holds, whatever its name, and a bad one is refused")
  func byContent() throws {
    let folder = try TemporaryFolder()
    var book = HandMadeWorkbook()
    book.add("结余", [["预算年度", "年初结余"], ["2024", "1"]])
    let bytes = try book.bytes()
    #expect(Imported(paths: [try folder.write(bytes, to: "a.csv")]).records.count == 1)
    let cut = Imported(paths: [try folder.write(Array(bytes.dropLast(40)), to: "b.xlsx")])
    #expect(cut.problems == ["Excel 工作簿不完整或已损坏"])
    #expect(cut.records.isEmpty)
    let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let cutOld = Imported(paths: [try folder.write(old, to: "c.xls")])
    #expect(cutOld.problems == ["Excel 工作簿不完整或已损坏"])
  }

  @Test("progress reaches the length of the file and never passes it")
  func progress() throws {
    var book = HandMadeWorkbook()
    for sheet in 1...3 {
      book.add(
        "结余\(sheet)",
        [["预算年度", "年初结余"]] + (0..<200).map { ["\(2_000 + sheet * 200 + $0)", "1"] })
    }
    let folder = try TemporaryFolder()
    var reader = ImportReader(paths: [try folder.write(try book.bytes(), to: "t.xlsx")])
    var last = 0
    while reader.next() != nil {
      #expect(reader.bytesRead >= last && reader.bytesRead <= reader.bytesTotal)
      last = reader.bytesRead
    }
    #expect(last > reader.bytesTotal / 2)
  }
}
