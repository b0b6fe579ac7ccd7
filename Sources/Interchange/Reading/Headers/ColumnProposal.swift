internal import LedgerCore

/// A column that could be one of the ledger's, which a person has to say.
struct ColumnProposal: Equatable {
  let cell: Int
  /// What it could be, the likeliest first; never empty.
  let columns: [Column]
  let reason: Reason

  enum Reason: Equatable {
    /// Its name is known to mean one or the other.
    case name
    /// Its name is near that of the column.
    case nearName
    /// What stands in it is what the column would hold.
    case content
  }

  /// The columns of a table that could be columns it does not have yet.
  ///
  /// - Parameters:
  ///   - match: How the header fits a kind.
  ///   - headers: The header.
  ///   - sample: The first rows below it.
  /// - Returns: The proposals in the order of the columns.
  static func all(
    in match: TableHead.Match, headers: [String], sample: [TableHead.Row]
  ) -> [ColumnProposal] {
    var proposals: [ColumnProposal] = []
    for (cell, columns) in match.perhaps {
      let open = columns.filter { !match.has($0) }
      guard !open.isEmpty else { continue }
      proposals.append(ColumnProposal(cell: cell, columns: open, reason: .name))
    }
    for cell in match.unknown {
      let near = nearColumns(of: HeaderName(headers[cell]).key, match)
      guard !near.isEmpty else { continue }
      proposals.append(ColumnProposal(cell: cell, columns: near, reason: .nearName))
    }
    let named = Set(proposals.map(\.cell))
    for spec in match.missing {
      let cells = match.unknown.filter { !named.contains($0) && holds(sample, $0, spec) }
      // Where many columns hold such values, none is likelier than another.
      for cell in cells.prefix(3) where !proposals.contains(where: { $0.cell == cell }) {
        proposals.append(ColumnProposal(cell: cell, columns: [spec.column], reason: .content))
      }
    }
    return proposals.sorted { $0.cell < $1.cell }
  }

  /// The columns that are not there yet and have a name near this one.
  private static func nearColumns(of name: String, _ match: TableHead.Match) -> [Column] {
    let letters = Array(name)
    guard letters.count >= 2 else { return [] }
    var best: (changes: Int, columns: [Column])?
    for (other, column) in ColumnNames.bundled(match.kind).names where !match.has(column) {
      guard let changes = distance(letters, Array(other)) else { continue }
      if best.map({ changes < $0.changes }) ?? true {
        best = (changes, [column])
      } else if best?.changes == changes, best?.columns.contains(column) == false {
        best?.columns.append(column)
      }
    }
    return best?.columns ?? []
  }

  /// How far a name is from another; nil where they are not near.
  ///
  /// 实际结案日期 holds 结案日期; 承办律师名 has one letter more than 承办律师.
  private static func distance(_ name: [Character], _ other: [Character]) -> Int? {
    guard other.count >= 3, name.count >= 3 else { return nil }
    let changes = editDistance(name, other)
    // Of four letters one may differ; of 结案日期 and 归档日期 two do, and they are different things.
    if changes <= max(1, min(name.count, other.count) / 4) { return changes }
    let longer = name.count > other.count ? name : other
    let shorter = name.count > other.count ? other : name
    guard shorter.count >= 4, String(longer).contains(String(shorter)) else { return nil }
    return longer.count - shorter.count
  }

  /// Whether a column holds what another would hold: days, amounts, numbers of cases.
  private static func holds(_ sample: [TableHead.Row], _ cell: Int, _ spec: ColumnSpec) -> Bool {
    let texts = sample.compactMap { row in
      row.texts.indices.contains(cell) && !row.texts[cell].isEmpty ? row.texts[cell] : nil
    }
    guard texts.count >= 1, texts.count * 2 >= sample.count else { return false }
    switch spec.type {
    case .day: return texts.allSatisfy { (try? Day(cell: $0)) != nil }
    case .money: return texts.allSatisfy { (try? Money(cell: $0, in: .yuan)) != nil }
    case .choice, .uses, .year:
      return texts.allSatisfy { (try? spec.value(of: $0, ColumnWords())) != nil }
    case .number:
      return spec.column == .caseNumber
        && texts.allSatisfy { text in
          text.contains(where: { "〔（([【".contains($0) }) && text.contains(where: \.isNumber)
        }
    case .numbers, .text, .quantity, .integer, .details: return false
    }
  }
}
