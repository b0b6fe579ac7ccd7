import LedgerCore
import Reporting
import Testing

@Suite("表格输出")
struct PlainTableTests {
  @Test("every line of a table ends in the same column", arguments: 0..<20)
  func alignment(seed: UInt64) throws {
    let tables = try SampleBook.odd(seed: seed).document().tables
    for table in tables where table.columns.last?.isNumeric == true {
      let lines = PlainTable.text(table).split(separator: "\n").dropFirst()
        .filter { !$0.hasPrefix("注：") }
      #expect(lines.count > table.rows.count)
      #expect(Set(lines.map { displayWidth(String($0)) }).count == 1, "\(table.id), seed \(seed)")
    }
  }

  @Test("numbers end where their heading ends, also before a column of words")
  func numbersOnTheRight() {
    let table = ReportTable(
      id: "t", title: "题", columns: [.text("a", "甲"), .number("b", "金额"), .text("c", "说明")],
      rows: [
        [.text("民事案件"), .money(Money(fen: 123_456_789)), .text("一")],
        [.text("x"), .money(Money(fen: -5)), .text("")],
        [.text("刑"), .money(nil), .text("三")],
      ])
    #expect(
      PlainTable.text(table) == """
        题
        甲                金额  说明
        ----------------------------
        民事案件  1,234,567.89  一
        x                -0.05
        刑                   -  三
        """)
  }

  @Test(
    "a Chinese character takes two columns, a combining mark none",
    arguments: [
      ("民事", 4), ("〔2024〕30号", 12), ("，。：（）", 10), ("“引”…—", 10), ("e\u{301}", 1), ("𠮷", 2),
      ("￥１", 4), ("a-1", 3), ("", 0),
    ])
  func widths(text: String, columns: Int) {
    #expect(displayWidth(text) == columns)
  }

  @Test(
    "a cell cannot end its Markdown cell, start markup or break its line",
    arguments: [
      ("a|b", #"a\|b"#), ("|\u{338}", "\\|\u{338}"), ("<b>", #"\<b\>"#),
      ("[a](http://b)", #"\[a\](http://b)"#),
      ("一\n二", "一 二"), ("a\\|b", #"a\\\|b"#), ("甲&amp;", #"甲\&amp;"#),
    ])
  func markdownEscapes(cell: String, printed: String) {
    let table = ReportTable(
      id: "t", title: "题", columns: [.text("a", "甲"), .number("b", "金额")],
      rows: [[.text(cell), .money(Money(fen: 100))]])
    let lines = PlainTable.markdown(table).split(separator: "\n")
    #expect(lines[2] == "| --- | ---: |")
    #expect(lines[3] == "| \(printed) | 1.00 |")
  }

  @Test(
    "words that a spreadsheet would run get an apostrophe, our own numbers none",
    arguments: [
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM", "'@SUM"), (" =1", "' =1"),
      ("＝1", "'＝1"), ("=\u{338}1", "'=\u{338}1"), ("\t=1", "' =1"), ("甲=1", "甲=1"),
      ("=a,\"b\"", "\"'=a,\"\"b\"\"\""), ("a\"\u{301},", "\"a\"\"\u{301},\""), ("一\r\n二", "一  二"),
    ])
  func formulas(cell: String, written: String) {
    var csv = CSVText()
    csv.add(
      ReportTable(
        id: "t", title: "题", columns: [.text("a", "甲"), .number("b", "金额")],
        rows: [[.text(cell), .money(Money(fen: -360_000))]]))
    #expect(csv.text == "\u{FEFF}题\r\n甲,金额\r\n\(written),-3600.00\r\n")
  }

  @Test("several tables stand under one byte order mark with an empty line between")
  func severalTables() throws {
    let text = try SampleBook.hongsibu().document().tables(.csv)
    #expect(text.unicodeScalars.filter { $0 == "\u{FEFF}" }.count == 1)
    #expect(text.unicodeScalars.first == "\u{FEFF}")
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.dropLast().allSatisfy { $0.last == "\r" })
    #expect(text.contains("\r\n\r\n支出用途表（单位：元）\r\n支出用途,本年支出,支出（万元）,占比\r\n"))
    #expect(text.contains("\r\n合计,263600.00,26.36,100.00%\r\n"))
    #expect(!text.contains("\r\n\r\n\r\n"))
  }

  @Test(
    "terminal escapes, controls and marks of direction do not reach the page",
    arguments: [
      ("a\u{1B}[31;1mb", "ab"), ("a\u{9B}2Jb", "ab"), ("a\u{1B}]0;title\u{7}b", "ab"),
      ("a\u{1B}]8;;http://x\u{1B}\\b", "ab"), ("a\u{1B}cb", "ab"), ("a\u{1B}(Bb", "ab"),
      ("a\u{7}\u{8}\u{7F}b", "ab"), ("a\u{202E}b\u{2066}", "ab"), ("a\u{200B}\u{FEFF}b", "ab"),
      ("一\n二\t三", "一 二 三"), ("a\u{1B}]no end", "ano end"), ("民事 1", "民事 1"),
      ("\u{1B}", ""), ("\u{1B}[", ""),
    ])
  func printableText(raw: String, printed: String) {
    #expect(printable(raw) == printed)
  }
}
