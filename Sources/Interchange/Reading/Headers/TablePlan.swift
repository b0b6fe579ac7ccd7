internal import LedgerCore

/// How a table whose header was found is to be read, or what must be said first.
struct TablePlan {
  /// What the table as a whole counts its amounts in.
  private(set) var unit = AmountUnit.yuan
  /// The layout of each record that a row holds; nil when there is a fault.
  private(set) var layouts: [TableLayout]?

  private let found: TableHead.Found
  private let file: String
  private var items: [ImportItem] = []
  private var hasFault = false

  /// - Parameters:
  ///   - found: The header.
  ///   - file: As messages name it.
  ///   - parting: How its cells are told apart.
  ///   - mapping: What a person said of columns and words.
  ///   - sample: The first rows below the header.
  init(
    _ found: TableHead.Found, file: String, parting: CellParting, mapping: ColumnMapping,
    sample: [TableHead.Row]
  ) {
    self.found = found
    self.file = file
    guard let matches = decided() else { return }
    readTitles()
    for match in matches { refuseRepeated(match) }
    propose(matches, sample)
    guard !hasFault else { return }
    let claim = claimBeside(matches, mapping)
    guard !hasFault else { return }
    note(matches, claim)
    layouts = (matches + (claim.map { [$0] } ?? [])).map { match in
      TableLayout(
        file: file, kind: match.kind, cells: match.cells, words: words(match, mapping),
        fills: fills(match, mapping), sides: match.sides, headers: found.headers,
        rawWidth: found.row.texts.count, parting: parting)
    }
  }

  /// What is to be said of the header; it is said once.
  mutating func takeItems() -> [ImportItem] {
    defer { items = [] }
    return items
  }

  private mutating func add(_ fault: ImportFault) {
    hasFault = true
    items.append(.fault(fault))
  }

  /// Says something of the header.
  private mutating func tell(_ text: String) {
    items.append(.notice(ImportNotice(file: file, row: found.row.number, text: text)))
  }

  private func fault(_ cell: Int, _ problem: String, _ advice: Guidance) -> ImportFault {
    ImportFault(
      file: file, row: found.row.number, column: cell + 1, problem: problem,
      read: "读到“\(shown(cell))”", advice: advice)
  }

  private func shown(_ cell: Int) -> String { excerpt(found.headers[cell], scalarsMax: 20) }
}

extension TablePlan {
  /// The kinds that a row of the table holds: one, or a case and its claim side by side.
  private mutating func decided() -> [TableHead.Match]? {
    let matches = found.matches
    if matches.count == 1 { return matches }
    if matches.map(\.kind) == [.cases, .claims] { return matches }
    let kinds = matches.map(\.kind)
    add(
      ImportFault(
        file: file, row: found.row.number, column: 1,
        problem: "表头同时符合" + kinds.map { "“\($0.title)”" }.joined(separator: "和"),
        read: "符合：" + kinds.map(\.rawValue).joined(separator: "、"),
        advice: "请\(using: .nameTableKind(kinds.map(\.rawValue)))指明是哪一种"))
    return nil
  }

  /// Tells of the rows before the header, and takes from them what amounts are counted in.
  private mutating func readTitles() {
    var units: [AmountUnit] = []
    for title in found.titles {
      items.append(.notice(.titleRow(title, of: file)))
      for (cell, text) in title.texts.enumerated() where !text.isEmpty {
        switch AmountUnit.statement(in: text) {
        case nil: break
        case .unit(let unit): units.append(unit)
        case .unclear:
          add(
            ImportFault(
              file: file, row: title.number, column: cell + 1,
              problem: "表头之前提到万元或亿元，说不准是不是金额的单位",
              read: "读到“\(excerpt(text, scalarsMax: 40))”",
              advice: "请在列名后面写明单位，例如 金额（元）或 金额（万元），并从标题里删去"))
        }
      }
    }
    guard let unit = units.first, units.allSatisfy({ $0 == unit }) else {
      if !units.isEmpty {
        add(
          ImportFault(
            file: file, row: found.titles.first?.number, column: 1, problem: "表头之前写着两种金额单位",
            read: "读到“\(units.map(\.rawValue).joined(separator: "”“"))”",
            advice: "请只留一种，或在列名后面写明单位"))
      }
      return
    }
    self.unit = unit
  }

  private mutating func refuseRepeated(_ match: TableHead.Match) {
    for (cell, first) in match.repeated {
      let spec = match.kind.columns.first { spec in
        match.kind.slot(of: spec.column).map { match.cells[$0] == first } ?? false
      }
      if HeaderName(found.headers[cell]).key == HeaderName(found.headers[first]).key {
        add(fault(cell, "同一列在表头里出现两次", "请删去重复的列，中文名和英文名只留一个"))
      } else {
        add(
          fault(
            cell, "“\(shown(first))”和“\(shown(cell))”都可以是\(spec?.header ?? "")，说不准用哪一列",
            """
            请\(using: .passOverColumn(found.headers[cell]), .passOverColumn(found.headers[first]))\
            指明不读的一列，或在表里删去
            """))
      }
    }
  }

