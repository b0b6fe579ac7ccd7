import LedgerCore
import OfficeFiles

/// A page as a Word document.
enum PageWord {
  static func document(of page: Page) -> WordDocument {
    var document = WordDocument(title: printable(page.name ?? "法律援助经费"))
    for block in page.blocks {
      if case .signing(let facts, let lines) = block,
        document.close(with: closing(facts, lines))
      {
        continue
      }
      // A table that stands alone gives the document its title.
      let isFirst = document.blocks.isEmpty
      document.blocks += isFirst ? firstBlocks(block) : blocks(block)
    }
    if let agency = page.signedBy {
      document.blocks.append(.signature(agency: printable(agency)))
    }
    return document
  }

  private static func firstBlocks(_ block: Page.Block) -> [WordDocument.Block] {
    guard case .table(let table) = block else { return blocks(block) }
    return [.title(printable(table.title))] + untitled(table)
  }

  private static func blocks(_ block: Page.Block) -> [WordDocument.Block] {
    switch block {
    case .title(let title): [.title(printable(title))]
    case .heading(let heading): [.heading(printable(heading), level: 1)]
    case .section(let heading, let table), .illustrated(let heading, _, let table):
      [.heading(printable(heading), level: 1)] + untitled(table)
    case .facts(let facts): facts.map { .fact("\($0.name)：\(printable($0.value))") }
    case .figures(let names, let figures): blocks(.facts(figures.facts(names)))
    case .prose(let text): [.paragraph(printable(text))]
    case .sentences(let sentences): sentences.map { .paragraph(shortened(printable($0))) }
    case .banner(let lines): [.banner(unbroken(lines.map(printable)))]
    case .table(let table): [.caption(printable(table.title))] + untitled(table)
    case .signing(let facts, let lines): closing(facts, lines).map { .fact($0) }
    case .findings(let findings):
      findings.groups.isEmpty ? [.paragraph("无。")] : findings.groups.flatMap(blocks)
    }
  }

  private static func blocks(_ group: FindingList.Group) -> [WordDocument.Block] {
    var blocks: [WordDocument.Block] = [.heading(printable(group.heading), level: 2)]
    blocks += group.rubric.map { .fact("\($0.name)：\(printable($0.value))") }
    if group.shown > 0 { blocks += untitled(group.table) }
    if let hiddenNote = group.hiddenNote { blocks.append(.note(hiddenNote)) }
    return blocks
  }

  private static func closing(
    _ facts: [(name: String, value: String)], _ lines: [String]
  ) -> [String] {
    facts.map { "\($0.name)：\(printable($0.value))" } + lines.map(printable)
  }

  /// Room for three signatures on a line of 28 characters.
  private static func shortened(_ sentence: String) -> String {
    sentence.replacing("____________", with: "________")
  }

  /// Lines that were broken for a terminal put together again: what goes on is indented.
  private static func unbroken(_ lines: [String]) -> [String] {
    lines.reduce(into: []) { result, line in
      if line.hasPrefix(" "), let last = result.indices.last {
        result[last] += line.trimmed
      } else {
        result.append(line.trimmed)
      }
    }
  }

  private static func untitled(_ table: ReportTable) -> [WordDocument.Block] {
    let words = WordDocument.Table(
      columns: table.columns.map {
        WordDocument.Column(
          title: printable($0.title), isNumeric: $0.isNumeric, isForHand: $0.isForHand)
      },
      rows: table.rows.map { $0.map(\.forPeople) }, totals: table.totals?.map(\.forPeople))
    return [.table(words)] + table.notes.map { .note("注：" + printable($0)) }
  }
}

extension WordDocument {
  /// Closes the last table with lines; false where no table ends the document, but for its notes.
  fileprivate mutating func close(with lines: [String]) -> Bool {
    let last = blocks.lastIndex { if case .note = $0 { false } else { true } }
    guard let last, case .table(var table) = blocks[last] else { return false }
    table.closing = lines
    blocks[last] = .table(table)
    return true
  }
}
