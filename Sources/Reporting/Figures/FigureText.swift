import LedgerCore

// How an officer names a figure.

extension FigureName {
  /// What officers call it, of a whole year: 本年支出.
  package var title: String {
    FigureDefinition.all.first { $0.name == self }?.title ?? rawValue
  }

  /// A figure by its key or its title, with or without `_fen`, of a year or a shorter span.
  package init?(text: String) {
    let wanted = Self.plain(text)
    let found = Self.allCases.first { name in
      let key = Self.plain(name.rawValue)
      return [key, key.replacing("fen", with: ""), Self.plain(name.title)].contains(wanted)
    }
    guard let found else { return nil }
    self = found
  }

  /// All figures, those first whose key or title comes nearest to a text.
  package static func nearest(to text: String) -> [FigureName] {
    let wanted = Array(plain(text))
    let distances = allCases.map { name in
      [name.rawValue, name.title].map { editDistance(wanted, Array(plain($0))) }.min() ?? 0
    }
    return zip(allCases, distances).enumerated()
      .sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element.0)
  }

  /// Without signs and spaces; a quarter, a month or any days speak as the year does.
  private static func plain(_ text: String) -> String {
    let plain = normalized(text).lowercased().filter { $0 != "_" && $0 != "-" }
    let ofYear = ["本季度", "本月", "本期"].reduce(plain) { $0.replacing($1, with: "本年") }
    let ended = ["季末", "月末", "期末"].reduce(ofYear) { $0.replacing($1, with: "年末") }
    return ["季初结余", "月初结余", "期初结余"].reduce(ended) { $0.replacing($1, with: "上年结转") }
  }
}
