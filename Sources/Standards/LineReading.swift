import LedgerCore
internal import Yams

// The lines of a standard and their amounts.
extension FieldReader {
  /// A line; nil after a fault.
  ///
  /// - Parameters:
  ///   - node: The line as it stands in the file.
  ///   - index: Its index among the lines that could be read.
  ///   - names: Takes its number even if the rest cannot be read, so that references to it hold.
  /// - Returns: The line.
  mutating func line(_ node: Node, index: Int, names: inout Set<LineID>) -> StandardLine? {
    guard
      let fields = fields(
        of: node, "一条标准", allowed: [.id, .clause, .when, .unit, .amount, .basisOnly],
        required: [.id, .clause, .amount])
    else { return nil }
    places[.line(index)] = fields.line
    places[.lineSelection(index)] = fields[.when]?.line ?? fields.line
    places[.lineAmount(index)] = fields[.amount]?.line ?? fields.line
    let id: LineID? = identifier(fields[.id])
    if let id { names.insert(id) }
    let clause = text(fields[.clause])
    let selection = selection(fields[.when])
    let unit: SubsidyUnit? = fields[.unit] == nil ? .item : word(fields[.unit])
    let amount = lineAmount(fields[.amount], unit: unit ?? .item, index: index)
    guard let id, let clause, let selection, let unit, let amount else { return nil }
    return StandardLine(
      id: id, clause: clause, selection: selection, unit: unit, amount: amount,
      isBasis: isYes(fields[.basisOnly]))
  }

  /// `只供引用: 是`.
  private mutating func isYes(_ field: Field?) -> Bool {
    guard let field, let text = text(field) else { return false }
    if !["是", "true", "yes"].contains(normalized(text).lowercased()) {
      fault(field.line, "“\(field.name)”只能写“是”", read: field.node.echo, advice: "请写“是”，或删去这一项")
    }
    return true
  }

  private mutating func lineAmount(
    _ field: Field?, unit: SubsidyUnit, index: Int
  ) -> LineAmount? {
    guard let field else { return nil }
    guard let mapping = field.node.mapping else { return amount(field).map { .stated(.init($0)) } }
    // The first key that belongs to one kind alone says which kind is meant.
    let kinds: [StandardKey] = [
      .actualCost, .reference, .low, .high, .labour, .dailyWage, .perUnit, .tiers, .share, .higher,
      .lower,
    ]
    let written = mapping.compactMap { $0.key.scalar.map { normalized($0.string) } }
    let kind = kinds.first { written.contains($0.word) || written.contains($0.rawValue) }
    switch kind {
    case .low, .high: return range(field).map { .stated($0) }
    case .labour: return directAndLabour(field)
    case .dailyWage: return wage(field)
    case .perUnit: return perUnit(field, unit: unit)
    case .tiers: return tiers(field, index: index)
    case .share: return shareOfLine(field)
    case .higher, .lower: return extreme(field)
    case .actualCost: return actual(field)
    case .reference: return reference(field)
    default:
      fault(
        field.line, "看不出金额的算法", read: field.node.echo,
        advice: "请写金额，或写这几项之一：\(kinds.map(\.word).joined(separator: "、"))")
      return nil
    }
  }

  private mutating func amountFields(
    _ field: Field, _ allowed: [StandardKey], required: [StandardKey]
  ) -> Fields? {
    fields(
      of: field.node, "“\(field.name)”", line: field.line, allowed: allowed, required: required)
  }

  private mutating func directAndLabour(_ field: Field) -> LineAmount? {
    let keys: [StandardKey] = [.direct, .labour]
    guard let fields = amountFields(field, keys, required: keys) else { return nil }
    let direct = range(fields[.direct])
    let labour = range(fields[.labour])
    guard let direct, let labour else { return nil }
    return .directAndLabour(direct: direct, labour: labour)
  }

  private mutating func wage(_ field: Field) -> LineAmount? {
    let keys: [StandardKey] = [.direct, .dailyWage, .days]
    guard let fields = amountFields(field, keys, required: [.dailyWage, .days]) else { return nil }
    let direct = fields[.direct] == nil ? AmountRange(.zero) : range(fields[.direct])
    let daily = range(fields[.dailyWage])
    let days = dayCount(fields[.days])
    guard let direct, let daily, let days else { return nil }
    return .wage(daily: daily, days: days, direct: direct)
  }

  /// `5`, `{最低: 4, 最高: 6}` or `{数量: 实际天数}`.
  private mutating func dayCount(_ field: Field?) -> LineAmount.DayCount? {
    guard let field else { return nil }
    guard field.node.mapping != nil else {
      return number(field).map { .stated(low: $0, high: $0) }
    }
    let keys: [StandardKey] = [.low, .high, .quantity]
    guard let fields = amountFields(field, keys, required: []) else { return nil }
    if let name = fields[.quantity], fields.values.count == 1 {
      return text(name).map { .quantity($0) }
    }
    guard let lowField = fields[.low], let highField = fields[.high], fields[.quantity] == nil
    else {
      fault(
        field.line, "看不出天数", read: field.node.echo,
        advice: "请写天数、{最低: 4, 最高: 6} 或 {数量: 实际天数}")
      return nil
    }
    let low = number(lowField)
    let high = number(highField)
    guard let low, let high else { return nil }
    return .stated(low: low, high: high)
  }

  private mutating func perUnit(_ field: Field, unit: SubsidyUnit) -> LineAmount? {
    guard let fields = amountFields(field, [.perUnit, .quantity], required: [.perUnit]) else {
      return nil
    }
    let rate = range(fields[.perUnit])
    guard fields[.quantity] != nil || unit != .item else {
      fault(
        field.line, "没有说明按什么数量", read: "单位是件", advice: "请补上“数量”，例如 {每单位: 50, 数量: 会见次数}")
      return nil
    }
    let name = fields[.quantity] == nil ? unit.rawValue : text(fields[.quantity])
    guard let rate, let name else { return nil }
    return .perUnit(rate, quantity: name)
  }

