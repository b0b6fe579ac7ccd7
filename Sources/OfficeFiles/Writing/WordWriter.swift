internal import LedgerCore

extension WordDocument {
  /// The document as a file (`.docx`); the same document gives the same bytes.
  ///
  /// - Throws: ``OfficeFlaw/cannotWrite`` when memory runs out.
  package func file() throws(OfficeFlaw) -> [UInt8] {
    try ZipWriter.archive([
      ("[Content_Types].xml", WordParts.contentTypes), ("_rels/.rels", WordParts.packageLinks),
      ("word/document.xml", WordBody.text(self)),
      ("word/_rels/document.xml.rels", WordParts.documentLinks),
      ("word/styles.xml", WordStyles.part), ("word/settings.xml", WordParts.settings),
      ("word/fontTable.xml", WordParts.fonts), ("word/footer1.xml", WordParts.footer(isOdd: true)),
      ("word/footer2.xml", WordParts.footer(isOdd: false)),
      ("docProps/core.xml", WordParts.properties(title: title)),
    ])
  }
}

/// The text of a Word document (`document.xml`).
private enum WordBody {
  /// Blocks on paper of one direction.
  private struct Section {
    let isWide: Bool
    var blocks: [WordDocument.Block] = []
  }

  static func text(_ document: WordDocument) -> String {
    let sections = sections(of: document.blocks)
    var parts = [
      WordParts.declaration,
      "<w:document xmlns:w=\"\(WordParts.namespace)\" xmlns:r=\"\(WordParts.kinds)\"><w:body>",
    ]
    var hasTitle = false
    for (index, section) in sections.enumerated() {
      for (place, block) in section.blocks.enumerated() {
        var startsPage = false
        if case .title = block {
          // A new section begins on a new page anyway.
          startsPage = hasTitle && place > 0
          hasTitle = true
        }
        parts.append(text(block, startsPage))
      }
      let properties = properties(of: section)
      let isLast = index == sections.count - 1
      parts.append(isLast ? properties : "<w:p><w:pPr>\(small)\(properties)</w:pPr></w:p>")
    }
    return parts.joined() + "</w:body></w:document>"
  }

  /// Parts the blocks where the paper must turn for a wide table; what introduces and annotates
  /// the table turns with it.
  private static func sections(of blocks: [WordDocument.Block]) -> [Section] {
    var sections = [Section(isWide: false)]
    for block in blocks {
      let last = sections.count - 1
      switch block {
      case .table(let table) where TableMeasures(table).isWide != sections[last].isWide:
        var introduction: [WordDocument.Block] = []
        // A few lines before the first table turn with it, rather than fill a page by themselves.
        let isShort = !sections[last].blocks.contains(where: \.isTable)
        while let before = sections[last].blocks.last,
          before.isIntroduction || isShort && sections[last].blocks.count + introduction.count < 8
        {
          introduction.insert(before, at: 0)
          sections[last].blocks.removeLast()
        }
        if sections[last].blocks.isEmpty { sections.removeLast() }
        sections.append(
          Section(isWide: TableMeasures(table).isWide, blocks: introduction + [block]))
      case .title, .heading:
        if sections[last].isWide { sections.append(Section(isWide: false)) }
        sections[sections.count - 1].blocks.append(block)
      default: sections[last].blocks.append(block)
      }
    }
    return sections
  }

  private static func text(_ block: WordDocument.Block, _ startsPage: Bool) -> String {
    switch block {
    case .title(let title):
      paragraph("Title", parted(title), startsPage ? "<w:pageBreakBefore/>" : "")
    case .heading(let heading, let level): paragraph(level == 1 ? "Heading1" : "Heading2", heading)
    case .paragraph(let text): paragraph("Body", text)
    case .fact(let text): paragraph("Fact", text)
    case .banner(let lines): lines.map { paragraph("Banner", $0) }.joined()
    case .caption(let title): paragraph("Caption", title)
    case .table(let table): text(table)
    case .note(let note): paragraph("Note", note)
    case .signature(let agency):
      paragraph("Normal", "") + paragraph("Signature", agency)
        + paragraph("Signature", "　　　　年　　月　　日")
    }
  }

  /// A title that is too long for one line, parted behind the agency's name.
  private static func parted(_ title: String) -> String {
    let halfWidthsInLine = 40
    guard displayWidth(title) > halfWidthsInLine, let space = title.firstIndex(of: " ") else {
      return title
    }
    return title.replacingCharacter(at: space, with: "\n")
  }

  private static func paragraph(
    _ style: String, _ text: String, _ properties: String = "", run: String = ""
  ) -> String {
    let words =
      text.isEmpty
      ? ""
      : "<w:r>\(run)<w:t xml:space=\"preserve\">"
        + XMLText.escaped(text).replacing("\n", with: "</w:t><w:br/><w:t xml:space=\"preserve\">")
        + "</w:t></w:r>"
    return "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(properties)</w:pPr>\(words)</w:p>"
  }

  /// A line so low that it takes no room, to carry the end of a section.
  private static let small =
    "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>"

