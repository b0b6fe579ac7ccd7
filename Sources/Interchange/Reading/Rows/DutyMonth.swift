internal import LedgerCore

/// A month's duty sheet as offices keep it (值班表).
///
/// It has a row for each lawyer, a column for each day, and a mark where he was on duty: each mark
/// is a shift.
struct DutyMonth {
  /// What is to be said of the sheet before its rows; with a fault among it, they are not read.
  private(set) var head: [ImportItem] = []
  /// How many of the rows that were read stand before the first lawyer.
  let rowsBefore: Int

  private let layout: TableLayout
  private let month: Month?
  /// The cell of each day of the month.
  private let dayCells: [(day: Day, cell: Int)]
  private let totalCell: Int?
  private let amountCell: Int?
  private let today: Day
  private let titles: [TableHead.Row]
  /// What a day is granted by the ledger's standard, where the sheet does not say it.
  private let standardRate: DutyRate?

  /// The cells of a header that are days of a month; fewer are other numbers.
  private static let daysMin = 5

  /// The sheet among the first rows of a table; nil where there is none.
  ///
  /// - Parameters:
  ///   - rows: Without blank ones.
  ///   - file: As messages name it; a sheet's name may say the month.
  ///   - parting: How its cells are told apart.
  ///   - request: What the import says of its tables.
  init?(_ rows: [TableHead.Row], file: String, parting: CellParting, _ request: ImportRequest) {
    guard request.kind == nil || request.kind == .duty,
      let place = rows.firstIndex(where: { Self.days(in: $0.texts).count >= Self.daysMin })
    else { return nil }
    let row = rows[place]
    let days = Self.days(in: row.texts)
    let (headers, lastHeader) = Self.header(rows, at: place, days)
    var cells: [Column: Int] = [:]
    for (cell, text) in headers.enumerated() where days[cell] == nil {
      if let column = request.mapping.columns[HeaderName(text).key].flatMap(Self.said)
        ?? Self.column(text), cells[column] == nil
      {
        cells[column] = cell
      }
    }
    guard cells[.lawyer] != nil else { return nil }
    let kind = TableKind.duty
    titles = Array(rows[..<place])
    rowsBefore = rows[lastHeader].index + 1
    today = request.today
    totalCell = cells[.units]
    amountCell = cells[.amount]
    // The folders on the way say nothing of the sheet.
    let ownName = [file.split(separator: "/").suffix(1).joined(separator: "")]
    let found = Self.month(in: titles.flatMap(\.texts) + ownName)
    month = found
    dayCells = days.keys.sorted().compactMap { cell in
      days[cell].flatMap { number in
        Day(
          year: found?.year.number ?? 2000, month: found?.number ?? 1, day: number
        ).map { ($0, cell) }
      }
    }
    var fills = request.mapping.fills(of: .duty)
    fills[.site] = fills[.site] ?? Self.site(in: titles)
    standardRate =
      cells[.rate] == nil && fills[.rate] == nil && found != nil
      ? request.dutyRates.rate(on: dayCells.map(\.day)) : nil
    fills[.rate] = fills[.rate] ?? standardRate?.rate.yuanText
    let kept: Set<Column> = [.lawyer, .firm, .site, .rate]
    layout = TableLayout(
      file: file, kind: kind,
      cells: kind.columns.map { kept.contains($0.column) ? cells[$0.column] ?? -1 : -1 },
      words: kind.columns.map { _ in ColumnWords() },
      fills: kind.columns.map { cells[$0.column] == nil ? fills[$0.column] : nil },
      days: dayCells.map(\.cell), headers: headers, rawWidth: row.texts.count, parting: parting)
    ask(found, row, days)
  }

