internal import LedgerCore

/// Looks for the header row among the first rows of a file.
struct HeaderSearch {
  /// How a row fits the columns of one kind.
  struct Match {
    let kind: TableKind
    /// For each of the kind's columns the index of its cell, or -1.
    let cells: [Int]
    let missing: [ColumnSpec]
    /// The cells that name a column a second time.
    let repeated: [Int]
    /// The cells that name no column of the kind.
    let unknown: [Int]

    var foundCount: Int { cells.count { $0 >= 0 } }
  }

  /// The row that comes nearest to a header.
  struct Candidate {
    let row: Int
    let headers: [String]
    let match: Match
  }

  static let rowsMax = 50

  private let kinds: [TableKind]
  private(set) var seenRows: [Int] = []
  private(set) var nearest: Candidate?

  /// - Parameter kind: The kind the file must have; nil lets its header decide.
  init(kind: TableKind?) {
    kinds = kind.map { [$0] } ?? TableKind.allCases
  }

  var isExhausted: Bool { seenRows.count >= Self.rowsMax }

  /// The kinds that a row is the header of; none for any other row, which then is a title row.
  mutating func matches(row: Int, headers: [String]) -> [Match] {
    let names = headers.map { normalized($0).lowercased() }
    let all = kinds.map { match($0, names) }
    let fitting = all.filter(\.missing.isEmpty)
    guard fitting.isEmpty else { return fitting }
    seenRows.append(row)
    for match in all where isNearer(match) {
      nearest = Candidate(row: row, headers: headers, match: match)
    }
    return []
  }

  private func isNearer(_ match: Match) -> Bool {
    guard let best = nearest?.match else { return true }
    return match.foundCount == best.foundCount
      ? match.missing.count < best.missing.count && best.foundCount > 0
      : match.foundCount > best.foundCount
  }

  private func match(_ kind: TableKind, _ names: [String]) -> Match {
    var cells = Array(repeating: -1, count: kind.columns.count)
    var repeated: [Int] = []
    var unknown: [Int] = []
    for (index, name) in names.enumerated() where !name.isEmpty {
      if let slot = kind.slot(named: name) {
        if cells[slot] < 0 { cells[slot] = index } else { repeated.append(index) }
      } else {
        unknown.append(index)
      }
    }
    let missing = zip(kind.columns, cells).filter { $0.isRequired && $1 < 0 }.map(\.0)
    return Match(
      kind: kind, cells: cells, missing: missing, repeated: repeated, unknown: unknown)
  }
}

extension HeaderSearch {
  /// The fault of a file in which no header was found; nil when it had no rows but blank ones.
  func fault(file: String) -> ImportFault? {
    guard let nearest, let firstRow = seenRows.first else { return nil }
    let match = nearest.match
    let advice: Guidance =
      """
      表头应有：\
      \(match.kind.columns.filter(\.isRequired).map(\.header).joined(separator: "、"))
      """
    guard match.foundCount > 0 else {
      let wanted = kinds.count == 1 ? "“\(match.kind.title)”" : "任何一种表"
      return ImportFault(
        file: file, row: firstRow, column: 1, problem: "找不到\(wanted)的表头",
        read: "读到 \(seenRows.count) 行，没有认得的列名" + separatorHint(nearest.headers),
        advice: kinds.count == 1 ? advice : "表头应写各列的中文名或英文名，例如 案件编号")
    }
    let missing = match.missing.map { "\($0.header)（\($0.column.rawValue)）" }.joined(separator: "、")
    let found = nearest.headers.filter { !$0.isEmpty }.prefix(40)
      .map { excerpt($0, scalarsMax: 20) }.joined(separator: "、")
    let looks = kinds.count == 1 ? "要找" : "最接近"
    return ImportFault(
      file: file, row: nearest.row, column: 1,
      problem: "找不到表头：\(looks)“\(match.kind.title)”（\(match.kind.rawValue)），"
        + "缺少必填列：\(missing)",
      read: "找到的列：\(found)", advice: advice)
  }

  private func separatorHint(_ headers: [String]) -> String {
    guard headers.count == 1, headers[0].contains(where: { $0 == "\t" || $0 == ";" }) else {
      return ""
    }
    return "；各列似乎不是用英文逗号分隔的"
  }

  /// The fault of a header that fits more than one kind.
  static func ambiguity(file: String, row: Int, kinds: [TableKind]) -> ImportFault {
    ImportFault(
      file: file, row: row, column: 1,
      problem: "表头同时符合" + kinds.map { "“\($0.title)”" }.joined(separator: "和"),
      read: "符合：" + kinds.map(\.rawValue).joined(separator: "、"),
      advice: "请\(using: .nameTableKind(kinds.map(\.rawValue)))指明是哪一种")
  }
}

extension TableKind {
  /// The slot of the column that a normalised lower-case header names.
  fileprivate func slot(named name: String) -> Int? {
    let slots = Self.slotsByName[self] ?? [:]
    guard name.hasSuffix("〔元〕") else { return slots[name] }
    // Only a column of money may say that it is in yuan.
    guard let slot = slots[String(name.dropLast(3))], case .money = columns[slot].type else {
      return nil
    }
    return slot
  }

  private static let slotsByName: [TableKind: [String: Int]] = Dictionary(
    uniqueKeysWithValues: allCases.map { kind in
      let names = kind.columns.enumerated().flatMap { slot, spec in
        [(spec.header, slot), (spec.column.rawValue, slot)]
      }
      return (kind, Dictionary(uniqueKeysWithValues: names))
    })
}