  private mutating func tiers(_ field: Field, index: Int) -> LineAmount? {
    let keys: [StandardKey] = [.quantity, .kind, .tiers]
    guard let fields = amountFields(field, keys, required: keys) else { return nil }
    let name = text(fields[.quantity])
    let kind: TierTable.Kind? = word(fields[.kind])
    guard let nodes = list(fields[.tiers]) else { return nil }
    var tiers: [TierTable.Tier] = []
    for node in nodes {
      places[.tier(line: index, tiers.count)] = node.line
      if let tier = tier(node) { tiers.append(tier) }
    }
    guard let name, let kind, tiers.count == nodes.count else { return nil }
    return .tiers(TierTable(quantity: name, kind: kind, tiers: tiers))
  }

  private mutating func tier(_ node: Node) -> TierTable.Tier? {
    guard
      let fields = fields(
        of: node, "一档", allowed: [.start, .above, .amount, .perUnit], required: [.amount])
    else { return nil }
    guard (fields[.start] == nil) != (fields[.above] == nil) else {
      fault(
        fields.line, "一档要写一个起点", read: fields[.start] == nil ? "没有读到起点" : "读到两个起点",
        advice: "请写“起: 100”（含 100）或“超过: 100”（不含 100）")
      return nil
    }
    let start = number(fields[.start] ?? fields[.above])
    let amount = amount(fields[.amount])
    let rate = fields[.perUnit] == nil ? Money.zero : self.amount(fields[.perUnit])
    guard let start, let amount, let rate else { return nil }
    return TierTable.Tier(
      start: start, isAbove: fields[.above] != nil, amount: amount, rate: rate)
  }

  /// `{百分比: 40%, 标准: 侦查}`, or `{百分比: 40%, 按: {办理阶段: 侦查}}`.
  private mutating func shareOfLine(_ field: Field) -> LineAmount? {
    guard let fields = amountFields(field, [.share, .of, .asIf], required: [.share]) else {
      return nil
    }
    guard let asIf = fields[.asIf] else { return share(field).map { .share($0.share, of: $0.of) } }
    guard fields[.of] == nil else {
      fault(field.line, "“标准”和“按”只能写一项", read: "两项都读到", advice: "请删去其中一项")
      return nil
    }
    let share = percentage(fields[.share])
    guard
      let others = self.fields(
        of: asIf.node, "“\(asIf.name)”", line: asIf.line, allowed: StandardKey.dimensions)
    else { return nil }
    let terms = terms(of: others)
    guard !terms.isEmpty, terms.values.allSatisfy({ $0.count == 1 }) else {
      fault(
        asIf.line, "“\(asIf.name)”每项只能写一个词", read: asIf.node.echo,
        advice: "请写成例如 {办理阶段: 侦查}")
      return nil
    }
    guard let share else { return nil }
    return .shareAs(share, terms.compactMapValues(\.first))
  }

  /// `{取高: [甲, 乙]}` or `{取低: [甲, 乙]}`.
  private mutating func extreme(_ field: Field) -> LineAmount? {
    guard let fields = amountFields(field, [.higher, .lower], required: []) else { return nil }
    guard fields.values.count == 1, let part = fields[.higher] ?? fields[.lower] else {
      fault(field.line, "“取高”和“取低”只能写一项", read: "两项都读到", advice: "请删去其中一项")
      return nil
    }
    let ids = texts(part)?.compactMap { LineID($0) }
    return ids.map { .extreme(isHigher: fields[.higher] != nil, of: $0) }
  }

  /// `{实际费用: 差旅费, 最高: 2000, 基本劳务: 800}`.
  private mutating func actual(_ field: Field) -> LineAmount? {
    let keys: [StandardKey] = [.actualCost, .high, .labour]
    guard let fields = amountFields(field, keys, required: [.actualCost]) else { return nil }
    let name = text(fields[.actualCost])
    let cap = amount(fields[.high])
    let labour = fields[.labour] == nil ? AmountRange(.zero) : range(fields[.labour])
    guard let name, let labour, cap != nil || fields[.high] == nil else { return nil }
    return .actual(cost: name, cap: cap, labour: labour)
  }

  /// `{参照: 日平均工资, 倍数: 2, 数量: 天数}`; the factor may be a percentage.
  private mutating func reference(_ field: Field) -> LineAmount? {
    let keys: [StandardKey] = [.reference, .multiply, .share, .quantity]
    guard let fields = amountFields(field, keys, required: [.reference]) else { return nil }
    if fields[.multiply] != nil, fields[.share] != nil {
      fault(field.line, "“倍数”和“百分比”只能写一项", read: "两项都读到", advice: "请删去其中一项")
      return nil
    }
    let name = text(fields[.reference])
    let factor =
      fields[.share] != nil
      ? percentage(fields[.share]) : fields[.multiply] == nil ? .one : number(fields[.multiply])
    let quantity = text(fields[.quantity])
    guard let name, let factor, quantity != nil || fields[.quantity] == nil else { return nil }
    return .reference(name, factor: factor, quantity: quantity)
  }

  /// A percentage of another line: `{百分比: 40%, 标准: 侦查}`.
  mutating func share(_ field: Field) -> (share: Rational, of: LineID)? {
    let keys: [StandardKey] = [.share, .of]
    guard let fields = amountFields(field, keys, required: keys) else { return nil }
    let share = percentage(fields[.share])
    let id: LineID? = identifier(fields[.of])
    guard let share, let id else { return nil }
    return (share, id)
  }
}