  /// The header around the row with the days, and the last row that belongs to it.
  private static func header(
    _ rows: [TableHead.Row], at place: Int, _ days: [Int: Int]
  ) -> (headers: [String], last: Int) {
    // 姓名 may be merged over the row with the days and the one above, or the one below.
    var headers = rows[place].texts
    var lastHeader = place
    for other in [place - 1, place + 1] where rows.indices.contains(other) {
      let texts = rows[other].texts
      let names = texts.enumerated().filter { cell, text in
        !text.isEmpty && days[cell] == nil && column(text) != nil
      }
      let isBelow = other > place
      guard !names.isEmpty,
        !isBelow
          || days.keys.allSatisfy({
            !texts.indices.contains($0) || texts[$0].isEmpty || isWeekday(texts[$0])
          })
      else { continue }
      for (cell, text) in names {
        while headers.count <= cell { headers.append("") }
        if headers[cell].isEmpty { headers[cell] = text }
      }
      if isBelow { lastHeader = other }
    }
    // A row of weekdays below the days is part of the header.
    if lastHeader == place, rows.indices.contains(place + 1) {
      let below = rows[place + 1].texts
      let filled = below.indices.filter { !below[$0].isEmpty }
      if !filled.isEmpty, filled.allSatisfy({ days[$0] != nil && isWeekday(below[$0]) }) {
        lastHeader = place + 1
      }
    }
    return (headers, lastHeader)
  }

  /// Asks once for what the sheet does not say.
  private mutating func ask(_ found: Month?, _ row: TableHead.Row, _ days: [Int: Int]) {
    for title in titles {
      head.append(.notice(.titleRow(title, of: layout.file)))
    }
    if let standardRate {
      head.append(
        .notice(
          ImportNotice(
            file: layout.file, row: row.number,
            text: "值班表没有标准，按\(standardRate.citation)，每天 \(standardRate.rate.groupedYuanText) 元")))
    }
    var missing: [(Column, String)] = []
    for column in [Column.site, .firm, .rate] {
      guard let slot = TableKind.duty.slot(of: column), layout.cells[slot] < 0,
        layout.fills[slot] == nil
      else { continue }
      missing.append((column, TableKind.duty.header(of: column)))
    }
    if found == nil {
      head.append(
        .fault(
          ImportFault(
            file: layout.file, row: row.number, column: 1, problem: "值班表没有写是哪一年哪一月",
            read: "读到 \(days.count) 天的列", advice: "请在标题里写明，例如 2025年3月值班表")))
    } else if let cell = days.first(where: { cell, number in
      !dayCells.contains { $0.cell == cell }
    })?.key {
      head.append(
        .fault(
          ImportFault(
            file: layout.file, row: row.number, column: cell + 1,
            problem: "\(month.map { "\($0)" } ?? "这个月") 没有这一天", read: "读到“\(days[cell] ?? 0)”",
            advice: "请核对标题里的月份和各天的列")))
    }
    if !missing.isEmpty {
      let names = missing.map(\.1).joined(separator: "、")
      let fills = missing.map { Guidance("\(using: .fillColumn($0.1))") }.joined(separator: "、")
      head.append(
        .fault(
          ImportFault(
            file: layout.file, row: row.number, column: 1, problem: "值班表没有\(names)",
            read: "读到 \(days.count) 天的列",
            advice: "请在表里加上这些列；各行都一样的，\(fills)写明")))
    }
  }

  /// Whether a fault stands before the rows.
  var hasFault: Bool {
    head.contains { if case .fault = $0 { true } else { false } }
  }

  /// Reads a lawyer's row: a shift for each mark.
  func read(_ row: RawRow, into items: inout [ImportItem]) {
    guard !row.isDamaged else {
      items += row.damages(file: layout.file).map(ImportItem.fault)
      return
    }
    let filled = row.ends.indices.filter { !row.isBlank($0) }
    guard !filled.isEmpty else { return }
    if let words = other(row, filled)?.words {
      items.append(.notice(ImportNotice(file: layout.file, row: row.number, text: words)))
      return
    }
    let place = RowPlace(layout: layout, row: row.number)
    var common = TableRecord(.duty)
    var faults: [ImportFault] = []
    for column in [Column.lawyer, .firm, .site, .rate] {
      do {
        common[column] = try value(of: column, in: row)
      } catch {
        faults.append(
          place.fault(
            at: column, problem: error.problem, read: hiddenEcho, advice: Guidance(error.advice)))
      }
    }
    var shifts: [TableRecord] = []
    var sum = Quantity(tenths: 0)
    for (day, cell) in dayCells where cell < row.ends.count && !row.isBlank(cell) {
      guard let tenths = Self.mark(row.text(cell)) else {
        faults.append(
          ImportFault(
            file: layout.file, row: row.number, column: cell + 1, problem: "值班标记无法识别",
            read: hiddenEcho, advice: "请写 √ 或 1 表示一天，0.5 或 半 表示半天，没有值班的留空"))
        continue
      }
      guard tenths > 0 else { continue }
      guard day <= today else {
        faults.append(
          ImportFault(
            file: layout.file, row: row.number, column: cell + 1,
            problem: "值班日期在今天（\(today)）之后，还没有发生", read: "读到 \(day) 有值班标记", advice: "请核对日期，发生以后再导入"))
        continue
      }
      sum = Quantity(tenths: sum.tenths + tenths)
      shifts.append(shift(common, day, Quantity(tenths: tenths)))
    }
    guard faults.isEmpty else {
      items += faults.map(ImportItem.fault)
      return
    }
    compare(row, sum, common.money(.rate), into: &items)
    items += shifts.map { .record($0, place) }
  }

