internal import LedgerCore

/// The head of a table: where its header stands among the first rows, and what its columns are.
struct TableHead {
  /// How a header of one or two rows fits the columns of one kind.
  struct Match {
    let kind: TableKind
    /// For each of the kind's columns the index of its cell, or -1.
    var cells: [Int]
    /// For each cell of the header the unit that its name says.
    var units: [Int: AmountUnit] = [:]
    /// The cells that name a column a second time, with the cell that named it first.
    var repeated: [(cell: Int, first: Int)] = []
    /// The cells whose names are not known.
    var unknown: [Int] = []
    /// The cells that may mean a column, if a person says so.
    var perhaps: [(cell: Int, columns: [Column])] = []
    /// The cells that carry nothing the ledger keeps, as the names or a person say.
    var passedOver: [Int] = []
    /// The cells that are read as a person said.
    var mapped: [(cell: Int, column: Column)] = []
    /// The cells that say something of the rows, and are none of theirs.
    var sides: [SideColumn: Int] = [:]
    /// The columns that the table need not have: what stands in them is known without it.
    var known: Set<Column> = []

    var missing: [ColumnSpec] {
      zip(kind.columns, cells).filter { spec, cell in
        spec.isRequired && cell < 0 && !known.contains(spec.column)
      }.map(\.0)
    }

    var foundCount: Int { cells.count { $0 >= 0 } }

    func has(_ column: Column) -> Bool {
      kind.slot(of: column).map { cells[$0] >= 0 } ?? false
    }
  }

  /// A row as it may be a header.
  struct Row {
    /// Its place among the rows that were read.
    let index: Int
    let number: Int
    /// The text of each cell.
    let texts: [String]

    var filledCount: Int { texts.count { !$0.isEmpty } }
  }

  /// A header that was found: of which kinds, and which of the rows belong to it.
  struct Found {
    let headers: [String]
    let matches: [Match]
    /// The row with the names of the columns; its upper row is one before.
    let row: Row
    /// How many of the rows that were read belong to the header or stand before it.
    let rowsBefore: Int
    /// The rows before the header that are not part of it.
    let titles: [Row]
  }

  static let rowsMax = 50

  let mapping: ColumnMapping
  let kinds: [TableKind]

  init(kind: TableKind?, mapping: ColumnMapping) {
    kinds = kind.map { [$0] } ?? TableKind.allCases
    self.mapping = mapping
  }

  /// The header among rows; nil where there is none.
  ///
  /// - Parameter rows: The first rows of the table, without blank ones.
  /// - Returns: The first row that is a header, with the row that belongs to it.
  func find(in rows: [Row]) -> Found? {
    for (place, row) in rows.enumerated() {
      let upper = place > 0 ? rows[place - 1] : nil
      let next = place + 1 < rows.count ? rows[place + 1] : nil
      let (headers, usesUpper) = filled(row, from: upper)
      if let next, let (names, fitting) = parted(headers, next) {
        return Found(
          headers: names, matches: fitting, row: next, rowsBefore: next.index + 1,
          titles: Array(rows[..<(usesUpper ? place - 1 : place)]))
      }
      let fitting = matches(of: headers, below: upper?.texts).filter(\.missing.isEmpty)
      guard !fitting.isEmpty else { continue }
      return Found(
        headers: headers, matches: fitting, row: row, rowsBefore: row.index + 1,
        titles: Array(rows[..<(usesUpper ? place - 1 : place)]))
    }
    return nil
  }

  /// The row that comes nearest to a header, with its best match.
  func nearest(in rows: [Row]) -> (row: Row, headers: [String], match: Match)? {
    var best: (row: Row, headers: [String], match: Match)?
    for (place, row) in rows.enumerated() {
      let upper = place > 0 ? rows[place - 1] : nil
      let headers = filled(row, from: upper).headers
      for match in matches(of: headers, below: upper?.texts)
      where isNearer(match, than: best?.match) {
        best = (row, headers, match)
      }
    }
    return best
  }

  private func isNearer(_ match: Match, than best: Match?) -> Bool {
    guard let best else { return true }
    return match.foundCount == best.foundCount
      ? match.missing.count < best.missing.count && best.foundCount > 0
      : match.foundCount > best.foundCount
  }

  /// A header with what an upper row names in its empty cells: 序号 merged over two rows.
  private func filled(_ row: Row, from upper: Row?) -> (headers: [String], usesUpper: Bool) {
    guard let upper, upper.filledCount > 1, namesGap(row, upper) else { return (row.texts, false) }
    var headers = row.texts
    var isUsed = false
    for (cell, text) in upper.texts.enumerated() where !text.isEmpty {
      while headers.count <= cell { headers.append("") }
      if headers[cell].isEmpty {
        headers[cell] = text
        isUsed = true
      }
    }
    return (headers, isUsed)
  }

