import Foundation
import LedgerCore
import Reconciliation
import ReportTemplates
import Reporting
import Testing

/// Every figure that a document prints, found where it is printed.
struct PrintedFigures {
  /// A figure as it stands somewhere.
  struct Printed {
    let place: String
    let name: FigureName
    /// The days of its span, as `2024-01-01..2024-12-31`.
    let days: String
    let form: Form
    let text: String
  }

  /// How a number is written.
  enum Form {
    /// `263,600.00` and `352`; `-` for what is not known.
    case forPeople
    /// `263600.00`; empty for what is not known.
    case forFiles
    /// Fen and counts; `null`.
    case json
    /// In 万元, for people or for files.
    case wan(unknown: String)
    /// `263,600.00 元（26.36 万元）`, `352 件`.
    case inWords
  }

  private(set) var all: [Printed] = []
  private let document: Document

  init(of document: Document) throws {
    self.document = document
    try addPages()
    try addReport()
    try addReconciliation()
    for table in document.tables { try add(table) }
    try addParagraph()
  }

  private var days: String { document.figures.period.span.description }

  /// What HTML names as figures.
  private mutating func addPages() throws {
    for (place, page) in [
      ("statement.html", document.statement(.html)), ("tables.html", document.tables(.html)),
      ("annual-report.html", document.annualReport),
    ] {
      for element in try HTMLElements(page).all {
        guard let figure = element.attributes["data-figure"] else { continue }
        let name = try #require(FigureName(rawValue: figure), "\(figure)")
        let days = try #require(element.attributes["data-days"])
        let form: Form =
          element.attributes["data-unit"] == "wan"
          ? .wan(unknown: "-") : element.name == "dd" ? .inWords : .forPeople
        all.append(
          Printed(
            place: place, name: name, days: days, form: form, text: element.text))
      }
    }
  }

  /// The figures of the report's JSON, and those that its tables name.
  private mutating func addReport() throws {
    let report = try Self.object(document.tables(.json))
    let figures = try #require(report["figures"] as? [String: [String: Any]])
    for (key, entry) in figures {
      let name = try #require(FigureName(rawValue: key), "\(key)")
      let value = try #require(entry[name.kind.rawValue])
      all.append(
        Printed(
          place: "report.json", name: name, days: days, form: .json, text: Self.text(value)))
    }
    for table in try #require(report["tables"] as? [[String: Any]]) {
      let columns = try #require(table["columns"] as? [[String: String]]).map { $0["key"] }
      let rows = try #require(table["rows"] as? [[Any]])
      for place in try #require(table["figures"] as? [[String: Any]]) {
        let key = try #require(place["column"] as? String)
        let totals = table["totals"] as? [Any]
        let cells = try #require((place["row"] as? Int).map { rows[$0] } ?? totals)
        let column = try #require(columns.firstIndex(of: key))
        let named = try #require(place["name"] as? String)
        let name = try #require(FigureName(rawValue: named), "\(named)")
        let from = try #require(place["from"] as? String)
        let to = try #require(place["to"] as? String)
        all.append(
          Printed(
            place: "report.json \(table["id"] ?? "") \(key)", name: name, days: "\(from)..\(to)",
            form: key.hasSuffix("_wan") ? .wan(unknown: "null") : .json,
            text: Self.text(cells[column])))
      }
    }
  }

  private mutating func addReconciliation() throws {
    let totals = try #require(
      try Self.object(document.statement(.json))["totals"] as? [String: Any])
    for (key, value) in totals {
      let name = try #require(FigureName(rawValue: key), "\(key)")
      all.append(
        Printed(
          place: "reconcile.json", name: name, days: days, form: .json, text: Self.text(value)))
    }
  }

  /// The cells of a table as CSV, Markdown and text print them.
  private mutating func add(_ table: ReportTable) throws {
    let rows = table.rows + (table.totals.map { [$0] } ?? [])
    let printed: [(String, [[String]], Form, String)] = [
      ("csv", try Self.csvRows(document.tables(.csv), table), .forFiles, ""),
      ("markdown", try Self.markdownRows(document.tables(.markdown), table), .forPeople, "-"),
      ("text", try Self.textRows(document.tables(.text), table), .forPeople, "-"),
    ]
    for (format, lines, form, unknown) in printed {
      try #require(lines.count == rows.count, "\(table.id) \(format)")
      for (cells, texts) in zip(rows, lines) {
        // Words that are empty leave no trace in text: cells are counted from the right.
        for (index, cell) in cells.enumerated().reversed() {
          guard let figure = cell.figure else { continue }
          let isWan = if case .wan = cell.value { true } else { false }
          let text = texts[texts.count - (cells.count - index)]
          all.append(
            Printed(
              place: "tables.\(format) \(table.id)", name: figure.name,
              days: figure.period.span.description, form: isWan ? .wan(unknown: unknown) : form,
              text: text))
        }
      }
    }
  }

  /// The figures of the published paragraph, found by its template.
  private mutating func addParagraph() throws {
    for (tag, text) in try ParagraphReading(document.paragraph).values {
      guard let name = ParagraphReading.figures[tag] else {
        try #require(ParagraphReading.words.contains(tag), "\(tag) is neither figure nor word")
        continue
      }
      all.append(
        Printed(
          place: "paragraph \(tag)", name: name, days: days,
          form: name.isMoney ? .wan(unknown: "") : .forFiles, text: text))
    }
  }
}