  private func shift(_ common: TableRecord, _ day: Day, _ quantity: Quantity) -> TableRecord {
    var record = common
    record[.servedOn] = .day(day)
    record[.units] = .quantity(quantity)
    record[.unit] = .choice(DutyUnit.day.rawValue)
    if let amount = try? common.money(.rate)?.times(quantity) { record[.amount] = .money(amount) }
    let who = [Column.lawyer, .firm, .site].map { normalized(common.text($0) ?? "") }
    let digest = contentDigest(of: who.joined(separator: "\u{1F}")).prefix(6)
    let number = "值\(day.number)-\(digest)"
    record[.dutyNumber] = .number(key: number, printed: number)
    return record
  }

  private func value(of column: Column, in row: RawRow) throws(CellFlaw) -> CellValue {
    guard let slot = TableKind.duty.slot(of: column) else { throw CellFlaw("", advice: "") }
    let spec = TableKind.duty.columns[slot]
    let cell = layout.cells[slot]
    let text = cell >= 0 ? (cell < row.ends.count ? row.text(cell) : "") : layout.fills[slot] ?? ""
    guard !text.isEmpty else {
      throw CellFlaw("\(spec.header)不能为空", advice: "请填写\(spec.header)")
    }
    return try spec.value(of: text, ColumnWords())
  }

  /// Warns where the sheet's own sums are others than those of its marks.
  private func compare(
    _ row: RawRow, _ sum: Quantity, _ rate: Money?, into items: inout [ImportItem]
  ) {
    var words: [String] = []
    if let cell = totalCell, cell < row.ends.count, !row.isBlank(cell),
      let tenths = Self.tenths(row.text(cell)), tenths != sum.tenths
    {
      words.append("天数写的是 \(Quantity(tenths: tenths).text)，各天之和是 \(sum.text)")
    }
    if let cell = amountCell, cell < row.ends.count, !row.isBlank(cell),
      let stated = try? Money(cell: row.text(cell), in: .yuan), let amount = try? rate?.times(sum),
      stated != amount
    {
      guard standardRate == nil else {
        let words = "按标准是 \(amount.groupedYuanText) 元"
        items.append(
          .fault(
            ImportFault(
              file: layout.file, row: row.number, column: cell + 1,
              problem: "金额与补贴标准算出的不同，\(words)", read: "读到 \(stated.groupedYuanText) 元",
              advice: "请核对；不按账上的标准发的，请在表里加上“标准”一列，或\(using: .fillColumn("标准"))写明")))
        return
      }
      words.append("金额写的是 \(stated.groupedYuanText)，按标准是 \(amount.groupedYuanText)")
    }
    guard !words.isEmpty else { return }
    items.append(
      .notice(
        ImportNotice(
          file: layout.file, row: row.number, text: words.joined(separator: "；"), isWarning: true)))
  }
}

extension DutyMonth {
  /// What a row is that is no lawyer's.
  private func other(_ row: RawRow, _ filled: [Int]) -> OtherRow? {
    for cell in filled.prefix(3) {
      if let total = TotalRow(row.text(cell)) { return .total(total) }
      let labels = LineUnderTable.signatures(in: row.text(cell))
      if !labels.isEmpty, !dayCells.contains(where: { filled.contains($0.cell) }) {
        return .signature(labels)
      }
    }
    return LineUnderTable.remark(row.text(filled[0])).map(OtherRow.remark)
  }