  /// Asks about the columns that could be columns of ours.
  private mutating func propose(
    _ matches: [TableHead.Match], _ sample: [TableHead.Row]
  ) {
    for (place, match) in matches.enumerated() {
      for proposal in ColumnProposal.all(in: match, headers: found.headers, sample: sample) {
        let isElsewhere = matches.enumerated().contains { other, match in
          other != place
            && (match.cells.contains(proposal.cell) || match.passedOver.contains(proposal.cell))
        }
        guard !isElsewhere else { continue }
        add(proposal.fault(match.kind, headers: found.headers, file: file, row: found.row.number))
      }
    }
  }

  /// The claim in the row of a case, when the header has its amount and a person says that it is
  /// one.
  ///
  /// Its number is the case's; its day the day of filing, or of closing where there is no other.
  private mutating func claimBeside(
    _ matches: [TableHead.Match], _ mapping: ColumnMapping
  ) -> TableHead.Match? {
    guard let match = matches.first, matches.count == 1, match.kind == .cases else { return nil }
    let names = ColumnNames.bundled(.cases).claimAmounts
    var amount: Int?
    for cell in match.unknown {
      let key = HeaderName(found.headers[cell]).key
      if case .column(let target)? = mapping.columns[key],
        TableKind.claims.column(named: target) == .claimedAmount
      {
        guard amount == nil else { continue }
        amount = cell
      } else if names.contains(key) {
        add(
          fault(
            cell, "“\(shown(cell))”可以一并登记为补贴申报：每行一笔，申报编号用案件编号，申报日期用归档日期或结案日期",
            """
            要登记的，请\(using: .mapColumn(found.headers[cell], "申报金额"))确认；只登记案件的，请\
            \(using: .passOverColumn(found.headers[cell]))
            """))
      }
    }
    let kind = TableKind.claims
    let cell = { (column: Column) in
      TableKind.cases.slot(of: column).map { match.cells[$0] } ?? -1
    }
    guard let amount else { return nil }
    let day = cell(.filedOn) >= 0 ? cell(.filedOn) : cell(.closedOn)
    guard day >= 0 else {
      add(fault(amount, "补贴申报没有申报日期，表里也没有归档日期和结案日期", "请在表里加上“申报日期”一列"))
      return nil
    }
    var claim = TableHead.Match(kind: kind, cells: Array(repeating: -1, count: kind.columns.count))
    for (column, cell) in [
      (Column.claimNumber, cell(.caseNumber)), (.caseNumber, cell(.caseNumber)), (.claimedOn, day),
      (.claimedAmount, amount),
    ] {
      if let slot = kind.slot(of: column) { claim.cells[slot] = cell }
    }
    claim.units = match.units
    return claim
  }

  /// Tells how the columns are read where that is not plain, and which are not.
  private mutating func note(_ matches: [TableHead.Match], _ claim: TableHead.Match?) {
    let all = matches + (claim.map { [$0] } ?? [])
    for match in all {
      for (cell, column) in match.mapped {
        let header = match.kind.header(of: column)
        tell("按已确认的对应，“\(shown(cell))”读作\(header)")
      }
      if match.kind == .bank, !match.has(.bankReference) {
        tell("没有流水号：按日期、金额、收款人、凭证号、摘要和同样内容的第几笔编号，再导入一次不会重复")
      }
      for (slot, spec) in match.kind.columns.enumerated() {
        guard case .money = spec.type, match.cells[slot] >= 0 else { continue }
        let unit = match.units[match.cells[slot]] ?? self.unit
        guard unit != .yuan else { continue }
        tell(
          "\(spec.header)（“\(shown(match.cells[slot]))”）以\(unit.rawValue)为单位，已换算成元")
      }
    }
    if let claim, let slot = claim.kind.slot(of: .claimedAmount) {
      tell("“\(shown(claim.cells[slot]))”登记为补贴申报，每行一笔")
    }
    let read = Set(all.flatMap(\.cells) + all.flatMap(\.sides.values))
    let left = found.headers.indices.filter { !found.headers[$0].isEmpty && !read.contains($0) }
    let known = left.filter { cell in matches.contains { $0.passedOver.contains(cell) } }
    let unknown = left.filter { !known.contains($0) }
    if !unknown.isEmpty {
      tell("已忽略不认得的列：\(unknown.map(shown).joined(separator: "、"))")
    }
    if !known.isEmpty {
      tell("账上不记、没有读取的列：\(known.map(shown).joined(separator: "、"))")
    }
  }