extension PrintedFigures.Printed {
  /// What must stand there.
  func expected(in figures: Figures) -> String {
    let figure = figures[name]
    let count = figure.count.map { "\($0)" } ?? figure.rate?.text
    return switch form {
    case .forPeople: figure.money?.groupedYuanText ?? count ?? "-"
    case .forFiles: figure.money?.yuanText ?? count ?? ""
    case .json: (figure.money?.fen).map { "\($0)" } ?? count ?? "null"
    // People read it in columns, with the decimals below each other.
    case .wan(let unknown) where unknown == "-": figures.wan(name)?.paddedText ?? unknown
    case .wan(let unknown): figures.wan(name)?.text ?? unknown
    case .inWords: figure.inWords
    }
  }
}

extension PrintedFigures {
  private static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private static func text(_ value: Any) -> String {
    value is NSNull ? "null" : "\(value)"
  }

  private static func csvRows(_ text: String, _ table: ReportTable) throws -> [[String]] {
    let lines = text.components(separatedBy: "\r\n")
    let title = try #require(lines.firstIndex(of: table.title), "\(table.title)")
    let count = table.rows.count + (table.totals == nil ? 0 : 1)
    return lines[(title + 2)...].prefix(count).map { line in
      // Only words hold commas, and none of the words before a figure does.
      line.components(separatedBy: ",")
    }
  }

  private static func markdownRows(_ text: String, _ table: ReportTable) throws -> [[String]] {
    let lines = text.components(separatedBy: "\n")
    let title = try #require(lines.firstIndex(of: "### " + table.title), "\(table.title)")
    return lines[(title + 4)...].prefix { $0.hasPrefix("|") }.map { line in
      line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
        .map { $0.replacing("**", with: "") }
    }
  }

  private static func textRows(_ text: String, _ table: ReportTable) throws -> [[String]] {
    let lines = text.components(separatedBy: "\n")
    let title = try #require(lines.firstIndex(of: table.title), "\(table.title)")
    return lines[(title + 3)...].prefix { !$0.isEmpty && !$0.hasPrefix("注：") }
      .filter { !$0.hasPrefix("---") && $0 != "（无）" }
      .map { line in line.split(separator: /\s{2,}/).map(String.init) }
  }
}

/// A paragraph read by its template: what stands where a name is.
struct ParagraphReading {
  private(set) var values: [(tag: String, text: String)] = []

  /// The names of the template that are figures.
  static let figures = Dictionary(
    uniqueKeysWithValues: FigureName.allCases.map { ($0.tag, $0) })

  /// Those that are words.
  static let words: Set = ["asOf", "region", "period", "term", "termShort", "openingName", "atEnd"]

  init(_ paragraph: String) throws {
    let template = try ReportTemplates.text(of: "disclosure").split(separator: "\n").joined()
    var names: [String] = []
    var pattern = ""
    var section: String?
    var rest = template[...]
    while let tag = rest.firstMatch(of: /\{\{([#\/]?)([A-Za-z.]+)\}\}/) {
      pattern += NSRegularExpression.escapedPattern(for: String(rest[..<tag.range.lowerBound]))
      let name = String(tag.2)
      switch tag.1 {
      case "#":
        section = name
        pattern += "(?:"
      case "/":
        section = nil
        pattern += ")?"
      default:
        let filled = name == "." ? section ?? name : name
        names.append(filled)
        pattern += Self.figures[filled] == nil ? "(.+?)" : "(-?[0-9.]+)"
      }
      rest = rest[tag.range.upperBound...]
    }
    pattern += NSRegularExpression.escapedPattern(for: String(rest))
    let regex = try NSRegularExpression(pattern: "^" + pattern + "$")
    let range = NSRange(paragraph.startIndex..., in: paragraph)
    let match = try #require(regex.firstMatch(in: paragraph, range: range), "\(paragraph)")
    for (index, name) in names.enumerated() {
      guard let place = Range(match.range(at: index + 1), in: paragraph) else { continue }
      values.append((name, String(paragraph[place])))
    }
  }
}
