import LedgerCore

/// A document as a row of blocks, which each output writes in its own way.
package struct Page: Sendable {
  var blocks: [Block] = []
  /// Who signs the document; only Word leaves room for it.
  var signedBy: String?

  enum Block: Sendable {
    case title(String)
    case heading(String)
    /// A heading that stands for the title of its table.
    case section(String, ReportTable)
    /// Names with what stands for them.
    case facts([(name: String, value: String)])
    /// Running text as it is published.
    case prose(String)
    /// Figures under their titles.
    case figures([FigureName], Figures)
    /// Sentences, each on a line of its own.
    case sentences([String])
    /// Lines that nobody may miss.
    case banner([String])
    case table(ReportTable)
    /// A heading, pictures of a table and the table, which alone stands where none can be drawn.
    case illustrated(String, [Picture], ReportTable)
    case findings(FindingList)
    /// What closes a sheet: its total in words, and lines to sign, to stamp or to date by hand. It
    /// is never parted from the end of the table before it.
    case signing([(name: String, value: String)], [String])
  }

  /// The page as aligned text, with its banners in bold red when they are to be emphasised.
  func text(emphasis: Bool = false) -> String {
    blocks.map { Self.text($0, emphasis) }.joined(separator: "\n\n") + "\n"
  }

  var markdown: String {
    blocks.map(Self.markdown).joined(separator: "\n\n") + "\n"
  }

  /// The page as comma-separated values.
  package var csv: String {
    var csv = CSVText()
    for block in blocks { Self.add(block, to: &csv) }
    return csv.text
  }

  /// The page in a format; its JSON is given, because a page holds words rather than values.
  func written(_ format: OutputFormat, json: JSONValue) -> String {
    switch format {
    case .text: text()
    case .markdown: markdown
    case .csv: csv
    case .html: html
    case .json: json.text
    }
  }

  private static func text(_ block: Block, _ emphasis: Bool) -> String {
    switch block {
    case .title(let title), .heading(let title): printable(title)
    case .facts(let facts):
      facts.map { "\($0.name)：\(printable($0.value))" }.joined(separator: "\n")
    case .prose(let text): printable(text)
    case .figures(let names, let figures): text(.facts(figures.facts(names)), emphasis)
    case .sentences(let sentences): sentences.map(printable).joined(separator: "\n")
    case .banner(let lines): banner(lines.map(printable), emphasis)
    case .section(let heading, let table), .illustrated(let heading, _, let table):
      printable(heading) + "\n\n" + PlainTable.text(table, titled: false)
    case .table(let table): PlainTable.text(table)
    case .findings(let findings): findings.text
    case .signing(let facts, let lines):
      [facts.isEmpty ? nil : text(.facts(facts), emphasis), text(.sentences(lines), emphasis)]
        .compactMap(\.self).joined(separator: "\n\n")
    }
  }

  /// Framed with `=`, of which every font knows the width.
  private static func banner(_ lines: [String], _ emphasis: Bool) -> String {
    let frame = String(repeating: "=", count: 80)
    return ([frame] + lines + [frame])
      .map { emphasis ? "\u{1B}[1;31m\($0)\u{1B}[0m" : $0 }
      .joined(separator: "\n")
  }

  private static func markdown(_ block: Block) -> String {
    let escape = PlainTable.markdownText
    return switch block {
    case .title(let title): "# " + escape(title)
    case .heading(let heading): "## " + escape(heading)
    case .facts(let facts):
      facts.map { "- \($0.name)：\(escape($0.value))" }.joined(separator: "\n")
    case .prose(let text): escape(text)
    case .figures(let names, let figures): markdown(.facts(figures.facts(names)))
    case .sentences(let sentences): sentences.map(escape).joined(separator: "\n\n")
    case .banner(let lines):
      lines.map { "> **\(escape(Substring($0).trimmed.description))**" }.joined(separator: "\n>\n")
    case .section(let heading, let table), .illustrated(let heading, _, let table):
      "## " + escape(heading) + "\n\n" + PlainTable.markdown(table, titled: false)
    case .table(let table): PlainTable.markdown(table)
    case .findings(let findings): findings.markdown
    case .signing(let facts, let lines):
      [facts.isEmpty ? nil : markdown(.facts(facts)), markdown(.sentences(lines))]
        .compactMap(\.self).joined(separator: "\n\n")
    }
  }

  private static func add(_ block: Block, to csv: inout CSVText) {
    switch block {
    case .title(let title): csv.add(title)
    case .heading(let heading):
      csv.addGap()
      csv.add(heading)
    case .section(let heading, let table), .illustrated(let heading, _, let table):
      csv.addGap()
      csv.add(heading)
      csv.add(table, titled: false)
    case .facts(let facts): for fact in facts { csv.add(fact.name, fact.value) }
    case .prose(let text): csv.add(text)
    case .figures(let names, let figures): add(.facts(figures.facts(names)), to: &csv)
    case .sentences(let lines), .banner(let lines): for line in lines { csv.add(line) }
    case .table(let table): csv.add(table)
    case .findings(let findings): csv.add(findings.table, titled: false)
    case .signing(let facts, let lines):
      add(.facts(facts), to: &csv)
      add(.sentences(lines), to: &csv)
    }
  }
}

extension Figures {
  /// Figures in the words of officers, each under its title.
  func facts(_ names: [FigureName]) -> [(name: String, value: String)] {
    names.map { (self[$0].title, self[$0].inWords) }
  }
}
