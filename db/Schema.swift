/// The numbered migrations of the ledger file, in order.
///
/// A migration is never edited once it has landed: a ledger made by it exists somewhere.
package enum Migrations {
  /// The SQL of each schema version; version 1 is the first.
  package static let scripts: [String] =
    embeddedFiles.filter { $0.path.hasPrefix("migrations/m") }
    .sorted { $0.path < $1.path }.map(\.text)
}

/// The official working-day calendar as a table: `date,kind`.
///
/// Source: the State Council's yearly notices on holidays (国务院办公厅关于部分节假日安排的通知).
package enum CalendarTable {
  /// Empty only if the file was taken out of the build, which a test forbids.
  package static let workdays =
    embeddedFiles.first { $0.path == "calendar/cn-workdays.csv" }?.text ?? ""
}

/// The example ledgers: tables as an officer would import them, with invented people and firms.
package enum ExampleTables {
  /// 红寺堡区司法局 2024: totals as published in its annual report on government information.
  package static let hongsibu2024 = tables(of: "hongsibu-2024")

  private static func tables(of name: String) -> [(name: String, text: String)] {
    let folder = "examples/\(name)/"
    return embeddedFiles.filter { $0.path.hasPrefix(folder) }
      .map { (String($0.path.dropFirst(folder.count)), $0.text) }
  }
}

/// A chapter of the officer's guide (指南), as Markdown.
package struct GuideChapter: Sendable {
  /// Counted from 1.
  package let number: Int
  /// The whole file; its first line is the heading.
  package let text: String

  /// The heading with its Chinese number: `二、新建自己的账本`.
  package var heading: String { String(text.prefix { $0 != "\n" }.drop { "# ".contains($0) }) }

  /// The heading without its number: `新建自己的账本`.
  package var title: String { String(heading.drop { $0 != "、" }.dropFirst()) }
}

/// The officer's guide that comes with the program: how to work with it, command by command.
package enum Guide {
  /// Its chapters in order, one a file.
  package static let chapters: [GuideChapter] =
    embeddedFiles.filter { $0.path.hasPrefix("guide/") }
    .sorted { $0.path < $1.path }.enumerated()
    .map { GuideChapter(number: $0.offset + 1, text: $0.element.text) }
}

/// The subsidy standards that come with the program, as texts (补贴标准).
package enum BundledStandards {
  /// Name and text of each, such as `ningxia-2015`, in the order of their names.
  package static let all: [(name: String, text: String)] =
    embeddedFiles.filter { $0.path.hasPrefix("standards/") }
    .map { (String($0.path.dropFirst("standards/".count).dropLast(".yaml".count)), $0.text) }
    .sorted { $0.name < $1.name }
}

/// The regions' policies that come with the program, as texts (政策): payees, deadlines, sources.
package enum BundledPolicies {
  /// Name and text of each, such as `ningxia`, in the order of their names.
  package static let all: [(name: String, text: String)] =
    embeddedFiles.filter { $0.path.hasPrefix("policies/") }
    .map { (String($0.path.dropFirst("policies/".count).dropLast(".yaml".count)), $0.text) }
    .sorted { $0.name < $1.name }
}

/// By what other names offices' tables know the ledger's columns and terms, as texts (列名).
package enum BundledColumnNames {
  /// Name and text of each file, such as `cases`, in the order of their names.
  package static let all: [(name: String, text: String)] =
    embeddedFiles.filter { $0.path.hasPrefix("columns/") }
    .map { (String($0.path.dropFirst("columns/".count).dropLast(".yaml".count)), $0.text) }
    .sorted { $0.name < $1.name }
}

/// What the pages of the desk have besides their text: the style sheet and the script.
package enum DeskAssets {
  package static let style = text("desk/desk.css")
  package static let script = text("desk/desk.js")

  private static func text(_ path: String) -> String {
    embeddedFiles.first { $0.path == path }?.text ?? ""
  }
}

/// The schema of a province's database (PostgreSQL) as data: see `db/province`.
package enum ProvinceSchema {
  /// The tables that are made as they stand, in order, with how they are parted left open.
  package static let scripts: [String] =
    embeddedFiles.filter { $0.path.hasPrefix("province/0") }
    .sorted { $0.path < $1.path }.map(\.text)

  /// Made once for each table of facts.
  package static let factTable = text("province/fact_table.sql")

  /// Said of each table that has a bureau.
  package static let regionPolicy = text("province/region_policy.sql")

  private static func text(_ path: String) -> String {
    embeddedFiles.first { $0.path == path }?.text ?? ""
  }
}
