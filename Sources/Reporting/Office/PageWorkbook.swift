import LedgerCore
import OfficeFiles

/// A page as an Excel workbook.
///
/// What belongs to one title is one sheet while it has at most one table: a roster with its
/// capitals and signatures. With more tables, each has a sheet, and the first sheet holds the rest.
struct PageWorkbook {
  private var workbook: Workbook

  static func workbook(of page: Page) -> Workbook {
    var writing = PageWorkbook(workbook: Workbook(title: printable(page.name ?? "法律援助经费")))
    let chapters = chapters(of: page.blocks)
    let names = names(of: chapters)
    for (chapter, name) in zip(chapters, names) {
      if chapter.count(where: { $0.sheetTable != nil }) <= 1 {
        writing.addWhole(chapter, named: name)
      } else {
        writing.addParted(chapter)
      }
    }
    return writing.workbook
  }

  /// The blocks from each title to the next.
  private static func chapters(of blocks: [Page.Block]) -> [[Page.Block]] {
    var chapters: [[Page.Block]] = []
    for block in blocks {
      if case .title = block { chapters.append([]) }
      if chapters.isEmpty { chapters.append([]) }
      chapters[chapters.count - 1].append(block)
    }
    return chapters
  }

  /// What tells chapters apart: their titles, or else the first fact that differs in all of them.
  private static func names(of chapters: [[Page.Block]]) -> [String] {
    let titles = chapters.map { Page(blocks: $0).name ?? "" }
    if Set(titles).count == titles.count { return titles.map(shortName) }
    let facts = chapters.map { blocks in
      blocks.reduce(into: [(name: String, value: String)]()) { all, block in
        if case .facts(let facts) = block { all += facts }
      }
    }
    for fact in facts.first ?? [] {
      let values = facts.compactMap { facts in facts.first { $0.name == fact.name }?.value }
      if Set(values).count == chapters.count { return values }
    }
    return titles.map(shortName)
  }

  /// A title without its unit in brackets and without its number: `一、本年合计`.
  private static func shortName(_ title: String) -> String {
    let words = title.prefix { $0 != "（" }
    let numerals = words.prefix { "一二三四五六七八九十".contains($0) }
    let rest = words.dropFirst(numerals.count)
    return printable(String(rest.first == "、" && !numerals.isEmpty ? rest.dropFirst() : words))
  }
}

extension PageWorkbook {
  /// A chapter on one sheet, as wide as its table.
  private mutating func addWhole(_ blocks: [Page.Block], named name: String) {
    let table = blocks.lazy.compactMap(\.sheetTable).first
    var sheet = TableSheet.sheet(named: name, asWideAs: table)
    for block in blocks {
      switch block {
      case .title(let title): TableSheet.add(.title, printable(title), to: &sheet)
      case .heading(let heading): TableSheet.add(.heading, printable(heading), to: &sheet)
      case .facts(let facts): TableSheet.add(facts, to: &sheet)
      case .figures(let names, let figures):
        TableSheet.add(figures.facts(names), to: &sheet)
      case .sentences(let lines):
        for line in lines { TableSheet.add(.sentence, printable(line), to: &sheet) }
      case .banner(let lines):
        for line in lines { TableSheet.add(.banner, printable(line), to: &sheet) }
      case .prose(let text): TableSheet.add(.sentence, printable(text), to: &sheet)
      case .table(let table):
        let isFirst = sheet.rows.isEmpty
        TableSheet.add(isFirst ? .title : .heading, printable(table.title), to: &sheet)
        TableSheet.add(table, to: &sheet)
      case .section(let heading, let table), .illustrated(let heading, _, let table):
        TableSheet.add(.heading, printable(heading), to: &sheet)
        TableSheet.add(table, to: &sheet)
      case .findings(let findings): TableSheet.add(findings.table, to: &sheet)
      case .signing(let facts, let lines):
        TableSheet.add(facts, to: &sheet)
        for line in lines { TableSheet.add(.sentence, printable(line), to: &sheet) }
      }
    }
    workbook.sheets.append(sheet)
  }

  /// A chapter with each table on a sheet of its own, and all else on one before them.
  private mutating func addParted(_ blocks: [Page.Block]) {
    var cover = Workbook.Sheet(name: "首页", columnWidths: [26, 64], isLandscape: false)
    var sheets: [Workbook.Sheet] = []
    // A heading goes where what it introduces goes.
    var heading: String?
    func flushHeading() {
      if let text = heading { TableSheet.add(.heading, printable(text), to: &cover) }
      heading = nil
    }
    for block in blocks {
      switch block {
      case .title(let title): TableSheet.add(.title, printable(title), to: &cover)
      case .heading(let text):
        flushHeading()
        heading = text
      case .facts(let facts):
        flushHeading()
        cover.rows += Self.rows(facts)
      case .figures(let names, let figures):
        flushHeading()
        cover.rows += Self.rows(figures.facts(names))
      case .prose(let text):
        flushHeading()
        TableSheet.add(.sentence, printable(text), to: &cover)
      case .sentences(let lines):
        flushHeading()
        for line in lines { TableSheet.add(.sentence, printable(line), to: &cover) }
      case .banner(let lines):
        flushHeading()
        for line in lines { TableSheet.add(.banner, printable(line), to: &cover) }
      case .signing(let facts, let lines):
        flushHeading()
        cover.rows += Self.rows(facts)
        for line in lines { TableSheet.add(.sentence, printable(line), to: &cover) }
      case .table(let table):
        heading = nil
        sheets.append(Self.sheet(of: table, titled: table.title))
      case .section(let text, let table), .illustrated(let text, _, let table):
        flushHeading()
        sheets.append(Self.sheet(of: table, titled: text))
      case .findings(let findings):
        sheets.append(Self.sheet(of: findings.table, titled: heading ?? findings.table.title))
        heading = nil
      }
    }
    flushHeading()
    workbook.sheets += (cover.rows.isEmpty ? [] : [cover]) + sheets
  }

  private static func rows(_ facts: [(name: String, value: String)]) -> [Workbook.Row] {
    facts.map { Workbook.Row(.fact, [.text($0.name), .text(printable($0.value))]) }
  }

  private static func sheet(of table: ReportTable, titled title: String) -> Workbook.Sheet {
    var sheet = TableSheet.sheet(named: shortName(title), asWideAs: table)
    TableSheet.add(.title, printable(title), to: &sheet)
    TableSheet.add(table, to: &sheet)
    return sheet
  }
}

extension Page.Block {
  /// The table that the block puts on a sheet.
  fileprivate var sheetTable: ReportTable? {
    switch self {
    case .table(let table), .section(_, let table), .illustrated(_, _, let table): table
    case .findings(let findings): findings.table
    case .title, .heading, .facts, .figures, .prose, .sentences, .banner, .signing: nil
    }
  }
}
