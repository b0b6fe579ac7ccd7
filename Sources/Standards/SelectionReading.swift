import LedgerCore
internal import Yams

extension Dimension {
  var key: StandardKey {
    switch self {
    case .caseType: .caseType
    case .serviceForm: .serviceForm
    case .stage: .stage
    case .regionBand: .regionBand
    case .grade: .grade
    case .outcome: .outcome
    case .fundSource: .fundSource
    }
  }
}

extension StandardKey {
  var dimension: Dimension? { Dimension.allCases.first { $0.key == self } }

  static let dimensions = Dimension.allCases.map(\.key)
}

// Terms and the conditions made of them.
extension FieldReader {
  /// The terms and flags that a standard declares.
  mutating func declaredTerms(
    _ field: Field?
  ) -> (terms: [Dimension: [String]], flags: [String]) {
    guard let field,
      let fields = fields(
        of: field.node, "“\(field.name)”", line: field.line,
        allowed: StandardKey.dimensions + [.flags])
    else { return ([:], []) }
    return (terms(of: fields), texts(fields[.flags]) ?? [])
  }

  /// A condition; all cases where there is none.
  mutating func selection(_ field: Field?) -> Selection? {
    guard let field else { return .all }
    guard
      let fields = fields(
        of: field.node, "“\(field.name)”", line: field.line,
        allowed: StandardKey.dimensions + [.flags, .excludedFlags, .quantity])
    else { return nil }
    let faultCount = faults.count
    let selection = Selection(
      terms: terms(of: fields), flags: texts(fields[.flags]) ?? [],
      excludedFlags: texts(fields[.excludedFlags]) ?? [],
      quantities: quantityRanges(fields[.quantity]))
    return faults.count == faultCount ? selection : nil
  }

  /// `{被告人数: {最低: 2, 最高: 4}, 页数: {超过: 300}}`.
  private mutating func quantityRanges(_ field: Field?) -> [QuantityRange] {
    named(field).compactMap { name, field in
      guard
        let fields = fields(
          of: field.node, "“\(field.name)”", line: field.line,
          allowed: [.low, .above, .high, .below, .absent])
      else { return nil }
      let sides: [[StandardKey]] = [[.low, .above], [.high, .below]]
      for pair in sides where pair.allSatisfy({ fields[$0] != nil }) {
        fault(
          field.line, "“\(field.name)”的一头写了两次", read: "读到“\(pair[0].word)”“\(pair[1].word)”",
          advice: "请只留一项")
      }
      guard sides.joined().contains(where: { fields[$0] != nil }) else {
        fault(
          field.line, "“\(field.name)”没有写范围", read: "读到 0 项",
          advice: "请写“最低”“超过”“最高”“不满”里的一项或两项")
        return nil
      }
      return QuantityRange(
        name: name, low: number(fields[.low] ?? fields[.above]), isAbove: fields[.above] != nil,
        high: number(fields[.high] ?? fields[.below]), isBelow: fields[.below] != nil,
        isSilentWithout: isSilentWithout(fields[.absent]))
    }
  }

  /// `未登记: 不适用`: the clause says nothing of a case without the quantity.
  mutating func isSilentWithout(_ field: Field?) -> Bool {
    guard let field, let text = text(field) else { return false }
    if normalized(text) != "不适用" {
      fault(field.line, "“\(field.name)”只能写“不适用”", read: field.node.echo, advice: "请写“不适用”，或删去这一项")
    }
    return true
  }

  /// The parts of a mapping whose keys are names of its own, in their order.
  mutating func named(_ field: Field?) -> [(name: String, field: Field)] {
    guard let field else { return [] }
    guard let mapping = field.node.mapping, !mapping.isEmpty else {
      fault(
        field.line, "“\(field.name)”应当是几项“名称: 内容”", read: field.node.echo,
        advice: "请写成 {名称: …}，或删去这一项")
      return []
    }
    return mapping.compactMap { key, value in
      let name = printable(key.scalar?.string ?? "").trimmed
      guard !name.isEmpty else {
        fault(key.line, "“\(field.name)”里有一项没有名称", read: key.echo, advice: "请写上名称")
        return nil
      }
      return (String(name), Field(name: String(name), node: value, line: key.line))
    }
  }

  /// `{日平均工资: [{自: 2020-01-01, 金额: 300}]}`: dated amounts of reference.
  mutating func references(_ field: Field?) -> [String: [SubsidyStandard.Reference]] {
    places[.references] = field?.line
    var tables: [String: [SubsidyStandard.Reference]] = [:]
    for (name, field) in named(field) {
      for node in list(field) ?? [] {
        let keys: [StandardKey] = [.from, .amount]
        guard
          let fields = fields(of: node, "“\(name)”的一项", allowed: keys, required: keys),
          let from = day(fields[.from]), let amount = amount(fields[.amount])
        else { continue }
        tables[name, default: []].append(SubsidyStandard.Reference(from: from, amount: amount))
      }
    }
    return tables
  }

  /// `须登记: [标记]`.
  mutating func needsFlags(_ field: Field?) -> Bool {
    places[.needs] = field?.line
    guard let field, let names = texts(field) else { return false }
    for name in names where normalized(name) != StandardKey.flags.word {
      fault(
        field.line, "“\(field.name)”里没有这个词", read: "读到\(excerpt(name))",
        advice: "只能写“标记”；地域、数量和费用不登记本来就算不出")
    }
    return names.contains { normalized($0) == StandardKey.flags.word }
  }

  mutating func terms(of fields: Fields) -> [Dimension: [String]] {
    var terms: [Dimension: [String]] = [:]
    for dimension in Dimension.allCases {
      if let words = texts(fields[dimension.key]) { terms[dimension] = words }
    }
    return terms
  }

  mutating func quota(_ node: Node, index: Int) -> Quota? {
    let keys: [StandardKey] = [.name, .clause, .counted, .base, .share]
    guard let fields = fields(of: node, "名额", allowed: keys, required: keys) else { return nil }
    places[.quota(index)] = fields.line
    let name = text(fields[.name])
    let clause = text(fields[.clause])
    let counted = selection(fields[.counted])
    let base = selection(fields[.base])
    let share = percentage(fields[.share])
    guard let name, let clause, let counted, let base, let share else { return nil }
    return Quota(name: name, clause: clause, counted: counted, base: base, share: share)
  }
}
