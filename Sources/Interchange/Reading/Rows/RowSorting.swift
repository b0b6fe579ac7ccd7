internal import LedgerCore

/// A row of a table that is no data (非数据行).
enum OtherRow: Equatable {
  case blank
  case total(TotalRow)
  /// 制表人、审核人 and the like, with or without names and a day behind them.
  case signature([String])
  /// 注：…, 说明：…: what is said below a table. Of free words only the first is told.
  case remark(String)
  /// The header once more, as at the head of a printed page.
  case headerAgain
  /// A title row once more.
  case titleAgain

  /// What the report of the import says of it; nil for a blank row, of which nothing is said.
  var words: String? {
    switch self {
    case .blank: nil
    case .total(let total): total.skipped
    case .signature(let labels): "已跳过签字行（\(labels.joined(separator: "、"))）"
    case .remark(let label): "已跳过表下的说明（\(label)）"
    case .headerAgain: "已跳过重复的表头"
    case .titleAgain: "已跳过重复的标题行"
    }
  }
}

/// What a row of sums says it adds up.
struct TotalRow: Equatable {
  /// The words for the sum: 3月小计, 本页合计.
  let words: String
  /// Whether it may be the sum of a part of the rows above; a 总计 or 累计 is of all.
  let isOfPart: Bool

  /// What the report of the import says of it where there is no more to say.
  var skipped: String { "已跳过\(words)行" }

  /// The sum that the text of a cell names; nil for any other text.
  init?(_ text: String) {
    var name = normalized(text)
    guard name.utf8.count <= 90 else { return nil }
    if name.hasPrefix("〔"), let end = name.firstIndex(of: "〕") {
      // （3月）小计 is 3月小计.
      name = String(name[..<end].dropFirst() + name[end...].dropFirst())
    }
    var rest = Substring(name)
    var isOfPart = false
    var isOfAll = false
    while true {
      if let word = Self.parts.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(word.count)
        isOfPart = true
      } else if let word = Self.wholes.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(word.count)
        isOfAll = true
      } else if let tail = Self.withoutSpan(rest) {
        rest = tail
        isOfPart = true
      } else {
        break
      }
    }
    guard let word = Self.words.first(where: { rest.hasPrefix($0) }) else { return nil }
    let tail = rest.dropFirst(word.count)
    // 合计公司 may be a payee, and is for the caller to weigh; 本月合计费用说明 is no sum.
    guard !(isOfPart || isOfAll) || Self.isTail(tail) else { return nil }
    words = String(name.dropLast(tail.count))
    self.isOfPart = !isOfAll && (isOfPart || word == "小计")
  }

  private static let words = ["合计", "总计", "小计", "累计", "共计", "总合计"]
  private static let parts = [
    "本页", "当页", "每页", "本月", "当月", "本季度", "本季", "本期", "本表", "其中", "分项", "本单位",
  ]
  private static let wholes = ["本年度", "本年", "全年", "年度", "截至本页", "截至", "自年初"]

  /// A text without the month, quarter or page at its beginning.
  private static func withoutSpan(_ text: Substring) -> Substring? {
    var rest = text
    if rest.hasPrefix("第") { rest = rest.dropFirst() }
    let digits = rest.prefix { ($0.isASCII && $0.isNumber) || "一二三四五六七八九十上下前后".contains($0) }
    guard !digits.isEmpty, digits.count <= 4 else { return nil }
    rest = rest.dropFirst(digits.count)
    for unit in ["季度", "月份", "半年", "年度", "月", "页", "季", "年"] where rest.hasPrefix(unit) {
      return rest.dropFirst(unit.count)
    }
    return nil
  }

  private static func isTail(_ tail: Substring) -> Bool {
    tail.isEmpty || tail.hasPrefix(":") || tail.hasPrefix("〔") || tail.hasPrefix("金额")
      || tail.hasPrefix("数")
  }
}

/// Words by which a line below a table is known.
enum LineUnderTable {
  /// The labels of a line of signatures: 制表人：张三　审核人：; none for any other text.
  static func signatures(in text: String) -> [String] {
    let name = normalized(text)
    guard let first = labels.first(where: { isLabel($0, in: Substring(name)) }) else { return [] }
    let found = labels.filter { label in
      label == first || name.indices.contains { isLabel(label, in: name[$0...]) }
    }
    // 单位负责人 is one label, not three.
    return found.filter { label in
      !found.contains { $0 != label && $0.contains(label) }
    }
  }

  /// The word that makes a text a remark on the table; nil for any other text.
  static func remark(_ text: String) -> String? {
    let name = normalized(text)
    return remarks.first { name.hasPrefix($0 + ":") || name == $0 }
  }

