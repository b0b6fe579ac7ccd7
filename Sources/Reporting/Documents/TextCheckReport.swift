import LedgerCore

/// The checks of several published texts together.
package struct TextCheckReport: Sendable {
  private let pages: [TextCheckPage]

  /// - Parameter pages: One a file, in the order in which they were named.
  package init(_ pages: [TextCheckPage]) {
    self.pages = pages
  }

  /// Whether some figures do not agree.
  package var isOutstanding: Bool { pages.contains(where: \.isOutstanding) }

  /// The pages behind each other.
  package var page: Page { Page(blocks: pages.flatMap(\.page.blocks)) }

  /// The report in a format; that of one file is its page.
  package func printed(_ format: OutputFormat) -> String {
    if pages.count == 1 { return pages[0].printed(format) }
    return format == .csv ? csv : page.written(format, json: json)
  }

  /// One table, of which each row names its file.
  private var csv: String {
    var csv = CSVText()
    guard let first = pages.first?.table else { return csv.text }
    let rows = pages.flatMap { page in
      page.table.rows.map { [.text(page.file)] + $0 }
    }
    csv.add(
      ReportTable(
        id: first.id, title: first.title, columns: [.text("file", "文件")] + first.columns,
        rows: rows), titled: false)
    return csv.text
  }

  private var json: JSONValue {
    .members([
      "schema": .string("legalaid.text-checks/1"),
      "files": .array(pages.map(\.json)),
      "result": .string(isOutstanding ? "outstanding" : "clean"),
    ])
  }
}