  /// What a person says stands in the columns that the table does not have.
  private func fills(_ match: TableHead.Match, _ mapping: ColumnMapping) -> [String?] {
    let fills = mapping.fills(of: match.kind)
    return zip(match.kind.columns, match.cells).map { spec, cell in
      cell < 0 ? fills[spec.column] : nil
    }
  }

  /// What is said of each column: the unit behind its name or before the table, and its words.
  private func words(_ match: TableHead.Match, _ mapping: ColumnMapping) -> [ColumnWords] {
    let names = ColumnNames.bundled(match.kind)
    return zip(match.kind.columns, match.cells).map { spec, cell in
      let cell =
        cell < 0 && spec.column == .amount
        ? match.sides[.debitAmount] ?? match.sides[.creditAmount] ?? -1 : cell
      var words = ColumnWords()
      words.unit = match.units[cell] ?? unit
      words.terms = names.terms[spec.column] ?? [:]
      for (said, term) in mapping.words
      where said.column == HeaderName.compared(spec.header) || said.column == spec.column.rawValue {
        words.terms[said.word] = term
      }
      return words
    }
  }
}

extension ColumnProposal {
  /// The question, at the header.
  fileprivate func fault(
    _ kind: TableKind, headers: [String], file: String, row: Int
  ) -> ImportFault {
    let header = headers[cell]
    let fields = columns.map(kind.header)
    let like =
      switch reason {
      case .name: "可能是"
      case .nearName: "列名接近"
      case .content: "内容像是"
      }
    let steps = fields.map { NextStep.mapColumn(header, $0) }
    let confirm = steps.map { step in Guidance("\(using: step)") }.joined(separator: "，或")
    return ImportFault(
      file: file, row: row, column: cell + 1,
      problem: "“\(excerpt(header, scalarsMax: 20))”\(like)\(fields.joined(separator: "、"))，没有确认",
      read: "读到“\(excerpt(header, scalarsMax: 20))”",
      advice: "是的，请\(confirm)确认；不是的，请\(using: .passOverColumn(header))")
  }
}

extension TableHead {
  /// The faults of a table in which no header was found; none when it had no rows but blank ones.
  func faults(
    file: String, _ rows: [Row], _ nearest: (row: Row, headers: [String], match: Match)?
  ) -> [ImportFault] {
    guard let nearest, let firstRow = rows.first?.number else { return [] }
    let match = nearest.match
    guard match.foundCount > 0 else { return [noColumn(file, firstRow, rows.count)] }
    let missing = match.missing.map { "\($0.header)（\($0.column.rawValue)）" }.joined(separator: "、")
    let found = nearest.headers.filter { !$0.isEmpty }.prefix(40)
      .map { excerpt($0, scalarsMax: 20) }.joined(separator: "、")
    if match.kind == .duty, isSummedDuty(match) {
      return [
        ImportFault(
          file: file, row: nearest.row.number, column: 1,
          problem: "这是按人汇总的值班表，没有每一次值班的日期", read: "找到的列：\(found)",
          advice: "请导入每天一列的值班表（标题写年月，各天写 √），或一次值班一行的值班表（值班编号、值班日期、值班地点）")
      ]
    }
    let fault = ImportFault(
      file: file, row: nearest.row.number, column: 1,
      problem: "找不到表头：\(isOneKind ? "要找" : "最接近")“\(match.kind.title)”（\(match.kind.rawValue)），"
        + "缺少必填列：\(missing)",
      read: "找到的列：\(found)",
      advice: """
        表头应有：\
        \(match.kind.columns.filter(\.isRequired).map(\.header).joined(separator: "、"))
        """)
    let sample = rows.filter { $0.index > nearest.row.index }.prefix(20)
    let proposals = ColumnProposal.all(
      in: match, headers: nearest.headers, sample: Array(sample))
    return [fault]
      + proposals.map {
        $0.fault(match.kind, headers: nearest.headers, file: file, row: nearest.row.number)
      }
  }

  /// Whether a table has who was on duty and for how many days, but not on which.
  private func isSummedDuty(_ match: Match) -> Bool {
    let asked: Set<Column> = [.dutyNumber, .servedOn, .site]
    return match.has(.units) && !match.has(.servedOn) && !match.has(.dutyNumber)
      && match.missing.allSatisfy { asked.contains($0.column) }
  }

  private func noColumn(_ file: String, _ row: Int, _ count: Int) -> ImportFault {
    let columns =
      "表头应有：\(kinds[0].columns.filter(\.isRequired).map(\.header).joined(separator: "、"))"
    return ImportFault(
      file: file, row: row, column: 1,
      problem: "找不到\(isOneKind ? "“\(kinds[0].title)”" : "任何一种表")的表头",
      read: "读到 \(count) 行，没有认得的列名",
      advice: Guidance(isOneKind ? columns : "表头应写各列的中文名或英文名，例如 案件编号"))
  }

  private var isOneKind: Bool { kinds.count == 1 }
}
