import LedgerCore
import Reconciliation
import Reporting
import TestSupport
import Testing

@Suite("一个数字，处处相同")
struct FigureWalkTests {
  @Test("every figure printed anywhere is that of a pass of its own, of years and of spans")
  func walk() throws {
    var places: Set<String> = []
    for seed in UInt64(60_001)...60_040 {
      guard let year = try RandomBook.yearSeen(seed: seed) else { continue }
      let book = try RandomBook.book(seed: seed)
      let spans = [year] + (try year.quarterParts.prefix(2)) + (try year.monthParts.suffix(1))
      for period in spans {
        let document = try book.document(period)
        var passes: [String: Figures] = [:]
        for printed in try PrintedFigures(of: document).all {
          let own = try passes[printed.days] ?? book.figures(printed.days, like: document)
          passes[printed.days] = own
          #expect(
            printed.text == printed.expected(in: own),
            "\(printed.place) \(printed.name) \(printed.days), seed \(seed)")
          places.insert(printed.place)
        }
        expectNamed(document, "seed \(seed)")
      }
    }
    // A walk that comes to no place proves nothing of it.
    for place in [
      "statement.html", "tables.html", "annual-report.html", "report.json", "reconcile.json",
      "tables.csv by_month",
      "tables.text funds_by_source", "tables.markdown year_on_year", "paragraph paidCase",
      "paragraph closing", "report.json cases_by_type claimed_fen",
    ] {
      #expect(places.contains(place), "\(place)")
    }
  }

  @Test("what a document prints as a figure it takes from the figures, and computes nothing again")
  func takenFromFigures() throws {
    // The figures of another book: what is computed from the book itself stays as it was.
    let result = try SampleBook.odd(seed: 11).result()
    let others = try SampleBook.odd(seed: 12, opening: false).document().figures
    let document = try Document(
      of: Bureau(agency: "红寺堡区司法局", region: "红寺堡区"), result, figures: others, before: nil,
      ledgerHead: "5f3c9a")
    // Rows of months and of sources are counted in the pass; the walk compares them.
    let counted = ["by_month", "funds_by_source"]
    let days = others.period.span.description
    for printed in try PrintedFigures(of: document).all where printed.days == days {
      guard !counted.contains(where: { printed.place.contains($0) }),
        !["tables.html", "annual-report.html"].contains(printed.place)
      else { continue }
      #expect(printed.text == printed.expected(in: others), "\(printed.place) \(printed.name)")
    }
    for table in document.tables {
      for cell in table.totals ?? [] {
        guard let name = cell.figure?.name else { continue }
        let isWan = if case .wan = cell.value { true } else { false }
        let expected = isWan ? others.wan(name)?.hundredths : others[name].numberOrNil
        #expect(cell.number == expected, "\(table.id) \(name)")
      }
    }
    let own = try Figures(result.book)
    for name in [FigureName.paid, .paidCase, .appropriated, .closing] {
      let text = try #require(own.wan(name)?.text)
      #expect(!document.paragraph.contains(text + "万元"), "\(name)")
    }
  }

  /// Every number of a total row, and of the statement's list of amounts, says which figure it is.
  private func expectNamed(_ document: Document, _ comment: Comment) {
    for table in document.tables {
      for (cell, column) in zip(table.totals ?? [], table.columns) where cell.number != nil {
        #expect(cell.figure != nil, "\(table.id) \(column.key), \(comment)")
      }
    }
  }
}

extension Figure {
  /// Fen or a count; nil for what is not known.
  fileprivate var numberOrNil: Int64? {
    money?.fen ?? count.map { Int64($0) }
  }
}

extension InventedBook {
  /// The figures of a pass over the days that are written as `2024-01-01..2024-12-31`, as a
  /// document sees them: of its own year, or of the year before.
  fileprivate func figures(_ days: String, like document: Document) throws -> Figures {
    let ends = try days.split(separator: "..").map { try Day.of(String($0)) }
    let span = try Span(from: ends[0], through: ends[1])
    let before = document.before?.period
    let period = span.year == before?.year ? before : document.figures.period
    return try figures(Period(span, asOf: period?.asOf))
  }
}