  /// The tenths of a day that a mark stands for; nil for what is no mark.
  private static func mark(_ text: String) -> Int64? {
    let word = normalized(text).lowercased()
    switch word {
    case "√", "✓", "✔", "v", "○", "●", "〇", "o", "全", "全天", "值", "值班", "班", "是": return 10
    case "半", "半天", "上", "下", "上午", "下午", "am", "pm", "½": return 5
    case "×", "x", "休", "休息", "-", "—", "/", "无", "否": return 0
    default: return tenths(word).flatMap { [0, 5, 10].contains($0) ? $0 : nil }
    }
  }

  /// A number with at most one decimal, in tenths.
  private static func tenths(_ text: String) -> Int64? {
    var word = Substring(halfWidth(text).trimmed)
    if word.last == "天" { word.removeLast() }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int64(parts[0]), (0...366).contains(whole) else {
      return nil
    }
    guard parts.count == 2 else { return whole * 10 }
    guard let digit = Int64(parts[1]), (0...9).contains(digit), parts[1].count == 1 else {
      return nil
    }
    return whole * 10 + digit
  }

  /// The cells that name a day of the month: 1, 01, 1日, 1号, each one day later than the one before.
  private static func days(in texts: [String]) -> [Int: Int] {
    var days: [Int: Int] = [:]
    var last: Int?
    for (cell, text) in texts.enumerated() {
      var word = Substring(halfWidth(text).trimmed)
      if let mark = word.last, mark == "日" || mark == "号" { word.removeLast() }
      guard (1...2).contains(word.utf8.count), let number = Int(word), (1...31).contains(number)
      else {
        continue
      }
      guard last.map({ number > $0 }) ?? true else { return [:] }
      days[cell] = number
      last = number
    }
    return days
  }

  private static func isWeekday(_ text: String) -> Bool {
    let word = normalized(text)
    return "一二三四五六日天".contains(word.last ?? " ")
      && ["", "周", "星期", "礼拜"].contains(String(word.dropLast()))
  }

  private static func column(_ text: String) -> Column? {
    TableKind.duty.column(named: text)
  }

  private static func said(_ target: ColumnMapping.Target) -> Column? {
    if case .column(let name) = target { column(name) } else { nil }
  }

  /// 值班地点：看守所 above the table.
  private static func site(in titles: [TableHead.Row]) -> String? {
    for text in titles.flatMap(\.texts) {
      let words = text.split(whereSeparator: { $0.isWhitespace })
      for word in words {
        for label in ["值班地点", "地点", "工作站", "站点"] {
          let parts = word.split(maxSplits: 1, whereSeparator: { $0 == ":" || $0 == "：" })
          guard parts.count == 2, normalized(String(parts[0])) == label else { continue }
          return String(parts[1])
        }
      }
    }
    return nil
  }

  /// The month that titles or a sheet's name say: 2025年3月, 2025-03; nil where they say none, or
  /// two.
  private static func month(in texts: [String]) -> Month? {
    // 2025年3月 is the sheet's month before 2025年4月2日, the day on which it was filled in.
    let (months, days) = (found(in: texts, withDays: false), found(in: texts, withDays: true))
    return months.count == 1 ? months.first : months.isEmpty && days.count == 1 ? days.first : nil
  }

  private static func found(in texts: [String], withDays: Bool) -> Set<Month> {
    var found: Set<Month> = []
    for text in texts {
      let letters = Array(normalized(text))
      for (index, letter) in letters.enumerated() where "年-.".contains(letter) && index >= 4 {
        guard let year = Int(String(letters[(index - 4)..<index])), (2000...2999).contains(year)
        else { continue }
        let digits = letters[(index + 1)...].prefix { $0.isASCII && $0.isNumber }
        let next = index + 1 + digits.count
        let isMonth = letter != "年" || letters.indices.contains(next) && letters[next] == "月"
        guard (1...2).contains(digits.count), isMonth, let number = Int(String(digits)),
          let year = FiscalYear(year), let month = Month(year: year, number: number)
        else { continue }
        let behind = letters.indices.contains(next + 1) ? letters[next + 1] : " "
        if letters.indices.contains(next), behind.isNumber || letter != "年" && letters[next] != "月"
        {
          if withDays { found.insert(month) }
        } else {
          found.insert(month)
        }
      }
    }
    return found
  }
}