  private static func isLabel(_ label: String, in text: Substring) -> Bool {
    guard text.hasPrefix(label) else { return false }
    let rest = text.dropFirst(label.count)
    return rest.isEmpty || rest.hasPrefix(":") || rest.hasPrefix("〔签") || rest.hasPrefix("签")
  }

  private static let labels = [
    "制表人", "制表单位", "制表", "填表人", "填表日期", "填表", "填报人", "填报日期", "填报时间", "填报单位", "审核人",
    "审核", "复核人", "复核", "审批人", "审批", "批准人", "单位负责人", "分管领导", "部门负责人", "负责人", "主管领导",
    "领导", "经办人", "经办", "财务负责人", "财务", "会计", "出纳", "领款人", "盖章", "单位盖章", "公章", "签字",
    "签章", "日期", "制表日期", "打印日期", "打印人", "报送日期", "联系人", "联系电话",
  ]
  private static let remarks = ["注", "备注", "说明", "附注", "注意", "填表说明", "填报说明"]
}

/// Tells the rows of a table that are data from those that are not.
struct RowSorter {
  private let keyCells: [Int]
  private let headers: [String]
  /// The text of each title row's only cell.
  private let titles: [String]

  /// - Parameters:
  ///   - layout: Of the table.
  ///   - keyCells: The cells with the numbers of a row.
  ///   - titles: The rows before the header.
  init(_ layout: TableLayout, keyCells: [Int], titles: [TableHead.Row]) {
    self.keyCells = keyCells
    headers = layout.headers
    self.titles = titles.compactMap { row in
      row.filledCount == 1 ? row.texts.first { !$0.isEmpty } : nil
    }
  }

  /// What a row is that is no data; nil for data.
  func otherRow(_ row: RawRow) -> OtherRow? {
    guard row.ends.indices.contains(where: { !row.isBlank($0) }) else { return .blank }
    var hasKey = false
    for cell in keyCells where cell < row.ends.count && !row.isBlank(cell) {
      if let other = otherRow(row, keyedBy: cell) { return other }
      hasKey = true
    }
    return hasKey ? nil : keyless(row)
  }

  /// What a row is by the text in the place of its number.
  private func otherRow(_ row: RawRow, keyedBy cell: Int) -> OtherRow? {
    let bytes = row.cell(cell)
    // Every word for a sum ends so, and most numbers of rows have no such character.
    if contains(bytes, sumMark), let total = TotalRow(row.text(cell)) { return .total(total) }
    if contains(bytes, [0x3A]) || contains(bytes, wideColon) {
      let labels = LineUnderTable.signatures(in: row.text(cell))
      if !labels.isEmpty { return .signature(labels + otherLabels(row, cell, labels)) }
      if let label = LineUnderTable.remark(row.text(cell)) { return .remark(label) }
    }
    return isHeaderAgain(row, at: cell) ? .headerAgain : nil
  }

  /// What a row is that has no number.
  private func keyless(_ row: RawRow) -> OtherRow? {
    let filled = row.ends.indices.filter { !row.isBlank($0) }
    for cell in filled where contains(row.cell(cell), sumMark) {
      if let total = TotalRow(row.text(cell)) { return .total(total) }
    }
    guard let first = filled.first else { return .blank }
    for cell in filled {
      let labels = LineUnderTable.signatures(in: row.text(cell))
      if !labels.isEmpty { return .signature(labels + otherLabels(row, cell, labels)) }
    }
    if let label = LineUnderTable.remark(row.text(first)) { return .remark(label) }
    if filled.count == 1, titles.contains(row.text(first)) { return .titleAgain }
    return filled.allSatisfy { isHeaderAgain(row, at: $0) } ? .headerAgain : nil
  }

  private func otherLabels(_ row: RawRow, _ first: Int, _ known: [String]) -> [String] {
    var labels: [String] = []
    for cell in row.ends.indices where cell != first && !row.isBlank(cell) {
      labels += LineUnderTable.signatures(in: row.text(cell)).filter {
        !known.contains($0) && !labels.contains($0)
      }
    }
    return labels
  }

  private func isHeaderAgain(_ row: RawRow, at cell: Int) -> Bool {
    guard headers.indices.contains(cell), !headers[cell].isEmpty else { return false }
    return row.text(cell).hasBytes(of: headers[cell])
  }

  private func contains(_ bytes: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
    guard let first = part.first, bytes.count >= part.count else { return false }
    var place = bytes.startIndex
    while place + part.count <= bytes.endIndex {
      if bytes[place] == first, bytes[place..<(place + part.count)].elementsEqual(part) {
        return true
      }
      place += 1
    }
    return false
  }

  private let sumMark = Array("计".utf8)
  private let wideColon = Array("：".utf8)
}