  /// Whether an upper row has a name that is known where a row has none: else it is a title row.
  private func namesGap(_ row: Row, _ upper: Row) -> Bool {
    upper.texts.enumerated().contains { cell, text in
      guard !text.isEmpty, cell >= row.texts.count || row.texts[cell].isEmpty else { return false }
      let key = HeaderName(text).key
      return mapping.columns[key] != nil
        || kinds.contains { ColumnNames.bundled($0).meaning(of: key) != nil }
    }
  }

  /// The header that a row has together with the row below it, where that one parts its columns.
  ///
  /// The lower row names nothing below a name that is known, and something that is known.
  private func parted(_ headers: [String], _ lower: Row) -> (names: [String], matches: [Match])? {
    var names = headers
    var parts: [Int] = []
    for (cell, text) in lower.texts.enumerated() where !text.isEmpty {
      while names.count <= cell { names.append("") }
      names[cell] = text
      parts.append(cell)
    }
    let before = matches(of: headers)
    let fitting = matches(of: names, below: headers).filter { match in
      guard match.missing.isEmpty, let upper = before.first(where: { $0.kind == match.kind }),
        upper.foundCount > 0
      else { return false }
      let isBelowKnown = parts.contains { cell in
        upper.cells.contains(cell) || upper.passedOver.contains(cell)
      }
      return !isBelowKnown && parts.contains { match.cells.contains($0) }
    }
    return fitting.isEmpty ? nil : (names, fitting)
  }

  private func matches(of headers: [String], below groups: [String]? = nil) -> [Match] {
    let names = headers.map(HeaderName.init)
    var grouped: [HeaderName?] = []
    var group = ""
    for (cell, header) in headers.enumerated() {
      // A group is merged over its columns: its words stand over the first of them.
      if let groups, groups.indices.contains(cell), !groups[cell].isEmpty { group = groups[cell] }
      grouped.append(group.isEmpty || header.isEmpty ? nil : HeaderName(group + header))
    }
    return kinds.map { match($0, names, grouped) }
  }

  /// How a header fits a kind.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - names: The names of the columns.
  ///   - grouped: The names with those of their groups before them: 受援人 over 姓名 is 受援人姓名.
  /// - Returns: What each cell means.
  private func match(
    _ kind: TableKind, _ names: [HeaderName], _ grouped: [HeaderName?]
  ) -> Match {
    var match = Match(kind: kind, cells: Array(repeating: -1, count: kind.columns.count))
    let known = ColumnNames.bundled(kind)
    let fills = mapping.fills(of: kind)
    for (cell, name) in names.enumerated() where !name.key.isEmpty {
      if let unit = name.unit { match.units[cell] = unit }
      let said = mapping.columns[name.key]
      if said == .passedOver {
        match.passedOver.append(cell)
        continue
      }
      if case .column(let target)? = said, let column = kind.column(named: target) {
        match.mapped.append((cell, column))
        match.take(cell, column, name.unit)
        continue
      }
      var meaning = known.meaning(of: name.key)
      if meaning.map({ if case .perhaps = $0 { true } else { false } }) ?? true,
        let longer = grouped[cell], case .column(let column)? = known.meaning(of: longer.key)
      {
        meaning = .column(column)
      }
      switch meaning {
      case .column(let column): match.take(cell, column, name.unit)
      case .side(let column):
        if match.sides[column] == nil {
          match.sides[column] = cell
        } else {
          match.passedOver.append(cell)
        }
      case .passedOver: match.passedOver.append(cell)
      case .perhaps(let columns): match.perhaps.append((cell, columns))
      case nil: match.unknown.append(cell)
      }
    }
    match.known = Set(kind.columns.map(\.column).filter { fills[$0] != nil })
    if kind == .bank {
      match.knowStatement(isMarked: names.contains { known.marks.contains($0.key) })
    }
    return match
  }
}

extension TableHead.Match {
  /// A bank's statement may count out and in apart, and may have no numbers of its lines: then what
  /// the lines say, and which of equal ones it is, names them.
  fileprivate mutating func knowStatement(isMarked: Bool) {
    if sides[.debitAmount] != nil || sides[.creditAmount] != nil { known.insert(.amount) }
    if isMarked { known.insert(.bankReference) }
  }

  /// Takes a cell for a column; one that says a unit must hold money.
  fileprivate mutating func take(_ cell: Int, _ column: Column, _ unit: AmountUnit?) {
    guard let slot = kind.slot(of: column) else { return unknown.append(cell) }
    if unit != nil {
      guard case .money = kind.columns[slot].type else { return unknown.append(cell) }
    }
    if cells[slot] < 0 { cells[slot] = cell } else { repeated.append((cell, cells[slot])) }
  }
}
