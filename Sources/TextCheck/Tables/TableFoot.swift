/// The totals at the foot of a table, against the sentences directly before and behind it.
///
/// Holds when: the sentence prints the total of the column of its unit.
/// Silent when: the sentence does not point at the table, or several columns have its unit.
struct TableFoot {
  /// One total with the unit that its head names; nil where it names none.
  private struct Total {
    let number: PrintedNumber
    let dimension: MeasureUnit.Dimension?
    /// Whether its column is the total of the others.
    let isOfAll: Bool
  }

  private let totals: [Total]

  init?(_ table: TableShape) {
    let rows = table.rows.filter(table.isTotal)
    let last = rows.last ?? table.rows.last.flatMap { Self.isYear(table.label($0)) ? $0 : nil }
    guard let last else { return nil }
    totals = table.headers.indices.compactMap { column in
      guard let number = last.cells[column].number else { return nil }
      let head = Array(table.headers[column].unicodeScalars)[...]
      let isLarge = Self.large.isFound(in: head) || table.isRounded && !Self.yuan.isFound(in: head)
      let dimension = Self.dimension(of: head)
      let isMoney = dimension == .money("元")
      return Total(
        number: isMoney && isLarge ? number.scaled(by: 4) : number, dimension: dimension,
        isOfAll: TableShape.isTotal(table.headers[column]))
    }
    if totals.isEmpty { return nil }
  }

  /// What the sentences behind a table say of its totals.
  func drafts(behind prose: Prose) -> [CheckDraft] {
    prose.quantities.compactMap { quantity in
      guard quantity.isPlain, quantity.isExact, quantity.depth == 0,
        quantity.unit?.dimension.isAddable ?? false
      else { return nil }
      let sentence = prose.sentence(at: quantity.range.lowerBound)
      let lead = prose.text[sentence.lowerBound..<quantity.range.lowerBound]
      guard Self.adding.isFound(in: lead) else { return nil }
      return draft(quantity, in: prose, isCertain: Self.pointing.isFound(in: lead.prefix(6)))
    }
  }

  private func draft(_ quantity: Quantity, in prose: Prose, isCertain: Bool) -> CheckDraft? {
    guard let unit = quantity.unit else { return nil }
    let alike = totals.filter { $0.dimension == unit.dimension }
    let unnamed = totals.filter { $0.dimension == nil && $0.isOfAll && unit.isCount }
    let right = (alike + unnamed).first { $0.number.equals(quantity.number) }
    let only = isCertain && alike.count == 1 ? alike[0] : nil
    guard let total = right ?? only else { return nil }
    let stated = quantity.number.text(inPower: unit.power)
    let shown = total.number.shortText(inPower: unit.power)
    return CheckDraft(
      .textTable, right == nil ? .contradiction : .pass,
      quote: prose.quote(quantity.range, marking: [quantity]), parts: [stated], stated: stated,
      computed: shown, unit: unit.printed,
      message: "文中 \(stated) \(unit.printed)，上表合计 \(shown) \(unit.printed)，"
        + (right == nil ? "两处不一致，请核对。" : "两处一致。"))
  }

  private static func dimension(of head: ArraySlice<Unicode.Scalar>) -> MeasureUnit.Dimension? {
    if money.isFound(in: head) { return .money("元") }
    if cases.isFound(in: head) { return .count("件") }
    if people.isFound(in: head) { return .count("人") }
    return nil
  }

  private static func isYear(_ label: String) -> Bool { label == "全年" || label == "本年合计" }

  private static let money = Words("金额 元 补贴 经费 费用", notIn: "元/ 元／")
  private static let yuan = Words("（元） 单位：元")
  private static let large = Words("万元")
  private static let cases = Words("件数 （件） 案件数 案件数量 件")
  private static let people = Words("人数 （人）")
  private static let adding = Words("共 合计 总计 累计")
  private static let pointing = Words("以上 上述 上表")
}