  private static func properties(of section: Section) -> String {
    typealias Paper = PaperMeasures
    let size =
      section.isWide
      ? "w:w=\"\(Paper.height)\" w:h=\"\(Paper.width)\" w:orient=\"landscape\""
      : "w:w=\"\(Paper.width)\" w:h=\"\(Paper.height)\""
    // Turned to the left: the upper margin becomes the left one.
    let sides =
      section.isWide
      ? [Paper.right, Paper.bottom, Paper.left, Paper.top]
      : [Paper.top, Paper.right, Paper.bottom, Paper.left]
    let footer = min(Paper.footer, sides[2] - 400)
    return "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
      + "<w:footerReference w:type=\"even\" r:id=\"rId5\"/><w:pgSz \(size)/>"
      + "<w:pgMar w:top=\"\(sides[0])\" w:right=\"\(sides[1])\" w:bottom=\"\(sides[2])\" "
      + "w:left=\"\(sides[3])\" w:header=\"851\" w:footer=\"\(footer)\" w:gutter=\"0\"/>"
      + "<w:docGrid w:type=\"lines\" w:linePitch=\"\(Paper.line)\"/></w:sectPr>"
  }
}

extension WordBody {
  private static let smallRows = 10
  /// So many of the last rows of a long table stand with the lines that close it.
  private static let lastRows = 3

  private static func text(_ table: WordDocument.Table) -> String {
    let measures = TableMeasures(table)
    let grid = measures.columnWidths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
    var rows = [
      row(table.columns.map(\.title), table, measures, isHeading: true, isBold: true)
    ]
    // A small table is not torn apart at the end of a page.
    let isSmall = table.rows.count <= smallRows
    let isClosed = !table.closing.isEmpty
    for (index, cells) in table.rows.enumerated() {
      let isLast = table.totals == nil && index == table.rows.count - 1
      let isNearEnd = isClosed && index >= table.rows.count - lastRows
      rows.append(
        row(cells, table, measures, staysWithNext: isLast ? isClosed : isSmall || isNearEnd))
    }
    if table.rows.isEmpty { rows.append(emptyRow(measures)) }
    if let totals = table.totals {
      rows.append(row(totals, table, measures, isBold: true, staysWithNext: isClosed))
    }
    for (index, line) in table.closing.enumerated() {
      rows.append(wholeRow(line, measures, staysWithNext: index < table.closing.count - 1))
    }
    return "<w:tbl><w:tblPr><w:tblW w:w=\"\(measures.columnWidths.reduce(0, +))\" w:type=\"dxa\"/>"
      + "<w:jc w:val=\"center\"/><w:tblBorders>"
      + ["top", "left", "bottom", "right", "insideH", "insideV"].map {
        "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
      }.joined()
      + "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>"
      + "<w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar>"
      + "<w:tblLook w:val=\"0020\" w:firstRow=\"1\"/></w:tblPr><w:tblGrid>\(grid)</w:tblGrid>"
      + rows.joined() + "</w:tbl>"
  }

  /// A row that stays on one page; a heading is repeated on each.
  private static func row(
    _ cells: [String], _ table: WordDocument.Table, _ measures: TableMeasures,
    isHeading: Bool = false, isBold: Bool = false, staysWithNext: Bool = false
  ) -> String {
    let texts = cells.indices.map { index in
      let side = isHeading ? "center" : table.columns[index].isNumeric ? "right" : "left"
      return cell(
        cells[index], measures.columnWidths[index], measures.fontSize, side: side, isBold: isBold,
        staysWithNext: staysWithNext || isHeading)
    }
    return "<w:tr><w:trPr><w:cantSplit/>\(isHeading ? "<w:tblHeader/>" : "")</w:trPr>"
      + texts.joined() + "</w:tr>"
  }

  private static func cell(
    _ text: String, _ width: Int, _ size: Int, side: String, isBold: Bool, span: Int = 1,
    staysWithNext: Bool = false, margin: Int = 30
  ) -> String {
    let run = "<w:rPr>\(isBold ? "<w:b/>" : "")\(WordStyles.size(size))</w:rPr>"
    // A third more than the type is high; ten twips for a half point.
    let properties =
      (staysWithNext ? "<w:keepNext/>" : "")
      + "<w:spacing w:before=\"\(margin)\" w:after=\"\(margin)\" "
      + "w:line=\"\(size * 13)\" w:lineRule=\"exact\"/>"
      + "<w:jc w:val=\"\(side)\"/>"
    return "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>"
      + (span > 1 ? "<w:gridSpan w:val=\"\(span)\"/>" : "")
      + "<w:vAlign w:val=\"center\"/></w:tcPr>"
      + paragraph("Cell", text, properties, run: run) + "</w:tc>"
  }

  /// A line in one cell as wide as the table, high enough for a hand to write in.
  ///
  /// It is a row rather than a paragraph: LibreOffice keeps rows together, but lets a paragraph go
  /// from a table that is broken over pages.
  private static func wholeRow(
    _ text: String, _ measures: TableMeasures, staysWithNext: Bool
  ) -> String {
    "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
      + cell(
        text, measures.columnWidths.reduce(0, +), measures.fontSize, side: "left", isBold: false,
        span: measures.columnWidths.count, staysWithNext: staysWithNext, margin: 100) + "</w:tr>"
  }

  private static func emptyRow(_ measures: TableMeasures) -> String {
    "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
      + cell(
        "（无）", measures.columnWidths.reduce(0, +), measures.fontSize, side: "center",
        isBold: false, span: measures.columnWidths.count) + "</w:tr>"
  }
}

extension WordDocument.Block {
  /// Whether the block belongs to what comes after it.
  fileprivate var isIntroduction: Bool {
    switch self {
    case .title, .heading, .caption: true
    case .paragraph, .fact, .banner, .table, .note, .signature: false
    }
  }

  fileprivate var isTable: Bool {
    if case .table = self { true } else { false }
  }
}

extension String {
  fileprivate func replacingCharacter(at index: Index, with other: String) -> String {
    self[..<index] + other + self[self.index(after: index)...]
  }
}
