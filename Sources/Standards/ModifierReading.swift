import LedgerCore
internal import Yams

// The modifiers of a standard.
extension FieldReader {
  private static var actionKeys: [StandardKey] {
    [.multiply, .add, .addShare, .cap, .floor, .perExtra, .discretion]
  }

  /// A modifier; nil after a fault.
  mutating func modifier(_ node: Node, index: Int) -> Modifier? {
    guard
      let fields = fields(
        of: node, "一项调整", allowed: [.id, .clause, .when, .appliesTo] + Self.actionKeys,
        required: [.id, .clause])
    else { return nil }
    places[.modifier(index)] = fields.line
    places[.modifierSelection(index)] = fields[.when]?.line ?? fields.line
    places[.modifierLines(index)] = fields[.appliesTo]?.line ?? fields.line
    let id: ModifierID? = identifier(fields[.id])
    let clause = text(fields[.clause])
    let selection = selection(fields[.when])
    let lines = texts(fields[.appliesTo])?.compactMap { LineID($0) }
    let action = action(fields, index: index)
    guard let id, let clause, let selection, let action,
      lines != nil || fields[.appliesTo] == nil
    else { return nil }
    return Modifier(
      id: id, clause: clause, selection: selection, lines: lines, action: action)
  }

  private mutating func action(_ fields: Fields, index: Int) -> Modifier.Action? {
    let written = Self.actionKeys.filter { fields[$0] != nil }
    guard let key = written.first, let field = fields[key], written.count == 1 else {
      let read = written.map { "“\($0.word)”" }.joined()
      fault(
        fields.line, "一项调整要写一种调整方法", read: read.isEmpty ? "没有读到" : "读到\(read)",
        advice: "请写其中一项：\(Self.actionKeys.map(\.word).joined(separator: "、"))")
      return nil
    }
    places[.modifierAction(index)] = field.line
    switch key {
    case .multiply: return number(field).map { .multiply($0) }
    case .add: return addition(field)
    case .addShare: return share(field).map { .addShare($0.share, of: $0.of) }
    case .cap: return amount(field).map { .cap($0) }
    case .floor: return amount(field).map { .floor($0) }
    case .discretion: return discretion(field)
    default: return perExtra(field).map { .perExtra($0) }
    }
  }

  /// `{最低: 80%, 最高: 120%}`.
  private mutating func discretion(_ field: Field) -> Modifier.Action? {
    let keys: [StandardKey] = [.low, .high]
    guard
      let fields = fields(
        of: field.node, "“\(field.name)”", line: field.line, allowed: keys, required: keys)
    else { return nil }
    let low = percentage(fields[.low])
    let high = percentage(fields[.high])
    guard let low, let high else { return nil }
    return .discretion(low: low, high: high)
  }

  /// `385`, `{每单位: 180, 数量: 天}` or `{实际费用: 差旅费, 最高: 2000}`.
  private mutating func addition(_ field: Field) -> Modifier.Action? {
    guard field.node.mapping != nil else { return amount(field).map { .add($0) } }
    let costs = [StandardKey.actualCost.word, StandardKey.actualCost.rawValue]
    let written = field.node.mapping?.compactMap { $0.key.scalar.map { normalized($0.string) } }
    if written?.contains(where: costs.contains) ?? false { return addedCost(field) }
    let keys: [StandardKey] = [.perUnit, .quantity]
    guard
      let fields = fields(
        of: field.node, "“\(field.name)”", line: field.line, allowed: keys, required: keys)
    else { return nil }
    let rate = amount(fields[.perUnit])
    let name = text(fields[.quantity])
    guard let rate, let name else { return nil }
    return .addPerUnit(rate, quantity: name)
  }

  private mutating func addedCost(_ field: Field) -> Modifier.Action? {
    guard
      let fields = fields(
        of: field.node, "“\(field.name)”", line: field.line, allowed: [.actualCost, .high],
        required: [.actualCost])
    else { return nil }
    let name = text(fields[.actualCost])
    let cap = amount(fields[.high])
    guard let name, cap != nil || fields[.high] == nil else { return nil }
    return .addCost(name, cap: cap)
  }

  private mutating func perExtra(_ field: Field) -> Modifier.PerExtra? {
    guard
      let fields = fields(
        of: field.node, "“\(field.name)”", line: field.line,
        allowed: [.quantity, .beyond, .each, .most, .absent], required: [.quantity, .beyond, .each])
    else { return nil }
    let name = text(fields[.quantity])
    let beyond = number(fields[.beyond])
    let each = extra(fields[.each])
    let most = extra(fields[.most])
    guard let name, let beyond, let each, most != nil || fields[.most] == nil else { return nil }
    return Modifier.PerExtra(
      quantity: name, beyond: beyond, each: each, most: most,
      isSilentWithout: isSilentWithout(fields[.absent]))
  }
}
